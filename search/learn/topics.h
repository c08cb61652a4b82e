/* search/learn/topics.h: what texts of the own report ask for, and which passages say some of it.
 *
 * Internal to search/learn/learn.c and its parts. The same text is asked for several times
 * (sources, role models, the question it is of), and answered from memory then. */
#ifndef SEARCH_LEARN_TOPICS_H
#define SEARCH_LEARN_TOPICS_H

#include "search/learn/passages.h"
#include "search/learn/subject.h"

typedef struct SearchTopics SearchTopics;

typedef struct {
  SearchSubject *subject; /* NULL = the text says nothing of any */
  GArray *about;          /* search_learn_passages_about() it */
} SearchTopicOfText;

/* For a report, which is borrowed as are the others. NULL with CORPUS_ERROR_DATA. */
SearchTopics *search_topics_new(SearchEngine *engine, SearchLearnPassages *passages,
                                const CorpusReport *own, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_topics_free(SearchTopics *topics); /* NULL is fine */

/* Borrowed; NULL with an error of the index. */
const SearchTopicOfText *search_topics_of(SearchTopics *topics, const char *text, unsigned area,
                                          GError **error);
/* The same of the text of a question, and of an area's name. */
const SearchTopicOfText *search_topics_of_question(SearchTopics *topics, const char *question,
                                                   GError **error);
const SearchTopicOfText *search_topics_of_area(SearchTopics *topics, unsigned area, GError **error);

/* The question that an improvement of no question is about: that asks for most of what it asks for,
 * or under which the own report says most of it; "" where neither is enough. Borrowed. false with
 * an error of the index. */
bool search_topics_place(SearchTopics *topics, const CorpusPassage *improvement,
                         const char **question, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
