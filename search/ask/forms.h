/* search/ask/forms.h: the forms of words and the parts of compounds, remembered.
 *
 * The same words come again and again. An index knows the forms of the words its reports use
 * (indexer/vocabulary.h); a word that it doesn't know is made up of such ("klimatfärdplan"), or is
 * in no report. The dictionary, which takes 70 ms to load, is asked only where there is no index.
 * Not safe to use from two threads at once. */
#ifndef SEARCH_ASK_FORMS_H
#define SEARCH_ASK_FORMS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/language/lexicon.h"
#include "indexer/vocabulary.h"

typedef struct SearchForms SearchForms;

/* Both are borrowed and must outlive the result. vocabulary: NULL = ask the dictionary instead. */
SearchForms *search_forms_new(CorpusLexicon *lexicon, const IndexerVocabulary *vocabulary);
void search_forms_free(SearchForms *forms); /* NULL is fine */

/* corpus_form() of a lower-case word. Borrowed, until the forms are freed. */
const char *search_form(SearchForms *forms, const char *word);

/* The same of a word that is in its base form, as those of data files are, in whatever case. */
const char *search_form_of_base(SearchForms *forms, const char *word);

/* The forms of a lower-case word's parts in order; an empty array where it is no compound.
 * Borrowed. */
char **search_form_parts(SearchForms *forms, const char *word);

/* Is it a word that the reports use, with or without a joint ("s", a hyphen) in front? The
 * dictionary is asked only where there is no vocabulary. */
bool search_form_is_word(SearchForms *forms, const char *text);

#endif
