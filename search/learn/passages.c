/* search/learn/passages.c: lists of documents side by side, and which passages cover a subject. */
#include "search/learn/passages.h"

#include <string.h>

#include "indexer/schema.h"
#include "search/query/meaning.h"

/* Words with a smaller share of their subject are not looked for: they are the common ones, whose
 * lists are long. */
#define LEAST_SHARE 0.04

#define AREAS 8

/* Some documents. */
typedef struct {
  unsigned *ids;
  guint count;
} Documents;

/* Documents, in order, that hold a term. */
typedef struct {
  Documents of_area[AREAS + 1]; /* none of area 0 */
} WordList;

struct SearchLearnPassages {
  SearchEngine *engine;
  const ShimDatabase *database;
  GArray *places;        /* SearchPlace, by document */
  GHashTable *of_report; /* CorpusReport * -> GArray of unsigned: its own document, its passages */
  GHashTable
      *of_question;    /* "1.5" -> GArray of unsigned: the strengths; "1": those of no question */
  GHashTable *words;   /* term of a text -> WordList, of the wanted passages */
  GStringChunk *texts; /* ids of questions */
  guint8 *wanted;      /* by document: its area; 0 = not wanted */
  float *cover, *best; /* by document; all 0 between two subjects */
  Documents covered, seen; /* where cover, best are not 0 */
};

/* ---- lists ---- */

static void
word_list_free(gpointer data) {
  WordList *list = data;
  for (guint area = 1; area <= AREAS; area++)
    g_free(list->of_area[area].ids);
  g_free(list);
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
  GArray *documents = NULL;
  char *term = g_strconcat(INDEXER_FILTER_REPORT, report->id, NULL);
  bool ok = shim_database_postings(passages->database, term, &documents, error);
  for (guint i = 1; ok && i < documents->len; i++) {
    SearchPlace *place = place_at(passages, g_array_index(documents, unsigned, i));
    *place = (SearchPlace){.report = report, .question = "", .number = i};
  }
  if (ok)
    g_hash_table_insert(passages->of_report, (gpointer)report, documents);
  g_free(term);
  return ok;
}

static bool
note_term(const char *term, G_GNUC_UNUSED unsigned frequency, void *terms) {
  g_ptr_array_add(terms, g_strdup(term));
  return true;
}

/* The list of a question, or of an area's passages of none; borrowed. */
static GArray *
list_of(SearchLearnPassages *passages, const char *question) {
  GArray *list = g_hash_table_lookup(passages->of_question, question);
  if (list == NULL) {
    list = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_hash_table_insert(passages->of_question, g_string_chunk_insert(passages->texts, question),
                        list);
  }
  return list;
}

/* Of one kind and question: "XSitem/1.5", or of one kind and area: "XSitem/1". */
static bool
read_strengths(SearchLearnPassages *passages, const char *term, GError **error) {
  GArray *documents = NULL;
  const char *kind = term + strlen(INDEXER_FILTER_STRENGTH), *slash = strchr(kind, '/');
  if (slash == NULL || !shim_database_postings(passages->database, term, &documents, error))
    return slash == NULL;
  gpointer question = NULL;
  GArray *list = list_of(passages, slash + 1);
  g_hash_table_lookup_extended(passages->of_question, slash + 1, &question, NULL);
  bool item = g_str_has_prefix(kind, corpus_kind_name(CORPUS_KIND_ITEM));
  g_array_append_vals(list, documents->data, documents->len);
  for (guint i = 0; i < documents->len; i++) {
    SearchPlace *place = place_at(passages, g_array_index(documents, unsigned, i));
    place->strength = true;
    place->item = item;
    place->area = (guint8)(slash[1] - '0');
    if (slash[2] != '\0')
      place->question = question;
  }
  g_array_unref(documents);
  return true;
}

