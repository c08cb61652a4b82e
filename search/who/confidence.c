/* search/who/confidence.c: a logistic regression on what a verdict rests on. */
#include "search/who/confidence.h"

#include <math.h>

#include "corpus/text/knowledge.h"

const char *const SEARCH_FEATURE_NAMES[SEARCH_FEATURES] = {
    "share", "weight", "best", "near", "pieces", "clear", "has", "partial", "words", "unfound"};

/* char * (a feature, or "constant") -> double * (its coefficient). */
typedef struct {
  GHashTable *said, *silent;
} Fits;

static const CorpusKnowledgeField FIELDS[] = {
    {"said", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Fits, said)},
    {"silent", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Fits, silent)},
    {0}};

CORPUS_KNOWLEDGE(fits_table, .file = "who-confidence.ini", .bytes = sizeof(Fits), .fields = FIELDS);

static double
coefficient(GHashTable *fit, const char *name) {
  const double *value = g_hash_table_lookup(fit, name);
  return value != NULL ? *value : 0;
}

double
search_confidence(const SearchFeatures *features, bool silent) {
  const Fits *fits = corpus_knowledge(&fits_table);
  GHashTable *fit = silent ? fits->silent : fits->said;
  double sum = coefficient(fit, "constant");
  for (guint i = 0; i < SEARCH_FEATURES; i++)
    sum += coefficient(fit, SEARCH_FEATURE_NAMES[i]) * features->values[i];
  double unfound = silent ? 0 : features->values[SEARCH_FEATURE_UNFOUND];
  return (1 - unfound) / (1 + exp(-sum)); /* what no report has, no evidence speaks of */
}
