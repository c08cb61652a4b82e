/* corpus/reading/items/table_weave.c: the columns of a table whose lines run into each other.
 *
 * Some extractions write a page row by row, so that lines of the left and of the right column take
 * turns, or go on overleaf with both. Then no line need follow the one that it continues. Each line
 * is given a column and said to begin an item or to go on with the last line of its column, all
 * together, so that the whole is as plausible as it can be: a bullet begins an item, "och" does not
 * end one, a word broken in two is whole again, a line that had room for the next word was the last
 * of its item, lines take turns in rows or stay in a block, and what an item says suits its column.
 * The best ways so far are kept from line to line. */
#include <math.h>
#include <string.h>

#include "corpus/reading/items/line_evidence.h"

enum {
  WAYS = 300,      /* kept */
  LINES_MAX = 250, /* of a table that is tried */
  COLUMNS = CORPUS_TABLE_COLUMNS_MAX
};

static const gunichar BEGINS = 0x2022;

/* A column is begun; one to its left has nothing. */
static const double OPENS = -0.7, LEAVES_EMPTY = -3;
/* Log-odds. In a block lines stay in their column and then go on with the next; in a weave the
 * columns take turns, but not always. Empty lines part blocks. */
static const double NEXT_BLOCK = -0.7, NEXT_UNPARTED = -4, PAST_COLUMN = -1.5, BACK = -5;
static const double TO_WEAVE = -1.5, TO_WEAVE_UNPARTED = -5, TO_BLOCK = -3;
static const double BESIDE_IN_BLOCK = -3;
/* Where empty lines part cells: the next cell stands in the next column, or below the last one. */
static const double NEXT_CELL = -0.2, OTHER_CELL = -1.6;
static const double TAKES_TURN = -0.1, PASSED = -1.6;
/* A line that goes on with a column that ended before this block of lines. */
static const double REOPENS = -3;
/* Bullets that stand alone belong to lines that have lost theirs; each too many or too few. */
static const double MISCOUNT = -1.0;
/* In one column of a page lines have lost their bullets, in the other not. */
static const double BULLETS_MIXED = -3;
/* Lines of several columns are read into each other only where that is so much more plausible. */
static const double MUST_GAIN = 4;
/* That empty lines part cells must be by so much the more plausible. */
static const double CELLS_ARE_RARE = 2;

typedef enum { BLOCK, WEAVE } Regime;

/* A way to read the lines so far. */
typedef struct {
  int last[COLUMNS];                       /* the last line of each column, -1 = none yet */
  int brackets[COLUMNS];                   /* open in its last item */
  guint8 bulleted[COLUMNS], bare[COLUMNS]; /* items of this page begin with a bullet, or without */
  guint8 column, regime;
  bool begins;
  guint bare_items; /* of this page */
  double score;
  int before; /* the way to the line before, in those kept for it */
} Way;

/* What is known of a line. */
typedef struct {
  bool part_begins, block_begins;
  bool cell_begins;   /* an empty line stands before it, where these tell something */
  bool bulleted;      /* its page's items begin with bullets that stand with them */
  guint lone_bullets; /* of its page */
  int block, part;    /* the first line of its block, and of its page */
  int brackets;       /* that it opens, less those that it closes */
  double first_words[COLUMNS], words[COLUMNS]; /* what it says of its column: an item's first line,
                                                  and any other */
} Known;

typedef struct {
  const Parting *parting;
  const Known *known;
  double *fits; /* of each pair of lines, NAN = not asked yet */
  guint columns;
  bool straight; /* no line may go on with another than the one before it */
  bool cells;    /* what empty lines part are the cells of rows, not columns */
} Weave;

static const CorpusTableLine *
line_of(const Weave *weave, guint position) {
  return corpus_table_line(weave->parting->table, position);
}

/* Log-odds that the line begins an item rather than going on with that at `before`. */
static double
begins_after(const Weave *weave, int before, guint position) {
  const Parting *parting = weave->parting;
  const Known *known = &weave->known[position];
  guint count = parting->table->lines->len;
  bool bullet = line_of(weave, position)->bullet != 0;
  if (before < 0)
    return bullet ? STRONG : 0;
  double *kept = &weave->fits[(guint)before * count + position];
  if (isnan(*kept)) {
    if (bullet)
      *kept = STRONG + corpus_line_may_end(parting, (guint)before, position);
    else
      *kept = corpus_line_begins_by_words(parting, (guint)before, position) -
              (known->bulleted ? STRONG : 0) -
              2 * corpus_line_fits(parting, (guint)before, position);
  }
  return *kept;
}

