/* tests/fuzz/decode.c: whatever bytes a text file holds, what is made of them is clean text. */
#include "corpus/source/decode.h"

#include "tests/fuzz/target.h"

static bool
is_allowed(gunichar c) {
  return c == '\t' || c == '\n' || c == '\f' || !g_unichar_iscntrl(c);
}

static void
assert_clean(const char *text) {
  fuzz_assert_text(text);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    g_assert_true(is_allowed(g_utf8_get_char(at)));
  char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
  g_assert_cmpstr(normal, ==, text);
  g_free(normal);
}

/* Text that is clean is taken as it is, but for a mark at its beginning, and for what looks like
 * another kind of file there. */
static void
assert_kept(const char *text) {
  GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
  char *again = corpus_decode(text, strlen(text), warnings, NULL);
  if (again != NULL && g_utf8_get_char(text) != 0xFEFF) {
    g_assert_cmpstr(again, ==, text);
    g_assert_cmpuint(warnings->len, ==, 0);
  }
  g_free(again);
  g_ptr_array_unref(warnings);
}

static void
assert_warnings(const GPtrArray *warnings) {
  for (guint i = 0; i < warnings->len; i++) {
    fuzz_assert_text(warnings->pdata[i]);
    g_assert_null(strchr(warnings->pdata[i], '\n'));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
  char *text = corpus_decode((const char *)data, size, warnings, &error);
  g_assert_true((text == NULL) == (error != NULL));
  if (text != NULL) {
    assert_clean(text);
    assert_kept(text);
  }
  assert_warnings(warnings);
  g_free(text);
  g_clear_error(&error);
  g_ptr_array_unref(warnings);
  return 0;
}
