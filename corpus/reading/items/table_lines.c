/* corpus/reading/items/table_lines.c: the lines of one table of strengths and improvements.
 *
 * Reads the words over the columns, takes bullets off, counts the pages and finds where the table
 * ends: running text can follow without a mark. */
#include <math.h>
#include <string.h>

#include "corpus/reading/items/table.h"
#include "corpus/text/knowledge.h"

/* ---- the words of table-words.ini ---- */

typedef struct {
  char *word; /* folded: lower case, letters only */
  CorpusTag tag;
} HeaderWord;

typedef struct {
  const char *const *strength, *const *improvement, *const *weakness;
  GArray *headers;                         /* HeaderWord of these three, longest first */
  const char *const *sure, *const *likely; /* bullets */
  GPtrArray *after;                        /* GRegex * */
} TableWords;

static const CorpusKnowledgeField FIELDS[] = {
    {"headers", "strength", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(TableWords, strength)},
    {"headers", "improvement", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(TableWords, improvement)},
    {"headers", "weakness", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(TableWords, weakness)},
    {"bullets", "sure", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(TableWords, sure)},
    {"bullets", "likely", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(TableWords, likely)},
    {"after", "lines", CORPUS_KNOWLEDGE_PATTERNS, G_STRUCT_OFFSET(TableWords, after)},
    {0}};

/* Letters only, lower case; "och" and numbers are no words of a header. */
static char *
fold(const char *text) {
  char *lower = g_utf8_strdown(text, -1);
  char **words = g_strsplit_set(lower, " \t/&", -1);
  GString *folded = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++) {
    if (strcmp(*word, "och") == 0)
      continue;
    for (const char *p = *word; *p != '\0'; p = g_utf8_next_char(p))
      if (g_unichar_isalpha(g_utf8_get_char(p)))
        g_string_append_unichar(folded, g_utf8_get_char(p));
  }
  g_strfreev(words);
  g_free(lower);
  return g_string_free(folded, FALSE);
}

static int
longest_first(gconstpointer a, gconstpointer b) {
  const HeaderWord *first = a, *second = b;
  gsize lengths[] = {strlen(first->word), strlen(second->word)};
  return (lengths[0] < lengths[1]) - (lengths[0] > lengths[1]);
}

static void
add_headers(GArray *headers, const char *const *list, CorpusTag tag) {
  for (; *list != NULL; list++) {
    HeaderWord word = {fold(*list), tag};
    g_array_append_val(headers, word);
  }
}

static bool
finish_words(gpointer table, G_GNUC_UNUSED GError **error) {
  TableWords *words = table;
  words->headers = g_array_new(FALSE, FALSE, sizeof(HeaderWord));
  add_headers(words->headers, words->strength, CORPUS_TAG_STRENGTH);
  add_headers(words->headers, words->improvement, CORPUS_TAG_IMPROVEMENT);
  add_headers(words->headers, words->weakness, CORPUS_TAG_WEAKNESS);
  g_array_sort(words->headers, longest_first);
  return true;
}

CORPUS_KNOWLEDGE(words_table, .file = "table-words.ini", .bytes = sizeof(TableWords),
                 .fields = FIELDS, .finish = finish_words);

static const TableWords *
table_words(void) {
  return corpus_knowledge(&words_table);
}

/* The word over a column with which the folded text begins, NULL if none. */
static const HeaderWord *
next_header_word(const char *folded) {
  const GArray *headers = table_words()->headers;
  for (guint i = 0; i < headers->len; i++) {
    const HeaderWord *word = &g_array_index(headers, HeaderWord, i);
    if (g_str_has_prefix(folded, word->word))
      return word;
  }
  return NULL;
}

static void
add_column(CorpusTableHeader *header, CorpusTag tag) {
  for (guint i = 0; i < header->count; i++)
    if (header->tags[i] == tag)
      return;
  header->tags[header->count++] = tag;
}

/* Reads as many words over columns as there are; returns what is left of the folded text. */
static const char *
read_header(const char *folded, CorpusTableHeader *header) {
  const HeaderWord *word = NULL;
  while ((word = next_header_word(folded)) != NULL) {
    add_column(header, word->tag);
    folded += strlen(word->word);
  }
  return folded;
}

/* Does the text name columns and say nothing else? White space, hyphens, "och", numbers and stops
 * between the words are passed over. */
static bool
names_columns(const char *text, CorpusTableHeader *header) {
  CorpusTableHeader found = {{0}, 0};
  char *folded = fold(text);
  bool whole = *read_header(folded, &found) == '\0' && found.count > 0;
  g_free(folded);
  if (whole)
    *header = found;
  return whole;
}

