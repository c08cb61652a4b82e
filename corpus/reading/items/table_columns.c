/* corpus/reading/items/table_columns.c: puts the items of a table into its columns.
 *
 * Where lines know their places the edges decide. In flat text the columns stand one after the
 * other, page by page, without a mark between them; what each item says, and what the chapter says
 * of its subject, speaks for a column, some things speak for a column's beginning, and the points
 * at which columns part are chosen so that the whole table is as plausible as it can be. */
#include <math.h>
#include <string.h>

#include "corpus/reading/items/item_wording.h"
#include "corpus/reading/items/table.h"

/* ---- where columns part, by weight ---- */

typedef struct {
  double columns[CORPUS_TABLE_COLUMNS_MAX]; /* log-odds of standing in each column */
  double border;                            /* log-odds that a column begins with this item */
  guint part;                               /* page of the table, never falling */
  guint lines;                              /* that the item fills */
  bool beside;                              /* it stands in one line with the item before it */
  bool begins_part, blank_before;           /* it is the first of its page; after an empty line */
  guint column;                             /* the answer */
} Weighed;

enum { KEPT = 60, KEPT_TOGETHER = 3600 }; /* ways of parting: of one page, of all so far */

/* Log-odds: a column without any item. */
static const double EMPTY_COLUMN = -2.0;
/* The distance from the usual share of items at which a table is half as plausible. */
static const double SHARE_DISTANCE = 0.15;
/* A column goes on overleaf only if it filled its page, so that no other was much longer there. */
static const double NOT_FILLED = -3.0, ABSENT = -5.0;
static const double LINES_SLACK = 1, LINES_SLACK_SHARE = 0.15;
/* Unless there is no page break at all: something else was taken for one, or the columns were
 * written out before pages were made. */
static const double NO_TURN = -1.2;

/* The columns of one page: column c holds the items from ends[c - 1] up to ends[c], excluded. */
typedef struct {
  guint begin, ends[CORPUS_TABLE_COLUMNS_MAX];
  guint totals[CORPUS_TABLE_COLUMNS_MAX]; /* items in each column up to this page */
  double score;
  int before; /* which of the ways kept for the page before; -1 = this is the first */
} Page;

typedef struct {
  const Weighed *items;
  guint columns, from, to; /* items of the page, `to` excluded */
  GArray *found;           /* Page */
} Search;

static guint
column_begin(const Page *page, guint column) {
  return column == 0 ? page->begin : page->ends[column - 1];
}

/* Tries every end of the column, with every end of those to its right. */
static void
search_column(Search *search, Page page, guint column) {
  guint begin = column_begin(&page, column);
  bool last = column + 1 >= MIN(search->columns, CORPUS_TABLE_COLUMNS_MAX);
  for (guint end = begin; end <= search->to; end++) {
    page.ends[column] = end;
    if (!last)
      search_column(search, page, column + 1);
    else if (end == search->to)
      g_array_append_val(search->found, page);
    if (end == search->to)
      break;
    if (end == begin && begin > search->from)
      page.score += search->items[end].border;
    page.score += search->items[end].columns[column];
  }
}

static int
best_first(gconstpointer a, gconstpointer b) {
  const Page *first = a, *second = b;
  return (first->score < second->score) - (first->score > second->score);
}

static GArray *
ways_of_page(const Weighed *items, guint columns, guint from, guint to) {
  Search search = {items, columns, from, to, g_array_new(FALSE, FALSE, sizeof(Page))};
  search_column(&search, (Page){.begin = from, .before = -1}, 0);
  g_array_sort(search.found, best_first);
  if (search.found->len > KEPT)
    g_array_set_size(search.found, KEPT);
  return search.found;
}

static guint
column_lines(const Weighed *items, const Page *page, guint column) {
  guint lines = 0;
  for (guint i = column_begin(page, column); i < page->ends[column]; i++)
    lines += items[i].lines;
  return lines;
}

