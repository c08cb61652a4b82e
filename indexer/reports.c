/* indexer/reports.c: reads the reports of an index, column by column (columns.c), as they are asked
 * for; declared in whole.h.
 *
 * The heads are read whenever an index is opened; of a column the piece that a report stands in,
 * when the report is asked for. Every answer begins with this, so what is read is put side by side
 * on an obstack, and texts are borrowed from the pieces. All of it goes at once. */
#include "indexer/whole.h"

#include <obstack.h>
#include <string.h>

#include "corpus/text/sorted_line.h"
#include "indexer/schema.h"

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free g_free
#define CHUNK_BYTES (256 * 1024) /* more than most answers fill */

/* Of a column, and of a list; more are damage. */
#define PIECES_MAX 100000
#define MEMBERS_MAX (1u << 20)

typedef struct {
  guint piece, start;
} Place;

typedef struct {
  CorpusReport report; /* first, so that it is freed and found by it */
  guint passages;
  Place places[INDEXER_COLUMNS];
  unsigned parts; /* that were read */
} Stored;

struct IndexerReports {
  IndexerPieceSource source;
  void *context;
  struct obstack memory;
  GPtrArray *all, *left_out;
  GHashTable *by_id; /* const char * -> Stored * */
  guint passages;
  GPtrArray *pieces[INDEXER_COLUMNS]; /* GBytes *, NULL where it was not asked for */
  GPtrArray *kept;        /* GBytes *: heads and tables, from which texts are borrowed */
  CorpusAreaScore *areas; /* the tables, NULL until needed */
  CorpusQuestionScore *questions;
  guint area_count, question_count;
};

/* All pieces of a key as one, kept as long as the reports are; false with an error. */
static bool
read_whole(IndexerReports *reports, const char *key, IndexerCursor *cursor, GError **error) {
  GByteArray *joined = g_byte_array_new();
  bool ok = true, more = true;
  for (guint i = 0; ok && more; i++) {
    gsize length = 0;
    GBytes *piece = reports->source(reports->context, key, i, error);
    const guint8 *bytes = piece != NULL ? g_bytes_get_data(piece, &length) : NULL;
    ok = piece != NULL;
    more = length > 0;
    if (more)
      g_byte_array_append(joined, bytes, (guint)length);
    g_clear_pointer(&piece, g_bytes_unref);
  }
  GBytes *whole = g_byte_array_free_to_bytes(joined);
  g_ptr_array_add(reports->kept, whole);
  *cursor = indexer_cursor_of(whole);
  return ok;
}

/* How many follow, of which each takes a byte or more. */
static guint
take_count(IndexerCursor *cursor) {
  guint count = indexer_take_number(cursor);
  if (count <= (gsize)(cursor->end - cursor->at) && count < MEMBERS_MAX)
    return count;
  cursor->damaged = true;
  return 0;
}

/* Room for `count` of that size, all zero. */
static gpointer
allocate(IndexerReports *reports, gsize count, gsize bytes) {
  gpointer room = obstack_alloc(&reports->memory, (int)(count * bytes));
  memset(room, 0, count * bytes);
  return room;
}

/* ---- heads ---- */

static void
take_head(IndexerCursor *cursor, Stored *stored) {
  CorpusReport *report = &stored->report;
  report->id = (char *)indexer_take_ended_text(cursor);
  report->source = (char *)indexer_take_ended_text(cursor);
  indexer_take_evaluation(cursor, report);
  report->total = indexer_take_integer(cursor);
  report->stated_total = indexer_take_integer(cursor);
  stored->passages = indexer_take_number(cursor);
  for (guint i = 0; i < INDEXER_COLUMNS; i++) {
    stored->places[i].piece = indexer_take_number(cursor);
    stored->places[i].start = indexer_take_number(cursor);
  }
}

