/* search/who/topic.h: a topic ("policy för mångfald"), and how fully a sentence is about it.
 *
 * A topic is read as concepts: its content words, each with a weight (little for words such as
 * "arbete", see corpus/data/who-topics.ini) and with the ways to say it: the word in any inflection
 * or as part of a compound, words of its kind, synonyms, and a compound's parts near each other. */
#ifndef SEARCH_WHO_TOPIC_H
#define SEARCH_WHO_TOPIC_H

#include <glib.h>
#include <stdbool.h>

#include "search/ask/forms.h"
#include "search/who/topic_words.h"
#include "shim/shim.h"

#define SEARCH_TOPIC_CONCEPTS 16  /* more words of a topic are not looked at */
#define SEARCH_TOPIC_DENIED -1    /* what a heading does not say either */
#define SEARCH_TOPIC_COVERED 0.55 /* from here on a concept counts as said */

typedef struct SearchTopic SearchTopic;

/* A heading, and what it says of a topic. */
typedef struct SearchHeading SearchHeading;

/* NULL with SEARCH_ERROR_USAGE where the topic holds no word, or small ones alone ("vem har").
 * forms must outlive the topic; known is needed for the call alone. */
SearchTopic *search_topic_new(SearchForms *forms, const SearchTopicWords *known, const char *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_topic_free(SearchTopic *topic); /* NULL is fine */

/* Notes that no report has the word, nor what stands for it. */
void search_topic_note_absent(SearchTopic *topic, const char *word);

/* All passages that say the topic, or one of the words that carry it, in any of its ways; and those
 * below a heading that does and that touch it themselves. Those that say it best weigh most. The
 * caller frees the query. */
bool search_topic_query(const SearchTopic *topic, ShimQuery **query,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How a text is about a topic. */
typedef struct {
  double cover[SEARCH_TOPIC_CONCEPTS];  /* for each concept 0..1 */
  guint places[SEARCH_TOPIC_CONCEPTS];  /* the word that says it best, where it is covered */
  bool narrower[SEARCH_TOPIC_CONCEPTS]; /* what says it best is but a kind of it */
  guint32 together; /* concepts, as bits, that what means the same as several words says */
  GArray *hits;     /* guint: indexes of the words that matched, in order */
} SearchMatch;

/* The words of a text (CorpusWord), suspended compounds completed: "service-" of "service- och
 * kvalitetsdeklarationer" is "servicedeklarationer". The caller unrefs them; their letters belong
 * to the topic. */
GArray *search_topic_cut(const SearchTopic *topic, const char *text, gsize length_bytes);

/* words: as search_topic_cut() cut them out of the text. heading: what stands above them, NULL =
 * nothing. search_match_clear() the result. The topic remembers the words it sees. */
SearchMatch search_topic_match(SearchTopic *topic, const char *text, const GArray *words,
                               const SearchHeading *heading);
void search_match_clear(SearchMatch *match);

/* What the sentences of a passage have said of a topic so far: for each concept 0..1. */
typedef struct {
  double cover[SEARCH_TOPIC_CONCEPTS];
} SearchSaid;

/* Adds what a sentence says by itself. */
void search_said_add(SearchSaid *said, const SearchMatch *match);

/* Has a passage said any of what it is asked for of, so that it may be enough if a later sentence
 * says what is asked for? */
bool search_topic_begun(const SearchTopic *topic, const SearchSaid *said);

/* Where the sentence says what is asked for ("analyseras" for "analys av måtten"), takes the rest
 * from what was said before it, which counts for less. Returns whether the sentence does. */
bool search_topic_complete(const SearchTopic *topic, const SearchSaid *said, SearchMatch *match);

/* Where the topic is one compound: does the text say its last part by itself ("ingen uppföljning"),
 * and an earlier one the first ("rekrytering")? heading: that is the text's heading, which may say
 * it in a compound of its own ("Stöd till kulturlivet": "kulturstipendium"). words: of the text
 * written.
 */
bool search_topic_continues(SearchTopic *topic, const char *written, const GArray *words,
                            const char *earlier, bool heading);

/* The word (an index into what was matched) that says what is asked for, not what it is asked for
 * of: "utvärdering" in "utvärdering av planen". False where the text does not say it. */
bool search_topic_head(const SearchTopic *topic, const SearchMatch *match, guint *place);

/* Does the text say no more than a kind of what is asked for: "ledarskapsutbildning" for
 * "utbildning"? */
bool search_topic_narrower(const SearchTopic *topic, const SearchMatch *match);

/* Does the text name what is asked for only in a compound that tells that it is thought of
 * ("LOV-utredning")? words: those that were matched. */
bool search_topic_prepared(SearchTopic *topic, const GArray *words, const SearchMatch *match);

/* Borrowed from the topic, which keeps it: headings recur. */
const SearchHeading *search_topic_heading(SearchTopic *topic, const char *text);

/* May sentences below the heading be about the topic that don't say so themselves? */
bool search_heading_carries(const SearchHeading *heading);

/* Can a text be about the topic at all? A quick look, without cutting it into words. headed: is it
 * enough that it touches the topic? */
bool search_topic_may_stand_in(SearchTopic *topic, const char *text, gsize length_bytes,
                               bool headed);

/* 0..1: the weighted share of the topic's concepts that the text covers, where the heading (NULL =
 * none) may stand in for what the text leaves unsaid. 0 where neither the text itself says one of
 * the concepts that carry the topic, nor the heading does and the text another. */
double search_topic_relevance(const SearchTopic *topic, const SearchMatch *match,
                              const SearchHeading *heading);

/* Does the topic ask how many there are of something, in words so general that nothing else in it
 * says what is asked for ("hur många medarbetare har chefen?")? */
bool search_topic_asks_how_many(const SearchTopic *topic);

/* From which relevance on a text is evidence: less is asked where several words carry the topic. */
double search_topic_threshold(const SearchTopic *topic);

/* Less evidence than this, weighed by the square of its relevance, is silence. */
double search_topic_enough(const SearchTopic *topic);

#endif