/* How plausible is it that columns that stand side by side go on overleaf with those? */
static double
side_by_side(const Weighed *items, guint columns, const Page *page, const Page *next) {
  guint longest = 0;
  for (guint c = 0; c < columns; c++)
    longest = MAX(longest, column_lines(items, page, c));
  double least = (1 - LINES_SLACK_SHARE) * longest - LINES_SLACK, score = 0;
  for (guint c = 0; c < columns; c++) {
    if (next->ends[c] == column_begin(next, c))
      continue;
    guint lines = column_lines(items, page, c);
    if (lines == 0)
      score += ABSENT;
    else if (lines < least)
      score += NOT_FILLED;
  }
  return score;
}

/* Does the next page go on with the last column of this one, or one to its right? */
static bool
goes_straight_on(guint columns, const Page *page, const Page *next) {
  guint last = 0, first = columns;
  for (guint c = 0; c < columns; c++) {
    last = page->ends[c] > column_begin(page, c) ? c : last;
    guint right = columns - 1 - c;
    first = next->ends[right] > column_begin(next, right) ? right : first;
  }
  return first >= last;
}

static double
turn_page(const Weighed *items, guint columns, const Page *page, const Page *next) {
  double turned = side_by_side(items, columns, page, next);
  return goes_straight_on(columns, page, next) ? MAX(turned, NO_TURN) : turned;
}

static void
add_totals(Page *page, const Page *before, guint columns) {
  for (guint c = 0; c < columns; c++)
    page->totals[c] =
        (before != NULL ? before->totals[c] : 0) + page->ends[c] - column_begin(page, c);
}

/* Combines the ways of the pages so far with those of the next. */
static GArray *
combine(const Weighed *items, guint columns, const GArray *before, const GArray *next) {
  GArray *combined = g_array_new(FALSE, FALSE, sizeof(Page));
  for (guint n = 0; n < next->len; n++)
    for (guint b = 0; b < MAX(before->len, 1); b++) {
      Page page = g_array_index(next, Page, n);
      const Page *last = before->len > 0 ? &g_array_index(before, Page, b) : NULL;
      if (last != NULL) {
        page.score += last->score + turn_page(items, columns, last, &page);
        page.before = (int)b;
      }
      add_totals(&page, last, columns);
      g_array_append_val(combined, page);
    }
  g_array_sort(combined, best_first);
  if (combined->len > KEPT_TOGETHER)
    g_array_set_size(combined, KEPT_TOGETHER);
  return combined;
}

/* How plausible are so many items in each column? */
static double
sizes(const Page *page, guint columns, const double *usual) {
  guint all = 0;
  double score = 0, distances = 0;
  for (guint c = 0; c < columns; c++)
    all += page->totals[c];
  for (guint c = 0; c < columns && all > 0; c++) {
    double distance = ((double)page->totals[c] / all - usual[c]) / SHARE_DISTANCE;
    distances += distance * distance / columns;
    score += page->totals[c] == 0 ? EMPTY_COLUMN : 0;
  }
  return score - log1p(distances);
}

static const Page *
best_way(const GArray *ways, guint columns, const double *usual) {
  const Page *best = NULL;
  double score = -INFINITY;
  for (guint i = 0; i < ways->len; i++) {
    const Page *page = &g_array_index(ways, Page, i);
    double total = page->score + sizes(page, columns, usual);
    if (total > score) {
      score = total;
      best = page;
    }
  }
  return best;
}

static void
set_columns(Weighed *items, const Page *page, guint columns) {
  for (guint c = 0; c < columns; c++)
    for (guint i = column_begin(page, c); i < page->ends[c]; i++)
      items[i].column = c;
}

static guint
page_end(const GArray *items, guint from) {
  guint to = from;
  while (to < items->len &&
         g_array_index(items, Weighed, to).part == g_array_index(items, Weighed, from).part)
    to++;
  return to;
}

/* Sets the column of each item; returns how plausible that is. columns: how many the table has,
 * from the left. usual: the share of the items that each column has in most tables; they add up
 * to 1. */
