/* corpus/synonyms.h: words that mean the same in this field (corpus/data/synonyms.txt). */
#ifndef CORPUS_SYNONYMS_H
#define CORPUS_SYNONYMS_H

#include <glib.h>

/* What else finds a word or a run of words, as written in the file (base forms, several words with
 * single spaces). words: lower-case words joined by single spaces, in base form or as forms already
 * (corpus/form.h); other inflections as far as the stemmer goes. Entries of groups that hold the
 * words come first, in the file's order, without doubles and without the words themselves. An empty
 * array where there are none. A GPtrArray of borrowed strings (const char *) that live as long as
 * the program; the caller unrefs the array. Thread-safe. */
GPtrArray *corpus_synonyms_of(const char *words);

/* Every entry of the file, as written there, each once. Borrowed, for the life of the program. */
const GPtrArray *corpus_synonyms_entries(void);

/* The largest number of words in an entry: no longer run needs to be looked up. */
guint corpus_synonyms_longest(void);

#endif
