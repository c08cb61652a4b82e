/* corpus/text/likeness.c: compares short texts word by word, tolerant of inflection and typing
 * errors.
 */
#include "corpus/text/likeness.h"

#include <string.h>

/* Headings and questions are shorter; what is longer is running text and compared by its start. */
#define MAX_LETTERS CORPUS_LETTERS_MAX /* fits a byte */
#define MAX_WORDS 48

#define SHORT_WORD_CHARS 3 /* mostly function words */
#define SHORT_WORD_WEIGHT 0.25
#define NEAR_WORD 0.9
/* Inflection adds up to so many letters ("ledare", "ledarna"), and leaves the beginning, which is
 * at least so many tenths of the longer word. */
#define MOST_ENDING 4
#define LEAST_STEM 4
#define STEM_TENTHS 7
/* From that length on, one typing error leaves the word what it was, and two. */
#define LETTERS_FOR_ONE 5
#define LETTERS_FOR_TWO 9
/* Below this, agreement of letters alone says nothing. */
#define LETTERS_FLOOR 0.88
#define ALL_WORDS 0.999 /* 1 but for what sums of weights lose */

typedef struct {
  guint8 start, length; /* in letters */
} Word;

/* One piece of memory: an instrument has hundreds of them, which every answer loads. */
struct CorpusPhrase {
  const gunichar *letters; /* lower case, letters and digits only */
  glong length;
  const Word *words;
  guint word_count;
  double weight;       /* of all words */
  guint64 has, begins; /* a bit for each letter of it, and for each that a word begins with */
};

/* A phrase of any length. */
typedef struct {
  gunichar letters[MAX_LETTERS];
  glong length;
  Word words[MAX_WORDS];
  guint word_count;
} Draft;

static void
take_apart(const char *text, Draft *draft) {
  bool inside = false;
  draft->length = 0;
  draft->word_count = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isalnum(c)) {
      inside = false;
      continue;
    }
    if (draft->length == MAX_LETTERS)
      break;
    if (!inside) {
      if (draft->word_count == MAX_WORDS)
        break;
      draft->words[draft->word_count++] = (Word){(guint8)draft->length, 0};
      inside = true;
    }
    draft->words[draft->word_count - 1].length++;
    draft->letters[draft->length++] = g_unichar_tolower(c);
  }
}

/* Several letters share one. */
static guint64
bit_of(gunichar letter) {
  return (guint64)1 << (letter % 64);
}

static double
word_weight(const Word *word) {
  return word->length <= SHORT_WORD_CHARS ? SHORT_WORD_WEIGHT : 1;
}

CorpusPhrase *
corpus_phrase_new(const char *text) {
  Draft draft;
  take_apart(text, &draft);
  gsize letters_bytes = (gsize)draft.length * sizeof *draft.letters;
  gsize words_bytes = draft.word_count * sizeof *draft.words;
  CorpusPhrase *phrase = g_malloc(sizeof *phrase + letters_bytes + words_bytes);
  gunichar *letters = (gunichar *)(void *)(phrase + 1);
  Word *words = (Word *)(void *)(letters + draft.length);
  memcpy(letters, draft.letters, letters_bytes);
  memcpy(words, draft.words, words_bytes);
  *phrase = (CorpusPhrase){letters, draft.length, words, draft.word_count, 0, 0, 0};
  for (glong i = 0; i < draft.length; i++)
    phrase->has |= bit_of(letters[i]);
  for (guint i = 0; i < draft.word_count; i++) {
    phrase->begins |= bit_of(letters[words[i].start]);
    phrase->weight += word_weight(&words[i]);
  }
  return phrase;
}

void
corpus_phrase_free(CorpusPhrase *phrase) {
  g_free(phrase);
}

/* Putting in (or leaving out) letter i. */
static int
cost_of_gap(const CorpusLetters *word, glong i, const CorpusEditCosts *costs) {
  return i > 0 && word->plain[i] == word->plain[i - 1] ? costs->doubling : costs->error;
}

