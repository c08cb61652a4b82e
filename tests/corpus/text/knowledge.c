/* tests/corpus/text/knowledge.c: the data files are built in and can be read. */
#include <glib.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/error.h"

static void
test_missing_file_is_an_error(void) {
  GError *error = NULL;
  g_assert_null(corpus_data_bytes("no-such-file", NULL, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
  g_error_free(error);
}

static void
test_names_are_listed_and_readable(void) {
  char **names = corpus_data_names();
  g_assert_cmpuint(g_strv_length(names), >, 0);
  for (char **name = names; *name != NULL; name++) {
    GError *error = NULL;
    gsize length = 0;
    g_assert_nonnull(corpus_data_bytes(*name, &length, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(length, >, 0);
  }
  g_strfreev(names);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/data/missing", test_missing_file_is_an_error);
  g_test_add_func("/corpus/data/names", test_names_are_listed_and_readable);
  return g_test_run();
}