static double
split(GArray *items, guint columns, const double *usual) {
  Weighed *all = (Weighed *)(void *)items->data;
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  GArray *before = g_array_new(FALSE, FALSE, sizeof(Page));
  g_ptr_array_add(pages, before);
  for (guint from = 0, to = 0; from < items->len; from = to) {
    to = page_end(items, from);
    GArray *ways = ways_of_page(all, columns, from, to);
    before = combine(all, columns, before, ways);
    g_array_unref(ways);
    g_ptr_array_add(pages, before);
  }
  const Page *page = best_way(before, columns, usual);
  double score = page != NULL ? page->score + sizes(page, columns, usual) : 0;
  for (guint i = pages->len - 1; page != NULL && i > 0; i--) {
    set_columns(all, page, columns);
    const GArray *ways = g_ptr_array_index(pages, i - 1);
    page = page->before >= 0 ? &g_array_index(ways, Page, page->before) : NULL;
  }
  g_ptr_array_unref(pages);
  return score;
}

/* ---- rows ---- */

/* Some texts have a table row by row: an item of each column, then the next row; and where one
 * column is longer, its last items after each other. Log-odds of an item of the next column (after
 * the last, the first), of any other, and that from here on only one column has items. */
static const double NEXT_COLUMN = -0.2, OTHER_COLUMN = -2.0, RUNS_OUT = -1.5, GOES_ON = -0.1;
/* What an empty line parts may be cells, or rows; an item without one before it then stands in the
 * column of the one before, or in the next. */
static const double AGAINST_BLANKS = -4.0;
static const double TAILS_MAX = 4;
/* By so much rows must be the more plausible where no empty lines show them. */
static const double ROWS_ARE_RARE = 3;
/* What tables of a report that were read before say, each and all of them. */
static const double ROWS_OF_A_TABLE = 1, ROWS_OF_ALL = 3;
/* By so much columns must be the more plausible for an item that rows put elsewhere: else nobody
 * knows where it stands. */
static const double SURE_OF_COLUMNS = 2;

typedef enum { BLANKS_SAY_NOTHING, BLANKS_PART_CELLS, BLANKS_PART_ROWS, BLANKS } Blanks;

enum { ROW_STATES = 2 * CORPUS_TABLE_COLUMNS_MAX }; /* column, and whether it alone goes on */

/* Log-odds that the item stands in a state, after one in another. */
static double
row_step(const Weighed *item, guint columns, guint before, guint state, Blanks blanks) {
  guint from = before / 2, column = state / 2;
  bool alone = state % 2 == 1, was_alone = before % 2 == 1;
  bool same = column == from, next = column == (from + 1) % columns;
  if ((item->beside && column <= from) || (was_alone && !item->begins_part && (!alone || !same)))
    return -INFINITY;
  double odds = next ? NEXT_COLUMN : OTHER_COLUMN;
  if (item->begins_part)
    odds = column == 0 ? NEXT_COLUMN : OTHER_COLUMN;
  if (alone && !item->begins_part)
    odds = was_alone ? GOES_ON : RUNS_OUT + (same ? 0 : OTHER_COLUMN);
  else if (alone)
    odds += RUNS_OUT;
  if (item->begins_part)
    return odds;
  if (blanks == BLANKS_PART_CELLS && !item->blank_before)
    odds = (same ? GOES_ON : AGAINST_BLANKS) + (alone && !was_alone ? RUNS_OUT : 0);
  else if (blanks == BLANKS_PART_CELLS && alone)
    odds += AGAINST_BLANKS;
  if (blanks == BLANKS_PART_ROWS && alone)
    odds += item->blank_before ? 0 : AGAINST_BLANKS;
  else if (blanks == BLANKS_PART_ROWS)
    odds += (item->blank_before ? column == 0 : next && column > 0) ? 0 : AGAINST_BLANKS;
  return odds;
}

/* The most plausible columns where the items stand row by row; sets them, and returns how plausible
 * they are. */
