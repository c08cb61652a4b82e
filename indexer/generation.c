/* indexer/generation.c: writes a new generation of the index, shard by shard.
 *
 * What searchers want of the index as a whole (its words, its reports) is collected from all of it
 * with each update, not only from what is new: words that no report uses any more must go, and
 * reading text back is far cheaper than writing it. */
#include "indexer/generation.h"

#include <string.h>

#include "corpus/instrument/subject.h"
#include "corpus/text/words.h"
#include "indexer/error.h"
#include "indexer/metadata_pieces.h"
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/terms.h"

/* ---- a report as documents: terms, values, records ---- */

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

static const char *
code_of(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->code : "";
}

/* What the documents of a report have in common. */
static bool
add_report_filters(ShimDocument *document, const CorpusReport *report, const char *type,
                   GError **error) {
  char revision[16]; /* "0" where it is not known */
  g_snprintf(revision, sizeof revision, "%u", report->revision);
  return add_filter(document, INDEXER_FILTER_TYPE, type, error) &&
         add_filter(document, INDEXER_FILTER_REPORT, report->id, error) &&
         add_filter(document, INDEXER_FILTER_MUNICIPALITY, code_of(report), error) &&
         add_number_filter(document, INDEXER_FILTER_YEAR, report->year, error) &&
         add_filter(document, INDEXER_FILTER_REVISION, revision, error);
}

static bool
set_text_value(ShimDocument *document, unsigned slot, const char *text, GError **error) {
  return shim_document_set_value(document, slot, text, strlen(text), error);
}

/* 0 = unknown, and leaves the slot unset. */
static bool
set_number_value(ShimDocument *document, unsigned slot, unsigned number, GError **error) {
  char text[16] = "";
  if (number != 0)
    g_snprintf(text, sizeof text, "%u", number);
  return set_text_value(document, slot, text, error);
}

static bool
set_facets(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
           GError **error) {
  unsigned subject = corpus_subject_area_in(report->revision, p->area, corpus_subject_revision());
  return set_number_value(document, INDEXER_SLOT_AREA, p->area, error) &&
         set_number_value(document, INDEXER_SLOT_SUBJECT_AREA, subject, error) &&
         set_text_value(document, INDEXER_SLOT_TAG, corpus_tag_name(p->tag), error) &&
         set_text_value(document, INDEXER_SLOT_MUNICIPALITY, code_of(report), error) &&
         set_number_value(document, INDEXER_SLOT_REVISION, report->revision, error);
}

