/* corpus/reading/scores/score_tables.c: reads the score tables of a report.
 *
 * Why it is hard. A score table is a simple thing (a row a question: number, text, points, maximum,
 * percentage; at its end a row with the sums), but what reaches us of it are lines. A question's
 * text is wrapped, and its figures stand on its first line, its last one, or one between; a cell
 * may have a line of its own; a page break puts the head again between two rows, or a footnote, or
 * parts of a running header; text recognition misreads digits. A rule for each of these would be
 * eight rules that fight each other.
 *
 * The idea. A table is read as the assignment of its pieces to questions that explains it best.
 * The lines from the head on are cut into atoms: row numbers ("6.2"), figures, chunks of words. A
 * path through the atoms says of each what it is: the number that begins row n; words of that row's
 * text, before its figures or after them; the two or three figures of the row; the sum row, which
 * ends the table; or no part of the table. Every step costs, and what makes sense is rewarded:
 *   - figures that satisfy what must hold (points <= maximum, percentage = that of the points, the
 *     question's known maximum: score_figures.c), most of all;
 *   - words that the question is known to have, even where another line stood between;
 *   - a sum row whose maximum is the sum of the maxima above it;
 *   - a repeated head, which costs nothing to pass over; a footnote little; a line of prose more
 *     than it can be worth, unless rows come after it.
 * The cheapest path is found by dynamic programming (a state is an atom, a row, and whether the row
 * has its figures yet). It ends with the sum row or where nothing more is to be had, so it also
 * tells where the table ends. The same is done for every known revision of the area and for none;
 * the cheapest tells which questions these are. Without a known revision the print alone counts:
 * maximum, percentage and sum still bind each other.
 *
 * Then the sums are settled. Where a row's figures can be read in several ways, those that no sum
 * row allows are dropped; what is not the same in all that remain is null: better absent than
 * wrong. Rows without numbers of a table without known questions are numbered by their order, which
 * by_order tells. */
#include "corpus/reading/scores/score_tables.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/scores/score_path.h"

#define MOST_WAYS 4096 /* to combine the readings of rows */
#define ROUNDING 0.5
#define LONGEST_QUESTION_BYTES 240
#define PROSE_CHARS 60 /* a line between rows that is so long is running text */
#define PROSE_LINES 2  /* of these, or rows that end a sentence, make up a chapter, no table */
#define EXACT 1e-9

typedef struct {
  CorpusScoreLayout layout;
  unsigned area_number;
  const CorpusArea *area; /* NULL = not known */
} Reader;

static const CorpusScoreAtom *
atom_at(const Reader *reader, guint i) {
  return &g_array_index(reader->layout.atoms.atoms, CorpusScoreAtom, i);
}

static void
row_free(gpointer data) {
  CorpusScoreRow *row = data;
  g_ptr_array_unref(row->lines);
  g_free(row->cells.printed);
  g_free(row);
}

void
corpus_score_table_free(CorpusScoreTable *table) {
  if (table == NULL)
    return;
  g_ptr_array_unref(table->rows);
  g_free(table->sum.printed);
  g_free(table);
}

static CorpusScoreTable *
table_new(const GPtrArray *lines, guint first) {
  CorpusScoreTable *table = g_new0(CorpusScoreTable, 1);
  table->first = table->last = first;
  table->page = corpus_line_at(lines, first)->page;
  table->rows = g_ptr_array_new_with_free_func(row_free);
  table->sum = (CorpusScoreCells){-1, -1, -1, NULL};
  return table;
}

/* Readings of a row or of the sum row, before the sums are settled. */
typedef struct {
  CorpusScoreCells *cells;
  const GArray *readings; /* CorpusScoreReading; of the layout's memory */
  char *printed;
  bool is_sum;
  bool recognised; /* its figures come from text recognition */
} Candidate;

static void
candidate_clear(gpointer data) {
  Candidate *candidate = data;
  g_free(candidate->printed);
}

