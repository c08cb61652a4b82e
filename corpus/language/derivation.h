/* corpus/language/derivation.h: verbs and the nouns that are made of them
 * (corpus/data/derivations.ini). */
#ifndef CORPUS_LANGUAGE_DERIVATION_H
#define CORPUS_LANGUAGE_DERIVATION_H

#include <stdbool.h>

#include <glib.h>

/* The forms (corpus/language/form.h) of the verb and the nouns that belong to a form by their
 * making: "utbild" and "utbildning" find each other. Made by rule: whether a word of that form
 * exists is for the caller to find out. Without the form itself. The caller frees the array
 * (g_strfreev). Thread-safe. */
char **corpus_derived_forms(const char *form);

/* Is it a noun that only looks as if it were made of a verb, or whose meaning has gone its own way
 * ("avdelning")? form: corpus/language/form.h. */
bool corpus_derivation_is_apart(const char *form);

#endif
