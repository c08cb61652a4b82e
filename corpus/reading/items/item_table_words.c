/* corpus/reading/items/item_table_words.c: reads corpus/data/table-words.ini and compares lines
 * with it. */
#include "corpus/reading/items/item_table_words.h"

#include <string.h>

#include "corpus/text/knowledge.h"

#define FILE_NAME "table-words.ini"

typedef struct {
  char *word; /* folded: lower case, letters only */
  CorpusTag tag;
} HeaderWord;

typedef struct {
  GArray *headers;         /* HeaderWord, longest first */
  char **sure;             /* bullets */
  char **likely;           /* bullets */
  GHashTable *open;        /* words with which no item ends; a set */
  GHashTable *seldom_last; /* words with which one seldom ends; a set */
  GHashTable *within;      /* words with which none begins; a set */
  GPtrArray *after;        /* GRegex * */
} TableWords;

static char **
read_list(GKeyFile *file, const char *group, const char *key) {
  char **list = file != NULL ? g_key_file_get_string_list(file, group, key, NULL, NULL) : NULL;
  if (list == NULL)
    return g_new0(char *, 1);
  for (char **value = list; *value != NULL; value++)
    g_strstrip(*value);
  return list;
}

static GHashTable *
read_set(GKeyFile *file, const char *group, const char *key) {
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char **list = read_list(file, group, key);
  for (char **value = list; *value != NULL; value++)
    g_hash_table_add(set, g_strdup(*value));
  g_strfreev(list);
  return set;
}

/* Letters only, lower case; "och" and numbers are no words of a header. */
static char *
fold(const char *text) {
  char *lower = g_utf8_strdown(text, -1);
  char **words = g_strsplit_set(lower, " \t/&", -1);
  GString *folded = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++) {
    if (strcmp(*word, "och") == 0)
      continue;
    for (const char *p = *word; *p != '\0'; p = g_utf8_next_char(p))
      if (g_unichar_isalpha(g_utf8_get_char(p)))
        g_string_append_unichar(folded, g_utf8_get_char(p));
  }
  g_strfreev(words);
  g_free(lower);
  return g_string_free(folded, FALSE);
}

static int
longest_first(gconstpointer a, gconstpointer b) {
  const HeaderWord *first = a, *second = b;
  gsize lengths[] = {strlen(first->word), strlen(second->word)};
  return (lengths[0] < lengths[1]) - (lengths[0] > lengths[1]);
}

static GArray *
read_headers(GKeyFile *file) {
  GArray *headers = g_array_new(FALSE, FALSE, sizeof(HeaderWord));
  const CorpusTag tags[] = {CORPUS_TAG_STRENGTH, CORPUS_TAG_IMPROVEMENT, CORPUS_TAG_WEAKNESS};
  const char *const keys[] = {"strength", "improvement", "weakness"};
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
    char **list = read_list(file, "headers", keys[i]);
    for (char **value = list; *value != NULL; value++) {
      HeaderWord word = {fold(*value), tags[i]};
      g_array_append_val(headers, word);
    }
    g_strfreev(list);
  }
  g_array_sort(headers, longest_first);
  return headers;
}

static GPtrArray *
read_patterns(GKeyFile *file) {
  GPtrArray *patterns = g_ptr_array_new();
  char **list = read_list(file, "after", "lines");
  for (char **value = list; *value != NULL; value++) {
    GRegex *pattern = g_regex_new(*value, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
    if (pattern != NULL)
      g_ptr_array_add(patterns, pattern);
  }
  g_strfreev(list);
  return patterns;
}

static const TableWords *
table_words(void) {
  static TableWords words;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    GKeyFile *file = corpus_data_key_file(FILE_NAME, NULL);
    words.headers = read_headers(file);
    words.sure = read_list(file, "bullets", "sure");
    words.likely = read_list(file, "bullets", "likely");
    words.open = read_set(file, "items", "open");
    words.seldom_last = read_set(file, "items", "seldom last");
    words.within = read_set(file, "items", "within");
    words.after = read_patterns(file);
    if (file != NULL)
      g_key_file_unref(file);
    g_once_init_leave(&done, 1);
  }
  return &words;
}

/* The word over a column with which the folded text begins, NULL if none. */
static const HeaderWord *
next_header_word(const char *folded) {
  const GArray *headers = table_words()->headers;
  for (guint i = 0; i < headers->len; i++) {
    const HeaderWord *word = &g_array_index(headers, HeaderWord, i);
    if (g_str_has_prefix(folded, word->word))
      return word;
  }
  return NULL;
}

static void
add_column(CorpusTableHeader *header, CorpusTag tag) {
  for (guint i = 0; i < header->count; i++)
    if (header->tags[i] == tag)
      return;
  header->tags[header->count++] = tag;
}

