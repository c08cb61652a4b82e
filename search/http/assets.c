/* search/http/assets.c: finds files in the resources that glib-compile-resources built in. */
#include "search/http/assets.h"

#include <gio/gio.h>
#include <string.h>

#include "assets_resource.h"
#include "search/http/reply.h"

#define WEB_ROOT "/kompass/web/"
#define ROOT "/kompass/"
#define EDITION_MARK "@edition@"
#define GIVEN_MARK "@given@"
#define EDITION_CHARS 16

/* What is no file of the page. */
static const char *const INTERFACE[] = {SEARCH_ASSET_OPENAPI, SEARCH_ASSET_ENDPOINTS,
                                        SEARCH_ASSET_INTERFACE, NULL};

static const char *
type_of(const char *name) {
  static const struct {
    const char *ending, *type;
  } types[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
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

static void
gather(const char *folder, GPtrArray *names) {
  char **children = g_resource_enumerate_children(kompass_assets_get_resource(), folder,
                                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
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

/* ---- editions ---- */

static GBytes *
look_up(const char *folder, const char *name) {
  char *path = g_strconcat(folder, name, NULL);
  GBytes *bytes = g_resource_lookup_data(kompass_assets_get_resource(), path,
                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_free(path);
  return bytes;
}

static char *
edition_new(char *const *names) {
  GChecksum *digest = g_checksum_new(G_CHECKSUM_SHA256);
  for (; *names != NULL; names++) {
    GBytes *bytes = look_up(WEB_ROOT, *names);
    gsize length = 0;
    const guchar *data = g_bytes_get_data(bytes, &length);
    g_checksum_update(digest, (const guchar *)*names, (gssize)strlen(*names) + 1);
    g_checksum_update(digest, data, (gssize)length);
    g_bytes_unref(bytes);
  }
  char *edition = g_strndup(g_checksum_get_string(digest), EDITION_CHARS);
  g_checksum_free(digest);
  return edition;
}

/* Takes the bytes. */
static GBytes *
with_edition(GBytes *bytes, const char *edition) {
  GString *text = g_string_new_len(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
  g_string_replace(text, EDITION_MARK, edition, 0);
  g_bytes_unref(bytes);
  return g_string_free_to_bytes(text);
}

/* ---- the page ---- */

/* No tag ends in text between those of a script. */
static void
append_escaped(GString *text, GBytes *json) {
  gsize length = 0;
  const char *at = g_bytes_get_data(json, &length);
  for (const char *end = at + length; at < end; at++)
    if (*at == '<')
      g_string_append(text, "\\u003c");
    else
      g_string_append_c(text, *at);
}

/* frame: with the mark in it. */
static GBytes *
page_with(GBytes *frame, const char *const *addresses, GBytes *const *answers) {
  gsize length = 0;
  const char *text = g_bytes_get_data(frame, &length);
  const char *mark = g_strstr_len(text, (gssize)length, GIVEN_MARK);
  GString *page = g_string_new_len(text, mark - text);
  g_string_append_c(page, '{');
  for (gsize i = 0; addresses[i] != NULL; i++) {
    g_string_append_printf(page, "%s\"%s\":", i > 0 ? "," : "", addresses[i]);
    append_escaped(page, answers[i]);
  }
  g_string_append_c(page, '}');
  g_string_append_len(page, mark + strlen(GIVEN_MARK),
                      (gssize)length - (mark - text) - (gssize)strlen(GIVEN_MARK));
  return g_string_free_to_bytes(page);
}

static char *
script_of(GBytes *frame) {
  static const char start[] = "<script>", end[] = "</script>";
  gsize length = 0, digest_bytes = 32;
  guint8 digest[32];
  const char *text = g_bytes_get_data(frame, &length);
  const char *from = g_strstr_len(text, (gssize)length, start) + strlen(start);
  const char *to = g_strstr_len(from, (gssize)length - (from - text), end);
  GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(checksum, (const guchar *)from, to - from);
  g_checksum_get_digest(checksum, digest, &digest_bytes);
  g_checksum_free(checksum);
  char *encoded = g_base64_encode(digest, digest_bytes);
  char *source = g_strdup_printf("'sha256-%s'", encoded);
  g_free(encoded);
  return source;
}

/* ---- all files, made ready once ---- */

typedef struct {
  char *edition;
  GHashTable *files; /* name -> SearchAsset * */
  GBytes *frame;     /* the page, with the mark in it */
} Assets;

/* Takes the bytes and the script. */
static void
add(Assets *assets, const char *name, GBytes *bytes, char *script) {
  char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  SearchAsset asset = {.bytes = bytes,
                       .type = type_of(name),
                       .tag = search_tag_new((const char *const[]){digest, NULL}),
                       .script = script};
  g_free(digest);
  g_hash_table_insert(assets->files, g_strdup(name), g_memdup2(&asset, sizeof asset));
}

static void
add_page(Assets *assets) {
  static const char *const no_addresses[] = {NULL};
  static GBytes *const no_answers[] = {NULL};
  assets->frame = with_edition(look_up(WEB_ROOT, SEARCH_ASSET_PAGE), assets->edition);
  add(assets, SEARCH_ASSET_PAGE, page_with(assets->frame, no_addresses, no_answers),
      script_of(assets->frame));
}

static Assets *
assets_new(void) {
  char **names = search_asset_names();
  Assets *assets = g_new0(Assets, 1);
  assets->edition = edition_new(names);
  assets->files = g_hash_table_new(g_str_hash, g_str_equal);
  for (char **name = names; *name != NULL; name++)
    if (!g_str_equal(*name, SEARCH_ASSET_PAGE))
      add(assets, *name, look_up(WEB_ROOT, *name), NULL);
  add_page(assets);
  for (const char *const *name = INTERFACE; *name != NULL; name++)
    add(assets, *name, look_up(ROOT, *name), NULL);
  g_strfreev(names);
  return assets;
}

static const Assets *
all_assets(void) {
  static Assets *assets;
  static gsize made = 0;
  if (g_once_init_enter(&made)) {
    assets = assets_new();
    g_once_init_leave(&made, 1);
  }
  return assets;
}

bool
search_asset_of_interface(const char *name) {
  return g_strv_contains(INTERFACE, name);
}

bool
search_asset_find(const char *name, SearchAsset *asset) {
  const Assets *assets = all_assets();
  gsize length = strlen(assets->edition);
  bool lasting = strncmp(name, assets->edition, length) == 0 && name[length] == '/';
  const char *bare = lasting ? name + length + 1 : name;
  const SearchAsset *found = g_hash_table_lookup(assets->files, bare);
  if (found == NULL || (lasting && search_asset_of_interface(bare)))
    return false;
  *asset = *found;
  asset->lasting = lasting;
  return true;
}

GBytes *
search_asset_page(const char *const *addresses, GBytes *const *answers) {
  return page_with(all_assets()->frame, addresses, answers);
}
