/* search/ask/thesaurus.h: the thesaurus of corpus/language/synonyms.h, by the forms that words have
 * in an index: "samverkan" is "samverk" where the reports have "samverkar" too. */
#ifndef SEARCH_ASK_THESAURUS_H
#define SEARCH_ASK_THESAURUS_H

#include "corpus/language/synonyms.h"
#include "indexer/vocabulary.h"
#include "search/ask/forms.h"

typedef struct SearchThesaurus SearchThesaurus;

/* Both are borrowed and must outlive it; forms: made with the vocabulary. Entries are looked at
 * when words like theirs are asked for. Belongs to one thread at a time. */
SearchThesaurus *search_thesaurus_new(const IndexerVocabulary *vocabulary, SearchForms *forms);
void search_thesaurus_free(SearchThesaurus *thesaurus); /* NULL is fine */

/* What else finds words (their forms joined by spaces): what corpus_synonyms_of() gives for them,
 * and for each entry whose words have these forms in the index. Remembered. The caller unrefs the
 * array. */
GArray *search_thesaurus_synonyms(SearchThesaurus *thesaurus, const char *forms);

/* The form, borrowed for the thesaurus' life, where a word of any entry has it, alone or with
 * others; NULL where none has. */
const char *search_thesaurus_form(SearchThesaurus *thesaurus, const char *form);

/* The entry of one word that is nearest to a lower-case word (corpus/language/spelling.h);
 * borrowed; NULL where none is near. */
const char *search_thesaurus_correct(SearchThesaurus *thesaurus, const char *word);

#endif
