/* search/who/topic.c: reads a topic into concepts. */
#include "search/who/topic.h"

#include <string.h>

#include "corpus/text/stopwords.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"
#include "search/ask/error.h"
#include "search/ask/suspended.h"
#include "search/who/topic_phrases.h"
#include "search/who/topic_words.h"

#define FURTHER_ON 0.7     /* times: a general word that is not the topic's first */
#define LIGHT 0.3          /* below this weight a word may be left out of a synonym's run */
#define MODIFIER 0.3       /* up to this weight a word only modifies another */
#define PAIRED 0.75        /* from this weight on two words side by side are a pair */
#define WORD_BYTES_MAX 120 /* longer "words" are noise */

/* Reading of one topic. */
typedef struct {
  SearchTopic *topic;
  SearchTopicWords *known;
  const char *text;
  GArray *words; /* CorpusWord: all words of the topic */
  int *concepts; /* for each word its concept, -1 = none */
} Reading;

static bool
is_light(const Reading *reading, guint word) {
  return reading->concepts[word] >= 0 &&
         g_array_index(reading->topic->concepts, SearchTopicConcept, reading->concepts[word])
                 .weight < LIGHT;
}

/* Adds a word to a run, as it is and as its form: the thesaurus may know either. */
static void
lengthen(const Reading *reading, GString *run, GString *forms, guint place) {
  const char *word = g_array_index(reading->words, CorpusWord, place).word;
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

/* Is one of the two enough: "skolor och bibliotek", "service-/kvalitetsdeklarationer"? */
static bool
are_joined(const Reading *reading, guint one, guint other) {
  static const char *const conjunctions[] = {"och", "eller", "samt", NULL};
  const GArray *words = reading->words;
  return search_is_suspended(&g_array_index(words, CorpusWord, one), reading->text) ||
         (one + 2 == other &&
          g_strv_contains(conjunctions, g_array_index(words, CorpusWord, one + 1).word));
}

/* Does nothing stand before but what says little ("gemensam", "regelbunden")? */
static bool
only_modifiers(const SearchTopic *topic) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (search_topic_concept(topic, i)->weight > MODIFIER)
      return false;
  return true;
}

/* Makes a concept of the word at `place`; last: the place of the concept before, -1 = none. */
static void
add_concept(Reading *reading, guint place, int last) {
  const char *word = g_array_index(reading->words, CorpusWord, place).word;
  const char *form = search_form(reading->topic->forms, word);
  guint number = reading->topic->concepts->len;
  SearchTopicConcept concept = {.word = g_strdup(word),
                                .key = search_topic_key(reading->topic, form),
                                .weight = search_topic_words_weight(reading->known, form),
                                .bundle = number};
  concept.asked = only_modifiers(reading->topic) && search_topic_words_asked(reading->known, form);
  if (number > 0 && concept.weight < 1)
    concept.weight *= FURTHER_ON; /* "… för medarbetare" */
  if (last >= 0 && (guint)last + 1 == place && concept.weight >= PAIRED)
    search_topic_concept(reading->topic, number - 1)->paired =
        search_topic_concept(reading->topic, number - 1)->weight >= PAIRED;
  if (last >= 0 && are_joined(reading, (guint)last, place))
    concept.bundle = search_topic_concept(reading->topic, number - 1)->bundle;
  g_array_append_val(reading->topic->concepts, concept);
  reading->concepts[place] = (int)number;
}

/* Makes concepts of the content words; of all words where the topic has no others. */
static void
read_concepts(Reading *reading) {
  bool content = false;
  for (guint i = 0; i < reading->words->len; i++)
    content = content || !corpus_is_stopword(g_array_index(reading->words, CorpusWord, i).word);
  int last = -1;
  for (guint i = 0; i < reading->words->len; i++) {
    const char *word = g_array_index(reading->words, CorpusWord, i).word;
    reading->concepts[i] = -1;
    if ((content && corpus_is_stopword(word)) || strlen(word) > WORD_BYTES_MAX ||
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
    if (reading->concepts[i] >= 0)
      search_topic_say_word(reading->topic, reading->known, (guint)reading->concepts[i],
                            g_array_index(reading->words, CorpusWord, i).word);
  add_run_phrases(reading, false);
  add_run_phrases(reading, true);
  search_topic_drop_doubles(reading->topic);
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
  topic->by_last = g_ptr_array_new_with_free_func(unref_phrases);
  topic->headings =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)search_heading_free);
  topic->seen =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return topic;
}

SearchTopicConcept *
search_topic_concept(const SearchTopic *topic, guint index) {
  return &g_array_index(topic->concepts, SearchTopicConcept, index);
}

SearchTopic *
search_topic_new(SearchForms *forms, const char *text, GError **error) {
  GArray *words = corpus_words(text, -1);
  if (words->len == 0) {
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE, "the topic holds no word");
    g_array_unref(words);
    return NULL;
  }
  Reading reading = {.text = text, .words = words, .known = search_topic_words_read(forms, error)};
  if (reading.known != NULL) {
    reading.topic = topic_new(forms, text);
    reading.concepts = g_new(int, words->len);
    search_complete_suspended(forms, text, words);
    read_concepts(&reading);
    read_phrases(&reading);
    index_phrases(reading.topic);
    g_free(reading.concepts);
  }
  search_topic_words_free(reading.known);
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
  g_hash_table_unref(topic->seen);
  g_hash_table_unref(topic->headings);
  g_clear_pointer(&topic->needles, g_ptr_array_unref);
  g_clear_pointer(&topic->touches, g_ptr_array_unref);
  g_ptr_array_unref(topic->keys);
  g_free(topic);
}
