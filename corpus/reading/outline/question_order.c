/* corpus/reading/outline/question_order.c: which questions the headings of a chapter lead to,
 * judged together.
 *
 * Authors shorten a question to a heading in words of their own ("Hur följs resultaten upp
 * politiskt?" -> "Uppföljning"), so that words alone leave many headings without a question. But a
 * chapter answers its questions in their order. So all of its headings are given questions at once:
 * of all ways to do so that never go backwards, the one that words, numbers ("1.3"), the rubrics
 * that open the chapter and the maxima of points speak for most (a dynamic program over headings
 * and questions). What then remains between two headings that have theirs is filled where there are
 * as many headings as questions: three headings between the first question and the fifth are the
 * second, third and fourth. Where there are more or fewer nothing is filled. */
#include "corpus/reading/outline/outline.h"

#define LIKENESS_WEIGHT 5.0
#define STRANGE 0.35 /* likeness of a heading to a question that it has little to do with */
#define NUMBER_WEIGHT 5.0
#define OTHER_NUMBER_WEIGHT 3.0
#define RUBRIC_WEIGHT 4.0
#define MAX_WEIGHT 1.0
#define OTHER_MAX_WEIGHT 3.0

/* A heading of a chapter, with the blocks below it. */
typedef struct {
  guint first, end; /* blocks */
  const char *text;
  unsigned number; /* its own, 0 = none */
  guint rubric;    /* from 1, 0 = none */
  int max;         /* of the points that stand with it, -1 = none */
  guint own;       /* the question that its words alone lead to, from 1; 0 = none */
  guint position;  /* of its question, from 1; 0 = none */
} Heading;

/* A chapter while its headings are judged. */
typedef struct {
  const GPtrArray *blocks;
  const CorpusArea *area;
  GArray *headings; /* Heading */
} Chapter;

static CorpusBlock *
block_at(const GPtrArray *blocks, guint i) {
  return g_ptr_array_index(blocks, i);
}

static Heading *
heading_at(const Chapter *chapter, guint i) {
  return &g_array_index(chapter->headings, Heading, i);
}

static const CorpusQuestion *
question_at(const Chapter *chapter, guint position) {
  return g_ptr_array_index(chapter->area->questions, position - 1);
}

static guint
position_of(const CorpusArea *area, const CorpusQuestion *question) {
  guint at = 0;
  bool found = question != NULL && g_ptr_array_find(area->questions, question, &at);
  return found ? at + 1 : 0;
}

/* Adds a block of running text or points below a heading of the chapter. */
static void
take_block(Chapter *chapter, guint i) {
  const CorpusBlock *block = block_at(chapter->blocks, i);
  GArray *headings = chapter->headings;
  Heading *last = headings->len > 0 ? heading_at(chapter, headings->len - 1) : NULL;
  if (last == NULL || !g_str_equal(last->text, block->heading)) {
    Heading heading = {i,
                       i + 1,
                       block->heading,
                       block->number,
                       block->rubric,
                       -1,
                       position_of(chapter->area, block->question),
                       0};
    g_array_append_val(headings, heading);
    last = heading_at(chapter, headings->len - 1);
  }
  last->end = i + 1;
  if (block->kind == CORPUS_BLOCK_POINTS)
    last->max = block->points.max;
}

/* What speaks for the heading to lead to the question; below zero: it does not. */
static double
evidence(const Chapter *chapter, const Heading *heading, guint position) {
  const CorpusQuestion *question = question_at(chapter, position);
  double sum = LIKENESS_WEIGHT * (corpus_question_likeness(question, heading->text) - STRANGE);
  if (heading->number != 0)
    sum += heading->number == position ? NUMBER_WEIGHT : -OTHER_NUMBER_WEIGHT;
  if (heading->rubric != 0)
    sum += heading->rubric == position ? RUBRIC_WEIGHT : -RUBRIC_WEIGHT;
  if (heading->max > 0 && question->max > 0)
    sum += (unsigned)heading->max == question->max ? MAX_WEIGHT : -OTHER_MAX_WEIGHT;
  return sum;
}

/* Gives the headings the questions of the best way that never goes backwards. most[i][j]: of the
 * first i headings and j questions. */
static void
place(const Chapter *chapter) {
  guint n = chapter->headings->len, m = chapter->area->questions->len, width = m + 1;
  double *most = g_new0(double, (gsize)(n + 1) * width);
  bool *pairs = g_new0(bool, (gsize)(n + 1) * width);
  for (guint i = 1; i <= n; i++)
    for (guint j = 1; j <= m; j++) {
      double here = evidence(chapter, heading_at(chapter, i - 1), j);
      double pair = most[(i - 1) * width + j - 1] + here;
      double without = MAX(most[(i - 1) * width + j], most[i * width + j - 1]);
      pairs[i * width + j] = here > 0 && pair > without;
      most[i * width + j] = pairs[i * width + j] ? pair : without;
    }
  for (guint i = n, j = m; i > 0 && j > 0;) {
    if (pairs[i * width + j]) {
      heading_at(chapter, --i)->position = j;
      j--;
    } else if (most[i * width + j - 1] >= most[(i - 1) * width + j]) {
      j--;
    } else {
      i--;
    }
  }
  g_free(pairs);
  g_free(most);
}

