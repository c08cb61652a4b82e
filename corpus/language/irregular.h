/* corpus/language/irregular.h: nouns with forms of their own (corpus/data/irregular-forms.ini). */
#ifndef CORPUS_LANGUAGE_IRREGULAR_H
#define CORPUS_LANGUAGE_IRREGULAR_H

#include <stdbool.h>

#include <glib.h>

/* The base form of a lower-case word that is an irregular form of a noun, or a compound that ends
 * with one ("tjänstemännen" -> "tjänsteman"); NULL where it is none, or where its base form would
 * be a word that says nothing ("män" -> "man"). The caller frees it. Thread-safe. */
char *corpus_irregular_base(const char *word);

/* Does the base form keep its ending, as what is left without it is another word ("billig")? */
bool corpus_irregular_is_apart(const char *base);

#endif
