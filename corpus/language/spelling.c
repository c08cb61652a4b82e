/* corpus/language/spelling.c: nearest known word by weighted edit distance over folded letters. */
#include "corpus/language/spelling.h"

#include <stdbool.h>
#include <string.h>

#include "corpus/text/likeness.h"

#define SHORTEST_CORRECTED 4      /* letters: shorter words are too near to each other */
#define SHORTEST_WITH_DOTS 5      /* letters: shorter ones are often two words ("for", "för") */
#define LETTERS_FOR_TWO 8         /* letters from which two errors are allowed */
#define LETTERS_FOR_TWO_SURELY 15 /* letters from which two are, where the word may be right */
#define MOST_ERRORS 2
#define LONGEST 48        /* letters; longer words are not compared */
#define TEXTS_BYTES 16384 /* at a time */

/* Costs in tenths of an error. */
#define COST_ERROR 10
#define COST_DIACRITIC 2 /* "naringsliv": dots left out, the commonest error of all */
#define COST_DOUBLING 6  /* "cheff": a letter doubled or halved */
#define COST_FIRST 5     /* added where the first letter differs: it is seldom wrong */

typedef struct {
  const char *word; /* in the speller's texts */
  unsigned count;
  guint32 held; /* its letters, folded, a bit each (bit_of()) */
} Known;

struct CorpusSpeller {
  GArray *by_length[LONGEST + 1]; /* Known */
  GStringChunk *texts;
};

/* A word as it is compared. Most of a vocabulary is never compared, and so is not kept like this.
 */
typedef struct {
  glong length; /* of the word; what is longer than any that it can be compared with is cut off */
  gunichar letters[LONGEST + MOST_ERRORS]; /* lower case */
  gunichar plain[LONGEST + MOST_ERRORS];   /* the same, folded */
} Spelling;

static gunichar
fold(gunichar letter) {
  gunichar base[8] = {letter};
  if (letter >= 0x80)
    g_unichar_fully_decompose(letter, FALSE, base, G_N_ELEMENTS(base));
  return base[0];
}

/* Other letters than a to z share the last bits. */
static guint32
bit_of(gunichar plain) {
  return plain >= 'a' && plain <= 'z' ? (guint32)1 << (plain - 'a')
                                      : (guint32)1 << (26 + plain % 6);
}

static guint32
letters_of(const char *word) {
  guint32 held = 0;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at))
    held |= bit_of((guchar)*at < 0x80 ? (guchar)*at : fold(g_utf8_get_char(at)));
  return held;
}

/* Is the distance of two words surely more than that, as one of them has so many letters that the
 * other lacks? Each is an error, though one of each word may be the same error. */
static bool
is_too_far(guint32 one, guint32 other, int limit) {
  guint32 lost = one & ~other, gained = other & ~one;
  for (; limit >= COST_ERROR; limit -= COST_ERROR) {
    lost &= lost - 1;
    gained &= gained - 1;
  }
  return (lost | gained) != 0;
}

static void
spell_out(const char *word, Spelling *spelling) {
  spelling->length = 0;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at), spelling->length++) {
    if (spelling->length >= (glong)G_N_ELEMENTS(spelling->letters))
      continue;
    gunichar letter = g_utf8_get_char(at);
    spelling->letters[spelling->length] = letter;
    spelling->plain[spelling->length] = fold(letter);
  }
}

static guint32
held_by(const Spelling *spelling) {
  guint32 held = 0;
  for (glong i = 0; i < MIN(spelling->length, (glong)G_N_ELEMENTS(spelling->plain)); i++)
    held |= bit_of(spelling->plain[i]);
  return held;
}

CorpusSpeller *
corpus_speller_new(void) {
  CorpusSpeller *speller = g_new0(CorpusSpeller, 1);
  for (gsize i = 0; i <= LONGEST; i++)
    speller->by_length[i] = g_array_new(FALSE, FALSE, sizeof(Known));
  speller->texts = g_string_chunk_new(TEXTS_BYTES);
  return speller;
}

void
corpus_speller_free(CorpusSpeller *speller) {
  if (speller == NULL)
    return;
  for (gsize i = 0; i <= LONGEST; i++)
    g_array_unref(speller->by_length[i]);
  g_string_chunk_free(speller->texts);
  g_free(speller);
}

