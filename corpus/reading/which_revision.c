/* corpus/reading/which_revision.c: finds the revision of the instrument by what its reports have of
 * their own.
 *
 * Revisions share most of their words: an area keeps its name, a question changes a word or its
 * points. So each known revision is weighed by how well its questions and points fit the score
 * tables, by the lines that name an area as it does and others do not, and by the report's own
 * year, which counts heavily against a revision that did not exist yet. A row says nothing of a
 * revision whose questions are not known. Weighing finds the best, not whether it is any good: if
 * most of the area names that the report prints with their numbers are not those of the best one,
 * and neither are its questions, the report was made with a revision that nobody has described yet.
 * What is not known of a revision, all or its questions, is then as the report prints it: in its
 * score tables, or else in the headings of its chapters. */
#include "corpus/reading/decisions.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_tables.h"
#include "corpus/text/likeness.h"

#define POINTS_WEIGHT 1.0 /* a question with the revision's points */
#define TEXT_WEIGHT 1.0   /* a question in the revision's words */
#define STRANGE_TEXT 0.4  /* likeness of two questions that have nothing to do with each other */
#define AREA_WEIGHT 2.0   /* a numbered line that names an area as not all revisions do */
#define NAME_WEIGHT 0.4   /* the same without a number: other headings can resemble it */
#define MOST_LINES 6      /* that count for what one revision, or the same ones, call areas */
#define YEAR_WEIGHT 1.5   /* the newest revision at that time */
#define LATER_WEIGHT 10.0 /* against a revision that is newer than the report */
#define FEWEST_TITLES 3   /* to tell that the revision is not known */
#define LIKE_TEXTS 0.6    /* questions that are those of the revision */
#define LONGEST_TITLE_CHARS 110

/* ---- the score tables ---- */

static char *
row_text(const CorpusScoreRow *row) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < row->lines->len; i++)
    corpus_join_title(text, corpus_line_text(row->lines, i));
  return g_string_free(text, FALSE);
}

/* How well the score tables fit; a question that only one of the two has counts against it.
 * likeness receives that of the texts, 0..1; where no question is known, both are 0. */
static double
tables_fit(const GPtrArray *tables, const CorpusInstrument *instrument, double *likeness) {
  double fits = 0, alike = 0;
  guint rows = 0;
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    const CorpusArea *area = corpus_instrument_area(instrument, table->area);
    guint known = area != NULL ? area->questions->len : 0;
    if (!corpus_instrument_is_whole(instrument))
      continue;
    for (guint j = 0; j < table->rows->len; j++, rows++) {
      const CorpusScoreRow *row = g_ptr_array_index(table->rows, j);
      if (row->number > known) {
        fits -= POINTS_WEIGHT;
        continue;
      }
      const CorpusQuestion *question = g_ptr_array_index(area->questions, row->number - 1);
      char *text = row_text(row);
      double here = corpus_likeness(text, question->text);
      g_free(text);
      alike += here;
      fits += TEXT_WEIGHT * (here - STRANGE_TEXT);
      fits += row->cells.max == (int)question->max ? POINTS_WEIGHT : -POINTS_WEIGHT;
    }
    if (area != NULL && table->sum.score >= 0 && table->rows->len < known)
      fits -= POINTS_WEIGHT * (known - table->rows->len);
  }
  *likeness = rows > 0 ? alike / rows : 0;
  return fits;
}

/* ---- the names of areas ---- */

/* A set of revisions, by their place in corpus_instruments(). */
typedef guint64 Revisions;

static guint
revisions_count(void) {
  guint count = 0;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    count++;
  return count;
}

/* Those in which a line names an area. */
static Revisions
naming(const char *line) {
  unsigned areas[CORPUS_INSTRUMENTS_MAX];
  Revisions named = 0;
  if (corpus_instruments_match_area(line, areas) == 0)
    return 0;
  for (guint i = 0; corpus_instruments()[i] != NULL; i++)
    if (areas[i] != 0)
      named |= (Revisions)1 << i;
  return named;
}

static bool
is_numbered(const char *line) {
  char *number = NULL;
  (void)corpus_heading_without_number(line, &number);
  bool numbered = *number != '\0';
  g_free(number);
  return numbered;
}

/* A line without its bullet, and without the points that stand behind a title. The caller frees
 * it. */
static char *
bare_title(const char *line) {
  const char *text = corpus_layout_without_bullet(line);
  return g_strndup(text, corpus_layout_title_bytes(text, NULL));
}

