/* search/forms.h: the forms of words, remembered.
 *
 * The same words come again and again; asking the dictionary once for each is enough. Not safe to
 * use from two threads at once. */
#ifndef SEARCH_FORMS_H
#define SEARCH_FORMS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/lexicon.h"

typedef struct SearchForms SearchForms;

/* lexicon is borrowed and must outlive the result. */
SearchForms *search_forms_new(CorpusLexicon *lexicon);
void search_forms_free(SearchForms *forms); /* NULL is fine */

CorpusLexicon *search_forms_lexicon(const SearchForms *forms);

/* corpus_form() of a lower-case word. Borrowed, until the forms are freed. */
const char *search_form(SearchForms *forms, const char *word);

/* Is a word joined from the key (a form) and something else: does it begin (at_end false) or end
 * with it, and is the rest a word, too? "leaninspirerat" begins with "lean", "handlingsplan" ends
 * with "plan", but "förväntansdokument" does not end with "ment" (the form of "mentor"). */
bool search_form_joins(SearchForms *forms, const char *word, const char *key, bool at_end);

#endif
