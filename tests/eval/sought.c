/* tests/eval/sought.c: what who finds, search finds too.
 *
 * Every topic of the judged sets is put to both. For each of its words that says something, `who`
 * tells whether some report has it, a relative or its parts; search must then find a passage for
 * the word, and else none. A topic that the one corrects the other corrects in the same way. Our
 * own sets, and those of KOMPASS_GOLD where they are at hand. */
#include "search/query/find.h"
#include "search/who/who.h"
#include "tests/eval/answers.h"
#include "tests/folder.h"
#include "tests/search/made.h"

#define OWN "tests/eval/gold-own"

/* Of all words, those that the one alone may find: search also finds what is merely akin. And the
 * least share of corrected topics that both correct in the same way. */
#define MOST_DIFFERENT 0.025 /* everyday words are akin to those of reports: for search alone */
#define LEAST_ALIKE 0.8

typedef struct {
  SearchEngine *engine;
  SearchFilters *filters;
  GHashTable *asked; /* char *: words that were compared; a set */
  unsigned different, corrected, corrected_alike;
} Comparison;

static SearchResults *
find(const Comparison *comparison, const char *query) {
  GError *error = NULL;
  SearchManner manner = {SEARCH_ORDER_RELEVANCE, true};
  SearchResults *results =
      search_find(comparison->engine, query, comparison->filters, &manner, &error);
  g_assert_no_error(error);
  return results;
}

/* Is the term sought for a word of the query, or for one of a part of it? */
static bool
is_sought(const SearchPlan *plan, const char *term) {
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->concepts->len; i++) {
    const SearchConcept *concept = plan->meaning->concepts->pdata[i];
    for (guint j = 0; j < concept->alternatives->len; j++) {
      const SearchAlternative *alternative = concept->alternatives->pdata[j];
      if (g_strv_contains((const char *const *)alternative->terms, term))
        return true;
    }
  }
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    if (is_sought(plan->children->pdata[i], term))
      return true;
  return false;
}

/* Does a passage say the query itself? What only tells of the practice that the query speaks of is
 * search's alone. */
static bool
says_it(const SearchResults *results) {
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    for (char **term = hit->matched; *term != NULL; term++)
      if (is_sought(results->plan, *term))
        return true;
  }
  return false;
}

static void
compare_word(Comparison *comparison, const SearchSought *sought) {
  if (sought->aside || !g_hash_table_add(comparison->asked, g_strdup(sought->word)))
    return;
  SearchResults *results = find(comparison, sought->word);
  if (says_it(results) != sought->found) {
    comparison->different++;
    printf("# %s: who %s it, search finds %u\n", sought->word,
           sought->found ? "finds" : "does not find", results->total);
  }
  search_results_free(results);
}

static void
compare_corrections(Comparison *comparison, const char *topic, const char *by_who) {
  SearchResults *results = find(comparison, topic);
  const char *by_search = results->corrected;
  if (by_who != NULL || by_search != NULL) {
    bool alike = by_who != NULL && by_search != NULL && g_ascii_strcasecmp(by_who, by_search) == 0;
    comparison->corrected++;
    comparison->corrected_alike += alike;
    if (!alike)
      printf("# %s: who reads %s, search %s\n", topic, by_who != NULL ? by_who : "it as it is",
             by_search != NULL ? by_search : "it as it is");
  }
  search_results_free(results);
}

static void
compare_topic(Comparison *comparison, const char *topic) {
  GError *error = NULL;
  SearchWho *who = search_who(comparison->engine, comparison->filters, false, topic, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < who->asked->sought->len; i++)
    compare_word(comparison, who->asked->sought->pdata[i]);
  compare_corrections(comparison, topic, who->asked->corrected);
  search_who_free(who);
}

static void
compare_file(Comparison *comparison, const char *folder, const char *name) {
  cJSON *items = folder != NULL ? answers_read(folder, name) : NULL;
  const cJSON *item = NULL;
  cJSON_ArrayForEach(item, items) {
    compare_topic(comparison, answers_text(item, "topic"));
  }
  cJSON_Delete(items);
}

static SearchEngine *
open_reports(const char *folder) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  SearchEngine *engine = made_engine_of_published(folder, lexicon);
  corpus_lexicon_free(lexicon);
  return engine;
}

static void
test_who_and_search_seek_the_same(void) {
  static const char *const own[] = {"who.json", "who-more.json", "who-third.json",
                                    "who-fourth.json", "who-fifth.json"};
  static const char *const given[] = {"who.json", "who-2.json"};
  char *folder = test_folder_new();
  char *own_folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), OWN, NULL);
  Comparison comparison = {open_reports(folder),
                           search_filters_new(),
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                           0,
                           0,
                           0};
  for (guint i = 0; i < G_N_ELEMENTS(own); i++)
    compare_file(&comparison, own_folder, own[i]);
  for (guint i = 0; i < G_N_ELEMENTS(given); i++)
    compare_file(&comparison, g_getenv("KOMPASS_GOLD"), given[i]);
  unsigned words = g_hash_table_size(comparison.asked);
  printf("# %u words, %u found by one alone; %u topics corrected, %u in the same way\n", words,
         comparison.different, comparison.corrected, comparison.corrected_alike);
  g_assert_cmpuint(words, >, 200);
  g_assert_cmpfloat(comparison.different, <=, MOST_DIFFERENT * words);
  g_assert_cmpfloat(comparison.corrected_alike, >=, LEAST_ALIKE * comparison.corrected);
  g_hash_table_unref(comparison.asked);
  search_filters_free(comparison.filters);
  search_engine_free(comparison.engine);
  test_folder_remove(folder);
  g_free(own_folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/sought", test_who_and_search_seek_the_same);
  return g_test_run();
}