static char *
printed_at(const Reader *reader, guint i, guint count) {
  GString *printed = g_string_new(NULL);
  for (guint k = 0; k < count; k++) {
    const CorpusScoreAtom *atom = atom_at(reader, i + k);
    g_string_append_printf(printed, "%s%.*s", k > 0 ? " " : "", (int)(atom->end - atom->start),
                           corpus_line_text(reader->layout.lines, atom->line) + atom->start);
  }
  return g_string_free(printed, FALSE);
}

static void
add_candidate(const Reader *reader, GArray *candidates, CorpusScoreCells *cells,
              const CorpusScoreStep *step, bool is_sum) {
  unsigned max =
      is_sum ? corpus_area_points(reader->area) : corpus_score_known_max(reader->area, step->row);
  Candidate candidate = {
      cells, corpus_score_path_readings(&reader->layout, step->at, step->taken, max),
      printed_at(reader, step->at, step->taken), is_sum,
      corpus_line_at(reader->layout.lines, atom_at(reader, step->at)->line)->recognised};
  g_array_append_val(candidates, candidate);
}

/* Keeps words of a row as a line of its own, so that they are joined like other text. */
static void
add_text(const Reader *reader, CorpusScoreRow *row, guint i) {
  const CorpusScoreAtom *atom = atom_at(reader, i);
  const CorpusLine *source = corpus_line_at(reader->layout.lines, atom->line);
  char *piece = g_strndup(source->text + atom->start, atom->end - atom->start);
  g_strstrip(piece);
  CorpusLine *last =
      row->lines->len > 0 ? g_ptr_array_index(row->lines, row->lines->len - 1) : NULL;
  bool same_line = i > 0 && last != NULL && atom_at(reader, i - 1)->line == atom->line &&
                   last->number == source->number;
  if (same_line) {
    char *joined = g_strdup_printf("%s %s", last->text, piece);
    g_free(last->text);
    last->text = joined;
    g_free(piece);
    return;
  }
  CorpusLine *line = corpus_line_new(piece, source->page, source->number);
  bool whole =
      i + 1 >= reader->layout.atoms.atoms->len || atom_at(reader, i + 1)->line != atom->line;
  line->ends_with_space = whole ? source->ends_with_space : !g_str_has_suffix(piece, "-");
  g_ptr_array_add(row->lines, line);
  g_free(piece);
}

static CorpusScoreRow *
add_row(CorpusScoreTable *table, unsigned number, unsigned page) {
  CorpusScoreRow *row = g_new0(CorpusScoreRow, 1);
  row->number = number;
  row->page = page;
  row->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  row->cells = (CorpusScoreCells){-1, -1, -1, NULL};
  g_ptr_array_add(table->rows, row);
  return row;
}

/* What the steps of the path say, as rows; their readings are settled afterwards. */
static GArray *
take_path(const Reader *reader, const GArray *steps, CorpusScoreTable *table) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(candidates, candidate_clear);
  CorpusScoreRow *row = NULL;
  for (guint i = 0; i < steps->len; i++) {
    const CorpusScoreStep *step = &g_array_index(steps, CorpusScoreStep, i);
    guint line = atom_at(reader, step->at)->line;
    if (step->kind == CORPUS_SCORE_OTHER) {
      bool long_line =
          g_utf8_strlen(corpus_line_text(reader->layout.lines, line), -1) > PROSE_CHARS;
      table->prose += long_line && !atom_at(reader, step->at)->is_head;
      continue;
    }
    if (step->kind == CORPUS_SCORE_SUM) {
      add_candidate(reader, candidates, &table->sum, step, true);
    } else if (row == NULL || row->number != step->row) {
      row = add_row(table, step->row, corpus_line_at(reader->layout.lines, line)->page);
    }
    if (step->kind == CORPUS_SCORE_TEXT)
      add_text(reader, row, step->at);
    if (step->kind == CORPUS_SCORE_FIGURES)
      add_candidate(reader, candidates, &row->cells, step, false);
    table->last = MAX(table->last, atom_at(reader, step->at + step->taken - 1)->line);
  }
  return candidates;
}

