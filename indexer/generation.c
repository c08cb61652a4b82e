/* indexer/generation.c: writes a new generation of the index, shard by shard.
 *
 * A shard's own database begins as a copy of what there is, which reports are taken out of and put
 * in; or empty, and then reports are written into parts beside it (indexer/crew.c), of which it
 * becomes the last when all are merged. What searchers want of the index as a whole is written with
 * each update: the records of all reports, and the words that they use. */
#include "indexer/generation.h"

#include <string.h>

#include "indexer/error.h"
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/terms.h"
#include "indexer/whole.h"

/* What Xapian writes has gaps, a third of it, so that more can be put between. Where at least one
 * report in this number was written, they are taken out: with fewer that costs more than it saves.
 */
#define COMPACT_SHARE 4

/* Parts are merged before there are so many that a process may not open all of them. */
#define MOST_PARTS 64

/* ---- shards ---- */

typedef struct {
  ShimWriter *writer; /* of its own database */
  IndexerPart *part;  /* that reports go into; NULL = none is begun */
  guint passages;     /* that the part was given */
  GPtrArray *parts;   /* char *, the paths of parts, in the order of their documents */
  guint begun;        /* parts, merged ones too */
} Shard;

struct IndexerGeneration {
  IndexerStorage *storage;
  IndexerCrew *crew;     /* NULL until begun */
  IndexerPacker *packer; /* NULL until a record is written or read */
  GPtrArray *names;      /* of terms, for new databases; NULL where there are none to come */
  Shard *shards;         /* NULL until begun */
  unsigned count;        /* of shards */
  bool copy;
  guint part_passages;
  guint64 needed_bytes;
  guint written;            /* reports */
  guint passages;           /* that were ever written, of all shards */
  bool compacted;           /* whatever was written */
  const gint *stop;         /* NULL = never */
  const IndexerReader *old; /* NULL = none */
  IndexerColumns *columns;  /* of the reports that were written */
  GHashTable *changed;      /* char *: the ids of reports that were written or removed */
};

IndexerGeneration *
indexer_generation_new(IndexerStorage *storage, unsigned shards, bool copy, guint64 needed_bytes,
                       const IndexerReader *old) {
  IndexerGeneration *generation = g_new0(IndexerGeneration, 1);
  generation->storage = storage;
  generation->count = shards;
  generation->copy = copy;
  generation->part_passages = INDEXER_PART_PASSAGES;
  generation->needed_bytes = needed_bytes;
  generation->old = old;
  generation->columns = indexer_columns_new();
  generation->changed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return generation;
}

static void
close_writers(IndexerGeneration *generation) {
  for (unsigned i = 0; generation->shards != NULL && i < generation->count; i++)
    g_clear_pointer(&generation->shards[i].writer, shim_writer_free);
}

void
indexer_generation_free(IndexerGeneration *generation) {
  if (generation == NULL)
    return;
  indexer_crew_free(generation->crew);
  close_writers(generation);
  for (unsigned i = 0; generation->shards != NULL && i < generation->count; i++)
    g_ptr_array_unref(generation->shards[i].parts);
  g_free(generation->shards);
  indexer_packer_free(generation->packer);
  indexer_columns_free(generation->columns);
  g_hash_table_unref(generation->changed);
  g_clear_pointer(&generation->names, g_ptr_array_unref);
  g_free(generation);
}

bool
indexer_generation_is_begun(const IndexerGeneration *generation) {
  return generation->shards != NULL;
}

/* Goes on counting where the generation before ended. */
static bool
read_passages_written(IndexerGeneration *generation, GError **error) {
  ShimDatabase *database = NULL;
  GBytes *bytes = NULL;
  guint64 number = 0;
  bool ok = shim_database_of_writer(generation->shards[0].writer, &database, error) &&
            shim_database_metadata(database, INDEXER_META_WRITTEN, &bytes, error);
  if (ok && g_bytes_get_size(bytes) > 0)
    g_ascii_string_to_unsigned(g_bytes_get_data(bytes, NULL), 10, 0, G_MAXUINT, &number, NULL);
  generation->passages = (guint)number;
  g_clear_pointer(&bytes, g_bytes_unref);
  shim_database_free(database);
  return ok;
}

