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
  ROWS_MIN = 2,           /* lines with two items show that a table is written by rows */
  LIKELY_BULLETS = 2      /* lines that begin with a sign before it counts as a bullet */
};

static const double HEADS_APART = 0.6; /* font sizes between the words over two columns */
static const double CHARS_APART = 1.5; /* characters between them, in text */
static const double INDENT = 4;        /* points from a bullet to its text, at least */
static const gunichar PARAGRAPH_BULLET = 0x2022;

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
    bool goes_on = g_unichar_islower(g_utf8_get_char(line)) && taken == 0 && i == index;
    if (goes_on || !has_letter(line) || !corpus_layout_columns_begin(text->str))
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
} Reader;

static int
column_of(CorpusTableHead *header, CorpusTag tag) {
  for (guint i = 0; i < header->count; i++)
    if (header->tags[i] == tag)
      return (int)i;
  header->tags[header->count] = tag;
  return (int)header->count++;
}

/* Words over columns inside the table: one alone begins its column, if the header stood so too,
 * else it is one that has strayed; all of them are the header again, on a new page. */
static void
meet_header(Reader *reader, const CorpusTableHead *header) {
  int column = header->count == 1 ? column_of(&reader->table->header, header->tags[0]) : -1;
  if (header->count == 1 && reader->column >= 0)
    reader->column = column;
  else if (header->count > 1 && reader->table->lines->len > 0)
    reader->part++;
  else if (header->count == 1)
    reader->gap = true;
}

/* The left and right edges of words over columns. */
typedef struct {
  double lefts[CORPUS_TABLE_COLUMNS_MAX], rights[CORPUS_TABLE_COLUMNS_MAX];
  guint count;
} Heads;

/* Are the words from i on, up to a wide gap, the head of one column ("Att förbättra")? *end: the
 * word after them; i where they are none. */
static bool
head_phrase(const CorpusLine *line, char **words, guint i, guint *end) {
  double size = isnan(line->size) ? 1 : line->size;
  double apart = isnan(line->left) ? CHARS_APART : HEADS_APART * size;
  GString *phrase = g_string_new(words[i]);
  guint after = i + 1;
  for (; words[after] != NULL && line->words != NULL; after++) {
    const CorpusPlace *place = &g_array_index(line->words, CorpusPlace, after);
    if (place->left - (place - 1)->right > apart)
      break;
    g_string_append_printf(phrase, " %s", words[after]);
  }
  CorpusTableHead head = {{0}, 0};
  bool one = after > i + 1 && corpus_layout_columns(phrase->str, &head) && head.count == 1;
  *end = one ? after : i;
  g_string_free(phrase, TRUE);
  return one;
}

/* Puts down where the words of a line that begin a head stand, unless one stands above them: then
 * they go on with it. */
static void
add_heads(Heads *heads, const CorpusLine *line, const Heads *above) {
  char **words = corpus_line_split(line);
  double size = isnan(line->size) ? 1 : line->size, right = NAN;
  for (guint i = 0, end = 0; words[i] != NULL && heads->count < CORPUS_TABLE_COLUMNS_MAX;
       i = MAX(i + 1, end)) {
    CorpusPlace place = {line->left, line->right};
    if (line->words != NULL)
      place = g_array_index(line->words, CorpusPlace, i);
    bool phrase = head_phrase(line, words, i, &end);
    bool below = isnan(place.left) || (i > 0 && !(place.left - right > HEADS_APART * size));
    if (line->words != NULL && phrase)
      place.right = g_array_index(line->words, CorpusPlace, end - 1).right;
    right = isnan(place.right) ? place.left : place.right;
    for (guint c = 0; c < above->count; c++)
      below = below || (place.left < above->rights[c] && place.right > above->lefts[c]);
    if (below || (!phrase && !corpus_layout_columns_begin(words[i])))
      continue;
    heads->lefts[heads->count] = place.left;
    heads->rights[heads->count++] = right;
  }
  g_strfreev(words);
}

/* Keeps where the words over the columns begin, if there are as many as columns and they stand from
 * left to right. A heading that has them all in one line may stand above. */
