/* search/benchmark/status.c: counts what is in an index. */
#include "search/benchmark/status.h"

#include "corpus/text/knowledge.h"

#ifndef KOMPASS_VERSION
#error "the build sets KOMPASS_VERSION"
#endif

const char *
search_version(void) {
  return KOMPASS_VERSION;
}

SearchStatus *
search_status(const SearchEngine *engine, const GPtrArray *groups) {
  SearchStatus *status = g_new0(SearchStatus, 1);
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  status->index = indexer_reader_path(engine->reader);
  status->generation = indexer_reader_generation(engine->reader);
  status->shards = indexer_reader_shards(engine->reader);
  status->passages = indexer_reader_passage_count(engine->reader, NULL);
  status->words = indexer_vocabulary_size(indexer_reader_vocabulary(engine->reader));
  status->groups = groups;
  status->reports = g_array_new(FALSE, FALSE, sizeof(SearchStatusReport));
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    SearchStatusReport row = {report, indexer_reader_passage_count(engine->reader, report)};
    g_array_append_val(status->reports, row);
    status->warnings += report->warnings->len;
  }
  return status;
}

void
search_status_free(SearchStatus *status) {
  if (status == NULL)
    return;
  g_array_unref(status->reports);
  g_free(status);
}

/* ---- how right it was ---- */

typedef struct {
  GArray *figures;
} Measured;

static void
begin_measured(gpointer table) {
  ((Measured *)table)->figures = g_array_new(FALSE, TRUE, sizeof(SearchMeasured));
}

/* Of the group that the line stands in. */
static SearchMeasured *
figure_of(const Measured *measured, const CorpusKnowledgeLine *line) {
  GArray *figures = measured->figures;
  SearchMeasured *last =
      figures->len > 0 ? &g_array_index(figures, SearchMeasured, figures->len - 1) : NULL;
  if (last != NULL && g_str_equal(last->what, line->group))
    return last;
  SearchMeasured next = {.what = line->group};
  g_array_append_val(figures, next);
  return &g_array_index(figures, SearchMeasured, figures->len - 1);
}

static bool
read_measured(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  SearchMeasured *figure = figure_of(table, line);
  double number = 0;
  if (!corpus_knowledge_number(line, &number, error))
    return false;
  if (number < 0 || number > G_MAXINT)
    return corpus_knowledge_error(line, error, "this is no count");
  if (g_str_equal(line->key, "answers"))
    figure->answers = (unsigned)number;
  else if (g_str_equal(line->key, "right"))
    figure->right = (unsigned)number;
  else
    return corpus_knowledge_error(line, error, "a figure has \"answers\" and \"right\"");
  return true;
}

CORPUS_KNOWLEDGE(measured_table, .file = "measured.ini", .bytes = sizeof(Measured),
                 .begin = begin_measured, .read_line = read_measured);

const GArray *
search_measured(void) {
  const Measured *measured = corpus_knowledge(&measured_table);
  return measured->figures;
}
