/* indexer/terms.h: text to terms, one and the same way for index, query and highlighting.
 *
 * The one analysis of the project: words (corpus/text/words.h), then for each its terms. Whatever
 * is to be found under another form of a word is decided here and nowhere else, so that index,
 * query and highlighting agree. Terms are without prefix (indexer/schema.h). */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include <stdbool.h>

#include "corpus/text/sorted_line.h"
#include "indexer/vocabulary.h"
#include "shim/shim.h"

/* Holds the stemmer, the Swedish lexicon behind it, and what they have told; belongs to one thread
 * at a time. */
typedef struct IndexerTerms IndexerTerms;

/* Where a term comes from. */
typedef enum {
  INDEXER_TERM_WORD, /* the word itself, brought to its form (corpus/language/form.h) */
  INDEXER_TERM_INNER /* a shorter word inside the compound that the word is
                        (corpus/language/form.h) */
} IndexerTermKind;

typedef struct {
  const char *term;                /* borrowed from the IndexerTerms that made it, as is the next */
  const char *word;                /* as corpus/text/words.h gives it */
  IndexerTermKind kind;            /* of the terms of one word, the word itself comes first */
  unsigned position;               /* of its word, from 1; terms of one word share it */
  gsize start_bytes, length_bytes; /* its word in the text, as written */
} IndexerTerm;

/* Fails with CORPUS_ERROR_DICTIONARY where the lexicon is not there. Free with
 * indexer_terms_free(). */
IndexerTerms *indexer_terms_new(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Words of the vocabulary are looked up there instead of in the lexicon. Borrowed: it must
 * outlive terms, or be replaced (NULL: by none). Terms that were made before are gone. */
void indexer_terms_set_vocabulary(IndexerTerms *terms, const IndexerVocabulary *vocabulary);
void indexer_terms_free(IndexerTerms *terms); /* NULL is fine */

/* The terms of a text (length_bytes -1 = NUL-terminated), in the order of its words, however it is
 * encoded. Words that are too long for a term have none, but keep their position. A GArray of
 * IndexerTerm, the caller's; the terms in it live as long as `terms`. */
GArray *indexer_terms_of_text(IndexerTerms *terms, const char *text, gssize length_bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The term of one word as corpus/text/words.h gives it (lower case), borrowed as above; NULL
 * without *error being set where it is too long for a term. */
const char *indexer_terms_of_word(IndexerTerms *terms, const char *word, GError **error);

/* What a word comes down to; borrowed as above. */
typedef struct {
  const char *word;         /* the word itself */
  const char *form;         /* its term */
  const char *const *inner; /* terms of the words inside a compound, NULL-terminated, in the order
                               of corpus_compound_inner_words(); NULL = no compound */
  guint parts;              /* how many parts the compound has; 1 = no compound */
  const guint16 *marks;     /* indexer_term_mark() of the form and then of the terms inside; of n
                               parts n(n+1)/2 */
  bool unknown;             /* the Swedish dictionary does not know it, in whatever inflection */
} IndexerWord;

/* A number that tells most terms apart without a look at them. */
guint16 indexer_term_mark(const char *term);

/* The whole of it for a word as corpus/text/words.h gives it; false without *error being set where
 * it is too long for a term. */
bool indexer_terms_word(IndexerTerms *terms, const char *word, IndexerWord *known, GError **error);

/* The same, borrowed: NULL for false. */
const IndexerWord *indexer_terms_find(IndexerTerms *terms, const char *word, GError **error);

/* The term of the parts [first, first + count) of a compound; borrowed from the word. */
const char *indexer_word_span(const IndexerWord *word, guint first, guint count);

/* Adds terms of a text (IndexerTerm) to a document, with a prefix. positions: also where they
 * stand, from 1. A word counts INDEXER_WEIGHT_WORD times, a word inside it INDEXER_WEIGHT_INNER. */
bool indexer_terms_add(const GArray *found, ShimDocument *document, const char *prefix,
                       bool positions, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets what was learnt where it has become too much; terms that were made before are gone. */
void indexer_terms_limit(IndexerTerms *terms);

/* Words of a phrase stand near each other where at most this number of others is between them. */
#define INDEXER_NEAR_WINDOW 6

/* Adds the filter of each practice that a text of these terms tells of, and the value that says
 * which it is most like (INDEXER_SLOT_LIKE). */
bool indexer_terms_add_practices(const GArray *found, ShimDocument *document,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What compile_practices.c worked out of a practice, or of a question or an area of the instrument,
 * which have no name. All is static. */
typedef struct {
  const char *subject;
  const char *name;
  const char *said; /* what reports say of it, each forms with spaces between: the fields of a
                       sorted line (corpus_sorted_line_next()) */
  const char *term; /* the filter that a text has which tells of it */
  guint32 key;      /* the same as a number: what INDEXER_SLOT_LIKE knows it by */
} IndexerPractice;

/* All of them, in an order that what else was worked out numbers them by. Borrowed, for the life of
 * the program. */
const IndexerPractice *indexer_practices(guint *count);

/* What a word inside a compound counts, beside the compound itself, for what texts are like. */
#define INDEXER_SHARE_OF_INNER 0.4

/* What a form weighs in those that have it, by their places in the list above. */
typedef struct {
  double alone; /* in one that had nothing else */
  guint count;
  struct {
    guint number;
    double weight;
  } practices[];
} IndexerPracticeWeights;

/* The caller g_free()s it. */
IndexerPracticeWeights *indexer_practice_weights(const char *form);

/* What was worked out of practices and the instrument when kompass was built: files of sorted lines
 * (corpus/text/sorted_line.h), as compile_practices.c tells. Static. */
typedef enum {
  INDEXER_TABLE_WORDS,
  INDEXER_TABLE_PRACTICES,
  INDEXER_TABLE_PHRASES,
  INDEXER_TABLE_QUESTIONS,
  INDEXER_TABLES
} IndexerTable;
const CorpusSortedLines *indexer_practices_table(IndexerTable table);

#endif
