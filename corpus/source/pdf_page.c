/* corpus/source/pdf_page.c: cuts poppler's characters into words and turns them upright. */
#include "corpus/source/pdf.h"

#include <math.h>
#include <poppler.h>
#include <string.h>
#include <wchar.h>

#define WORD_GAP 0.1        /* in font sizes: the next word begins */
#define UPWARD_JUMP 0.5     /* in font sizes: another line begins */
#define MOST_LETTERS 200000 /* more than any page can hold in print */
#define SAME_SIZE 0.3       /* points */
#define WIDEST_SPACE 1.5    /* in font sizes: between words of spaced letters */
#define LEAST_SPACED 5      /* letters */
#define SPACED_LETTERS 1.6  /* in a run, at most: some pairs are kerned together */
#define WORD_APART 1.8      /* times the usual gap between them */
#define RAISED_SIZE 0.8     /* of the letter before: a raised figure is smaller */
#define RAISED_BY 0.12      /* in font sizes */
#define LARGE 1.5           /* times the usual size: letters of a watermark */
#define ON_SLOPE 0.75       /* of a watermark's letters, at least */
#define SLOPE 0.15          /* in font sizes: from one letter of slanted text to the next */
#define LEAST_SLANTED 4     /* letters */
#define MOST_SLANTED 100
#define LEAST_SEEN 100   /* letters that tell whether a page can be read */
#define MOST_ODD 0.3     /* share of signs that no text has */
#define LEAST_VOWELS 0.2 /* share of letters; in Swedish they are two fifths */
#define FILLS 0.8        /* of the page: the picture is the page */
#define TAG 7            /* signs before the name of a font that is a part of one */

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
  bool slanted; /* left out */
} Run;

static bool
is_bold(const char *font) {
  return font != NULL && (strstr(font, "Bold") != NULL || strstr(font, "bold") != NULL ||
                          strstr(font, "Black") != NULL || strstr(font, "Heavy") != NULL);
}

/* A font's name without the tag ("ABCDEF+") that says that it is a part of the font. */
static const char *
untagged(const char *name) {
  return strlen(name) > TAG && name[TAG - 1] == '+' ? name + TAG : name;
}

static gboolean
is_member(gpointer name, G_GNUC_UNUSED gpointer value, gpointer set) {
  return g_hash_table_contains(set, name);
}

GHashTable *
pdf_page_drawn_fonts(PopplerDocument *document, int pages) {
  GHashTable *parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *whole = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  PopplerFontInfo *info = poppler_font_info_new(document);
  PopplerFontsIter *fonts = NULL;
  poppler_font_info_scan(info, pages, &fonts); /* leaves none where no page has a font */
  for (bool more = fonts != NULL; more; more = poppler_fonts_iter_next(fonts)) {
    const char *name = poppler_fonts_iter_get_name(fonts);
    if (name != NULL)
      g_hash_table_add(poppler_fonts_iter_is_subset(fonts) ? parts : whole,
                       g_strdup(untagged(name)));
  }
  g_hash_table_foreach_remove(parts, is_member, whole);
  g_clear_pointer(&fonts, poppler_fonts_iter_free);
  g_object_unref(info);
  g_hash_table_unref(whole);
  return parts;
}

/* Sets size and weight of the characters that an attribute covers. Is a font one of those? */
static bool
apply_attributes(PopplerPage *page, GHashTable *drawn, Character *characters, gsize count) {
  GList *attributes = poppler_page_get_text_attributes(page);
  bool is_drawn = false;
  for (GList *at = attributes; at != NULL; at = at->next) {
    const PopplerTextAttributes *attribute = at->data;
    const char *font = attribute->font_name;
    is_drawn |= drawn != NULL && font != NULL && g_hash_table_contains(drawn, untagged(font));
    for (gint i = MAX(0, attribute->start_index); i <= attribute->end_index && (gsize)i < count;
         i++) {
      characters[i].bold = is_bold(font);
      if (attribute->font_size > 0)
        characters[i].size = attribute->font_size;
    }
  }
  poppler_page_free_text_attributes(attributes);
  return is_drawn;
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

/* All characters of a page with their boxes, in poppler's order. is_drawn: are some of them in one
 * of the fonts? The caller frees them. */
static Character *
page_characters(PopplerPage *page, GHashTable *drawn, gsize *count, bool *is_drawn) {
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
  *is_drawn = apply_attributes(page, drawn, characters, *count);
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
    Run run = {first, end,  way_between(&characters[first], &characters[end - 1]), end == first + 1,
               space, false};
    g_array_append_val(runs, run);
    space = false;
  }
  return runs;
}

