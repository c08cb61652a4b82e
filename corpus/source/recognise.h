/* corpus/source/recognise.h: the picture of a page becomes words with places (text recognition).
 *
 * Knows nothing of PDF. Tesseract, which does it, is optional when kompass is built, and linked by
 * kompass-read-scans alone. */
#ifndef CORPUS_SOURCE_RECOGNISE_H
#define CORPUS_SOURCE_RECOGNISE_H

#include <glib.h>

#include "corpus/source/pdf_rows.h"

typedef struct Recogniser Recogniser;

/* The picture of a page: 32 bits a pixel, native byte order, the lower 24 of them red, green and
 * blue (CAIRO_FORMAT_RGB24); borrowed. */
typedef struct {
  const guint8 *pixels;
  int width, height, stride_bytes; /* in pixels, but for the stride */
  double points;                   /* a pixel's width */
} RecogniserPicture;

/* Loads what is known of Swedish script: afterwards no file is read any more. Fails with
 * CORPUS_ERROR_IO, and names the package that is missing (Tesseract's Swedish data, or Tesseract
 * itself when kompass was built), or the program that has it. */
Recogniser *recogniser_new(GError **error) G_GNUC_WARN_UNUSED_RESULT;
void recogniser_free(Recogniser *recogniser); /* NULL is fine */

/* The words (PdfWord *) of the picture, whose skew is taken out first: text, places, the size of
 * their line's letters. What stands for a bullet is one; words that are hardly any are left out.
 * NULL where it took more than so many seconds of work. The caller unrefs it. */
GPtrArray *recogniser_words(Recogniser *recogniser, const RecogniserPicture *picture,
                            unsigned most_seconds) G_GNUC_WARN_UNUSED_RESULT;

#endif
