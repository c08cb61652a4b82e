/* corpus/text/words.c: cuts text into words, and brings words to the forms that searching compares.
 */
#include "corpus/text/words.h"

#include <glib.h>

#include <libstemmer.h>
#include <string.h>
#include "corpus/text/knowledge.h"

enum {
  SOFT_HYPHEN = 0x00AD,
  FIRST_COMBINING = 0x0300, /* nothing below is a mark or changes when it is normalised */
  HYPHEN = 0x2010,
  NON_BREAKING_HYPHEN = 0x2011,
  RIGHT_SINGLE_QUOTE = 0x2019,
  MODIFIER_APOSTROPHE = 0x02BC
};

/* About, in running text, with the space: by which room is made at first. */
#define BYTES_OF_A_WORD 7

/* The first byte of the UTF-8 of "å", "ä", "ö" and their like (U+00C0 to U+00FF). */
#define LATIN 0xC3

/* A position in text whose end is known; text need not be valid UTF-8. */
typedef struct {
  const char *at, *end;
} Cursor;

/* The character at the cursor, 0 at the end and for a byte that is not UTF-8. length_bytes receives
 * its length, 1 for such a byte. */
static gunichar
peek(Cursor cursor, gsize *length_bytes) {
  *length_bytes = 1;
  if (cursor.at >= cursor.end)
    return 0;
  if ((unsigned char)*cursor.at < 0x80)
    return (unsigned char)*cursor.at;
  gunichar c = g_utf8_get_char_validated(cursor.at, cursor.end - cursor.at);
  if (c == (gunichar)-1 || c == (gunichar)-2)
    return 0;
  *length_bytes = (gsize)g_unichar_to_utf8(c, NULL);
  return c;
}

/* One of the apostrophes is a letter to Unicode, but marks words off as the others do. */
static gboolean
is_alphanumeric(gunichar c) {
  return c < 0x80 ? g_ascii_isalnum((gchar)c) : g_unichar_isalnum(c) && c != MODIFIER_APOSTROPHE;
}

static gboolean
is_word_char(gunichar c) {
  return is_alphanumeric(c) || (c >= FIRST_COMBINING && g_unichar_ismark(c));
}

static gboolean
is_hyphen(gunichar c) {
  return c == '-' || c == HYPHEN || c == NON_BREAKING_HYPHEN;
}

static gboolean
is_apostrophe(gunichar c) {
  return c == '\'' || c == RIGHT_SINGLE_QUOTE || c == MODIFIER_APOSTROPHE;
}

/* May `c` stand inside a word between these two? Years of a range ("2014-2020") are two words, as
 * one searches for one of them; "10-gruppen" and "80,4" are one. */
static gboolean
joins(gunichar before, gunichar c, gunichar after) {
  if (!is_word_char(before) || !is_word_char(after))
    return FALSE;
  gboolean between_digits = g_unichar_isdigit(before) && g_unichar_isdigit(after);
  if (is_hyphen(c))
    return !between_digits;
  if (is_apostrophe(c))
    return TRUE;
  return (c == '.' || c == ',') && between_digits;
}

/* After an abbreviation's colon stands its ending ("SKL:s", "KF:ordf" not): how long is it, colon
 * included; 0 if there is none. The ending belongs to the word but says nothing of its own. */
static gsize
colon_ending_bytes(Cursor cursor) {
  static const char *const endings[] = {"s", "n", "t", "en", "et", "ns", "ts", "ar", "er", "na"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    gsize length = strlen(endings[i]) + 1;
    if ((gsize)(cursor.end - cursor.at) < length || *cursor.at != ':' ||
        strncmp(cursor.at + 1, endings[i], length - 1) != 0)
      continue;
    gsize ignored = 0;
    Cursor after = {cursor.at + length, cursor.end};
    if (!is_word_char(peek(after, &ignored)))
      return length;
  }
  return 0;
}

static void
append_folded(GString *word, gunichar c) {
  if (c == SOFT_HYPHEN)
    return;
  if (is_hyphen(c))
    c = '-';
  else if (is_apostrophe(c))
    c = '\'';
  if (c < 0x80)
    g_string_append_c(word, (gchar)c);
  else
    g_string_append_unichar(word, c);
}

