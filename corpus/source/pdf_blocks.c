/* corpus/source/pdf_blocks.c: finds what stands side by side on a page and is not one row.
 *
 * Words of one height make a row, but a row may be two lines of text that have nothing to do with
 * each other. What tells is white space: a strip, from top to bottom of some rows, that no word
 * crosses. A strip parts one of three things. Columns of running text: lines on both sides are
 * full, long, without bullets, and sentences end within them; what is learnt of the page's longest
 * columns (Model) then finds shorter pieces of the same columns. A text box, narrow, with
 * text that was made to run around it. Or the columns of a table, which are rows after all, and are
 * cut later (pdf_rows.c). The first two become blocks, which are read one after the other.
 *
 * A sheet with two pages is parted first, by the strip in its middle. */
#include "corpus/source/pdf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/text/sentence.h"

#define SPACE 0.65         /* in font sizes: no space between words is wider */
#define WIDEST_SPACE 1.8   /* in font sizes: wider gaps are between columns */
#define SAME_EDGE 1.5      /* points */
#define MOST_INDENT 40.0   /* points */
#define BAND 0.35          /* in font sizes: more than stands between lines of text */
#define FULL 0.85          /* of the column's width: a line that was broken by it */
#define COLUMN_ROWS 6      /* fewer rows side by side show no columns of text */
#define COLUMN_CHARS 18    /* mean length of a line of running text, at the least */
#define COLUMN_BULLETS 0.3 /* share of lines with a bullet, or a wide gap, at the most */
#define SIDE_ROWS 4        /* of each column */
#define STOPS 0.06         /* a line: sentences that end within it */
#define LEAST_STOPS 2      /* in both columns, and one in each */
#define ALIKE_WIDTHS 0.6   /* of the wider column */
#define HEAD_ROWS 2        /* over lists, at the most */
#define WRAPPED 0.4        /* share of full lines, and of such as go on */
#define BOX_FULL 0.7       /* share of full lines beside a box */
#define BOX_ROWS 2
#define BOX_LETTERS 9      /* in a line of it, at the least */
#define WIDER_THAN_BOX 1.3 /* text beside a box is wider than it */
#define WIDE_CHARS 40      /* mean length of lines that are too wide for a cell */
#define CONTINUED 0.4      /* share of lines that begin in the middle of a sentence */
#define LINE_GAP 1.6       /* in font sizes: from line to line of a paragraph */
#define SHEET_GUTTER 0.045 /* of the sheet's width: the margins between two pages on it */
#define MIDDLE_FROM 0.35   /* of the sheet's width: these margins lie between here */
#define MIDDLE_TO 0.65     /* and here, however unlike the pages' other margins are */
#define SHEET_ROWS 4       /* on each of them */
#define MOST_WORDS 20000   /* a page of print has some hundreds; more is read row by row */
#define MOST_ROWS 400

static const PdfRow *
row_at(const GPtrArray *rows, guint i) {
  return rows->pdata[i];
}

typedef PdfStrip Strip;

/* ---- what stands on one side of a strip ---- */

typedef PdfSide Side;
typedef PdfColumns Model;

static bool
is_on(const PdfWord *word, const Strip *strip, bool on_left) {
  return (word->right <= strip->left + 1) == on_left;
}

/* What a row has on one side of a strip. */
typedef struct {
  double left, right;
  const char *first, *last; /* words; borrowed */
  bool parted, numbered;    /* numbered: where it is parted, a number ends it */
  guint stops;
} Part;

/* false where the row has nothing there. */
static bool
part_of(const PdfRow *row, const Strip *strip, bool on_left, Part *part) {
  bool found = false;
  *part = (Part){0};
  for (guint i = 0; i < row->words->len; i++) {
    const PdfWord *word = row->words->pdata[i];
    if (!is_on(word, strip, on_left))
      continue;
    part->left = found ? part->left : word->left;
    part->first = found ? part->first : word->text;
    bool gap = found && word->left - part->right > WIDEST_SPACE * word->size;
    part->numbered = gap && !part->parted && g_ascii_isdigit(*word->text);
    part->parted = part->parted || gap;
    part->stops +=
        found && corpus_ends_sentence(part->last) && g_unichar_isupper(g_utf8_get_char(word->text));
    part->right = found ? MAX(part->right, word->right) : word->right;
    part->last = word->text;
    found = true;
  }
  return found;
}

