/* search/engines.h: several engines on one index, for as many threads, kept up with its updates. */
#ifndef SEARCH_ENGINES_H
#define SEARCH_ENGINES_H

#include "search/engine.h"

typedef struct SearchEngines SearchEngines;

/* At most so many engines on the index at path; more who ask wait. Opens nothing yet, so it can't
 * fail: there may be no index before the service has begun. */
SearchEngines *search_engines_new(const char *path, unsigned most);
/* All engines must have been given back. NULL is fine. */
void search_engines_free(SearchEngines *engines);

/* Opens all engines, so that nobody has to wait for that later. */
bool search_engines_open(SearchEngines *engines, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An engine for this thread alone, with the newest state of the index; an old one goes on where a
 * newer can't be read. From any thread. Errors as indexer_reader_open(). */
SearchEngine *search_engines_take(SearchEngines *engines, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Back again. usable: false where it failed in a way that may last; it is opened anew then. */
void search_engines_give(SearchEngines *engines, SearchEngine *engine, bool usable);

#endif
