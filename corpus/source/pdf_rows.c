/* corpus/source/pdf_rows.c: rows by overlapping heights, columns by gutters that no word crosses.
 */
#include "corpus/source/pdf_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/source/decode.h"

#define SAME_ROW 0.5    /* share of the lower word's height that overlaps */
#define WIDE_GAP 1.8    /* in font sizes: wider than a space, unless the text is justified */
#define WIDEST_GAP 3.5  /* wider than any space */
#define SPACE_WIDTH 0.1 /* a gap from here on is a space, drawn or not */
#define HYPHEN_GAP 0.18 /* in font sizes: a dash is parted from the word before by more */
#define HEAD_WORDS_MIN 3
#define HEAD_WORDS_MAX 4
#define HANGING 2.5     /* in font sizes: how far the lines of an item are moved in */
#define HANGING_GAP 1.0 /* in font sizes: before such a line, at the least */
#define SAME_LINE 0.35  /* in font sizes */
#define LEADER_DOTS 5   /* fewer in a row may be an ellipsis */
#define NEIGHBOURS 4    /* segments before and after that may stand on the same line */
#define EDGE 1.0        /* points within which two words have the same left edge */
#define LEAST_GAP 0.45  /* in font sizes: between two columns, however full the left one is */
#define FARTHEST 1e6    /* points; no page is so wide, and an edge so far off is none */
#define BULLET_CHARS 2  /* what stands before an item, with a stop perhaps, is no column */

typedef struct {
  PdfWord *word; /* borrowed */
  guint row;
  bool begins; /* a segment begins here */
} Place;

struct PdfRows {
  GPtrArray *words; /* PdfWord *; a reference */
  GArray *places;   /* Place, by row and from the left */
  GArray *edges;    /* double */
};

void
pdf_word_free(PdfWord *word) {
  if (word == NULL)
    return;
  g_free(word->text);
  g_free(word);
}

static void
pdf_segment_free(PdfSegment *segment) {
  if (segment == NULL)
    return;
  g_free(segment->text);
  g_clear_pointer(&segment->words, g_array_unref);
  g_free(segment);
}

/* ---- rows ---- */

static int
compare_bottoms(gconstpointer a, gconstpointer b) {
  const PdfWord *first = *(PdfWord *const *)a, *second = *(PdfWord *const *)b;
  return (first->bottom > second->bottom) - (first->bottom < second->bottom);
}

static int
compare_lefts(gconstpointer a, gconstpointer b) {
  const PdfWord *first = *(PdfWord *const *)a, *second = *(PdfWord *const *)b;
  return (first->left > second->left) - (first->left < second->left);
}

static bool
same_row(const PdfWord *a, const PdfWord *b) {
  double overlap = MIN(a->bottom, b->bottom) - MAX(a->top, b->top);
  return overlap >= SAME_ROW * MIN(a->bottom - a->top, b->bottom - b->top);
}

static void
row_free(gpointer data) {
  PdfRow *row = data;
  g_ptr_array_unref(row->words);
  g_free(row);
}

static PdfRow *
row_new(const PdfWord *head) {
  PdfRow *row = g_new0(PdfRow, 1);
  *row = (PdfRow){g_ptr_array_new(), head->left, head->right, head->top, head->bottom, head->size};
  return row;
}

static void
row_add(PdfRow *row, PdfWord *word) {
  g_ptr_array_add(row->words, word);
  row->left = MIN(row->left, word->left);
  row->right = MAX(row->right, word->right);
  row->top = MIN(row->top, word->top);
  row->bottom = MAX(row->bottom, word->bottom);
  row->size = MAX(row->size, word->size);
}

GPtrArray *
pdf_rows_of(const GPtrArray *words) {
  GPtrArray *sorted = g_ptr_array_sized_new(words->len);
  GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add(sorted, words->pdata[i]);
  g_ptr_array_sort(sorted, compare_bottoms);
  const PdfWord *head = NULL;
  for (guint i = 0; i < sorted->len; i++) {
    PdfWord *word = sorted->pdata[i];
    if (head == NULL || !same_row(head, word)) {
      head = word;
      g_ptr_array_add(rows, row_new(head));
    }
    row_add(rows->pdata[rows->len - 1], word);
  }
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_sort(((PdfRow *)rows->pdata[i])->words, compare_lefts);
  g_ptr_array_unref(sorted);
  return rows;
}