static void
count_text(Side *side, const PdfWord *word) {
  side->chars++;
  for (const char *at = word->text; *at != '\0'; at = g_utf8_next_char(at)) {
    bool plain = (unsigned char)*at < 0x80;
    side->chars++;
    side->letters += plain ? g_ascii_isalpha(*at) : g_unichar_isalpha(g_utf8_get_char(at)) != 0;
  }
}

static Side
side_of(const GPtrArray *rows, const Strip *strip, bool on_left) {
  Side side = {.left = HUGE_VAL, .right = -HUGE_VAL};
  Part part = {0}, other = {0};
  for (guint i = strip->first; i < strip->end; i++) {
    const PdfRow *row = row_at(rows, i);
    if (!part_of(row, strip, on_left, &part))
      continue;
    side.rows++;
    side.bullets += corpus_is_bullet_alone(part.first);
    side.parted += part.parted;
    side.numbered += part.numbered;
    side.stops += part.stops;
    side.continued += g_unichar_islower(g_utf8_get_char(part.first)) != 0;
    side.left = MIN(side.left, part.left);
    side.right = MAX(side.right, part.right);
    side.top = side.rows == 1 ? row->bottom : side.top;
    side.bottom = row->bottom;
    for (guint j = 0; j < row->words->len; j++)
      if (is_on(row->words->pdata[j], strip, on_left))
        count_text(&side, row->words->pdata[j]);
    side.both += part_of(row, strip, !on_left, &other);
  }
  for (guint i = strip->first; i < strip->end; i++)
    if (part_of(row_at(rows, i), strip, on_left, &part))
      side.full += part.right >= side.left + FULL * (side.right - side.left);
  return side;
}

/* Sentences end within lines, and others begin there: items of a table hold hardly ever two. */
static bool
is_running_text(const Side *side) {
  return side->rows >= SIDE_ROWS && side->chars >= (gsize)COLUMN_CHARS * side->rows &&
         side->stops > 0 && side->bullets <= COLUMN_BULLETS * side->rows &&
         side->parted <= COLUMN_BULLETS * side->rows;
}

static bool
are_columns(const GPtrArray *rows, const Strip *strip) {
  Side left = side_of(rows, strip, true);
  if (!is_running_text(&left))
    return false;
  Side right = side_of(rows, strip, false);
  double widths[] = {left.right - left.left, right.right - right.left};
  return is_running_text(&right) &&
         left.stops + right.stops >= MAX(LEAST_STOPS, STOPS * (left.rows + right.rows)) &&
         MIN(widths[0], widths[1]) >= ALIKE_WIDTHS * MAX(widths[0], widths[1]);
}

static bool
row_ends_sentence(const PdfRow *row) {
  return corpus_ends_sentence(((const PdfWord *)row->words->pdata[row->words->len - 1])->text);
}

/* Has the row text across the strip? */
static bool
crosses(const PdfRow *row, const Strip *strip) {
  Strip copy = *strip;
  return row->left < strip->left && row->right > strip->right &&
         !pdf_strip_narrow(&copy, row, SPACE * row->size);
}

/* Do the rows stand as near to each other as the lines of a paragraph? */
static bool
are_near(const PdfRow *above, const PdfRow *below) {
  return below->bottom - above->bottom < LINE_GAP * below->size;
}

/* Does a sentence run on between the text beside the strip and the row below or above it, which
 * takes the strip's place too? */
static bool
runs_on(const GPtrArray *rows, const Strip *strip, bool on_left) {
  Part part = {0};
  if (strip->end < rows->len && part_of(row_at(rows, strip->end - 1), strip, on_left, &part)) {
    const PdfRow *below = row_at(rows, strip->end);
    if (crosses(below, strip) && are_near(row_at(rows, strip->end - 1), below) &&
        !corpus_ends_sentence(part.last))
      return true;
  }
  if (strip->first == 0 || !part_of(row_at(rows, strip->first), strip, on_left, &part))
    return false;
  const PdfRow *above = row_at(rows, strip->first - 1);
  return crosses(above, strip) && are_near(above, row_at(rows, strip->first)) &&
         !row_ends_sentence(above);
}

/* Wide lines near each other that go on from one to the next: no cells of a table. */
static bool
is_wide_text(const Side *text, double size) {
  return text->bottom - text->top <= LINE_GAP * size * (text->rows - 1) &&
         text->chars >= (gsize)WIDE_CHARS * (text->rows - 1) &&
         text->continued >= CONTINUED * text->rows;
}

