/* corpus/language/cue.c: keeps the phrases of a data file by the words that they begin with, and
 * finds them.
 *
 * They are kept as an image: sections of numbers and texts that refer to each other by place, so
 * that it can be written when kompass is built and lies in the program ready to be used. Which
 * phrases may begin with a word, or need it, tell tables of slots: an entry stands in the slot that
 * its key says, or in the next that was free. Numbers are in the order of bytes of the machine. */
#include "corpus/language/cue.h"

#include <string.h>

#define MAGIC 0x31657543u /* "Cue1" */
#define ALIGNMENT 8

typedef struct {
  double weight;
  CorpusPattern pattern;
  guint16 group;
  guint16 needs; /* 1 = a word of those of which "needing" tells */
} Phrase;

/* Some numbers of phrases, in order. */
typedef struct {
  guint32 first, count; /* among the members */
} List;

/* A slot of a table; its list is empty where it is free. */
typedef struct {
  guint32 key;  /* of a word, or the two bytes that it begins with */
  guint32 text; /* the word, among the texts */
  List list;
} Slot;

typedef enum {
  PHRASES,
  ELEMENTS,
  CHOICES,
  TEXTS,
  MEMBERS,            /* of all lists */
  BY_FIRST,           /* the word that they begin with -> phrases */
  BY_BEGINNING,       /* the two bytes that it begins with -> the same */
  NEEDING,            /* another word of theirs -> those that may need it */
  NEEDING_BEGINNING,  /* the two bytes that such a word begins with -> the same */
  ANYWHERE_AND_START, /* two lists: those of whose first word less is known, and those that begin
                         where the sentence does */
  GROUPS,             /* their names, each ended by a NUL */
  SECTIONS
} Section;

typedef struct {
  guint32 magic;
  struct {
    guint32 start, length; /* bytes */
  } sections[SECTIONS];
} Header;

/* Phrases that are being read. */
typedef struct {
  GArray *phrases; /* Phrase */
  CorpusPatternMaker patterns;
  GHashTable *tables[SECTIONS]; /* of slots: char * (a word) or two bytes -> GArray of guint32 */
  GArray *anywhere, *at_start;  /* guint32 */
  GHashTable *lists;            /* of [words]: "GOTT" -> "god|gott|…" */
} Maker;

struct CorpusCues {
  Maker *maker; /* NULL once they are read */
  const char *sections[SECTIONS];
  guint32 lengths[SECTIONS]; /* bytes */
  CorpusPatterns patterns;
  const guint *groups; /* of a phrase's group that of the table; NULL = the same */
};

/* ---- keys ---- */

/* The two bytes that a word begins with. */
static guint32
beginning_of(const char *word) {
  const unsigned char *bytes = (const unsigned char *)word;
  return bytes[0] == '\0' ? 0 : (guint32)bytes[0] << 8 | bytes[1];
}

static bool
is_of_words(Section table) {
  return table == BY_FIRST || table == NEEDING;
}

static guint32
key_of(Section table, const char *word) {
  return is_of_words(table) ? g_str_hash(word) : beginning_of(word);
}

/* Where an entry stands if no other does. slots: a power of two. Keys that are alike, as those of
 * two bytes are, are spread by the golden ratio of 2^32 (Knuth): its upper bits depend on all of
 * theirs. */
static guint32
slot_of(guint32 key, guint32 slots) {
  enum { LOWER_BITS = 7 };
  return key * 2654435769u >> LOWER_BITS & (slots - 1);
}

/* ---- reading ---- */

static void
note(GArray *phrases, guint32 number) {
  if (phrases->len == 0 || g_array_index(phrases, guint32, phrases->len - 1) != number)
    g_array_append_val(phrases, number);
}

static void
note_by(Maker *maker, Section table, const char *word, guint32 number) {
  gpointer key = is_of_words(table) ? g_strdup(word) : GUINT_TO_POINTER(beginning_of(word));
  GArray *phrases = g_hash_table_lookup(maker->tables[table], key);
  if (phrases == NULL) {
    phrases = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_hash_table_insert(maker->tables[table], key, phrases);
  } else if (is_of_words(table)) {
    g_free(key);
  }
  note(phrases, number);
}

/* Does each of the element's choices tell how the word begins? */
static bool
tells_beginning(const CorpusPatterns *patterns, const CorpusElement *element) {
  for (guint i = 0; i < element->count; i++) {
    const CorpusChoice *choice = &patterns->choices[element->choices + i];
    if (choice->kind != CORPUS_CHOICE_WORD &&
        (choice->kind != CORPUS_CHOICE_BEGINNING || choice->bytes < 2))
      return false;
  }
  return element->count > 0 && element->most == 0;
}

