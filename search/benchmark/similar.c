/* search/benchmark/similar.c: weighs how far municipalities are from one, part by part. */
#include "search/benchmark/benchmark.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/error.h"

#define COUNTY N_("county")
#define GROUP N_("group")
#define LEAST_COMPARED 0.5 /* of the weights */
#define SAME_DISTANCE 1e-9

/* What search_similar() was asked. */
typedef struct {
  const SearchFilters *filters;
  const GPtrArray *groups;
  const CorpusMunicipality *municipality;
  const CorpusReport *own; /* once it is chosen */
} Asked;

static void
alike_free(gpointer data) {
  SearchAlike *alike = data;
  g_array_unref(alike->parts);
  g_free(alike);
}

void
search_similar_free(SearchSimilar *similar) {
  if (similar == NULL)
    return;
  g_array_unref(similar->weights);
  g_ptr_array_unref(similar->others);
  g_free(similar);
}

/* ---- what is weighed ---- */

/* The weight that was asked for, else the usual one. Areas are numbered as in the filters. */
static double
weight_of(const Asked *asked, const char *what, double usual) {
  unsigned numbering = search_filters_numbering(asked->filters);
  double weight = usual;
  for (guint i = 0; i < asked->filters->weights->len; i++) {
    const SearchWeight *wish = &g_array_index(asked->filters->weights, SearchWeight, i);
    const char *here = g_ascii_isdigit(*wish->what)
                           ? corpus_subject_in(numbering, wish->what, asked->own->revision)
                           : wish->what;
    weight = strcmp(here, what) == 0 ? wish->weight : weight;
  }
  return weight;
}

static void
add_weight(const Asked *asked, SearchSimilar *similar, const char *what, const char *name,
           double usual) {
  SearchWeighed weighed = {.name = name, .weight = weight_of(asked, what, usual)};
  g_strlcpy(weighed.what, what, sizeof weighed.what);
  if (weighed.weight > 0)
    g_array_append_val(similar->weights, weighed);
}

static bool
is_in(const SearchGroup *group, const CorpusMunicipality *municipality) {
  return g_ptr_array_find(group->members, municipality, NULL);
}

/* Are the two in one of the groups? other: NULL = is the one in any? */
static bool
shares_group(const GPtrArray *groups, const CorpusMunicipality *one,
             const CorpusMunicipality *other) {
  bool shares = false;
  for (guint i = 0; groups != NULL && i < groups->len && !shares; i++)
    shares = is_in(groups->pdata[i], one) && (other == NULL || is_in(groups->pdata[i], other));
  return shares;
}

static void
choose_weights(const Asked *asked, SearchSimilar *similar) {
  for (guint i = 0; i < asked->own->areas->len; i++) {
    const CorpusAreaScore *area = asked->own->areas->pdata[i];
    char what[SEARCH_FIGURE_ID_BYTES];
    search_figure_of_area(area->number, what);
    if (area->score >= 0 &&
        search_filters_accept_area(asked->filters, asked->own->revision, area->number))
      add_weight(asked, similar, what, area->name, SEARCH_WEIGHT_AREA);
  }
  add_weight(asked, similar, COUNTY, asked->municipality->county, SEARCH_WEIGHT_COUNTY);
  if (shares_group(asked->groups, asked->municipality, NULL))
    add_weight(asked, similar, GROUP, NULL, SEARCH_WEIGHT_GROUP);
}

/* ---- how far one is ---- */

/* Points that the area gives; where nobody says, the most that one of those compared has. */
static int
points_of(const Asked *asked, const GPtrArray *others, unsigned area) {
  int points = search_area_points(asked->own, corpus_report_area(asked->own, area));
  int most = corpus_report_area(asked->own, area)->score;
  for (guint i = 0; i < others->len; i++) {
    const CorpusAreaScore *there = corpus_report_area(others->pdata[i], area);
    most = there != NULL ? MAX(most, there->score) : most;
  }
  return points > 0 ? points : MAX(most, 1);
}

static SearchAlikePart
part_of(const Asked *asked, const GPtrArray *others, const CorpusReport *report,
        const SearchWeighed *weighed) {
  SearchAlikePart part = {.own = -1, .theirs = -1, .difference = NAN};
  if (strcmp(weighed->what, COUNTY) == 0) {
    bool same = strcmp(report->municipality->county, asked->municipality->county) == 0;
    part.difference = same ? 0 : 100;
  } else if (strcmp(weighed->what, GROUP) == 0) {
    bool same = shares_group(asked->groups, asked->municipality, report->municipality);
    part.difference = same ? 0 : 100;
  } else {
    part.own = search_figure_score(asked->own, weighed->what);
    if (search_figures_compare(asked->own, report, weighed->what))
      part.theirs = search_figure_score(report, weighed->what);
    if (part.theirs >= 0)
      part.difference = 100.0 * abs(part.own - part.theirs) /
                        points_of(asked, others, (unsigned)atoi(weighed->what));
  }
  return part;
}

