/* corpus/source/recognise.c: text recognition by Tesseract, on a picture that is put straight by
 * Leptonica first. */
#include "corpus/source/recognise.h"

#include <glib/gi18n.h>

#include "corpus/text/error.h"

#ifdef KOMPASS_TESSERACT

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>
#include <tesseract/capi.h>
#include <time.h>

#define POINTS_PER_INCH 72.0
#define SURE 80.0 /* percent */
#define VERY_SURE 90
#define X_HEIGHT 0.52 /* of letters without ascender, in font sizes */
#define HIGH 0.72     /* of capitals and figures */
#define ASCENT 0.78   /* where the boxes of words begin above the baseline, and end below it */
#define DESCENT 0.22
#define RESOLUTION 300    /* of a word by itself, which does not tell */
#define MOST_FIGURES 7    /* characters: "100.0%" */
#define MOST_UNSURE 4     /* of what may be a figure, and was taken for letters */
#define BULLET_HEIGHT 0.6 /* in font sizes, at the most */
#define BULLET_ABOVE 0.08 /* the baseline */
#define BLACK 130         /* of 255: darker is black */
#define LEAST_DOT 2       /* pixels: how high and wide a dot of a leader is */
#define MOST_DOT 9
#define UNEVEN 2        /* pixels: by how much the dots of a row stand higher or lower */
#define DOT_STEP 36     /* from one dot of a leader to the next, at the most */
#define LEAST_DOTS 8    /* of a leader */
#define MOST_DOTS 10000 /* on a page */
#define LEADER_SIZE 10  /* points; dots do not tell it */
#define LEAST_BULLET 0.12
#define HANGING 2.2   /* in font sizes: how far a bullet stands before its text */
#define WIDE_GAP 1.5  /* the same, between a bullet's text and what is before it */
#define DOT_SIDES 1.8 /* how much wider than high a bullet may be, or the other way */

/* Tesseract's Swedish data does not know the percent sign, of which it makes figures: "35%" is read
 * as "350". So what may be a figure is read again with the English data, which does. */
struct Recogniser {
  TessBaseAPI *letters, *figures;
};

/* NULL where the data is not there. */
static TessBaseAPI *
engine_new(const char *language, TessPageSegMode mode, GError **error) {
  TessBaseAPI *engine = TessBaseAPICreate();
  TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
  if (TessBaseAPIInit3(engine, NULL, language) == 0) {
    TessBaseAPISetPageSegMode(engine, mode);
    return engine;
  }
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "%s: tesseract-ocr-%s",
              N_("scanned pages can't be recognised; install the package"), language);
  TessBaseAPIDelete(engine);
  return NULL;
}

Recogniser *
recogniser_new(GError **error) {
  Recogniser *recogniser = g_new0(Recogniser, 1);
  recogniser->letters = engine_new("swe", PSM_SINGLE_COLUMN, error);
  if (recogniser->letters != NULL)
    recogniser->figures = engine_new("eng", PSM_SINGLE_LINE, error);
  if (recogniser->figures != NULL)
    return recogniser;
  recogniser_free(recogniser);
  return NULL;
}

void
recogniser_free(Recogniser *recogniser) {
  if (recogniser == NULL)
    return;
  if (recogniser->letters != NULL)
    TessBaseAPIDelete(recogniser->letters);
  if (recogniser->figures != NULL)
    TessBaseAPIDelete(recogniser->figures);
  g_free(recogniser);
}

/* ---- the picture ---- */

/* The caller destroys it; NULL where there is no memory. */
static PIX *
grey_of(const RecogniserPicture *picture) {
  PIX *grey = pixCreate(picture->width, picture->height, 8);
  for (int y = 0; grey != NULL && y < picture->height; y++) {
    const guint8 *row = picture->pixels + (gsize)y * (gsize)picture->stride_bytes;
    l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    for (int x = 0; x < picture->width; x++) {
      guint32 pixel;
      memcpy(&pixel, row + 4 * (gsize)x, sizeof pixel);
      guint sum = (pixel >> 16 & 255) + 2 * (pixel >> 8 & 255) + (pixel & 255);
      SET_DATA_BYTE(line, x, (l_uint8)(sum / 4));
    }
  }
  return grey;
}

/* Takes a picture, and gives it back as it was changed, or, where that failed, as it was. */
static PIX *
replace(PIX *picture, PIX *changed) {
  if (changed == NULL)
    return picture;
  pixDestroy(&picture);
  return changed;
}

