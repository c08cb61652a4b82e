/* corpus/reading/lines/taught_heads.c: words for items that no list of words has, as the report
 * itself uses them.
 *
 * "Starkt" and below it a list, then "Att fundera på" and another: what stands so in chapter after
 * chapter is a pair of heads, whatever its words are. A report that has strengths has something to
 * improve: where one of the two is known, the other one is its opposite. Where neither is,
 * strengths come first, as everywhere, if no other words in the report are known. The heads are
 * written with the words that are known. So are those that stand beside each other, over columns,
 * and those that stand before each item ("Gillar: …", "Fundera på: …"). */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"

#define INDENT 5.0 /* points: of an item below its head */

enum {
  FEWEST_PAIRS = 3, /* where one of the heads is known */
  FEWEST_UNKNOWN = 5,
  MOST_WORDS = 6,
  MOST_CHARS = 45,
  LABEL_WORDS = 3,
  LIST_LINES = 40, /* up to the second head */
  TABLE_LINES = 8  /* of a table, up to its first item */
};

static const char STRENGTH[] = "Styrkor", IMPROVEMENT[] = "Förbättringsområden";

/* ---- what may be a head ---- */

static bool
is_known(const char *head, CorpusTag *tag) {
  CorpusTableHead columns = {{0}, 0};
  bool known = corpus_layout_columns(head, &columns) && columns.count == 1;
  if (known)
    *tag = columns.tags[0];
  return known;
}

/* Few words with a capital that are no sentence, no heading that every report has, and name no
 * area. */
static bool
may_be_head(const char *text, guint most_words) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if (!g_unichar_isupper(g_utf8_get_char(text)) || g_utf8_strlen(text, -1) > MOST_CHARS ||
      corpus_layout_count_words(text) > most_words || strpbrk(text, ".?!;()0123456789") != NULL ||
      g_str_has_suffix(text, "-"))
    return false;
  return is_known(text, &tag) || (corpus_layout_heading(text, true) == CORPUS_HEADING_UNKNOWN &&
                                  corpus_instruments_match_area(text, areas) == 0);
}

/* The head that the line is, without its colon; NULL if it is none. The caller frees it. */
static char *
head_of(const CorpusLine *line) {
  if (*line->text == '\0' || line->kind == CORPUS_LINE_ITEM || corpus_layout_has_bullet(line->text))
    return NULL;
  gsize length = strlen(line->text);
  char *head = g_strndup(line->text, line->text[length - 1] == ':' ? length - 1 : length);
  if (may_be_head(head, MOST_WORDS))
    return head;
  g_free(head);
  return NULL;
}

/* The word before an item in a line of its own ("Gillar" of "Gillar: Den nya planen"); NULL if
 * there is none. The caller frees it. */
static char *
label_of(const CorpusLine *line) {
  const char *colon = strstr(line->text, ": ");
  char *label = colon != NULL ? g_strndup(line->text, (gsize)(colon - line->text)) : NULL;
  if (label != NULL && may_be_head(label, LABEL_WORDS))
    return label;
  g_free(label);
  return NULL;
}

/* ---- where they stand ---- */

static bool
is_item_below(const CorpusLine *line, const CorpusLine *head) {
  return line->kind == CORPUS_LINE_ITEM || corpus_layout_has_bullet(line->text) ||
         line->left > head->left + INDENT;
}

/* Do the lines stand in one row, the second one to the right? */
static bool
stand_beside(const CorpusLine *first, const CorpusLine *second) {
  if (first->table != 0)
    return first->table == second->table && first->row == second->row &&
           second->column > first->column;
  return corpus_line_same_row(first, second) && second->left > first->right + first->size;
}

/* Is there an item among the next lines, which are of the heads' table? */
static bool
items_follow(const GPtrArray *lines, guint head, guint at) {
  unsigned table = corpus_line_at(lines, head)->table;
  for (guint seen = 0; seen < TABLE_LINES; seen++, at++) {
    at = corpus_line_next_text(lines, at, lines->len);
    const CorpusLine *line = at < lines->len ? corpus_line_at(lines, at) : NULL;
    if (line == NULL || line->table != table)
      return false;
    if (line->kind == CORPUS_LINE_ITEM || corpus_layout_has_bullet(line->text))
      return true;
    if (table == 0)
      return false;
  }
  return false;
}

/* The head beside the one at `at`, with items below them; lines->len if there is none. */
static guint
head_beside(const GPtrArray *lines, guint at) {
  guint next = corpus_line_next_text(lines, at + 1, lines->len);
  bool beside = next < lines->len &&
                stand_beside(corpus_line_at(lines, at), corpus_line_at(lines, next)) &&
                items_follow(lines, at, next + 1);
  return beside ? next : lines->len;
}

static bool
heads_list(const GPtrArray *lines, guint at) {
  guint next = corpus_line_next_text(lines, at + 1, lines->len);
  return next < lines->len && is_item_below(corpus_line_at(lines, next), corpus_line_at(lines, at));
}