/* Running text beyond doubt: then a list beside it is no column of the same table. */
static bool
is_surely_text(const Side *text) {
  return text->stops > 0 && text->bullets + text->parted == 0 &&
         text->continued >= CONTINUED / 2 * text->rows && text->full >= WRAPPED * text->rows &&
         text->chars >= (gsize)(2 * COLUMN_CHARS) * text->rows;
}

/* Is what stands on that side a box, with text that was made to run around it? */
static bool
is_box(const GPtrArray *rows, const Strip *strip, bool on_left) {
  Side box = side_of(rows, strip, on_left);
  if (box.rows < BOX_ROWS || box.both < BOX_ROWS)
    return false;
  Side text = side_of(rows, strip, !on_left);
  bool list = box.bullets > 0 && box.parted == 0 && is_surely_text(&text);
  return text.rows >= BOX_ROWS &&
         text.right - text.left >= WIDER_THAN_BOX * (box.right - box.left) &&
         box.letters >= (gsize)BOX_LETTERS * box.rows &&
         (list || box.bullets + text.bullets + box.parted + text.parted == 0) &&
         text.chars >= (gsize)COLUMN_CHARS * text.rows &&
         (list || (text.full >= BOX_FULL * text.rows && runs_on(rows, strip, !on_left)) ||
          is_wide_text(&text, row_at(rows, strip->first)->size));
}

/* ---- blocks ---- */

static void
block_free(gpointer data) {
  PdfBlock *block = data;
  g_ptr_array_unref(block->words);
  g_free(block);
}

static PdfBlock *
block_new(bool box, bool column, double shift) {
  PdfBlock *block = g_new0(PdfBlock, 1);
  *block = (PdfBlock){g_ptr_array_new(), box, column, shift};
  return block;
}

static PdfBlock *
take_side(const GPtrArray *rows, const Strip *strip, bool on_left, PdfBlock *block) {
  for (guint i = strip->first; i < strip->end; i++) {
    const PdfRow *row = row_at(rows, i);
    for (guint j = 0; j < row->words->len; j++)
      if (is_on(row->words->pdata[j], strip, on_left))
        g_ptr_array_add(block->words, row->words->pdata[j]);
  }
  return block;
}

static void
take_row(PdfBlock *block, const PdfRow *row) {
  for (guint i = 0; i < row->words->len; i++)
    g_ptr_array_add(block->words, row->words->pdata[i]);
}

/* The row at which the paragraph ends that goes on below the strip. */
static guint
paragraph_end(const GPtrArray *rows, guint at) {
  while (at < rows->len && at > 0 && are_near(row_at(rows, at - 1), row_at(rows, at)) &&
         !row_ends_sentence(row_at(rows, at - 1)))
    at++;
  return at;
}

typedef struct {
  GPtrArray *blocks;
  PdfBlock *flow; /* what is read row by row; NULL = none is open */
} Builder;

static PdfBlock *
flow_of(Builder *builder) {
  if (builder->flow == NULL) {
    builder->flow = block_new(false, false, 0);
    g_ptr_array_add(builder->blocks, builder->flow);
  }
  return builder->flow;
}

/* The box comes after the paragraph beside it. Returns the row after that. */
static guint
add_box(Builder *builder, const GPtrArray *rows, const Strip *strip, bool on_left) {
  take_side(rows, strip, !on_left, flow_of(builder));
  guint end = paragraph_end(rows, strip->end);
  for (guint i = strip->end; i < end; i++)
    take_row(flow_of(builder), row_at(rows, i));
  g_ptr_array_add(builder->blocks, take_side(rows, strip, on_left, block_new(true, false, 0)));
  builder->flow = NULL;
  return end;
}

/* The first row after `from` that white space parts from the one above; end if none does. */
static guint
band_after(const GPtrArray *rows, guint from, guint end) {
  for (guint at = from + 1; at < end; at++)
    if (row_at(rows, at)->top - row_at(rows, at - 1)->bottom >= BAND * row_at(rows, at)->size)
      return at;
  return end;
}

/* A list in a column is moved in, and a table's column begins elsewhere; the lines of contents are
 * parted too. */
