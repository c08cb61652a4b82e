/* search/ask/filters.c: reads filters, and asks whether a report or a figure passes them. */
#include "search/ask/filters.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/error.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2999
#define WEIGHT_MAX 1000

SearchFilters *
search_filters_new(void) {
  SearchFilters *filters = g_new0(SearchFilters, 1);
  filters->questions = g_ptr_array_new_with_free_func(g_free);
  filters->municipalities = g_ptr_array_new();
  filters->with = g_ptr_array_new();
  filters->counties = g_ptr_array_new();
  filters->groups = g_ptr_array_new_with_free_func(g_free);
  filters->grouped = g_ptr_array_new();
  filters->weights = g_array_new(FALSE, FALSE, sizeof(SearchWeight));
  filters->years = g_array_new(FALSE, FALSE, sizeof(SearchYears));
  filters->revisions = g_array_new(FALSE, FALSE, sizeof(unsigned));
  filters->limit = SEARCH_LIMIT_DEFAULT;
  return filters;
}

void
search_filters_free(SearchFilters *filters) {
  if (filters == NULL)
    return;
  g_ptr_array_unref(filters->questions);
  g_ptr_array_unref(filters->municipalities);
  g_ptr_array_unref(filters->with);
  g_ptr_array_unref(filters->counties);
  g_ptr_array_unref(filters->groups);
  g_ptr_array_unref(filters->grouped);
  g_array_unref(filters->weights);
  g_array_unref(filters->years);
  g_array_unref(filters->revisions);
  g_free(filters);
}

/* ---- reading ---- */

bool
search_number_parse(const char *text, unsigned least, unsigned most, unsigned *number) {
  gsize digits = strspn(text, "0123456789");
  guint64 value = 0;
  if (digits == 0 || text[digits] != '\0' ||
      !g_ascii_string_to_unsigned(text, 10, least, most, &value, NULL))
    return false;
  *number = (unsigned)value;
  return true;
}

static bool
refuse(const char *name, const char *value, const char *wanted, GError **error) {
  return search_error_bad_value(name, value, NULL, wanted, error);
}

/* The place of the value in a list; the list's length where it is not there. */
static unsigned
place_in(const char *const *names, const char *value) {
  unsigned place = 0;
  while (names[place] != NULL && strcmp(names[place], value) != 0)
    place++;
  return place;
}

static bool
add_area(SearchFilters *filters, const char *value, GError **error) {
  unsigned area = 0;
  if (!search_number_parse(value, 1, CORPUS_AREA_MAX, &area))
    return refuse("area", value, _("an area is a number from 1 on"), error);
  filters->areas |= (guint64)1 << area;
  return true;
}

static bool
add_question(SearchFilters *filters, const char *value, GError **error) {
  if (!g_regex_match_simple("^[1-9]\\d?\\.[1-9]\\d?$", value, 0, 0) ||
      corpus_question_area(value) > CORPUS_AREA_MAX)
    return refuse("question", value, _("a question is written like 1.5"), error);
  g_ptr_array_add(filters->questions, g_strdup(value));
  return true;
}

static bool
add_tag(SearchFilters *filters, const char *value, GError **error) {
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if (!corpus_tag_parse(value, &tag))
    return search_error_bad_value(
        "tag", value,
        SEARCH_STRINGS("strength", "improvement", "weakness", "neutral", "background"),
        _("a tag is strength, improvement, weakness, neutral or background"), error);
  filters->tags |= 1u << tag;
  return true;
}

static bool
add_municipality(SearchFilters *filters, const char *value, GError **error) {
  const CorpusMunicipality *municipality = search_municipality(value, error);
  if (municipality == NULL)
    return false;
  g_ptr_array_add(filters->municipalities, (gpointer)municipality);
  return true;
}

/* "Luleå,Kalix". */
static bool
add_with(SearchFilters *filters, const char *value, GError **error) {
  guint before = filters->with->len;
  char **names = g_strsplit(value, ",", -1);
  bool ok = *names != NULL || search_municipality(value, error) != NULL;
  for (char **name = names; ok && *name != NULL; name++) {
    const CorpusMunicipality *municipality = search_municipality(g_strstrip(*name), error);
    ok = municipality != NULL;
    if (ok && !g_ptr_array_find(filters->with, municipality, NULL))
      g_ptr_array_add(filters->with, (gpointer)municipality);
  }
  g_strfreev(names);
  if (!ok)
    g_ptr_array_set_size(filters->with, (gint)before);
  return ok;
}

