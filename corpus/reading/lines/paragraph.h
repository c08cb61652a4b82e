/* corpus/reading/lines/paragraph.h: wrapped lines become paragraphs of running text.
 *
 * Most extractions have no mark between paragraphs. A break is deliberate where a line ends a
 * sentence although the next word would have fitted on it; where an empty paragraph stands between;
 * where a blank line does, in sources in which not every line has one; and around list items. */
#ifndef CORPUS_READING_LINES_PARAGRAPH_H
#define CORPUS_READING_LINES_PARAGRAPH_H

#include "corpus/language/lexicon.h"
#include "corpus/source/line.h"

/* ---- lines are joined, hyphenation undone (join_lines.c) */

/* The words of one report, counted where they stand whole (not broken over a line). */
typedef struct CorpusVocabulary CorpusVocabulary;

CorpusVocabulary *corpus_vocabulary_new(const GPtrArray *lines /* CorpusLine * */);
void corpus_vocabulary_free(CorpusVocabulary *vocabulary); /* NULL is fine */

/* What is known to be a word: those of the report, and those of the dictionary. Borrowed. */
typedef struct {
  const CorpusVocabulary *vocabulary;
  CorpusLexicon *lexicon;
} CorpusKnownWords;

/* Joins lines[first..last] (inclusive) to one text: words broken at a line end become whole
 * ("medbor-" "gardialog"), hyphens that belong to the word stay ("kund-" "/brukarundersökningar",
 * "HME-" "enkäten", "brukar- och"), scars inside a line are healed ("organisa-tionen") where the
 * vocabulary or the lexicon says that the joined word is the word; white space is collapsed.
 * Empty paragraphs are passed over. The caller frees the text. */
char *corpus_join_lines(const GPtrArray *lines, guint first, guint last, CorpusKnownWords words);

/* ---- how far lines reach where a source does not say (line_width.c) */

/* The width of the text's first length_bytes (-1: all) when printed, in widths of an ordinary
 * letter: where a source has no places. Good to some 2 %; in characters, lines of one column differ
 * by 4 % and more. */
double corpus_line_width(const char *text, gssize length_bytes);

/* ---- paragraphs (paragraph.c) */

/* A run of lines. Its first and last line have text; empty ones can stand between. */
typedef struct {
  guint first, last; /* indexes into the lines, inclusive */
  bool item;         /* an item of a list in the body: its text begins with a bullet */
} CorpusParagraph;

/* What is known of a report's lines as a whole: how wide its columns are, what blank lines mean. */
typedef struct CorpusParagraphCutter CorpusParagraphCutter;

/* lines (CorpusLine *) must outlive the cutter. Never NULL. */
CorpusParagraphCutter *corpus_paragraph_cutter_new(const GPtrArray *lines);
void corpus_paragraph_cutter_free(CorpusParagraphCutter *cutter); /* NULL is fine */

/* The paragraphs of lines[first..last], which are running text below one heading: in order, every
 * line with text in exactly one of them. A page break or a running header within a sentence does
 * not end a paragraph. A GArray of CorpusParagraph, the caller's. */
GArray *corpus_paragraphs(const CorpusParagraphCutter *cutter, guint first, guint last);

/* The paragraph's text: its lines joined, without the bullet of
 * an item. The caller frees it. */
char *corpus_paragraph_text(const CorpusParagraphCutter *cutter, CorpusParagraph paragraph,
                            CorpusKnownWords words);

#endif