static bool
begins_in(const Side *piece, const Side *column) {
  return piece->rows == 0 ||
         (piece->left >= column->left - SAME_EDGE && piece->left <= column->left + MOST_INDENT &&
          piece->parted - piece->numbered <= COLUMN_BULLETS * piece->rows);
}

static bool
lies_in(const Side *piece, const Side *column) {
  return begins_in(piece, column) &&
         (piece->rows == 0 || piece->right <= column->right + SAME_EDGE);
}

static bool
belongs_to(const GPtrArray *rows, const Strip *piece, const Model *model) {
  if (model->rows == 0)
    return false;
  Side left = side_of(rows, piece, true), right = side_of(rows, piece, false);
  return lies_in(&left, &model->left) && lies_in(&right, &model->right);
}

static void
add_columns(Builder *builder, const GPtrArray *rows, const Strip *strip, const Model *model) {
  bool known = belongs_to(rows, strip, model);
  Side left = known ? model->left : side_of(rows, strip, true);
  Side right = known ? model->right : side_of(rows, strip, false);
  double shift = right.right - left.right;
  g_ptr_array_add(builder->blocks, take_side(rows, strip, true, block_new(false, true, shift)));
  g_ptr_array_add(builder->blocks, take_side(rows, strip, false, block_new(false, true, 0)));
  builder->flow = NULL;
}

/* The same for what stands by itself: it has text on both sides, from the columns' edges on. */
static bool
is_like(const GPtrArray *rows, const Strip *piece, const Model *model) {
  if (!belongs_to(rows, piece, model))
    return false;
  Side left = side_of(rows, piece, true), right = side_of(rows, piece, false);
  return left.rows > 0 && right.rows > 0 && left.left <= model->left.left + SAME_EDGE &&
         right.left <= model->right.left + SAME_EDGE &&
         left.letters >= (gsize)BOX_LETTERS * left.rows &&
         right.letters >= (gsize)BOX_LETTERS * right.rows;
}

static bool
has_both_sides(const GPtrArray *rows, const Strip *piece) {
  return side_of(rows, piece, true).rows > 0 && side_of(rows, piece, false).rows > 0;
}

/* Hardly anything but lists on both sides, between the same bands of white space, is a table's. */
static bool
has_lists(const GPtrArray *rows, const Strip *piece) {
  Side left = side_of(rows, piece, true), right = side_of(rows, piece, false);
  return left.bullets > COLUMN_BULLETS * left.rows && right.bullets > COLUMN_BULLETS * right.rows &&
         left.stops + right.stops == 0;
}

/* Is the piece such a table, or its head? */
static bool
is_of_table(const GPtrArray *rows, const GArray *pieces, guint i) {
  const Strip *piece = &g_array_index(pieces, Strip, i);
  return has_lists(rows, piece) || (piece->end - piece->first <= HEAD_ROWS && i + 1 < pieces->len &&
                                    has_lists(rows, &g_array_index(pieces, Strip, i + 1)));
}

/* The piece with those above and below that begin where its columns do. */
static Strip
grown(const GPtrArray *rows, const GArray *pieces, guint seed) {
  Strip columns = g_array_index(pieces, Strip, seed);
  Side left = side_of(rows, &columns, true), right = side_of(rows, &columns, false);
  for (int step = -1; step <= 1; step += 2)
    for (guint i = seed + (guint)step; i < pieces->len; i += (guint)step) {
      const Strip *piece = &g_array_index(pieces, Strip, i);
      Side sides[] = {side_of(rows, piece, true), side_of(rows, piece, false)};
      if (!begins_in(&sides[0], &left) || !begins_in(&sides[1], &right) ||
          is_of_table(rows, pieces, i))
        break;
      if (step > 0 && (sides[0].rows == 0 || sides[1].rows == 0))
        continue;
      columns.first = MIN(columns.first, piece->first);
      columns.end = MAX(columns.end, piece->end);
    }
  return columns;
}

/* Do most lines fill their column, and go on with the line before? */
static bool
is_wrapped(const Side *side) {
  return side->continued >= WRAPPED * side->rows && side->full >= WRAPPED * side->rows;
}

/* Where the paragraphs of two columns happen to end side by side no piece is large enough by
 * itself: the longest row of pieces that are columns of running text together. */
