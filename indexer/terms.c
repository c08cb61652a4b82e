/* indexer/terms.c: text to terms: words, and for each its form and the words inside it. */
#include "indexer/terms.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/text/words.h"
#include "indexer/schema.h"

/* A stem has to leave room for a prefix; a longer word is no word of any language. */
#define STEM_MAX_BYTES 200

/* So that hostile text can't make the memory grow without end. */
#define KNOWN_WORDS_MAX 500000

struct IndexerTerms {
  CorpusLexicon *lexicon;
  ShimStemmer *stemmer;
  const IndexerVocabulary *vocabulary; /* borrowed; NULL = none */
  GHashTable *words; /* word -> IndexerWord; a text uses the same words again and again */
};

static void
word_free(gpointer data) {
  IndexerWord *word = data;
  g_free((char *)word->form);
  g_strfreev((char **)word->inner);
  g_free((guint16 *)word->marks);
  g_free(word);
}

static char *
form_of(const char *word, void *lexicon) {
  return corpus_form(lexicon, word);
}

IndexerTerms *
indexer_terms_new(GError **error) {
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, error);
  if (lexicon == NULL)
    return NULL;
  ShimStemmer *stemmer = NULL;
  if (!shim_stemmer_new(form_of, lexicon, "libstemmer, Swedish, over base forms", &stemmer,
                        error)) {
    corpus_lexicon_free(lexicon);
    return NULL;
  }
  IndexerTerms *terms = g_new0(IndexerTerms, 1);
  terms->lexicon = lexicon;
  terms->stemmer = stemmer;
  terms->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_free);
  return terms;
}

void
indexer_terms_free(IndexerTerms *terms) {
  if (terms == NULL)
    return;
  shim_stemmer_free(terms->stemmer);
  corpus_lexicon_free(terms->lexicon);
  g_hash_table_unref(terms->words);
  g_free(terms);
}

void
indexer_terms_set_vocabulary(IndexerTerms *terms, const IndexerVocabulary *vocabulary) {
  terms->vocabulary = vocabulary;
  g_hash_table_remove_all(terms->words); /* another vocabulary, other forms */
}

/* A compound of n parts has n(n+1)/2 - 1 words inside it. */
static guint
parts_of(const char *const *inner) {
  guint parts = 1;
  guint count = inner != NULL ? g_strv_length((char **)inner) : 0;
  while (parts * (parts + 1) / 2 - 1 < count)
    parts++;
  return parts;
}

/* FNV-1a, folded. */
guint16
indexer_term_mark(const char *term) {
  guint32 hash = 2166136261;
  for (; *term != '\0'; term++)
    hash = (hash ^ (guchar)*term) * 16777619;
  return (guint16)(hash ^ hash >> 16);
}

static guint16 *
marks_of(const IndexerWord *word) {
  guint16 *marks = g_new0(guint16, word->parts * (word->parts + 1) / 2);
  marks[0] = indexer_term_mark(word->form);
  for (guint i = 0; word->inner != NULL && word->inner[i] != NULL; i++)
    marks[i + 1] = indexer_term_mark(word->inner[i]);
  return marks;
}

/* The inner words' forms instead of their base forms. */
static bool
bring_to_forms(IndexerTerms *terms, char **inner, GError **error) {
  for (char **at = inner; at != NULL && *at != NULL; at++) {
    char *form = NULL;
    if (!shim_stemmer_stem(terms->stemmer, *at, &form, error))
      return false;
    g_free(*at);
    *at = form;
  }
  return true;
}

/* Asks the vocabulary, or else the dictionary, and keeps the answer. */
static const IndexerWord *
learn_word(IndexerTerms *terms, const char *word, GError **error) {
  IndexerWord known = {0};
  IndexerVocabularyEntry entry = {0};
  char *form = NULL;
  if (terms->vocabulary != NULL && indexer_vocabulary_find(terms->vocabulary, word, &entry)) {
    known = (IndexerWord){
        .form = entry.form, .inner = (const char *const *)entry.parts, .unknown = entry.unknown};
  } else if (shim_stemmer_stem(terms->stemmer, word, &form, error)) {
    char **inner = corpus_compound_inner_words(terms->lexicon, word);
    known = (IndexerWord){.form = form,
                          .inner = (const char *const *)inner,
                          .unknown = !corpus_lexicon_knows(terms->lexicon, word)};
    if (!bring_to_forms(terms, inner, error)) {
      g_strfreev(inner);
      g_free(form);
      return NULL;
    }
  } else {
    return NULL;
  }
  known.parts = parts_of(known.inner);
  known.marks = marks_of(&known);
  known.word = g_strdup(word);
  IndexerWord *kept = g_memdup2(&known, sizeof known);
  g_hash_table_insert(terms->words, (gpointer)kept->word, kept);
  return kept;
}

