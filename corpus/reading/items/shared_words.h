/* corpus/reading/items/shared_words.h: what the chapter says of the subject of an item.
 *
 * Internal to corpus/. Compares the words of an item with sentences, by stem and by the first part
 * of compounds, rare words weighing more. */
#ifndef CORPUS_READING_ITEMS_SHARED_WORDS_H
#define CORPUS_READING_ITEMS_SHARED_WORDS_H

#include <glib.h>

/* Texts with which items are compared. */
typedef struct CorpusEcho CorpusEcho;

/* texts: NULL-terminated, NULL = none; read during the call only. */
CorpusEcho *corpus_echo_new(const char *const *texts);
void corpus_echo_free(CorpusEcho *echo); /* NULL is fine */

guint corpus_echo_count(const CorpusEcho *echo);

/* For each text how much of the item's weight of words it has, 0..1. corpus_echo_count() numbers,
 * the caller's (g_free). */
double *corpus_echo_likeness(const CorpusEcho *echo, const char *item);

#endif
