/* corpus/reading/metadata.h: whose report it is, and of when.
 *
 * Decides by weight of evidence: templates hold errors. */
#ifndef CORPUS_READING_METADATA_H
#define CORPUS_READING_METADATA_H

#include "corpus/places/municipality.h"

typedef struct {
  const CorpusMunicipality *municipality; /* NULL = not found */
  const CorpusMunicipality *second;       /* evaluated together with it; NULL = none */
  unsigned year, month;                   /* of the evaluation, 0 = not stated */
  unsigned evaluation;                    /* ordinal, 0 = not stated */
  int stated_total;                       /* -1 = not stated */
} CorpusMetadata;

/* general: the text of the report outside the areas' chapters (title, summary, appendices), as
 * running text; a line break stands where a cover's line or a heading ends. areas: the text of the
 * chapters. name: the source's base name, weak evidence. */
CorpusMetadata corpus_metadata_read(const char *general, const char *areas, const char *name);

#endif
