/* search/view/workbook.c: writes workbooks with libxlsxwriter. */
#define _GNU_SOURCE /* memfd_create() */
#include "search/view/workbook.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "corpus/text/installed.h"

#define LEAST_WIDTH 8 /* of a column, in letters */
#define MOST_WIDTH 60
#define ROWS_MOST 1048576u      /* what a sheet may have */
#define CELL_MOST_LETTERS 32767 /* what a cell may have */
#define DECIMALS_MOST 4

/* The library is not said to be safe with several threads. */
static GMutex library;

/* What is used of it. It is loaded with the first workbook. */
static struct {
  __typeof__(workbook_new_opt) *workbook_new_opt;
  __typeof__(workbook_add_worksheet) *workbook_add_worksheet;
  __typeof__(workbook_add_format) *workbook_add_format;
  __typeof__(workbook_close) *workbook_close;
  __typeof__(worksheet_write_string) *worksheet_write_string;
  __typeof__(worksheet_write_number) *worksheet_write_number;
  __typeof__(worksheet_set_column) *worksheet_set_column;
  __typeof__(worksheet_freeze_panes) *worksheet_freeze_panes;
  __typeof__(worksheet_autofilter) *worksheet_autofilter;
  __typeof__(format_set_bold) *format_set_bold;
  __typeof__(format_set_text_wrap) *format_set_text_wrap;
  __typeof__(format_set_align) *format_set_align;
  __typeof__(format_set_num_format) *format_set_num_format;
} xlsx;

struct SearchWorkbook {
  int memory; /* the file that is written, -1 = there is none */
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *bold, *wrapped, *numbers[DECIMALS_MOST + 1];
  lxw_row_t row, rows;
  lxw_col_t column, columns;
  GArray *widths; /* unsigned, letters of the widest cell of each column */
};

/* Under the lock. */
static bool
load_library(void) {
  static bool loaded;
  static const CorpusLateFunction functions[] = {
      {"workbook_new_opt", (void **)&xlsx.workbook_new_opt},
      {"workbook_add_worksheet", (void **)&xlsx.workbook_add_worksheet},
      {"workbook_add_format", (void **)&xlsx.workbook_add_format},
      {"workbook_close", (void **)&xlsx.workbook_close},
      {"worksheet_write_string", (void **)&xlsx.worksheet_write_string},
      {"worksheet_write_number", (void **)&xlsx.worksheet_write_number},
      {"worksheet_set_column", (void **)&xlsx.worksheet_set_column},
      {"worksheet_freeze_panes", (void **)&xlsx.worksheet_freeze_panes},
      {"worksheet_autofilter", (void **)&xlsx.worksheet_autofilter},
      {"format_set_bold", (void **)&xlsx.format_set_bold},
      {"format_set_text_wrap", (void **)&xlsx.format_set_text_wrap},
      {"format_set_align", (void **)&xlsx.format_set_align},
      {"format_set_num_format", (void **)&xlsx.format_set_num_format},
  };
  if (!loaded)
    loaded = corpus_library_load(XLSXWRITER_FILE, functions, G_N_ELEMENTS(functions), NULL);
  return loaded;
}

static void
make_formats(SearchWorkbook *workbook) {
  static const char *const patterns[] = {"0", "0.0", "0.00", "0.000", "0.0000"};
  workbook->bold = xlsx.workbook_add_format(workbook->book);
  workbook->wrapped = xlsx.workbook_add_format(workbook->book);
  xlsx.format_set_bold(workbook->bold);
  xlsx.format_set_text_wrap(workbook->wrapped);
  xlsx.format_set_align(workbook->wrapped, LXW_ALIGN_VERTICAL_TOP);
  for (gsize i = 0; i < G_N_ELEMENTS(patterns); i++) {
    workbook->numbers[i] = xlsx.workbook_add_format(workbook->book);
    xlsx.format_set_num_format(workbook->numbers[i], patterns[i]);
    xlsx.format_set_align(workbook->numbers[i], LXW_ALIGN_VERTICAL_TOP);
  }
}

/* The library writes to a file by its name. */
static void
begin_book(SearchWorkbook *workbook) {
  workbook->memory = load_library() ? memfd_create("kompass", MFD_CLOEXEC) : -1;
  if (workbook->memory < 0)
    return;
  char *path = g_strdup_printf("/proc/self/fd/%d", workbook->memory);
  char *folder = g_strdup(g_get_tmp_dir());
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
  workbook->book = access(folder, W_OK) == 0 ? xlsx.workbook_new_opt(path, &options) : NULL;
  workbook->sheet =
      workbook->book != NULL ? xlsx.workbook_add_worksheet(workbook->book, "Kompass") : NULL;
  if (workbook->sheet != NULL)
    make_formats(workbook);
  g_free(folder);
  g_free(path);
}

