/* corpus/reading/scores/score_history.c: finds tables of areas by year, and lists of areas with
 * their points.
 *
 * A table has a head that names a year a column ("Huvudområde Kumla 2011 Kumla 2014 Medelvärde")
 * and a row an area; columns of other things (a mean, a change) are counted, so that the figures
 * fall to the right years, and left out. A list has no head: "1. Offentlighet och demokrati 61" and
 * so on below a heading that speaks of results. A table of contents looks the same, but its figures
 * only rise. */
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
#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define OTHER_COLUMN 0 /* a column of something else than a year's points */

typedef struct {
  const GPtrArray *lines;
  GArray *columns; /* unsigned: the year, or OTHER_COLUMN */
  CorpusHistoryTable *table;
  guint rows;
} Reader;

static const char *
text_at(const Reader *reader, guint at) {
  return corpus_line_text(reader->lines, at);
}

static guint
next_text(const Reader *reader, guint at) {
  return corpus_line_next_text(reader->lines, at, reader->lines->len);
}

void
corpus_history_table_free(CorpusHistoryTable *table) {
  if (table == NULL)
    return;
  g_array_unref(table->years);
  g_array_unref(table->points);
  g_free(table);
}

/* ---- the head ---- */

static unsigned
year_of(const char *word) {
  char *after = NULL;
  unsigned year = (unsigned)g_ascii_strtoull(word, &after, 10);
  bool whole = after == word + 4 && (*after == '\0' || strchr(",:)/|", *after) != NULL);
  return whole && year >= FIRST_YEAR && year < LAST_YEAR ? year : 0;
}

/* Adds the columns that a line of the head names; false where it names none. */
static bool
add_columns(const char *text, GArray *columns, guint *words) {
  guint before = columns->len;
  bool other = false;
  char **split = g_strsplit_set(text, " \t/|(", -1);
  for (char **word = split; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    unsigned column = year_of(*word);
    bool mean = column == 0 && corpus_layout_matches("history-other-column", *word);
    if (column != 0 || (mean && !other))
      g_array_append_val(columns, column);
    other = mean;
    *words += column == 0 && !mean ? 1 : 0;
  }
  g_strfreev(split);
  return columns->len > before;
}

static guint
count_years(const GArray *columns) {
  guint years = 0;
  for (guint i = 0; i < columns->len; i++)
    years += g_array_index(columns, unsigned, i) != OTHER_COLUMN ? 1 : 0;
  return years;
}

/* The first line after the head that begins at `at`; 0 if there is none. */
static guint
head_end(Reader *reader, guint at) {
  guint words = 0, taken = 0, end = 0;
  for (; at < reader->lines->len && taken < HEAD_LINES; at = next_text(reader, at + 1), taken++) {
    const char *text = text_at(reader, at);
    if (corpus_layout_matches("sentence-end", text) ||
        !add_columns(text, reader->columns, &words) || words > HEAD_WORDS)
      break;
    end = at + 1;
  }
  return count_years(reader->columns) > 0 ? end : 0;
}

/* ---- rows ---- */

/* The area that a row names in any revision, the newest first, or else by its number; 0 if none. */
static unsigned
area_named(const char *text) {
  unsigned area = 0;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    unsigned here = corpus_instrument_match_area(*at, text);
    area = here != 0 ? here : area;
  }
  if (area != 0)
    return area;
  char *number = NULL;
  const char *name = corpus_heading_without_number(text, &number);
  if (g_unichar_isupper(g_utf8_get_char(name)) && strchr(number, '.') == NULL)
    area = (unsigned)g_ascii_strtoull(number, NULL, 10);
  g_free(number);
  return area;
}

/* The figures that end a row; what a single one is followed by in brackets ("68 (+16)", "73 (63)")
 * is a change or a mean. */
static guint
figures_of(const Reader *reader, const char *text, CorpusFigure *figures, gsize *text_bytes) {
  char *plain = g_strdup(text);
  if (reader->columns->len == 1) {
    char *bracket = strrchr(plain, '(');
    if (bracket != NULL && bracket > plain && g_str_has_suffix(plain, ")") &&
        strpbrk(bracket, "0123456789") != NULL)
      *bracket = '\0';
  }
  guint count = corpus_figures_at_end(plain, figures, text_bytes);
  g_free(plain);
  return count;
}

