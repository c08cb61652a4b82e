/* corpus/reading/passages.h: cuts the blocks of a report into passages.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_PASSAGES_H
#define CORPUS_READING_PASSAGES_H

#include "corpus/reading/lines/join_lines.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/report/report.h"

/* Fills report->passages from the outline: a passage a paragraph, a table item and a footnote, in
 * the order in which they stand, tagged and numbered. */
void corpus_passages_read(CorpusReport *report, const CorpusLines *source, const GPtrArray *blocks,
                          const CorpusInstrument *instrument, const CorpusVocabulary *vocabulary,
                          CorpusLexicon *lexicon);

#endif
