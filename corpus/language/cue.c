/* corpus/language/cue.c: reads phrases with weights from a data file and finds them among words. */
#include "corpus/language/cue.h"

#include <string.h>

#include "corpus/text/words.h"

#define GAP "…"
#define GAP_WORDS 4 /* that may stand where a phrase has "…" */

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
  GPtrArray *phrases;       /* Phrase *, owned */
  guint longest;            /* words in the longest of them */
  GHashTable *by_first;     /* char * (first word) -> GPtrArray of Phrase *; all borrowed */
  GHashTable *by_beginning; /* the two bytes that it begins with -> the same */
};

static void
slot_clear(gpointer data) {
  Slot *slot = data;
  g_strfreev(slot->choices);
  g_free(slot->prefix);
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

/* NULL where the phrase has no words, an empty choice, or a gap at its edge. Cues live as long as
 * the program, so nothing here is freed. */
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
  g_array_unref(phrase->slots);
  g_free(phrase);
  return NULL;
}

/* The two bytes that a word begins with, as a key. */
static gpointer
beginning_of(const char *word) {
  const unsigned char *bytes = (const unsigned char *)word;
  return GUINT_TO_POINTER(bytes[0] == '\0' ? 0 : (guint)bytes[0] << 8 | bytes[1]);
}

static void
note_first(GHashTable *table, gpointer key, Phrase *phrase) {
  GPtrArray *phrases = g_hash_table_lookup(table, key);
  if (phrases == NULL) {
    phrases = g_ptr_array_new();
    g_hash_table_insert(table, key, phrases);
  }
  if (phrases->len == 0 || g_ptr_array_index(phrases, phrases->len - 1) != phrase)
    g_ptr_array_add(phrases, phrase);
}

static void
add_phrase(CorpusCues *cues, Phrase *phrase) {
  g_ptr_array_add(cues->phrases, phrase);
  cues->longest = MAX(cues->longest, phrase->slots->len);
  const Slot *slot = &g_array_index(phrase->slots, Slot, 0);
  for (guint i = 0; slot->choices[i] != NULL; i++)
    if (slot->prefix[i])
      note_first(cues->by_beginning, beginning_of(slot->choices[i]), phrase);
    else
      note_first(cues->by_first, slot->choices[i], phrase);
}

void
corpus_cues_begin(gpointer table) {
  CorpusCues *cues = g_new0(CorpusCues, 1);
  cues->phrases = g_ptr_array_new();
  cues->by_first = g_hash_table_new(g_str_hash, g_str_equal);
  cues->by_beginning = g_hash_table_new(NULL, NULL);
  *(CorpusCues **)table = cues;
}

bool
corpus_cues_read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  double weight = 0;
  if (!corpus_knowledge_number(line, &weight, error))
    return false;
  CorpusCues *cues = *(CorpusCues **)table;
  Phrase *phrase = phrase_new(line->key, line->which_group, weight);
  if (phrase == NULL)
    return corpus_knowledge_error(line, error, "\"%s\" is not a phrase", line->key);
  add_phrase(cues, phrase);
  return true;
}

const CorpusCues *
corpus_cues(CorpusKnowledge *table) {
  return *(CorpusCues **)corpus_knowledge(table);
}

bool
corpus_cue_begins(const GArray *cues, guint word, guint group) {
  for (guint i = 0; i < cues->len; i++) {
    const CorpusCue *cue = &g_array_index(cues, CorpusCue, i);
    if (cue->first == word && cue->group == group)
      return true;
  }
  return false;
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
phrase_fits(const Phrase *phrase, const Place *place, guint first, guint *positions) {
  const Slot *slots = (const Slot *)(void *)phrase->slots->data;
  if (!slot_takes(&slots[0], g_array_index(place->words, CorpusWord, first).word))
    return false;
  positions[0] = first;
  for (guint i = 1; i < phrase->slots->len; i++) {
    int found = find_slot(&slots[i], place, positions[i - 1] + 1);
    if (found < 0)
      return false;
    positions[i] = (guint)found;
  }
  return true;
}

/* The best phrase at a place so far, and room to work in. */
typedef struct {
  const Phrase *phrase; /* NULL = none */
  guint *positions;     /* of its words */
  guint *candidate;
} Best;

/* Takes those of the phrases that begin at `first`: the one with the most words, and the heavier
 * where two are as long. */
static void
take_best(Best *best, const GPtrArray *phrases, const Place *place, guint first) {
  for (guint i = 0; phrases != NULL && i < phrases->len; i++) {
    const Phrase *phrase = g_ptr_array_index(phrases, i);
    const Phrase *so_far = best->phrase;
    if (so_far != NULL &&
        (phrase->slots->len < so_far->slots->len ||
         (phrase->slots->len == so_far->slots->len && phrase->weight <= so_far->weight)))
      continue;
    if (!phrase_fits(phrase, place, first, best->candidate))
      continue;
    best->phrase = phrase;
    guint *positions = best->positions;
    best->positions = best->candidate;
    best->candidate = positions;
  }
}

static void
find_best(Best *best, const CorpusCues *cues, const Place *place, guint first) {
  const char *word = g_array_index(place->words, CorpusWord, first).word;
  best->phrase = NULL;
  take_best(best, g_hash_table_lookup(cues->by_first, word), place, first);
  take_best(best, g_hash_table_lookup(cues->by_beginning, beginning_of(word)), place, first);
}

GArray *
corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  Best best = {.positions = g_new(guint, cues->longest), .candidate = g_new(guint, cues->longest)};
  bool *taken = g_new0(bool, words->len + 1);
  const Place place = {words, breaks, taken};
  for (guint first = 0; first < words->len; first++) {
    if (taken[first])
      continue;
    find_best(&best, cues, &place, first);
    if (best.phrase == NULL)
      continue;
    guint count = best.phrase->slots->len, last = best.positions[count - 1];
    for (guint i = 0; i < count; i++)
      taken[best.positions[i]] = true;
    CorpusCue cue = {best.phrase->group, first, last, best.phrase->weight};
    g_array_append_val(found, cue);
  }
  g_free(best.candidate);
  g_free(best.positions);
  g_free(taken);
  return found;
}
