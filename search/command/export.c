/* search/command/export.c: the passages of one report after the other, for whoever can't wait for
 * the whole (declared in commands.h). */
#include "search/command/commands.h"

#include "search/view/view.h"

/* A report under way. */
typedef struct {
  const SearchRequest *request;
  SearchExportPlace *place;
  GString *out;
} Export;

static bool
is_chosen(const SearchFilters *filters, const IndexerPassage *place) {
  const CorpusPassage *passage = place->passage;
  return (filters->areas == 0 ||
          search_filters_accept_area(filters, place->report->revision, passage->area)) &&
         search_filters_accept_question(filters, place->report->revision, passage->question) &&
         (filters->tags == 0 || search_filters_accept_tag(filters, passage->tag));
}

static bool
export_passage(const IndexerPassage *passage, G_GNUC_UNUSED unsigned id, void *context) {
  const Export *export = context;
  const SearchFilters *filters = export->request->filters;
  SearchExportPlace *place = export->place;
  if (!is_chosen(filters, passage))
    return true;
  if (place->passed_over < filters->offset) {
    place->passed_over++;
    return true;
  }
  place->whole = filters->limited && place->shown >= filters->limit;
  if (place->whole)
    return false;
  place->shown++;
  if (place->sheet != NULL)
    search_view_exported_row(place->sheet, passage);
  else
    search_view_exported(passage, export->out);
  return true;
}

bool
search_command_export(const SearchRequest *request, const SearchEngine *engine,
                      SearchExportPlace *place, GString *out, GError **error) {
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  Export export = {request, place, out};
  if (place->sheet != NULL)
    search_sheet_aim(place->sheet, out);
  else if (search_format_is_table(request->format)) {
    place->sheet = search_sheet_new(request->format, "export", out);
    search_view_exported_head(place->sheet);
  }
  while (place->reports < reports->len &&
         !search_filters_accept_report(request->filters, reports->pdata[place->reports]))
    place->reports++;
  if (place->reports < reports->len) {
    const CorpusReport *report = reports->pdata[place->reports++];
    if (!indexer_reader_read(engine->reader, report->id, INDEXER_PART_FIGURES, error) ||
        !indexer_reader_each_passage(engine->reader, report, export_passage, &export, error))
      return false;
  }
  place->whole = place->whole || place->reports >= reports->len;
  if (place->whole)
    g_clear_pointer(&place->sheet, search_sheet_free);
  return true;
}
