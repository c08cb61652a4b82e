/* search/ask/scores_beside.h: the scores that stand beside a passage. */
#ifndef SEARCH_ASK_SCORES_BESIDE_H
#define SEARCH_ASK_SCORES_BESIDE_H

#include "corpus/report/report.h"

/* What the report's score table says of an area or of a question; where it says nothing, the name
 * is the instrument's and the figures are -1. Text is borrowed from the report or the instrument;
 * an id that neither has is the caller's. */
typedef struct {
  unsigned area;    /* its number */
  const char *id;   /* "1.5"; NULL for an area */
  const char *name; /* the area's name, the question's text; NULL if nobody knows it */
  int score, max, percent;
} SearchFigures;

/* false if area is 0: the passage belongs to none. */
bool search_figures_area(const CorpusReport *report, unsigned area, SearchFigures *figures);
/* false if id is "": the passage belongs to no one question. */
bool search_figures_question(const CorpusReport *report, const char *id, SearchFigures *figures);

#endif
