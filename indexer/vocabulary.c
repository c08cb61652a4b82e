/* indexer/vocabulary.c: a sorted table of words, looked up as it is stored.
 *
 * Opening an index reads the table, and nothing more: a word is found by halving, and the few words
 * around it are read. Stored are pieces: the number of words of the piece, where each block begins
 * among its blocks (each four bytes, the lowest first), and the blocks, of BLOCK words each. A
 * word takes numbers and texts as indexer/pack.h has them: how many bytes it shares with the one
 * before (0 in the first), the others, twice its count and whether the dictionary lacks it, how
 * many bytes its form shares with it, the form's others, and the compound's parts (with spaces). */
#include "indexer/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/text/sorted_line.h"
#include "indexer/pack.h"
#include "indexer/schema.h"

#define BLOCK 8

typedef struct {
  char *form, *parts; /* NULL where it was only counted less */
  int count;          /* below 0 where another collector has what was counted less here */
  bool unknown;
} Collected;

/* A word as it is stored. */
typedef struct {
  const char *word, *form, *parts;
  unsigned count;
  bool unknown;
} Line;

typedef struct {
  guint count; /* less than BLOCK at the end, and where bytes are damaged */
  Line lines[BLOCK];
  char *text; /* of all of them */
} Block;

/* The bytes of a block, and its first word as far as a number holds it. */
typedef struct {
  const guint8 *start, *end;
  guint64 key;
} Range;

struct IndexerVocabulary {
  GHashTable *collected; /* word -> Collected, while collecting; else NULL */
  GPtrArray *pieces;     /* GBytes *, when looked up in; else NULL */
  GArray *ranges;        /* Range, of each block */
  guint count;
  Block **read;      /* by number, NULL until asked for; read and written by g_atomic_pointer_* */
  GBytes *compounds; /* as indexer/compounds.c has them; NULL = none */
};

static void
collected_free(gpointer data) {
  Collected *entry = data;
  g_free(entry->form);
  g_free(entry->parts);
  g_free(entry);
}

static void
block_free(Block *block) {
  if (block != NULL)
    g_free(block->text);
  g_free(block);
}

IndexerVocabulary *
indexer_vocabulary_new(void) {
  IndexerVocabulary *vocabulary = g_new0(IndexerVocabulary, 1);
  vocabulary->collected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, collected_free);
  return vocabulary;
}

void
indexer_vocabulary_free(IndexerVocabulary *vocabulary) {
  if (vocabulary == NULL)
    return;
  g_clear_pointer(&vocabulary->collected, g_hash_table_unref);
  g_clear_pointer(&vocabulary->compounds, g_bytes_unref);
  for (guint i = 0; vocabulary->ranges != NULL && i < vocabulary->ranges->len; i++)
    block_free(vocabulary->read[i]);
  g_clear_pointer(&vocabulary->ranges, g_array_unref);
  g_clear_pointer(&vocabulary->pieces, g_ptr_array_unref);
  g_free(vocabulary->read);
  g_free(vocabulary);
}

bool
indexer_vocabulary_count(IndexerVocabulary *vocabulary, const char *word) {
  Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
  if (entry == NULL || entry->form == NULL)
    return false;
  entry->count++;
  return true;
}

static Collected *
entry_for(IndexerVocabulary *vocabulary, const char *word) {
  Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
  if (entry == NULL) {
    entry = g_new0(Collected, 1);
    g_hash_table_insert(vocabulary->collected, g_strdup(word), entry);
  }
  return entry;
}

void
indexer_vocabulary_add(IndexerVocabulary *vocabulary, const char *word, const char *form,
                       const char *const *parts, bool unknown) {
  Collected *entry = entry_for(vocabulary, word);
  if (entry->form == NULL) {
    entry->form = g_strdup(form);
    entry->parts = parts != NULL ? g_strjoinv(" ", (char **)parts) : g_strdup("");
    entry->unknown = unknown;
  }
  entry->count++;
}

