/* corpus/text/knowledge.c: reads knowledge files from the resources that glib-compile-resources
 * built in. */
#include "corpus/text/knowledge.h"

#include <gio/gio.h>
#include <string.h>

#include "corpus/text/error.h"
#include "data_resource.h"

#define DATA_ROOT "/kompass/data"

/* The files, registered on first use. */
static GResource *
resource(void) {
  static gsize registered = 0;
  if (g_once_init_enter(&registered)) {
    kompass_data_register_resource();
    g_once_init_leave(&registered, 1);
  }
  return kompass_data_get_resource();
}

const char *
corpus_data_bytes(const char *name, gsize *length_bytes, GError **error) {
  char *path = g_strdup_printf(DATA_ROOT "/%s", name);
  GBytes *bytes = g_resource_lookup_data(resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_free(path);
  if (bytes == NULL) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s is not built in", name);
    return NULL;
  }
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  g_bytes_unref(bytes); /* points into the program's image, which outlives the GBytes */
  if (length_bytes != NULL)
    *length_bytes = length;
  return data;
}

static int
compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
corpus_data_names(void) {
  char **names =
      g_resource_enumerate_children(resource(), DATA_ROOT, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (names == NULL)
    return g_new0(char *, 1);
  GPtrArray *sorted = g_ptr_array_new();
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add(sorted, *name);
  g_free(names);
  g_ptr_array_sort(sorted, compare_names);
  g_ptr_array_add(sorted, NULL);
  return (char **)g_ptr_array_free(sorted, FALSE);
}

GKeyFile *
corpus_data_key_file(const char *name, GError **error) {
  gsize length = 0;
  const char *data = corpus_data_bytes(name, &length, error);
  if (data == NULL)
    return NULL;
  GKeyFile *file = g_key_file_new();
  GError *inner = NULL;
  if (!g_key_file_load_from_data(file, data, length, G_KEY_FILE_NONE, &inner)) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: %s", name, inner->message);
    g_error_free(inner);
    g_key_file_unref(file);
    return NULL;
  }
  return file;
}

char **
corpus_data_lines(const char *name, GError **error) {
  gsize length = 0;
  const char *data = corpus_data_bytes(name, &length, error);
  if (data == NULL)
    return NULL;
  char *text = g_strndup(data, length);
  char **lines = g_strsplit(text, "\n", -1);
  g_free(text);
  GPtrArray *kept = g_ptr_array_new();
  for (char **line = lines; *line != NULL; line++) {
    g_strstrip(*line);
    if (**line == '\0' || **line == '#')
      g_free(*line);
    else
      g_ptr_array_add(kept, *line);
  }
  g_free(lines);
  g_ptr_array_add(kept, NULL);
  return (char **)g_ptr_array_free(kept, FALSE);
}