static bool
open_writer(const char *path, bool exists, ShimWriter **writer, GError **error) {
  GError *failure = NULL;
  bool ok = exists ? shim_writer_open(path, false, writer, &failure)
                   : shim_writer_open_part(path, writer, &failure);
  if (!ok)
    indexer_error_take(error, failure, path);
  return ok;
}

static bool
open_shards(IndexerGeneration *generation, GError **error) {
  bool ok = true;
  generation->shards = g_new0(Shard, generation->count);
  for (unsigned i = 0; i < generation->count; i++)
    generation->shards[i].parts = g_ptr_array_new_with_free_func(g_free);
  for (unsigned i = 0; i < generation->count && ok; i++) {
    char *path = indexer_storage_shard_path(generation->storage, i);
    ok = open_writer(path, generation->copy, &generation->shards[i].writer, error);
    g_free(path);
  }
  return ok;
}

static bool
begin(IndexerGeneration *generation, GError **error) {
  if (generation->shards != NULL)
    return true;
  const IndexerVocabulary *known =
      generation->old != NULL ? indexer_reader_vocabulary(generation->old) : NULL;
  IndexerVocabulary *counted = generation->copy && known != NULL ? indexer_vocabulary_resume(known)
                                                                 : indexer_vocabulary_new();
  generation->crew = indexer_crew_new(known, counted, generation->count > 1, error);
  return generation->crew != NULL &&
         indexer_storage_begin(generation->storage, generation->count, generation->copy,
                               generation->needed_bytes, error) &&
         open_shards(generation, error) &&
         (!generation->copy || read_passages_written(generation, error));
}

/* The same in each shard, as any may be the only one that answers. */
static bool
write_everywhere(IndexerGeneration *generation, const char *key, GBytes *bytes, GError **error) {
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  bool ok = true;
  for (unsigned i = 0; i < generation->count && ok; i++)
    ok = shim_writer_set_metadata(generation->shards[i].writer, key, data, length, error);
  return ok;
}

static bool
set_names(const IndexerGeneration *generation, ShimWriter *writer, GError **error) {
  return shim_writer_set_names(writer, (const char *const *)generation->names->pdata, error);
}

/* What is likely to be said again has short names in all databases of an index, which is settled by
 * its first report. Those that have passages already stay as they are. */
static bool
choose_names(IndexerGeneration *generation, const CorpusReport *report, GError **error) {
  if (generation->copy && generation->old != NULL &&
      indexer_reader_passage_count(generation->old, NULL) > 0)
    return true;
  generation->names = indexer_documents_names(indexer_crew_terms(generation->crew), report, error);
  bool ok = generation->names != NULL;
  for (unsigned i = 0; i < generation->count && ok; i++)
    ok = set_names(generation, generation->shards[i].writer, error);
  return ok;
}

/* Records are packed by the sample that the index has; where it has none, the first report is one.
 */
static bool
begin_packing(IndexerGeneration *generation, const CorpusReport *report, GError **error) {
  if (generation->packer != NULL)
    return true;
  ShimWriter *first = generation->shards[0].writer;
  ShimDatabase *database = NULL;
  GBytes *sample = NULL;
  bool ok = shim_database_of_writer(first, &database, error) &&
            shim_database_metadata(database, INDEXER_META_SAMPLE, &sample, error);
  if (ok && g_bytes_get_size(sample) == 0 && report != NULL) {
    g_bytes_unref(sample);
    sample = indexer_documents_sample(report);
    ok = choose_names(generation, report, error) &&
         write_everywhere(generation, INDEXER_META_SAMPLE, sample, error);
  }
  if (ok) {
    generation->packer = indexer_packer_new(sample);
    indexer_crew_set_sample(generation->crew, sample);
  }
  g_clear_pointer(&sample, g_bytes_unref);
  shim_database_free(database);
  return ok;
}