/* The word that begins at the cursor, into `word`; returns where it ends. */
static const char *
read_word(Cursor cursor, GString *word) {
  gunichar before = 0;
  for (;;) {
    gsize length = 0, after_length = 0;
    gunichar c = peek(cursor, &length);
    Cursor next = {cursor.at + length, cursor.end};
    if (!is_word_char(c) && c != SOFT_HYPHEN && !joins(before, c, peek(next, &after_length)))
      break;
    append_folded(word, c);
    if (c != SOFT_HYPHEN)
      before = c;
    cursor = next;
  }
  return cursor.at + colon_ending_bytes(cursor);
}

/* May NFC differ from the text? */
static gboolean
needs_normalising(const char *text) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (g_utf8_get_char(p) >= FIRST_COMBINING)
      return TRUE;
  return FALSE;
}

static void
clear_word(gpointer data) {
  CorpusWord *word = data;
  g_clear_pointer(&word->word, g_free);
}

/* Bytes of a word in lower case: ASCII letters and digits, and the second byte of "å", "ä", "ö" and
 * their like (C3 80 to C3 BF), where 0 stands for what is no letter. */
static unsigned char
lower_ascii(unsigned char byte) {
  if (byte >= 'A' && byte <= 'Z')
    return (unsigned char)(byte + ('a' - 'A'));
  return g_ascii_isalnum((char)byte) ? byte : 0;
}

static unsigned char
lower_latin(unsigned char second) {
  enum { FIRST = 0x80, TIMES = 0x97, LAST_UPPER = 0x9E, DIVIDED = 0xB7, LAST = 0xBF };
  if (second < FIRST || second > LAST || second == TIMES || second == DIVIDED)
    return 0;
  return second <= LAST_UPPER ? (unsigned char)(second + 0x20) : second;
}

/* Most text is of such letters alone: in lower case, or NULL where it is not. */
static char *
lower_plain(const char *text) {
  char *lower = g_strdup(text);
  for (char *at = lower; *at != '\0'; at++) {
    if ((unsigned char)*at < 0x80) {
      *at = g_ascii_tolower(*at);
      continue;
    }
    unsigned char second = (unsigned char)*at == LATIN ? lower_latin((unsigned char)at[1]) : 0;
    if (second == 0) {
      g_free(lower);
      return NULL;
    }
    *++at = (char)second;
  }
  return lower;
}

