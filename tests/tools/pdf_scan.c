/* tests/tools/pdf_scan.c: draws pages as a scanner would see them. */
#include "tests/tools/pdf_scan.h"

#include <cairo-pdf.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#define SCALE (300 / 72.0)
#define SEED 20260101
#define PAPER 20 /* how much darker than white */
#define SPECKS 4000

/* The page as drawn, lying askew on white. */
static cairo_surface_t *
draw(PopplerPage *page, double degrees) {
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, (int)ceil(width * SCALE), (int)ceil(height * SCALE));
  cairo_t *context = cairo_create(surface);
  cairo_set_source_rgb(context, 1, 1, 1);
  cairo_paint(context);
  cairo_scale(context, SCALE, SCALE);
  cairo_translate(context, width / 2, height / 2);
  cairo_rotate(context, degrees * G_PI / 180);
  cairo_translate(context, -width / 2, -height / 2);
  poppler_page_render(page, context);
  cairo_destroy(context);
  cairo_surface_flush(surface);
  return surface;
}

/* Grey, each pixel off by a little, and here and there a speck. */
static void
add_noise(cairo_surface_t *surface, int noise, GRand *random) {
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  int stride = cairo_image_surface_get_stride(surface);
  guint8 *pixels = cairo_image_surface_get_data(surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      guint8 *pixel = pixels + (gsize)y * (gsize)stride + 4 * (gsize)x;
      bool speck = g_rand_int_range(random, 0, SPECKS) == 0;
      int grey = pixel[1] * (255 - 2 * PAPER) / 255 + PAPER;
      grey = speck ? 0 : CLAMP(grey + g_rand_int_range(random, -noise, noise + 1), 0, 255);
      memset(pixel, grey, 3);
    }
  cairo_surface_mark_dirty(surface);
}

static bool
has_text(PopplerPage *page, const char *text) {
  char *all = poppler_page_get_text(page);
  bool has = all != NULL && strstr(all, text) != NULL;
  g_free(all);
  return has;
}

static void
copy_page(PopplerPage *page, cairo_surface_t *out, cairo_t *context, const PdfScan *scan,
          GRand *random) {
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  cairo_pdf_surface_set_size(out, width, height);
  if (scan == NULL) {
    poppler_page_render_for_printing(page, context);
  } else {
    cairo_surface_t *picture = draw(page, scan->degrees);
    add_noise(picture, scan->noise, random);
    cairo_save(context);
    cairo_scale(context, 1 / SCALE, 1 / SCALE);
    cairo_set_source_surface(context, picture, 0, 0);
    cairo_paint(context);
    cairo_restore(context);
    cairo_surface_destroy(picture);
  }
  cairo_show_page(context);
}

unsigned
pdf_scan_make(const char *from, const PdfScan *scan, const char *to) {
  char *uri = g_filename_to_uri(from, NULL, NULL);
  PopplerDocument *document = uri != NULL ? poppler_document_new_from_file(uri, NULL, NULL) : NULL;
  cairo_surface_t *out = cairo_pdf_surface_create(to, 1, 1);
  cairo_t *context = cairo_create(out);
  GRand *random = g_rand_new_with_seed(SEED);
  unsigned scanned = 0;
  int count = document != NULL ? poppler_document_get_n_pages(document) : 0;
  for (int i = 0; i < count; i++) {
    PopplerPage *page = poppler_document_get_page(document, i);
    bool scans = scanned < scan->most && has_text(page, scan->having);
    copy_page(page, out, context, scans ? scan : NULL, random);
    scanned += scans;
    g_object_unref(page);
  }
  cairo_destroy(context);
  cairo_surface_finish(out);
  bool written = cairo_surface_status(out) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(out);
  g_rand_free(random);
  g_clear_object(&document);
  g_free(uri);
  return written ? scanned : 0;
}