/* Can the heading lead to the question, though nothing but its place says so? */
static bool
may_be(const Chapter *chapter, const Heading *heading, guint position) {
  unsigned max = question_at(chapter, position)->max;
  return (heading->max <= 0 || max == 0 || (unsigned)heading->max == max) &&
         (heading->number == 0 || heading->number == position) &&
         (heading->own == 0 || heading->own == position);
}

/* Gives the headings [first, end) the questions from `position` on. */
static void
fill(const Chapter *chapter, guint first, guint end, guint position) {
  for (guint i = first; i < end; i++)
    if (!may_be(chapter, heading_at(chapter, i), position + i - first))
      return;
  for (guint i = first; i < end; i++)
    heading_at(chapter, i)->position = position + i - first;
}

static void
fill_gaps(const Chapter *chapter) {
  guint before = 0, first = 0;
  for (guint i = 0; i <= chapter->headings->len; i++) {
    guint position = i < chapter->headings->len ? heading_at(chapter, i)->position
                                                : chapter->area->questions->len + 1;
    if (position == 0)
      continue;
    if (i > first && position - before - 1 == i - first)
      fill(chapter, first, i, before + 1);
    before = position;
    first = i + 1;
  }
}

/* Judges the headings that were taken. One whose words lead to a question stays with it where the
 * order has nothing better. */
static void
end_chapter(Chapter *chapter) {
  if (chapter->area != NULL && chapter->area->questions->len > 0) {
    place(chapter);
    fill_gaps(chapter);
  }
  for (guint i = 0; i < chapter->headings->len; i++) {
    const Heading *heading = heading_at(chapter, i);
    for (guint at = heading->first; at < heading->end && heading->position != 0; at++) {
      CorpusBlock *block = block_at(chapter->blocks, at);
      if (block->area == chapter->area->number && block->of_question)
        block->question = question_at(chapter, heading->position);
    }
  }
  g_array_set_size(chapter->headings, 0);
}

/* ---- tables of a question ---- */

/* The question whose text stands last before a table of strengths and improvements; NULL if it is
 * not known, or another block is none. */
static const CorpusQuestion *
question_above(const GPtrArray *blocks, guint at) {
  unsigned area = block_at(blocks, at)->area;
  if (block_at(blocks, at)->kind != CORPUS_BLOCK_COLUMNS)
    return NULL;
  while (at-- > 0 && block_at(blocks, at)->area == area)
    if (block_at(blocks, at)->of_question)
      return block_at(blocks, at)->question;
  return NULL;
}

/* Of how many questions of the area blocks of the kind stand below; text: of running text, else of
 * tables. */
static guint
count_questions(const GPtrArray *blocks, unsigned area, bool text) {
  GHashTable *questions = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = block_at(blocks, i);
    const CorpusQuestion *question = block->area != area          ? NULL
                                     : text && block->of_question ? block->question
                                     : text                       ? NULL
                                                                  : question_above(blocks, i);
    if (question != NULL)
      g_hash_table_add(questions, (gpointer)question);
  }
  guint count = g_hash_table_size(questions);
  g_hash_table_unref(questions);
  return count;
}

/* Where a chapter has such tables below half of its questions, each is its question's. */
static void
place_tables(const GPtrArray *blocks, unsigned area) {
  guint tables = count_questions(blocks, area, false);
  if (tables < 2 || 2 * tables < count_questions(blocks, area, true))
    return;
  for (guint i = 0; i < blocks->len; i++)
    if (block_at(blocks, i)->area == area && block_at(blocks, i)->kind == CORPUS_BLOCK_COLUMNS)
      block_at(blocks, i)->question = question_above(blocks, i);
}

/* The same area may have two chapters: of running text, and of lists. */
void
corpus_outline_place_questions(const GPtrArray *blocks, const CorpusInstrument *instrument) {
  Chapter chapter = {blocks, NULL, g_array_new(FALSE, FALSE, sizeof(Heading))};
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = block_at(blocks, i);
    if (!block->of_question || block->area == 0)
      continue;
    if (chapter.area == NULL || chapter.area->number != block->area) {
      end_chapter(&chapter);
      chapter.area = corpus_instrument_area(instrument, block->area);
    }
    if (chapter.area != NULL)
      take_block(&chapter, i);
  }
  end_chapter(&chapter);
  g_array_unref(chapter.headings);
  for (guint i = 0; i < instrument->areas->len; i++)
    place_tables(blocks, i + 1);
}
