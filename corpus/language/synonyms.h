/* corpus/language/synonyms.h: words that mean the same in this field (corpus/data/synonyms.txt). */
#ifndef CORPUS_LANGUAGE_SYNONYMS_H
#define CORPUS_LANGUAGE_SYNONYMS_H

#include <glib.h>

/* How near an entry's meaning is to that of the words that find it. */
typedef enum {
  CORPUS_SAME,  /* "a, b": the same thing */
  CORPUS_AMONG, /* "a > b": b is an a, or says that there is an a */
  CORPUS_AKIN   /* "a ~ b": another thing, but what to read for who asks for a */
} CorpusKinship;

typedef struct {
  const char *words; /* as written in the file; lives as long as the program */
  CorpusKinship kinship;
} CorpusSynonym;

/* What else finds a word or a run of words, as written in the file (base forms, several words with
 * single spaces). words: lower-case words joined by single spaces, in base form or as forms already
 * (corpus/language/form.h); other inflections as far as the stemmer goes. In the file's order,
 * without doubles (the nearest kinship counts) and without the words themselves. An empty array
 * where there are none. A GArray of CorpusSynonym, which the caller unrefs. Thread-safe. */
GArray *corpus_synonyms_of(const char *words);

/* Adds one to what corpus_synonyms_of() gave, unless it is there: then the nearer kinship counts.
 * An entry is known by its pointer. */
void corpus_synonyms_add(GArray *synonyms, CorpusSynonym synonym);

/* Every entry of the file, as written there, each once. Borrowed, for the life of the program. */
const GPtrArray *corpus_synonyms_entries(void);

/* Words that begin alike in so many bytes are looked at together: the stemmer leaves as many
 * standing, where there are. */
#define CORPUS_ALIKE_BYTES 3

/* The entries of which a word begins as this one does, without hyphens, and some others, in the
 * file's order; each once, and the same pointers as CorpusSynonym has. The caller unrefs the array.
 */
GPtrArray *corpus_synonyms_like(const char *word);

/* The largest number of words in an entry: no longer run needs to be looked up. */
guint corpus_synonyms_longest(void);

#endif
