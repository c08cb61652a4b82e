/* search/query/practices.c: which practices a query speaks of, which questions of the instrument it
 * is about, in whatever words, and how like it passages are by what they tell of.
 *
 * The weights of words in practices are worked out when kompass is built
 * (indexer/compile_practices.c); here those of the query's words are added up. */
#include "search/query/meaning.h"

#include <math.h>
#include <string.h>

#include "corpus/text/words.h"
#include "indexer/schema.h"
#include "search/query/alternatives.h"
#include "search/query/query.h"

#define MOST_INTENTS 4 /* weaker ones say nothing */
#define LEAST_STRENGTH 0.05
#define MOST_PRACTICES 3
#define LEAST_OF_BEST 0.7 /* of the strongest one's strength: weaker ones are beside the point */
#define SHARE_OF_PART 0.4 /* of a part of a compound of the query, beside the word itself */
#define LEAST_ALIKE 0.01  /* of the one that the query is most like: less adds nothing */

/* ---- a query's words ---- */

typedef struct {
  SearchWords *known;
  const IndexerPractice *practices;
  guint count;     /* of these, unnamed ones among them */
  double *weights; /* of each: what its texts say of the query's words */
  guint *said;     /* the numbers of those that say some, ascending; most say none */
  guint said_count;
  double most;  /* what one would weigh that had nothing but these */
  guint typed;  /* words of the query */
  guint words;  /* of these, those that say something */
  guint things; /* concepts that these make up */
  guint met;    /* of these, those that reports have */
} Reading;

/* Remembered. */
static const IndexerPracticeWeights *
weights_of(SearchWords *known, const char *form) {
  char *key = g_strconcat("weights ", form, NULL);
  GPtrArray *kept = search_words_recall(known, key);
  if (kept == NULL) {
    kept = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(kept, indexer_practice_weights(form));
    search_words_remember(known, key, kept);
    g_ptr_array_unref(kept);
  }
  g_free(key);
  return kept->pdata[0];
}

/* Adds up a form of the query: a word, or a part of one (share less than 1). */
static void
weigh_form(Reading *reading, const char *form, double share) {
  const IndexerPracticeWeights *weighed = weights_of(reading->known, form);
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
  for (guint i = 0; i < meaning->concepts->len; i++)
    reading->things += ((const SearchConcept *)meaning->concepts->pdata[i])->decides;
  g_array_unref(words);
  return ok;
}

static void
note_said(Reading *reading) {
  reading->said = g_new(guint, reading->count);
  for (guint i = 0; i < reading->count; i++)
    if (reading->weights[i] > 0)
      reading->said[reading->said_count++] = i;
}

/* ---- practices ---- */

/* A practice that has some of the words. */
typedef struct {
  guint number;
  double strength;
} Candidate;

static double
whole(const Reading *reading) {
  return reading->words > 1 && reading->things > 1 ? 1 : search_weights()->one_thing;
}

/* The strongest of those that have a name, or of questions and areas, the strongest first; at most
 * `most`, which candidates has room for. Returns how many. */
static guint
strongest(const Reading *reading, bool named, guint most, Candidate *candidates) {
  double share = whole(reading);
  guint found = 0;
  for (guint i = 0; reading->words > 0 && i < reading->said_count; i++) {
    guint number = reading->said[i];
    double strength = share * MIN(1, reading->weights[number] / reading->most);
    if (strength < LEAST_STRENGTH || (*reading->practices[number].name != '\0') != named)
      continue;
    guint place = found;
    while (place > 0 && candidates[place - 1].strength < strength)
      place--;
    if (place == most)
      continue;
    found = MIN(found + 1, most);
    memmove(candidates + place + 1, candidates + place, (found - 1 - place) * sizeof *candidates);
    candidates[place] = (Candidate){number, strength};
  }
  return found;
}

static GArray *
intents_of(const Reading *reading) {
  Candidate questions[MOST_INTENTS];
  guint count = strongest(reading, false, MOST_INTENTS, questions);
  GArray *intents = g_array_new(FALSE, FALSE, sizeof(SearchIntent));
  for (guint i = 0; i < count; i++) {
    SearchIntent intent = {reading->practices[questions[i].number].subject, questions[i].strength};
    g_array_append_val(intents, intent);
  }
  return intents;
}

static bool
add_practice(const Reading *reading, const Candidate *one, GPtrArray *practices, GError **error) {
  const IndexerPractice *practice = &reading->practices[one->number];
  SearchConcept *concept = search_concept_new(practice->name, one->strength, SEARCH_WORDS_OF_QUERY);
  concept->filter = practice->term;
  bool ok =
      search_concept_take_practice(reading->known, concept, one->number, practice->said, error);
  if (ok && concept->alternatives->len > 0)
    g_ptr_array_add(practices, concept);
  else
    search_concept_free(concept);
  return ok;
}

