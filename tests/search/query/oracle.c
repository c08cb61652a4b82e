/* tests/search/query/oracle.c: a slow, plain reading of all passages must agree with the engine.
 *
 * The sample reports are indexed, into one database and into three. For each value of each filter,
 * for pairs of them, and for many words of the vocabulary, the passages that a loop over everything
 * finds are compared with those that the engine finds. */
#include <string.h>

#include "indexer/update.h"
#include "search/query/find.h"
#include "tests/folder.h"
#include "tests/search/made.h"

#define EVERY_WORD 40 /* each so manyth word of the vocabulary is asked for */

typedef struct {
  char *index;
  SearchEngine *engine;
  GPtrArray *reports; /* CorpusReport *, whole */
  GPtrArray *places;  /* IndexerPassage *: all passages of these, with the engine's own report */
} Fixture;

static void
add_report(Fixture *fixture, const CorpusReport *report) {
  GError *error = NULL;
  CorpusReport *whole = indexer_reader_whole_report(fixture->engine->reader, report->id, &error);
  g_assert_no_error(error);
  g_ptr_array_add(fixture->reports, whole);
  for (guint i = 0; i < whole->passages->len; i++) {
    IndexerPassage place = {report, whole->passages->pdata[i]};
    g_ptr_array_add(fixture->places, g_memdup2(&place, sizeof place));
  }
}

static void
set_up(Fixture *fixture, gconstpointer shards) {
  GError *error = NULL;
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  char *samples = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", NULL);
  IndexerOptions options = {
      .read = indexer_read_report, .read_context = lexicon, .shards = GPOINTER_TO_UINT(shards)};
  fixture->engine = made_engine(fixture->index, samples, &options);
  corpus_lexicon_free(lexicon);
  g_free(samples);
  fixture->reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  fixture->places = g_ptr_array_new_with_free_func(g_free);
  const GPtrArray *reports = indexer_reader_reports(fixture->engine->reader);
  for (guint i = 0; i < reports->len; i++)
    add_report(fixture, reports->pdata[i]);
  g_assert_cmpuint(fixture->places->len, >, 100);
}

static void
tear_down(Fixture *fixture, G_GNUC_UNUSED gconstpointer shards) {
  g_ptr_array_unref(fixture->places);
  g_ptr_array_unref(fixture->reports);
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
}

/* ---- the plain reading ---- */

/* One filter as it is written, "area=4". */
static bool
passes_one(const IndexerPassage *place, const char *filter) {
  const CorpusReport *report = place->report;
  const CorpusPassage *passage = place->passage;
  const char *value = strchr(filter, '=') + 1;
  char text[32];
  if (g_str_has_prefix(filter, "area="))
    g_snprintf(text, sizeof text, "%u", passage->area);
  else if (g_str_has_prefix(filter, "question="))
    g_strlcpy(text, passage->question, sizeof text);
  else if (g_str_has_prefix(filter, "tag="))
    g_strlcpy(text, corpus_tag_name(passage->tag), sizeof text);
  else if (g_str_has_prefix(filter, "year=") && strstr(value, "..") != NULL)
    return report->year >= (unsigned)atoi(value) &&
           report->year <= (unsigned)atoi(strstr(value, "..") + 2);
  else if (g_str_has_prefix(filter, "year="))
    g_snprintf(text, sizeof text, "%u", report->year);
  else if (g_str_has_prefix(filter, "revision="))
    g_snprintf(text, sizeof text, "%u", report->revision);
  else
    g_strlcpy(text, report->municipality->code, sizeof text);
  return strcmp(text, value) == 0;
}

/* filters: NULL-terminated; different kinds narrow, the same kind widens. */
static bool
passes(const IndexerPassage *place, const char *const *filters) {
  bool tag_asked = false;
  for (const char *const *filter = filters; *filter != NULL; filter++) {
    gsize kind = (gsize)(strchr(*filter, '=') - *filter) + 1;
    bool any = false;
    for (const char *const *other = filters; *other != NULL; other++)
      any = any || (strncmp(*filter, *other, kind) == 0 && passes_one(place, *other));
    if (!any)
      return false;
    tag_asked = tag_asked || g_str_has_prefix(*filter, "tag=");
  }
  return tag_asked || place->passage->tag != CORPUS_TAG_BACKGROUND;
}

static bool
holds(SearchEngine *engine, const char *text, const char *term) {
  GError *error = NULL;
  GArray *terms = indexer_terms_of_text(engine->terms, text, -1, &error);
  g_assert_no_error(error);
  bool found = false;
  for (guint i = 0; i < terms->len && !found; i++)
    found = strcmp(g_array_index(terms, IndexerTerm, i).term, term) == 0;
  g_array_unref(terms);
  return found;
}

