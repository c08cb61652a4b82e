/* indexer/documents.c: a report as the documents of the index: terms, values, records; and its
 * words, counted into the vocabulary once more, or once less. */
#include "indexer/generation.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "corpus/text/words.h"
#include "indexer/reader.h"
#include "indexer/record.h"
#include "indexer/schema.h"

/* ---- the texts of a report as terms, each text once ----
 *
 * A report says under few headings, and to few questions, what it has to say; and what it says is
 * wanted several times: to tell passages apart, for their documents, and to be counted. */

typedef struct {
  IndexerTerms *terms; /* borrowed, and used for this report alone meanwhile */
  GHashTable *found;   /* text, borrowed from the report -> GArray of IndexerTerm */
} Texts;

/* Free it with texts_clear(). */
static Texts
texts_of(IndexerTerms *terms) {
  indexer_terms_limit(terms);
  return (Texts){
      terms, g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref)};
}

static void
texts_clear(Texts *texts) {
  g_hash_table_unref(texts->found);
}

/* The terms (IndexerTerm) of a text; borrowed. NULL on failure. */
static const GArray *
terms_of(const Texts *texts, const char *text, GError **error) {
  GArray *found = g_hash_table_lookup(texts->found, text);
  if (found == NULL && (found = indexer_terms_of_text(texts->terms, text, -1, error)) != NULL)
    g_hash_table_insert(texts->found, (gpointer)text, found);
  return found;
}

/* ---- documents ---- */

/* A filter term, unless the value is empty. */
static bool
add_filter(ShimDocument *document, const char *prefix, const char *value, GError **error) {
  if (value[0] == '\0')
    return true;
  char *term = g_strconcat(prefix, value, NULL);
  bool ok = shim_document_add_filter(document, term, error);
  g_free(term);
  return ok;
}

static bool
add_number_filter(ShimDocument *document, const char *prefix, unsigned number, GError **error) {
  char text[16] = "";
  if (number != 0)
    g_snprintf(text, sizeof text, "%u", number);
  return add_filter(document, prefix, text, error);
}

static bool
set_text_value(ShimDocument *document, unsigned slot, const char *text, GError **error) {
  return shim_document_set_value(document, slot, text, strlen(text), error);
}

/* What matches are counted by. Municipality and revision are those of the report. */
static bool
set_facets(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
           GError **error) {
  unsigned subject = corpus_subject_area_in(report->revision, p->area, corpus_subject_revision());
  const char facets[] = {(char)(INDEXER_FACET_ZERO + MIN(p->area, CORPUS_AREA_MAX)),
                         (char)(INDEXER_FACET_ZERO + MIN(subject, CORPUS_AREA_MAX)),
                         (char)(INDEXER_FACET_ZERO + p->tag), '\0'};
  return set_text_value(document, INDEXER_SLOT_FACETS, facets, error) &&
         set_text_value(document, INDEXER_SLOT_REPORT, report->id, error);
}

/* Does a sentence of the passage name a role model? */
static bool
names_model(const CorpusReport *report, const CorpusPassage *p) {
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    if (reference->role_model && reference->passage == p->number)
      return true;
  }
  return false;
}

/* How clearly a sentence praises at most; -1 where each finds fault. */
static double
clearest_praise(const CorpusPassage *p) {
  double clearest = -1;
  for (guint i = 0; i < p->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(p->sentences, CorpusSentence, i);
    if (sentence->stance == CORPUS_TAG_STRENGTH)
      clearest = MAX(clearest, sentence->weight);
    else if (!corpus_tag_finds_fault(sentence->stance))
      clearest = MAX(clearest, 0);
  }
  return clearest;
}

/* What learn asks of each passage that it finds, so that it need not read it. */
static bool
set_hint(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
         GError **error) {
  double praise = clearest_praise(p);
  IndexerHint hint = {.item = p->kind == CORPUS_KIND_ITEM,
                      .names = names_model(report, p),
                      .tag = p->tag,
                      .praise = MAX(praise, 0)};
  if (corpus_passage_is_wish(p) || (praise < 0 && !hint.names))
    return true;
  g_strlcpy(hint.question, p->question, sizeof hint.question);
  char *value = indexer_hint_to_value(&hint);
  bool ok = set_text_value(document, INDEXER_SLOT_HINT, value, error);
  g_free(value);
  return ok;
}

