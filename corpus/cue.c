/* corpus/cue.c: reads phrases with weights from a data file and finds them among words. */
#include "corpus/cue.h"

#include <string.h>

#include "corpus/data.h"
#include "corpus/error.h"
#include "corpus/words.h"

#define GAP "…"
#define GAP_WORDS 4 /* that may stand where a phrase has "…" */
#define BUCKETS 4096

/* One word of a phrase: what may stand there. */
typedef struct {
  char **choices; /* NULL-terminated, without their "*" */
  bool *prefix;   /* for each choice: is the beginning of a word enough? */
  bool gap;       /* may other words stand before it? */
} Slot;

typedef struct {
  GArray *slots; /* Slot */
  guint group;
  double weight;
} Phrase;

struct CorpusCues {
  GPtrArray *phrases;           /* Phrase *, owned */
  GPtrArray *by_first[BUCKETS]; /* Phrase *, by how the first word begins; borrowed */
};

static void
slot_clear(gpointer data) {
  Slot *slot = data;
  g_strfreev(slot->choices);
  g_free(slot->prefix);
}

static void
phrase_free(gpointer data) {
  Phrase *phrase = data;
  g_array_unref(phrase->slots);
  g_free(phrase);
}

static Slot
slot_new(const char *token, bool gap) {
  Slot slot = {.choices = g_strsplit(token, "|", -1), .gap = gap};
  guint count = g_strv_length(slot.choices);
  slot.prefix = g_new0(bool, count);
  for (guint i = 0; i < count; i++) {
    gsize length = strlen(slot.choices[i]);
    slot.prefix[i] = length > 0 && slot.choices[i][length - 1] == '*';
    if (slot.prefix[i])
      slot.choices[i][length - 1] = '\0';
  }
  return slot;
}

/* Has every choice a letter, and those with a star two, by which they are found? */
static bool
slot_is_valid(const Slot *slot) {
  for (guint i = 0; slot->choices[i] != NULL; i++)
    if (strlen(slot->choices[i]) < (slot->prefix[i] ? 2 : 1))
      return false;
  return true;
}

/* NULL where the phrase has no words, an empty choice, or a gap at its edge. */
static Phrase *
phrase_new(const char *text, guint group, double weight) {
  Phrase *phrase = g_new0(Phrase, 1);
  *phrase = (Phrase){g_array_new(FALSE, FALSE, sizeof(Slot)), group, weight};
  g_array_set_clear_func(phrase->slots, slot_clear);
  char **tokens = g_strsplit(text, " ", -1);
  bool gap = false, valid = true;
  for (char **token = tokens; *token != NULL; token++) {
    if (strcmp(*token, GAP) == 0) {
      valid = valid && phrase->slots->len > 0;
      gap = true;
      continue;
    }
    Slot slot = slot_new(*token, gap);
    valid = valid && slot_is_valid(&slot);
    g_array_append_val(phrase->slots, slot);
    gap = false;
  }
  g_strfreev(tokens);
  if (valid && !gap && phrase->slots->len > 0)
    return phrase;
  phrase_free(phrase);
  return NULL;
}

/* Where phrases stand whose first word begins as this one, by two bytes. */
static guint
bucket_of(const char *word) {
  const unsigned char *bytes = (const unsigned char *)word;
  return ((guint)bytes[0] * 31 + bytes[1]) % BUCKETS;
}

static void
add_phrase(CorpusCues *cues, Phrase *phrase) {
  g_ptr_array_add(cues->phrases, phrase);
  const Slot *slot = &g_array_index(phrase->slots, Slot, 0);
  for (char **choice = slot->choices; *choice != NULL; choice++) {
    GPtrArray **bucket = &cues->by_first[bucket_of(*choice)];
    if (*bucket == NULL)
      *bucket = g_ptr_array_new();
    if ((*bucket)->len == 0 || g_ptr_array_index(*bucket, (*bucket)->len - 1) != phrase)
      g_ptr_array_add(*bucket, phrase);
  }
}

static bool
read_group(CorpusCues *cues, GKeyFile *file, const char *name, const char *group, guint number,
           GError **error) {
  char **keys = g_key_file_get_keys(file, group, NULL, error);
  if (keys == NULL)
    return false;
  bool good = true;
  for (char **key = keys; good && *key != NULL; key++) {
    GError *inner = NULL;
    double weight = g_key_file_get_double(file, group, *key, &inner);
    Phrase *phrase = inner == NULL ? phrase_new(*key, number, weight) : NULL;
    good = phrase != NULL;
    if (good)
      add_phrase(cues, phrase);
    else
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s, [%s]: bad line \"%s\"",
                  name, group, *key);
    g_clear_error(&inner);
  }
  g_strfreev(keys);
  return good;
}

/* Is every group of the file one that the reader knows? */
static bool
check_groups(GKeyFile *file, const char *name, const char *const *groups, GError **error) {
  char **present = g_key_file_get_groups(file, NULL);
  bool good = true;
  for (char **group = present; good && *group != NULL; group++) {
    good = g_strv_contains(groups, *group);
    if (!good)
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: unknown group [%s]", name,
                  *group);
  }
  g_strfreev(present);
  return good;
}

