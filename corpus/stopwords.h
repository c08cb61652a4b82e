/* corpus/stopwords.h: words that say nothing of what is asked for (corpus/data/stopwords.txt). */
#ifndef CORPUS_STOPWORDS_H
#define CORPUS_STOPWORDS_H

#include <stdbool.h>

/* word: lower case. Thread-safe. */
bool corpus_is_stopword(const char *word);

#endif
