/* search/query/facets.c: sums up what the index has counted by its slots. */
#include <string.h>

#include "indexer/schema.h"
#include "search/query/find.h"

#define CODES 10000             /* of municipalities: four digits */
#define MOST_MUNICIPALITIES 512 /* there are 290 */
#define MOST_REVISIONS 256
#define NUMBERS 128 /* of areas */

typedef char NumberText[4]; /* of one */

static void
add_count(GArray *list, const char *value, unsigned count) {
  SearchFacetCount one = {value, count};
  if (count > 0)
    g_array_append_val(list, one);
}

/* "0", "1", ... */
static const NumberText *
number_texts(void) {
  static gsize read = 0;
  static NumberText texts[NUMBERS];
  if (g_once_init_enter(&read)) {
    for (unsigned i = 0; i < NUMBERS; i++)
      g_snprintf(texts[i], sizeof texts[i], "%u", i);
    g_once_init_leave(&read, 1);
  }
  return texts;
}

/* Where the filters are on own numbers of a revision, so are the areas; 0 is none. */
static void
count_records(bool by_number, const ShimFacet *facet, GArray *const lists[SEARCH_FACETS]) {
  unsigned areas[NUMBERS] = {0}, tags[CORPUS_TAGS] = {0};
  const NumberText *numbers = number_texts();
  int at = by_number ? INDEXER_FACET_AREA : INDEXER_FACET_SUBJECT_AREA;
  for (guint i = 0; i < facet->values->len; i++) {
    const char *stored = facet->values->pdata[i];
    if (facet->counts[i] == 0 || strlen(stored) != INDEXER_FACETS)
      continue;
    int area = stored[at] - INDEXER_FACET_ZERO,
        tag = stored[INDEXER_FACET_TAG] - INDEXER_FACET_ZERO;
    if (area > 0 && area < NUMBERS)
      areas[area] += facet->counts[i];
    if (tag >= 0 && tag < CORPUS_TAGS)
      tags[tag] += facet->counts[i];
  }
  for (guint i = 0; lists[SEARCH_FACET_AREA] != NULL && i < G_N_ELEMENTS(areas); i++)
    add_count(lists[SEARCH_FACET_AREA], numbers[i], areas[i]);
  for (guint i = 0; lists[SEARCH_FACET_TAG] != NULL && i < G_N_ELEMENTS(tags); i++)
    add_count(lists[SEARCH_FACET_TAG], corpus_tag_name((CorpusTag)i), tags[i]);
}

static unsigned
number_of(const char *code) {
  unsigned number = 0;
  for (; g_ascii_isdigit(*code); code++)
    number = number * 10 + (unsigned)(*code - '0');
  return MIN(number, CODES - 1);
}

/* Its place among all, by code. */
static guint16
place_of(const CorpusMunicipality *municipality) {
  static gsize read = 0;
  static guint16 places[CODES];
  if (g_once_init_enter(&read)) {
    const CorpusMunicipality *const *all = corpus_municipalities();
    for (guint16 i = 0; i < MOST_MUNICIPALITIES && all[i] != NULL; i++)
      places[number_of(all[i]->code)] = i;
    g_once_init_leave(&read, 1);
  }
  return places[number_of(municipality->code)];
}

/* What is counted of a report's passages: their municipality by its place, their revision by its
 * place among those that there are. */
typedef struct {
  guint16 municipality, revision;
} Report;

/* The reports of a facet. */
typedef struct {
  GPtrArray *values;    /* their ids */
  Report *reports;      /* as many; of what is no report's id, and of a report without a
                           municipality, the places behind the last */
  GPtrArray *revisions; /* const char *; where a report's revision is not known, "0" says so */
} Reports;

static void
reports_free(gpointer data) {
  Reports *reports = data;
  g_ptr_array_unref(reports->values);
  g_ptr_array_unref(reports->revisions);
  g_free(reports->reports);
  g_free(reports);
}

static guint16
revision_place(GPtrArray *revisions, unsigned revision) {
  char text[16];
  guint place = MOST_REVISIONS;
  g_snprintf(text, sizeof text, "%u", revision);
  if (!g_ptr_array_find_with_equal_func(revisions, text, g_str_equal, &place) &&
      revisions->len < MOST_REVISIONS) {
    place = revisions->len;
    g_ptr_array_add(revisions, (gpointer)g_intern_string(text)); /* of the few that there are */
  }
  return (guint16)place;
}

