/* corpus/reading/scores/score_history.c: finds tables of areas by year, and lists of areas with
 * their points.
 *
 * A table has a head that names a year a column ("Huvudområde Kumla 2011 Kumla 2014 Medelvärde")
 * and a row an area. Columns of means and of changes are kept apart from points; others are
 * counted, so that the figures fall to the right years, and left out. "Medelvärde 2014 2016" can be
 * understood in two ways: as many figures as a row has, so many columns there are. A list has no
 * head: "1. Offentlighet och demokrati 61" and so on below a heading that speaks of results. In
 * brackets behind its figures stands the change, or the mean: a sign or a line nearby tells. A
 * table of contents looks the same, but its figures only rise. */
#include "corpus/reading/scores/score_tables.h"

#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"

#define FEWEST_AREAS 3
#define FEWEST_OF_A_LIST 5 /* areas, where only one figure stands behind each */
#define HEAD_LINES 8
#define HEAD_WORDS 16
#define HEADING_LINES 3 /* between a list and the heading that it stands below */
#define NOTE_LINES 2    /* after a list, that may say what its brackets hold */
#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define YEAR_DIGITS 4

typedef enum { COLUMN_POINTS, COLUMN_MEANS, COLUMN_CHANGES, COLUMN_OTHER } ColumnKind;

typedef struct {
  ColumnKind kind;
  unsigned since, year; /* of points: year, 0 = the report's own; of means: both, 0 = not stated */
  GString *label;       /* as printed */
} Column;

/* How the words of a head are to be understood: whether a year behind "medelvärde" is that of the
 * means, and whether "poäng" heads the report's own. */
typedef struct {
  bool years_of_means, own_points;
} HeadRules;

/* What stands in brackets behind the points of an area. */
typedef struct {
  unsigned area;
  bool sign; /* printed with one */
  double value;
} Bracket;

typedef struct {
  const GPtrArray *lines;
  GArray *columns; /* Column */
  HeadRules rules;
  bool open;        /* the next word of the head may still be of the last column */
  bool from;        /* the word before is "sedan" */
  GString *pending; /* words of the head that may turn out to be of the last column */
  bool bracketed;   /* the row has a bracket: */
  Bracket bracket;
  GArray *brackets; /* Bracket: of all rows */
  CorpusHistoryTable *table;
  guint rows;
} Reader;

static guint
next_text(const Reader *reader, guint at) {
  return corpus_line_next_text(reader->lines, at, reader->lines->len);
}

static Column *
column_at(const Reader *reader, guint at) {
  return &g_array_index(reader->columns, Column, at);
}

static guint
count_columns(const Reader *reader, ColumnKind kind) {
  guint count = 0;
  for (guint i = 0; i < reader->columns->len; i++)
    count += column_at(reader, i)->kind == kind ? 1 : 0;
  return count;
}

void
corpus_history_table_free(CorpusHistoryTable *table) {
  if (table == NULL)
    return;
  g_array_unref(table->years);
  g_array_unref(table->points);
  g_ptr_array_unref(table->beside);
  g_free(table);
}

/* ---- the head ---- */

static unsigned
year_of(const char *word) {
  char *after = NULL;
  unsigned year = (unsigned)g_ascii_strtoull(word, &after, 10);
  bool whole = after == word + YEAR_DIGITS &&
               (*after == '\0' || strchr(",:)/|", *after) != NULL || g_str_equal(after, "."));
  return whole && year >= FIRST_YEAR && year < LAST_YEAR ? year : 0;
}

/* "2010-2014": the first and the last year; false where the word is no such span. */
static bool
years_of(const char *word, unsigned *first, unsigned *last) {
  char *begin = g_strndup(word, YEAR_DIGITS);
  const char *dash = strlen(word) > YEAR_DIGITS ? word + YEAR_DIGITS : "";
  bool dashed = *dash == '-' || g_str_has_prefix(dash, "–") || g_str_has_prefix(dash, "—");
  *first = year_of(begin);
  *last = dashed ? year_of(g_utf8_next_char(dash)) : 0;
  g_free(begin);
  return *first != 0 && *last != 0;
}