/* The letters of the shortest of the element's choices. */
static guint
least_bytes(const CorpusPatterns *patterns, const CorpusElement *element) {
  guint least = G_MAXUINT;
  for (guint i = 0; i < element->count; i++)
    least = MIN(least, patterns->choices[element->choices + i].bytes);
  return least;
}

/* Sentences are many, and few of them have all words of a phrase that one of its words begins. So a
 * phrase is sought only where one of its other words is that it can't do without, if it has such:
 * of several those that are longest, as short words are in every sentence. */
static void
note_needed(Maker *maker, const CorpusPatterns *patterns, Phrase *phrase, guint32 number) {
  const CorpusElement *first = &patterns->elements[phrase->pattern.elements], *needed = NULL;
  for (guint i = 1; i < phrase->pattern.count; i++)
    if (tells_beginning(patterns, first + i) &&
        (needed == NULL || least_bytes(patterns, first + i) > least_bytes(patterns, needed)))
      needed = first + i;
  phrase->needs = needed != NULL;
  for (guint i = 0; needed != NULL && i < needed->count; i++) {
    const CorpusChoice *choice = &patterns->choices[needed->choices + i];
    note_by(maker, choice->kind == CORPUS_CHOICE_WORD ? NEEDING : NEEDING_BEGINNING,
            patterns->texts + choice->text, number);
  }
}

static void
add_phrase(Maker *maker, Phrase phrase) {
  const CorpusPatterns patterns = corpus_patterns_of(&maker->patterns);
  const CorpusElement *first = &patterns.elements[phrase.pattern.elements];
  guint32 number = maker->phrases->len;
  bool anywhere = false;
  if (first->start)
    note(maker->at_start, number);
  for (guint i = 0; i < first->count; i++) {
    const CorpusChoice *choice = &patterns.choices[first->choices + i];
    if (choice->kind == CORPUS_CHOICE_BEGINNING || choice->kind == CORPUS_CHOICE_WORD)
      note_by(maker, choice->kind == CORPUS_CHOICE_WORD ? BY_FIRST : BY_BEGINNING,
              patterns.texts + choice->text, number);
    else
      anywhere = true;
  }
  if (anywhere)
    note(maker->anywhere, number);
  note_needed(maker, &patterns, &phrase, number);
  g_array_append_val(maker->phrases, phrase);
}

void
corpus_cues_begin(gpointer table) {
  Maker *maker = g_new0(Maker, 1);
  maker->phrases = g_array_new(FALSE, TRUE, sizeof(Phrase));
  corpus_pattern_maker_init(&maker->patterns);
  for (Section section = BY_FIRST; section <= NEEDING_BEGINNING; section++)
    maker->tables[section] =
        is_of_words(section)
            ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref)
            : g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  maker->anywhere = g_array_new(FALSE, FALSE, sizeof(guint32));
  maker->at_start = g_array_new(FALSE, FALSE, sizeof(guint32));
  maker->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  CorpusCues *cues = g_new0(CorpusCues, 1);
  cues->maker = maker;
  *(CorpusCues **)table = cues;
}

static void
maker_free(Maker *maker) {
  g_array_unref(maker->phrases);
  corpus_pattern_maker_clear(&maker->patterns);
  for (Section section = BY_FIRST; section <= NEEDING_BEGINNING; section++)
    g_hash_table_unref(maker->tables[section]);
  g_array_unref(maker->anywhere);
  g_array_unref(maker->at_start);
  g_hash_table_unref(maker->lists);
  g_free(maker);
}

/* "GOTT = god | gott": more lines add to the same word. */
static bool
add_words(Maker *maker, const CorpusKnowledgeLine *line, GError **error) {
  if (line->value == NULL)
    return corpus_knowledge_error(line, error, "\"%s\" stands for nothing", line->key);
  const char *before = g_hash_table_lookup(maker->lists, line->key);
  char **words = g_strsplit(line->value, " ", -1);
  char *these = g_strjoinv("", words);
  g_hash_table_insert(maker->lists, (gpointer)line->key,
                      before != NULL ? g_strconcat(before, "|", these, NULL) : g_strdup(these));
  g_free(these);
  g_strfreev(words);
  return true;
}

bool
corpus_cues_read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  Maker *maker = (*(CorpusCues **)table)->maker;
  if (strcmp(line->group, "words") == 0)
    return add_words(maker, line, error);
  Phrase phrase = {.weight = 1, .group = (guint16)line->which_group};
  if (line->value != NULL && !corpus_knowledge_number(line, &phrase.weight, error))
    return false;
  if (!corpus_pattern_add(&maker->patterns, line->key, maker->lists, &phrase.pattern))
    return corpus_knowledge_error(line, error, "\"%s\" is not a phrase", line->key);
  add_phrase(maker, phrase);
  return true;
}

