/* corpus/source/pdf_page.c: cuts poppler's characters into words and turns them upright. */
#include "corpus/source/pdf_page.h"

#include <math.h>
#include <string.h>

#define WORD_GAP 0.1        /* in font sizes: the next word begins */
#define UPWARD_JUMP 0.5     /* in font sizes: another line begins */
#define MOST_LETTERS 200000 /* more than any page can hold in print */

/* Which way a word runs. */
typedef enum { RIGHT, DOWN, LEFT, UP, WAYS } Way;

typedef struct {
  gunichar letter;
  PopplerRectangle box; /* x1 < x2, y1 < y2, from the page's top left corner */
  double size;
  bool bold;
} Character;

/* A run of characters without white space. */
typedef struct {
  gsize first, end;
  Way way;
  bool single; /* one character alone does not tell which way it runs */
  bool after_space;
} Run;

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

static Character
character_of(gunichar letter, const PopplerRectangle *box) {
  Character character = {.letter = letter};
  character.box.x1 = MIN(box->x1, box->x2);
  character.box.x2 = MAX(box->x1, box->x2);
  character.box.y1 = MIN(box->y1, box->y2);
  character.box.y2 = MAX(box->y1, box->y2);
  double height = character.box.y2 - character.box.y1;
  character.size = height > 0 ? height : 10;
  return character;
}

/* All characters of a page with their boxes, in poppler's order. The caller frees them. */
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
  *count = MIN(MIN((gsize)letter_count, (gsize)box_count), MOST_LETTERS);
  Character *characters = g_new0(Character, *count + 1);
  for (gsize i = 0; i < *count; i++)
    characters[i] = character_of(letters[i], &boxes[i]);
  apply_attributes(page, characters, *count);
  g_free(letters);
  g_free(boxes);
  g_free(text);
  return characters;
}

static double
middle_x(const Character *character) {
  return (character->box.x1 + character->box.x2) / 2;
}

static double
middle_y(const Character *character) {
  return (character->box.y1 + character->box.y2) / 2;
}

static Way
way_between(const Character *first, const Character *last) {
  double right = middle_x(last) - middle_x(first), down = middle_y(last) - middle_y(first);
  if (fabs(right) >= fabs(down))
    return right >= 0 ? RIGHT : LEFT;
  return down > 0 ? DOWN : UP;
}

/* Does a new word begin between two characters that follow each other? */
static bool
parts(const Character *before, const Character *after) {
  double size = MAX(before->size, after->size);
  double right = MAX(before->box.x1, after->box.x1) - MIN(before->box.x2, after->box.x2);
  double down = MAX(before->box.y1, after->box.y1) - MIN(before->box.y2, after->box.y2);
  bool back = after->box.x1 < before->box.x1 - size &&
              fabs(middle_y(after) - middle_y(before)) < UPWARD_JUMP * size;
  return MAX(right, down) > WORD_GAP * size || back;
}

/* The runs of a page's characters. */
static GArray *
cut_runs(const Character *characters, gsize count) {
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
  bool space = true;
  for (gsize first = 0, end = 0; first < count; first = end) {
    end = first + 1;
    if (g_unichar_isspace(characters[first].letter)) {
      space = true;
      continue;
    }
    while (end < count && !g_unichar_isspace(characters[end].letter) &&
           !parts(&characters[end - 1], &characters[end]))
      end++;
    Run run = {first, end, way_between(&characters[first], &characters[end - 1]), end == first + 1,
               space};
    g_array_append_val(runs, run);
    space = false;
  }
  return runs;
}

/* Which way most characters run; single ones then run that way too. */
static Way
main_way(GArray *runs) {
  gsize counts[WAYS] = {0};
  Way most = RIGHT;
  for (guint i = 0; i < runs->len; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    counts[run->way] += run->single ? 0 : run->end - run->first;
  }
  for (Way way = RIGHT; way < WAYS; way++)
    most = counts[way] > counts[most] ? way : most;
  for (guint i = 0; i < runs->len; i++) {
    Run *run = &g_array_index(runs, Run, i);
    run->way = run->single ? most : run->way;
  }
  return most;
}

/* The box as it is when the page is turned so that the text runs to the right. */
static PopplerRectangle
turned(PopplerRectangle box, Way way, double width, double height) {
  switch (way) {
  case DOWN:
    return (PopplerRectangle){box.y1, width - box.x2, box.y2, width - box.x1};
  case LEFT:
    return (PopplerRectangle){width - box.x2, height - box.y2, width - box.x1, height - box.y1};
  case UP:
    return (PopplerRectangle){height - box.y2, box.x1, height - box.y1, box.x2};
  default:
    return box;
  }
}

static PdfWord *
word_of(const Character *characters, const Run *run, double width, double height) {
  GString *text = g_string_new(NULL);
  PdfWord word = {.left = HUGE_VAL, .top = HUGE_VAL, .bold = true};
  for (gsize i = run->first; i < run->end; i++) {
    PopplerRectangle box = turned(characters[i].box, run->way, width, height);
    g_string_append_unichar(text, characters[i].letter);
    word.left = MIN(word.left, box.x1);
    word.right = MAX(word.right, box.x2);
    word.top = MIN(word.top, box.y1);
    word.bottom = MAX(word.bottom, box.y2);
    word.size = MAX(word.size, characters[i].size);
    word.bold = word.bold && characters[i].bold;
  }
  word.text = g_string_free(text, FALSE);
  word.after_space = run->after_space;
  return g_memdup2(&word, sizeof word);
}

/* The words that run that way, or those that do not. */
static PdfRows *
rows_of(const Character *characters, const GArray *runs, Way way, bool same, const PdfPage *page) {
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  for (guint i = 0; i < runs->len; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    if ((run->way == way) == same)
      g_ptr_array_add(words, word_of(characters, run, page->width, page->height));
  }
  return pdf_rows_new(words);
}

PdfPage *
pdf_page_new(PopplerPage *source) {
  PdfPage *page = g_new0(PdfPage, 1);
  gsize count = 0;
  Character *characters = NULL;
  if (source != NULL) {
    characters = page_characters(source, &count);
    poppler_page_get_size(source, &page->width, &page->height);
  }
  GArray *runs = cut_runs(characters, count);
  Way most = main_way(runs);
  page->rows = rows_of(characters, runs, most, true, page);
  page->turned = rows_of(characters, runs, most, false, page);
  if (most == UP || most == DOWN) {
    double width = page->width;
    page->width = page->height;
    page->height = width;
  }
  g_array_unref(runs);
  g_free(characters);
  return page;
}

void
pdf_page_free(PdfPage *page) {
  if (page == NULL)
    return;
  pdf_rows_free(page->rows);
  pdf_rows_free(page->turned);
  g_free(page);
}

GPtrArray *
pdf_page_segments(const PdfPage *page) {
  GPtrArray *segments = pdf_rows_segments(page->rows);
  GPtrArray *turned = pdf_rows_segments(page->turned);
  guint rows = 0;
  if (segments->len > 0)
    rows = ((const PdfSegment *)g_ptr_array_index(segments, segments->len - 1))->row + 1;
  for (guint i = 0; i < turned->len; i++) {
    PdfSegment *segment = g_steal_pointer(&turned->pdata[i]);
    segment->row += rows;
    g_ptr_array_add(segments, segment);
  }
  g_ptr_array_unref(turned);
  return segments;
}