static GArray *
place_words(const GPtrArray *words) {
  GPtrArray *rows = pdf_rows_of(words);
  GArray *places = g_array_sized_new(FALSE, FALSE, sizeof(Place), words->len);
  for (guint i = 0; i < rows->len; i++) {
    const GPtrArray *own = ((const PdfRow *)rows->pdata[i])->words;
    for (guint j = 0; j < own->len; j++) {
      Place place = {own->pdata[j], i, false};
      g_array_append_val(places, place);
    }
  }
  g_ptr_array_unref(rows);
  return places;
}

/* ---- where they are parted ---- */

static const Place *
place_at(const GArray *places, guint at) {
  return &g_array_index(places, Place, at);
}

/* The gap before a word in its row, in font sizes; infinite before the first. */
static double
gap_before(const GArray *places, guint at) {
  const Place *place = place_at(places, at);
  if (at == 0 || place_at(places, at - 1)->row != place->row)
    return HUGE_VAL;
  const PdfWord *before = place_at(places, at - 1)->word;
  return (place->word->left - before->right) / MAX(before->size, place->word->size);
}

/* Is all that stands in the row before the word, from the last cut on, a bullet or a number? */
static bool
follows_bullet(const GArray *places, guint at) {
  const Place *before = place_at(places, at - 1);
  bool alone = before->begins || at == 1 || place_at(places, at - 2)->row != before->row;
  return alone && g_utf8_strlen(before->word->text, -1) <= BULLET_CHARS;
}

static bool
is_at_edge(const GArray *places, guint at, double edge) {
  return fabs(place_at(places, at)->word->left - edge) <= EDGE;
}

static bool
is_dots(const GArray *places, guint at) {
  const char *text = place_at(places, at)->word->text;
  return *text != '\0' && strspn(text, ".") == strlen(text);
}

/* Do the dots that lead from a text to its figure stand on both sides, or before the figure? The
 * last of them is no bullet. */
static bool
is_in_leader(const GArray *places, guint at) {
  const char *before = place_at(places, at - 1)->word->text;
  bool after_dot = *before != '\0' && before[strlen(before) - 1] == '.';
  bool after_dots = is_dots(places, at - 1) &&
                    (strlen(before) >= LEADER_DOTS || (at > 1 && is_dots(places, at - 2)));
  return after_dots || (after_dot && is_dots(places, at));
}

/* A word at the edge of a column begins a segment, together with a bullet before it. */
static void
part_before(GArray *places, guint at) {
  if (follows_bullet(places, at) || is_in_leader(places, at))
    return;
  const char *before = place_at(places, at - 1)->word->text;
  bool bullet = *before != '\0' && !g_unichar_isalnum(g_utf8_get_char(before)) &&
                *g_utf8_next_char(before) == '\0';
  guint begin = bullet && gap_before(places, at) <= WIDE_GAP ? at - 1 : at;
  double least = begin < at ? SPACE_WIDTH : LEAST_GAP;
  if (gap_before(places, begin) > least)
    g_array_index(places, Place, begin).begins = true;
}

/* The rows that have no word across the edge are a gutter's. Do several of a run of them have a
 * word at the edge, one after a wide gap? */
static bool
run_shows_column(const GArray *places, guint first, guint end, double edge) {
  guint at_edge = 0;
  bool wide = false;
  for (guint i = first; i < end; i++) {
    double gap = gap_before(places, i);
    at_edge += is_at_edge(places, i, edge);
    wide = wide || (is_at_edge(places, i, edge) && gap > WIDE_GAP && gap < HUGE_VAL);
  }
  return wide && at_edge > 1;
}

/* Does the word continue an item with a hanging indent: a little right of the edge, after a gap
 * that the edge stands in? */
