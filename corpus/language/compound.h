/* corpus/language/compound.h: the parts of a Swedish compound.
 *
 * Swedish joins words without limit ("chef" + s + "kontrakt"). A split counts only when known words
 * make up the whole word; few parts are better than many, and short or meaningless ones are none
 * (corpus/data/compound-parts.ini). */
#ifndef CORPUS_LANGUAGE_COMPOUND_H
#define CORPUS_LANGUAGE_COMPOUND_H

#include <glib.h>

#include "corpus/language/lexicon.h"

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

#endif