static guint
count_ways(const GArray *candidates) {
  guint ways = 1;
  for (guint i = 0; i < candidates->len && ways <= MOST_WAYS; i++)
    ways *= MAX(g_array_index(candidates, Candidate, i).readings->len, 1);
  return ways;
}

/* The reading of a candidate in way number `way`, NULL where it has none. */
static const CorpusScoreReading *
reading_in(const GArray *candidates, guint i, guint way) {
  for (guint j = 0; j < i; j++)
    way /= MAX(g_array_index(candidates, Candidate, j).readings->len, 1);
  const GArray *readings = g_array_index(candidates, Candidate, i).readings;
  return readings->len > 0 ? &g_array_index(readings, CorpusScoreReading, way % readings->len)
                           : NULL;
}

/* Whether the rows add up to the sum row, but for rounding: each figure may be half a point off. */
static bool
adds_up(const GArray *candidates, guint way, bool all_rows) {
  double score = 0, max = 0;
  guint rows = 0;
  const CorpusScoreReading *sum = NULL;
  for (guint i = 0; i < candidates->len; i++) {
    const CorpusScoreReading *reading = reading_in(candidates, i, way);
    if (reading == NULL || isnan(reading->score))
      return true;
    if (g_array_index(candidates, Candidate, i).is_sum) {
      sum = reading;
      continue;
    }
    score += reading->score;
    max += reading->max;
    rows++;
  }
  if (sum == NULL || !all_rows)
    return true;
  return fabs(max - sum->max) < 0.5 && fabs(score - sum->score) <= ROUNDING * (rows + 1) + EXACT;
}

static int
whole(double value, bool *decimals) {
  if (isnan(value))
    return -1;
  double rounded = floor(value + 0.5);
  *decimals = *decimals || fabs(rounded - value) > EXACT;
  return (int)rounded;
}

/* Takes a reading in: a figure that another way reads otherwise is not known. */
static void
take_reading(CorpusScoreCells *cells, const CorpusScoreReading *reading, bool first,
             bool *decimals) {
  bool percent_decimals = false; /* the points are whole all the same */
  int score = whole(reading->score, decimals), max = whole(reading->max, decimals),
      percent = whole(reading->percent, &percent_decimals);
  cells->score = first || cells->score == score ? score : -1;
  cells->max = first || cells->max == max ? max : -1;
  cells->percent = first || cells->percent == percent ? percent : -1;
}

/* Is each row read, and the sum, which may stand beside the title, and do they add up? */
static bool
sums_confirm(const GArray *candidates, const CorpusScoreCells *sum) {
  int score = 0, max = 0;
  guint rows = 0;
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (candidate->cells->score < 0)
      return false;
    score += candidate->is_sum ? 0 : candidate->cells->score;
    max += candidate->is_sum ? 0 : candidate->cells->max;
    rows += candidate->is_sum ? 0 : 1;
  }
  return sum->score >= 0 && max == sum->max && abs(score - sum->score) <= ROUNDING * (rows + 1);
}

/* What recognition made of a row's points stands only where the percentage or the sum says the
 * same: "1 25" may have been "17 25". */
static void
forget_unconfirmed(GArray *candidates, bool all_rows, const CorpusScoreCells *sum) {
  bool confirmed = all_rows && sums_confirm(candidates, sum);
  for (guint i = 0; !confirmed && i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (candidate->recognised && candidate->cells->percent < 0)
      candidate->cells->score = -1;
  }
}

