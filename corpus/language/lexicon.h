/* corpus/language/lexicon.h: what is a Swedish word, and which is its base form.
 *
 * Backed by libhunspell with Debian's hunspell-sv dictionary (inflections and compounding rules).
 * Loading takes some 70 ms, so it is done on first use, not in corpus_lexicon_new(). Not safe to
 * use from two threads at once. */
#ifndef CORPUS_LANGUAGE_LEXICON_H
#define CORPUS_LANGUAGE_LEXICON_H

#include <glib.h>
#include <stdbool.h>

typedef struct CorpusLexicon CorpusLexicon;

/* path_prefix: the dictionary without ".aff"/".dic"; NULL = $KOMPASS_DICTIONARY, else the path set
 * when the project was built. Fails with CORPUS_ERROR_DICTIONARY if the files are not there (the
 * message names the Debian package). Free with corpus_lexicon_free(). */
CorpusLexicon *corpus_lexicon_new(const char *path_prefix,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_lexicon_free(CorpusLexicon *lexicon); /* NULL is fine */

/* Is the word Swedish, as it stands or inflected or compounded? word: UTF-8, one word. */
bool corpus_lexicon_knows(CorpusLexicon *lexicon, const char *word);

/* Is the word an entry of the dictionary as it stands: a base form, compounds that the dictionary
 * lists itself included? The list is read on first use. */
bool corpus_lexicon_is_entry(CorpusLexicon *lexicon, const char *word);

/* The base form ("förslagslådan" -> "förslagslåda", "mötet" -> "möte"), or NULL where the
 * dictionary has none or the word is unknown. For a compound the whole word with its last part
 * brought to its base form, not the last part alone. The caller frees it. */
char *corpus_lexicon_base(CorpusLexicon *lexicon, const char *word);

#endif