/* ---- the image ---- */

static void
put_section(GByteArray *image, Section section, gconstpointer data, gsize length) {
  static const guint8 nothing[ALIGNMENT] = {0};
  g_byte_array_append(image, nothing, (guint)(-image->len % ALIGNMENT));
  Header *header = (Header *)(void *)image->data;
  header->sections[section].start = image->len;
  header->sections[section].length = (guint32)length;
  if (length > 0)
    g_byte_array_append(image, data, (guint)length);
}

static List
put_list(GArray *members, const GArray *phrases) {
  List list = {members->len, phrases->len};
  g_array_append_vals(members, phrases->data, phrases->len);
  return list;
}

/* At least half of the slots stay free, so that a key that has none is known soon. */
static void
put_table(GByteArray *image, Section section, Maker *maker, GArray *members) {
  GHashTable *table = maker->tables[section];
  guint32 slots = 1;
  while (slots < 2 * (g_hash_table_size(table) + 1))
    slots *= 2;
  Slot *all = g_new0(Slot, slots);
  GHashTableIter iter;
  gpointer word = NULL, phrases = NULL;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &word, &phrases)) {
    bool whole = is_of_words(section);
    Slot slot = {.key = whole ? key_of(section, word) : GPOINTER_TO_UINT(word)};
    if (whole) {
      slot.text = (guint32)maker->patterns.texts->len;
      g_string_append_len(maker->patterns.texts, word, (gssize)strlen(word) + 1);
    }
    slot.list = put_list(members, phrases);
    guint32 at = slot_of(slot.key, slots);
    while (all[at].list.count > 0)
      at = (at + 1) & (slots - 1);
    all[at] = slot;
  }
  put_section(image, section, all, slots * sizeof *all);
  g_free(all);
}

/* Its groups have no names. */
static GByteArray *
image_of(Maker *maker) {
  GByteArray *image = g_byte_array_new();
  GArray *members = g_array_new(FALSE, FALSE, sizeof(guint32));
  const Header header = {.magic = MAGIC};
  g_byte_array_append(image, (const guint8 *)&header, sizeof header);
  for (Section section = BY_FIRST; section <= NEEDING_BEGINNING; section++)
    put_table(image, section, maker, members);
  const List lists[] = {put_list(members, maker->anywhere), put_list(members, maker->at_start)};
  const CorpusPatternMaker *patterns = &maker->patterns;
  put_section(image, ANYWHERE_AND_START, lists, sizeof lists);
  put_section(image, PHRASES, maker->phrases->data, maker->phrases->len * sizeof(Phrase));
  put_section(image, ELEMENTS, patterns->elements->data,
              patterns->elements->len * sizeof(CorpusElement));
  put_section(image, CHOICES, patterns->choices->data,
              patterns->choices->len * sizeof(CorpusChoice));
  put_section(image, TEXTS, patterns->texts->str, patterns->texts->len);
  put_section(image, MEMBERS, members->data, members->len * sizeof(guint32));
  put_section(image, GROUPS, NULL, 0);
  g_array_unref(members);
  return image;
}

/* false where the bytes are no such image. What is in the sections is trusted. */
static bool
take_sections(CorpusCues *cues, const char *bytes, gsize length) {
  const Header *header = (const void *)bytes;
  if (length < sizeof *header || header->magic != MAGIC)
    return false;
  for (Section section = 0; section < SECTIONS; section++) {
    cues->sections[section] = bytes + header->sections[section].start;
    cues->lengths[section] = header->sections[section].length;
    if ((guint64)header->sections[section].start + header->sections[section].length > length)
      return false;
  }
  cues->patterns = (CorpusPatterns){(const void *)cues->sections[ELEMENTS],
                                    (const void *)cues->sections[CHOICES], cues->sections[TEXTS]};
  return true;
}

bool
corpus_cues_finish(gpointer table, G_GNUC_UNUSED GError **error) {
  CorpusCues *cues = *(CorpusCues **)table;
  GByteArray *image = image_of(cues->maker);
  g_clear_pointer(&cues->maker, maker_free);
  gsize length = image->len;
  return take_sections(cues, (const char *)g_byte_array_free(image, FALSE), length);
}

