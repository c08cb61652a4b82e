/* tests/shim/stemmer.c: a C function serves Xapian as a stemmer. */
#include <string.h>

#include "tests/shim/fixture.h"

static char *
first_letters(const char *word, void *context) {
  return g_strndup(word, *(const gsize *)context);
}

static char *
nothing(G_GNUC_UNUSED const char *word, G_GNUC_UNUSED void *context) {
  return NULL;
}

static void
test_function_is_called_with_its_context(void) {
  gsize length = 3;
  ShimStemmer *stemmer = NULL;
  must(shim_stemmer_new(first_letters, &length, "first letters", &stemmer, MUST));
  char *stem = NULL;
  must(shim_stemmer_stem(stemmer, "dialogen", &stem, MUST));
  g_assert_cmpstr(stem, ==, "dia");
  g_free(stem);
  length = 6;
  must(shim_stemmer_stem(stemmer, "dialogen", &stem, MUST));
  g_assert_cmpstr(stem, ==, "dialog");
  g_free(stem);
  shim_stemmer_free(stemmer);
}

static void
test_function_without_answer_is_an_error(void) {
  ShimStemmer *stemmer = NULL;
  must(shim_stemmer_new(nothing, NULL, "nothing", &stemmer, MUST));
  GError *error = NULL;
  char *stem = (char *)"untouched";
  g_assert_false(shim_stemmer_stem(stemmer, "ord", &stem, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_INTERNAL);
  g_assert_null(stem);
  g_error_free(error);
  shim_stemmer_free(stemmer);
}

static void
test_missing_function_is_refused(void) {
  ShimStemmer *stemmer = NULL;
  GError *error = NULL;
  g_assert_false(shim_stemmer_new(NULL, NULL, "none", &stemmer, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_error_free(error);
  shim_stemmer_free(NULL);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/stemmer/context", test_function_is_called_with_its_context);
  g_test_add_func("/shim/stemmer/no-answer", test_function_without_answer_is_an_error);
  g_test_add_func("/shim/stemmer/no-function", test_missing_function_is_refused);
  return g_test_run();
}
