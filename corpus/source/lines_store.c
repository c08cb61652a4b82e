/* corpus/source/lines_store.c: lines and errors in GLib's own serialised form. */
#include "corpus/source/lines_store.h"

#include "corpus/text/error.h"

#define LINE_TYPE "(suubbbddddb)"
#define STORE_TYPE "(bisuasa" LINE_TYPE ")" /* ok, code, message, pages, warnings, lines */

static GBytes *
store(gboolean ok, int code, const char *message, unsigned pages, const char *const *warnings,
      GVariantBuilder *lines) {
  GVariant *variant =
      g_variant_ref_sink(g_variant_new("(bisu^as@a" LINE_TYPE ")", ok, code, message, pages,
                                       warnings, g_variant_builder_end(lines)));
  GBytes *bytes = g_variant_get_data_as_bytes(variant);
  g_variant_unref(variant);
  return bytes;
}

GBytes *
corpus_lines_to_bytes(const CorpusLines *lines) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a" LINE_TYPE));
  for (guint i = 0; i < lines->lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines->lines, i);
    g_variant_builder_add(&builder, LINE_TYPE, line->text, line->page, line->number,
                          line->blank_before, line->starts_page, line->ends_with_space, line->left,
                          line->right, line->top, line->size, line->bold);
  }
  GPtrArray *warnings = g_ptr_array_new();
  for (guint i = 0; i < lines->warnings->len; i++)
    g_ptr_array_add(warnings, g_ptr_array_index(lines->warnings, i));
  g_ptr_array_add(warnings, NULL);
  GBytes *bytes = store(TRUE, 0, "", lines->pages, (const char *const *)warnings->pdata, &builder);
  g_ptr_array_unref(warnings);
  return bytes;
}

GBytes *
corpus_error_to_bytes(const GError *error) {
  static const char *const none[] = {NULL};
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE("a" LINE_TYPE));
  return store(FALSE, error->code, error->message, 0, none, &builder);
}

static CorpusLines *
read_lines(GVariant *warnings, GVariant *stored, unsigned pages) {
  CorpusLines *lines = g_new0(CorpusLines, 1);
  lines->pages = pages;
  lines->warnings = g_ptr_array_new_with_free_func(g_free);
  lines->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  GVariantIter iterator;
  const char *text = NULL;
  g_variant_iter_init(&iterator, warnings);
  while (g_variant_iter_next(&iterator, "&s", &text))
    g_ptr_array_add(lines->warnings, g_strdup(text));
  unsigned page, number;
  gboolean blank_before, starts_page, ends_with_space, bold;
  double left, right, top, size;
  g_variant_iter_init(&iterator, stored);
  while (g_variant_iter_next(&iterator, "(&suubbbddddb)", &text, &page, &number, &blank_before,
                             &starts_page, &ends_with_space, &left, &right, &top, &size, &bold)) {
    CorpusLine *line = corpus_line_new(text, page, number);
    line->blank_before = blank_before;
    line->starts_page = starts_page;
    line->ends_with_space = ends_with_space;
    line->left = left;
    line->right = right;
    line->top = top;
    line->size = size;
    line->bold = bold;
    g_ptr_array_add(lines->lines, line);
  }
  return lines;
}

CorpusLines *
corpus_lines_from_bytes(GBytes *bytes, GError **error) {
  GVariant *variant =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(STORE_TYPE), bytes, FALSE));
  if (g_bytes_get_size(bytes) == 0 || !g_variant_is_normal_form(variant)) {
    g_variant_unref(variant);
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, "what was read is cut off");
    return NULL;
  }
  gboolean ok = FALSE;
  int code = 0;
  const char *message = NULL;
  unsigned pages = 0;
  GVariant *warnings = NULL, *stored = NULL;
  g_variant_get(variant, "(bi&su@as@a" LINE_TYPE ")", &ok, &code, &message, &pages, &warnings,
                &stored);
  CorpusLines *lines = NULL;
  if (ok)
    lines = read_lines(warnings, stored, pages);
  else
    g_set_error_literal(error, CORPUS_ERROR, code, message);
  g_variant_unref(warnings);
  g_variant_unref(stored);
  g_variant_unref(variant);
  return lines;
}
