/* tests/search/who/who.c: verdicts over an index: which reports answer, in what order. */
#include <glib.h>

#include "search/ask/error.h"
#include "search/who/who.h"
#include "tests/indexer/fixture.h"
#include "tests/search/made.h"

/* An index of made reports, and what it takes to ask it. */
typedef struct {
  char *folder;
  SearchEngine *engine;
} Index;

static void
write_report(const Index *index, const char *name, const char *text) {
  GError *error = NULL;
  char *path = g_build_filename(index->folder, name, NULL);
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  g_free(path);
}

/* Makes the index of the reports that were written. */
static void
read_reports(Index *index) {
  char *path = g_build_filename(index->folder, "index", NULL);
  index->engine = made_engine(path, index->folder, &(IndexerOptions){.read = fixture_read});
  g_free(path);
}

static Index
index_new(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2012 5 1\n8 8.6 neutral Det finns ingen cykelplan.\n");
  write_report(&index, "b.txt",
               "0880 2018 5 2\n8 8.6 neutral Kommunen har en cykelplan.\n"
               "2 2.1 strength Tydliga blanketter\n");
  write_report(&index, "c.txt", "0780 2018 5 1\n8 8.6 neutral Kommunen saknar cykelplan.\n");
  write_report(&index, "d.txt", "1080 2018 5 1\n2 2.1 strength Tydliga blanketter\n");
  read_reports(&index);
  return index;
}

static void
index_clear(Index *index) {
  search_engine_free(index->engine);
  test_folder_remove(index->folder);
}

static SearchWho *
ask_for(const Index *index, const char *topic) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  SearchWho *who = search_who(index->engine, filters, false, topic, &error);
  g_assert_no_error(error);
  search_filters_free(filters);
  return who;
}

static SearchWho *
ask(const Index *index, const char *filter, const char *value, bool all_years) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  made_filter(filters, filter, value);
  SearchWho *who = search_who(index->engine, filters, all_years, "cykelplan", &error);
  g_assert_no_error(error);
  search_filters_free(filters);
  return who;
}

static void
assert_answer(const SearchWho *who, guint place, const char *id, SearchVerdict verdict) {
  g_assert_cmpuint(who->answers->len, >, place);
  const SearchWhoAnswer *answer = who->answers->pdata[place];
  g_assert_cmpstr(answer->report->id, ==, id);
  g_assert_cmpstr(search_verdict_name(answer->answer->verdict), ==, search_verdict_name(verdict));
}

static void
test_newest_of_each_by_verdict(void) {
  Index index = index_new();
  SearchWho *who = ask(&index, NULL, NULL, false);
  g_assert_cmpuint(who->total, ==, 3);
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  assert_answer(who, 1, "vaxjo-2018", SEARCH_VERDICT_LACKS);
  assert_answer(who, 2, "karlskrona-2018", SEARCH_VERDICT_SILENT);
  search_who_free(who);
  index_clear(&index);
}

static void
test_all_years(void) {
  Index index = index_new();
  SearchWho *who = ask(&index, NULL, NULL, true);
  g_assert_cmpuint(who->total, ==, 4);
  search_who_free(who);
  index_clear(&index);
}

