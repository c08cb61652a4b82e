/* corpus/reading/outline/outline.c: cuts a report into blocks: running text by heading, lists and
 * tables. */
#include "corpus/reading/outline/outline.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/outline/heading.h"
#include "corpus/reading/outline/rubrics.h"
#include "corpus/reading/outline/run_in_headings.h"
#include "corpus/reading/outline/signed_lists.h"
#include "corpus/reading/scores/score_tables.h"
#include "corpus/reading/lines/layout_words.h"

#define OPENING_LINES 40 /* of a chapter, up to the first heading of a question */
#define FEWEST_AREAS 3   /* with a row each, in a table of all areas */
/* In points. */
#define SAME_EDGE 1.5
#define SAME_SIZE 0.3
#define CELL_INDENT 45  /* farther right than a bullet's text: another column */
#define CLOSE_LINES 1.5 /* font sizes between two lines of one cell */

typedef struct {
  CorpusHeadingContext context;
  GPtrArray *blocks;
  GPtrArray *scores;    /* CorpusScoreTable * */
  GPtrArray *histories; /* CorpusHistoryTable * */
  guint prose_first;    /* of the running text being gathered; G_MAXUINT = none */
  const CorpusQuestion *question;
  unsigned number; /* of the question, by the heading's own */
  guint rubric;
  bool of_question;
  char *heading;
  bool background;
  GPtrArray *rubrics; /* char *: of this chapter */
  bool guessed;       /* a transcript, whose headings are guesses */
  bool signs;         /* items begin with signs that say which way they point, here and there */
} Walker;

static const char *
text_at(const Walker *walker, guint at) {
  return corpus_line_text(walker->context.lines, at);
}

static guint
next_text(const Walker *walker, guint at) {
  return corpus_line_next_text(walker->context.lines, at, walker->context.end);
}

void
corpus_block_free(CorpusBlock *block) {
  if (block == NULL)
    return;
  g_free(block->heading);
  g_free(block);
}

static CorpusBlock *
add_block(Walker *walker, CorpusBlockKind kind, guint first, guint last) {
  CorpusBlock *block = g_new0(CorpusBlock, 1);
  bool prose = kind == CORPUS_BLOCK_PROSE || kind == CORPUS_BLOCK_POINTS;
  block->kind = kind;
  block->first = first;
  block->last = last;
  block->area = walker->context.area;
  block->question = prose ? walker->question : NULL;
  block->heading = g_strdup(prose ? walker->heading : "");
  block->background = prose && walker->background;
  block->number = prose ? walker->number : 0;
  block->rubric = prose ? walker->rubric : 0;
  block->of_question = prose && walker->of_question;
  g_ptr_array_add(walker->blocks, block);
  return block;
}

/* Ends the running text before `end`, without empty paragraphs at its ends. */
static void
flush_prose(Walker *walker, guint end) {
  guint first = walker->prose_first;
  walker->prose_first = G_MAXUINT;
  walker->context.after_prose = false;
  if (first == G_MAXUINT)
    return;
  end = corpus_line_text_end(walker->context.lines, first, end);
  if (end > first)
    add_block(walker, CORPUS_BLOCK_PROSE, first, end - 1);
}

static void
set_heading(Walker *walker, const char *heading, const CorpusQuestion *question, bool background) {
  g_free(walker->heading);
  walker->heading = g_strdup(heading);
  walker->question = question;
  walker->background = background;
  walker->number = walker->rubric = 0;
  walker->of_question = false;
}

/* Headings of the layout: which text is background, what ends an area's chapter. */
static void
enter_layout(Walker *walker, const CorpusTitle *title) {
  if (title->layout == CORPUS_HEADING_REPORT || (title->layout == CORPUS_HEADING_BACKGROUND &&
                                                 title->chapter != 0 && walker->context.area == 0))
    walker->context.chapter = MAX(walker->context.chapter, title->chapter);
  if (title->layout == CORPUS_HEADING_REPORT)
    walker->context.area = 0;
  set_heading(walker, title->text, NULL, title->layout == CORPUS_HEADING_BACKGROUND);
}

/* Are the rubrics of the chapter one a question? */
static bool
rubrics_are_questions(const Walker *walker) {
  const CorpusArea *area = corpus_instrument_area(walker->context.instrument, walker->context.area);
  return area != NULL && area->questions->len == walker->rubrics->len;
}

