/* tests/search/query/practices.c: the file of practices, and which of them a query speaks of. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/instrument/subject.h"
#include "corpus/text/knowledge.h"
#include "tests/search/query/explained.h"

#define LEAST_A_QUESTION 5 /* practices */
#define LEAST_FOUND 5      /* entries of a practice */
#define LEAST_ASKED 15

#define REPORT                                                                                     \
  "2580 2018 10 2\n"                                                                               \
  "1 1.5 strength Sedan i höstas finns en visselblåsarfunktion.\n"                               \
  "4 4.4 strength Alla chefer har chefskontrakt.\n"                                                \
  "5 5.6 strength Kommunen köper städning av ett företag.\n"                                    \
  "8 8.2 neutral Handlingar om handel.\n"

/* The place of the passage in the report among the hits, from 1; 0 = it is none. */
static guint
rank_of(const SearchResults *results, guint number) {
  for (guint i = 0; i < results->hits->len; i++)
    if (((const SearchHit *)results->hits->pdata[i])->passage->number == number)
      return i + 1;
  return 0;
}

/* Not a word of it stands in the report. */
static void
test_a_need_finds_what_reports_call_it(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchResults *results = explained(fixture, "personalen vågar inte slå larm om fusk");
  g_assert_cmpuint(rank_of(results, 1), ==, 1);
  g_assert_cmpuint(results->plan->practices->len, >, 0);
  for (guint i = 0; i < results->plan->practices->len; i++) {
    const SearchConcept *practice = results->plan->practices->pdata[i];
    g_assert_cmpfloat(practice->weight, >, 0);
    g_assert_cmpfloat(practice->weight, <=, 1);
    g_assert_cmpuint(practice->alternatives->len, >, 0);
  }
  search_results_free(results);
}

/* All say as much of the words; one tells more of what is asked. */
static void
test_what_is_like_the_query_comes_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  test_folder_write(fixture->folder, "lulea.txt",
                    "2580 2018 10 2\n"
                    "0 - neutral Personalen och lokalerna nämns här också tillsammans.\n"
                    "0 - neutral Personalen och utbildningen, med en kursplan för chefer.\n"
                    "0 - neutral Personalen och trappan nämns här också tillsammans nu.\n");
  fixture_update(fixture->index, fixture->folder, "0 1 0 0 0 0");
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  SearchResults *results = explained(fixture, "personalen behöver utbildas och gå kurs");
  g_assert_cmpuint(rank_of(results, 2), ==, 1);
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    g_assert_cmpfloat(hit->likeness, >=, 0);
    g_assert_cmpfloat(hit->likeness, <=, 1);
    g_assert_cmpfloat(hit->likeness, <=, ((const SearchHit *)results->hits->pdata[0])->likeness);
  }
  search_results_free(results);
}

/* What is marked is what was found. */
static void
test_words_of_a_practice_are_marked(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchResults *results = explained(fixture, "personalen vågar inte slå larm om fusk");
  const SearchHit *first = results->hits->pdata[0];
  g_assert_cmpuint(first->excerpt.highlights->len, >, 0);
  g_assert_true(g_strv_contains((const char *const *)first->matched, "visselblåsarfunktion"));
  search_results_free(results);
}

/* What says nothing of the query, but stands under a question that does, tells which. */
static void
test_what_stands_under_a_question_tells_it(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  test_folder_write(fixture->folder, "lulea.txt",
                    "2580 2018 10 2\n"
                    "4 4.4 strength Alla har skrivit under.\n"
                    "1 1.5 neutral Chefer talar med chefer.\n");
  fixture_update(fixture->index, fixture->folder, "0 1 0 0 0 0");
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  SearchResults *results = explained(fixture, "chefer");
  g_assert_cmpuint(results->total, ==, 2);
  const SearchHit *last = results->hits->pdata[1];
  g_assert_true(g_strv_contains((const char *const *)last->matched, "4.4"));
  search_results_free(results);
}

/* One word that reports have finds what says it, and no more: that is what is counted. */
static void
test_a_word_that_reports_have_is_enough(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  test_folder_write(fixture->folder, "lulea.txt",
                    "2580 2018 10 2\n"
                    "1 1.5 strength Sedan i höstas finns en visselblåsarfunktion.\n"
                    "1 1.5 strength Sedan i höstas kan oegentligheter anmälas.\n");
  fixture_update(fixture->index, fixture->folder, "0 1 0 0 0 0");
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  SearchResults *results = explained(fixture, "oegentligheter");
  g_assert_cmpuint(results->total, ==, 1);
  g_assert_cmpuint(rank_of(results, 2), ==, 1);
  search_results_free(results);
  results = explained(fixture, "whistleblowing"); /* which they do not have */
  g_assert_cmpuint(results->total, ==, 2);
  search_results_free(results);
}

