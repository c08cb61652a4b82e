/* corpus/reading/scores/score_path.c: finds what each atom of a score table is, by dynamic
 * programming. The idea stands at the head of score_tables.c.
 *
 * A state is an atom, a row, and a phase: the row has not had its figures yet, or has had them, or
 * words have begun it before its number came (a number that is centred beside several lines). */
#include "corpus/reading/scores/score_path.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"

#define LONGEST_CELL_CHARS 180
#define MOST_ROWS 30
#define MOST_SKIPPED 3
#define EXACT 1e-9
#define SAME_MAX 0.5
#define MOST_OF_AN_AREA 3 /* times its questions' points; a sum of more is that of all areas */
#define SMALLER_SIZE 1.0  /* points: a note's letters are smaller by more than this */

/* Costs of a step; negative where it is worth something. */
#define FIGURES_COST (-10.0)
#define KNOWN_MAX_COST (-2.0)
#define UNREADABLE_COST (-3.0)
#define SUM_COST (-12.0)
#define NUMBER_COST (-1.0)
#define SKIPPED_ROW_COST 1.5
#define NO_FIGURES_COST 0.6
#define KNOWN_TEXT_COST (-1.0)
#define OWN_TEXT_COST (-0.05)
#define STRANGE_TEXT_COST 1.5
#define TEXT_AFTER_COST 1.5 /* a sentence after the figures, as far as nothing else is known */
#define GOES_ON_COST (-0.5)
#define FIGURE_IN_TEXT_COST 0.6
#define BESIDE_FIGURE_COST 2.0 /* the same, right before another figure */
#define AFTER_SUM_COST 12.0    /* a question's figures right behind "Summa" */
#define NOTE_COST 1.0
#define OTHER_LINE_COST 2.0
#define CHARS_A_COST 60.0
#define NEVER 1e9

/* How much of a chunk a question has to have for it to be, or not to be, of its text. */
#define OF_THE_TEXT 0.5
#define NOT_OF_THE_TEXT 0.2
#define IN_PIECES 0.95 /* the question has all words, but not in one piece */
#define LONG_WORD_CHARS 4
#define SHORT_WORD_WEIGHT 0.1

typedef enum { BEFORE, AFTER, EARLY, PHASES } Phase;

typedef struct {
  double cost;
  CorpusScoreStepKind kind; /* of the step that led here, over `taken` atoms */
  guint taken, from_row;
  Phase from_phase;
  double max; /* sum of the maxima on the way; NAN where one is not known */
} Cell;

typedef struct {
  const CorpusScoreLayout *layout;
  const CorpusArea *area; /* NULL = not known */
  GPtrArray *known;       /* Known *, of each question */
  double *shares;         /* [atom][question] */
  guint most_row;
  Cell *cells; /* [atom][row][phase] */
} Reader;

static const CorpusScoreAtom *
atom_at(const Reader *reader, guint i) {
  return &g_array_index(reader->layout->atoms.atoms, CorpusScoreAtom, i);
}

static guint
atom_count(const Reader *reader) {
  return reader->layout->atoms.atoms->len;
}

/* ---- what is the same for every path and every state ---- */

/* An atom, as every path sees it. */
typedef struct {
  char **words;    /* of its chunk, in lower case */
  double *weights; /* of each: long words before short ones */
  double weight;   /* of all */
  char *letters;   /* of all, without anything between them */
  bool goes_on;    /* with the words before it */
  bool note;       /* its line is one */
  bool sums;       /* its words name the sum, and a figure follows */
  glong line_chars;
  guint line_atoms; /* of the line, where it begins one; else 0 */
} Seen;

struct CorpusScoreMemory {
  Seen *seen; /* of each atom */
  guint count;
  GHashTable *readings; /* atom, count and maximum in one number (gint64) -> GArray * */
};

static const Seen *
seen_at(const Reader *reader, guint i) {
  return &reader->layout->memory->seen[i];
}

/* What is known of a question's text. */
typedef struct {
  GHashTable *words;
  char *letters; /* without anything between them */
} Known;

