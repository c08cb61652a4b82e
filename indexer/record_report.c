/* indexer/record_report.c: a report's figures, references and warnings to bytes and back. */
#include "indexer/record.h"

#include "indexer/record_variant.h"
#include "indexer/schema.h"

static GVariant *
pack_questions(const GPtrArray *questions) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ssiii)"));
  for (guint i = 0; i < questions->len; i++) {
    const CorpusQuestionScore *q = questions->pdata[i];
    g_variant_builder_add(&builder, "(@s@siii)", indexer_record_text(q->id),
                          indexer_record_text(q->text), q->score, q->max, q->percent);
  }
  return g_variant_builder_end(&builder);
}

static GVariant *
pack_areas(const GPtrArray *areas) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a(usiiiia(ssiii))"));
  for (guint i = 0; i < areas->len; i++) {
    const CorpusAreaScore *a = areas->pdata[i];
    g_variant_builder_add(&builder, "(u@siiii@a(ssiii))", a->number, indexer_record_text(a->name),
                          a->score, a->max, a->percent, a->body_score,
                          pack_questions(a->questions));
  }
  return g_variant_builder_end(&builder);
}

static GVariant *
pack_history(const GArray *history) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a(uui)"));
  for (guint i = 0; i < history->len; i++) {
    const CorpusHistory *h = &g_array_index(history, CorpusHistory, i);
    g_variant_builder_add(&builder, "(uui)", h->year, h->area, h->score);
  }
  return g_variant_builder_end(&builder);
}

static const char *
code_of(const CorpusMunicipality *municipality) {
  return municipality != NULL ? municipality->code : "";
}

static GVariant *
pack_references(const GPtrArray *references) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a(sbbusuus)"));
  for (guint i = 0; i < references->len; i++) {
    const CorpusReference *r = references->pdata[i];
    g_variant_builder_add(&builder, "(sbbu@suu@s)", code_of(r->model), r->self, r->role_model,
                          r->area, indexer_record_text(r->question), r->page, r->passage,
                          indexer_record_text(r->sentence));
  }
  return g_variant_builder_end(&builder);
}

static GVariant *
pack_texts(const GPtrArray *texts) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < texts->len; i++)
    g_variant_builder_add_value(&builder, indexer_record_text(texts->pdata[i]));
  return g_variant_builder_end(&builder);
}

GBytes *
indexer_record_of_report(const CorpusReport *r) {
  GVariant *fields[] = {
      indexer_record_text(r->id),
      indexer_record_text(r->source),
      indexer_record_text(code_of(r->municipality)),
      g_variant_new_uint32(r->year),
      g_variant_new_uint32(r->month),
      g_variant_new_uint32(r->evaluation),
      g_variant_new_uint32(r->revision),
      g_variant_new_uint32(r->pages),
      pack_areas(r->areas),
      g_variant_new_int32(r->total),
      g_variant_new_int32(r->stated_total),
      pack_history(r->history),
      pack_references(r->references),
      pack_texts(r->warnings),
      g_variant_new_uint32(r->passages->len),
  };
  return indexer_record_pack(g_variant_new_tuple(fields, G_N_ELEMENTS(fields)));
}

static void
unpack_questions(GVariantIter *iter, GPtrArray *questions) {
  const char *id = NULL, *text = NULL;
  int score = 0, max = 0, percent = 0;
  while (g_variant_iter_next(iter, "(&s&siii)", &id, &text, &score, &max, &percent)) {
    CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
    indexer_record_copy_id(question->id, id);
    question->text = g_strdup(text);
    question->score = score;
    question->max = max;
    question->percent = percent;
    g_ptr_array_add(questions, question);
  }
}

static void
unpack_areas(GVariantIter *iter, GPtrArray *areas) {
  guint32 number = 0;
  const char *name = NULL;
  int score = 0, max = 0, percent = 0, body_score = 0;
  GVariantIter *questions = NULL;
  while (g_variant_iter_next(iter, "(u&siiiia(ssiii))", &number, &name, &score, &max, &percent,
                             &body_score, &questions)) {
    CorpusAreaScore *area = corpus_area_score_new(number, name);
    area->score = score;
    area->max = max;
    area->percent = percent;
    area->body_score = body_score;
    unpack_questions(questions, area->questions);
    g_variant_iter_free(questions);
    g_ptr_array_add(areas, area);
  }
}

static void
unpack_history(GVariantIter *iter, GArray *history) {
  CorpusHistory entry = {0};
  while (g_variant_iter_next(iter, "(uui)", &entry.year, &entry.area, &entry.score))
    g_array_append_val(history, entry);
}

static void
unpack_references(GVariantIter *iter, GPtrArray *references) {
  const char *code = NULL, *question = NULL, *sentence = NULL;
  gboolean self = FALSE, role_model = FALSE;
  guint32 area = 0, page = 0, passage = 0;
  while (g_variant_iter_next(iter, "(&sbbu&suu&s)", &code, &self, &role_model, &area, &question,
                             &page, &passage, &sentence)) {
    CorpusReference *reference = g_new0(CorpusReference, 1);
    reference->model = code[0] != '\0' ? corpus_municipality_find(code) : NULL;
    reference->self = self;
    reference->role_model = role_model;
    reference->area = area;
    reference->page = page;
    reference->passage = passage;
    reference->sentence = g_strdup(sentence);
    indexer_record_copy_id(reference->question, question);
    g_ptr_array_add(references, reference);
  }
}

static void
unpack_texts(GVariantIter *iter, GPtrArray *texts) {
  char *text = NULL;
  while (g_variant_iter_next(iter, "s", &text))
    g_ptr_array_add(texts, text);
}

static void
unpack_report(GVariant *value, CorpusReport *r, guint32 *passage_count) {
  const char *code = NULL;
  GVariantIter *areas = NULL, *history = NULL, *references = NULL, *warnings = NULL;
  g_clear_pointer(&r->id, g_free);
  g_clear_pointer(&r->source, g_free);
  g_variant_get(value, "(ss&suuuuua(usiiiia(ssiii))iia(uui)a(sbbusuus)asu)", &r->id, &r->source,
                &code, &r->year, &r->month, &r->evaluation, &r->revision, &r->pages, &areas,
                &r->total, &r->stated_total, &history, &references, &warnings, passage_count);
  r->municipality = code[0] != '\0' ? corpus_municipality_find(code) : NULL;
  unpack_areas(areas, r->areas);
  unpack_history(history, r->history);
  unpack_references(references, r->references);
  unpack_texts(warnings, r->warnings);
  g_variant_iter_free(areas);
  g_variant_iter_free(history);
  g_variant_iter_free(references);
  g_variant_iter_free(warnings);
}

CorpusReport *
indexer_record_to_report(GBytes *record, unsigned *passage_count, GError **error) {
  guint32 count = 0;
  GVariant *value = indexer_record_unpack(record, INDEXER_RECORD_REPORT, error);
  if (value == NULL)
    return NULL;
  CorpusReport *report = corpus_report_new();
  unpack_report(value, report, &count);
  if (passage_count != NULL)
    *passage_count = count;
  g_variant_unref(value);
  return report;
}