static bool
hangs_from(const GArray *places, guint at, double edge) {
  double gap = gap_before(places, at), left = place_at(places, at)->word->left;
  return gap > HANGING_GAP && gap < HUGE_VAL && left > edge + EDGE &&
         left <= edge + HANGING * place_at(places, at)->word->size &&
         place_at(places, at - 1)->word->right <= edge;
}

static void
part_run(GArray *places, guint first, guint end, double edge) {
  for (guint i = first; i < end; i++)
    if (gap_before(places, i) < HUGE_VAL &&
        (is_at_edge(places, i, edge) || hangs_from(places, i, edge)))
      part_before(places, i);
}

static bool
row_is_crossed(const GArray *places, guint first, guint end, double edge) {
  for (guint i = first; i < end; i++) {
    const PdfWord *word = place_at(places, i)->word;
    if (word->left < edge - EDGE && word->right > edge)
      return true;
  }
  return false;
}

static guint
row_end(const GArray *places, guint at) {
  guint row = place_at(places, at)->row;
  while (at < places->len && place_at(places, at)->row == row)
    at++;
  return at;
}

/* Parts the runs that show a column there, or all of them if it is known. Does one show it? */
static bool
part_at_edge(GArray *places, double edge, bool known) {
  guint run = 0;
  bool shown = false;
  for (guint first = 0, end = 0; first <= places->len; first = end) {
    bool last = first == places->len;
    end = last ? first + 1 : row_end(places, first);
    if (!last && !row_is_crossed(places, first, end, edge))
      continue;
    bool column = run_shows_column(places, run, first, edge);
    if (column || known)
      part_run(places, run, first, edge);
    shown = shown || column;
    run = end;
  }
  return shown;
}

/* Left edges of words after a wide gap, to the point, each once. */
static GHashTable *
possible_edges(const GArray *places) {
  GHashTable *edges = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < places->len; i++) {
    double gap = gap_before(places, i), left = place_at(places, i)->word->left;
    if (gap > WIDE_GAP && gap < HUGE_VAL && fabs(left) < FARTHEST)
      g_hash_table_add(edges, GINT_TO_POINTER((int)lround(left)));
  }
  return edges;
}

/* A row of few words, all with wide gaps between, that is parted at a column: the words over the
 * columns of a table, one of which is empty and shows no edge below. */
static void
part_heads(GArray *places) {
  for (guint first = 0, end = 0; first < places->len; first = end) {
    end = row_end(places, first);
    bool wide = end - first >= HEAD_WORDS_MIN && end - first <= HEAD_WORDS_MAX, parted = false;
    for (guint i = first + 1; i < end; i++) {
      wide = wide && gap_before(places, i) > WIDE_GAP;
      parted = parted || place_at(places, i)->begins;
    }
    for (guint i = first + 1; wide && parted && i < end; i++)
      g_array_index(places, Place, i).begins = true;
  }
}

static int
compare_edges(gconstpointer a, gconstpointer b) {
  return GPOINTER_TO_INT(a) - GPOINTER_TO_INT(b);
}

/* From the left: a bullet is known as what begins a column before its text is met. */
static void
part_rows(PdfRows *rows) {
  GHashTable *possible = possible_edges(rows->places);
  GList *sorted = g_list_sort(g_hash_table_get_keys(possible), compare_edges);
  for (GList *at = sorted; at != NULL; at = at->next) {
    double edge = GPOINTER_TO_INT(at->data);
    if (part_at_edge(rows->places, edge, false))
      g_array_append_val(rows->edges, edge);
  }
  g_list_free(sorted);
  g_hash_table_unref(possible);
  part_heads(rows->places);
}

PdfRows *
pdf_rows_new(GPtrArray *words, bool has_columns) {
  PdfRows *rows = g_new0(PdfRows, 1);
  rows->words = g_ptr_array_ref(words);
  rows->places = place_words(words);
  rows->edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < rows->places->len; i++)
    g_array_index(rows->places, Place, i).begins =
        gap_before(rows->places, i) > (has_columns ? WIDEST_GAP : FARTHEST);
  if (has_columns)
    part_rows(rows);
  return rows;
}

