/* indexer/vocabulary.h: the words that the reports of an index use, with what they come down to.
 *
 * Written with every update and stored in the index, so that the searcher has it with any kind of
 * index, remote ones too: for spelling, and so that a query needs no dictionary for words that the
 * reports have. */
#ifndef INDEXER_VOCABULARY_H
#define INDEXER_VOCABULARY_H

#include <glib.h>
#include <stdbool.h>

typedef struct IndexerVocabulary IndexerVocabulary;

typedef struct {
  const char
      *word;    /* as corpus/text/words.h cuts it; borrowed from the vocabulary, or whoever asked */
  char *form;   /* corpus/language/form.h */
  char **parts; /* forms of the compound's parts; NULL = no compound */
  unsigned count; /* how often the reports have the word */
  bool unknown;   /* the dictionary does not have it: a name, a slip, a new word */
} IndexerVocabularyEntry;

/* Collects words. word: as corpus/text/words.h cuts it; form and parts as above, copied; unknown as
 * above. Adding a word again only counts. */
IndexerVocabulary *indexer_vocabulary_new(void);
void indexer_vocabulary_free(IndexerVocabulary *vocabulary); /* NULL is fine */
void indexer_vocabulary_add(IndexerVocabulary *vocabulary, const char *word, const char *form,
                            const char *const *parts, bool unknown);
/* Is the word there? Then counts it once more. For collectors, to spare themselves the forms. */
bool indexer_vocabulary_count(IndexerVocabulary *vocabulary, const char *word);

/* A new one that collects on from one that was stored. */
IndexerVocabulary *indexer_vocabulary_resume(const IndexerVocabulary *stored);
/* Counts a word once less; with the last it is gone. It may be another collector, whose counts are
 * taken over, that has counted it. */
void indexer_vocabulary_discount(IndexerVocabulary *vocabulary, const char *word);
/* Counts what another has counted, and frees that; the order in which several are taken makes no
 * difference. */
void indexer_vocabulary_take(IndexerVocabulary *vocabulary, IndexerVocabulary *other);

/* What is stored: the words in pieces (GBytes *), and the compounds by their parts. The caller
 * unrefs it. */
GPtrArray *indexer_vocabulary_to_pieces(const IndexerVocabulary *vocabulary);
GBytes *indexer_vocabulary_compounds(const IndexerVocabulary *vocabulary);

/* A vocabulary to look words up in, from what was stored; bytes that are none hold nothing or
 * something, and no worse. compounds: NULL = none are known. Takes both. */
IndexerVocabulary *indexer_vocabulary_from_pieces(GPtrArray *pieces, GBytes *compounds);

/* false, and entry all zero, where the word is not there. Clear with indexer_vocabulary_clear(). */
bool indexer_vocabulary_find(const IndexerVocabulary *vocabulary, const char *word,
                             IndexerVocabularyEntry *entry);
void indexer_vocabulary_clear(IndexerVocabularyEntry *entry);

/* The same for whoever asks for many words and keeps nothing: writes over form and parts, which has
 * the forms of the parts with spaces between. count_unknown: twice the count, and one more where
 * the word is unknown. */
bool indexer_vocabulary_look(const IndexerVocabulary *vocabulary, const char *word, GString *form,
                             GString *parts, unsigned *count_unknown);

/* The forms of the compounds of two parts that two forms make up, in either order; NULL where there
 * are none. The caller frees them (g_strfreev()). */
char **indexer_vocabulary_join(const IndexerVocabulary *vocabulary, const char *a, const char *b);

guint indexer_vocabulary_size(const IndexerVocabulary *vocabulary);
/* The word at a place (0 … size - 1) in the order of bytes, and how often it is used (count: NULL
 * is fine). Borrowed. */
const char *indexer_vocabulary_at(const IndexerVocabulary *vocabulary, guint place,
                                  unsigned *count);

/* Calls visitor with each word that is used `least` times or more, in the order of bytes; borrowed
 * for the call. To go through all of them this takes far less than to ask for each. */
typedef void (*IndexerVocabularyVisitor)(const char *word, unsigned count, void *context);
void indexer_vocabulary_each(const IndexerVocabulary *vocabulary, unsigned least,
                             IndexerVocabularyVisitor visitor, void *context);

/* The places of the words that begin so, first to end - 1: they stand together. "" = all words. */
typedef struct {
  guint first, end;
} IndexerVocabularyPlaces;
IndexerVocabularyPlaces indexer_vocabulary_beginning(const IndexerVocabulary *vocabulary,
                                                     const char *beginning);

/* The form of the word at a place, and the word; both borrowed. */
const char *indexer_vocabulary_form_at(const IndexerVocabulary *vocabulary, guint place,
                                       const char **word);

/* ---- compounds by their parts (indexer/compounds.c) ---- */

/* Collects them. */
typedef struct IndexerCompounds IndexerCompounds;
IndexerCompounds *indexer_compounds_new(void);
/* form: borrowed until the end. joined: the forms of its parts, with spaces between; those of other
 * than two are passed over. */
void indexer_compounds_add(IndexerCompounds *compounds, const char *form, const char *joined);
/* What is stored, which the caller unrefs; frees the collector. */
GBytes *indexer_compounds_finish(IndexerCompounds *compounds);

/* As indexer_vocabulary_join(). table: what was stored; bytes that are none hold nothing or
 * something, and no worse. */
char **indexer_compounds_of(GBytes *table, const char *a, const char *b);

#endif
