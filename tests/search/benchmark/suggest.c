/* tests/search/benchmark/suggest.c: how what was begun goes on, and a report as a whole. */
#include "search/ask/error.h"
#include "search/benchmark/status.h"
#include "tests/indexer/fixture.h"

#define LULEA                                                                                      \
  "2580 2018 10 2\n"                                                                               \
  "1 1.4 strength Medborgardialogen har utvecklats.\n"                                             \
  "1 1.4 neutral Medborgardialoger och e-tjänster finns.\n"                                       \
  "4 4.4 weakness Ett ärende kan överklagas om det inte utvecklas.\n"                            \
  "0 - background Kommunkompassen är ett verktyg.\n"
#define LULEA_BEFORE "2580 2012 10 1\n1 1.4 strength Medborgarkontor finns.\n"
#define VASBY "0114 2018 5 1\n1 1.4 strength Medborgardialog hålls.\n"

typedef struct {
  char *folder, *index;
  SearchEngine *engine;
} Fixture;

static void
set_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  GError *error = NULL;
  fixture->folder = test_folder_new();
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  test_folder_write(fixture->folder, "lulea.txt", LULEA);
  test_folder_write(fixture->folder, "lulea-before.txt", LULEA_BEFORE);
  test_folder_write(fixture->folder, "vasby.txt", VASBY);
  fixture_update(fixture->index, fixture->folder, "3 0 0 0 0 0");
  fixture->engine = search_engine_open(fixture->index, &error);
  g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
  test_folder_remove(fixture->folder);
}

/* "medborgardialog 3, Upplands Väsby 0114 1": words with passages, municipalities with reports. */
static void
assert_suggested(const Fixture *fixture, const char *text, unsigned most, const char *expected) {
  GError *error = NULL;
  SearchSuggestions *found = search_suggest(fixture->engine, text, most, &error);
  g_assert_no_error(error);
  GString *told = g_string_new(NULL);
  for (guint i = 0; i < found->words->len; i++) {
    const SearchSuggestedWord *word = &g_array_index(found->words, SearchSuggestedWord, i);
    g_string_append_printf(told, "%s%s %u", told->len > 0 ? ", " : "", word->text, word->passages);
  }
  for (guint i = 0; i < found->municipalities->len; i++) {
    const SearchSuggestedMunicipality *one =
        &g_array_index(found->municipalities, SearchSuggestedMunicipality, i);
    g_string_append_printf(told, "%s%s %s %u %s", told->len > 0 ? ", " : "",
                           one->municipality->name, one->municipality->code, one->reports,
                           one->newest->id);
  }
  g_assert_cmpstr(told->str, ==, expected);
  g_assert_cmpstr(found->query, ==, text);
  g_string_free(told, TRUE);
  search_suggestions_free(found);
}

static void
test_inflections_are_one_word(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  assert_suggested(fixture, "medborgard", 10, "medborgardialog 3");
  assert_suggested(fixture, "MEDBORGARD", 10, "medborgardialog 3");
  assert_suggested(fixture, "medborgardialoge", 10, "medborgardialogen 3");
  assert_suggested(fixture, "bättre medborgardi", 10, "medborgardialog 3");
  assert_suggested(fixture, "medb", 10, "medborgardialog 3, medborgarkontor 1");
  assert_suggested(fixture, "medb", 1, "medborgardialog 3");
}

static void
test_swedish_letters_and_hyphens(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  assert_suggested(fixture, "ÄR", 10, "ärende 1");
  assert_suggested(fixture, "överk", 10, "överklagas 1");
  assert_suggested(fixture, "e-tj", 10, "e-tjänster 1");
  assert_suggested(fixture, "etj", 10, "e-tjänster 1");
}

static void
test_nothing_is_made_up(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  assert_suggested(fixture, "", 10, "");
  assert_suggested(fixture, "medborgardialog ", 10, "");
  assert_suggested(fixture, "zz", 10, "");
  assert_suggested(fixture, "int", 10, ""); /* "inte" says nothing */
  assert_suggested(fixture, "\xFF", 10, "");
}

static void
test_municipalities_by_any_word_and_code(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  assert_suggested(fixture, "lulea", 10, "Luleå 2580 2 lulea-2018");
  assert_suggested(fixture, "LULEÅ", 10, "Luleå 2580 2 lulea-2018");
  assert_suggested(fixture, "väs", 10, "Upplands Väsby 0114 1 upplands-vasby-2018");
  assert_suggested(fixture, "upplands v", 10,
                   "verktyg 1, Upplands Väsby 0114 1 upplands-vasby-2018");
  assert_suggested(fixture, "011", 10, "Upplands Väsby 0114 1 upplands-vasby-2018");
  assert_suggested(fixture, "bättre än lul", 10, "Luleå 2580 2 lulea-2018");
  assert_suggested(fixture, "kalix", 10, ""); /* of which there is no report */
}

/* ---- a report ---- */

static SearchWholeReport *
whole(const Fixture *fixture, const char *name, const char *value) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  g_assert_true(name == NULL || search_filters_add(filters, name, value, &error));
  SearchWholeReport *found = search_whole_report(fixture->engine, filters, "lulea-2018", &error);
  g_assert_no_error(error);
  search_filters_free(filters);
  return found;
}

static void
test_a_report_comes_in_reading_order(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  static const struct {
    const char *filter, *value;
    guint shown, total, first; /* first: its number */
  } table[] = {{NULL, NULL, 4, 4, 1},  {"tag", "weakness", 1, 1, 3}, {"question", "1.4", 2, 2, 1},
               {"area", "4", 1, 1, 3}, {"limit", "2", 2, 4, 1},      {"offset", "3", 1, 4, 4}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    SearchWholeReport *found = whole(fixture, table[i].filter, table[i].value);
    g_assert_cmpuint(found->passages->len, ==, table[i].shown);
    g_assert_cmpuint(found->total, ==, table[i].total);
    for (guint j = 1; j < found->passages->len; j++)
      g_assert_cmpuint(((CorpusPassage *)found->passages->pdata[j])->number, ==,
                       ((CorpusPassage *)found->passages->pdata[j - 1])->number + 1);
    g_assert_cmpuint(((CorpusPassage *)found->passages->pdata[0])->number, ==, table[i].first);
    search_whole_report_free(found);
  }
}

static void
test_an_unknown_report_is_told(Fixture *fixture, G_GNUC_UNUSED gconstpointer data) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  g_assert_null(search_whole_report(fixture->engine, filters, "kalix-2012", &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN);
  const SearchErrorDetails *details = search_error_details(error);
  g_assert_cmpstr(details->reason, ==, "unknown_report");
  g_assert_cmpstr(details->values[0], ==, "value");
  g_assert_cmpstr(details->values[1], ==, "kalix-2012");
  g_error_free(error);
  search_filters_free(filters);
}

#define TEST(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  TEST("/search/benchmark/suggest/inflections-are-one-word", test_inflections_are_one_word);
  TEST("/search/benchmark/suggest/swedish-letters-and-hyphens", test_swedish_letters_and_hyphens);
  TEST("/search/benchmark/suggest/nothing-is-made-up", test_nothing_is_made_up);
  TEST("/search/benchmark/suggest/municipalities-by-any-word-and-code",
       test_municipalities_by_any_word_and_code);
  TEST("/search/benchmark/suggest/it-comes-in-reading-order", test_a_report_comes_in_reading_order);
  TEST("/search/benchmark/suggest/an-unknown-one-is-told", test_an_unknown_report_is_told);
  return g_test_run();
}
