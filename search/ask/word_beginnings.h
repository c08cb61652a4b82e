/* search/ask/word_beginnings.h: words that begin as asked, as they are written. */
#ifndef SEARCH_ASK_WORD_BEGINNINGS_H
#define SEARCH_ASK_WORD_BEGINNINGS_H

#include <stdbool.h>

#include "indexer/vocabulary.h"

/* As search_words_beginning() (search/ask/index_words.h). The caller frees the array (g_strfreev).
 */
char **search_beginnings_find(const IndexerVocabulary *vocabulary, const char *beginning, bool odd,
                              guint most);

#endif
