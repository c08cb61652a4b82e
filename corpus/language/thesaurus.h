/* corpus/language/thesaurus.h: other words for a word of ordinary Swedish.
 *
 * From the thesaurus of LibreOffice (Debian's mythes-sv), which is made into sorted lines and
 * compiled in when kompass is built. It knows nothing of the field, and puts several senses of a
 * word together: what it says is worth something where nothing nearer is known
 * (corpus/language/synonyms.h). */
#ifndef CORPUS_LANGUAGE_THESAURUS_H
#define CORPUS_LANGUAGE_THESAURUS_H

#include <glib.h>

/* The words that stand for one in base form ("byggnad" -> "fastighet", "hus", …), in the order of
 * the thesaurus; an empty array where it has none. Each may be another word's base form or not. The
 * caller frees the array (g_strfreev). Thread-safe. */
char **corpus_thesaurus_words(const char *base);

#endif