/* What lines that name areas as some revisions do and others do not weigh: Revisions * -> double *.
 * A name that two revisions share is no sign of either against the other. */
static GHashTable *
weigh_names(const GPtrArray *lines) {
  GHashTable *weights = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Revisions all = ((Revisions)1 << revisions_count()) - 1;
  for (guint i = 0; i < lines->len; i++) {
    char *text = bare_title(corpus_line_text(lines, i));
    Revisions named = *text != '\0' ? naming(text) : 0;
    bool numbered = is_numbered(text);
    g_free(text);
    if (named == 0 || named == all)
      continue;
    double *weight = g_hash_table_lookup(weights, &named);
    if (weight == NULL) {
      weight = g_new0(double, 1);
      g_hash_table_insert(weights, g_memdup2(&named, sizeof named), weight);
    }
    *weight = MIN(*weight + (numbered ? AREA_WEIGHT : NAME_WEIGHT), MOST_LINES * AREA_WEIGHT);
  }
  return weights;
}

static double
weight_of_names(GHashTable *weights, guint revision) {
  GHashTableIter iter;
  gpointer named = NULL, weight = NULL;
  double sum = 0;
  g_hash_table_iter_init(&iter, weights);
  while (g_hash_table_iter_next(&iter, &named, &weight))
    sum += (*(Revisions *)named >> revision & 1) != 0 ? *(double *)weight : 0;
  return sum;
}

/* "Område 3 Mål och medel": the number, and the name; NULL if the line is no such heading. */
static const char *
area_heading(const char *line, unsigned *number) {
  char *digits = NULL;
  const char *name = corpus_heading_without_number(line, &digits);
  *number = (unsigned)g_ascii_strtoull(digits, NULL, 10);
  bool heading = corpus_layout_matches("area-number", line) && *number > 0 &&
                 *number <= CORPUS_AREA_MAX && g_unichar_isupper(g_utf8_get_char(name)) &&
                 g_utf8_strlen(name, -1) <= LONGEST_TITLE_CHARS &&
                 !corpus_layout_matches("contents-entry", line) && !g_str_has_suffix(name, ".");
  g_free(digits);
  return heading ? name : NULL;
}

/* The title of a table without number, head and the area's own figures ("Mål och medel"), which may
 * stand below the head; the caller frees it. "" where it has none. */
static char *
table_title(const GPtrArray *lines, const CorpusScoreTable *table) {
  const char *name = "";
  for (guint line = table->first; line <= table->last && *name == '\0'; line++) {
    char *digits = NULL;
    const char *text = corpus_heading_without_number(corpus_line_text(lines, line), &digits);
    if (strchr(digits, '.') == NULL && (unsigned)g_ascii_strtoull(digits, NULL, 10) == table->area)
      name = text;
    g_free(digits);
  }
  char *title = g_strdup(name);
  GMatchInfo *match = NULL;
  int start = 0;
  CorpusFigure figures[CORPUS_FIGURES_MAX];
  gsize bytes = 0;
  if (g_regex_match(corpus_layout_pattern("score-header"), title, 0, &match) &&
      g_match_info_fetch_pos(match, 0, &start, NULL))
    title[start] = '\0';
  else if (corpus_figures_at_end(title, figures, &bytes) > 1)
    title[bytes] = '\0';
  g_match_info_free(match);
  return g_strstrip(title);
}

/* The names that the report prints with their areas' numbers: [number], NULL = none. */
static char **
printed_names(const GPtrArray *lines, const GPtrArray *tables) {
  char **names = g_new0(char *, CORPUS_AREA_MAX + 1);
  for (guint i = 0; i < lines->len; i++) {
    unsigned number = 0;
    char *title = bare_title(corpus_line_text(lines, i));
    const char *name = area_heading(title, &number);
    if (name != NULL && names[number] == NULL)
      names[number] = g_strdup(name);
    g_free(title);
  }
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    if (table->area == 0 || table->area > CORPUS_AREA_MAX || names[table->area] != NULL)
      continue;
    char *title = table_title(lines, table);
    if (*title != '\0')
      names[table->area] = title;
    else
      g_free(title);
  }
  return names;
}

static void
names_free(char **names) {
  for (guint i = 0; i <= CORPUS_AREA_MAX; i++)
    g_free(names[i]);
  g_free(names);
}

