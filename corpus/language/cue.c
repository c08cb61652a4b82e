/* corpus/language/cue.c: keeps the phrases of a data file by the words that they begin with, and
 * finds them. */
#include "corpus/language/cue.h"

#include <string.h>

typedef struct {
  CorpusPattern *pattern;
  guint group, number;
  double weight;
  bool needs; /* a word of those of which "needing" tells */
} Phrase;

struct CorpusCues {
  GPtrArray *phrases;       /* Phrase *, owned */
  GHashTable *by_first;     /* char * (first word) -> GPtrArray of Phrase *; all borrowed */
  GHashTable *by_beginning; /* the two bytes that it begins with -> the same */
  GPtrArray *at_start;      /* those that begin where the sentence does */
  GPtrArray *anywhere;      /* those of whose first word less is known */
  GHashTable *needing; /* char * (a word in its middle) -> those of anywhere that may need it */
  GHashTable *needing_beginning; /* the two bytes that such a word begins with -> the same */
  GHashTable *lists;             /* of [words]: "GOTT" -> "god|gott|…" */
};

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
note_somewhere(GPtrArray *phrases, Phrase *phrase) {
  if (phrases->len == 0 || g_ptr_array_index(phrases, phrases->len - 1) != phrase)
    g_ptr_array_add(phrases, phrase);
}

/* Does each of the element's choices tell how the word begins? */
static bool
tells_beginning(const CorpusElement *element) {
  for (guint i = 0; i < element->count; i++) {
    const CorpusChoice *choice = &element->choices[i];
    if (choice->kind != CORPUS_CHOICE_WORD &&
        (choice->kind != CORPUS_CHOICE_BEGINNING || choice->bytes < 2))
      return false;
  }
  return element->count > 0 && element->most == 0;
}

/* A phrase that may begin with any word would be tried at each; it is sought only where a word is
 * that it can't do without, if it has one. */
static void
note_needed(CorpusCues *cues, Phrase *phrase) {
  const CorpusElement *needed = NULL;
  for (guint i = 0; i < phrase->pattern->count; i++) {
    const CorpusElement *element = &phrase->pattern->elements[i];
    if (tells_beginning(element) && (needed == NULL || element->count < needed->count))
      needed = element;
  }
  phrase->needs = needed != NULL;
  for (guint i = 0; needed != NULL && i < needed->count; i++)
    if (needed->choices[i].kind == CORPUS_CHOICE_WORD)
      note_first(cues->needing, needed->choices[i].text, phrase);
    else
      note_first(cues->needing_beginning, beginning_of(needed->choices[i].text), phrase);
}

static void
add_phrase(CorpusCues *cues, Phrase *phrase) {
  g_ptr_array_add(cues->phrases, phrase);
  const CorpusElement *first = &phrase->pattern->elements[0];
  if (first->start)
    note_somewhere(cues->at_start, phrase);
  for (guint i = 0; i < first->count; i++)
    if (first->choices[i].kind == CORPUS_CHOICE_BEGINNING)
      note_first(cues->by_beginning, beginning_of(first->choices[i].text), phrase);
    else if (first->choices[i].kind == CORPUS_CHOICE_WORD)
      note_first(cues->by_first, first->choices[i].text, phrase);
    else
      note_somewhere(cues->anywhere, phrase);
  if (cues->anywhere->len > 0 &&
      g_ptr_array_index(cues->anywhere, cues->anywhere->len - 1) == phrase)
    note_needed(cues, phrase);
}

void
corpus_cues_begin(gpointer table) {
  CorpusCues *cues = g_new0(CorpusCues, 1);
  cues->phrases = g_ptr_array_new();
  cues->by_first = g_hash_table_new(g_str_hash, g_str_equal);
  cues->by_beginning = g_hash_table_new(NULL, NULL);
  cues->at_start = g_ptr_array_new();
  cues->anywhere = g_ptr_array_new();
  cues->needing = g_hash_table_new(g_str_hash, g_str_equal);
  cues->needing_beginning = g_hash_table_new(NULL, NULL);
  cues->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  *(CorpusCues **)table = cues;
}

/* "GOTT = god | gott": more lines add to the same word. */
static bool
add_words(CorpusCues *cues, const CorpusKnowledgeLine *line, GError **error) {
  if (line->value == NULL)
    return corpus_knowledge_error(line, error, "\"%s\" stands for nothing", line->key);
  const char *before = g_hash_table_lookup(cues->lists, line->key);
  char **words = g_strsplit(line->value, " ", -1);
  char *these = g_strjoinv("", words);
  g_hash_table_insert(cues->lists, (gpointer)line->key,
                      before != NULL ? g_strconcat(before, "|", these, NULL) : g_strdup(these));
  g_free(these);
  g_strfreev(words);
  return true;
}

