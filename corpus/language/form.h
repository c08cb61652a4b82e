/* corpus/language/form.h: the one form that all inflections of a word share: what the index stores.
 *
 * libstemmer's Swedish stemmer keeps many definite forms apart ("skolan", "mötet", "policyn" are
 * their own stems). So the lexicon brings a word to its base form first, and the stemmer to its
 * stem after that, which joins verbs with their nouns ("arbeta", "arbete"); words that merely look
 * alike stay apart, as the base form must begin like the word, and as endings that make another
 * word ("-are", "-het") are left standing. Hyphens fall away: "e-tjänst" and
 * "etjänst" are one. */
#ifndef CORPUS_LANGUAGE_FORM_H
#define CORPUS_LANGUAGE_FORM_H

#include "corpus/language/lexicon.h"

/* The form of a word: lower case, as corpus_words() cuts it. Never empty for a word that is not.
 * The caller frees it. */
char *corpus_form(const CorpusLexicon *lexicon, const char *word);

/* The base form of such a word, which all its inflections share: that of the lexicon, or of a table
 * of irregular ones, or by analogy with words that end alike; the word itself where it is no
 * inflection of any. The caller frees it. */
char *corpus_base(const CorpusLexicon *lexicon, const char *word);

/* The base form of a lower-case word that is an irregular form of a noun, or a compound that ends
 * with one ("tjänstemännen" -> "tjänsteman"); NULL where it is none, or where its base form would
 * be a word that says nothing ("män" -> "man"). The caller frees it. */
char *corpus_irregular_base(const char *word);

/* The form of a word that is known to be a base form. The caller frees it. */
char *corpus_form_of_base(const char *base);

#endif