/* The score beside a verdict is of what it rests on. */
static void
test_question_of_the_evidence(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 2\n8 8.6 neutral Kommunen har en cykelplan.\n");
  write_report(&index, "b.txt", "0780 2018 5 1\n8 8.5 neutral Kommunen saknar cykelplan.\n");
  write_report(&index, "c.txt", "1080 2018 5 1\n2 2.1 strength Tydliga blanketter\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "cykelplan");
  static const char *const questions[] = {"8.6", "8.5", ""};
  for (guint i = 0; i < who->answers->len; i++)
    g_assert_cmpstr(((const SearchWhoAnswer *)who->answers->pdata[i])->answer->question, ==,
                    questions[i]);
  g_assert_cmpuint(who->questions->len, ==, 1);
  search_who_free(who);
  index_clear(&index);
}

/* Slips of the reports count as the word, and a phrase as the compound that they have for it. */
static void
test_slips_and_compounds(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 2\n6 6.2 neutral Kommunen har friskvårdbidrag.\n");
  write_report(&index, "b.txt", "0780 2018 5 1\n6 6.2 neutral Kommunen har friskvårdsbidrag.\n");
  write_report(&index, "c.txt", "1080 2018 5 1\n8 8.7 neutral Det finns ett medborglöfte.\n");
  write_report(&index, "d.txt",
               "0117 2018 5 1\n6 6.6 neutral Kommunen har mångfaldspolicy.\n"
               "2 2.3 neutral Kommunen har e-tjänster.\n");
  write_report(&index, "e.txt",
               "0120 2018 5 1\n6 6.6 neutral Kommunen har en integrationsstrategi.\n");
  read_reports(&index);
  static const struct {
    const char *topic;
    guint have;
  } cases[] = {{"friskvårdsbidrag", 2},   {"mångfald policy", 1}, {"etjänst", 1},
               {"e-tjänst", 1},           {"medborgarlöfte", 1},  {"mångfaldspolicy", 1},
               {"policy för mångfald", 1}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    SearchWho *who = ask_for(&index, cases[i].topic);
    guint have = 0;
    for (guint j = 0; j < who->answers->len; j++)
      have +=
          ((const SearchWhoAnswer *)who->answers->pdata[j])->answer->verdict == SEARCH_VERDICT_HAS;
    g_test_message("%s", cases[i].topic);
    g_assert_cmpuint(have, ==, cases[i].have);
    search_who_free(who);
  }
  index_clear(&index);
}

/* "hållbar ... mål" below a heading is not what no report has. */
static void
test_words_that_no_report_has(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 2\n8 8.6 neutral Trafiken ska bli miljösmart.\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "Agenda 2030");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_SILENT);
  search_who_free(who);
  index_clear(&index);
  index = (Index){.folder = test_folder_new()};
  write_report(&index, "a.txt",
               "0880 2018 5 2\n8 8.6 neutral Kommunen arbetar med de globala målen.\n");
  read_reports(&index);
  who = ask_for(&index, "Agenda 2030");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  g_assert_cmpfloat(((const SearchWhoAnswer *)who->answers->pdata[0])->answer->confidence, >, 0.5);
  search_who_free(who);
  index_clear(&index);
}

static void
test_filters(void) {
  Index index = index_new();
  SearchWho *who = ask(&index, "year", "2012", false);
  g_assert_cmpuint(who->total, ==, 1);
  assert_answer(who, 0, "kalmar-2012", SEARCH_VERDICT_LACKS);
  search_who_free(who);
  who = ask(&index, "area", "2", false);
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_SILENT);
  search_who_free(who);
  who = ask(&index, "limit", "1", false);
  g_assert_cmpuint(who->answers->len, ==, 1);
  g_assert_cmpuint(who->total, ==, 3);
  search_who_free(who);
  index_clear(&index);
}

static SearchBasis
basis_of(const SearchWho *who, guint answer) {
  return ((const SearchWhoAnswer *)who->answers->pdata[answer])->basis;
}

/* What is meant is found among the many passages that say but the general word. */
static void
test_finds_what_is_needed(void) {
  Index index = {.folder = test_folder_new()};
  GString *text = g_string_new("0880 2018 5 2\n4 4.4 strength Årets chef utses i maj.\n");
  for (guint i = 0; i < 20; i++)
    g_string_append(text, "4 4.5 strength Chef, chef och chef: en chef är chef.\n");
  write_report(&index, "a.txt", text->str);
  g_string_free(text, TRUE);
  read_reports(&index);
  SearchWho *who = ask_for(&index, "årets chef");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  search_who_free(who);
  index_clear(&index);
}

