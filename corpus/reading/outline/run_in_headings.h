/* corpus/reading/outline/run_in_headings.h: headings that stand in the first line of their text.
 * Internal to the room. */
#ifndef CORPUS_READING_OUTLINE_RUN_IN_HEADINGS_H
#define CORPUS_READING_OUTLINE_RUN_IN_HEADINGS_H

#include "corpus/reading/outline/heading.h"

/* The known heading with which the paragraph that begins at `at` opens; it may end in its second
 * line. scores: CorpusScoreTable *, whose rows name the questions. guessed: the lines are those of
 * a transcript. question: NULL where every report has the heading. The caller's; NULL = none. */
char *corpus_run_in_heading_at(const CorpusHeadingContext *context, const GPtrArray *scores,
                               bool guessed, guint at, const CorpusQuestion **question);

#endif
