/* corpus/reading/items/item_wording.h: what the wording of an item says about the column it stands
 * in.
 *
 * Internal to corpus/. Cues with weights live in corpus/data/item-cues.ini. */
#ifndef CORPUS_READING_ITEMS_ITEM_WORDING_H
#define CORPUS_READING_ITEMS_ITEM_WORDING_H

#include <glib.h>

#include "corpus/language/lexicon.h"

/* Log-odds for each column over one about which the words say nothing. */
typedef struct {
  double strength, improvement, weakness;
} CorpusItemWording;

/* lexicon may be NULL: then verbs and comparatives that are not in the data file go unseen. */
CorpusItemWording corpus_item_wording(const char *item, CorpusLexicon *lexicon);

#endif
