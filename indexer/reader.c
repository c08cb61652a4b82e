/* indexer/reader.c: an index opened for reading: what it holds as a whole, and passages one by one.
 */
#include "indexer/reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "indexer/whole.h"

/* An update that takes place while an index is opened takes far less than this. */
#define TRIES 5
#define PAUSE_MICROSECONDS 20000

/* What is replaced when the index has changed. */
typedef struct {
  ShimDatabase *database;
  IndexerShards shards;
  char *generation;        /* without shards that are left out: and which these are */
  IndexerMissing *missing; /* NULL = nothing */
  IndexerPacker *plain;    /* of pieces */
  IndexerReports *reports;
  IndexerVocabulary *vocabulary;
  IndexerPacker *packer; /* of records; NULL until one is read */
} State;

struct IndexerReader {
  char *path;
  unsigned manner; /* IndexerManner */
  State *state;
};

static void
state_free(State *state) {
  if (state == NULL)
    return;
  shim_database_free(state->database);
  indexer_vocabulary_free(state->vocabulary);
  indexer_packer_free(state->packer);
  indexer_packer_free(state->plain);
  if (state->missing != NULL) {
    g_ptr_array_unref(state->missing->reports);
    g_free(state->missing->places);
    g_free(state->missing);
  }
  indexer_reports_free(state->reports);
  indexer_shards_clear(&state->shards);
  g_free(state->generation);
  g_free(state);
}

/* ---- what it holds as a whole ---- */

/* Which shards are left out, and their reports. */
static void
note_missing(State *state) {
  const char *const *places = shim_database_left_out(state->database);
  const GPtrArray *ids = indexer_reports_left_out(state->reports);
  state->generation = g_strdup(state->shards.generation);
  if (*places == NULL)
    return;
  state->missing = g_new0(IndexerMissing, 1);
  state->missing->shards = g_strv_length((char **)places);
  state->missing->places = g_strjoinv(", ", (char **)places);
  state->missing->reports = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add(state->missing->reports, g_strdup(ids->pdata[i]));
  GString *generation = g_string_new(NULL);
  for (unsigned i = 0; i < state->shards.count; i++)
    if (!state->shards.there[i])
      g_string_append_printf(generation, "-without-%u", i);
  char *whole = state->generation;
  state->generation = g_strconcat(whole, generation->str, NULL);
  g_string_free(generation, TRUE);
  g_free(whole);
}

static GBytes *
piece_of(void *context, const char *key, guint number, GError **error) {
  const State *state = context;
  return indexer_piece_read(state->database, state->plain, key, number, error);
}

static bool
load_reports(State *state, GError **error) {
  state->plain = indexer_packer_new(NULL);
  state->reports = indexer_reports_new(piece_of, state, &state->shards, error);
  if (state->reports != NULL)
    note_missing(state);
  return state->reports != NULL;
}

/* The compounds are one piece. */
static bool
load_vocabulary(State *state, GError **error) {
  GPtrArray *words =
      indexer_pieces_read(state->database, state->plain, INDEXER_META_VOCABULARY, error);
  GBytes *compounds = words != NULL ? piece_of(state, INDEXER_META_COMPOUNDS, 0, error) : NULL;
  if (compounds != NULL)
    state->vocabulary = indexer_vocabulary_from_pieces(words, compounds);
  else
    g_clear_pointer(&words, g_ptr_array_unref);
  return state->vocabulary != NULL;
}

static bool
check_tables(const State *state, GError **error) {
  GBytes *positions = NULL;
  if (!shim_database_metadata(state->database, INDEXER_META_POSITIONS, &positions, error))
    return false;
  bool words = g_bytes_get_size(positions) > 0;
  g_bytes_unref(positions);
  return shim_database_check_tables(state->database, words, error);
}

/* ---- opening ---- */

static bool
open_database(const char *path, unsigned manner, ShimDatabase **database, GError **error) {
  return (manner & INDEXER_REACHABLE) != 0 ? shim_database_open_reachable(path, database, error)
                                           : shim_database_open(path, database, error);
}

