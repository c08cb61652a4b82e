/* search/who/topic.h: what a topic asks for, and how fully a sentence is about it.
 *
 * A topic is read as concepts: its content words, each with a weight (little for words such as
 * "arbete", see corpus/data/who-topics.ini) and with the ways to say it: the word in any inflection
 * or as part of a compound, words of its kind, synonyms, and a compound's parts near each other. */
#ifndef SEARCH_WHO_TOPIC_H
#define SEARCH_WHO_TOPIC_H

#include <glib.h>
#include <stdbool.h>

#include "search/ask/forms.h"

#define SEARCH_TOPIC_CONCEPTS 16  /* more words of a topic are not looked at */
#define SEARCH_TOPIC_COVERED 0.45 /* from here on a concept counts as said */

typedef struct {
  char *word;    /* as in the topic, lower case */
  guint key;     /* of its form */
  double weight; /* 0..1 */
  guint bundle;  /* concepts joined by "och" share one: one of them is enough */
  bool paired;   /* the next concept stands right behind it and both carry the topic */
  bool asked;    /* the kind of thing that is asked for ("strategi" in "strategi för …") */
} SearchTopicConcept;

/* One way to say one or more concepts. */
typedef struct {
  guint32 concepts; /* bits */
  double weight;    /* 0..1: how surely it means the same */
  bool parts;       /* the parts of a compound: a heading may say all but the last */
  bool adjacent;    /* the words must stand next to each other */
  GPtrArray *slots; /* GArray * of guint (keys, any of them), one for each word */
} SearchTopicPhrase;

typedef struct {
  SearchForms *forms; /* borrowed */
  char *text;
  GArray *concepts;    /* SearchTopicConcept */
  GPtrArray *phrases;  /* SearchTopicPhrase *, owned */
  GPtrArray *keys;     /* char *: the forms that are looked for */
  GHashTable *by_form; /* char * -> GUINT_TO_POINTER(key + 1) */
  GHashTable *verbs;   /* char *: those of the keys that are no part of compounds; borrowed */
  GPtrArray *by_last;  /* for each key GPtrArray * of the phrases that may end with it, or NULL */
  GPtrArray *
      needles; /* char *: one of them stands in any text that carries the topic; NULL until asked */
  GPtrArray *touches; /* char *: one of them stands in any text that touches it; NULL until asked */
  GHashTable *headings; /* char * -> SearchHeading *: those seen (topic_match.c) */
  GHashTable *seen;     /* char * (word) -> GArray * of the keys it fits (topic_match.c) */
} SearchTopic;

/* NULL with SEARCH_ERROR_USAGE where the topic holds no word, or CORPUS_ERROR_DATA. forms must
 * outlive the topic. */
SearchTopic *search_topic_new(SearchForms *forms, const char *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_topic_free(SearchTopic *topic); /* NULL is fine */

SearchTopicConcept *search_topic_concept(const SearchTopic *topic, guint index);

/* Does the phrase say, by itself and well enough, one of the concepts that carry the topic? */
bool search_topic_carries(const SearchTopic *topic, const SearchTopicPhrase *phrase);

/* Does it say so in one word, and so well that a heading with it carries the topic for the text
 * below? */
bool search_topic_heads(const SearchTopic *topic, const SearchTopicPhrase *phrase);

/* How a text is about a topic. */
typedef struct {
  double cover[SEARCH_TOPIC_CONCEPTS]; /* for each concept 0..1 */
  guint places[SEARCH_TOPIC_CONCEPTS]; /* the word that says it best, where it is covered */
  GArray *hits;                        /* guint: indexes of the words that matched, in order */
} SearchMatch;

/* A text as the keys that its words fit (topic_match.c). */
typedef struct {
  guint count;         /* words */
  const GArray **fits; /* for each word; the arrays belong to the topic */
} SearchTopicText;

/* A heading and what it says of a topic. */
typedef struct {
  SearchTopicText text;
  SearchMatch match;
  bool carries; /* may sentences below it be about the topic that don't say so themselves? */
} SearchHeading;

/* words: as corpus_words() cut them. heading: what stands above them, NULL = nothing.
 * search_match_clear() the result. The topic learns the words it sees. */
SearchMatch search_topic_match(SearchTopic *topic, const GArray *words,
                               const SearchHeading *heading);
void search_match_clear(SearchMatch *match);

/* Borrowed from the topic, which keeps it: headings recur. */
const SearchHeading *search_topic_heading(SearchTopic *topic, const char *text);
void search_heading_free(SearchHeading *heading);

/* Does a heading with this match carry the topic? */
bool search_topic_headed(const SearchTopic *topic, const SearchMatch *heading);

/* Can a text be about the topic at all? A quick look, without cutting it into words. headed: is it
 * enough that it touches the topic? */
bool search_topic_may_stand_in(SearchTopic *topic, const char *text, gsize length_bytes,
                               bool headed);

/* 0..1: the weighted share of the topic's concepts that the text covers, where the heading's match
 * (NULL = none) may stand in for what the text leaves unsaid. 0 where neither the text itself says
 * one of the concepts that carry the topic, nor the heading does and the text another. */
double search_topic_relevance(const SearchTopic *topic, const SearchMatch *match,
                              const SearchMatch *heading);

/* From which relevance on a text is evidence: less is asked where several words carry the topic. */
double search_topic_threshold(const SearchTopic *topic);

#endif