void
pdf_rows_free(PdfRows *rows) {
  if (rows == NULL)
    return;
  g_array_unref(rows->edges);
  g_array_unref(rows->places);
  g_ptr_array_unref(rows->words);
  g_free(rows);
}

const GArray *
pdf_rows_edges(const PdfRows *rows) {
  return rows->edges;
}

void
pdf_rows_part_at(PdfRows *rows, const GArray *edges) {
  for (guint i = 0; i < edges->len; i++)
    part_at_edge(rows->places, g_array_index(edges, double, i), true);
}

static void
append_word(GString *text, const char *drawn, bool ends_line) {
  for (const char *at = drawn; *at != '\0'; at = g_utf8_next_char(at))
    corpus_append_clean(text, g_utf8_get_char(at), ends_line && *g_utf8_next_char(at) == '\0');
}

/* Adds the place of a word, or of a piece that goes on with the word before it. */
static void
add_place(GArray *words, const PdfWord *word, bool apart) {
  CorpusPlace place = {word->left, word->right};
  if (apart)
    g_array_append_val(words, place);
  else
    g_array_index(words, CorpusPlace, words->len - 1).right = word->right;
}

/* In the form that letters are composed in (NFC), as all below U+0300 (byte CC) are. */
static char *
composed(const GString *text) {
  for (gsize i = 0; i < text->len; i++)
    if ((guchar)text->str[i] >= 0xCC)
      return g_utf8_normalize(text->str, (gssize)text->len, G_NORMALIZE_DEFAULT_COMPOSE);
  return g_strdup(text->str);
}

/* Is the last word of a segment the hyphen of the word before it? In lines that are stretched
 * between letters, too, it stands apart, but nearer than a dash. */
static bool
is_hyphen_of_word(const GArray *places, guint at) {
  const char *text = place_at(places, at)->word->text,
             *before = place_at(places, at - 1)->word->text;
  bool hyphen =
      g_str_equal(text, "-") || g_str_equal(text, "\xE2\x80\x90") || g_str_equal(text, "\xC2\xAD");
  return hyphen && *before != '\0' && gap_before(places, at) < HYPHEN_GAP &&
         g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(before + strlen(before))));
}

/* Adds the words at [first, end) as a segment. */
static void
add_segment(GPtrArray *segments, const GArray *places, guint first, guint end) {
  const Place *head = place_at(places, first);
  GString *text = g_string_new(NULL);
  PdfSegment segment = {NULL, head->word->left, 0, 0, 0, true, head->row, NULL};
  segment.words = g_array_new(FALSE, FALSE, sizeof(CorpusPlace));
  for (guint i = first; i < end; i++) {
    const PdfWord *word = place_at(places, i)->word;
    bool apart = i > first && (word->after_space || gap_before(places, i) > SPACE_WIDTH) &&
                 !(i + 1 == end && is_hyphen_of_word(places, i));
    if (apart)
      g_string_append_c(text, ' ');
    add_place(segment.words, word, apart || i == first);
    append_word(text, word->text, i + 1 == end);
    segment.right = MAX(segment.right, word->right);
    segment.top = MAX(segment.top, word->bottom);
    segment.size = MAX(segment.size, word->size);
    segment.bold = segment.bold && word->bold;
  }
  segment.text = composed(text);
  g_string_free(text, TRUE);
  if (segment.text != NULL && *g_strstrip(segment.text) != '\0') {
    g_ptr_array_add(segments, g_memdup2(&segment, sizeof segment));
    return;
  }
  g_free(segment.text);
  g_array_unref(segment.words);
}

/* Does the segment begin right of the bullet, on the same line? */
static bool
follows(const PdfSegment *segment, const PdfSegment *bullet) {
  return segment->left > bullet->right - EDGE &&
         segment->left < bullet->right + HANGING * segment->size &&
         fabs(segment->top - bullet->top) < SAME_LINE * segment->size;
}

/* Where the lines of two columns stand at different heights, a bullet can be taken for a row of its
 * own: it is put before the text that stands right of it. */