/* In a weave each row has its lines from left to right, and not always one of each column. */
static double
turn_odds(const Weave *weave, const Way *way, const Known *known, guint column) {
  guint passed = 0;
  for (guint i = 1; i < weave->columns; i++) {
    guint c = (way->column + i) % weave->columns;
    if (c == column)
      break;
    passed += way->last[c] >= known->block;
  }
  if (column == way->column)
    passed = MAX(passed, 1);
  return TAKES_TURN + PASSED * passed;
}

/* What the line's place says of its column, after the line before it. */
static double
place_odds(const Weave *weave, const Way *way, guint position, guint column, Regime regime) {
  const Known *known = &weave->known[position];
  int step = (int)column - way->column;
  if (line_of(weave, position)->beside)
    return step <= 0 ? -INFINITY : regime == WEAVE ? TAKES_TURN : BESIDE_IN_BLOCK;
  if (known->part_begins)
    return (double)column * PAST_COLUMN + (regime == WEAVE ? TO_WEAVE : 0);
  if (regime == WEAVE)
    return turn_odds(weave, way, known, column) + (known->block_begins    ? TO_WEAVE
                                                   : way->regime == WEAVE ? 0
                                                                          : TO_WEAVE_UNPARTED);
  if (weave->cells && known->cell_begins)
    return column == (way->column + 1) % weave->columns ? NEXT_CELL : OTHER_CELL;
  double odds = way->regime == WEAVE && !known->block_begins ? TO_BLOCK : 0;
  if (step == 0)
    return odds;
  if (way->regime == WEAVE && !known->block_begins)
    return odds + (way->last[column] >= known->block ? TAKES_TURN : NEXT_UNPARTED);
  if (step < 0)
    return odds + (known->lone_bullets > 0 && known->block_begins ? NEXT_BLOCK : BACK);
  for (guint c = way->column + 1; c < column; c++)
    odds += way->last[c] < known->part ? PAST_COLUMN : 0;
  return odds + (known->block_begins ? NEXT_BLOCK : NEXT_UNPARTED);
}

static double
page_end_odds(const Weave *weave, const Way *way, guint position) {
  int over = (int)way->bare_items - (int)weave->known[position].lone_bullets;
  return weave->known[position].lone_bullets > 0 ? MISCOUNT * abs(over) : 0;
}

/* Adds the line to a way; the score is -INFINITY where it can't be so. */
static Way
way_on(const Weave *weave, const Way *way, guint position, guint column, bool begins,
       Regime regime) {
  Way on = *way;
  const CorpusTableLine *line = line_of(weave, position);
  int before = way->last[column];
  bool follows = before == (int)position - 1;
  on.score += place_odds(weave, way, position, column, regime);
  if (!begins && (before < 0 || line->bullet != 0 || (weave->straight && !follows)))
    on.score = -INFINITY;
  on.score += (begins ? 0.5 : -0.5) * begins_after(weave, before, position);
  if (!begins && before >= weave->known[position].part && before < weave->known[position].block &&
      column != way->column)
    on.score += REOPENS;
  if (weave->known[position].part_begins && position > 0) {
    on.score += page_end_odds(weave, way, position - 1);
    memset(on.bulleted, 0, sizeof on.bulleted);
    memset(on.bare, 0, sizeof on.bare);
    on.bare_items = 0;
  }
  on.score +=
      begins ? weave->known[position].first_words[column] : weave->known[position].words[column];
  if (begins) {
    on.score -= on.brackets[column] != 0 ? CLEAR : 0;
    on.brackets[column] = 0;
    bool bare = line->bullet == 0;
    on.bare_items += bare;
    on.score += (bare ? on.bulleted : on.bare)[column] ? BULLETS_MIXED : 0;
    (bare ? on.bare : on.bulleted)[column] = 1;
  }
  if (before < 0) {
    on.score += regime == WEAVE && column > 0 ? OPENS : 0;
    for (guint c = 0; c < column; c++)
      on.score += way->last[c] < 0 ? LEAVES_EMPTY : 0;
  }
  on.brackets[column] += weave->known[position].brackets;
  on.last[column] = (int)position;
  on.column = (guint8)column;
  on.regime = (guint8)regime;
  on.begins = begins;
  return on;
}

