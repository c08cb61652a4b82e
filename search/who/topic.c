/* search/who/topic.c: reads a topic into concepts, each with the ways to say it. */
#include "search/who/topic.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"
#include "search/ask/error.h"
#include "search/ask/forms.h"
#include "search/who/sentence.h"
#include "search/who/topic_concepts.h"
#include "search/who/topic_words.h"

#define FURTHER_ON 0.7     /* times: a general word that is not the topic's first */
#define LIGHT 0.3          /* below this weight a word may be left out of a synonym's run */
#define WORD_BYTES_MAX 120 /* longer "words" are noise */

/* ---- the topic ---- */

/* Reading of one topic. */
typedef struct {
  SearchTopic *topic;
  const SearchTopicWords *known;
  const char *text;
  GArray *words; /* CorpusWord: all words of the topic */
  int *concepts; /* for each word its concept, -1 = none */
} Reading;

static const char *
word_at(const Reading *reading, guint place) {
  return g_array_index(reading->words, CorpusWord, place).word;
}

static bool
is_light(const Reading *reading, guint word) {
  int concept = reading->concepts[word];
  return concept >= 0 && search_topic_concept(reading->topic, (guint)concept)->weight < LIGHT;
}

/* Adds a word to a run, as it is and as its form: the thesaurus may know either. */
static void
lengthen(const Reading *reading, GString *run, GString *forms, guint place) {
  const char *word = word_at(reading, place);
  const char *space = run->len > 0 ? " " : "";
  g_string_append_printf(run, "%s%s", space, word);
  g_string_append_printf(forms, "%s%s", space, search_form(reading->topic->forms, word));
}

/* Synonyms of runs of two words or more ("samarbete med universitet"), with or without those that
 * say little ("styrning av kommunala bolag"). */
static void
add_run_phrases(Reading *reading, bool without_light) {
  for (guint first = 0; first < reading->words->len; first++) {
    GString *run = g_string_new(NULL), *forms = g_string_new(NULL);
    lengthen(reading, run, forms, first);
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
      lengthen(reading, run, forms, last);
      if (concepts == 0 || skipped != without_light)
        continue;
      search_topic_say_run(reading->topic, reading->known, concepts, run->str);
      search_topic_say_run(reading->topic, reading->known, concepts, forms->str);
    }
    g_string_free(run, TRUE);
    g_string_free(forms, TRUE);
  }
}

static void
concept_clear(gpointer data) {
  g_free(((SearchTopicConcept *)data)->word);
}

/* Is one of the two enough: "skolor och bibliotek", "service-/kvalitetsdeklarationer"? Not where
 * both are said to be meant: "mellan skolor och bibliotek". */
static bool
are_joined(const Reading *reading, guint one, guint other) {
  const char *const *conjunctions = search_small_words()->joins;
  if (one > 0 && search_topic_words_both(reading->known, word_at(reading, one - 1)))
    return false;
  const CorpusWord *first = &g_array_index(reading->words, CorpusWord, one);
  return search_is_suspended(first, reading->text) ||
         (one + 1 == other && reading->text[first->start_bytes + first->length_bytes] == ',') ||
         (one + 2 == other && g_strv_contains(conjunctions, word_at(reading, one + 1)));
}

/* Does the word modify the noun behind it: is it one that says little by itself ("gemensam",
 * "årets"), or no noun ("öppna" in "öppna data")? */
static bool
is_modifier(const Reading *reading, guint place) {
  GArray *readings = corpus_lexicon_readings(corpus_lexicon_shared(), word_at(reading, place));
  bool known = readings->len > 0, noun = false;
  for (guint i = 0; i < readings->len; i++)
    noun = noun || (g_array_index(readings, CorpusReading, i).speech & CORPUS_SPEECH_NOUN) != 0;
  g_array_unref(readings);
  return is_light(reading, place) || (known && !noun);
}

/* Notes that the word at the place modifies the concept. */
static void
modify(Reading *reading, guint place, int concept) {
  SearchTopicConcept *modifier =
      search_topic_concept(reading->topic, (guint)reading->concepts[place]);
  char *base = corpus_base(corpus_lexicon_shared(), word_at(reading, place));
  modifier->modifies = concept;
  modifier->owns = g_str_has_suffix(word_at(reading, place), "s") && !g_str_has_suffix(base, "s");
  g_free(base);
}

/* Does nothing stand before but what says little ("gemensam", "regelbunden")? */
static bool
only_modifiers(const SearchTopic *topic) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (search_topic_concept(topic, i)->weight > SEARCH_TOPIC_MODIFIER)
      return false;
  return true;
}

/* Makes a concept of the word at `place`; last: the place of the concept before, -1 = none. */
static void
add_concept(Reading *reading, guint place, int last) {
  const char *word = word_at(reading, place);
  const char *form = search_form(reading->topic->forms, word);
  guint number = reading->topic->concepts->len;
  SearchTopicConcept concept = {.word = g_strdup(word),
                                .key = search_topic_key(reading->topic, form),
                                .weight =
                                    search_topic_words_weight_alone(reading->known, word, form),
                                .bundle = number,
                                .modifies = -1};
  concept.asked = only_modifiers(reading->topic) && search_topic_words_asked(reading->known, form);
  if (!only_modifiers(reading->topic) && concept.weight < 1)
    concept.weight *= FURTHER_ON; /* "… för medarbetare" */
  if (last >= 0 && are_joined(reading, (guint)last, place))
    concept.bundle = search_topic_concept(reading->topic, number - 1)->bundle;
  else if (last >= 0 && (guint)last + 1 == place && strchr(reading->text, '?') == NULL &&
           is_modifier(reading, (guint)last))
    modify(reading, (guint)last, (int)number);
  g_array_append_val(reading->topic->concepts, concept);
  reading->concepts[place] = (int)number;
}

