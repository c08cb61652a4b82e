/* corpus/reading/heading_points.c: the points that chapters print beside their headings, in the
 * list of these that opens them, or tell in their sentences.
 *
 * They are what the text says of an area beside its table. Where there is no table, those of the
 * questions stand in for one: as many as can be right, with the questions' own words. What
 * sentences and lists tell of the questions counts where it is all of an area's, and all of it can
 * be right. */
#include "corpus/reading/decisions.h"

#include "corpus/reading/lines/layout_words.h"

CorpusAreaScore *
corpus_reading_area(CorpusReport *report, const CorpusInstrument *instrument, unsigned number) {
  CorpusAreaScore *area = (CorpusAreaScore *)corpus_report_area(report, number);
  const CorpusArea *known = corpus_instrument_area(instrument, number);
  if (area != NULL || known == NULL)
    return area;
  area = corpus_area_score_new(number, known->name);
  g_ptr_array_add(report->areas, area);
  return area;
}

/* Can the points be those of something with that maximum? 0 = not known. */
static bool
fits(CorpusPoints points, unsigned max) {
  return points.points >= 0 && (points.max < 0 || max == 0 || points.max == (int)max) &&
         (max == 0 || points.points <= (int)max);
}

static void
take_area(CorpusReport *report, const CorpusInstrument *instrument, const CorpusBlock *block) {
  unsigned max = corpus_area_points(corpus_instrument_area(instrument, block->area));
  CorpusAreaScore *area =
      fits(block->points, max) ? corpus_reading_area(report, instrument, block->area) : NULL;
  if (area == NULL || area->body_score >= 0)
    return;
  area->body_score = block->points.points;
  area->max = area->max < 0 && block->points.max > 0 ? block->points.max : area->max;
}

/* "Inom området får kommunen 53 poäng av 100 möjliga.", before any question is answered. */
static void
take_sentence(CorpusReport *report, const CorpusInstrument *instrument,
              const CorpusPassage *passage) {
  CorpusBlock block = {.area = passage->area, .points = {-1, -1}};
  GMatchInfo *match = NULL;
  if (passage->area != 0 && *passage->question == '\0' && passage->kind == CORPUS_KIND_PARAGRAPH &&
      g_regex_match(corpus_layout_pattern("area-sentence"), passage->text, 0, &match)) {
    block.points = corpus_layout_points_in(match);
    take_area(report, instrument, &block);
  }
  g_clear_pointer(&match, g_match_info_free);
}

/* The points of questions that a text tells, as blocks. The caller unrefs them. */
static GPtrArray *
told_points(const CorpusInstrument *instrument, const char *pattern, const char *text) {
  GPtrArray *told = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_block_free);
  GMatchInfo *match = NULL;
  g_regex_match(corpus_layout_pattern(pattern), text, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    char *id = g_match_info_fetch_named(match, "id");
    CorpusBlock *block = g_new0(CorpusBlock, 1);
    block->kind = CORPUS_BLOCK_POINTS;
    block->question = corpus_instrument_question(instrument, id);
    block->points = corpus_layout_points_in(match);
    g_ptr_array_add(told, block);
    g_free(id);
  }
  g_match_info_free(match);
  return told;
}

/* Are they those of all its questions, each of them once? Their maxima are those of the questions
 * or, where these are not known, add up to the area's; and they add up to its points, but for
 * rounding. */
static bool
can_be_right(const GPtrArray *told, const CorpusArea *area, int area_points) {
  unsigned points = 0, max = 0;
  if (told->len == 0 || told->len != area->questions->len)
    return false;
  for (guint i = 0; i < told->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(told, i);
    if (block->question == NULL || block->question->area != area->number ||
        !fits(block->points, block->question->max) || block->points.points > block->points.max)
      return false;
    for (guint k = 0; k < i; k++)
      if (((const CorpusBlock *)told->pdata[k])->question == block->question)
        return false;
    points += (unsigned)block->points.points;
    max += (unsigned)block->points.max;
  }
  unsigned most = corpus_area_points(area);
  return max == (most > 0 ? most : corpus_instrument_least_points()) &&
         (area_points < 0 || corpus_scores_add_up(area_points, points, told->len));
}

/* What the sentences of an area's chapter tell of its questions; empty where they do not. The
 * caller unrefs it. */
static GPtrArray *
told_of(const CorpusReport *report, const CorpusInstrument *instrument, const CorpusArea *area) {
  static const char *const patterns[] = {"question-points", "question-points-behind"};
  const CorpusAreaScore *score = corpus_report_area(report, area->number);
  int points = score != NULL ? score->body_score : -1;
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    for (gsize k = 0; k < G_N_ELEMENTS(patterns); k++) {
      GPtrArray *told = passage->area == area->number && *passage->question == '\0'
                            ? told_points(instrument, patterns[k], passage->text)
                            : NULL;
      if (told != NULL && can_be_right(told, area, points))
        return told;
      g_clear_pointer(&told, g_ptr_array_unref);
    }
  }
  return g_ptr_array_new();
}

/* Do the headings of the chapter lead to the questions as its rubrics do, a rubric a question in
 * their order? Half of them tell it, if no other says otherwise. */
