/* tests/bench/synthetic_index.c: gives made reports to the indexer as if they were files. */
#include "tests/bench/synthetic_index.h"

#include <stdio.h>

#include "indexer/update.h"
#include "tests/bench/synthetic.h"

GPtrArray *
synthetic_samples(const char *source, CorpusLexicon *lexicon) {
  static const char *const names[] = {"kalix-2012", "lulea-2018", "norsjo-2018", "ostersund-2015"};
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    char *path = g_strdup_printf("%s/corpus/reports/%s.txt", source, names[i]);
    CorpusReport *report = corpus_report_read(path, lexicon, NULL);
    g_free(path);
    if (report != NULL)
      g_ptr_array_add(reports, report);
  }
  return reports;
}

static CorpusReport *
make(const char *path, void *context, G_GNUC_UNUSED GError **error) {
  char *name = g_path_get_basename(path);
  CorpusReport *report = synthetic_report(context, 1, (guint)g_ascii_strtoull(name, NULL, 10));
  g_free(name);
  return report;
}

/* A file for each report, so that the indexer has something to find. */
static void
write_names(const char *folder, guint count) {
  g_mkdir_with_parents(folder, 0700);
  for (guint i = 0; i < count; i++) {
    char *path = g_strdup_printf("%s/%u.txt", folder, i), *text = g_strdup_printf("%u", i);
    g_file_set_contents(path, text, -1, NULL);
    g_free(path);
    g_free(text);
  }
}

bool
synthetic_index_update(const GPtrArray *samples, const char *index, GError **error) {
  char *folder = g_path_get_dirname(index), *names = g_build_filename(folder, "names", NULL);
  char *changed = g_build_filename(names, "0.txt", NULL);
  const char *paths[] = {names, NULL};
  Synthetic *synthetic = synthetic_new(samples);
  IndexerOptions how = {.read = make, .read_context = synthetic};
  IndexerSummary summary = {0};
  bool ok = g_file_set_contents(changed, "0 once more", -1, error) &&
            indexer_update(index, paths, &how, &summary, error);
  g_assert(!ok || summary.updated == 1);
  indexer_summary_clear(&summary);
  synthetic_free(synthetic);
  g_free(changed);
  g_free(names);
  g_free(folder);
  return ok;
}

char *
synthetic_index(const GPtrArray *samples, guint reports, GError **error) {
  char *folder = g_dir_make_tmp("kompass-bench-XXXXXX", error);
  if (folder == NULL)
    return NULL;
  Synthetic *synthetic = synthetic_new(samples);
  char *index = g_build_filename(folder, "index", NULL),
       *names = g_build_filename(folder, "names", NULL);
  const char *paths[] = {names, NULL};
  write_names(names, reports);
  IndexerOptions how = {.read = make, .read_context = synthetic};
  IndexerSummary summary = {0};
  if (indexer_update(index, paths, &how, &summary, error))
    printf("%u reports, %u passages, in %s\n", summary.reports, summary.passages, index);
  else
    g_clear_pointer(&index, g_free);
  indexer_summary_clear(&summary);
  synthetic_free(synthetic);
  g_free(names);
  g_free(folder);
  return index;
}
