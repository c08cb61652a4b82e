/* tests/corpus/reading/items/item_parts.c: the parts of which reading a table of strengths and
 * improvements is made.
 */
#include <glib.h>
#include <math.h>

#include "corpus/reading/items/shared_words.h"
#include "corpus/language/cue.h"
#include "corpus/text/knowledge.h"
#include "corpus/reading/items/item_cues.h"
#include "corpus/reading/items/item_cuts.h"
#include "corpus/reading/items/item_lines.h"
#include "corpus/reading/items/item_split.h"
#include "corpus/reading/items/item_table_words.h"
#include "tests/corpus/reading/items/table_text.h"

static void
test_header_names_columns(void) {
  CorpusTableHeader header;
  g_assert_true(corpus_table_header("Styrkor Förbättringsmöjligheter ", &header));
  g_assert_cmpuint(header.count, ==, 2);
  g_assert_cmpint(header.tags[1], ==, CORPUS_TAG_IMPROVEMENT);
  g_assert_true(corpus_table_header("STYRKOR Utvecklingsområden Svagheter", &header));
  g_assert_cmpuint(header.count, ==, 3);
  g_assert_cmpint(header.tags[2], ==, CORPUS_TAG_WEAKNESS);
  g_assert_true(corpus_table_header("4.1.3 Styrkor och förbättringsmöjligheter", &header));
  g_assert_cmpuint(header.count, ==, 2);
  g_assert_true(corpus_table_header("Styrkor Förbättrings- möjligheter", &header));
  g_assert_cmpuint(header.count, ==, 2);
}

static void
test_sentence_about_strengths_is_no_header(void) {
  g_assert_false(corpus_table_header("Styrkor och svagheter diskuteras nedan", NULL));
  g_assert_false(corpus_table_header("Kommunens styrkor", NULL));
  g_assert_false(corpus_table_header("", NULL));
  g_assert_false(corpus_table_header_begins(""));
  g_assert_true(corpus_table_header_begins("Styrkor Förbättrings-"));
}

static void
test_bullets_are_told_from_text(void) {
  const struct {
    const char *line;
    CorpusBulletKind kind;
    gsize length_bytes;
  } cases[] = {{"\uF0B7 Kundcenter", CORPUS_BULLET_SURE, 4},
               {"§ Kundcenter", CORPUS_BULLET_SURE, 3},
               {"•Kundcenter", CORPUS_BULLET_SURE, 3},
               {"•", CORPUS_BULLET_SURE, 3},
               {"- Kundcenter", CORPUS_BULLET_LIKELY, 2},
               {"12. Kundcenter", CORPUS_BULLET_LIKELY, 4},
               {"o Kundcenter", CORPUS_BULLET_LIKELY, 2},
               {"-/kundcenter", CORPUS_BULLET_NONE, 0},
               {"ordning", CORPUS_BULLET_NONE, 0},
               {"2014 års mål", CORPUS_BULLET_NONE, 0},
               {"", CORPUS_BULLET_NONE, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    gsize length = 99;
    gunichar glyph = 0;
    g_assert_cmpint(corpus_table_bullet(cases[i].line, &length, &glyph), ==, cases[i].kind);
    g_assert_cmpuint(length, ==, cases[i].length_bytes);
  }
}

static void
test_data_files_are_whole(void) {
  GError *error = NULL;
  g_assert_true(corpus_knowledge_check(&error));
  g_assert_no_error(error);
  GKeyFile *words = corpus_data_key_file("table-words.ini", &error);
  g_assert_no_error(error);
  gsize count = 0;
  char **patterns = g_key_file_get_string_list(words, "after", "lines", &count, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < count; i++) {
    GRegex *pattern = g_regex_new(g_strstrip(patterns[i]), G_REGEX_CASELESS, 0, &error);
    g_assert_no_error(error);
    g_regex_unref(pattern);
  }
  g_strfreev(patterns);
  g_key_file_unref(words);
  g_assert_true(corpus_table_is_after("Område 2 Tillgänglighet"));
  g_assert_true(corpus_table_is_after("4.1.4 Kommentar"));
  g_assert_true(corpus_table_stays_open("riktlinjer för representation och"));
  g_assert_true(corpus_table_stays_open("arbete, t.ex."));
  g_assert_false(corpus_table_stays_open("arbete m.m."));
}

/* The items of a table without bullets, joined by " | ", lines by a space. */
static char *
items_of(const char *text, CorpusLexicon *lexicon) {
  GPtrArray *lines = table_lines_of(text);
  CorpusTable *table = corpus_table_new(lines, 0, lines->len - 1);
  GArray *items = corpus_table_items(table, lexicon);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < items->len; i++) {
    const CorpusTableItem *item = &g_array_index(items, CorpusTableItem, i);
    g_string_append(out, i > 0 ? " | " : "");
    for (guint line = item->first; line <= item->last; line++)
      g_string_append_printf(out, "%s%s", line > item->first ? " " : "",
                             corpus_table_line(table, line)->text);
  }
  g_array_unref(items);
  corpus_table_free(table);
  g_ptr_array_unref(lines);
  return g_string_free(out, FALSE);
}