bool
corpus_word_has_capitals(const char *text, const CorpusWord *word) {
  const char *end = text + word->start_bytes + word->length_bytes;
  const char *at = g_utf8_next_char(text + word->start_bytes);
  while (at < end && !g_unichar_isupper(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at < end;
}

bool
corpus_words_have(const char *const *list, const char *word) {
  while (*list != NULL && (**list != *word || strcmp(*list, word) != 0))
    list++;
  return *list != NULL;
}

bool
corpus_word_ends_with(const char *word, const char *const *endings) {
  const char *end = word + strlen(word);
  for (const char *const *ending = endings; *ending != NULL; ending++) {
    gsize length = strlen(*ending);
    if (length <= (gsize)(end - word) && strcmp(end - length, *ending) == 0)
      return true;
  }
  return false;
}

/* In this order: lower case can decompose. */
char *
corpus_word_lower(const char *text) {
  char *lower = lower_plain(text);
  if (lower != NULL)
    return lower;
  lower = g_utf8_strdown(text, -1);
  if (!needs_normalising(lower))
    return lower;
  char *normal = g_utf8_normalize(lower, -1, G_NORMALIZE_NFC);
  g_free(lower);
  return normal;
}

/* May a word end before this byte, whatever comes after it? */
static gboolean
ends_word(const char *at, const char *end, gboolean after_digit) {
  if (at == end)
    return TRUE;
  switch (*at) {
  case '-':
  case '\'':
  case ':':
    return FALSE;
  case '.':
  case ',':
    return !after_digit;
  default:
    return (unsigned char)*at < 0x80;
  }
}

/* Most words are plain letters, and not longer than these bytes: reads such a one, in lower case.
 * NULL where it may be more than that; nothing is said of it then. */
static const char *
read_plain_word(Cursor cursor, GString *word) {
  enum { MOST_BYTES = 64 };
  const char *at = cursor.at, *last = cursor.end - cursor.at > MOST_BYTES ? at + MOST_BYTES : NULL;
  g_string_set_size(word, MOST_BYTES + 1);
  char *letter = word->str;
  while (at < cursor.end) {
    unsigned char byte = (unsigned char)*at, lower = lower_ascii(byte);
    if (last != NULL && at >= last)
      return NULL;
    if (lower != 0) {
      *letter++ = (char)lower;
      at++;
      continue;
    }
    if (byte != LATIN || at + 1 == cursor.end || (lower = lower_latin((unsigned char)at[1])) == 0)
      break;
    *letter++ = (char)LATIN;
    *letter++ = (char)lower;
    at += 2;
  }
  g_string_truncate(word, (gsize)(letter - word->str));
  gboolean digit = at > cursor.at && g_ascii_isdigit(at[-1]);
  return at > cursor.at && ends_word(at, cursor.end, digit) ? at : NULL;
}

/* The word that begins at the cursor, lower case and NFC, into the buffer; false where it can't be
 * brought there. end: where it ends. */
static bool
take_word(Cursor cursor, GString *buffer, const char **end) {
  g_string_truncate(buffer, 0);
  *end = read_plain_word(cursor, buffer);
  if (*end != NULL)
    return true;
  g_string_truncate(buffer, 0);
  *end = read_word(cursor, buffer);
  char *lower = corpus_word_lower(buffer->str);
  bool taken = lower != NULL;
  g_string_assign(buffer, taken ? lower : "");
  g_free(lower);
  return taken;
}

/* The mark at the cursor as a word, into the buffer; false where white space or nothing readable
 * stands. */
static bool
take_mark(Cursor cursor, GString *buffer) {
  gsize length = 0;
  gunichar mark = peek(cursor, &length);
  if (mark == 0 || g_unichar_isspace(mark))
    return false;
  g_string_truncate(buffer, 0);
  g_string_append_len(buffer, cursor.at, (gssize)length);
  return true;
}

static void
cut(const char *text, gsize total, gboolean marks, CorpusWordVisitor visit, gpointer context) {
  Cursor cursor = {text, text + total};
  GString *buffer = g_string_new(NULL);
  bool goes_on = true;
  while (goes_on && cursor.at < cursor.end) {
    gsize length = 0;
    const char *start = cursor.at;
    bool taken = false;
    if (is_alphanumeric(peek(cursor, &length))) {
      taken = take_word(cursor, buffer, &cursor.at);
    } else {
      taken = marks && take_mark(cursor, buffer);
      cursor.at += length;
    }
    CorpusWord word = {(gsize)(start - text), (gsize)(cursor.at - start), buffer->str};
    goes_on = !taken || visit(&word, context);
  }
  g_string_free(buffer, TRUE);
}

static bool
keep_word(const CorpusWord *word, gpointer words) {
  CorpusWord kept = *word;
  kept.word = g_strdup(word->word);
  g_array_append_val((GArray *)words, kept);
  return true;
}

static GArray *
all_words(const char *text, gsize total, gboolean marks) {
  GArray *words = g_array_sized_new(FALSE, FALSE, sizeof(CorpusWord), corpus_words_about(total));
  g_array_set_clear_func(words, clear_word);
  cut(text, total, marks, keep_word, words);
  return words;
}

guint
corpus_words_about(gsize length_bytes) {
  return (guint)(length_bytes / BYTES_OF_A_WORD) + 1;
}

GArray *
corpus_words(const char *text, gssize length_bytes) {
  return all_words(text, length_bytes < 0 ? strlen(text) : (gsize)length_bytes, FALSE);
}

GArray *
corpus_words_and_marks(const char *text) {
  return all_words(text, strlen(text), TRUE);
}

void
corpus_words_each(const char *text, gssize length_bytes, CorpusWordVisitor visit,
                  gpointer context) {
  cut(text, length_bytes < 0 ? strlen(text) : (gsize)length_bytes, FALSE, visit, context);
}

/* Letters that do not decompose ("ø", "ß") by GLib's own table; what it cannot write stays. */
static void
append_ascii(GString *folded, gunichar c) {
  char utf8[7] = {0};
  g_unichar_to_utf8(c, utf8);
  char *ascii = c < 0x80 ? NULL : g_str_to_ascii(utf8, "C");
  g_string_append(folded, ascii == NULL || strchr(ascii, '?') != NULL ? utf8 : ascii);
  g_free(ascii);
}

/* The same of ASCII and of letters that are such a letter and a mark (U+00C0 to U+00FF), which
 * nearly all words are made of; NULL where there are others. */
static char *
fold_plain(const char *word) {
  static const char letters[] = "AAAAAA?CEEEEIIII?NOOOOO??UUUUY??"
                                "aaaaaa?ceeeeiiii?nooooo??uuuuy?y";
  char *folded = g_malloc(strlen(word) + 1), *end = folded;
  for (const char *at = word; *at != '\0'; at++) {
    guchar byte = (guchar)*at, next = (guchar)at[1];
    char letter = byte < 0x80 ? *at : '?';
    if (byte == LATIN && next >= 0x80 && next < 0xC0) {
      letter = letters[next - 0x80];
      at++;
    }
    if (letter == '?' && byte >= 0x80) {
      g_free(folded);
      return NULL;
    }
    *end++ = letter;
  }
  *end = '\0';
  return folded;
}

char *
corpus_word_fold(const char *word) {
  char *plain = fold_plain(word);
  if (plain != NULL)
    return plain;
  char *decomposed = g_utf8_normalize(word, -1, G_NORMALIZE_NFD);
  if (decomposed == NULL)
    return g_strdup(word);
  GString *folded = g_string_new(NULL);
  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_ismark(c))
      append_ascii(folded, c);
  }
  g_free(decomposed);
  return g_string_free(folded, FALSE);
}

