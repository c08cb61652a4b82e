/* search/view/sheet.c: rows of named columns, on their way into CSV, a spreadsheet's CSV, a
 * workbook or a table of text. */
#include <math.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "search/view/parts.h"
#include "search/view/workbook.h"

/* What a cell is. */
typedef enum { CELL_TEXT, CELL_WORD, CELL_CODE, CELL_NUMBER } CellKind;

typedef struct {
  CellKind kind;
  const char *text; /* NULL = absent */
  double number;    /* of CELL_NUMBER: the same */
  unsigned decimals;
} Cell;

struct SearchSheet {
  SearchFormat format; /* CSV, CSV_SV or XLSX */
  const char *answer;  /* "models": for headings of its own */
  GString *out;
  SearchWorkbook *workbook; /* of XLSX */
};

struct SearchRow {
  SearchSheet *sheet; /* NULL = the cells that are named go into a table of text */
  bool names_only, begun;
  const char *const *names;
  char **cells; /* in the order of the names */
};

/* ---- what people read ---- */

typedef struct {
  GHashTable *headings, *values;
} Words;

static const CorpusKnowledgeField FIELDS[] = {
    {"headings", NULL, CORPUS_KNOWLEDGE_TEXT, G_STRUCT_OFFSET(Words, headings)},
    {"values", NULL, CORPUS_KNOWLEDGE_TEXT, G_STRUCT_OFFSET(Words, values)},
    {0}};
CORPUS_KNOWLEDGE(words_table, .file = "table-words.ini", .bytes = sizeof(Words), .fields = FIELDS);

/* In Swedish, of the answer's own where there is one; as it is where nobody has said. */
static const char *
heading_of(const SearchSheet *sheet, const char *name) {
  const Words *words = corpus_knowledge(&words_table);
  char *own = g_strconcat(sheet->answer, ".", name, NULL);
  const char *heading = g_hash_table_lookup(words->headings, own);
  g_free(own);
  if (heading == NULL)
    heading = g_hash_table_lookup(words->headings, name);
  return heading != NULL ? heading : name;
}

static const char *
value_of(const char *word) {
  const Words *words = corpus_knowledge(&words_table);
  const char *value = g_hash_table_lookup(words->values, word);
  return value != NULL ? value : word;
}

/* ---- CSV ---- */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* by which Excel knows that it is UTF-8 */

static bool
looks_like_formula(const char *text) {
  return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

/* A quoted cell: an empty one in quotation marks is not taken for the beginning of a row. */
static void
append_quoted(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *at);
  }
  g_string_append_c(out, '"');
}

static void
append_cell(SearchRow *row, const char *text) {
  bool swedish = row->sheet->format == SEARCH_FORMAT_CSV_SV;
  GString *out = row->sheet->out;
  if (row->begun)
    g_string_append_c(out, swedish ? ';' : ',');
  row->begun = true;
  if (*text == '\0' || strpbrk(text, swedish ? ";\"\r\n" : ",\"\r\n") != NULL)
    append_quoted(out, text);
  else
    g_string_append(out, text);
}

/* What people have written may look like a formula; a code that is all figures is one, so that a
 * spreadsheet keeps its zeros. */
static void
append_csv(SearchRow *row, const char *text, CellKind kind) {
  bool swedish = row->sheet->format == SEARCH_FORMAT_CSV_SV;
  char *made = NULL;
  if (kind == CELL_CODE && swedish && *text != '\0' && strspn(text, "0123456789.") == strlen(text))
    made = g_strdup_printf("=\"%s\"", text);
  else if (kind == CELL_NUMBER && swedish)
    made = g_strdelimit(g_strdup(text), ".", ',');
  else if (kind == CELL_TEXT && looks_like_formula(text))
    made = g_strconcat("'", text, NULL);
  append_cell(row, made != NULL ? made : text);
  g_free(made);
}

/* ---- sheets ---- */

SearchSheet *
search_sheet_new(SearchFormat format, const char *answer, GString *out) {
  SearchSheet *sheet = g_new0(SearchSheet, 1);
  sheet->format = format;
  sheet->answer = answer;
  sheet->out = out;
  if (format == SEARCH_FORMAT_XLSX)
    sheet->workbook = search_workbook_new();
  return sheet;
}

void
search_sheet_aim(SearchSheet *sheet, GString *out) {
  sheet->out = out;
}

void
search_sheet_free(SearchSheet *sheet) {
  if (sheet == NULL)
    return;
  if (sheet->workbook != NULL)
    search_workbook_finish(sheet->workbook, sheet->out);
  g_free(sheet);
}

void
search_sheet_drop(SearchSheet *sheet) {
  GString *nowhere = g_string_new(NULL);
  if (sheet != NULL)
    sheet->out = nowhere;
  search_sheet_free(sheet);
  g_string_free(nowhere, TRUE);
}

