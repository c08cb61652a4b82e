/* corpus/places/municipality_table.h: the rows of municipalities.tsv with all that they say.
 *
 * Internal to corpus/; what others need is in corpus/places/municipality.h. */
#ifndef CORPUS_PLACES_MUNICIPALITY_TABLE_H
#define CORPUS_PLACES_MUNICIPALITY_TABLE_H

#include "corpus/places/municipality.h"

typedef struct {
  CorpusMunicipality place;
  char **variants; /* NULL-terminated: other ways to write the name */
  bool is_word;    /* the name is also an ordinary word */
  bool is_person;  /* the name is also a first name or a surname */
} CorpusMunicipalityRow;

/* The rows by code, a GPtrArray of CorpusMunicipalityRow *; lives as long as the program. NULL with
 * CORPUS_ERROR_DATA, which names the line, where the data file is malformed. */
const GPtrArray *corpus_municipality_table(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Does the name take an s in the genitive ("Köping", but not "Västerås")? */
bool corpus_municipality_takes_s(const char *name);

#endif