/* NULL where too little of the two can be compared. */
static SearchAlike *
alike_new(const Asked *asked, const SearchSimilar *similar, const GPtrArray *others,
          const CorpusReport *report) {
  SearchAlike *alike = g_new0(SearchAlike, 1);
  double all = 0, compared = 0;
  alike->report = report;
  alike->parts = g_array_new(FALSE, FALSE, sizeof(SearchAlikePart));
  for (guint i = 0; i < similar->weights->len; i++) {
    const SearchWeighed *weighed = &g_array_index(similar->weights, SearchWeighed, i);
    SearchAlikePart part = part_of(asked, others, report, weighed);
    all += weighed->weight;
    compared += isnan(part.difference) ? 0 : weighed->weight;
    g_array_append_val(alike->parts, part);
  }
  for (guint i = 0; i < similar->weights->len; i++) {
    SearchAlikePart *part = &g_array_index(alike->parts, SearchAlikePart, i);
    double weight = g_array_index(similar->weights, SearchWeighed, i).weight;
    part->contribution = isnan(part->difference) ? NAN : weight * part->difference / compared;
    alike->distance += isnan(part->difference) ? 0 : part->contribution;
  }
  alike->compared = all > 0 ? compared / all : 0;
  if (alike->compared < LEAST_COMPARED)
    g_clear_pointer(&alike, alike_free);
  return alike;
}

/* ---- all ---- */

static bool
is_own(const CorpusReport *report, const void *context) {
  const Asked *asked = context;
  return report->municipality == asked->municipality &&
         search_filters_accept_class(asked->filters, report);
}

static bool
is_other(const CorpusReport *report, const void *context) {
  const Asked *asked = context;
  return report->municipality != NULL && report->municipality != asked->municipality &&
         search_filters_accept_compared(asked->filters, report->municipality) &&
         search_reports_compare(asked->own, report);
}

static int
compare_alike(gconstpointer a, gconstpointer b) {
  const SearchAlike *left = *(const SearchAlike *const *)a, *right = *(const SearchAlike *const *)b;
  if (fabs(left->distance - right->distance) > SAME_DISTANCE)
    return left->distance < right->distance ? -1 : 1;
  return strcmp(left->report->id, right->report->id);
}

static void
rank_all(const GPtrArray *others) {
  for (guint i = 0; i < others->len; i++) {
    SearchAlike *alike = others->pdata[i];
    const SearchAlike *before = i > 0 ? others->pdata[i - 1] : NULL;
    bool same = before != NULL && fabs(before->distance - alike->distance) <= SAME_DISTANCE;
    alike->rank = same ? before->rank : i + 1;
  }
}

static void
find_others(const Asked *asked, const GPtrArray *reports, SearchSimilar *similar) {
  GPtrArray *others = search_newest_reports(reports, is_other, asked);
  for (guint i = 0; i < others->len; i++) {
    SearchAlike *alike = alike_new(asked, similar, others, others->pdata[i]);
    if (alike != NULL)
      g_ptr_array_add(similar->others, alike);
  }
  g_ptr_array_sort(similar->others, compare_alike);
  rank_all(similar->others);
  g_ptr_array_unref(others);
  similar->total = similar->others->len;
  search_filters_page(asked->filters, similar->others);
  if (!asked->filters->limited && similar->others->len > SEARCH_LIMIT_DEFAULT)
    g_ptr_array_set_size(similar->others, SEARCH_LIMIT_DEFAULT);
}

SearchSimilar *
search_similar(const GPtrArray *reports, const SearchFilters *filters, const GPtrArray *groups,
               const char *municipality, GError **error) {
  Asked asked = {filters, groups, search_municipality(municipality, error), NULL};
  if (asked.municipality == NULL)
    return NULL;
  GPtrArray *own = search_newest_reports(reports, is_own, &asked);
  asked.own = own->len > 0 ? own->pdata[0] : NULL;
  g_ptr_array_unref(own);
  if (asked.own == NULL) {
    search_filters_refuse_none(filters, asked.municipality, error);
    return NULL;
  }
  SearchSimilar *similar = g_new0(SearchSimilar, 1);
  similar->report = asked.own;
  similar->weights = g_array_new(FALSE, FALSE, sizeof(SearchWeighed));
  similar->others = g_ptr_array_new_with_free_func(alike_free);
  choose_weights(&asked, similar);
  find_others(&asked, reports, similar);
  return similar;
}
