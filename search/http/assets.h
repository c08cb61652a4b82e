/* search/http/assets.h: the files that the service hands out as they are; they are built into the
 * program. */
#ifndef SEARCH_HTTP_ASSETS_H
#define SEARCH_HTTP_ASSETS_H

#include <glib.h>
#include <stdbool.h>

#include "search/http/engine_pool.h"
#include "search/http/reply.h"

/* What the interface is: for programs, as a list of its paths, and as a page. */
#define SEARCH_ASSET_OPENAPI "openapi.json"
#define SEARCH_ASSET_ENDPOINTS "endpoints.json"
#define SEARCH_ASSET_INTERFACE "interface.html"

typedef struct {
  GBytes *bytes;
  const char *type; /* "text/html; charset=utf-8" */
  const char *tag;  /* ETag */
  bool lasting;     /* what the name stands for never changes */
  /* The one script that stands in it, as a content security policy names it ("'sha256-…'"); NULL =
   * none. */
  const char *script;
} SearchAsset;

#define SEARCH_ASSET_PAGE "index.html"

/* name: below search/web/ ("index.html"), or one of these. false if there is none such.
 * Fills asset with what lives as long as the program.
 *
 * All files together make an edition, which has a name of its own; index.html names the others as
 * "EDITION/style.css". What bears the edition's name may be kept for ever, so that a page that is
 * visited again needs a single request. In search/web/index.html "@edition@" stands for the name.
 * The page itself is found with no answers in it.
 */
bool search_asset_find(const char *name, SearchAsset *asset);

/* The page with what it would ask first already in it, so that it need not ask: a JSON object of
 * answers by their addresses ("scores?limit=0"). NULL-terminated, as many of both; no addresses:
 * the page asks by itself. The caller unrefs it. */
GBytes *search_asset_page(const char *const *addresses, GBytes *const *answers);

/* Answers what stands below /api/v1/ under that name. */
typedef SearchReply (*SearchAnswerer)(const char *name, const SearchHttpRequest *asked,
                                      void *context);

/* That page with what `answer` gives. NULL where one of them can't be given now: then the
 * page asks by itself, and says what is wrong. The caller unrefs it. */
GBytes *search_page_new(SearchAnswerer answer, void *context);

/* Is the name one of the three? */
bool search_asset_of_interface(const char *name);

/* The names of all that lie in search/web/, in folders too. NULL-terminated, the caller's
 * (g_strfreev). */
char **search_asset_names(void);

/* ---- files that reports were read from ---- */

/* What is known of them: which were read through, and held what. May be asked from any thread. */
typedef struct SearchSourceFiles SearchSourceFiles;
SearchSourceFiles *search_source_files_new(void);
void search_source_files_free(SearchSourceFiles *files); /* NULL is fine */

/* The file that the report with the id that is asked for was read from: the one that the index
 * names, if it is a plain file of a kind that reports are read from, not too large (256 MB), and
 * holds what was read. A refusal where it is not. Fails with a SEARCH_ERROR for the query, or where
 * the index can't be read. */
bool search_source_answer(SearchSourceFiles *files, SearchEngines *engines,
                          const SearchHttpRequest *asked, SearchReply *reply,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
