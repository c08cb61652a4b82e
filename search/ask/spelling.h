/* search/ask/spelling.h: which word was meant by one that is misspelt, of those that an index has.
 *
 * How near words are to each other is told by corpus/language/spelling.h. Here is decided among
 * which words another is sought, and when a word is taken for a slip at all. */
#ifndef SEARCH_ASK_SPELLING_H
#define SEARCH_ASK_SPELLING_H

#include "indexer/vocabulary.h"
#include "search/ask/forms.h"

typedef struct SearchSpelling SearchSpelling;

/* Both are borrowed and must outlive it. The lists of words are made ready when they are first
 * asked for. Belongs to one thread at a time. */
SearchSpelling *search_spelling_new(const IndexerVocabulary *vocabulary, SearchForms *forms);
void search_spelling_free(SearchSpelling *spelling);

/* The word of the reports that another surely is misspelt; borrowed; NULL where there is none. */
const char *search_spelling_respell(SearchSpelling *spelling, const char *word);

/* As search_words_correct(), search_words_misspelt() (search/ask/index_words.h). */
const char *search_spelling_correct(SearchSpelling *spelling, const char *word);
char *search_spelling_misspelt(SearchSpelling *spelling, const char *word);

/* The word that the reports have so much oftener that `word`, which they have as in_use, with this
 * entry, may be a slip of it; borrowed; NULL where there is none. */
const char *search_spelling_meant(SearchSpelling *spelling, const char *word, const char *in_use,
                                  const IndexerVocabularyEntry *entry);

#endif
