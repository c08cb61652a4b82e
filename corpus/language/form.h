/* corpus/language/form.h: the one form that all inflections of a word share: what the index stores.
 *
 * libstemmer's Swedish stemmer keeps many definite forms apart ("skolan", "mötet", "policyn" are
 * their own stems). So the dictionary brings a word to its base form first, and the stemmer to its
 * stem after that; words that merely look alike stay apart, as the base form must begin like the
 * word. Hyphens fall away: "e-tjänst" and "etjänst" are one. */
#ifndef CORPUS_LANGUAGE_FORM_H
#define CORPUS_LANGUAGE_FORM_H

#include "corpus/language/lexicon.h"

/* word: lower case, as corpus_words() cuts it. Never empty for a word that is not. The caller
 * frees it. */
char *corpus_form(CorpusLexicon *lexicon, const char *word);

/* The same for a word that is known to be a base form, without asking the dictionary. */
char *corpus_form_of_base(const char *base);

#endif