static void
known_free(gpointer data) {
  Known *known = data;
  g_hash_table_unref(known->words);
  g_free(known->letters);
  g_free(known);
}

/* The words of a text in lower case; the caller frees them. */
static char **
words_of(const char *text) {
  char *lower = g_utf8_strdown(text, -1);
  GPtrArray *words = g_ptr_array_new();
  const char *start = NULL, *at = lower;
  for (;; at = g_utf8_next_char(at)) {
    bool inside = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));
    if (inside && start == NULL)
      start = at;
    if (!inside && start != NULL) {
      g_ptr_array_add(words, g_strndup(start, (gsize)(at - start)));
      start = NULL;
    }
    if (*at == '\0')
      break;
  }
  g_free(lower);
  g_ptr_array_add(words, NULL);
  return (char **)g_ptr_array_free(words, FALSE);
}

/* The atoms of the line that atom i begins; 0 where it begins none. */
static guint
line_atoms(const CorpusScoreLayout *layout, guint i) {
  const GArray *atoms = layout->atoms.atoms;
  guint line = g_array_index(atoms, CorpusScoreAtom, i).line, after = i + 1;
  if (i > 0 && g_array_index(atoms, CorpusScoreAtom, i - 1).line == line)
    return 0;
  while (after < atoms->len && g_array_index(atoms, CorpusScoreAtom, after).line == line)
    after++;
  return after - i;
}

/* Whether the words of atom i go on with the words before them. */
static bool
goes_on(const CorpusScoreLayout *layout, guint i) {
  const CorpusScoreAtom *atom = &g_array_index(layout->atoms.atoms, CorpusScoreAtom, i);
  gunichar first = g_utf8_get_char(corpus_line_text(layout->lines, atom->line) + atom->start);
  while (i > 0) {
    const CorpusScoreAtom *before = --atom;
    i--;
    if (before->is_figure || before->row != 0 || before->is_head)
      continue;
    char last = corpus_line_text(layout->lines, before->line)[before->end - 1];
    if (last == '?' || last == '.' || last == '!')
      return false;
    return last == '-' || last == ',' || g_unichar_islower(first) || first == '(';
  }
  return false;
}

static bool
is_note(const CorpusScoreLayout *layout, guint line) {
  const CorpusLine *here = corpus_line_at(layout->lines, line);
  guint first = g_array_index(layout->atoms.atoms, CorpusScoreAtom, 0).line;
  double size = corpus_line_at(layout->lines, first)->size;
  return corpus_layout_matches("note", here->text) ||
         (!isnan(size) && !isnan(here->size) && here->size < size - SMALLER_SIZE);
}

static void
see(const CorpusScoreLayout *layout, guint i, Seen *seen) {
  const GArray *atoms = layout->atoms.atoms;
  const CorpusScoreAtom *atom = &g_array_index(atoms, CorpusScoreAtom, i);
  const char *text = corpus_line_text(layout->lines, atom->line);
  char *chunk = g_strndup(text + atom->start, atom->end - atom->start);
  seen->words = words_of(chunk);
  seen->letters = g_strjoinv("", seen->words);
  seen->weights = g_new(double, g_strv_length(seen->words) + 1);
  for (guint k = 0; seen->words[k] != NULL; k++)
    seen->weight += seen->weights[k] =
        g_utf8_strlen(seen->words[k], -1) >= LONG_WORD_CHARS ? 1 : SHORT_WORD_WEIGHT;
  seen->goes_on = goes_on(layout, i);
  seen->note = is_note(layout, atom->line);
  seen->sums = !atom->is_figure && i + 1 < atoms->len &&
               g_array_index(atoms, CorpusScoreAtom, i + 1).is_figure &&
               corpus_layout_matches("score-sum", chunk);
  seen->line_chars = g_utf8_strlen(text, -1);
  seen->line_atoms = line_atoms(layout, i);
  g_free(chunk);
}