/* Grey, without specks, which Tesseract takes for letters where a page is nearly empty, and
 * straight. The caller destroys it; NULL where there is no memory. */
static PIX *
clean(const RecogniserPicture *picture) {
  PIX *page = grey_of(picture);
  if (page != NULL)
    page = replace(page, pixBlockconv(page, 1, 1));
  if (page != NULL)
    page = replace(page, pixDeskew(page, 0));
  return page;
}

/* ---- leaders ---- */

/* Where something stands, in pixels. */
typedef struct {
  l_int32 x, y, w, h;
} Place;

/* NULL = there is none; the caller frees it. */
static Place *
place_at(BOXA *things, int at) {
  Place place;
  bool there = boxaGetBoxGeometry(things, at, &place.x, &place.y, &place.w, &place.h) == 0;
  return there ? g_memdup2(&place, sizeof place) : NULL;
}

static int
compare_left(gconstpointer a, gconstpointer b) {
  const Place *first = *(const Place *const *)a, *second = *(const Place *const *)b;
  return first->x - second->x;
}

/* The dots of the page (Place *) from the left; the caller unrefs it. */
static GPtrArray *
dots_of(PIX *page) {
  GPtrArray *dots = g_ptr_array_new_with_free_func(g_free);
  PIX *black = pixThresholdToBinary(page, BLACK);
  BOXA *things = black != NULL ? pixConnComp(black, NULL, 8) : NULL;
  for (int i = 0; things != NULL && i < boxaGetCount(things); i++) {
    Place *thing = place_at(things, i);
    if (thing != NULL && dots->len < MOST_DOTS && thing->w <= MOST_DOT && thing->h <= MOST_DOT &&
        thing->h >= LEAST_DOT)
      g_ptr_array_add(dots, thing);
    else
      g_free(thing);
  }
  boxaDestroy(&things);
  pixDestroy(&black);
  g_ptr_array_sort(dots, compare_left);
  return dots;
}

/* The row that goes on with the dot: a GPtrArray of Place *, or NULL. */
static GPtrArray *
row_before(const GPtrArray *rows, const Place *dot) {
  for (guint i = rows->len; i-- > 0;) {
    GPtrArray *row = g_ptr_array_index(rows, i);
    const Place *last = g_ptr_array_index(row, row->len - 1);
    if (ABS(dot->y - last->y) <= UNEVEN && dot->x > last->x && dot->x - last->x <= DOT_STEP)
      return row;
  }
  return NULL;
}

/* The dots in rows, each from the left; the caller unrefs it. */
static GPtrArray *
rows_of(const GPtrArray *dots) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < dots->len; i++) {
    GPtrArray *row = row_before(rows, g_ptr_array_index(dots, i));
    if (row == NULL) {
      row = g_ptr_array_new();
      g_ptr_array_add(rows, row);
    }
    g_ptr_array_add(row, g_ptr_array_index(dots, i));
  }
  return rows;
}

/* A row of dots leads from a heading of the contents to its page. Tesseract makes words of it, so
 * it is taken off the picture, and is a word of dots here. */
static void
take_leader(PIX *page, const GPtrArray *row, double points, GPtrArray *words) {
  const Place *from = g_ptr_array_index(row, 0), *to = g_ptr_array_index(row, row->len - 1);
  int bottom = MAX(from->y + from->h, to->y + to->h), height = MOST_DOT + 2 * UNEVEN;
  BOX *place =
      boxCreate(from->x - 1, bottom - height, to->x + to->w - from->x + 2, height + UNEVEN);
  if (place != NULL)
    pixSetInRect(page, place);
  boxDestroy(&place);
  PdfWord word = {.text = g_strdup("....."),
                  .left = from->x * points,
                  .right = (to->x + to->w) * points,
                  .top = bottom * points - ASCENT * LEADER_SIZE,
                  .bottom = bottom * points + DESCENT * LEADER_SIZE,
                  .size = LEADER_SIZE,
                  .after_space = true};
  g_ptr_array_add(words, g_memdup2(&word, sizeof word));
}