static void
assert_items(const char *text, const char *expected) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  char *items = items_of(text, lexicon);
  g_assert_cmpstr(items, ==, expected);
  g_free(items);
  corpus_lexicon_free(lexicon);
}

static void
test_bullet_begins_an_item(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n"
               "• Medborgarkontor i alla\nKommundelar \n• digital nämnd \n- Mål\n§ Bättre ljud",
               "Medborgarkontor i alla Kommundelar | digital nämnd - Mål | Bättre ljud");
}

static void
test_bullet_alone_on_its_line(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n•\nÖppna nämnder \n•\nFler samråd ",
               "Öppna nämnder | Fler samråd");
}

static void
test_dashes_count_as_bullets_where_several_stand(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n- Öppna nämnder och\nsamråd \n- Fler möten ",
               "Öppna nämnder och samråd | Fler möten");
}

static void
test_without_bullets_lines_are_joined_by_sense(void) {
  assert_items(
      "Styrkor Förbättringsmöjligheter\n"
      "Stort utbud av kurser för \nLidingös politiker \nTrygghetsvandringar i alla delar \n"
      "av kommunen \n”Öppet hus” varje höst \nUtveckla jämförelserna i KKiK \n"
      "Samlad bild av hur medborgar-\nförslagen besvaras ",
      "Stort utbud av kurser för Lidingös politiker | Trygghetsvandringar i alla delar av "
      "kommunen | ”Öppet hus” varje höst | Utveckla jämförelserna i KKiK | Samlad bild av "
      "hur medborgar- förslagen besvaras");
}

static void
test_open_bracket_is_not_cut(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n"
               "Program för nya chefer (Ledare \nNorr, Mentorskap) \nGemensam introduktion \n",
               "Program för nya chefer (Ledare Norr, Mentorskap) | Gemensam introduktion");
}

static void
test_running_text_after_the_table_is_left_out(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n• Öppna nämnder \n• Fler samråd med unga \n \n"
               "Dialog med invånarna \n"
               "Kommunen har under året prövat flera nya sätt att möta sina invånare och har \n"
               "dessutom tagit fram en handbok som alla förvaltningar numera kan använda sig av. ",
               "Öppna nämnder | Fler samråd med unga");
}

static void
test_items_that_fill_wide_lines_are_no_running_text(void) {
  assert_items("Styrkor Förbättringsmöjligheter\nÖppna nämnder \nGod ekonomi \n"
               "Ett väl utbyggt samarbete med grannkommunerna om räddningstjänst och vatten \n"
               "Utveckla formerna för samråd med föreningar, företag och unga i hela kommunen ",
               "Öppna nämnder | God ekonomi | Ett väl utbyggt samarbete med grannkommunerna om "
               "räddningstjänst och vatten | Utveckla formerna för samråd med föreningar, företag "
               "och unga i hela kommunen");
}

