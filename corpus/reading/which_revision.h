/* corpus/reading/which_revision.h: which revision of the instrument a report was made with. */
#ifndef CORPUS_READING_WHICH_REVISION_H
#define CORPUS_READING_WHICH_REVISION_H

#include "corpus/instrument/instrument.h"
#include "corpus/source/line.h"

/* The revision whose areas, question texts and points fit the report best; NULL where none that is
 * known does. tables: of corpus_scores_find(). year: of the evaluation as the report has it, 0 =
 * not known; nothing else can tell it, least of all a file's name. */
const CorpusInstrument *corpus_revision_find(const GPtrArray *lines, const GPtrArray *tables,
                                             unsigned year);

/* The areas and questions of a revision, those that are not known as the report prints them. known:
 * NULL = no revision that is known. The caller frees it with corpus_instrument_free(). */
CorpusInstrument *corpus_revision_of_report(const CorpusInstrument *known, const GPtrArray *lines,
                                            const GPtrArray *tables);

#endif
