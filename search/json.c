/* search/json.c: a thin layer over cJSON that cannot drop a key or let broken text through. */
#include "search/json.h"

#include <cjson/cJSON.h>
#include <math.h>

/* cJSON takes its memory from GLib, whose allocation does not fail. */
static void
use_glib_memory(void) {
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    cJSON_Hooks hooks = {g_malloc, g_free};
    cJSON_InitHooks(&hooks);
    g_once_init_leave(&done, 1);
  }
}

SearchJson *
search_json_object(void) {
  use_glib_memory();
  return cJSON_CreateObject();
}

SearchJson *
search_json_array(void) {
  use_glib_memory();
  return cJSON_CreateArray();
}

void
search_json_free(SearchJson *json) {
  cJSON_Delete(json);
}

static cJSON *
text_value(const char *text) {
  if (text == NULL)
    return cJSON_CreateNull();
  if (g_utf8_validate(text, -1, NULL))
    return cJSON_CreateString(text);
  char *valid = g_utf8_make_valid(text, -1);
  cJSON *value = cJSON_CreateString(valid);
  g_free(valid);
  return value;
}

static void
add(SearchJson *object, const char *key, cJSON *value) {
  g_return_if_fail(value != NULL);
  cJSON_bool added = cJSON_AddItemToObjectCS(object, key, value);
  g_return_if_fail(added);
}

void
search_json_text(SearchJson *object, const char *key, const char *text) {
  add(object, key, text_value(text));
}

void
search_json_number(SearchJson *object, const char *key, double number, unsigned decimals) {
  double scale = pow(10, decimals);
  add(object, key,
      isfinite(number) ? cJSON_CreateNumber(round(number * scale) / scale) : cJSON_CreateNull());
}

void
search_json_integer(SearchJson *object, const char *key, gint64 number) {
  add(object, key, cJSON_CreateNumber((double)number));
}

void
search_json_score(SearchJson *object, const char *key, int score) {
  add(object, key, score < 0 ? cJSON_CreateNull() : cJSON_CreateNumber(score));
}

void
search_json_ordinal(SearchJson *object, const char *key, unsigned number) {
  add(object, key, number == 0 ? cJSON_CreateNull() : cJSON_CreateNumber(number));
}

void
search_json_bool(SearchJson *object, const char *key, bool value) {
  add(object, key, cJSON_CreateBool(value));
}

void
search_json_take(SearchJson *object, const char *key, SearchJson *value) {
  cJSON_bool added = cJSON_AddItemToObject(object, key, value != NULL ? value : cJSON_CreateNull());
  g_return_if_fail(added);
}

void
search_json_append(SearchJson *array, SearchJson *value) {
  cJSON_bool added = cJSON_AddItemToArray(array, value);
  g_return_if_fail(added);
}

void
search_json_append_text(SearchJson *array, const char *text) {
  search_json_append(array, text_value(text));
}

void
search_json_append_integer(SearchJson *array, gint64 number) {
  search_json_append(array, cJSON_CreateNumber((double)number));
}

void
search_json_print(const SearchJson *json, GString *out) {
  char *text = cJSON_PrintUnformatted(json);
  g_return_if_fail(text != NULL);
  g_string_append(out, text);
  g_string_append_c(out, '\n');
  g_free(text);
}
