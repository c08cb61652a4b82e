/* search/query/facets.c: sums up what the index has counted by its slots. */
#include <string.h>

#include "indexer/schema.h"
#include "search/query/find.h"

#define CODES 10000             /* of municipalities: four digits */
#define MOST_MUNICIPALITIES 512 /* there are 290 */

typedef struct {
  unsigned revision, count;
} Revision;

static void
add_count(GArray *list, const char *value, unsigned count) {
  SearchFacetCount one = {value, count};
  if (count > 0)
    g_array_append_val(list, one);
}

static void
add_number(GArray *list, unsigned number, unsigned count) {
  char digits[16];
  g_snprintf(digits, sizeof digits, "%u", number);
  if (count > 0)
    add_count(list, g_intern_string(digits), count);
}

/* Where the filters are on own numbers of a revision, so are the areas; 0 is none. */
static void
count_records(bool by_number, const ShimFacet *facet, GArray *const lists[SEARCH_FACETS]) {
  unsigned areas[G_MAXINT8] = {0}, tags[CORPUS_TAGS] = {0};
  int at = by_number ? INDEXER_FACET_AREA : INDEXER_FACET_SUBJECT_AREA;
  for (guint i = 0; i < facet->values->len; i++) {
    const char *stored = facet->values->pdata[i];
    if (facet->counts[i] == 0 || strlen(stored) != INDEXER_FACETS)
      continue;
    int area = stored[at] - INDEXER_FACET_ZERO,
        tag = stored[INDEXER_FACET_TAG] - INDEXER_FACET_ZERO;
    if (area > 0)
      areas[area] += facet->counts[i];
    if (tag >= 0 && tag < CORPUS_TAGS)
      tags[tag] += facet->counts[i];
  }
  for (guint i = 0; lists[SEARCH_FACET_AREA] != NULL && i < G_N_ELEMENTS(areas); i++)
    add_number(lists[SEARCH_FACET_AREA], i, areas[i]);
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
static unsigned
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

/* The report of each value, NULL where there is none; the values and the reports are both in the
 * order of the reports' ids. */
static GPtrArray *
find_reports(const GPtrArray *values, const GPtrArray *reports) {
  GPtrArray *found = g_ptr_array_sized_new(values->len);
  for (guint i = 0, at = 0; i < values->len; i++) {
    int order = 1;
    for (; at < reports->len; at++)
      if ((order = strcmp(values->pdata[i], ((const CorpusReport *)reports->pdata[at])->id)) <= 0)
        break;
    g_ptr_array_add(found, at < reports->len && order == 0 ? reports->pdata[at] : NULL);
  }
  return found;
}

/* The same, as long as the values are. Borrowed. */
static const GPtrArray *
reports_of(const SearchEngine *engine, GPtrArray *values) {
  static const char key[] = "reports of the facet";
  GPtrArray *known = search_words_recall(engine->words, key);
  if (known != NULL && known->pdata[0] == values)
    return known->pdata[1];
  known = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_add(known, g_ptr_array_ref(values));
  g_ptr_array_add(known, find_reports(values, indexer_reader_reports(engine->reader)));
  search_words_remember(engine->words, key, known);
  g_ptr_array_unref(known);
  return known->pdata[1];
}

/* Of so many passages of a revision. */
static void
count_revision(GArray *counts, unsigned revision, unsigned count) {
  for (guint i = 0; i < counts->len; i++)
    if (g_array_index(counts, Revision, i).revision == revision) {
      g_array_index(counts, Revision, i).count += count;
      return;
    }
  Revision first = {revision, count};
  g_array_append_val(counts, first);
}

/* Where a report's revision is not known, "0" says so. */
static void
count_reports(const SearchEngine *engine, const ShimFacet *facet,
              GArray *const lists[SEARCH_FACETS]) {
  unsigned municipalities[MOST_MUNICIPALITIES] = {0};
  GArray *revisions = g_array_new(FALSE, FALSE, sizeof(Revision));
  const GPtrArray *reports = reports_of(engine, facet->values);
  const CorpusMunicipality *const *all = corpus_municipalities();
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (facet->counts[i] == 0 || report == NULL)
      continue;
    if (report->municipality != NULL)
      municipalities[place_of(report->municipality)] += facet->counts[i];
    count_revision(revisions, report->revision, facet->counts[i]);
  }
  GArray *list = lists[SEARCH_FACET_MUNICIPALITY];
  for (guint i = 0; list != NULL && i < MOST_MUNICIPALITIES && all[i] != NULL; i++)
    add_count(list, all[i]->code, municipalities[i]);
  list = lists[SEARCH_FACET_REVISION];
  for (guint i = 0; list != NULL && i < revisions->len; i++)
    add_number(list, g_array_index(revisions, Revision, i).revision,
               g_array_index(revisions, Revision, i).count);
  g_array_unref(revisions);
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