GBytes *
corpus_cues_to_bytes(const CorpusCues *cues, const char *const *groups) {
  const char *end = cues->sections[GROUPS], *start = end;
  for (Section section = 0; section < SECTIONS; section++)
    start = MIN(start, cues->sections[section]);
  GByteArray *image = g_byte_array_new();
  GString *names = g_string_new(NULL);
  start -= sizeof(Header) + (-sizeof(Header) % ALIGNMENT);
  g_byte_array_append(image, (const guint8 *)start, (guint)(end - start));
  for (; *groups != NULL; groups++)
    g_string_append_len(names, *groups, (gssize)strlen(*groups) + 1);
  put_section(image, GROUPS, names->str, names->len);
  g_string_free(names, TRUE);
  return g_byte_array_free_to_bytes(image);
}

/* Which group of the table each of those that are named is; NULL where the table lacks one. */
static const guint *
groups_of(const CorpusCues *cues, const char *const *names) {
  GArray *groups = g_array_new(FALSE, FALSE, sizeof(guint));
  const char *at = cues->sections[GROUPS], *end = at + cues->lengths[GROUPS];
  for (; at < end; at += strlen(at) + 1) {
    guint group = 0;
    while (names[group] != NULL && strcmp(names[group], at) != 0)
      group++;
    if (names[group] == NULL) {
      g_array_unref(groups);
      return NULL;
    }
    g_array_append_val(groups, group);
  }
  return (const guint *)(void *)g_array_free(groups, FALSE);
}

const CorpusCues *
corpus_cues_from_bytes(const char *bytes, gsize length, const char *const *groups) {
  CorpusCues *cues = g_new0(CorpusCues, 1);
  if (take_sections(cues, bytes, length) && (cues->groups = groups_of(cues, groups)) != NULL)
    return cues;
  g_free(cues);
  return NULL;
}

/* ---- finding ---- */

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

static const Phrase *
phrase_at(const CorpusCues *cues, guint32 number) {
  return &((const Phrase *)(const void *)cues->sections[PHRASES])[number];
}

static CorpusCue
cue_of(const CorpusCues *cues, guint32 number, const CorpusMatch *match) {
  const Phrase *phrase = phrase_at(cues, number);
  guint group = cues->groups != NULL ? cues->groups[phrase->group] : phrase->group;
  CorpusCue cue = {group, match->first, match->last, phrase->weight, number, {0}};
  memcpy(cue.read, match->read, sizeof cue.read);
  return cue;
}

/* Some phrases' numbers. */
typedef struct {
  const guint32 *numbers;
  guint count;
} Numbers;

static Numbers
numbers_of(const CorpusCues *cues, List list) {
  return (Numbers){(const guint32 *)(const void *)cues->sections[MEMBERS] + list.first, list.count};
}

static Numbers
look_up(const CorpusCues *cues, Section table, guint32 key, const char *word) {
  const Slot *slots = (const void *)cues->sections[table];
  guint32 count = cues->lengths[table] / sizeof *slots;
  for (guint32 at = slot_of(key, count); slots[at].list.count > 0; at = (at + 1) & (count - 1))
    if (slots[at].key == key &&
        (!is_of_words(table) || strcmp(cues->patterns.texts + slots[at].text, word) == 0))
      return numbers_of(cues, slots[at].list);
  return (Numbers){NULL, 0};
}

/* Words in which phrases are sought. */
typedef struct {
  const CorpusCues *cues;
  const CorpusWordsRange *range;
  guint32 *keys;  /* of each word of the range */
  bool *possible; /* of phrases that need a word besides the one that they begin with, by number: is
                     it here? */
} Sought;

static const char *
word_at(const Sought *sought, guint at) {
  return g_array_index(sought->range->words, CorpusWord, at).word;
}

static Sought
sought_in(const CorpusCues *cues, const CorpusWordsRange *range) {
  Sought sought = {cues, range, g_new(guint32, range->end - range->first + 1),
                   g_new0(bool, cues->lengths[PHRASES] / sizeof(Phrase) + 1)};
  for (guint at = range->first; at < range->end; at++) {
    const char *word = word_at(&sought, at);
    guint32 key = sought.keys[at - range->first] = key_of(NEEDING, word);
    Numbers needing[] = {look_up(cues, NEEDING, key, word),
                         look_up(cues, NEEDING_BEGINNING, beginning_of(word), word)};
    for (guint i = 0; i < G_N_ELEMENTS(needing); i++)
      for (guint j = 0; j < needing[i].count; j++)
        sought.possible[needing[i].numbers[j]] = true;
  }
  return sought;
}

static void
sought_clear(Sought *sought) {
  g_free(sought->keys);
  g_free(sought->possible);
}