static void
sort_in(IndexerReports *reports, const IndexerShards *shards, Stored *stored) {
  char *id = stored->report.id;
  if (shards != NULL && !shards->there[INDEXER_SHARD_OF(id, shards->count)]) {
    g_ptr_array_add(reports->left_out, id);
    return;
  }
  g_ptr_array_add(reports->all, &stored->report);
  g_hash_table_insert(reports->by_id, id, stored);
  reports->passages += stored->passages;
}

static gint
compare_reports(gconstpointer a, gconstpointer b) {
  const CorpusReport *left = *(CorpusReport *const *)a, *right = *(CorpusReport *const *)b;
  return strcmp(left->id, right->id);
}

static bool
read_heads(IndexerReports *reports, const IndexerShards *shards, GError **error) {
  IndexerCursor cursor;
  if (!read_whole(reports, INDEXER_META_REPORTS, &cursor, error))
    return false;
  guint count = take_count(&cursor);
  for (guint i = 0; i < count && !cursor.damaged; i++) {
    Stored *stored = allocate(reports, 1, sizeof *stored);
    take_head(&cursor, stored);
    if (!cursor.damaged)
      sort_in(reports, shards, stored);
  }
  g_ptr_array_sort(reports->all, compare_reports);
  g_ptr_array_sort(reports->left_out, corpus_texts_compare);
  return indexer_cursor_finish(&cursor, error);
}

/* ---- tables ---- */

static bool
read_areas(IndexerReports *reports, GError **error) {
  IndexerCursor cursor;
  if (!read_whole(reports, INDEXER_META_AREAS, &cursor, error))
    return false;
  guint count = take_count(&cursor);
  reports->areas = allocate(reports, count + 1, sizeof *reports->areas);
  for (guint i = 0; i < count && !cursor.damaged; i++) {
    reports->areas[i].number = indexer_take_number(&cursor);
    reports->areas[i].name = (char *)indexer_take_ended_text(&cursor);
    reports->areas[i].max = indexer_take_integer(&cursor);
  }
  bool ok = indexer_cursor_finish(&cursor, error);
  reports->area_count = ok ? count : 0;
  return ok;
}

static bool
read_questions(IndexerReports *reports, GError **error) {
  IndexerCursor cursor;
  if (!read_whole(reports, INDEXER_META_QUESTIONS, &cursor, error))
    return false;
  guint count = take_count(&cursor);
  reports->questions = allocate(reports, count + 1, sizeof *reports->questions);
  for (guint i = 0; i < count && !cursor.damaged; i++) {
    indexer_take_id(&cursor, reports->questions[i].id);
    reports->questions[i].text = (char *)indexer_take_ended_text(&cursor);
    reports->questions[i].max = indexer_take_integer(&cursor);
  }
  bool ok = indexer_cursor_finish(&cursor, error);
  reports->question_count = ok ? count : 0;
  return ok;
}

static bool
read_tables(IndexerReports *reports, GError **error) {
  return (reports->areas != NULL || read_areas(reports, error)) &&
         (reports->questions != NULL || read_questions(reports, error));
}

/* ---- figures ---- */

/* Beside each other in memory, and then in the list. */
static gpointer
take_block(IndexerReports *reports, IndexerCursor *cursor, gsize bytes, GPtrArray *list) {
  guint count = take_count(cursor);
  char *block = allocate(reports, count, bytes);
  g_ptr_array_set_size(list, (gint)count);
  for (guint i = 0; i < count; i++)
    list->pdata[i] = block + i * bytes;
  return block;
}

static void
take_questions(IndexerReports *reports, IndexerCursor *cursor, GPtrArray *list) {
  CorpusQuestionScore *questions = take_block(reports, cursor, sizeof *questions, list);
  for (guint i = 0; i < list->len && !cursor->damaged; i++) {
    questions[i] = reports->questions[indexer_take_choice(cursor, reports->question_count)];
    questions[i].score = indexer_take_integer(cursor);
    questions[i].percent = indexer_take_integer(cursor);
  }
}

static void
area_release(gpointer data) {
  g_clear_pointer(&((CorpusAreaScore *)data)->questions, g_ptr_array_unref);
}

