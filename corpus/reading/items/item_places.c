/* corpus/reading/items/item_places.c: room on lines and space between lines, in points. */
#include "corpus/reading/items/item_places.h"

#include <math.h>

static const double WIDER = 1.15; /* times the usual distance: a space between two items */

double
corpus_table_room(const CorpusTable *table, guint position) {
  const CorpusTableLine *line = corpus_table_line(table, position);
  double width = line->line->right - line->line->left, reach = line->line->right;
  if (isnan(width) || line->column < 0 || line->chars == 0)
    return NAN;
  for (guint i = 0; i < table->lines->len; i++) {
    const CorpusTableLine *other = corpus_table_line(table, i);
    if (other->column == line->column && other->line->right > reach)
      reach = other->line->right;
  }
  return (reach - line->line->right) / (width / (double)line->chars);
}

/* From one line to the next of its column on one page; NAN where that is not known. */
static double
distance_before(const CorpusTable *table, guint position) {
  const CorpusTableLine *line = corpus_table_line(table, position);
  const CorpusTableLine *before = corpus_table_line(table, position - 1);
  bool together = line->line->page == before->line->page && line->column == before->column;
  double distance = line->line->top - before->line->top;
  return together && distance > 0 ? distance : NAN;
}

/* The least distance is that within items; it tells something where others are wider. */
CorpusTableSpacing
corpus_table_spacing(const CorpusTable *table) {
  CorpusTableSpacing spacing = {NAN, false};
  guint measured = 0, wider = 0;
  for (guint i = 1; i < table->lines->len; i++) {
    double distance = distance_before(table, i);
    measured += !isnan(distance);
    spacing.within = fmin(spacing.within, distance);
  }
  for (guint i = 1; i < table->lines->len; i++)
    wider += distance_before(table, i) > WIDER * spacing.within;
  spacing.tells = wider * 6 > measured;
  return spacing;
}

int
corpus_table_spacing_sign(const CorpusTable *table, const CorpusTableSpacing *spacing,
                          guint position) {
  double distance = distance_before(table, position);
  if (!spacing->tells || isnan(distance))
    return 0;
  return distance > WIDER * spacing->within ? 1 : -1;
}
