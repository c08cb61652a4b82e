/* search/view/status.c: what is in an index, and what an update did to it. */
#include "indexer/schema.h"
#include "search/view/csv.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

/* ---- status ---- */

static SearchJson *
report_json(const SearchStatusReport *row) {
  SearchJson *json = search_json_object();
  search_json_take(json, "report", search_view_report(row->report));
  search_json_integer(json, "pages", row->report->pages);
  search_json_integer(json, "passages", row->passages);
  search_json_take(json, "warnings", search_view_texts(row->report->warnings));
  return json;
}

static void
print_json(const SearchStatus *status, GString *out) {
  SearchJson *json = search_json_object(), *reports = search_json_array();
  for (guint i = 0; i < status->reports->len; i++)
    search_json_append(reports,
                       report_json(&g_array_index(status->reports, SearchStatusReport, i)));
  search_json_text(json, "schema", "kompass.status/1");
  search_json_text(json, "version", search_version());
  search_json_text(json, "index", status->index);
  search_json_integer(json, "index_version", INDEXER_SCHEMA_VERSION);
  search_json_text(json, "generation", status->generation);
  search_json_integer(json, "shards", status->shards);
  search_json_integer(json, "passages", status->passages);
  search_json_integer(json, "words", status->words);
  search_json_take(json, "reports", reports);
  search_json_print(json, out);
  search_json_free(json);
}

static void
print_csv(const SearchStatus *status, GString *out) {
  static const char *const names[] = {"id",    "municipality", "code",     "year",
                                      "month", "evaluation",   "revision", "source",
                                      "pages", "passages",     "warnings", NULL};
  search_csv_head(out, names);
  for (guint i = 0; i < status->reports->len; i++) {
    const SearchStatusReport *row = &g_array_index(status->reports, SearchStatusReport, i);
    const CorpusReport *report = row->report;
    search_csv_text(out, report->id);
    search_csv_text(out, report->municipality != NULL ? report->municipality->name : NULL);
    search_csv_text(out, report->municipality != NULL ? report->municipality->code : NULL);
    search_csv_ordinal(out, report->year);
    search_csv_ordinal(out, report->month);
    search_csv_ordinal(out, report->evaluation);
    search_csv_ordinal(out, report->revision);
    search_csv_text(out, report->source);
    search_csv_integer(out, report->pages);
    search_csv_integer(out, row->passages);
    search_csv_integer(out, report->warnings->len);
    search_csv_end(out);
  }
}

static char *
ordinal_text(unsigned number) {
  return number == 0 ? g_strdup("-") : g_strdup_printf("%u", number);
}

static void
print_reports(const SearchStatus *status, GString *out) {
  static const char *const heads[] = {"report",   "municipality", "evaluation", "revision",
                                      "passages", "pages",        "warnings"};
  SearchTable *table = search_table_new("llrrrrr", 0);
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
    search_table_add(table, heads[i]);
  for (guint i = 0; i < status->reports->len; i++) {
    const SearchStatusReport *row = &g_array_index(status->reports, SearchStatusReport, i);
    const CorpusMunicipality *municipality = row->report->municipality;
    search_table_add(table, row->report->id);
    search_table_add(table, municipality != NULL ? municipality->name : "-");
    search_table_take(table, ordinal_text(row->report->evaluation));
    search_table_take(table, ordinal_text(row->report->revision));
    search_table_take(table, g_strdup_printf("%u", row->passages));
    search_table_take(table, g_strdup_printf("%u", row->report->pages));
    search_table_take(table, g_strdup_printf("%u", row->report->warnings->len));
  }
  search_table_print(table, out);
  search_table_free(table);
}

static void
print_warnings(const SearchStatus *status, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < status->reports->len; i++) {
    const CorpusReport *report = g_array_index(status->reports, SearchStatusReport, i).report;
    for (guint j = 0; j < report->warnings->len; j++) {
      search_text_styled(out, screen, SEARCH_STYLE_STRONG, report->id);
      g_string_append(out, ": ");
      search_text_append(out, report->warnings->pdata[j], -1);
      g_string_append_c(out, '\n');
    }
  }
}

static void
print_text(const SearchStatus *status, const SearchScreen *screen, GString *out) {
  SearchTable *table = search_table_new("ll", 0);
  search_table_add(table, "index");
  search_table_add(table, status->index);
  search_table_add(table, "reports");
  search_table_take(table, g_strdup_printf("%u", status->reports->len));
  search_table_add(table, "passages");
  search_table_take(table, g_strdup_printf("%u", status->passages));
  search_table_add(table, "different words");
  search_table_take(table, g_strdup_printf("%u", status->words));
  search_table_add(table, "version");
  search_table_take(table, g_strdup_printf("%s (index version %d, %u shard%s)", search_version(),
                                           INDEXER_SCHEMA_VERSION, status->shards,
                                           status->shards == 1 ? "" : "s"));
  search_table_print(table, out);
  search_table_free(table);
  g_string_append_c(out, '\n');
  if (status->reports->len > 0)
    print_reports(status, out);
  if (status->warnings > 0)
    g_string_append_c(out, '\n');
  print_warnings(status, screen, out);
}

void
search_view_status(const SearchStatus *status, SearchFormat format, const SearchScreen *screen,
                   GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    print_text(status, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(status, out);
    break;
  case SEARCH_FORMAT_CSV:
    print_csv(status, out);
    break;
  }
}

/* ---- update ---- */

static SearchJson *
failures_json(const IndexerSummary *summary) {
  SearchJson *json = search_json_array();
  for (guint i = 0; summary->failures != NULL && i < summary->failures->len; i++) {
    const IndexerFailure *failure = summary->failures->pdata[i];
    SearchJson *object = search_json_object();
    search_json_text(object, "path", failure->path);
    search_json_text(object, "reason", failure->reason);
    search_json_append(json, object);
  }
  return json;
}

static void
print_summary_json(const IndexerSummary *summary, GString *out) {
  SearchJson *json = search_json_object();
  search_json_text(json, "schema", "kompass.index/1");
  search_json_integer(json, "added", summary->added);
  search_json_integer(json, "updated", summary->updated);
  search_json_integer(json, "removed", summary->removed);
  search_json_integer(json, "unchanged", summary->unchanged);
  search_json_integer(json, "duplicates", summary->duplicates);
  search_json_integer(json, "reports", summary->reports);
  search_json_integer(json, "passages", summary->passages);
  search_json_take(json, "failures", failures_json(summary));
  search_json_print(json, out);
  search_json_free(json);
}

void
search_view_summary(const IndexerSummary *summary, SearchFormat format, GString *out) {
  if (format == SEARCH_FORMAT_JSON) {
    print_summary_json(summary, out);
    return;
  }
  g_string_append_printf(out, "%u added, %u updated, %u removed, %u unchanged", summary->added,
                         summary->updated, summary->removed, summary->unchanged);
  if (summary->failures != NULL && summary->failures->len > 0)
    g_string_append_printf(out, ", %u not read", summary->failures->len);
  g_string_append_printf(out, "\nthe index holds %u report%s with %u passages\n", summary->reports,
                         summary->reports == 1 ? "" : "s", summary->passages);
}