void
indexer_vocabulary_discount(IndexerVocabulary *vocabulary, const char *word) {
  entry_for(vocabulary, word)->count--;
}

/* Counts what was counted elsewhere; what it says of the word goes over where it is not known. */
static void
take_entry(Collected *entry, Collected *other) {
  entry->count += other->count;
  if (entry->form != NULL)
    return;
  entry->form = g_steal_pointer(&other->form);
  entry->parts = g_steal_pointer(&other->parts);
  entry->unknown = other->unknown;
}

void
indexer_vocabulary_take(IndexerVocabulary *vocabulary, IndexerVocabulary *other) {
  GHashTableIter iter;
  gpointer word = NULL, value = NULL;
  g_hash_table_iter_init(&iter, other->collected);
  while (g_hash_table_iter_next(&iter, &word, &value)) {
    Collected *entry = g_hash_table_lookup(vocabulary->collected, word);
    g_hash_table_iter_steal(&iter);
    if (entry == NULL) {
      g_hash_table_insert(vocabulary->collected, word, value);
    } else {
      take_entry(entry, value);
      collected_free(value);
      g_free(word);
    }
  }
  indexer_vocabulary_free(other);
}

/* Is the word still used? */
static bool
is_used(const Collected *entry) {
  return entry->count > 0 && entry->form != NULL;
}

/* ---- writing ---- */

/* As long as both are the same. */
static guint
shared_bytes(const char *a, const char *b) {
  guint shared = 0;
  while (a[shared] != '\0' && a[shared] == b[shared])
    shared++;
  return shared;
}

static void
put_line(GByteArray *blocks, const char *before, const char *word, const Collected *entry) {
  guint shared = shared_bytes(before, word), form = shared_bytes(word, entry->form);
  indexer_put_number(blocks, shared);
  indexer_put_bytes(blocks, word + shared, strlen(word + shared));
  indexer_put_number(blocks, 2 * (guint)entry->count + entry->unknown);
  indexer_put_number(blocks, form);
  indexer_put_bytes(blocks, entry->form + form, strlen(entry->form + form));
  indexer_put_bytes(blocks, entry->parts, strlen(entry->parts));
}

static void
put_fixed(GByteArray *bytes, guint32 number) {
  guint32 stored = GUINT32_TO_LE(number);
  g_byte_array_append(bytes, (const guint8 *)&stored, sizeof stored);
}

/* Of some words, from a place on; places and blocks are emptied. */
static GBytes *
piece_of(guint count, GByteArray *places, GByteArray *blocks) {
  GByteArray *piece = g_byte_array_new();
  put_fixed(piece, count);
  g_byte_array_append(piece, places->data, places->len);
  g_byte_array_append(piece, blocks->data, blocks->len);
  g_byte_array_set_size(places, 0);
  g_byte_array_set_size(blocks, 0);
  return g_byte_array_free_to_bytes(piece);
}

/* The words that are still used, in order; borrowed. The caller frees the array. */
static const char **
used_words(const IndexerVocabulary *vocabulary, guint *count) {
  const char **words = g_new(const char *, g_hash_table_size(vocabulary->collected) + 1);
  GHashTableIter iter;
  gpointer word = NULL, entry = NULL;
  *count = 0;
  g_hash_table_iter_init(&iter, vocabulary->collected);
  while (g_hash_table_iter_next(&iter, &word, &entry))
    if (is_used(entry))
      words[(*count)++] = word;
  qsort(words, *count, sizeof *words, corpus_texts_compare);
  return words;
}

