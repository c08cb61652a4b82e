/* corpus/source/office.c: unpacks the archive that a word processor's file is. */
#include "corpus/source/office.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "corpus/source/office_walk.h"
#include "corpus/text/error.h"

#define MOST_PART_BYTES (32 * 1024 * 1024) /* of XML: a report's is a few hundred kilobytes */
#define MOST_ENTRIES 4096
#define CHUNK_BYTES 65536

/* Where the part of that name belongs; NULL if it is not needed. */
static xmlDoc **
place_of(OfficeParts *parts, const char *name) {
  if (g_str_has_prefix(name, "word/document") && g_str_has_suffix(name, ".xml"))
    return &parts->text;
  const struct {
    const char *name;
    xmlDoc **place;
  } known[] = {
      {"content.xml", &parts->text},
      {"styles.xml", &parts->styles},
      {"word/styles.xml", &parts->styles},
      {"word/numbering.xml", &parts->numbering},
      {"word/footnotes.xml", &parts->footnotes},
      {"word/endnotes.xml", &parts->endnotes},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
    if (strcmp(name, known[i].name) == 0)
      return known[i].place;
  return NULL;
}

static GByteArray *
read_entry(struct archive *archive, GError **error) {
  GByteArray *bytes = g_byte_array_new();
  guint8 chunk[CHUNK_BYTES];
  la_ssize_t count = 0;
  while ((count = archive_read_data(archive, chunk, sizeof chunk)) > 0 &&
         bytes->len <= MOST_PART_BYTES)
    g_byte_array_append(bytes, chunk, (guint)count);
  if (bytes->len <= MOST_PART_BYTES && count == 0)
    return bytes;
  if (bytes->len > MOST_PART_BYTES)
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_TOO_LARGE,
                        N_("it unpacks to more than a report can hold"));
  else
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, N_("the file is damaged"));
  g_byte_array_unref(bytes);
  return NULL;
}

/* No document of a word processor declares entities: they are how small files become large. */
static xmlDoc *
parse(const GByteArray *bytes, GError **error) {
  xmlDoc *tree = xmlReadMemory((const char *)bytes->data, (int)bytes->len, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (tree != NULL && xmlGetIntSubset(tree) == NULL && xmlDocGetRootElement(tree) != NULL)
    return tree;
  xmlFreeDoc(tree);
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                      N_("its text can't be read, the file is damaged or encrypted"));
  return NULL;
}

static bool
read_part(struct archive *archive, const char *name, OfficeParts *parts, GError **error) {
  xmlDoc **place = name != NULL ? place_of(parts, name) : NULL;
  if (place == NULL || *place != NULL)
    return true;
  GByteArray *bytes = read_entry(archive, error);
  if (bytes == NULL)
    return false;
  *place = parse(bytes, error);
  g_byte_array_unref(bytes);
  return *place != NULL;
}

static bool
read_parts(GBytes *file, OfficeParts *parts, GError **error) {
  gsize length = 0;
  const void *data = g_bytes_get_data(file, &length);
  struct archive *archive = archive_read_new();
  struct archive_entry *entry = NULL;
  int status = archive_read_support_format_zip(archive) == ARCHIVE_OK
                   ? archive_read_open_memory(archive, data, length)
                   : ARCHIVE_FATAL;
  bool ok = true;
  for (guint i = 0; ok && status == ARCHIVE_OK && i < MOST_ENTRIES; i++) {
    status = archive_read_next_header(archive, &entry);
    if (status == ARCHIVE_OK)
      ok = read_part(archive, archive_entry_pathname_utf8(entry), parts, error);
  }
  archive_read_free(archive);
  if (ok && parts->text == NULL) {
    ok = false;
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO,
                        status == ARCHIVE_EOF ? N_("it is an archive, and neither .docx nor .odt")
                                              : N_("the file is damaged"));
  }
  return ok;
}

CorpusLines *
office_lines_read(GBytes *file, GError **error) {
  OfficeParts parts = {0};
  CorpusLines *lines = NULL;
  if (read_parts(file, &parts, error)) {
    Document *document = document_new();
    if (office_is(xmlDocGetRootElement(parts.text), "document"))
      docx_walk(&parts, document);
    else
      odt_walk(&parts, document);
    lines = document_finish(document, error);
  }
  xmlFreeDoc(parts.text);
  xmlFreeDoc(parts.styles);
  xmlFreeDoc(parts.numbering);
  xmlFreeDoc(parts.footnotes);
  xmlFreeDoc(parts.endnotes);
  return lines;
}
