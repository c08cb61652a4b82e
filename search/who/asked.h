/* search/who/asked.h: a topic as somebody typed it, and as the reports can be asked for it. */
#ifndef SEARCH_WHO_ASKED_H
#define SEARCH_WHO_ASKED_H

#include "search/ask/engine.h"
#include "search/who/topic_words.h"

/* A word of the topic. */
typedef struct {
  char *word;    /* as it was typed, lower case */
  GPtrArray *as; /* char *: the words of the reports that were sought for it, itself first if they
                    have it */
  bool aside;    /* it says nothing of what is asked for ("vilka", "kommuner") */
  bool found;    /* some report has it, a relative of it, or its parts; false where set aside */
  bool in_parts; /* of these, only its parts */
} SearchSought;

typedef struct {
  char *text;      /* the topic to read: misspelt words put right, those that say nothing left out,
                      inflections that no report has as one that some report has */
  char *corrected; /* the topic with misspelt words put right, as it could be typed; NULL = none was
                    */
  GPtrArray *sought;                    /* SearchSought *, a word of the topic each, in order */
  GPtrArray *municipalities, *counties; /* const char *: names that only say where, and so are set
                                           aside; static */
} SearchTopicAsked;

/* Errors of the shim come through. The caller frees it. */
SearchTopicAsked *search_topic_asked_new(const SearchEngine *engine, const SearchTopicWords *known,
                                         const char *text,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_topic_asked_free(SearchTopicAsked *asked); /* NULL is fine */

#endif
