/* indexer/record.c: passages and heads to bytes and back. */
#include "indexer/record.h"

#include <string.h>

#include "indexer/error.h"
#include "indexer/record_variant.h"
#include "indexer/schema.h"

/* A GVariant of the machine's byte order in the index's, or the other way round; takes value. */
static GVariant *
swap_if_big_endian(GVariant *value) {
  g_variant_ref_sink(value);
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    return value;
  GVariant *swapped = g_variant_byteswap(value);
  g_variant_unref(value);
  return swapped;
}

GBytes *
indexer_record_pack(GVariant *value) {
  GVariant *ordered = swap_if_big_endian(value);
  GBytes *bytes = g_variant_get_data_as_bytes(ordered);
  g_variant_unref(ordered);
  return bytes;
}

GVariant *
indexer_record_unpack(GBytes *record, const char *type, GError **error) {
  GVariant *value =
      swap_if_big_endian(g_variant_new_from_bytes(G_VARIANT_TYPE(type), record, FALSE));
  if (g_variant_is_normal_form(value))
    return value;
  g_variant_unref(value);
  g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                      "a record of the index is damaged; make it anew with kompass index "
                      "--rebuild");
  return NULL;
}

GVariant *
indexer_record_text(const char *text) {
  return g_variant_new_take_string(g_utf8_make_valid(text != NULL ? text : "", -1));
}

void
indexer_record_copy_id(char target[8], const char *id) {
  g_strlcpy(target, id, 8);
}

static GVariant *
pack_sentences(const GArray *sentences) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a(uuyd)"));
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSentence *s = &g_array_index(sentences, CorpusSentence, i);
    g_variant_builder_add(&builder, "(uuyd)", (guint32)s->start_bytes, (guint32)s->length_bytes,
                          (guchar)s->stance, s->weight);
  }
  return g_variant_builder_end(&builder);
}

GBytes *
indexer_record_of_passage(const char *report_id, const CorpusPassage *p) {
  GVariant *fields[] = {
      indexer_record_text(report_id),      g_variant_new_uint32(p->number),
      g_variant_new_uint32(p->page),       g_variant_new_uint32(p->area),
      indexer_record_text(p->question),    indexer_record_text(p->heading),
      g_variant_new_byte((guchar)p->kind), g_variant_new_byte((guchar)p->tag),
      indexer_record_text(p->text),        pack_sentences(p->sentences),
  };
  return indexer_record_pack(g_variant_new_tuple(fields, G_N_ELEMENTS(fields)));
}

/* A sentence that reaches past its text, or a tag that does not exist, is damage. */
static bool
unpack_sentences(GVariantIter *iter, CorpusPassage *passage, gsize text_bytes) {
  guint32 start = 0, length = 0;
  guchar stance = 0;
  double weight = 0;
  while (g_variant_iter_next(iter, "(uuyd)", &start, &length, &stance, &weight)) {
    if ((gsize)start + length > text_bytes || stance >= CORPUS_TAGS)
      return false;
    CorpusSentence sentence = {
        .start_bytes = start, .length_bytes = length, .stance = stance, .weight = weight};
    g_array_append_val(passage->sentences, sentence);
  }
  return true;
}

static bool
unpack_passage(GVariant *value, CorpusPassage *p, char **report_id) {
  const char *question = NULL;
  guchar kind = 0, tag = 0;
  GVariantIter *sentences = NULL;
  g_clear_pointer(&p->heading, g_free);
  g_clear_pointer(&p->text, g_free);
  g_variant_get(value, "(suuu&ssyysa(uuyd))", report_id, &p->number, &p->page, &p->area, &question,
                &p->heading, &kind, &tag, &p->text, &sentences);
  indexer_record_copy_id(p->question, question);
  bool ok = kind <= CORPUS_KIND_ITEM && tag < CORPUS_TAGS &&
            unpack_sentences(sentences, p, strlen(p->text));
  p->kind = (CorpusKind)kind;
  p->tag = (CorpusTag)tag;
  g_variant_iter_free(sentences);
  return ok;
}

CorpusPassage *
indexer_record_to_passage(GBytes *record, char **report_id, GError **error) {
  char *id = NULL;
  if (report_id != NULL)
    *report_id = NULL;
  GVariant *value = indexer_record_unpack(record, INDEXER_RECORD_PASSAGE, error);
  if (value == NULL)
    return NULL;
  CorpusPassage *passage = corpus_passage_new();
  if (!unpack_passage(value, passage, &id)) {
    g_set_error_literal(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED,
                        "a passage of the index is damaged; make it anew with kompass index "
                        "--rebuild");
    g_clear_pointer(&passage, corpus_passage_free);
  }
  if (report_id != NULL && passage != NULL)
    *report_id = g_steal_pointer(&id);
  g_free(id);
  g_variant_unref(value);
  return passage;
}

GBytes *
indexer_record_of_head(const IndexerHead *head) {
  return indexer_record_pack(g_variant_new(INDEXER_RECORD_HEAD, head->version, head->generation,
                                           head->shard, head->shards));
}

bool
indexer_record_to_head(GBytes *record, IndexerHead *head, GError **error) {
  GVariant *value = indexer_record_unpack(record, INDEXER_RECORD_HEAD, error);
  if (value == NULL)
    return false;
  g_variant_get(value, INDEXER_RECORD_HEAD, &head->version, &head->generation, &head->shard,
                &head->shards);
  g_variant_unref(value);
  return true;
}

void
indexer_head_clear(IndexerHead *head) {
  g_clear_pointer(&head->generation, g_free);
}