/* Are most of the printed names other areas' than those of the revision? */
static bool
has_other_areas(const CorpusInstrument *instrument, char **names) {
  guint printed = 0, known = 0;
  for (guint number = 1; number <= CORPUS_AREA_MAX; number++) {
    if (names[number] == NULL)
      continue;
    printed++;
    known += corpus_instrument_match_area(instrument, names[number]) == number ? 1 : 0;
  }
  return printed >= FEWEST_TITLES && 2 * known < printed;
}

/* ---- the revision ---- */

static double
year_weight(const CorpusInstrument *instrument, const CorpusInstrument *of_year, unsigned year) {
  if (year == 0)
    return 0;
  return instrument == of_year ? YEAR_WEIGHT : instrument->revision > year ? -LATER_WEIGHT : 0;
}

double *
corpus_revision_fits(const GPtrArray *lines, const GPtrArray *tables) {
  double *fits = g_new0(double, revisions_count());
  GHashTable *by_name = weigh_names(lines);
  char **names = printed_names(lines, tables);
  for (guint i = 0; corpus_instruments()[i] != NULL; i++) {
    const CorpusInstrument *instrument = corpus_instruments()[i];
    double likeness = 0;
    fits[i] = tables_fit(tables, instrument, &likeness) + weight_of_names(by_name, i);
    if (likeness < LIKE_TEXTS && has_other_areas(instrument, names))
      fits[i] = -HUGE_VAL;
  }
  g_hash_table_unref(by_name);
  names_free(names);
  return fits;
}

const CorpusInstrument *
corpus_revision_find(const double *fits, unsigned year) {
  const CorpusInstrument *best = NULL, *of_year = corpus_instrument_newest(year);
  double most = -HUGE_VAL;
  for (guint i = 0; corpus_instruments()[i] != NULL; i++) {
    const CorpusInstrument *instrument = corpus_instruments()[i];
    double fit = fits[i] + year_weight(instrument, of_year, year);
    if (fit > most) {
      most = fit;
      best = instrument;
    }
  }
  return best;
}

static const CorpusScoreTable *
table_of(const GPtrArray *tables, unsigned area) {
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    if (table->area == area)
      return table;
  }
  return NULL;
}

static void
add_questions(CorpusArea *area, const CorpusScoreTable *table) {
  for (guint i = 0; i < table->rows->len; i++) {
    const CorpusScoreRow *row = g_ptr_array_index(table->rows, i);
    if (row->number != i + 1)
      return;
    char *text = row_text(row);
    corpus_instrument_add_question(area, text, row->cells.max > 0 ? (unsigned)row->cells.max : 0);
    g_free(text);
  }
}

/* name: as the report prints it, NULL = it does not. */
static void
add_area(CorpusInstrument *instrument, const CorpusArea *known, const char *name,
         const CorpusScoreTable *table) {
  char *unnamed = g_strdup_printf("Område %u", instrument->areas->len + 1);
  CorpusArea *area = corpus_instrument_add_area(instrument, known != NULL  ? known->name
                                                            : name != NULL ? name
                                                                           : unnamed);
  for (char **other = known != NULL ? known->names : area->names; *other != NULL; other++)
    corpus_instrument_add_name(area, *other);
  if (known != NULL && name != NULL)
    corpus_instrument_add_name(area, name);
  area->max = known != NULL                         ? known->max
              : table != NULL && table->sum.max > 0 ? (unsigned)table->sum.max
                                                    : 0;
  if (table != NULL)
    add_questions(area, table);
  g_free(unnamed);
}

CorpusInstrument *
corpus_revision_of_report(const CorpusInstrument *known, const GPtrArray *lines,
                          const GPtrArray *tables) {
  CorpusInstrument *instrument = corpus_instrument_new(known != NULL ? known->revision : 0);
  char **names = printed_names(lines, tables);
  guint last = known != NULL ? known->areas->len : 0;
  for (guint number = 1; known == NULL && number <= CORPUS_AREA_MAX; number++)
    last = names[number] != NULL || table_of(tables, number) != NULL ? number : last;
  for (guint number = 1; number <= last; number++)
    add_area(instrument, known != NULL ? corpus_instrument_area(known, number) : NULL,
             names[number], table_of(tables, number));
  names_free(names);
  return instrument;
}

/* ---- questions that stand as headings alone ---- */

/* A heading of a chapter below which a question may be answered. */
typedef struct {
  const char *text;
  unsigned number; /* its own, 0 = none */
  CorpusPoints points;
} Heading;