static void
keep_heads(Reader *reader, guint first, guint end) {
  Heads heads = {.count = 0};
  for (guint i = first, next = first; i < end; i = next) {
    Heads row = {.count = 0}, below = {.count = 0}, none = {.count = 0};
    for (next = i; next < end && (next == i || corpus_line_same_row(line_at(reader->lines, i),
                                                                    line_at(reader->lines, next)));
         next++) {
      add_heads(&row, line_at(reader->lines, next), &none);
      add_heads(&below, line_at(reader->lines, next), &heads);
    }
    next = MAX(next, i + 1);
    if (row.count == reader->table->header.count)
      heads = row;
    for (guint c = 0; row.count != reader->table->header.count && c < below.count &&
                      heads.count < CORPUS_TABLE_COLUMNS_MAX;
         c++) {
      heads.lefts[heads.count] = below.lefts[c];
      heads.rights[heads.count++] = below.rights[c];
    }
  }
  CorpusTableHeads kept = {.part = reader->part};
  bool ordered = heads.count > 1 && heads.count == reader->table->header.count;
  for (guint c = 0; c < heads.count; c++) {
    kept.lefts[c] = heads.lefts[c];
    ordered = ordered && (c == 0 || heads.lefts[c - 1] < heads.lefts[c]);
  }
  if (ordered)
    g_array_append_val(reader->table->heads, kept);
}

static void
meet_line(Reader *reader, guint index) {
  const CorpusLine *line = line_at(reader->lines, index);
  const GArray *read = reader->table->lines;
  if (read->len > 0 && corpus_table_line(reader->table, read->len - 1)->line->page != line->page)
    reader->part++;
  CorpusTableLine table_line = {.index = index,
                                .line = line,
                                .text = line->text,
                                .chars = g_utf8_strlen(line->text, -1),
                                .gap_before = reader->gap,
                                .part = reader->part,
                                .column = reader->column};
  g_array_append_val(reader->table->lines, table_line);
  reader->gap = false;
}

/* A note at a page's foot that stands among items with bullets, in text. The sign of a note may be
 * that of the items ("* Fritidsbanken"). */
static bool
is_note(const Reader *reader, guint index) {
  const CorpusLine *line = line_at(reader->lines, index);
  guint bulleted = 0;
  bool same = false;
  if (!isnan(line->left) || !corpus_layout_matches("note", line->text))
    return false;
  for (guint i = 0; i < reader->table->lines->len; i++) {
    const char *text = corpus_table_line(reader->table, i)->text;
    if (!corpus_layout_has_bullet(text))
      continue;
    bulleted++;
    same = same || g_utf8_get_char(text) == g_utf8_get_char(line->text);
  }
  return !same && bulleted * 2 > reader->table->lines->len;
}

/* Reads line after line up to what can no longer be the table's. */
static void
read_lines(Reader *reader, guint first, guint last) {
  for (guint i = first; i <= last; i++) {
    const char *text = line_at(reader->lines, i)->text;
    CorpusTableHead header = {{0}, 0};
    guint taken = 0;
    if (*text == '\0') {
      reader->gap = true;
      continue;
    }
    guint read = reader->table->lines->len;
    bool inside = line_at(reader->lines, i)->table != 0 || /* the document says so */
                  reader->table->header.tags[0] == CORPUS_TAG_NEUTRAL;
    if ((read > 0 && !inside && corpus_layout_is_after_table(text)) || read == TABLE_LINES_MAX)
      break;
    if (corpus_layout_matches("page-mark", text) || is_note(reader, i))
      continue;
    taken = header_lines(reader->lines, i, last, &header);
    if (taken > 0) {
      meet_header(reader, &header);
      keep_heads(reader, i, i + taken);
      i += taken - 1;
      continue;
    }
    meet_line(reader, i);
  }
}

/* ---- bullets ---- */

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