void
corpus_speller_add(CorpusSpeller *speller, const char *word, unsigned count) {
  glong length = g_utf8_strlen(word, -1);
  if (length < 1 || length > LONGEST)
    return;
  Known known = {g_string_chunk_insert(speller->texts, word), count, letters_of(word)};
  g_array_append_val(speller->by_length[length], known);
}

/* In tenths of an error; more than limit means "further than limit". */
static int
distance(const Spelling *a, const Spelling *b, int limit) {
  static const CorpusEditCosts costs = {
      .error = COST_ERROR, .accent = COST_DIACRITIC, .doubling = COST_DOUBLING, .swap = COST_ERROR};
  const CorpusLetters first = {a->letters, a->plain, a->length};
  const CorpusLetters second = {b->letters, b->plain, b->length};
  return corpus_edit_distance(&first, &second, &costs, limit) +
         (a->plain[0] != b->plain[0] ? COST_FIRST : 0);
}

/* The nearest known word of that many letters or as many as errors allow more or fewer, no further
 * away than limit, of those with a count of at least least. */
static const Known *
nearest_known(const CorpusSpeller *speller, const Spelling *asked, glong errors, int limit,
              unsigned least) {
  const Known *nearest = NULL;
  Spelling spelling;
  guint32 held = held_by(asked);
  glong last = MIN(LONGEST, asked->length + errors);
  for (glong length = MAX(1, asked->length - errors); length <= last; length++) {
    const GArray *candidates = speller->by_length[length];
    for (guint i = 0; i < candidates->len; i++) {
      const Known *known = &g_array_index(candidates, Known, i);
      if (known->count < least || is_too_far(held, known->held, limit))
        continue;
      spell_out(known->word, &spelling);
      int found = distance(asked, &spelling, limit);
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
same_but_for_dots(const CorpusSpeller *speller, const Spelling *asked) {
  const Known *same = NULL;
  Spelling spelling;
  const GArray *candidates = speller->by_length[asked->length];
  gsize bytes = (gsize)asked->length * sizeof(gunichar);
  guint32 held = held_by(asked);
  for (guint i = 0; i < candidates->len; i++) {
    const Known *known = &g_array_index(candidates, Known, i);
    if (known->held != held)
      continue;
    spell_out(known->word, &spelling);
    if (memcmp(spelling.plain, asked->plain, bytes) == 0 &&
        (same == NULL || known->count > same->count))
      same = known;
  }
  return same;
}

const char *
corpus_speller_respell(const CorpusSpeller *speller, const char *word) {
  Spelling asked;
  spell_out(word, &asked);
  const Known *same = NULL;
  if (asked.length >= SHORTEST_WITH_DOTS && asked.length <= LONGEST)
    same = same_but_for_dots(speller, &asked);
  if (same == NULL && asked.length >= LETTERS_FOR_TWO)
    same = nearest_known(speller, &asked, 1, COST_DOUBLING + COST_DIACRITIC, 0);
  return same != NULL ? same->word : NULL;
}

const char *
corpus_speller_correct_to(const CorpusSpeller *speller, const char *word, unsigned least) {
  Spelling asked;
  spell_out(word, &asked);
  const Known *nearest = NULL;
  int errors = asked.length >= LETTERS_FOR_TWO ? MOST_ERRORS : 1;
  if (asked.length >= SHORTEST_CORRECTED)
    nearest = nearest_known(speller, &asked, errors, errors * COST_ERROR, least);
  return nearest != NULL ? nearest->word : NULL;
}

const char *
corpus_speller_correct_surely(const CorpusSpeller *speller, const char *word) {
  Spelling asked;
  spell_out(word, &asked);
  const Known *nearest = NULL;
  int errors = asked.length >= LETTERS_FOR_TWO_SURELY ? MOST_ERRORS : 1;
  if (asked.length >= LETTERS_FOR_TWO)
    nearest = nearest_known(speller, &asked, errors, errors * COST_ERROR, 0);
  return nearest != NULL ? nearest->word : NULL;
}

const char *
corpus_speller_correct(const CorpusSpeller *speller, const char *word) {
  return corpus_speller_correct_to(speller, word, 0);
}
