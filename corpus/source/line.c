/* corpus/source/line.c: lines, made, looked up, and stored in GLib's own serialised form. */
#include "corpus/source/line.h"

#include <glib/gi18n.h>
#include <math.h>

#include "corpus/text/error.h"

#define LINE_TYPE                                                                                  \
  "(suubbbbddddbbad(uuuuuuu))" /* text to recognised, words, then kind to column                   \
                                */
#define NOTE_TYPE "(suu)"
/* Is it lines; else code and message of an error. Pages, warnings, lines, notes. */
#define STORE_TYPE "(bisuasa" LINE_TYPE "a" NOTE_TYPE ")"

CorpusLine *
corpus_line_new(const char *text, unsigned page, unsigned number) {
  CorpusLine *line = g_new0(CorpusLine, 1);
  line->text = g_strdup(text);
  line->page = page;
  line->number = number;
  line->left = line->right = line->top = line->size = NAN;
  return line;
}

void
corpus_line_free(CorpusLine *line) {
  if (line == NULL)
    return;
  g_free(line->text);
  g_clear_pointer(&line->words, g_array_unref);
  g_free(line);
}

CorpusNote *
corpus_note_new(char *text, unsigned page, guint line) {
  CorpusNote *note = g_new0(CorpusNote, 1);
  *note = (CorpusNote){text, page, line};
  return note;
}

void
corpus_note_free(CorpusNote *note) {
  if (note == NULL)
    return;
  g_free(note->text);
  g_free(note);
}

CorpusLines *
corpus_lines_new(void) {
  CorpusLines *lines = g_new0(CorpusLines, 1);
  lines->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  lines->notes = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_note_free);
  lines->warnings = g_ptr_array_new_with_free_func(g_free);
  return lines;
}

char *
corpus_warning_new(const char *code, const char *name, const char *value, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  char *warning = name != NULL ? g_strjoin("\t", text, code, name, value, NULL)
                               : g_strjoin("\t", text, code, NULL);
  g_free(text);
  return warning;
}

void
corpus_lines_free(CorpusLines *lines) {
  if (lines == NULL)
    return;
  g_ptr_array_unref(lines->lines);
  g_ptr_array_unref(lines->notes);
  g_ptr_array_unref(lines->warnings);
  g_free(lines);
}

const CorpusLine *
corpus_line_at(const GPtrArray *lines, guint i) {
  return g_ptr_array_index(lines, i);
}

static int
compare_doubles(gconstpointer a, gconstpointer b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double
corpus_quantile(GArray *values, double share) {
  if (values->len == 0)
    return NAN;
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, (guint)((values->len - 1) * share + 0.5));
}

const char *
corpus_line_text(const GPtrArray *lines, guint i) {
  return corpus_line_at(lines, i)->text;
}

char **
corpus_line_split(const CorpusLine *line) {
  char **words = g_strsplit(line->text, " ", -1);
  guint kept = 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      words[kept++] = words[i];
    else
      g_free(words[i]);
  words[kept] = NULL;
  return words;
}

guint
corpus_line_next_text(const GPtrArray *lines, guint at, guint end) {
  while (at < end && *corpus_line_text(lines, at) == '\0')
    at++;
  return at;
}

/* Both edges of each word, in a row. */
static GVariant *
store_words(const CorpusLine *line) {
  return g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE,
                                   line->words != NULL ? line->words->data : NULL,
                                   line->words != NULL ? 2 * line->words->len : 0, sizeof(double));
}

static GArray *
read_words(GVariant *stored) {
  gsize edges = 0;
  const double *edge = g_variant_get_fixed_array(stored, &edges, sizeof(double));
  GArray *words = edges > 1 ? g_array_new(FALSE, FALSE, sizeof(CorpusPlace)) : NULL;
  for (gsize i = 0; i + 1 < edges; i += 2) {
    CorpusPlace place = {edge[i], edge[i + 1]};
    g_array_append_val(words, place);
  }
  return words;
}

/* Whoever asks for a word's place relies on there being as many as words. */
static bool
places_fit(const CorpusLine *line) {
  char **words = corpus_line_split(line);
  bool fit = line->words == NULL || g_strv_length(words) == line->words->len;
  g_strfreev(words);
  return fit;
}

static void
store_line(GVariantBuilder *builder, const CorpusLine *line) {
  g_variant_builder_add(builder, "(suubbbbddddbb@ad(uuuuuuu))", line->text, line->page,
                        line->number, line->blank_before, line->starts_page, line->ends_with_space,
                        line->ends_with_spaces, line->left, line->right, line->top, line->size,
                        line->bold, line->recognised, store_words(line), (unsigned)line->kind,
                        line->level, line->paragraph, line->block, line->table, line->row,
                        line->column);
}

