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

/* Patterns are kept in tables without pointers, so that they can be worked out when kompass is
 * built (cue.h). */
typedef struct {
  guint32 text;  /* without stars: its place among the texts, where a NUL ends it */
  guint16 bytes; /* of it */
  guint8 kind;   /* CorpusChoiceKind */
  guint8 first;  /* byte of it: most words differ there */
} CorpusChoice;

typedef struct {
  guint32 choices; /* the first one's place among them */
  guint16 count;   /* of the choices; 0 = any word */
  guint8 most;     /* 0: one word stands here; else up to this number, or none */
  guint8 start;    /* 1 = no word: the first one follows */
} CorpusElement;

typedef struct {
  guint32 elements;                               /* the first one's place among them */
  guint8 count, words;                            /* all elements; those that stand for one word */
  guint8 read_count, reads[CORPUS_PATTERN_READS]; /* which of its elements are read */
} CorpusPattern;

typedef struct {
  const CorpusElement *elements;
  const CorpusChoice *choices;
  const char *texts;
} CorpusPatterns;

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

/* Tables that are being made. */
typedef struct {
  GArray *elements, *choices; /* CorpusElement, CorpusChoice */
  GString *texts;
  GHashTable *known; /* char * -> where the choices or the text written so are, from 1 */
} CorpusPatternMaker;

void corpus_pattern_maker_init(CorpusPatternMaker *maker);
void corpus_pattern_maker_clear(CorpusPatternMaker *maker);

/* Adds a pattern; false where the text is none. lists: char * ("GOTT") -> char * ("god|gott"); NULL
 * = none. */
bool corpus_pattern_add(CorpusPatternMaker *maker, const char *text, GHashTable *lists,
                        CorpusPattern *pattern) G_GNUC_WARN_UNUSED_RESULT;

/* What was added so far; until more is. */
CorpusPatterns corpus_patterns_of(const CorpusPatternMaker *maker);

/* Does the pattern begin at the word? match is undefined where it does not. */
bool corpus_pattern_fits(const CorpusPatterns *patterns, const CorpusPattern *pattern,
                         const CorpusWordsRange *range, guint at, CorpusMatch *match);

/* The same where it is known that its first element takes the word, which is not taken. */
bool corpus_pattern_goes_on(const CorpusPatterns *patterns, const CorpusPattern *pattern,
                            const CorpusWordsRange *range, guint at, CorpusMatch *match);

#endif