static bool
add_county(SearchFilters *filters, const char *value, GError **error) {
  const char *county = search_county(value, error);
  if (county != NULL)
    g_ptr_array_add(filters->counties, (gpointer)county);
  return county != NULL;
}

/* Whether there is such a group is known once its file is. */
static bool
add_group(SearchFilters *filters, const char *value, GError **error) {
  if (*value == '\0' || !g_utf8_validate(value, -1, NULL))
    return refuse("group", value, _("the name of a group is missing"), error);
  g_ptr_array_add(filters->groups, g_strdup(value));
  return true;
}

/* "4=2", "county=0.5", "county=0,5" */
static bool
add_weight(SearchFilters *filters, const char *value, GError **error) {
  SearchWeight weight = {.what = ""};
  unsigned area = 0;
  char **sides = g_strsplit(value, "=", 2);
  const char *number = sides[0] != NULL && sides[1] != NULL ? sides[1] : "";
  char *plain = g_strdelimit(g_strdup(number), ",", '.'); /* "0,5", as Swedish writes it */
  char *end = NULL;
  weight.weight = g_ascii_strtod(plain, &end);
  bool ok = g_ascii_isdigit(*plain) && *end == '\0' && weight.weight <= WEIGHT_MAX &&
            (strcmp(sides[0], "county") == 0 || strcmp(sides[0], "group") == 0 ||
             search_number_parse(sides[0], 1, CORPUS_AREA_MAX, &area));
  if (ok && area > 0)
    g_snprintf(weight.what, sizeof weight.what, "%u", area);
  else if (ok)
    g_strlcpy(weight.what, sides[0], sizeof weight.what);
  g_free(plain);
  g_strfreev(sides);
  if (!ok)
    return refuse("weight", value,
                  _("write an area, county or group, and how much it counts, like 4=2 or county=0"),
                  error);
  g_array_append_val(filters->weights, weight);
  return true;
}

/* The range the other way round, as it was probably meant. */
static bool
refuse_backwards(const char *value, const SearchYears *years, GError **error) {
  char *wanted =
      g_strdup_printf(_("the range ends before it begins; write %u..%u"), years->to, years->from);
  refuse("year", value, wanted, error);
  g_free(wanted);
  return false;
}

/* "2018" or "2012..2018". */
static bool
add_years(SearchFilters *filters, const char *value, GError **error) {
  SearchYears years = {0, 0};
  char **ends = g_strsplit(value, "..", 2);
  bool ok = ends[0] != NULL && search_number_parse(ends[0], YEAR_MIN, YEAR_MAX, &years.from);
  years.to = years.from;
  if (ok && ends[1] != NULL)
    ok = search_number_parse(ends[1], YEAR_MIN, YEAR_MAX, &years.to);
  g_strfreev(ends);
  if (ok && years.from > years.to)
    return refuse_backwards(value, &years, error);
  if (!ok)
    return refuse("year", value, _("write a year like 2018, or a range like 2012..2018"), error);
  g_array_append_val(filters->years, years);
  return true;
}

static bool
add_revision(SearchFilters *filters, const char *value, GError **error) {
  unsigned revision = 0;
  if (search_number_parse(value, 0, YEAR_MAX, &revision) &&
      (revision == 0 || corpus_instrument_find(revision) != NULL)) {
    g_array_append_val(filters->revisions, revision);
    return true;
  }
  GStrvBuilder *known = g_strv_builder_new();
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    char number[16];
    g_snprintf(number, sizeof number, "%u", (*at)->revision);
    g_strv_builder_add(known, number);
  }
  char **choices = g_strv_builder_end(known), *listed = g_strjoinv(", ", choices);
  char *wanted =
      g_strdup_printf(_("the known revisions are %s, and 0 stands for all others"), listed);
  search_error_bad_value("revision", value, (const char *const *)choices, wanted, error);
  g_free(wanted);
  g_free(listed);
  g_strfreev(choices);
  g_strv_builder_unref(known);
  return false;
}

static bool
add_verdict(SearchFilters *filters, const char *value, GError **error) {
  /* In the order of SearchVerdict, which this room does not know. */
  static const char *const names[] = {"silent", "lacks", "partial", "has", NULL};
  unsigned verdict = place_in(names, value);
  if (names[verdict] == NULL)
    return search_error_bad_value("verdict", value, names,
                                  _("a verdict is has, partial, lacks or silent"), error);
  filters->verdicts |= 1u << verdict;
  return true;
}

/* format: of the most that it may be. */
static bool
G_GNUC_PRINTF(3, 0) refuse_number(const char *name, const char *value, const char *format,
                                  unsigned most, GError **error) {
  char *wanted = g_strdup_printf(format, most);
  refuse(name, value, wanted, error);
  g_free(wanted);
  return false;
}