/* The head of the list that follows the one headed at `at`; lines->len if none follows. */
static guint
head_below(const GPtrArray *lines, guint at) {
  const CorpusLine *head = corpus_line_at(lines, at);
  if (!heads_list(lines, at))
    return lines->len;
  guint next = corpus_line_next_text(lines, at + 1, lines->len);
  for (guint seen = 0; next < lines->len && seen < LIST_LINES; seen++) {
    const CorpusLine *line = corpus_line_at(lines, next);
    if (!is_item_below(line, head) && !g_unichar_islower(g_utf8_get_char(line->text)))
      return heads_list(lines, next) ? next : lines->len;
    next = corpus_line_next_text(lines, next + 1, lines->len);
  }
  return lines->len;
}

/* ---- pairs ---- */

/* Two heads, and how often they stand as a pair. label: each stands before its item, with a colon.
 */
typedef struct {
  char *first, *second;
  bool label;
  guint count;
} Pair;

static void
pair_clear(gpointer data) {
  Pair *pair = data;
  g_free(pair->first);
  g_free(pair->second);
}

static void
count_pair(GArray *pairs, const char *first, const char *second, bool label) {
  if (g_str_equal(first, second))
    return;
  for (guint i = 0; i < pairs->len; i++) {
    Pair *pair = &g_array_index(pairs, Pair, i);
    if (pair->label == label && g_str_equal(pair->first, first) &&
        g_str_equal(pair->second, second)) {
      pair->count++;
      return;
    }
  }
  Pair pair = {g_strdup(first), g_strdup(second), label, 1};
  g_array_append_val(pairs, pair);
}

static void
count_heads_at(GArray *pairs, const GPtrArray *lines, guint at) {
  char *head = head_of(corpus_line_at(lines, at));
  if (head == NULL)
    return;
  guint other = head_beside(lines, at);
  if (other == lines->len)
    other = head_below(lines, at);
  char *second = other < lines->len ? head_of(corpus_line_at(lines, other)) : NULL;
  if (second != NULL)
    count_pair(pairs, head, second, false);
  g_free(second);
  g_free(head);
}

static GArray *
pairs_of(const GPtrArray *lines) {
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  g_array_set_clear_func(pairs, pair_clear);
  char *label_before = NULL;
  for (guint at = 0; at < lines->len; at++) {
    const CorpusLine *line = corpus_line_at(lines, at);
    if (*line->text == '\0')
      continue;
    char *label = label_of(line);
    if (label != NULL && label_before != NULL)
      count_pair(pairs, label_before, label, true);
    g_free(label_before);
    label_before = label;
    count_heads_at(pairs, lines, at);
  }
  g_free(label_before);
  return pairs;
}

/* ---- what they mean ---- */

/* The pair that the report has most often; NULL if none comes often enough. *tags: what its heads
 * mean. */
static const Pair *
best_pair(const GArray *pairs, CorpusTag tags[2]) {
  const Pair *best = NULL;
  bool all_known = false;
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    CorpusTag first = CORPUS_TAG_NEUTRAL, second = CORPUS_TAG_NEUTRAL;
    bool known[] = {is_known(pair->first, &first), is_known(pair->second, &second)};
    all_known = all_known || (known[0] && known[1]);
    bool one = known[0] != known[1];
    if ((best != NULL && pair->count <= best->count) || (known[0] && known[1]) ||
        pair->count < (one ? FEWEST_PAIRS : FEWEST_UNKNOWN) || (pair->label && !one))
      continue;
    best = pair;
    bool turned =
        (known[0] && first != CORPUS_TAG_STRENGTH) || (known[1] && second == CORPUS_TAG_STRENGTH);
    tags[0] = turned ? CORPUS_TAG_IMPROVEMENT : CORPUS_TAG_STRENGTH;
    tags[1] = turned ? CORPUS_TAG_STRENGTH : CORPUS_TAG_IMPROVEMENT;
  }
  return all_known ? NULL : best;
}

/* ---- writing them ---- */

/* Does the head stand over items, below it or beside it? */
static bool
heads_items(const GPtrArray *lines, guint at) {
  return heads_list(lines, at) || head_beside(lines, at) < lines->len ||
         (at > 0 && head_beside(lines, at - 1) == at);
}

/* Writes the head at `at` with the word that is known, if it is one of the pair's. */
static void
write_head(const GPtrArray *lines, guint at, const Pair *pair, const CorpusTag tags[2]) {
  CorpusLine *line = g_ptr_array_index(lines, at);
  char *own = pair->label ? label_of(line) : head_of(line);
  bool first = g_strcmp0(own, pair->first) == 0, second = g_strcmp0(own, pair->second) == 0;
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if ((first || second) && !is_known(own, &tag) && (pair->label || heads_items(lines, at))) {
    const char *word = tags[first ? 0 : 1] == CORPUS_TAG_STRENGTH ? STRENGTH : IMPROVEMENT;
    corpus_line_set_text(line, g_strconcat(word, line->text + strlen(own), NULL));
  }
  g_free(own);
}

void
corpus_taught_heads_write(CorpusLines *lines) {
  CorpusTag tags[2] = {CORPUS_TAG_NEUTRAL, CORPUS_TAG_NEUTRAL};
  GArray *pairs = pairs_of(lines->lines);
  const Pair *pair = best_pair(pairs, tags);
  for (guint at = 0; pair != NULL && at < lines->lines->len; at++)
    write_head(lines->lines, at, pair, tags);
  g_array_unref(pairs);
}
