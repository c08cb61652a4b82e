/* tests/search/query/find.c: queries over a small index: what is found, in what order, and what is
 * shown.
 */
#include "search/ask/error.h"
#include "search/query/find.h"
#include "tests/indexer/fixture.h"
#include "tests/search/made.h"

#define LULEA                                                                                      \
  "2580 2018 10 2\n"                                                                               \
  "1 1.5 strength Kommunen har riktlinjer mot mutor.\n"                                            \
  "1 1.4 improvement Dialogen med invånarna kan utvecklas.\n"                                     \
  "4 4.4 weakness Öppna riktlinjer mot jäv, mutor och andra mutor.\n"                            \
  "0 - background Riktlinjerna för mutor gäller i alla kommuner.\n"
#define KALIX                                                                                      \
  "2514 2012 11 2\n"                                                                               \
  "4 4.4 strength Här finns chefskontrakt för chefer.\n"                                         \
  "1 1.4 neutral Medborgardialoger hålls varje år.\n"

typedef struct {
  char *folder, *index;
  SearchEngine *engine;
  SearchFilters *filters;
} Fixture;

static void
write_report(const Fixture *fixture, const char *name, const char *text) {
  char *path = g_build_filename(fixture->folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_free(path);
}

static void
set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  fixture->folder = test_folder_new();
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  write_report(fixture, "lulea.txt", LULEA);
  write_report(fixture, "kalix.txt", KALIX);
  fixture_update(fixture->index, fixture->folder, "2 0 0 0 0 0");
  fixture->engine = search_engine_open(fixture->index, &error);
  g_assert_no_error(error);
  fixture->filters = search_filters_new();
}

static void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  search_filters_free(fixture->filters);
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
  test_folder_remove(fixture->folder);
}

static void
filter(Fixture *fixture, const char *name, const char *value) {
  made_filter(fixture->filters, name, value);
}

static SearchResults *
found(Fixture *fixture, const char *query) {
  GError *error = NULL;
  SearchResults *results = search_find(fixture->engine, query, fixture->filters, NULL, &error);
  g_assert_no_error(error);
  g_assert_nonnull(results);
  return results;
}

/* The ids of the hits, best first: "lulea-2018/1 lulea-2018/3". */
static void
assert_finds(Fixture *fixture, const char *query, const char *expected) {
  SearchResults *results = found(fixture, query);
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    g_string_append_printf(ids, "%s%s/%u", i > 0 ? " " : "", hit->report->id, hit->passage->number);
  }
  g_assert_cmpstr(ids->str, ==, expected);
  g_string_free(ids, TRUE);
  search_results_free(results);
}

static void
test_any_inflection_is_found(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "dialoger", "lulea-2018/2 kalix-2012/2");
  assert_finds(fixture, "chefskontraktet", "kalix-2012/1");
  assert_finds(fixture, "MUTOR jäv", "lulea-2018/3 lulea-2018/1");
}

/* A report seldom names whom it tells of. */
static void
test_reports_of_a_named_place_come_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "dialog", "lulea-2018/2 kalix-2012/2");
  assert_finds(fixture, "dialog i Kalix", "kalix-2012/2 lulea-2018/2");
  assert_finds(fixture, "kalix dialoger", "kalix-2012/2 lulea-2018/2");
  assert_finds(fixture, "dialog -Kalix", "lulea-2018/2 kalix-2012/2");
  assert_finds(fixture, "dialog i Skåne", "lulea-2018/2 kalix-2012/2");
}

static void
test_background_is_left_out_unless_asked_for(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "tag", "background");
  assert_finds(fixture, "mutor", "lulea-2018/4");
}

static void
test_phrases_stand_together_and_in_order(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "\"riktlinjer mot mutor\"", "lulea-2018/1");
  assert_finds(fixture, "\"mutor mot riktlinjer\"", "");
}