static void
enter_title(Walker *walker, const CorpusTitle *title) {
  switch (title->kind) {
  case CORPUS_TITLE_NONE:
    break;
  case CORPUS_TITLE_AREA:
    walker->context.area = title->area;
    walker->context.heading = 0;
    g_ptr_array_set_size(walker->rubrics, 0);
    set_heading(walker, title->text, NULL, false);
    break;
  case CORPUS_TITLE_QUESTION:
    set_heading(walker, title->text, title->question, false);
    walker->number = title->number;
    walker->context.heading = title->chapter;
    walker->rubric = rubrics_are_questions(walker) ? title->rubric : 0;
    walker->of_question = true;
    break;
  case CORPUS_TITLE_LAYOUT:
    enter_layout(walker, title);
    break;
  case CORPUS_TITLE_CHAPTER:
    walker->context.area = 0;
    walker->context.chapter = title->chapter;
    set_heading(walker, title->text, NULL, false);
    break;
  case CORPUS_TITLE_SUBHEADING:
    set_heading(walker, title->text, NULL, walker->background);
    break;
  }
}

static const CorpusScoreTable *
score_table_at(const Walker *walker, guint at) {
  for (guint i = 0; i < walker->scores->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(walker->scores, i);
    if (table->first == at && table->last < walker->context.end)
      return table;
  }
  return NULL;
}

static const CorpusHistoryTable *
history_at(const Walker *walker, guint at) {
  for (guint i = 0; i < walker->histories->len; i++) {
    const CorpusHistoryTable *table = g_ptr_array_index(walker->histories, i);
    if (table->first == at && table->last < walker->context.end)
      return table;
  }
  return NULL;
}

/* Is it the head of a table of strengths and improvements, or one of its words? A number before it
 * makes it the heading of a section; a small letter or a full stop the last word of a sentence. As
 * an item it heads those of a list inside the list. */
static bool
has_column_words(const char *text, CorpusTableHead *head) {
  if (g_str_has_suffix(text, ":"))
    text = corpus_layout_without_bullet(text);
  gunichar first = g_utf8_get_char(text);
  return g_unichar_isalpha(first) && !g_unichar_islower(first) && !g_str_has_suffix(text, ".") &&
         corpus_layout_columns(text, head);
}

static bool
is_item(const CorpusLine *line) {
  return line->kind == CORPUS_LINE_ITEM || corpus_layout_has_bullet(line->text);
}

/* Did a table or box of strengths end right above? */
static bool
is_below_columns(const Walker *walker, guint at) {
  const CorpusBlock *above =
      walker->blocks->len > 0 ? walker->blocks->pdata[walker->blocks->len - 1] : NULL;
  return above != NULL && above->kind == CORPUS_BLOCK_COLUMNS &&
         next_text(walker, above->last + 1) == at;
}

/* The last line of such a head at `at`, G_MAXUINT if there is none. Strengths come first as a rule;
 * improvements alone are a head where strengths stand beside or above them, or a list below. */
static guint
columns_header_end(const Walker *walker, guint at) {
  CorpusTableHead head = {{0}, 0}, beside = {{0}, 0};
  guint next = next_text(walker, at + 1);
  if (corpus_layout_labels(text_at(walker, at)))
    return next < walker->context.end && has_column_words(text_at(walker, next), &head) ? next
                                                                                        : G_MAXUINT;
  if (!has_column_words(text_at(walker, at), &head))
    return G_MAXUINT;
  bool cell = head.count == 1 && next < walker->context.end &&
              corpus_layout_columns(text_at(walker, next), &beside);
  bool strengths = head.tags[0] == CORPUS_TAG_STRENGTH || head.count > 1 ||
                   (cell && beside.tags[0] == CORPUS_TAG_STRENGTH) ||
                   g_str_has_suffix(text_at(walker, at), ":") || is_below_columns(walker, at);
  if (!strengths &&
      (next >= walker->context.end || !is_item(corpus_line_at(walker->context.lines, next))))
    return G_MAXUINT;
  return cell ? next : at;
}

/* Is it such a head on one line? */
static bool
is_columns_head(const char *text) {
  CorpusTableHead head = {{0}, 0};
  return has_column_words(text, &head) && head.count > 1;
}

/* Do the lines' places say that the line is a cell's, as a line before it in the table is: the same
 * left edge, right of the first column, or no space above that a heading has? */