static State *
load_once(const char *path, unsigned manner, GError **error) {
  State *state = g_new0(State, 1);
  GError *failure = NULL;
  if (open_database(path, manner, &state->database, &failure) &&
      indexer_shards_read(state->database, path, &state->shards, &failure) &&
      load_reports(state, &failure) &&
      ((manner & INDEXER_FIGURES) != 0 || load_vocabulary(state, &failure)) &&
      check_tables(state, &failure))
    return state;
  state_free(state);
  indexer_error_take(error, failure, path);
  return NULL;
}

/* The stub is there, but what it names is not: an update has just removed it, or someone else. */
static bool
is_stub_without_data(const char *path, const GError *failure) {
  char *stub = g_build_filename(path, INDEXER_STUB, NULL);
  bool there = g_file_test(stub, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_REGULAR);
  g_free(stub);
  return there && g_error_matches(failure, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND);
}

static bool
may_pass(const char *path, const GError *failure) {
  return g_error_matches(failure, INDEXER_ERROR, INDEXER_ERROR_CHANGED) ||
         g_error_matches(failure, INDEXER_ERROR, INDEXER_ERROR_DAMAGED) ||
         is_stub_without_data(path, failure);
}

static State *
load(const char *path, unsigned manner, GError **error) {
  GError *failure = NULL;
  for (unsigned i = 0; i < TRIES; i++) {
    g_clear_error(&failure);
    State *state = load_once(path, manner, &failure);
    if (state != NULL)
      return state;
    if (!may_pass(path, failure))
      break;
    g_usleep(PAUSE_MICROSECONDS);
  }
  indexer_error_if_refused(&failure, path);
  if (is_stub_without_data(path, failure)) {
    g_clear_error(&failure);
    indexer_error_take(&failure,
                       g_error_new(SHIM_ERROR, SHIM_ERROR_DAMAGED, "%s: %s", path,
                                   _("part of the index is missing")),
                       path);
  }
  g_propagate_error(error, failure);
  return NULL;
}

IndexerReader *
indexer_reader_open_as(const char *path, unsigned manner, GError **error) {
  State *state = load(path, manner, error);
  if (state == NULL)
    return NULL;
  IndexerReader *reader = g_new0(IndexerReader, 1);
  reader->path = g_strdup(path);
  reader->manner = manner;
  reader->state = state;
  return reader;
}

IndexerReader *
indexer_reader_open(const char *path, GError **error) {
  return indexer_reader_open_as(path, 0, error);
}

void
indexer_reader_free(IndexerReader *reader) {
  if (reader == NULL)
    return;
  state_free(reader->state);
  g_free(reader->path);
  g_free(reader);
}

/* Is what the reader has the newest generation, without the same shards or with all? If that can't
 * be told, it is not. */
static bool
is_newest(const IndexerReader *reader) {
  ShimDatabase *database = NULL;
  GBytes *generation = NULL;
  const State *state = reader->state;
  gsize length = 0;
  bool same =
      open_database(reader->path, reader->manner, &database, NULL) &&
      g_strv_equal(shim_database_left_out(database), shim_database_left_out(state->database)) &&
      shim_database_metadata(database, INDEXER_META_GENERATION, &generation, NULL) &&
      g_bytes_get_data(generation, &length) != NULL &&
      strncmp(state->shards.generation, g_bytes_get_data(generation, NULL), length) == 0;
  g_clear_pointer(&generation, g_bytes_unref);
  shim_database_free(database);
  return same;
}

bool
indexer_reader_reopen(IndexerReader *reader, bool *changed, GError **error) {
  if (changed != NULL)
    *changed = false;
  if (is_newest(reader))
    return true;
  State *state = load(reader->path, reader->manner, error);
  if (state == NULL)
    return false;
  bool differs = !g_str_equal(state->generation, reader->state->generation);
  state_free(differs ? reader->state : state);
  if (differs)
    reader->state = state;
  if (changed != NULL)
    *changed = differs;
  return true;
}

/* ---- what it holds ---- */

const ShimDatabase *
indexer_reader_database(const IndexerReader *reader) {
  return reader->state->database;
}

const char *
indexer_reader_generation(const IndexerReader *reader) {
  return reader->state->generation;
}

const IndexerMissing *
indexer_reader_missing(const IndexerReader *reader) {
  return reader->state->missing;
}

const IndexerVocabulary *
indexer_reader_vocabulary(const IndexerReader *reader) {
  return reader->state->vocabulary;
}

unsigned
indexer_reader_shards(const IndexerReader *reader) {
  return reader->state->shards.count;
}

