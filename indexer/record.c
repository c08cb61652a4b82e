/* indexer/record.c: passages and heads to bytes and back. */
#include "indexer/record.h"

#include <string.h>

#include "indexer/record_bytes.h"

/* ---- passages ---- */

static void
put_sentences(GByteArray *record, const GArray *sentences) {
  indexer_put_number(record, sentences->len);
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(sentences, CorpusSentence, i);
    indexer_put_number(record, (guint)sentence->start_bytes);
    indexer_put_number(record, (guint)sentence->length_bytes);
    indexer_put_number(record, sentence->stance);
    indexer_put_double(record, sentence->weight);
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
    sentence.stance = (CorpusTag)indexer_take_choice(cursor, CORPUS_TAGS);
    sentence.weight = indexer_take_double(cursor);
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
  indexer_take_id(&cursor, passage->question);
  passage->heading = indexer_take_text(&cursor);
  passage->kind = (CorpusKind)indexer_take_choice(&cursor, CORPUS_KIND_ITEM + 1);
  passage->tag = (CorpusTag)indexer_take_choice(&cursor, CORPUS_TAGS);
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
