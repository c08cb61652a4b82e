/* search/learn/question_names.c: compares the headings that lead to the questions of two revisions.
 */
#include "search/learn/question_names.h"

#include "corpus/instrument/instrument.h"

/* How alike two headings must be to be the same, and what share of a question's headings must lead
 * to the other revision's question. */
#define SAME_HEADING 0.85
#define SAME_SHARE 0.4
/* How many of its headings are asked: the usual ones come first. */
#define HEADINGS 4

struct SearchNames {
  unsigned revision;
  GHashTable *known; /* revision -> (question -> what it is called there, static) */
};

SearchNames *
search_names_new(unsigned revision) {
  SearchNames *names = g_new0(SearchNames, 1);
  names->revision = revision;
  names->known = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  return names;
}

void
search_names_free(SearchNames *names) {
  if (names == NULL)
    return;
  g_hash_table_unref(names->known);
  g_free(names);
}

/* Most headings are the same in all revisions; comparing the others takes long. */
static const CorpusQuestion *
question_of_heading(const CorpusInstrument *to, unsigned area, const char *heading) {
  const CorpusArea *there = corpus_instrument_area(to, area);
  double likeness = 0;
  for (guint i = 0; there != NULL && i < there->questions->len; i++) {
    const CorpusQuestion *question = there->questions->pdata[i];
    if (g_strv_contains((const char *const *)question->headings, heading))
      return question;
  }
  const CorpusQuestion *found = corpus_instrument_match_heading(to, area, heading, &likeness);
  return likeness >= SAME_HEADING ? found : NULL;
}

/* The question that most of the other's headings lead to: wordings change more than headings. */
static const CorpusQuestion *
nearest_question(const CorpusInstrument *to, const CorpusQuestion *question) {
  const CorpusQuestion *nearest = NULL;
  GHashTable *votes = g_hash_table_new(NULL, NULL);
  guint most = 0, all = 0;
  for (char **heading = question->headings; *heading != NULL && all < HEADINGS; heading++, all++) {
    const CorpusQuestion *found = question_of_heading(to, question->area, *heading);
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(votes, found)) + 1;
    if (found == NULL)
      continue;
    g_hash_table_insert(votes, (gpointer)found, GUINT_TO_POINTER(count));
    if (count > most) {
      most = count;
      nearest = found;
    }
  }
  g_hash_table_unref(votes);
  return most >= SAME_SHARE * all ? nearest : NULL;
}

/* Each must be the other's nearest. */
static const char *
find_name(const CorpusInstrument *from, const CorpusInstrument *to, const char *id) {
  const CorpusQuestion *question = from != NULL ? corpus_instrument_question(from, id) : NULL;
  if (question == NULL || to == NULL)
    return "";
  const CorpusQuestion *found = nearest_question(to, question);
  return found != NULL && nearest_question(from, found) == question ? found->id : "";
}

static GHashTable *
known_in(SearchNames *names, unsigned revision) {
  GHashTable *known = g_hash_table_lookup(names->known, GUINT_TO_POINTER(revision));
  if (known == NULL) {
    known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(names->known, GUINT_TO_POINTER(revision), known);
  }
  return known;
}

const char *
search_names_in(SearchNames *names, const char *question, unsigned revision) {
  if (revision == names->revision || *question == '\0')
    return question;
  GHashTable *known = known_in(names, revision);
  const char *name = g_hash_table_lookup(known, question);
  if (name == NULL) {
    name = find_name(corpus_instrument_find(names->revision), corpus_instrument_find(revision),
                     question);
    g_hash_table_insert(known, g_strdup(question), (gpointer)name);
  }
  return name;
}