/* The signs that begin lines often enough, and mostly before a capital, to be bullets here. */
static GHashTable *
likely_bullets(const CorpusTable *table) {
  GHashTable *counts = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < table->lines->len; i++) {
    const char *text = corpus_table_line(table, i)->text;
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

/* Does the document say that a paragraph, and so an item, begins here? */
static gunichar
paragraph_bullet(const CorpusTable *table, guint position) {
  const CorpusLine *line = corpus_table_line(table, position)->line;
  bool begins =
      position == 0 || corpus_table_line(table, position - 1)->line->paragraph != line->paragraph;
  return line->paragraph != 0 && begins ? PARAGRAPH_BULLET : 0;
}

/* The left edge of the bullets of a line's column, on its page. */
static double
bullets_left(const CorpusTable *table, const CorpusTableLine *beside) {
  double left = NAN;
  for (guint i = 0; i < table->lines->len; i++) {
    const CorpusTableLine *line = corpus_table_line(table, i);
    gsize length_bytes = 0;
    gunichar glyph = 0;
    if (line->column == beside->column && line->part == beside->part &&
        corpus_layout_bullet(line->text, &length_bytes, &glyph) != CORPUS_BULLET_NONE)
      left = fmin(left, line->line->left);
  }
  return left;
}

/* Do some bullets stand with their items? Then those alone have been parted from theirs. */
static bool
bullets_stand_with_items(const CorpusTable *table, const GHashTable *likely) {
  guint with_text = 0;
  for (guint i = 0; i < table->lines->len; i++) {
    const char *text = corpus_table_line(table, i)->text;
    gsize bullet_bytes = 0;
    with_text += bullet_of(text, likely, &bullet_bytes) != 0 && text[bullet_bytes] != '\0';
  }
  return with_text >= LIKELY_BULLETS;
}

/* Takes bullets off the lines. One that is alone on its line is the next line's, if that is how the
 * table is written and only one stands there. */
static void
take_bullets(CorpusTable *table) {
  GHashTable *likely = likely_bullets(table);
  bool with_items = bullets_stand_with_items(table, likely);
  gunichar alone = 0;
  guint kept = 0, several = 0;
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine line = *corpus_table_line(table, i);
    gsize bullet_bytes = 0;
    gunichar bullet = bullet_of(line.text, likely, &bullet_bytes);
    if (bullet != 0 && line.line->left > bullets_left(table, &line) + INDENT)
      bullet = 0, bullet_bytes = 0; /* a dash within an item */
    line.text += bullet_bytes;
    line.chars = g_utf8_strlen(line.text, -1);
    if (*line.text == '\0') {
      alone = bullet, several++;
      continue;
    }
    bool parted =
        !table->columns_known && (several > 1 || (several == 1 && (with_items || bullet != 0)));
    alone = several > 0 && !parted ? alone : 0;
    line.bullet = bullet != 0 ? bullet : alone != 0 ? alone : paragraph_bullet(table, i);
    line.lone_bullets = parted ? several : 0;
    table->bullets_lost = table->bullets_lost || parted;
    several = 0;
    g_array_index(table->lines, CorpusTableLine, kept++) = line;
  }
  g_array_set_size(table->lines, kept);
  g_hash_table_unref(likely);
}

/* The bullet within a line with which another item begins: " – Utveckla"; NULL if there is none. */
static const char *
bullet_within(const char *text, gunichar bullet) {
  for (const char *p = strchr(text, ' '); p != NULL; p = strchr(p + 1, ' ')) {
    const char *sign = p + 1;
    if (g_utf8_get_char(sign) != bullet)
      continue;
    const char *after = g_utf8_next_char(sign);
    bool apart = *after == ' ';
    after += strspn(after, " ");
    bool sure = !g_unichar_isalnum(bullet) && bullet != 0x2013 && bullet != 0x2014 && bullet != '-';
    if (*after != '\0' && (sure || (apart && g_unichar_isupper(g_utf8_get_char(after)))))
      return sign;
  }
  return NULL;
}

/* The bullet of the first line that has one. */
static gunichar
first_bullet(const CorpusTable *table) {
  gunichar bullet = 0;
  for (guint i = 0; i < table->lines->len && bullet == 0; i++)
    bullet = corpus_table_line(table, i)->bullet;
  return bullet;
}

