/* corpus/language/lexicon.h: what is a Swedish word, and which are its base forms.
 *
 * Backed by the compiled lexicon (corpus/language/compile_lexicon.c): every form of every word of
 * the hunspell dictionary, in a file that is mapped into memory, so that there is nothing to load,
 * and processes share it. A look-up takes a microsecond or two, that of a compound which the
 * dictionary does not list some tens. Thread-safe, as nothing is ever written. */
#ifndef CORPUS_LANGUAGE_LEXICON_H
#define CORPUS_LANGUAGE_LEXICON_H

#include <glib.h>
#include <stdbool.h>

typedef struct CorpusLexicon CorpusLexicon;

/* path: the compiled lexicon; NULL = $KOMPASS_LEXICON, else the file "lexicon" beside the program,
 * else the installed one, else that of the build. Fails with CORPUS_ERROR_DICTIONARY if it is not
 * there, can't be read or is no lexicon of this version. Free with corpus_lexicon_free(). */
CorpusLexicon *corpus_lexicon_new(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_lexicon_free(CorpusLexicon *lexicon); /* NULL is fine */

/* The lexicon in use (path NULL), opened when first asked for, for the life of the program. Where
 * it can't be opened NULL, in which no word is found, and the failure is that of the knowledge as a
 * whole (corpus/text/knowledge.h): no answer is given. */
const CorpusLexicon *corpus_lexicon_shared(void);

/* Parts of speech, as far as the dictionary's classes of inflection say; bits, for a base form may
 * be several ("plan"). */
typedef enum {
  CORPUS_SPEECH_NOUN = 1,
  CORPUS_SPEECH_VERB = 2,
  CORPUS_SPEECH_ADJECTIVE = 4,
  CORPUS_SPEECH_OTHER = 8
} CorpusSpeech;

/* One of the ways to read a form. */
typedef struct {
  char *base;
  guint speech; /* CorpusSpeech */
} CorpusReading;

/* All readings of a lower-case word, compounds that the dictionary does not list included. A
 * GArray of CorpusReading, without doubles, empty for an unknown word; the caller unrefs it. */
GArray *corpus_lexicon_readings(const CorpusLexicon *lexicon, const char *word);

/* The parts of speech (CorpusSpeech) in which a lower-case word may be read, in whatever form; 0
 * for an unknown word. */
guint corpus_lexicon_speech(const CorpusLexicon *lexicon, const char *word);
/* The same of a base form: as what is not inflected. */
guint corpus_lexicon_speech_of_base(const CorpusLexicon *lexicon, const char *base);

/* Is the word Swedish, as it stands or inflected or compounded? word: UTF-8, one word, in any case;
 * a word with hyphens is one if what they part is. */
bool corpus_lexicon_knows(const CorpusLexicon *lexicon, const char *word);

/* Is the word in the dictionary itself, in whatever inflection, not made up of its words? */
bool corpus_lexicon_lists(const CorpusLexicon *lexicon, const char *word);

/* Is the word an entry of the dictionary as it stands: a base form, compounds that the dictionary
 * lists itself included, and what stands in compounds only ("medborgar")? */
bool corpus_lexicon_is_entry(const CorpusLexicon *lexicon, const char *word);

/* Does the dictionary say that the form stands as it is at the beginning, or the end, of compounds
 * ("pappers", "arbets"; "papper")? */
bool corpus_lexicon_begins_compounds(const CorpusLexicon *lexicon, const char *form);
bool corpus_lexicon_ends_compounds(const CorpusLexicon *lexicon, const char *form);

/* No other lexicon of this process has the number, nor had or will have: for those who remember
 * what one has told. */
guint corpus_lexicon_number(const CorpusLexicon *lexicon);

/* Does any form, whatever it may be, begin with these bytes? Where none does, no longer one need be
 * asked for. */
bool corpus_lexicon_begins(const CorpusLexicon *lexicon, const char *word, gsize bytes);

/* The base form ("förslagslådan" -> "förslagslåda", "mötet" -> "möte"), or NULL where the word is
 * unknown. For a compound the whole word with its last part brought to its base form, not the last
 * part alone. Of several readings that with the shortest base: this is the noun nearly always,
 * where the others are verbs. The caller frees it. */
char *corpus_lexicon_base(const CorpusLexicon *lexicon, const char *word);

/* The base form of an unknown word by analogy with the longest known word that it ends like
 * ("facebooksidan" like "sidan"), where that is long enough to say something; NULL where there is
 * none. The caller frees it. */
char *corpus_lexicon_base_by_analogy(const CorpusLexicon *lexicon, const char *word);

#endif