/* ---- spaced letters ---- */

static double
gap_between(const Character *characters, const Run *before, const Run *after) {
  return characters[after->first].box.x1 - characters[before->end - 1].box.x2;
}

/* Does the run stand right of the other, in the same line and size? */
static bool
stands_beside(const Character *characters, const Run *before, const Run *after) {
  const Character *last = &characters[before->end - 1], *first = &characters[after->first];
  double gap = gap_between(characters, before, after);
  return fabs(last->size - first->size) < SAME_SIZE && gap > 0 &&
         gap < WIDEST_SPACE * first->size &&
         fabs(middle_y(last) - middle_y(first)) < UPWARD_JUMP * first->size;
}

/* Are the runs first..end hardly more than a letter each? Signs and figures alone are not enough.
 */
static bool
are_spaced_letters(const Character *characters, const GArray *runs, guint first, guint end) {
  gsize count = 0, letters = 0;
  for (guint i = first; i < end; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    count += run->end - run->first;
    for (gsize at = run->first; at < run->end; at++)
      letters += g_unichar_isalpha(characters[at].letter) != 0;
  }
  return letters >= LEAST_SPACED && 2 * letters >= count &&
         (double)count <= SPACED_LETTERS * (end - first);
}

/* What parts the words of such runs: much more than what parts most of their letters. */
static double
widest_letter_gap(const Character *characters, const GArray *runs, guint first, guint end) {
  GArray *gaps = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = first + 1; i < end; i++) {
    double gap =
        gap_between(characters, &g_array_index(runs, Run, i - 1), &g_array_index(runs, Run, i));
    g_array_append_val(gaps, gap);
  }
  double usual = corpus_median(gaps);
  g_array_unref(gaps);
  return WORD_APART * usual;
}

