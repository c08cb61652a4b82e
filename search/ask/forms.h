/* search/ask/forms.h: the forms of words and the parts of compounds, remembered.
 *
 * The same words come again and again, in texts and in tables of words. Not safe to use from two
 * threads at once. */
#ifndef SEARCH_ASK_FORMS_H
#define SEARCH_ASK_FORMS_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/words.h"
#include "indexer/vocabulary.h"

typedef struct SearchForms SearchForms;

/* Both are borrowed and must outlive the result. vocabulary: of the index, which knows the parts of
 * its words; NULL = none. */
SearchForms *search_forms_new(CorpusLexicon *lexicon, const IndexerVocabulary *vocabulary);
void search_forms_free(SearchForms *forms); /* NULL is fine */

/* How many words are remembered. */
guint search_forms_count(const SearchForms *forms);

/* corpus_form() of a lower-case word. Borrowed, until the forms are freed. */
const char *search_form(SearchForms *forms, const char *word);

/* The same of a word in whatever case, as data files have it. */
const char *search_form_of_base(SearchForms *forms, const char *word);

/* What all inflections of a lower-case word share: corpus_base(), or the word itself where it
 * is a noun made of a participle ("lärande", which is a form of "lära", too). The caller frees it.
 */
char *search_base(const SearchForms *forms, const char *word);

/* The forms of a lower-case word's parts in order; an empty array where it is no compound.
 * Borrowed. */
char **search_form_parts(SearchForms *forms, const char *word);

/* The form of a lower-case word, and those of its first part and its last; parts: how many there
 * are, 0 where it is no compound. */
typedef struct {
  const char *form, *first, *last;
  guint parts;
} SearchGlance;

/* For whoever asks for each word once and keeps nothing of it. Borrowed, until the next glance. */
SearchGlance search_form_glance(SearchForms *forms, const char *word);

/* The form alone, of a word in whatever case; until the next glance. */
const char *search_form_glance_of_base(SearchForms *forms, const char *word);

/* Is it a word that the reports use, with or without a joint ("s", a hyphen) in front? Where there
 * is no vocabulary, any Swedish word is. */
bool search_form_is_word(SearchForms *forms, const char *text);

/* The forms under which the reports misspell a Swedish word: of words that the dictionary does not
 * know and that are all but the word ("medborglöfte"), and of such as differ by the "s" that
 * joins the parts of a compound ("friskvårdbidrag"). word: lower case. The caller frees the array
 * (g_strfreev). */
char **search_form_slips(SearchForms *forms, const char *word) G_GNUC_WARN_UNUSED_RESULT;

/* ---- words that leave their last part to a later one: "service- och kvalitetsdeklarationer",
 * "kund-/brukarenkät" ---- */

/* Does the word of the text leave its last part to a later one? */
bool search_is_suspended(const CorpusWord *word, const char *text);

/* Writes such words of a text out ("servicedeklaration"), as far as the later word can be taken
 * apart. words: of text, as corpus_words() cut them; their places stay. */
void search_complete_suspended(SearchForms *forms, const char *text, GArray *words);

#endif
