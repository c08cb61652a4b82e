/* search/ask/error.c: the error domain of search/, and the exit status an error leads to. */
#include "search/ask/error.h"

typedef SearchErrorDetails SearchErrorPrivate;

static void
search_error_private_init(SearchErrorPrivate *details) {
  *details = (SearchErrorPrivate){0};
}

static void
search_error_private_copy(const SearchErrorPrivate *from, SearchErrorPrivate *to) {
  to->reason = from->reason;
  to->values = g_strdupv(from->values);
  to->choices = g_strdupv(from->choices);
}

static void
search_error_private_clear(SearchErrorPrivate *details) {
  g_strfreev(details->values);
  g_strfreev(details->choices);
}

G_DEFINE_EXTENDED_ERROR(SearchError, search_error)

/* Copies, in valid UTF-8; NULL of NULL. */
static char **
valid_texts(const char *const *texts) {
  if (texts == NULL)
    return NULL;
  GPtrArray *valid = g_ptr_array_new();
  for (; *texts != NULL; texts++)
    g_ptr_array_add(valid, g_utf8_make_valid(*texts, -1));
  g_ptr_array_add(valid, NULL);
  return (char **)g_ptr_array_free(valid, FALSE);
}

bool
search_error_set(GError **error, SearchErrorCode code, const char *reason,
                 const char *const *values, const char *const *choices, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  char *message = g_utf8_make_valid(text, -1);
  GError *made = g_error_new_literal(SEARCH_ERROR, (int)code, message);
  SearchErrorPrivate *details = search_error_get_private(made);
  details->reason = reason;
  details->values = valid_texts(values);
  details->choices = valid_texts(choices);
  g_propagate_error(error, made);
  g_free(message);
  g_free(text);
  return false;
}

bool
search_error_bad_value(const char *name, const char *value, const char *const *choices,
                       const char *wanted, GError **error) {
  return search_error_set(error, SEARCH_ERROR_USAGE, "bad_value",
                          SEARCH_STRINGS("parameter", name, "value", value), choices,
                          "%s \"%s\": %s", name, value, wanted);
}

const SearchErrorDetails *
search_error_details(const GError *error) {
  if (error == NULL || error->domain != SEARCH_ERROR)
    return NULL;
  const SearchErrorDetails *details = search_error_get_private(error);
  return details->reason != NULL ? details : NULL;
}

int
search_error_exit_status(const GError *error) {
  if (error == NULL)
    return 0;
  if (error->domain == G_OPTION_ERROR)
    return 2;
  if (error->domain == SEARCH_ERROR &&
      (error->code == SEARCH_ERROR_USAGE || error->code == SEARCH_ERROR_TOO_LONG))
    return 2;
  return 1;
}
