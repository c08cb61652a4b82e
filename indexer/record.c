/* indexer/record.c: reports, passages and heads of shards to bytes and back. */
#include "indexer/record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "indexer/error.h"

/* ---- numbers and texts: writing ---- */

void
indexer_put_number(GByteArray *record, guint number) {
  guint8 bytes[5];
  guint count = 0;
  for (; number >= 0x80; number >>= 7)
    bytes[count++] = (guint8)(number | 0x80);
  bytes[count++] = (guint8)number;
  g_byte_array_append(record, bytes, count);
}

/* It may be negative. */
static void
put_integer(GByteArray *record, int integer) {
  guint twice = (guint)integer << 1;
  indexer_put_number(record, integer < 0 ? ~twice : twice);
}

static void
put_double(GByteArray *record, double number) {
  guint64 bits;
  memcpy(&bits, &number, sizeof bits);
  bits = GUINT64_TO_LE(bits);
  g_byte_array_append(record, (const guint8 *)&bits, sizeof bits);
}

void
indexer_put_bytes(GByteArray *record, const void *bytes, gsize length) {
  indexer_put_number(record, (guint)length);
  g_byte_array_append(record, bytes, (guint)length);
}

void
indexer_put_text(GByteArray *record, const char *text) {
  char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
  indexer_put_bytes(record, valid, strlen(valid));
  g_free(valid);
}

/* ---- numbers and texts: reading ---- */

IndexerCursor
indexer_cursor_of(GBytes *record) {
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(record, &length);
  if (length == 0)
    bytes = (const guint8 *)""; /* GLib gives NULL, which has no end */
  return (IndexerCursor){bytes, bytes + length, false, NULL};
}

guint
indexer_take_number(IndexerCursor *cursor) {
  guint number = 0;
  for (guint shift = 0; cursor->at < cursor->end && shift < 35; shift += 7) {
    guint8 byte = *cursor->at++;
    number |= (guint)(byte & 0x7f) << shift;
    if (byte < 0x80)
      return number;
  }
  cursor->damaged = true;
  cursor->at = cursor->end;
  return 0;
}

static int
take_integer(IndexerCursor *cursor) {
  guint number = indexer_take_number(cursor);
  return (int)((number & 1) != 0 ? ~(number >> 1) : number >> 1);
}

/* So many bytes, or NULL. */
static const guint8 *
take_raw(IndexerCursor *cursor, gsize length) {
  if (length > (gsize)(cursor->end - cursor->at)) {
    cursor->damaged = true;
    cursor->at = cursor->end;
    return NULL;
  }
  const guint8 *bytes = cursor->at;
  cursor->at += length;
  return bytes;
}

static double
take_double(IndexerCursor *cursor) {
  guint64 bits = 0;
  double number = 0;
  const guint8 *bytes = take_raw(cursor, sizeof bits);
  if (bytes == NULL)
    return 0;
  memcpy(&bits, bytes, sizeof bits);
  bits = GUINT64_FROM_LE(bits);
  memcpy(&number, &bits, sizeof number);
  return number;
}

/* One of a list that begins with 0; `count` and above are damage. */
static guint
take_choice(IndexerCursor *cursor, guint count) {
  guint number = indexer_take_number(cursor);
  if (number < count)
    return number;
  cursor->damaged = true;
  return 0;
}

const void *
indexer_take_bytes(IndexerCursor *cursor, gsize *length) {
  *length = indexer_take_number(cursor);
  const guint8 *bytes = take_raw(cursor, *length);
  if (bytes == NULL)
    *length = 0;
  return *length > 0 ? bytes : NULL;
}

enum { STEP = sizeof(guint64) };

/* How many of eight bytes are ASCII and not 0 before one is not. The lowest byte comes first: what
 * is taken from it alters none before it. */
static gsize
count_plain(const char *bytes) {
  const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT(0x8080808080808080);
  guint64 all;
  memcpy(&all, bytes, sizeof all);
  all = GUINT64_FROM_LE(all);
  guint64 others = (all | (all - ones)) & tops;
  return others == 0 ? STEP : (gsize)__builtin_ctzll(others) / 8;
}

/* Is it UTF-8 without NUL? Most of Swedish text is ASCII, which is passed over in steps; GLib looks
 * at no more than the stretches between. */
