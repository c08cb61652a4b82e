/* corpus/places/municipality_rows.h: the rows of municipalities.tsv with all that they say.
 *
 * Internal to corpus/places/; what others need is in corpus/places/municipality.h. */
#ifndef CORPUS_PLACES_MUNICIPALITY_ROWS_H
#define CORPUS_PLACES_MUNICIPALITY_ROWS_H

#include "corpus/places/municipality.h"

typedef struct {
  CorpusMunicipality place;
  char **variants; /* NULL-terminated: other ways to write the name */
  bool is_word;    /* the name is also an ordinary word */
  bool is_person;  /* the name is also a first name or a surname */
} CorpusMunicipalityRow;

/* By code: CorpusMunicipalityRow *. Lives as long as the program. */
const GPtrArray *corpus_municipality_rows(void);

/* Whether the name takes an s in the genitive ("Köping", but not "Västerås"). */
bool corpus_municipality_takes_s(const char *name);

#endif