static ColumnKind
kind_of(const char *word) {
  return !corpus_layout_matches("history-other-column", word)   ? COLUMN_POINTS
         : corpus_layout_matches("history-mean-column", word)   ? COLUMN_MEANS
         : corpus_layout_matches("history-change-column", word) ? COLUMN_CHANGES
                                                                : COLUMN_OTHER;
}

/* Adds a word to the last column's label, after those that were pending. */
static void
extend_label(Reader *reader, const char *word) {
  GString *label = column_at(reader, reader->columns->len - 1)->label;
  if (reader->pending->len > 0)
    g_string_append_printf(label, " %s", reader->pending->str);
  g_string_append_printf(label, "%s%s", label->len > 0 ? " " : "", word);
  while (label->len > 0 && strchr(",:)|.", label->str[label->len - 1]) != NULL)
    g_string_truncate(label, label->len - 1);
  g_string_truncate(reader->pending, 0);
  reader->from = false;
}

static void
add_column(Reader *reader, ColumnKind kind, unsigned year, const char *word) {
  Column column = {kind, year, year, g_string_new(NULL)};
  g_array_append_val(reader->columns, column);
  g_string_truncate(reader->pending, 0);
  extend_label(reader, word);
  reader->open = kind != COLUMN_POINTS;
}

/* Takes the year that a word names; false where it names none, or a span that is of no means. */
static bool
take_year(Reader *reader, const char *word) {
  unsigned year = year_of(word), since = year;
  bool span = year == 0 && years_of(word, &since, &year);
  Column *last = reader->open ? column_at(reader, reader->columns->len - 1) : NULL;
  if (year != 0 && last != NULL && last->kind == COLUMN_MEANS && last->since == 0 &&
      reader->rules.years_of_means) {
    last->since = since;
    last->year = reader->from ? 0 : year;
    extend_label(reader, word);
    return true;
  }
  if (year != 0 && !span)
    add_column(reader, COLUMN_POINTS, year, word);
  return year != 0 && !span;
}

/* Takes a word of the head; returns whether it is of a column. */
static bool
take_word(Reader *reader, const char *word) {
  ColumnKind kind = kind_of(word);
  if (take_year(reader, word))
    return true;
  if (kind != COLUMN_POINTS) {
    bool same = reader->open && kind != COLUMN_OTHER && reader->pending->len == 0 &&
                column_at(reader, reader->columns->len - 1)->kind == kind;
    if (same)
      extend_label(reader, word);
    else
      add_column(reader, kind, 0, word);
    return true;
  }
  if (reader->rules.own_points && corpus_layout_matches("history-own-column", word)) {
    add_column(reader, COLUMN_POINTS, 0, word);
    return true;
  }
  reader->open = reader->open && g_unichar_islower(g_utf8_get_char(word));
  reader->from = reader->open && corpus_layout_matches("mean-since", word);
  g_string_append_printf(reader->pending, "%s%s", reader->pending->len > 0 ? " " : "", word);
  return false;
}

/* Takes a line of the head; false where it is of no column. */
static bool
take_head_line(Reader *reader, const char *text, guint *words) {
  bool found = false;
  char **split = g_strsplit_set(text, " \t/|(", -1);
  for (char **word = split; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    bool of_column = take_word(reader, *word);
    found = found || of_column;
    *words += of_column ? 0 : 1;
  }
  g_strfreev(split);
  return found;
}