/* ---- parts ---- */

/* The path of the shard's next part; the shard's. */
static const char *
next_part_path(const IndexerGeneration *generation, Shard *shard) {
  unsigned number = (unsigned)(shard - generation->shards);
  char *path = indexer_storage_part_path(generation->storage, number, shard->begun++);
  g_ptr_array_add(shard->parts, path);
  return path;
}

/* The shard's parts become one. */
static bool
merge_parts(IndexerGeneration *generation, Shard *shard, GError **error) {
  if (!indexer_crew_wait(generation->crew, error))
    return false;
  GPtrArray *merged = g_steal_pointer(&shard->parts);
  shard->parts = g_ptr_array_new_with_free_func(g_free);
  bool ok = indexer_storage_merge(merged, next_part_path(generation, shard), error);
  g_ptr_array_unref(merged);
  return ok;
}

static bool
end_part(Shard *shard, GError **error) {
  IndexerPart *part = g_steal_pointer(&shard->part);
  shard->passages = 0;
  return part == NULL || indexer_part_end(part, error);
}

static bool
begin_part(IndexerGeneration *generation, Shard *shard, GError **error) {
  if (generation->copy) {
    shard->part = indexer_part_new(generation->crew, shard->writer, true);
    return true;
  }
  ShimWriter *writer = NULL;
  if ((shard->parts->len >= MOST_PARTS && !merge_parts(generation, shard, error)) ||
      !open_writer(next_part_path(generation, shard), false, &writer, error))
    return false;
  if (generation->names != NULL && !set_names(generation, writer, error)) {
    shim_writer_free(writer);
    return false;
  }
  shard->part = indexer_part_new(generation->crew, writer, false);
  return true;
}

/* All documents of a report lie in the shard that its id falls to. */
static Shard *
shard_of(const IndexerGeneration *generation, const char *report_id) {
  return &generation->shards[INDEXER_SHARD_OF(report_id, generation->count)];
}

/* What a report with that number of passages goes into; NULL on failure. A copy has no other part,
 * as what is replaced must be taken out of it. */
static IndexerPart *
part_for(IndexerGeneration *generation, const char *report_id, guint passages, GError **error) {
  Shard *shard = shard_of(generation, report_id);
  bool full = !generation->copy && shard->passages >= generation->part_passages;
  if ((full && !end_part(shard, error)) ||
      (shard->part == NULL && !begin_part(generation, shard, error)))
    return NULL;
  shard->passages += passages;
  return shard->part;
}

/* ---- reports ---- */

/* What a copy has of the report, with its figures; NULL = nothing, or with an error. */
static const CorpusReport *
replaced_by(const IndexerGeneration *generation, const char *report_id, GError **error) {
  const CorpusReport *report = generation->copy && generation->old != NULL
                                   ? indexer_reader_report(generation->old, report_id)
                                   : NULL;
  return report != NULL &&
                 indexer_reader_read(generation->old, report_id, INDEXER_PART_FIGURES, error)
             ? report
             : NULL;
}

bool
indexer_generation_write(IndexerGeneration *generation, CorpusReport *report, GError **error) {
  guint passages = report->passages->len;
  GError *failure = NULL;
  const CorpusReport *replaced = replaced_by(generation, report->id, &failure);
  IndexerPart *part =
      failure == NULL && begin(generation, &failure) && begin_packing(generation, report, &failure)
          ? part_for(generation, report->id, passages, &failure)
          : NULL;
  if (part == NULL) {
    g_propagate_error(error, failure);
    corpus_report_free(report);
    return false;
  }
  generation->written++;
  generation->passages += passages;
  g_hash_table_add(generation->changed, g_strdup(report->id));
  indexer_columns_add(generation->columns, report, passages);
  return indexer_part_write(part, report, generation->passages - passages, replaced, error);
}

