/* search/ask/index_words.h: what an index knows of words: which it has, which compounds, which
 * spellings. */
#ifndef SEARCH_ASK_INDEX_WORDS_H
#define SEARCH_ASK_INDEX_WORDS_H

#include "indexer/terms.h"
#include "indexer/vocabulary.h"
#include "search/ask/forms.h"
#include "shim/shim.h"

typedef struct SearchWords SearchWords;

/* All are borrowed and must outlive it. What is needed for compounds and for spelling is made ready
 * when it is first asked for. Belongs to one thread at a time. */
SearchWords *search_words_new(const ShimDatabase *database, IndexerTerms *terms,
                              const IndexerVocabulary *vocabulary, SearchForms *forms);
void search_words_free(SearchWords *words); /* NULL is fine */

/* Is more remembered of words than a long life should keep? Queries are anybody's, and of new words
 * there is no end; while an answer is made, nothing of it may go, as it is borrowed. */
bool search_words_are_many(const SearchWords *words);

/* As given: how words become terms. */
IndexerTerms *search_words_terms(const SearchWords *words);

/* What others have worked out of this index and will need again: a list by a key of their own,
 * which nobody may change any more. NULL where there is none; borrowed. */
GPtrArray *search_words_recall(const SearchWords *words, const char *key);
/* Takes a reference to the list, until this number is kept: then all are forgotten. */
#define SEARCH_WORDS_KEPT 50000
void search_words_remember(SearchWords *words, const char *key, GPtrArray *list);

/* How many passages hold the term, and how many there are. Errors of the shim come through as they
 * are. */
bool search_words_frequency(const SearchWords *words, const char *term, unsigned *passages,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool search_words_passages(const SearchWords *words, unsigned *passages,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Does any passage hold the term? Errors as above. */
bool search_words_indexed(const SearchWords *words, const char *term, bool *indexed,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The shortest word in use that comes down to the form; NULL where none begins like it. Borrowed.
 */
const char *search_words_word_of(const SearchWords *words, const char *form);

/* What a word comes down to (indexer/terms.h). One that neither the reports nor the thesaurus have
 * in any inflection, but that is surely another of the reports' misspelt, is read as that:
 * *respelt, borrowed, is then the other word, and NULL where the word was read as it stands. */
bool search_words_read(SearchWords *words, const char *word, IndexerWord *reading,
                       const char **respelt, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The forms of the content words of an entry of the thesaurus, borrowed; NULL where the reports do
 * not have all of them. entry: as CorpusSynonym has it. Remembered. Errors of the shim come
 * through.
 */
bool search_words_of_entry(SearchWords *words, const char *entry, char *const **forms,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The forms of the words in use that begin so as they are written ("medborgare", "medborgarens"),
 * hyphens left out; most of them at the most, the most frequent first. odd: only those whose form
 * does not begin so itself. The caller frees the array (g_strfreev). */
char **search_words_beginning(const SearchWords *words, const char *beginning, bool odd,
                              guint most);

/* Is the word one that the index has, whole or as two words inside others, or that the thesaurus
 * knows? */
bool search_words_used(SearchWords *words, const IndexerWord *reading, bool *used,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The form itself, its synonyms of one word, and what is derived from it: const char *, borrowed.
 */
const GPtrArray *search_words_kindred(SearchWords *words, const char *form);

/* The compounds in use that two forms make up, in either order; const char * (forms), borrowed;
 * NULL where there are none. */
const GPtrArray *search_words_compounds(SearchWords *words, const char *a, const char *b);

/* What was probably meant by a word that is not in the lexicon (corpus/language/spelling.h): a word
 * in use, or else one that the thesaurus knows others for, or a compound with one of its parts put
 * right, though nobody has used it; borrowed, until the next call; NULL where none is near. A
 * compound of words in the lexicon is corrected only to one that is very near. */
const char *search_words_correct(SearchWords *words, const char *word);

/* The frequent word that a rare one of the reports, which is not Swedish, is a slip of, or what
 * search_words_correct() says of one that they have no inflection of; borrowed as there; NULL where
 * it is none. */
const char *search_words_slip_of(SearchWords *words, const char *word);

/* The word that two side by side make up where somebody has put a space into it ("medborgar löfte",
 * with a slip "medarbetar enkett"): one that the reports or the thesaurus have, or whose first part
 * stands in compounds only ("löne policy"). NULL = they are two. The caller frees it. */
char *search_words_joined(SearchWords *words, const char *first, const char *next);

/* How the reports misspell a Swedish word that they do not have otherwise ("medborglöfte"): a form
 * that the index has, which the caller frees; NULL where they have nothing like it. */
char *search_words_misspelt(SearchWords *words, const char *word);

#endif
