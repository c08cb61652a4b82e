/* search/topic.c: reads a topic into concepts and the phrases that say them. */
#include "search/topic.h"

#include <string.h>

#include "corpus/compound.h"
#include "corpus/data.h"
#include "corpus/stopwords.h"
#include "corpus/synonyms.h"
#include "corpus/words.h"
#include "search/error.h"
#include "search/suspended.h"

#define DATA_FILE "who-topics.ini"
#define OF_A_KIND 0.85     /* "plan" for "strategi" */
#define SYNONYM 0.92       /* "kundcenter" for "kontaktcenter" */
#define MERE_PART 0.5      /* a synonym that is but a part of the word: "kontrakt" */
#define FURTHER 0.7        /* times: a synonym's synonym, */
#define FURTHER_OF_RUN 0.6 /* of several words */
#define MATTERS 0.55       /* from this weight on a compound's last part says something */
#define PARTS 0.75         /* "kontrakt … chefer" for "chefskontrakt" */
#define SYNONYM_PARTS 0.65 /* "utveckling av processer" for "processutveckling" for the topic's */
#define HEAD_ALONE 0.42    /* "policy" under the heading "Personalstrategi" */
#define FURTHER_ON 0.7     /* times: a general word that is not the topic's first */
#define FOR_WHOM 0.5    /* times: whom a specific thing is for ("frågestund för allmänheten") */
#define VERB 0.85       /* "sammanfattas" for "sammanfattning" */
#define LIGHT 0.3       /* below this weight a word may be left out of a synonym's run */
#define SHORTEST_NAME 9 /* letters of a word that is taken for a compound */
#define SHORTEST_VERB 4 /* letters of a verb's stem */
#define PAIRED 0.75     /* from this weight on two words side by side are a pair */
#define SHORTEST_NEEDLE 4  /* letters of a form's beginning that any inflection has */
#define INFLECTED 2        /* letters at a form's end that inflection may change */
#define WORD_BYTES_MAX 120 /* longer "words" are noise */

/* What the data file says, by form. */
typedef struct {
  GHashTable *generic; /* char * -> double * */
  GHashTable *kinds;   /* char * -> GPtrArray * of char *, shared by the kind's words */
  GHashTable *whole;   /* char * */
  GHashTable *asked;   /* char *: all words of the kinds that are asked for */
} Knowledge;

static void
knowledge_clear(Knowledge *knowledge) {
  g_clear_pointer(&knowledge->generic, g_hash_table_unref);
  g_clear_pointer(&knowledge->kinds, g_hash_table_unref);
  g_clear_pointer(&knowledge->whole, g_hash_table_unref);
  g_clear_pointer(&knowledge->asked, g_hash_table_unref);
}

static bool
read_generic(GKeyFile *file, SearchForms *forms, Knowledge *knowledge, GError **error) {
  char **words = g_key_file_get_keys(file, "generic", NULL, error);
  for (char **word = words; word != NULL && *word != NULL; word++) {
    GError *inner = NULL;
    double weight = g_key_file_get_double(file, "generic", *word, &inner);
    if (inner != NULL) {
      g_propagate_error(error, inner);
      g_strfreev(words);
      return false;
    }
    g_hash_table_insert(knowledge->generic, g_strdup(search_form_of_base(forms, *word)),
                        g_memdup2(&weight, sizeof weight));
  }
  g_strfreev(words);
  return words != NULL;
}

static bool
read_kinds(GKeyFile *file, SearchForms *forms, Knowledge *knowledge, GError **error) {
  char **kinds = g_key_file_get_keys(file, "kinds", NULL, error);
  for (char **kind = kinds; kind != NULL && *kind != NULL; kind++) {
    char **words = g_key_file_get_string_list(file, "kinds", *kind, NULL, NULL);
    GPtrArray *members = g_ptr_array_new_with_free_func(g_free);
    for (char **word = words; word != NULL && *word != NULL; word++)
      g_ptr_array_add(members, g_strdup(search_form_of_base(forms, *word)));
    for (guint i = 0; i < members->len; i++)
      g_hash_table_insert(knowledge->kinds, g_strdup(members->pdata[i]), g_ptr_array_ref(members));
    g_ptr_array_unref(members);
    g_strfreev(words);
  }
  g_strfreev(kinds);
  return kinds != NULL;
}

