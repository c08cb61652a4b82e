/* corpus/reading/items/table_lines.c: the lines of one table of strengths and improvements.
 *
 * Reads the words over the columns, takes bullets off, counts the pages and finds where the table
 * ends: running text can follow without a mark. */
#include <math.h>
#include <string.h>

#include "corpus/reading/items/table.h"

enum {
  TABLE_LINES_MAX = 1000, /* more lines are no table */
  HEADER_LINES = 6,       /* over which the words above the columns may be broken */
  PROSE_CHARS = 60,       /* a line of running text has at least so many */
  PROSE_LINES = 3,        /* within which running text wraps without a new sentence */
  PARAGRAPH_CHARS = 200,  /* so many prove running text in a single line */
  LIKELY_BULLETS = 2      /* lines that begin with a sign before it counts as a bullet */
};

/* Lines of running text are at least so much wider than those of a column. */
static const double PROSE_WIDTH = 1.4;

/* A table that does not say what its columns are. */
static const CorpusTableHead TWO_COLUMNS = {{CORPUS_TAG_STRENGTH, CORPUS_TAG_IMPROVEMENT}, 2};

static const CorpusLine *
line_at(const GPtrArray *lines, guint index) {
  return g_ptr_array_index(lines, index);
}

static bool
has_letter(const char *text) {
  while (*text != '\0' && !g_unichar_isalpha(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return *text != '\0';
}

/* The number of lines from `index` on that are words over columns and nothing else; 0 if none. */
static guint
header_lines(const GPtrArray *lines, guint index, guint last, CorpusTableHead *header) {
  guint taken = 0;
  GString *text = g_string_new(NULL);
  for (guint i = index; i <= last && i < index + HEADER_LINES; i++) {
    const char *line = line_at(lines, i)->text;
    g_string_append_printf(text, g_str_has_suffix(text->str, "-") ? "%s" : " %s", line);
    if (*line == '\0')
      continue;
    if (!has_letter(line) || !corpus_layout_columns_begin(text->str))
      break;
    if (corpus_layout_columns(text->str, header))
      taken = i - index + 1;
  }
  g_string_free(text, TRUE);
  return taken;
}

/* What is known while the lines are gone through. */
typedef struct {
  CorpusTable *table;
  const GPtrArray *lines;
  guint part;
  int column;
  bool gap;
  gunichar bullet; /* of a line that held nothing else */
} Reader;

static int
column_of(CorpusTableHead *header, CorpusTag tag) {
  for (guint i = 0; i < header->count; i++)
    if (header->tags[i] == tag)
      return (int)i;
  header->tags[header->count] = tag;
  return (int)header->count++;
}

/* Words over columns inside the table: one alone begins its column, if the header stood so too;
 * all of them are the header again, on a new page. */
static void
meet_header(Reader *reader, const CorpusTableHead *header) {
  if (header->count == 1)
    reader->column = column_of(&reader->table->header, header->tags[0]);
  else if (reader->table->lines->len > 0)
    reader->part++;
}

/* A bullet that counts for this line, 0 if none. */
static gunichar
bullet_of(const char *text, const GHashTable *likely, gsize *length_bytes) {
  gunichar glyph = 0;
  CorpusBulletKind kind = corpus_layout_bullet(text, length_bytes, &glyph);
  if (kind == CORPUS_BULLET_SURE)
    return glyph;
  if (kind == CORPUS_BULLET_LIKELY &&
      g_hash_table_contains((GHashTable *)likely, GUINT_TO_POINTER(glyph)))
    return glyph;
  *length_bytes = 0;
  return 0;
}

static void
meet_line(Reader *reader, guint index, const GHashTable *likely) {
  const CorpusLine *line = line_at(reader->lines, index);
  gsize bullet_bytes = 0;
  gunichar bullet = bullet_of(line->text, likely, &bullet_bytes);
  const char *text = line->text + bullet_bytes;
  const GArray *read = reader->table->lines;
  if (read->len > 0 && corpus_table_line(reader->table, read->len - 1)->line->page != line->page)
    reader->part++;
  if (*text == '\0') {
    reader->bullet = bullet;
    return;
  }
  CorpusTableLine table_line = {.index = index,
                                .line = line,
                                .text = text,
                                .chars = g_utf8_strlen(text, -1),
                                .bullet = bullet != 0 ? bullet : reader->bullet,
                                .gap_before = reader->gap,
                                .part = reader->part,
                                .column = reader->column};
  g_array_append_val(reader->table->lines, table_line);
  reader->gap = false;
  reader->bullet = 0;
}

/* The signs that begin lines often enough, and mostly before a capital, to be bullets here. */
static GHashTable *
likely_bullets(const GPtrArray *lines, guint first, guint last) {
  GHashTable *counts = g_hash_table_new(NULL, NULL);
  for (guint i = first; i <= last; i++) {
    const char *text = line_at(lines, i)->text;
    gsize length_bytes = 0;
    gunichar glyph = 0;
    if (corpus_layout_bullet(text, &length_bytes, &glyph) != CORPUS_BULLET_LIKELY)
      continue;
    int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, GUINT_TO_POINTER(glyph)));
    count += g_unichar_islower(g_utf8_get_char(text + length_bytes)) ? -1 : 1;
    g_hash_table_insert(counts, GUINT_TO_POINTER(glyph), GINT_TO_POINTER(count));
  }
  GHashTableIter iter;
  gpointer value = NULL;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    if (GPOINTER_TO_INT(value) < LIKELY_BULLETS)
      g_hash_table_iter_remove(&iter);
  return counts;
}

