/* search/view/status.c: the state of an index, also after an update. */
#include <glib/gi18n.h>

#include "indexer/schema.h"
#include "search/view/parts.h"

/* ---- status ---- */

static SearchJson *
report_json(const SearchStatusReport *row) {
  SearchJson *json = search_json_object();
  search_json_take(json, "report", search_view_report(row->report));
  search_json_integer(json, "pages", row->report->pages);
  search_json_integer(json, "passages", row->passages);
  search_json_take(json, "warnings", search_view_texts(row->report->warnings));
  search_json_take(json, "notices", search_view_notices(row->report->notices));
  return json;
}

static SearchJson *
groups_json(const GPtrArray *groups) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < groups->len; i++) {
    const SearchGroup *group = groups->pdata[i];
    SearchJson *object = search_json_object(), *members = search_json_array();
    for (guint j = 0; j < group->members->len; j++)
      search_json_append(members, search_view_municipality(group->members->pdata[j]));
    search_json_text(object, "name", group->name);
    search_json_take(object, "municipalities", members);
    search_json_append(json, object);
  }
  return json;
}

static SearchJson *
status_json(const void *answer) {
  const SearchStatus *status = answer;
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
  search_json_bool(json, "serves_sources", status->serves_sources);
  search_json_take(json, "reports", reports);
  if (status->groups != NULL)
    search_json_take(json, "groups", groups_json(status->groups));
  return json;
}

static void
report_row(SearchRow *row, const void *data) {
  const SearchStatusReport *status = data;
  const GPtrArray *warnings = status->report->warnings;
  search_row_text(row, "id", status->report->id);
  search_row_report(row, status->report);
  search_row_integer(row, "pages", status->report->pages);
  search_row_integer(row, "passages", status->passages);
  search_row_integer(row, "warnings", warnings != NULL ? warnings->len : 0);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchStatus *status = answer;
  search_sheet_head(sheet, report_row, &(SearchStatusReport){.report = &search_blank_report});
  for (guint i = 0; i < status->reports->len; i++)
    search_sheet_row(sheet, report_row, &g_array_index(status->reports, SearchStatusReport, i));
}

static void
print_reports(const SearchStatus *status, GString *out) {
  static const char *const columns[] = {"id",       "municipality", "evaluation", "revision",
                                        "passages", "pages",        "warnings",   NULL};
  SearchTable *table = search_table_new("llrrrrr", 0);
  const char *const heads[] = {_("report"),   _("municipality"), _("evaluation"), _("revision"),
                               _("passages"), _("pages"),        _("warnings")};
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
    search_table_add(table, heads[i]);
  for (guint i = 0; i < status->reports->len; i++)
    search_table_row(table, report_row, &g_array_index(status->reports, SearchStatusReport, i),
                     columns);
  search_table_print(table, out);
  search_table_free(table);
}

static void
print_warnings(const SearchStatus *status, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < status->reports->len; i++) {
    const CorpusReport *report = g_array_index(status->reports, SearchStatusReport, i).report;
    for (guint j = 0; j < report->notices->len; j++) {
      char *said = corpus_notice_said(report->notices->pdata[j]);
      search_text_styled(out, screen, SEARCH_STYLE_STRONG, report->id);
      g_string_append(out, ": ");
      search_text_append(out, said, -1);
      g_string_append_c(out, '\n');
      g_free(said);
    }
  }
}

/* Takes the text. */
static void
add_fact(SearchTable *table, const char *name, char *text) {
  search_table_add(table, name);
  search_table_take(table, text);
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchStatus *status = answer;
  SearchTable *table = search_table_new("ll", 0);
  add_fact(table, _("index"), g_strdup(status->index));
  if (status->places != NULL)
    add_fact(table, _("configuration"), g_strdup(status->places));
  add_fact(table, _("reports"), g_strdup_printf("%u", status->reports->len));
  add_fact(table, _("passages"), g_strdup_printf("%u", status->passages));
  add_fact(table, _("different words"), g_strdup_printf("%u", status->words));
  add_fact(table, _("version"),
           g_strdup_printf(ngettext("%s (index version %d, %u shard)",
                                    "%s (index version %d, %u shards)", status->shards),
                           search_version(), INDEXER_SCHEMA_VERSION, status->shards));
  for (guint i = 0; status->groups != NULL && i < status->groups->len; i++) {
    const SearchGroup *group = status->groups->pdata[i];
    add_fact(table, i == 0 ? _("groups") : "",
             g_strdup_printf(
                 ngettext("%s (%u municipality)", "%s (%u municipalities)", group->members->len),
                 group->name, group->members->len));
  }
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
  static const SearchView view = {"status", print_text, status_json, print_rows};
  search_view_print(&view, status, format, screen, out);
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

static SearchJson *
summary_json(const void *answer) {
  const IndexerSummary *summary = answer;
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
  return json;
}

static void
print_summary(const void *answer, G_GNUC_UNUSED const SearchScreen *screen, GString *out) {
  const IndexerSummary *summary = answer;
  g_string_append_printf(out, _("%u added, %u updated, %u removed, %u unchanged"), summary->added,
                         summary->updated, summary->removed, summary->unchanged);
  if (summary->failures != NULL && summary->failures->len > 0)
    g_string_append_printf(out, _(", %u not read"), summary->failures->len);
  g_string_append_printf(out,
                         ngettext("\nthe index holds %u report with %u passages\n",
                                  "\nthe index holds %u reports with %u passages\n",
                                  summary->reports),
                         summary->reports, summary->passages);
}

void
search_view_summary(const IndexerSummary *summary, SearchFormat format, GString *out) {
  static const SearchView view = {"index", print_summary, summary_json, NULL};
  search_view_print(&view, summary, format, NULL, out);
}
