/* tests/fuzz/office.c: files of word processors make clean lines or an error, as archives and as
 * the XML within them, in which everything can stand in everything. */
#include "corpus/source/office.h"
#include "corpus/source/office_walk.h"

#include <libxml/parser.h>

#include "tests/fuzz/target.h"

static void
assert_lines(CorpusLines *lines, GError *error) {
  g_assert_true((lines == NULL) == (error != NULL));
  for (guint i = 0; lines != NULL && i < lines->lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines->lines, i);
    fuzz_assert_text(line->text);
    g_assert_cmpuint(line->text[0], !=, '\0');
    g_assert_null(strpbrk(line->text, "\n\r\f\t"));
    g_assert_cmpuint(line->page, >=, 1);
    g_assert_true(line->table != 0 || (line->row == 0 && line->column == 0));
  }
  for (guint i = 0; lines != NULL && i < lines->notes->len; i++)
    g_assert_cmpuint(((const CorpusNote *)lines->notes->pdata[i])->line, <, lines->lines->len);
  corpus_lines_free(lines);
  g_clear_error(&error);
}

/* One text plays all parts. */
static void
walk_text(const uint8_t *data, size_t size) {
  xmlDoc *tree = xmlReadMemory((const char *)data, (int)size, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (tree != NULL && xmlDocGetRootElement(tree) != NULL && xmlGetIntSubset(tree) == NULL) {
    OfficeParts parts = {tree, tree, tree, tree, tree};
    GError *error = NULL;
    Document *document = document_new();
    if (office_is(xmlDocGetRootElement(tree), "document"))
      docx_walk(&parts, document);
    else
      odt_walk(&parts, document);
    CorpusLines *lines = document_finish(document, &error);
    assert_lines(lines, error);
  }
  xmlFreeDoc(tree);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  GBytes *file = g_bytes_new(data, size);
  CorpusLines *lines = office_lines_read(file, &error);
  assert_lines(lines, error);
  g_bytes_unref(file);
  walk_text(data, size);
  return 0;
}
