/* search/learn_passages.c: lists of documents side by side, and which passages cover a subject. */
#include "search/learn_passages.h"

#include <string.h>

#include "indexer/schema.h"
#include "search/meaning.h"

/* Words with a smaller share of their subject are not looked for: they are the common ones, whose
 * lists are long. */
#define LEAST_SHARE 0.04

struct SearchLearnPassages {
  SearchEngine *engine;
  GArray *places;         /* SearchPlace, by document */
  GHashTable *of_report;  /* CorpusReport * -> GArray of unsigned: its own document, its passages */
  GHashTable *lists;      /* term -> GArray of unsigned */
  GHashTable *words;      /* term of a text -> GArray of unsigned, of the wanted passages */
  GStringChunk *texts;    /* ids of questions */
  guint8 *wanted;         /* by document: its area; 0 = not wanted */
  float *cover, *best;    /* by document; all 0 between two subjects */
  GArray *covered, *seen; /* unsigned: where cover, best are not 0 */
};

/* ---- lists ---- */

static GHashTable *
lists_new(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
}

/* Kept until the table is freed; borrowed. */
static const GArray *
documents_of(SearchLearnPassages *passages, const char *prefix, const char *value, GError **error) {
  char *term = g_strconcat(prefix, value, NULL);
  GArray *list = g_hash_table_lookup(passages->lists, term);
  if (list == NULL &&
      shim_database_postings(indexer_reader_database(passages->engine->reader), term, &list, error))
    g_hash_table_insert(passages->lists, g_steal_pointer(&term), list);
  g_free(term);
  return list;
}

static SearchPlace *
place_at(SearchLearnPassages *passages, unsigned document) {
  if (document >= passages->places->len)
    g_array_set_size(passages->places, document + document / 4 + 1);
  return &g_array_index(passages->places, SearchPlace, document);
}

/* A report's own document was written first, then its passages in their order. */
static bool
read_report(SearchLearnPassages *passages, const CorpusReport *report, GError **error) {
  const GArray *documents = documents_of(passages, INDEXER_FILTER_REPORT, report->id, error);
  for (guint i = 1; documents != NULL && i < documents->len; i++) {
    SearchPlace *place = place_at(passages, g_array_index(documents, unsigned, i));
    *place = (SearchPlace){.report = report, .question = "", .number = i};
  }
  if (documents != NULL)
    g_hash_table_insert(passages->of_report, (gpointer)report, (gpointer)documents);
  return documents != NULL;
}

static void
set_area(SearchPlace *place, const char *value) {
  place->area = (guint8)(*value - '0');
}

static void
set_question(SearchPlace *place, const char *value) {
  place->question = value;
}

static void
set_strength(SearchPlace *place, G_GNUC_UNUSED const char *value) {
  place->strength = true;
}

static void
set_item(SearchPlace *place, G_GNUC_UNUSED const char *value) {
  place->item = true;
}

/* Calls set for the place of each document that has the value. */
static bool
mark(SearchLearnPassages *passages, const char *prefix, const char *value,
     void (*set)(SearchPlace *place, const char *value), GError **error) {
  const GArray *documents = documents_of(passages, prefix, value, error);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    set(place_at(passages, g_array_index(documents, unsigned, i)), value);
  return documents != NULL;
}

