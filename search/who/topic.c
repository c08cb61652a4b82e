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
#include "corpus/reading/stance/statement.h"
#include "search/who/topic_concepts.h"
#include "search/who/topic_words.h"

#define FURTHER_ON 0.7       /* times: a general word that is not the topic's first */
#define LIGHT 0.3            /* below this weight a word may be left out of a synonym's run */
#define WORD_BYTES_MAX 120   /* longer "words" are noise */
#define OF_GENERAL_PARTS 0.6 /* a compound of general words ("utvecklingsprogram") */
#define CARRIES_PART 0.75    /* from this weight on a part is no general word */
#define IDIOM 0.7            /* what an idiom counts for at least, */
#define OF_IDIOM 0.6         /* times: one of its words alone */

/* ---- the topic ---- */

/* Reading of one topic. */
typedef struct {
  SearchTopic *topic;
  const SearchTopicWords *known;
  const char *text;
  GArray *words;  /* CorpusWord: all words of the topic */
  int *concepts;  /* for each word its concept, -1 = none */
  guint32 idioms; /* the concepts that idioms say, as bits */
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

/* The parts of speech that the word may be (CorpusSpeech). */
static guint
speech_of(const char *word) {
  return corpus_lexicon_speech(corpus_lexicon_shared(), word);
}

/* Words of the topic side by side, or all but one of such: as the thesaurus is asked for them. */
typedef struct {
  GString *words, *forms;
  guint32 concepts; /* those that they say, as bits */
  bool idiom;       /* is one of them a verb that says nothing by itself ("ställa frågor")? */
} Run;

static void
run_clear(Run *run) {
  g_string_free(run->words, TRUE);
  g_string_free(run->forms, TRUE);
}

static guint32
bit_of(const Reading *reading, guint place) {
  return reading->concepts[place] >= 0 ? 1u << reading->concepts[place] : 0;
}

/* Adds a word to a run, as it is and as its form: the thesaurus may know either. */
static void
lengthen(const Reading *reading, Run *run, guint place) {
  const char *word = word_at(reading, place);
  const char *space = run->words->len > 0 ? " " : "";
  g_string_append_printf(run->words, "%s%s", space, word);
  g_string_append_printf(run->forms, "%s%s", space, search_form(reading->topic->forms, word));
  run->concepts |= bit_of(reading, place);
  run->idiom = run->idiom || (is_light(reading, place) && speech_of(word) & CORPUS_SPEECH_VERB);
}

static Run
run_new(const Reading *reading, guint place) {
  Run run = {g_string_new(NULL), g_string_new(NULL), 0, false};
  lengthen(reading, &run, place);
  return run;
}

/* Do more than one of the words say something? */
static bool
says_several(const Run *run) {
  char *content = corpus_content_of_forms(run->forms->str);
  bool several = strchr(content, ' ') != NULL;
  g_free(content);
  return several;
}

/* Adds what reports say for everyday words together ("slänga mat": matsvinn), which is precise
 * enough to tell of the topic; what they say for one of them is not. Those of an idiom are one
 * thing, and say little one by one. concepts: what is said so. */
static void
say_everyday(Reading *reading, const Run *run, guint32 concepts) {
  if (!says_several(run))
    return;
  bool said = search_topic_say_everyday(reading->topic, concepts, run->words->str);
  said = search_topic_say_everyday(reading->topic, concepts, run->forms->str) || said;
  if (!said || !run->idiom)
    return;
  search_topic_say_itself(reading->topic, run->concepts);
  reading->idioms |= concepts;
}

/* Adds what else says the words; skipped: what the light words among them that were left out say,
 * which goes with several words, not with one. */
static void
say_run(Reading *reading, const Run *run, guint32 skipped) {
  guint32 concepts = run->concepts | (says_several(run) ? skipped : 0);
  search_topic_say_run(reading->topic, reading->known, concepts, run->words->str);
  search_topic_say_run(reading->topic, reading->known, concepts, run->forms->str);
  say_everyday(reading, run, concepts);
}

/* Synonyms of runs of two words or more ("samarbete med universitet"), with or without those that
 * say little ("styrning av kommunala bolag"). */
static void
add_run_phrases(Reading *reading, bool without_light) {
  for (guint first = 0; first < reading->words->len; first++) {
    Run run = run_new(reading, first);
    guint32 left_out = 0;
    for (guint last = first + 1;
         last < reading->words->len && last - first < corpus_synonyms_longest(); last++) {
      if (without_light && is_light(reading, last)) {
        left_out |= bit_of(reading, last);
        continue;
      }
      lengthen(reading, &run, last);
      if ((run.concepts | left_out) != 0 && (left_out != 0) == without_light)
        say_run(reading, &run, left_out);
    }
    run_clear(&run);
  }
}

/* What reports say for everyday words that stand around another one: "fråga … vad de tycker". */
static void
add_parted_runs(Reading *reading) {
  guint longest = corpus_synonyms_longest();
  for (guint first = 0; first < reading->words->len; first++)
    for (guint out = first + 1; out < MIN(reading->words->len, first + longest); out++) {
      Run run = run_new(reading, first);
      for (guint last = out + 1;
           reading->concepts[out] >= 0 && last < MIN(reading->words->len, first + 1 + longest);
           last++) {
        lengthen(reading, &run, last);
        if (run.concepts != 0)
          say_everyday(reading, &run, run.concepts);
      }
      run_clear(&run);
    }
}

/* The words of idioms count less one by one, and one of them as much as what they say together. */
static void
weigh_idioms(Reading *reading) {
  SearchTopic *topic = reading->topic;
  SearchTopicConcept *heaviest = NULL;
  for (guint i = 0; i < topic->concepts->len; i++) {
    SearchTopicConcept *concept = search_topic_concept(topic, i);
    if (reading->idioms & 1u << i && (heaviest == NULL || concept->weight > heaviest->weight))
      heaviest = concept;
  }
  if (heaviest != NULL)
    heaviest->weight = MAX(heaviest->weight, IDIOM);
  for (guint i = 0; i < topic->phrases->len; i++) {
    SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    bool single = (phrase->concepts & (phrase->concepts - 1)) == 0;
    if (single && (phrase->concepts & reading->idioms) != 0)
      phrase->weight *= OF_IDIOM;
  }
}

static void
concept_clear(gpointer data) {
  g_free(((SearchTopicConcept *)data)->word);
}

/* Do the two stand side by side: "skolor och bibliotek", "service-/kvalitetsdeklarationer"? */
static bool
are_joined(const Reading *reading, guint one, guint other) {
  const char *const *conjunctions = corpus_small_words()->joins;
  const CorpusWord *first = &g_array_index(reading->words, CorpusWord, one);
  return search_is_suspended(first, reading->text) ||
         (one + 1 == other && reading->text[first->start_bytes + first->length_bytes] == ',') ||
         (one + 2 == other && g_strv_contains(conjunctions, word_at(reading, one + 1)));
}

/* Does the word modify the noun behind it: is it one that says little by itself ("gemensam",
 * "årets"), or no noun ("öppna" in "öppna data")? */
static bool
is_modifier(const Reading *reading, guint place) {
  guint speech = speech_of(word_at(reading, place));
  return is_light(reading, place) || (speech != 0 && (speech & CORPUS_SPEECH_NOUN) == 0);
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

/* A verb counts for no more than the noun that is made of it ("utvärderas": "utvärdering"). */
static double
weight_of_verb(const Reading *reading, const char *word, const char *form) {
  double weight = 1;
  if ((speech_of(word) & CORPUS_SPEECH_VERB) == 0)
    return weight;
  char **nouns = corpus_derived_forms(form);
  for (char **noun = nouns; *noun != NULL; noun++)
    weight = MIN(weight, search_topic_words_weight(reading->known, *noun));
  g_strfreev(nouns);
  return weight;
}

/* What the word counts for: as listed, or where it is made of general words ("utvecklingsprogram"),
 * little more than these. */
static double
weight_of(const Reading *reading, const char *word, const char *form) {
  char *base = search_base(reading->topic->forms, word);
  double weight = search_topic_words_weight_alone(reading->known, word, base, form), most = 0;
  g_free(base);
  if (weight == 1)
    weight = weight_of_verb(reading, word, form);
  char **parts = search_form_parts(reading->topic->forms, word);
  if (weight < 1 || *parts == NULL ||
      search_topic_words_weight(reading->known, *parts) > SEARCH_TOPIC_MODIFIER)
    return weight;
  for (char **part = parts; *part != NULL; part++)
    most = MAX(most, search_topic_words_weight(reading->known, *part));
  return most < CARRIES_PART ? OF_GENERAL_PARTS : weight;
}

/* Is the word before `place` one behind which two things are both meant ("mellan")? */
static bool
are_both_meant(const Reading *reading, guint place) {
  return place > 0 && search_topic_words_both(reading->known, word_at(reading, place - 1));
}

/* Makes a concept of the word at `place`; last: the place of the concept before, -1 = none. */
static void
add_concept(Reading *reading, guint place, int last) {
  const char *word = word_at(reading, place);
  const char *form = search_form(reading->topic->forms, word);
  guint number = reading->topic->concepts->len;
  SearchTopicConcept concept = {.word = g_strdup(word),
                                .key = search_topic_key(reading->topic, form),
                                .weight = weight_of(reading, word, form),
                                .bundle = number,
                                .modifies = -1,
                                .thing = (speech_of(word) & CORPUS_SPEECH_NOUN) != 0 &&
                                         search_topic_words_class(reading->known, form) == NULL};
  concept.asked = only_modifiers(reading->topic) && search_topic_words_asked(reading->known, form);
  if (!only_modifiers(reading->topic) && concept.weight < 1)
    concept.weight *= FURTHER_ON; /* "… för medarbetare" */
  bool joined = last >= 0 && are_joined(reading, (guint)last, place);
  if (joined && are_both_meant(reading, (guint)last))
    concept.needed = search_topic_concept(reading->topic, number - 1)->needed = true;
  else if (joined)
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

/* The concept that has the word's form already, -1 = none: "äldre som intervjuar äldre" asks for
 * two things, not for three. */
static int
concept_like(const Reading *reading, guint place) {
  const SearchTopic *topic = reading->topic;
  const char *form = search_form(topic->forms, word_at(reading, place));
  for (guint i = 0; i < topic->concepts->len; i++)
    if (g_str_equal(topic->keys->pdata[search_topic_concept(topic, i)->key], form))
      return (int)i;
  return -1;
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
    reading->concepts[i] = concept_like(reading, i);
    if (reading->concepts[i] >= 0)
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
  add_parted_runs(reading);
  weigh_idioms(reading);
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
  topic->speech = g_array_new(FALSE, TRUE, sizeof(guint));
  topic->unasked = g_array_new(FALSE, FALSE, sizeof(SearchTopicUnasked));
  g_array_set_clear_func(topic->unasked, search_topic_unasked_clear);
  topic->verbs = g_hash_table_new(g_str_hash, g_str_equal);
  topic->names = g_hash_table_new(g_str_hash, g_str_equal);
  topic->by_last = g_ptr_array_new_with_free_func(unref_phrases);
  topic->seen = search_topic_seen_new(forms, search_topic_heading_free);
  return topic;
}

/* Do words ask how many there are of something, which stands right behind them? Of the words that
 * only frame a question ("hur många kommuner har …") a gap is left. */
static bool
asks_how_many(const Reading *reading) {
  for (guint i = 0; i + 2 < reading->words->len; i++) {
    const CorpusWord *many = &g_array_index(reading->words, CorpusWord, i + 1);
    if (reading->concepts[i + 2] >= 0 && g_str_equal(word_at(reading, i), "hur") &&
        g_str_equal(many->word, "många") &&
        many->start_bytes + many->length_bytes + 1 ==
            g_array_index(reading->words, CorpusWord, i + 2).start_bytes)
      return true;
  }
  return false;
}

/* Does it hold small words alone ("och", "vem har"), none of them a name in capitals? */
static bool
says_nothing(const char *text, const GArray *words) {
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (!corpus_is_stopword(word->word) || corpus_is_light_word(word->word) ||
        search_topic_words_name(text, word))
      return false;
  }
  return true;
}

SearchTopic *
search_topic_new(SearchForms *forms, const SearchTopicWords *known, const char *text,
                 GError **error) {
  GArray *words = corpus_words(text, -1);
  if (says_nothing(text, words)) {
    search_error_set(error, SEARCH_ERROR_USAGE, "no_word", NULL, NULL,
                     words->len == 0 ? _("the topic holds no word")
                                     : _("the topic holds no word that says what is asked for"));
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
  reading.topic->how_many = asks_how_many(&reading);
  search_topic_drop_doubles(reading.topic);
  index_phrases(reading.topic);
  g_free(reading.concepts);
  g_array_unref(words);
  return reading.topic;
}

void
search_topic_note_absent(SearchTopic *topic, const char *word) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (g_str_equal(search_topic_concept(topic, i)->word, word))
      search_topic_concept(topic, i)->absent = true;
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
  g_array_unref(topic->speech);
  g_array_unref(topic->unasked);
  g_hash_table_unref(topic->verbs);
  g_hash_table_unref(topic->names);
  search_topic_seen_free(topic->seen);
  g_ptr_array_unref(topic->keys);
  g_free(topic);
}
