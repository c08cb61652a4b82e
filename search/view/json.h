/* search/view/json.h: builds JSON; its .c is the only file that knows the library.
 *
 * A tree is built whole and printed at the end, so that no half answer ever leaves. Every key of a
 * schema is always there: what is absent is an explicit null. Text that is not UTF-8 is mended
 * before it enters. Memory comes from GLib, which ends the program where there is none; an add can
 * therefore not fail half-way. */
#ifndef SEARCH_VIEW_JSON_H
#define SEARCH_VIEW_JSON_H

#include <glib.h>
#include <stdbool.h>

typedef struct cJSON SearchJson;

/* New values, the caller's until a tree takes them. */
SearchJson *search_json_object(void);
SearchJson *search_json_array(void);
SearchJson *search_json_written(const char *text); /* JSON as it stands, which is not checked */
SearchJson *search_json_kept(const char *text);    /* the same, borrowed as long as the value is */
void search_json_free(SearchJson *json);           /* NULL is fine */

/* Into an object. Keys are not copied: give literals, or keep them. */
void search_json_text(SearchJson *object, const char *key, const char *text); /* NULL gives null */
void search_json_number(SearchJson *object, const char *key, double number, unsigned decimals);
void search_json_integer(SearchJson *object, const char *key, gint64 number);
/* The number in decimal; points into the buffer. */
#define SEARCH_JSON_DIGITS 24
const char *search_json_digits(gint64 number, char buffer[SEARCH_JSON_DIGITS]);
/* -1 gives null. */
void search_json_score(SearchJson *object, const char *key, int score);
/* 0 gives null. */
void search_json_ordinal(SearchJson *object, const char *key, unsigned number);
void search_json_bool(SearchJson *object, const char *key, bool value);
/* Takes the value; NULL gives null. Here the key is copied. */
void search_json_take(SearchJson *object, const char *key, SearchJson *value);

/* The array at the key, which is made where there is none. Borrowed. */
SearchJson *search_json_list(SearchJson *object, const char *key);

/* Into an array. */
void search_json_append(SearchJson *array, SearchJson *value); /* takes it */
void search_json_append_text(SearchJson *array, const char *text);
void search_json_append_integer(SearchJson *array, gint64 number);

/* The value as one line without a line break; the caller frees it. */
char *search_json_text_of(const SearchJson *json);
/* Appends the value as one line with a line break. */
void search_json_print(const SearchJson *json, GString *out);

#endif
