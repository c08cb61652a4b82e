/* indexer/columns.c: writes the records of all reports, column by column, so that an answer reads
 * no more of them than it needs (reports.c); declared in whole.h.
 *
 * The heads stand together; figures, references and notices in columns of their own, in pieces. A
 * head says in which piece a record stands, and where. What an area or a question is (its number,
 * its words, the most points) is told once, in a table, as most reports ask the same. */
#include "indexer/whole.h"

#include "indexer/schema.h"

/* Entries of bytes, each told once, by their number. */
typedef struct {
  GByteArray *entries;
  GHashTable *numbers; /* GBytes -> number */
} Table;

struct IndexerColumns {
  GByteArray *heads;
  guint reports;
  GPtrArray *pieces[INDEXER_COLUMNS]; /* GByteArray *, none of them empty */
  Table areas, questions;
};

static void
table_init(Table *table) {
  table->entries = g_byte_array_new();
  table->numbers =
      g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
}

/* The number of the entry, which is freed. */
static guint
number_in(Table *table, GByteArray *entry) {
  GBytes *key = g_byte_array_free_to_bytes(entry);
  gpointer number = NULL;
  if (g_hash_table_lookup_extended(table->numbers, key, NULL, &number)) {
    g_bytes_unref(key);
    return GPOINTER_TO_UINT(number);
  }
  guint next = g_hash_table_size(table->numbers);
  g_byte_array_append(table->entries, g_bytes_get_data(key, NULL), (guint)g_bytes_get_size(key));
  g_hash_table_insert(table->numbers, key, GUINT_TO_POINTER(next));
  return next;
}

IndexerColumns *
indexer_columns_new(void) {
  IndexerColumns *columns = g_new0(IndexerColumns, 1);
  columns->heads = g_byte_array_new();
  table_init(&columns->areas);
  table_init(&columns->questions);
  for (guint i = 0; i < INDEXER_COLUMNS; i++)
    columns->pieces[i] = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
  return columns;
}

void
indexer_columns_free(IndexerColumns *columns) {
  if (columns == NULL)
    return;
  g_byte_array_unref(columns->heads);
  g_byte_array_unref(columns->areas.entries);
  g_byte_array_unref(columns->questions.entries);
  g_hash_table_unref(columns->areas.numbers);
  g_hash_table_unref(columns->questions.numbers);
  for (guint i = 0; i < INDEXER_COLUMNS; i++)
    g_ptr_array_unref(columns->pieces[i]);
  g_free(columns);
}

static void
put_questions(IndexerColumns *columns, GByteArray *record, const GPtrArray *questions) {
  indexer_put_number(record, questions->len);
  for (guint i = 0; i < questions->len; i++) {
    const CorpusQuestionScore *question = questions->pdata[i];
    GByteArray *entry = g_byte_array_new();
    indexer_put_text(entry, question->id);
    indexer_put_ended_text(entry, question->text);
    indexer_put_integer(entry, question->max);
    indexer_put_number(record, number_in(&columns->questions, entry));
    indexer_put_integer(record, question->score);
    indexer_put_integer(record, question->percent);
  }
}

static void
put_figures(IndexerColumns *columns, GByteArray *record, const CorpusReport *report) {
  indexer_put_number(record, report->areas->len);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    GByteArray *entry = g_byte_array_new();
    indexer_put_number(entry, area->number);
    indexer_put_ended_text(entry, area->name);
    indexer_put_integer(entry, area->max);
    indexer_put_number(record, number_in(&columns->areas, entry));
    indexer_put_integer(record, area->score);
    indexer_put_integer(record, area->percent);
    indexer_put_integer(record, area->body_score);
    put_questions(columns, record, area->questions);
  }
  indexer_put_past(record, report);
}

static void
put_references(G_GNUC_UNUSED IndexerColumns *columns, GByteArray *record,
               const CorpusReport *report) {
  indexer_put_number(record, report->references->len);
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    indexer_put_municipality(record, reference->model);
    indexer_put_number(record, (reference->self ? INDEXER_REFERENCE_SELF : 0) |
                                   (reference->role_model ? INDEXER_REFERENCE_MODEL : 0));
    indexer_put_number(record, reference->area);
    indexer_put_text(record, reference->question);
    indexer_put_number(record, reference->page);
    indexer_put_number(record, reference->passage);
    indexer_put_ended_text(record, reference->sentence);
  }
}