/* Lines, or an error where there are none. */
static GBytes *
store(const CorpusLines *lines, const GError *error) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(STORE_TYPE));
  g_variant_builder_add(&builder, "b", error == NULL);
  g_variant_builder_add(&builder, "i", error != NULL ? error->code : 0);
  g_variant_builder_add(&builder, "s", error != NULL ? error->message : "");
  g_variant_builder_add(&builder, "u", lines->pages);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("as"));
  for (guint i = 0; i < lines->warnings->len; i++)
    g_variant_builder_add(&builder, "s", g_ptr_array_index(lines->warnings, i));
  g_variant_builder_close(&builder);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("a" LINE_TYPE));
  for (guint i = 0; i < lines->lines->len; i++)
    store_line(&builder, corpus_line_at(lines->lines, i));
  g_variant_builder_close(&builder);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("a" NOTE_TYPE));
  for (guint i = 0; i < lines->notes->len; i++) {
    const CorpusNote *note = g_ptr_array_index(lines->notes, i);
    g_variant_builder_add(&builder, NOTE_TYPE, note->text, note->page, note->line);
  }
  g_variant_builder_close(&builder);
  GVariant *variant = g_variant_ref_sink(g_variant_builder_end(&builder));
  GBytes *bytes = g_variant_get_data_as_bytes(variant);
  g_variant_unref(variant);
  return bytes;
}

GBytes *
corpus_lines_to_bytes(const CorpusLines *lines) {
  return store(lines, NULL);
}

GBytes *
corpus_error_to_bytes(const GError *error) {
  CorpusLines *none = corpus_lines_new();
  GBytes *bytes = store(none, error);
  corpus_lines_free(none);
  return bytes;
}

static void
read_lines(GVariant *stored, GPtrArray *lines) {
  GVariantIter iterator;
  g_variant_iter_init(&iterator, stored);
  CorpusLine read = {0};
  gboolean blank, starts, space, spaces, bold, recognised;
  unsigned kind;
  GVariant *words = NULL;
  while (g_variant_iter_next(&iterator, "(&suubbbbddddbb@ad(uuuuuuu))", &read.text, &read.page,
                             &read.number, &blank, &starts, &space, &spaces, &read.left,
                             &read.right, &read.top, &read.size, &bold, &recognised, &words, &kind,
                             &read.level, &read.paragraph, &read.block, &read.table, &read.row,
                             &read.column)) {
    CorpusLine *line = g_memdup2(&read, sizeof read);
    line->text = g_strdup(read.text);
    line->words = read_words(words);
    if (!places_fit(line))
      g_clear_pointer(&line->words, g_array_unref);
    g_variant_unref(words);
    line->blank_before = blank;
    line->starts_page = starts;
    line->ends_with_space = space;
    line->ends_with_spaces = spaces;
    line->bold = bold;
    line->recognised = recognised;
    line->kind = MIN(kind, CORPUS_LINE_ITEM);
    g_ptr_array_add(lines, line);
  }
}

static void
read_notes(GVariant *stored, CorpusLines *lines) {
  GVariantIter iterator;
  g_variant_iter_init(&iterator, stored);
  const char *text = NULL;
  unsigned page = 0, line = 0, last = MAX(lines->lines->len, 1) - 1;
  while (g_variant_iter_next(&iterator, "(&suu)", &text, &page, &line))
    g_ptr_array_add(lines->notes, corpus_note_new(g_strdup(text), page, MIN(line, last)));
}

static CorpusLines *
read_store(GVariant *variant, GError **error) {
  gboolean ok = FALSE;
  int code = 0;
  const char *text = NULL;
  CorpusLines *lines = corpus_lines_new();
  GVariant *warnings = NULL, *stored = NULL, *notes = NULL;
  g_variant_get(variant, "(bi&su@as@a" LINE_TYPE "@a" NOTE_TYPE ")", &ok, &code, &text,
                &lines->pages, &warnings, &stored, &notes);
  if (ok) {
    GVariantIter iterator;
    g_variant_iter_init(&iterator, warnings);
    while (g_variant_iter_next(&iterator, "&s", &text))
      g_ptr_array_add(lines->warnings, g_strdup(text));
    read_lines(stored, lines->lines);
    read_notes(notes, lines);
  } else {
    g_set_error_literal(error, CORPUS_ERROR, code, text);
    g_clear_pointer(&lines, corpus_lines_free);
  }
  g_variant_unref(warnings);
  g_variant_unref(stored);
  g_variant_unref(notes);
  return lines;
}

CorpusLines *
corpus_lines_from_bytes(GBytes *bytes, GError **error) {
  GVariant *variant =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(STORE_TYPE), bytes, FALSE));
  CorpusLines *lines = NULL;
  if (g_bytes_get_size(bytes) == 0 || !g_variant_is_normal_form(variant))
    g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, N_("what was read is cut off"));
  else
    lines = read_store(variant, error);
  g_variant_unref(variant);
  return lines;
}