static bool
is_text(const char *text, gsize length) {
  enum { FIRST_OF_LATIN = 0xC3, CONTINUES = 0x80, MASK = 0xC0 };
  gsize at = 0;
  while (at < length) {
    gsize plain = at + STEP <= length ? count_plain(text + at) : 0;
    if (plain > 0) {
      at += plain;
      continue;
    }
    unsigned char byte = (unsigned char)text[at];
    if (byte - 1u < 0x7F)
      at++;
    else if (byte == FIRST_OF_LATIN && at + 1 < length &&
             ((unsigned char)text[at + 1] & MASK) == CONTINUES)
      at += 2;
    else
      return g_utf8_validate_len(text + at, length - at, NULL);
  }
  return true;
}

char *
indexer_take_text(IndexerCursor *cursor) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  if (length == 0)
    return g_strdup("");
  if (!is_text(text, length)) {
    cursor->damaged = true;
    return g_strdup("");
  }
  char *taken = g_malloc(length + 1);
  memcpy(taken, text, length);
  taken[length] = '\0';
  return taken;
}

/* A text of at most 7 bytes, such as a question's id, for which there is room. */
static void
take_id(IndexerCursor *cursor, char id[8]) {
  gsize length = 0;
  const char *text = indexer_take_bytes(cursor, &length);
  memset(id, 0, 8);
  if (length >= 8 || (length > 0 && !is_text(text, length)))
    cursor->damaged = true;
  else if (length > 0)
    memcpy(id, text, length);
}

bool
indexer_cursor_finish(const IndexerCursor *cursor, GError **error) {
  if (!cursor->damaged && cursor->at == cursor->end)
    return true;
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                      _("a record of the index is damaged; make it anew with kompass index "
                        "--rebuild"));
  return false;
}

/* ---- passages ---- */

static void
put_sentences(GByteArray *record, const GArray *sentences) {
  indexer_put_number(record, sentences->len);
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(sentences, CorpusSentence, i);
    indexer_put_number(record, (guint)sentence->start_bytes);
    indexer_put_number(record, (guint)sentence->length_bytes);
    indexer_put_number(record, sentence->stance);
    put_double(record, sentence->weight);
  }
}

GBytes *
indexer_record_of_passage(const char *report_id, const CorpusPassage *passage) {
  GByteArray *record = g_byte_array_new();
  indexer_put_text(record, report_id);
  indexer_put_number(record, passage->number);
  indexer_put_number(record, passage->page);
  indexer_put_number(record, passage->area);
  indexer_put_text(record, passage->question);
  indexer_put_text(record, passage->heading);
  indexer_put_number(record, passage->kind);
  indexer_put_number(record, passage->tag);
  indexer_put_number(record, passage->recognised);
  indexer_put_text(record, passage->text);
  put_sentences(record, passage->sentences);
  return g_byte_array_free_to_bytes(record);
}

/* A sentence that reaches past its text is damage. */
static void
take_sentences(IndexerCursor *cursor, CorpusPassage *passage) {
  gsize text_bytes = strlen(passage->text);
  guint count = indexer_take_number(cursor);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusSentence sentence = {0};
    sentence.start_bytes = indexer_take_number(cursor);
    sentence.length_bytes = indexer_take_number(cursor);
    sentence.stance = (CorpusTag)take_choice(cursor, CORPUS_TAGS);
    sentence.weight = take_double(cursor);
    if (sentence.start_bytes + sentence.length_bytes > text_bytes)
      cursor->damaged = true;
    g_array_append_val(passage->sentences, sentence);
  }
}

CorpusPassage *
indexer_record_to_passage(GBytes *record, char **report_id, GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  CorpusPassage *passage = corpus_passage_new();
  g_free(passage->heading);
  g_free(passage->text);
  char *id = indexer_take_text(&cursor);
  passage->number = indexer_take_number(&cursor);
  passage->page = indexer_take_number(&cursor);
  passage->area = indexer_take_number(&cursor);
  take_id(&cursor, passage->question);
  passage->heading = indexer_take_text(&cursor);
  passage->kind = (CorpusKind)take_choice(&cursor, CORPUS_KIND_ITEM + 1);
  passage->tag = (CorpusTag)take_choice(&cursor, CORPUS_TAGS);
  passage->recognised = take_choice(&cursor, 2) != 0;
  passage->text = indexer_take_text(&cursor);
  take_sentences(&cursor, passage);
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&passage, corpus_passage_free);
  if (report_id != NULL)
    *report_id = passage != NULL ? g_steal_pointer(&id) : NULL;
  g_free(id);
  return passage;
}

