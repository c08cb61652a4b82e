/* search/query/practices.c: which practices a query speaks of, and which questions of the
 * instrument it is about, in whatever words.
 *
 * The weights of words in practices are worked out when kompass is built
 * (indexer/compile_practices.c); here those of the query's words are added up. */
#include "search/query/meaning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"
#include "search/query/alternatives.h"

#define MOST_INTENTS 4 /* weaker ones say nothing */
#define LEAST_STRENGTH 0.05
#define MOST_PRACTICES 3
#define LEAST_OF_BEST 0.7 /* of the strongest one's strength: weaker ones are beside the point */
#define SHARE_OF_PART 0.4 /* of a part of a compound of the query, beside the word itself */
#define OF_ONE_WORD 0.3   /* a word by itself says what it wants: it is less in need of help */

/* The two files of compile_practices.c. */
typedef struct {
  const char *words, *practices;
  gsize words_bytes, practices_bytes;
  const char **lines; /* of practices, by their numbers: "|subject|name|forms…", to the newline */
  guint count;        /* of these, unnamed ones among them */
  guint64 unknown;    /* what a word would weigh that stands in none */
} Table;

/* The lines stand in the order of their numbers as text: "0", "1", "10", "100", "11" … */
static void
read_practices(Table *table) {
  const char *end = table->practices + table->practices_bytes;
  for (const char *at = table->practices; at < end; table->count++)
    at = (const char *)memchr(at, '\n', (gsize)(end - at)) + 1;
  table->lines = g_new0(const char *, table->count); /* for the program's life */
  char *after = NULL;
  for (const char *at = table->practices; at < end;
       at = (const char *)memchr(after, '\n', (gsize)(end - after)) + 1) {
    guint64 number = g_ascii_strtoull(at, &after, 10);
    if (number < table->count)
      table->lines[number] = after;
  }
}

static void
read_table(Table *table) {
  table->words = indexer_practices_table("words.txt", &table->words_bytes);
  table->practices = indexer_practices_table("practices.txt", &table->practices_bytes);
  read_practices(table);
  const char *unknown = corpus_sorted_line(table->words, table->words_bytes, "");
  table->unknown = unknown != NULL ? g_ascii_strtoull(unknown + 1, NULL, 10) : 0;
}

static const Table *
table(void) {
  static gsize read = 0;
  static Table table;
  if (g_once_init_enter(&read)) {
    read_table(&table);
    g_once_init_leave(&read, 1);
  }
  return &table;
}

/* ---- a query's words ---- */

typedef struct {
  SearchWords *known;
  double *weights; /* of each practice: what its texts say of the query's words */
  double most;     /* what one would weigh that had nothing but these */
  guint typed;     /* words of the query */
  guint words;     /* of these, those that say something */
  guint met;       /* of these, those that reports have */
} Reading;

/* Adds up a form of the query: a word, or a part of one (share less than 1). */
static void
weigh_form(Reading *reading, const char *form, double share) {
  const Table *known = table();
  const char *line = corpus_sorted_line(known->words, known->words_bytes, form);
  char *at = NULL;
  guint64 alone = line != NULL ? g_ascii_strtoull(line + 1, &at, 10) : known->unknown;
  if (share >= 1)
    reading->most += (double)alone;
  while (at != NULL && *at == '|') {
    guint64 number = g_ascii_strtoull(at + 1, &at, 10); /* to the "=" */
    guint64 weight = g_ascii_strtoull(at + 1, &at, 10);
    if (number < known->count)
      reading->weights[number] += share * (double)weight;
  }
}

