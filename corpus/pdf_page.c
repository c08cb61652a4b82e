/* corpus/pdf_page.c: cuts poppler's characters into segments by baseline and gap. */
#include "corpus/pdf_page.h"

#include <math.h>
#include <string.h>

#define GAP_OF_COLUMNS 1.8 /* in font sizes: wider than any space between two words */
#define SPACE_WIDTH 0.12   /* in font sizes: a gap from here on is a space, drawn or not */
#define ROW_TOLERANCE 0.35 /* in font sizes */
#define SOFT_HYPHEN 0x00AD
#define FIRST_LIGATURE 0xFB00
#define LAST_LIGATURE 0xFB06

typedef struct {
  gunichar letter;
  double left, right, top, size;
  bool bold;
} Character;

static bool
is_bold(const char *font) {
  return font != NULL && (strstr(font, "Bold") != NULL || strstr(font, "bold") != NULL ||
                          strstr(font, "Black") != NULL || strstr(font, "Heavy") != NULL);
}

/* Sets size and weight of the characters that an attribute covers. */
static void
apply_attributes(PopplerPage *page, Character *characters, gsize count) {
  GList *attributes = poppler_page_get_text_attributes(page);
  for (GList *at = attributes; at != NULL; at = at->next) {
    const PopplerTextAttributes *attribute = at->data;
    for (gint i = MAX(0, attribute->start_index); i <= attribute->end_index && (gsize)i < count;
         i++) {
      characters[i].bold = is_bold(attribute->font_name);
      if (attribute->font_size > 0)
        characters[i].size = attribute->font_size;
    }
  }
  poppler_page_free_text_attributes(attributes);
}

/* All characters of a page with their boxes, in poppler's order. */
static Character *
page_characters(PopplerPage *page, gsize *count) {
  *count = 0;
  char *text = poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL;
  guint box_count = 0;
  if (text == NULL || !poppler_page_get_text_layout(page, &boxes, &box_count)) {
    g_free(text);
    return NULL;
  }
  glong letter_count = 0;
  gunichar *letters = g_utf8_to_ucs4_fast(text, -1, &letter_count);
  *count = MIN((gsize)letter_count, (gsize)box_count);
  Character *characters = g_new0(Character, *count + 1);
  for (gsize i = 0; i < *count; i++) {
    double height = fabs(boxes[i].y2 - boxes[i].y1);
    characters[i] = (Character){letters[i],
                                MIN(boxes[i].x1, boxes[i].x2),
                                MAX(boxes[i].x1, boxes[i].x2),
                                MAX(boxes[i].y1, boxes[i].y2),
                                height > 0 ? height : 10,
                                false};
  }
  apply_attributes(page, characters, *count);
  g_free(letters);
  g_free(boxes);
  g_free(text);
  return characters;
}

/* A ligature as its letters ("ﬁ" -> "fi"); anything else as it is, a soft hyphen not at all. */
static void
append_letter(GString *text, gunichar letter) {
  if (letter == SOFT_HYPHEN)
    return;
  if (letter < FIRST_LIGATURE || letter > LAST_LIGATURE) {
    g_string_append_unichar(text, letter);
    return;
  }
  gunichar letters[8];
  gsize count = g_unichar_fully_decompose(letter, TRUE, letters, G_N_ELEMENTS(letters));
  for (gsize i = 0; i < count; i++)
    g_string_append_unichar(text, letters[i]);
}

/* The finished text: composed, trimmed. NULL if nothing is left. */
static char *
finished(GString *text) {
  char *composed = g_utf8_normalize(text->str, (gssize)text->len, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_free(text, TRUE);
  if (composed != NULL && *g_strstrip(composed) != '\0')
    return composed;
  g_free(composed);
  return NULL;
}

/* Characters [first, end) as a segment, added unless it is empty. */
static void
add_segment(GPtrArray *segments, const Character *characters, gsize first, gsize end) {
  GString *text = g_string_new(NULL);
  PdfSegment segment = {NULL, HUGE_VAL, 0, 0, 0, true};
  bool space = false;
  for (gsize i = first; i < end; i++) {
    const Character *at = &characters[i];
    if (g_unichar_isspace(at->letter)) {
      space = true;
      continue;
    }
    bool gap = text->len > 0 && at->left - segment.right > SPACE_WIDTH * at->size;
    if (text->len > 0 && (space || gap))
      g_string_append_c(text, ' ');
    space = false;
    append_letter(text, at->letter);
    segment.left = MIN(segment.left, at->left);
    segment.right = at->right;
    segment.top = MAX(segment.top, at->top);
    segment.size = MAX(segment.size, at->size);
    segment.bold = segment.bold && at->bold;
  }
  segment.text = finished(text);
  if (segment.text != NULL)
    g_ptr_array_add(segments, g_memdup2(&segment, sizeof segment));
}

/* Does a new segment begin between two characters that follow each other? */
static bool
parts(const Character *before, const Character *after) {
  double size = MAX(before->size, after->size);
  return after->letter == '\n' || before->letter == '\n' ||
         fabs(after->top - before->top) > ROW_TOLERANCE * size ||
         after->left - before->right > GAP_OF_COLUMNS * size || after->left < before->left - size;
}

bool
pdf_same_row(const PdfSegment *a, const PdfSegment *b) {
  return fabs(a->top - b->top) <= ROW_TOLERANCE * MIN(a->size, b->size);
}

static int
compare_tops(gconstpointer a, gconstpointer b) {
  const PdfSegment *first = *(PdfSegment *const *)a, *second = *(PdfSegment *const *)b;
  return first->top < second->top ? -1 : first->top > second->top;
}

static int
compare_lefts(gconstpointer a, gconstpointer b) {
  const PdfSegment *first = *(PdfSegment *const *)a, *second = *(PdfSegment *const *)b;
  return first->left < second->left ? -1 : first->left > second->left;
}

/* By row, then from left to right. Tops within a row differ a little, so rows are formed first and
 * each is sorted by itself. */
static void
sort_segments(GPtrArray *segments) {
  g_ptr_array_sort(segments, compare_tops);
  for (guint first = 0, next; first < segments->len; first = next) {
    const PdfSegment *head = g_ptr_array_index(segments, first);
    for (next = first + 1; next < segments->len; next++)
      if (!pdf_same_row(head, g_ptr_array_index(segments, next)))
        break;
    qsort(&segments->pdata[first], next - first, sizeof(gpointer), compare_lefts);
  }
}

GPtrArray *
pdf_page_segments(PopplerPage *page) {
  GPtrArray *segments = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_segment_free);
  gsize count = 0;
  Character *characters = page_characters(page, &count);
  gsize first = 0;
  for (gsize i = 1; i <= count; i++) {
    if (i < count && !parts(&characters[i - 1], &characters[i]))
      continue;
    add_segment(segments, characters, first, i);
    first = i;
  }
  g_free(characters);
  sort_segments(segments);
  return segments;
}

void
pdf_segment_free(PdfSegment *segment) {
  if (segment == NULL)
    return;
  g_free(segment->text);
  g_free(segment);
}
