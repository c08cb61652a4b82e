/* corpus/reading/which_revision.h: which revision of the instrument a report was made with.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_WHICH_REVISION_H
#define CORPUS_READING_WHICH_REVISION_H

#include "corpus/instrument/instrument.h"
#include "corpus/source/line.h"

/* The revision whose areas, question texts and points fit the report best; its year is weak
 * evidence. tables: of corpus_scores_find(). name: the source's base name. Never NULL where any
 * revision is known. */
const CorpusInstrument *corpus_revision_find(const GPtrArray *lines, const GPtrArray *tables,
                                             const char *name);

#endif
