/* search/benchmark/role_model_ranking.h: role models (förebilder): who is named, by whom, for what.
 */
#ifndef SEARCH_BENCHMARK_ROLE_MODEL_RANKING_H
#define SEARCH_BENCHMARK_ROLE_MODEL_RANKING_H

#include "corpus/report/report.h"
#include "search/ask/filters.h"

typedef struct {
  const CorpusReport *source;       /* the report that names it; borrowed */
  const CorpusReference *reference; /* borrowed from the report */
} SearchModelReference;

typedef struct {
  const CorpusMunicipality *model;
  unsigned count; /* how often another's report offers it as a model, or names it as is asked for */
  GPtrArray *sources; /* const CorpusMunicipality *: whose reports do, by name; owned */
  guint64 areas; /* bit n set = in area n, as the revision calls it that subjects are named after */
} SearchModelRank;

typedef struct {
  GPtrArray *references; /* SearchModelReference *, by report, then in the order of the text */
  unsigned total;        /* how many there are without limit and offset */
  GArray *ranking;       /* SearchModelRank over all of them, named most first */
  GPtrArray *notices;    /* CorpusNotice *: where there are none, how many the filters keep back */
} SearchModels;

/* reports: const CorpusReport *, which must outlive the answer. models: const CorpusMunicipality *,
 * those to show as the ones named; empty = all. A limit holds only where one was asked for. The
 * caller frees the answer. */
SearchModels *search_models(const GPtrArray *reports, const SearchFilters *filters,
                            const GPtrArray *models);
void search_models_free(SearchModels *models); /* NULL is fine */

/* A reference that can be pasted into a report: who is named, by which municipality's report, year,
 * file, area, question, page, and the sentence. The caller frees it. */
char *search_models_cite(const SearchModelReference *reference);

#endif