bool
indexer_generation_remove(IndexerGeneration *generation, const char *report_id, GError **error) {
  GError *failure = NULL;
  const CorpusReport *replaced = replaced_by(generation, report_id, &failure);
  IndexerPart *part =
      failure == NULL && begin(generation, &failure) && begin_packing(generation, NULL, &failure)
          ? part_for(generation, report_id, 0, &failure)
          : NULL;
  if (part == NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  g_hash_table_add(generation->changed, g_strdup(report_id));
  return replaced == NULL || indexer_part_remove(part, replaced, error);
}

void
indexer_generation_compact(IndexerGeneration *generation) {
  generation->compacted = true;
}

void
indexer_generation_stop_when(IndexerGeneration *generation, const gint *stop) {
  generation->stop = stop;
}

void
indexer_generation_set_part(IndexerGeneration *generation, guint passages) {
  generation->part_passages = passages;
}

static bool
end_parts(IndexerGeneration *generation, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < generation->count && ok; i++)
    ok = end_part(&generation->shards[i], error);
  return ok && indexer_crew_wait(generation->crew, error);
}

/* ---- the index as a whole ---- */

/* Does something with each database of the generation, those of the first shard first. */
typedef bool (*DatabaseFunction)(const IndexerGeneration *generation, const ShimDatabase *database,
                                 void *context, GError **error);

static bool
with_writer(const IndexerGeneration *generation, ShimWriter *writer, DatabaseFunction function,
            void *context, GError **error) {
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error) &&
            function(generation, database, context, error);
  shim_database_free(database);
  return ok;
}

static bool
with_part(const IndexerGeneration *generation, const char *path, DatabaseFunction function,
          void *context, GError **error) {
  ShimDatabase *database = NULL;
  bool ok =
      shim_database_open(path, &database, error) && function(generation, database, context, error);
  shim_database_free(database);
  return ok;
}

static bool
with_each(const IndexerGeneration *generation, DatabaseFunction function, void *context,
          GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < generation->count && ok; i++) {
    const Shard *shard = &generation->shards[i];
    for (guint j = 0; j < shard->parts->len && ok; j++)
      ok = with_part(generation, shard->parts->pdata[j], function, context, error);
    ok = ok && with_writer(generation, shard->writer, function, context, error);
  }
  return ok;
}

/* The reports that a copy has from the generation before. */
static bool
keep_reports(IndexerGeneration *generation, GError **error) {
  const IndexerReader *old = generation->copy ? generation->old : NULL;
  const GPtrArray *reports = old != NULL ? indexer_reader_reports(old) : NULL;
  bool ok = true;
  for (guint i = 0; reports != NULL && i < reports->len && ok; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (g_hash_table_contains(generation->changed, report->id))
      continue;
    ok = indexer_reader_read(old, report->id, INDEXER_PARTS, error);
    if (ok)
      indexer_columns_add(generation->columns, report, indexer_reader_passage_count(old, report));
  }
  return ok;
}

/* Whether words stand somewhere. */
typedef struct {
  const IndexerVocabulary *words;
  bool found;
} Standing;

/* Does the text hold any of the words? Most often the first; those of the vocabulary may stand in
 * headings and questions alone. */
static bool
look_for_words(G_GNUC_UNUSED const IndexerGeneration *generation, const ShimDatabase *database,
               void *context, GError **error) {
  Standing *standing = context;
  bool ok = true;
  for (guint i = 0; ok && !standing->found && i < indexer_vocabulary_size(standing->words); i++) {
    const char *word = NULL, *form = indexer_vocabulary_form_at(standing->words, i, &word);
    unsigned passages = 0;
    ok = *form == '\0' || shim_database_term_frequency(database, form, &passages, error);
    standing->found = passages > 0;
  }
  return ok;
}

/* Xapian takes a table of positions that is missing for an empty one; so it is noted whether it is
 * to be there. */
static bool
write_whether_words_stand(IndexerGeneration *generation, GPtrArray *words, GError **error) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_from_pieces(g_ptr_array_ref(words), NULL);
  Standing standing = {vocabulary, false};
  bool ok = with_each(generation, look_for_words, &standing, error);
  indexer_vocabulary_free(vocabulary);
  GBytes *positions = g_bytes_new_static("1", standing.found ? 1 : 0);
  ok = ok && write_everywhere(generation, INDEXER_META_POSITIONS, positions, error);
  g_bytes_unref(positions);
  return ok;
}