static bool
is_placed_as_cell(const Walker *walker, guint header, guint at) {
  const CorpusLine *line = g_ptr_array_index(walker->context.lines, at);
  double leftmost = NAN, above = NAN;
  bool known = false;
  if (isnan(line->left))
    return false;
  for (guint i = header; i < at; i++) {
    const CorpusLine *other = g_ptr_array_index(walker->context.lines, i);
    if (i > header && fabs(other->left - line->left) <= SAME_EDGE && other->bold == line->bold &&
        fabs(other->size - line->size) <= SAME_SIZE) {
      known = true;
      above = other->page == line->page ? other->top : NAN;
    }
    leftmost = fmin(leftmost, other->left);
  }
  if (!known)
    return false;
  return line->left > leftmost + CELL_INDENT || line->top - above < CLOSE_LINES * line->size;
}

/* Does the line stand below the word over a column of labels, and is no larger than that? */
static bool
is_label(const Walker *walker, guint header, guint at) {
  const CorpusLine *word = header > 0 ? corpus_line_at(walker->context.lines, header - 1) : NULL;
  const CorpusLine *line = corpus_line_at(walker->context.lines, at);
  return word != NULL && corpus_layout_labels(word->text) &&
         fabs(word->left - line->left) <= 2 * SAME_EDGE && line->size <= word->size + SAME_SIZE;
}

/* Is the line set as headings are: bold, larger than the words over the columns, and no farther
 * right than they? */
static bool
is_set_as_heading(const Walker *walker, guint header, guint at) {
  const CorpusLine *head = corpus_line_at(walker->context.lines, header);
  const CorpusLine *line = corpus_line_at(walker->context.lines, at);
  return line->bold && line->size > head->size + SAME_SIZE && line->left < head->left + SAME_EDGE;
}

/* Where a table of strengths and improvements must end: at the next thing that is surely no cell.
 * Text that follows without a mark is found by corpus/reading/items/item_table.h. */
static guint
columns_end(const Walker *walker, guint header) {
  CorpusHeadingContext inside = walker->context;
  inside.inside_table = true;
  inside.after_prose = false;
  guint last = header;
  unsigned table = corpus_line_at(walker->context.lines, header)->table,
           block = corpus_line_at(walker->context.lines, header)->block;
  for (guint at = header + 1; at < walker->context.end; at++) {
    const char *text = text_at(walker, at);
    if (*text == '\0')
      continue;
    if ((table != 0 && corpus_line_at(walker->context.lines, at)->table != table) ||
        (block != 0 && corpus_line_at(walker->context.lines, at)->block != block))
      break;
    if (score_table_at(walker, at) != NULL || history_at(walker, at) != NULL ||
        corpus_rubrics_header_end(&walker->context, at) != G_MAXUINT || is_columns_head(text) ||
        corpus_layout_matches("caption", text) || is_set_as_heading(walker, header, at))
      break;
    if (table != 0 || is_placed_as_cell(walker, header, at) || is_label(walker, header, at)) {
      last = at;
      continue;
    }
    CorpusTitle title = corpus_heading_at(&inside, at);
    g_free(title.text);
    if (title.kind != CORPUS_TITLE_NONE)
      break;
    last = at;
  }
  return last;
}

/* Does the title of a score table open the chapter of its area, whose text follows? Where tables
 * stand by themselves, another one follows, or other text. */
static bool
opens_chapter(const Walker *walker, const CorpusScoreTable *table, CorpusTitle *title) {
  CorpusHeadingContext inside = walker->context;
  inside.area = table->area;
  inside.after_prose = false;
  guint next = next_text(walker, table->last + 1);
  if (table->area == 0 || table->area == walker->context.area || next >= walker->context.end)
    return false;
  *title = corpus_heading_at(&walker->context, table->first);
  bool heads = title->kind == CORPUS_TITLE_AREA && title->area == table->area;
  bool opens = false;
  for (guint seen = 0; heads && !opens && seen < OPENING_LINES && next < inside.end; seen++) {
    CorpusTag tag = CORPUS_TAG_NEUTRAL;
    CorpusTitle below = corpus_heading_at(&inside, next);
    opens = below.kind == CORPUS_TITLE_QUESTION && below.question != NULL;
    opens = opens || columns_header_end(walker, next) != G_MAXUINT;
    if (seen == 0)
      opens = opens ||
              (below.kind == CORPUS_TITLE_LAYOUT && below.layout != CORPUS_HEADING_REPORT) ||
              corpus_layout_columns(text_at(walker, next), NULL) ||
              corpus_layout_run_in(text_at(walker, next), &tag) > 0;
    heads = below.kind == CORPUS_TITLE_NONE || below.kind == CORPUS_TITLE_QUESTION;
    heads = heads && score_table_at(walker, next) == NULL;
    g_free(below.text);
    inside.after_prose = true;
    next = next_text(walker, next + 1);
  }
  if (!opens)
    g_clear_pointer(&title->text, g_free);
  return opens;
}