static void
join_bullets(GPtrArray *segments) {
  for (guint i = segments->len; i-- > 0;) {
    const PdfSegment *bullet = g_ptr_array_index(segments, i);
    PdfSegment *text = NULL;
    guint first = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
    guint end = corpus_is_bullet_alone(bullet->text) ? MIN(i + NEIGHBOURS + 1, segments->len) : 0;
    for (guint j = first; j < end; j++) {
      PdfSegment *other = g_ptr_array_index(segments, j);
      if (j != i && !corpus_is_bullet_alone(other->text) && follows(other, bullet))
        text = other;
    }
    if (text == NULL)
      continue;
    char *joined = g_strconcat(bullet->text, " ", text->text, NULL);
    g_free(text->text);
    text->text = joined;
    text->left = bullet->left;
    g_ptr_array_remove_index(segments, i);
  }
}

GPtrArray *
pdf_rows_segments(const PdfRows *rows) {
  GPtrArray *segments = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_segment_free);
  const GArray *places = rows->places;
  for (guint first = 0, end = 0; first < places->len; first = end) {
    for (end = first + 1; end < places->len && !place_at(places, end)->begins; end++)
      ;
    add_segment(segments, places, first, end);
  }
  join_bullets(segments);
  return segments;
}

/* ---- strips ---- */

#define LARGE 1.15     /* times the size below: a heading over both columns */
#define ROOM_ABOVE 0.5 /* in font sizes: before a heading, and not within a paragraph */

static const PdfRow *
strip_row_at(const GPtrArray *rows, guint i) {
  return rows->pdata[i];
}

bool
pdf_strip_narrow(PdfStrip *strip, const PdfRow *row, double least) {
  double left = strip->left, right = strip->right, best = 0;
  double free_from = -HUGE_VAL;
  PdfStrip kept = *strip;
  for (guint i = 0; i <= row->words->len; i++) {
    const PdfWord *word = i < row->words->len ? row->words->pdata[i] : NULL;
    double to = word != NULL ? word->left : HUGE_VAL;
    double from = MAX(left, free_from), until = MIN(right, to);
    if (until - from > best) {
      best = until - from;
      kept.left = from;
      kept.right = until;
    }
    free_from = word != NULL ? MAX(free_from, word->right) : free_from;
  }
  if (best < least)
    return false;
  *strip = kept;
  return true;
}

/* Has a row from that one on words right of the strip? */
static bool
goes_on_right(const GPtrArray *rows, guint from, const PdfStrip *strip) {
  for (guint i = from; i < rows->len; i++)
    if (strip_row_at(rows, i)->right > strip->right)
      return true;
  return false;
}

/* Does the row stand alone between white space, in larger type than what follows, left of the
 * strip? Where nothing comes on its right side any more it is a heading in the left column. */
static bool
is_heading_over(const GPtrArray *rows, guint at, const PdfStrip *strip) {
  const PdfRow *row = strip_row_at(rows, at);
  if (at == 0 || at + 1 >= rows->len || row->right > strip->left)
    return false;
  const PdfRow *above = strip_row_at(rows, at - 1), *below = strip_row_at(rows, at + 1);
  return row->size > LARGE * below->size && row->top - above->bottom > ROOM_ABOVE * below->size &&
         below->top > row->bottom && goes_on_right(rows, at + 1, strip);
}

void
pdf_strip_extend(const GPtrArray *rows, PdfStrip *strip, double least) {
  while (strip->end < rows->len && !is_heading_over(rows, strip->end, strip) &&
         pdf_strip_narrow(strip, strip_row_at(rows, strip->end), least))
    strip->end++;
}

PdfStrip
pdf_strip_from(const GPtrArray *rows, guint first) {
  PdfStrip longest = {first, first, 0, 0};
  const PdfRow *row = strip_row_at(rows, first);
  for (guint i = 0; i + 1 < row->words->len; i++) {
    const PdfWord *before = row->words->pdata[i], *after = row->words->pdata[i + 1];
    PdfStrip strip = {first, first + 1, before->right, after->left};
    double least = PDF_GUTTER * row->size;
    if (after->left - before->right < least)
      continue;
    pdf_strip_extend(rows, &strip, least);
    if (strip.end > longest.end)
      longest = strip;
  }
  return longest;
}