static bool
rubrics_are_in_order(const GPtrArray *blocks, const CorpusArea *area) {
  GHashTable *agreed = g_hash_table_new(NULL, NULL);
  bool agree = true;
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    if (block->area != area->number || block->rubric == 0 || block->question == NULL)
      continue;
    agree = agree && block->rubric <= area->questions->len &&
            g_ptr_array_index(area->questions, block->rubric - 1) == block->question;
    g_hash_table_add(agreed, GUINT_TO_POINTER(block->rubric));
  }
  agree = agree && 2 * g_hash_table_size(agreed) >= area->questions->len;
  g_hash_table_unref(agreed);
  return agree;
}

/* What the list of rubrics that opens the area's chapter tells of its questions; empty where it
 * does not. The caller unrefs it. */
static GPtrArray *
listed_points(const GPtrArray *lines, const GPtrArray *blocks, const CorpusArea *area) {
  GPtrArray *listed = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_block_free);
  bool in_order = rubrics_are_in_order(blocks, area), right = true;
  for (guint i = 0; in_order && listed->len == 0 && i < blocks->len; i++) {
    const CorpusBlock *list = g_ptr_array_index(blocks, i);
    if (list->kind != CORPUS_BLOCK_RUBRICS || list->area != area->number)
      continue;
    GArray *points = corpus_rubrics_points(lines, list);
    for (guint k = 0; points->len == area->questions->len && k < points->len; k++) {
      CorpusBlock *block = g_new0(CorpusBlock, 1);
      block->kind = CORPUS_BLOCK_POINTS;
      block->question = g_ptr_array_index(area->questions, k);
      block->points = (CorpusPoints){g_array_index(points, int, k), -1};
      right = right && fits(block->points, block->question->max);
      g_ptr_array_add(listed, block);
    }
    g_array_unref(points);
  }
  if (!right)
    g_ptr_array_set_size(listed, 0);
  return listed;
}

/* The points of a question; NULL where no heading has any that can be right. */
static const CorpusBlock *
points_of(const GPtrArray *blocks, const CorpusQuestion *question) {
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    if (block->kind == CORPUS_BLOCK_POINTS && block->question == question &&
        fits(block->points, question->max))
      return block;
  }
  return NULL;
}

static CorpusQuestionScore *
score_of(const CorpusQuestion *question, CorpusPoints points) {
  CorpusQuestionScore *score = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(score->id, question->id, sizeof score->id);
  score->text = g_strdup(question->text);
  score->score = points.points;
  score->max = question->max > 0 ? (int)question->max : points.max;
  score->percent = -1;
  return score;
}

bool
corpus_reading_have_sums(const CorpusReport *report) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (area->questions->len > 0 && area->score >= 0)
      return true;
  }
  return false;
}

/* What the text says of an area stands for the sum row where no table has one; where they have,
 * the row may say another number, as points are rounded. */
static void
take_sums(CorpusReport *report) {
  if (corpus_reading_have_sums(report))
    return;
  for (guint i = 0; i < report->areas->len; i++) {
    CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (area->questions->len > 0)
      area->score = area->body_score;
  }
}

/* Takes the points of an area's questions where no table has them. */
static void
take_questions(CorpusReport *report, const CorpusInstrument *instrument, const GPtrArray *lines,
               const GPtrArray *blocks, const CorpusArea *known) {
  const CorpusAreaScore *before = corpus_report_area(report, known->number);
  CorpusAreaScore *area = NULL;
  int sum = 0, max = 0; /* max: -1 where that of some question is not known */
  if (before != NULL && before->questions->len > 0)
    return;
  GPtrArray *told = told_of(report, instrument, known);
  GPtrArray *listed = listed_points(lines, blocks, known);
  for (guint i = 0; i < known->questions->len; i++) {
    const CorpusQuestion *question = g_ptr_array_index(known->questions, i);
    const CorpusBlock *block = points_of(blocks, question);
    if (block == NULL)
      block = points_of(told, question);
    if (block == NULL)
      block = points_of(listed, question);
    if (block == NULL)
      continue;
    area = corpus_reading_area(report, instrument, known->number);
    CorpusQuestionScore *score = score_of(question, block->points);
    sum += score->score;
    max = max >= 0 && score->max >= 0 ? max + score->max : -1;
    g_ptr_array_add(area->questions, score);
  }
  bool whole = area != NULL && area->questions->len == known->questions->len;
  if (area != NULL && area->score < 0)
    area->score = area->body_score >= 0 ? area->body_score : whole ? sum : -1;
  if (whole && area->max < 0)
    area->max = max;
  g_ptr_array_unref(told);
  g_ptr_array_unref(listed);
}

void
corpus_heading_points_read(CorpusReport *report, const CorpusInstrument *instrument,
                           const GPtrArray *lines, const GPtrArray *blocks) {
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    if (block->kind == CORPUS_BLOCK_POINTS && block->question == NULL && !block->of_question)
      take_area(report, instrument, block);
  }
  for (guint i = 0; i < report->passages->len; i++)
    take_sentence(report, instrument, report->passages->pdata[i]);
  take_sums(report);
  for (guint i = 0; i < instrument->areas->len; i++)
    take_questions(report, instrument, lines, blocks, g_ptr_array_index(instrument->areas, i));
}