CorpusScoreMemory *
corpus_score_memory_new(const CorpusScoreLayout *layout) {
  CorpusScoreMemory *memory = g_new0(CorpusScoreMemory, 1);
  memory->count = layout->atoms.atoms->len;
  memory->seen = g_new0(Seen, memory->count);
  for (guint i = 0; i < memory->count; i++)
    see(layout, i, &memory->seen[i]);
  memory->readings =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  return memory;
}

void
corpus_score_memory_free(CorpusScoreMemory *memory) {
  if (memory == NULL)
    return;
  for (guint i = 0; i < memory->count; i++) {
    g_strfreev(memory->seen[i].words);
    g_free(memory->seen[i].weights);
    g_free(memory->seen[i].letters);
  }
  g_hash_table_unref(memory->readings);
  g_free(memory->seen);
  g_free(memory);
}

static Known *
known_new(const char *text) {
  Known *known = g_new0(Known, 1);
  known->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char **words = words_of(text);
  known->letters = g_strjoinv("", words);
  for (char **word = words; *word != NULL; word++)
    g_hash_table_add(known->words, *word);
  g_free(words);
  return known;
}

/* The share of a chunk's words that the question has, long words before short ones; 1 where it has
 * all of it in one piece, be its first or last word broken. -1 where the chunk has no words. */
static double
share_in(const Known *known, const Seen *chunk) {
  if (chunk->weight == 0)
    return -1;
  if (strstr(known->letters, chunk->letters) != NULL)
    return 1;
  double found = 0;
  for (guint i = 0; chunk->words[i] != NULL; i++)
    found += g_hash_table_contains(known->words, chunk->words[i]) ? chunk->weights[i] : 0;
  return IN_PIECES * found / chunk->weight;
}

/* The share of atom i's words that row `number` is known to have; -1 where its text is not known.
 */
static double
share_of(const Reader *reader, guint i, unsigned number) {
  return number == 0 || number > reader->known->len
             ? -1
             : reader->shares[i * reader->known->len + number - 1];
}

static void
know_questions(Reader *reader) {
  reader->known = g_ptr_array_new_with_free_func(known_free);
  for (guint i = 0; reader->area != NULL && i < reader->area->questions->len; i++)
    g_ptr_array_add(
        reader->known,
        known_new(((const CorpusQuestion *)g_ptr_array_index(reader->area->questions, i))->text));
  guint count = reader->known->len;
  reader->shares = g_new(double, atom_count(reader) * count + 1);
  for (guint i = 0; i < atom_count(reader); i++)
    for (guint number = 0; number < count; number++)
      reader->shares[i * count + number] =
          share_in(g_ptr_array_index(reader->known, number), seen_at(reader, i));
}

unsigned
corpus_score_known_max(const CorpusArea *area, unsigned number) {
  if (area == NULL || number == 0 || number > area->questions->len)
    return 0;
  return ((const CorpusQuestion *)g_ptr_array_index(area->questions, number - 1))->max;
}

/* ---- what a step costs ---- */

static bool
begins_line(const Reader *reader, guint i) {
  return seen_at(reader, i)->line_atoms > 0;
}

static double
pass_cost(const Reader *reader, guint i) {
  const CorpusScoreAtom *atom = atom_at(reader, i);
  if (atom->is_head)
    return 0;
  if (seen_at(reader, i)->note)
    return NOTE_COST;
  return OTHER_LINE_COST + (double)seen_at(reader, i)->line_chars / CHARS_A_COST;
}

/* Is it the word of a sum row, and no end of the question's text? */
static bool
names_sum(const Reader *reader, guint i, unsigned number) {
  return seen_at(reader, i)->sums && !seen_at(reader, i)->goes_on &&
         share_of(reader, i, number) < OF_THE_TEXT;
}

