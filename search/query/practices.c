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

/* A line of practices.txt. */
typedef struct {
  const char *subject; /* static, as is the rest */
  const char *name;    /* of a practice; "" = a question or an area of the instrument */
  char *const *said;   /* what reports say of it: forms, with spaces between; NULL-terminated */
} Entry;

/* The two files of compile_practices.c. */
typedef struct {
  const char *words, *practices;
  gsize words_bytes, practices_bytes;
  Entry *entries;  /* of practices, by their numbers */
  guint count;     /* of these, unnamed ones among them */
  guint64 unknown; /* what a word would weigh that stands in none */
} Table;

/* Of "|subject|name|forms…"; lives as long as the program. */
static Entry
read_entry(const char *line) {
  static char *const nothing[] = {NULL};
  char **fields = line != NULL ? corpus_sorted_line_fields(line) : NULL;
  if (fields == NULL || g_strv_length(fields) < 2) {
    g_strfreev(fields);
    return (Entry){"", "", nothing};
  }
  return (Entry){g_intern_string(fields[0]), fields[1], fields + 2};
}

/* The lines stand in the order of their numbers as text: "0", "1", "10", "100", "11" … */
static void
read_practices(Table *table) {
  const char *end = table->practices + table->practices_bytes;
  for (const char *at = table->practices; at < end; table->count++)
    at = (const char *)memchr(at, '\n', (gsize)(end - at)) + 1;
  table->entries = g_new0(Entry, table->count); /* for the program's life */
  char *after = NULL;
  for (const char *at = table->practices; at < end;
       at = (const char *)memchr(after, '\n', (gsize)(end - after)) + 1) {
    guint64 number = g_ascii_strtoull(at, &after, 10);
    if (number < table->count)
      table->entries[number] = read_entry(after);
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

/* What a form weighs in the practices that have it. */
typedef struct {
  double alone; /* in one that had nothing else */
  guint count;
  struct {
    guint number;
    double weight;
  } practices[];
} Weighed;

static Weighed *
read_weights(const char *form) {
  const Table *known = table();
  const char *line = corpus_sorted_line(known->words, known->words_bytes, form);
  guint most = 0;
  for (const char *at = line; at != NULL && *at != '\n'; at++)
    most += *at == '=';
  Weighed *weighed = g_malloc0(sizeof *weighed + most * sizeof weighed->practices[0]);
  char *at = NULL;
  weighed->alone = (double)(line != NULL ? g_ascii_strtoull(line + 1, &at, 10) : known->unknown);
  while (at != NULL && *at == '|' && weighed->count < most) {
    guint64 number = g_ascii_strtoull(at + 1, &at, 10); /* to the "=" */
    double weight = (double)g_ascii_strtoull(at + 1, &at, 10);
    if (number >= known->count)
      continue;
    weighed->practices[weighed->count].number = (guint)number;
    weighed->practices[weighed->count++].weight = weight;
  }
  return weighed;
}

/* Remembered. */
static const Weighed *
weights_of(SearchWords *known, const char *form) {
  char *key = g_strconcat("weights ", form, NULL);
  GPtrArray *kept = search_words_recall(known, key);
  if (kept == NULL) {
    kept = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(kept, read_weights(form));
    search_words_remember(known, key, kept);
    g_ptr_array_unref(kept);
  }
  g_free(key);
  return kept->pdata[0];
}

/* Adds up a form of the query: a word, or a part of one (share less than 1). */
static void
weigh_form(Reading *reading, const char *form, double share) {
  const Weighed *weighed = weights_of(reading->known, form);
  if (share >= 1)
    reading->most += weighed->alone;
  for (guint i = 0; i < weighed->count; i++)
    reading->weights[weighed->practices[i].number] += share * weighed->practices[i].weight;
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
} Candidate;

/* The strongest of those that have a name, or of questions and areas, the strongest first; at most
 * `most`, which candidates has room for. Returns how many. */
static guint
strongest(const Reading *reading, bool named, guint most, Candidate *candidates) {
  double whole = reading->words > 1 ? 1 : OF_ONE_WORD;
  guint found = 0;
  for (guint i = 0; reading->words > 0 && i < table()->count; i++) {
    double strength = whole * MIN(1, reading->weights[i] / reading->most);
    if (strength < LEAST_STRENGTH || (*table()->entries[i].name != '\0') != named)
      continue;
    guint place = found;
    while (place > 0 && candidates[place - 1].strength < strength)
      place--;
    if (place == most)
      continue;
    found = MIN(found + 1, most);
    memmove(candidates + place + 1, candidates + place, (found - 1 - place) * sizeof *candidates);
    candidates[place] = (Candidate){i, strength};
  }
  return found;
}

static GArray *
intents_of(const Reading *reading) {
  Candidate questions[MOST_INTENTS];
  guint count = strongest(reading, false, MOST_INTENTS, questions);
  GArray *intents = g_array_new(FALSE, FALSE, sizeof(SearchIntent));
  for (guint i = 0; i < count; i++) {
    SearchIntent intent = {table()->entries[questions[i].number].subject, questions[i].strength};
    g_array_append_val(intents, intent);
  }
  return intents;
}

static bool
add_practice(SearchWords *known, const Candidate *one, GPtrArray *practices, GError **error) {
  const Entry *entry = &table()->entries[one->number];
  SearchConcept *concept = search_concept_new(entry->name, one->strength);
  bool ok = search_concept_take_practice(known, concept, one->number, entry->said, error);
  if (ok && concept->alternatives->len > 0)
    g_ptr_array_add(practices, concept);
  else
    search_concept_free(concept);
  return ok;
}

static bool
find_practices(SearchWords *known, const Reading *reading, GPtrArray *practices, GError **error) {
  Candidate found[MOST_PRACTICES];
  guint count = strongest(reading, true, MOST_PRACTICES, found);
  bool ok = true;
  for (guint i = 0; ok && i < count; i++)
    if (found[i].strength >= LEAST_OF_BEST * found[0].strength)
      ok = add_practice(known, &found[i], practices, error);
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