static Strip
columns_of_pieces(const GPtrArray *rows, const GArray *pieces, Strip best) {
  for (guint i = 0; i < pieces->len; i++) {
    if (!has_both_sides(rows, &g_array_index(pieces, Strip, i)) || is_of_table(rows, pieces, i))
      continue;
    Strip columns = grown(rows, pieces, i);
    Side left = side_of(rows, &columns, true), right = side_of(rows, &columns, false);
    if (columns.end - columns.first > MAX(best.end - best.first, COLUMN_ROWS - 1) &&
        is_wrapped(&left) && is_wrapped(&right) && are_columns(rows, &columns))
      best = columns;
  }
  return best;
}

/* Does the column go on in a piece that has nothing beside it? */
static bool
goes_on(const GPtrArray *rows, const Strip *piece, const Side *column) {
  Side side = side_of(rows, piece, true);
  return side.rows > 1 && side.right >= column->left + FULL * (column->right - column->left);
}

/* The part of the strip that parts columns of running text: between bands of white space, above and
 * below which something else stands, a table perhaps. No rows where it parts none. */
static Strip
columns_in(const GPtrArray *rows, const Strip *strip, const Model *known) {
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Strip));
  guint most = 0, best = 0;
  for (guint from = strip->first, to = from; from < strip->end; from = to) {
    to = band_after(rows, from, strip->end);
    Strip piece = {from, to, strip->left, strip->right};
    if (to - from > most && (are_columns(rows, &piece) || is_like(rows, &piece, known))) {
      most = to - from;
      best = pieces->len;
    }
    g_array_append_val(pieces, piece);
  }
  Strip columns = {strip->first, strip->first, strip->left, strip->right};
  if (most > 0) {
    columns = g_array_index(pieces, Strip, best);
    bool of_known = known->rows > most && belongs_to(rows, &columns, known);
    const Model own = {most, side_of(rows, &columns, true), side_of(rows, &columns, false), false};
    const Model model = of_known ? *known : own;
    for (guint i = best; i-- > 0 && belongs_to(rows, &g_array_index(pieces, Strip, i), &model) &&
                         !is_of_table(rows, pieces, i);)
      columns.first = g_array_index(pieces, Strip, i).first;
    /* a heading below the columns belongs to what follows */
    for (guint i = best + 1;
         i < pieces->len && belongs_to(rows, &g_array_index(pieces, Strip, i), &model) &&
         !is_of_table(rows, pieces, i);
         i++)
      if (has_both_sides(rows, &g_array_index(pieces, Strip, i)) ||
          goes_on(rows, &g_array_index(pieces, Strip, i), &model.left))
        columns.end = g_array_index(pieces, Strip, i).end;
  } else {
    columns = columns_of_pieces(rows, pieces, columns);
  }
  g_array_unref(pieces);
  return columns;
}

/* The longest columns of running text on the page. */
static Model
model_of(const GPtrArray *rows) {
  Model model = {0};
  for (guint i = 0; i < rows->len && rows->len <= MOST_ROWS;) {
    const Strip strip = pdf_strip_from(rows, i);
    const Strip columns = columns_in(rows, &strip, &model);
    if (columns.end - columns.first >= MAX(COLUMN_ROWS, model.rows + 1))
      model = (Model){columns.end - columns.first, side_of(rows, &columns, true),
                      side_of(rows, &columns, false), false};
    i = MAX(i + 1, columns.end > columns.first ? columns.end : 0);
  }
  return model;
}

/* The columns that begin at the row between the edges that are known: with a line of one of them
 * alone, perhaps. None where the model is none. */
static Strip
known_columns_at(const GPtrArray *rows, guint first, const Model *model) {
  Strip strip = {first, first, model->left.right, model->right.left};
  Strip none = {first, first, 0, 0};
  if (model->rows == 0)
    return none;
  if (pdf_strip_narrow(&strip, row_at(rows, first), PDF_GUTTER * row_at(rows, first)->size)) {
    strip.end = first + 1;
    pdf_strip_extend(rows, &strip, PDF_GUTTER * row_at(rows, first)->size);
  }
  strip = columns_in(rows, &strip, model);
  return strip.first == first ? strip : none;
}

/* Is it a part of the other strip? */
static bool
is_within(const Strip *strip, const Strip *other) {
  return strip->first < other->end && strip->left < other->right && strip->right > other->left;
}

