/* corpus/reading/lines/layout_words.c: reads the headings and patterns of corpus/data/layout.ini,
 * once. */
#include "corpus/reading/lines/layout_words.h"

#include "corpus/text/knowledge.h"
#include "corpus/instrument/instrument.h"
#include "corpus/text/likeness.h"

#define DATA_FILE "layout.ini"
#define PATTERNS "patterns"
#define HEADING_LIKENESS 0.86
#define LONGEST_HEADING_CHARS 100

typedef struct {
  GPtrArray *always, *outside, *opening, *area, *report; /* CorpusPhrase * */
  GHashTable *patterns;                                  /* key -> GRegex * */
  char **keys;
} Layout;

static GPtrArray *
read_headings(GKeyFile *file, const char *key) {
  GPtrArray *phrases = g_ptr_array_new();
  char **headings = g_key_file_get_string_list(file, "headings", key, NULL, NULL);
  for (char **heading = headings; heading != NULL && *heading != NULL; heading++)
    g_ptr_array_add(phrases, corpus_phrase_new(*heading));
  g_strfreev(headings);
  return phrases;
}

static void
read_patterns(GKeyFile *file, Layout *layout) {
  layout->keys = g_key_file_get_keys(file, PATTERNS, NULL, NULL);
  for (char **key = layout->keys; key != NULL && *key != NULL; key++) {
    char *source = g_key_file_get_string(file, PATTERNS, *key, NULL);
    GRegex *pattern =
        source != NULL ? g_regex_new(source, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL) : NULL;
    if (pattern != NULL)
      g_hash_table_insert(layout->patterns, g_strdup(*key), pattern);
    g_free(source);
  }
}

static Layout *
read_layout(void) {
  Layout *layout = g_new0(Layout, 1);
  layout->patterns = g_hash_table_new(g_str_hash, g_str_equal);
  GKeyFile *file = corpus_data_key_file(DATA_FILE, NULL);
  if (file == NULL) /* cannot be: it is compiled in; an empty one keeps the functions sound */
    file = g_key_file_new();
  layout->always = read_headings(file, "background-always");
  layout->outside = read_headings(file, "background-outside");
  layout->opening = read_headings(file, "opening");
  layout->area = read_headings(file, "area");
  layout->report = read_headings(file, "report");
  read_patterns(file, layout);
  g_key_file_unref(file);
  return layout;
}

static const Layout *
layout_get(void) {
  static Layout *layout = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    layout = read_layout();
    g_once_init_leave(&done, 1);
  }
  return layout;
}

static bool
is_among(const GPtrArray *phrases, const CorpusPhrase *line) {
  for (guint i = 0; i < phrases->len; i++)
    if (corpus_phrase_likeness(g_ptr_array_index(phrases, i), line) >= HEADING_LIKENESS)
      return true;
  return false;
}

CorpusHeadingKind
corpus_layout_heading(const char *line, bool inside) {
  const Layout *layout = layout_get();
  const char *title = corpus_heading_without_number(line, NULL);
  if (*title == '\0' || g_utf8_strlen(title, -1) > LONGEST_HEADING_CHARS)
    return CORPUS_HEADING_UNKNOWN;
  CorpusPhrase *phrase = corpus_phrase_new(title);
  CorpusHeadingKind kind = CORPUS_HEADING_UNKNOWN;
  if (is_among(layout->always, phrase) || (!inside && is_among(layout->outside, phrase)))
    kind = CORPUS_HEADING_BACKGROUND;
  else if (is_among(layout->opening, phrase))
    kind = CORPUS_HEADING_OPENING;
  else if (is_among(layout->area, phrase))
    kind = CORPUS_HEADING_AREA;
  else if (is_among(layout->report, phrase))
    kind = CORPUS_HEADING_REPORT;
  corpus_phrase_free(phrase);
  return kind;
}

GRegex *
corpus_layout_pattern(const char *key) {
  return g_hash_table_lookup(layout_get()->patterns, key);
}

bool
corpus_layout_matches(const char *key, const char *text) {
  GRegex *pattern = corpus_layout_pattern(key);
  return pattern != NULL && g_regex_match(pattern, text, 0, NULL);
}

const char *
corpus_layout_without_bullet(const char *text) {
  GMatchInfo *match = NULL;
  int end = 0;
  GRegex *pattern = corpus_layout_pattern("bullet");
  if (pattern != NULL && g_regex_match(pattern, text, 0, &match))
    g_match_info_fetch_pos(match, 0, NULL, &end);
  if (match != NULL)
    g_match_info_free(match);
  return text + end;
}

char **
corpus_layout_pattern_keys(void) {
  char **keys = layout_get()->keys;
  return keys != NULL ? g_strdupv(keys) : g_new0(char *, 1);
}