const IndexerWord *
indexer_terms_find(IndexerTerms *terms, const char *word, GError **error) {
  gsize length = strlen(word);
  if (length == 0 || length > STEM_MAX_BYTES)
    return NULL;
  const IndexerWord *found = g_hash_table_lookup(terms->words, word);
  return found != NULL ? found : learn_word(terms, word, error);
}

bool
indexer_terms_word(IndexerTerms *terms, const char *word, IndexerWord *known, GError **error) {
  const IndexerWord *found = indexer_terms_find(terms, word, error);
  *known = found != NULL ? *found : (IndexerWord){0};
  return found != NULL;
}

const char *
indexer_terms_of_word(IndexerTerms *terms, const char *word, GError **error) {
  IndexerWord known;
  return indexer_terms_word(terms, word, &known, error) ? known.form : NULL;
}

const char *
indexer_word_span(const IndexerWord *word, guint first, guint count) {
  if (count >= word->parts)
    return word->form;
  guint at = first;
  for (guint length = 1; length < count; length++)
    at += word->parts - length + 1;
  return word->inner[at];
}

void
indexer_terms_limit(IndexerTerms *terms) {
  if (g_hash_table_size(terms->words) >= KNOWN_WORDS_MAX)
    g_hash_table_remove_all(terms->words);
}

/* A text whose terms are read. */
typedef struct {
  IndexerTerms *terms;
  GArray *found;
  unsigned position; /* of the last word */
  GError *failure;
} Reading;

/* Adds the terms of one word: itself, then what is inside it. */
static bool
append_word(const CorpusWord *word, gpointer context) {
  Reading *reading = context;
  reading->position++;
  const IndexerWord *known = indexer_terms_find(reading->terms, word->word, &reading->failure);
  if (known == NULL)
    return reading->failure == NULL;
  IndexerTerm term = {known->form,       known->word,       INDEXER_TERM_WORD,
                      reading->position, word->start_bytes, word->length_bytes};
  g_array_append_val(reading->found, term);
  term.kind = INDEXER_TERM_INNER;
  for (const char *const *inner = known->inner; inner != NULL && *inner != NULL; inner++) {
    term.term = *inner;
    g_array_append_val(reading->found, term);
  }
  return true;
}

GArray *
indexer_terms_of_text(IndexerTerms *terms, const char *text, gssize length_bytes, GError **error) {
  gsize length = length_bytes < 0 ? strlen(text) : (gsize)length_bytes;
  Reading reading = {
      .terms = terms,
      .found = g_array_sized_new(FALSE, FALSE, sizeof(IndexerTerm), corpus_words_about(length))};
  corpus_words_each(text, (gssize)length, append_word, &reading);
  if (reading.failure != NULL) {
    g_propagate_error(error, reading.failure);
    g_clear_pointer(&reading.found, g_array_unref);
  }
  return reading.found;
}

bool
indexer_terms_add(const GArray *found, ShimDocument *document, const char *prefix, bool positions,
                  GError **error) {
  GString *name = g_string_new(prefix);
  gsize prefix_bytes = name->len;
  bool ok = true;
  for (guint i = 0; i < found->len && ok; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    g_string_truncate(name, prefix_bytes);
    g_string_append(name, term->term);
    unsigned weight = term->kind == INDEXER_TERM_WORD ? INDEXER_WEIGHT_WORD : INDEXER_WEIGHT_INNER;
    ok = positions ? shim_document_add_posting(document, name->str, term->position, weight, error)
                   : shim_document_add_term(document, name->str, weight, error);
  }
  g_string_free(name, TRUE);
  return ok;
}
