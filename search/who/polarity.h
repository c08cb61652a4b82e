/* search/who/polarity.h: what a sentence says of its topic: that it is there, partly, or not.
 *
 * The words that say so stand in corpus/data/who-cues.ini; here is how they work together: only
 * what is said in the topic's clause counts in full, negation turns what it stands by, a proposal
 * of something new tells that it is missing, one of something better that it is there. */
#ifndef SEARCH_WHO_POLARITY_H
#define SEARCH_WHO_POLARITY_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"
#include "corpus/reading/stance/statement.h"

/* How strongly each is said; 0 = not at all. */
typedef struct {
  double has;
  double partly;  /* in some places, begun, decided, now and then */
  double lacking; /* there, but not good enough */
  double missing; /* not there, or proposed */
} SearchPolarity;

/* kind, tag: of the passage; a table's item speaks by its column. Marks cues as used. */
SearchPolarity search_polarity(CorpusStatement *sentence, CorpusKind kind, CorpusTag tag);

/* Does a sentence without the topic's words end or turn what the one before it said of the topic
 * ("Numera används de inte.")? What it says is then in `after`. */
bool search_polarity_taken_back(CorpusStatement *next, const SearchPolarity *before,
                                SearchPolarity *after);

/* May that be, by its words (CorpusWord) alone? Most sentences need not be taken apart to tell. */
bool search_polarity_may_take_back(const GArray *words);

/* Do the words (CorpusWord) open with a "det" that stands for nothing ("Det finns …")? */
bool search_polarity_opens_empty(const GArray *words);

/* Turns "it is there" into "in part", as that is the most that can be said of what is only thought
 * of. */
void search_polarity_prepared(SearchPolarity *polarity);

#endif
