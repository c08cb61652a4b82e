/* corpus/source/line.c: lines, made, looked up, and stored in GLib's own serialised form. */
#include "corpus/source/line.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "corpus/text/error.h"

#define NOTE_TYPE "(suu)"
/* Is it lines; else code and message of an error. Pages, warnings, the lines' texts, numbers and
 * places in a row each, as they are quickly read so, notes. */
#define STORE_TYPE "(bisuasasauada" NOTE_TYPE ")"

#define SAME_ROW 2.0 /* points by which the tops of lines of one row may differ */

/* The numbers of a line. */
enum {
  PAGE,
  NUMBER,
  FLAGS,
  KIND,
  LEVEL,
  PARAGRAPH,
  BLOCK,
  TABLE,
  ROW,
  COLUMN,
  WORDS, /* with places */
  NUMBERS
};

/* Bits of FLAGS. */
enum {
  BLANK_BEFORE = 1,
  STARTS_PAGE = 2,
  ENDS_WITH_SPACE = 4,
  ENDS_WITH_SPACES = 8,
  BOLD = 16,
  RECOGNISED = 32
};

/* The places of a line, before both edges of each of its words. */
enum { LEFT, RIGHT, TOP, SIZE, PLACES };

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

void
corpus_lines_replace(CorpusLines *lines, guint at, guint taken, GPtrArray *made) {
  if (taken > 0)
    g_ptr_array_remove_range(lines->lines, at, taken);
  for (guint i = 0; i < made->len; i++)
    g_ptr_array_insert(lines->lines, (int)(at + i), made->pdata[i]);
  for (guint i = 0; i < lines->notes->len; i++) {
    CorpusNote *note = g_ptr_array_index(lines->notes, i);
    if (note->line >= at + taken)
      note->line = note->line - taken + made->len;
    else if (note->line > at)
      note->line = at;
  }
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

double
corpus_median(GArray *values) {
  return corpus_quantile(values, 0.5);
}

bool
corpus_is_bullet_alone(const char *word) {
  gunichar sign = g_utf8_get_char(word);
  return sign != 0 && *g_utf8_next_char(word) == '\0' && !g_unichar_isalnum(sign) && sign != '&';
}

const char *
corpus_line_text(const GPtrArray *lines, guint i) {
  return corpus_line_at(lines, i)->text;
}

void
corpus_line_set_text(CorpusLine *line, char *text) {
  g_free(line->text);
  line->text = text;
  g_clear_pointer(&line->words, g_array_unref);
}

bool
corpus_line_same_row(const CorpusLine *a, const CorpusLine *b) {
  return a->page == b->page && fabs(a->top - b->top) <= SAME_ROW;
}

bool
corpus_line_is_named_heading(const CorpusLine *line) {
  return line->kind == CORPUS_LINE_HEADING && line->paragraph != 0;
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

guint
corpus_line_text_end(const GPtrArray *lines, guint first, guint before) {
  while (before > first && *corpus_line_text(lines, before - 1) == '\0')
    before--;
  return before;
}

static guint32
flags_of(const CorpusLine *line) {
  return (line->blank_before ? BLANK_BEFORE : 0) | (line->starts_page ? STARTS_PAGE : 0) |
         (line->ends_with_space ? ENDS_WITH_SPACE : 0) |
         (line->ends_with_spaces ? ENDS_WITH_SPACES : 0) | (line->bold ? BOLD : 0) |
         (line->recognised ? RECOGNISED : 0);
}

static void
store_line(const CorpusLine *line, GArray *numbers, GArray *places) {
  const guint words = line->words != NULL ? line->words->len : 0;
  const guint32 own[NUMBERS] = {
      [PAGE] = line->page,     [NUMBER] = line->number, [FLAGS] = flags_of(line),
      [KIND] = line->kind,     [LEVEL] = line->level,   [PARAGRAPH] = line->paragraph,
      [BLOCK] = line->block,   [TABLE] = line->table,   [ROW] = line->row,
      [COLUMN] = line->column, [WORDS] = words};
  const double edges[PLACES] = {
      [LEFT] = line->left, [RIGHT] = line->right, [TOP] = line->top, [SIZE] = line->size};
  g_array_append_vals(numbers, own, NUMBERS);
  g_array_append_vals(places, edges, PLACES);
  if (words > 0)
    g_array_append_vals(places, line->words->data, 2 * words);
}

static void
store_lines(GVariantBuilder *builder, const GPtrArray *lines) {
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
  GArray *places = g_array_new(FALSE, FALSE, sizeof(double));
  g_variant_builder_open(builder, G_VARIANT_TYPE("as"));
  for (guint i = 0; i < lines->len; i++) {
    g_variant_builder_add_value(builder, g_variant_new_string(corpus_line_text(lines, i)));
    store_line(corpus_line_at(lines, i), numbers, places);
  }
  g_variant_builder_close(builder);
  g_variant_builder_add_value(builder,
                              g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, numbers->data,
                                                        numbers->len, sizeof(guint32)));
  g_variant_builder_add_value(
      builder,
      g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, places->data, places->len, sizeof(double)));
  g_array_unref(numbers);
  g_array_unref(places);
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
  store_lines(&builder, lines->lines);
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

/* Words as white space parts them. */
static guint
count_words(const char *text) {
  guint count = 0;
  for (; *text != '\0'; text += strcspn(text, " ")) {
    text += strspn(text, " ");
    count += *text != '\0';
  }
  return count;
}

/* Whoever asks for a word's place relies on there being as many as words. */
static GArray *
read_words(const char *text, const double *places, guint count) {
  if (count == 0 || count != count_words(text))
    return NULL;
  GArray *words = g_array_sized_new(FALSE, FALSE, sizeof(CorpusPlace), count);
  for (guint i = 0; i < count; i++) {
    CorpusPlace place = {places[2 * i], places[2 * i + 1]};
    g_array_append_val(words, place);
  }
  return words;
}

static CorpusLine *
read_line(const char *text, const guint32 *own, const double *places) {
  CorpusLine line = {.text = g_strdup(text),
                     .page = own[PAGE],
                     .number = own[NUMBER],
                     .blank_before = (own[FLAGS] & BLANK_BEFORE) != 0,
                     .starts_page = (own[FLAGS] & STARTS_PAGE) != 0,
                     .ends_with_space = (own[FLAGS] & ENDS_WITH_SPACE) != 0,
                     .ends_with_spaces = (own[FLAGS] & ENDS_WITH_SPACES) != 0,
                     .left = places[LEFT],
                     .right = places[RIGHT],
                     .top = places[TOP],
                     .size = places[SIZE],
                     .bold = (own[FLAGS] & BOLD) != 0,
                     .recognised = (own[FLAGS] & RECOGNISED) != 0,
                     .words = read_words(text, places + PLACES, own[WORDS]),
                     .kind = MIN(own[KIND], CORPUS_LINE_ITEM),
                     .level = own[LEVEL],
                     .paragraph = own[PARAGRAPH],
                     .block = own[BLOCK],
                     .table = own[TABLE],
                     .row = own[ROW],
                     .column = own[COLUMN]};
  return g_memdup2(&line, sizeof line);
}

/* false where there are not as many numbers and places as the texts need. */
static bool
read_lines(GVariant *texts, GVariant *numbers, GVariant *places, GPtrArray *lines) {
  gsize text_count = 0, number_count = 0, place_count = 0, at = 0;
  const char **text = g_variant_get_strv(texts, &text_count);
  const guint32 *number = g_variant_get_fixed_array(numbers, &number_count, sizeof *number);
  const double *place = g_variant_get_fixed_array(places, &place_count, sizeof *place);
  bool ok = number_count % NUMBERS == 0 && number_count / NUMBERS == text_count;
  for (gsize i = 0; i < text_count && ok; i++) {
    const guint32 *own = number + i * NUMBERS;
    ok = place_count - at >= PLACES && (place_count - at - PLACES) / 2 >= own[WORDS];
    if (ok) {
      g_ptr_array_add(lines, read_line(text[i], own, place + at));
      at += PLACES + 2 * (gsize)own[WORDS];
    }
  }
  g_free(text);
  return ok && at == place_count;
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

static void
set_cut_off(GError **error) {
  g_set_error_literal(error, CORPUS_ERROR, CORPUS_ERROR_IO, N_("what was read is cut off"));
}

static CorpusLines *
read_store(GVariant *variant, GError **error) {
  gboolean ok = FALSE;
  int code = 0;
  const char *text = NULL;
  CorpusLines *lines = corpus_lines_new();
  GVariant *warnings = NULL, *texts = NULL, *numbers = NULL, *places = NULL, *notes = NULL;
  g_variant_get(variant, "(bi&su@as@as@au@ad@a" NOTE_TYPE ")", &ok, &code, &text, &lines->pages,
                &warnings, &texts, &numbers, &places, &notes);
  bool whole = read_lines(texts, numbers, places, lines->lines);
  if (ok && whole) {
    GVariantIter iterator;
    g_variant_iter_init(&iterator, warnings);
    while (g_variant_iter_next(&iterator, "&s", &text))
      g_ptr_array_add(lines->warnings, g_strdup(text));
    read_notes(notes, lines);
  } else if (ok) {
    set_cut_off(error);
    g_clear_pointer(&lines, corpus_lines_free);
  } else {
    g_set_error_literal(error, CORPUS_ERROR, code, text);
    g_clear_pointer(&lines, corpus_lines_free);
  }
  g_variant_unref(warnings);
  g_variant_unref(texts);
  g_variant_unref(numbers);
  g_variant_unref(places);
  g_variant_unref(notes);
  return lines;
}

CorpusLines *
corpus_lines_from_bytes(GBytes *bytes, GError **error) {
  GVariant *variant =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(STORE_TYPE), bytes, FALSE));
  CorpusLines *lines = NULL;
  if (g_bytes_get_size(bytes) == 0 || !g_variant_is_normal_form(variant))
    set_cut_off(error);
  else
    lines = read_store(variant, error);
  g_variant_unref(variant);
  return lines;
}