static bool
read_areas(SearchLearnPassages *passages, GError **error) {
  static const char *const areas[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
  bool ok = true;
  for (gsize i = 0; ok && i < G_N_ELEMENTS(areas); i++)
    ok = mark(passages, INDEXER_FILTER_AREA, areas[i], set_area, error);
  return ok;
}

static bool
note_term(const char *term, G_GNUC_UNUSED unsigned frequency, void *terms) {
  g_ptr_array_add(terms, g_strdup(term));
  return true;
}

static bool
read_questions(SearchLearnPassages *passages, GError **error) {
  GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
  bool ok = shim_database_each_term(indexer_reader_database(passages->engine->reader),
                                    INDEXER_FILTER_QUESTION, note_term, terms, error);
  for (guint i = 0; ok && i < terms->len; i++) {
    const char *term = terms->pdata[i];
    const char *question =
        g_string_chunk_insert(passages->texts, term + strlen(INDEXER_FILTER_QUESTION));
    ok = mark(passages, INDEXER_FILTER_QUESTION, question, set_question, error);
  }
  g_ptr_array_unref(terms);
  return ok;
}

static bool
read_all(SearchLearnPassages *passages, GError **error) {
  const GPtrArray *reports = indexer_reader_reports(passages->engine->reader);
  bool ok = true;
  for (guint i = 0; ok && i < reports->len; i++)
    ok = read_report(passages, reports->pdata[i], error);
  return ok && read_areas(passages, error) && read_questions(passages, error) &&
         mark(passages, INDEXER_FILTER_TAG, corpus_tag_name(CORPUS_TAG_STRENGTH), set_strength,
              error) &&
         mark(passages, INDEXER_FILTER_KIND, corpus_kind_name(CORPUS_KIND_ITEM), set_item, error);
}

SearchLearnPassages *
search_learn_passages_new(SearchEngine *engine, GError **error) {
  SearchLearnPassages *passages = g_new0(SearchLearnPassages, 1);
  passages->engine = engine;
  passages->places = g_array_new(FALSE, TRUE, sizeof(SearchPlace));
  passages->of_report = g_hash_table_new(NULL, NULL);
  passages->lists = lists_new();
  passages->words = lists_new();
  passages->texts = g_string_chunk_new(1024);
  passages->covered = g_array_new(FALSE, FALSE, sizeof(unsigned));
  passages->seen = g_array_new(FALSE, FALSE, sizeof(unsigned));
  g_array_set_size(passages->places, 1);
  if (!read_all(passages, error)) {
    search_learn_passages_free(passages);
    return NULL;
  }
  passages->wanted = g_new0(guint8, passages->places->len);
  passages->cover = g_new0(float, passages->places->len);
  passages->best = g_new0(float, passages->places->len);
  for (guint i = 0; i < passages->places->len; i++)
    if (g_array_index(passages->places, SearchPlace, i).strength)
      search_learn_passages_want(passages, i);
  return passages;
}

void
search_learn_passages_free(SearchLearnPassages *passages) {
  if (passages == NULL)
    return;
  g_array_unref(passages->places);
  g_hash_table_unref(passages->of_report);
  g_hash_table_unref(passages->lists);
  g_hash_table_unref(passages->words);
  g_string_chunk_free(passages->texts);
  g_array_unref(passages->covered);
  g_array_unref(passages->seen);
  g_free(passages->wanted);
  g_free(passages->cover);
  g_free(passages->best);
  g_free(passages);
}

void
search_learn_passages_want(SearchLearnPassages *passages, unsigned document) {
  if (document < passages->places->len)
    passages->wanted[document] = search_learn_passages_at(passages, document)->area;
}

/* ---- one passage ---- */

const SearchPlace *
search_learn_passages_at(const SearchLearnPassages *passages, unsigned document) {
  return &g_array_index(passages->places, SearchPlace,
                        document < passages->places->len ? document : 0);
}

unsigned
search_learn_passages_document(const SearchLearnPassages *passages, const CorpusReport *report,
                               unsigned number) {
  const GArray *documents = g_hash_table_lookup(passages->of_report, report);
  return documents != NULL && number > 0 && number < documents->len
             ? g_array_index(documents, unsigned, number)
             : 0;
}

bool
search_learn_passages_read(const SearchLearnPassages *passages, unsigned document,
                           IndexerPassage *passage, GError **error) {
  const IndexerReader *reader = passages->engine->reader;
  ShimDocument *found = NULL;
  *passage = (IndexerPassage){0};
  bool ok = shim_database_document(indexer_reader_database(reader), document, &found, error);
  if (ok && found != NULL)
    ok = indexer_reader_passage_of(reader, found, passage, error);
  shim_document_free(found);
  return ok;
}

const GArray *
search_learn_passages_of_question(SearchLearnPassages *passages, const char *question,
                                  GError **error) {
  return documents_of(passages, INDEXER_FILTER_QUESTION, question, error);
}

/* ---- covering ---- */

/* The wanted passages that hold a term of texts; borrowed until the table is freed. */
static const GArray *
wanted_with(SearchLearnPassages *passages, const char *term, GError **error) {
  GArray *wanted = g_hash_table_lookup(passages->words, term), *all = NULL;
  if (wanted != NULL ||
      !shim_database_postings(indexer_reader_database(passages->engine->reader), term, &all, error))
    return wanted;
  wanted = g_array_new(FALSE, FALSE, sizeof(unsigned));
  for (guint i = 0; i < all->len; i++) {
    unsigned document = g_array_index(all, unsigned, i);
    if (document < passages->places->len && passages->wanted[document] != 0)
      g_array_append_val(wanted, document);
  }
  g_array_unref(all);
  g_hash_table_insert(passages->words, g_strdup(term), wanted);
  return wanted;
}

/* Notes that the document holds an alternative of the concept under way. */
static void
see(SearchLearnPassages *passages, unsigned document, double weight) {
  if (passages->best[document] <= 0)
    g_array_append_val(passages->seen, document);
  passages->best[document] = MAX(passages->best[document], (float)weight);
}

/* What is in both lists; the caller unrefs it. */
static GArray *
common(const GArray *left, const GArray *right) {
  GArray *both = g_array_new(FALSE, FALSE, sizeof(unsigned));
  for (guint i = 0, j = 0; i < left->len && j < right->len;) {
    unsigned one = g_array_index(left, unsigned, i), two = g_array_index(right, unsigned, j);
    if (one == two)
      g_array_append_val(both, one);
    i += one <= two;
    j += two <= one;
  }
  return both;
}

/* Passages that hold all terms of the alternative. */
static bool
see_alternative(SearchLearnPassages *passages, const SearchAlternative *alternative, unsigned area,
                GError **error) {
  GArray *all = NULL;
  for (char **term = alternative->terms; *term != NULL; term++) {
    const GArray *one = wanted_with(passages, *term, error);
    GArray *both = one == NULL ? NULL : all != NULL ? common(all, one) : g_array_ref((GArray *)one);
    g_clear_pointer(&all, g_array_unref);
    if (both == NULL)
      return false;
    all = both;
  }
  for (guint i = 0; all != NULL && i < all->len; i++) {
    unsigned document = g_array_index(all, unsigned, i);
    if (passages->wanted[document] == area)
      see(passages, document, alternative->weight);
  }
  g_clear_pointer(&all, g_array_unref);
  return true;
}

/* Adds what the passages say of one concept to what they say of the subject. */
static bool
cover_concept(SearchLearnPassages *passages, const SearchConcept *concept, double share,
              unsigned area, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concept->alternatives->len; i++)
    ok = see_alternative(passages, concept->alternatives->pdata[i], area, error);
  for (guint i = 0; i < passages->seen->len; i++) {
    unsigned document = g_array_index(passages->seen, unsigned, i);
    if (passages->cover[document] <= 0)
      g_array_append_val(passages->covered, document);
    passages->cover[document] += (float)share * passages->best[document];
    passages->best[document] = 0;
  }
  g_array_set_size(passages->seen, 0);
  return ok;
}

GArray *
search_learn_passages_about(SearchLearnPassages *passages, const SearchSubject *subject,
                            unsigned area, GError **error) {
  GArray *about = g_array_new(FALSE, FALSE, sizeof(SearchCovered));
  bool ok = true;
  double passed_over = 0;
  for (guint i = 0; ok && subject != NULL && i < search_subject_concepts(subject)->len; i++) {
    double share = search_subject_share(subject, i);
    if (share < LEAST_SHARE)
      passed_over += share;
    else
      ok = cover_concept(passages, search_subject_concepts(subject)->pdata[i], share, area, error);
  }
  for (guint i = 0; i < passages->covered->len; i++) {
    unsigned document = g_array_index(passages->covered, unsigned, i);
    SearchCovered covered = {document, MIN((double)passages->cover[document] + passed_over, 1)};
    g_array_append_val(about, covered);
    passages->cover[document] = 0;
  }
  g_array_set_size(passages->covered, 0);
  if (!ok)
    g_clear_pointer(&about, g_array_unref);
  return about;
}