static void
test_operators_join(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "mutor -jäv", "lulea-2018/1");
  assert_finds(fixture, "mutor AND jäv", "lulea-2018/3");
  assert_finds(fixture, "chefskontrakt OR jäv AND dialog", "kalix-2012/1");
  assert_finds(fixture, "(chefskontrakt OR jäv) AND öppna", "lulea-2018/3");
}

static void
test_a_prefix_finds_what_begins_so(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "medborgard*", "kalix-2012/2");
  assert_finds(fixture, "xyz*", "");
  assert_finds(fixture, "öppna*", "lulea-2018/3"); /* though the index knows it as "öppn" */
}

static void
test_everything_comes_in_the_order_of_the_index(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchResults *results = found(fixture, "*");
  g_assert_cmpuint(results->total, ==, 5);
  search_results_free(results);
  results = found(fixture, "-mutor");
  g_assert_cmpuint(results->total, ==, 3);
  search_results_free(results);
}

/* The question of 4.4 speaks of managers; the second passage does not. */
static void
test_what_a_passage_stands_under_is_found_after_what_it_says(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_finds(fixture, "chefer", "kalix-2012/1 lulea-2018/3");
}

static void
test_filters_narrow(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "area", "4");
  assert_finds(fixture, "mutor chefskontrakt", "kalix-2012/1 lulea-2018/3");
  filter(fixture, "municipality", "Luleå");
  filter(fixture, "tag", "weakness");
  filter(fixture, "year", "2012..2018");
  filter(fixture, "question", "4.4");
  filter(fixture, "revision", "2016");
  assert_finds(fixture, "mutor chefskontrakt", "lulea-2018/3");
  filter(fixture, "question", "1.5");
  assert_finds(fixture, "mutor", "lulea-2018/3");
}

static void
test_offset_and_limit_page_but_total_and_facets_stay(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "offset", "1");
  filter(fixture, "limit", "1");
  SearchResults *results = found(fixture, "riktlinjer mutor");
  g_assert_cmpuint(results->total, ==, 2);
  g_assert_cmpuint(results->hits->len, ==, 1);
  g_assert_cmpuint(((SearchHit *)results->hits->pdata[0])->rank, ==, 2);
  g_assert_cmpuint(results->facets[SEARCH_FACET_AREA]->len, ==, 2);
  const SearchFacetCount *count =
      &g_array_index(results->facets[SEARCH_FACET_MUNICIPALITY], SearchFacetCount, 0);
  g_assert_cmpstr(count->value, ==, "2580");
  g_assert_cmpuint(count->count, ==, 2);
  search_results_free(results);
}

/* So that another area can be chosen, while the tags are those of the area. */
/* A report says the same under three questions, twice in other letters: it is one hit, and the
 * total, the facets and the pages say so, whatever the filters. */
static void
test_what_is_said_again_is_not_counted(Fixture *fixture, gconstpointer data) {
  (void)data;
  write_report(fixture, "lulea.txt",
               LULEA "1 1.5 strength Öppen vårdag hålls.\n6 6.3 strength öppen vårdag hålls\n"
                     "6 6.4 strength Öppen  vårdag hålls.\n6 6.4 neutral En vårdag till.\n");
  write_report(fixture, "kalix.txt", KALIX "6 6.3 strength Öppen vårdag hålls.\n");
  fixture_update(fixture->index, fixture->folder, "0 2 0 0 0 0");
  GError *error = NULL;
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  g_assert_no_error(error);
  for (guint round = 0; round < 2; round++) { /* later searches of a handle count otherwise */
    SearchResults *results = found(fixture, "vårdag");
    g_assert_cmpuint(results->total, ==, 3);
    g_assert_cmpuint(results->hits->len, ==, 3);
    for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++) {
      guint sum = 0;
      for (guint i = 0; i < results->facets[facet]->len; i++)
        sum += g_array_index(results->facets[facet], SearchFacetCount, i).count;
      g_assert_cmpuint(sum, ==, results->total);
    }
    search_results_free(results);
  }
  filter(fixture, "limit", "1");
  filter(fixture, "offset", "2");
  assert_finds(fixture, "vårdag", "lulea-2018/8");
  filter(fixture, "limit", "10");
  filter(fixture, "offset", "0");
  filter(fixture, "municipality", "Luleå");
  filter(fixture, "question", "6.4");
  assert_finds(fixture, "vårdag", "lulea-2018/7 lulea-2018/8");
  SearchResults *results = found(fixture, "vårdag");
  g_assert_cmpuint(results->total, ==, 2);
  search_results_free(results);
}

