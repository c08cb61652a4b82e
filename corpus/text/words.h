/* corpus/text/words.h: cuts text into words, the same way for index, query and highlighting; and
 * which words say nothing. */
#ifndef CORPUS_TEXT_WORDS_H
#define CORPUS_TEXT_WORDS_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  gsize start_bytes, length_bytes; /* in the text */
  char *word; /* lower case, NFC, typographic variants folded (’ to ', soft hyphens dropped); å ä ö
                 kept. "e-tjänster" and "whistleblower-funktion" are one word with its hyphen;
                 "kund-/brukarundersökningar" is two, "kund-" loses its hyphen; so are the
                 years of "2014-2020". "80,4" and "17.00" are one. "SKL:s" is "skl": the ending is
                 within the span, not in the word. */
} CorpusWord;

/* A GArray of CorpusWord with a clear function set; the caller unrefs it. length_bytes -1 = NUL-
 * terminated. */
GArray *corpus_words(const char *text, gssize length_bytes);

/* Calls visit for each of these words in their order, as long as it returns true; they are not
 * copied, and `word` is there only while it is visited. */
typedef bool (*CorpusWordVisitor)(const CorpusWord *word, gpointer context);
void corpus_words_each(const char *text, gssize length_bytes, CorpusWordVisitor visit,
                       gpointer context);
/* About how many words there are in running text of that length: what to make room for. */
guint corpus_words_about(gsize length_bytes);

/* As corpus_words(), where every other sign but white space is a word of its own (",", "(", "–").
 */
GArray *corpus_words_and_marks(const char *text);

/* Is the word written as names and abbreviations are, with a capital behind its first letter
 * ("KOLL", "InnoMera")? text: the one that it was cut from. */
bool corpus_word_has_capitals(const char *text, const CorpusWord *word);

/* Is the word one of a list (NULL-terminated)? Most are told apart by their first letter. */
bool corpus_words_have(const char *const *list, const char *word);
/* Does the word end with one of them? */
bool corpus_word_ends_with(const char *word, const char *const *endings);

/* Lower case and NFC, for a word or several. text: valid UTF-8. The caller frees it. */
char *corpus_word_lower(const char *text);

/* "medborgarförslag" -> "medborgarforslag": å, ä, ö and accents taken off, for the fallback of
 * spelling correction. The caller frees it. */
char *corpus_word_fold(const char *word);

/* The stem of a lower-case word by libstemmer's Swedish stemmer. Thread-safe. The caller frees. */
char *corpus_word_stem(const char *word);

/* ---- words that say nothing of what is asked for (corpus/data/stopwords.txt) ---- */

/* Function words ("och", "vilka"). word: lower case. Thread-safe, as is the next. */
bool corpus_is_stopword(const char *word);

/* Words that every report is full of ("kommun", "arbeta"): they say little. */
bool corpus_is_light_word(const char *word);

#endif
