/* corpus/reading/items/item_table.h: the tables of strengths and improvements.
 *
 * In text the columns stand one after the other without a mark between them, page by page; where
 * they part must be told by meaning. In a source that knows positions the left edges decide. */
#ifndef CORPUS_READING_ITEMS_ITEM_TABLE_H
#define CORPUS_READING_ITEMS_ITEM_TABLE_H

#include "corpus/instrument/instrument.h"
#include "corpus/language/lexicon.h"
#include "corpus/reading/lines/paragraph.h"
#include "corpus/report/report.h"
#include "corpus/source/line.h"

typedef struct {
  CorpusTag tag; /* strength, improvement or weakness; neutral where its column can't be told */
  unsigned page;
  guint first, last; /* lines, inclusive; where edges are known, or the item goes on overleaf, lines
                        of other columns may stand between them */
  char *text;        /* clean: no bullet, lines joined */
  char *label;       /* what its row is said to be about, in a column of its own; NULL = nothing */
} CorpusItem;

/* What else is known of the area, as evidence for where the columns part. Each may be NULL. */
typedef struct {
  const char *const *strong; /* sentences of the chapter that point to strengths; NULL-terminated */
  const char *const *weak;   /* sentences that point to improvements or weaknesses */
  const char *const *parts;  /* the chapter's sub-questions in their order: heading and text of each
                                as one string. Items follow that order in each column. */
  double *rows;              /* log-odds that the report's tables are written row by row, by those
                                that were read before; receives what this one adds */
} CorpusColumnsEvidence;

/* Items of lines[first..last], in the order in which they stand. The first line(s) are the header
 * ("Styrkor Förbättringsmöjligheter [Svagheter]"). evidence may be NULL. end, if not NULL, receives
 * the index of the last line that belongs to the table (running text can follow without a mark).
 * A GPtrArray of CorpusItem *, the caller's. */
GPtrArray *corpus_columns_read(const GPtrArray *lines, guint first, guint last,
                               CorpusKnownWords words, const CorpusColumnsEvidence *evidence,
                               guint *end);
void corpus_item_free(CorpusItem *item);

/* The items of a paragraph that lists them behind the word for their column ("Styrkor: tydlig
 * vision; god dialog. Utvecklingsområden: stöd, tid och uppföljning."), whose pages and lines are
 * left 0. A GPtrArray of CorpusItem *, the caller's; NULL where the paragraph is none. */
GPtrArray *corpus_run_in_items(const char *text);

/* ---- which question an item of a strengths/improvements table belongs to ---- */

/* Sets the question of every item that has none, where one question of its area is more likely
 * than all others together; leaves it empty elsewhere. What speaks for a question: words that the
 * item shares with its text and headings and with the chapter's text under it (rare ones more,
 * parts of compounds less), one sentence there that has many of them, more so if it points the
 * column's way; and that the items of a column follow the order of the questions. */
void corpus_item_questions_find(CorpusReport *report, const CorpusInstrument *instrument,
                                CorpusLexicon *lexicon);

#endif