static bool
add_role(SearchFilters *filters, const char *value, GError **error) {
  static const char *const names[] = {"model", "self", "mention", NULL}; /* as in SearchRole */
  unsigned role = place_in(names, value);
  if (names[role] == NULL)
    return search_error_bad_value("role", value, names, _("a role is model, self or mention"),
                                  error);
  filters->roles |= 1u << role;
  return true;
}

static bool
set_order(SearchFilters *filters, const char *value, GError **error) {
  static const char *const names[] = {"verdict", "name", "confidence", "score", NULL};
  bool backwards = *value == '-';
  unsigned order = place_in(names, backwards ? value + 1 : value);
  if (names[order] == NULL)
    return search_error_bad_value(
        "sort", value, names,
        _("sort by verdict, name, confidence or score; -name begins at the other end"), error);
  filters->order = (SearchSorting)order;
  filters->backwards = backwards;
  return true;
}

static bool
set_limit(SearchFilters *filters, const char *value, GError **error) {
  if (!search_number_parse(value, 0, SEARCH_LIMIT_MAX, &filters->limit))
    return refuse_number("limit", value, _("a limit is a number from 0 to %u"), SEARCH_LIMIT_MAX,
                         error);
  filters->limited = true;
  return true;
}

static bool
set_offset(SearchFilters *filters, const char *value, GError **error) {
  if (!search_number_parse(value, 0, SEARCH_OFFSET_MAX, &filters->offset))
    return refuse_number("offset", value, _("an offset is a number from 0 to %u"),
                         SEARCH_OFFSET_MAX, error);
  return true;
}

bool
search_filters_add(SearchFilters *filters, const char *name, const char *value, GError **error) {
  static const struct {
    const char *name;
    bool (*add)(SearchFilters *filters, const char *value, GError **error);
  } kinds[] = {
      {"area", add_area},     {"question", add_question}, {"tag", add_tag},
      {"year", add_years},    {"revision", add_revision}, {"municipality", add_municipality},
      {"with", add_with},     {"county", add_county},     {"group", add_group},
      {"weight", add_weight}, {"verdict", add_verdict},   {"role", add_role},
      {"sort", set_order},    {"limit", set_limit},       {"offset", set_offset},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, name) == 0)
      return kinds[i].add(filters, value, error);
  return search_error_set(error, SEARCH_ERROR_USAGE, "unknown_parameter",
                          SEARCH_STRINGS("parameter", name), NULL, _("there is no filter \"%s\""),
                          name);
}

/* ---- asking ---- */

bool
search_filters_accept_role(const SearchFilters *filters, SearchRole role) {
  return filters->roles == 0 || (filters->roles & (1u << role)) != 0;
}

static bool
accept_year(const SearchFilters *filters, unsigned year) {
  for (guint i = 0; i < filters->years->len; i++) {
    const SearchYears *years = &g_array_index(filters->years, SearchYears, i);
    if (years->from <= year && year <= years->to)
      return true;
  }
  return filters->years->len == 0;
}

bool
search_filters_accept_class(const SearchFilters *filters, const CorpusReport *report) {
  bool revision = filters->revisions->len == 0;
  for (guint i = 0; i < filters->revisions->len && !revision; i++)
    revision = g_array_index(filters->revisions, unsigned, i) == report->revision;
  return revision && accept_year(filters, report->year);
}

bool
search_filters_accept_compared(const SearchFilters *filters,
                               const CorpusMunicipality *municipality) {
  bool with = filters->with->len == 0 || g_ptr_array_find(filters->with, municipality, NULL);
  bool group = filters->groups->len == 0 || g_ptr_array_find(filters->grouped, municipality, NULL);
  bool county =
      filters->counties->len == 0 ||
      (municipality != NULL && g_ptr_array_find_with_equal_func(
                                   filters->counties, municipality->county, g_str_equal, NULL));
  return with && group && county;
}

bool
search_filters_accept_municipality(const SearchFilters *filters,
                                   const CorpusMunicipality *municipality) {
  return filters->municipalities->len == 0 ||
         g_ptr_array_find(filters->municipalities, municipality, NULL);
}

bool
search_filters_accept_report(const SearchFilters *filters, const CorpusReport *report) {
  return search_filters_accept_municipality(filters, report->municipality) &&
         search_filters_accept_compared(filters, report->municipality) &&
         search_filters_accept_class(filters, report);
}