GPtrArray *
indexer_vocabulary_to_pieces(const IndexerVocabulary *vocabulary) {
  guint count = 0, first = 0;
  const char **words = used_words(vocabulary, &count);
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  GByteArray *places = g_byte_array_new(), *blocks = g_byte_array_new();
  for (guint i = 0; i < count; i++) {
    bool begins = i % BLOCK == 0;
    if (begins && blocks->len >= INDEXER_PIECE_BYTES) {
      g_ptr_array_add(pieces, piece_of(i - first, places, blocks));
      first = i;
    }
    if (begins)
      put_fixed(places, blocks->len);
    put_line(blocks, begins ? "" : words[i - 1], words[i],
             g_hash_table_lookup(vocabulary->collected, words[i]));
  }
  if (count > first)
    g_ptr_array_add(pieces, piece_of(count - first, places, blocks));
  g_byte_array_unref(places);
  g_byte_array_unref(blocks);
  g_free(words);
  return pieces;
}

GBytes *
indexer_vocabulary_compounds(const IndexerVocabulary *vocabulary) {
  IndexerCompounds *compounds = indexer_compounds_new();
  GHashTableIter iter;
  gpointer entry = NULL;
  g_hash_table_iter_init(&iter, vocabulary->collected);
  while (g_hash_table_iter_next(&iter, NULL, &entry))
    if (is_used(entry))
      indexer_compounds_add(compounds, ((Collected *)entry)->form, ((Collected *)entry)->parts);
  return indexer_compounds_finish(compounds);
}

/* ---- reading ---- */

/* The bytes that a text begins with as a number: the lower one's text stands first. */
static guint64
key_of(const char *text, gsize length) {
  guint64 key = 0;
  if (length > 0)
    memcpy(&key, text, MIN(length, sizeof key));
  return GUINT64_FROM_BE(key);
}

static guint64
key_of_block(const guint8 *start, const guint8 *end) {
  IndexerCursor cursor = {start, end, false};
  gsize length = 0;
  indexer_take_number(&cursor);
  const char *word = indexer_take_bytes(&cursor, &length);
  return key_of(word, length);
}

/* Where its blocks are; none where the piece is none. Only the last one may have a block that is
 * not full, as words are found by their place. */
static void
add_ranges(IndexerVocabulary *vocabulary, GBytes *piece) {
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(piece, &length);
  guint count = length >= sizeof(guint32) ? indexer_fixed_at(bytes) : 0;
  gsize blocks = count / BLOCK + (count % BLOCK > 0);
  if (count == 0 || vocabulary->count % BLOCK != 0 ||
      (length - sizeof(guint32)) / sizeof(guint32) < blocks || vocabulary->count + count < count)
    return;
  const guint8 *places = bytes + sizeof(guint32), *first = places + blocks * sizeof(guint32);
  gsize all = (gsize)(bytes + length - first);
  for (gsize i = 0; i < blocks; i++) {
    gsize start = indexer_fixed_at(places + i * sizeof(guint32));
    gsize end = i + 1 < blocks ? indexer_fixed_at(places + (i + 1) * sizeof(guint32)) : all;
    bool fits = start <= end && end <= all;
    Range range = fits ? (Range){first + start, first + end, 0} : (Range){first, first, 0};
    range.key = key_of_block(range.start, range.end);
    g_array_append_val(vocabulary->ranges, range);
  }
  vocabulary->count += count;
}

IndexerVocabulary *
indexer_vocabulary_from_pieces(GPtrArray *pieces, GBytes *compounds) {
  IndexerVocabulary *vocabulary = g_new0(IndexerVocabulary, 1);
  vocabulary->pieces = pieces;
  vocabulary->compounds = compounds;
  vocabulary->ranges = g_array_new(FALSE, FALSE, sizeof(Range));
  for (guint i = 0; i < pieces->len; i++)
    add_ranges(vocabulary, pieces->pdata[i]);
  vocabulary->read = g_new0(Block *, vocabulary->ranges->len);
  return vocabulary;
}

/* At its first word. */
static IndexerCursor
cursor_of(const IndexerVocabulary *vocabulary, guint block) {
  const Range *range = &g_array_index(vocabulary->ranges, Range, block);
  return (IndexerCursor){range->start, range->end, false};
}

