/* search/learn/strength.h: the part of a passage that tells what is done well.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_STRENGTH_H
#define SEARCH_LEARN_STRENGTH_H

#include "search/learn/subject.h"

/* Sentences side by side of which none points the other way, and that fit an excerpt. */
typedef struct {
  gsize start_bytes, end_bytes; /* equal = there are none */
  double cover;                 /* of the subject, 0..1 */
  double clear; /* 0..1: how clearly the clearest of them is a strength; 0 = none is */
} SearchStrength;

/* Of the sentences that praise the report's own municipality those that say most of the subject
 * (NULL = none is asked for), and of these the ones that praise most. An item of the strengths is a
 * strength as a whole. terms: of the whole text, as indexer_terms_of_text() gives them. */
SearchStrength search_strength_of(const CorpusReport *report, const CorpusPassage *passage,
                                  const SearchSubject *subject, const GArray *terms);

#endif