static void
take_leaders(PIX *page, double points, GPtrArray *words) {
  GPtrArray *dots = dots_of(page), *rows = rows_of(dots);
  for (guint i = 0; i < rows->len; i++) {
    const GPtrArray *row = g_ptr_array_index(rows, i);
    if (row->len >= LEAST_DOTS)
      take_leader(page, row, points, words);
  }
  g_ptr_array_unref(rows);
  g_ptr_array_unref(dots);
}

/* ---- lines ---- */

/* What is known of a line while its words are taken. */
typedef struct {
  double x1, y1, x2, y2; /* the baseline, in pixels */
  double size;           /* of its letters, in pixels */
} Line;

/* How high the letter is in font sizes; 0 where that does not tell the size. */
static double
height_of(gunichar letter) {
  if (letter < 128 && strchr("acemnorsuvwxz", (int)letter) != NULL)
    return X_HEIGHT;
  return g_unichar_isdigit(letter) || (g_unichar_isupper(letter) && letter < 128) ||
                 (letter < 128 && strchr("bdhkl", (int)letter) != NULL)
             ? HIGH
             : 0;
}

/* The median of what the letters of the line say; 0 where none does. */
static double
line_size(TessResultIterator *letters) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(letters);
  do {
    int left, top, right, bottom;
    char *text = TessResultIteratorGetUTF8Text(letters, RIL_SYMBOL);
    double height = text != NULL ? height_of(g_utf8_get_char_validated(text, -1)) : 0;
    if (height > 0 &&
        TessPageIteratorBoundingBox(place, RIL_SYMBOL, &left, &top, &right, &bottom)) {
      double size = (bottom - top) / height;
      g_array_append_val(sizes, size);
    }
    TessDeleteText(text);
  } while (!TessPageIteratorIsAtFinalElement(place, RIL_TEXTLINE, RIL_SYMBOL) &&
           TessResultIteratorNext(letters, RIL_SYMBOL));
  double size = sizes->len > 0 ? corpus_median(sizes) : 0;
  g_array_unref(sizes);
  return size;
}

static Line
line_at(const TessResultIterator *words) {
  int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  TessResultIterator *letters = TessResultIteratorCopy(words);
  TessPageIteratorBaseline(TessResultIteratorGetPageIteratorConst(words), RIL_TEXTLINE, &x1, &y1,
                           &x2, &y2);
  Line line = {x1, y1, x2, y2, line_size(letters)};
  TessResultIteratorDelete(letters);
  return line;
}

static double
baseline_at(const Line *line, double x) {
  return line->x2 > line->x1
             ? line->y1 + (line->y2 - line->y1) * (x - line->x1) / (line->x2 - line->x1)
             : line->y1;
}

/* ---- figures ---- */

/* Is it a figure, with a percent sign or without, such a sign, or the number of a question? */
static bool
is_figure(const char *text) {
  gsize digits = strspn(text, "0123456789"), more = strspn(text + digits, "."), rest = 0;
  if (g_str_equal(text, "%"))
    return true;
  if (digits == 0 || digits > 4 || more > 1)
    return false;
  rest = more == 1 ? strspn(text + digits + 1, "0123456789") : 0;
  const char *end = text + digits + more + rest;
  return *end == '\0' ? more == 0 || rest > 0 : more == 0 && g_str_equal(end, "%");
}

/* What the word in the box is when it is read by itself, with so much around it; NULL where that is
 * no figure for sure. The caller frees it. */
static char *
read_again(const Recogniser *recogniser, PIX *page, const int box[4], int margin) {
  BOX *place = boxCreate(box[0] - margin, box[1] - margin, box[2] - box[0] + 2 * margin,
                         box[3] - box[1] + 2 * margin);
  PIX *word = place != NULL ? pixClipRectangle(page, place, NULL) : NULL;
  char *text = NULL;
  if (word != NULL) {
    TessBaseAPISetImage2(recogniser->figures, word);
    TessBaseAPISetSourceResolution(recogniser->figures, RESOLUTION);
    char *read = TessBaseAPIGetUTF8Text(recogniser->figures);
    bool sure = TessBaseAPIMeanTextConf(recogniser->figures) >= VERY_SURE;
    if (read != NULL && sure && is_figure(g_strstrip(read)))
      text = g_strdup(read);
    TessDeleteText(read);
    TessBaseAPIClear(recogniser->figures);
  }
  pixDestroy(&word);
  boxDestroy(&place);
  return text;
}