static void
test_says_what_was_sought(void) {
  Index index = index_new();
  SearchWho *who = ask_for(&index, "Vilka kommuner har cykelplanen?");
  const SearchSought *sought = who->asked->sought->pdata[3];
  g_assert_cmpuint(who->asked->sought->len, ==, 4);
  g_assert_true(((const SearchSought *)who->asked->sought->pdata[1])->aside);
  g_assert_cmpstr(sought->word, ==, "cykelplanen");
  g_assert_cmpstr(sought->as->pdata[0], ==, "cykelplan");
  g_assert_true(sought->found && !sought->aside);
  g_assert_null(who->asked->corrected);
  g_assert_cmpint(basis_of(who, 0), ==, SEARCH_BASIS_EVIDENCE);
  g_assert_cmpint(basis_of(who, 2), ==, SEARCH_BASIS_NOTHING_FOUND);
  search_who_free(who);
  index_clear(&index);
}

static void
test_misspelt(void) {
  Index index = index_new();
  SearchWho *who = ask_for(&index, "cykkelplan");
  g_assert_cmpstr(who->topic, ==, "cykkelplan");
  g_assert_cmpstr(who->asked->corrected, ==, "cykelplan");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  search_who_free(who);
  index_clear(&index);
}

static void
assert_read(const Index *index, const char *topic, const char *corrected) {
  SearchWho *who = ask_for(index, topic);
  g_assert_cmpstr(who->asked->corrected, ==, corrected);
  search_who_free(who);
}

/* A compound that nobody has used is put right in one of its parts, and a compound that was typed
 * apart is put together though one half of it has a slip, or no report has it. */
static void
test_misspelt_compounds(void) {
  Index index = index_new();
  assert_read(&index, "cykel pllan", "cykelplan");
  assert_read(&index, "cyykel plan", "cykelplan");
  assert_read(&index, "brukarblankteter", "brukarblanketter");
  assert_read(&index, "blankettcykellplan", "blankettcykelplan");
  assert_read(&index, "medborgar blanketter", "medborgarblanketter");
  assert_read(&index, "kvalitets blanketter", "kvalitetsblanketter");
  assert_read(&index, "gratis blanketter", NULL);
  assert_read(&index, "brukar blanketter", NULL);
  index_clear(&index);
}

/* Is the word of the topic at `place` set aside? */
static void
assert_aside(const Index *index, const char *topic, guint place, bool aside) {
  SearchWho *who = ask_for(index, topic);
  g_test_message("%s", topic);
  g_assert_cmpint(((const SearchSought *)who->asked->sought->pdata[place])->aside, ==, aside);
  search_who_free(who);
}

/* Where something is asked for is no part of what is asked for; with whom it is done is. Nor is
 * that it is missing. */
static void
test_sets_aside_where(void) {
  Index index = index_new();
  assert_aside(&index, "cykelplan i Växjö", 2, true);
  assert_aside(&index, "kalmars cykelplan", 0, true);
  assert_aside(&index, "Upplands Väsby cykelplan", 1, true);
  assert_aside(&index, "cykelplan i Växjö och Kalmar", 4, true);
  assert_aside(&index, "cykelplan med Växjö", 2, false);
  assert_aside(&index, "cykelplan mellan Växjö och Kalmar", 4, false);
  assert_aside(&index, "Växjö Cykelklubb", 0, false);
  assert_aside(&index, "Mark för cyklar", 0, false);
  assert_aside(&index, "Växjö", 0, false);
  assert_aside(&index, "som saknar cykelplan", 1, true);
  assert_aside(&index, "cykelplan i Kronobergs län", 2, true);
  assert_aside(&index, "cykelplan i Kronobergs län", 3, true);
  assert_aside(&index, "vilka i västra götaland har cykelplan", 3, true);
  assert_aside(&index, "cykelplan skåne", 1, true);
  assert_aside(&index, "cykelplan i Kalmar län", 3, true);
  assert_aside(&index, "cykelplan i Växjö och Blekinge", 4, true);
  assert_aside(&index, "cykelplan med Region Skåne", 3, false);
  assert_aside(&index, "cykelplan i vaxjo", 2, true);
  SearchWho *who = ask_for(&index, "cykelplan i Växjö");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  search_who_free(who);
  index_clear(&index);
}