static void
settle(GArray *candidates, bool all_rows, CorpusScoreTable *table) {
  guint ways = count_ways(candidates), fitting = 0;
  for (guint way = 0; ways <= MOST_WAYS && way < ways; way++)
    fitting += adds_up(candidates, way, all_rows) ? 1 : 0;
  bool first = true;
  for (guint way = 0; way < MIN(ways, MOST_WAYS); way++) {
    if (fitting > 0 && !adds_up(candidates, way, all_rows))
      continue;
    for (guint i = 0; i < candidates->len; i++) {
      const CorpusScoreReading *reading = reading_in(candidates, i, way);
      if (reading != NULL)
        take_reading(g_array_index(candidates, Candidate, i).cells, reading, first,
                     &table->decimals);
    }
    first = false;
  }
  forget_unconfirmed(candidates, all_rows, &table->sum);
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = &g_array_index(candidates, Candidate, i);
    const CorpusScoreReading *reading = reading_in(candidates, i, 0);
    if (reading == NULL || candidate->readings->len > 1 || !reading->as_printed)
      candidate->cells->printed = g_steal_pointer(&candidate->printed);
  }
}

/* The areas that the table may be of: those with its number, or all where it has none. */
static GPtrArray *
possible_areas(const CorpusInstrument *const *instruments, unsigned number) {
  GPtrArray *areas = g_ptr_array_new();
  for (; *instruments != NULL; instruments++)
    for (guint i = 0; i < (*instruments)->areas->len; i++) {
      CorpusArea *area = g_ptr_array_index((*instruments)->areas, i);
      if ((number == 0 || area->number == number) && area->questions->len > 0)
        g_ptr_array_add(areas, area);
    }
  g_ptr_array_add(areas, NULL);
  return areas;
}

/* The steps of the cheapest path, with the area that explains the table best, which the reader
 * keeps. */
static GArray *
best_path(Reader *reader, const CorpusInstrument *const *instruments) {
  GPtrArray *areas = possible_areas(instruments, reader->area_number);
  GArray *best = NULL;
  double least = INFINITY;
  for (guint i = 0; i < areas->len; i++) {
    double cost = 0;
    GArray *steps = corpus_score_path(&reader->layout, g_ptr_array_index(areas, i), &cost);
    if (cost < least - EXACT) {
      least = cost;
      reader->area = g_ptr_array_index(areas, i);
      g_clear_pointer(&best, g_array_unref);
      best = g_steal_pointer(&steps);
    }
    g_clear_pointer(&steps, g_array_unref);
  }
  g_ptr_array_unref(areas);
  return best;
}

static bool
has_all_rows(const Reader *reader, const CorpusScoreTable *table, const GArray *candidates) {
  guint read = 0;
  for (guint i = 0; i < candidates->len; i++)
    read += g_array_index(candidates, Candidate, i).is_sum ? 0 : 1;
  const CorpusScoreRow *last =
      table->rows->len > 0 ? g_ptr_array_index(table->rows, table->rows->len - 1) : NULL;
  return last != NULL && read == table->rows->len && last->number == table->rows->len &&
         (reader->area == NULL || read == reader->area->questions->len);
}

/* Reads the rows that begin at `first`, and the sum row, into the table. */
static void
read_rows(const GPtrArray *lines, guint first, CorpusScoreHead head,
          const CorpusInstrument *const *instruments, CorpusScoreTable *table) {
  Reader reader = {{lines, head, corpus_score_atoms(lines, first, table->area, instruments), NULL},
                   table->area,
                   NULL};
  reader.layout.memory = corpus_score_memory_new(&reader.layout);
  GArray *steps = best_path(&reader, instruments);
  GArray *candidates = take_path(&reader, steps, table);
  settle(candidates, has_all_rows(&reader, table, candidates), table);
  if (table->area == 0 && reader.area != NULL)
    table->area = reader.area->number;
  table->by_order = !reader.layout.atoms.numbered && reader.area == NULL;
  g_array_unref(candidates);
  g_array_unref(steps);
  corpus_score_memory_free(reader.layout.memory);
  g_array_unref(reader.layout.atoms.atoms);
}

