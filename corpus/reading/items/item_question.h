/* corpus/reading/items/item_question.h: which question an item of a strengths/improvements table
 * belongs to.
 *
 * Internal to corpus/. */
#ifndef CORPUS_READING_ITEMS_ITEM_QUESTION_H
#define CORPUS_READING_ITEMS_ITEM_QUESTION_H

#include "corpus/instrument/instrument.h"
#include "corpus/language/lexicon.h"
#include "corpus/report/report.h"

/* Sets the question of every item that has none, where the words that it shares with one question
 * of its area (the question's text and headings, and the chapter's text under them) clearly
 * outweigh those that it shares with any other; rare words weigh more. Leaves it empty where that
 * is not clear. */
void corpus_item_questions_find(CorpusReport *report, const CorpusInstrument *instrument,
                                CorpusLexicon *lexicon);

#endif