static void
take_figures(IndexerReports *reports, IndexerCursor *cursor, CorpusReport *report) {
  report->areas = g_ptr_array_new_with_free_func(area_release);
  report->history = g_array_new(FALSE, FALSE, sizeof(CorpusHistory));
  report->beside = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_beside_free);
  CorpusAreaScore *areas = take_block(reports, cursor, sizeof *areas, report->areas);
  for (guint i = 0; i < report->areas->len && !cursor->damaged; i++) {
    areas[i] = reports->areas[indexer_take_choice(cursor, reports->area_count)];
    areas[i].score = indexer_take_integer(cursor);
    areas[i].percent = indexer_take_integer(cursor);
    areas[i].body_score = indexer_take_integer(cursor);
    areas[i].questions = g_ptr_array_new();
    take_questions(reports, cursor, areas[i].questions);
  }
  indexer_take_past(cursor, report);
}

static void
figures_release(CorpusReport *report) {
  g_clear_pointer(&report->areas, g_ptr_array_unref);
  g_clear_pointer(&report->history, g_array_unref);
  g_clear_pointer(&report->beside, g_ptr_array_unref);
}

/* ---- references, notices ---- */

static void
take_references(IndexerReports *reports, IndexerCursor *cursor, CorpusReport *report) {
  report->references = g_ptr_array_new();
  CorpusReference *references = take_block(reports, cursor, sizeof *references, report->references);
  for (guint i = 0; i < report->references->len && !cursor->damaged; i++) {
    CorpusReference *reference = &references[i];
    reference->model = indexer_take_municipality(cursor);
    guint flags =
        indexer_take_choice(cursor, (INDEXER_REFERENCE_SELF | INDEXER_REFERENCE_MODEL) + 1);
    reference->self = (flags & INDEXER_REFERENCE_SELF) != 0;
    reference->role_model = (flags & INDEXER_REFERENCE_MODEL) != 0;
    reference->area = indexer_take_number(cursor);
    indexer_take_id(cursor, reference->question);
    reference->page = indexer_take_number(cursor);
    reference->passage = indexer_take_number(cursor);
    reference->sentence = (char *)indexer_take_ended_text(cursor);
  }
}

static void
references_release(CorpusReport *report) {
  g_clear_pointer(&report->references, g_ptr_array_unref);
}

static void
take_notices(G_GNUC_UNUSED IndexerReports *reports, IndexerCursor *cursor, CorpusReport *report) {
  report->warnings = g_ptr_array_new_with_free_func(g_free);
  report->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  indexer_take_notices(cursor, report);
}

static void
notices_release(CorpusReport *report) {
  g_clear_pointer(&report->warnings, g_ptr_array_unref);
  g_clear_pointer(&report->notices, g_ptr_array_unref);
}

/* ---- parts of a report ---- */

static const struct {
  void (*take)(IndexerReports *reports, IndexerCursor *cursor, CorpusReport *report);
  void (*release)(CorpusReport *report);
} PARTS[INDEXER_COLUMNS] = {{take_figures, figures_release},
                            {take_references, references_release},
                            {take_notices, notices_release}};

/* Borrowed; NULL with an error. */
static GBytes *
piece_of(IndexerReports *reports, guint column, guint number, GError **error) {
  static const char *const keys[] = INDEXER_COLUMN_KEYS;
  GPtrArray *pieces = reports->pieces[column];
  number = MIN(number, PIECES_MAX);
  if (number >= pieces->len)
    g_ptr_array_set_size(pieces, (gint)number + 1);
  if (pieces->pdata[number] == NULL)
    pieces->pdata[number] = reports->source(reports->context, keys[column], number, error);
  return pieces->pdata[number];
}

/* A place outside of the piece is damage. */
static IndexerCursor
record_at(GBytes *piece, guint start) {
  gsize length = 0;
  IndexerCursor whole = indexer_cursor_of(piece);
  if (start > (gsize)(whole.end - whole.at))
    return (IndexerCursor){whole.end, whole.end, true};
  whole.at += start;
  const guint8 *bytes = indexer_take_bytes(&whole, &length);
  return (IndexerCursor){bytes, bytes != NULL ? bytes + length : NULL, bytes == NULL};
}

