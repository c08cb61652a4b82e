/* tests/tools/pdf_raw.c: writes the objects of a PDF file and the table of where they stand. */
#include "tests/tools/pdf_raw.h"

#include <string.h>

/* Before it stand catalogue (1), page tree (2) and fonts; a page and its content are two objects.
 */
#define FIRST_PAGE 7

struct PdfRaw {
  GByteArray *bytes;
  GArray *offsets; /* gsize, of object i + 1; 0 = written later */
  guint pages;
  bool encrypted;
};

static void
write_text(PdfRaw *raw, const char *text) {
  g_byte_array_append(raw->bytes, (const guint8 *)text, (guint)strlen(text));
}

G_GNUC_PRINTF(2, 3)
static void
write_format(PdfRaw *raw, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  write_text(raw, text);
  g_free(text);
}

static void
begin_object(PdfRaw *raw, guint number) {
  if (raw->offsets->len < number)
    g_array_set_size(raw->offsets, number);
  g_array_index(raw->offsets, gsize, number - 1) = raw->bytes->len;
  write_format(raw, "%u 0 obj\n", number);
}

static void
write_font(PdfRaw *raw, guint number, const char *name, const char *encoding) {
  begin_object(raw, number);
  write_format(raw, "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding %s >>\nendobj\n", name,
               encoding);
}

PdfRaw *
pdf_raw_new(void) {
  PdfRaw *raw = g_new0(PdfRaw, 1);
  raw->bytes = g_byte_array_new();
  raw->offsets = g_array_new(FALSE, TRUE, sizeof(gsize));
  write_text(raw, "%PDF-1.4\n");
  begin_object(raw, 1);
  write_text(raw, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  write_font(raw, 3, "Helvetica", "/WinAnsiEncoding");
  write_font(raw, 4, "Helvetica-Bold", "/WinAnsiEncoding");
  write_font(raw, 5, "Helvetica",
             "<< /BaseEncoding /WinAnsiEncoding /Differences [49 /fi /uni00AD /uni2010] >>");
  write_font(raw, 6, "ABCDEF+Arial", "/WinAnsiEncoding");
  return raw;
}

static void
add_page(PdfRaw *raw, const void *stream, gsize length_bytes, const char *filter,
         const char *attributes) {
  guint number = FIRST_PAGE + 2 * raw->pages++;
  begin_object(raw, number);
  write_format(raw,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %u 0 R %s\n"
               "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R /F4 6 0 R >> >> >>\nendobj\n",
               number + 1, attributes);
  begin_object(raw, number + 1);
  write_format(raw, "<< /Length %" G_GSIZE_FORMAT " %s >>\nstream\n", length_bytes, filter);
  g_byte_array_append(raw->bytes, stream, (guint)length_bytes);
  write_text(raw, "\nendstream\nendobj\n");
}

void
pdf_raw_add_page(PdfRaw *raw, const char *content, const char *attributes) {
  add_page(raw, content, strlen(content), "", attributes);
}

void
pdf_raw_add_packed_page(PdfRaw *raw, GBytes *packed) {
  gsize length = 0;
  const void *stream = g_bytes_get_data(packed, &length);
  add_page(raw, stream, length, "/Filter /FlateDecode", "");
}

void
pdf_raw_encrypt(PdfRaw *raw) {
  raw->encrypted = true;
}

static void
write_page_tree(PdfRaw *raw) {
  begin_object(raw, 2);
  write_format(raw, "<< /Type /Pages /Count %u /Kids [", raw->pages);
  for (guint i = 0; i < raw->pages; i++)
    write_format(raw, "%u 0 R ", FIRST_PAGE + 2 * i);
  write_text(raw, "] >>\nendobj\n");
}

static void
write_trailer(PdfRaw *raw) {
  gsize start = raw->bytes->len;
  write_format(raw, "xref\n0 %u\n0000000000 65535 f \n", raw->offsets->len + 1);
  for (guint i = 0; i < raw->offsets->len; i++)
    write_format(raw, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index(raw->offsets, gsize, i));
  write_format(raw, "trailer\n<< /Size %u /Root 1 0 R\n", raw->offsets->len + 1);
  if (raw->encrypted) {
    char *key = g_strnfill(64, '7');
    write_format(raw,
                 "/ID [<%.32s> <%.32s>]\n"
                 "/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>\n",
                 key, key, key, key);
    g_free(key);
  }
  write_format(raw, ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
}

GBytes *
pdf_raw_finish(PdfRaw *raw) {
  write_page_tree(raw);
  write_trailer(raw);
  GBytes *bytes = g_byte_array_free_to_bytes(raw->bytes);
  g_array_unref(raw->offsets);
  g_free(raw);
  return bytes;
}