static double
text_cost(const Reader *reader, guint i, unsigned number, Phase phase) {
  const CorpusScoreAtom *atom = atom_at(reader, i);
  bool beside = i + 1 < atom_count(reader) && atom_at(reader, i + 1)->is_figure;
  if (atom->is_figure)
    return (beside ? BESIDE_FIGURE_COST : FIGURE_IN_TEXT_COST) +
           (phase == AFTER ? TEXT_AFTER_COST : 0);
  if (names_sum(reader, i, number))
    return NOTE_COST;
  double share = share_of(reader, i, number);
  double next = share_of(reader, i, number + 1);
  bool of_next = phase == AFTER && !reader->layout->atoms.numbered &&
                 (next > share || (next == share && !seen_at(reader, i)->goes_on));
  if (share >= OF_THE_TEXT && !of_next)
    return KNOWN_TEXT_COST;
  bool strange = share >= 0 && share < NOT_OF_THE_TEXT;
  if (phase != AFTER)
    return strange ? STRANGE_TEXT_COST : OWN_TEXT_COST;
  if (seen_at(reader, i)->goes_on)
    return strange ? -GOES_ON_COST : GOES_ON_COST;
  if (seen_at(reader, i)->note)
    return 2 * OTHER_LINE_COST;
  return TEXT_AFTER_COST + (strange ? 1 : 0);
}

/* The cost of a row that words begin; one more than the area is known to have is hardly a row. */
static double
begin_cost(const Reader *reader, guint i, unsigned number) {
  double share = share_of(reader, i, number);
  if (reader->layout->atoms.numbered)
    return share >= OF_THE_TEXT && share > share_of(reader, i, number - 1) ? 1 : NEVER;
  double cost = text_cost(reader, i, number, BEFORE);
  cost += share < OF_THE_TEXT && number > 1 && seen_at(reader, i)->goes_on ? 1 : 0;
  cost += reader->known->len > 0 && number > reader->known->len ? OTHER_LINE_COST : 0;
  return cost + (seen_at(reader, i)->line_chars > LONGEST_CELL_CHARS ? 3 * OTHER_LINE_COST : 0);
}

const GArray *
corpus_score_path_readings(const CorpusScoreLayout *layout, guint at, guint count, unsigned max) {
  gint64 key = ((gint64)at << 32) | ((gint64)count << 24) | max;
  GArray *readings = g_hash_table_lookup(layout->memory->readings, &key);
  if (readings != NULL)
    return readings;
  CorpusScoreFigure figures[3] = {0};
  CorpusScoreRules rules = {layout->head.columns, layout->head.max_first, max, layout->head.no_max};
  for (guint i = 0; i < count; i++)
    figures[i] = g_array_index(layout->atoms.atoms, CorpusScoreAtom, at + i).figure;
  readings = corpus_score_readings(figures, count, &rules);
  g_hash_table_insert(layout->memory->readings, g_memdup2(&key, sizeof key), readings);
  return readings;
}

static bool
are_figures(const Reader *reader, guint i, guint count) {
  if (i + count > atom_count(reader) || (reader->layout->head.columns == 2 && count > 2))
    return false;
  for (guint k = 0; k < count; k++)
    if (!atom_at(reader, i + k)->is_figure || atom_at(reader, i + k)->is_head)
      return false;
  return true;
}

/* max becomes the row's maximum, NAN where it can't be read. */
static double
figures_cost(const Reader *reader, guint i, guint count, unsigned number, double *max) {
  unsigned known = corpus_score_known_max(reader->area, number);
  const GArray *readings = corpus_score_path_readings(reader->layout, i, count, known);
  double cost = NEVER;
  *max = known > 0 ? (double)known : NAN;
  if (readings->len > 0) {
    const CorpusScoreReading *best = &g_array_index(readings, CorpusScoreReading, 0);
    *max = readings->len == 1 ? best->max : *max;
    bool of_known = false;
    for (guint k = 0; k < readings->len; k++)
      of_known =
          of_known || fabs(g_array_index(readings, CorpusScoreReading, k).max - known) < SAME_MAX;
    cost = FIGURES_COST + best->cost + (of_known ? KNOWN_MAX_COST : 0) +
           (count == 2 && reader->layout->head.columns == 0 ? 1 : 0);
  } else if (count == 3 || reader->layout->head.columns == count) {
    cost = UNREADABLE_COST;
  }
  return cost + (i > 0 && names_sum(reader, i - 1, number) ? AFTER_SUM_COST : 0);
}