/* What a word that may be a figure surely is; NULL where it stays what it was taken for. How a word
 * by itself is read depends on what is around it; the first sure reading counts. The caller frees
 * it. */
static char *
figure_of(const Recogniser *recogniser, PIX *page, const char *text, double sure,
          const int box[4]) {
  static const int margins[] = {4, 6, 9, 12}; /* pixels */
  glong length = g_utf8_strlen(text, -1);
  bool begins = strspn(text, "0123456789") > 0;
  char *again = NULL;
  if (length > MOST_FIGURES || !(begins || (sure < SURE && length <= MOST_UNSURE)))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(margins) && again == NULL; i++)
    again = read_again(recogniser, page, box, margins[i]);
  if (again != NULL && sure >= SURE && strchr(again, '%') == NULL)
    g_clear_pointer(&again, g_free);
  return again;
}

/* ---- words ---- */

/* A round thing that stands above the baseline, by itself: whatever letters it was taken for. */
static bool
is_round_mark(const Line *line, int left, int top, int right, int bottom) {
  double width = right - left, height = bottom - top, size = line->size;
  return size > 0 && height < BULLET_HEIGHT * size && width < DOT_SIDES * height &&
         height < DOT_SIDES * width && bottom < baseline_at(line, left) - BULLET_ABOVE * size;
}

/* Lines of tables and specks are read as signs, which are no words by themselves. */
static bool
is_text(const char *text) {
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    if (g_unichar_isalnum(g_utf8_get_char(at)))
      return true;
  return strspn(text, "-&%/+") == strlen(text) || g_str_equal(text, "—");
}

/* The text of a word as it is kept; NULL where it is none. The caller frees it. */
static char *
text_of(const Recogniser *recogniser, PIX *page, const char *text, double sure, const Line *line,
        const int box[4]) {
  if (is_round_mark(line, box[0], box[1], box[2], box[3]))
    return g_strdup("•");
  if (!is_text(text))
    return NULL;
  if (g_str_equal(text, "—"))
    return g_strdup("–"); /* Swedish has no longer one */
  char *figure = figure_of(recogniser, page, text, sure, box);
  return figure != NULL ? figure : g_strdup(text);
}

/* The word at the iterator; NULL where it is none. */
static PdfWord *
word_at(const Recogniser *recogniser, PIX *page, const TessResultIterator *words, const Line *line,
        double points) {
  int box[4]; /* left, top, right, bottom */
  const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(words);
  char *read = TessResultIteratorGetUTF8Text(words, RIL_WORD);
  double sure = TessResultIteratorConfidence(words, RIL_WORD);
  bool there = read != NULL && *g_strstrip(read) != '\0' &&
               TessPageIteratorBoundingBox(place, RIL_WORD, &box[0], &box[1], &box[2], &box[3]);
  char *text = there ? text_of(recogniser, page, read, sure, line, box) : NULL;
  TessDeleteText(read);
  if (text == NULL)
    return NULL;
  double size = line->size > 0 ? line->size : box[3] - box[1];
  double baseline = baseline_at(line, (box[0] + box[2]) / 2.0);
  PdfWord word = {.text = text,
                  .left = box[0] * points,
                  .right = box[2] * points,
                  .top = (baseline - ASCENT * size) * points,
                  .bottom = (baseline + DESCENT * size) * points,
                  .size = size * points,
                  .after_space = true};
  return g_memdup2(&word, sizeof word);
}

/* ---- bullets ---- */

/* The one thing in black on white within the box; NULL where there is none, or more. The caller
 * frees it. */
static Place *
only_thing(PIX *black, int left, int top, int right, int bottom) {
  BOX *place =
      right > left && bottom > top ? boxCreate(left, top, right - left, bottom - top) : NULL;
  PIX *strip = place != NULL ? pixClipRectangle(black, place, NULL) : NULL;
  BOXA *things = strip != NULL ? pixConnComp(strip, NULL, 8) : NULL;
  Place *thing = things != NULL && boxaGetCount(things) == 1 ? place_at(things, 0) : NULL;
  if (thing != NULL) {
    thing->x += left;
    thing->y += top;
  }
  boxaDestroy(&things);
  pixDestroy(&strip);
  boxDestroy(&place);
  return thing;
}

/* Bullets that Tesseract has passed over: round things alone before a word that begins a line, or
 * stands after a wide gap (previous: the word before it in the line, NULL = none). */