static bool
read_whole(GKeyFile *file, SearchForms *forms, Knowledge *knowledge, GError **error) {
  char **words = g_key_file_get_string_list(file, "whole", "words", NULL, error);
  for (char **word = words; word != NULL && *word != NULL; word++)
    g_hash_table_add(knowledge->whole, g_strdup(search_form_of_base(forms, *word)));
  g_strfreev(words);
  return words != NULL;
}

static bool
read_asked(GKeyFile *file, SearchForms *forms, Knowledge *knowledge, GError **error) {
  char **kinds = g_key_file_get_string_list(file, "asked", "kinds", NULL, error);
  for (char **kind = kinds; kind != NULL && *kind != NULL; kind++) {
    char **words = g_key_file_get_string_list(file, "kinds", *kind, NULL, NULL);
    for (char **word = words; word != NULL && *word != NULL; word++)
      g_hash_table_add(knowledge->asked, g_strdup(search_form_of_base(forms, *word)));
    g_strfreev(words);
  }
  g_strfreev(kinds);
  return kinds != NULL;
}

static bool
knowledge_read(Knowledge *knowledge, SearchForms *forms, GError **error) {
  *knowledge = (Knowledge){
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  GKeyFile *file = corpus_data_key_file(DATA_FILE, error);
  bool good = file != NULL && read_generic(file, forms, knowledge, error) &&
              read_kinds(file, forms, knowledge, error) &&
              read_whole(file, forms, knowledge, error) &&
              read_asked(file, forms, knowledge, error);
  if (file != NULL)
    g_key_file_unref(file);
  return good;
}

static void
phrase_free(gpointer data) {
  SearchTopicPhrase *phrase = data;
  g_ptr_array_unref(phrase->slots);
  g_free(phrase);
}

static SearchTopicPhrase *
add_phrase(SearchTopic *topic, guint32 concepts, double weight) {
  SearchTopicPhrase *phrase = g_new(SearchTopicPhrase, 1);
  *phrase =
      (SearchTopicPhrase){.concepts = concepts,
                          .weight = weight,
                          .slots = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref)};
  g_ptr_array_add(topic->phrases, phrase);
  return phrase;
}

/* The number of a form among the topic's keys. */
static guint
key_of(SearchTopic *topic, const char *form) {
  gpointer found = g_hash_table_lookup(topic->by_form, form);
  if (found != NULL)
    return GPOINTER_TO_UINT(found) - 1;
  char *key = g_strdup(form);
  g_ptr_array_add(topic->keys, key);
  g_hash_table_insert(topic->by_form, key, GUINT_TO_POINTER(topic->keys->len));
  return topic->keys->len - 1;
}

static void
add_key(SearchTopic *topic, GArray *slot, const char *form) {
  guint key = key_of(topic, form);
  g_hash_table_remove(topic->verbs, form);
  g_array_append_val(slot, key);
}

static GArray *
add_slot(SearchTopic *topic, SearchTopicPhrase *phrase, const char *form) {
  GArray *slot = g_array_new(FALSE, FALSE, sizeof(guint));
  add_key(topic, slot, form);
  g_ptr_array_add(phrase->slots, slot);
  return slot;
}

/* Reading of one topic. */
typedef struct {
  SearchForms *forms;
  Knowledge knowledge;
  SearchTopic *topic;
  const char *text;
  GArray *words; /* CorpusWord: all words of the topic */
  int *concepts; /* for each word its concept, -1 = none */
} Reading;

/* The stems of the verbs that a noun may come from: "sammanfattning" -> "sammanfatt" (and
 * "sammanfattn", which is none and does no harm). The caller unrefs the array of owned strings. */
static GPtrArray *
verbs_of(const char *form) {
  static const struct {
    const char *ending, *verb;
  } derivations[] = {{"ing", ""}, {"ning", ""}, {"els", ""}, {"ation", "er"}};
  GPtrArray *verbs = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(derivations); i++) {
    gsize length = strlen(form), ending = strlen(derivations[i].ending);
    if (!g_str_has_suffix(form, derivations[i].ending))
      continue;
    char *base = g_strndup(form, length - ending);
    if (g_utf8_strlen(base, -1) >= SHORTEST_VERB)
      g_ptr_array_add(verbs, g_strconcat(base, derivations[i].verb, NULL));
    g_free(base);
  }
  return verbs;
}