static double
sum_cost(const Reader *reader, guint i, guint count, double max) {
  unsigned known = corpus_area_points(reader->area);
  double expected = known > 0 ? known : max;
  const GArray *readings = corpus_score_path_readings(reader->layout, i, count, known);
  double cost = NEVER;
  if (readings->len > 0) {
    const CorpusScoreReading *best = &g_array_index(readings, CorpusScoreReading, 0);
    bool fits = fabs(best->max - expected) < SAME_MAX || fabs(best->max - max) < SAME_MAX;
    bool of_all = best->max > MOST_OF_AN_AREA * MAX(expected, corpus_instrument_least_points());
    if (fits)
      cost = SUM_COST + best->cost;
    else if (of_all)
      cost = NEVER;
    else if (best->max >= corpus_instrument_least_points() || isnan(expected))
      cost = SUM_COST / 2 + best->cost;
  }
  cost += count == 2 && reader->layout->head.columns == 0 ? 1 : 0;
  return cost;
}

/* ---- the cheapest path ---- */

static Cell *
cell_at(const Reader *reader, guint i, guint row, Phase phase) {
  return &reader->cells[(i * (reader->most_row + 1) + row) * PHASES + phase];
}

static void
offer(Reader *reader, guint i, guint row, Phase phase, Cell cell) {
  Cell *here = cell_at(reader, i, row, phase);
  if (cell.cost < here->cost - EXACT)
    *here = cell;
}

/* What it costs to leave a row as it is. */
static double
leave_cost(guint row, Phase phase) {
  return row > 0 && phase != AFTER ? NO_FIGURES_COST : 0;
}

static void
step_number(Reader *reader, guint i, guint row, Phase phase, Cell from) {
  unsigned number = atom_at(reader, i)->row;
  Cell cell = {0, CORPUS_SCORE_NUMBER, 1, row, phase, from.max};
  if (number == row && phase == EARLY)
    cell.cost = from.cost + NUMBER_COST;
  else if (number > row && number <= row + MOST_SKIPPED)
    cell.cost = from.cost + NUMBER_COST + leave_cost(row, phase) +
                SKIPPED_ROW_COST * (number - row - 1) +
                (atom_at(reader, i)->is_figure && i + 1 < atom_count(reader) &&
                         atom_at(reader, i + 1)->is_figure
                     ? FIGURE_IN_TEXT_COST
                     : 0);
  else
    return;
  cell.max = number > row + 1 || (row > 0 && phase != AFTER) ? NAN : from.max;
  offer(reader, i + 1, number, BEFORE, cell);
}

static void
step_text(Reader *reader, guint i, guint row, Phase phase, Cell from) {
  if (row > 0) {
    Cell cell = {
        from.cost + text_cost(reader, i, row, phase), CORPUS_SCORE_TEXT, 1, row, phase, from.max};
    offer(reader, i + 1, row, phase, cell);
  }
  if (atom_at(reader, i)->is_figure || row >= reader->most_row || !begins_line(reader, i) ||
      (row > 0 && phase != AFTER))
    return;
  Cell cell = {
      from.cost + begin_cost(reader, i, row + 1), CORPUS_SCORE_TEXT, 1, row, phase, from.max};
  offer(reader, i + 1, row + 1, EARLY, cell);
}

static void
step_figures(Reader *reader, guint i, guint row, Phase phase, Cell from, Cell *sum) {
  for (guint count = 2; count <= 3; count++) {
    if (!are_figures(reader, i, count))
      continue;
    double max = NAN;
    if (row > 0 && phase != AFTER) {
      double cost = figures_cost(reader, i, count, row, &max);
      Cell cell = {from.cost + cost, CORPUS_SCORE_FIGURES, count, row, phase, from.max + max};
      offer(reader, i + count, row, AFTER, cell);
    }
    if (row > 1) {
      double above = phase == AFTER ? from.max : NAN;
      double cost = from.cost + sum_cost(reader, i, count, above) + leave_cost(row, phase);
      if (cost < sum->cost - EXACT)
        *sum = (Cell){cost, CORPUS_SCORE_SUM, count, row, phase, i};
    }
  }
}