/* Takes the figures of lines of their own, from `at` on; returns the first line after them. */
static guint
take_figures(const Reader *reader, guint at, CorpusFigure *figures, guint *count) {
  for (guint next = next_text(reader, at);
       next < reader->lines->len && *count < reader->columns->len;
       next = next_text(reader, next + 1)) {
    CorpusFigure more[CORPUS_FIGURES_MAX];
    gsize text_bytes = 0;
    guint here = figures_of(reader, text_at(reader, next), more, &text_bytes);
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
row_name(const Reader *reader, guint *at, CorpusFigure *figures, guint *count) {
  gsize text_bytes = 0;
  const char *text = text_at(reader, *at);
  *count = figures_of(reader, text, figures, &text_bytes);
  char *name = g_strndup(text, text_bytes);
  guint next = next_text(reader, *at + 1);
  if (*count > 0 || area_named(name) != 0 || next >= reader->lines->len ||
      corpus_layout_matches("history-sum", name))
    return name;
  text = text_at(reader, next);
  *count = figures_of(reader, text, figures, &text_bytes);
  bool broken = g_str_has_suffix(name, "-");
  char *whole = g_strdup_printf("%.*s%s%.*s", (int)(strlen(name) - (broken ? 1 : 0)), name,
                                broken ? "" : " ", (int)text_bytes, text);
  g_free(name);
  *at = next;
  return whole;
}

static void
add_points(Reader *reader, unsigned area, const CorpusFigure *figures) {
  bool decimals = false;
  for (guint i = 0; i < reader->columns->len; i++) {
    unsigned year = g_array_index(reader->columns, unsigned, i);
    CorpusHistory point = {year, area, corpus_figure_round(figures[i], &decimals)};
    if (year != OTHER_COLUMN || reader->columns->len == 1)
      g_array_append_val(reader->table->points, point);
  }
}

/* Reads the row that begins at `at`; returns the first line after it, 0 if there is none. */
static guint
read_row(Reader *reader, guint at, bool *sum) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  guint count = 0;
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

static Reader
reader_new(const GPtrArray *lines, guint first) {
  Reader reader = {lines, g_array_new(FALSE, FALSE, sizeof(unsigned)), NULL, 0};
  reader.table = g_new0(CorpusHistoryTable, 1);
  reader.table->first = reader.table->last = first;
  reader.table->years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  reader.table->points = g_array_new(FALSE, FALSE, sizeof(CorpusHistory));
  return reader;
}

/* Hands the table over, or frees it. */
static CorpusHistoryTable *
reader_end(Reader *reader, bool found) {
  for (guint i = 0; i < reader->columns->len; i++) {
    unsigned year = g_array_index(reader->columns, unsigned, i);
    if (year != OTHER_COLUMN)
      g_array_append_val(reader->table->years, year);
  }
  g_array_unref(reader->columns);
  if (!found)
    g_clear_pointer(&reader->table, corpus_history_table_free);
  return reader->table;
}

static CorpusHistoryTable *
table_at(const GPtrArray *lines, guint first) {
  Reader reader = reader_new(lines, first);
  guint end = head_end(&reader, first);
  if (end != 0 && reader.columns->len <= CORPUS_FIGURES_MAX)
    read_rows(&reader, next_text(&reader, end));
  bool one = reader.columns->len == 1; /* list_at() knows more of these */
  return reader_end(&reader, !one && reader.rows >= FEWEST_AREAS);
}

/* The year in a heading of results above a list; found: is there such a heading? */
static unsigned
heading_above(const GPtrArray *lines, guint first, bool *found) {
  unsigned year = OTHER_COLUMN;
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
  Reader reader = reader_new(lines, first);
  g_array_append_val(reader.columns, year);
  read_rows(&reader, first);
  return reader_end(&reader, reader.rows >= FEWEST_OF_A_LIST && !only_rises(reader.table));
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
    g_ptr_array_add(tables, table);
    at = table->last;
  }
  return tables;
}