/* What is set aside chooses nothing, which is said, and how it is done. */
static void
test_says_what_chooses_a_place(void) {
  Index index = index_new();
  SearchWho *who = ask_for(&index, "cykelplan i Växjö och Kalmar län");
  g_assert_cmpuint(who->answers->len, ==, 3);
  g_assert_cmpuint(who->notices->len, ==, 2);
  static const char *const values[][2] = {{"municipality", "Växjö"}, {"county", "Kalmar län"}};
  for (guint i = 0; i < who->notices->len; i++) {
    const CorpusNotice *notice = who->notices->pdata[i];
    g_assert_cmpstr(notice->code, ==, "place_set_aside");
    g_assert_cmpstr(notice->values->pdata[1], ==, values[i][0]);
    g_assert_cmpstr(notice->values->pdata[3], ==, values[i][1]);
  }
  search_who_free(who);
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  made_filter(filters, "county", "Kalmar");
  who = search_who(index.engine, filters, false, "cykelplan i Kalmar", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(who->notices->len, ==, 0);
  search_who_free(who);
  search_filters_free(filters);
  index_clear(&index);
}

/* A compound of which no report has more than the parts is said to be sought by these. */
static void
test_says_what_is_sought_in_parts(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt",
               "0880 2018 5 2\n2 2.1 strength Kommunen har skyltar.\n"
               "2 2.2 strength En garanti ges. Garantier följs upp.\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "skyltgaranti");
  g_assert_cmpuint(who->notices->len, ==, 1);
  const CorpusNotice *notice = who->notices->pdata[0];
  g_assert_cmpstr(notice->code, ==, "word_sought_as");
  g_assert_cmpstr(notice->values->pdata[1], ==, "skyltgaranti");
  search_who_free(who);
  who = ask_for(&index, "garantin");
  g_assert_cmpuint(who->notices->len, ==, 0);
  search_who_free(who);
  index_clear(&index);
}

/* An adjective says nothing of what is asked for where no report has that. */
static void
test_adjective_of_an_absent_noun(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 2\n2 2.1 strength Kommunen har ett mobilt kontor.\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "mobila kantareller");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_SILENT);
  search_who_free(who);
  who = ask_for(&index, "mobila kontor");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  search_who_free(who);
  index_clear(&index);
}

/* A compound of three words that reports write apart. */
static void
test_compound_of_three(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 1\n8 8.6 neutral Vi har ett nöjd boende index.\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "nöjdboendeindex");
  assert_answer(who, 0, "kalmar-2018", SEARCH_VERDICT_HAS);
  search_who_free(who);
  index_clear(&index);
}

/* Who asks how many, in general words, is told by what says how many. */
static void
test_how_many(void) {
  Index index = {.folder = test_folder_new()};
  write_report(&index, "a.txt", "0880 2018 5 1\n8 8.6 neutral Chefer och medarbetare samtalar.\n");
  write_report(&index, "b.txt", "0780 2018 5 1\n8 8.6 neutral Chefer har 14 medarbetare.\n");
  read_reports(&index);
  SearchWho *who = ask_for(&index, "hur många medarbetare har cheferna?");
  assert_answer(who, 0, "vaxjo-2018", SEARCH_VERDICT_HAS);
  assert_answer(who, 1, "kalmar-2018", SEARCH_VERDICT_SILENT);
  search_who_free(who);
  index_clear(&index);
}

static void
test_word_of_no_report(void) {
  Index index = index_new();
  SearchWho *who = ask_for(&index, "kantareller");
  g_assert_false(((const SearchSought *)who->asked->sought->pdata[0])->found);
  g_assert_cmpint(basis_of(who, 0), ==, SEARCH_BASIS_WORD_NOT_FOUND);
  search_who_free(who);
  index_clear(&index);
}

static void
test_topics_that_are_refused(void) {
  static const char *const topics[] = {"", "?", "och", "vem har?",
                                       "r\xe5"
                                       "d"}; /* in Latin-1 */
  Index index = index_new();
  SearchFilters *filters = search_filters_new();
  for (gsize i = 0; i < G_N_ELEMENTS(topics); i++) {
    GError *error = NULL;
    g_assert_null(search_who(index.engine, filters, false, topics[i], &error));
    g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
    g_error_free(error);
  }
  search_filters_free(filters);
  index_clear(&index);
}