/* The first line after the head that begins at `at`; 0 if there is none. */
static guint
head_end(Reader *reader, guint at) {
  guint words = 0, taken = 0, end = 0;
  for (; at < reader->lines->len && taken < HEAD_LINES; at = next_text(reader, at + 1), taken++) {
    const char *text = corpus_line_text(reader->lines, at);
    if (corpus_layout_matches("sentence-end", text) || !take_head_line(reader, text, &words) ||
        words > HEAD_WORDS)
      break;
    end = at + 1;
  }
  bool means = count_columns(reader, COLUMN_MEANS) + count_columns(reader, COLUMN_CHANGES) > 0;
  bool named = count_columns(reader, COLUMN_POINTS) > 0;
  return named && (means || !reader->rules.own_points) ? end : 0;
}

/* ---- rows ---- */

/* The area that a row names in any revision, the newest first, or else by its number; 0 if none. */
static unsigned
area_named(const char *text) {
  unsigned area = 0, areas[CORPUS_INSTRUMENTS_MAX];
  guint named = corpus_instruments_match_area(text, areas);
  for (guint i = 0; named > 0 && corpus_instruments()[i] != NULL; i++)
    area = areas[i] != 0 ? areas[i] : area;
  if (area != 0)
    return area;
  char *number = NULL;
  const char *name = corpus_heading_without_number(text, &number);
  if (g_unichar_isupper(g_utf8_get_char(name)) && strchr(number, '.') == NULL)
    area = (unsigned)g_ascii_strtoull(number, NULL, 10);
  g_free(number);
  return area;
}

/* Takes what stands in brackets at the end of the text ("68 (+16)", "73 (63)") off it. */
static void
take_bracket(Reader *reader, char *text) {
  static const char signs[] = "+−–-±";
  char *bracket = strrchr(text, '(');
  if (bracket == NULL || bracket == text || !g_str_has_suffix(text, ")") ||
      strpbrk(bracket, "0123456789") == NULL)
    return;
  const char *inner = bracket + 1 + strspn(bracket + 1, " ");
  gunichar sign = g_utf8_get_char(inner);
  Bracket found = {.sign = g_utf8_strchr(signs, -1, sign) != NULL};
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize before = 0;
  bracket[strlen(bracket) - 1] = '\0';
  if (corpus_figures_at_end(found.sign ? g_utf8_next_char(inner) : inner, figures, &before) == 1 &&
      before == 0 && !figures[0].percent) {
    found.value = found.sign && sign != '+' ? -figures[0].value : figures[0].value;
    reader->bracket = found;
    reader->bracketed = true;
  }
  *bracket = '\0';
}

/* Puts white space for the signs of changes ("54 61 +7"), so that what follows is a figure. */
static void
blank_signs(char *text) {
  for (char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    char *next = g_utf8_next_char(at);
    bool begins = at > text && g_ascii_isspace(at[-1]);
    if (begins && g_ascii_isdigit(*next) && g_utf8_strchr("+−–-±", -1, g_utf8_get_char(at)))
      memset(at, ' ', (gsize)(next - at));
  }
}

/* Is the figure, which begins at or after `start`, printed with the sign of a loss? */
static bool
is_negative(const char *text, gsize start) {
  const char *digit = strpbrk(text + start, "0123456789");
  const char *sign = digit != NULL && digit > text ? g_utf8_find_prev_char(text, digit) : NULL;
  return sign != NULL && g_utf8_strchr("−–-", -1, g_utf8_get_char(sign)) != NULL;
}

/* The figures that end a row. */
static guint
figures_of(Reader *reader, const char *text, CorpusFigure *figures, gsize *text_bytes) {
  char *plain = g_strdup(text);
  bool changes = count_columns(reader, COLUMN_CHANGES) > 0;
  if (reader->columns->len == 1)
    take_bracket(reader, plain);
  if (changes)
    blank_signs(plain);
  guint count = corpus_figures_at_end(plain, figures, text_bytes);
  for (guint i = 0; changes && i < count; i++)
    if (is_negative(text, figures[i].start_bytes))
      figures[i].value = -figures[i].value;
  g_free(plain);
  return count;
}