static bool
set_data(ShimDocument *document, GBytes *record, GError **error) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  bool ok = shim_document_set_data(document, bytes, length, error);
  g_bytes_unref(record);
  return ok;
}

/* Adds the terms of one text. */
static bool
add_text(ShimDocument *document, const Texts *texts, const char *prefix, const char *text,
         GError **error) {
  const GArray *found = terms_of(texts, text, error);
  return found != NULL && indexer_terms_add(found, document, prefix,
                                            g_str_equal(prefix, INDEXER_PREFIX_TEXT), error);
}

static bool
add_practices(ShimDocument *document, const Texts *texts, const char *text, GError **error) {
  const GArray *found = terms_of(texts, text, error);
  return found != NULL && indexer_terms_add_practices(found, document, error);
}

/* The words of the question: as the report's table has them, else as the revision words them. */
static const char *
question_text(const CorpusReport *report, const char *id) {
  const CorpusQuestionScore *score = corpus_report_question(report, id);
  if (score != NULL && score->text != NULL && score->text[0] != '\0')
    return score->text;
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusQuestion *question =
      instrument != NULL ? corpus_instrument_question(instrument, id) : NULL;
  return question != NULL ? question->text : "";
}

static const char *
area_name(const CorpusReport *report, unsigned number) {
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusArea *area = instrument != NULL ? corpus_instrument_area(instrument, number) : NULL;
  if (area != NULL)
    return area->name;
  const CorpusAreaScore *score = corpus_report_area(report, number);
  return score != NULL && score->name != NULL ? score->name : "";
}

/* Adds up what the words of a text count. */
static bool
add_length_of(const Texts *texts, const char *text, unsigned *length, GError **error) {
  const GArray *found = terms_of(texts, text, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    *length += g_array_index(found, IndexerTerm, i).kind == INDEXER_TERM_WORD
                   ? INDEXER_WEIGHT_WORD
                   : INDEXER_WEIGHT_INNER;
  return found != NULL;
}

/* What a passage stands under is found by its number, and its words are no terms of the passage;
 * but they count for how long it is, which ranking divides by. So the filter of its report counts
 * as much. */
static bool
add_length(ShimDocument *document, const Texts *texts, const CorpusReport *report,
           const CorpusPassage *p, GError **error) {
  const char *question = p->question[0] != '\0' ? question_text(report, p->question) : "";
  const char *area = p->area != 0 ? area_name(report, p->area) : "";
  unsigned length = 0;
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
  bool ok = add_length_of(texts, question, &length, error) &&
            add_length_of(texts, area, &length, error) &&
            shim_document_add_term(document, term, length, error);
  g_free(term);
  return ok;
}

static bool
add_words(ShimDocument *document, const Texts *texts, const CorpusPassage *p, GError **error) {
  return add_text(document, texts, INDEXER_PREFIX_TEXT, p->text, error) &&
         add_practices(document, texts, p->text, error) &&
         add_text(document, texts, INDEXER_PREFIX_HEADING, p->heading, error);
}

/* The same for passages of one report whose words have the same stems in the same order. */
static char *
digest_of_text(const Texts *texts, const char *report_id, const char *text, GError **error) {
  const GArray *found = terms_of(texts, text, error);
  if (found == NULL)
    return NULL;
  GString *all = g_string_new_len(report_id, (gssize)strlen(report_id) + 1);
  for (guint i = 0; i < found->len; i++) {
    const char *term = g_array_index(found, IndexerTerm, i).term;
    g_string_append_len(all, term, (gssize)strlen(term) + 1);
  }
  char *checksum = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)all->str, all->len);
  char *digest = g_strndup(checksum, 16);
  g_free(checksum);
  g_string_free(all, TRUE);
  return digest;
}

/* The digests of a report's passages. */
typedef struct {
  GPtrArray *digests; /* char *, in the order of the passages */
  GHashTable *counts; /* a digest -> how many passages have it */
} SameTexts;