static bool
find_practices(const Reading *reading, GPtrArray *practices, GError **error) {
  Candidate found[MOST_PRACTICES];
  guint count = strongest(reading, true, MOST_PRACTICES, found);
  bool ok = true;
  for (guint i = 0; ok && i < count; i++)
    if (found[i].strength >= LEAST_OF_BEST * found[0].strength)
      ok = add_practice(reading, &found[i], practices, error);
  return ok;
}

/* ---- what passages are like ---- */

/* How like the query each practice is: all of them are one direction of length 1, shorter where the
 * query is one thing. By their keys, in the place that the key gives or the next one that was free.
 */
struct SearchLikeness {
  guint mask;
  struct {
    guint32 key; /* 0 = nobody's */
    float share;
  } places[];
};

static guint
places_for(guint count) {
  guint places = 16;
  while (places < 2 * count)
    places *= 2;
  return places;
}

static void
put(SearchLikeness *likeness, guint32 key, double share) {
  guint place = key & likeness->mask;
  while (likeness->places[place].key != 0 && likeness->places[place].key != key)
    place = (place + 1) & likeness->mask;
  likeness->places[place].key = key; /* practices of several questions may have the same */
  likeness->places[place].share = MAX(likeness->places[place].share, (float)share);
}

/* What the strongest leaves behind counts hardly: shares are taken to the fourth power. */
static double
share_of(const Reading *reading, guint number, double most) {
  if (*reading->practices[number].name == '\0')
    return 0;
  double share = MIN(1, reading->weights[number] / reading->most) / most;
  share *= share;
  return share * share >= LEAST_ALIKE ? share * share : 0;
}

/* NULL where the query is like none. */
static SearchLikeness *
likeness_of(const Reading *reading) {
  Candidate best;
  if (strongest(reading, true, 1, &best) == 0)
    return NULL;
  double length = whole(reading), most = best.strength / length, sum = 0;
  guint count = 0;
  for (guint i = 0; i < reading->said_count; i++) {
    double share = share_of(reading, reading->said[i], most);
    count += share > 0;
    sum += share * share;
  }
  guint places = places_for(count);
  SearchLikeness *likeness = g_malloc0(sizeof *likeness + places * sizeof likeness->places[0]);
  likeness->mask = places - 1;
  for (guint i = 0; i < reading->said_count; i++) {
    guint number = reading->said[i];
    double share = share_of(reading, number, most);
    if (share > 0)
      put(likeness, reading->practices[number].key, length * share / sqrt(sum));
  }
  return likeness;
}

static double
share_of_key(const SearchLikeness *likeness, guint32 key) {
  guint place = key & likeness->mask;
  while (likeness->places[place].key != 0 && likeness->places[place].key != key)
    place = (place + 1) & likeness->mask;
  return (double)likeness->places[place].share;
}

/* A passage is mostly like its first practice, and less and less like the others: about 0.65 times
 * their places to the power of -0.6, which makes it a direction of length 1, too. */
double
search_likeness_of(const SearchLikeness *likeness, const char *like, gsize length_bytes) {
  static const double OF_PLACE[] = {0.65, 0.43, 0.34, 0.28, 0.25, 0.22, 0.20, 0.19};
  G_STATIC_ASSERT(G_N_ELEMENTS(OF_PLACE) == INDEXER_LIKE_MOST);
  const guint8 *bytes = (const guint8 *)like;
  gsize count = MIN(length_bytes / INDEXER_LIKE_BYTES, INDEXER_LIKE_MOST);
  double sum = 0;
  for (gsize i = 0; i < count; i++) {
    guint32 key = 0;
    for (guint byte = 0; byte < INDEXER_LIKE_BYTES; byte++)
      key = key << 8 | *bytes++;
    sum += OF_PLACE[i] * share_of_key(likeness, key);
  }
  return MIN(1, sum);
}

bool
search_plan_find_practices(SearchWords *known, SearchPlan *plan, GError **error) {
  Reading reading = {.known = known};
  reading.practices = indexer_practices(&reading.count);
  reading.weights = g_new0(double, reading.count);
  bool ok = plan->meaning == NULL || weigh_meaning(&reading, plan->meaning, error);
  for (guint i = 0; ok && plan->kind == SEARCH_NODE_SIDE && i < plan->children->len; i++) {
    const SearchPlan *child = plan->children->pdata[i];
    ok = child->meaning == NULL || weigh_meaning(&reading, child->meaning, error);
  }
  note_said(&reading);
  plan->intents = intents_of(&reading);
  plan->reaches = reading.typed > 1 || reading.met == 0;
  plan->practices = g_ptr_array_new_with_free_func((GDestroyNotify)search_concept_free);
  ok = ok && find_practices(&reading, plan->practices, error);
  plan->telling = whole(&reading);
  plan->likeness = ok ? likeness_of(&reading) : NULL;
  g_free(reading.said);
  g_free(reading.weights);
  return ok;
}

bool
search_plan_check_practices(SearchWords *known, SearchPlan *plan, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < plan->practices->len; i++)
    ok = search_concept_check_practice(known, plan->practices->pdata[i], error);
  return ok;
}