bool
corpus_cues_read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  CorpusCues *cues = *(CorpusCues **)table;
  if (strcmp(line->group, "words") == 0)
    return add_words(cues, line, error);
  double weight = 1;
  if (line->value != NULL && !corpus_knowledge_number(line, &weight, error))
    return false;
  CorpusPattern *pattern = corpus_pattern_new(line->key, cues->lists);
  if (pattern == NULL)
    return corpus_knowledge_error(line, error, "\"%s\" is not a phrase", line->key);
  Phrase *phrase = g_new(Phrase, 1);
  *phrase = (Phrase){pattern, line->which_group, cues->phrases->len, weight, false};
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

static CorpusCue
cue_of(const Phrase *phrase, const CorpusMatch *match) {
  CorpusCue cue = {phrase->group, match->first, match->last, phrase->weight, phrase->number, {0}};
  memcpy(cue.read, match->read, sizeof cue.read);
  return cue;
}

static void
mark(bool *possible, const GPtrArray *phrases) {
  for (guint i = 0; phrases != NULL && i < phrases->len; i++)
    possible[((const Phrase *)g_ptr_array_index(phrases, i))->number] = true;
}

/* Of phrases that may begin with any word, by number: are the words here that each needs? The
 * caller frees it. */
static bool *
possible_phrases(const CorpusCues *cues, const CorpusWordsRange *range) {
  bool *possible = g_new0(bool, cues->phrases->len);
  for (guint at = range->first; at < range->end; at++) {
    const char *word = g_array_index(range->words, CorpusWord, at).word;
    mark(possible, g_hash_table_lookup(cues->needing, word));
    mark(possible, g_hash_table_lookup(cues->needing_beginning, beginning_of(word)));
  }
  return possible;
}

enum { LISTS = 4 };

/* The phrases that may begin with a word: lists, of which some may be NULL. */
static void
lists_of(const CorpusCues *cues, const CorpusWordsRange *range, guint at,
         const GPtrArray *lists[LISTS]) {
  const char *word = g_array_index(range->words, CorpusWord, at).word;
  lists[0] = g_hash_table_lookup(cues->by_first, word);
  lists[1] = g_hash_table_lookup(cues->by_beginning, beginning_of(word));
  lists[2] = cues->anywhere;
  lists[3] = at == range->first ? cues->at_start : NULL;
}

/* The best phrase at a place so far. */
typedef struct {
  const Phrase *phrase; /* NULL = none */
  CorpusMatch match;
} Best;

/* Takes those of the phrases that begin at the word: the one with the most words, and the heavier
 * where two are as long. */
static void
take_best(Best *best, const GPtrArray *phrases, const bool *possible, const CorpusWordsRange *range,
          guint at) {
  CorpusMatch match;
  for (guint i = 0; phrases != NULL && i < phrases->len; i++) {
    const Phrase *phrase = g_ptr_array_index(phrases, i), *so_far = best->phrase;
    if (phrase->needs && !possible[phrase->number])
      continue;
    if (so_far != NULL &&
        (phrase->pattern->words < so_far->pattern->words ||
         (phrase->pattern->words == so_far->pattern->words && phrase->weight <= so_far->weight)))
      continue;
    if (corpus_pattern_fits(phrase->pattern, range, at, &match))
      *best = (Best){phrase, match};
  }
}

GArray *
corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  bool *taken = g_new0(bool, words->len + 1);
  const CorpusWordsRange range = {words, 0, words->len, breaks, taken, NULL};
  bool *possible = possible_phrases(cues, &range);
  for (guint first = 0; first < words->len; first++) {
    const GPtrArray *lists[LISTS];
    Best best = {.phrase = NULL};
    lists_of(cues, &range, first, lists);
    for (guint i = 0; i < LISTS && !taken[first]; i++)
      take_best(&best, lists[i], possible, &range, first);
    if (best.phrase == NULL)
      continue;
    for (guint i = 0; i < best.phrase->pattern->count; i++)
      if (best.match.places[i] != G_MAXUINT)
        taken[best.match.places[i]] = true;
    CorpusCue cue = cue_of(best.phrase, &best.match);
    g_array_append_val(found, cue);
  }
  g_free(possible);
  g_free(taken);
  return found;
}

GArray *
corpus_cues_all(const CorpusCues *cues, const CorpusWordsRange *range) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  guint *after = g_new0(guint, cues->phrases->len); /* the word behind each phrase's last match */
  bool *possible = possible_phrases(cues, range);
  CorpusMatch match;
  for (guint at = range->first; at < range->end; at++) {
    const GPtrArray *lists[LISTS];
    lists_of(cues, range, at, lists);
    for (guint i = 0; i < LISTS; i++)
      for (guint j = 0; lists[i] != NULL && j < lists[i]->len; j++) {
        const Phrase *phrase = g_ptr_array_index(lists[i], j);
        if (at < after[phrase->number] || (phrase->needs && !possible[phrase->number]) ||
            !corpus_pattern_fits(phrase->pattern, range, at, &match))
          continue;
        after[phrase->number] = match.last + 1;
        CorpusCue cue = cue_of(phrase, &match);
        g_array_append_val(found, cue);
      }
  }
  g_free(possible);
  g_free(after);
  return found;
}
