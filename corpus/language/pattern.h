/* corpus/language/pattern.h: the one language in which the knowledge files write phrases, and its
 * matcher.
 *
 * What a pattern says is told in corpus/data/README.md. It is matched against words: those of
 * corpus_words(), or of corpus_words_and_marks() where marks are words too. */
#ifndef CORPUS_LANGUAGE_PATTERN_H
#define CORPUS_LANGUAGE_PATTERN_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/text/words.h"

#define CORPUS_PATTERN_ELEMENTS 24 /* at most, in one pattern */
#define CORPUS_PATTERN_READS 2     /* words in <…>, at most */

/* What may stand in one place. */
typedef enum {
  CORPUS_CHOICE_WORD,
  CORPUS_CHOICE_BEGINNING,
  CORPUS_CHOICE_ENDING,
  CORPUS_CHOICE_PART,
  CORPUS_CHOICE_DIGITS,  /* any number of them, or as many as the pattern has zeros */
  CORPUS_CHOICE_CAPITAL, /* a word that begins with a capital */
  CORPUS_CHOICE_LETTERS, /* a word of letters */
  CORPUS_CHOICE_END      /* no word, but the end */
} CorpusChoiceKind;

typedef struct {
  CorpusChoiceKind kind;
  char *text; /* without stars */
  gsize bytes;
} CorpusChoice;

typedef struct {
  CorpusChoice *choices; /* NULL = any word */
  guint count;           /* of the choices */
  guint most;            /* 0: one word stands here; else so many may stand here, or none */
  bool start;            /* no word: the first one follows */
} CorpusElement;

typedef struct {
  CorpusElement elements[CORPUS_PATTERN_ELEMENTS];
  guint count, words;                            /* all elements; those that stand for one word */
  guint reads[CORPUS_PATTERN_READS], read_count; /* indexes of elements */
} CorpusPattern;

/* words[first..end) of a text. */
typedef struct {
  const GArray *words; /* CorpusWord */
  guint first, end;
  const bool *breaks; /* a phrase does not reach over the place before such a word; NULL = none */
  const bool *taken;  /* words that no place of a phrase takes, though it may skip them; NULL = none
                       */
  const char *text;   /* the words' own, where capitals count; NULL = none do */
} CorpusWordsRange;

typedef struct {
  guint first, last;                     /* the first and the last word that the pattern takes */
  guint read[CORPUS_PATTERN_READS];      /* the words that stand where it has <…> */
  guint places[CORPUS_PATTERN_ELEMENTS]; /* the word of each element, G_MAXUINT = none */
} CorpusMatch;

/* NULL where the text is no pattern. lists: char * ("GOTT") -> char * ("god|gott"); NULL = none.
 * Lives as long as the program. */
CorpusPattern *corpus_pattern_new(const char *text, GHashTable *lists);

/* Does the pattern begin at the word? match is undefined where it does not. */
bool corpus_pattern_fits(const CorpusPattern *pattern, const CorpusWordsRange *range, guint at,
                         CorpusMatch *match);

#endif