/* Verbs are sought as words by themselves only: "styrdokument" is not about "styrning". */
static void
add_verb_keys(SearchTopic *topic, GArray *slot, const char *form) {
  GPtrArray *verbs = verbs_of(form);
  for (guint i = 0; i < verbs->len; i++) {
    bool known = g_hash_table_contains(topic->by_form, verbs->pdata[i]);
    guint key = key_of(topic, verbs->pdata[i]);
    g_array_append_val(slot, key);
    if (!known)
      g_hash_table_add(topic->verbs, topic->keys->pdata[key]);
  }
  g_ptr_array_unref(verbs);
}

/* A phrase from the words of a synonym: its content words; all of them, next to each other, where
 * it has but one of those ("en väg in"). */
static void
add_synonym(Reading *reading, guint32 concepts, const char *text, double weight) {
  char *lower = g_utf8_strdown(text, -1);
  GArray *words = corpus_words(lower, -1);
  guint content = 0;
  for (guint i = 0; i < words->len; i++)
    content += !corpus_is_stopword(g_array_index(words, CorpusWord, i).word);
  SearchTopicPhrase *phrase = add_phrase(reading->topic, concepts, weight);
  phrase->adjacent = content < 2;
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    if (phrase->adjacent || !corpus_is_stopword(word))
      add_slot(reading->topic, phrase, search_form_of_base(reading->forms, word));
  }
  g_array_unref(words);
  g_free(lower);
}

/* The entries of the thesaurus that mean what the words do: const char *, borrowed. What is merely
 * akin to the topic says nothing of whether it is there. */
static GPtrArray *
synonyms_of(const char *words) {
  GPtrArray *same = g_ptr_array_new();
  GArray *found = corpus_synonyms_of(words);
  for (guint i = 0; i < found->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(found, CorpusSynonym, i);
    if (synonym->kinship != CORPUS_AKIN)
      g_ptr_array_add(same, (gpointer)synonym->words);
  }
  g_array_unref(found);
  return same;
}

/* What a slot may hold besides the word itself: its kind, and its one-word synonyms. */
static void
widen_slot(Reading *reading, GArray *slot, const char *form) {
  const GPtrArray *kind = g_hash_table_lookup(reading->knowledge.kinds, form);
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_key(reading->topic, slot, kind->pdata[i]);
  GPtrArray *synonyms = synonyms_of(form);
  for (guint i = 0; i < synonyms->len; i++)
    if (strchr(synonyms->pdata[i], ' ') == NULL)
      add_key(reading->topic, slot, search_form_of_base(reading->forms, synonyms->pdata[i]));
  add_verb_keys(reading->topic, slot, form);
  g_ptr_array_unref(synonyms);
}

/* Is the synonym but a part of the word that leaves out what matters: the last part ("kontrakt" of
 * "chefskontrakt"), or all but that ("folkhälsa" of "folkhälsoprogram"), unless it says little
 * ("visselblåsare" of "visselblåsarfunktion")? */
static bool
is_mere_part(Reading *reading, const char *word, char **parts, const char *synonym) {
  guint count = parts != NULL ? g_strv_length(parts) : 0;
  const char *form = search_form_of_base(reading->forms, synonym);
  if (count == 0)
    return false;
  const char *head = parts[count - 1];
  const double *weight = g_hash_table_lookup(reading->knowledge.generic, head);
  if (strcmp(head, form) == 0)
    return true;
  bool says_little =
      weight != NULL && *weight < MATTERS && !g_hash_table_contains(reading->knowledge.asked, head);
  return !says_little && g_utf8_strlen(form, -1) > 3 && g_str_has_prefix(word, form);
}

/* The forms of a compound's parts; an empty array where it is none or means something else when
 * taken apart. Borrowed. own: a word of the topic itself. */
static char **
parts_of(Reading *reading, const char *word, bool own) {
  static char *none[] = {NULL};
  const char *form =
      own ? search_form(reading->forms, word) : search_form_of_base(reading->forms, word);
  if (g_hash_table_contains(reading->knowledge.whole, form))
    return none;
  return search_form_parts(reading->forms, word);
}

