/* search/view/json.c: a thin layer over cJSON that cannot drop a key or let broken text through. */
#include "search/view/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#define ROOM_BYTES 16384 /* of which ten hits take most; more is made where it ends */
#define PART_BYTES 2048  /* the same for a passage */
#define LARGEST_EXACT 9007199254740992.0 /* a larger double has no fraction */

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

SearchJson *
search_json_written(const char *text) {
  use_glib_memory();
  return cJSON_CreateRaw(text);
}

SearchJson *
search_json_kept(const char *text) {
  use_glib_memory();
  cJSON *json = cJSON_CreateStringReference(text);
  g_return_val_if_fail(json != NULL, NULL);
  json->type = cJSON_Raw | cJSON_IsReference;
  return json;
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

/* Numbers are written out here: cJSON would print one, read it back and perhaps print it again, to
 * find out how many digits it has, which is a third of what printing a long answer takes. */
const char *
search_json_digits(gint64 number, char buffer[SEARCH_JSON_DIGITS]) {
  char *at = buffer + SEARCH_JSON_DIGITS;
  guint64 rest = number < 0 ? -(guint64)number : (guint64)number;
  *--at = '\0';
  do
    *--at = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--at = '-';
  return at;
}

static cJSON *
integer_value(gint64 number) {
  char buffer[SEARCH_JSON_DIGITS];
  return cJSON_CreateRaw(search_json_digits(number, buffer));
}

/* With that number of decimals or fewer. */
static cJSON *
decimal_value(double number, unsigned decimals) {
  double scale = pow(10, decimals), units = round(number * scale);
  if (!isfinite(units))
    return cJSON_CreateNull();
  if (fabs(units) > LARGEST_EXACT)
    return cJSON_CreateNumber(units / scale);
  gint64 all = (gint64)fabs(units), one = (gint64)scale;
  if (all % one == 0)
    return integer_value(units < 0 ? -(all / one) : all / one);
  char text[2 * SEARCH_JSON_DIGITS], digits[SEARCH_JSON_DIGITS];
  char *at = stpcpy(text, units < 0 ? "-" : "");
  at = stpcpy(at, search_json_digits(all / one, digits));
  at = stpcpy(at, search_json_digits(one + all % one, digits)); /* with the zeros in front */
  at[-(int)decimals - 1] = '.';                                 /* in the place of the one */
  while (at[-1] == '0')
    *--at = '\0';
  return cJSON_CreateRaw(text);
}

void
search_json_number(SearchJson *object, const char *key, double number, unsigned decimals) {
  add(object, key, decimal_value(number, decimals));
}

void
search_json_integer(SearchJson *object, const char *key, gint64 number) {
  add(object, key, integer_value(number));
}

void
search_json_score(SearchJson *object, const char *key, int score) {
  add(object, key, score < 0 ? cJSON_CreateNull() : integer_value(score));
}

void
search_json_ordinal(SearchJson *object, const char *key, unsigned number) {
  add(object, key, number == 0 ? cJSON_CreateNull() : integer_value(number));
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

SearchJson *
search_json_list(SearchJson *object, const char *key) {
  SearchJson *list = cJSON_GetObjectItemCaseSensitive(object, key);
  if (list == NULL)
    search_json_take(object, key, list = search_json_array());
  return list;
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
  search_json_append(array, integer_value(number));
}

/* Into the room behind what is there; false where that is too little. */
static bool
print_in_place(const SearchJson *json, GString *out) {
  gsize before = out->len;
  g_string_set_size(out, before + ROOM_BYTES);
  bool fits = cJSON_PrintPreallocated((SearchJson *)json, out->str + before, ROOM_BYTES, false);
  g_string_truncate(out, fits ? before + strlen(out->str + before) : before);
  return fits;
}

static void
print_apart(const SearchJson *json, GString *out) {
  char *text = cJSON_PrintBuffered(json, 4 * ROOM_BYTES, false);
  g_return_if_fail(text != NULL);
  g_string_append(out, text);
  g_free(text);
}

char *
search_json_text_of(const SearchJson *json) {
  char *text = cJSON_PrintBuffered(json, PART_BYTES, false);
  g_return_val_if_fail(text != NULL, NULL);
  return g_realloc(text, strlen(text) + 1);
}

void
search_json_print(const SearchJson *json, GString *out) {
  if (!print_in_place(json, out))
    print_apart(json, out);
  g_string_append_c(out, '\n');
}
