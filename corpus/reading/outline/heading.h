/* corpus/reading/outline/heading.h: does a line stand where headings stand, and what does it head?
 *
 * Internal to corpus/: the part of the outline that judges single lines. */
#ifndef CORPUS_READING_OUTLINE_HEADING_H
#define CORPUS_READING_OUTLINE_HEADING_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/source/line.h"

typedef enum {
  CORPUS_TITLE_NONE,
  CORPUS_TITLE_AREA,      /* opens the chapter of an area */
  CORPUS_TITLE_QUESTION,  /* a heading in an area's chapter, known to lead to a question or not */
  CORPUS_TITLE_LAYOUT,    /* a heading of corpus/data/layout.ini; see `layout` */
  CORPUS_TITLE_CHAPTER,   /* a numbered part of the report as a whole */
  CORPUS_TITLE_SUBHEADING /* any other heading outside the areas' chapters */
} CorpusTitleKind;

typedef struct {
  CorpusTitleKind kind;
  guint last;                     /* its last line: headings wrap */
  unsigned area;                  /* of an area's chapter */
  const CorpusQuestion *question; /* NULL = none */
  CorpusHeadingKind layout;
  unsigned
      chapter;     /* its own number, of a chapter or a question, if that is a single one; else 0 */
  unsigned number; /* of the question in its area, by the heading's own number; 0 = none */
  CorpusPoints points; /* printed behind it; -1 where there are none */
  guint rubric;        /* its place, from 1, among the chapter's rubrics; 0 = it is none of them */
  char *text;          /* as printed, without its number; the caller's */
} CorpusTitle;

/* What surrounds a line. */
typedef struct {
  const GPtrArray *lines;
  const CorpusInstrument *instrument;
  guint end;         /* the first line that is out of bounds */
  glong width_chars; /* of a full line of running text */
  unsigned area;     /* whose chapter it stands in, 0 = none */
  unsigned chapter;  /* the number of the last numbered chapter */
  unsigned heading;  /* the number of the last heading of a question, if it is a single one */
  bool after_prose;  /* running text stands right before it */
  bool inside_table; /* it may be a cell of a table of strengths and improvements */
  double usual_size; /* of the letters of running text; NAN = not known */
  bool usual_bold;
  const GPtrArray *rubrics; /* char *: those that open the chapter, without bullets; may be NULL */
} CorpusHeadingContext;

/* The text of a line; borrowed. */
const char *corpus_heading_text_at(const CorpusHeadingContext *context, guint at);

/* The first line from `at` on that is not an empty paragraph; context->end if none is. */
guint corpus_heading_next_text(const CorpusHeadingContext *context, guint at);

/* Fills in what is usual in the lines: how wide a full line is, and how its letters look. */
void corpus_heading_learn_usual(CorpusHeadingContext *context);

/* Judges lines[at]; kind CORPUS_TITLE_NONE where it is none (text is NULL then). */
CorpusTitle corpus_heading_at(const CorpusHeadingContext *context, guint at);

#endif
