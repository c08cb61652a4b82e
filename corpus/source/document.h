/* corpus/source/document.h: lines from a document that says its own structure: paragraphs,
 * headings, lists, tables, text boxes, notes. Whoever walks the document (.docx, .odt, a tagged
 * PDF) tells what it meets in reading order; each paragraph becomes one line, or several where it
 * has line breaks.
 *
 * Part of the reader of hostile files: nesting that does not match is no error. */
#ifndef CORPUS_SOURCE_DOCUMENT_H
#define CORPUS_SOURCE_DOCUMENT_H

#include "corpus/source/line.h"

typedef struct Document Document;

/* An empty document; document_finish() frees it. */
Document *document_new(void);

/* Frees the document, also where it fails. Fails with CORPUS_ERROR_EMPTY where it holds no text,
 * _TOO_LARGE where it holds more than any report. The caller frees the lines with
 * corpus_lines_free(). */
CorpusLines *document_finish(Document *document, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds to the paragraph's text. White space is collapsed. bold: false where unknown; size: of the
 * font in points, NAN where unknown. */
void document_add_text(Document *document, const char *text, bool bold, double size);
/* The bullet or number that is drawn before the paragraph's text. */
void document_add_mark(Document *document, const char *text, bool bold, double size);
/* Here the author broke the line; or the column's width did, so that a word may go on. */
void document_break_line(Document *document);
void document_wrap_line(Document *document);
/* Here the author began a page; or one was seen to begin when the document was last laid out, which
 * may be the same one. */
void document_break_page(Document *document);
void document_turn_page(Document *document);
/* The number of the page that the next text stands on, where the source knows it. */
void document_set_page(Document *document, unsigned page);

/* Ends the paragraph; one without text leaves only its mark, that a blank line stood there. */
void document_end_paragraph(Document *document, CorpusLineKind kind, unsigned level);

/* Tables can stand in cells of others. A cell can take several columns. */
void document_begin_table(Document *document);
void document_begin_row(Document *document);
void document_begin_cell(Document *document);
void document_end_cell(Document *document, unsigned columns);
void document_end_row(Document *document);
void document_end_table(Document *document);

/* Do lists stand in one cell of their rows, wherever they do, and nothing in the others? Some
 * programs write the lists of all cells of a row into the first one's element. */
bool document_heaps_lists(const Document *document);

/* A text box or a note can begin within a paragraph: its paragraphs come after that one, or are
 * kept apart. */
void document_begin_box(Document *document);
void document_end_box(Document *document);
void document_begin_note(Document *document);
void document_end_note(Document *document);

/* How many figures the text is ("13 20 65%": three, "-": one that is not there); 0 if it is
 * something else. */
guint document_count_figures(const char *text);

#endif