/* Is there such a word, and a particle ("upp" in "följa upp")? */
static bool
is_particle(const Reading *reading, guint place) {
  return place < reading->words->len &&
         search_topic_words_particle(reading->known, word_at(reading, place));
}

/* Does the word at `place` say something of what is asked for? */
static bool
says_something(const Reading *reading, guint place) {
  const char *word = word_at(reading, place);
  return !corpus_is_stopword(word) && !search_topic_words_preposition(word) &&
         !(place > 0 && is_particle(reading, place));
}

/* Makes concepts of the content words; of all words where the topic has no others. */
static void
read_concepts(Reading *reading) {
  bool content = false;
  for (guint i = 0; i < reading->words->len; i++)
    content = content || says_something(reading, i);
  int last = -1;
  for (guint i = 0; i < reading->words->len; i++) {
    reading->concepts[i] = -1;
    if ((content && !says_something(reading, i)) || strlen(word_at(reading, i)) > WORD_BYTES_MAX ||
        reading->topic->concepts->len == SEARCH_TOPIC_CONCEPTS)
      continue;
    add_concept(reading, i, last);
    last = (int)i;
  }
}

/* Finds the ways to say the concepts. */
static void
read_phrases(Reading *reading) {
  for (guint i = 0; i < reading->words->len; i++)
    if (reading->concepts[i] >= 0 && is_particle(reading, i + 1))
      search_topic_say_with_particle(reading->topic, (guint)reading->concepts[i],
                                     word_at(reading, i), word_at(reading, i + 1));
    else if (reading->concepts[i] >= 0)
      search_topic_say_word(reading->topic, reading->known, (guint)reading->concepts[i],
                            word_at(reading, i));
  add_run_phrases(reading, false);
  add_run_phrases(reading, true);
}

/* Names that were typed in capitals ("KOLL"), and what stands in them before a hyphen. */
static void
read_names(Reading *reading) {
  SearchForms *forms = reading->topic->forms;
  for (guint i = 0; i < reading->words->len; i++) {
    const char *word = word_at(reading, i);
    if (reading->concepts[i] < 0 ||
        !search_topic_words_name(reading->text, &g_array_index(reading->words, CorpusWord, i)))
      continue;
    search_topic_take_name(reading->topic, word, search_form(forms, word));
    if (strchr(word, '-') != NULL && *search_form_parts(forms, word) != NULL)
      search_topic_take_name(reading->topic, word, *search_form_parts(forms, word));
  }
}

/* The verb that a question begins with ("mäter de hur nöjda … är?"); else the last content word
 * before the first preposition, or of all. */
static void
find_head(Reading *reading) {
  if (reading->concepts[0] >= 0 && strchr(reading->text, '?') != NULL) {
    reading->topic->head = (guint)reading->concepts[0];
    return;
  }
  for (guint i = 0; i < reading->words->len; i++) {
    if (i > 0 && reading->concepts[i] < 0 && search_topic_words_preposition(word_at(reading, i)))
      return;
    if (reading->concepts[i] >= 0)
      reading->topic->head = (guint)reading->concepts[i];
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

static SearchTopic *
topic_new(SearchForms *forms, const char *text) {
  SearchTopic *topic = g_new0(SearchTopic, 1);
  topic->text = g_strdup(text);
  topic->forms = forms;
  topic->concepts = g_array_new(FALSE, FALSE, sizeof(SearchTopicConcept));
  g_array_set_clear_func(topic->concepts, concept_clear);
  topic->phrases = g_ptr_array_new_with_free_func(search_topic_phrase_free);
  topic->keys = g_ptr_array_new_with_free_func(g_free);
  topic->by_form = g_hash_table_new(g_str_hash, g_str_equal);
  topic->verbs = g_hash_table_new(g_str_hash, g_str_equal);
  topic->names = g_hash_table_new(g_str_hash, g_str_equal);
  topic->by_last = g_ptr_array_new_with_free_func(unref_phrases);
  topic->seen = search_topic_seen_new();
  return topic;
}

SearchTopic *
search_topic_new(SearchForms *forms, const SearchTopicWords *known, const char *text,
                 GError **error) {
  GArray *words = corpus_words(text, -1);
  if (words->len == 0) {
    search_error_set(error, SEARCH_ERROR_USAGE, "no_word", NULL, NULL,
                     _("the topic holds no word"));
    g_array_unref(words);
    return NULL;
  }
  Reading reading = {.text = text, .words = words, .known = known};
  reading.topic = topic_new(forms, text);
  reading.concepts = g_new(int, words->len);
  search_complete_suspended(forms, text, words);
  read_concepts(&reading);
  read_phrases(&reading);
  read_names(&reading);
  find_head(&reading);
  search_topic_drop_doubles(reading.topic);
  index_phrases(reading.topic);
  g_free(reading.concepts);
  g_array_unref(words);
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
  g_hash_table_unref(topic->names);
  search_topic_seen_free(topic->seen);
  g_ptr_array_unref(topic->keys);
  g_free(topic);
}