static void
put_notices(G_GNUC_UNUSED IndexerColumns *columns, GByteArray *record, const CorpusReport *report) {
  indexer_put_notices(record, report);
}

static GByteArray *
piece_to_fill(GPtrArray *pieces) {
  GByteArray *last = pieces->len > 0 ? pieces->pdata[pieces->len - 1] : NULL;
  if (last != NULL && last->len < INDEXER_PIECE_BYTES)
    return last;
  GByteArray *piece = g_byte_array_new();
  g_ptr_array_add(pieces, piece);
  return piece;
}

static void
put_head(GByteArray *heads, const CorpusReport *report, unsigned passages) {
  indexer_put_ended_text(heads, report->id);
  indexer_put_ended_text(heads, report->source);
  indexer_put_evaluation(heads, report);
  indexer_put_integer(heads, report->total);
  indexer_put_integer(heads, report->stated_total);
  indexer_put_number(heads, passages);
}

void
indexer_columns_add(IndexerColumns *columns, const CorpusReport *report, unsigned passages) {
  static void (*const put[INDEXER_COLUMNS])(IndexerColumns *, GByteArray *,
                                            const CorpusReport *) = {put_figures, put_references,
                                                                     put_notices};
  columns->reports++;
  put_head(columns->heads, report, passages);
  for (guint i = 0; i < INDEXER_COLUMNS; i++) {
    GByteArray *piece = piece_to_fill(columns->pieces[i]), *record = g_byte_array_new();
    indexer_put_number(columns->heads, columns->pieces[i]->len - 1);
    indexer_put_number(columns->heads, piece->len);
    put[i](columns, record, report);
    indexer_put_bytes(piece, record->data, record->len);
    g_byte_array_unref(record);
  }
}

static GPtrArray *
pieces_new(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

/* Their number before them, cut anywhere. */
static bool
write_counted(ShimWriter *writer, const char *key, guint count, const GByteArray *entries,
              GError **error) {
  GByteArray *counted = g_byte_array_new();
  GPtrArray *pieces = pieces_new();
  indexer_put_number(counted, count);
  g_byte_array_append(counted, entries->data, entries->len);
  for (guint at = 0; at < counted->len; at += INDEXER_PIECE_BYTES)
    g_ptr_array_add(pieces,
                    g_bytes_new(counted->data + at, MIN(counted->len - at, INDEXER_PIECE_BYTES)));
  bool ok = indexer_pieces_write(writer, key, pieces, false, error);
  g_ptr_array_unref(pieces);
  g_byte_array_unref(counted);
  return ok;
}

/* Figures are what most answers ask for; the others are larger and packed. */
static bool
write_column(const IndexerColumns *columns, guint column, ShimWriter *writer, GError **error) {
  static const char *const keys[] = INDEXER_COLUMN_KEYS;
  const GPtrArray *filled = columns->pieces[column];
  GPtrArray *pieces = pieces_new();
  for (guint i = 0; i < filled->len; i++) {
    const GByteArray *piece = filled->pdata[i];
    g_ptr_array_add(pieces, g_bytes_new(piece->data, piece->len));
  }
  bool packed = column != INDEXER_COLUMN_FIGURES;
  bool ok = indexer_pieces_write(writer, keys[column], pieces, packed, error);
  g_ptr_array_unref(pieces);
  return ok;
}

bool
indexer_columns_write(const IndexerColumns *columns, ShimWriter *writer, GError **error) {
  const Table *areas = &columns->areas, *questions = &columns->questions;
  bool ok = write_counted(writer, INDEXER_META_REPORTS, columns->reports, columns->heads, error) &&
            write_counted(writer, INDEXER_META_AREAS, g_hash_table_size(areas->numbers),
                          areas->entries, error) &&
            write_counted(writer, INDEXER_META_QUESTIONS, g_hash_table_size(questions->numbers),
                          questions->entries, error);
  for (guint i = 0; i < INDEXER_COLUMNS && ok; i++)
    ok = write_column(columns, i, writer, error);
  return ok;
}