static bool
set_data(ShimDocument *document, GBytes *record, GError **error) {
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  bool ok = shim_document_set_data(document, bytes, length, error);
  g_bytes_unref(record);
  return ok;
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

static bool
add_words(ShimDocument *document, IndexerTerms *terms, const CorpusReport *report,
          const CorpusPassage *p, GError **error) {
  return indexer_terms_add(terms, document, INDEXER_PREFIX_TEXT, p->text, true, error) &&
         indexer_terms_add(terms, document, INDEXER_PREFIX_HEADING, p->heading, false, error) &&
         (p->question[0] == '\0' ||
          indexer_terms_add(terms, document, INDEXER_PREFIX_QUESTION,
                            question_text(report, p->question), false, error)) &&
         (p->area == 0 || indexer_terms_add(terms, document, INDEXER_PREFIX_AREA_NAME,
                                            area_name(report, p->area), false, error));
}

/* The same for passages of one report whose words have the same stems in the same order. */
static char *
digest_of_text(IndexerTerms *terms, const char *report_id, const char *text, GError **error) {
  GArray *found = indexer_terms_of_text(terms, text, -1, error);
  if (found == NULL)
    return NULL;
  GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
  g_checksum_update(checksum, (const guchar *)report_id, (gssize)strlen(report_id) + 1);
  for (guint i = 0; i < found->len; i++) {
    const char *term = g_array_index(found, IndexerTerm, i).term;
    g_checksum_update(checksum, (const guchar *)term, (gssize)strlen(term) + 1);
  }
  char *digest = g_strndup(g_checksum_get_string(checksum), 16);
  g_checksum_free(checksum);
  g_array_unref(found);
  return digest;
}

static bool
set_order(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
          GError **error) {
  char *order = g_strdup_printf("%s/%05u", report->id, p->number);
  bool ok = set_text_value(document, INDEXER_SLOT_ORDER, order, error);
  g_free(order);
  return ok;
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
find_same_texts(IndexerTerms *terms, const CorpusReport *report, SameTexts *same, GError **error) {
  same->digests = g_ptr_array_new_with_free_func(g_free);
  same->counts = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = report->passages->pdata[i];
    char *digest = digest_of_text(terms, report->id, passage->text, error);
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
      p->question[0] != '\0' ? corpus_subject_in(report->revision, p->question, to, NULL) : "";
  return add_number_filter(document, INDEXER_FILTER_SUBJECT, area, error) &&
         add_filter(document, INDEXER_FILTER_SUBJECT, question, error);
}

static bool
add_passage_filters(ShimDocument *document, const CorpusReport *report, const CorpusPassage *p,
                    GError **error) {
  char *id = g_strdup_printf("%s/%u", report->id, p->number);
  bool ok = add_filter(document, INDEXER_FILTER_ID, id, error) &&
            add_report_filters(document, report, INDEXER_TYPE_PASSAGE, error) &&
            add_number_filter(document, INDEXER_FILTER_AREA, p->area, error) &&
            add_filter(document, INDEXER_FILTER_QUESTION, p->question, error) &&
            add_subject_filters(document, report, p, error) &&
            add_filter(document, INDEXER_FILTER_TAG, corpus_tag_name(p->tag), error) &&
            add_filter(document, INDEXER_FILTER_KIND, corpus_kind_name(p->kind), error) &&
            add_strength_filter(document, p, error);
  g_free(id);
  return ok;
}

static bool
fill_passage(ShimDocument *document, IndexerTerms *terms, const CorpusReport *report,
             const CorpusPassage *p, GError **error) {
  return add_passage_filters(document, report, p, error) &&
         add_words(document, terms, report, p, error) && set_order(document, report, p, error) &&
         set_facets(document, report, p, error) &&
         set_text_value(document, INDEXER_SLOT_REPORT, report->id, error) &&
         set_data(document, indexer_record_of_passage(report->id, p), error);
}

static bool
write_passage(ShimWriter *writer, IndexerTerms *terms, const CorpusReport *report, guint place,
              const SameTexts *same, GError **error) {
  ShimDocument *document = NULL;
  bool ok = shim_document_new(&document, error) &&
            fill_passage(document, terms, report, report->passages->pdata[place], error) &&
            mark_repeated(document, same, same->digests->pdata[place], error) &&
            shim_writer_add(writer, document, error);
  shim_document_free(document);
  return ok;
}

static bool
write_report_document(ShimWriter *writer, const CorpusReport *report, GError **error) {
  ShimDocument *document = NULL;
  bool ok = shim_document_new(&document, error) &&
            add_filter(document, INDEXER_FILTER_ID, report->id, error) &&
            add_report_filters(document, report, INDEXER_TYPE_REPORT, error) &&
            set_data(document, indexer_record_of_report(report), error) &&
            shim_writer_add(writer, document, error);
  shim_document_free(document);
  return ok;
}

/* Writes the report's documents: its own and one for each of its passages, in place of those that
 * are there. */
static bool
write_report(ShimWriter *writer, IndexerTerms *terms, const CorpusReport *report, GError **error) {
  char *all = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
  SameTexts same = {NULL, NULL};
  bool ok = find_same_texts(terms, report, &same, error) &&
            shim_writer_delete(writer, all, error) && write_report_document(writer, report, error);
  g_free(all);
  for (guint i = 0; i < report->passages->len && ok; i++)
    ok = write_passage(writer, terms, report, i, &same, error);
  same_texts_clear(&same);
  return ok;
}

static bool
set_metadata_text(ShimWriter *writer, const char *key, const char *text, GError **error) {
  return shim_writer_set_metadata(writer, key, text, strlen(text), error);
}

/* Writes (or replaces) a shard's head and its metadata. */
static bool
write_head(ShimWriter *writer, const IndexerHead *head, GError **error) {
  static const char term[] = INDEXER_FILTER_TYPE INDEXER_TYPE_HEAD;
  ShimDocument *document = NULL;
  char *version = g_strdup_printf("%u", head->version);
  bool ok = shim_document_new(&document, error) &&
            shim_document_add_filter(document, term, error) &&
            set_data(document, indexer_record_of_head(head), error) &&
            shim_writer_replace(writer, term, document, error) &&
            set_metadata_text(writer, INDEXER_META_VERSION, version, error) &&
            set_metadata_text(writer, INDEXER_META_GENERATION, head->generation, error);
  shim_document_free(document);
  g_free(version);
  return ok;
}

/* ---- shards ---- */

/* What Xapian writes has gaps, a third of it, so that more can be put between. Where one report in
 * so many or more was written, they are taken out: with fewer that costs more than it saves. */
#define COMPACT_SHARE 4

struct IndexerGeneration {
  IndexerStorage *storage;
  IndexerTerms *terms;
  ShimWriter **writers; /* one a shard; NULL = not begun */
  unsigned shards;
  bool copy;
  guint64 needed_bytes;
  guint written; /* reports */
  const IndexerVocabulary *known;
};

IndexerGeneration *
indexer_generation_new(IndexerStorage *storage, unsigned shards, bool copy, guint64 needed_bytes,
                       const IndexerVocabulary *known) {
  IndexerGeneration *generation = g_new0(IndexerGeneration, 1);
  generation->storage = storage;
  generation->shards = shards;
  generation->copy = copy;
  generation->needed_bytes = needed_bytes;
  generation->known = known;
  return generation;
}

static void
close_writers(IndexerGeneration *generation) {
  for (unsigned i = 0; generation->writers != NULL && i < generation->shards; i++)
    shim_writer_free(generation->writers[i]);
  g_clear_pointer(&generation->writers, g_free);
}

void
indexer_generation_free(IndexerGeneration *generation) {
  if (generation == NULL)
    return;
  close_writers(generation);
  indexer_terms_free(generation->terms);
  g_free(generation);
}

bool
indexer_generation_is_begun(const IndexerGeneration *generation) {
  return generation->writers != NULL;
}

static bool
begin(IndexerGeneration *generation, GError **error) {
  if (generation->writers != NULL)
    return true;
  generation->terms = indexer_terms_new(error);
  if (generation->terms == NULL ||
      !indexer_storage_begin(generation->storage, generation->shards, generation->copy,
                             generation->needed_bytes, error))
    return false;
  indexer_terms_set_vocabulary(generation->terms, generation->known);
  generation->writers = g_new0(ShimWriter *, generation->shards);
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++) {
    char *path = indexer_storage_shard_path(generation->storage, i);
    GError *failure = NULL;
    ok = shim_writer_open(path, !generation->copy, &generation->writers[i], &failure);
    if (!ok)
      indexer_error_take(error, failure, path);
    g_free(path);
  }
  return ok;
}

/* All documents of a report lie in the shard that its id falls to. */
static ShimWriter *
writer_of(const IndexerGeneration *generation, const char *report_id) {
  return generation->writers[g_str_hash(report_id) % generation->shards];
}

bool
indexer_generation_write(IndexerGeneration *generation, const CorpusReport *report,
                         GError **error) {
  generation->written++;
  return begin(generation, error) &&
         write_report(writer_of(generation, report->id), generation->terms, report, error);
}

bool
indexer_generation_remove(IndexerGeneration *generation, const char *report_id, GError **error) {
  if (!begin(generation, error))
    return false;
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report_id, NULL);
  bool ok = shim_writer_delete(writer_of(generation, report_id), term, error);
  g_free(term);
  return ok;
}