static void
add_parts(Reading *reading, guint32 concepts, char **parts, double weight) {
  SearchTopicPhrase *phrase = add_phrase(reading->topic, concepts, weight);
  phrase->parts = true;
  for (char **part = parts; *part != NULL; part++)
    widen_slot(reading, add_slot(reading->topic, phrase, *part), *part);
}

/* The last part by itself, for texts whose heading says the rest. */
static void
add_head(Reading *reading, guint32 concepts, char **parts) {
  const char *head = parts[g_strv_length(parts) - 1];
  const GPtrArray *kind = g_hash_table_lookup(reading->knowledge.kinds, head);
  SearchTopicPhrase *phrase = add_phrase(reading->topic, concepts, HEAD_ALONE);
  GArray *slot = add_slot(reading->topic, phrase, head);
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_key(reading->topic, slot, kind->pdata[i]);
}

/* The synonyms of a synonym, which mean less surely the same. */
static void
add_further_synonyms(Reading *reading, guint32 concepts, const char *synonym) {
  char *lower = g_utf8_strdown(synonym, -1);
  GPtrArray *further = synonyms_of(lower);
  for (guint i = 0; i < further->len; i++)
    add_synonym(reading, concepts, further->pdata[i],
                SYNONYM * ((concepts & (concepts - 1)) != 0 ? FURTHER_OF_RUN : FURTHER));
  g_ptr_array_unref(further);
  char **parts = strchr(lower, ' ') == NULL ? parts_of(reading, lower, false) : NULL;
  if (parts != NULL && *parts != NULL)
    add_parts(reading, concepts, parts, SYNONYM_PARTS);
  g_free(lower);
}

static void
add_synonyms(Reading *reading, guint32 concepts, const char *words, char **parts) {
  GPtrArray *synonyms = synonyms_of(words);
  for (guint i = 0; i < synonyms->len; i++) {
    const char *synonym = synonyms->pdata[i];
    bool mere_part = is_mere_part(reading, words, parts, synonym);
    add_synonym(reading, concepts, synonym, mere_part ? MERE_PART : SYNONYM);
    if (!mere_part)
      add_further_synonyms(reading, concepts, synonym);
  }
  g_ptr_array_unref(synonyms);
}

/* What is done where the thing is: "sammanfattas" for "sammanfattning". */
static void
add_verbs(Reading *reading, guint32 concepts, const char *form) {
  GArray *slot = g_array_new(FALSE, FALSE, sizeof(guint));
  add_verb_keys(reading->topic, slot, form);
  if (slot->len == 0) {
    g_array_unref(slot);
    return;
  }
  g_ptr_array_add(add_phrase(reading->topic, concepts, VERB)->slots, slot);
}

static void
add_word_phrases(Reading *reading, guint concept, const char *word) {
  SearchTopic *topic = reading->topic;
  const char *form = search_form(reading->forms, word);
  guint32 bit = 1u << concept;
  add_slot(topic, add_phrase(topic, bit, 1), form);
  const GPtrArray *kind = g_hash_table_lookup(reading->knowledge.kinds, form);
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_slot(topic, add_phrase(topic, bit, OF_A_KIND), kind->pdata[i]);
  add_verbs(reading, bit, form);
  char **parts = parts_of(reading, word, true);
  add_synonyms(reading, bit, word, parts);
  if (*parts != NULL) {
    add_parts(reading, bit, parts, PARTS);
    add_head(reading, bit, parts);
  }
}

static bool
is_light(const Reading *reading, guint word) {
  return reading->concepts[word] >= 0 &&
         g_array_index(reading->topic->concepts, SearchTopicConcept, reading->concepts[word])
                 .weight < LIGHT;
}

/* Synonyms of runs of two words or more ("samarbete med universitet"), with or without those that
 * say little ("styrning av kommunala bolag"). */