static void
end_row(const SearchRow *row) {
  if (row->sheet->workbook != NULL)
    search_workbook_end_row(row->sheet->workbook);
  else
    g_string_append(row->sheet->out, "\r\n");
}

void
search_sheet_head(SearchSheet *sheet, SearchRowFunction function, const void *blank) {
  SearchRow row = {.sheet = sheet, .names_only = true};
  if (sheet->format == SEARCH_FORMAT_CSV_SV)
    g_string_append(sheet->out, BYTE_ORDER_MARK);
  function(&row, blank);
  end_row(&row);
}

void
search_sheet_row(SearchSheet *sheet, SearchRowFunction function, const void *data) {
  SearchRow row = {.sheet = sheet};
  function(&row, data);
  end_row(&row);
}

void
search_sheet_rows(SearchSheet *sheet, SearchRowFunction function, const void *blank,
                  const GPtrArray *rows) {
  search_sheet_head(sheet, function, blank);
  for (guint i = 0; i < rows->len; i++)
    search_sheet_row(sheet, function, rows->pdata[i]);
}

/* ---- tables of text ---- */

void
search_table_row(SearchTable *table, SearchRowFunction function, const void *data,
                 const char *const *names) {
  gsize count = g_strv_length((char **)names);
  SearchRow row = {.names = names, .cells = g_new0(char *, count + 1)};
  function(&row, data);
  for (gsize i = 0; i < count; i++)
    search_table_take(table, row.cells[i]);
  g_free(row.cells);
}

/* ---- cells ---- */

static void
add_name(SearchRow *row, const char *name) {
  bool people = row->sheet->format != SEARCH_FORMAT_CSV;
  const char *heading = people ? heading_of(row->sheet, name) : name;
  if (row->sheet->workbook != NULL)
    search_workbook_heading(row->sheet->workbook, heading);
  else
    append_cell(row, heading);
}

/* The cell of a table of text, if its column is one of those that are named. */
static void
add_to_table(SearchRow *row, const char *name, const char *text) {
  for (gsize i = 0; row->names[i] != NULL; i++)
    if (strcmp(row->names[i], name) == 0)
      row->cells[i] = g_strdup(text != NULL ? text : "-");
}

static void
add_to_sheet(SearchRow *row, const Cell *cell) {
  SearchSheet *sheet = row->sheet;
  const char *text = cell->text;
  if (cell->kind == CELL_WORD && text != NULL && sheet->format != SEARCH_FORMAT_CSV)
    text = value_of(text);
  if (sheet->workbook == NULL)
    append_csv(row, text != NULL ? text : "", cell->kind);
  else if (text != NULL && cell->kind == CELL_NUMBER)
    search_workbook_number(sheet->workbook, cell->number, cell->decimals);
  else
    search_workbook_text(sheet->workbook, text != NULL ? text : "");
}

static void
add(SearchRow *row, const char *name, Cell cell) {
  if (row->sheet == NULL)
    add_to_table(row, name, cell.text);
  else if (row->names_only)
    add_name(row, name);
  else
    add_to_sheet(row, &cell);
}

void
search_row_text(SearchRow *row, const char *name, const char *text) {
  add(row, name, (Cell){.kind = CELL_TEXT, .text = text});
}

void
search_row_word(SearchRow *row, const char *name, const char *word) {
  add(row, name, (Cell){.kind = CELL_WORD, .text = word});
}

const char *
search_row_said(const SearchRow *row, const char *word) {
  return row->sheet != NULL && row->sheet->format != SEARCH_FORMAT_CSV ? value_of(word) : word;
}

void
search_row_code(SearchRow *row, const char *name, const char *code) {
  add(row, name, (Cell){.kind = CELL_CODE, .text = code});
}

void
search_row_integer(SearchRow *row, const char *name, gint64 number) {
  char text[32];
  g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
  add(row, name, (Cell){CELL_NUMBER, text, (double)number, 0});
}

void
search_row_score(SearchRow *row, const char *name, int score) {
  if (score < 0)
    add(row, name, (Cell){.kind = CELL_NUMBER});
  else
    search_row_integer(row, name, score);
}

void
search_row_ordinal(SearchRow *row, const char *name, unsigned number) {
  search_row_score(row, name, number == 0 ? -1 : (int)number);
}

void
search_row_number(SearchRow *row, const char *name, double number, unsigned decimals) {
  char format[16], text[G_ASCII_DTOSTR_BUF_SIZE];
  if (row->sheet == NULL) {
    char *read = search_text_number("%.1f", number);
    add(row, name, (Cell){CELL_NUMBER, read, number, 1});
    g_free(read);
    return;
  }
  g_snprintf(format, sizeof format, "%%.%uf", decimals);
  const char *shown =
      isnan(number) ? NULL
                    : g_ascii_formatd(text, sizeof text, format, search_text_halves_up(number));
  add(row, name, (Cell){CELL_NUMBER, shown, number, decimals});
}