const GPtrArray *
indexer_reader_reports(const IndexerReader *reader) {
  return indexer_reports_all(reader->state->reports);
}

const CorpusReport *
indexer_reader_report(const IndexerReader *reader, const char *id) {
  return indexer_reports_find(reader->state->reports, id);
}

unsigned
indexer_reader_passage_count(const IndexerReader *reader, const CorpusReport *report) {
  return indexer_reports_passages(reader->state->reports, report != NULL ? report->id : NULL);
}

bool
indexer_reader_read(const IndexerReader *reader, const char *id, unsigned parts, GError **error) {
  GError *failure = NULL;
  if (indexer_reports_read(reader->state->reports, id, parts, &failure))
    return true;
  indexer_error_take(error, failure, indexer_reader_path(reader));
  return false;
}

const char *
indexer_reader_path(const IndexerReader *reader) {
  return reader->path;
}

/* ---- passages ---- */

void
indexer_passage_clear(IndexerPassage *passage) {
  g_clear_pointer(&passage->passage, corpus_passage_free);
  passage->report = NULL;
}

/* What unpacks records, made with the first of them. NULL with an error. */
static IndexerPacker *
packer_of(const IndexerReader *reader, GError **error) {
  State *state = reader->state;
  GBytes *sample = NULL;
  if (state->packer != NULL)
    return state->packer;
  if (!shim_database_metadata(state->database, INDEXER_META_SAMPLE, &sample, error))
    return NULL;
  state->packer = indexer_packer_new(sample);
  g_bytes_unref(sample);
  return state->packer;
}

/* The record that a document holds; the caller unrefs it. */
static GBytes *
record_of(const IndexerReader *reader, const ShimDocument *document, GError **error) {
  IndexerPacker *packer = packer_of(reader, error);
  return packer != NULL ? indexer_unpack_document(packer, document, error) : NULL;
}

/* report_id: of the report that it belongs to. */
static bool
read_record(const IndexerReader *reader, GBytes *data, const char *report_id,
            IndexerPassage *passage, GError **error) {
  passage->passage = indexer_record_to_passage(data, error);
  if (passage->passage == NULL)
    return false;
  passage->report = indexer_reader_report(reader, report_id);
  if (passage->report == NULL) {
    g_set_error(
        error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
        _("%s: the index has a passage of %s, but not the report; make it anew with kompass "
          "index --rebuild"),
        indexer_reader_path(reader), report_id);
    indexer_passage_clear(passage);
  }
  return passage->passage != NULL;
}

/* report: whose passage it is, if that is known. */
static bool
read_passage(const IndexerReader *reader, const ShimDocument *document, const CorpusReport *report,
             IndexerPassage *passage, GError **error) {
  GError *failure = NULL;
  GBytes *data = record_of(reader, document, &failure);
  char *report_id = report != NULL ? g_strdup(report->id) : NULL;
  *passage = (IndexerPassage){0};
  bool ok = data != NULL &&
            (report != NULL || shim_database_value(reader->state->database, document,
                                                   INDEXER_SLOT_REPORT, &report_id, &failure));
  if (ok)
    ok = read_record(reader, data, report_id, passage, error);
  else
    indexer_error_take(error, failure, indexer_reader_path(reader));
  g_clear_pointer(&data, g_bytes_unref);
  g_free(report_id);
  return ok;
}

bool
indexer_reader_passage_of(const IndexerReader *reader, const ShimDocument *document,
                          IndexerPassage *passage, GError **error) {
  return read_passage(reader, document, NULL, passage, error);
}

/* For the visitors of documents. */
typedef struct {
  const IndexerReader *reader;
  const CorpusReport *report; /* whose documents they are; NULL = of any */
  IndexerPassageVisitor visitor;
  void *context;
  bool stopped;
  GError *error;
} Visit;

static bool
visit_document(unsigned id, const ShimDocument *document, void *context) {
  Visit *visit = context;
  IndexerPassage passage = {0};
  if (!read_passage(visit->reader, document, visit->report, &passage, &visit->error))
    return false;
  visit->stopped = !visit->visitor(&passage, id, visit->context);
  indexer_passage_clear(&passage);
  return !visit->stopped;
}