static void
add_run_phrases(Reading *reading, bool without_light) {
  for (guint first = 0; first < reading->words->len; first++) {
    GString *run = g_string_new(g_array_index(reading->words, CorpusWord, first).word);
    guint32 concepts = reading->concepts[first] >= 0 ? 1u << reading->concepts[first] : 0;
    bool skipped = false;
    for (guint last = first + 1;
         last < reading->words->len && last - first < corpus_synonyms_longest(); last++) {
      if (reading->concepts[last] >= 0)
        concepts |= 1u << reading->concepts[last];
      if (without_light && is_light(reading, last)) {
        skipped = true;
        continue;
      }
      g_string_append_printf(run, " %s", g_array_index(reading->words, CorpusWord, last).word);
      if (concepts != 0 && skipped == without_light)
        add_synonyms(reading, concepts, run->str, NULL);
    }
    g_string_free(run, TRUE);
  }
}

static void
concept_clear(gpointer data) {
  g_free(((SearchTopicConcept *)data)->word);
}

/* Does the concept name a thing so closely that it may stand alone: a compound of no common kind?
 */
static bool
is_specific(const Reading *reading, guint number) {
  const SearchTopicConcept *concept =
      &g_array_index(reading->topic->concepts, SearchTopicConcept, number);
  const char *form = reading->topic->keys->pdata[concept->key];
  if (concept->weight < 1 || g_hash_table_contains(reading->knowledge.kinds, form))
    return false;
  GPtrArray *verbs = verbs_of(form);
  bool named = verbs->len == 0 && g_utf8_strlen(concept->word, -1) >= SHORTEST_NAME;
  g_ptr_array_unref(verbs);
  return named || *search_form_parts(reading->forms, concept->word) != NULL;
}

/* Does the word stand behind "för", with an adjective between them or not? */
static bool
is_for_whom(const Reading *reading, guint word) {
  static const char *const prepositions[] = {"för", "till", "åt", NULL};
  for (guint i = word; i > 0 && i + 2 > word; i--)
    if (g_strv_contains(prepositions, g_array_index(reading->words, CorpusWord, i - 1).word))
      return true;
  return false;
}

/* Is one of the two enough: "skolor och bibliotek", "service-/kvalitetsdeklarationer"? */
static bool
are_joined(const Reading *reading, guint one, guint other) {
  static const char *const conjunctions[] = {"och", "eller", "samt", NULL};
  const GArray *words = reading->words;
  return search_is_suspended(&g_array_index(words, CorpusWord, one), reading->text) ||
         (one + 2 == other &&
          g_strv_contains(conjunctions, g_array_index(words, CorpusWord, one + 1).word));
}

/* Makes concepts of the content words; all words where the topic has no others. */
static void
read_concepts(Reading *reading) {
  guint content = 0;
  for (guint i = 0; i < reading->words->len; i++)
    content += !corpus_is_stopword(g_array_index(reading->words, CorpusWord, i).word);
  int last = -1;
  for (guint i = 0; i < reading->words->len; i++) {
    const char *word = g_array_index(reading->words, CorpusWord, i).word;
    reading->concepts[i] = -1;
    bool silent = (content > 0 && corpus_is_stopword(word)) || strlen(word) > WORD_BYTES_MAX;
    if (silent || reading->topic->concepts->len == SEARCH_TOPIC_CONCEPTS)
      continue;
    const double *weight =
        g_hash_table_lookup(reading->knowledge.generic, search_form(reading->forms, word));
    guint number = reading->topic->concepts->len;
    bool joined = last >= 0 && are_joined(reading, (guint)last, i);
    bool asked = number == 0 &&
                 g_hash_table_contains(reading->knowledge.asked, search_form(reading->forms, word));
    SearchTopicConcept concept = {.word = g_strdup(word),
                                  .key = key_of(reading->topic, search_form(reading->forms, word)),
                                  .weight = weight != NULL ? *weight : 1,
                                  .bundle = number,
                                  .asked = asked};
    if (number > 0 && concept.weight < 1)
      concept.weight *= FURTHER_ON; /* "… för medarbetare" */
    if (number == 1 && i > 0 && is_specific(reading, 0) && is_for_whom(reading, i))
      concept.weight *= FOR_WHOM;
    if (last >= 0 && (guint)last + 1 == i && concept.weight >= PAIRED) {
      SearchTopicConcept *before =
          &g_array_index(reading->topic->concepts, SearchTopicConcept, number - 1);
      before->paired = before->weight >= PAIRED;
    }
    if (joined)
      concept.bundle =
          g_array_index(reading->topic->concepts, SearchTopicConcept, number - 1).bundle;
    g_array_append_val(reading->topic->concepts, concept);
    reading->concepts[i] = (int)number;
    last = (int)i;
  }
}

