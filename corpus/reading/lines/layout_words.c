/* corpus/reading/lines/layout_words.c: reads corpus/data/layout.ini and compares lines with it. */
#include "corpus/reading/lines/layout_words.h"

#include <limits.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/likeness.h"

#define HEADING_LIKENESS 0.86
#define LONGEST_HEADING_CHARS 100
#define QUESTION_MAX 40
#define HALF 5 /* tenths of a point: rounded up, as in tables */

typedef struct {
  char *word; /* folded: lower case, letters only */
  CorpusTag tag;
} ColumnWord;

typedef struct {
  const char *const *headings[5]; /* lists, in the order of GROUPS */
  GPtrArray *phrases[5];          /* the same, as CorpusPhrase * */
  const char *const *strength, *const *improvement,
                                   *const *weakness, *const *label, *const *before, *const *after;
  GArray *columns;                         /* ColumnWord of these, longest first */
  GPtrArray *labels;                       /* folded, longest first */
  GPtrArray *around[2];                    /* what may stand before and after them, folded */
  const char *const *sure, *const *likely; /* bullets */
  bool begins_bullet[UCHAR_MAX + 1];       /* by a line's first byte: may it be one? */
  GHashTable *patterns, *after_table;      /* key -> GRegex * */
} Layout;

/* The lists of headings; a line that is in several counts as the first. */
enum { ALWAYS, OUTSIDE, OPENING, AREA, REPORT, LISTS };

static const CorpusHeadingKind KINDS[LISTS] = {CORPUS_HEADING_BACKGROUND, CORPUS_HEADING_BACKGROUND,
                                               CORPUS_HEADING_OPENING, CORPUS_HEADING_AREA,
                                               CORPUS_HEADING_REPORT};

static const CorpusKnowledgeField FIELDS[] = {
    {"headings", "background-always", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(Layout, headings[ALWAYS])},
    {"headings", "background-outside", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(Layout, headings[OUTSIDE])},
    {"headings", "opening", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, headings[OPENING])},
    {"headings", "area", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, headings[AREA])},
    {"headings", "report", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, headings[REPORT])},
    {"columns", "strength", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, strength)},
    {"columns", "improvement", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, improvement)},
    {"columns", "weakness", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, weakness)},
    {"columns", "label", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, label)},
    {"columns", "before", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, before)},
    {"columns", "after", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, after)},
    {"bullets", "sure", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, sure)},
    {"bullets", "likely", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Layout, likely)},
    {"after table", NULL, CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Layout, after_table)},
    {"patterns", NULL, CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Layout, patterns)},
    {0}};

enum { BEFORE, AFTER };

/* Letters only, lower case; "och" and numbers are no words of a head. */
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
  const ColumnWord *first = a, *second = b;
  gsize lengths[] = {strlen(first->word), strlen(second->word)};
  return (lengths[0] < lengths[1]) - (lengths[0] > lengths[1]);
}

static void
add_columns(GArray *columns, const char *const *list, CorpusTag tag) {
  for (; *list != NULL; list++) {
    ColumnWord word = {fold(*list), tag};
    g_array_append_val(columns, word);
  }
}

static GPtrArray *
folded_list(const char *const *list) {
  GPtrArray *folded = g_ptr_array_new();
  for (; *list != NULL; list++)
    g_ptr_array_add(folded, fold(*list));
  return folded;
}

static int
longest_label_first(gconstpointer a, gconstpointer b) {
  gsize lengths[] = {strlen(*(const char *const *)a), strlen(*(const char *const *)b)};
  return (lengths[0] < lengths[1]) - (lengths[0] > lengths[1]);
}

/* Digits and the first bytes of every sign, those of private-use characters (U+E000 to U+F8FF and
 * the planes 15 and 16) included. */
static void
note_beginnings(Layout *layout) {
  const char *const *const lists[] = {layout->sure, layout->likely};
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    for (const char *const *sign = lists[i]; *sign != NULL; sign++)
      layout->begins_bullet[(unsigned char)**sign] = true;
  for (const char *byte = "0123456789\xEE\xEF\xF3\xF4"; *byte != '\0'; byte++)
    layout->begins_bullet[(unsigned char)*byte] = true;
}

