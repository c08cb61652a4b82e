/* search/benchmark/whole_report.c: one report as it stands in the index, in reading order. */
#include <glib/gi18n.h>

#include "search/ask/error.h"
#include "search/benchmark/status.h"

static bool
is_wanted(const CorpusReport *report, const CorpusPassage *passage, const SearchFilters *filters) {
  return (filters->areas == 0 ||
          search_filters_accept_area(filters, report->revision, passage->area)) &&
         search_filters_accept_question(filters, report->revision, passage->question) &&
         (filters->tags == 0 || search_filters_accept_tag(filters, passage->tag));
}

/* "lulea-2012, lulea-2018": of the municipality, if that is one. The caller frees it. */
static char *
reports_of(const SearchEngine *engine, const CorpusMunicipality *municipality) {
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  GString *ids = g_string_new(NULL);
  for (guint i = 0; municipality != NULL && i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (report->municipality == municipality)
      g_string_append_printf(ids, "%s%s", ids->len > 0 ? ", " : "", report->id);
  }
  return g_string_free(ids, FALSE);
}

static void
refuse_unknown(const SearchEngine *engine, const char *id, GError **error) {
  const char *const values[] = {"value", id, NULL};
  const CorpusMunicipality *municipality =
      g_utf8_validate(id, -1, NULL) ? corpus_municipality_find(id) : NULL;
  char *ids = reports_of(engine, municipality);
  if (*ids != '\0')
    search_error_set(error, SEARCH_ERROR_UNKNOWN, "unknown_report", values, NULL,
                     _("the index holds no report \"%s\"; of %s it holds %s"), id,
                     municipality->name, ids);
  else
    search_error_set(
        error, SEARCH_ERROR_UNKNOWN, "unknown_report", values, NULL,
        _("the index holds no report \"%s\"; kompass status lists those that it holds"), id);
  g_free(ids);
}

SearchWholeReport *
search_whole_report(const SearchEngine *engine, const SearchFilters *filters, const char *id,
                    GError **error) {
  const CorpusReport *known = indexer_reader_report(engine->reader, id);
  if (known == NULL) {
    refuse_unknown(engine, id, error);
    return NULL;
  }
  CorpusReport *report = indexer_reader_whole_report(engine->reader, id, error);
  if (report == NULL)
    return NULL;
  SearchWholeReport *whole = g_new0(SearchWholeReport, 1);
  whole->known = known;
  whole->report = report;
  whole->passages = g_ptr_array_new();
  for (guint i = 0; i < report->passages->len; i++)
    if (is_wanted(report, report->passages->pdata[i], filters))
      g_ptr_array_add(whole->passages, report->passages->pdata[i]);
  whole->total = whole->passages->len;
  search_filters_page(filters, whole->passages);
  return whole;
}

const char *
search_source_type(const char *name) {
  static const struct {
    const char *ending, *type;
  } types[] = {{".pdf", "application/pdf"},
               {".txt", "text/plain"},
               {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
               {".odt", "application/vnd.oasis.opendocument.text"}};
  char *lower = g_ascii_strdown(name, -1);
  const char *type = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(types) && type == NULL; i++)
    if (g_str_has_suffix(lower, types[i].ending))
      type = types[i].type;
  g_free(lower);
  return type;
}

void
search_whole_report_free(SearchWholeReport *whole) {
  if (whole == NULL)
    return;
  g_ptr_array_unref(whole->passages);
  corpus_report_free(whole->report);
  g_free(whole);
}