/* What stands in the columns of other pages is text on both sides, or contents beside text. */
static bool
shows_text(const GPtrArray *rows, const Strip *columns) {
  Side sides[] = {side_of(rows, columns, true), side_of(rows, columns, false)};
  guint text = 0, contents = 0;
  for (int i = 0; i < 2; i++)
    if (sides[i].rows >= SIDE_ROWS) {
      text += sides[i].stops > 0 && is_wrapped(&sides[i]);
      contents += 2 * sides[i].numbered > sides[i].rows;
    }
  return text > 0 && text + contents == 2;
}

static void
build(Builder *builder, const GPtrArray *rows, Model *known) {
  const Model own = model_of(rows);
  const Model model = own.rows > 0 ? own : *known;
  *known = own;
  Strip table = {0}; /* the last strip that parts neither columns of text nor a box */
  for (guint i = 0; i < rows->len;) {
    Strip strip = rows->len <= MOST_ROWS ? pdf_strip_from(rows, i) : (Strip){i, i, 0, 0};
    bool parts = strip.end - i >= BOX_ROWS && !is_within(&strip, &table);
    Strip columns = known_columns_at(rows, i, &model);
    if (own.rows == 0 && columns.end > columns.first && !shows_text(rows, &columns))
      columns.end = columns.first;
    if (columns.end == columns.first && parts)
      columns = columns_in(rows, &strip, &model);
    if (columns.end - columns.first >= (model.rows > 0 ? BOX_ROWS : COLUMN_ROWS)) {
      for (; i < columns.first; i++)
        take_row(flow_of(builder), row_at(rows, i));
      add_columns(builder, rows, &columns, &model);
      i = columns.end;
    } else if (parts && is_box(rows, &strip, false)) {
      i = add_box(builder, rows, &strip, false);
    } else if (parts && is_box(rows, &strip, true)) {
      i = add_box(builder, rows, &strip, true);
    } else {
      table = parts ? strip : table;
      table.end = parts ? band_after(rows, i, strip.end) : table.end;
      take_row(flow_of(builder), row_at(rows, i));
      i++;
    }
  }
}

/* Two pages on one sheet: nothing stands between their margins in the middle. least: rows on each,
 * few where other pages are such sheets; then the margins may be wide, as beside a title. */
static bool
are_two_pages(const GPtrArray *rows, double width, double height, guint least, Strip *strip) {
  double gutter = SHEET_GUTTER * width;
  *strip = (Strip){0, rows->len, MIDDLE_FROM * width, MIDDLE_TO * width};
  if (width <= height || rows->len == 0)
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (!pdf_strip_narrow(strip, row_at(rows, i), gutter))
      return false;
  double most = least < SHEET_ROWS ? (strip->right - strip->left - gutter) / 2 : gutter;
  Side left = side_of(rows, strip, true), right = side_of(rows, strip, false);
  return fabs(strip->left + strip->right - width) < 2 * most && MIN(left.rows, right.rows) >= least;
}

static void
build_half(Builder *builder, const GPtrArray *rows, const Strip *strip, bool on_left,
           double shift) {
  PdfBlock *half = take_side(rows, strip, on_left, block_new(false, false, 0));
  GPtrArray *own_rows = pdf_rows_of(half->words);
  Model none = {0};
  guint before = builder->blocks->len;
  builder->flow = NULL;
  build(builder, own_rows, &none);
  for (guint i = before; i < builder->blocks->len; i++)
    ((PdfBlock *)builder->blocks->pdata[i])->shift += shift;
  g_ptr_array_unref(own_rows);
  block_free(half);
}

GPtrArray *
pdf_blocks_new(const GPtrArray *words, double width, double height, PdfColumns *columns) {
  Builder builder = {.blocks = g_ptr_array_new_with_free_func(block_free)};
  GPtrArray *rows = words->len <= MOST_WORDS ? pdf_rows_of(words) : NULL;
  Strip strip = {0};
  if (rows == NULL) {
    for (guint i = 0; i < words->len; i++)
      g_ptr_array_add(flow_of(&builder)->words, words->pdata[i]);
    return builder.blocks;
  }
  columns->sheet = are_two_pages(rows, width, height, columns->sheet ? 1 : SHEET_ROWS, &strip);
  if (columns->sheet) {
    Side left = side_of(rows, &strip, true), right = side_of(rows, &strip, false);
    build_half(&builder, rows, &strip, true, 0);
    build_half(&builder, rows, &strip, false, left.left - right.left);
  } else {
    build(&builder, rows, columns);
  }
  g_ptr_array_unref(rows);
  return builder.blocks;
}
