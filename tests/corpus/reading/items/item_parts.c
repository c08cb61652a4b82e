/* tests/corpus/reading/items/item_parts.c: the parts of which reading a table of strengths and
 * improvements is made.
 */
#include <glib.h>
#include <math.h>

#include "corpus/reading/items/item_wording.h"
#include "corpus/reading/items/table.h"
#include "tests/corpus/reading/items/table_text.h"

/* The columns that the head of a table names, a letter each; "" where it is no head: then the line
 * is an item of a table without one. */
static char *
columns_of(const char *head) {
  char *text = g_strconcat(head, "\n• Kundcenter \n• Kulturhus ", NULL);
  GPtrArray *lines = table_lines_of(text);
  CorpusTable *table = corpus_table_new(lines, 0, lines->len - 1);
  GString *columns = g_string_new(NULL);
  for (guint i = 0; table->lines->len == 2 && i < table->header.count; i++)
    g_string_append_c(columns, table->header.tags[i] == CORPUS_TAG_STRENGTH      ? 'S'
                               : table->header.tags[i] == CORPUS_TAG_IMPROVEMENT ? 'I'
                                                                                 : 'W');
  corpus_table_free(table);
  g_ptr_array_unref(lines);
  g_free(text);
  return g_string_free(columns, FALSE);
}

static void
test_header_names_columns(void) {
  const struct {
    const char *head, *columns;
  } cases[] = {{"Styrkor Förbättringsmöjligheter ", "SI"},
               {"STYRKOR Utvecklingsområden Svagheter", "SIW"},
               {"4.1.3 Styrkor och förbättringsmöjligheter", "SI"},
               {"Styrkor Förbättrings- möjligheter", "SI"},
               {"Styrkor Förbättrings-\nmöjligheter", "SI"},
               {"Styrkor och svagheter diskuteras nedan", ""},
               {"Kommunens styrkor Att förbättra", "SI"},
               {"Kommunens styrkor diskuteras", ""}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    char *columns = columns_of(cases[i].head);
    g_assert_cmpstr(columns, ==, cases[i].columns);
    g_free(columns);
  }
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
test_bullets_are_told_from_text(void) {
  assert_items("Styrkor Förbättringsmöjligheter\n"
               "\uF0B7 Kundcenter \n§ Nämnder \n•Kulturhus \n12. Mål \n1) Råd \no Möten \n"
               "o Samtal ",
               "Kundcenter | Nämnder | Kulturhus | Mål | Råd | Möten | Samtal");
  assert_items("Styrkor Förbättringsmöjligheter\n• Service- och \n-/kundcenter \n• Mål för år \n"
               "2014 och god \nordning ",
               "Service- och -/kundcenter | Mål för år 2014 och god ordning");
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
  g_test_add_func("/corpus/reading/items/item_parts/header", test_header_names_columns);
  g_test_add_func("/corpus/reading/items/item_parts/items/bullet", test_bullet_begins_an_item);
  g_test_add_func("/corpus/reading/items/item_parts/items/bullets",
                  test_bullets_are_told_from_text);
  g_test_add_func("/corpus/reading/items/item_parts/items/bullet-alone",
                  test_bullet_alone_on_its_line);
  g_test_add_func("/corpus/reading/items/item_parts/items/dashes",
                  test_dashes_count_as_bullets_where_several_stand);
  g_test_add_func("/corpus/reading/items/item_parts/items/no-bullets",
                  test_without_bullets_lines_are_joined_by_sense);
  g_test_add_func("/corpus/reading/items/item_parts/items/bracket", test_open_bracket_is_not_cut);
  g_test_add_func("/corpus/reading/items/item_parts/items/prose",
                  test_running_text_after_the_table_is_left_out);
  g_test_add_func("/corpus/reading/items/item_parts/items/wide",
                  test_items_that_fill_wide_lines_are_no_running_text);
  g_test_add_func("/corpus/reading/items/item_parts/items/hostile",
                  test_hostile_tables_are_read_to_their_end);
  g_test_add_func("/corpus/reading/items/item_parts/wording", test_wording_speaks_for_a_column);
  g_test_add_func("/corpus/reading/items/item_parts/echo",
                  test_echo_finds_the_subject_in_other_forms);
  return g_test_run();
}
