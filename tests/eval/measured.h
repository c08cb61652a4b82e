/* tests/eval/measured.h: what the service says of how right it is, held against what is measured.
 */
#ifndef TESTS_EVAL_MEASURED_H
#define TESTS_EVAL_MEASURED_H

#include <glib.h>
#include <stdio.h>

/* Fails unless the group of corpus/data/measured.ini says just this. */
static inline void
measured_assert(const char *what, unsigned right, unsigned answers) {
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus/data/measured.ini", NULL);
  GError *error = NULL;
  GKeyFile *file = g_key_file_new();
  g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error(error);
  int told_right = g_key_file_get_integer(file, what, "right", &error);
  g_assert_no_error(error);
  int told_answers = g_key_file_get_integer(file, what, "answers", &error);
  g_assert_no_error(error);
  printf("# %s: %u of %u; measured.ini has %d of %d\n", what, right, answers, told_right,
         told_answers);
  g_assert_cmpint(told_right, ==, (int)right);
  g_assert_cmpint(told_answers, ==, (int)answers);
  g_key_file_free(file);
  g_free(path);
}

#endif