/* ---- heads ---- */

GBytes *
indexer_record_of_head(const IndexerHead *head) {
  GByteArray *record = g_byte_array_new();
  indexer_put_number(record, head->version);
  indexer_put_text(record, head->generation);
  indexer_put_number(record, head->shard);
  indexer_put_number(record, head->shards);
  return g_byte_array_free_to_bytes(record);
}

bool
indexer_record_to_head(GBytes *record, IndexerHead *head, GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  head->version = indexer_take_number(&cursor);
  head->generation = indexer_take_text(&cursor);
  head->shard = indexer_take_number(&cursor);
  head->shards = indexer_take_number(&cursor);
  if (indexer_cursor_finish(&cursor, error))
    return true;
  indexer_head_clear(head);
  return false;
}

void
indexer_head_clear(IndexerHead *head) {
  g_clear_pointer(&head->generation, g_free);
}

/* ---- reports: writing ---- */

static void
put_shared_text(GByteArray *record, const char *text, IndexerTexts *texts) {
  if (texts == NULL) {
    indexer_put_text(record, text);
    return;
  }
  gpointer number = g_hash_table_lookup(texts->numbers, text);
  if (number == NULL) {
    g_ptr_array_add(texts->texts, g_strdup(text));
    number = GUINT_TO_POINTER(texts->texts->len);
    g_hash_table_insert(texts->numbers, g_ptr_array_index(texts->texts, texts->texts->len - 1),
                        number);
  }
  indexer_put_number(record, GPOINTER_TO_UINT(number));
}

static void
put_questions(GByteArray *record, const GPtrArray *questions, IndexerTexts *texts) {
  indexer_put_number(record, questions->len);
  for (guint i = 0; i < questions->len; i++) {
    const CorpusQuestionScore *question = questions->pdata[i];
    indexer_put_text(record, question->id);
    put_shared_text(record, question->text != NULL ? question->text : "", texts);
    put_integer(record, question->score);
    put_integer(record, question->max);
    put_integer(record, question->percent);
  }
}

static void
put_areas(GByteArray *record, const GPtrArray *areas, IndexerTexts *texts) {
  indexer_put_number(record, areas->len);
  for (guint i = 0; i < areas->len; i++) {
    const CorpusAreaScore *area = areas->pdata[i];
    indexer_put_number(record, area->number);
    indexer_put_text(record, area->name);
    put_integer(record, area->score);
    put_integer(record, area->max);
    put_integer(record, area->percent);
    put_integer(record, area->body_score);
    put_questions(record, area->questions, texts);
  }
}

static void
put_history(GByteArray *record, const GArray *history) {
  indexer_put_number(record, history->len);
  for (guint i = 0; i < history->len; i++) {
    const CorpusHistory *entry = &g_array_index(history, CorpusHistory, i);
    indexer_put_number(record, entry->year);
    indexer_put_number(record, entry->area);
    put_integer(record, entry->score);
  }
}

static void
put_beside(GByteArray *record, const GPtrArray *all) {
  indexer_put_number(record, all->len);
  for (guint i = 0; i < all->len; i++) {
    const CorpusBeside *beside = all->pdata[i];
    indexer_put_number(record, beside->kind);
    indexer_put_number(record, beside->area);
    indexer_put_number(record, beside->since);
    indexer_put_number(record, beside->year);
    put_double(record, beside->value);
    indexer_put_text(record, beside->label);
  }
}

/* By its code. */
static void
put_municipality(GByteArray *record, const CorpusMunicipality *municipality) {
  indexer_put_text(record, municipality != NULL ? municipality->code : "");
}

static void
put_references(GByteArray *record, const GPtrArray *references) {
  indexer_put_number(record, references->len);
  for (guint i = 0; i < references->len; i++) {
    const CorpusReference *reference = references->pdata[i];
    put_municipality(record, reference->model);
    indexer_put_number(record, reference->self);
    indexer_put_number(record, reference->role_model);
    indexer_put_number(record, reference->area);
    indexer_put_text(record, reference->question);
    indexer_put_number(record, reference->page);
    indexer_put_number(record, reference->passage);
    indexer_put_text(record, reference->sentence);
  }
}

