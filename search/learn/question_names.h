/* search/learn/question_names.h: what the questions of one revision of the instrument are called in
 * others.
 *
 * Internal to search/learn/learn.c and its parts. */
#ifndef SEARCH_LEARN_QUESTION_NAMES_H
#define SEARCH_LEARN_QUESTION_NAMES_H

#include <glib.h>

typedef struct SearchNames SearchNames;

/* For the questions of a revision. */
SearchNames *search_names_new(unsigned revision);
void search_names_free(SearchNames *names); /* NULL is fine */

/* "" if the other revision has none like it; the question itself in its own revision. The text
 * lives as long as the program, or as the question given. */
const char *search_names_in(SearchNames *names, const char *question, unsigned revision);

#endif