/* "1. Offentlighet och demokrati 79 100 79%" above the rows: the sum row before them, in which the
 * maximum stands first where the head has it so. */
static CorpusScoreCells
title_sum(const char *title, bool max_first, bool *decimals) {
  CorpusFigure figures[CORPUS_FIGURES_MAX] = {0};
  guint count = corpus_figures_at_end(title, figures, NULL);
  CorpusScoreCells sum = {-1, -1, -1, NULL};
  CorpusFigure score = figures[max_first ? 1 : 0], max = figures[max_first ? 0 : 1];
  bool no_decimals = false;
  if (count < 2 || max.value < corpus_instrument_least_points() || score.value > max.value)
    return sum;
  sum.score = corpus_figure_round(score, decimals);
  sum.max = corpus_figure_round(max, decimals);
  sum.percent = count > 2 ? corpus_figure_round(figures[2], &no_decimals) : -1;
  return sum;
}

static gsize
row_bytes(const CorpusScoreRow *row) {
  gsize bytes = 0;
  for (guint i = 0; i < row->lines->len; i++)
    bytes += strlen(corpus_line_text(row->lines, i));
  return bytes;
}

/* How many sentences end within the row's lines, or with them. */
static guint
count_sentences(const CorpusScoreRow *row) {
  guint count = 0;
  for (guint i = 0; i < row->lines->len; i++) {
    const char *text = corpus_line_text(row->lines, i);
    for (const char *stop = strstr(text, ". "); stop != NULL; stop = strstr(stop + 1, ". "))
      count += g_unichar_isupper(g_utf8_get_char(stop + 2)) ? 1 : 0;
    count += g_str_has_suffix(text, ".") ? 1 : 0;
  }
  return count;
}

/* A table whose rows begin at `at` without any head counts only where all of it can be read, or all
 * but a row below its area's title, and where no row holds more than a question and hardly a line
 * of text stands between rows: a chapter's headings can be numbered as the rows of its table are,
 * and have their points beside them, and the running text below them is no question. */
static bool
is_sound(const CorpusScoreTable *table, guint at) {
  guint read = 0, unread = table->first < at ? 1 : 0, sentences = table->prose;
  for (guint i = 0; i < table->rows->len; i++) {
    const CorpusScoreRow *row = g_ptr_array_index(table->rows, i);
    read += row->cells.max >= 0 && row_bytes(row) <= LONGEST_QUESTION_BYTES ? 1 : 0;
    sentences += count_sentences(row);
  }
  return read >= 2 && read + unread >= table->rows->len && sentences < PROSE_LINES;
}

/* Do its rows hold running text, more than a sentence each? Then it is a chapter whose headings
 * have points beside them. */
static bool
holds_running_text(const CorpusScoreTable *table) {
  guint sentences = table->prose;
  for (guint i = 0; i < table->rows->len; i++)
    sentences += count_sentences(g_ptr_array_index(table->rows, i));
  return sentences > MAX(table->rows->len, PROSE_LINES);
}

/* Takes the title above the rows where no head stands between. max_first: of the head that serves
 * for the table. */
static void
take_title_above(const GPtrArray *lines, guint at, guint floor, bool max_first,
                 CorpusScoreTable *table) {
  guint above = MAX(corpus_line_text_end(lines, floor, at), floor + 1) - 1;
  if (!corpus_score_title(corpus_line_text(lines, above), &table->area))
    return;
  table->first = above;
  table->sum = title_sum(corpus_line_text(lines, above), max_first, &table->decimals);
}

/* Does a row of a table begin there, and of which area? */
static bool
begins_row(const GPtrArray *lines, guint at, unsigned *area) {
  unsigned number = 0;
  gsize rest = 0;
  return at < lines->len &&
         corpus_score_row_start(corpus_line_text(lines, at), area, &number, &rest);
}

/* Takes the title below the head, as the head may be given once, above the title of the first area.
 * The area of the first row is the table's, whatever its title. Returns that row. */
