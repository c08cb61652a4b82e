/* corpus/reading/outline/question_order.c: the questions of headings whose words do not tell them.
 *
 * A chapter answers its questions in their order. So a heading that nobody knows is told by those
 * around it: where as many headings stand between two that are known as there are questions
 * between theirs, they are these. Where headings are numbered as the questions are, and no words
 * speak against it, the numbers tell. */
#include "corpus/reading/outline/outline.h"

/* A heading of a chapter, with the blocks below it. */
typedef struct {
  guint first, end; /* blocks */
  guint position;   /* of its question in the area, from 1; 0 = not known */
  unsigned number;  /* its own, 0 = none */
} Heading;

static CorpusBlock *
block_at(const GPtrArray *blocks, guint i) {
  return g_ptr_array_index(blocks, i);
}

static guint
position_of(const CorpusArea *area, const CorpusQuestion *question) {
  guint at = 0;
  bool found = question != NULL && g_ptr_array_find(area->questions, question, &at);
  return found ? at + 1 : 0;
}

/* The headings of a chapter below which questions may be answered, in order: a GArray of Heading.
 */
static GArray *
headings_of(const GPtrArray *blocks, const CorpusArea *area) {
  GArray *headings = g_array_new(FALSE, FALSE, sizeof(Heading));
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = block_at(blocks, i);
    if (block->area != area->number || !block->of_question)
      continue;
    Heading *last = headings->len > 0 ? &g_array_index(headings, Heading, headings->len - 1) : NULL;
    if (last != NULL && g_str_equal(block_at(blocks, last->first)->heading, block->heading)) {
      last->end = i + 1;
      continue;
    }
    Heading heading = {i, i + 1, position_of(area, block->question), block->number};
    g_array_append_val(headings, heading);
  }
  return headings;
}

/* Do the headings have numbers that are those of their questions? */
static bool
numbers_tell(const GArray *headings, const CorpusArea *area) {
  guint numbered = 0;
  for (guint i = 0; i < headings->len; i++) {
    const Heading *heading = &g_array_index(headings, Heading, i);
    unsigned before = i > 0 ? g_array_index(headings, Heading, i - 1).number : 0;
    if (heading->number == 0)
      continue;
    if (heading->number > area->questions->len || heading->number <= before ||
        (heading->position != 0 && heading->position != heading->number))
      return false;
    numbered++;
  }
  return numbered == headings->len && numbered > 0;
}

/* Gives the headings [first, end) the questions between two that are known, if there are as many.
 */
static void
fill(GArray *headings, guint first, guint end, guint before, guint after) {
  if (after <= before || after - before - 1 != end - first)
    return;
  for (guint i = first; i < end; i++)
    g_array_index(headings, Heading, i).position = before + 1 + (i - first);
}

static void
fill_gaps(GArray *headings, const CorpusArea *area) {
  guint before = 0, first = 0;
  for (guint i = 0; i <= headings->len; i++) {
    guint position =
        i < headings->len ? g_array_index(headings, Heading, i).position : area->questions->len + 1;
    if (position == 0)
      continue;
    if (i > first)
      fill(headings, first, i, before, position);
    before = position;
    first = i + 1;
  }
}

static void
place_area(const GPtrArray *blocks, const CorpusArea *area) {
  GArray *headings = headings_of(blocks, area);
  if (numbers_tell(headings, area))
    for (guint i = 0; i < headings->len; i++)
      g_array_index(headings, Heading, i).position = g_array_index(headings, Heading, i).number;
  else
    fill_gaps(headings, area);
  for (guint i = 0; i < headings->len; i++) {
    const Heading *heading = &g_array_index(headings, Heading, i);
    for (guint at = heading->first; at < heading->end && heading->position != 0; at++) {
      CorpusBlock *block = block_at(blocks, at);
      if (block->area == area->number && block->of_question)
        block->question = g_ptr_array_index(area->questions, heading->position - 1);
    }
  }
  g_array_unref(headings);
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

/* Where a chapter has such tables below several questions, each is its question's. */
static void
place_tables(const GPtrArray *blocks, unsigned area) {
  const CorpusQuestion *first = NULL;
  bool several = false;
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusQuestion *above =
        block_at(blocks, i)->area == area ? question_above(blocks, i) : NULL;
    several = several || (above != NULL && first != NULL && above != first);
    first = first != NULL ? first : above;
  }
  for (guint i = 0; i < blocks->len && several; i++)
    if (block_at(blocks, i)->area == area && block_at(blocks, i)->kind == CORPUS_BLOCK_COLUMNS)
      block_at(blocks, i)->question = question_above(blocks, i);
}

void
corpus_outline_place_questions(const GPtrArray *blocks, const CorpusInstrument *instrument) {
  for (guint i = 0; i < instrument->areas->len; i++) {
    place_area(blocks, g_ptr_array_index(instrument->areas, i));
    place_tables(blocks, i + 1);
  }
}