static bool
read_all(SearchLearnPassages *passages, const GPtrArray *reports, GError **error) {
  GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
  bool ok = true;
  for (guint i = 0; ok && i < reports->len; i++)
    ok = read_report(passages, reports->pdata[i], error);
  ok = ok && shim_database_each_term(passages->database, INDEXER_FILTER_STRENGTH, note_term, terms,
                                     error);
  for (guint i = 0; ok && i < terms->len; i++)
    ok = read_strengths(passages, terms->pdata[i], error);
  g_ptr_array_unref(terms);
  return ok;
}

/* Once it is known how many documents there are. */
static void
make_room(SearchLearnPassages *passages) {
  guint count = passages->places->len;
  passages->wanted = g_new0(guint8, count);
  passages->cover = g_new0(float, count);
  passages->best = g_new0(float, count);
  passages->covered.ids = g_new(unsigned, count);
  passages->seen.ids = g_new(unsigned, count);
  for (guint i = 0; i < count; i++) {
    const SearchPlace *place = search_learn_passages_at(passages, i);
    passages->wanted[i] = place->strength && place->area <= AREAS ? place->area : 0;
  }
}

SearchLearnPassages *
search_learn_passages_new(SearchEngine *engine, GError **error) {
  SearchLearnPassages *passages = g_new0(SearchLearnPassages, 1);
  passages->engine = engine;
  passages->database = indexer_reader_database(engine->reader);
  passages->places = g_array_new(FALSE, TRUE, sizeof(SearchPlace));
  passages->of_report = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  passages->of_question =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  passages->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_list_free);
  passages->texts = g_string_chunk_new(1024);
  unsigned documents = 0;
  bool ok = shim_database_document_count(passages->database, &documents, error);
  g_array_set_size(passages->places, documents + 1);
  if (ok && read_all(passages, indexer_reader_reports(engine->reader), error))
    make_room(passages);
  else
    g_clear_pointer(&passages, search_learn_passages_free);
  return passages;
}

void
search_learn_passages_free(SearchLearnPassages *passages) {
  if (passages == NULL)
    return;
  g_array_unref(passages->places);
  g_hash_table_unref(passages->of_report);
  g_hash_table_unref(passages->of_question);
  g_hash_table_unref(passages->words);
  g_string_chunk_free(passages->texts);
  g_free(passages->covered.ids);
  g_free(passages->seen.ids);
  g_free(passages->wanted);
  g_free(passages->cover);
  g_free(passages->best);
  g_free(passages);
}

void
search_learn_passages_want(SearchLearnPassages *passages, unsigned document, unsigned area,
                           const char *question) {
  if (document == 0 || document >= passages->places->len || area == 0 || area > AREAS)
    return;
  SearchPlace *place = place_at(passages, document);
  passages->wanted[document] = place->area = (guint8)area;
  if (*place->question == '\0' && *question != '\0')
    place->question = g_string_chunk_insert_const(passages->texts, question);
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
  bool ok = shim_database_document(passages->database, document, &found, error);
  if (ok && found != NULL)
    ok = indexer_reader_passage_of(reader, found, passage, error);
  shim_document_free(found);
  return ok;
}

const GArray *
search_learn_passages_of_question(const SearchLearnPassages *passages, const char *question) {
  return g_hash_table_lookup(passages->of_question, question);
}

/* ---- covering ---- */

/* Of the documents that hold a term those that are wanted, each area's by themselves. */
static WordList *
sort_by_area(const SearchLearnPassages *passages, const GArray *all) {
  WordList *list = g_new0(WordList, 1);
  guint8 *areas = g_new(guint8, all->len);
  for (guint i = 0; i < all->len; i++) {
    unsigned document = g_array_index(all, unsigned, i);
    areas[i] = document < passages->places->len ? passages->wanted[document] : 0;
    list->of_area[areas[i]].count++;
  }
  for (guint area = 1; area <= AREAS; area++) {
    list->of_area[area].ids = g_new(unsigned, list->of_area[area].count);
    list->of_area[area].count = 0;
  }
  for (guint i = 0; i < all->len; i++) {
    Documents *documents = &list->of_area[areas[i]];
    if (areas[i] > 0)
      documents->ids[documents->count++] = g_array_index(all, unsigned, i);
  }
  g_free(areas);
  return list;
}