/* Reads as many words over columns as there are; returns what is left of the folded text. */
static const char *
read_header(const char *folded, CorpusTableHeader *header) {
  const HeaderWord *word = NULL;
  while ((word = next_header_word(folded)) != NULL) {
    add_column(header, word->tag);
    folded += strlen(word->word);
  }
  return folded;
}

bool
corpus_table_header(const char *text, CorpusTableHeader *header) {
  CorpusTableHeader found = {{0}, 0};
  char *folded = fold(text);
  bool whole = *read_header(folded, &found) == '\0' && found.count > 0;
  g_free(folded);
  if (whole && header != NULL)
    *header = found;
  return whole;
}

bool
corpus_table_header_begins(const char *text) {
  CorpusTableHeader found = {{0}, 0};
  char *folded = fold(text);
  const char *rest = read_header(folded, &found);
  bool begins = *folded != '\0' && *rest == '\0';
  const GArray *headers = table_words()->headers;
  for (guint i = 0; i < headers->len && *rest != '\0' && !begins; i++)
    begins = g_str_has_prefix(g_array_index(headers, HeaderWord, i).word, rest);
  g_free(folded);
  return begins;
}

static bool
begins_with_one_of(const char *line, char **signs, gsize *length_bytes) {
  for (char **sign = signs; *sign != NULL; sign++)
    if (**sign != '\0' && g_str_has_prefix(line, *sign)) {
      *length_bytes = strlen(*sign);
      return true;
    }
  return false;
}

/* "1.", "12)": the length, 0 if the line begins with no number of a list. */
static gsize
list_number(const char *line) {
  gsize digits = strspn(line, "0123456789");
  bool number = digits > 0 && digits <= 2 && (line[digits] == '.' || line[digits] == ')');
  return number ? digits + 1 : 0;
}

static gsize
white_space_bytes(const char *text) {
  const char *p = text;
  while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  return (gsize)(p - text);
}

static bool
is_private_use(gunichar c) {
  return g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

CorpusBulletKind
corpus_table_bullet(const char *line, gsize *length_bytes, gunichar *glyph) {
  const TableWords *words = table_words();
  gunichar first = g_utf8_get_char(line);
  gsize sign_bytes = 0;
  *length_bytes = 0;
  *glyph = first;
  bool private_use = is_private_use(first);
  if (private_use)
    sign_bytes = (gsize)(g_utf8_next_char(line) - line);
  bool sure = private_use || begins_with_one_of(line, words->sure, &sign_bytes);
  bool likely = !sure && begins_with_one_of(line, words->likely, &sign_bytes);
  if (!sure && !likely && (sign_bytes = list_number(line)) > 0) {
    likely = true;
    *glyph = '1';
  }
  gsize space_bytes = white_space_bytes(line + sign_bytes);
  if (!sure && (!likely || (space_bytes == 0 && line[sign_bytes] != '\0')))
    return CORPUS_BULLET_NONE;
  *length_bytes = sign_bytes + space_bytes;
  return sure ? CORPUS_BULLET_SURE : CORPUS_BULLET_LIKELY;
}

/* The words of a line, as they are set off by white space. */
static char **
words_of(const char *line) {
  char *stripped = g_strstrip(g_strdup(line));
  char **words = g_strsplit_set(stripped, " \t", -1);
  g_free(stripped);
  return words;
}

/* Is the last word of the line in the set, or the last two together? As written: "VAD" is not the
 * word "vad". */
static bool
ends_with_one_of(const char *line, GHashTable *set) {
  char **words = words_of(line);
  guint count = g_strv_length(words);
  bool ends = count > 0 && g_hash_table_contains(set, words[count - 1]);
  if (count > 1 && !ends) {
    char *pair = g_strconcat(words[count - 2], " ", words[count - 1], NULL);
    ends = g_hash_table_contains(set, pair);
    g_free(pair);
  }
  g_strfreev(words);
  return ends;
}

bool
corpus_table_stays_open(const char *line) {
  return ends_with_one_of(line, table_words()->open);
}

bool
corpus_table_ends_seldom(const char *line) {
  return ends_with_one_of(line, table_words()->seldom_last);
}

bool
corpus_table_is_within(const char *line) {
  char *lower = g_utf8_strdown(line, -1);
  char **words = words_of(lower);
  bool within = words[0] != NULL && g_hash_table_contains(table_words()->within, words[0]);
  g_strfreev(words);
  g_free(lower);
  return within;
}

bool
corpus_table_is_after(const char *line) {
  const GPtrArray *after = table_words()->after;
  for (guint i = 0; i < after->len; i++)
    if (g_regex_match(g_ptr_array_index(after, i), line, 0, NULL))
      return true;
  return false;
}
