/* corpus/language/lexicon.c: looks forms up in the compiled lexicon, and covers compounds with
 * them. */
#include "corpus/language/lexicon.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/language/lexicon_format.h"
#include "corpus/text/error.h"
#include "corpus/text/installed.h"
#include "corpus/text/knowledge.h"

#define FILE_NAME "lexicon"
#define WORD_MAX_CHARS 64  /* longer words are no words, and covering them would take long */
#define PART_MIN_CHARS 2   /* of a compound that the dictionary does not list */
#define ALIKE_MIN_CHARS 4  /* of the end that an unknown word shares with a known one */
#define BEFORE_MIN_CHARS 2 /* of what stands before it */
#define FORM_MAX_BYTES 512
#define SPEECH_KINDS (LEXICON_NOUN | LEXICON_VERB | LEXICON_ADJECTIVE | LEXICON_OTHER)

struct CorpusLexicon {
  guint number; /* no other lexicon of this process has it */
  GMappedFile *file;
  const LexiconRule *rules;
  const char *endings;
  const guint32 *firsts; /* how many blocks begin with what comes before each pair of bytes */
  const guint32 *blocks; /* where each begins in forms */
  const guchar *forms;
  guint rule_count, block_count;
  gsize endings_bytes, forms_bytes;
};

/* ---- the file ---- */

static char *
path_in_use(void) {
  const char *told = g_getenv("KOMPASS_LEXICON");
  if (told != NULL && *told != '\0')
    return g_strdup(told);
  char *found = corpus_installed_file(FILE_NAME, KOMPASS_DATA_FROM_PROGRAM);
  return found != NULL ? found : g_strdup(KOMPASS_LEXICON_ELSEWHERE);
}

/* Do the sections lie in the file? What is in them is trusted. */
static bool
is_whole(const LexiconHeader *header, gsize length) {
  if (length < sizeof *header || strncmp(header->magic, LEXICON_MAGIC, sizeof header->magic) != 0)
    return false;
  for (guint i = 0; i < LEXICON_SECTIONS; i++)
    if ((guint64)GUINT32_FROM_LE(header->start[i]) + GUINT32_FROM_LE(header->length[i]) > length)
      return false;
  return GUINT32_FROM_LE(header->length[LEXICON_FIRSTS]) == (LEXICON_PAIRS + 1) * sizeof(guint32);
}

static void
take_sections(CorpusLexicon *lexicon, const char *bytes) {
  const LexiconHeader *header = (const void *)bytes;
  gconstpointer starts[LEXICON_SECTIONS];
  gsize lengths[LEXICON_SECTIONS];
  for (guint i = 0; i < LEXICON_SECTIONS; i++) {
    starts[i] = bytes + GUINT32_FROM_LE(header->start[i]);
    lengths[i] = GUINT32_FROM_LE(header->length[i]);
  }
  lexicon->rules = starts[LEXICON_RULES];
  lexicon->rule_count = (guint)(lengths[LEXICON_RULES] / sizeof(LexiconRule));
  lexicon->endings = starts[LEXICON_ENDINGS];
  lexicon->endings_bytes = lengths[LEXICON_ENDINGS];
  lexicon->firsts = starts[LEXICON_FIRSTS];
  lexicon->blocks = starts[LEXICON_BLOCKS];
  lexicon->block_count = (guint)(lengths[LEXICON_BLOCKS] / sizeof(guint32));
  lexicon->forms = starts[LEXICON_FORMS];
  lexicon->forms_bytes = lengths[LEXICON_FORMS];
}

/* reason: why the file can't be read; NULL = it was. */
static void
set_error(GError **error, const char *path, const GError *reason) {
  const int code = CORPUS_ERROR_DICTIONARY;
  if (reason == NULL)
    g_set_error(error, CORPUS_ERROR, code, _("%s is no lexicon of this version of kompass"), path);
  else if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error(error, CORPUS_ERROR, code,
                _("%s is not there (the Swedish lexicon, made when kompass is built)"), path);
  else
    g_set_error(error, CORPUS_ERROR, code, _("the Swedish lexicon: %s"), reason->message);
}

/* The file in use is read by several lexicons of a process; mapped once, each page of it is met
 * once. It stays for the program's life. */
