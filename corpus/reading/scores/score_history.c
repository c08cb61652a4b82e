/* corpus/reading/scores/score_history.c: finds tables of areas by year. */
#include "corpus/reading/scores/score_history.h"

#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/trailing_figures.h"
#include "corpus/reading/lines/layout_words.h"

#define FEWEST_YEARS 2
#define FEWEST_AREAS 3

static const char *
text_at(const GPtrArray *lines, guint at) {
  return corpus_line_text(lines, at);
}

static GRegex *
years_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("(?:^|\\s)((?:(?:19|20)\\d{2}[\\s/|]*)+)$", G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

void
corpus_history_table_free(CorpusHistoryTable *table) {
  if (table == NULL)
    return;
  g_array_unref(table->years);
  g_array_unref(table->points);
  g_free(table);
}

/* Adds the years that end the line; false if there are none. whole: the line holds nothing else. */
static bool
add_years(const char *text, GArray *years, bool *whole) {
  GMatchInfo *match = NULL;
  bool found = g_regex_match(years_pattern(), text, 0, &match);
  if (found) {
    char *ending = g_match_info_fetch(match, 1);
    *whole = strlen(ending) == strlen(text);
    for (const char *at = ending; *at != '\0';) {
      char *after = NULL;
      unsigned year = (unsigned)g_ascii_strtoull(at, &after, 10);
      if (after != at)
        g_array_append_val(years, year);
      at = after != at ? after : at + 1;
    }
    g_free(ending);
  }
  g_match_info_free(match);
  return found;
}

/* The area that a row names in any revision, the newest first; 0 if none. */
static unsigned
area_named(const char *text) {
  unsigned area = 0;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    unsigned here = corpus_instrument_match_area(*at, text);
    area = here != 0 ? here : area;
  }
  return area;
}

/* Reads one row that begins at `at`; returns the first line after it, 0 if there is none. A row's
 * figures may stand on lines of their own. */
static guint
read_row(const GPtrArray *lines, guint at, CorpusHistoryTable *table, bool *sum) {
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize text_bytes = 0;
  guint years = table->years->len;
  guint count = corpus_figures_at_end(text_at(lines, at), figures, &text_bytes);
  char *name = g_strndup(text_at(lines, at), text_bytes);
  *sum = text_bytes > 0 && corpus_layout_matches("history-sum", name);
  unsigned area = *sum || text_bytes == 0 ? 0 : area_named(name);
  g_free(name);
  if (!*sum && area == 0)
    return 0;
  for (at++; count < years && at < lines->len; at++) {
    CorpusFigure more[CORPUS_FIGURES_MAX];
    guint here = corpus_figures_at_end(text_at(lines, at), more, &text_bytes);
    if (text_bytes > 0 || count + here > years || count + here > CORPUS_FIGURES_MAX)
      break;
    memcpy(figures + count, more, here * sizeof *more);
    count += here;
  }
  if (count != years)
    return 0;
  bool decimals = false;
  for (guint i = 0; i < years; i++) {
    CorpusHistory point = {g_array_index(table->years, unsigned, i), area,
                           corpus_figure_round(figures[i], &decimals)};
    g_array_append_val(table->points, point);
  }
  return at;
}

static CorpusHistoryTable *
table_at(const GPtrArray *lines, guint first) {
  CorpusHistoryTable *table = g_new0(CorpusHistoryTable, 1);
  table->first = table->last = first;
  table->years = g_array_new(FALSE, FALSE, sizeof(unsigned));
  table->points = g_array_new(FALSE, FALSE, sizeof(CorpusHistory));
  bool whole = false, sum = false;
  guint at = first, rows = 0;
  if (add_years(text_at(lines, at), table->years, &whole)) {
    for (at++; at < lines->len; at++) {
      bool only_years = false;
      guint before = table->years->len;
      if (*text_at(lines, at) == '\0')
        continue;
      if (!add_years(text_at(lines, at), table->years, &only_years) || !only_years) {
        g_array_set_size(table->years, before);
        break;
      }
    }
    while (!sum && at < lines->len && table->years->len <= CORPUS_FIGURES_MAX) {
      guint after = *text_at(lines, at) == '\0' ? at + 1 : read_row(lines, at, table, &sum);
      if (after == 0)
        break;
      if (*text_at(lines, at) != '\0') {
        rows++;
        table->last = after - 1;
      }
      at = after;
    }
  }
  if (table->years->len >= FEWEST_YEARS && rows >= FEWEST_AREAS)
    return table;
  corpus_history_table_free(table);
  return NULL;
}

GPtrArray *
corpus_history_find(const GPtrArray *lines) {
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_history_table_free);
  for (guint at = 0; at < lines->len; at++) {
    CorpusHistoryTable *table = table_at(lines, at);
    if (table == NULL)
      continue;
    g_ptr_array_add(tables, table);
    at = table->last;
  }
  return tables;
}