static void
test_hostile_tables_are_read_to_their_end(void) {
  assert_items("", "");
  assert_items("Styrkor Förbättringsmöjligheter", "");
  assert_items("Styrkor Förbättringsmöjligheter\n \n•\n•\n \n(((\n”", "((( ”");
  GString *many = g_string_new("Styrkor Förbättringsmöjligheter Svagheter\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append(many, "Aa bb cc \n");
  char *items = items_of(many->str, NULL);
  g_assert_cmpuint(strlen(items), >, 5000);
  g_free(items);
  g_string_free(many, TRUE);
}

static void
test_wording_speaks_for_a_column(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  const char *const improvements[] = {
      "Utveckla e-förslagen",    "Se över delegationen",           "Tydligare mål för skolan",
      "Snabbare svar på frågor", "Kraftsamla kring lärandet",      "Dialogen bör breddas",
      "En bättre introduktion",  "Chefsstöd i hela förvaltningen?"};
  const char *const strengths[] = {"Tydlig delegation", "Många mötesplatser", "Kundcenter",
                                   "Ett bra företagsklimat", "Medarbetare som trivs"};
  for (guint i = 0; i < G_N_ELEMENTS(improvements); i++) {
    CorpusItemWording wording = corpus_item_wording(improvements[i], lexicon);
    g_assert_cmpfloat(wording.improvement, >, wording.strength + 0.5);
  }
  for (guint i = 0; i < G_N_ELEMENTS(strengths); i++) {
    CorpusItemWording wording = corpus_item_wording(strengths[i], lexicon);
    g_assert_cmpfloat(wording.strength, >, wording.improvement);
  }
  CorpusItemWording lacking = corpus_item_wording("Ingen samlad bild av läget", lexicon);
  g_assert_cmpfloat(lacking.weakness, >, MAX(lacking.strength, lacking.improvement));
  corpus_lexicon_free(lexicon);
}

/* The columns that items with these odds for the second column fall into, as digits. parts: a digit
 * for the page of each item. */
static void
assert_split(const double *odds, const char *parts, guint columns, const char *expected) {
  const double usual[] = {0.5, 0.5, 0};
  GArray *items = g_array_new(FALSE, TRUE, sizeof(CorpusSplitItem));
  for (guint i = 0; parts[i] != '\0'; i++) {
    CorpusSplitItem item = {.columns = {0, odds[i]}, .part = (guint)(parts[i] - '0'), .lines = 1};
    g_array_append_val(items, item);
  }
  corpus_table_split(items, columns, usual);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf(found, "%u", g_array_index(items, CorpusSplitItem, i).column);
  g_assert_cmpstr(found->str, ==, expected);
  g_string_free(found, TRUE);
  g_array_unref(items);
}

static void
test_split_takes_the_table_as_a_whole(void) {
  const double stray[] = {-1, -1, 2, -1, -1, -0.8, 2, 2, -0.5, 3};
  assert_split(stray, "0000000000", 2, "0000001111");
}

static void
test_columns_begin_anew_on_each_page(void) {
  const double odds[] = {-2, -2, -2, 2, 2, 2, -2, -2, 2};
  assert_split(odds, "000000111", 2, "000111001");
}

static void
test_one_column_or_no_item_needs_no_split(void) {
  const double odds[] = {0};
  assert_split(odds, "0", 1, "0");
  assert_split(odds, "", 2, "");
}

static void
test_echo_finds_the_subject_in_other_forms(void) {
  const char *const texts[] = {"Vänorterna besöks sällan och utbytet är litet.",
                               "Kulturskolan når många barn.", "Budgeten följs upp.", NULL};
  CorpusEcho *echo = corpus_echo_new(texts);
  double *likeness = corpus_echo_likeness(echo, "Vänortsutbytet");
  double *school = corpus_echo_likeness(echo, "Kulturskola för alla");
  g_assert_cmpfloat(school[1], >, 0.3);
  g_assert_cmpfloat(school[1], >, school[0]);
  g_assert_cmpfloat(likeness[2], ==, 0);
  g_free(school);
  g_free(likeness);
  corpus_echo_free(echo);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table/header", test_header_names_columns);
  g_test_add_func("/table/header-not", test_sentence_about_strengths_is_no_header);
  g_test_add_func("/table/bullets", test_bullets_are_told_from_text);
  g_test_add_func("/table/data", test_data_files_are_whole);
  g_test_add_func("/table/items/bullet", test_bullet_begins_an_item);
  g_test_add_func("/table/items/bullet-alone", test_bullet_alone_on_its_line);
  g_test_add_func("/table/items/dashes", test_dashes_count_as_bullets_where_several_stand);
  g_test_add_func("/table/items/no-bullets", test_without_bullets_lines_are_joined_by_sense);
  g_test_add_func("/table/items/bracket", test_open_bracket_is_not_cut);
  g_test_add_func("/table/items/prose", test_running_text_after_the_table_is_left_out);
  g_test_add_func("/table/items/wide", test_items_that_fill_wide_lines_are_no_running_text);
  g_test_add_func("/table/items/hostile", test_hostile_tables_are_read_to_their_end);
  g_test_add_func("/table/wording", test_wording_speaks_for_a_column);
  g_test_add_func("/table/split/whole", test_split_takes_the_table_as_a_whole);
  g_test_add_func("/table/split/pages", test_columns_begin_anew_on_each_page);
  g_test_add_func("/table/split/trivial", test_one_column_or_no_item_needs_no_split);
  g_test_add_func("/table/echo", test_echo_finds_the_subject_in_other_forms);
  return g_test_run();
}