static void
put_texts(GByteArray *record, const GPtrArray *texts) {
  indexer_put_number(record, texts->len);
  for (guint i = 0; i < texts->len; i++)
    indexer_put_text(record, texts->pdata[i]);
}

static void
put_notices(GByteArray *record, const GPtrArray *notices) {
  indexer_put_number(record, notices->len);
  for (guint i = 0; i < notices->len; i++) {
    const CorpusNotice *notice = notices->pdata[i];
    indexer_put_text(record, notice->code);
    put_texts(record, notice->values);
    indexer_put_text(record, notice->text);
  }
}

GBytes *
indexer_record_by_texts(const CorpusReport *report, unsigned passage_count, IndexerTexts *texts) {
  GByteArray *record = g_byte_array_new();
  indexer_put_text(record, report->id);
  indexer_put_text(record, report->source);
  put_municipality(record, report->municipality);
  indexer_put_number(record, report->year);
  indexer_put_number(record, report->month);
  indexer_put_number(record, report->evaluation);
  indexer_put_number(record, report->revision);
  indexer_put_number(record, report->pages);
  put_areas(record, report->areas, texts);
  put_integer(record, report->total);
  put_integer(record, report->stated_total);
  put_history(record, report->history);
  put_beside(record, report->beside);
  put_references(record, report->references);
  put_texts(record, report->warnings);
  put_notices(record, report->notices);
  indexer_put_number(record, passage_count);
  return g_byte_array_free_to_bytes(record);
}

GBytes *
indexer_record_of_report(const CorpusReport *report) {
  return indexer_record_by_texts(report, report->passages->len, NULL);
}

/* ---- reports: reading ----
 *
 * Every answer reads all reports, so members are put where room was made for all of them. Where a
 * record ends too soon, NULL stands for those that are missing, until the whole is freed. */

/* Makes room for a list's members, of which each takes a byte or more. */
static guint
take_length(IndexerCursor *cursor, GPtrArray *list) {
  guint count = indexer_take_number(cursor);
  if (count > (gsize)(cursor->end - cursor->at)) {
    cursor->damaged = true;
    return 0;
  }
  g_ptr_array_set_size(list, (gint)count);
  return count;
}

/* Borrowed from the table. */
static char *
take_shared_text(IndexerCursor *cursor) {
  static char none[] = "";
  guint number = indexer_take_number(cursor);
  if (number > 0 && number <= cursor->texts->texts->len)
    return g_ptr_array_index(cursor->texts->texts, number - 1);
  cursor->damaged = true;
  return none;
}

static void
take_questions(IndexerCursor *cursor, GPtrArray *questions) {
  guint count = take_length(cursor, questions);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusQuestionScore *question = questions->pdata[i] = g_new(CorpusQuestionScore, 1);
    take_id(cursor, question->id);
    question->borrowed = cursor->texts != NULL;
    question->text = question->borrowed ? take_shared_text(cursor) : indexer_take_text(cursor);
    question->score = take_integer(cursor);
    question->max = take_integer(cursor);
    question->percent = take_integer(cursor);
  }
}

static void
take_areas(IndexerCursor *cursor, GPtrArray *areas) {
  guint count = take_length(cursor, areas);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    guint number = indexer_take_number(cursor);
    char *name = indexer_take_text(cursor);
    CorpusAreaScore *area = areas->pdata[i] = corpus_area_score_new(number, name);
    g_free(name);
    area->score = take_integer(cursor);
    area->max = take_integer(cursor);
    area->percent = take_integer(cursor);
    area->body_score = take_integer(cursor);
    take_questions(cursor, area->questions);
  }
}

static void
take_history(IndexerCursor *cursor, GArray *history) {
  guint count = indexer_take_number(cursor);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusHistory entry = {0};
    entry.year = indexer_take_number(cursor);
    entry.area = indexer_take_number(cursor);
    entry.score = take_integer(cursor);
    g_array_append_val(history, entry);
  }
}

static void
take_beside(IndexerCursor *cursor, GPtrArray *all) {
  guint count = take_length(cursor, all);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusBeside *beside = all->pdata[i] = g_new(CorpusBeside, 1);
    beside->kind = (CorpusBesideKind)take_choice(cursor, CORPUS_BESIDE_CHANGE + 1);
    beside->area = indexer_take_number(cursor);
    beside->since = indexer_take_number(cursor);
    beside->year = indexer_take_number(cursor);
    beside->value = take_double(cursor);
    beside->label = indexer_take_text(cursor);
  }
}

