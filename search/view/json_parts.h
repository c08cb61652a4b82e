/* search/view/json_parts.h: the JSON objects that several answers have in common. */
#ifndef SEARCH_VIEW_JSON_PARTS_H
#define SEARCH_VIEW_JSON_PARTS_H

#include "corpus/report/report.h"
#include "search/query/excerpt.h"
#include "search/view/json.h"
#include "search/benchmark/role_model_ranking.h"
#include "search/query/query_plan.h"

/* All give new objects (or NULL for "none", which search_json_take() writes as null). */
SearchJson *search_view_report(const CorpusReport *report);
SearchJson *search_view_municipality(const CorpusMunicipality *municipality);
SearchJson *search_view_question(const CorpusReport *report, const char *id);
SearchJson *search_view_passage(const CorpusReport *report, const CorpusPassage *passage);
SearchJson *search_view_reference(const SearchModelReference *found);
SearchJson *search_view_highlights(const SearchExcerpt *excerpt);
/* An array of texts. */
SearchJson *search_view_texts(const GPtrArray *texts /* char * */);

/* How a query was understood; see search_view_plan_text(). */
SearchJson *search_view_plan_json(const SearchPlan *plan);

#endif
