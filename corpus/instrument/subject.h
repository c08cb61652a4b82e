/* corpus/instrument/subject.h: which areas and questions of the revisions are about the same.
 *
 * Read from corpus/data/subjects.ini. A subject is named after an area ("4") or a question ("1.5")
 * of one revision. Points are never compared by it: it says where else to look for a matter. */
#ifndef CORPUS_INSTRUMENT_SUBJECT_H
#define CORPUS_INSTRUMENT_SUBJECT_H

#include "corpus/instrument/instrument.h"

/* The revision that subjects are named after. */
unsigned corpus_subject_revision(void);

/* The area or question of revision `to` that is about the same as id of revision `from`; "" where
 * there is none that is known. Static, or the id itself. */
const char *corpus_subject_in(unsigned from, const char *id, unsigned to);
/* The same for an area by its number; 0 = none. */
unsigned corpus_subject_area_in(unsigned from, unsigned area, unsigned to);

/* What the subject of an area or question is called: "Ledarskap, ansvar och delegation"; NULL where
 * it has none. Static. */
const char *corpus_subject_name(unsigned revision, const char *id);

#endif