static bool
finish_layout(gpointer table, G_GNUC_UNUSED GError **error) {
  Layout *layout = table;
  for (guint i = 0; i < LISTS; i++) {
    layout->phrases[i] = g_ptr_array_new();
    for (const char *const *heading = layout->headings[i]; *heading != NULL; heading++)
      g_ptr_array_add(layout->phrases[i], corpus_phrase_new(*heading));
  }
  layout->columns = g_array_new(FALSE, FALSE, sizeof(ColumnWord));
  add_columns(layout->columns, layout->strength, CORPUS_TAG_STRENGTH);
  add_columns(layout->columns, layout->improvement, CORPUS_TAG_IMPROVEMENT);
  add_columns(layout->columns, layout->weakness, CORPUS_TAG_WEAKNESS);
  g_array_sort(layout->columns, longest_first);
  layout->labels = folded_list(layout->label);
  g_ptr_array_sort(layout->labels, longest_label_first);
  layout->around[BEFORE] = folded_list(layout->before);
  layout->around[AFTER] = folded_list(layout->after);
  note_beginnings(layout);
  return true;
}

CORPUS_KNOWLEDGE(layout_table, .file = "layout.ini", .bytes = sizeof(Layout), .fields = FIELDS,
                 .finish = finish_layout);

static const Layout *
layout_words(void) {
  return corpus_knowledge(&layout_table);
}

/* ---- headings and patterns ---- */

static bool
is_among(const GPtrArray *phrases, const CorpusPhrase *line) {
  for (guint i = 0; i < phrases->len; i++)
    if (corpus_phrase_likeness(g_ptr_array_index(phrases, i), line) >= HEADING_LIKENESS)
      return true;
  return false;
}

/* "Sammanfattning av resultat 2014" without its year; the caller frees it. */
static char *
without_year(const char *title) {
  char *words = g_strdup(title);
  gsize length = strlen(words);
  if (length > 5 && words[length - 5] == ' ' && strspn(words + length - 4, "0123456789") == 4)
    words[length - 5] = '\0';
  return words;
}

CorpusHeadingKind
corpus_layout_heading(const char *line, bool inside) {
  const Layout *layout = layout_words();
  const char *title = corpus_heading_without_number(line, NULL);
  if (*title == '\0' || g_utf8_strlen(title, -1) > LONGEST_HEADING_CHARS)
    return CORPUS_HEADING_UNKNOWN;
  char *words = without_year(title);
  CorpusPhrase *phrase = corpus_phrase_new(words);
  g_free(words);
  CorpusHeadingKind kind = CORPUS_HEADING_UNKNOWN;
  for (guint i = 0; i < LISTS && kind == CORPUS_HEADING_UNKNOWN; i++)
    if (!(i == OUTSIDE && inside) && is_among(layout->phrases[i], phrase))
      kind = KINDS[i];
  corpus_phrase_free(phrase);
  return kind == CORPUS_HEADING_UNKNOWN && corpus_layout_matches("appendix", title)
             ? CORPUS_HEADING_REPORT
             : kind;
}

GRegex *
corpus_layout_pattern(const char *key) {
  return g_hash_table_lookup(layout_words()->patterns, key);
}

bool
corpus_layout_matches(const char *key, const char *text) {
  GRegex *pattern = corpus_layout_pattern(key);
  return pattern != NULL && g_regex_match(pattern, text, 0, NULL);
}

/* ---- points beside headings ---- */

static int
named_number(const GMatchInfo *match, const char *name) {
  char *digits = g_match_info_fetch_named(match, name);
  int number = digits != NULL && *digits != '\0' ? (int)g_ascii_strtoull(digits, NULL, 10) : -1;
  g_free(digits);
  return number;
}

/* Can the number in brackets behind points be their maximum? It is a mean where no question, and no
 * area, has so many. */
static bool
may_be_max(int points, int bracket) {
  return bracket >= points && (bracket == (int)corpus_instrument_least_points() ||
                               (bracket <= QUESTION_MAX && bracket % 5 == 0));
}

CorpusPoints
corpus_layout_points_in(const GMatchInfo *match) {
  bool up = named_number(match, "decimal") >= HALF;
  CorpusPoints found = {named_number(match, "points") + (up ? 1 : 0), named_number(match, "max")};
  int bracket = named_number(match, "bracket");
  if (found.max < 0 && may_be_max(found.points, bracket))
    found.max = bracket;
  return found;
}

/* Where the pattern matches; -1 if nowhere, or where the points would be more than their maximum.
 */
static int
points_at(const char *key, const char *text, CorpusPoints *points) {
  int start = -1;
  GMatchInfo *match = NULL;
  CorpusPoints found = {-1, -1};
  if (strpbrk(text, "0123456789") != NULL && /* few lines have any */
      g_regex_match(corpus_layout_pattern(key), text, 0, &match) &&
      g_match_info_fetch_pos(match, 0, &start, NULL)) {
    found = corpus_layout_points_in(match);
    start = found.max >= 0 && found.points > found.max ? -1 : start;
  }
  g_clear_pointer(&match, g_match_info_free);
  if (start >= 0 && points != NULL)
    *points = found;
  return start;
}

