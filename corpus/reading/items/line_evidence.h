/* corpus/reading/items/line_evidence.h: does a line of a table begin an item, or go on with another
 * line? Internal to the room. */
#ifndef CORPUS_READING_ITEMS_LINE_EVIDENCE_H
#define CORPUS_READING_ITEMS_LINE_EVIDENCE_H

#include "corpus/reading/items/table.h"

/* Log-odds that a line begins an item rather than continuing the one before it, in five strengths.
 * SURE outweighs all else together; the others are odds of about 400, 20, 5 and 3 to 1. Which sign
 * has which strength was chosen on the four published reports, read with their bullets and empty
 * paragraphs taken away (tests/eval/columns.c: 370 of 372 items; finer weights gave the same). */
#define SURE 40.0
#define STRONG 6.0
#define CLEAR 3.0
#define SOME 1.6
#define SLIGHT 1.0

/* How far the lines of a table stand apart. */
typedef struct {
  double within; /* an item, in points; NAN = not known */
  bool tells;    /* there are wider spaces between items */
} Spacing;

/* What is the same for all lines of a table. */
typedef struct {
  const CorpusTable *table;
  CorpusLexicon *lexicon; /* may be NULL */
  bool stops_used;        /* many lines end with a full stop */
  Spacing spacing;
} Parting;

Parting corpus_table_parting(const CorpusTable *table, CorpusLexicon *lexicon);

/* Log-odds that the line at `position` begins an item rather than going on with the line before it,
 * by all that is known. */
double corpus_line_begins(const Parting *parting, guint position);

/* The same by the words alone, if the line at `before` is the one before it in its column. */
double corpus_line_begins_by_words(const Parting *parting, guint before, guint position);

/* Log-odds that an item ends with the line at `before`, if the next of its column is at `position`.
 */
double corpus_line_may_end(const Parting *parting, guint before, guint position);

/* The same, if none comes after it. */
double corpus_line_end(const Parting *parting, guint position);

/* What speaks for the line at `position` as the next one after that at `before`, if lines of other
 * columns stand between them: a word that is whole again, a noun to come, no room left. */
double corpus_line_fits(const Parting *parting, guint before, guint position);

/* Counts the brackets that stay open in a text (less those it closes), and its quotation marks. */
void corpus_line_add_signs(const char *text, int *brackets, guint *quotes);

#endif