static void
test_what_is_typed_to_the_letter_has_no_practices(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const queries[] = {"\"chefskontrakt\"",     "chefskontrakt OR medborgardialog",
                                        "chefskontrakt -budget", "chefsk*",
                                        "xyzzy plugh",           "*"};
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    SearchResults *results = explained(fixture, queries[i]);
    g_test_message("%s", queries[i]);
    g_assert_cmpuint(results->plan->practices->len, ==, 0);
    search_results_free(results);
  }
}

/* ---- the file ---- */

typedef struct {
  GHashTable *found, *asked; /* name of a group -> how many entries */
  GHashTable *questions;     /* "1.5" -> how many practices */
} Counts;

static void
add(GHashTable *counts, const char *key, guint more) {
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
  g_hash_table_insert(counts, g_strdup(key), GUINT_TO_POINTER(before + more));
}

static bool
count_line(gpointer into, const CorpusKnowledgeLine *line, GError **error) {
  Counts *counts = into;
  const char *const *entries = corpus_knowledge_list(line, error);
  char **parts = g_strsplit(line->group, " ", 3);
  g_assert_no_error(*error);
  g_assert_cmpuint(g_strv_length(parts), ==, 3);
  g_assert_cmpstr(parts[0], ==, "practice");
  bool found = strcmp(line->key, "found") == 0;
  g_assert_true(found || strcmp(line->key, "asked") == 0);
  for (guint i = 0; entries[i] != NULL; i++) {
    g_assert_cmpstr(entries[i], !=, "");
    g_assert_null(strpbrk(entries[i], "|=[]"));
  }
  if (found) { /* which comes once in a group */
    add(counts->questions, parts[1], 1);
  }
  add(found ? counts->found : counts->asked, line->group, g_strv_length((char **)entries));
  g_strfreev(parts);
  g_strfreev((char **)entries);
  return true;
}

static void
test_every_question_has_practices(void) {
  GError *error = NULL;
  Counts counts = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                   g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  char *path =
      g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "data", "practices.ini", NULL);
  g_assert_true(corpus_knowledge_read(path, count_line, &counts, &error));
  g_free(path);
  g_assert_no_error(error);
  GHashTableIter iter;
  gpointer name = NULL, count = NULL;
  g_hash_table_iter_init(&iter, counts.found);
  while (g_hash_table_iter_next(&iter, &name, &count)) {
    g_test_message("%s", (char *)name);
    g_assert_cmpuint(GPOINTER_TO_UINT(count), >=, LEAST_FOUND);
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(counts.asked, name)), >=, LEAST_ASKED);
  }
  const CorpusInstrument *instrument = corpus_instrument_find(corpus_subject_revision());
  guint questions = 0;
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    for (guint j = 0; j < area->questions->len; j++, questions++) {
      const CorpusQuestion *question = area->questions->pdata[j];
      g_test_message("%s", question->id);
      g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(counts.questions, question->id)), >=,
                       LEAST_A_QUESTION);
    }
  }
  g_assert_cmpuint(g_hash_table_size(counts.questions), ==, questions); /* and no other has any */
  g_hash_table_unref(counts.found);
  g_hash_table_unref(counts.asked);
  g_hash_table_unref(counts.questions);
}

static void
test_no_two_practices_have_one_filter(void) {
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  guint count = 0;
  const IndexerPractice *practices = indexer_practices(&count);
  for (guint i = 0; i < count; i++) {
    if (*practices[i].name == '\0')
      continue;
    g_test_message("%s %s", practices[i].subject, practices[i].name);
    g_assert_null(g_hash_table_lookup(names, practices[i].term));
    g_assert_true(*practices[i].said == '|');
    g_hash_table_insert(names, (gpointer)practices[i].term, (gpointer)practices[i].name);
  }
  g_assert_cmpuint(g_hash_table_size(names), >, 1);
  g_hash_table_unref(names);
}

#define ADD(name, test)                                                                            \
  g_test_add("/search/query/practices/" name, Fixture, REPORT, set_up, test, tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("need", test_a_need_finds_what_reports_call_it);
  ADD("like", test_what_is_like_the_query_comes_first);
  ADD("marks", test_words_of_a_practice_are_marked);
  ADD("under", test_what_stands_under_a_question_tells_it);
  ADD("word", test_a_word_that_reports_have_is_enough);
  ADD("to-the-letter", test_what_is_typed_to_the_letter_has_no_practices);
  g_test_add_func("/search/query/practices/file", test_every_question_has_practices);
  g_test_add_func("/search/query/practices/filters", test_no_two_practices_have_one_filter);
  return g_test_run();
}
