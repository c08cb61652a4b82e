/* corpus/source/pdf.h: a PDF file becomes lines: the steps, internal to corpus/source/.
 *
 * pdf_lines.c takes them in turn: the words of each page (pdf_page.c), those of scanned pages by
 * text recognition (pdf_scans.c), page furniture and footnotes off them (pdf_margins.c), the order
 * in which the others are read (pdf_blocks.c), their rows (pdf_rows.h); where the document states
 * its structure, that goes before (pdf_tags.c). Only the program kompass-read-pdf links what has to
 * do with poppler, which parses hostile input. */
#ifndef CORPUS_SOURCE_PDF_H
#define CORPUS_SOURCE_PDF_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/source/line.h"
#include "corpus/source/pdf_rows.h"

/* poppler's own types: its header is for the files that call it. */
typedef struct _PopplerPage PopplerPage;
typedef struct _PopplerDocument PopplerDocument;

/* A page whose text was turned so that most of it runs to the right. */
typedef struct {
  GPtrArray *words;     /* PdfWord * of that text; owned */
  GPtrArray *turned;    /* of text that runs another way; owned */
  double width, height; /* as the text is read, in points */
  bool unreadable;      /* it has text, and the font does not say which letters it is */
  bool scanned;         /* what it shows is no text: it has none, or none that can be read, or text
                           that is not drawn, over a picture that fills the page */
  bool recognised;      /* the words come from text recognition, here or before */
} PdfPage;

/* The names of the fonts of which the first pages of the document hold parts alone: whoever embeds
 * only some letters of a font draws them. The caller unrefs the set of names. */
GHashTable *pdf_page_drawn_fonts(PopplerDocument *document, int pages);

/* Slanted text (a watermark) is left out; letters that a converter wrote down with their bytes
 * swapped are put right. drawn_fonts: a page with letters of these
 * (pdf_page_drawn_fonts()) is no scanned one; NULL: there are none. Never NULL. page may be NULL: a
 * page that can't be read has no text. */
PdfPage *pdf_page_new(PopplerPage *page, GHashTable *drawn_fonts);
void pdf_page_free(PdfPage *page); /* NULL is fine */

/* ---- scanned pages: recognised by several processes, each confined and with limits of its own */

/* Loads Tesseract's data and starts as many processes as there are cores, which look for scanned
 * pages in the file at once. What they find comes through this process's standard input from then
 * on. To be called before the process is confined. Fails with CORPUS_ERROR_IO where a package is
 * missing, which is named, or no process can be started. */
bool pdf_scans_begin(GBytes *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the words of the scanned ones of the pages (PdfPage *) and puts them in the place of
 * what they had; tells on standard output, a line a page, how many are done ("page 3 of 30"). A
 * page that no process could read stays as it was. Sets the process's alarm anew with each page. */
void pdf_scans_collect(const GPtrArray *pages);

/* ---- what stands at the edges of pages: page furniture, footnotes */

/* Takes running headers, footers and page numbers off the pages (PdfPage *): what recurs at the
 * same distance from a page's edge, whatever its digits, and page numbers in the margins. */
void pdf_furniture_remove(const GPtrArray *pages);

/* The font size of most letters of the pages (PdfPage *), to the tenth of a point; 0 where there
 * are none. */
double pdf_notes_body_size(const GPtrArray *pages);

/* Takes the footnotes off the words: rows at the page's foot in type smaller than body_size that
 * begin with a number. They are returned, in order, as text without the number (char *); the words
 * that refer to them lose their raised numbers. The array is the caller's. */
GPtrArray *pdf_notes_take(GPtrArray *words, double body_size);

/* ---- in which order the words of a page are read: two pages on one sheet, columns of running
 * text, text boxes. Knows nothing of PDF: it is handed words with places */

/* Words that are read together, row by row. */
typedef struct {
  GPtrArray *words; /* PdfWord *, borrowed; the array is the block's */
  bool box;         /* a text box, whose lines do not run on into others */
  bool column;      /* of running text: no table stands in it */
  double shift;     /* points to the right by which it stands where the other columns end */
} PdfBlock;

/* What stands on one side of a strip that no word crosses. */
typedef struct {
  guint rows, full, bullets, both; /* both: rows with words on the other side too */
  guint continued;                 /* rows that begin with a small letter */
  guint parted;                    /* rows with a gap that no space has: columns of a table */
  guint numbered;                  /* of these, rows with one gap and a number: of contents */
  guint stops;                     /* sentences that end within a row, before another */
  gsize chars, letters;
  double left, right, top, bottom;
} PdfSide;

/* Two columns of running text, and whether the page is a sheet with two pages. */
typedef struct {
  guint rows; /* 0 = none are known */
  PdfSide left, right;
  bool sheet;
} PdfColumns;

/* The blocks of words (PdfWord *, which must outlive them) of a page of that size, in reading
 * order; every word is in one of them. Running text in two columns is two blocks; the columns of a
 * table, whose lines do not fill them, are one, and are parted in its rows. columns: those of other
 * pages, for a page that shows none by itself; becomes the page's own, if it has some. Where other
 * pages are sheets, a few lines are enough for a page on one. A GPtrArray of PdfBlock *, the
 * caller's. */
GPtrArray *pdf_blocks_new(const GPtrArray *words, double width, double height, PdfColumns *columns);

/* ---- the structure that a tagged PDF states */

/* Reads the document's structure tree, and holds it against what its pages show: lines (CorpusLine
 * *) without page furniture.
 *
 * NULL where there is no tree, where it and the pages do not hold the same letters (a tree that was
 * not made with the text, pages without tags), or where walking it takes longer than a report can
 * need. The caller frees the result with corpus_lines_free(). */
CorpusLines *pdf_tags_read(PopplerDocument *document,
                           const CorpusLines *lines) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the whole */

/* Reads the bytes of a PDF file: text with positions, running headers, footers and page numbers
 * removed (what stands at the same height on most pages), every page without text named in the
 * warnings. recognise: scanned pages are read by the processes that pdf_scans_begin() has started.
 *
 * Fails with CORPUS_ERROR_IO (encrypted, broken) or CORPUS_ERROR_NOT_REPORT where no
 * page holds text (scanned). The caller frees the result with corpus_lines_free(). */
CorpusLines *pdf_lines_read(GBytes *file, bool recognise, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
