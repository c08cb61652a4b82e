/* corpus/revision.h: which revision of the instrument a report was made with.
 *
 * Internal to corpus/. */
#ifndef CORPUS_REVISION_H
#define CORPUS_REVISION_H

#include "corpus/instrument.h"
#include "corpus/line.h"

/* The revision whose areas, question texts and points fit the report best; its year is weak
 * evidence. tables: of corpus_scores_find(). name: the source's base name. Never NULL where any
 * revision is known. */
const CorpusInstrument *corpus_revision_find(const GPtrArray *lines, const GPtrArray *tables,
                                             const char *name);

/* The revision that was in use in a year: the newest that is not younger; NULL if there is none. */
const CorpusInstrument *corpus_revision_of_year(unsigned year);

#endif