bool
corpus_layout_points(const char *line, CorpusPoints *points) {
  return points_at("points-alone", line, points) == 0;
}

bool
corpus_layout_cell_points(const char *cell, CorpusPoints *points) {
  return points_at("points-cell", cell, points) == 0;
}

gsize
corpus_layout_title_bytes(const char *title, CorpusPoints *points) {
  int start = points_at("points-of-title", title, points);
  return start > 0 ? (gsize)start : strlen(title);
}

char *
corpus_layout_title_with_points(const char *title, CorpusPoints points) {
  const char *space = *title != '\0' ? " " : "";
  if (points.points < 0)
    return g_strdup(title);
  if (points.max < 0)
    return g_strdup_printf("%s%s(%d poäng)", title, space, points.points);
  return g_strdup_printf("%s%s(%d av %d poäng)", title, space, points.points, points.max);
}

/* ---- tables of strengths and improvements ---- */

/* The word over a column with which the folded text begins, NULL if none. */
static const ColumnWord *
next_column_word(const char *folded) {
  const GArray *words = layout_words()->columns;
  for (guint i = 0; i < words->len; i++) {
    const ColumnWord *word = &g_array_index(words, ColumnWord, i);
    if (g_str_has_prefix(folded, word->word))
      return word;
  }
  return NULL;
}

/* Passes over words that may stand before, or after, a word over a column. */
static const char *
pass_around(const char *folded, guint where) {
  const GPtrArray *words = layout_words()->around[where];
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix(folded, words->pdata[i]))
      return pass_around(folded + strlen(words->pdata[i]), where);
  return folded;
}

static void
add_column(CorpusTableHead *head, CorpusTag tag) {
  for (guint i = 0; i < head->count; i++)
    if (head->tags[i] == tag)
      return;
  head->tags[head->count++] = tag;
}

/* The bytes of the word over a column of labels with which the folded text begins, 0 if none. */
static gsize
label_bytes(const char *folded) {
  const GPtrArray *labels = layout_words()->labels;
  for (guint i = 0; i < labels->len; i++)
    if (g_str_has_prefix(folded, labels->pdata[i]))
      return strlen(labels->pdata[i]);
  return 0;
}

/* Reads as many words over columns as there are; returns what is left of the folded text. */
static const char *
read_head(const char *folded, CorpusTableHead *head) {
  gsize label = label_bytes(folded);
  if (label > 0 && (next_column_word(folded + label) != NULL ||
                    next_column_word(pass_around(folded + label, BEFORE)) != NULL)) {
    add_column(head, CORPUS_TAG_NEUTRAL);
    folded += label;
  }
  for (;;) {
    const char *at = folded;
    const ColumnWord *word = next_column_word(at);
    if (word == NULL)
      word = next_column_word(at = pass_around(at, BEFORE));
    if (word == NULL)
      return folded;
    add_column(head, word->tag);
    folded = pass_around(at + strlen(word->word), AFTER);
  }
}

/* "Det här gör Åsele bra", "Åseles styrkor": with the word for any municipality in the place of its
 * name, folded; NULL where no word can be a name. */
static char *
fold_without_names(const char *text) {
  guint names = 0;
  GString *plain = g_string_new(NULL);
  char **words = g_strsplit(text + strspn(text, " "), " ", -1);
  for (char **word = words; *word != NULL && g_utf8_strlen(text, -1) <= LONGEST_HEADING_CHARS;
       word++) {
    const char *rest = **word != '\0' ? g_utf8_next_char(*word) : *word;
    bool name = g_unichar_isupper(g_utf8_get_char(*word)) &&
                g_unichar_islower(g_utf8_get_char(rest)) && g_utf8_strlen(*word, -1) > 2;
    bool genitive = name && g_str_has_suffix(*word, "s");
    name = name && (word != words || genitive);
    g_string_append(plain, !name ? *word : genitive ? "kommunens" : "kommunen");
    names += name ? 1 : 0;
  }
  g_strfreev(words);
  char *folded = names == 1 ? fold(plain->str) : NULL;
  g_string_free(plain, TRUE);
  return folded;
}

static bool
are_columns(const char *folded, CorpusTableHead *head) {
  CorpusTableHead found = {{0}, 0};
  bool whole = *read_head(folded, &found) == '\0' && found.count > 0;
  if (whole && head != NULL)
    *head = found;
  return whole;
}

