/* search/who/topic_phrases.h: the ways to say the words of a topic. Internal to search/topic*. */
#ifndef SEARCH_WHO_TOPIC_PHRASES_H
#define SEARCH_WHO_TOPIC_PHRASES_H

#include "search/who/topic.h"
#include "search/who/topic_words.h"

/* The number of a form among the topic's keys, to which it is added where it is new. */
guint search_topic_key(SearchTopic *topic, const char *form);

/* Adds the phrases that say a concept, which has this word in the topic: the word, its kind, its
 * synonyms, the verb that it comes from, and its parts. */
void search_topic_say_word(SearchTopic *topic, const SearchTopicWords *known, guint concept,
                           const char *word);

/* Adds the synonyms of several words of the topic together; concepts: those that they say, as
 * bits. */
void search_topic_say_run(SearchTopic *topic, const SearchTopicWords *known, guint32 concepts,
                          const char *run);

/* Of phrases that are the same and say the same, leaves the weightiest. */
void search_topic_drop_doubles(SearchTopic *topic);

void search_topic_phrase_free(gpointer phrase); /* a SearchTopicPhrase * */

#endif
