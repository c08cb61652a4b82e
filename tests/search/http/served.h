/* tests/search/http/served.h: an index of invented reports to serve, and questions to the service.
 */
#ifndef TESTS_SEARCH_HTTP_SERVED_H
#define TESTS_SEARCH_HTTP_SERVED_H

#include <cjson/cJSON.h>

#include "search/http/service.h"
#include "tests/indexer/fixture.h"

#define SERVED_LULEA                                                                               \
  "2580 2018 10 2\n"                                                                               \
  "1 1.5 strength Kommunen har en visselblåsarfunktion för anställda\n"                         \
  "1 1.5 improvement Riktlinjer mot mutor behöver spridas\n"                                      \
  "4 4.4 strength Chefskontrakt följs upp varje år\n"
#define SERVED_KALIX                                                                               \
  "2514 2012 11 2\n"                                                                               \
  "1 1.5 weakness Kommunen saknar visselblåsarfunktion\n"                                         \
  "2 2.1 neutral Medborgarna får svar inom en vecka\n"

typedef struct {
  char *folder, *reports, *index;
} Served;

static inline void
served_set_up(Served *served, G_GNUC_UNUSED gconstpointer data) {
  served->folder = test_folder_new();
  served->reports = g_build_filename(served->folder, "reports", NULL);
  served->index = g_build_filename(served->folder, "index", NULL);
  g_assert_cmpint(g_mkdir(served->reports, 0700), ==, 0);
  test_folder_write(served->reports, "lulea.txt", SERVED_LULEA);
  test_folder_write(served->reports, "kalix.txt", SERVED_KALIX);
  fixture_update(served->index, served->reports, "2 0 0 0 0 0");
}

static inline void
served_tear_down(Served *served, G_GNUC_UNUSED gconstpointer data) {
  g_free(served->reports);
  g_free(served->index);
  test_folder_remove(served->folder);
}

/* Another state of the index: a report more, or the report less again. */
static inline void
served_update(const Served *served, bool more) {
  char *path = g_build_filename(served->reports, "norsjo.txt", NULL);
  if (more)
    test_folder_write(served->reports, "norsjo.txt",
                      "2417 2018 6 1\n1 1.5 strength Etik och mutor tas upp med alla nya\n");
  else
    g_assert_cmpint(g_unlink(path), ==, 0);
  fixture_update(served->index, served->reports, more ? "1 0 0 2 0 0" : "0 0 1 2 0 0");
  g_free(path);
}

/* The text of a value found by keys from the top, "" where there is none. The JSON's. */
static inline const char *
served_text(const cJSON *json, const char *const *keys) {
  for (; *keys != NULL; keys++)
    json = cJSON_GetObjectItemCaseSensitive(json, *keys);
  const char *text = cJSON_GetStringValue(json);
  return text != NULL ? text : "";
}

/* ---- a service that is asked without a socket ---- */

/* How often a service noted something. */
static gint served_notes;

static inline void
served_count_note(G_GNUC_UNUSED const char *line, void *context) {
  g_atomic_int_inc((gint *)context);
}

static inline SearchService *
served_service(const char *index) {
  SearchServiceOptions options = {
      .index = index, .threads = 2, .note = served_count_note, .context = &served_notes};
  return search_service_new(&options);
}

static inline SearchReply
served_answer(SearchService *service, const char *path, const char *query) {
  SearchHttpRequest asked = {.path = path, .query = query};
  return search_service_answer(service, &asked);
}

/* What was compressed, as it was before. The caller unrefs it. */
static inline GBytes *
served_inflated(GBytes *packed) {
  GError *error = NULL;
  GConverter *inflate = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  GInputStream *memory = g_memory_input_stream_new_from_bytes(packed);
  GInputStream *stream = g_converter_input_stream_new(memory, inflate);
  GOutputStream *plain = g_memory_output_stream_new_resizable();
  g_output_stream_splice(plain, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error(error);
  GBytes *bytes = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(plain));
  g_object_unref(plain);
  g_object_unref(stream);
  g_object_unref(memory);
  g_object_unref(inflate);
  return bytes;
}

/* The caller frees it. */
static inline cJSON *
served_json(const SearchReply *reply) {
  gsize length = 0;
  const char *text = g_bytes_get_data(reply->body, &length);
  g_assert_true(g_utf8_validate(text, (gssize)length, NULL));
  cJSON *json = cJSON_ParseWithLength(text, length);
  g_assert_nonnull(json);
  return json;
}

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
