/* indexer/record.c: reports, passages and heads of shards to bytes and back. */
#include "indexer/record.h"

#include <math.h>
#include <string.h>

#include "indexer/reader.h"

#define WHOLE_WEIGHT 1000U /* parts that the weight of a sentence is stored in */

G_STATIC_ASSERT(INDEXER_ID_BYTES == CORPUS_QUESTION_ID_BYTES);

/* ---- passages ---- */

/* A sentence mostly begins where the one before it ends, or a space behind it: such numbers, the
 * same again and again, take next to no room. */
static void
put_sentences(GByteArray *record, const GArray *sentences) {
  gsize end = 0;
  indexer_put_number(record, sentences->len);
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(sentences, CorpusSentence, i);
    indexer_put_number(record, (guint)(sentence->start_bytes - end));
    indexer_put_number(record, (guint)sentence->length_bytes);
    indexer_put_number(record, sentence->stance);
    indexer_put_number(record, (guint)lround(sentence->weight * WHOLE_WEIGHT));
    end = sentence->start_bytes + sentence->length_bytes;
  }
}

/* Most passages tell of nobody else. */
static void
put_told(GByteArray *record, const GArray *all) {
  indexer_put_number(record, all->len);
  for (guint i = 0; i < all->len; i++) {
    const CorpusTold *told = &g_array_index(all, CorpusTold, i);
    indexer_put_number(record, told->sentence);
    indexer_put_municipality(record, told->of);
  }
}

GBytes *
indexer_record_of_passage(const CorpusPassage *passage) {
  GByteArray *record = g_byte_array_new();
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
  put_told(record, passage->told);
  return g_byte_array_free_to_bytes(record);
}

/* A sentence that reaches past its text is damage. */
static void
take_sentences(IndexerCursor *cursor, CorpusPassage *passage) {
  gsize text_bytes = strlen(passage->text);
  guint end = 0, count = indexer_take_number(cursor);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusSentence sentence = {0};
    sentence.start_bytes = end + indexer_take_number(cursor);
    sentence.length_bytes = indexer_take_number(cursor);
    sentence.stance = (CorpusTag)indexer_take_choice(cursor, CORPUS_TAGS);
    sentence.weight = indexer_take_choice(cursor, WHOLE_WEIGHT + 1) / (double)WHOLE_WEIGHT;
    end = (guint)(sentence.start_bytes + sentence.length_bytes);
    if (sentence.start_bytes + sentence.length_bytes > text_bytes)
      cursor->damaged = true;
    g_array_append_val(passage->sentences, sentence);
  }
}

/* What is told by a sentence that is not there is damage. */
static void
take_told(IndexerCursor *cursor, CorpusPassage *passage) {
  guint count = indexer_take_number(cursor);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusTold told = {.sentence = indexer_take_choice(cursor, passage->sentences->len)};
    told.of = indexer_take_municipality(cursor);
    g_array_append_val(passage->told, told);
  }
}

CorpusPassage *
indexer_record_to_passage(GBytes *record, GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  CorpusPassage *passage = corpus_passage_new();
  g_free(passage->heading);
  g_free(passage->text);
  passage->number = indexer_take_number(&cursor);
  passage->page = indexer_take_number(&cursor);
  passage->area = indexer_take_number(&cursor);
  indexer_take_id(&cursor, passage->question);
  passage->heading = indexer_take_text(&cursor);
  passage->kind = (CorpusKind)indexer_take_choice(&cursor, CORPUS_KIND_ITEM + 1);
  passage->tag = (CorpusTag)indexer_take_choice(&cursor, CORPUS_TAGS);
  passage->recognised = indexer_take_choice(&cursor, 2) != 0;
  passage->text = indexer_take_text(&cursor);
  take_sentences(&cursor, passage);
  take_told(&cursor, passage);
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&passage, corpus_passage_free);
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
put_questions(GByteArray *record, const GPtrArray *questions) {
  indexer_put_number(record, questions->len);
  for (guint i = 0; i < questions->len; i++) {
    const CorpusQuestionScore *question = questions->pdata[i];
    indexer_put_text(record, question->id);
    indexer_put_text(record, question->text);
    indexer_put_integer(record, question->score);
    indexer_put_integer(record, question->max);
    indexer_put_integer(record, question->percent);
  }
}