static void
same_texts_clear(SameTexts *same) {
  g_hash_table_unref(same->counts);
  g_ptr_array_unref(same->digests);
}

/* Clear it even where it fails. */
static bool
find_same_texts(const Texts *texts, const CorpusReport *report, SameTexts *same, GError **error) {
  same->digests = g_ptr_array_new_with_free_func(g_free);
  same->counts = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    char *digest = digest_of_text(texts, report->id, passage->text, error);
    if (digest == NULL)
      return false;
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(same->counts, digest));
    g_ptr_array_add(same->digests, digest);
    g_hash_table_insert(same->counts, digest, GUINT_TO_POINTER(count + 1));
  }
  return true;
}

/* Only what the report says more than once is marked: it is little, and soon looked through. */
static bool
mark_repeated(ShimDocument *document, const SameTexts *same, const char *digest, GError **error) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(same->counts, digest)) < 2 ||
         (set_text_value(document, INDEXER_SLOT_SAME_TEXT, digest, error) &&
          add_filter(document, INDEXER_FILTER_REPEATED, "1", error));
}

/* What learn looks through, in short lists. */
static bool
add_strength_filter(ShimDocument *document, const CorpusPassage *p, GError **error) {
  if (p->tag != CORPUS_TAG_STRENGTH || p->area == 0)
    return true;
  char *value = p->question[0] != '\0'
                    ? g_strdup_printf("%s/%s", corpus_kind_name(p->kind), p->question)
                    : g_strdup_printf("%s/%u", corpus_kind_name(p->kind), p->area);
  bool ok = add_filter(document, INDEXER_FILTER_STRENGTH, value, error);
  g_free(value);
  return ok;
}

/* What is about the same in whatever revision. */
static bool
add_subject_filters(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
                    GError **error) {
  unsigned to = corpus_subject_revision();
  unsigned area = corpus_subject_area_in(report->revision, p->area, to);
  const char *question =
      p->question[0] != '\0' ? corpus_subject_in(report->revision, p->question, to) : "";
  return add_number_filter(document, INDEXER_FILTER_SUBJECT, area, error) &&
         add_filter(document, INDEXER_FILTER_SUBJECT, question, error);
}

static bool
add_passage_filters(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
                    GError **error) {
  return add_filter(document, INDEXER_FILTER_REPORT, report->id, error) &&
         add_number_filter(document, INDEXER_FILTER_AREA, p->area, error) &&
         add_filter(document, INDEXER_FILTER_QUESTION, p->question, error) &&
         add_subject_filters(document, report, p, error) &&
         add_filter(document, INDEXER_FILTER_TAG, corpus_tag_name(p->tag), error) &&
         add_strength_filter(document, p, error);
}

/* A report under way into the index. */
typedef struct {
  ShimWriter *writer;
  const IndexerMaking *making;
  const CorpusReport *report;
  Texts texts;
  SameTexts same;
} Writing;

static bool
fill_passage(const Writing *writing, ShimDocument *document, const CorpusPassage *p,
             GError **error) {
  const CorpusReport *report = writing->report;
  GBytes *record = indexer_record_of_passage(p);
  return set_data(document, indexer_pack(writing->making->packer, record), error) &&
         add_passage_filters(document, report, p, error) &&
         add_words(document, &writing->texts, p, error) &&
         add_length(document, &writing->texts, report, p, error) &&
         set_facets(document, report, p, error) && set_hint(document, report, p, error);
}

static bool
number_written(ShimDocument *document, const IndexerMaking *making, GError **error) {
  char number[16];
  if (making->written == NULL)
    return true;
  g_snprintf(number, sizeof number, "%08x", ++*making->written);
  return set_text_value(document, INDEXER_SLOT_WRITTEN, number, error);
}

/* place: of the passage in the report. */
static bool
write_passage(const Writing *writing, guint place, GError **error) {
  const SameTexts *same = &writing->same;
  ShimDocument *document = NULL;
  bool ok = shim_document_new(writing->writer, &document, error) &&
            fill_passage(writing, document, writing->report->passages->pdata[place], error) &&
            mark_repeated(document, same, same->digests->pdata[place], error) &&
            number_written(document, writing->making, error) &&
            shim_writer_add(writing->writer, document, error);
  shim_document_free(document);
  return ok;
}