SearchFilters
search_filters_of_all(const SearchFilters *filters, const SearchFilters *none) {
  SearchFilters wide = *filters;
  wide.municipalities = none->municipalities;
  wide.counties = none->counties;
  wide.with = none->with;
  wide.groups = none->groups;
  wide.grouped = none->grouped;
  return wide;
}

unsigned
search_filters_numbering(const SearchFilters *filters) {
  return filters->numbering != 0        ? filters->numbering
         : filters->revisions->len == 1 ? g_array_index(filters->revisions, unsigned, 0)
                                        : corpus_subject_revision();
}

static bool
has_question(unsigned revision, const char *id) {
  const CorpusInstrument *instrument = corpus_instrument_find(revision);
  return instrument != NULL && corpus_instrument_question(instrument, id) != NULL;
}

unsigned
search_filters_numbering_of(const SearchFilters *filters, const char *question) {
  unsigned numbering = search_filters_numbering(filters);
  if (filters->numbering != 0 || filters->revisions->len == 1 || has_question(numbering, question))
    return numbering;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    if (has_question((*at)->revision, question))
      numbering = (*at)->revision;
  return numbering;
}

/* Has the revision such a question, or may it have one? */
static bool
may_have(const CorpusInstrument *instrument, const char *id) {
  const CorpusArea *area = corpus_instrument_area(instrument, corpus_question_area(id));
  return area != NULL &&
         (area->questions->len == 0 || corpus_instrument_question(instrument, id) != NULL);
}

/* Is there such an area in the revision, as far as that is known? name: the parameter that asks. */
static bool
check_area(const char *name, unsigned area, unsigned numbering, GError **error) {
  const CorpusInstrument *instrument = corpus_instrument_find(numbering);
  if (instrument == NULL || corpus_instrument_area(instrument, area) != NULL)
    return true;
  char number[16], revision[16], most[16];
  g_snprintf(number, sizeof number, "%u", area);
  g_snprintf(revision, sizeof revision, "%u", numbering);
  g_snprintf(most, sizeof most, "%u", instrument->areas->len);
  return search_error_set(error, SEARCH_ERROR_USAGE, "bad_value",
                          SEARCH_STRINGS("parameter", name, "value", number, "revision", revision,
                                         "least", "1", "most", most),
                          NULL, _("%s \"%s\": an area of revision %s is a number from 1 to %s"),
                          name, number, revision, most);
}

bool
search_filters_check(const SearchFilters *filters, GError **error) {
  unsigned numbering = search_filters_numbering(filters);
  const CorpusInstrument *instrument = NULL;
  for (unsigned area = 1; area <= CORPUS_AREA_MAX; area++)
    if ((filters->areas >> area & 1) != 0 && !check_area("area", area, numbering, error))
      return false;
  for (guint i = 0; i < filters->weights->len; i++) {
    unsigned area = (unsigned)atoi(g_array_index(filters->weights, SearchWeight, i).what);
    if (area != 0 && !check_area("weight", area, numbering, error))
      return false;
  }
  for (guint i = 0; i < filters->questions->len; i++) {
    const char *id = filters->questions->pdata[i];
    instrument = corpus_instrument_find(search_filters_numbering_of(filters, id));
    if (instrument != NULL && !may_have(instrument, id))
      return refuse("question", id,
                    _("no revision that is asked for has such a question; one is written like 1.5"),
                    error);
  }
  return true;
}

bool
search_filters_by_number(const SearchFilters *filters) {
  return filters->revisions->len == 1 &&
         g_array_index(filters->revisions, unsigned, 0) == search_filters_numbering(filters);
}

/* Does a question that is wanted belong to the area? */
static bool
has_question_of(const SearchFilters *filters, unsigned revision, unsigned area) {
  for (guint i = 0; i < filters->questions->len; i++) {
    const char *id = filters->questions->pdata[i];
    unsigned numbering = search_filters_numbering_of(filters, id);
    if (corpus_subject_area_in(numbering, corpus_question_area(id), revision) == area)
      return true;
  }
  return filters->questions->len == 0;
}

bool
search_filters_accept_area(const SearchFilters *filters, unsigned revision, unsigned area) {
  unsigned numbering = search_filters_numbering(filters);
  bool wanted = filters->areas == 0;
  for (unsigned wish = 1; !wanted && area != 0 && wish <= CORPUS_AREA_MAX; wish++)
    wanted = (filters->areas >> wish & 1) != 0 &&
             corpus_subject_area_in(numbering, wish, revision) == area;
  return wanted && has_question_of(filters, revision, area);
}