/* Puts a text behind the others that begins as another does, and says where; or it is damage. */
static gsize
take_shared(IndexerCursor *cursor, GString *text, gsize like, bool shares) {
  guint shared = shares ? indexer_take_number(cursor) : 0;
  gsize length = 0, at = text->len;
  const char *rest = indexer_take_bytes(cursor, &length);
  if (shared > strlen(text->str + like)) {
    cursor->damaged = true;
    return like;
  }
  g_string_set_size(text, at + shared + length + 1);
  memcpy(text->str + at, text->str + like, shared);
  if (length > 0)
    memcpy(text->str + at + shared, rest, length);
  text->str[at + shared + length] = '\0';
  cursor->damaged = cursor->damaged || !indexer_is_text(text->str + at, shared + length);
  return at;
}

/* Where the texts of a line stand among those of its block. */
typedef struct {
  gsize word, form, parts;
} Places;

static Block *
read_block(const IndexerVocabulary *vocabulary, guint number) {
  IndexerCursor cursor = cursor_of(vocabulary, number);
  Block *block = g_new0(Block, 1);
  GString *text = g_string_sized_new(BLOCK * 32);
  g_string_append_c(text, '\0'); /* what nothing is shared with */
  Places places[BLOCK] = {{0, 0, 0}}, at = {0, 0, 0};
  guint count = MIN(BLOCK, vocabulary->count - number * BLOCK);
  for (; block->count < count; block->count++) {
    Line *line = &block->lines[block->count];
    at.word = take_shared(&cursor, text, at.word, true);
    guint count_unknown = indexer_take_number(&cursor);
    line->count = count_unknown / 2;
    line->unknown = count_unknown % 2 != 0;
    at.form = take_shared(&cursor, text, at.word, true);
    at.parts = take_shared(&cursor, text, 0, false);
    if (cursor.damaged)
      break;
    places[block->count] = at;
  }
  block->text = g_string_free(text, FALSE);
  for (guint i = 0; i < block->count; i++) {
    block->lines[i].word = block->text + places[i].word;
    block->lines[i].form = block->text + places[i].form;
    block->lines[i].parts = block->text + places[i].parts;
  }
  return block;
}

/* Kept, as whoever asked for a word may keep it. */
static const Block *
block_at(const IndexerVocabulary *vocabulary, guint number) {
  Block *there = g_atomic_pointer_get(&vocabulary->read[number]);
  if (there != NULL)
    return there;
  Block *block = read_block(vocabulary, number);
  if (!g_atomic_pointer_compare_and_exchange(&vocabulary->read[number], NULL, block))
    block_free(block); /* another thread was faster */
  return g_atomic_pointer_get(&vocabulary->read[number]);
}

static const Line *
line_at(const IndexerVocabulary *vocabulary, guint place) {
  static const Line none = {"", "", "", 0, false};
  const Block *block = block_at(vocabulary, place / BLOCK);
  return place % BLOCK < block->count ? &block->lines[place % BLOCK] : &none;
}

/* Of a line: the form's bytes but those shared with the word, and the parts. */
typedef struct {
  const char *rest, *parts; /* not ended */
  gsize rest_bytes, parts_bytes;
  guint count_unknown, shared;
} Found;

/* Reads the line whose word was taken last, up to its end. */
static bool
take_rest_of_line(IndexerCursor *cursor, gsize asked, Found *found) {
  found->count_unknown = indexer_take_number(cursor);
  found->shared = indexer_take_number(cursor);
  found->rest = indexer_take_bytes(cursor, &found->rest_bytes);
  found->parts = indexer_take_bytes(cursor, &found->parts_bytes);
  return !cursor->damaged && found->shared <= asked;
}