static void
put_areas(GByteArray *record, const GPtrArray *areas) {
  indexer_put_number(record, areas->len);
  for (guint i = 0; i < areas->len; i++) {
    const CorpusAreaScore *area = areas->pdata[i];
    indexer_put_number(record, area->number);
    indexer_put_text(record, area->name);
    indexer_put_integer(record, area->score);
    indexer_put_integer(record, area->max);
    indexer_put_integer(record, area->percent);
    indexer_put_integer(record, area->body_score);
    put_questions(record, area->questions);
  }
}

static void
put_history(GByteArray *record, const GArray *history) {
  indexer_put_number(record, history->len);
  for (guint i = 0; i < history->len; i++) {
    const CorpusHistory *entry = &g_array_index(history, CorpusHistory, i);
    indexer_put_number(record, entry->year);
    indexer_put_number(record, entry->area);
    indexer_put_integer(record, entry->score);
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
    indexer_put_double(record, beside->value);
    indexer_put_text(record, beside->label);
  }
}

void
indexer_put_past(GByteArray *record, const CorpusReport *report) {
  put_history(record, report->history);
  put_beside(record, report->beside);
}

void
indexer_put_municipality(GByteArray *record, const CorpusMunicipality *municipality) {
  indexer_put_text(record, municipality != NULL ? municipality->code : "");
}

void
indexer_put_evaluation(GByteArray *record, const CorpusReport *report) {
  indexer_put_municipality(record, report->municipality);
  indexer_put_number(record, report->year);
  indexer_put_number(record, report->month);
  indexer_put_number(record, report->evaluation);
  indexer_put_number(record, report->revision);
  indexer_put_number(record, report->pages);
}

static void
put_references(GByteArray *record, const GPtrArray *references) {
  indexer_put_number(record, references->len);
  for (guint i = 0; i < references->len; i++) {
    const CorpusReference *reference = references->pdata[i];
    indexer_put_municipality(record, reference->model);
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

void
indexer_put_notices(GByteArray *record, const CorpusReport *report) {
  put_texts(record, report->warnings);
  put_notices(record, report->notices);
}

GBytes *
indexer_record_of_report(const CorpusReport *report) {
  GByteArray *record = g_byte_array_new();
  indexer_put_text(record, report->id);
  indexer_put_text(record, report->source);
  indexer_put_evaluation(record, report);
  put_areas(record, report->areas);
  indexer_put_integer(record, report->total);
  indexer_put_integer(record, report->stated_total);
  indexer_put_past(record, report);
  put_references(record, report->references);
  indexer_put_notices(record, report);
  indexer_put_number(record, report->passages != NULL ? report->passages->len : 0);
  return g_byte_array_free_to_bytes(record);
}

/* ---- reports: reading ----
 *
 * Members are put where room was made for all of them. Where a record ends too soon, NULL stands
 * for those that are missing, until the whole is freed. */

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

static void
take_questions(IndexerCursor *cursor, GPtrArray *questions) {
  guint count = take_length(cursor, questions);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusQuestionScore *question = questions->pdata[i] = g_new(CorpusQuestionScore, 1);
    indexer_take_id(cursor, question->id);
    question->text = indexer_take_text(cursor);
    question->score = indexer_take_integer(cursor);
    question->max = indexer_take_integer(cursor);
    question->percent = indexer_take_integer(cursor);
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
    area->score = indexer_take_integer(cursor);
    area->max = indexer_take_integer(cursor);
    area->percent = indexer_take_integer(cursor);
    area->body_score = indexer_take_integer(cursor);
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
    entry.score = indexer_take_integer(cursor);
    g_array_append_val(history, entry);
  }
}

static void
take_beside(IndexerCursor *cursor, GPtrArray *all) {
  guint count = take_length(cursor, all);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusBeside *beside = all->pdata[i] = g_new(CorpusBeside, 1);
    beside->kind = (CorpusBesideKind)indexer_take_choice(cursor, CORPUS_BESIDE_CHANGE + 1);
    beside->area = indexer_take_number(cursor);
    beside->since = indexer_take_number(cursor);
    beside->year = indexer_take_number(cursor);
    beside->value = indexer_take_double(cursor);
    beside->label = indexer_take_text(cursor);
  }
}