/* Cuts lines that hold an item of each column: the table was written row by row. */
static void
cut_rows(CorpusTable *table) {
  guint cut = 0;
  gunichar usual = first_bullet(table);
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    gunichar bullet = line->bullet != 0 ? line->bullet : usual;
    const char *sign =
        bullet != 0 && bullet != PARAGRAPH_BULLET ? bullet_within(line->text, bullet) : NULL;
    if (sign == NULL)
      continue;
    CorpusTableLine right = *line;
    char *left = g_strchomp(g_strndup(line->text, (gsize)(sign - line->text)));
    CorpusLine *piece = corpus_line_new(left, line->line->page, line->line->number);
    g_free(left);
    piece->ends_with_space = true;
    piece->blank_before = line->line->blank_before;
    g_ptr_array_add(table->pieces, piece);
    line->line = piece;
    line->text = piece->text;
    line->chars = g_utf8_strlen(line->text, -1);
    right.text = g_utf8_next_char(sign) + strspn(g_utf8_next_char(sign), " ");
    right.chars = g_utf8_strlen(right.text, -1);
    right.bullet = bullet;
    right.lone_bullets = 0;
    right.gap_before = false;
    right.beside = true;
    g_array_insert_val(table->lines, i + 1, right);
    cut++;
  }
  table->rows_shown = cut >= ROWS_MIN;
}

/* ---- the end of the table ---- */

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

/* Is it text whose columns are kept apart by spaces? */
static bool
is_laid_out(const CorpusTable *table) {
  const CorpusLine *line = table->lines->len > 0 ? corpus_table_line(table, 0)->line : NULL;
  return table->columns_known && line != NULL && isnan(line->size) && !isnan(line->left);
}

/* Do empty lines stand before some lines only? Where all or none have one they say nothing; in
 * text that is laid out with spaces one line without is enough, as its empty lines part rows. */
static bool
blanks_tell(const CorpusTable *table) {
  guint blanks = 0;
  for (guint i = 0; i < table->lines->len; i++)
    blanks += corpus_table_line(table, i)->line->blank_before;
  if (table->laid_out && blanks > 0)
    return blanks < table->lines->len;
  return blanks * 5 > table->lines->len && blanks * 5 < table->lines->len * 4;
}

/* Where few lines have an empty line before them, and no page begins there, one tells as much as an
 * empty paragraph: a column begins. */
static void
blanks_are_gaps(CorpusTable *table) {
  guint blanks = 0;
  for (guint i = 1; i < table->lines->len; i++)
    blanks += corpus_table_line(table, i)->line->blank_before;
  for (guint i = 1; i < table->lines->len && blanks * 5 <= table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    if (line->line->blank_before && line->part == corpus_table_line(table, i - 1)->part)
      line->gap_before = true;
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
  table->reach = NAN;
  table->lines = g_array_new(FALSE, FALSE, sizeof(CorpusTableLine));
  table->heads = g_array_new(FALSE, FALSE, sizeof(CorpusTableHeads));
  table->pieces = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  Reader reader = {.table = table, .lines = lines, .column = -1};
  guint taken = 0, top = first;
  CorpusTableHead header = {{0}, 0};
  if (lines->len == 0 || first > last)
    return table_of_nothing(table);
  while (first <= last && (taken = header_lines(lines, first, last, &header)) > 0) {
    table->header = header;
    g_array_set_size(table->heads, 0);
    keep_heads(&reader, first, first + taken);
    first += taken;
  }
  table->header_last = first > 0 ? first - 1 : 0;
  corpus_table_find_labels(table, lines, top, first);
  bool headless = table->header.count == 0;
  if (headless)
    table->header = TWO_COLUMNS;
  else if (table->header.count == 1)
    reader.column = 0;
  read_lines(&reader, first, last);
  if (headless && corpus_table_take_signs(table)) {
    table->columns_known = true;
    return table;
  }
  table->columns_known =
      corpus_table_columns_by_cells(table) || corpus_table_columns_by_places(table);
  corpus_table_forget_labels(table);
  take_bullets(table);
  if (!table->columns_known) {
    cut_rows(table);
    blanks_are_gaps(table);
    cut_at_prose(table);
  }
  guint bulleted = count_bulleted(table);
  table->bulleted = !table->bullets_lost && bulleted >= 2 && bulleted * 5 >= table->lines->len;
  if (table->bulleted && !table->columns_known)
    cut_after_bullets(table);
  table->laid_out = is_laid_out(table);
  table->blanks_tell = blanks_tell(table);
  corpus_table_mark_labels(table); /* now, as they say nothing of the items */
  return table;
}

void
corpus_table_free(CorpusTable *table) {
  if (table == NULL)
    return;
  g_array_unref(table->lines);
  g_array_unref(table->heads);
  g_ptr_array_unref(table->pieces);
  g_free(table);
}