static const CorpusMunicipality *
take_municipality(IndexerCursor *cursor) {
  char code[8];
  take_id(cursor, code);
  return code[0] != '\0' ? corpus_municipality_of_code(code) : NULL;
}

static void
take_references(IndexerCursor *cursor, GPtrArray *references) {
  guint count = take_length(cursor, references);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusReference *reference = references->pdata[i] = g_new(CorpusReference, 1);
    reference->model = take_municipality(cursor);
    reference->self = take_choice(cursor, 2) != 0;
    reference->role_model = take_choice(cursor, 2) != 0;
    reference->area = indexer_take_number(cursor);
    take_id(cursor, reference->question);
    reference->page = indexer_take_number(cursor);
    reference->passage = indexer_take_number(cursor);
    reference->sentence = indexer_take_text(cursor);
  }
}

static void
take_texts(IndexerCursor *cursor, GPtrArray *texts) {
  guint count = take_length(cursor, texts);
  for (guint i = 0; i < count && !cursor->damaged; i++)
    texts->pdata[i] = indexer_take_text(cursor);
}

static void
take_notices(IndexerCursor *cursor, GPtrArray *notices) {
  guint count = take_length(cursor, notices);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    char *code = indexer_take_text(cursor);
    CorpusNotice *notice = notices->pdata[i] = corpus_notice_new(code, "");
    g_free(code);
    take_texts(cursor, notice->values);
    g_free(notice->text);
    notice->text = indexer_take_text(cursor);
  }
}

static void
take_head(IndexerCursor *cursor, CorpusReport *report) {
  g_free(report->id);
  g_free(report->source);
  report->id = indexer_take_text(cursor);
  report->source = indexer_take_text(cursor);
  report->municipality = take_municipality(cursor);
  report->year = indexer_take_number(cursor);
  report->month = indexer_take_number(cursor);
  report->evaluation = indexer_take_number(cursor);
  report->revision = indexer_take_number(cursor);
  report->pages = indexer_take_number(cursor);
}

CorpusReport *
indexer_record_from_texts(GBytes *record, const IndexerTexts *texts, unsigned *passage_count,
                          GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  cursor.texts = texts;
  CorpusReport *report = corpus_report_new();
  take_head(&cursor, report);
  take_areas(&cursor, report->areas);
  report->total = take_integer(&cursor);
  report->stated_total = take_integer(&cursor);
  take_history(&cursor, report->history);
  take_beside(&cursor, report->beside);
  take_references(&cursor, report->references);
  take_texts(&cursor, report->warnings);
  take_notices(&cursor, report->notices);
  guint count = indexer_take_number(&cursor);
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&report, corpus_report_free);
  else if (passage_count != NULL)
    *passage_count = count;
  return report;
}

CorpusReport *
indexer_record_to_report(GBytes *record, unsigned *passage_count, GError **error) {
  return indexer_record_from_texts(record, NULL, passage_count, error);
}

/* ---- the table of texts ---- */

IndexerTexts *
indexer_texts_new(void) {
  IndexerTexts *texts = g_new0(IndexerTexts, 1);
  texts->texts = g_ptr_array_new_with_free_func(g_free);
  texts->numbers = g_hash_table_new(g_str_hash, g_str_equal);
  return texts;
}

void
indexer_texts_free(IndexerTexts *texts) {
  if (texts == NULL)
    return;
  g_clear_pointer(&texts->numbers, g_hash_table_unref);
  g_ptr_array_unref(texts->texts);
  g_free(texts);
}

GBytes *
indexer_record_of_texts(const IndexerTexts *texts) {
  GByteArray *record = g_byte_array_new();
  put_texts(record, texts->texts);
  return g_byte_array_free_to_bytes(record);
}

IndexerTexts *
indexer_record_to_texts(GBytes *record, GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  IndexerTexts *texts = g_new0(IndexerTexts, 1);
  texts->texts = g_ptr_array_new_with_free_func(g_free);
  take_texts(&cursor, texts->texts);
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&texts, indexer_texts_free);
  return texts;
}