/* Puts a line's word in the place of the one before; the form and the parts are passed over. */
static bool
take_word(IndexerCursor *cursor, GString *word, guint *count) {
  gsize shared = indexer_take_number(cursor), length = 0;
  const char *rest = indexer_take_bytes(cursor, &length);
  cursor->damaged = cursor->damaged || shared > word->len;
  if (cursor->damaged)
    return false;
  g_string_set_size(word, shared + length);
  if (length > 0)
    memcpy(word->str + shared, rest, length);
  Found found;
  take_rest_of_line(cursor, word->len, &found);
  *count = found.count_unknown / 2;
  return !cursor->damaged;
}

void
indexer_vocabulary_each(const IndexerVocabulary *vocabulary, unsigned least,
                        IndexerVocabularyVisitor visitor, void *context) {
  GString *word = g_string_new(NULL);
  for (guint block = 0; block < vocabulary->ranges->len; block++) {
    IndexerCursor cursor = cursor_of(vocabulary, block);
    guint count = 0;
    g_string_truncate(word, 0);
    for (guint i = 0; i < MIN(BLOCK, vocabulary->count - block * BLOCK); i++) {
      if (!take_word(&cursor, word, &count))
        break;
      if (count >= least && indexer_is_text(word->str, word->len))
        visitor(word->str, count, context);
    }
  }
  g_string_free(word, TRUE);
}

/* Does the block begin with a word that stands before the text? */
static bool
begins_before(const IndexerVocabulary *vocabulary, guint block, const char *text) {
  IndexerCursor cursor = cursor_of(vocabulary, block);
  gsize length = 0, asked = strlen(text);
  indexer_take_number(&cursor);
  const void *word = indexer_take_bytes(&cursor, &length);
  int order = word != NULL ? memcmp(word, text, MIN(length, asked)) : 0;
  return order < 0 || (order == 0 && length < asked);
}

