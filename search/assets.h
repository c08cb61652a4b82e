/* search/assets.h: the files that the service hands out as they are; they are built into the
 * program. */
#ifndef SEARCH_ASSETS_H
#define SEARCH_ASSETS_H

#include <glib.h>
#include <stdbool.h>

#define SEARCH_ASSET_OPENAPI "openapi.json"

typedef struct {
  GBytes *bytes;
  const char *type; /* "text/html; charset=utf-8"; static */
} SearchAsset;

/* name: below search/web/ ("index.html"), or SEARCH_ASSET_OPENAPI. false if there is none such.
 * Fills asset, whose bytes the caller unrefs. */
bool search_asset_find(const char *name, SearchAsset *asset);

/* The names of all that lie in search/web/, in folders too. NULL-terminated, the caller's
 * (g_strfreev). */
char **search_asset_names(void);

#endif
