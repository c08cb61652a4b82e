/* search/http/negotiate.c: reads the lists in headers that say what a client accepts or has. */
#include "search/http/negotiate.h"

#include <string.h>

/* 0..1 from the parameters behind a name ("; q=0.5"); 1 where there is no q. */
static double
quality_of(char *const *parameters) {
  for (; *parameters != NULL; parameters++) {
    const char *text = g_strstrip(*parameters);
    if (g_ascii_strncasecmp(text, "q=", 2) == 0)
      return CLAMP(g_ascii_strtod(text + 2, NULL), 0.0, 1.0);
  }
  return 1.0;
}

/* How exactly a pattern of a header means the name: 0 not, 1 anything, 2 its kind, 3 itself. */
static unsigned
exactness(const char *pattern, const char *name) {
  if (g_ascii_strcasecmp(pattern, name) == 0)
    return 3;
  gsize length = strlen(pattern);
  if (length > 2 && g_str_has_suffix(pattern, "/*") &&
      g_ascii_strncasecmp(pattern, name, length - 1) == 0)
    return 2;
  return g_str_equal(pattern, "*") || g_str_equal(pattern, "*/*") ? 1 : 0;
}

double
search_accept_quality(const char *header, const char *name) {
  double best = 0;
  unsigned most_exact = 0;
  if (header == NULL)
    return 0;
  char **items = g_strsplit(header, ",", -1);
  for (char **item = items; *item != NULL; item++) {
    char **parts = g_strsplit(*item, ";", -1);
    unsigned exact = parts[0] != NULL ? exactness(g_strstrip(parts[0]), name) : 0;
    if (exact > most_exact) {
      most_exact = exact;
      best = quality_of(parts + 1);
    }
    g_strfreev(parts);
  }
  g_strfreev(items);
  return best;
}

/* Without the mark of a weak tag. */
static const char *
opaque(const char *tag) {
  return g_str_has_prefix(tag, "W/") ? tag + 2 : tag;
}

bool
search_tag_matches(const char *header, const char *tag) {
  if (header == NULL)
    return false;
  bool found = false;
  char **items = g_strsplit(header, ",", -1);
  for (char **item = items; *item != NULL && !found; item++) {
    const char *text = g_strstrip(*item);
    found = g_str_equal(text, "*") || g_str_equal(opaque(text), opaque(tag));
  }
  g_strfreev(items);
  return found;
}