/* The report and the words of a passage: what is the same is shown once. The caller frees it. */
static char *
likeness_of(SearchEngine *engine, const IndexerPassage *place) {
  GError *error = NULL;
  GArray *terms = indexer_terms_of_text(engine->terms, place->passage->text, -1, &error);
  g_assert_no_error(error);
  GString *likeness = g_string_new(place->report->id);
  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf(likeness, " %s", g_array_index(terms, IndexerTerm, i).term);
  g_array_unref(terms);
  return g_string_free(likeness, FALSE);
}

/* ---- the comparison ---- */

/* expected: ids, of which each hit must be one; total: how many hits there must be. */
static void
assert_same(Fixture *fixture, const char *query, const char *const *filters, GHashTable *expected,
            guint total) {
  GError *error = NULL;
  SearchFilters *read = search_filters_new();
  g_assert_true(search_filters_add(read, "limit", "100000", &error));
  for (const char *const *filter = filters; *filter != NULL; filter++) {
    char **parts = g_strsplit(*filter, "=", 2);
    g_assert_true(search_filters_add(read, parts[0], parts[1], &error));
    g_assert_no_error(error);
    g_strfreev(parts);
  }
  SearchResults *results = search_find(fixture->engine, query, read, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(results->total, ==, total);
  g_assert_cmpuint(results->hits->len, ==, results->total);
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    char *id = g_strdup_printf("%s/%u", hit->report->id, hit->passage->number);
    if (!g_hash_table_remove(expected, id))
      g_error("%s: %s was found, and should not have been", query, id);
    g_free(id);
  }
  search_results_free(results);
  search_filters_free(read);
}

static GHashTable *
ids_new(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_id(GHashTable *ids, const IndexerPassage *place) {
  g_hash_table_add(ids, g_strdup_printf("%s/%u", place->report->id, place->passage->number));
}

static void
compare_filters(Fixture *fixture, const char *const *filters) {
  GHashTable *expected = ids_new();
  for (guint i = 0; i < fixture->places->len; i++)
    if (passes(fixture->places->pdata[i], filters))
      add_id(expected, fixture->places->pdata[i]);
  assert_same(fixture, "*", filters, expected, g_hash_table_size(expected));
  g_hash_table_unref(expected);
}

static const char *const FILTERS[] = {"area=1",
                                      "area=4",
                                      "area=8",
                                      "question=1.5",
                                      "question=4.4",
                                      "question=7.1",
                                      "tag=strength",
                                      "tag=improvement",
                                      "tag=weakness",
                                      "tag=neutral",
                                      "tag=background",
                                      "year=2012",
                                      "year=2018",
                                      "year=2013..2018",
                                      "revision=2010",
                                      "revision=2016",
                                      "municipality=2580",
                                      "municipality=2514"};

static void
test_filters_and_pairs_of_them(Fixture *fixture, gconstpointer shards) {
  (void)shards;
  compare_filters(fixture, (const char *const[]){NULL});
  for (gsize i = 0; i < G_N_ELEMENTS(FILTERS); i++)
    for (gsize j = i; j < G_N_ELEMENTS(FILTERS); j++)
      compare_filters(fixture, (const char *const[]){FILTERS[i], i == j ? NULL : FILTERS[j], NULL});
}

/* A phrase of one word is sought in the text alone. */
static void
test_words_of_the_text(Fixture *fixture, gconstpointer shards) {
  (void)shards;
  const IndexerVocabulary *words = indexer_reader_vocabulary(fixture->engine->reader);
  for (guint i = 0; i < indexer_vocabulary_size(words); i += EVERY_WORD) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(words, i, &count);
    char *query = g_strdup_printf("\"%s\"", word);
    GError *error = NULL;
    const char *term = indexer_terms_of_word(fixture->engine->terms, word, &error);
    g_assert_no_error(error);
    GHashTable *expected = ids_new(), *different = ids_new();
    for (guint j = 0; j < fixture->places->len; j++) {
      const IndexerPassage *place = fixture->places->pdata[j];
      if (place->passage->tag != CORPUS_TAG_BACKGROUND &&
          holds(fixture->engine, place->passage->text, term)) {
        add_id(expected, place);
        g_hash_table_add(different, likeness_of(fixture->engine, place));
      }
    }
    assert_same(fixture, query, (const char *const[]){NULL}, expected,
                g_hash_table_size(different));
    g_hash_table_unref(different);
    g_hash_table_unref(expected);
    g_free(query);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, shards, function)                                                                \
  g_test_add("/search/query/oracle/" name, Fixture, GUINT_TO_POINTER(shards), set_up, function,    \
             tear_down)
  ADD("filters", 1, test_filters_and_pairs_of_them);
  ADD("filters/three-shards", 3, test_filters_and_pairs_of_them);
  ADD("words", 1, test_words_of_the_text);
  ADD("words/three-shards", 3, test_words_of_the_text);
  return g_test_run();
}
