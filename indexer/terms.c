/* indexer/terms.c: text to terms: words, and for each word its stem. */
#include "indexer/terms.h"

#include <string.h>

#include "corpus/words.h"

/* A stem has to leave room for a prefix; a longer word is no word of any language. */
#define STEM_MAX_BYTES 200

/* So that hostile text can't make the memory grow without end. */
#define KNOWN_WORDS_MAX 500000

struct IndexerTerms {
  ShimStemmer *stemmer;
  GHashTable *stems;     /* word -> stem; a text uses the same words again and again */
  GStringChunk *strings; /* holds both */
};

static char *
stem_word(const char *word, G_GNUC_UNUSED void *context) {
  return corpus_word_stem(word);
}

IndexerTerms *
indexer_terms_new(GError **error) {
  ShimStemmer *stemmer = NULL;
  if (!shim_stemmer_new(stem_word, NULL, "libstemmer, Swedish", &stemmer, error))
    return NULL;
  IndexerTerms *terms = g_new0(IndexerTerms, 1);
  terms->stemmer = stemmer;
  terms->stems = g_hash_table_new(g_str_hash, g_str_equal);
  terms->strings = g_string_chunk_new(1 << 16);
  return terms;
}

void
indexer_terms_free(IndexerTerms *terms) {
  if (terms == NULL)
    return;
  shim_stemmer_free(terms->stemmer);
  g_hash_table_unref(terms->stems);
  g_string_chunk_free(terms->strings);
  g_free(terms);
}

static const char *
learn_word(IndexerTerms *terms, const char *word, GError **error) {
  char *stem = NULL;
  if (!shim_stemmer_stem(terms->stemmer, word, &stem, error))
    return NULL;
  const char *kept = g_string_chunk_insert(terms->strings, stem);
  g_hash_table_insert(terms->stems, g_string_chunk_insert(terms->strings, word), (gpointer)kept);
  g_free(stem);
  return kept;
}

const char *
indexer_terms_of_word(IndexerTerms *terms, const char *word, GError **error) {
  gsize length = strlen(word);
  if (length == 0 || length > STEM_MAX_BYTES)
    return NULL;
  const char *stem = g_hash_table_lookup(terms->stems, word);
  return stem != NULL ? stem : learn_word(terms, word, error);
}

/* Forgets what was learnt, between two texts, when it has become too much. */
static void
limit_memory(IndexerTerms *terms) {
  if (g_hash_table_size(terms->stems) < KNOWN_WORDS_MAX)
    return;
  g_hash_table_remove_all(terms->stems);
  g_string_chunk_clear(terms->strings);
}

/* Adds the terms of one word. */
static bool
append_word(IndexerTerms *terms, GArray *found, const CorpusWord *word, unsigned position,
            GError **error) {
  GError *failure = NULL;
  IndexerTerm term = {.term = indexer_terms_of_word(terms, word->word, &failure),
                      .kind = INDEXER_TERM_WORD,
                      .position = position,
                      .start_bytes = word->start_bytes,
                      .length_bytes = word->length_bytes};
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (term.term != NULL)
    g_array_append_val(found, term);
  return true;
}

GArray *
indexer_terms_of_text(IndexerTerms *terms, const char *text, gssize length_bytes, GError **error) {
  GArray *words = corpus_words(text, length_bytes);
  GArray *found = g_array_sized_new(FALSE, FALSE, sizeof(IndexerTerm), words->len);
  for (guint i = 0; i < words->len; i++)
    if (!append_word(terms, found, &g_array_index(words, CorpusWord, i), i + 1, error)) {
      g_clear_pointer(&found, g_array_unref);
      break;
    }
  g_array_unref(words);
  return found;
}

bool
indexer_terms_add(IndexerTerms *terms, ShimDocument *document, const char *prefix, const char *text,
                  bool positions, GError **error) {
  limit_memory(terms);
  GArray *found = indexer_terms_of_text(terms, text, -1, error);
  if (found == NULL)
    return false;
  GString *name = g_string_new(prefix);
  gsize prefix_bytes = name->len;
  bool ok = true;
  for (guint i = 0; i < found->len && ok; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    g_string_truncate(name, prefix_bytes);
    g_string_append(name, term->term);
    ok = positions ? shim_document_add_posting(document, name->str, term->position, 1, error)
                   : shim_document_add_term(document, name->str, 1, error);
  }
  g_string_free(name, TRUE);
  g_array_unref(found);
  return ok;
}