/* "Kalmar län 1 0 0 0", has, partial, lacks, silent. The caller frees it. */
static char *
counts_of(const SearchWho *who, guint place) {
  g_assert_cmpuint(who->counts->len, >, place);
  const SearchWhoCount *count = &g_array_index(who->counts, SearchWhoCount, place);
  return g_strdup_printf(
      "%s %u %u %u %u", count->county != NULL ? count->county : "all",
      count->verdicts[SEARCH_VERDICT_HAS], count->verdicts[SEARCH_VERDICT_PARTIAL],
      count->verdicts[SEARCH_VERDICT_LACKS], count->verdicts[SEARCH_VERDICT_SILENT]);
}

static void
assert_counts(const SearchWho *who, const char *const *expected) {
  for (guint i = 0; expected[i] != NULL; i++) {
    char *told = counts_of(who, i);
    g_assert_cmpstr(told, ==, expected[i]);
    g_free(told);
  }
  g_assert_cmpuint(who->counts->len, ==, g_strv_length((char **)expected));
}

#define COUNTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
test_counts_are_of_all(void) {
  Index index = index_new();
  SearchWho *who = ask(&index, "limit", "1", false);
  g_assert_cmpuint(who->answers->len, ==, 1);
  assert_counts(who, COUNTS("all 1 0 1 1", "Blekinge län 0 0 0 1", "Kalmar län 1 0 0 0",
                            "Kronobergs län 0 0 1 0"));
  search_who_free(who);
  who = ask(&index, "verdict", "lacks", false);
  g_assert_cmpuint(who->total, ==, 1);
  assert_answer(who, 0, "vaxjo-2018", SEARCH_VERDICT_LACKS);
  assert_counts(who, COUNTS("all 1 0 1 1", "Blekinge län 0 0 0 1", "Kalmar län 1 0 0 0",
                            "Kronobergs län 0 0 1 0"));
  search_who_free(who);
  who = ask(&index, "county", "kronoberg", false);
  g_assert_cmpuint(who->total, ==, 1);
  assert_counts(who, COUNTS("all 0 0 1 0", "Kronobergs län 0 0 1 0"));
  search_who_free(who);
  index_clear(&index);
}

/* By id, parted by spaces. */
static void
assert_order(Index *index, const char *order, const char *expected) {
  SearchWho *who = ask(index, "sort", order, false);
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < who->answers->len; i++)
    g_string_append_printf(ids, "%s%s", i > 0 ? " " : "",
                           ((const SearchWhoAnswer *)who->answers->pdata[i])->report->id);
  g_assert_cmpstr(ids->str, ==, expected);
  g_string_free(ids, TRUE);
  search_who_free(who);
}

static void
test_answers_are_sorted(void) {
  Index index = index_new();
  assert_order(&index, "verdict", "kalmar-2018 vaxjo-2018 karlskrona-2018");
  assert_order(&index, "-verdict", "karlskrona-2018 vaxjo-2018 kalmar-2018");
  assert_order(&index, "name", "kalmar-2018 karlskrona-2018 vaxjo-2018");
  assert_order(&index, "-name", "vaxjo-2018 karlskrona-2018 kalmar-2018");
  index_clear(&index);
}

/* A page has no less to say of the whole than all of it has. */
static void
test_a_page_tells_of_all(void) {
  Index index = index_new();
  SearchWho *all = ask(&index, NULL, NULL, false), *page = ask(&index, "limit", "1", false);
  g_assert_cmpuint(all->questions->len, >, 0);
  g_assert_cmpuint(page->questions->len, ==, all->questions->len);
  g_assert_cmpuint(page->told->len, ==, all->told->len);
  unsigned answers = 0;
  for (guint i = 0; i < page->questions->len; i++)
    answers += g_array_index(page->questions, SearchWhoQuestion, i).answers;
  g_assert_cmpuint(answers, ==, page->total);
  search_who_free(page);
  search_who_free(all);
  index_clear(&index);
}