/* Makes words of letters that are set apart ("O m r å d e  1"): each is a run of its own. */
static GArray *
join_spaced(const Character *characters, GArray *runs) {
  GArray *joined = g_array_new(FALSE, FALSE, sizeof(Run));
  for (guint first = 0, end = 0; first < runs->len; first = end) {
    for (end = first + 1;
         end < runs->len && stands_beside(characters, &g_array_index(runs, Run, end - 1),
                                          &g_array_index(runs, Run, end));
         end++)
      ;
    bool spaced = are_spaced_letters(characters, runs, first, end);
    double apart = spaced ? widest_letter_gap(characters, runs, first, end) : 0;
    for (guint i = first; i < end; i++) {
      const Run *run = &g_array_index(runs, Run, i);
      Run *last = i > first ? &g_array_index(joined, Run, joined->len - 1) : NULL;
      if (last == NULL || gap_between(characters, last, run) > apart) {
        g_array_append_val(joined, *run);
        continue;
      }
      last->end = run->end;
      last->single = false;
      last->way = way_between(&characters[last->first], &characters[last->end - 1]);
    }
  }
  g_array_unref(runs);
  return joined;
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

/* The ASCII letter whose UTF-16 bytes some converters swap where a glyph is a ligature; 0 if it is
 * none. */
static char
swapped(gunichar letter) {
  return (letter & 0xFF) == 0 && letter <= 0x7A00 && g_ascii_isalpha((char)(letter >> 8))
             ? (char)(letter >> 8)
             : 0;
}

/* Appends the letter. Of ligatures of three ("ffi", "tti") the swapped bytes leave the first, and
 * one sign for the other two. */
static void
append_letter(GString *text, const Character *character, bool first) {
  gunichar letter = character->letter, before = first ? 0 : character[-1].letter;
  char own = swapped(letter), last = swapped(before);
  if (own != 0)
    g_string_append_c(text, own);
  else if (last != 0 && (letter == 0xFFFD || (letter > 0x2E80 && (letter & 0xFF) == 0)))
    g_string_append_printf(text, "%ci", last);
  else
    g_string_append_unichar(text, letter);
}

/* A digit that is smaller than what it follows, and stands higher. */
static bool
is_raised(const Character *characters, const Run *run, gsize i) {
  const Character *digit = &characters[i];
  gsize before = i;
  while (before > run->first && g_unichar_isdigit(characters[before].letter))
    before--;
  const Character *base = before < i ? &characters[before] : NULL;
  if (base == NULL && run->first > 0)
    base = &characters[run->first - 1];
  return base != NULL && run->way == RIGHT && digit->letter >= '0' && digit->letter <= '9' &&
         digit->size < RAISED_SIZE * base->size &&
         digit->box.y2 < base->box.y2 - RAISED_BY * base->size;
}

static PdfWord *
word_of(const Character *characters, const Run *run, double width, double height) {
  GString *text = g_string_new(NULL);
  PdfWord word = {.left = HUGE_VAL, .top = HUGE_VAL, .bold = true};
  for (gsize i = run->first; i < run->end; i++) {
    PopplerRectangle box = turned(characters[i].box, run->way, width, height);
    if (g_unichar_isspace(characters[i].letter))
      continue; /* between spaced letters */
    append_letter(text, &characters[i], i == run->first);
    word.raised = is_raised(characters, run, i) ? word.raised + 1 : 0;
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
static GPtrArray *
words_of(const Character *characters, const GArray *runs, Way way, bool same, const PdfPage *page) {
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  for (guint i = 0; i < runs->len; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    if (!run->slanted && (run->way == way) == same)
      g_ptr_array_add(words, word_of(characters, run, page->width, page->height));
  }
  return words;
}

/* ---- slanted text ---- */

/* Half of the letters are not larger; NAN where there are none. */
static double
usual_size(const Character *characters, gsize count) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  for (gsize i = 0; i < count; i++)
    g_array_append_val(sizes, characters[i].size);
  double usual = corpus_median(sizes);
  g_array_unref(sizes);
  return usual;
}

typedef struct {
  double x, y;
} Letter;

static int
compare_x(gconstpointer a, gconstpointer b) {
  const Letter *first = a, *second = b;
  return (first->x > second->x) - (first->x < second->x);
}

/* How many of the letters, from the left, go one way at most, each by a good part of its size: up
 * (sign -1) or down (1). */
static guint
longest_slope(const GArray *letters, double size, double sign) {
  guint lengths[MOST_SLANTED] = {0}, longest = 0;
  for (guint i = 0; i < letters->len && i < MOST_SLANTED; i++) {
    lengths[i] = 1;
    for (guint j = 0; j < i; j++) {
      double step = g_array_index(letters, Letter, i).y - g_array_index(letters, Letter, j).y;
      if (sign * step > SLOPE * size)
        lengths[i] = MAX(lengths[i], lengths[j] + 1);
    }
    longest = MAX(longest, lengths[i]);
  }
  return longest;
}

/* Do the letters climb or fall, but for a few that wrapped into a line of their own? */
static bool
is_slope(const GArray *letters, double size) {
  guint on_it = MAX(longest_slope(letters, size, -1), longest_slope(letters, size, 1));
  return on_it >= LEAST_SLANTED && on_it >= ON_SLOPE * letters->len;
}

/* Slanted text falls apart into runs of a letter or two. */
static bool
may_be_slanted(const Character *characters, const Run *run, double usual) {
  return run->end - run->first <= 2 && characters[run->first].size > LARGE * usual &&
         g_unichar_isalpha(characters[run->first].letter);
}

/* Large letters that all stand on one slope: a watermark. */
static void
mark_slanted(const Character *characters, gsize count, GArray *runs) {
  double usual = usual_size(characters, count);
  GArray *letters = g_array_new(FALSE, FALSE, sizeof(Letter));
  for (guint i = 0; i < runs->len && letters->len < MOST_SLANTED; i++) {
    const Run *run = &g_array_index(runs, Run, i);
    for (gsize at = run->first; may_be_slanted(characters, run, usual) && at < run->end; at++) {
      Letter letter = {middle_x(&characters[at]), middle_y(&characters[at])};
      g_array_append_val(letters, letter);
    }
  }
  g_array_sort(letters, compare_x);
  bool slope = letters->len >= LEAST_SLANTED && is_slope(letters, LARGE * usual);
  for (guint i = 0; slope && i < runs->len; i++) {
    Run *run = &g_array_index(runs, Run, i);
    run->slanted = may_be_slanted(characters, run, usual);
  }
  g_array_unref(letters);
}

/* ---- letters that can't be read ---- */

/* Does the font tell which letters the page has? What it does not tell comes as signs that no text
 * has, or as other letters: then there are hardly any vowels among them, or nothing else. */
static bool
is_unreadable(const Character *characters, gsize count) {
  guint seen = 0, odd = 0, letters = 0, vowels = 0;
  for (gsize i = 0; i < count; i++) {
    gunichar letter = characters[i].letter;
    if (letter > ' ' && letter < 0x7F) { /* nearly all are; the rest asks Unicode */
      char plain = g_ascii_tolower((char)letter);
      seen++;
      letters += g_ascii_isalpha(plain);
      vowels += strchr("aeiouy", plain) != NULL;
      continue;
    }
    letter = g_unichar_tolower(letter);
    if (g_unichar_isspace(letter))
      continue;
    GUnicodeType type = g_unichar_type(letter);
    seen++;
    odd += letter == 0xFFFD || type == G_UNICODE_CONTROL || type == G_UNICODE_PRIVATE_USE ||
           type == G_UNICODE_UNASSIGNED;
    letters += g_unichar_isalpha(letter) != 0;
    vowels += letter != 0 && letter < 0x250 && wcschr(L"aeiouyåäöéæø", (wchar_t)letter) != NULL;
  }
  return seen >= LEAST_SEEN &&
         (odd > MOST_ODD * seen || (letters >= LEAST_SEEN && vowels < LEAST_VOWELS * letters));
}

/* ---- text that recognition has put below a picture ----
 *
 * To look for a picture costs as much as a third of reading the page, and few pages are pictures.
 * Programs that recognise text name a font that every reader has, or embed one without shapes,
 * whole; those that lay out text embed the letters that they draw, as a part of the font. So a page
 * with letters of such a part is not looked at. */

/* Does a picture fill the page? */
static bool
is_filled(PopplerPage *source, double width, double height) {
  GList *images = poppler_page_get_image_mapping(source);
  bool filled = false;
  for (GList *at = images; at != NULL; at = at->next) {
    PopplerRectangle box = ((const PopplerImageMapping *)at->data)->area;
    filled |= fabs((box.x2 - box.x1) * (box.y2 - box.y1)) >= FILLS * width * height;
  }
  poppler_page_free_image_mapping(images);
  return filled;
}

static void
see_glyphs(G_GNUC_UNUSED cairo_surface_t *observer, G_GNUC_UNUSED cairo_surface_t *target,
           void *seen) {
  *(bool *)seen = true;
}

/* Draws the page onto nothing, to see whether letters are drawn. */
static bool
draws_letters(PopplerPage *source, double width, double height) {
  bool seen = false;
  cairo_rectangle_t extents = {0, 0, width, height}; /* letters outside are never drawn */
  cairo_surface_t *target = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &extents);
  cairo_surface_t *observer = cairo_surface_create_observer(target, CAIRO_SURFACE_OBSERVER_NORMAL);
  cairo_surface_observer_add_glyphs_callback(observer, see_glyphs, &seen);
  cairo_t *context = cairo_create(observer);
  poppler_page_render(source, context);
  cairo_destroy(context);
  cairo_surface_destroy(observer);
  cairo_surface_destroy(target);
  return seen;
}

PdfPage *
pdf_page_new(PopplerPage *source, GHashTable *drawn_fonts) {
  PdfPage *page = g_new0(PdfPage, 1);
  gsize count = 0;
  bool is_drawn = false;
  Character *characters = NULL;
  if (source != NULL) {
    characters = page_characters(source, drawn_fonts, &count, &is_drawn);
    poppler_page_get_size(source, &page->width, &page->height);
  }
  page->unreadable = is_unreadable(characters, count);
  if (page->unreadable)
    count = 0;
  page->recognised = count > 0 && !is_drawn && is_filled(source, page->width, page->height) &&
                     !draws_letters(source, page->width, page->height);
  GArray *runs = join_spaced(characters, cut_runs(characters, count));
  Way most = main_way(runs);
  /* Where the text is turned, so is the picture, which could not be recognised. */
  page->scanned = count == 0 || (page->recognised && most == RIGHT);
  mark_slanted(characters, count, runs);
  page->words = words_of(characters, runs, most, true, page);
  page->turned = words_of(characters, runs, most, false, page);
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
  g_ptr_array_unref(page->words);
  g_ptr_array_unref(page->turned);
  g_free(page);
}