/* How many blocks begin with a word that stands before the text. */
static guint
blocks_before(const IndexerVocabulary *vocabulary, const char *text) {
  guint from = 0, to = vocabulary->ranges->len;
  guint64 asked = key_of(text, strlen(text));
  while (from < to) {
    guint middle = from + (to - from) / 2;
    guint64 key = g_array_index(vocabulary->ranges, Range, middle).key;
    if (key != asked ? key < asked : begins_before(vocabulary, middle, text))
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

/* The place of the first word that does not stand before the text; size where all do. */
static guint
place_of(const IndexerVocabulary *vocabulary, const char *text) {
  guint from = blocks_before(vocabulary, text);
  if (from == 0)
    return 0;
  const Block *block = block_at(vocabulary, from - 1);
  guint place = (from - 1) * BLOCK;
  for (guint i = 0; i < block->count && strcmp(block->lines[i].word, text) < 0; i++)
    place++;
  return place;
}

IndexerVocabularyPlaces
indexer_vocabulary_beginning(const IndexerVocabulary *vocabulary, const char *beginning) {
  char *behind = g_strconcat(beginning, "\xFF", NULL); /* UTF-8 has no such byte, nor a later one */
  IndexerVocabularyPlaces places = {place_of(vocabulary, beginning), place_of(vocabulary, behind)};
  g_free(behind);
  return places;
}

/* Looks through the block, of which it reads no more than it must: most commands ask for a word of
 * each of a thousand blocks, and to read these took longer than to find them. */
static bool
find_in_block(const IndexerVocabulary *vocabulary, guint block, const char *word, Found *found) {
  IndexerCursor cursor = cursor_of(vocabulary, block);
  gsize asked = strlen(word), same = 0, last = 0; /* bytes: that the word before begins like it */
  guint lines = MIN(BLOCK, vocabulary->count - block * BLOCK);
  for (guint i = 0; i < lines && !cursor.damaged; i++) {
    gsize shared = indexer_take_number(&cursor), length = 0;
    const char *rest = indexer_take_bytes(&cursor, &length);
    if (cursor.damaged || shared > last)
      return false;
    last = shared + length;
    if (shared <= same) {
      gsize most = MIN(length, asked - shared), at = 0;
      while (at < most && rest[at] == word[shared + at])
        at++;
      same = shared + at;
      if (same == asked && last == asked)
        return take_rest_of_line(&cursor, asked, found);
      if (at < length && (same == asked || (guchar)rest[at] > (guchar)word[same]))
        return false; /* the others stand behind it, too */
    }
    take_rest_of_line(&cursor, asked, found); /* of another word: passed over */
  }
  return false;
}

/* The key of a block's first word tells whether it may be the word, so that hardly a block is
 * touched in vain. */
static bool
find_line(const IndexerVocabulary *vocabulary, const char *word, Found *found) {
  guint before = blocks_before(vocabulary, word);
  bool begins = before < vocabulary->ranges->len &&
                g_array_index(vocabulary->ranges, Range, before).key == key_of(word, strlen(word));
  return (begins && find_in_block(vocabulary, before, word, found)) ||
         (before > 0 && find_in_block(vocabulary, before - 1, word, found));
}

bool
indexer_vocabulary_look(const IndexerVocabulary *vocabulary, const char *word, GString *form,
                        GString *parts, guint *count_unknown) {
  Found found;
  if (!find_line(vocabulary, word, &found))
    return false;
  g_string_append_len(g_string_truncate(form, 0), word, found.shared);
  g_string_append_len(form, found.rest, (gssize)found.rest_bytes);
  g_string_append_len(g_string_truncate(parts, 0), found.parts, (gssize)found.parts_bytes);
  *count_unknown = found.count_unknown;
  return indexer_is_text(form->str, form->len) && indexer_is_text(parts->str, parts->len);
}

bool
indexer_vocabulary_find(const IndexerVocabulary *vocabulary, const char *word,
                        IndexerVocabularyEntry *entry) {
  GString *form = g_string_new(NULL), *parts = g_string_new(NULL);
  guint counted = 0;
  bool there = indexer_vocabulary_look(vocabulary, word, form, parts, &counted);
  *entry = (IndexerVocabularyEntry){0};
  if (there)
    *entry = (IndexerVocabularyEntry){word, form->str,
                                      parts->len > 0 ? g_strsplit(parts->str, " ", -1) : NULL,
                                      counted / 2, counted % 2 != 0};
  g_string_free(form, !there);
  g_string_free(parts, TRUE);
  return there;
}

void
indexer_vocabulary_clear(IndexerVocabularyEntry *entry) {
  g_free(entry->form);
  g_strfreev(entry->parts);
  *entry = (IndexerVocabularyEntry){0};
}

guint
indexer_vocabulary_size(const IndexerVocabulary *vocabulary) {
  return vocabulary->count;
}

const char *
indexer_vocabulary_at(const IndexerVocabulary *vocabulary, guint place, unsigned *count) {
  const Line *line = line_at(vocabulary, place);
  if (count != NULL)
    *count = line->count;
  return line->word;
}

const char *
indexer_vocabulary_form_at(const IndexerVocabulary *vocabulary, guint place, const char **word) {
  const Line *line = line_at(vocabulary, place);
  *word = line->word;
  return line->form;
}

char **
indexer_vocabulary_join(const IndexerVocabulary *vocabulary, const char *a, const char *b) {
  return vocabulary->compounds != NULL ? indexer_compounds_of(vocabulary->compounds, a, b) : NULL;
}

IndexerVocabulary *
indexer_vocabulary_resume(const IndexerVocabulary *stored) {
  IndexerVocabulary *vocabulary = indexer_vocabulary_new();
  for (guint i = 0; i < stored->count; i++) {
    const Line *line = line_at(stored, i);
    Collected entry = {g_strdup(line->form), g_strdup(line->parts), (int)line->count,
                       line->unknown};
    g_hash_table_insert(vocabulary->collected, g_strdup(line->word),
                        g_memdup2(&entry, sizeof entry));
  }
  return vocabulary;
}