static bool
read_part(IndexerReports *reports, Stored *stored, guint column, GError **error) {
  unsigned bit = 1u << column;
  if ((stored->parts & bit) != 0)
    return true;
  GBytes *piece = piece_of(reports, column, stored->places[column].piece, error);
  if (piece == NULL || (column == INDEXER_COLUMN_FIGURES && !read_tables(reports, error)))
    return false;
  IndexerCursor cursor = record_at(piece, stored->places[column].start);
  PARTS[column].take(reports, &cursor, &stored->report);
  bool ok = indexer_cursor_finish(&cursor, error);
  if (ok)
    stored->parts |= bit;
  else
    PARTS[column].release(&stored->report);
  return ok;
}

static bool
read_parts(IndexerReports *reports, Stored *stored, unsigned parts, GError **error) {
  bool ok = true;
  for (guint i = 0; i < INDEXER_COLUMNS && ok; i++)
    ok = (parts >> i & 1) == 0 || read_part(reports, stored, i, error);
  return ok;
}

bool
indexer_reports_read(IndexerReports *reports, const char *id, unsigned parts, GError **error) {
  bool ok = true;
  if (id != NULL) {
    Stored *stored = g_hash_table_lookup(reports->by_id, id);
    return stored == NULL || read_parts(reports, stored, parts, error);
  }
  for (guint i = 0; i < reports->all->len && ok; i++)
    ok = read_parts(reports, (Stored *)reports->all->pdata[i], parts, error);
  return ok;
}

/* ---- all of them ---- */

/* The lists; what else it is lies on the obstack. */
static void
report_release(gpointer data) {
  for (guint i = 0; i < INDEXER_COLUMNS; i++)
    PARTS[i].release(data);
}

static void
unref_bytes(gpointer data) {
  g_clear_pointer((GBytes **)&data, g_bytes_unref);
}

IndexerReports *
indexer_reports_new(IndexerPieceSource source, void *context, const IndexerShards *shards,
                    GError **error) {
  IndexerReports *reports = g_new0(IndexerReports, 1);
  reports->source = source;
  reports->context = context;
  obstack_begin(&reports->memory, CHUNK_BYTES);
  reports->all = g_ptr_array_new_with_free_func(report_release);
  reports->left_out = g_ptr_array_new();
  reports->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  reports->kept = g_ptr_array_new_with_free_func(unref_bytes);
  for (guint i = 0; i < INDEXER_COLUMNS; i++)
    reports->pieces[i] = g_ptr_array_new_with_free_func(unref_bytes);
  if (!read_heads(reports, shards, error))
    g_clear_pointer(&reports, indexer_reports_free);
  return reports;
}

void
indexer_reports_free(IndexerReports *reports) {
  if (reports == NULL)
    return;
  g_hash_table_unref(reports->by_id);
  g_ptr_array_unref(reports->all);
  g_ptr_array_unref(reports->left_out);
  for (guint i = 0; i < INDEXER_COLUMNS; i++)
    g_ptr_array_unref(reports->pieces[i]);
  g_ptr_array_unref(reports->kept);
  obstack_free(&reports->memory, NULL);
  g_free(reports);
}

const GPtrArray *
indexer_reports_all(const IndexerReports *reports) {
  return reports->all;
}

const GPtrArray *
indexer_reports_left_out(const IndexerReports *reports) {
  return reports->left_out;
}

const CorpusReport *
indexer_reports_find(const IndexerReports *reports, const char *id) {
  const Stored *stored = g_hash_table_lookup(reports->by_id, id);
  return stored != NULL ? &stored->report : NULL;
}

unsigned
indexer_reports_passages(const IndexerReports *reports, const char *id) {
  const Stored *stored = id != NULL ? g_hash_table_lookup(reports->by_id, id) : NULL;
  return id == NULL ? reports->passages : stored != NULL ? stored->passages : 0;
}