static void
test_a_facet_passes_over_its_own_filter(Fixture *fixture, gconstpointer data) {
  (void)data;
  filter(fixture, "area", "4");
  SearchResults *results = found(fixture, "mutor chefskontrakt");
  g_assert_cmpuint(results->total, ==, 2);
  g_assert_cmpuint(results->facets[SEARCH_FACET_AREA]->len, >, 1);
  const GArray *municipalities = results->facets[SEARCH_FACET_MUNICIPALITY];
  guint sum = 0;
  for (guint i = 0; i < municipalities->len; i++)
    sum += g_array_index(municipalities, SearchFacetCount, i).count;
  g_assert_cmpuint(sum, ==, 2);
  search_results_free(results);
}

static void
test_highlights_count_code_points(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchResults *results = found(fixture, "jäv AND mutor");
  const SearchHit *hit = results->hits->pdata[0];
  g_assert_cmpstr(hit->excerpt.text, ==, "Öppna riktlinjer mot jäv, mutor och andra mutor.");
  static const SearchHighlight expected[] = {{21, 3}, {26, 5}, {42, 5}};
  g_assert_cmpuint(hit->excerpt.highlights->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    const SearchHighlight *match = &g_array_index(hit->excerpt.highlights, SearchHighlight, i);
    g_assert_cmpuint(match->start_chars, ==, expected[i].start_chars);
    g_assert_cmpuint(match->length_chars, ==, expected[i].length_chars);
  }
  search_results_free(results);
}

static void
test_a_query_that_cannot_be_read_is_an_error(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_null(search_find(fixture->engine, "?", fixture->filters, NULL, &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
  g_error_free(error);
}

/* Where nothing is found, there is nothing to put in order. */
static void
test_good_practice_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *query, *first;
  } table[] = {{"riktlinjer", "Kommunen har riktlinjer mot mutor."}, {"xyz*", NULL}};
  const SearchManner manner = {.order = SEARCH_ORDER_PRACTICE};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    GError *error = NULL;
    SearchResults *results =
        search_find(fixture->engine, table[i].query, fixture->filters, &manner, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(results->hits->len, ==, table[i].first != NULL ? 2 : 0);
    if (table[i].first != NULL) {
      const SearchHit *first = results->hits->pdata[0];
      g_assert_cmpstr(first->passage->text, ==, table[i].first);
    }
    search_results_free(results);
  }
}

static void
test_a_reader_goes_on_while_the_index_is_updated(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  for (unsigned round = 0; round < 5; round++) {
    char *text = g_strdup_printf("%s1 1.1 neutral Omgång %u.\n", KALIX, round);
    write_report(fixture, "kalix.txt", text);
    fixture_update(fixture->index, fixture->folder, "0 1 0 1 0 0");
    assert_finds(fixture, "chefskontrakt", "kalix-2012/1");
    g_free(text);
  }
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  g_assert_no_error(error);
  assert_finds(fixture, "omgång", "kalix-2012/3");
}

static void
test_filters_that_leave_nothing_are_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchResults *results = found(fixture, "chefskontrakt");
  g_assert_cmpuint(results->notices->len, ==, 0);
  search_results_free(results);
  filter(fixture, "area", "1");
  results = found(fixture, "chefskontrakt");
  g_assert_cmpuint(results->total, ==, 0);
  g_assert_cmpuint(results->notices->len, ==, 1);
  const CorpusNotice *notice = results->notices->pdata[0];
  g_assert_cmpstr(notice->code, ==, "filters_leave_none");
  g_assert_cmpstr(notice->values->pdata[1], ==, "1");
  search_results_free(results);
  results = found(fixture, "ordsomintefinns");
  g_assert_cmpuint(results->notices->len, ==, 1);
  g_assert_cmpstr(((CorpusNotice *)results->notices->pdata[0])->code, ==, "word_not_found");
  search_results_free(results);
}