/* The wanted passages of the area that hold a term of texts; borrowed until the table is freed. */
static const Documents *
wanted_with(SearchLearnPassages *passages, const char *term, unsigned area, GError **error) {
  WordList *list = g_hash_table_lookup(passages->words, term);
  GArray *all = NULL;
  if (list == NULL && shim_database_postings(passages->database, term, &all, error)) {
    list = sort_by_area(passages, all);
    g_array_unref(all);
    g_hash_table_insert(passages->words, g_strdup(term), list);
  }
  return list != NULL ? &list->of_area[area] : NULL;
}

/* Notes that the document holds an alternative of the concept under way. */
static void
see(SearchLearnPassages *passages, unsigned document, double weight) {
  if (passages->best[document] <= 0)
    passages->seen.ids[passages->seen.count++] = document;
  passages->best[document] = MAX(passages->best[document], (float)weight);
}

/* Leaves of some documents those that are in a list, too. */
static void
keep_common(Documents *documents, const Documents *list) {
  guint kept = 0;
  for (guint i = 0, j = 0; i < documents->count && j < list->count;) {
    unsigned one = documents->ids[i], two = list->ids[j];
    if (one == two)
      documents->ids[kept++] = one;
    i += one <= two;
    j += two <= one;
  }
  documents->count = kept;
}

/* Passages that hold all terms of the alternative. */
static bool
see_alternative(SearchLearnPassages *passages, const SearchAlternative *alternative, unsigned area,
                GError **error) {
  const Documents *first = wanted_with(passages, alternative->terms[0], area, error);
  if (first == NULL)
    return false;
  Documents all = {g_memdup2(first->ids, first->count * sizeof *first->ids), first->count};
  bool ok = true;
  for (char **term = alternative->terms + 1; ok && *term != NULL; term++) {
    const Documents *list = wanted_with(passages, *term, area, error);
    ok = list != NULL;
    if (ok)
      keep_common(&all, list);
  }
  for (guint i = 0; ok && i < all.count; i++)
    see(passages, all.ids[i], search_subject_worth(alternative));
  g_free(all.ids);
  return ok;
}

/* Adds what the passages say of one concept to what they say of the subject. */
static bool
cover_concept(SearchLearnPassages *passages, const SearchConcept *concept, double share,
              unsigned area, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < concept->alternatives->len; i++)
    ok = see_alternative(passages, concept->alternatives->pdata[i], area, error);
  for (guint i = 0; i < passages->seen.count; i++) {
    unsigned document = passages->seen.ids[i];
    if (passages->cover[document] <= 0)
      passages->covered.ids[passages->covered.count++] = document;
    passages->cover[document] += (float)share * passages->best[document];
    passages->best[document] = 0;
  }
  passages->seen.count = 0;
  return ok;
}

GArray *
search_learn_passages_about(SearchLearnPassages *passages, const SearchSubject *subject,
                            unsigned area, GError **error) {
  GArray *about = g_array_new(FALSE, FALSE, sizeof(SearchCovered));
  bool ok = true;
  double passed_over = 0;
  for (guint i = 0; ok && subject != NULL && area <= AREAS && area > 0 &&
                    i < search_subject_concepts(subject)->len;
       i++) {
    double share = search_subject_share(subject, i);
    if (share < LEAST_SHARE)
      passed_over += share;
    else
      ok = cover_concept(passages, search_subject_concepts(subject)->pdata[i], share, area, error);
  }
  g_array_set_size(about, passages->covered.count);
  for (guint i = 0; i < passages->covered.count; i++) {
    unsigned document = passages->covered.ids[i];
    g_array_index(about, SearchCovered, i) =
        (SearchCovered){document, MIN((double)passages->cover[document] + passed_over, 1)};
    passages->cover[document] = 0;
  }
  passages->covered.count = 0;
  if (!ok)
    g_clear_pointer(&about, g_array_unref);
  return about;
}