static bool
write_passages(const Writing *writing, GError **error) {
  char *all = g_strconcat(INDEXER_FILTER_REPORT, writing->report->id, NULL);
  bool ok = shim_writer_delete(writing->writer, all, error);
  g_free(all);
  for (guint i = 0; i < writing->report->passages->len && ok; i++)
    ok = write_passage(writing, i, error);
  return ok;
}

/* ---- words, counted once more ---- */

static bool
count_term(const IndexerMaking *making, const IndexerTerm *term, GError **error) {
  IndexerWord known;
  if (term->kind != INDEXER_TERM_WORD || indexer_vocabulary_count(making->vocabulary, term->word))
    return true;
  if (!indexer_terms_word(making->terms, term->word, &known, error))
    return false;
  indexer_vocabulary_add(making->vocabulary, known.word, known.form, known.inner, known.unknown);
  return true;
}

static bool
count_text(const Writing *writing, const char *text, GError **error) {
  const GArray *found = terms_of(&writing->texts, text, error);
  bool ok = found != NULL;
  for (guint i = 0; ok && i < found->len; i++)
    ok = count_term(writing->making, &g_array_index(found, IndexerTerm, i), error);
  return ok;
}

/* What the score tables ask (learn looks for it in the passages of others): const char *, borrowed
 * from the report. */
static GPtrArray *
questions_of(const CorpusReport *report) {
  GPtrArray *texts = g_ptr_array_new();
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    g_ptr_array_add(texts, area->name);
    for (guint j = 0; j < area->questions->len; j++)
      g_ptr_array_add(texts, ((CorpusQuestionScore *)area->questions->pdata[j])->text);
  }
  return texts;
}

static bool
count_words(const Writing *writing, GError **error) {
  const CorpusReport *report = writing->report;
  GPtrArray *questions = questions_of(report);
  bool ok = true;
  for (guint i = 0; ok && i < questions->len; i++)
    ok = count_text(writing, questions->pdata[i], error);
  g_ptr_array_unref(questions);
  for (guint i = 0; ok && i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    ok = count_text(writing, passage->text, error) && count_text(writing, passage->heading, error);
  }
  return ok;
}

bool
indexer_documents_write(ShimWriter *writer, const IndexerMaking *making, const CorpusReport *report,
                        GError **error) {
  Writing writing = {
      .writer = writer, .making = making, .report = report, .texts = texts_of(making->terms)};
  bool ok = find_same_texts(&writing.texts, report, &writing.same, error) &&
            write_passages(&writing, error) && count_words(&writing, error);
  same_texts_clear(&writing.same);
  texts_clear(&writing.texts);
  return ok;
}

/* ---- and once less ----
 *
 * The words of an index are counted on from those of the generation before: those of a report that
 * goes are counted less, so that words which no report uses any more go with it. */

static void
discount_text(IndexerVocabulary *vocabulary, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++)
    indexer_vocabulary_discount(vocabulary, g_array_index(words, CorpusWord, i).word);
  g_array_unref(words);
}

static void
discount_questions(IndexerVocabulary *vocabulary, const CorpusReport *report) {
  GPtrArray *questions = questions_of(report);
  for (guint i = 0; i < questions->len; i++)
    discount_text(vocabulary, questions->pdata[i]);
  g_ptr_array_unref(questions);
}

/* For the visitor of documents. */
typedef struct {
  IndexerVocabulary *vocabulary;
  IndexerPacker *packer;
  GError *error;
} Discounting;

static bool
discount_document(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Discounting *discounting = context;
  GBytes *record = indexer_unpack_document(discounting->packer, document, &discounting->error);
  CorpusPassage *passage =
      record != NULL ? indexer_record_to_passage(record, &discounting->error) : NULL;
  g_clear_pointer(&record, g_bytes_unref);
  if (passage == NULL)
    return false;
  discount_text(discounting->vocabulary, passage->text);
  discount_text(discounting->vocabulary, passage->heading);
  corpus_passage_free(passage);
  return true;
}