/* Where nothing holds the words just so, it is said what there is without. */
static void
test_words_that_stand_nowhere_just_so(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const queries[] = {"\"mutor riktlinjer\"", "chefskontrakt AND mutor",
                                        "riktlinjer -kommunen -jäv"};
  static const char *const words[] = {"mutor riktlinjer", "chefskontrakt mutor", "riktlinjer"};
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    SearchResults *results = found(fixture, queries[i]);
    g_assert_cmpuint(results->total, ==, 0);
    g_assert_cmpuint(results->notices->len, ==, 1);
    const CorpusNotice *notice = results->notices->pdata[0];
    g_assert_cmpstr(notice->code, ==, "words_alone_match");
    g_assert_cmpstr(notice->values->pdata[1], ==, words[i]);
    search_results_free(results);
  }
}

/* "word_not_found mobbning; word_sought_as … > …": what is said of the words of a query. */
static void
assert_says(Fixture *fixture, const char *query, const char *expected) {
  SearchResults *results = found(fixture, query);
  GString *said = g_string_new(NULL);
  for (guint i = 0; i < results->notices->len; i++) {
    const CorpusNotice *notice = results->notices->pdata[i];
    g_string_append_printf(said, "%s%s %s", i > 0 ? "; " : "", notice->code,
                           (const char *)notice->values->pdata[1]);
    if (notice->values->len > 2)
      g_string_append_printf(said, " > %s", (const char *)notice->values->pdata[3]);
  }
  g_assert_cmpstr(said->str, ==, expected);
  g_string_free(said, TRUE);
  search_results_free(results);
}

/* A word that no report has in any inflection is named, and what was sought in its stead. */
static void
test_words_that_no_report_has(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_says(fixture, "mutorna", "");
  assert_says(fixture, "xyzzyx mutor", "word_not_found xyzzyx");
  assert_says(fixture, "xyzzyx", "word_not_found xyzzyx");
  assert_says(fixture, "korruption", "word_sought_as korruption > mutor, jäv");
  assert_says(fixture, "mutor NOT xyzzyx", "");
  assert_says(fixture, "xyzzyx OR mutor", "word_not_found xyzzyx");
  assert_says(fixture, "xyzzy*", "word_not_found xyzzy*");
  assert_says(fixture, "mut*", "");
  assert_says(fixture, "mutor i Norrbotten", ""); /* where the reports are of */
  assert_says(fixture, "mutor i Skåne", "word_not_found skåne");
}

/* What a filter chooses is no word that reports could have. */
static void
test_what_asks_for_a_filter_is_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_says(fixture, "mutor fråga 1.5",
              "word_not_found fråga; filter_meant fråga 1.5 > question");
  assert_says(fixture, "1.5", "filter_meant 1.5 > question");
  assert_says(fixture, "område 1",
              "word_not_found område; word_not_found 1; filter_meant område 1 > area");
  assert_says(fixture, "Kalix svagheter", "filter_meant svagheter > tag");
  assert_says(fixture, "1.5 OR mutor", ""); /* plain words alone */
  assert_says(fixture, "1.99", "word_not_found 1.99");
  SearchResults *results = found(fixture, "Kalix svagheter");
  const CorpusNotice *notice = results->notices->pdata[0];
  g_assert_cmpstr(notice->values->pdata[5], ==, "weakness");
  g_assert_cmpstr(notice->values->pdata[7], ==, "kalix"); /* what else is asked for */
  search_results_free(results);
}

/* A municipality without a report is told to have none; what another command answers leads there.
 */
