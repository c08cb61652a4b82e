/* search/query/intent.c: which questions of the instrument a query is about, by the words that
 * people use for what lies behind each (corpus/data/needs.ini) and by its own text and headings.
 */
#include "search/query/meaning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/instrument/subject.h"
#include "corpus/language/form.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

#define BUCKETS 2048   /* a power of two */
#define ALIKE_BYTES 3  /* that a word and its form have in common at their beginning */
#define MOST_INTENTS 4 /* weaker ones say nothing */
#define LEAST_STRENGTH 0.05
#define SHARE_OF_PART 0.4 /* of a part of a compound of the query, beside the word itself */
#define OF_ONE_WORD 0.5   /* a word by itself says what it wants: it is less in need of help */
#define SATURATION 1.0    /* of how often a question's needs have the word: f / (f + this) */

/* How much a word counts that stands in each. */
typedef enum { WORDS, PHRASES, SITUATIONS, INSTRUMENT, KINDS } Kind;
static const double WEIGHTS[KINDS] = {2, 1, 0.7, 1};
static const char *const KEYS[] = {"words", "phrases", "situations"};

/* A word, a phrase or a sentence of a subject's needs. */
typedef struct {
  guint subject;
  Kind kind;
  guint first, end; /* its words */
} Entry;

typedef struct {
  const char *text;
  char *form; /* NULL until it is compared */
  guint entry;
  guint next; /* the next one in the bucket + 1; 0 = none */
} Word;

typedef struct {
  GPtrArray *subjects;    /* const char *: "1.5", "4", as the naming revision numbers them */
  GHashTable *places;     /* the same -> their places + 1 */
  GArray *entries;        /* Entry */
  GArray *words;          /* Word */
  guint buckets[BUCKETS]; /* by how words begin: the last of the words + 1; 0 = none */
} Needs;

/* ---- the file ---- */

static guint
bucket_of(const char *word) {
  enum { FACTOR = 33 };
  guint bucket = 0;
  for (guint i = 0; i < ALIKE_BYTES && word[i] != '\0'; i++)
    bucket = bucket * FACTOR + (unsigned char)word[i];
  return bucket % BUCKETS;
}

static guint
place_of(Needs *needs, const char *id) {
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(needs->places, id));
  if (place > 0)
    return place - 1;
  const char *kept = g_intern_string(id);
  g_ptr_array_add(needs->subjects, (gpointer)kept);
  g_hash_table_insert(needs->places, (gpointer)kept, GUINT_TO_POINTER(needs->subjects->len));
  return needs->subjects->len - 1;
}

static bool
is_of_word(char byte) {
  return (unsigned char)byte >= 0x80 || g_ascii_isalnum(byte) || byte == '-';
}

/* Cuts the words of an entry up, hyphens left out. */
static void
add_entry(Needs *needs, guint subject, Kind kind, const char *text) {
  Entry entry = {subject, kind, needs->words->len, 0};
  for (char *at = corpus_word_lower(text); *at != '\0';) { /* for the program's life */
    while (*at != '\0' && !is_of_word(*at))
      at++;
    Word word = {at, NULL, needs->entries->len, 0};
    char *kept = at;
    for (; is_of_word(*at); at++)
      if (*at != '-')
        *kept++ = *at;
    if (*at != '\0')
      at++;
    *kept = '\0';
    if (*word.text == '\0')
      continue;
    guint *bucket = &needs->buckets[bucket_of(word.text)];
    word.next = *bucket;
    g_array_append_val(needs->words, word);
    *bucket = needs->words->len;
  }
  entry.end = needs->words->len;
  g_array_append_val(needs->entries, entry);
}

/* Entries that ";" parts. */
static void
add_entries(Needs *needs, guint subject, Kind kind, const char *list) {
  char **entries = g_strsplit(list, ";", -1);
  for (char **entry = entries; *entry != NULL; entry++)
    add_entry(needs, subject, kind, *entry);
  g_strfreev(entries);
}

static void
begin(gpointer table) {
  Needs *needs = table;
  needs->subjects = g_ptr_array_new();
  needs->places = g_hash_table_new(g_str_hash, g_str_equal);
  needs->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  needs->words = g_array_new(FALSE, FALSE, sizeof(Word));
}

