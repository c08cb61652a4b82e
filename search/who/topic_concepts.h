/* search/who/topic_concepts.h: the inside of a topic. topic.c and topic_phrases.c make it,
 * topic_query.c and topic_match.c read it. */
#ifndef SEARCH_WHO_TOPIC_CONCEPTS_H
#define SEARCH_WHO_TOPIC_CONCEPTS_H

#include <stddef.h>

#include "search/who/topic.h"
#include "search/who/topic_words.h"

#define SEARCH_TOPIC_ANY_SPEECH G_MAXUINT
#define SEARCH_TOPIC_MODIFIER 0.3 /* up to this weight a word only modifies another */

typedef struct {
  char *word;    /* as in the topic, lower case */
  guint key;     /* of its form */
  double weight; /* 0..1 */
  guint bundle;  /* concepts joined by "och" share one: one of them is enough */
  int modifies;  /* the concept whose word it stands before as its adjective; -1 = none */
  bool owns;     /* it is a genitive there: "årets" in "årets chef" */
  bool thing;    /* a noun that no other word of its class may stand for ("arbete") */
  bool needed;   /* one of two that are both meant ("mellan skolor och bibliotek") */
  bool absent;   /* no report has it, nor what stands for it */
  bool asked;    /* the kind of thing that is asked for ("strategi" in "strategi för …") */
} SearchTopicConcept;

/* One way to say one or more concepts. */
typedef struct {
  guint32 concepts; /* bits */
  double weight;    /* 0..1: how surely it means the same */
  double finds;     /* the same for the passages that it finds; 0 where another phrase finds them */
  bool parts;       /* the parts of a compound: a heading may say all but the last */
  bool adjacent;    /* the words must stand next to each other */
  bool continues;   /* a compound's first parts may be said by an earlier sentence */
  bool apart;       /* a compound's parts, whole words with nothing between */
  GPtrArray *slots; /* GArray * of guint (keys, any of them), one for each word */
} SearchTopicPhrase;

/* A word that a key is made of. */
typedef struct {
  guint key;
  char *word;
} SearchTopicUnasked;

struct SearchHeading {
  SearchMatch match;            /* what it says by itself */
  bool carries;                 /* may sentences below it be about the topic that don't say so? */
  struct SearchTopicText *text; /* its words */
};

/* What is remembered of the words and headings that were seen. */
typedef struct SearchTopicSeen SearchTopicSeen;

struct SearchTopic {
  SearchForms *forms; /* borrowed */
  char *text;
  GArray *concepts;    /* SearchTopicConcept */
  GPtrArray *phrases;  /* SearchTopicPhrase *, owned */
  GPtrArray *keys;     /* char *: the forms that are looked for */
  GHashTable *by_form; /* char * -> GUINT_TO_POINTER(key + 1) */
  GArray *speech;     /* for each key guint: the parts of speech (CorpusSpeech) of the words that it
                         was made of; SEARCH_TOPIC_ANY_SPEECH where that does not matter;
                         search_topic_speech_of_key() knows all of them */
  GArray *unasked;    /* SearchTopicUnasked: words whose parts of speech are those of a key, too */
  GHashTable *verbs;  /* char *: those of the keys that are no part of compounds; borrowed */
  GHashTable *names;  /* char *: those that count where they are written in capitals; borrowed */
  GPtrArray *by_last; /* for each key GPtrArray * of the phrases that may end with it, or NULL */
  bool how_many;      /* it asks how many there are of something */
  guint head; /* the concept that is asked for: "utvärdering" in "utvärdering av planen" */
  SearchTopicSeen *seen;
};

static inline SearchTopicConcept *
search_topic_concept(const SearchTopic *topic, guint index) {
  return &g_array_index(topic->concepts, SearchTopicConcept, index);
}

/* ---- the ways to say it (topic_phrases.c) ---- */

/* The number of a form among the topic's keys, to which it is added where it is new. */
guint search_topic_key(SearchTopic *topic, const char *form);

/* The parts of speech in which a lower-case word may be read; any where it is unknown, or a noun
 * that is made of a verb of the same form ("granskning"). */
guint search_topic_speech(const char *form, const char *word);

/* The parts of speech of the words that a key was made of. */
guint search_topic_speech_of_key(SearchTopic *topic, guint key);
void search_topic_unasked_clear(gpointer unasked);

/* Has the form, a key of the topic, count only where it is written in capitals, if a word in small
 * letters means something else. */
void search_topic_take_name(SearchTopic *topic, const char *word, const char *form);

/* Adds the phrases that say a concept, which has this word in the topic: the word, its kind, its
 * synonyms, the verb that it comes from, and its parts. */
void search_topic_say_word(SearchTopic *topic, const SearchTopicWords *known, guint concept,
                           const char *word);
/* The same for a verb and its particle, which are one word: "följa … upp", "uppföljning". */
void search_topic_say_with_particle(SearchTopic *topic, guint concept, const char *verb,
                                    const char *particle);
/* Adds the synonyms of several words together, which say concepts (bits). */
void search_topic_say_run(SearchTopic *topic, const SearchTopicWords *known, guint32 concepts,
                          const char *run);