/* Takes the figures of lines of their own, from `at` on; returns the first line after them. */
static guint
take_figures(Reader *reader, guint at, CorpusFigure *figures, guint *count) {
  for (guint next = next_text(reader, at);
       next < reader->lines->len && *count < reader->columns->len;
       next = next_text(reader, next + 1)) {
    CorpusFigure more[CORPUS_FIGURES_MAX];
    gsize text_bytes = 0;
    guint here = figures_of(reader, corpus_line_text(reader->lines, next), more, &text_bytes);
    if (here == 0 || text_bytes > 0 || *count + here > reader->columns->len)
      break;
    memcpy(figures + *count, more, here * sizeof *more);
    *count += here;
    at = next + 1;
  }
  return at;
}

/* The name of the row at `at`, over two lines where it wraps; *at becomes the line with its end. */
static char *
row_name(Reader *reader, guint *at, CorpusFigure *figures, guint *count) {
  gsize text_bytes = 0;
  const char *text = corpus_line_text(reader->lines, *at);
  *count = figures_of(reader, text, figures, &text_bytes);
  char *name = g_strndup(text, text_bytes);
  guint next = next_text(reader, *at + 1);
  if (*count > 0 || area_named(name) != 0 || next >= reader->lines->len ||
      corpus_layout_matches("history-sum", name))
    return name;
  text = corpus_line_text(reader->lines, next);
  *count = figures_of(reader, text, figures, &text_bytes);
  GString *whole = g_string_new(name);
  char *more = g_strndup(text, text_bytes);
  corpus_join_title(whole, more);
  g_free(more);
  g_free(name);
  *at = next;
  return g_string_free(whole, FALSE);
}

static void
add_beside(const Reader *reader, const Column *column, unsigned area, double value) {
  CorpusBeside like = {.kind =
                           column->kind == COLUMN_MEANS ? CORPUS_BESIDE_MEAN : CORPUS_BESIDE_CHANGE,
                       .since = column->since,
                       .year = column->year,
                       .label = column->label->str};
  g_ptr_array_add(reader->table->beside, corpus_beside_new(&like, area, value));
}

static void
add_points(Reader *reader, unsigned area, const CorpusFigure *figures) {
  bool decimals = false;
  for (guint i = 0; i < reader->columns->len; i++) {
    const Column *column = column_at(reader, i);
    CorpusHistory point = {column->year, area, corpus_figure_round(figures[i], &decimals)};
    if (column->kind == COLUMN_POINTS)
      g_array_append_val(reader->table->points, point);
    else if (column->kind != COLUMN_OTHER)
      add_beside(reader, column, area, figures[i].value);
  }
  reader->bracket.area = area;
  if (reader->bracketed)
    g_array_append_val(reader->brackets, reader->bracket);
}

/* Reads the row that begins at `at`; returns the first line after it, 0 if there is none. */
static guint
read_row(Reader *reader, guint at, bool *sum) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  guint count = 0;
  reader->bracketed = false;
  char *name = row_name(reader, &at, figures, &count);
  *sum = *name != '\0' && corpus_layout_matches("history-sum", name);
  unsigned area = *sum || *name == '\0' ? 0 : area_named(name);
  g_free(name);
  if (!*sum && area == 0)
    return 0;
  at = take_figures(reader, at + 1, figures, &count);
  if (count != reader->columns->len)
    return 0;
  add_points(reader, area, figures);
  return at;
}

static void
read_rows(Reader *reader, guint at) {
  bool sum = false;
  while (!sum && at < reader->lines->len) {
    guint after = read_row(reader, at, &sum);
    if (after == 0)
      break;
    reader->rows++;
    reader->table->last = after - 1;
    at = next_text(reader, after);
  }
}

/* ---- tables and lists ---- */

/* Page numbers of a table of contents only rise. */
static bool
only_rises(const CorpusHistoryTable *table) {
  for (guint i = 1; i < table->points->len; i++)
    if (g_array_index(table->points, CorpusHistory, i).score <
        g_array_index(table->points, CorpusHistory, i - 1).score)
      return false;
  return true;
}