/* Reads line after line up to what can no longer be the table's. */
static void
read_lines(Reader *reader, guint first, guint last) {
  GHashTable *likely = likely_bullets(reader->lines, first, last);
  for (guint i = first; i <= last; i++) {
    const char *text = line_at(reader->lines, i)->text;
    CorpusTableHead header = {{0}, 0};
    guint taken = 0;
    if (*text == '\0') {
      reader->gap = true;
      continue;
    }
    guint read = reader->table->lines->len;
    if ((read > 0 && corpus_layout_is_after_table(text)) || read == TABLE_LINES_MAX)
      break;
    taken = header_lines(reader->lines, i, last, &header);
    if (taken > 0 &&
        (header.count > 1 || reader->table->header.count == 1 || reader->column >= 0)) {
      meet_header(reader, &header);
      i += taken - 1;
      continue;
    }
    meet_line(reader, i, likely);
  }
  g_hash_table_unref(likely);
}

/* Drops the lines from position `from` on, which turned out to lie after the table. */
static void
cut_lines(CorpusTable *table, guint from) {
  if (from < table->lines->len)
    g_array_set_size(table->lines, from);
}

static long
widest_before(const CorpusTable *table, guint position) {
  long widest = 0;
  for (guint i = 0; i < position; i++)
    widest = MAX(widest, corpus_table_line(table, i)->chars);
  return widest;
}

/* Does a wide line wrap into another? Items that were not wrapped are wide too, but each of their
 * lines begins anew. */
static bool
wraps(const CorpusTable *table, guint position) {
  if (position + 1 >= table->lines->len)
    return false;
  const CorpusTableLine *line = corpus_table_line(table, position);
  const CorpusTableLine *next = corpus_table_line(table, position + 1);
  bool goes_on =
      g_str_has_suffix(line->text, "-") || g_unichar_islower(g_utf8_get_char(next->text));
  return goes_on && next->bullet == 0 && line->chars >= PROSE_CHARS && next->chars >= PROSE_CHARS;
}

/* Is it several sentences on one line? */
static bool
is_paragraph(const CorpusTableLine *line) {
  const char *stop = strstr(line->text, ". ");
  return line->chars >= PARAGRAPH_CHARS && stop != NULL && strstr(stop + 1, ".") != NULL;
}

