/* corpus/reading/stance/stance.h: which way a sentence points, and who is named as a role model.
 *
 * Cues with weights live in corpus/data/stance-cues.ini; negation, hedges and turns ("Däremot …")
 * are handled by rule. */
#ifndef CORPUS_READING_STANCE_STANCE_H
#define CORPUS_READING_STANCE_STANCE_H

#include "corpus/report/report.h"

typedef struct {
  CorpusTag tag; /* strength, improvement, weakness or neutral */
  double weight; /* 0..1: how clearly */
} CorpusStance;

/* The stance of one sentence by itself. */
CorpusStance corpus_stance_of(const char *sentence, gsize length_bytes);

/* Splits the passage's text into sentences, sets the stance of each, and, unless the passage is an
 * item or background, its tag: what it points to on the whole, where a turn ("Dock …") weighs more
 * than what went before it. Items keep the tag of their column. */
void corpus_stance_tag(CorpusPassage *passage);

/* Tags once more the passages of which it is known that they tell of others (corpus_told_find()):
 * praise of another municipality is none of the own. */
void corpus_stance_tag_own(CorpusReport *report);

/* ---- municipalities named in a report, and whether as role models (role_models.c) */

/* Fills report->references from its passages (all but background). One reference for each
 * municipality and sentence: role model where the sentence offers it as an example to learn from
 * (also over a list of names), or praises the report's own municipality (self); a mention where it
 * is a neighbour, a partner, a distance; none where the name means something else (a university is
 * a mention of its town; a town abroad, a person or a product is nothing). The report's own
 * municipality is recorded only where it is praised as an example. */
void corpus_references_find(CorpusReport *report);

#endif