static double
confidence_of(const SearchWho *who, const char *id) {
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *answer = who->answers->pdata[i];
    if (g_str_equal(answer->report->id, id))
      return answer->answer->confidence;
  }
  g_assert_not_reached();
}

/* Whom else one asks about changes nothing of what is said of one. */
static void
test_an_answer_does_not_depend_on_the_filter(void) {
  static const char *const filters[][2] = {
      {"municipality", "Växjö"}, {"county", "Kronobergs län"}, {"verdict", "lacks"}};
  Index index = index_new();
  SearchWho *all = ask(&index, NULL, NULL, false);
  for (gsize i = 0; i < G_N_ELEMENTS(filters); i++) {
    SearchWho *one = ask(&index, filters[i][0], filters[i][1], false);
    g_assert_cmpuint(one->answers->len, ==, 1);
    g_assert_cmpfloat(confidence_of(one, "vaxjo-2018"), ==, confidence_of(all, "vaxjo-2018"));
    search_who_free(one);
  }
  search_who_free(all);
  index_clear(&index);
}

/* Of more passages on the subject than are read, those are that say the rest of the topic, too. */
static void
test_passages_that_say_all_are_read(void) {
  Index index = {.folder = test_folder_new()};
  GString *text = g_string_new("0880 2018 5 1\n");
  for (guint i = 0; i < 12; i++)
    g_string_append_printf(text, "8 8.6 neutral Cykling, cykling, cykling och cykling %u.\n", i);
  g_string_append(text,
                  "8 8.6 neutral Det finns en policy för cykling. Torget och hamnen rustas, bron "
                  "målas, parken får träd, badet får bryggor, skolan får tak, gatan får ljus, "
                  "torget får bänkar, hallen får golv, planen får gräs.\n");
  write_report(&index, "a.txt", text->str);
  g_string_free(text, TRUE);
  read_reports(&index);
  SearchWho *who = ask_for(&index, "policy för cykling");
  const SearchWhoAnswer *answer = who->answers->pdata[0];
  g_assert_cmpint(answer->answer->verdict, !=, SEARCH_VERDICT_SILENT);
  search_who_free(who);
  index_clear(&index);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/who/who/all-of-it", test_passages_that_say_all_are_read);
  g_test_add_func("/search/who/who/newest", test_newest_of_each_by_verdict);
  g_test_add_func("/search/who/who/all-years", test_all_years);
  g_test_add_func("/search/who/who/sorted", test_answers_are_sorted);
  g_test_add_func("/search/who/who/page", test_a_page_tells_of_all);
  g_test_add_func("/search/who/who/question", test_question_of_the_evidence);
  g_test_add_func("/search/who/who/slips", test_slips_and_compounds);
  g_test_add_func("/search/who/who/unfound", test_words_that_no_report_has);
  g_test_add_func("/search/who/who/filters", test_filters);
  g_test_add_func("/search/who/who/needed", test_finds_what_is_needed);
  g_test_add_func("/search/who/who/sought", test_says_what_was_sought);
  g_test_add_func("/search/who/who/where", test_sets_aside_where);
  g_test_add_func("/search/who/who/chooses-a-place", test_says_what_chooses_a_place);
  g_test_add_func("/search/who/who/in-parts", test_says_what_is_sought_in_parts);
  g_test_add_func("/search/who/who/absent-noun", test_adjective_of_an_absent_noun);
  g_test_add_func("/search/who/who/misspelt", test_misspelt);
  g_test_add_func("/search/who/who/misspelt-compounds", test_misspelt_compounds);
  g_test_add_func("/search/who/who/not-found", test_word_of_no_report);
  g_test_add_func("/search/who/who/counts", test_counts_are_of_all);
  g_test_add_func("/search/who/who/same-whatever-the-filter",
                  test_an_answer_does_not_depend_on_the_filter);
  g_test_add_func("/search/who/who/compound-of-three", test_compound_of_three);
  g_test_add_func("/search/who/who/how-many", test_how_many);
  g_test_add_func("/search/who/who/no-words", test_topics_that_are_refused);
  return g_test_run();
}