static GMappedFile *
map_in_use(const char *path, GError **error) {
  static GMutex lock;
  static GMappedFile *mapped = NULL;
  static char *mapped_path = NULL;
  g_mutex_lock(&lock);
  if (mapped == NULL && (mapped = g_mapped_file_new(path, FALSE, error)) != NULL)
    mapped_path = g_strdup(path);
  bool same = mapped != NULL && strcmp(path, mapped_path) == 0;
  GMappedFile *file = same ? g_mapped_file_ref(mapped) : NULL;
  if (mapped != NULL && !same)
    file = g_mapped_file_new(path, FALSE, error);
  g_mutex_unlock(&lock);
  return file;
}

CorpusLexicon *
corpus_lexicon_new(const char *path, GError **error) {
  char *found = path != NULL ? g_strdup(path) : path_in_use();
  static gint opened = 0;
  CorpusLexicon *lexicon = g_new0(CorpusLexicon, 1);
  lexicon->number = (guint)g_atomic_int_add(&opened, 1) + 1;
  GError *reason = NULL;
  lexicon->file =
      path != NULL ? g_mapped_file_new(found, FALSE, &reason) : map_in_use(found, &reason);
  const char *bytes = lexicon->file != NULL ? g_mapped_file_get_contents(lexicon->file) : NULL;
  if (bytes != NULL && is_whole((const void *)bytes, g_mapped_file_get_length(lexicon->file))) {
    take_sections(lexicon, bytes);
  } else {
    set_error(error, found, reason);
    g_clear_pointer(&lexicon, corpus_lexicon_free);
  }
  g_clear_error(&reason);
  g_free(found);
  return lexicon;
}

void
corpus_lexicon_free(CorpusLexicon *lexicon) {
  if (lexicon == NULL)
    return;
  g_clear_pointer(&lexicon->file, g_mapped_file_unref);
  g_free(lexicon);
}

guint
corpus_lexicon_number(const CorpusLexicon *lexicon) {
  return lexicon->number;
}

const CorpusLexicon *
corpus_lexicon_shared(void) {
  static gsize opened = 0;
  static CorpusLexicon *lexicon = NULL;
  if (g_once_init_enter(&opened)) {
    GError *error = NULL;
    lexicon = corpus_lexicon_new(NULL, &error);
    if (lexicon == NULL)
      corpus_knowledge_fail(error);
    g_once_init_leave(&opened, 1);
  }
  return lexicon;
}

/* ---- forms ---- */

/* A form in the lexicon: the numbers of its rules. */
typedef struct {
  const guchar *rules; /* count numbers of two bytes */
  guint count;
  bool begins; /* it, or a longer one, is there */
} Found;

/* How the word compares with the first form of a block. */
static int
compare_with_block(const CorpusLexicon *lexicon, const char *word, gsize bytes, guint block) {
  const guchar *at = lexicon->forms + GUINT32_FROM_LE(lexicon->blocks[block]);
  gsize length = at[1];
  int order = memcmp(word, at + 2, MIN(bytes, length));
  return order != 0 ? order : (bytes > length) - (bytes < length);
}

/* The last block that begins at or before the word; -1 if none does. Most steps of the search would
 * each touch another page of the file, so it begins among those that begin with the same bytes. */