void
indexer_take_past(IndexerCursor *cursor, CorpusReport *report) {
  take_history(cursor, report->history);
  take_beside(cursor, report->beside);
}

const CorpusMunicipality *
indexer_take_municipality(IndexerCursor *cursor) {
  char code[INDEXER_ID_BYTES];
  indexer_take_id(cursor, code);
  return code[0] != '\0' ? corpus_municipality_of_code(code) : NULL;
}

void
indexer_take_evaluation(IndexerCursor *cursor, CorpusReport *report) {
  report->municipality = indexer_take_municipality(cursor);
  report->year = indexer_take_number(cursor);
  report->month = indexer_take_number(cursor);
  report->evaluation = indexer_take_number(cursor);
  report->revision = indexer_take_number(cursor);
  report->pages = indexer_take_number(cursor);
}

static void
take_references(IndexerCursor *cursor, GPtrArray *references) {
  guint count = take_length(cursor, references);
  for (guint i = 0; i < count && !cursor->damaged; i++) {
    CorpusReference *reference = references->pdata[i] = g_new(CorpusReference, 1);
    reference->model = indexer_take_municipality(cursor);
    reference->self = indexer_take_choice(cursor, 2) != 0;
    reference->role_model = indexer_take_choice(cursor, 2) != 0;
    reference->area = indexer_take_number(cursor);
    indexer_take_id(cursor, reference->question);
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

void
indexer_take_notices(IndexerCursor *cursor, CorpusReport *report) {
  take_texts(cursor, report->warnings);
  take_notices(cursor, report->notices);
}

static void
take_head(IndexerCursor *cursor, CorpusReport *report) {
  g_free(report->id);
  g_free(report->source);
  report->id = indexer_take_text(cursor);
  report->source = indexer_take_text(cursor);
  indexer_take_evaluation(cursor, report);
}

CorpusReport *
indexer_record_to_report(GBytes *record, unsigned *passage_count, GError **error) {
  IndexerCursor cursor = indexer_cursor_of(record);
  CorpusReport *report = corpus_report_new();
  take_head(&cursor, report);
  take_areas(&cursor, report->areas);
  report->total = indexer_take_integer(&cursor);
  report->stated_total = indexer_take_integer(&cursor);
  indexer_take_past(&cursor, report);
  take_references(&cursor, report->references);
  indexer_take_notices(&cursor, report);
  guint count = indexer_take_number(&cursor);
  if (!indexer_cursor_finish(&cursor, error))
    g_clear_pointer(&report, corpus_report_free);
  else if (passage_count != NULL)
    *passage_count = count;
  return report;
}

/* ---- what is to be known of a passage before it is read ---- */

/* Characters that stand for numbers. */
enum { ZERO = '0', STEPS = 32, ITEM = 1, NAMES = 2, FLAGS = 4 };

char *
indexer_hint_to_value(const IndexerHint *hint) {
  int flags = (hint->item ? ITEM : 0) + (hint->names ? NAMES : 0);
  double steps = CLAMP(hint->praise, 0, 1) * STEPS;
  int praise = (int)steps + (steps > (int)steps);
  return g_strdup_printf("%c%c%s", ZERO + flags + FLAGS * (int)hint->tag, ZERO + praise,
                         hint->question);
}

bool
indexer_hint_from_value(const char *value, IndexerHint *hint) {
  *hint = (IndexerHint){0};
  int what = value[0] - ZERO, praise = value[0] != '\0' ? value[1] - ZERO : -1;
  if (what < 0 || praise < 0 || praise > STEPS || strlen(value + 2) >= sizeof hint->question)
    return false;
  hint->item = (what & ITEM) != 0;
  hint->names = (what & NAMES) != 0;
  hint->tag = (CorpusTag)(what / FLAGS);
  hint->praise = praise / (double)STEPS;
  g_strlcpy(hint->question, value + 2, sizeof hint->question);
  return true;
}