static void
test_what_is_answered_elsewhere_is_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_says(fixture, "mutor i Lund", "no_report_of Lund");
  assert_says(fixture, "vad gör Bjuvs kommun mot mutor", "no_report_of Bjuv");
  assert_says(fixture, "bjuv mutor", "no_report_of Bjuv");
  assert_says(fixture, "Vara mutor", ""); /* a word where a sentence begins */
  assert_says(fixture, "mutor i Mark", "no_report_of Mark");
  assert_says(fixture, "mutor i östra göinge", "no_report_of Östra Göinge"); /* one word is known */
  assert_says(fixture, "mutor NOT Lund", "");
  assert_says(fixture, "mutor i Norrbotten 1980", "word_not_found 1980"); /* a year is no code */
  static const struct {
    const char *query, *call;
  } asked[] = {{"Vilka har en policy mot mutor?", "who \"policy mot mutor\""},
               {"vem är bäst på etik", "best --question 1.5"},
               {"vad ska Kalix lära av andra", "learn Kalix"},
               {"hur har vi utvecklats sedan förra utvärderingen", "history"},
               {"vilken kommun har högst poäng", "scores"},
               {"vilka kommuner liknar Kalix", "similar Kalix"},
               {"småkommuner med kommuner med mutor", "who \"mutor\""}, /* whole words alone */
               {"vilka har", NULL},
               {"vem har koll på mutor", NULL},
               {"mutor", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
    SearchResults *results = found(fixture, asked[i].query);
    const CorpusNotice *notice =
        results->notices->len > 0 ? g_ptr_array_index(results->notices, results->notices->len - 1)
                                  : NULL;
    bool told = notice != NULL && strcmp(notice->code, "answered_elsewhere") == 0;
    g_assert_cmpstr(told ? notice->values->pdata[5] : NULL, ==, asked[i].call);
    search_results_free(results);
  }
}

/* Queries are anybody's: what is remembered of their words does not grow for ever. */
static void
test_words_of_earlier_queries_are_forgotten(Fixture *fixture, gconstpointer data) {
  (void)data;
  for (guint i = 0; i < SEARCH_WORDS_KEPT; i++) {
    char *word = g_strdup_printf("x%uq", i);
    g_assert_nonnull(search_form(fixture->engine->forms, word));
    g_free(word);
  }
  g_assert_true(search_words_are_many(fixture->engine->words));
  search_results_free(found(fixture, "tidningen"));
  g_assert_false(search_words_are_many(fixture->engine->words));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/query/find/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("inflection", test_any_inflection_is_found);
  ADD("named-place", test_reports_of_a_named_place_come_first);
  ADD("background", test_background_is_left_out_unless_asked_for);
  ADD("phrase", test_phrases_stand_together_and_in_order);
  ADD("operators", test_operators_join);
  ADD("prefix", test_a_prefix_finds_what_begins_so);
  ADD("everything", test_everything_comes_in_the_order_of_the_index);
  ADD("context", test_what_a_passage_stands_under_is_found_after_what_it_says);
  ADD("filters", test_filters_narrow);
  ADD("page", test_offset_and_limit_page_but_total_and_facets_stay);
  ADD("again", test_what_is_said_again_is_not_counted);
  ADD("facet", test_a_facet_passes_over_its_own_filter);
  ADD("highlights", test_highlights_count_code_points);
  ADD("practice", test_good_practice_first);
  ADD("error", test_a_query_that_cannot_be_read_is_an_error);
  ADD("filters-asked-for", test_what_asks_for_a_filter_is_told);
  ADD("just-so", test_words_that_stand_nowhere_just_so);
  ADD("answered-elsewhere", test_what_is_answered_elsewhere_is_told);
  ADD("update", test_a_reader_goes_on_while_the_index_is_updated);
  ADD("filters-that-leave-nothing-are-told", test_filters_that_leave_nothing_are_told);
  ADD("forgotten", test_words_of_earlier_queries_are_forgotten);
  ADD("unfound", test_words_that_no_report_has);
  return g_test_run();
}
