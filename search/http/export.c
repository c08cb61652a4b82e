/* search/http/export.c: the export as a body that is made while it is sent. */
#include "search/command/commands.h"
#include "search/http/engine_pool.h"

/* A borrowed engine is given back after each part, so that a slow client holds up nobody. */
typedef struct {
  SearchEngines *engines; /* borrowed */
  void (*note)(const char *line, void *context);
  void *context;
  SearchRequest *request;
  char *generation; /* what is sent is of one */
  SearchExportPlace place;
} Exporting;

static void
exporting_free(void *data) {
  Exporting *exporting = data;
  search_sheet_drop(exporting->place.sheet);
  search_request_free(exporting->request);
  g_free(exporting->generation);
  g_free(exporting);
}

/* Where the index changes meanwhile, what was sent can't be gone on with: it is broken off, which
 * the client sees, as the end is missing. */
static SearchPart
export_part(void *data, GString *out) {
  Exporting *exporting = data;
  GError *error = NULL;
  SearchEngine *engine = search_engines_take(exporting->engines, &error);
  bool same = engine != NULL &&
              g_str_equal(indexer_reader_generation(engine->reader), exporting->generation);
  bool ok =
      same && search_command_export(exporting->request, engine, &exporting->place, out, &error);
  if (engine != NULL)
    search_engines_give(exporting->engines, engine, ok || !same, 0);
  if (!ok)
    exporting->note(error != NULL ? error->message : "export: broken off, as the index has changed",
                    exporting->context);
  g_clear_error(&error);
  if (!ok)
    return SEARCH_PART_BROKEN;
  return exporting->place.whole ? SEARCH_PART_LAST : SEARCH_PART_MORE;
}

SearchStream *
search_export_stream(SearchEngines *engines, SearchRequest *request, char *generation,
                     void (*note)(const char *line, void *context), void *context) {
  Exporting *exporting = g_new0(Exporting, 1);
  exporting->engines = engines;
  exporting->note = note;
  exporting->context = context;
  exporting->request = request;
  exporting->generation = generation;
  SearchStream *stream = g_new0(SearchStream, 1);
  *stream = (SearchStream){export_part, exporting_free, exporting};
  return stream;
}
