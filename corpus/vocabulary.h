/* corpus/vocabulary.h: what corpus/hyphen.h does not say of a vocabulary. Internal to corpus/. */
#ifndef CORPUS_VOCABULARY_H
#define CORPUS_VOCABULARY_H

#include "corpus/hyphen.h"

/* Do lines that end with a whole word end with white space in this source? Then a hyphen without
 * white space after it breaks a word. */
bool corpus_vocabulary_marks_whole_words(const CorpusVocabulary *vocabulary);

#endif