enum { KNOWN_BY_FIRST, LISTS = 4 };

/* The phrases that may begin with a word: lists, of which some may be empty. The first element of
 * those in the first list takes the word. */
static void
lists_of(const Sought *sought, guint at, Numbers lists[LISTS]) {
  const CorpusCues *cues = sought->cues;
  const List *others = (const void *)cues->sections[ANYWHERE_AND_START];
  const char *word = word_at(sought, at);
  lists[KNOWN_BY_FIRST] = look_up(cues, BY_FIRST, sought->keys[at - sought->range->first], word);
  lists[1] = look_up(cues, BY_BEGINNING, beginning_of(word), word);
  lists[2] = numbers_of(cues, others[0]);
  lists[3] = at == sought->range->first ? numbers_of(cues, others[1]) : (Numbers){NULL, 0};
}

/* Does the phrase begin at the word, which stands in the list for it? */
static bool
phrase_fits(const Sought *sought, const Phrase *phrase, guint list, guint at, CorpusMatch *match) {
  const CorpusPatterns *patterns = &sought->cues->patterns;
  return list == KNOWN_BY_FIRST
             ? corpus_pattern_goes_on(patterns, &phrase->pattern, sought->range, at, match)
             : corpus_pattern_fits(patterns, &phrase->pattern, sought->range, at, match);
}

/* The best phrase at a place so far. */
typedef struct {
  const Phrase *phrase; /* NULL = none */
  guint32 number;
  CorpusMatch match;
} Best;

/* Does the phrase go before the other: has it more words, or is it, of two that have as many, an
 * exception, which weighs nothing, or else the heavier? */
static bool
goes_before(const Phrase *phrase, const Phrase *other) {
  if (phrase->pattern.words != other->pattern.words)
    return phrase->pattern.words > other->pattern.words;
  bool exception = phrase->weight == 0, other_exception = other->weight == 0;
  return exception != other_exception ? exception : phrase->weight > other->weight;
}

/* Takes those of a list's phrases that begin at the word: of those that fit the one that goes
 * before the others. */
static void
take_best(const Sought *sought, Best *best, Numbers phrases, guint list, guint at) {
  CorpusMatch match;
  for (guint i = 0; i < phrases.count; i++) {
    const Phrase *phrase = phrase_at(sought->cues, phrases.numbers[i]);
    if (phrase->needs && !sought->possible[phrases.numbers[i]])
      continue;
    if (best->phrase != NULL && !goes_before(phrase, best->phrase))
      continue;
    if (phrase_fits(sought, phrase, list, at, &match))
      *best = (Best){phrase, phrases.numbers[i], match};
  }
}

GArray *
corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  bool *taken = g_new0(bool, words->len + 1);
  const CorpusWordsRange range = {words, 0, words->len, breaks, taken, NULL};
  Sought sought = sought_in(cues, &range);
  for (guint first = 0; first < words->len; first++) {
    Numbers lists[LISTS];
    Best best = {.phrase = NULL};
    if (taken[first])
      continue;
    lists_of(&sought, first, lists);
    for (guint i = 0; i < LISTS; i++)
      take_best(&sought, &best, lists[i], i, first);
    if (best.phrase == NULL)
      continue;
    for (guint i = 0; i < best.phrase->pattern.count; i++)
      if (best.match.places[i] != G_MAXUINT)
        taken[best.match.places[i]] = true;
    CorpusCue cue = cue_of(cues, best.number, &best.match);
    g_array_append_val(found, cue);
  }
  sought_clear(&sought);
  g_free(taken);
  return found;
}

GArray *
corpus_cues_all(const CorpusCues *cues, const CorpusWordsRange *range) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusCue));
  /* the word behind each phrase's last match */
  guint *after = g_new0(guint, cues->lengths[PHRASES] / sizeof(Phrase) + 1);
  Sought sought = sought_in(cues, range);
  CorpusMatch match;
  for (guint at = range->first; at < range->end; at++) {
    Numbers lists[LISTS];
    lists_of(&sought, at, lists);
    for (guint i = 0; i < LISTS; i++)
      for (guint j = 0; j < lists[i].count; j++) {
        guint32 number = lists[i].numbers[j];
        const Phrase *phrase = phrase_at(cues, number);
        if (at < after[number] || (phrase->needs && !sought.possible[number]) ||
            !phrase_fits(&sought, phrase, i, at, &match))
          continue;
        after[number] = match.last + 1;
        CorpusCue cue = cue_of(cues, number, &match);
        g_array_append_val(found, cue);
      }
  }
  sought_clear(&sought);
  g_free(after);
  return found;
}