CorpusCues *
corpus_cues_read(const char *name, const char *const *groups, GError **error) {
  GKeyFile *file = corpus_data_key_file(name, error);
  if (file == NULL)
    return NULL;
  CorpusCues *cues = g_new0(CorpusCues, 1);
  cues->phrases = g_ptr_array_new_with_free_func(phrase_free);
  bool good = check_groups(file, name, groups, error);
  for (guint i = 0; good && groups[i] != NULL; i++)
    good = read_group(cues, file, name, groups[i], i, error);
  g_key_file_unref(file);
  if (good)
    return cues;
  corpus_cues_free(cues);
  return NULL;
}

void
corpus_cues_free(CorpusCues *cues) {
  if (cues == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(cues->by_first); i++)
    if (cues->by_first[i] != NULL)
      g_ptr_array_unref(cues->by_first[i]);
  g_ptr_array_unref(cues->phrases);
  g_free(cues);
}

static bool
is_break(gunichar c) {
  return c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == 0x2013 || c == 0x2014;
}

bool *
corpus_cue_breaks(const char *text, const GArray *words) {
  bool *breaks = g_new0(bool, words->len);
  gsize after_bytes = 0;
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    const char *start = text + word->start_bytes;
    for (const char *p = text + after_bytes; p < start; p = g_utf8_next_char(p))
      breaks[i] = breaks[i] || is_break(g_utf8_get_char(p));
    after_bytes = word->start_bytes + word->length_bytes;
  }
  return breaks;
}

static bool
slot_takes(const Slot *slot, const char *word) {
  for (guint i = 0; slot->choices[i] != NULL; i++)
    if (slot->prefix[i] ? g_str_has_prefix(word, slot->choices[i])
                        : strcmp(word, slot->choices[i]) == 0)
      return true;
  return false;
}

/* The words among which a phrase is sought. */
typedef struct {
  const GArray *words;
  const bool *breaks, *taken;
} Place;

/* The place of the slot's word at or after `at`, -1 if it is not within its reach. */
static int
find_slot(const Slot *slot, const Place *place, guint at) {
  guint reach = slot->gap ? GAP_WORDS : 0;
  for (guint i = at; i < place->words->len && i <= at + reach; i++) {
    if (place->breaks[i] && i > 0)
      return -1;
    if (!place->taken[i] && slot_takes(slot, g_array_index(place->words, CorpusWord, i).word))
      return (int)i;
  }
  return -1;
}

/* Does the phrase begin at `first`? positions: receives the place of each of its words. */
static bool
phrase_fits(const Phrase *phrase, const Place *place, guint first, GArray *positions) {
  g_array_set_size(positions, 0);
  const Slot *slots = (const Slot *)(void *)phrase->slots->data;
  if (!slot_takes(&slots[0], g_array_index(place->words, CorpusWord, first).word))
    return false;
  g_array_append_val(positions, first);
  for (guint i = 1; i < phrase->slots->len; i++) {
    int found = find_slot(&slots[i], place, g_array_index(positions, guint, i - 1) + 1);
    if (found < 0)
      return false;
    guint position = (guint)found;
    g_array_append_val(positions, position);
  }
  return true;
}

/* The phrase with the most words that begins at `first`, NULL if none; the heavier where two are as
 * long. positions: of its words. candidate: room to work in. */
static const Phrase *
best_phrase(const CorpusCues *cues, const Place *place, guint first, GArray *positions,
            GArray *candidate) {
  const char *word = g_array_index(place->words, CorpusWord, first).word;
  const GPtrArray *bucket = cues->by_first[bucket_of(word)];
  const Phrase *best = NULL;
  for (guint i = 0; bucket != NULL && i < bucket->len; i++) {
    const Phrase *phrase = g_ptr_array_index(bucket, i);
    if (!phrase_fits(phrase, place, first, candidate))
      continue;
    if (best == NULL || phrase->slots->len > best->slots->len ||
        (phrase->slots->len == best->slots->len && phrase->weight > best->weight)) {
      best = phrase;
      g_array_set_size(positions, 0);
      g_array_append_vals(positions, candidate->data, candidate->len);
    }
  }
  return best;
}

GArray *
corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  GArray *positions = g_array_new(FALSE, FALSE, sizeof(guint));
  GArray *candidate = g_array_new(FALSE, FALSE, sizeof(guint)); /* room for best_phrase() */
  bool *taken = g_new0(bool, words->len + 1);
  const Place place = {words, breaks, taken};
  for (guint first = 0; first < words->len; first++) {
    const Phrase *phrase =
        taken[first] ? NULL : best_phrase(cues, &place, first, positions, candidate);
    if (phrase == NULL)
      continue;
    for (guint i = 0; i < positions->len; i++)
      taken[g_array_index(positions, guint, i)] = true;
    CorpusCue cue = {phrase->group, first, g_array_index(positions, guint, positions->len - 1),
                     phrase->weight};
    g_array_append_val(found, cue);
  }
  g_array_unref(candidate);
  g_array_unref(positions);
  g_free(taken);
  return found;
}