static void
clear_column(gpointer data) {
  g_string_free(((Column *)data)->label, TRUE);
}

static Reader
reader_new(const GPtrArray *lines, guint first, HeadRules rules) {
  Reader reader = {.lines = lines, .rules = rules, .pending = g_string_new(NULL)};
  reader.columns = g_array_new(FALSE, FALSE, sizeof(Column));
  g_array_set_clear_func(reader.columns, clear_column);
  reader.brackets = g_array_new(FALSE, FALSE, sizeof(Bracket));
  reader.table = g_new0(CorpusHistoryTable, 1);
  reader.table->first = reader.table->last = first;
  reader.table->years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  reader.table->points = g_array_new(FALSE, FALSE, sizeof(CorpusHistory));
  reader.table->beside = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_beside_free);
  return reader;
}

/* Hands the table over, or frees it. */
static CorpusHistoryTable *
reader_end(Reader *reader, bool found) {
  for (guint i = 0; i < reader->columns->len; i++) {
    const Column *column = column_at(reader, i);
    if (column->kind == COLUMN_POINTS && column->year != 0)
      g_array_append_val(reader->table->years, column->year);
  }
  g_array_unref(reader->columns);
  g_array_unref(reader->brackets);
  g_string_free(reader->pending, TRUE);
  if (!found)
    g_clear_pointer(&reader->table, corpus_history_table_free);
  return reader->table;
}

/* Reads a table with one way to understand its head. *again: may another be worth a try? */
static CorpusHistoryTable *
table_in_way(const GPtrArray *lines, guint first, HeadRules rules, bool *again) {
  Reader reader = reader_new(lines, first, rules);
  guint end = head_end(&reader, first);
  if (end != 0 && reader.columns->len <= CORPUS_FIGURES_MAX)
    read_rows(&reader, next_text(&reader, end));
  *again = count_columns(&reader, COLUMN_MEANS) + count_columns(&reader, COLUMN_CHANGES) > 0;
  bool one = reader.columns->len == 1; /* list_at() knows more of these */
  return reader_end(&reader, !one && reader.rows >= FEWEST_AREAS);
}

/* Can a head begin with the line? Most hold neither a year nor another column's word, and need not
 * be taken apart. */
static bool
may_begin_head(const char *text) {
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit(*at) && strspn(at, "0123456789") >= YEAR_DIGITS)
      return true;
  return corpus_layout_matches("history-other-column", text);
}

static CorpusHistoryTable *
table_at(const GPtrArray *lines, guint first) {
  static const HeadRules ways[] = {{true, false}, {false, false}, {true, true}};
  CorpusHistoryTable *table = NULL;
  if (!may_begin_head(corpus_line_text(lines, first)))
    return NULL;
  bool again = true;
  for (gsize i = 0; table == NULL && again && i < G_N_ELEMENTS(ways); i++)
    table = table_in_way(lines, first, ways[i], &again);
  return table;
}

/* ---- brackets ---- */

/* What a line near a list says of the means in its brackets; false where it says nothing. */
static bool
explain_brackets(Reader *reader, guint at) {
  const char *text = corpus_line_text(reader->lines, at);
  guint words = 0, points = reader->columns->len;
  if (!corpus_layout_matches("bracket-mean", text))
    return false;
  reader->rules = (HeadRules){true, false};
  take_head_line(reader, text, &words);
  for (guint i = points; i < reader->columns->len; i++)
    if (column_at(reader, i)->kind == COLUMN_MEANS)
      return true;
  return false;
}

/* The column of the means in the brackets of a list, as a line above or below it explains them;
 * NULL where none does. */
