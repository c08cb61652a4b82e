/* tests/fuzz/items.c: a paragraph is no list of items, or one whose items have its words, in their
 * order, and none of any other. */
#include "corpus/reading/items/item_table.h"

#include "tests/fuzz/target.h"

/* The letters and digits alone: what parts items, and parts within them, is written in many ways.
 * The caller frees it. */
static char *
letters_of(const char *text) {
  GString *letters = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    if (g_unichar_isalnum(g_utf8_get_char(at)))
      g_string_append_unichar(letters, g_utf8_get_char(at));
  return g_string_free(letters, FALSE);
}

static void
assert_items(const GPtrArray *items, const char *text) {
  char *all = letters_of(text);
  const char *from = all;
  for (guint i = 0; i < items->len; i++) {
    const CorpusItem *item = items->pdata[i];
    fuzz_assert_text(item->text);
    g_assert_cmpstr(item->text, !=, "");
    g_assert_null(strpbrk(item->text, "\n\r\f\t"));
    g_assert_true(item->tag == CORPUS_TAG_STRENGTH || corpus_tag_finds_fault(item->tag));
    char *own = letters_of(item->text);
    from = strstr(from, own);
    g_assert_nonnull(from);
    from += strlen(own);
    g_free(own);
  }
  g_free(all);
}

/* As a paragraph is: one line, with single spaces. The caller frees it. */
static char *
paragraph(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  g_strdelimit(text, "\n\r\f\t\v", ' ');
  return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = paragraph(data, size);
  GPtrArray *items = corpus_run_in_items(text);
  if (items != NULL) {
    assert_items(items, text);
    g_ptr_array_unref(items);
  }
  g_free(text);
  return 0;
}