static int
best_first(gconstpointer a, gconstpointer b) {
  const Way *first = a, *second = b;
  return (first->score < second->score) - (first->score > second->score);
}

/* Do two ways go on alike whatever comes? */
static bool
same_end(const Way *a, const Way *b) {
  return a->column == b->column && a->regime == b->regime &&
         memcmp(a->last, b->last, sizeof a->last) == 0 &&
         memcmp(a->bare, b->bare, sizeof a->bare) == 0 && a->bare_items == b->bare_items;
}

/* Keeps the best of those that go on alike, and the best of all. */
static void
keep_best(GArray *ways) {
  g_array_sort(ways, best_first);
  guint kept = 0;
  for (guint i = 0; i < ways->len && kept < WAYS; i++) {
    const Way *way = &g_array_index(ways, Way, i);
    bool known = false;
    for (guint k = 0; k < kept && !known; k++)
      known = same_end(&g_array_index(ways, Way, k), way);
    if (!known)
      g_array_index(ways, Way, kept++) = *way;
  }
  g_array_set_size(ways, kept);
}

static GArray *
ways_on(const Weave *weave, const GArray *ways, guint position) {
  GArray *next = g_array_new(FALSE, FALSE, sizeof(Way));
  for (guint i = 0; i < ways->len; i++)
    for (guint choice = 0; choice < weave->columns * 4; choice++) {
      Way on = way_on(weave, &g_array_index(ways, Way, i), position, choice / 4, choice & 1,
                      choice & 2 ? WEAVE : BLOCK);
      on.before = (int)i;
      if (on.score > -INFINITY)
        g_array_append_val(next, on);
    }
  keep_best(next);
  return next;
}

/* What speaks for the end of all columns after the last line. */
static double
end_odds(const Weave *weave, const Way *way) {
  guint count = weave->parting->table->lines->len;
  double odds = page_end_odds(weave, way, count - 1);
  for (guint c = 0; c < weave->columns; c++)
    if (way->last[c] >= 0)
      odds += corpus_line_end(weave->parting, (guint)way->last[c]) / 2 -
              (way->brackets[c] != 0 ? CLEAR : 0);
  return odds;
}

/* The best way to read all lines: a Way for each, the caller's; NULL if there is none. */
static Way *
best_way(const Weave *weave, double *score) {
  guint count = weave->parting->table->lines->len;
  GPtrArray *steps = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  GArray *ways = g_array_new(FALSE, TRUE, sizeof(Way));
  g_array_set_size(ways, 1);
  for (guint c = 0; c < COLUMNS; c++)
    g_array_index(ways, Way, 0).last[c] = -1;
  g_ptr_array_add(steps, ways);
  for (guint i = 0; i < count; i++) {
    ways = ways_on(weave, ways, i);
    g_ptr_array_add(steps, ways);
  }
  int best = -1;
  *score = -INFINITY;
  for (guint i = 0; i < ways->len; i++) {
    Way *way = &g_array_index(ways, Way, i);
    way->score += end_odds(weave, way);
    if (way->score > *score) {
      *score = way->score;
      best = (int)i;
    }
  }
  Way *path = best >= 0 ? g_new(Way, count) : NULL;
  for (guint i = count; path != NULL && i-- > 0;) {
    path[i] = g_array_index((GArray *)g_ptr_array_index(steps, i + 1), Way, best);
    best = path[i].before;
  }
  g_ptr_array_unref(steps);
  return path;
}

/* Does a line hold an item of each column? */
static bool
shows_cells(const CorpusTable *table) {
  bool beside = false;
  for (guint i = 0; i < table->lines->len; i++)
    beside = beside || corpus_table_line(table, i)->beside;
  return beside;
}

/* The same with the better of two meanings of empty lines: what they part are columns, or cells
 * where some stand side by side. */
static Way *
best_of_both(Weave *weave, double *score) {
  double cells_score = 0;
  weave->cells = false;
  Way *columns = best_way(weave, score);
  if (!shows_cells(weave->parting->table))
    return columns;
  weave->cells = true;
  Way *cells = best_way(weave, &cells_score);
  bool are_cells = cells != NULL && cells_score > *score + CELLS_ARE_RARE;
  *score = are_cells ? cells_score : *score;
  g_free(are_cells ? columns : cells);
  return are_cells ? cells : columns;
}

/* ---- what is known of the lines ---- */

