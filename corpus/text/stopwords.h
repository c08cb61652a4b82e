/* corpus/text/stopwords.h: words that say nothing of what is asked for (corpus/data/stopwords.txt).
 */
#ifndef CORPUS_TEXT_STOPWORDS_H
#define CORPUS_TEXT_STOPWORDS_H

#include <stdbool.h>

/* Function words ("och", "vilka"). word: lower case. Thread-safe, as is the next. */
bool corpus_is_stopword(const char *word);

/* Words that every report is full of ("kommun", "arbeta"): they say little. */
bool corpus_is_light_word(const char *word);

#endif