/* Adds what reports say for them in everyday speech; returns whether there is anything. */
bool search_topic_say_everyday(SearchTopic *topic, guint32 concepts, const char *run);
/* Adds the words of the concepts near each other. */
void search_topic_say_itself(SearchTopic *topic, guint32 concepts);

/* Of phrases that are the same and say the same, leaves the weightiest. */
void search_topic_drop_doubles(SearchTopic *topic);
void search_topic_phrase_free(gpointer phrase);

/* ---- what is read of it ---- */

/* Does the phrase say one of the concepts that carry the topic? */
bool search_topic_says_carrier(const SearchTopic *topic, const SearchTopicPhrase *phrase);

/* Does the phrase say, by itself and well enough, one of the concepts that carry the topic? */
bool search_topic_carries(const SearchTopic *topic, const SearchTopicPhrase *phrase);

/* Does it say so in one word, and so well that a heading with it carries the topic for the text
 * below? */
bool search_topic_heads(const SearchTopic *topic, const SearchTopicPhrase *phrase);

/* Must the adjective (a concept that modifies another) be said, as its noun says nothing without
 * it: that is a general one ("gemensam nämnd"), or the two are a name ("årets chef")? */
bool search_topic_needs(const SearchTopic *topic, guint adjective);

/* Must it, where it is said, be said of its noun, as it is needed or says as much as that ("öppna
 * data")? */
bool search_topic_binds(const SearchTopic *topic, guint adjective);

/* Does a heading that says so much carry the topic for the text below? */
bool search_topic_is_headed(const SearchTopic *topic, const SearchMatch *heading);

/* ---- a text as it is read (topic_text.c) ---- */

#define SEARCH_TOPIC_SAME_WORD 1.0
#define SEARCH_TOPIC_BEFORE_MERE 0.97 /* "rekrytering" in "rekryteringsarbete" */

/* A key that a word fits: as any word of a phrase, or as the first part of a compound. */
typedef struct {
  guint key;
  double fit, first_fit;
} SearchTopicFit;

/* A text as the keys that its words fit. */
typedef struct SearchTopicText {
  guint count;         /* words */
  const GArray **fits; /* SearchTopicFit, for each word; the arrays belong to the topic */
  bool *follows;       /* for each word: does it stand right behind the one before it? */
  bool *prepositions;  /* for each word: is it one, and not what is asked for? */
} SearchTopicText;

/* words: as topic_seen.c cut them. written: what they were cut from. Clear the result. */
SearchTopicText search_topic_text_new(SearchTopic *topic, const char *written, const GArray *words);
void search_topic_text_clear(SearchTopicText *text);

#define SEARCH_TOPIC_NEEDLE_SLOTS 1024

/* The beginning of a word that is sought in texts. */
typedef struct {
  char *text;
  guint next; /* the number of the next one in its slot, from 1; 0 = none */
} SearchTopicNeedle;

/* Each is compared only where the two letters stand that it begins with, as its slot tells. */
typedef struct {
  GArray *all;                            /* SearchTopicNeedle */
  guint slots[SEARCH_TOPIC_NEEDLE_SLOTS]; /* the number of the first one in each, from 1 */
  guint anywhere;                         /* the same of those that are too short for one */
} SearchTopicNeedles;

/* ---- the words of sentences (topic_seen.c) ---- */

/* What is known of a word that was seen; its letters lie behind. */
typedef struct {
  GArray *fits, *plain; /* SearchTopicFit: the keys that it fits, and those in small letters; NULL =
                           nobody asked yet */
  bool common;          /* it is of common gender */
  bool preposition;     /* it is one, and not what is asked for */
  char word[];
} SearchTopicSeenWord;

typedef struct SearchTopicWordsSeen SearchTopicWordsSeen;

SearchTopicWordsSeen *search_topic_words_seen_new(void);
void search_topic_words_seen_free(SearchTopicWordsSeen *seen);

/* The words of a text (CorpusWord), each of which is that of a SearchTopicSeenWord. The caller
 * unrefs them. */
GArray *search_topic_words_of(SearchTopicWordsSeen *seen, const char *text, gsize length_bytes);

static inline SearchTopicSeenWord *
search_topic_seen_of(const CorpusWord *word) {
  return (SearchTopicSeenWord *)(void *)(word->word - offsetof(SearchTopicSeenWord, word));
}

struct SearchTopicSeen {
  SearchTopicWordsSeen *words;
  GHashTable *headings;        /* char * -> SearchHeading * */
  GHashTable *mere;            /* char *: search_topic_words_mere() */
  GHashTable *prepared;        /* char *: search_topic_words_prepared() */
  GArray *none;                /* SearchTopicFit: none */
  GArray *fits;                /* SearchTopicFit: room for those of the word that is looked at */
  guint keys_by_byte[256];     /* the number of the first key that begins with the byte, from 1 */
  guint *next_keys;            /* that of the next one behind each; NULL until needed */
  SearchTopicNeedles *needles; /* one of them stands in any text that carries the topic, */
  SearchTopicNeedles *touches; /* or touches it; NULL until needed */
};

SearchTopicSeen *search_topic_seen_new(SearchForms *forms, GDestroyNotify free_heading);
void search_topic_seen_free(SearchTopicSeen *seen);
void search_topic_heading_free(gpointer heading); /* a SearchHeading; topic_match.c */

#endif
