/* corpus/reading/stance/role_models.h: municipalities named in a report, and whether as role
 * models. */
#ifndef CORPUS_READING_STANCE_ROLE_MODELS_H
#define CORPUS_READING_STANCE_ROLE_MODELS_H

#include "corpus/report/report.h"

/* Fills report->references from its passages (all but background). One reference for each
 * municipality and sentence: role model where the sentence offers it as an example to learn from
 * (also over a list of names), or praises the report's own municipality (self); a mention where it
 * is a neighbour, a partner, a distance; none where the name means something else (a university is
 * a mention of its town; a town abroad, a person or a product is nothing). The report's own
 * municipality is recorded only where it is praised as an example. */
void corpus_references_find(CorpusReport *report);

#endif