bool
corpus_layout_columns(const char *text, CorpusTableHead *head) {
  char *folded = fold(text);
  bool whole = are_columns(folded, head);
  g_free(folded);
  if (whole || (folded = fold_without_names(text)) == NULL)
    return whole;
  whole = are_columns(folded, head);
  g_free(folded);
  return whole;
}

bool
corpus_layout_column_word(const char *text) {
  CorpusTableHead head = {{0}, 0};
  return g_unichar_isupper(g_utf8_get_char(text)) && corpus_layout_columns(text, &head) &&
         head.count == 1;
}

bool
corpus_layout_labels(const char *text) {
  char *folded = fold(text);
  gsize label = label_bytes(folded);
  bool whole = label > 0 && folded[label] == '\0';
  g_free(folded);
  return whole;
}

static bool
columns_begin(const char *folded) {
  CorpusTableHead found = {{0}, 0};
  const char *rest = read_head(folded, &found);
  bool begins = *folded != '\0' && *rest == '\0';
  const GArray *words = layout_words()->columns;
  const char *bare = pass_around(rest, BEFORE);
  for (guint i = 0; i < words->len && !begins; i++) {
    const char *word = g_array_index(words, ColumnWord, i).word;
    begins = (*rest != '\0' && g_str_has_prefix(word, rest)) ||
             (*bare != '\0' && g_str_has_prefix(word, bare));
  }
  return begins;
}

bool
corpus_layout_columns_begin(const char *text) {
  char *folded = fold(text), *unnamed = fold_without_names(text);
  bool begins = columns_begin(folded) || (*folded != '\0' && corpus_layout_labels(text)) ||
                (unnamed != NULL && are_columns(unnamed, NULL));
  g_free(unnamed);
  g_free(folded);
  return begins;
}

gsize
corpus_layout_run_in(const char *text, CorpusTag *tag) {
  gsize bytes = 0;
  GMatchInfo *match = NULL;
  GRegex *pattern = corpus_layout_pattern("run-in-head");
  if (pattern != NULL && g_regex_match(pattern, text, 0, &match)) {
    CorpusTableHead head = {{0}, 0};
    char *word = g_match_info_fetch_named(match, "word");
    int end = 0;
    if (corpus_layout_columns(word, &head) && head.count == 1 &&
        g_match_info_fetch_pos(match, 0, NULL, &end))
      bytes = (gsize)end;
    *tag = head.tags[0];
    g_free(word);
  }
  g_clear_pointer(&match, g_match_info_free);
  return bytes;
}

bool
corpus_layout_is_after_table(const char *line) {
  GHashTableIter iter;
  gpointer pattern = NULL;
  g_hash_table_iter_init(&iter, layout_words()->after_table);
  while (g_hash_table_iter_next(&iter, NULL, &pattern))
    if (g_regex_match(pattern, line, 0, NULL))
      return true;
  return false;
}

/* ---- bullets ---- */

static bool
begins_with_one_of(const char *line, const char *const *signs, gsize *length_bytes) {
  for (const char *const *sign = signs; *sign != NULL; sign++)
    if (g_str_has_prefix(line, *sign)) {
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
corpus_layout_bullet(const char *line, gsize *length_bytes, gunichar *glyph) {
  const Layout *layout = layout_words();
  gunichar first = g_utf8_get_char(line);
  gsize sign_bytes = 0;
  *length_bytes = 0;
  *glyph = first;
  if (!layout->begins_bullet[(unsigned char)*line])
    return CORPUS_BULLET_NONE;
  bool private_use = is_private_use(first);
  if (private_use)
    sign_bytes = (gsize)(g_utf8_next_char(line) - line);
  bool sure = private_use || begins_with_one_of(line, layout->sure, &sign_bytes);
  bool likely = !sure && begins_with_one_of(line, layout->likely, &sign_bytes);
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

/* In running text a letter or a number before a space is no bullet. */
const char *
corpus_layout_without_bullet(const char *text) {
  gsize length_bytes = 0;
  gunichar glyph = 0;
  CorpusBulletKind kind = corpus_layout_bullet(text, &length_bytes, &glyph);
  bool bullet =
      kind == CORPUS_BULLET_SURE || (kind == CORPUS_BULLET_LIKELY && !g_unichar_isalnum(glyph));
  return bullet ? text + length_bytes : text;
}

bool
corpus_layout_has_bullet(const char *text) {
  return corpus_layout_without_bullet(text) != text;
}

guint
corpus_layout_count_words(const char *text) {
  guint words = 0;
  bool inside = false;
  for (; *text != '\0'; text++) {
    bool space = g_ascii_isspace(*text);
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}