static double
split_rows(const GArray *items, guint columns, Blanks blanks, guint *answer) {
  guint count = items->len, states = 2 * columns;
  double best[ROW_STATES] = {0};
  guint8 *from = g_new0(guint8, (gsize)count * ROW_STATES + 1);
  for (guint i = 0; i < count; i++) {
    const Weighed *item = &g_array_index(items, Weighed, i);
    double next[ROW_STATES];
    for (guint state = 0; state < states; state++) {
      next[state] = -INFINITY;
      for (guint before = 0; before < states; before++) {
        double odds = best[before] + row_step(item, columns, before, state, blanks);
        if (odds > next[state]) {
          next[state] = odds;
          from[i * ROW_STATES + state] = (guint8)before;
        }
      }
      next[state] += item->columns[state / 2];
    }
    memcpy(best, next, sizeof best);
  }
  guint state = 0;
  for (guint other = 1; other < states; other++)
    state = best[other] > best[state] ? other : state;
  double score = best[state];
  for (guint i = count; i-- > 0;) {
    answer[i] = state / 2;
    state = from[i * ROW_STATES + state];
  }
  g_free(from);
  return score;
}

/* Where empty lines part cells, the items without one stand at the end of their page, where one
 * column has run out. Log-odds that this is no chance; 0 where it is not so. */
static double
blanks_show_tails(const GArray *items) {
  double odds = 0;
  for (guint i = 0, blanks = 0, others = 0; i < items->len; i++) {
    const Weighed *item = &g_array_index(items, Weighed, i);
    blanks = item->begins_part ? 0 : blanks;
    others = item->begins_part ? 0 : others;
    if (item->blank_before && others > 0)
      return 0;
    blanks += item->blank_before || item->begins_part;
    others += !item->blank_before && !item->begins_part;
    if (!item->blank_before && !item->begins_part)
      odds += log((double)(blanks + others) / others); /* of all ways to choose them, one */
  }
  return MIN(odds, TAILS_MAX);
}

/* The most plausible of all ways to read rows; -INFINITY, and no answer, where there is none: more
 * items beside each other than there are columns. */
static double
best_rows(const GArray *items, guint columns, bool blanks_tell, guint *answer) {
  double best = -INFINITY;
  guint *tried = g_new(guint, items->len + 1);
  for (Blanks blanks = BLANKS_SAY_NOTHING; blanks < (blanks_tell ? BLANKS : 1); blanks++) {
    double score = split_rows(items, columns, blanks, tried) -
                   (blanks == BLANKS_SAY_NOTHING ? ROWS_ARE_RARE : 0);
    if (blanks == BLANKS_PART_CELLS)
      score += blanks_show_tails(items);
    if (score > best) {
      best = score;
      memcpy(answer, tried, items->len * sizeof *answer);
    }
  }
  g_free(tried);
  return best;
}

/* ---- what speaks for a column ---- */

/* Log-odds that a column begins with an item. */
static const double BORDER = -0.7;          /* before anything is known of the place */
static const double GAP_BORDER = 5.0;       /* an empty paragraph before it */
static const double OTHER_BULLET = 3.5;     /* another bullet than before */
static const double FAR_BACK = 4;           /* parts; a small step back says less */
static const double BACK_IN_CHAPTER = 1.6;  /* its subject stands before the last item's there */
static const double ON_IN_CHAPTER = -1.0;   /* after it */
static const double SAME_IN_CHAPTER = -0.8; /* in the same part */
/* How alike an item and a text are at least where they have the same subject; how much the
 * chapter's view of it weighs. */
static const double LIKENESS_MIN = 0.35, STANCE = 2.0;
/* A part has the subject too if it is so nearly as alike; how fast a difference makes sure. */
static const double ALIKE = 0.85, SURENESS = 2.5;
/* What lacks is named among weaknesses and improvements alike. */
static const double WEAKNESS_AS_IMPROVEMENT = 0.4, IMPROVEMENT_AS_WEAKNESS = 0.25;
static const double KNOWN = 1000.0;

/* Shares of the columns in tables of one, two and three columns. */
static const double USUAL[][CORPUS_TABLE_COLUMNS_MAX] = {
    {1.0, 0, 0}, {0.54, 0.46, 0}, {0.52, 0.33, 0.15}};

typedef struct {
  CorpusEcho *strong, *weak, *parts;
} Chapter;

