/* corpus/language/spelling.h: the word that was probably meant.
 *
 * Knows the words of an index, not a dictionary: a correction that finds nothing helps nobody. Kept
 * with the searcher, as Xapian's own spelling data does not cross to remote shards. */
#ifndef CORPUS_LANGUAGE_SPELLING_H
#define CORPUS_LANGUAGE_SPELLING_H

#include <glib.h>

typedef struct CorpusSpeller CorpusSpeller;

/* One that knows no words yet. */
CorpusSpeller *corpus_speller_new(void);
void corpus_speller_free(CorpusSpeller *speller); /* NULL is fine */

/* Makes a word known; count: how often the reports have it. word is copied. */
void corpus_speller_add(CorpusSpeller *speller, const char *word, unsigned count);

/* The known word that is nearest to a lower-case word, or NULL where none is near: the same letters
 * without dots and accents first ("medborgarforslag"), then one letter doubled, left out, put in,
 * changed or swapped (words of 4-7 letters), or two such (from 8 letters). Of equally near ones the
 * most frequent. Borrowed, until the next add or the free. */
const char *corpus_speller_correct(const CorpusSpeller *speller, const char *word);

/* The same among words that were added with a count of at least `least`. Borrowed as above. */
const char *corpus_speller_correct_to(const CorpusSpeller *speller, const char *word,
                                      unsigned least);

/* The same for a word that may be right: from 8 letters one error, from 15 two. Borrowed as above.
 */
const char *corpus_speller_correct_surely(const CorpusSpeller *speller, const char *word);

/* The same, only where no other word can be meant: the letters are the same but for dots and
 * accents, or, from 8 letters, for one doubled or halved. Borrowed as above. */
const char *corpus_speller_respell(const CorpusSpeller *speller, const char *word);

#endif
