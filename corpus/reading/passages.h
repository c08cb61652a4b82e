/* corpus/reading/passages.h: cuts the blocks of a report into passages.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_PASSAGES_H
#define CORPUS_READING_PASSAGES_H

#include "corpus/reading/lines/join_lines.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/report/report.h"

/* Fills report->passages from the outline: a passage a paragraph and a passage a table item, in the
 * order in which they stand, tagged and numbered. */
void corpus_passages_read(CorpusReport *report, const GPtrArray *lines, const GPtrArray *blocks,
                          const CorpusInstrument *instrument, const CorpusVocabulary *vocabulary,
                          CorpusLexicon *lexicon);

/* Adds a passage for each footnote (CorpusNote *), in the chapter of the line that it belongs to.
 */
void corpus_passages_add_notes(CorpusReport *report, const GPtrArray *notes,
                               const GPtrArray *blocks);

#endif