/* Does a table have the items of all areas, an area a row ("Område Styrkor Svagheter")? */
static bool
has_rows_of_areas(const Walker *walker, guint header) {
  const GPtrArray *lines = walker->context.lines;
  guint areas = 0;
  unsigned table = corpus_line_at(lines, header)->table;
  for (guint at = header + 1;
       at < walker->context.end && table != 0 && corpus_line_at(lines, at)->table == table; at++)
    areas += corpus_line_at(lines, at)->column == 1 &&
             corpus_instrument_match_area(walker->context.instrument, text_at(walker, at)) != 0;
  return areas >= FEWEST_AREAS;
}

/* The points of the area that stand between the title of its table and the rows. */
static void
take_points_of_table(Walker *walker, const CorpusScoreTable *table) {
  CorpusPoints points = {-1, -1};
  guint at = next_text(walker, table->first + 1);
  if (at < table->last && corpus_layout_points(text_at(walker, at), &points)) {
    CorpusBlock *block = add_block(walker, CORPUS_BLOCK_POINTS, at, at);
    block->points = points;
    block->question = NULL;
    block->of_question = false;
  }
}

/* Takes a table or list that begins at `at`; returns its last line, G_MAXUINT if none does. */
static guint
take_block(Walker *walker, guint at) {
  const CorpusScoreTable *scores = score_table_at(walker, at);
  const CorpusHistoryTable *history = history_at(walker, at);
  guint header = G_MAXUINT, last = G_MAXUINT;
  CorpusBlockKind kind = CORPUS_BLOCK_SCORE_TABLE;
  if (scores != NULL) {
    last = scores->last;
  } else if (history != NULL) {
    kind = CORPUS_BLOCK_HISTORY;
    last = history->last;
  } else if ((header = corpus_rubrics_header_end(&walker->context, at)) != G_MAXUINT) {
    kind = CORPUS_BLOCK_RUBRICS;
    last = corpus_rubrics_end(&walker->context, header);
  } else if ((header = columns_header_end(walker, at)) != G_MAXUINT &&
             (walker->context.area != 0 || has_rows_of_areas(walker, header))) {
    kind = CORPUS_BLOCK_COLUMNS;
    last = columns_end(walker, header);
  } else if (walker->context.area != 0) {
    kind = CORPUS_BLOCK_COLUMNS;
    last = corpus_signed_list_end(&walker->context, at, walker->signs);
  }
  if (last == G_MAXUINT)
    return last;
  flush_prose(walker, at);
  CorpusTitle title = {.kind = CORPUS_TITLE_NONE};
  if (scores != NULL && opens_chapter(walker, scores, &title))
    enter_title(walker, &title);
  g_free(title.text);
  unsigned chapter = walker->context.area;
  if (scores != NULL && scores->area != 0)
    walker->context.area = scores->area;
  add_block(walker, kind, at, last);
  if (scores != NULL && scores->area != 0)
    take_points_of_table(walker, scores);
  walker->context.area = chapter;
  if (kind == CORPUS_BLOCK_RUBRICS)
    corpus_rubrics_note(&walker->context, header + 1, last, walker->rubrics);
  bool box = corpus_line_at(walker->context.lines, at)->block != 0;
  if (kind == CORPUS_BLOCK_SCORE_TABLE || (kind == CORPUS_BLOCK_COLUMNS && !box))
    set_heading(walker, "", NULL, false);
  return last;
}

/* Does a paragraph begin with a known heading? */
static bool
enter_run_in(Walker *walker, guint at) {
  const char *text = text_at(walker, at);
  const char *before = at > 0 ? text_at(walker, at - 1) : "";
  const char *title = corpus_heading_without_number(text, NULL);
  if (walker->context.area == 0 || !g_unichar_isupper(g_utf8_get_char(title)) ||
      (walker->context.after_prose && *before != '\0' &&
       !corpus_layout_matches("sentence-end", before)))
    return false;
  const CorpusQuestion *question = NULL;
  char *heading =
      corpus_run_in_heading_at(&walker->context, walker->scores, walker->guessed, at, &question);
  if (heading == NULL)
    return false;
  flush_prose(walker, at);
  set_heading(walker, corpus_heading_without_number(heading, NULL), question, question == NULL);
  walker->of_question = question != NULL;
  g_free(heading);
  return true;
}

