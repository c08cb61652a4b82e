/* corpus/reading/items/item_columns.c: gathers what speaks for each column of an item, and for a
 * column's end.
 */
#include "corpus/reading/items/item_columns.h"

#include <math.h>

#include "corpus/reading/items/shared_words.h"
#include "corpus/reading/items/item_cues.h"
#include "corpus/reading/items/item_split.h"

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

static void
weigh_words(const CorpusTable *table, CorpusSplitItem *item, CorpusItemWording wording) {
  bool weaknesses = false;
  for (guint c = 0; c < table->header.count; c++)
    weaknesses = weaknesses || table->header.tags[c] == CORPUS_TAG_WEAKNESS;
  for (guint c = 0; c < table->header.count; c++)
    switch (table->header.tags[c]) {
    case CORPUS_TAG_STRENGTH:
      item->columns[c] = wording.strength;
      break;
    case CORPUS_TAG_WEAKNESS:
      item->columns[c] = wording.weakness + IMPROVEMENT_AS_WEAKNESS * wording.improvement;
      break;
    default:
      item->columns[c] =
          wording.improvement + (weaknesses ? WEAKNESS_AS_IMPROVEMENT : 1) * wording.weakness;
    }
}

static void
weigh_stance(const CorpusTable *table, CorpusSplitItem *item, double stance) {
  for (guint c = 0; c < table->header.count; c++)
    item->columns[c] += (table->header.tags[c] == CORPUS_TAG_STRENGTH ? -0.5 : 0.5) * stance;
}

/* A column that the text itself names above its items leaves no doubt. */
static void
weigh_known(const CorpusTable *table, CorpusSplitItem *item, int column) {
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
              const Chapter *chapter, GArray *split) {
  Place before = {0, 0, 0};
  for (guint i = 0; i < items->len; i++) {
    CorpusSplitItem *item = &g_array_index(split, CorpusSplitItem, i);
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

guint *
corpus_table_columns_by_meaning(const CorpusTable *table, const GArray *items,
                                const GPtrArray *texts, const CorpusColumnsEvidence *evidence,
                                CorpusLexicon *lexicon) {
  Chapter chapter = chapter_new(evidence);
  GArray *split = g_array_new(FALSE, TRUE, sizeof(CorpusSplitItem));
  g_array_set_size(split, items->len);
  for (guint i = 0; i < items->len; i++) {
    CorpusSplitItem *item = &g_array_index(split, CorpusSplitItem, i);
    const CorpusTableItem *lines = &g_array_index(items, CorpusTableItem, i);
    const CorpusTableLine *line = corpus_table_line(table, lines->first);
    const char *text = g_ptr_array_index(texts, i);
    item->part = line->part;
    item->lines = lines->last - lines->first + 1;
    weigh_words(table, item, corpus_item_wording(text, lexicon));
    weigh_stance(table, item, chapter_stance(&chapter, text));
    weigh_known(table, item, line->column);
  }
  weigh_borders(table, items, texts, &chapter, split);
  corpus_table_split(split, table->header.count, USUAL[table->header.count - 1]);
  guint *columns = g_new(guint, items->len + 1);
  for (guint i = 0; i < items->len; i++)
    columns[i] = g_array_index(split, CorpusSplitItem, i).column;
  g_array_unref(split);
  chapter_clear(&chapter);
  return columns;
}
