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

#include <glib.h>
#include <stdbool.h>

#include "corpus/language/lexicon.h"

/* The form of a word: lower case, as corpus_words() cuts it. Never empty for a word that is not.
 * The caller frees it. */
char *corpus_form(const CorpusLexicon *lexicon, const char *word);

/* The base form of such a word, which all its inflections share: that of the lexicon, or of a table
 * of irregular ones, or by analogy with words that end alike; the word itself where it is no
 * inflection of any. The caller frees it. */
char *corpus_base(const CorpusLexicon *lexicon, const char *word);

/* The base form of a lower-case word that is an irregular form of a noun, or a compound that ends
 * with one ("tjänstemännen" -> "tjänsteman"), or of a verb, with a beginning of verbs before it or
 * not ("kartlagts" -> "kartlägga"); NULL where it is none, or where its base form would
 * be a word that says nothing ("män" -> "man"). The caller frees it. */
char *corpus_irregular_base(const char *word);

/* The form of a word that is known to be a base form. The caller frees it. */
char *corpus_form_of_base(const char *base);

/* Of forms that are joined by single spaces those of function words are left out, unless there are
 * no others: "dialog med invånare" is "dialog invånare". The caller frees it. */
char *corpus_content_of_forms(const char *forms);

/* ---- the parts of a compound (compound.c). Swedish joins words without limit ("chef" + s +
 * "kontrakt"). A split counts only when known words make up the whole word; few parts are better
 * than many, and short or meaningless ones are none (corpus/data/compound-parts.ini) */

/* The parts of a lower-case word in their base forms, in order, without joints ("kyrkogårdarna" ->
 * "kyrka", "gård"); a hyphen parts words, too ("whistleblower-funktion"). NULL where the word is no
 * compound, or is a better whole (a municipality's name, "medborgare").
 * A newly allocated NULL-terminated array; g_strfreev() it. */
char **corpus_compound_parts(const CorpusLexicon *lexicon, const char *word);

/* Every shorter word inside a compound, in base form: its parts, then those of two parts, and so on
 * up to all but one, each length from left to right ("ledarutvecklingsprogram" -> "ledare",
 * "utveckling", "program", "ledarutveckling", "utvecklingsprogram"). A compound of n parts has
 * n(n+1)/2 - 1 of them. NULL and ownership as above. */
char **corpus_compound_inner_words(const CorpusLexicon *lexicon, const char *word);

/* ---- verbs and the nouns that are made of them (derivation.c, corpus/data/derivations.ini) */

/* The forms (corpus/language/form.h) of the verb and the nouns that belong to a form by their
 * making: "utbild" and "utbildning" find each other. Made by rule: whether a word of that form
 * exists is for the caller to find out. Without the form itself. The caller frees the array
 * (g_strfreev). Thread-safe. */
char **corpus_derived_forms(const char *form);

#endif
