/* corpus/reading/lines/report_words.h: what corpus/reading/lines/join_lines.h does not say of a
 * vocabulary. Internal to corpus/. */
#ifndef CORPUS_READING_LINES_REPORT_WORDS_H
#define CORPUS_READING_LINES_REPORT_WORDS_H

#include "corpus/reading/lines/join_lines.h"

/* Do lines that end with a whole word end with white space in this source? Then a hyphen without
 * white space after it breaks a word. */
bool corpus_vocabulary_marks_whole_words(const CorpusVocabulary *vocabulary);

#endif
