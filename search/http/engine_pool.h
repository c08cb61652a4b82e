/* search/http/engine_pool.h: several engines on one index, for as many threads, kept up with its
 * updates. */
#ifndef SEARCH_HTTP_ENGINE_POOL_H
#define SEARCH_HTTP_ENGINE_POOL_H

#include "search/ask/engine.h"
#include "search/command/request.h"
#include "search/http/reply.h"

/* 32 bytes of memory for each byte of words that no report has: 16 MB an engine. */
#define SEARCH_ENGINES_ASKED ((gsize)512 * 1024)

typedef struct SearchEngines SearchEngines;

/* At most so many engines on the index at path; more who ask wait. Opens nothing yet, so it can't
 * fail: there may be no index before the service has begun. */
SearchEngines *search_engines_new(const char *path, unsigned most);
/* Where a newer state of the index can't be read, that is noted, once of each: from any thread. */
void search_engines_note(SearchEngines *engines, void (*note)(const char *line, void *context),
                         void *context);
/* All engines must have been given back. NULL is fine. */
void search_engines_free(SearchEngines *engines);

/* Opens all engines, so that nobody has to wait for that later. */
bool search_engines_open(SearchEngines *engines, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An engine for this thread alone, with the newest state of the index; an old one goes on where a
 * newer can't be read. Shards that do not answer are left out (indexer_reader_missing()). From any
 * thread. Errors as indexer_reader_open(). */
SearchEngine *search_engines_take(SearchEngines *engines, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Back again. usable: false where it failed in a way that may last; it is opened anew then.
 * asked_bytes: how much text it was asked with. An engine remembers each word that it meets; those
 * of the reports come to an end, those that people ask for do not, so after SEARCH_ENGINES_ASKED
 * bytes it is opened anew too. */
void search_engines_give(SearchEngines *engines, SearchEngine *engine, bool usable,
                         gsize asked_bytes);

/* How often an engine was opened. */
unsigned search_engines_opened(SearchEngines *engines);

/* The export that is asked for, of one generation of the index, a report at a time; an engine is
 * borrowed for each part. Broken off where the index changes meanwhile. Takes request and
 * generation; engines must outlive it, as must what note needs. */
SearchStream *search_export_stream(SearchEngines *engines, SearchRequest *request, char *generation,
                                   void (*note)(const char *line, void *context), void *context);

#endif
