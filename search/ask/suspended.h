/* search/ask/suspended.h: words that leave their last part to a later one: "service- och
 * kvalitetsdeklarationer", "kund-/brukarenkät". */
#ifndef SEARCH_ASK_SUSPENDED_H
#define SEARCH_ASK_SUSPENDED_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/text/words.h"
#include "search/ask/forms.h"

/* Does the word of the text leave its last part to a later one? */
bool search_is_suspended(const CorpusWord *word, const char *text);

/* Writes such words of a text out ("servicedeklaration"), as far as the later word can be taken
 * apart. words: of text, as corpus_words() cut them; their places stay. */
void search_complete_suspended(SearchForms *forms, const char *text, GArray *words);

#endif