static PdfWord *
bullet_before(PIX *black, const PdfWord *word, const PdfWord *previous, const Line *line,
              double points) {
  double gap = previous != NULL ? (word->left - previous->right) / word->size : HUGE_VAL;
  if (gap < WIDE_GAP || line->size <= 0 || g_str_equal(word->text, "•"))
    return NULL;
  double baseline = baseline_at(line, word->left / points),
         from = word->left - HANGING * word->size;
  if (previous != NULL)
    from = MAX(from, previous->right + points);
  Place *thing =
      only_thing(black, (int)(MAX(from, 0) / points), (int)(baseline - HIGH * line->size),
                 (int)(word->left / points) - 1, (int)baseline + 1);
  PdfWord *bullet = NULL;
  if (thing != NULL && thing->h > LEAST_BULLET * line->size &&
      is_round_mark(line, thing->x, thing->y, thing->x + thing->w, thing->y + thing->h)) {
    bullet = g_memdup2(word, sizeof *word);
    bullet->text = g_strdup("•");
    bullet->left = thing->x * points;
    bullet->right = (thing->x + thing->w) * points;
  }
  g_free(thing);
  return bullet;
}

/* ---- the page ---- */

/* Adds the words of the page to those that were found. */
static void
read_words(const Recogniser *recogniser, PIX *page, TessResultIterator *words, double points,
           GPtrArray *found) {
  const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(words);
  PIX *black = TessBaseAPIGetThresholdedImage(recogniser->letters);
  const PdfWord *previous = NULL;
  Line line = {0};
  do {
    if (TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE)) {
      line = line_at(words);
      previous = NULL;
    }
    PdfWord *word = word_at(recogniser, page, words, &line, points);
    if (word == NULL)
      continue;
    PdfWord *bullet = black != NULL ? bullet_before(black, word, previous, &line, points) : NULL;
    if (bullet != NULL)
      g_ptr_array_add(found, bullet);
    g_ptr_array_add(found, word);
    previous = word;
  } while (TessResultIteratorNext(words, RIL_WORD));
  pixDestroy(&black);
}

/* Tesseract asks before each word. Time that passes would tell how busy the machine is. */
static bool
is_too_late(void *deadline, G_GNUC_UNUSED int words) {
  return clock() > *(const clock_t *)deadline;
}

GPtrArray *
recogniser_words(Recogniser *recogniser, const RecogniserPicture *picture, unsigned most_seconds) {
  clock_t deadline = clock() + (clock_t)most_seconds * CLOCKS_PER_SEC;
  PIX *page = clean(picture);
  ETEXT_DESC *watch = page != NULL ? TessMonitorCreate() : NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  bool done = false;
  if (watch != NULL) {
    take_leaders(page, picture->points, found);
    TessBaseAPISetImage2(recogniser->letters, page);
    TessBaseAPISetSourceResolution(recogniser->letters,
                                   (int)lround(POINTS_PER_INCH / picture->points));
    TessMonitorSetCancelThis(watch, &deadline);
    TessMonitorSetCancelFunc(watch, is_too_late);
    done = TessBaseAPIRecognize(recogniser->letters, watch) == 0;
    TessResultIterator *words = done ? TessBaseAPIGetIterator(recogniser->letters) : NULL;
    if (words != NULL)
      read_words(recogniser, page, words, picture->points, found);
    TessResultIteratorDelete(words);
    TessMonitorDelete(watch);
    TessBaseAPIClear(recogniser->letters);
  }
  pixDestroy(&page);
  if (!done)
    g_clear_pointer(&found, g_ptr_array_unref);
  return found;
}

#else

Recogniser *
recogniser_new(GError **error) {
#ifdef KOMPASS_READ_SCANS
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                      N_("scanned pages can't be recognised; the program kompass-read-scans, which "
                         "belongs beside the one that reads PDF files, can't be started"));
#else
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                      N_("this kompass was built without text recognition; install the packages "
                         "libtesseract-dev and tesseract-ocr-swe, and build it again"));
#endif
  return NULL;
}

void
recogniser_free(G_GNUC_UNUSED Recogniser *recogniser) {
}

GPtrArray *
recogniser_words(G_GNUC_UNUSED Recogniser *recogniser,
                 G_GNUC_UNUSED const RecogniserPicture *picture,
                 G_GNUC_UNUSED unsigned most_seconds) {
  return NULL;
}

#endif