/* ---- the index as a whole ---- */

typedef struct {
  IndexerVocabulary *vocabulary;
  GPtrArray *pieces;
  IndexerTerms *terms;
  GError *error;
} Collecting;

static void
collect_text(Collecting *collecting, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len && collecting->error == NULL; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    IndexerWord known;
    if (!indexer_vocabulary_count(collecting->vocabulary, word) &&
        indexer_terms_word(collecting->terms, word, &known, &collecting->error))
      indexer_vocabulary_add(collecting->vocabulary, word, known.form, known.inner,
                             !indexer_terms_know(collecting->terms, word));
  }
  g_array_unref(words);
}

static bool
collect_passage(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Collecting *collecting = context;
  GBytes *record = NULL;
  if (!shim_document_data(document, &record, &collecting->error))
    return false;
  CorpusPassage *passage = indexer_record_to_passage(record, NULL, &collecting->error);
  g_bytes_unref(record);
  if (passage == NULL)
    return false;
  collect_text(collecting, passage->text);
  collect_text(collecting, passage->heading);
  corpus_passage_free(passage);
  return collecting->error == NULL;
}

/* What the score tables ask: learn looks for it in the passages of others. */
static void
collect_questions(Collecting *collecting, const CorpusReport *report) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    collect_text(collecting, area->name);
    for (guint j = 0; j < area->questions->len; j++)
      collect_text(collecting, ((CorpusQuestionScore *)area->questions->pdata[j])->text);
  }
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

