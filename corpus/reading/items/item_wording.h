/* corpus/reading/items/item_wording.h: what words say about the column that an item stands in.
 * Internal to corpus/reading/items/. */
#ifndef CORPUS_READING_ITEMS_ITEM_WORDING_H
#define CORPUS_READING_ITEMS_ITEM_WORDING_H

#include <glib.h>

#include "corpus/language/lexicon.h"

/* ---- the wording of the item itself; cues with weights live in corpus/data/item-cues.ini */

/* Log-odds for each column over one about which the words say nothing. */
typedef struct {
  double strength, improvement, weakness;
} CorpusItemWording;

/* lexicon may be NULL: then verbs and comparatives that are not in the data file go unseen. */
CorpusItemWording corpus_item_wording(const char *item, CorpusLexicon *lexicon);

/* ---- what the chapter says of its subject: the words of an item beside sentences, by stem and by
 * the first part of compounds, rare words weighing more (shared_words.c) */

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
