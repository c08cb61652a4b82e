/* corpus/reading/scores/score_rows.h: the rows of one score table.
 *
 * Internal to corpus/reading/scores/score_tables.c. */
#ifndef CORPUS_READING_SCORES_SCORE_ROWS_H
#define CORPUS_READING_SCORES_SCORE_ROWS_H

#include "corpus/reading/scores/score_tables.h"

/* "1.3 Hur informeras …": the numbers, and where the text begins. false if the text begins no row.
 */
bool corpus_score_row_start(const char *text, unsigned *area, unsigned *number, gsize *rest_bytes);

/* Reads rows from lines[at] on into the table, up to its sum row or to what is no part of it;
 * table->last becomes its last line. columns: figures a row, 0 = not known. numbered: rows begin
 * with their number ("1.1"), which must be that of table->area. */
void corpus_score_rows_read(const GPtrArray *lines, guint at, guint columns, bool numbered,
                            CorpusScoreTable *table);

#endif
