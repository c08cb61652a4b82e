/* search/query/found.c: reads passages that were found, and keeps them with their words. */
#include "search/query/excerpt.h"

#include <string.h>

#include "corpus/text/words.h"

/* So many are kept, twice: those asked for lately, and those before that. Two
 * kilobytes each. */
#define KEPT 10000

/* A text whose words are read. */
typedef struct {
  IndexerTerms *terms;
  GArray *words;
  bool follows; /* the last one has terms */
  GError *failure;
} Reading;

static bool
add_word(const CorpusWord *word, gpointer context) {
  Reading *reading = context;
  const IndexerWord *known = indexer_terms_find(reading->terms, word->word, &reading->failure);
  if (known != NULL) {
    SearchTextWord read = {.reading = known,
                           .start_bytes = (guint32)word->start_bytes & G_MAXINT32,
                           .follows = reading->follows,
                           .length_bytes = MIN(word->length_bytes, G_MAXINT16) & G_MAXINT16,
                           .is_compound = known->parts > 1,
                           .mark = known->marks[0]};
    g_array_append_val(reading->words, read);
  }
  reading->follows = known != NULL;
  return reading->failure == NULL;
}

GArray *
search_text_words(IndexerTerms *terms, const char *text, GError **error) {
  gsize length = strlen(text);
  Reading reading = {
      .terms = terms,
      .words = g_array_sized_new(FALSE, FALSE, sizeof(SearchTextWord), corpus_words_about(length))};
  corpus_words_each(text, (gssize)length, add_word, &reading);
  if (reading.failure != NULL) {
    g_propagate_error(error, reading.failure);
    g_clear_pointer(&reading.words, g_array_unref);
  }
  return reading.words;
}

static void
clear(gpointer data) {
  SearchFound *found = data;
  g_clear_pointer(&found->passage, corpus_passage_free);
  g_clear_pointer(&found->words, g_array_unref);
  g_free(found->written);
}

void
search_found_unref(SearchFound *found) {
  g_rc_box_release_full(found, clear);
}

static SearchFound *
read_passage(const SearchEngine *engine, const ShimDocument *document, GError **error) {
  IndexerPassage place = {NULL, NULL};
  if (!indexer_reader_passage_of(engine->reader, document, &place, error))
    return NULL;
  SearchFound *found = g_rc_box_new0(SearchFound);
  found->report = place.report;
  found->passage = place.passage;
  found->words = search_text_words(engine->terms, found->passage->text, error);
  if (found->words == NULL)
    g_clear_pointer(&found, search_found_unref);
  return found;
}

static GHashTable *
kept_new(void) {
  return g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)search_found_unref);
}

/* Takes a reference. */
static void
keep(SearchEngine *engine, gpointer document, SearchFound *found) {
  if (engine->found[0] == NULL)
    engine->found[0] = kept_new();
  if (g_hash_table_size(engine->found[0]) == KEPT) {
    g_clear_pointer(&engine->found[1], g_hash_table_unref);
    engine->found[1] = engine->found[0];
    engine->found[0] = kept_new();
  }
  g_hash_table_insert(engine->found[0], document, g_rc_box_acquire(found));
}

SearchFound *
search_found_of(SearchEngine *engine, const ShimHit *hit, GError **error) {
  gpointer document = GUINT_TO_POINTER(hit->id);
  SearchFound *found = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(engine->found); i++) {
    GHashTable *kept = engine->found[i];
    found = kept != NULL ? g_hash_table_lookup(kept, document) : NULL;
    if (found == NULL)
      continue;
    g_rc_box_acquire(found);
    if (i > 0)
      keep(engine, document, found);
    return found;
  }
  found = read_passage(engine, hit->document, error);
  if (found != NULL)
    keep(engine, document, found);
  return found;
}
