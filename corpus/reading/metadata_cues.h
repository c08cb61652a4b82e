/* corpus/reading/metadata_cues.h: the weighted cues of corpus/data/metadata.ini.
 *
 * Internal to corpus/reading/metadata.c. */
#ifndef CORPUS_READING_METADATA_CUES_H
#define CORPUS_READING_METADATA_CUES_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  double weight;
  GRegex *pattern;
} CorpusMetadataCue;

typedef struct {
  GArray *municipality, *evaluation, *total; /* CorpusMetadataCue, in order */
  GArray *cover;                             /* the same; named group year */
  GRegex *date;                  /* of a sentence that tells when the evaluation was made */
  GRegex *earlier;               /* of a sentence that tells of an earlier one */
  GRegex *month_and_year;        /* named groups month, year */
  GHashTable *months, *ordinals; /* lower-case word -> GUINT_TO_POINTER(number) */
} CorpusMetadataCues;

/* The placeholder of a name in the municipality cues. */
#define CORPUS_METADATA_NAME "@"

/* Read once; lives as long as the program. A malformed cue is left out
 * (tests/corpus/reading/metadata.c guards that there is none). */
const CorpusMetadataCues *corpus_metadata_cues(void);

#endif