static bool
collect_report(G_GNUC_UNUSED unsigned id, const ShimDocument *document, void *context) {
  Collecting *collecting = context;
  GBytes *record = NULL;
  if (!shim_document_data(document, &record, &collecting->error))
    return false;
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  indexer_put_bytes(piece_to_fill(collecting->pieces), bytes, length);
  CorpusReport *report = indexer_record_to_report(record, NULL, &collecting->error);
  g_bytes_unref(record);
  if (report == NULL)
    return false;
  collect_questions(collecting, report);
  corpus_report_free(report);
  return collecting->error == NULL;
}

/* Adds what the writer holds, committed or not: the words of all passages (texts and headings) and
 * of the questions that the score tables ask, and the records of all reports, each with its length,
 * in pieces (GByteArray *). */
static bool
collect(IndexerVocabulary *vocabulary, GPtrArray *pieces, ShimWriter *writer, IndexerTerms *terms,
        GError **error) {
  Collecting collecting = {vocabulary, pieces, terms, NULL};
  ShimDatabase *database = NULL;
  bool ok = shim_database_of_writer(writer, &database, error) &&
            shim_database_each_document(database, INDEXER_FILTER_TYPE INDEXER_TYPE_PASSAGE,
                                        collect_passage, &collecting, error) &&
            shim_database_each_document(database, INDEXER_FILTER_TYPE INDEXER_TYPE_REPORT,
                                        collect_report, &collecting, error);
  shim_database_free(database);
  if (collecting.error != NULL) {
    g_propagate_error(ok ? error : NULL, collecting.error);
    ok = false;
  }
  return ok;
}

/* The vocabulary and the reports of all shards, in the first, where every searcher finds them. */
static bool
write_collected(IndexerGeneration *generation, GError **error) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
  bool ok = true;
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = collect(vocabulary, pieces, generation->writers[i], generation->terms, error);
  GBytes *words = indexer_vocabulary_to_bytes(vocabulary);
  GBytes *compounds = indexer_vocabulary_compounds(vocabulary);
  ShimWriter *first = generation->writers[0];
  ok = ok && indexer_pieces_write_bytes(first, INDEXER_META_VOCABULARY, words, error) &&
       indexer_pieces_write_bytes(first, INDEXER_META_COMPOUNDS, compounds, error) &&
       indexer_pieces_write(first, INDEXER_META_REPORTS, pieces, error);
  g_bytes_unref(words);
  g_bytes_unref(compounds);
  g_ptr_array_unref(pieces);
  indexer_vocabulary_free(vocabulary);
  return ok;
}

static bool
finish_shard(IndexerGeneration *generation, unsigned shard, GBytes *state, GError **error) {
  IndexerHead head = {.version = INDEXER_SCHEMA_VERSION,
                      .generation = (char *)indexer_storage_generation(generation->storage),
                      .shard = shard,
                      .shards = generation->shards};
  ShimWriter *writer = generation->writers[shard];
  gsize length = 0;
  const void *bytes = g_bytes_get_data(state, &length);
  return write_head(writer, &head, error) &&
         (shard != 0 ||
          shim_writer_set_metadata(writer, INDEXER_META_SOURCES, bytes, length, error)) &&
         shim_writer_commit(writer, error);
}

bool
indexer_generation_finish(IndexerGeneration *generation, GBytes *state,
                          const IndexerExpected *expected, GError **error) {
  bool ok = begin(generation, error) && write_collected(generation, error);
  for (unsigned i = 0; i < generation->shards && ok; i++)
    ok = finish_shard(generation, i, state, error);
  close_writers(generation);
  if (ok && COMPACT_SHARE * generation->written >= expected->reports)
    ok = indexer_storage_compact(generation->storage, error);
  return ok && indexer_storage_publish(generation->storage, expected, error);
}
