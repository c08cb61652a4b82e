/* search/http/assets.h: the files that the service hands out as they are; they are built into the
 * program. */
#ifndef SEARCH_HTTP_ASSETS_H
#define SEARCH_HTTP_ASSETS_H

#include <glib.h>
#include <stdbool.h>

#define SEARCH_ASSET_OPENAPI "openapi.json"

typedef struct {
  GBytes *bytes;
  const char *type; /* "text/html; charset=utf-8" */
  const char *tag;  /* ETag */
  bool lasting;     /* what the name stands for never changes */
} SearchAsset;

/* name: below search/web/ ("index.html"), or SEARCH_ASSET_OPENAPI. false if there is none such.
 * Fills asset with what lives as long as the program.
 *
 * All files together make an edition, which has a name of its own; index.html names the others as
 * "EDITION/style.css". What bears the edition's name may be kept for ever, so that a page that is
 * visited again needs a single request. In search/web/index.html "@edition@" stands for the name.
 */
bool search_asset_find(const char *name, SearchAsset *asset);

/* The names of all that lie in search/web/, in folders too. NULL-terminated, the caller's
 * (g_strfreev). */
char **search_asset_names(void);

#endif
