/* indexer/update.c: brings an index up to date, all or nothing.
 *
 * First the files that there are, and those that are remembered from elsewhere, become candidates;
 * then each candidate is taken in, the one to prefer of an evaluation first; then the reports that
 * no file gives any more are taken out, and the new generation becomes the current one. */
#include "indexer/update.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/source/source.h"
#include "corpus/text/error.h"
#include "corpus/text/knowledge.h"
#include "indexer/error.h"
#include "indexer/generation.h"
#include "indexer/read_ahead.h"
#include "indexer/reader.h"
#include "indexer/schema.h"
#include "indexer/sources.h"

#define ID_MAX_BYTES 150               /* an id becomes part of terms */
#define BYTES_OF_A_REPORT (256 * 1024) /* in an index, where there is none to tell */

/* ---- which file gives each evaluation to the index, and under which id ---- */

/* Evaluations that have found their file. */
typedef struct {
  GPtrArray *sources; /* const IndexerSource *, borrowed */
  GHashTable *ids;    /* owned strings */
} Claims;

static Claims
claims_new(void) {
  return (Claims){g_ptr_array_new(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

static void
claims_clear(Claims *claims) {
  g_clear_pointer(&claims->sources, g_ptr_array_unref);
  g_clear_pointer(&claims->ids, g_hash_table_unref);
}

/* The source that has the same evaluation already; NULL if none has. Borrowed. */
static const IndexerSource *
claimed_by(const Claims *claims, const IndexerSource *source) {
  for (guint i = 0; i < claims->sources->len; i++)
    if (indexer_source_same_evaluation(claims->sources->pdata[i], source))
      return claims->sources->pdata[i];
  return NULL;
}

/* The id for the source's report: its own, or, where another evaluation bears that already, with
 * its month or a number added. The caller frees it. */
static char *
free_id(const Claims *claims, const IndexerSource *source) {
  char *id = g_strdup(source->base_id);
  if (g_hash_table_contains(claims->ids, id) && source->month != 0) {
    g_free(id);
    id = g_strdup_printf("%s-%02u", source->base_id, source->month);
  }
  for (unsigned number = 2; g_hash_table_contains(claims->ids, id); number++) {
    g_free(id);
    id = g_strdup_printf("%s-no%u", source->base_id, number);
  }
  return id;
}

/* One update under way. */
typedef struct {
  const IndexerOptions *options;
  IndexerSummary *summary;
  IndexerStorage *storage;
  IndexerReader *old;     /* the index as it is; NULL = there is none */
  GPtrArray *old_sources; /* IndexerSource * */
  GBytes *old_state;
  GHashTable *old_by_path; /* path -> IndexerSource *, borrowed from old_sources */
  GPtrArray *candidates;   /* IndexerCandidate *, the ones to prefer first */
  GPtrArray *sources;      /* IndexerSource *, borrowed from candidates: what is known afterwards */
  Claims claims;
  IndexerGeneration *generation;
  IndexerReadAhead *ahead; /* NULL = files are read by options->read */
  guint begun;             /* candidates before this one were begun, or need not be read */
  bool moves_shards;       /* unchanged reports must be written too */
  guint64 needed_bytes;    /* about how much is going to be written */
  bool replaces;           /* an index that is there is forgotten */
  GPtrArray *earlier; /* IndexerSource *: what that was made from, to be read anew; NULL = not */
} Run;

void
indexer_summary_clear(IndexerSummary *summary) {
  g_clear_pointer(&summary->failures, g_ptr_array_unref);
  g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

CorpusReport *
indexer_read_report(const char *path, void *context, GError **error) {
  return corpus_report_read(path, context, error);
}

static void
run_clear(Run *run) {
  indexer_read_ahead_free(run->ahead);
  indexer_generation_free(run->generation);
  claims_clear(&run->claims);
  g_clear_pointer(&run->sources, g_ptr_array_unref);
  g_clear_pointer(&run->candidates, g_ptr_array_unref);
  g_clear_pointer(&run->old_by_path, g_hash_table_unref);
  g_clear_pointer(&run->old_state, g_bytes_unref);
  g_clear_pointer(&run->old_sources, g_ptr_array_unref);
  g_clear_pointer(&run->earlier, g_ptr_array_unref);
  indexer_reader_free(run->old);
}

/* ---- what the index was made from ---- */

static GBytes *
read_state(const IndexerReader *reader, GError **error) {
  GBytes *bytes = NULL;
  if (reader == NULL)
    return g_bytes_new_static("", 0);
  return shim_database_metadata(indexer_reader_database(reader), INDEXER_META_SOURCES, &bytes,
                                error)
             ? bytes
             : NULL;
}

static bool
load_old(Run *run, const char *index_path, bool exists, GError **error) {
  if (exists && (run->old = indexer_reader_open(index_path, error)) == NULL)
    return false;
  run->old_state = read_state(run->old, error);
  if (run->old_state == NULL)
    return false;
  run->old_sources = indexer_state_from_bytes(run->old_state, INDEXER_SCHEMA_VERSION, error);
  if (run->old_sources == NULL)
    return false;
  run->old_by_path = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < run->old_sources->len; i++) {
    IndexerSource *source = run->old_sources->pdata[i];
    g_hash_table_insert(run->old_by_path, source->path, source);
  }
  return true;
}

static bool
gather(Run *run, const char *index_path, const char *const *paths, GError **error) {
  IndexerGathering gathering = {.options = run->options,
                                .old_sources = run->old_sources,
                                .old_by_path = run->old_by_path,
                                .earlier = run->earlier,
                                .replaces = run->replaces,
                                .failures = run->summary->failures,
                                .notices = run->summary->notices};
  bool ok = indexer_gather(&gathering, index_path, paths, error);
  run->candidates = gathering.candidates;
  return ok;
}

/* ---- reading a candidate ---- */

/* What a file's pages are told with. */
typedef struct {
  const IndexerOptions *options;
  const char *path;
} Watch;

static void
tell_pages(unsigned done, unsigned total, void *context) {
  const Watch *watch = context;
  if (watch->options->pages != NULL)
    watch->options->pages(done, total, watch->path, watch->options->progress_context);
}

/* Begins the next files that must be read. */
static void
begin_next(Run *run) {
  for (; run->begun < run->candidates->len && indexer_read_ahead_has_room(run->ahead);
       run->begun++) {
    const IndexerCandidate *candidate = run->candidates->pdata[run->begun];
    if (!candidate->known)
      indexer_read_ahead_begin(run->ahead, candidate->source->path, candidate->source->recognised);
  }
}

static CorpusReport *
read_report(Run *run, const IndexerSource *source, GError **error) {
  const IndexerOptions *options = run->options;
  const char *path = source->path;
  if (run->ahead == NULL)
    return options->read(path, options->read_context, error);
  begin_next(run);
  Watch watch = {options, path};
  return indexer_read_ahead_take(run->ahead, path, source->recognised, tell_pages, &watch, error);
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

/* NULL where the file can't be read as a report, which is noted. *is_unread (may be NULL): what it
 * holds is not known, as the system failed, or refused. */
static CorpusReport *
read_file(Run *run, IndexerSource *source, bool *is_unread) {
  GError *failure = NULL;
  CorpusReport *report = read_report(run, source, &failure);
  if (report != NULL &&
      (report->id == NULL || report->id[0] == '\0' || strlen(report->id) > ID_MAX_BYTES)) {
    failure = g_error_new_literal(INDEXER_ERROR, INDEXER_ERROR_INPUT,
                                  _("it can't be told which municipality and year it is about"));
    g_clear_pointer(&report, corpus_report_free);
  }
  if (report != NULL && run->options->was_read != NULL)
    run->options->was_read(source->path, report, run->options->was_read_context);
  if (is_unread != NULL)
    *is_unread = g_error_matches(failure, CORPUS_ERROR, CORPUS_ERROR_IO);
  if (report != NULL)
    remember(source, report);
  else if (indexer_goes_on(run->options->stop, NULL))
    indexer_failure_take(run->summary->failures, source->path, failure);
  else
    g_clear_error(&failure); /* of reading that was given up, where that had begun */
  return report;
}

/* ---- taking a candidate in ---- */

static bool
was_indexed(const Run *run, const char *report_id) {
  return run->old != NULL && indexer_reader_report(run->old, report_id) != NULL;
}

static void
note_duplicate(const Run *run, IndexerSource *source, const IndexerSource *preferred) {
  char *name = g_filename_display_name(source->path);
  char *other = g_filename_display_name(preferred->path);
  g_ptr_array_add(
      run->summary->notices,
      g_strdup_printf(_("%s: not indexed, as %s holds the same evaluation"), name, other));
  run->summary->duplicates++;
  replace_text(&source->report_id, "");
  g_free(name);
  g_free(other);
}

/* Takes the report. */
static bool
write_report(Run *run, IndexerSource *source, CorpusReport *report, const char *id,
             GError **error) {
  replace_text(&report->id, id);
  replace_text(&source->report_id, id);
  if (was_indexed(run, id))
    run->summary->updated++;
  else
    run->summary->added++;
  run->summary->passages += report->passages->len;
  return indexer_generation_write(run->generation, report, error);
}

/* To another number of shards: what the index holds is all that there is to a report. */
static bool
move_report(Run *run, const char *id, GError **error) {
  CorpusReport *report = indexer_reader_whole_report(run->old, id, error);
  return report != NULL && indexer_generation_write(run->generation, report, error);
}

static bool
keep_report(Run *run, const char *id, GError **error) {
  const CorpusReport *report = indexer_reader_report(run->old, id);
  run->summary->unchanged++;
  run->summary->passages += indexer_reader_passage_count(run->old, report);
  return !run->moves_shards || move_report(run, id, error);
}

/* A file whose evaluation no other has. report: what was read from it, NULL = it is known; taken.
 */
static bool
claim(Run *run, IndexerSource *source, CorpusReport *report, GError **error) {
  char *id = free_id(&run->claims, source);
  bool keep = report == NULL && g_str_equal(source->report_id, id) && was_indexed(run, id);
  if (!keep && report == NULL)
    report = read_file(run, source, NULL);
  bool ok = true;
  if (keep || report != NULL) {
    g_ptr_array_add(run->claims.sources, source);
    g_hash_table_add(run->claims.ids, g_strdup(id));
    g_ptr_array_add(run->sources, source);
    ok = keep ? keep_report(run, id, error) : write_report(run, source, report, id, error);
  }
  g_free(id);
  return ok;
}

/* Reads the candidate, unless it is known. Of a file that could not be read now but was indexed
 * before, what was indexed stays, and the file counts as it was then: the next update tries again.
 * false where there is nothing to take in. */
static bool
read_candidate(Run *run, IndexerCandidate *candidate, CorpusReport **report) {
  bool is_unread = false;
  if (candidate->known)
    return true;
  *report = read_file(run, candidate->source, &is_unread);
  if (*report != NULL)
    return true;
  if (!is_unread || candidate->old == NULL)
    return false;
  indexer_source_free(candidate->source);
  candidate->source = indexer_source_copy(candidate->old);
  candidate->known = true;
  return true;
}

/* Reads it if it has to be read, and writes it if it has to be written. A file that can't be read
 * is noted in the summary; false only where the index can't be written. */
static bool
take_in(Run *run, IndexerCandidate *candidate, GError **error) {
  CorpusReport *report = NULL;
  if (!read_candidate(run, candidate, &report))
    return true;
  IndexerSource *source = candidate->source;
  const IndexerSource *preferred = claimed_by(&run->claims, source);
  if (preferred == NULL)
    return claim(run, source, report, error);
  note_duplicate(run, source, preferred);
  g_ptr_array_add(run->sources, source);
  corpus_report_free(report);
  return true;
}

/* Says what keeps a hostile file in check less than it could, where one may have been read. */
static void
note_confinement(const Run *run) {
  bool is_read = false;
  for (guint i = 0; run->ahead != NULL && i < run->candidates->len; i++) {
    const IndexerCandidate *candidate = run->candidates->pdata[i];
    is_read |= !candidate->known && !g_str_has_suffix(candidate->source->path, ".txt");
  }
  char *missing = is_read ? corpus_source_missing_confinement() : NULL;
  if (missing != NULL)
    g_ptr_array_add(
        run->summary->notices,
        g_strdup_printf(_("the reader of PDF and office files was not shut in by all means: %s"),
                        missing));
  g_free(missing);
}

static bool
take_in_all(Run *run, GError **error) {
  const IndexerOptions *options = run->options;
  guint total = run->candidates->len;
  for (guint i = 0; i < total; i++) {
    IndexerCandidate *candidate = run->candidates->pdata[i];
    if (!indexer_goes_on(options->stop, error))
      return false;
    if (options->progress != NULL)
      options->progress(i, total, candidate->source->path, options->progress_context);
    if (!take_in(run, candidate, error))
      return false;
  }
  if (!indexer_goes_on(options->stop, error))
    return false;
  note_confinement(run); /* asks the reader, which may be what did not end */
  return true;
}

/* ---- the whole update ---- */

/* Reports that no file gives any more. */
static bool
remove_gone(Run *run, GError **error) {
  const GPtrArray *reports = run->old != NULL ? indexer_reader_reports(run->old) : NULL;
  bool ok = true;
  for (guint i = 0; reports != NULL && i < reports->len && ok; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (g_hash_table_contains(run->claims.ids, report->id))
      continue;
    run->summary->removed++;
    ok = indexer_generation_remove(run->generation, report->id, error);
  }
  return ok;
}

/* An index of nothing is not made, nor put in the place of one that is forgotten, because no file
 * could be read. */
static bool
refuse_nothing(const Run *run, GError **error) {
  const GPtrArray *failures = run->summary->failures;
  if (run->old != NULL || run->sources->len > 0 || failures->len == 0)
    return true;
  const IndexerFailure *first = failures->pdata[0];
  g_set_error(
      error, INDEXER_ERROR, INDEXER_ERROR_INPUT,
      ngettext("%s: %s; nothing could be read (%u file or folder), so nothing was written",
               "%s: %s; nothing could be read (%u files or folders), so nothing was written",
               failures->len),
      first->path, first->reason, failures->len);
  return false;
}

/* Writes nothing where nothing is another than before, nor reports that were understood without a
 * part of the knowledge, as a file could not be opened for a moment: the index would take them for
 * up to date. */
static bool
finish(Run *run, GError **error) {
  if (!refuse_nothing(run, error) || !corpus_knowledge_intact(error))
    return false;
  GBytes *state = indexer_state_to_bytes(run->sources);
  IndexerSummary *summary = run->summary;
  bool same = run->old != NULL && !run->moves_shards &&
              !indexer_generation_is_begun(run->generation) && g_bytes_equal(state, run->old_state);
  summary->changed = !same;
  summary->reports = summary->added + summary->updated + summary->unchanged;
  IndexerExpected expected = {summary->reports, summary->passages};
  bool ok = same || indexer_generation_finish(run->generation, state, &expected, error);
  g_bytes_unref(state);
  return ok;
}

/* About how many bytes are going to be written: the copy, and for each report that must be written
 * as much as those of the index take, which says more than the files, as PDF files are large for
 * their pictures. And half as much again, as blocks of the copy that change are written beside
 * those of the last commit; or, where most is written, all of it a second time, without gaps. */
static guint64
estimate_bytes(const Run *run, bool copy) {
  guint reports = run->old != NULL ? indexer_reader_reports(run->old)->len : 0, count = 0;
  guint64 there = indexer_storage_bytes(run->storage);
  guint64 each = reports > 0 ? there / reports : BYTES_OF_A_REPORT;
  for (guint i = 0; i < run->candidates->len; i++)
    count += !copy || !((const IndexerCandidate *)run->candidates->pdata[i])->known;
  guint64 bytes = count * each + (copy ? there : 0);
  return copy ? bytes + bytes / 2 : 2 * bytes;
}

/* Before anything is read: each scanned file would fail for the same reason. */
static bool
refuse_without_recognition(const Run *run, GError **error) {
  char *reason = run->options->recognise ? corpus_source_missing_recognition() : NULL;
  if (reason == NULL)
    return true;
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_INPUT, reason);
  g_free(reason);
  return false;
}

/* An index of an earlier version is made anew from its own reports. */
static bool
takes_earlier(Run *run, const char *index_path) {
  unsigned version = 0;
  run->earlier = indexer_earlier_sources(index_path, &version);
  if (run->earlier == NULL)
    return false;
  g_ptr_array_add(run->summary->notices,
                  g_strdup_printf(_("the index had version %u and is made anew as version %d, from "
                                    "its own reports"),
                                  version, INDEXER_SCHEMA_VERSION));
  return true;
}

/* Loads what is there; *exists: whether it is built upon. */
static bool
load(Run *run, const char *index_path, const char *const *paths, bool *exists, GError **error) {
  GError *failure = NULL;
  if (*paths == NULL && (run->earlier = indexer_earlier_sources(index_path, NULL)) == NULL) {
    char *name = g_filename_display_name(index_path);
    g_set_error(
        error, INDEXER_ERROR, INDEXER_ERROR_INPUT,
        _("%s: which reports the index was made from can't be told; name them: kompass index "
          "--rebuild --index %s PATH..."),
        name, name);
    g_free(name);
    return false;
  }
  if (load_old(run, index_path, *exists, &failure))
    return true;
  if (!g_error_matches(failure, INDEXER_ERROR, INDEXER_ERROR_VERSION) ||
      !takes_earlier(run, index_path)) {
    g_propagate_error(error, failure);
    return false;
  }
  g_error_free(failure);
  *exists = false;
  return load_old(run, index_path, *exists, error);
}

/* Is any file read with text recognition? */
static bool
recognises(const Run *run) {
  bool any = run->options->recognise;
  for (guint i = 0; i < run->candidates->len; i++) {
    const IndexerCandidate *candidate = run->candidates->pdata[i];
    any = any || (!candidate->known && candidate->source->recognised);
  }
  return any;
}

static IndexerReadAhead *
begin_ahead(const Run *run) {
  IndexerReadAhead *ahead = indexer_read_ahead_new(run->options->read_context, recognises(run));
  indexer_read_ahead_stop_when(ahead, run->options->stop);
  return ahead;
}

static bool
update(Run *run, const char *index_path, const char *const *paths, GError **error) {
  unsigned there = indexer_storage_shards(run->storage);
  if (run->options->shards > INDEXER_SHARDS_MAX) {
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT, _("an index has at most %d shards"),
                INDEXER_SHARDS_MAX);
    return false;
  }
  if (!refuse_without_recognition(run, error))
    return false;
  unsigned wanted = run->options->shards != 0 ? run->options->shards : MAX(there, 1);
  bool exists = there != 0 && !run->options->rebuild;
  if (!load(run, index_path, paths, &exists, error))
    return false;
  run->moves_shards = exists && wanted != there;
  run->replaces = there != 0 && !exists;
  run->claims = claims_new();
  run->sources = g_ptr_array_new();
  if (!gather(run, index_path, paths, error))
    return false;
  if (run->options->read == NULL)
    run->ahead = begin_ahead(run);
  bool copy = exists && wanted == there;
  run->needed_bytes = estimate_bytes(run, copy);
  run->generation = indexer_generation_new(run->storage, wanted, copy, run->needed_bytes, run->old);
  indexer_generation_stop_when(run->generation, run->options->stop);
  if (run->options->part_passages != 0)
    indexer_generation_set_part(run->generation, run->options->part_passages);
  return take_in_all(run, error) && remove_gone(run, error) && finish(run, error);
}

/* A full disk: which it is, and how much room is needed. */
static char *
explain(const Run *run, const char *message) {
  char *space = strstr(message, g_strerror(ENOSPC)) != NULL
                    ? indexer_storage_space(run->storage, run->needed_bytes)
                    : NULL;
  char *explained = space != NULL ? g_strconcat(message, "; ", space, NULL) : g_strdup(message);
  g_free(space);
  return explained;
}

static void
give_up(const char *message, void *context) {
  const Run *run = context;
  char *explained = explain(run, message);
  char *line = g_strconcat(explained, _("; the index is as it was"), NULL);
  indexer_storage_clear_up(run->storage);
  run->options->give_up(line, run->options->give_up_context);
  g_free(line);
  g_free(explained);
}

bool
indexer_update(const char *index_path, const char *const *paths, const IndexerOptions *options,
               IndexerSummary *summary, GError **error) {
  IndexerStorage *storage = indexer_storage_open(index_path, options->rebuild, error);
  if (storage == NULL)
    return false;
  summary->failures = g_ptr_array_new_with_free_func(indexer_failure_free);
  summary->notices = g_ptr_array_new_with_free_func(g_free);
  Run run = {.options = options, .summary = summary, .storage = storage};
  GError *failure = NULL;
  shim_give_up_set(options->give_up != NULL ? give_up : NULL, &run);
  bool ok = update(&run, index_path, paths, &failure);
  if (!ok) {
    char *explained = explain(&run, failure->message);
    g_set_error_literal(error, failure->domain, failure->code, explained);
    g_free(explained);
    g_error_free(failure);
  }
  run_clear(&run);
  shim_give_up_set(NULL, NULL);
  indexer_storage_free(storage);
  return ok;
}