static const Column *
column_of_brackets(Reader *reader) {
  bool found = false;
  guint at = reader->table->first;
  for (guint taken = 0; at > 0 && taken < HEADING_LINES && !found;)
    if (*corpus_line_text(reader->lines, --at) != '\0') {
      found = explain_brackets(reader, at);
      taken++;
    }
  at = next_text(reader, reader->table->last + 1);
  for (guint taken = 0; at < reader->lines->len && taken < NOTE_LINES && !found; taken++) {
    found = explain_brackets(reader, at);
    at = next_text(reader, at + 1);
  }
  for (guint i = 1; found && i < reader->columns->len; i++)
    if (column_at(reader, i)->kind == COLUMN_MEANS)
      return column_at(reader, i);
  return NULL;
}

/* A signed figure is a change, and among these a bare 0 is one too; another bare one is a mean
 * where a line says so, else nobody knows. */
static void
take_brackets(Reader *reader) {
  const Column *means = reader->brackets->len > 0 ? column_of_brackets(reader) : NULL;
  Column changes = {.kind = COLUMN_CHANGES, .label = g_string_new(NULL)};
  bool signs = false;
  for (guint i = 0; i < reader->brackets->len; i++)
    signs = signs || g_array_index(reader->brackets, Bracket, i).sign;
  for (guint i = 0; i < reader->brackets->len; i++) {
    const Bracket *bracket = &g_array_index(reader->brackets, Bracket, i);
    if (bracket->sign || (signs && bracket->value <= 0 && means == NULL))
      add_beside(reader, &changes, bracket->area, bracket->value);
    else if (means != NULL)
      add_beside(reader, means, bracket->area, bracket->value);
  }
  g_string_free(changes.label, TRUE);
}

/* ---- lists ---- */

/* The year in a heading of results above a list; found: is there such a heading? */
static unsigned
heading_above(const GPtrArray *lines, guint first, bool *found) {
  unsigned year = 0;
  *found = false;
  for (guint at = first, taken = 0; at > 0 && taken < HEADING_LINES && !*found;) {
    const char *text = corpus_line_text(lines, --at);
    if (*text == '\0')
      continue;
    taken++;
    *found = corpus_layout_matches("summary-heading", text) ||
             (taken == 1 && corpus_layout_matches("year-heading", text));
    char **words = g_strsplit(text, " ", -1);
    for (char **word = words; *word != NULL && *found; word++)
      year = year_of(*word) != 0 ? year_of(*word) : year;
    g_strfreev(words);
  }
  return year;
}

/* A list of areas with a figure each, the first of them at `first`. */
static CorpusHistoryTable *
list_at(const GPtrArray *lines, guint first) {
  bool found = false;
  if (area_named(corpus_line_text(lines, first)) == 0 &&
      !g_ascii_isdigit(*corpus_line_text(lines, first)))
    return NULL;
  unsigned year = heading_above(lines, first, &found);
  if (!found)
    return NULL;
  Reader reader = reader_new(lines, first, (HeadRules){false, false});
  add_column(&reader, COLUMN_POINTS, year, "");
  read_rows(&reader, first);
  bool list = reader.rows >= FEWEST_OF_A_LIST && !only_rises(reader.table);
  if (list)
    take_brackets(&reader);
  return reader_end(&reader, list);
}

/* Does the line stand beside the next one, as the head of the areas' names? */
static bool
is_label_beside(const GPtrArray *lines, guint at) {
  const CorpusLine *line = corpus_line_at(lines, at), *next = corpus_line_at(lines, at + 1);
  return corpus_line_same_row(line, next) && corpus_layout_labels(line->text);
}

GPtrArray *
corpus_history_find(const GPtrArray *lines) {
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_history_table_free);
  for (guint at = corpus_line_next_text(lines, 0, lines->len); at < lines->len;
       at = corpus_line_next_text(lines, at + 1, lines->len)) {
    CorpusHistoryTable *table = table_at(lines, at);
    if (table == NULL)
      table = list_at(lines, at);
    if (table == NULL)
      continue;
    if (at > 0 && is_label_beside(lines, at - 1))
      table->first = at - 1;
    g_ptr_array_add(tables, table);
    at = table->last;
  }
  return tables;
}