/* Does running text begin here: a line too wide for the columns that soon wraps, or a paragraph? */
static bool
is_prose(const CorpusTable *table, guint position) {
  const CorpusTableLine *line = corpus_table_line(table, position);
  if (line->bullet != 0 || line->chars < PROSE_CHARS ||
      (double)line->chars < PROSE_WIDTH * (double)widest_before(table, position))
    return false;
  bool soon_wraps = false;
  for (guint i = position; i < position + PROSE_LINES; i++)
    soon_wraps = soon_wraps || wraps(table, i);
  return soon_wraps || is_paragraph(line);
}

/* The heading of the running text stands before it, and is not the table's either. */
static guint
before_heading(const CorpusTable *table, guint position) {
  for (guint i = position; i > 1; i--) {
    const CorpusTableLine *line = corpus_table_line(table, i - 1);
    if (line->bullet != 0)
      return position;
    if (line->gap_before)
      return i - 1;
  }
  return position;
}

static void
cut_at_prose(CorpusTable *table) {
  for (guint i = 1; i < table->lines->len; i++)
    if (is_prose(table, i)) {
      cut_lines(table, before_heading(table, i));
      return;
    }
}

static guint
count_bulleted(const CorpusTable *table) {
  guint bulleted = 0;
  for (guint i = 0; i < table->lines->len; i++)
    bulleted += corpus_table_line(table, i)->bullet != 0;
  return bulleted;
}

/* In a table with bullets, what follows an empty paragraph after the last of them is no item. */
static void
cut_after_bullets(CorpusTable *table) {
  guint last = table->lines->len;
  while (last > 0 && corpus_table_line(table, last - 1)->bullet == 0)
    last--;
  for (guint i = last; last > 0 && i < table->lines->len; i++)
    if (corpus_table_line(table, i)->gap_before) {
      cut_lines(table, i);
      return;
    }
}

/* Do empty lines stand before some lines only? Where all or none have one they say nothing. */
static bool
blanks_tell(const CorpusTable *table) {
  guint blanks = 0;
  for (guint i = 0; i < table->lines->len; i++)
    blanks += corpus_table_line(table, i)->line->blank_before;
  return blanks * 5 > table->lines->len && blanks * 5 < table->lines->len * 4;
}

/* Keeps where the words over the columns end, if they stand in one row from left to right. */
static void
keep_header_edges(CorpusTable *table, const GPtrArray *lines, guint first, guint end) {
  double left = NAN;
  table->header_cells = 0;
  for (guint i = first; i < end; i++) {
    const CorpusLine *line = line_at(lines, i);
    if (isnan(line->right) || *line->text == '\0')
      continue;
    if (table->header_cells == CORPUS_TABLE_COLUMNS_MAX || line->left <= left) {
      table->header_cells = 0; /* not from left to right in one row */
      return;
    }
    left = line->left;
    table->header_rights[table->header_cells++] = line->right;
  }
}

static CorpusTable *
table_of_nothing(CorpusTable *table) {
  table->header = TWO_COLUMNS;
  return table;
}

CorpusTable *
corpus_table_new(const GPtrArray *lines, guint first, guint last) {
  CorpusTable *table = g_new0(CorpusTable, 1);
  table->lines = g_array_new(FALSE, FALSE, sizeof(CorpusTableLine));
  Reader reader = {.table = table, .lines = lines, .column = -1};
  guint taken = 0;
  CorpusTableHead header = {{0}, 0};
  if (lines->len == 0 || first > last)
    return table_of_nothing(table);
  while (first <= last && (taken = header_lines(lines, first, last, &header)) > 0) {
    table->header = header;
    keep_header_edges(table, lines, first, first + taken);
    first += taken;
  }
  table->header_last = first > 0 ? first - 1 : 0;
  if (table->header.count == 0)
    table->header = TWO_COLUMNS;
  else if (table->header.count == 1)
    reader.column = 0;
  read_lines(&reader, first, last);
  cut_at_prose(table);
  guint bulleted = count_bulleted(table);
  table->bulleted = bulleted >= 2 && bulleted * 5 >= table->lines->len;
  if (table->bulleted)
    cut_after_bullets(table);
  table->blanks_tell = blanks_tell(table);
  return table;
}

void
corpus_table_free(CorpusTable *table) {
  if (table == NULL)
    return;
  g_array_unref(table->lines);
  g_free(table);
}
