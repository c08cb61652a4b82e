/* corpus/reading/lines/join_lines.h: joins wrapped lines to running text, undoing hyphenation. */
#ifndef CORPUS_READING_LINES_JOIN_LINES_H
#define CORPUS_READING_LINES_JOIN_LINES_H

#include "corpus/language/lexicon.h"
#include "corpus/source/line.h"

/* The words of one report, counted where they stand whole (not broken over a line). */
typedef struct CorpusVocabulary CorpusVocabulary;

CorpusVocabulary *corpus_vocabulary_new(const GPtrArray *lines /* CorpusLine * */);
void corpus_vocabulary_free(CorpusVocabulary *vocabulary); /* NULL is fine */

/* Joins lines[first..last] (inclusive) to one text: words broken at a line end become whole
 * ("medbor-" "gardialog"), hyphens that belong to the word stay ("kund-" "/brukarundersökningar",
 * "HME-" "enkäten", "brukar- och"), scars inside a line are healed ("organisa-tionen") where the
 * vocabulary or the lexicon says that the joined word is the word; white space is collapsed.
 * Empty paragraphs are passed over. The caller frees the text. */
char *corpus_join_lines(const GPtrArray *lines, guint first, guint last,
                        const CorpusVocabulary *vocabulary, CorpusLexicon *lexicon);

#endif