static int
block_of(const CorpusLexicon *lexicon, const char *word, gsize bytes) {
  guint pair = lexicon_pair(word, bytes);
  int low = (int)GUINT32_FROM_LE(lexicon->firsts[pair]) - 1;
  int high = (int)GUINT32_FROM_LE(lexicon->firsts[pair + 1]);
  while (high - low > 1) {
    int middle = low + (high - low) / 2;
    if (compare_with_block(lexicon, word, bytes, (guint)middle) >= 0)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static bool
block_begins_with(const CorpusLexicon *lexicon, const char *word, gsize bytes, guint block) {
  if (block >= lexicon->block_count)
    return false;
  const guchar *at = lexicon->forms + GUINT32_FROM_LE(lexicon->blocks[block]);
  return at[1] >= bytes && memcmp(word, at + 2, bytes) == 0;
}

/* Looks up the bytes of a word; also tells whether any form begins with them. `same` is how many
 * bytes the form that is being read shares with the word: a form that shares more with the one
 * before it than that one did with the word, differs from the word at the same place. */
static bool
find_form(const CorpusLexicon *lexicon, const char *word, gsize bytes, Found *found) {
  int block = lexicon != NULL ? block_of(lexicon, word, bytes) : -1;
  *found = (Found){.begins = block < 0};
  if (block < 0)
    return false;
  const guchar *at = lexicon->forms + GUINT32_FROM_LE(lexicon->blocks[block]);
  const guchar *end = lexicon->forms + lexicon->forms_bytes;
  gsize same = 0;
  for (guint i = 0; i < LEXICON_BLOCK && at < end; i++) {
    gsize shared = at[0], own = at[1];
    const guchar *text = at + 2;
    if (shared <= same) {
      gsize matched = 0;
      while (matched < own && shared + matched < bytes &&
             text[matched] == (guchar)word[shared + matched])
        matched++;
      same = shared + matched;
      if (same == bytes && own == matched) {
        *found = (Found){text + own + 1, text[own], true};
        return true;
      }
      if (same == bytes || (matched < own && text[matched] > (guchar)word[same])) {
        found->begins = same == bytes; /* the first form that stands behind the word */
        return false;
      }
    }
    at = text + own + 1 + text[own] * sizeof(guint16);
  }
  found->begins = block_begins_with(lexicon, word, bytes, (guint)block + 1);
  return false;
}

static const LexiconRule *
rule_at(const CorpusLexicon *lexicon, const Found *found, guint i) {
  guint number = found->rules[2 * i] | (guint)found->rules[2 * i + 1] << 8;
  return &lexicon->rules[number % lexicon->rule_count];
}

static guint
kinds_of(const LexiconRule *rule) {
  return GUINT16_FROM_LE(rule->kinds);
}

/* Is it in the lexicon, as a word or as what is none by itself? */
static bool
is_listed(const CorpusLexicon *lexicon, const char *word) {
  Found found;
  return find_form(lexicon, word, strlen(word), &found);
}

static bool
has_reading(const CorpusLexicon *lexicon, const Found *found, guint kinds) {
  for (guint i = 0; i < found->count; i++)
    if ((kinds_of(rule_at(lexicon, found, i)) & kinds) == kinds)
      return true;
  return false;
}

/* Has the form a reading with all of these kinds? */
static bool
is_form(const CorpusLexicon *lexicon, const char *word, gsize bytes, guint kinds) {
  Found found;
  return find_form(lexicon, word, bytes, &found) && has_reading(lexicon, &found, kinds);
}

static char *
base_by_rule(const CorpusLexicon *lexicon, const LexiconRule *rule, const char *word, gsize start) {
  const char *ending = lexicon->endings + GUINT32_FROM_LE(rule->append) % lexicon->endings_bytes;
  gsize bytes = strlen(word);
  return g_strdup_printf("%.*s%s", (int)(bytes - MIN(rule->strip, bytes - start)), word, ending);
}

/* Adds the readings of what begins at the byte start of the word and has one of the kinds, which
 * are those of the whole word, unless they are there. */
static void
add_readings(const CorpusLexicon *lexicon, const char *word, gsize start, guint kinds,
             GArray *readings) {
  Found found;
  if (!find_form(lexicon, word + start, strlen(word + start), &found))
    return;
  for (guint i = 0; i < found.count; i++) {
    const LexiconRule *rule = rule_at(lexicon, &found, i);
    if ((kinds_of(rule) & kinds) != kinds)
      continue;
    CorpusReading reading = {base_by_rule(lexicon, rule, word, start),
                             kinds_of(rule) & SPEECH_KINDS};
    bool there = false;
    for (guint j = 0; j < readings->len && !there; j++) {
      CorpusReading *other = &g_array_index(readings, CorpusReading, j);
      there = strcmp(other->base, reading.base) == 0;
      if (there)
        other->speech |= reading.speech;
    }
    if (there)
      g_free(reading.base);
    else
      g_array_append_val(readings, reading);
  }
}

/* ---- compounds ---- */

/* A word that may be a compound: the byte where each letter begins, and the end. */
typedef struct {
  const char *word;
  guint letters;
  gsize at[WORD_MAX_CHARS + 1];
} Letters;

static bool
take_letters(const char *word, Letters *letters) {
  *letters = (Letters){.word = word};
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
    if (letters->letters == WORD_MAX_CHARS)
      return false;
    letters->at[letters->letters++] = (gsize)(at - word);
  }
  letters->at[letters->letters] = strlen(word);
  return true;
}

/* *begins: may there be a longer one that begins in the same way? */
static bool
is_first_part(const CorpusLexicon *lexicon, const Letters *word, guint start, guint end,
              bool *begins) {
  Found found;
  gsize bytes = word->at[end] - word->at[start];
  bool listed = find_form(lexicon, word->word + word->at[start], bytes, &found);
  *begins = found.begins;
  return listed && has_reading(lexicon, &found, LEXICON_FIRST);
}

/* Does the part end in a double letter, of which a third one was left out ("till" + "lägg")? */
static bool
ends_double(const Letters *word, guint start, guint end) {
  return end - start > PART_MIN_CHARS && g_utf8_get_char(word->word + word->at[end - 1]) ==
                                             g_utf8_get_char(word->word + word->at[end - 2]);
}

/* In the cover of the word with the fewest parts, and of these the one with the longest last part:
 * the letter where that begins; 0 where the word is no compound of words in the lexicon. One that
 * is in the lexicon itself is none: the dictionary says what it is. */
static guint
cover(const CorpusLexicon *lexicon, const Letters *word) {
  if (is_listed(lexicon, word->word))
    return 0;
  guint parts[WORD_MAX_CHARS + 1],
      last[WORD_MAX_CHARS + 1]; /* of the word's end from a letter on */
  for (guint start = word->letters - MIN(word->letters, PART_MIN_CHARS) + 1; start-- > 0;) {
    const char *rest = word->word + word->at[start];
    parts[start] = G_MAXUINT;
    last[start] = start;
    if (start > 0 && is_form(lexicon, rest, strlen(rest), LEXICON_LAST | LEXICON_WORD))
      parts[start] = 1;
    bool begins = true;
    for (guint next = start + PART_MIN_CHARS; begins && next + PART_MIN_CHARS <= word->letters;
         next++) {
      guint after = next;
      if (ends_double(word, start, next) && parts[next - 1] < parts[next])
        after = next - 1;
      if (parts[after] >= parts[start] - 1 || !is_first_part(lexicon, word, start, next, &begins))
        continue;
      parts[start] = parts[after] + 1;
      last[start] = last[after];
    }
  }
  return word->letters < 2 * PART_MIN_CHARS || parts[0] == G_MAXUINT ? 0 : last[0];
}

#define COVERED_WORDS 64 /* a power of two */
#define COVERED_BYTES 64

/* A word that was covered. */
typedef struct {
  guint lexicon; /* its number; 0 = nothing is remembered here */
  guint last;
  char word[COVERED_BYTES];
} Covered;

/* As cover(). A word's form, its parts and whether it is known are asked for one after the other,
 * and each of them by this; so each thread remembers the words that it asked for last. */
static guint
last_part(const CorpusLexicon *lexicon, const Letters *word) {
  static _Thread_local Covered covered[COVERED_WORDS];
  gsize bytes = word->at[word->letters];
  if (lexicon == NULL || bytes >= COVERED_BYTES)
    return cover(lexicon, word);
  Covered *known = &covered[g_str_hash(word->word) % COVERED_WORDS];
  if (known->lexicon != lexicon->number || strcmp(known->word, word->word) != 0) {
    known->last = cover(lexicon, word);
    known->lexicon = lexicon->number;
    memcpy(known->word, word->word, bytes + 1);
  }
  return known->last;
}

/* ---- words ---- */

static void
reading_clear(gpointer data) {
  g_free(((CorpusReading *)data)->base);
}

static GArray *
readings_new(void) {
  GArray *readings = g_array_new(FALSE, FALSE, sizeof(CorpusReading));
  g_array_set_clear_func(readings, reading_clear);
  return readings;
}

static bool
may_be_asked(const char *word) {
  return *word != '\0' && strlen(word) < FORM_MAX_BYTES && g_utf8_validate(word, -1, NULL);
}

GArray *
corpus_lexicon_readings(const CorpusLexicon *lexicon, const char *word) {
  GArray *readings = readings_new();
  if (!may_be_asked(word))
    return readings;
  add_readings(lexicon, word, 0, LEXICON_WORD, readings);
  const char *hyphen = strrchr(word, '-');
  if (readings->len == 0 && hyphen != NULL && hyphen > word) {
    gsize start = (gsize)(hyphen + 1 - word);
    add_readings(lexicon, word, start, LEXICON_WORD, readings);
  }
  Letters letters;
  guint start =
      readings->len == 0 && take_letters(word, &letters) ? last_part(lexicon, &letters) : 0;
  if (start > 0)
    add_readings(lexicon, word, letters.at[start], LEXICON_LAST | LEXICON_WORD, readings);
  return readings;
}

guint
corpus_lexicon_speech(const CorpusLexicon *lexicon, const char *word) {
  GArray *readings = corpus_lexicon_readings(lexicon, word);
  guint speech = 0;
  for (guint i = 0; i < readings->len; i++)
    speech |= g_array_index(readings, CorpusReading, i).speech;
  g_array_unref(readings);
  return speech;
}

guint
corpus_lexicon_speech_of_base(const CorpusLexicon *lexicon, const char *base) {
  GArray *readings = corpus_lexicon_readings(lexicon, base);
  guint speech = 0;
  for (guint i = 0; i < readings->len; i++) {
    const CorpusReading *reading = &g_array_index(readings, CorpusReading, i);
    if (strcmp(reading->base, base) == 0)
      speech |= reading->speech;
  }
  g_array_unref(readings);
  return speech;
}

static bool
has_letter(const char *word) {
  for (; *word != '\0'; word = g_utf8_next_char(word))
    if (g_unichar_isalpha(g_utf8_get_char(word)))
      return true;
  return false;
}

static bool
knows_as_written(const CorpusLexicon *lexicon, const char *word) {
  Letters letters;
  return is_form(lexicon, word, strlen(word), LEXICON_WORD) ||
         (take_letters(word, &letters) && last_part(lexicon, &letters) > 0) || !has_letter(word);
}

/* A word without hyphens, in any case: at a sentence's start it has a capital. */
static bool
knows_piece(const CorpusLexicon *lexicon, const char *word) {
  if (*word == '\0')
    return false;
  if (knows_as_written(lexicon, word))
    return true;
  char *lower = g_utf8_strdown(word, -1);
  bool known = strcmp(lower, word) != 0 && knows_as_written(lexicon, lower);
  g_free(lower);
  return known;
}

bool
corpus_lexicon_knows(const CorpusLexicon *lexicon, const char *word) {
  if (!may_be_asked(word))
    return false;
  if (strchr(word, '-') == NULL || is_form(lexicon, word, strlen(word), LEXICON_WORD))
    return knows_piece(lexicon, word);
  char **pieces = g_strsplit(word, "-", -1);
  bool known = true;
  for (char **piece = pieces; *piece != NULL && known; piece++)
    known = knows_piece(lexicon, *piece);
  g_strfreev(pieces);
  return known;
}

bool
corpus_lexicon_lists(const CorpusLexicon *lexicon, const char *word) {
  return may_be_asked(word) && is_form(lexicon, word, strlen(word), LEXICON_WORD);
}

bool
corpus_lexicon_is_entry(const CorpusLexicon *lexicon, const char *word) {
  return may_be_asked(word) && is_form(lexicon, word, strlen(word), LEXICON_ENTRY);
}

bool
corpus_lexicon_begins_compounds(const CorpusLexicon *lexicon, const char *form) {
  return may_be_asked(form) && is_form(lexicon, form, strlen(form), LEXICON_FIRST);
}

bool
corpus_lexicon_ends_compounds(const CorpusLexicon *lexicon, const char *form) {
  return may_be_asked(form) && is_form(lexicon, form, strlen(form), LEXICON_LAST);
}

bool
corpus_lexicon_begins(const CorpusLexicon *lexicon, const char *word, gsize bytes) {
  Found found;
  find_form(lexicon, word, bytes, &found);
  return found.begins;
}

/* The shortest base form among readings, which it takes; NULL if there is none. The caller frees
 * it. */
static char *
shortest_base(GArray *readings) {
  const char *best = NULL;
  for (guint i = 0; i < readings->len; i++) {
    const char *base = g_array_index(readings, CorpusReading, i).base;
    if (best == NULL || strlen(base) < strlen(best))
      best = base;
  }
  char *base = g_strdup(best);
  g_array_unref(readings);
  return base;
}

char *
corpus_lexicon_base(const CorpusLexicon *lexicon, const char *word) {
  if (!may_be_asked(word))
    return NULL;
  char *lower = g_utf8_strdown(word, -1);
  char *base = shortest_base(corpus_lexicon_readings(lexicon, lower));
  if (base == NULL && strcmp(lower, word) != 0)
    base = shortest_base(corpus_lexicon_readings(lexicon, word));
  g_free(lower);
  return base;
}

char *
corpus_lexicon_base_by_analogy(const CorpusLexicon *lexicon, const char *word) {
  Letters letters;
  if (!may_be_asked(word) || is_listed(lexicon, word) || !take_letters(word, &letters))
    return NULL;
  for (guint start = BEFORE_MIN_CHARS; start + ALIKE_MIN_CHARS <= letters.letters; start++) {
    GArray *readings = readings_new();
    add_readings(lexicon, word, letters.at[start], LEXICON_WORD | LEXICON_LAST | LEXICON_NOUN,
                 readings);
    char *base = shortest_base(readings);
    if (base != NULL)
      return base;
  }
  return NULL;
}