static guint
take_title_below(const GPtrArray *lines, guint row, bool max_first, CorpusScoreTable *table) {
  unsigned area = 0, below = 0;
  guint next = row < lines->len ? corpus_line_next_text(lines, row + 1, lines->len) : lines->len;
  if (next < lines->len && corpus_score_title(corpus_line_text(lines, row), &below) &&
      begins_row(lines, next, &area)) {
    table->sum = title_sum(corpus_line_text(lines, row), max_first, &table->decimals);
    row = next;
  }
  if (begins_row(lines, row, &area))
    table->area = area;
  else if (table->area == 0)
    table->area = below;
  return row;
}

/* A table at `at`, or NULL. last_head: the head before it, which may serve for several areas. */
static CorpusScoreTable *
table_at(const GPtrArray *lines, guint at, guint floor, CorpusScoreHead *last_head,
         const CorpusInstrument *const *instruments) {
  CorpusScoreHead head = {0};
  unsigned area = 0, number = 0;
  gsize rest = 0;
  if (corpus_score_head_at(lines, at, &head))
    *last_head = head;
  else if (!corpus_score_row_start(corpus_line_text(lines, at), &area, &number, &rest) ||
           number != 1 || corpus_line_is_named_heading(corpus_line_at(lines, at)))
    return NULL;
  CorpusScoreTable *table = table_new(lines, at);
  guint row = head.end == 0 ? at : corpus_line_next_text(lines, head.end, lines->len);
  if (head.end != 0) {
    table->first = corpus_score_title_start(lines, at, floor, instruments, &table->area);
    table->last = head.end - 1;
  } else if (at > floor) {
    take_title_above(lines, at, floor, last_head->max_first, table);
  }
  row = take_title_below(lines, row, last_head->max_first, table);
  CorpusScoreCells sum = table->sum;
  if (row < lines->len)
    read_rows(lines, row, *last_head, instruments, table);
  if (table->sum.score < 0 && table->sum.printed == NULL)
    table->sum = sum;
  if (table->rows->len > 0 && (head.end != 0 ? !holds_running_text(table) : is_sound(table, at)))
    return table;
  corpus_score_table_free(table);
  return NULL;
}

GPtrArray *
corpus_scores_find(const GPtrArray *lines, const CorpusInstrument *const *instruments) {
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_score_table_free);
  guint floor = 0;
  CorpusScoreHead head = {0};
  for (guint at = corpus_line_next_text(lines, 0, lines->len); at < lines->len;
       at = corpus_line_next_text(lines, at + 1, lines->len)) {
    CorpusScoreTable *table = table_at(lines, at, floor, &head, instruments);
    if (table == NULL)
      continue;
    g_ptr_array_add(tables, table);
    at = table->last;
    floor = table->last + 1;
  }
  return tables;
}

static CorpusQuestionScore *
question_score(const CorpusScoreRow *row, unsigned area, CorpusKnownWords words) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_snprintf(question->id, sizeof question->id, "%u.%u", area, row->number);
  question->text = row->lines->len > 0
                       ? corpus_join_lines(row->lines, 0, row->lines->len - 1, words)
                       : g_strdup("");
  question->score = row->cells.score;
  question->max = row->cells.max;
  question->percent = row->cells.percent;
  return question;
}

bool
corpus_scores_add_up(double points, double sum, guint rounded) {
  return 2 * fabs(points - sum) <= rounded;
}

CorpusAreaScore *
corpus_scores_area(const CorpusScoreTable *table, const CorpusInstrument *instrument,
                   CorpusKnownWords words) {
  const CorpusArea *known = corpus_instrument_area(instrument, table->area);
  CorpusAreaScore *area = corpus_area_score_new(table->area, known != NULL ? known->name : "");
  area->score = table->sum.score;
  area->max = table->sum.max;
  area->percent = table->sum.percent;
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add(area->questions,
                    question_score(g_ptr_array_index(table->rows, i), table->area, words));
  return area;
}