/* Is the text the beginning of words over columns ("Styrkor Förbättrings-")? */
static bool
begins_to_name_columns(const char *text) {
  CorpusTableHeader found = {{0}, 0};
  char *folded = fold(text);
  const char *rest = read_header(folded, &found);
  bool begins = *folded != '\0' && *rest == '\0';
  const GArray *headers = table_words()->headers;
  for (guint i = 0; i < headers->len && *rest != '\0' && !begins; i++)
    begins = g_str_has_prefix(g_array_index(headers, HeaderWord, i).word, rest);
  g_free(folded);
  return begins;
}

static bool
begins_with_one_of(const char *line, const char *const *signs, gsize *length_bytes) {
  for (const char *const *sign = signs; *sign != NULL; sign++)
    if (g_str_has_prefix(line, *sign)) {
      *length_bytes = strlen(*sign);
      return true;
    }
  return false;
}

/* "1.", "12)": the length, 0 if the line begins with no number of a list. */
static gsize
list_number(const char *line) {
  gsize digits = strspn(line, "0123456789");
  bool number = digits > 0 && digits <= 2 && (line[digits] == '.' || line[digits] == ')');
  return number ? digits + 1 : 0;
}

static gsize
white_space_bytes(const char *text) {
  const char *p = text;
  while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  return (gsize)(p - text);
}

static bool
is_private_use(gunichar c) {
  return g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

typedef enum { BULLET_NONE, BULLET_LIKELY, BULLET_SURE } BulletKind;

/* The bullet that a line begins with. length_bytes: of the bullet and the white space after it.
 * glyph: the sign; '1' for every number. */
static BulletKind
bullet_at(const char *line, gsize *length_bytes, gunichar *glyph) {
  const TableWords *words = table_words();
  gunichar first = g_utf8_get_char(line);
  gsize sign_bytes = 0;
  *length_bytes = 0;
  *glyph = first;
  bool private_use = is_private_use(first);
  if (private_use)
    sign_bytes = (gsize)(g_utf8_next_char(line) - line);
  bool sure = private_use || begins_with_one_of(line, words->sure, &sign_bytes);
  bool likely = !sure && begins_with_one_of(line, words->likely, &sign_bytes);
  if (!sure && !likely && (sign_bytes = list_number(line)) > 0) {
    likely = true;
    *glyph = '1';
  }
  gsize space_bytes = white_space_bytes(line + sign_bytes);
  if (!sure && (!likely || (space_bytes == 0 && line[sign_bytes] != '\0')))
    return BULLET_NONE;
  *length_bytes = sign_bytes + space_bytes;
  return sure ? BULLET_SURE : BULLET_LIKELY;
}

/* Does the line begin what comes after a table? */
static bool
is_after_table(const char *line) {
  const GPtrArray *after = table_words()->after;
  for (guint i = 0; i < after->len; i++)
    if (g_regex_match(g_ptr_array_index(after, i), line, 0, NULL))
      return true;
  return false;
}

/* ---- the lines ---- */

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
static const CorpusTableHeader TWO_COLUMNS = {{CORPUS_TAG_STRENGTH, CORPUS_TAG_IMPROVEMENT}, 2};

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
header_lines(const GPtrArray *lines, guint index, guint last, CorpusTableHeader *header) {
  guint taken = 0;
  GString *text = g_string_new(NULL);
  for (guint i = index; i <= last && i < index + HEADER_LINES; i++) {
    const char *line = line_at(lines, i)->text;
    g_string_append_printf(text, g_str_has_suffix(text->str, "-") ? "%s" : " %s", line);
    if (*line == '\0')
      continue;
    if (!has_letter(line) || !begins_to_name_columns(text->str))
      break;
    if (names_columns(text->str, header))
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
column_of(CorpusTableHeader *header, CorpusTag tag) {
  for (guint i = 0; i < header->count; i++)
    if (header->tags[i] == tag)
      return (int)i;
  header->tags[header->count] = tag;
  return (int)header->count++;
}

/* Words over columns inside the table: one alone begins its column, if the header stood so too;
 * all of them are the header again, on a new page. */
static void
meet_header(Reader *reader, const CorpusTableHeader *header) {
  if (header->count == 1)
    reader->column = column_of(&reader->table->header, header->tags[0]);
  else if (reader->table->lines->len > 0)
    reader->part++;
}

/* A bullet that counts for this line, 0 if none. */
static gunichar
bullet_of(const char *text, const GHashTable *likely, gsize *length_bytes) {
  gunichar glyph = 0;
  BulletKind kind = bullet_at(text, length_bytes, &glyph);
  if (kind == BULLET_SURE)
    return glyph;
  if (kind == BULLET_LIKELY && g_hash_table_contains((GHashTable *)likely, GUINT_TO_POINTER(glyph)))
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
    if (bullet_at(text, &length_bytes, &glyph) != BULLET_LIKELY)
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
    CorpusTableHeader header = {{0}, 0};
    guint taken = 0;
    if (*text == '\0') {
      reader->gap = true;
      continue;
    }
    guint read = reader->table->lines->len;
    if ((read > 0 && is_after_table(text)) || read == TABLE_LINES_MAX)
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
  CorpusTableHeader header = {{0}, 0};
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
