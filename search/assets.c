/* search/assets.c: finds files in the resources that glib-compile-resources built in. */
#include "search/assets.h"

#include <gio/gio.h>
#include <string.h>

#include "assets_resource.h"

#define WEB_ROOT "/kompass/web/"
#define OPENAPI_PATH "/kompass/openapi.json"

/* The files, registered on first use. */
static GResource *
resource(void) {
  static gsize registered = 0;
  if (g_once_init_enter(&registered)) {
    kompass_assets_register_resource();
    g_once_init_leave(&registered, 1);
  }
  return kompass_assets_get_resource();
}

static const char *
type_of(const char *name) {
  static const struct {
    const char *ending, *type;
  } types[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/vnd.microsoft.icon"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_str_has_suffix(name, types[i].ending))
      return types[i].type;
  return "application/octet-stream";
}

bool
search_asset_find(const char *name, SearchAsset *asset) {
  char *path = strcmp(name, SEARCH_ASSET_OPENAPI) == 0 ? g_strdup(OPENAPI_PATH)
                                                       : g_strconcat(WEB_ROOT, name, NULL);
  asset->bytes = g_resource_lookup_data(resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  asset->type = type_of(name);
  g_free(path);
  return asset->bytes != NULL;
}

static void
gather(const char *folder, GPtrArray *names) {
  char **children =
      g_resource_enumerate_children(resource(), folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (char **child = children; child != NULL && *child != NULL; child++) {
    char *path = g_strconcat(folder, *child, NULL);
    if (g_str_has_suffix(path, "/"))
      gather(path, names);
    else
      g_ptr_array_add(names, g_strdup(path + strlen(WEB_ROOT)));
    g_free(path);
  }
  g_strfreev(children);
}

char **
search_asset_names(void) {
  GPtrArray *names = g_ptr_array_new();
  gather(WEB_ROOT, names);
  g_ptr_array_add(names, NULL);
  return (char **)g_ptr_array_free(names, FALSE);
}