static GArray *
headings_of(const GPtrArray *blocks, unsigned area) {
  GArray *headings = g_array_new(FALSE, FALSE, sizeof(Heading));
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    if (block->area != area || !block->of_question || *block->heading == '\0')
      continue;
    Heading *last = headings->len > 0 ? &g_array_index(headings, Heading, headings->len - 1) : NULL;
    if (last == NULL || last->number != block->number || !g_str_equal(last->text, block->heading)) {
      Heading heading = {block->heading, block->number, {-1, -1}};
      g_array_append_val(headings, heading);
      last = &g_array_index(headings, Heading, headings->len - 1);
    }
    if (block->kind == CORPUS_BLOCK_POINTS)
      last->points = block->points;
  }
  return headings;
}

/* Keeps those with a number of the area; are they the first, the second, and so on? Others are then
 * parts of what a question's heading heads. */
static bool
are_numbered(GArray *headings) {
  for (guint i = headings->len; i-- > 0;)
    if (g_array_index(headings, Heading, i).number == 0)
      g_array_remove_index(headings, i);
  for (guint i = 0; i < headings->len; i++)
    if (g_array_index(headings, Heading, i).number != i + 1)
      return false;
  return headings->len > 1;
}

/* Has each of them points, and do their maxima add up to what an area gives? */
static bool
add_up(const GArray *headings, unsigned most) {
  unsigned sum = 0;
  for (guint i = 0; i < headings->len; i++) {
    int max = g_array_index(headings, Heading, i).points.max;
    if (max <= 0)
      return false;
    sum += (unsigned)max;
  }
  return headings->len > 1 && sum == most;
}

bool
corpus_revision_take_headings(CorpusInstrument *instrument, const GPtrArray *blocks) {
  bool taken = false;
  for (guint i = 0; i < instrument->areas->len; i++) {
    CorpusArea *area = g_ptr_array_index(instrument->areas, i);
    if (area->questions->len > 0)
      continue;
    GArray *headings = headings_of(blocks, area->number);
    unsigned most = area->max > 0 ? area->max : corpus_instrument_least_points();
    bool questions = add_up(headings, most) || are_numbered(headings);
    for (guint j = 0; questions && j < headings->len; j++) {
      const Heading *heading = &g_array_index(headings, Heading, j);
      corpus_instrument_add_question(area, heading->text, (unsigned)MAX(heading->points.max, 0));
    }
    taken = taken || questions;
    g_array_unref(headings);
  }
  return taken;
}

/* ---- tables of another revision ---- */

/* The first table after `at` that begins a new run of areas; tables->len if none does. */
static guint
run_end(const GPtrArray *tables, guint at) {
  unsigned last = ((const CorpusScoreTable *)tables->pdata[at])->area;
  for (guint i = at + 1; i < tables->len; i++) {
    unsigned area = ((const CorpusScoreTable *)tables->pdata[i])->area;
    if (area <= last)
      return i;
    last = area;
  }
  return tables->len;
}

/* How many tables of the run have the name of an area of the revision for a title. */
static guint
count_titles(const CorpusInstrument *instrument, const GPtrArray *lines, const GPtrArray *tables,
             guint from, guint end) {
  guint count = 0;
  for (guint i = from; i < end; i++) {
    const CorpusScoreTable *table = tables->pdata[i];
    char *title = table_title(lines, table);
    count +=
        *title != '\0' && corpus_instrument_match_area(instrument, title) == table->area ? 1 : 0;
    g_free(title);
  }
  return count;
}

/* The revision that the run's titles are of, where they are more of it than of the known one. */
static const CorpusInstrument *
revision_of_run(const CorpusInstrument *known, const GPtrArray *lines, const GPtrArray *tables,
                guint from, guint end) {
  const CorpusInstrument *found = NULL;
  guint most = MAX(count_titles(known, lines, tables, from, end), FEWEST_TITLES);
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    guint count = *at != known ? count_titles(*at, lines, tables, from, end) : 0;
    if (count > most) {
      most = count;
      found = *at;
    }
  }
  return found;
}

GPtrArray *
corpus_revision_take_others(const CorpusInstrument *known, const GPtrArray *lines,
                            GPtrArray *tables, const CorpusInstrument **other) {
  GPtrArray *others = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_score_table_free);
  *other = NULL;
  for (guint at = 0, end = 0; known != NULL && at < tables->len; at = end) {
    end = run_end(tables, at);
    const CorpusInstrument *of = revision_of_run(known, lines, tables, at, end);
    for (; of != NULL && end > at; end--)
      g_ptr_array_add(others, g_ptr_array_steal_index(tables, at));
    *other = of != NULL ? of : *other;
  }
  return others;
}