bool
indexer_documents_discount(IndexerVocabulary *vocabulary, IndexerPacker *packer,
                           const ShimDatabase *database, const CorpusReport *report,
                           GError **error) {
  Discounting discounting = {vocabulary, packer, NULL};
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
  bool ok = shim_database_each_document(database, term, discount_document, &discounting, error);
  g_free(term);
  discount_questions(vocabulary, report);
  if (discounting.error != NULL) {
    g_propagate_error(ok ? error : NULL, discounting.error);
    ok = false;
  }
  return ok;
}

/* ---- the head of a shard ---- */

static bool
set_metadata_text(ShimWriter *writer, const char *key, const char *text, GError **error) {
  return shim_writer_set_metadata(writer, key, text, strlen(text), error);
}

bool
indexer_documents_write_head(ShimWriter *writer, const IndexerHead *head, GError **error) {
  char *version = g_strdup_printf("%u", head->version);
  GBytes *record = indexer_record_of_head(head);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  bool ok = shim_writer_set_metadata(writer, INDEXER_META_HEAD, bytes, length, error) &&
            set_metadata_text(writer, INDEXER_META_VERSION, version, error) &&
            set_metadata_text(writer, INDEXER_META_GENERATION, head->generation, error);
  g_bytes_unref(record);
  g_free(version);
  return ok;
}

/* ---- the sample that records are packed by ---- */

GBytes *
indexer_documents_sample(const CorpusReport *report) {
  GByteArray *sample = g_byte_array_new();
  for (guint i = 0; i < report->passages->len && sample->len < INDEXER_SAMPLE_BYTES; i++) {
    GBytes *record = indexer_record_of_passage(report->passages->pdata[i]);
    gsize length = 0;
    const guint8 *bytes = g_bytes_get_data(record, &length);
    g_byte_array_append(sample, bytes, MIN((guint)length, INDEXER_SAMPLE_BYTES - sample->len));
    g_bytes_unref(record);
  }
  return g_byte_array_free_to_bytes(sample);
}

/* ---- terms that are stored by short names ---- */

static bool
count_terms(GHashTable *counts, const ShimDocument *document, GError **error) {
  char **terms = NULL;
  if (!shim_document_terms(document, &terms, error))
    return false;
  for (char **term = terms; *term != NULL; term++) {
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *term));
    if (!g_str_has_prefix(*term, INDEXER_FILTER_REPORT))
      g_hash_table_replace(counts, g_strdup(*term), GUINT_TO_POINTER(count + 1));
  }
  g_strfreev(terms);
  return true;
}

static int
compare_counted(gconstpointer a, gconstpointer b, gpointer counts) {
  const char *first = *(const char *const *)a, *second = *(const char *const *)b;
  guint left = GPOINTER_TO_UINT(g_hash_table_lookup(counts, first)),
        right = GPOINTER_TO_UINT(g_hash_table_lookup(counts, second));
  return left != right ? (left < right) - (left > right) : strcmp(first, second);
}

/* The most frequent first, NULL-terminated; takes the counts. */
static GPtrArray *
by_count(GHashTable *counts) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer term = NULL;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &term, NULL))
    g_ptr_array_add(names, g_strdup(term));
  g_ptr_array_sort_with_data(names, compare_counted, counts);
  g_ptr_array_add(names, NULL);
  g_hash_table_unref(counts);
  return names;
}

GPtrArray *
indexer_documents_names(IndexerTerms *terms, const CorpusReport *report, GError **error) {
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Texts texts = texts_of(terms);
  bool ok = true;
  for (guint i = 0; i < report->passages->len && ok; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    ShimDocument *document = NULL;
    ok = shim_document_new(NULL, &document, error) &&
         add_passage_filters(document, report, passage, error) &&
         add_words(document, &texts, passage, error) && count_terms(counts, document, error);
    shim_document_free(document);
  }
  texts_clear(&texts);
  GPtrArray *names = by_count(counts);
  if (!ok)
    g_clear_pointer(&names, g_ptr_array_unref);
  return names;
}