/* Replacing letter i of a by letter j of b. */
static int
cost_of_change(const CorpusLetters *a, glong i, const CorpusLetters *b, glong j,
               const CorpusEditCosts *costs) {
  if (a->letters[i] == b->letters[j])
    return 0;
  return a->plain[i] == b->plain[j] ? costs->accent : costs->error;
}

static bool
swapped(const CorpusLetters *a, glong i, const CorpusLetters *b, glong j) {
  return i > 1 && j > 1 && a->plain[i - 1] == b->plain[j - 2] && a->plain[i - 2] == b->plain[j - 1];
}

/* What is so far from the diagonal that gaps alone cost more than the limit is not looked at. */
int
corpus_edit_distance(const CorpusLetters *a, const CorpusLetters *b, const CorpusEditCosts *costs,
                     int limit) {
  int rows[3][MAX_LETTERS + 2];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  glong reach = limit / MIN(costs->error, costs->doubling);
  if (ABS(a->length - b->length) > reach)
    return limit + 1;
  above[0] = 0;
  for (glong j = 1; j <= b->length; j++)
    above[j] = MIN(above[j - 1] + cost_of_gap(b, j - 1, costs), limit + 1);
  for (glong i = 1; i <= a->length; i++) {
    glong first = MAX(1, i - reach), last = MIN(b->length, i + reach);
    int least = row[first - 1] = first == 1 ? above[0] + cost_of_gap(a, i - 1, costs) : limit + 1;
    for (glong j = first; j <= last; j++) {
      int best = above[j - 1] + cost_of_change(a, i - 1, b, j - 1, costs);
      best = MIN(best, above[j] + cost_of_gap(a, i - 1, costs));
      best = MIN(best, row[j - 1] + cost_of_gap(b, j - 1, costs));
      if (swapped(a, i, b, j))
        best = MIN(best, before[j - 2] + costs->swap);
      row[j] = best;
      least = MIN(least, best);
    }
    if (least > limit)
      return limit + 1;
    row[last + 1] = limit + 1;
    int *oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return MIN(above[b->length], limit + 1);
}

/* Every edit is one, swapped neighbours are two. */
static const CorpusEditCosts PLAIN_COSTS = {.error = 1, .accent = 1, .doubling = 1, .swap = 2};

/* Of two texts, of which as many letters are looked at as may be. */
static int
distance_of_texts(const char *one, const char *other, const CorpusEditCosts *costs, int limit) {
  glong length_a = 0, length_b = 0;
  gunichar *a = g_utf8_to_ucs4_fast(one, -1, &length_a);
  gunichar *b = g_utf8_to_ucs4_fast(other, -1, &length_b);
  const CorpusLetters first = {a, a, MIN(length_a, CORPUS_LETTERS_MAX)};
  const CorpusLetters second = {b, b, MIN(length_b, CORPUS_LETTERS_MAX)};
  int distance = corpus_edit_distance(&first, &second, costs, limit);
  g_free(a);
  g_free(b);
  return distance;
}

int
corpus_word_distance(const char *one, const char *other, int limit) {
  return distance_of_texts(one, other, &PLAIN_COSTS, limit);
}

int
corpus_name_distance(const char *typed, const char *name, int limit) {
  enum { SHORTEST_HALF = 3 };
  static const CorpusEditCosts costs = {.error = 1, .accent = 1, .doubling = 1, .swap = 1};
  int distance = distance_of_texts(typed, name, &costs, limit);
  bool half = g_utf8_strlen(typed, -1) >= SHORTEST_HALF && g_str_has_prefix(name, typed);
  return half ? MIN(distance, 1) : distance;
}

static glong
edit_distance(const gunichar *a, glong a_length, const gunichar *b, glong b_length, glong limit) {
  const CorpusLetters first = {a, a, a_length}, second = {b, b, b_length};
  return corpus_edit_distance(&first, &second, &PLAIN_COSTS, (int)limit);
}

static glong
common_prefix(const gunichar *a, const gunichar *b, glong length) {
  glong same = 0;
  while (same < length && a[same] == b[same])
    same++;
  return same;
}

/* 1 the same word, NEAR_WORD an inflection or a typing error of it, 0 another word. */
static double
word_likeness(const gunichar *a, glong a_length, const gunichar *b, glong b_length) {
  glong shorter = MIN(a_length, b_length), longer = MAX(a_length, b_length);
  glong prefix = common_prefix(a, b, shorter);
  if (prefix == longer)
    return 1;
  if (shorter <= SHORT_WORD_CHARS || longer - shorter > MOST_ENDING)
    return 0;
  if (prefix >= LEAST_STEM && prefix * 10 >= longer * STEM_TENTHS)
    return NEAR_WORD;
  glong allowed = longer >= LETTERS_FOR_TWO ? 2 : longer >= LETTERS_FOR_ONE ? 1 : 0;
  if (longer - shorter > allowed || prefix == 0)
    return 0;
  return edit_distance(a, a_length, b, b_length, allowed) <= allowed ? NEAR_WORD : 0;
}

/* The weight of a's words that b has too, each of b's words used once. */
static double
shared_weight(const CorpusPhrase *a, const CorpusPhrase *b) {
  bool used[MAX_WORDS] = {false};
  double shared = 0;
  for (guint i = 0; i < a->word_count; i++) {
    const Word *word = &a->words[i];
    gunichar first = a->letters[word->start];
    double best = 0;
    guint best_at = 0;
    if ((b->begins & bit_of(first)) == 0)
      continue;
    for (guint j = 0; j < b->word_count; j++) {
      const Word *other = &b->words[j];
      /* words that begin otherwise are others: few typing errors are in the first letter */
      double likeness = used[j] || b->letters[other->start] != first
                            ? 0
                            : word_likeness(a->letters + word->start, word->length,
                                            b->letters + other->start, other->length);
      if (likeness > best) {
        best = likeness;
        best_at = j;
      }
    }
    if (best > 0) {
      used[best_at] = true;
      shared += best * word_weight(word);
    }
  }
  return shared;
}

/* Are more than `most` of the bits set? */
static bool
has_more_bits(guint64 bits, glong most) {
  for (; bits != 0 && most >= 0; bits &= bits - 1)
    most--;
  return most < 0;
}

static double
letters_likeness(const CorpusPhrase *a, const CorpusPhrase *b) {
  glong shorter = MIN(a->length, b->length), longer = MAX(a->length, b->length);
  if (longer == 0 || (double)shorter / (double)longer < LETTERS_FLOOR)
    return 0;
  glong limit = (glong)((1 - LETTERS_FLOOR) * (double)longer);
  if (has_more_bits(a->has & ~b->has, limit) || has_more_bits(b->has & ~a->has, limit))
    return 0; /* each of these is an edit */
  glong distance = edit_distance(a->letters, a->length, b->letters, b->length, limit);
  return distance <= limit ? 1 - (double)distance / (double)longer : 0;
}

/* The most that the words of a which begin as one of b does can weigh. */
static double
most_shared_weight(const CorpusPhrase *a, const CorpusPhrase *b) {
  double most = 0;
  for (guint i = 0; i < a->word_count; i++)
    if ((b->begins & bit_of(a->letters[a->words[i].start])) != 0)
      most += word_weight(&a->words[i]);
  return most;
}

double
corpus_phrase_likeness_from(const CorpusPhrase *a, const CorpusPhrase *b, double least) {
  double weight = a->weight + b->weight, words = 0;
  if (a->word_count == 0 || b->word_count == 0)
    return 0;
  if ((a->begins & b->begins) != 0 && 2 * most_shared_weight(a, b) / weight >= least)
    words = 2 * shared_weight(a, b) / weight;
  if (words >= ALL_WORDS)
    return 1;
  return MAX(words, letters_likeness(a, b));
}

double
corpus_phrase_likeness(const CorpusPhrase *a, const CorpusPhrase *b) {
  return corpus_phrase_likeness_from(a, b, 0);
}

glong
corpus_phrase_length_chars(const CorpusPhrase *phrase) {
  return phrase->length;
}

double
corpus_likeness(const char *a, const char *b) {
  CorpusPhrase *first = corpus_phrase_new(a);
  CorpusPhrase *second = corpus_phrase_new(b);
  double likeness = corpus_phrase_likeness(first, second);
  corpus_phrase_free(first);
  corpus_phrase_free(second);
  return likeness;
}