static void
delete_stemmer(gpointer stemmer) {
  sb_stemmer_delete(stemmer);
}

/* libstemmer's stemmers hold state, so each thread has its own. */
static struct sb_stemmer *
thread_stemmer(void) {
  static GPrivate private = G_PRIVATE_INIT(delete_stemmer);
  struct sb_stemmer *stemmer = g_private_get(&private);
  if (stemmer == NULL) {
    stemmer = sb_stemmer_new("swedish", "UTF_8");
    g_private_set(&private, stemmer);
  }
  return stemmer;
}

char *
corpus_word_stem(const char *word) {
  struct sb_stemmer *stemmer = thread_stemmer();
  gsize length = strlen(word);
  if (stemmer == NULL || length > G_MAXINT)
    return g_strdup(word);
  const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)length);
  if (stem == NULL)
    return g_strdup(word);
  return g_strndup((const char *)stem, (gsize)sb_stemmer_length(stemmer));
}

/* ---- words that say nothing of what is asked for ---- */

#define LIGHT_MARK '~'

typedef struct {
  GHashTable *words; /* word -> whether it is a light one */
} Stopwords;

static void
begin(gpointer table) {
  Stopwords *stopwords = table;
  stopwords->words = g_hash_table_new(g_str_hash, g_str_equal);
}

static bool
read_stopword(gpointer table, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  Stopwords *stopwords = table;
  bool light = *line->text == LIGHT_MARK;
  g_hash_table_insert(stopwords->words, (gpointer)(line->text + light), GINT_TO_POINTER(light));
  return true;
}

CORPUS_KNOWLEDGE(table, .file = "stopwords.txt", .bytes = sizeof(Stopwords), .begin = begin,
                 .read_line = read_stopword);

static bool
is_listed(const char *word, bool light) {
  const Stopwords *stopwords = corpus_knowledge(&table);
  gpointer found = NULL;
  return g_hash_table_lookup_extended(stopwords->words, word, NULL, &found) &&
         GPOINTER_TO_INT(found) == light;
}

bool
corpus_is_stopword(const char *word) {
  return is_listed(word, false);
}

bool
corpus_is_light_word(const char *word) {
  return is_listed(word, true);
}
