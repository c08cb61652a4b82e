/* corpus/spelling.c: nearest known word by weighted edit distance over folded letters. */
#include "corpus/spelling.h"

#include <stdbool.h>
#include <string.h>

#define SHORTEST_CORRECTED 4 /* letters: shorter words are too near to each other */
#define SHORTEST_WITH_DOTS 5 /* letters: shorter ones are often two words ("for", "för") */
#define LETTERS_FOR_TWO 8    /* letters from which two errors are allowed */
#define LONGEST 48           /* letters; longer words are not compared */

/* Costs in tenths of an error. */
#define COST_ERROR 10
#define COST_DIACRITIC 2 /* "naringsliv": dots left out, the commonest error of all */
#define COST_DOUBLING 6  /* "cheff": a letter doubled or halved */
#define COST_FIRST 5     /* added where the first letter differs: it is seldom wrong */

typedef struct {
  char *word;
  gunichar *letters; /* lower case */
  gunichar *plain;   /* the same, folded */
  glong length;
  unsigned count;
} Known;

struct CorpusSpeller {
  GPtrArray *by_length[LONGEST + 1]; /* Known * */
};

static void
known_free(gpointer data) {
  Known *known = data;
  g_free(known->word);
  g_free(known->letters);
  g_free(known->plain);
  g_free(known);
}

static gunichar *
folded_letters(const gunichar *letters, glong length) {
  gunichar *plain = g_new(gunichar, length + 1);
  for (glong i = 0; i < length; i++) {
    gunichar base[8] = {letters[i]};
    g_unichar_fully_decompose(letters[i], FALSE, base, G_N_ELEMENTS(base));
    plain[i] = base[0];
  }
  plain[length] = 0;
  return plain;
}

static Known *
known_new(const char *word, unsigned count) {
  Known *known = g_new0(Known, 1);
  known->word = g_strdup(word);
  known->letters = g_utf8_to_ucs4_fast(word, -1, &known->length);
  known->plain = folded_letters(known->letters, known->length);
  known->count = count;
  return known;
}

CorpusSpeller *
corpus_speller_new(void) {
  CorpusSpeller *speller = g_new0(CorpusSpeller, 1);
  for (gsize i = 0; i <= LONGEST; i++)
    speller->by_length[i] = g_ptr_array_new_with_free_func(known_free);
  return speller;
}

void
corpus_speller_free(CorpusSpeller *speller) {
  if (speller == NULL)
    return;
  for (gsize i = 0; i <= LONGEST; i++)
    g_ptr_array_unref(speller->by_length[i]);
  g_free(speller);
}

void
corpus_speller_add(CorpusSpeller *speller, const char *word, unsigned count) {
  glong length = g_utf8_strlen(word, -1);
  if (length >= 1 && length <= LONGEST)
    g_ptr_array_add(speller->by_length[length], known_new(word, count));
}

/* Replacing letter i of a by letter j of b. */
static int
cost_of_change(const Known *a, glong i, const Known *b, glong j) {
  if (a->letters[i] == b->letters[j])
    return 0;
  return a->plain[i] == b->plain[j] ? COST_DIACRITIC : COST_ERROR;
}

/* Putting in (or leaving out) letter i: cheaper where it doubles its neighbour. */
static int
cost_of_gap(const Known *word, glong i) {
  return i > 0 && word->plain[i] == word->plain[i - 1] ? COST_DOUBLING : COST_ERROR;
}

static bool
swapped(const Known *a, glong i, const Known *b, glong j) {
  return i > 1 && j > 1 && a->plain[i - 1] == b->plain[j - 2] && a->plain[i - 2] == b->plain[j - 1];
}

/* Damerau-Levenshtein distance (optimal string alignment) in tenths of an error; more than limit
 * means "further than limit". */
static int
distance(const Known *a, const Known *b, int limit) {
  int rows[3][LONGEST + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  above[0] = 0;
  for (glong j = 1; j <= b->length; j++)
    above[j] = above[j - 1] + cost_of_gap(b, j - 1);
  for (glong i = 1; i <= a->length; i++) {
    int least = row[0] = above[0] + cost_of_gap(a, i - 1);
    for (glong j = 1; j <= b->length; j++) {
      int best = above[j - 1] + cost_of_change(a, i - 1, b, j - 1);
      best = MIN(best, above[j] + cost_of_gap(a, i - 1));
      best = MIN(best, row[j - 1] + cost_of_gap(b, j - 1));
      if (swapped(a, i, b, j))
        best = MIN(best, before[j - 2] + COST_ERROR);
      row[j] = best;
      least = MIN(least, best);
    }
    if (least > limit)
      return limit + 1;
    int *oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return above[b->length] + (a->plain[0] != b->plain[0] ? COST_FIRST : 0);
}

/* The nearest known word of that many letters or as many as errors allow more or fewer, no further
 * away than limit, of those with a count of at least least. */
static const Known *
nearest_known(const CorpusSpeller *speller, const Known *asked, glong errors, int limit,
              unsigned least) {
  const Known *nearest = NULL;
  glong last = MIN(LONGEST, asked->length + errors);
  for (glong length = MAX(1, asked->length - errors); length <= last; length++) {
    const GPtrArray *candidates = speller->by_length[length];
    for (guint i = 0; i < candidates->len; i++) {
      const Known *known = g_ptr_array_index(candidates, i);
      if (known->count < least)
        continue;
      int found = distance(asked, known, limit);
      if (found < limit || (found == limit && (nearest == NULL || known->count > nearest->count))) {
        nearest = known;
        limit = found;
      }
    }
  }
  return nearest;
}

/* The most frequent known word with the same letters but for dots and accents. */
static const Known *
same_but_for_dots(const CorpusSpeller *speller, const Known *asked) {
  const Known *same = NULL;
  const GPtrArray *candidates = speller->by_length[asked->length];
  gsize bytes = (gsize)asked->length * sizeof(gunichar);
  for (guint i = 0; i < candidates->len; i++) {
    const Known *known = g_ptr_array_index(candidates, i);
    if (memcmp(known->plain, asked->plain, bytes) == 0 &&
        (same == NULL || known->count > same->count))
      same = known;
  }
  return same;
}

const char *
corpus_speller_respell(const CorpusSpeller *speller, const char *word) {
  Known *asked = known_new(word, 0);
  const Known *same = NULL;
  if (asked->length >= SHORTEST_WITH_DOTS && asked->length <= LONGEST)
    same = same_but_for_dots(speller, asked);
  if (same == NULL && asked->length >= LETTERS_FOR_TWO)
    same = nearest_known(speller, asked, 1, COST_DOUBLING + COST_DIACRITIC, 0);
  known_free(asked);
  return same != NULL ? same->word : NULL;
}

const char *
corpus_speller_correct_to(const CorpusSpeller *speller, const char *word, unsigned least) {
  Known *asked = known_new(word, 0);
  const Known *nearest = NULL;
  int errors = asked->length >= LETTERS_FOR_TWO ? 2 : 1;
  if (asked->length >= SHORTEST_CORRECTED)
    nearest = nearest_known(speller, asked, errors, errors * COST_ERROR, least);
  known_free(asked);
  return nearest != NULL ? nearest->word : NULL;
}

const char *
corpus_speller_correct(const CorpusSpeller *speller, const char *word) {
  return corpus_speller_correct_to(speller, word, 0);
}
