/* corpus/language/synonyms.h: words that mean the same: in this field, and in ordinary Swedish. */
#ifndef CORPUS_LANGUAGE_SYNONYMS_H
#define CORPUS_LANGUAGE_SYNONYMS_H

#include <glib.h>
#include <stdbool.h>

/* ---- in this field (synonyms.c, corpus/data/synonyms.txt) */

/* How near an entry's meaning is to that of the words that find it. */
typedef enum {
  CORPUS_SAME,  /* "a, b": the same thing */
  CORPUS_AMONG, /* "a > b": b is an a, or says that there is an a */
  CORPUS_AKIN   /* "a ~ b": another thing, but worth reading for those who ask for a */
} CorpusKinship;

typedef struct {
  char *words; /* as written in the file; lives as long as the array that it is in */
  CorpusKinship kinship;
} CorpusSynonym;

/* What else finds a word or a run of words, as written in the file (base forms, several words with
 * single spaces). words: an entry as it is written there, or the forms of words, joined by single
 * spaces (corpus/language/form.h). In the file's order, without doubles (the nearest kinship
 * counts) and without the words themselves. An empty array where there are none. A GArray of
 * CorpusSynonym, which the caller unrefs. Thread-safe. */
GArray *corpus_synonyms_of(const char *words);

/* The same by corpus/data/everyday.txt: what reports say for the words of people who read none. */
GArray *corpus_synonyms_everyday(const char *words);

/* Every entry of the file, as written there, each once. Borrowed, for the life of the program. */
const GPtrArray *corpus_synonyms_entries(void);

/* Has a word of any entry the form, alone or with others? */
bool corpus_synonyms_have(const char *form);
/* corpus_form() of a word of an entry, or of who-topics.ini, worked out when kompass was built;
 * NULL for others. The caller frees it. */
char *corpus_synonyms_form(const char *word);
bool corpus_synonyms_everyday_have(const char *form); /* of the other file, on its left sides */

/* The largest number of words in an entry: no longer run needs to be looked up. */
guint corpus_synonyms_longest(void);

/* ---- in ordinary Swedish: the thesaurus of LibreOffice (Debian's mythes-sv), made
 * into sorted lines and compiled in when kompass is built. It knows nothing of the field, and puts
 * several senses of a word together: what it says is worth something where nothing nearer is known
 */

/* The words that stand for one in base form ("byggnad" -> "fastighet", "hus", …), in the order of
 * the thesaurus; an empty array where it has none. Those that are known to be of another part of
 * speech are left out: to act ("agera") is no document ("handling"). The caller frees the array
 * (g_strfreev). Thread-safe. */
char **corpus_thesaurus_words(const char *base);

#endif