static Chapter
chapter_new(const CorpusColumnsEvidence *evidence) {
  return (Chapter){corpus_echo_new(evidence != NULL ? evidence->strong : NULL),
                   corpus_echo_new(evidence != NULL ? evidence->weak : NULL),
                   corpus_echo_new(evidence != NULL ? evidence->parts : NULL)};
}

static void
chapter_clear(Chapter *chapter) {
  corpus_echo_free(chapter->strong);
  corpus_echo_free(chapter->weak);
  corpus_echo_free(chapter->parts);
}

/* How much is said of the item's subject. */
static double
mentions(const CorpusEcho *echo, const char *item) {
  double *likeness = corpus_echo_likeness(echo, item);
  double sum = 0;
  for (guint i = 0; i < corpus_echo_count(echo); i++)
    sum += likeness[i] >= LIKENESS_MIN ? likeness[i] : 0;
  g_free(likeness);
  return sum;
}

/* Log-odds of an improvement or weakness over a strength, by what the chapter says of the item's
 * subject. */
static double
chapter_stance(const Chapter *chapter, const char *item) {
  double strong = mentions(chapter->strong, item), weak = mentions(chapter->weak, item);
  return STANCE * (weak - strong) / (weak + strong + 1);
}

/* Where in the chapter a subject stands: parts from..to; none where sureness (0..1) is 0. */
typedef struct {
  guint from, to;
  double sureness;
} Place;

/* The part that has the item's subject, or the two neighbours that have it alike. */
static Place
place_in_chapter(const CorpusEcho *parts, const char *item) {
  double *likeness = corpus_echo_likeness(parts, item);
  guint count = corpus_echo_count(parts);
  double best = 0, other = 0;
  for (guint i = 0; i < count; i++)
    best = MAX(best, likeness[i]);
  Place place = {count, 0, 0};
  for (guint i = 0; i < count; i++)
    if (likeness[i] >= ALIKE * best) {
      place.from = MIN(place.from, i);
      place.to = i;
    }
  for (guint i = 0; i < count; i++)
    if (i < place.from || i > place.to)
      other = MAX(other, likeness[i]);
  if (best >= LIKENESS_MIN && place.to <= place.from + 1)
    place.sureness = MIN(SURENESS * (best - other), 1);
  g_free(likeness);
  return place;
}

void
corpus_table_weigh_words(const CorpusTable *table, const char *text, CorpusLexicon *lexicon,
                         double columns[CORPUS_TABLE_COLUMNS_MAX]) {
  CorpusItemWording wording = corpus_item_wording(text, lexicon);
  bool weaknesses = false;
  for (guint c = 0; c < table->header.count; c++)
    weaknesses = weaknesses || table->header.tags[c] == CORPUS_TAG_WEAKNESS;
  for (guint c = 0; c < table->header.count; c++)
    switch (table->header.tags[c]) {
    case CORPUS_TAG_STRENGTH:
      columns[c] = wording.strength;
      break;
    case CORPUS_TAG_WEAKNESS:
      columns[c] = wording.weakness + IMPROVEMENT_AS_WEAKNESS * wording.improvement;
      break;
    default:
      columns[c] =
          wording.improvement + (weaknesses ? WEAKNESS_AS_IMPROVEMENT : 1) * wording.weakness;
    }
}

static void
weigh_stance(const CorpusTable *table, Weighed *item, double stance) {
  for (guint c = 0; c < table->header.count; c++)
    item->columns[c] += (table->header.tags[c] == CORPUS_TAG_STRENGTH ? -0.5 : 0.5) * stance;
}

/* A column that the text itself names above its items leaves no doubt. */
static void
weigh_known(const CorpusTable *table, Weighed *item, int column) {
  for (guint c = 0; c < table->header.count && column >= 0; c++)
    item->columns[c] += (int)c == column ? KNOWN : 0;
}

