/* corpus/reading/scores/score_path.h: the lines of a score table in atoms, and what each atom is
 * by the reading that explains them best.
 *
 * Internal to corpus/reading/scores/. */
#ifndef CORPUS_READING_SCORES_SCORE_PATH_H
#define CORPUS_READING_SCORES_SCORE_PATH_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/scores/score_figures.h"
#include "corpus/source/line.h"

/* ---- the lines of a score table, cut into what they are made of ---- */

/* The head of a table: on one line, after a title, or a cell a line. */
typedef struct {
  guint end;      /* the first line after it, 0 = no head */
  guint columns;  /* of figures: 3 with a percentage, else 2 */
  bool max_first; /* the maximum stands before the points */
  bool no_max;    /* points and percentage alone */
} CorpusScoreHead;

/* A number that begins a row, a figure, or a chunk of words of one line. */
typedef struct {
  guint line;       /* index into the lines */
  gsize start, end; /* bytes in its text */
  unsigned row;     /* the row's number that it is, 0 = none */
  bool is_figure;   /* a row's number can be one as well ("7.5") */
  bool is_head;     /* of a head or title that is repeated between rows */
  CorpusScoreFigure figure;
} CorpusScoreAtom;

typedef struct {
  GArray *atoms;     /* CorpusScoreAtom */
  bool numbered;     /* rows begin with their number */
  unsigned most_row; /* the greatest of these numbers */
} CorpusScoreAtoms;

bool corpus_score_head_at(const GPtrArray *lines, guint at, CorpusScoreHead *head);

/* "1.3 Hur informeras …": the numbers, and where the text begins (bytes). */
bool corpus_score_row_start(const char *text, unsigned *area, unsigned *number, gsize *rest);

/* Whether the text is a title that begins with its area's number ("1. Offentlighet …"). */
bool corpus_score_title(const char *text, unsigned *area);

/* The area that a title names, by its number or by its name in some revision; 0 = none. */
unsigned corpus_score_area_of(const char *title);

/* The line where the title begins of a table whose head stands at `header`; header itself if it has
 * none. floor: what is before belongs to something else. area: 0 = not named. */
guint corpus_score_title_start(const GPtrArray *lines, guint header, guint floor,
                               const CorpusInstrument *const *instruments, unsigned *area);

/* Cuts the lines from `first` on into atoms, up to where another table surely begins. area: 0 = not
 * known. The caller unrefs the atoms. */
CorpusScoreAtoms corpus_score_atoms(const GPtrArray *lines, guint first, unsigned area,
                                    const CorpusInstrument *const *instruments);

/* ---- what each atom is ---- */

/* What every path through a table asks of its atoms. */
typedef struct CorpusScoreMemory CorpusScoreMemory;

/* A table as far as it is known before its rows are. */
typedef struct {
  const GPtrArray *lines;
  CorpusScoreHead head;
  CorpusScoreAtoms atoms;
  CorpusScoreMemory *memory; /* of these lines, head and atoms */
} CorpusScoreLayout;

/* lines, head and atoms must be there, and outlive it. */
CorpusScoreMemory *corpus_score_memory_new(const CorpusScoreLayout *layout);
void corpus_score_memory_free(CorpusScoreMemory *memory); /* NULL is fine */

typedef enum {
  CORPUS_SCORE_NUMBER,  /* begins the row */
  CORPUS_SCORE_TEXT,    /* of the row */
  CORPUS_SCORE_FIGURES, /* of the row */
  CORPUS_SCORE_OTHER,   /* no part of the table */
  CORPUS_SCORE_SUM,     /* the figures of the sum row; the last step */
} CorpusScoreStepKind;

/* What atoms [at, at + taken) are. */
typedef struct {
  CorpusScoreStepKind kind;
  guint at, taken;
  unsigned row; /* the number of the row */
} CorpusScoreStep;

/* The cheapest path with the questions of the area (NULL: not known): a GArray of CorpusScoreStep
 * in order, the caller's; what follows the last step is no part of the table. cost, if not NULL:
 * the less, the better the area explains the table. */
GArray *corpus_score_path(const CorpusScoreLayout *layout, const CorpusArea *area, double *cost);

/* The readings of figures atoms[at, at + count) where the maximum is `max` (0 = not known). A
 * GArray of CorpusScoreReading, borrowed from the memory. */
const GArray *corpus_score_path_readings(const CorpusScoreLayout *layout, guint at, guint count,
                                         unsigned max);

/* The maximum of a question; 0 where it is not known. */
unsigned corpus_score_known_max(const CorpusArea *area, unsigned number);

#endif