/* Points in a line of their own are those of the heading, wherever below it they stand; in the
 * middle of running text they cut it. */
static void
take_points(Walker *walker, guint at, CorpusPoints points) {
  flush_prose(walker, at);
  CorpusBlock *block = add_block(walker, CORPUS_BLOCK_POINTS, at, at);
  block->points = points;
  if (points.max >= (int)corpus_instrument_least_points()) { /* no question gives so many */
    block->question = NULL;
    block->of_question = false;
  }
}

static void
walk(Walker *walker, guint first) {
  for (guint at = first; at < walker->context.end; at++) {
    if (*text_at(walker, at) == '\0')
      continue;
    guint last = take_block(walker, at);
    if (last != G_MAXUINT) {
      at = last;
      continue;
    }
    CorpusTitle title = corpus_heading_at(&walker->context, at);
    if (title.kind != CORPUS_TITLE_NONE) {
      flush_prose(walker, at);
      enter_title(walker, &title);
      if (title.points.points >= 0 && walker->context.area != 0)
        add_block(walker, CORPUS_BLOCK_POINTS, at, title.last)->points = title.points;
      at = title.last;
    } else if (walker->context.area != 0 &&
               corpus_layout_points(text_at(walker, at), &title.points)) {
      take_points(walker, at, title.points);
    } else {
      if (enter_run_in(walker, at) || walker->prose_first == G_MAXUINT)
        walker->prose_first = at;
      walker->context.after_prose = true;
    }
    g_free(title.text);
  }
  flush_prose(walker, walker->context.end);
}

/* Only of a transcript, lines that are no paragraphs are called headings. */
static bool
is_transcript(const GPtrArray *lines) {
  bool guessed = false;
  for (guint i = 0; i < lines->len && !guessed; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    guessed = line->kind == CORPUS_LINE_HEADING && !corpus_line_is_named_heading(line);
  }
  return guessed;
}

/* context: what is known before the first line. scores and histories: NULL = to be found. */
static GPtrArray *
outline_of(CorpusHeadingContext context, guint first, GPtrArray *scores, GPtrArray *histories) {
  const CorpusInstrument *const instruments[] = {context.instrument, NULL};
  const GPtrArray *lines = context.lines;
  Walker walker = {
      .context = context,
      .blocks = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_block_free),
      .scores = scores != NULL ? g_ptr_array_ref(scores) : corpus_scores_find(lines, instruments),
      .histories = histories != NULL ? g_ptr_array_ref(histories) : corpus_history_find(lines),
      .prose_first = G_MAXUINT,
      .heading = g_strdup(""),
      .rubrics = g_ptr_array_new_with_free_func(g_free),
  };
  walker.context.rubrics = walker.rubrics;
  corpus_heading_learn_usual(&walker.context);
  walker.guessed = is_transcript(lines);
  walker.signs = corpus_signed_lists_are_usual(&walker.context);
  walk(&walker, first);
  g_free(walker.heading);
  g_ptr_array_unref(walker.rubrics);
  g_ptr_array_unref(walker.scores);
  g_ptr_array_unref(walker.histories);
  return walker.blocks;
}

GPtrArray *
corpus_outline_within(const GPtrArray *lines, const CorpusInstrument *instrument,
                      GPtrArray *histories, guint first, guint last, unsigned area) {
  CorpusHeadingContext context = {.lines = lines,
                                  .instrument = instrument,
                                  .end = lines->len > 0 ? MIN(last + 1, lines->len) : 0,
                                  .area = area};
  return outline_of(context, first, NULL, histories);
}

GPtrArray *
corpus_outline(const GPtrArray *lines, const CorpusInstrument *instrument, GPtrArray *scores,
               GPtrArray *histories) {
  CorpusHeadingContext context = {.lines = lines, .instrument = instrument, .end = lines->len};
  GPtrArray *blocks = outline_of(context, 0, scores, histories);
  corpus_outline_place_questions(blocks, instrument);
  return blocks;
}
