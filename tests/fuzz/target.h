/* tests/fuzz/target.h: what every fuzz target is: bytes in, and an assertion where what comes out
 * of them is not what the headers promise.
 *
 * A target is linked with replay.c, or by clang with libFuzzer, and either calls it with one input
 * after the other in one process. It must not remember anything of the last one. */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Always 0. The name and the types are libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as valid UTF-8, up to the first NUL: for parsers that are handed nothing else. The
 * caller frees it. */
static inline char *
fuzz_text(const uint8_t *data, size_t size) {
  char *raw = g_strndup((const char *)data, size);
  char *text = g_utf8_make_valid(raw, -1);
  g_free(raw);
  return text;
}

/* Valid UTF-8 that is there. */
static inline void
fuzz_assert_text(const char *text) {
  g_assert_nonnull(text);
  g_assert_true(g_utf8_validate(text, -1, NULL));
}

/* The span lies in the text, after `from`, and cuts no character; returns its end. */
static inline gsize
fuzz_assert_span(const char *text, gsize from, gsize start_bytes, gsize length_bytes) {
  gsize length = strlen(text);
  g_assert_cmpuint(start_bytes, >=, from);
  g_assert_cmpuint(start_bytes, <=, length);
  g_assert_cmpuint(length_bytes, <=, length - start_bytes);
  g_assert_true(g_utf8_validate_len(text + start_bytes, length_bytes, NULL));
  return start_bytes + length_bytes;
}

#endif