/* The values and the reports are both in the order of the reports' ids. */
static Reports *
find_reports(GPtrArray *values, const GPtrArray *reports) {
  Reports *found = g_new0(Reports, 1);
  found->values = g_ptr_array_ref(values);
  found->reports = g_new(Report, values->len);
  found->revisions = g_ptr_array_new();
  for (guint i = 0, at = 0; i < values->len; i++) {
    const CorpusReport *report = NULL;
    for (; at < reports->len && report == NULL; at++) {
      int order = strcmp(values->pdata[i], ((const CorpusReport *)reports->pdata[at])->id);
      if (order < 0)
        break;
      report = order == 0 ? reports->pdata[at] : NULL;
    }
    bool placed = report != NULL && report->municipality != NULL;
    found->reports[i] = (Report){placed ? place_of(report->municipality) : MOST_MUNICIPALITIES,
                                 report != NULL ? revision_place(found->revisions, report->revision)
                                                : MOST_REVISIONS};
  }
  return found;
}

/* Remembered. */
static const Reports *
reports_of(const SearchEngine *engine, GPtrArray *values) {
  static const char key[] = "reports of the facet";
  GPtrArray *known = search_words_recall(engine->words, key);
  if (known != NULL && ((const Reports *)known->pdata[0])->values == values)
    return known->pdata[0];
  known = g_ptr_array_new_with_free_func(reports_free);
  g_ptr_array_add(known, find_reports(values, indexer_reader_reports(engine->reader)));
  search_words_remember(engine->words, key, known);
  g_ptr_array_unref(known);
  return known->pdata[0];
}

/* There may be hundreds of them. */
static void
add_municipalities(GArray *list, const unsigned *counts) {
  SearchFacetCount found[MOST_MUNICIPALITIES];
  const CorpusMunicipality *const *all = corpus_municipalities();
  guint count = 0;
  for (guint i = 0; i < MOST_MUNICIPALITIES && all[i] != NULL; i++)
    if (counts[i] > 0)
      found[count++] = (SearchFacetCount){all[i]->code, counts[i]};
  g_array_append_vals(list, found, count);
}

static void
count_reports(const SearchEngine *engine, const ShimFacet *facet,
              GArray *const lists[SEARCH_FACETS]) {
  unsigned municipalities[MOST_MUNICIPALITIES + 1] = {0}, revisions[MOST_REVISIONS + 1] = {0};
  const Reports *known = reports_of(engine, facet->values);
  for (guint i = 0; i < facet->values->len; i++) {
    municipalities[known->reports[i].municipality] += facet->counts[i];
    revisions[known->reports[i].revision] += facet->counts[i];
  }
  if (lists[SEARCH_FACET_MUNICIPALITY] != NULL)
    add_municipalities(lists[SEARCH_FACET_MUNICIPALITY], municipalities);
  GArray *list = lists[SEARCH_FACET_REVISION];
  for (guint i = 0; list != NULL && i < known->revisions->len; i++)
    add_count(list, known->revisions->pdata[i], revisions[i]);
}

static int
compare_values(gconstpointer a, gconstpointer b) {
  return strcmp(((const SearchFacetCount *)a)->value, ((const SearchFacetCount *)b)->value);
}

/* Most frequent first, those that are as frequent in the order in which they are. By the bytes of
 * the counts, as there may be hundreds of these, of which hardly one needs a second byte. */
static void
sort_by_counts(GArray *list) {
  enum { VALUES = 256 };
  SearchFacetCount *from = (SearchFacetCount *)(void *)list->data;
  SearchFacetCount *room = g_new(SearchFacetCount, list->len), *to = room;
  unsigned all = 0;
  for (guint i = 0; i < list->len; i++)
    all |= from[i].count;
  for (unsigned shift = 0; shift < 8 * sizeof all && all >> shift != 0; shift += 8) {
    guint places[VALUES + 1] = {0}; /* where those go that have a value, the largest first */
    for (guint i = 0; i < list->len; i++)
      places[VALUES - (from[i].count >> shift) % VALUES]++;
    for (guint i = 1; i < VALUES; i++)
      places[i] += places[i - 1];
    for (guint i = 0; i < list->len; i++)
      to[places[VALUES - 1 - (from[i].count >> shift) % VALUES]++] = from[i];
    SearchFacetCount *sorted = to;
    to = from;
    from = sorted;
  }
  if (from == room && list->len > 0)
    memcpy(list->data, room, list->len * sizeof *room);
  g_free(room);
}

/* Values that are as frequent stand in their own order; municipalities do so by themselves. */
void
search_facets_sum(const SearchEngine *engine, bool by_number, const ShimResult *result,
                  GArray *const lists[SEARCH_FACETS]) {
  count_records(by_number, &result->facets[0], lists);
  count_reports(engine, &result->facets[1], lists);
  for (SearchFacet i = 0; i < SEARCH_FACETS; i++) {
    if (lists[i] != NULL && i != SEARCH_FACET_MUNICIPALITY)
      g_array_sort(lists[i], compare_values);
    if (lists[i] != NULL)
      sort_by_counts(lists[i]);
  }
}