static bool
weigh_word(Reading *reading, const char *word, GError **error) {
  IndexerWord known = {0};
  GError *failure = NULL;
  bool content = !corpus_is_stopword(word) && !corpus_is_light_word(word), met = false;
  if (indexer_terms_word(search_words_terms(reading->known), word, &known, &failure) &&
      search_words_indexed(reading->known, known.form, &met, &failure))
    weigh_form(reading, known.form, 1);
  reading->typed++;
  reading->words += content;
  reading->met += content && met;
  for (const char *const *part = known.inner; content && part != NULL && *part != NULL; part++)
    weigh_form(reading, *part, SHARE_OF_PART);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

static bool
weigh_meaning(Reading *reading, const SearchMeaning *meaning, GError **error) {
  bool ok = true;
  GArray *words =
      corpus_words(meaning->corrected != NULL ? meaning->corrected : meaning->written, -1);
  for (guint i = 0; ok && i < words->len; i++)
    ok = weigh_word(reading, g_array_index(words, CorpusWord, i).word, error);
  g_array_unref(words);
  return ok;
}

/* ---- practices ---- */

/* A practice that has some of the words. */
typedef struct {
  guint number;
  double strength;
  char **fields; /* subject, name, forms of what reports say… */
} Candidate;

static void
candidate_clear(gpointer data) {
  g_strfreev(((Candidate *)data)->fields);
}

static int
compare_candidates(gconstpointer a, gconstpointer b) {
  const Candidate *left = a, *right = b;
  if (left->strength < right->strength || left->strength > right->strength)
    return left->strength > right->strength ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

/* "|subject|name|forms": is there a name? */
static bool
is_named(guint number) {
  const char *line = table()->lines[number];
  const char *name = line != NULL ? strchr(line + 1, '|') : NULL;
  return name != NULL && name[1] != '|' && name[1] != '\n';
}

/* The strongest of those that have a name, or of questions and areas; at most so many. */
static GArray *
strongest(const Reading *reading, bool named, guint most) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Candidate));
  GArray *found = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(found, candidate_clear);
  double whole = reading->words > 1 ? 1 : OF_ONE_WORD;
  for (guint i = 0; reading->words > 0 && i < table()->count; i++) {
    Candidate one = {i, whole * MIN(1, reading->weights[i] / reading->most), NULL};
    if (one.strength >= LEAST_STRENGTH && is_named(i) == named)
      g_array_append_val(all, one);
  }
  g_array_sort(all, compare_candidates);
  for (guint i = 0; i < all->len && found->len < most; i++) {
    Candidate one = g_array_index(all, Candidate, i);
    one.fields = corpus_sorted_line_fields(table()->lines[one.number]);
    g_array_append_val(found, one);
  }
  g_array_unref(all);
  return found;
}

static GArray *
intents_of(const Reading *reading) {
  GArray *questions = strongest(reading, false, MOST_INTENTS);
  GArray *intents = g_array_new(FALSE, FALSE, sizeof(SearchIntent));
  for (guint i = 0; i < questions->len; i++) {
    const Candidate *one = &g_array_index(questions, Candidate, i);
    SearchIntent intent = {g_intern_string(one->fields[0]), one->strength};
    g_array_append_val(intents, intent);
  }
  g_array_unref(questions);
  return intents;
}

static bool
add_practice(SearchWords *known, const Candidate *one, GPtrArray *practices, GError **error) {
  SearchConcept *concept = search_concept_new(one->fields[1], one->strength);
  bool ok = true;
  for (char **forms = one->fields + 2; ok && *forms != NULL; forms++)
    ok = search_concept_add_forms(known, concept, *forms, SEARCH_BECAUSE_PRACTICE, error);
  if (ok && concept->alternatives->len > 0)
    g_ptr_array_add(practices, concept);
  else
    search_concept_free(concept);
  return ok;
}

static bool
find_practices(SearchWords *known, const Reading *reading, GPtrArray *practices, GError **error) {
  GArray *found = strongest(reading, true, MOST_PRACTICES);
  bool ok = true;
  for (guint i = 0; ok && i < found->len; i++) {
    const Candidate *one = &g_array_index(found, Candidate, i);
    if (one->strength >= LEAST_OF_BEST * g_array_index(found, Candidate, 0).strength)
      ok = add_practice(known, one, practices, error);
  }
  g_array_unref(found);
  return ok;
}

bool
search_plan_find_practices(SearchWords *known, SearchPlan *plan, GError **error) {
  Reading reading = {.known = known, .weights = g_new0(double, table()->count)};
  bool ok = plan->meaning == NULL || weigh_meaning(&reading, plan->meaning, error);
  for (guint i = 0; ok && plan->kind == SEARCH_NODE_SIDE && i < plan->children->len; i++) {
    const SearchPlan *child = plan->children->pdata[i];
    ok = child->meaning == NULL || weigh_meaning(&reading, child->meaning, error);
  }
  plan->intents = intents_of(&reading);
  plan->reaches = reading.typed > 1 || reading.met == 0;
  plan->practices = g_ptr_array_new_with_free_func((GDestroyNotify)search_concept_free);
  ok = ok && find_practices(known, &reading, plan->practices, error);
  g_free(reading.weights);
  return ok;
}