static double
order_evidence(const Place *before, const Place *place) {
  double sureness = MIN(before->sureness, place->sureness);
  if (place->to < before->from) {
    double back = before->from - place->to;
    return BACK_IN_CHAPTER * sureness * MIN(back + 1, FAR_BACK) / FAR_BACK;
  }
  return (place->from > before->to ? ON_IN_CHAPTER : SAME_IN_CHAPTER) * sureness;
}

/* Sets what speaks for a column's beginning at each item. */
static void
weigh_borders(const CorpusTable *table, const GArray *items, const GPtrArray *texts,
              const Chapter *chapter, GArray *weighed) {
  Place before = {0, 0, 0};
  for (guint i = 0; i < items->len; i++) {
    Weighed *item = &g_array_index(weighed, Weighed, i);
    const CorpusTableItem *lines = &g_array_index(items, CorpusTableItem, i);
    const CorpusTableLine *line = corpus_table_line(table, lines->first);
    item->border = BORDER + (line->gap_before ? GAP_BORDER : 0);
    if (i > 0 && line->bullet != 0) {
      guint above = g_array_index(items, CorpusTableItem, i - 1).first;
      gunichar bullet = corpus_table_line(table, above)->bullet;
      item->border += bullet != 0 && bullet != line->bullet ? OTHER_BULLET : 0;
    }
    Place place = place_in_chapter(chapter->parts, g_ptr_array_index(texts, i));
    item->border += order_evidence(&before, &place);
    if (place.sureness > 0)
      before = place;
  }
}

/* The columns by the more plausible reading: those of `weighed`, or `rows`. */
static void
choose(const CorpusTable *table, const GArray *weighed, double by_column, double by_row,
       const guint *rows, guint *columns) {
  bool are_rows = by_row > -INFINITY && (table->rows_shown || by_row > by_column);
  bool sure = are_rows || by_column > by_row + SURE_OF_COLUMNS;
  for (guint i = 0; i < weighed->len; i++) {
    guint column = g_array_index(weighed, Weighed, i).column;
    columns[i] = are_rows ? rows[i] : sure || column == rows[i] ? column : CORPUS_TABLE_NO_COLUMN;
  }
}

guint *
corpus_table_columns_by_meaning(const CorpusTable *table, const GArray *items,
                                const GPtrArray *texts, const CorpusColumnsEvidence *evidence,
                                CorpusLexicon *lexicon) {
  Chapter chapter = chapter_new(evidence);
  GArray *weighed = g_array_new(FALSE, TRUE, sizeof(Weighed));
  g_array_set_size(weighed, items->len);
  for (guint i = 0; i < items->len; i++) {
    Weighed *item = &g_array_index(weighed, Weighed, i);
    const CorpusTableItem *lines = &g_array_index(items, CorpusTableItem, i);
    const CorpusTableLine *line = corpus_table_line(table, lines->first);
    const char *text = g_ptr_array_index(texts, i);
    item->part = line->part;
    item->beside = line->beside;
    item->begins_part = i == 0 || item->part != (item - 1)->part;
    item->blank_before = line->line->blank_before && !line->beside;
    item->lines = lines->last - lines->first + 1;
    corpus_table_weigh_words(table, text, lexicon, item->columns);
    weigh_stance(table, item, chapter_stance(&chapter, text));
    weigh_known(table, item, line->column);
  }
  weigh_borders(table, items, texts, &chapter, weighed);
  guint count = table->header.count;
  guint *columns = g_new(guint, items->len + 1), *rows = g_new(guint, items->len + 1);
  double by_column = split(weighed, count, USUAL[count - 1]);
  double by_row = best_rows(weighed, count, table->blanks_tell, rows);
  double *before = evidence != NULL ? evidence->rows : NULL, margin = by_row - by_column;
  by_row += before != NULL ? *before : 0;
  if (before != NULL)
    *before = CLAMP(*before + CLAMP(margin, -ROWS_OF_A_TABLE, ROWS_OF_A_TABLE), -ROWS_OF_ALL,
                    ROWS_OF_ALL);
  choose(table, weighed, by_column, by_row, rows, columns);
  g_free(rows);
  g_array_unref(weighed);
  chapter_clear(&chapter);
  return columns;
}