static void
step_pass(Reader *reader, guint i, guint row, Phase phase, Cell from) {
  guint taken = begins_line(reader, i) ? seen_at(reader, i)->line_atoms : 1;
  double cost = begins_line(reader, i) ? pass_cost(reader, i) : 2 * OTHER_LINE_COST;
  if (seen_at(reader, i)->sums) {
    cost = 0;
    taken = 1;
  }
  Cell cell = {from.cost + cost, CORPUS_SCORE_OTHER, taken, row, phase, from.max};
  offer(reader, i + taken, row, phase, cell);
}

/* Where a path ends: after `atoms` atoms in a row and phase, perhaps with a sum row after them. */
typedef struct {
  double cost;
  guint atoms, row;
  Phase phase;
  guint sum_at, sum_count; /* atoms; count 0 = no sum row */
} End;

static End
find_path(Reader *reader) {
  guint count = atom_count(reader), states = (reader->most_row + 1) * PHASES;
  reader->cells = g_new(Cell, (count + 1) * states);
  for (guint i = 0; i < (count + 1) * states; i++)
    reader->cells[i] = (Cell){NEVER, CORPUS_SCORE_OTHER, 0, 0, BEFORE, 0};
  cell_at(reader, 0, 0, AFTER)->cost = 0;
  End end = {0, 0, 0, AFTER, 0, 0};
  for (guint i = 0; i <= count; i++)
    for (guint row = 0; row <= reader->most_row; row++)
      for (Phase phase = BEFORE; phase < PHASES; phase++) {
        Cell from = *cell_at(reader, i, row, phase);
        if (from.cost >= NEVER / 2)
          continue;
        double cost = from.cost + leave_cost(row, phase);
        if (cost < end.cost - EXACT)
          end = (End){cost, i, row, phase, 0, 0};
        if (i == count)
          continue;
        Cell sum = {NEVER, CORPUS_SCORE_OTHER, 0, 0, BEFORE, 0};
        if (atom_at(reader, i)->row != 0)
          step_number(reader, i, row, phase, from);
        if (!atom_at(reader, i)->is_head) {
          step_text(reader, i, row, phase, from);
          step_figures(reader, i, row, phase, from, &sum);
        }
        step_pass(reader, i, row, phase, from);
        if (sum.cost < end.cost - EXACT)
          end = (End){sum.cost, i, row, phase, i, sum.taken};
      }
  return end;
}

/* The steps to where the path ends, first to last. */
static GArray *
steps_to(const Reader *reader, const End *end) {
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(CorpusScoreStep));
  guint i = end->atoms, row = end->row;
  Phase phase = end->phase;
  while (i > 0) {
    const Cell *cell = cell_at(reader, i, row, phase);
    CorpusScoreStep step = {cell->kind, i - cell->taken, cell->taken, row};
    g_array_prepend_val(steps, step);
    i -= cell->taken;
    row = cell->from_row;
    phase = cell->from_phase;
  }
  CorpusScoreStep sum = {CORPUS_SCORE_SUM, end->sum_at, end->sum_count, end->row};
  if (end->sum_count > 0)
    g_array_append_val(steps, sum);
  return steps;
}

static guint
most_row(const Reader *reader) {
  guint figures = 0;
  for (guint i = 0; i < atom_count(reader); i++)
    figures += atom_at(reader, i)->is_figure ? 1 : 0;
  guint rows = reader->layout->atoms.numbered ? reader->layout->atoms.most_row
                                              : MIN(figures / 2 + 1, MOST_ROWS);
  return MAX(rows, reader->known->len);
}

GArray *
corpus_score_path(const CorpusScoreLayout *layout, const CorpusArea *area, double *cost) {
  Reader reader = {.layout = layout, .area = area};
  know_questions(&reader);
  reader.most_row = most_row(&reader);
  End end = find_path(&reader);
  GArray *steps = steps_to(&reader, &end);
  if (cost != NULL)
    *cost = end.cost;
  g_ptr_array_unref(reader.known);
  g_free(reader.shares);
  g_free(reader.cells);
  return steps;
}