static bool
read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  const char *id = strchr(line->group, ' ');
  for (Kind kind = 0; kind < G_N_ELEMENTS(KEYS); kind++)
    if (id != NULL && line->value != NULL && strcmp(line->key, KEYS[kind]) == 0) {
      add_entries(table, place_of(table, id + 1), kind, line->value);
      return true;
    }
  return corpus_knowledge_error(line, error, "no words, phrases or situations of a question");
}

/* What the instrument itself says. */
static bool
finish(gpointer table, G_GNUC_UNUSED GError **error) {
  const CorpusInstrument *instrument = corpus_instrument_find(corpus_subject_revision());
  for (guint i = 0; instrument != NULL && i < instrument->areas->len; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    char id[8];
    g_snprintf(id, sizeof id, "%u", area->number);
    add_entries(table, place_of(table, id), INSTRUMENT, area->name);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestion *question = area->questions->pdata[j];
      guint subject = place_of(table, question->id);
      add_entries(table, subject, INSTRUMENT, question->text);
      for (char **heading = question->headings; *heading != NULL; heading++)
        add_entries(table, subject, INSTRUMENT, *heading);
    }
  }
  return true;
}

CORPUS_KNOWLEDGE(needs_table, .file = "needs.ini", .bytes = sizeof(Needs), .begin = begin,
                 .read_line = read_line, .finish = finish);

/* ---- a query's words ---- */

/* A query's words against the needs. */
typedef struct {
  const Needs *needs;
  IndexerTerms *terms;
  guint words;       /* of the query, those that say something */
  double most;       /* what a question would count that had every word by itself alone */
  double *counts;    /* of each subject: what its needs say of the query's words */
  GHashTable *whole; /* entries that hold words of the query themselves -> Held * */
} Reading;

typedef struct {
  double rarity; /* the sum over these words */
  guint words;
} Held;

/* How much a word tells that the needs of so many subjects have. */
static double
rarity_of(const Needs *needs, guint subjects) {
  return log((needs->subjects->len + 1) / (subjects + 0.5));
}

/* May a word that begins so have the form, of which the last bytes may be others? */
static bool
may_have(const char *text, const char *form, gsize bytes) {
  enum { OTHER_BYTES = 3 };
  return bytes <= OTHER_BYTES || strncmp(text, form, bytes - OTHER_BYTES) == 0;
}

/* Made once for all threads. */
static const char *
form_of(Word *word) {
  char *form = g_atomic_pointer_get(&word->form);
  if (form != NULL)
    return form;
  form = corpus_form(corpus_lexicon_shared(), word->text);
  if (g_atomic_pointer_compare_and_exchange(&word->form, NULL, form))
    return form;
  g_free(form);
  return g_atomic_pointer_get(&word->form);
}

/* The entries that hold a word of this form; the caller unrefs the array. */
static GArray *
entries_with(const Needs *needs, const char *form) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(guint));
  Word *word = NULL;
  for (guint i = needs->buckets[bucket_of(form)]; i > 0; i = word->next) {
    word = &g_array_index(needs->words, Word, i - 1);
    if (!may_have(word->text, form, strlen(form)))
      continue;
    if (strcmp(form_of(word), form) == 0)
      g_array_append_val(entries, word->entry);
  }
  return entries;
}

static void
note_held(GHashTable *whole, guint entry, double rarity) {
  Held *held = g_hash_table_lookup(whole, GUINT_TO_POINTER(entry));
  if (held == NULL) {
    held = g_new0(Held, 1);
    g_hash_table_insert(whole, GUINT_TO_POINTER(entry), held);
  }
  held->rarity += rarity;
  held->words++;
}

