/* corpus/reading/stance/stance.h: which way a sentence points.
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

#endif