bool
search_filters_accept_question(const SearchFilters *filters, unsigned revision,
                               const char *question) {
  bool wanted = filters->questions->len == 0;
  for (guint i = 0; !wanted && *question != '\0' && i < filters->questions->len; i++) {
    const char *id = filters->questions->pdata[i];
    unsigned numbering = search_filters_numbering_of(filters, id);
    wanted = strcmp(corpus_subject_in(numbering, id, revision), question) == 0;
  }
  return wanted;
}

bool
search_filters_accept_tag(const SearchFilters *filters, CorpusTag tag) {
  if (filters->tags == 0)
    return tag != CORPUS_TAG_BACKGROUND;
  return (filters->tags & (1u << tag)) != 0;
}

void
search_filters_refuse_none(const SearchFilters *filters, const CorpusMunicipality *municipality,
                           GError **error) {
  bool narrowed = filters->years->len + filters->revisions->len > 0;
  search_error_set(
      error, SEARCH_ERROR_UNKNOWN, "no_report",
      SEARCH_STRINGS("municipality", municipality->name, "filtered", narrowed ? "true" : "false"),
      NULL,
      narrowed ? _("the index holds no such report of %s; kompass status lists those that it holds")
               : _("the index holds no report of %s; kompass status lists those that it holds"),
      municipality->name);
}

static bool
has_report(const GPtrArray *reports, const CorpusMunicipality *municipality) {
  for (guint i = 0; i < reports->len; i++)
    if (((const CorpusReport *)reports->pdata[i])->municipality == municipality)
      return true;
  return false;
}

void
search_filters_note_absent(const SearchFilters *filters, const GPtrArray *reports,
                           GPtrArray *notices) {
  GString *absent = g_string_new(NULL);
  for (guint i = 0; i < filters->municipalities->len; i++) {
    const CorpusMunicipality *municipality = filters->municipalities->pdata[i];
    if (!has_report(reports, municipality))
      g_string_append_printf(absent, "%s%s", absent->len > 0 ? ", " : "", municipality->name);
  }
  if (absent->len > 0) {
    char *text = g_strdup_printf(
        "The index holds no report of %s; kompass status lists those that it holds.", absent->str);
    CorpusNotice *notice = corpus_notice_new("no_report_of", text);
    corpus_notice_text(notice, "which", absent->str);
    g_ptr_array_add(notices, notice);
    g_free(text);
  }
  g_string_free(absent, TRUE);
}

bool
search_filters_narrow(const SearchFilters *filters) {
  return filters->areas != 0 || filters->tags != 0 || filters->questions->len > 0 ||
         filters->municipalities->len > 0 || filters->counties->len > 0 ||
         filters->years->len > 0 || filters->revisions->len > 0;
}

void
search_filters_page(const SearchFilters *filters, GPtrArray *rows) {
  g_ptr_array_remove_range(rows, 0, MIN(filters->offset, rows->len));
  if (filters->limited && rows->len > filters->limit)
    g_ptr_array_set_size(rows, (gint)filters->limit);
}

int
search_report_compare(const CorpusReport *report, const CorpusReport *other) {
  const CorpusMunicipality *left = report->municipality, *right = other->municipality;
  int names =
      corpus_names_compare(left != NULL ? left->name : "", right != NULL ? right->name : "");
  if (names != 0)
    return names;
  if (report->year != other->year)
    return report->year < other->year ? -1 : 1;
  return strcmp(report->id, other->id);
}

static int
compare_reports(gconstpointer a, gconstpointer b) {
  return search_report_compare(*(const CorpusReport *const *)a, *(const CorpusReport *const *)b);
}

void
search_reports_sort(GPtrArray *reports) {
  g_ptr_array_sort(reports, compare_reports);
}

bool
search_report_is_newer(const CorpusReport *report, const CorpusReport *other) {
  if (report->year != other->year)
    return report->year > other->year;
  return report->month != other->month ? report->month > other->month
                                       : report->evaluation > other->evaluation;
}

GPtrArray *
search_newest_reports(const GPtrArray *reports, SearchReportTest test, const void *context) {
  GHashTable *newest = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < reports->len; i++) {
    CorpusReport *report = reports->pdata[i];
    const CorpusReport *known = g_hash_table_lookup(newest, report->municipality);
    if (test(report, context) && (known == NULL || search_report_is_newer(report, known)))
      g_hash_table_insert(newest, (gpointer)report->municipality, report);
  }
  GPtrArray *chosen = g_ptr_array_new();
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (g_hash_table_lookup(newest, report->municipality) == report)
      g_ptr_array_add(chosen, (gpointer)report);
  }
  g_hash_table_unref(newest);
  return chosen;
}