/* Counts a form of the query: a word, or a part of one (share less than 1). */
static void
count_form(Reading *reading, const char *form, double share) {
  GArray *entries = entries_with(reading->needs, form);
  guint subjects = 0;
  double *times = g_new0(double, reading->needs->subjects->len);
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry =
        &g_array_index(reading->needs->entries, Entry, g_array_index(entries, guint, i));
    subjects += times[entry->subject] <= 0;
    times[entry->subject] += WEIGHTS[entry->kind];
  }
  double rarity = rarity_of(reading->needs, subjects);
  for (guint i = 0; i < reading->needs->subjects->len; i++)
    reading->counts[i] += share * rarity * times[i] / (times[i] + SATURATION);
  for (guint i = 0; share >= 1 && i < entries->len; i++)
    note_held(reading->whole, g_array_index(entries, guint, i), rarity);
  if (share >= 1)
    reading->most += rarity;
  g_free(times);
  g_array_unref(entries);
}

static bool
count_word(Reading *reading, const char *word, GError **error) {
  IndexerWord known = {0};
  GError *failure = NULL;
  reading->words++;
  if (indexer_terms_word(reading->terms, word, &known, &failure))
    count_form(reading, known.form, 1);
  for (const char *const *part = known.inner; part != NULL && *part != NULL; part++)
    count_form(reading, *part, SHARE_OF_PART);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

static bool
says_something(const char *word) {
  return !corpus_is_stopword(word) && !corpus_is_light_word(word);
}

/* Words that say something by themselves. */
static guint
content_words(const Needs *needs, const Entry *entry) {
  guint count = 0;
  for (guint i = entry->first; i < entry->end; i++)
    count += says_something(g_array_index(needs->words, Word, i).text);
  return MAX(count, 1);
}

/* Several words of the query in one phrase or sentence tell more than each by itself. */
static void
add_phrases(Reading *reading) {
  double *best = g_new0(double, reading->needs->subjects->len);
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&iter, reading->whole);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    const Entry *entry = &g_array_index(reading->needs->entries, Entry, GPOINTER_TO_UINT(key));
    const Held *held = value;
    if (held->words < 2)
      continue;
    double share = held->rarity * held->words / content_words(reading->needs, entry);
    best[entry->subject] = MAX(best[entry->subject], share);
  }
  for (guint i = 0; i < reading->needs->subjects->len; i++)
    reading->counts[i] += best[i];
  g_free(best);
}

/* ---- intents ---- */

static int
compare_intents(gconstpointer a, gconstpointer b) {
  const SearchIntent *left = a, *right = b;
  if (left->strength < right->strength || left->strength > right->strength)
    return left->strength > right->strength ? -1 : 1;
  return strcmp(left->subject, right->subject);
}

static GArray *
strongest(const Reading *reading) {
  GArray *intents = g_array_new(FALSE, FALSE, sizeof(SearchIntent));
  double whole = reading->words > 1 ? 1 : OF_ONE_WORD;
  for (guint i = 0; reading->most > 0 && i < reading->needs->subjects->len; i++) {
    SearchIntent intent = {reading->needs->subjects->pdata[i],
                           whole * MIN(1, reading->counts[i] / reading->most)};
    if (intent.strength >= LEAST_STRENGTH)
      g_array_append_val(intents, intent);
  }
  g_array_sort(intents, compare_intents);
  if (intents->len > MOST_INTENTS)
    g_array_set_size(intents, MOST_INTENTS);
  return intents;
}

static bool
count_meaning(Reading *reading, const SearchMeaning *meaning, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < meaning->concepts->len; i++) {
    const SearchConcept *concept = meaning->concepts->pdata[i];
    if (strchr(concept->written, ' ') == NULL && says_something(concept->written))
      ok = count_word(reading, concept->written, error);
  }
  return ok;
}

GArray *
search_intents_of(IndexerTerms *terms, const SearchPlan *plan, GError **error) {
  Reading reading = {.needs = corpus_knowledge(&needs_table), .terms = terms};
  reading.counts = g_new0(double, reading.needs->subjects->len);
  reading.whole = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  bool ok = plan->meaning == NULL || count_meaning(&reading, plan->meaning, error);
  for (guint i = 0; ok && plan->kind == SEARCH_NODE_SIDE && i < plan->children->len; i++) {
    const SearchPlan *child = plan->children->pdata[i];
    ok = child->meaning == NULL || count_meaning(&reading, child->meaning, error);
  }
  add_phrases(&reading);
  GArray *intents = ok ? strongest(&reading) : NULL;
  g_hash_table_unref(reading.whole);
  g_free(reading.counts);
  return intents;
}
