/* indexer/intake.c: takes one report into the index, or leaves it as it is there. */
#include "indexer/run.h"

#include <string.h>

#include "indexer/failure.h"

/* An id becomes part of terms. */
#define ID_MAX_BYTES 150

static bool
was_indexed(const IndexerRun *run, const char *report_id) {
  return run->old != NULL && indexer_reader_report(run->old, report_id) != NULL;
}

static void
replace_text(char **text, const char *value) {
  char *copy = g_strdup(value != NULL ? value : "");
  g_free(*text);
  *text = copy;
}

static void
remember(IndexerSource *source, const CorpusReport *report) {
  replace_text(&source->base_id, report->id);
  replace_text(&source->municipality,
               report->municipality != NULL ? report->municipality->code : "");
  source->year = report->year;
  source->month = report->month;
  source->evaluation = report->evaluation;
}

/* Begins the next files that must be read, as many as there is room for. */
static void
begin_next(IndexerRun *run) {
  for (; run->begun < run->candidates->len && indexer_ahead_has_room(run->ahead); run->begun++) {
    const IndexerCandidate *candidate = run->candidates->pdata[run->begun];
    if (!candidate->known)
      indexer_ahead_begin(run->ahead, candidate->source->path);
  }
}

static CorpusReport *
read_report(IndexerRun *run, const char *path, GError **error) {
  const IndexerOptions *options = run->options;
  if (run->ahead == NULL)
    return options->read(path, options->read_context, error);
  begin_next(run);
  return indexer_ahead_finish(run->ahead, path, options->read_context, error);
}

/* NULL where the file can't be read as a report, which is noted. */
static CorpusReport *
read_file(IndexerRun *run, IndexerSource *source) {
  GError *failure = NULL;
  CorpusReport *report = read_report(run, source->path, &failure);
  if (report != NULL &&
      (report->id == NULL || report->id[0] == '\0' || strlen(report->id) > ID_MAX_BYTES)) {
    failure = indexer_failure_new("it can't be told which municipality and year it is about");
    g_clear_pointer(&report, corpus_report_free);
  }
  if (report != NULL && run->options->was_read != NULL)
    run->options->was_read(source->path, report, run->options->was_read_context);
  if (report == NULL)
    indexer_failure_take(run->summary->failures, source->path, failure);
  else
    remember(source, report);
  return report;
}

static void
note_duplicate(const IndexerRun *run, IndexerSource *source, const IndexerSource *preferred) {
  char *name = g_filename_display_name(source->path);
  char *other = g_filename_display_name(preferred->path);
  g_ptr_array_add(run->summary->notices,
                  g_strdup_printf("%s: not indexed, as %s holds the same evaluation", name, other));
  run->summary->duplicates++;
  replace_text(&source->report_id, "");
  g_free(name);
  g_free(other);
}

static bool
write_report(IndexerRun *run, IndexerSource *source, CorpusReport *report, const char *id,
             GError **error) {
  replace_text(&report->id, id);
  replace_text(&source->report_id, id);
  if (was_indexed(run, id))
    run->summary->updated++;
  else
    run->summary->added++;
  run->summary->passages += report->passages->len;
  return indexer_target_write(run->target, report, error);
}

/* To another number of shards: what the index holds is all that there is to a report. */
static bool
move_report(IndexerRun *run, const char *id, GError **error) {
  CorpusReport *report = indexer_reader_whole_report(run->old, id, error);
  bool ok = report != NULL && indexer_target_write(run->target, report, error);
  corpus_report_free(report);
  return ok;
}

static bool
keep_report(IndexerRun *run, const char *id, GError **error) {
  const CorpusReport *report = indexer_reader_report(run->old, id);
  run->summary->unchanged++;
  run->summary->passages += indexer_reader_passage_count(run->old, report);
  return !run->moves_shards || move_report(run, id, error);
}

/* A file whose evaluation no other has. report: what was read from it, NULL = it is known. */
static bool
claim(IndexerRun *run, IndexerSource *source, CorpusReport *report, GError **error) {
  char *id = indexer_claims_free_id(run->claims, source);
  bool keep = report == NULL && g_str_equal(source->report_id, id) && was_indexed(run, id);
  CorpusReport *late = keep || report != NULL ? NULL : read_file(run, source);
  bool ok = true;
  if (keep || report != NULL || late != NULL) {
    indexer_claims_add(run->claims, source, id);
    g_ptr_array_add(run->sources, source);
    ok = keep ? keep_report(run, id, error)
              : write_report(run, source, report != NULL ? report : late, id, error);
  }
  corpus_report_free(late);
  g_free(id);
  return ok;
}

bool
indexer_run_take_in(IndexerRun *run, const IndexerCandidate *candidate, GError **error) {
  IndexerSource *source = candidate->source;
  CorpusReport *report = candidate->known ? NULL : read_file(run, source);
  if (report == NULL && !candidate->known)
    return true;
  const IndexerSource *preferred = indexer_claims_find(run->claims, source);
  bool ok = true;
  if (preferred == NULL) {
    ok = claim(run, source, report, error);
  } else {
    note_duplicate(run, source, preferred);
    g_ptr_array_add(run->sources, source);
  }
  corpus_report_free(report);
  return ok;
}
