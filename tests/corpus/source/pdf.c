/* tests/corpus/source/pdf.c: what stands on a page is read in its order, whatever the file does;
 * and a hostile file costs an error, never the reader of it. */
#include "corpus/source/source.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/text/error.h"
#include "tests/folder.h"
#include "tests/tools/pdf_raw.h"

#define LINE(x, y, text) "BT /F1 11 Tf 1 0 0 1 " #x " " #y " Tm (" text ") Tj ET\n"
#define ODD(x, y, text) "BT /F3 11 Tf 1 0 0 1 " #x " " #y " Tm (" text ") Tj ET\n"
#define TURNED(matrix, text) "BT /F1 11 Tf " matrix " Tm (" text ") Tj ET\n"

static char *folder;

static char *
write_bytes(const void *bytes, gsize length) {
  char *path = g_build_filename(folder, "rapport.pdf", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  return path;
}

/* Writes the file; frees raw. The caller frees the path. */
static char *
write_raw(PdfRaw *raw) {
  gsize length = 0;
  GBytes *bytes = pdf_raw_finish(raw);
  const void *data = g_bytes_get_data(bytes, &length);
  char *path = write_bytes(data, length);
  g_bytes_unref(bytes);
  return path;
}

static CorpusLines *
read_raw(PdfRaw *raw, GError **error) {
  char *path = write_raw(raw);
  CorpusLines *lines = corpus_source_read(path, error);
  g_free(path);
  return lines;
}

/* The file can't be read, and the message has the word. */
static void
assert_refused(CorpusLines *lines, GError *error, int code, const char *word) {
  g_assert_null(lines);
  g_assert_error(error, CORPUS_ERROR, code);
  g_assert_nonnull(strstr(error->message, word));
  g_error_free(error);
}

/* The file's lines are these, each ended by a line break. Frees raw. */
static void
assert_reads(PdfRaw *raw, const char *expected) {
  GError *error = NULL;
  CorpusLines *lines = read_raw(raw, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf(text, "%s\n", ((CorpusLine *)g_ptr_array_index(lines->lines, i))->text);
  g_assert_cmpstr(text->str, ==, expected);
  g_string_free(text, TRUE);
  corpus_lines_free(lines);
}

static PdfRaw *
one_page(const char *content, const char *attributes) {
  PdfRaw *raw = pdf_raw_new();
  pdf_raw_add_page(raw, content, attributes);
  return raw;
}

static void
test_drawing_order_means_nothing(void) {
  assert_reads(one_page(LINE(306, 680, "med unga") LINE(306, 700, "Fler dialoger")
                            LINE(76, 680, "och planer") LINE(76, 700, "Tydliga roller"),
                        ""),
               "Tydliga roller\nFler dialoger\noch planer\nmed unga\n");
}

static void
test_places_are_told(void) {
  GError *error = NULL;
  CorpusLines *lines = read_raw(one_page(LINE(76, 700, "Tydliga roller"), ""), &error);
  g_assert_no_error(error);
  const CorpusLine *line = g_ptr_array_index(lines->lines, 0);
  g_assert_cmpfloat_with_epsilon(line->left, 76, 0.5);
  g_assert_cmpfloat(line->right, >, 120);
  g_assert_cmpfloat_with_epsilon(line->top, 142, 4);
  g_assert_cmpfloat_with_epsilon(line->size, 11, 0.5);
  g_assert_false(line->bold);
  g_assert_true(line->starts_page);
  g_assert_cmpuint(lines->pages, ==, 1);
  corpus_lines_free(lines);
}

static void
test_odd_glyphs(void) {
  assert_reads(
      one_page(ODD(76, 700, "Kvali1cerad medbor2") ODD(76, 680, "gar2dialog och brukar3"), ""),
      "Kvalificerad medbor-\ngardialog och brukar-\n");
}

/* A row of figures is one line; cells with text are not. */
static void
test_rows_of_figures(void) {
  assert_reads(one_page(LINE(76, 700, "1.2 Hur informeras de boende?") LINE(380, 700, "13")
                            LINE(430, 700, "20") LINE(480, 700, "65%") LINE(76, 680, "Styrkor")
                                LINE(250, 680, "Svagheter") LINE(400, 680, "Annat"),
                        ""),
               "1.2 Hur informeras de boende? 13 20 65%\nStyrkor\nSvagheter\nAnnat\n");
}

#define LARGE(x, y, text) "BT /F1 40 Tf 1 0 0 1 " #x " " #y " Tm (" text ") Tj ET\n"

/* A result that is set large, with its caption below, stands beside a table and is no cell of it.
 */
static void
test_large_figures(void) {
  assert_reads(one_page(LINE(76, 720, "Medborgardialog") LINE(76, 700, "Hur informeras de boende?")
                            LINE(280, 700, "13") LINE(330, 700, "20") LARGE(440, 690, "58")
                                LINE(76, 680, "Hur besvaras brev?") LINE(280, 680, "9")
                                    LINE(330, 680, "15") LINE(430, 672, "av 100 p"),
                        ""),
               "Medborgardialog\n58 av 100 p\nHur informeras de boende? 13 20\n"
               "Hur besvaras brev? 9 15\n");
}

#define UPWARDS TURNED("0 1 -1 0 120 90", "och planer") TURNED("0 1 -1 0 100 90", "Tydliga roller")

static void
test_turned_pages(void) {
  assert_reads(one_page(UPWARDS, "/Rotate 90"), "Tydliga roller\noch planer\n");
  assert_reads(one_page(UPWARDS, ""), "Tydliga roller\noch planer\n");
  assert_reads(one_page(TURNED("0 -1 1 0 400 700", "och planer")
                            TURNED("0 -1 1 0 420 700", "Tydliga roller"),
                        ""),
               "Tydliga roller\noch planer\n");
  assert_reads(one_page(TURNED("-1 0 0 -1 500 120", "och planer")
                            TURNED("-1 0 0 -1 500 100", "Tydliga roller"),
                        ""),
               "Tydliga roller\noch planer\n");
}

static void
test_text_turned_otherwise_comes_last(void) {
  assert_reads(one_page(TURNED("0 1 -1 0 40 400", "Utkast") LINE(76, 700, "Tydliga roller")
                            LINE(76, 300, "och planer"),
                        ""),
               "Tydliga roller\noch planer\nUtkast\n");
}

#define SPACED(points, text) "BT /F1 12 Tf " points " Tc 76 700 Td (" text ") Tj ET\n"

static void
test_spaced_letters_are_words(void) {
  assert_reads(one_page(SPACED("4", "ANALYS AV NORA 2017") LINE(76, 680, "Tydliga roller"), ""),
               "ANALYS AV NORA 2017\nTydliga roller\n");
  assert_reads(one_page(SPACED("2.4", "Dialog och insyn"), ""), "Dialog och insyn\n");
  assert_reads(one_page("BT /F1 12 Tf 76 700 Td (Vi ska i \\(a, b\\) se en A B C) Tj ET\n", ""),
               "Vi ska i (a, b) se en A B C\n");
}

#define SLANTED(matrix, text) "BT /F1 60 Tf " matrix " Tm (" text ") Tj ET\n"

/* A watermark says nothing. */
static void
test_slanted_text_goes(void) {
  assert_reads(one_page(LINE(76, 700, "Tydliga roller") SLANTED(
                            "0.7 0.7 -0.7 0.7 150 300", "UTKAST") LINE(76, 300, "och planer"),
                        ""),
               "Tydliga roller\noch planer\n");
}

/* Its last letter may have wrapped into a line of its own. */
static void
test_slanted_text_that_wraps_goes(void) {
  assert_reads(
      one_page(LINE(76, 700, "Tydliga roller") SLANTED("0.7 0.7 -0.7 0.7 150 300", "UTKAST")
                   SLANTED("0.7 0.7 -0.7 0.7 230 220", "A") LINE(76, 300, "och planer"),
               ""),
      "Tydliga roller\noch planer\n");
}

/* count pages with the content of `all`, in which %u is the page, and that of `some` on the pages
 * whose bit is set. */
static PdfRaw *
pages(unsigned count, const char *all, const char *some, unsigned on) {
  PdfRaw *raw = pdf_raw_new();
  for (unsigned i = 1; i <= count; i++) {
    char *number = g_strdup_printf("%u", i);
    char **parts = g_strsplit(all, "%u", -1);
    char *content = g_strjoinv(number, parts);
    char *whole = g_strconcat(content, (on >> i & 1) != 0 ? some : "", NULL);
    pdf_raw_add_page(raw, whole, "");
    g_free(whole);
    g_free(content);
    g_strfreev(parts);
    g_free(number);
  }
  return raw;
}

#define HEADER LINE(76, 800, "Kommunkompassen 2019-02-08 %u \\(34\\)")
#define FOOTER LINE(290, 30, "%u")
#define BODY LINE(76, 400, "Tydliga roller")

static void
test_headers_and_page_numbers_go(void) {
  assert_reads(pages(4, HEADER BODY FOOTER, "", 0),
               "Tydliga roller\nTydliga roller\nTydliga roller\nTydliga roller\n");
}

/* A heading at the top of a page, where others have body text. */
static void
test_headings_stay(void) {
  assert_reads(pages(4, HEADER BODY, LINE(76, 765, "Sammanfattning"), 1 << 3),
               "Tydliga roller\nTydliga roller\nSammanfattning\nTydliga roller\nTydliga roller\n");
}

/* The words over a table come back where it goes on: on some pages, at the same height. */
/* A row of figures that stands last on its page, where page numbers stand. */
static void
test_cells_in_the_margin_stay(void) {
  GError *error = NULL;
  CorpusLines *lines =
      read_raw(pages(4, BODY,
                     LINE(76, 40, "3.2 Styrs kommunen av tydliga") LINE(300, 40, "13")
                         LINE(400, 40, "25") LINE(500, 40, "54 %"),
                     1 << 2),
               &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf(text, "%s\n", ((CorpusLine *)g_ptr_array_index(lines->lines, i))->text);
  g_assert_nonnull(strstr(text->str, "13"));
  g_assert_nonnull(strstr(text->str, "25"));
  g_string_free(text, TRUE);
  corpus_lines_free(lines);
}

static void
test_headers_of_tables_stay(void) {
  assert_reads(pages(8, HEADER BODY, LINE(76, 765, "Styrkor"), 1 << 2 | 1 << 3 | 1 << 4),
               "Tydliga roller\nStyrkor\nTydliga roller\nStyrkor\nTydliga roller\nStyrkor\n"
               "Tydliga roller\nTydliga roller\nTydliga roller\nTydliga roller\nTydliga roller\n");
}

/* The name of a chapter, in the margin of its pages alone. */
static void
test_headers_of_chapters_go(void) {
  assert_reads(pages(8, BODY, LINE(76, 805, "Ledarskap"), 1 << 2 | 1 << 3 | 1 << 4),
               "Tydliga roller\nTydliga roller\nTydliga roller\nTydliga roller\n"
               "Tydliga roller\nTydliga roller\nTydliga roller\nTydliga roller\n");
}

static void
test_scanned_page_is_named(void) {
  PdfRaw *raw = pdf_raw_new();
  GError *error = NULL;
  pdf_raw_add_page(raw, BODY, "");
  pdf_raw_add_page(raw, "0.5 g 40 40 500 700 re f\n", "");
  pdf_raw_add_page(raw, BODY, "");
  CorpusLines *lines = read_raw(raw, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(lines->pages, ==, 3);
  g_assert_cmpuint(lines->lines->len, ==, 2);
  g_assert_cmpuint(((CorpusLine *)g_ptr_array_index(lines->lines, 1))->page, ==, 3);
  g_assert_cmpuint(lines->warnings->len, ==, 1);
  g_assert_cmpstr(g_ptr_array_index(lines->warnings, 0), ==,
                  "page 2 holds no text (scanned or blank); --ocr reads scanned "
                  "pages\tpage_without_text\tpage\t2");
  corpus_lines_free(lines);
}

static void
test_scanned_file_is_refused(void) {
  GError *error = NULL;
  CorpusLines *lines = read_raw(one_page("0.5 g 40 40 500 700 re f\n", ""), &error);
  assert_refused(lines, error, CORPUS_ERROR_NOT_REPORT, "scanned");
}

static void
test_encrypted_file_is_refused(void) {
  PdfRaw *raw = one_page(BODY, "");
  GError *error = NULL;
  pdf_raw_encrypt(raw);
  CorpusLines *lines = read_raw(raw, &error);
  assert_refused(lines, error, CORPUS_ERROR_IO, "encrypted");
}

static void
test_garbage_is_refused(void) {
  GRand *random = g_rand_new_with_seed(6);
  for (int i = 0; i < 8; i++) {
    GError *error = NULL;
    guint8 bytes[4000] = "%PDF-1.7\n";
    for (gsize j = 9; j < sizeof bytes; j++)
      bytes[j] = (guint8)g_rand_int_range(random, 0, 256);
    char *path = write_bytes(bytes, sizeof bytes);
    CorpusLines *lines = corpus_source_read(path, &error);
    assert_refused(lines, error, CORPUS_ERROR_IO, "no PDF that can be read");
    g_free(path);
  }
  g_rand_free(random);
}

static void
assert_file_refused(const char *path, int code, const char *word) {
  GError *error = NULL;
  CorpusLines *lines = corpus_source_read(path, &error);
  assert_refused(lines, error, code, word);
}

static void
test_what_begins_otherwise_is_no_pdf(void) {
  GError *error = NULL;
  char *path = write_bytes("Rapport om PDF", 14);
  CorpusLines *lines = corpus_source_read(path, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(lines->lines->len, ==, 1);
  corpus_lines_free(lines);
  g_free(path);
  path = write_bytes("", 0);
  assert_file_refused(path, CORPUS_ERROR_EMPTY, "is empty");
  g_assert_cmpint(g_unlink(path), ==, 0);
  assert_file_refused(path, CORPUS_ERROR_IO, "cannot be read");
  g_free(path);
  path = write_bytes("\xEF\xBB\xBF\n%PDF-1.4", 12);
  assert_file_refused(path, CORPUS_ERROR_IO, "no PDF that");
  g_free(path);
}

/* Wherever a file is cut off: an error, or what is left of it. */
static void
test_truncated_files(void) {
  gsize length = 0;
  guint refused = 0;
  GBytes *bytes = pdf_raw_finish(pages(4, HEADER BODY, "", 0));
  const void *data = g_bytes_get_data(bytes, &length);
  for (gsize cut = 9; cut < length; cut += length / 24) {
    GError *error = NULL;
    char *path = write_bytes(data, cut);
    CorpusLines *lines = corpus_source_read(path, &error);
    g_assert_true((lines == NULL) == (error != NULL));
    if (error != NULL)
      g_assert_true(error->domain == CORPUS_ERROR);
    refused += lines == NULL;
    corpus_lines_free(lines);
    g_clear_error(&error);
    g_free(path);
  }
  g_assert_cmpuint(refused, >, 5);
  g_bytes_unref(bytes);
}

/* A program that reads one file and is not there for others, as that of an earlier version. */
#define NO_SERVER "[ \"$1\" != --serve ] || exit 1\n"

/* Reads a good file with a program that is a shell script instead. */
static CorpusLines *
read_with_script(PdfRaw *raw, const char *script, GError **error) {
  const char *real = g_getenv("KOMPASS_READ_PDF");
  char *kept = g_strdup(real);
  char *text = g_strdup_printf("#!/bin/sh\nreader='%s'\n%s\n", kept, script);
  char *program = test_folder_program(folder, "reader", text);
  g_setenv("KOMPASS_READ_PDF", program, TRUE);
  CorpusLines *lines = read_raw(raw, error);
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_free(text);
  g_free(program);
  g_free(kept);
  return lines;
}

static void
test_reader_that_ends_badly(void) {
  static const struct {
    const char *script, *word;
  } cases[] = {
      {"kill -SEGV $$", "crashed"},
      {"kill -KILL $$", "crashed"},
      {"exit 3", "crashed"},
      {"\"$reader\" \"$1\"; kill -ABRT $$", "crashed"},
      {"exit 0", "cut off"},
      {"\"$reader\" \"$1\" | head -c 60", "cut off"},
      {"echo not what a reader writes", "cut off"},
      {"exec head -c 80000000 /dev/zero", "gave more"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_test_message("%s", cases[i].script);
    char *script = g_strconcat(NO_SERVER, cases[i].script, NULL);
    CorpusLines *lines = read_with_script(one_page(BODY, ""), script, &error);
    g_free(script);
    assert_refused(lines, error, CORPUS_ERROR_IO, cases[i].word);
  }
}

/* A stream that is a few kilobytes in the file: `times` copies of text between two others. */
static GBytes *
packed(const char *before, const char *text, gsize times, const char *after) {
  GString *whole = g_string_new(before);
  for (gsize i = 0; i < times; i++)
    g_string_append(whole, text);
  g_string_append(whole, after);
  GConverter *packer = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  GOutputStream *memory = g_memory_output_stream_new_resizable();
  GOutputStream *stream = g_converter_output_stream_new(memory, packer);
  g_assert_true(g_output_stream_write_all(stream, whole->str, whole->len, NULL, NULL, NULL));
  g_assert_true(g_output_stream_close(stream, NULL, NULL));
  GBytes *bytes = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
  g_object_unref(stream);
  g_object_unref(memory);
  g_object_unref(packer);
  g_string_free(whole, TRUE);
  return bytes;
}

/* Seconds of work that processes which have ended did for this one; how long they waited for a busy
 * machine is not in it. */
static double
work_of_children(void) {
  struct rusage usage;
  g_assert_cmpint(getrusage(RUSAGE_CHILDREN, &usage), ==, 0);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
assert_stopped(const char *before, const char *text, gsize times, const char *after,
               const char *limits) {
  PdfRaw *raw = pdf_raw_new();
  GError *error = NULL;
  GBytes *bytes = packed(before, text, times, after);
  pdf_raw_add_packed_page(raw, bytes);
  g_bytes_unref(bytes);
  char *script = g_strdup_printf(NO_SERVER "exec \"$reader\" \"$1\" %s", limits);
  double before_it = work_of_children();
  CorpusLines *lines = read_with_script(raw, script, &error);
  g_assert_cmpfloat(work_of_children() - before_it, <, 30);
  assert_refused(lines, error, CORPUS_ERROR_IO, "more memory or time");
  g_free(script);
}

static void
test_time_is_limited(void) {
  assert_stopped("", LINE(76, 700, "aaaaaaaa bbbbbbbb cccccccc dddddddd"), 1000000, "", "2048 1");
}

static void
test_memory_is_limited(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip("a sanitizer reserves more address space than any limit");
#else
  assert_stopped("[", "1 ", 12000000, "] TJ\n", "200 60");
#endif
}

/* It closes its output, so that there is nothing more to wait for, but does not end; and what it
 * has started would outlive it. */
static void
test_reader_that_stays(void) {
  char *pipe = g_build_filename(folder, "held-open", NULL), byte = '\0';
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  int held = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  char *script = g_strdup_printf(
      NO_SERVER "exec 3>'%s'; printf x >&3; sleep 6000 >/dev/null & exec 1>&-; sleep 6000", pipe);
  GError *error = NULL;
  CorpusLines *lines = read_with_script(one_page(BODY, ""), script, &error);
  g_assert_null(lines);
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_assert_cmpint(read(held, &byte, 1), ==, 1);
  while (read(held, &byte, 1) < 0) /* until nobody has its other end */
    g_usleep(10000);
  close(held);
  g_error_free(error);
  g_free(script);
  g_unlink(pipe);
  g_free(pipe);
}

static void
test_reader_that_is_missing(void) {
  char *kept = g_strdup(g_getenv("KOMPASS_READ_PDF"));
  GError *error = NULL;
  g_setenv("KOMPASS_READ_PDF", "/nonexistent/kompass-read-pdf", TRUE);
  CorpusLines *lines = read_raw(one_page(BODY, ""), &error);
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  assert_refused(lines, error, CORPUS_ERROR_IO, "can't be started");
  g_free(kept);
}

static void
test_several_at_once(void) {
  GError *error = NULL;
  char *path = write_raw(one_page(BODY, ""));
  CorpusSourceReading *readings[4];
  for (gsize i = 0; i < G_N_ELEMENTS(readings); i++) {
    readings[i] = corpus_source_begin(path, false);
  }
  corpus_source_abandon(readings[1]);
  corpus_source_abandon(NULL);
  for (gsize i = G_N_ELEMENTS(readings); i-- > 0;) {
    CorpusLines *lines = i != 1 ? corpus_source_finish(readings[i], &error) : NULL;
    g_assert_no_error(error);
    g_assert_true((lines != NULL) == (i != 1));
    corpus_lines_free(lines);
  }
  g_free(path);
}

#define STARTS "echo \"$1\" >>\"$0.starts\"\n"

/* Reads a good file four times with the script; the arguments with which it was started, which the
 * caller frees. */
static char *
starts_of(const char *script) {
  static unsigned calls = 0; /* another program each time, so that it is started anew */
  char *name = g_strdup_printf("counted-%u", calls++), *starts = NULL;
  char *kept = g_strdup(g_getenv("KOMPASS_READ_PDF"));
  char *text = g_strdup_printf("#!/bin/sh\nreader='%s'\n" STARTS "%s\n", kept, script);
  char *program = test_folder_program(folder, name, text);
  char *file = g_strconcat(program, ".starts", NULL);
  g_setenv("KOMPASS_READ_PDF", program, TRUE);
  test_several_at_once();
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_assert_true(g_file_get_contents(file, &starts, NULL, NULL));
  g_remove(file);
  g_free(text);
  g_free(kept);
  g_free(file);
  g_free(program);
  g_free(name);
  return starts;
}

static void
test_program_is_started_once(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip("a program with a sanitizer does not copy itself");
#else
  char *starts = starts_of("exec \"$reader\" \"$@\"");
  g_assert_cmpstr(starts, ==, "--serve\n");
  g_free(starts);
#endif
}

/* The server ends without an answer, or is not where it can be waited for, or its copies can't: all
 * is read, by a program for each file, and it is not tried for ever. */
static void
test_server_that_fails(void) {
  static const char *const servers[] = {
      "[ \"$1\" != --serve ] || exit 0",
      "[ \"$1\" != --serve ] || exec head -c 1",
      "[ \"$1\" != --serve ] || { \"$reader\" --serve; exit; }",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(servers); i++) {
    char *script = g_strconcat(servers[i], "\nexec \"$reader\" \"$@\"", NULL);
    char *starts = starts_of(script);
    char **parts = g_strsplit(starts, "--serve", -1);
    g_test_message("%s: %s", servers[i], starts);
    g_assert_cmpuint(g_strv_length(parts), ==, 3);
    g_strfreev(parts);
    g_free(starts);
    g_free(script);
  }
}

/* Text recognition is much to load, and is in a program of its own, which is named where it is not
 * there. */
static void
test_recognition_is_apart(void) {
  char *kept = g_strdup(g_getenv("KOMPASS_READ_PDF")), *bytes = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(kept, &bytes, &length, NULL));
  for (gsize at = 0; at + strlen("libtesseract") <= length; at++)
    g_assert_cmpint(memcmp(bytes + at, "libtesseract", strlen("libtesseract")), !=, 0);
  char *alone = g_build_filename(folder, "alone", NULL);
  g_assert_true(g_file_set_contents(alone, bytes, (gssize)length, NULL));
  g_assert_cmpint(g_chmod(alone, 0700), ==, 0);
  g_setenv("KOMPASS_READ_PDF", alone, TRUE);
  char *missing = corpus_source_missing_recognition();
  g_setenv("KOMPASS_READ_PDF", kept, TRUE);
  g_assert_nonnull(missing);
  g_free(missing);
  g_free(alone);
  g_free(bytes);
  g_free(kept);
}

static void
add_tests_of_pages(void) {
  g_test_add_func("/corpus/source/pdf/drawing_order_means_nothing",
                  test_drawing_order_means_nothing);
  g_test_add_func("/corpus/source/pdf/places_are_told", test_places_are_told);
  g_test_add_func("/corpus/source/pdf/rows_of_figures", test_rows_of_figures);
  g_test_add_func("/corpus/source/pdf/large", test_large_figures);
  g_test_add_func("/corpus/source/pdf/turned_pages", test_turned_pages);
  g_test_add_func("/corpus/source/pdf/spaced_letters_are_words", test_spaced_letters_are_words);
  g_test_add_func("/corpus/source/pdf/slanted_text_goes", test_slanted_text_goes);
  g_test_add_func("/corpus/source/pdf/slanted_text_that_wraps_goes",
                  test_slanted_text_that_wraps_goes);
  g_test_add_func("/corpus/source/pdf/turned_otherwise_last",
                  test_text_turned_otherwise_comes_last);
  g_test_add_func("/corpus/source/pdf/glyphs", test_odd_glyphs);
  g_test_add_func("/corpus/source/pdf/headers_and_numbers_go", test_headers_and_page_numbers_go);
  g_test_add_func("/corpus/source/pdf/headings_stay", test_headings_stay);
  g_test_add_func("/corpus/source/pdf/headers_of_tables_stay", test_headers_of_tables_stay);
  g_test_add_func("/corpus/source/pdf/cells_in_the_margin_stay", test_cells_in_the_margin_stay);
  g_test_add_func("/corpus/source/pdf/headers_of_chapters_go", test_headers_of_chapters_go);
}

static void
add_tests_of_hostile_files(void) {
  g_test_add_func("/corpus/source/pdf/scanned_page", test_scanned_page_is_named);
  g_test_add_func("/corpus/source/pdf/scanned_file", test_scanned_file_is_refused);
  g_test_add_func("/corpus/source/pdf/encrypted", test_encrypted_file_is_refused);
  g_test_add_func("/corpus/source/pdf/garbage", test_garbage_is_refused);
  g_test_add_func("/corpus/source/pdf/no_pdf", test_what_begins_otherwise_is_no_pdf);
  g_test_add_func("/corpus/source/pdf/truncated", test_truncated_files);
  g_test_add_func("/corpus/source/pdf/ends_badly", test_reader_that_ends_badly);
  g_test_add_func("/corpus/source/pdf/time", test_time_is_limited);
  g_test_add_func("/corpus/source/pdf/memory", test_memory_is_limited);
  g_test_add_func("/corpus/source/pdf/missing", test_reader_that_is_missing);
  g_test_add_func("/corpus/source/pdf/stays", test_reader_that_stays);
  g_test_add_func("/corpus/source/pdf/several_at_once", test_several_at_once);
  g_test_add_func("/corpus/source/pdf/started_once", test_program_is_started_once);
  g_test_add_func("/corpus/source/pdf/server_that_fails", test_server_that_fails);
  g_test_add_func("/corpus/source/pdf/recognition_is_apart", test_recognition_is_apart);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  folder = test_folder_new();
  add_tests_of_pages();
  add_tests_of_hostile_files();
  int failures = g_test_run();
  test_folder_remove(folder);
  return failures;
}
