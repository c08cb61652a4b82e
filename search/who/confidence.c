/* search/who/confidence.c: a logistic regression on what a verdict rests on. */
#include "search/who/confidence.h"

#include <math.h>

#include "corpus/text/knowledge.h"

const char *const SEARCH_FEATURE_NAMES[SEARCH_FEATURES] = {
    "share", "weight", "best", "near", "pieces", "clear", "has", "partial", "words", "unfound"};

/* Coefficients of a constant and of the features. */
typedef struct {
  double constant, of[SEARCH_FEATURES];
} Fit;

typedef struct {
  GHashTable *said_lines, *silent_lines; /* char * (a feature, or "constant") -> double * */
  Fit said, silent;
} Fits;

static const CorpusKnowledgeField FIELDS[] = {
    {"said", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Fits, said_lines)},
    {"silent", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Fits, silent_lines)},
    {0}};

static double
coefficient(GHashTable *lines, const char *name) {
  const double *value = g_hash_table_lookup(lines, name);
  return value != NULL ? *value : 0;
}

static void
take_fit(GHashTable *lines, Fit *fit) {
  fit->constant = coefficient(lines, "constant");
  for (guint i = 0; i < SEARCH_FEATURES; i++)
    fit->of[i] = coefficient(lines, SEARCH_FEATURE_NAMES[i]);
}

/* Each report of an index is asked for. */
static bool
take_fits(gpointer table, G_GNUC_UNUSED GError **error) {
  Fits *fits = table;
  take_fit(fits->said_lines, &fits->said);
  take_fit(fits->silent_lines, &fits->silent);
  return true;
}

CORPUS_KNOWLEDGE(fits_table, .file = "who-confidence.ini", .bytes = sizeof(Fits), .fields = FIELDS,
                 .finish = take_fits);

double
search_confidence(const SearchFeatures *features, bool silent) {
  const Fits *fits = corpus_knowledge(&fits_table);
  const Fit *fit = silent ? &fits->silent : &fits->said;
  double sum = fit->constant;
  for (guint i = 0; i < SEARCH_FEATURES; i++)
    sum += fit->of[i] * features->values[i];
  double unfound = silent ? 0 : features->values[SEARCH_FEATURE_UNFOUND];
  return (1 - unfound) / (1 + exp(-sum)); /* what no report has, no evidence speaks of */
}