/* What a line says of its column that is not an item's first. */
static void
weigh_further_words(const CorpusTable *table, const char *text, CorpusLexicon *lexicon,
                    double *words) {
  double nothing[COLUMNS] = {0};
  char *further = g_strconcat("x ", text, NULL);
  corpus_table_weigh_words(table, "x", lexicon, nothing);
  corpus_table_weigh_words(table, further, lexicon, words);
  for (guint c = 0; c < COLUMNS; c++)
    words[c] -= nothing[c];
  g_free(further);
}

static Known *
known_of(const CorpusTable *table, CorpusLexicon *lexicon) {
  guint count = table->lines->len, blanks = 0, bullets = 0;
  Known *known = g_new0(Known, count);
  for (guint i = 0; i < count; i++) {
    blanks += corpus_table_line(table, i)->line->blank_before;
    bullets += corpus_table_line(table, i)->bullet != 0;
  }
  bool blanks_part = blanks * 2 < count;
  for (guint i = 0; i < count; i++) {
    const CorpusTableLine *line = corpus_table_line(table, i);
    known[i].part_begins = i == 0 || corpus_table_line(table, i - 1)->part != line->part;
    known[i].block_begins = known[i].part_begins ||
                            (blanks_part && line->line->blank_before && !line->beside) ||
                            line->lone_bullets > 0 || line->gap_before;
    known[i].cell_begins = table->blanks_tell && line->line->blank_before && !line->beside;
    known[i].part = known[i].part_begins ? (int)i : known[i - 1].part;
    known[i].block = known[i].block_begins ? (int)i : known[i - 1].block;
    for (guint j = 0; j < count; j++)
      known[i].lone_bullets += corpus_table_line(table, j)->part == line->part
                                   ? corpus_table_line(table, j)->lone_bullets
                                   : 0;
    guint quotes = 0;
    corpus_line_add_signs(line->text, &known[i].brackets, &quotes);
    known[i].bulleted = bullets >= 2 && bullets * 5 >= count && known[i].lone_bullets == 0;
    corpus_table_weigh_words(table, line->text, lexicon, known[i].first_words);
    weigh_further_words(table, line->text, lexicon, known[i].words);
  }
  return known;
}

/* Sorts the lines column by column as the way says; those that begin items get a bullet. */
static void
follow_way(CorpusTable *table, const Way *path) {
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(CorpusTableLine));
  for (guint c = 0; c < table->header.count; c++)
    for (guint i = 0; i < table->lines->len; i++) {
      CorpusTableLine line = *corpus_table_line(table, i);
      if (path[i].column != c)
        continue;
      line.column = (int)c;
      line.bullet = path[i].begins ? BEGINS : 0;
      g_array_append_val(sorted, line);
    }
  g_array_unref(table->lines);
  table->lines = sorted;
  table->columns_known = table->bulleted = true;
}

/* Are they lines as a page has them, for columns that nothing tells yet? Lines that were cut from
 * one line of the source end where a reader of words would end them. */
static bool
are_lines_of_columns(const CorpusTable *table) {
  guint count = table->lines->len;
  bool fit = table->header.count > 1 && count > 2 && count <= LINES_MAX;
  for (guint i = 0; i < count && fit; i++) {
    const CorpusTableLine *line = corpus_table_line(table, i);
    fit = line->column < 0 && (i == 0 || line->beside ||
                               line->line->number != corpus_table_line(table, i - 1)->line->number);
  }
  return fit;
}

bool
corpus_table_columns_by_weave(CorpusTable *table, CorpusLexicon *lexicon) {
  if (!are_lines_of_columns(table))
    return false;
  guint count = table->lines->len;
  const Parting parting = corpus_table_parting(table, lexicon);
  Known *known = known_of(table, lexicon);
  Weave weave = {&parting, known, g_new(double, (gsize)count *count), table->header.count,
                 false,    false};
  for (gsize i = 0; i < (gsize)count * count; i++)
    weave.fits[i] = NAN;
  double woven_score = 0, straight_score = 0;
  Way *woven = best_of_both(&weave, &woven_score);
  weave.straight = true;
  g_free(best_of_both(&weave, &straight_score));
  bool fit = woven != NULL && (woven_score > straight_score + MUST_GAIN || table->bullets_lost);
  if (fit)
    follow_way(table, woven);
  g_free(woven);
  g_free(weave.fits);
  g_free(known);
  return fit;
}