static void
unref_phrases(gpointer phrases) {
  if (phrases != NULL)
    g_ptr_array_unref(phrases);
}

/* Notes for each key the phrases that may end with it. */
static void
index_phrases(SearchTopic *topic) {
  g_ptr_array_set_size(topic->by_last, (gint)topic->keys->len);
  for (guint i = 0; i < topic->phrases->len; i++) {
    SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    const GArray *last = phrase->slots->pdata[phrase->slots->len - 1];
    for (guint j = 0; j < last->len; j++) {
      gpointer *phrases = &topic->by_last->pdata[g_array_index(last, guint, j)];
      if (*phrases == NULL)
        *phrases = g_ptr_array_new();
      g_ptr_array_add(*phrases, phrase);
    }
  }
}

/* The beginnings of the carrying forms, without what inflection changes, in lower case as far as
 * ASCII goes: a capital å, ä or ö can only stand first, and is left out. */
static void
find_needles(SearchTopic *topic) {
  GPtrArray *carriers = search_topic_carriers(topic);
  topic->needles = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < carriers->len; i++) {
    const char *form = carriers->pdata[i];
    glong letters = g_utf8_strlen(form, -1);
    glong first = (unsigned char)*form < 0x80 ? 0 : 1;
    glong last = MAX(MIN(letters, SHORTEST_NEEDLE), letters - INFLECTED);
    g_ptr_array_add(topic->needles, g_utf8_substring(form, MIN(first, last), last));
  }
  g_ptr_array_unref(carriers);
}

SearchTopic *
search_topic_new(SearchForms *forms, const char *text, GError **error) {
  Reading reading = {.forms = forms, .text = text, .words = corpus_words(text, -1)};
  if (reading.words->len == 0) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "the topic holds no word");
    g_array_unref(reading.words);
    return NULL;
  }
  bool good = knowledge_read(&reading.knowledge, forms, error);
  if (good) {
    reading.topic = g_new0(SearchTopic, 1);
    reading.topic->text = g_strdup(text);
    reading.topic->concepts = g_array_new(FALSE, FALSE, sizeof(SearchTopicConcept));
    g_array_set_clear_func(reading.topic->concepts, concept_clear);
    reading.topic->forms = forms;
    reading.topic->phrases = g_ptr_array_new_with_free_func(phrase_free);
    reading.topic->keys = g_ptr_array_new_with_free_func(g_free);
    reading.topic->by_form = g_hash_table_new(g_str_hash, g_str_equal);
    reading.topic->verbs = g_hash_table_new(g_str_hash, g_str_equal);
    reading.topic->by_last = g_ptr_array_new_with_free_func(unref_phrases);
    reading.topic->headings =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)search_heading_free);
    reading.topic->seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    reading.concepts = g_new(int, reading.words->len);
    search_complete_suspended(forms, text, reading.words);
    read_concepts(&reading);
    for (guint i = 0; i < reading.words->len; i++)
      if (reading.concepts[i] >= 0)
        add_word_phrases(&reading, (guint)reading.concepts[i],
                         g_array_index(reading.words, CorpusWord, i).word);
    add_run_phrases(&reading, false);
    add_run_phrases(&reading, true);
    index_phrases(reading.topic);
    find_needles(reading.topic);
    g_free(reading.concepts);
  }
  knowledge_clear(&reading.knowledge);
  g_array_unref(reading.words);
  return reading.topic;
}

void
search_topic_free(SearchTopic *topic) {
  if (topic == NULL)
    return;
  g_free(topic->text);
  g_array_unref(topic->concepts);
  g_ptr_array_unref(topic->phrases);
  g_ptr_array_unref(topic->by_last);
  g_hash_table_unref(topic->by_form);
  g_hash_table_unref(topic->verbs);
  g_hash_table_unref(topic->seen);
  g_hash_table_unref(topic->headings);
  g_ptr_array_unref(topic->needles);
  g_ptr_array_unref(topic->keys);
  g_free(topic);
}
