/* search/who/topic_words.h: what corpus/data/who-topics.ini knows of the words of topics. Internal
 * to search/who/. */
#ifndef SEARCH_WHO_TOPIC_WORDS_H
#define SEARCH_WHO_TOPIC_WORDS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/text/words.h"
#include "search/ask/forms.h"

/* Words are asked for by their forms. */
typedef struct SearchTopicWords SearchTopicWords;

/* forms: by whose forms the file's words are kept; needed for the call alone. */
SearchTopicWords *search_topic_words_new(SearchForms *forms);
void search_topic_words_free(SearchTopicWords *words); /* NULL is fine */

/* Does the word, as it is typed, say nothing of what is asked for where another word does
 * ("kommuner", "använder")? */
bool search_topic_words_aside(const SearchTopicWords *words, const char *word);

/* Is it a particle, which with the verb before it is one word ("följa upp")? */
bool search_topic_words_particle(const SearchTopicWords *words, const char *word);

/* Is it a preposition behind which a municipality's name says no more than where ("i Luleå", not
 * "med Luleå")? */
bool search_topic_words_where(const SearchTopicWords *words, const char *word);

/* The forms of last parts that add nothing to a compound ("arbete"). The caller unrefs the set. */
GHashTable *search_topic_words_mere(SearchForms *forms) G_GNUC_WARN_UNUSED_RESULT;

/* The same of those that say of the first part that it is only thought of ("utredning"). */
GHashTable *search_topic_words_prepared(SearchForms *forms) G_GNUC_WARN_UNUSED_RESULT;

/* Is it a preposition, behind which stands of what something is asked for? */
bool search_topic_words_preposition(const char *word);

/* Does it tell of the evaluation that the report is of ("utvärderingens bedömning")? */
bool search_topic_words_of_report(const char *word);

/* Does it say that of two words behind it both are meant ("mellan")? */
bool search_topic_words_both(const SearchTopicWords *words, const char *word);

/* What a word counts for, 0..1; 1 where the file does not say. */
double search_topic_words_weight(const SearchTopicWords *words, const char *form);
/* The same of a word by itself, which counts little where it can be said of anything ("dag", which
 * in "budgetdag" says something). word: lower case, as it is typed; base, form: its own. */
double search_topic_words_weight_alone(const SearchTopicWords *words, const char *word,
                                       const char *base, const char *form);

/* The words of its kind, itself among them; NULL = of none. char *, borrowed. */
const GPtrArray *search_topic_words_kind(const SearchTopicWords *words, const char *form);

/* The words of its class if it is a general word ("regler": "policy", "riktlinje", …), any of which
 * may stand for it where the text says the rest of what is asked for; NULL = none. const char * in
 * base form, borrowed. */
const GPtrArray *search_topic_words_class(const SearchTopicWords *words, const char *form);

/* Does it mean something else when taken apart? */
bool search_topic_words_whole(const SearchTopicWords *words, const char *form);

/* Is the word of a topic a name ("KOLL", "SKA-modellen"): are there capitals in it that are not
 * merely how the whole topic is written? */
bool search_topic_words_name(const char *text, const CorpusWord *word);

/* Does a word in small letters, or one before a hyphen, mean something else than a name that is
 * written so in capitals ("ska", "koll")? */
bool search_topic_words_everyday(const char *word);

/* Is it of a kind that a topic asks for ("strategi för …")? */
bool search_topic_words_asked(const SearchTopicWords *words, const char *form);

#endif
