/* corpus/text/likeness.h: how alike two short texts (headings, questions) are, and how many
 * edits two words are apart. */
#ifndef CORPUS_TEXT_LIKENESS_H
#define CORPUS_TEXT_LIKENESS_H

#include <glib.h>
#include <stdbool.h>

/* A text taken apart once, to be compared many times. */
typedef struct CorpusPhrase CorpusPhrase;

/* text: UTF-8; its first 240 letters and 48 words are looked at, and it is not kept. */
CorpusPhrase *corpus_phrase_new(const char *text);
void corpus_phrase_free(CorpusPhrase *phrase); /* NULL is fine */

/* 0..1: the share of words that the two have in common (Dice), where words count as the same in
 * spite of case, an inflected ending or a typing error, and short words (nearly all of them
 * function words) weigh little; or, if that is more, the likeness of the letters alone, so that
 * hyphens and missing spaces do not matter. 1 = the same words. */
double corpus_phrase_likeness(const CorpusPhrase *a, const CorpusPhrase *b);

/* The same where it is `least` or more, else something less: that is told sooner. */
double corpus_phrase_likeness_from(const CorpusPhrase *a, const CorpusPhrase *b, double least);

/* The same for two texts compared once. */
double corpus_likeness(const char *a, const char *b);

/* The letters and digits of the phrase. */
glong corpus_phrase_length_chars(const CorpusPhrase *phrase);

/* ---- edits ---- */

#define CORPUS_LETTERS_MAX 240

/* A word or a phrase, letter by letter. */
typedef struct {
  const gunichar *letters;
  const gunichar *plain; /* the same without accents; or letters, to tell no such */
  glong length;          /* at most CORPUS_LETTERS_MAX */
} CorpusLetters;

/* What edits cost. */
typedef struct {
  int error;    /* a letter too many, too few, or another one */
  int accent;   /* another letter that is the same in plain */
  int doubling; /* a letter too many or too few beside the same one */
  int swap;     /* two neighbours in each other's place */
} CorpusEditCosts;

/* The cheapest edits that make one of the other (optimal string alignment); limit + 1 where they
 * cost more than limit. */
int corpus_edit_distance(const CorpusLetters *a, const CorpusLetters *b,
                         const CorpusEditCosts *costs, int limit);

/* Letters that are to be put in, left out or changed to make one word the other, at most
 * limit + 1. */
int corpus_word_distance(const char *one, const char *other, int limit);

/* Edits that make one name the other, at most limit + 1, swapped neighbours being one. Half a name
 * ("Upplands", "hist") counts as one. */
int corpus_name_distance(const char *typed, const char *name, int limit);

#endif