/* Runs a visitor over the documents of a term, and puts its error and the shim's into one. */
static bool
run(Visit *visit, const char *term, ShimDocumentVisitor visitor, GError **error) {
  GError *failure = NULL;
  bool ok = shim_database_each_document(indexer_reader_database(visit->reader), term, visitor,
                                        visit, &failure);
  if (visit->error != NULL) {
    g_clear_error(&failure);
    failure = g_steal_pointer(&visit->error);
    ok = false;
  }
  if (!ok)
    indexer_error_take(error, failure, indexer_reader_path(visit->reader));
  return ok;
}

bool
indexer_reader_each_passage(const IndexerReader *reader, const CorpusReport *report,
                            IndexerPassageVisitor visitor, void *context, GError **error) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  Visit visit = {.reader = reader, .visitor = visitor, .context = context};
  bool ok = true;
  for (guint i = 0; i < reports->len && ok && !visit.stopped; i++) {
    const CorpusReport *one = reports->pdata[i];
    if (report != NULL && report != one)
      continue;
    char *term = g_strconcat(INDEXER_FILTER_REPORT, one->id, NULL);
    visit.report = one;
    ok = run(&visit, term, visit_document, error);
    g_free(term);
  }
  return ok;
}

static bool
add_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Visit *visit = context;
  IndexerPassage passage = {0};
  if (!indexer_reader_passage_of(visit->reader, document, &passage, &visit->error))
    return false;
  g_array_append_val((GArray *)visit->context, passage);
  return true;
}

GArray *
indexer_reader_strengths(const IndexerReader *reader, const char *question, GError **error) {
  GArray *strengths = g_array_new(FALSE, FALSE, sizeof(IndexerPassage));
  g_array_set_clear_func(strengths, (GDestroyNotify)indexer_passage_clear);
  Visit visit = {.reader = reader, .context = strengths};
  bool ok = true;
  for (CorpusKind kind = CORPUS_KIND_PARAGRAPH; ok && kind <= CORPUS_KIND_ITEM; kind++) {
    char *term = g_strdup_printf(INDEXER_FILTER_STRENGTH "%s/%s", corpus_kind_name(kind), question);
    ok = run(&visit, term, add_document, error);
    g_free(term);
  }
  if (!ok)
    g_clear_pointer(&strengths, g_array_unref);
  return strengths;
}

static bool
add_passage(const IndexerPassage *passage, G_GNUC_UNUSED unsigned document_id, void *context) {
  IndexerPassage *taken = (IndexerPassage *)passage;
  g_ptr_array_add(((CorpusReport *)context)->passages, g_steal_pointer(&taken->passage));
  return true;
}

CorpusReport *
indexer_reader_whole_report(const IndexerReader *reader, const char *id, GError **error) {
  const CorpusReport *known = indexer_reader_report(reader, id);
  if (known == NULL) {
    g_set_error(error, INDEXER_ERROR, INDEXER_ERROR_NOT_FOUND, _("%s: there is no report %s"),
                indexer_reader_path(reader), id);
    return NULL;
  }
  if (!indexer_reader_read(reader, id, INDEXER_PARTS, error))
    return NULL;
  GBytes *record = indexer_record_of_report(known);
  CorpusReport *report = indexer_record_to_report(record, NULL, error);
  g_bytes_unref(record);
  if (report != NULL && !indexer_reader_each_passage(reader, known, add_passage, report, error))
    g_clear_pointer(&report, corpus_report_free);
  return report;
}

bool
indexer_reader_source(const IndexerReader *reader, const char *id, char **path, char **hash,
                      GError **error) {
  GBytes *bytes = NULL;
  *path = NULL;
  if (hash != NULL)
    *hash = NULL;
  if (!shim_database_metadata(indexer_reader_database(reader), INDEXER_META_SOURCES, &bytes, error))
    return false;
  GPtrArray *sources = indexer_state_from_bytes(bytes, INDEXER_SCHEMA_VERSION, error);
  g_bytes_unref(bytes);
  if (sources == NULL)
    return false;
  for (guint i = 0; i < sources->len && *path == NULL; i++) {
    const IndexerSource *source = sources->pdata[i];
    if (*id == '\0' || !g_str_equal(source->report_id, id))
      continue;
    *path = g_strdup(source->path);
    if (hash != NULL)
      *hash = g_strdup(source->hash);
  }
  g_ptr_array_unref(sources);
  return true;
}