SearchWorkbook *
search_workbook_new(void) {
  SearchWorkbook *workbook = g_new0(SearchWorkbook, 1);
  workbook->widths = g_array_new(FALSE, TRUE, sizeof(unsigned));
  g_mutex_lock(&library);
  begin_book(workbook);
  g_mutex_unlock(&library);
  return workbook;
}

static void
note_width(SearchWorkbook *workbook, unsigned letters) {
  if (workbook->column >= workbook->widths->len)
    g_array_set_size(workbook->widths, workbook->column + 1u);
  unsigned *width = &g_array_index(workbook->widths, unsigned, workbook->column);
  *width = CLAMP(letters, *width, MOST_WIDTH);
}

static void
write_text(SearchWorkbook *workbook, const char *text, lxw_format *format) {
  if (workbook->sheet != NULL && *text != '\0' && workbook->row < ROWS_MOST) {
    g_mutex_lock(&library);
    xlsx.worksheet_write_string(workbook->sheet, workbook->row, workbook->column, text, format);
    g_mutex_unlock(&library);
  }
  workbook->column++;
}

void
search_workbook_heading(SearchWorkbook *workbook, const char *text) {
  note_width(workbook, (unsigned)g_utf8_strlen(text, -1) + 3); /* beside the filter's button */
  write_text(workbook, text, workbook->bold);
  workbook->columns = MAX(workbook->columns, workbook->column);
}

void
search_workbook_text(SearchWorkbook *workbook, const char *text) {
  gsize letters = (gsize)g_utf8_strlen(text, -1);
  note_width(workbook, (unsigned)MIN(letters, MOST_WIDTH));
  if (letters <= CELL_MOST_LETTERS) {
    write_text(workbook, text, workbook->wrapped);
    return;
  }
  char *first = g_utf8_substring(text, 0, CELL_MOST_LETTERS - 4);
  char *cut = g_strconcat(first, " […", NULL);
  write_text(workbook, cut, workbook->wrapped);
  g_free(cut);
  g_free(first);
}

void
search_workbook_number(SearchWorkbook *workbook, double number, unsigned decimals) {
  note_width(workbook, LEAST_WIDTH);
  if (workbook->sheet != NULL && workbook->row < ROWS_MOST) {
    g_mutex_lock(&library);
    xlsx.worksheet_write_number(workbook->sheet, workbook->row, workbook->column, number,
                                workbook->numbers[MIN(decimals, DECIMALS_MOST)]);
    g_mutex_unlock(&library);
  }
  workbook->column++;
}

void
search_workbook_end_row(SearchWorkbook *workbook) {
  workbook->row++;
  workbook->column = 0;
}

/* ---- the end ---- */

static void
finish_sheet(SearchWorkbook *workbook) {
  for (guint i = 0; i < workbook->widths->len; i++)
    xlsx.worksheet_set_column(workbook->sheet, (lxw_col_t)i, (lxw_col_t)i,
                              MAX(g_array_index(workbook->widths, unsigned, i), LEAST_WIDTH), NULL);
  xlsx.worksheet_freeze_panes(workbook->sheet, 1, 0);
  if (workbook->columns > 0 && workbook->row > 1)
    xlsx.worksheet_autofilter(workbook->sheet, 0, 0, MIN(workbook->row, ROWS_MOST) - 1,
                              (lxw_col_t)(workbook->columns - 1));
}

static void
append_file(int file, GString *out) {
  char bytes[64 * 1024];
  gsize before = out->len;
  ssize_t got = 0;
  off_t at = 0;
  while ((got = pread(file, bytes, sizeof bytes, at)) > 0 || (got < 0 && errno == EINTR)) {
    g_string_append_len(out, bytes, MAX(got, 0));
    at += MAX(got, 0);
  }
  if (got < 0)
    g_string_truncate(out, before);
}

void
search_workbook_finish(SearchWorkbook *workbook, GString *out) {
  lxw_error failed = LXW_ERROR_CREATING_XLSX_FILE;
  g_mutex_lock(&library);
  if (workbook->sheet != NULL)
    finish_sheet(workbook);
  if (workbook->book != NULL)
    failed = xlsx.workbook_close(workbook->book);
  g_mutex_unlock(&library);
  if (failed == LXW_NO_ERROR)
    append_file(workbook->memory, out);
  if (workbook->memory >= 0)
    close(workbook->memory);
  g_array_unref(workbook->widths);
  g_free(workbook);
}