/* The vocabulary and the reports of all shards, in each of them: a searcher takes them from
 * whichever answers. */
static bool
write_collected(IndexerGeneration *generation, GError **error) {
  const IndexerVocabulary *counted = indexer_crew_counted(generation->crew);
  bool ok = keep_reports(generation, error);
  GPtrArray *words = indexer_vocabulary_to_pieces(counted);
  GPtrArray *compounds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add(compounds, indexer_vocabulary_compounds(counted));
  for (unsigned i = 0; i < generation->count && ok; i++) {
    ShimWriter *writer = generation->shards[i].writer;
    ok = indexer_pieces_write(writer, INDEXER_META_VOCABULARY, words, false, error) &&
         indexer_pieces_write(writer, INDEXER_META_COMPOUNDS, compounds, false, error) &&
         indexer_columns_write(generation->columns, writer, error);
  }
  ok = ok && write_whether_words_stand(generation, words, error);
  g_ptr_array_unref(words);
  g_ptr_array_unref(compounds);
  return ok;
}

/* By what matches are counted. Of several shards Xapian does that itself. */
static bool
sum_up(const IndexerGeneration *generation, Shard *shard, GError **error) {
  static const unsigned slots[] = {INDEXER_SLOT_FACETS, INDEXER_SLOT_REPORT};
  if (generation->count > 1)
    return true;
  g_ptr_array_add(shard->parts, NULL);
  bool ok = shim_writer_sum_up(shard->writer, (const char *const *)shard->parts->pdata, slots,
                               G_N_ELEMENTS(slots), error);
  g_ptr_array_set_size(shard->parts, (gint)shard->parts->len - 1);
  return ok;
}

static bool
finish_shard(IndexerGeneration *generation, unsigned shard, GBytes *state, GError **error) {
  IndexerHead head = {.version = INDEXER_SCHEMA_VERSION,
                      .generation = (char *)indexer_storage_generation(generation->storage),
                      .shard = shard,
                      .shards = generation->count};
  ShimWriter *writer = generation->shards[shard].writer;
  gsize length = 0;
  const void *bytes = g_bytes_get_data(state, &length);
  char number[16];
  g_snprintf(number, sizeof number, "%u", generation->passages);
  return sum_up(generation, &generation->shards[shard], error) &&
         indexer_documents_write_head(writer, &head, error) &&
         (generation->count == 1 ||
          shim_writer_set_metadata(writer, INDEXER_META_WRITTEN, number, strlen(number), error)) &&
         shim_writer_set_metadata(writer, INDEXER_META_SOURCES, bytes, length, error) &&
         shim_writer_commit(writer, error);
}

/* Merges the parts of each shard, and writes it without gaps. */
static bool
compact(IndexerGeneration *generation, GError **error) {
  bool ok = true;
  for (unsigned i = 0; i < generation->count && ok; i++)
    ok = indexer_goes_on(generation->stop, error) &&
         indexer_storage_compact(generation->storage, i, generation->shards[i].parts, error);
  return ok;
}

bool
indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                          const IndexerExpected *expected, GError **error) {
  bool ok = indexer_goes_on(generation->stop, error) && begin(generation, error) &&
            begin_packing(generation, NULL, error) && end_parts(generation, error) &&
            write_collected(generation, error);
  for (unsigned i = 0; i < generation->count && ok; i++)
    ok = indexer_goes_on(generation->stop, error) && finish_shard(generation, i, state, error);
  close_writers(generation);
  if (ok && (generation->compacted || !generation->copy ||
             COMPACT_SHARE * generation->written >= expected->reports))
    ok = compact(generation, error);
  return ok && indexer_goes_on(generation->stop, error) &&
         indexer_storage_publish(generation->storage, expected, error);
}
