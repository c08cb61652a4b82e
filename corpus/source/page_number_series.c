/* corpus/source/page_number_series.c: page numbers, told from other lone figures by how they count
 * on. */
#include "corpus/source/page_number_series.h"

#include <string.h>

#include "corpus/source/page_number.h"

enum {
  BORDER_LINES = 2,      /* running headers stand within so many lines of a page's border */
  PAGE_USUAL_LINES = 45, /* lines with text on a page, where pages are not marked */
  PAGES_MIN = 8,         /* "2 (3)" counts something else than the pages of a report */
  STEP_MAX = 3,          /* pages without a number between two with one */
  STEP_MIN_LINES = 4,    /* page numbers are at least so many lines apart */
  CANDIDATES_MAX = 4000  /* more than any report has: bounds the search for series */
};
/* A line that has the shape of a page number. */
typedef struct {
  guint index;
  CorpusPageNumber shape;
} Candidate;

/* How many pages the source has, guessed from its length where they are not marked. */
static guint
expected_pages(const CorpusFurniture *furniture) {
  guint with_text = 0;
  for (guint i = 0; i < furniture->lines->len; i++)
    with_text += *corpus_furniture_line(furniture, i)->text != '\0';
  return MAX(corpus_furniture_pages(furniture), with_text / PAGE_USUAL_LINES);
}

static void
clear_candidate(gpointer data) {
  corpus_page_number_clear(&((Candidate *)data)->shape);
}

static GArray *
find_candidates(const CorpusFurniture *furniture) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(candidates, clear_candidate);
  for (guint i = 0; i < furniture->lines->len && candidates->len < CANDIDATES_MAX; i++) {
    Candidate candidate = {.index = i};
    if (corpus_page_number_read(corpus_furniture_line(furniture, i)->text, &candidate.shape))
      g_array_append_val(candidates, candidate);
  }
  return candidates;
}

/* Could b be the number of a page shortly after a's, in the same running header? */
static bool
counts_on(const Candidate *a, const Candidate *b) {
  if (b->shape.number <= a->shape.number || b->shape.number > a->shape.number + STEP_MAX)
    return false;
  if (b->index - a->index < STEP_MIN_LINES * (b->shape.number - a->shape.number))
    return false;
  return a->shape.of == b->shape.of && a->shape.word == b->shape.word &&
         strcmp(a->shape.header, b->shape.header) == 0;
}

/* The longest series of candidates that ends at one of them. */
typedef struct {
  guint length, previous; /* previous: itself at the start of the series */
} Series;

static Series
series_up_to(const GArray *candidates, const Series *series, guint i) {
  Series longest = {1, i};
  for (guint j = 0; j < i; j++)
    if (series[j].length >= longest.length && counts_on(&g_array_index(candidates, Candidate, j),
                                                        &g_array_index(candidates, Candidate, i)))
      longest = (Series){series[j].length + 1, j};
  return longest;
}

/* Drops the longest series of candidates that count on from one to the next and have the header, if
 * it is at least so long. */
static void
drop_series(CorpusFurniture *furniture, const GArray *candidates, const char *header,
            guint length_min) {
  Series *series = g_new0(Series, candidates->len + 1);
  guint best = 0;
  for (guint i = 0; i < candidates->len; i++) {
    if (strcmp(g_array_index(candidates, Candidate, i).shape.header, header) == 0)
      series[i] = series_up_to(candidates, series, i);
    if (series[i].length > series[best].length)
      best = i;
  }
  for (guint left = series[best].length >= length_min ? series[best].length : 0; left > 0; left--) {
    furniture->drop[g_array_index(candidates, Candidate, best).index] = true;
    best = series[best].previous;
  }
  g_free(series);
}

/* "Kommunkompassen 12": a header whose number follows the page at its borders. */
static void
drop_headers_tied_to_pages(CorpusFurniture *furniture, const GArray *candidates, guint first) {
  const Candidate *model = &g_array_index(candidates, Candidate, first);
  GArray *same = g_array_new(FALSE, FALSE, sizeof(guint));
  int offset = (int)model->shape.number - (int)corpus_furniture_line(furniture, model->index)->page;
  for (guint i = first; i < candidates->len; i++) {
    const Candidate *other = &g_array_index(candidates, Candidate, i);
    int other_offset =
        (int)other->shape.number - (int)corpus_furniture_line(furniture, other->index)->page;
    if (strcmp(other->shape.header, model->shape.header) == 0 && other_offset == offset &&
        corpus_furniture_at_border(furniture, other->index, BORDER_LINES))
      g_array_append_val(same, other->index);
  }
  if (same->len >= 3 && corpus_furniture_pages(furniture) >= 3)
    for (guint i = 0; i < same->len; i++)
      furniture->drop[g_array_index(same, guint, i)] = true;
  g_array_unref(same);
}

/* A single one, without others to compare it with. */
static bool
is_furniture_by_itself(const CorpusFurniture *furniture, const Candidate *candidate) {
  const CorpusPageNumber *shape = &candidate->shape;
  guint i = candidate->index;
  if (*shape->header != '\0')
    return shape->dated && shape->of >= PAGES_MIN;
  if (shape->word)
    return true;
  if (corpus_furniture_within_sentence(furniture, i))
    return true;
  if (shape->of > 0 && shape->of < PAGES_MIN)
    return false;
  const CorpusPlacedLine *placed = g_ptr_array_index(furniture->lines, i);
  bool set_apart = placed->indent_chars >= 3 || (corpus_furniture_pages(furniture) > 1 &&
                                                 corpus_furniture_at_border(furniture, i, 1));
  return set_apart && corpus_furniture_follows_prose(furniture, i);
}

/* Candidates that are known by others with the same header. */
static void
drop_headers(CorpusFurniture *furniture, const GArray *candidates) {
  GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < candidates->len; i++) {
    const CorpusPageNumber *shape = &g_array_index(candidates, Candidate, i).shape;
    if (*shape->header == '\0' || !g_hash_table_add(seen, shape->header))
      continue;
    if (shape->of >= PAGES_MIN || shape->word)
      drop_series(furniture, candidates, shape->header, 3);
    else
      drop_headers_tied_to_pages(furniture, candidates, i);
  }
  g_hash_table_unref(seen);
}

void
corpus_page_numbers_drop(CorpusFurniture *furniture) {
  GArray *candidates = find_candidates(furniture);
  /* Nearly every page has its number, while the eight scores of the chapters count on by chance
   * only: hence a series over half of the pages. */
  drop_series(furniture, candidates, "", MAX(4, expected_pages(furniture) / 2));
  drop_headers(furniture, candidates);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (!furniture->drop[candidate->index] && is_furniture_by_itself(furniture, candidate))
      furniture->drop[candidate->index] = true;
  }
  g_array_unref(candidates);
}
