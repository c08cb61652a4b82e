/* corpus/reading/items/line_evidence.c: does a line of a table begin an item, or go on with the
 * line before it? Words, capitals, room left on the line, and places where they are known. */
#include "corpus/reading/items/line_evidence.h"

#include <math.h>
#include <string.h>

#include "corpus/places/municipality.h"
#include "corpus/reading/items/item_wording.h"
#include "corpus/text/knowledge.h"

/* ---- the words of item-words.ini ---- */

typedef struct {
  GHashTable *open;            /* words with which no item ends; a set */
  GHashTable *seldom_last;     /* words with which one seldom ends; a set */
  const char *const *genitive; /* endings */
  GHashTable *within;          /* words with which none begins; a set */
} ItemWords;

static const CorpusKnowledgeField FIELDS[] = {
    {"last", "never", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(ItemWords, open)},
    {"last", "seldom", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(ItemWords, seldom_last)},
    {"last", "genitive", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(ItemWords, genitive)},
    {"first", "never", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(ItemWords, within)},
    {0}};

CORPUS_KNOWLEDGE(words_table, .file = "item-words.ini", .bytes = sizeof(ItemWords),
                 .fields = FIELDS);

static const ItemWords *
item_words(void) {
  return corpus_knowledge(&words_table);
}

/* The words of a line, as they are set off by white space. */
static char **
words_of(const char *line) {
  char *stripped = g_strstrip(g_strdup(line));
  char **words = g_strsplit_set(stripped, " \t", -1);
  g_free(stripped);
  return words;
}

/* Is the last word of the line in the set, or the last two together? As written: "VAD" is not the
 * word "vad". */
static bool
ends_with_one_of(const char *line, GHashTable *set) {
  char **words = words_of(line);
  guint count = g_strv_length(words);
  bool ends = count > 0 && g_hash_table_contains(set, words[count - 1]);
  if (count > 1 && !ends) {
    char *pair = g_strconcat(words[count - 2], " ", words[count - 1], NULL);
    ends = g_hash_table_contains(set, pair);
    g_free(pair);
  }
  g_strfreev(words);
  return ends;
}

/* Can no item end with the last word of the line? */
static bool
stays_open(const char *line) {
  return ends_with_one_of(line, item_words()->open);
}

/* Does one seldom end with it? */
static bool
ends_seldom(const char *line) {
  return ends_with_one_of(line, item_words()->seldom_last);
}

/* Can none begin with its first word? */
static bool
is_within(const char *line) {
  char *lower = g_utf8_strdown(line, -1);
  char **words = words_of(lower);
  bool within = words[0] != NULL && g_hash_table_contains(item_words()->within, words[0]);
  g_strfreev(words);
  g_free(lower);
  return within;
}

enum {
  NEAR_LINES = 8,     /* lines on either side from which a column's width is taken */
  NAME_CHARS_MAX = 12 /* longer words that are unknown are compounds rather than names */
};

/* Numbers beside the five strengths of the header. Like these they were set by hand on the four
 * published reports and kept when other layouts of these came; none is fitted. tests/eval/columns.c
 * and the folder that KOMPASS_LAYOUTS names say what a change does. */

/* Each character of room left on the line before says that it did not have to end there: two
 * letters or so may be a matter of hyphenation, ten are not and weigh as CLEAR does. However much
 * there is, it outweighs no sign that is STRONG. */
static const double ROOM_PER_CHAR = 0.3, ROOM_MAX = 4;
/* From where on the wording of a first word ("Utveckla") makes an improvement of it, in the
 * log-odds of corpus_item_wording(). */
static const double FIRST_WORD_MIN = 2;
/* In points: lines of one edge differ by less. */
static const double INDENT = 3;
/* Of lines with those of other columns between them: only the order of readings that the other
 * signs leave open is to be told by room and by a noun to come, so both weigh less than elsewhere.
 */
static const double FIT_ROOM = 0.25, FIT_ADJECTIVE = SOME / 2;
/* Of a table's lines: more wider spaces, or stops, are a habit and no accident. */
static const double WIDER_SHARE = 1 / 6.0, STOPS_SHARE = 1 / 5.0;

/* ---- places on the page ---- */

static const double WIDER = 1.15; /* times the usual distance: a space between two items */

/* How many characters would have fitted on a line after its text, by the right edges of its column,
 * or before a capital also of the text around it; NAN where they are not known. */
static double
room_by_edges(const CorpusTable *table, guint position, bool capital) {
  const CorpusTableLine *line = corpus_table_line(table, position);
  double width = line->line->right - line->line->left, reach = line->line->right;
  if (isnan(width) || line->column < 0 || line->chars == 0)
    return NAN;
  reach = capital ? fmax(reach, table->reach) : reach;
  for (guint i = 0; i < table->lines->len; i++) {
    const CorpusTableLine *other = corpus_table_line(table, i);
    if (other->column == line->column && other->line->right > reach)
      reach = other->line->right;
  }
  return (reach - line->line->right) / (width / (double)line->chars);
}

/* From one line to the next of its column on one page; NAN where that is not known. */
static double
distance_before(const CorpusTable *table, guint position) {
  const CorpusTableLine *line = corpus_table_line(table, position);
  const CorpusTableLine *before = corpus_table_line(table, position - 1);
  bool together = line->line->page == before->line->page && line->column == before->column;
  double distance = line->line->top - before->line->top;
  return together && distance > 0 ? distance : NAN;
}

/* The least distance is that within items; it tells something where others are wider. */
static Spacing
spacing_of(const CorpusTable *table) {
  Spacing spacing = {NAN, false};
  guint measured = 0, wider = 0;
  for (guint i = 1; i < table->lines->len; i++) {
    double distance = distance_before(table, i);
    measured += !isnan(distance);
    spacing.within = fmin(spacing.within, distance);
  }
  for (guint i = 1; i < table->lines->len; i++)
    wider += distance_before(table, i) > WIDER * spacing.within;
  spacing.tells = wider > WIDER_SHARE * measured;
  return spacing;
}

/* 1 where a wider space before the line says that an item begins, -1 where the usual one says that
 * none does, 0 where neither can be said. */
static int
spacing_sign(const CorpusTable *table, const Spacing *spacing, guint position) {
  double distance = distance_before(table, position);
  if (!spacing->tells || isnan(distance))
    return 0;
  return distance > WIDER * spacing->within ? 1 : -1;
}

/* ---- what speaks for a beginning ---- */

static gunichar
first_char(const char *text) {
  return g_utf8_get_char(text);
}

static gunichar
last_char(const char *text) {
  return *text == '\0' ? 0 : g_utf8_get_char(g_utf8_prev_char(text + strlen(text)));
}

static bool
is_quote(gunichar c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x00BB || c == 0x00AB;
}

static char *
first_word(const char *text) {
  const char *start = text;
  while (*start != '\0' && !g_unichar_isalnum(first_char(start)))
    start = g_utf8_next_char(start);
  const char *end = start;
  while (*end != '\0' && !g_unichar_isspace(first_char(end)) && *end != ',' && *end != '.')
    end = g_utf8_next_char(end);
  return g_strndup(start, (gsize)(end - start));
}

static bool
knows_lower(CorpusLexicon *lexicon, const char *word) {
  char *lower = g_utf8_strdown(word, -1);
  bool known = corpus_lexicon_knows(lexicon, lower);
  g_free(lower);
  return known;
}

/* Would the word be written with a capital in the middle of a sentence too: an acronym, a place, a
 * word that the lexicon has with a capital only? */
static double
name_evidence(const char *word, CorpusLexicon *lexicon) {
  glong capitals = 0, chars = 0;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p), chars++)
    capitals += g_unichar_isupper(first_char(p));
  if (capitals > 1 || chars == 1)
    return -SOME;
  if (corpus_municipality_find(word) != NULL)
    return -CLEAR;
  if (lexicon == NULL || knows_lower(lexicon, word))
    return 0;
  if (corpus_lexicon_knows(lexicon, word))
    return -CLEAR;
  return chars <= NAME_CHARS_MAX ? -SLIGHT : 0;
}

/* The width of the column in which a line stands, in characters: that of its widest neighbour. */
static long
column_width(const CorpusTable *table, guint position) {
  guint from = position > NEAR_LINES ? position - NEAR_LINES : 0;
  guint to = MIN(position + NEAR_LINES, table->lines->len - 1);
  long width = 0;
  for (guint i = from; i <= to; i++)
    width = MAX(width, corpus_table_line(table, i)->chars);
  return width;
}

/* Was there room after the line at `before` for the first word of the line at `position`? Then it
 * did not have to wrap. */
static double
room_after(const CorpusTable *table, guint before, guint position) {
  const char *text = corpus_table_line(table, position)->text;
  const char *end = text;
  while (*end != '\0' && !g_unichar_isspace(first_char(end)))
    end = g_utf8_next_char(end);
  long word = g_utf8_pointer_to_offset(text, end);
  double known = room_by_edges(table, before, g_unichar_isupper(first_char(text)));
  long guessed = column_width(table, before) - corpus_table_line(table, before)->chars;
  double after = isnan(known) ? (double)guessed : known;
  double room = after - 1 - (double)word;
  if (room < 0)
    return isnan(known) ? -SLIGHT : -SOME;
  return MIN(ROOM_PER_CHAR * room, ROOM_MAX);
}

static double
first_char_evidence(const char *text, CorpusLexicon *lexicon) {
  gunichar c = first_char(text);
  if (c == '/' || c == ')' || c == ',' || c == ';' || c == '.' || c == 0x2013)
    return -SURE;
  if (is_quote(c) || c == '(') {
    c = first_char(g_utf8_next_char(text));
    return g_unichar_isupper(c) ? SOME : -SOME;
  }
  if (g_unichar_isdigit(c))
    return -SLIGHT;
  if (!g_unichar_isupper(c))
    return -CLEAR;
  char *word = first_word(text);
  double evidence = CLEAR + name_evidence(word, lexicon);
  if (corpus_item_wording(word, lexicon).improvement >= FIRST_WORD_MIN)
    evidence += SLIGHT;
  g_free(word);
  return evidence;
}

/* With a stop, behind which an item has nothing more to come. */
static bool
ends_with_stop(const char *text) {
  gunichar c = last_char(text);
  return (c == '.' || c == '!' || c == '?') && !stays_open(text);
}

/* Is the last word a definite noun in the genitive ("kommunens", but not "kompetens")? */
static bool
ends_with_genitive(const char *text, CorpusLexicon *lexicon) {
  const char *const *ending = item_words()->genitive;
  const char *space = strrchr(text, ' ');
  const char *word = space != NULL ? space + 1 : text;
  bool genitive = false;
  for (; *ending != NULL && !genitive && lexicon != NULL; ending++)
    genitive = g_str_has_suffix(word, *ending);
  if (!genitive || !corpus_lexicon_knows(lexicon, word))
    return false;
  char *nominative = g_strndup(word, strlen(word) - 1);
  genitive = corpus_lexicon_knows(lexicon, nominative);
  g_free(nominative);
  return genitive;
}

static double
line_end_evidence(const CorpusTableLine *before, const Parting *parting) {
  gunichar c = last_char(before->text);
  if (c == '-' && !before->line->ends_with_space)
    return -SURE;
  if (c == '-' || c == ',' || c == ';' || c == ':' || c == '/' || c == '(' || c == '&' ||
      c == 0x2013 || stays_open(before->text))
    return -STRONG;
  if (ends_with_stop(before->text))
    return SOME;
  double odds = parting->stops_used ? -SLIGHT : 0;
  if (ends_seldom(before->text))
    odds -= SOME;
  return odds + (ends_with_genitive(before->text, parting->lexicon) ? -CLEAR : 0);
}

/* Positions on the page, where they are known: a line further left. */
static double
place_evidence(const CorpusTableLine *before, const CorpusTableLine *line) {
  if (isnan(before->line->left) || isnan(line->line->left))
    return 0;
  double indent = line->line->left - before->line->left;
  if (indent < -INDENT)
    return CLEAR;
  return indent > INDENT ? -CLEAR : 0;
}

double
corpus_line_may_end(const Parting *parting, guint before, guint position) {
  return line_end_evidence(corpus_table_line(parting->table, before), parting) +
         room_after(parting->table, before, position);
}

double
corpus_line_end(const Parting *parting, guint position) {
  return line_end_evidence(corpus_table_line(parting->table, position), parting);
}

/* The letters at the end of a text, before its hyphen. */
static char *
last_letters(const char *text) {
  const char *end = text + strlen(text);
  if (end > text && end[-1] == '-')
    end--;
  const char *start = end;
  while (start > text && g_unichar_isalpha(first_char(g_utf8_prev_char(start))))
    start = g_utf8_prev_char(start);
  return g_strndup(start, (gsize)(end - start));
}

/* Can the last word be read as an adjective only ("kommunövergripande")? Its noun is to come. */
static bool
ends_with_adjective(const char *text, CorpusLexicon *lexicon) {
  const char *space = strrchr(text, ' ');
  char *word = g_utf8_strdown(space != NULL ? space + 1 : text, -1);
  GArray *readings = lexicon != NULL ? corpus_lexicon_readings(lexicon, word) : NULL;
  bool adjective = readings != NULL && readings->len > 0;
  for (guint i = 0; adjective && i < readings->len; i++)
    adjective = g_array_index(readings, CorpusReading, i).speech == CORPUS_SPEECH_ADJECTIVE;
  if (readings != NULL)
    g_array_unref(readings);
  g_free(word);
  return adjective;
}

double
corpus_line_fits(const Parting *parting, guint before, guint position) {
  const char *above = corpus_table_line(parting->table, before)->text;
  char *left = last_letters(above);
  char *right = first_word(corpus_table_line(parting->table, position)->text);
  char *joined = g_strconcat(left, right, NULL);
  bool hyphen = last_char(above) == '-';
  double fits = ends_with_adjective(above, parting->lexicon) ? FIT_ADJECTIVE : 0;
  fits -= FIT_ROOM * MAX(room_after(parting->table, before, position), 0);
  if (parting->lexicon != NULL && *left != '\0' && *right != '\0') {
    bool whole = knows_lower(parting->lexicon, joined);
    if (hyphen)
      fits += whole ? CLEAR : 0;
    else if (whole && !knows_lower(parting->lexicon, left) && !knows_lower(parting->lexicon, right))
      fits += STRONG;
  }
  g_free(joined);
  g_free(right);
  g_free(left);
  return fits;
}

double
corpus_line_begins_by_words(const Parting *parting, guint before, guint position) {
  const char *text = corpus_table_line(parting->table, position)->text;
  return first_char_evidence(text, parting->lexicon) - (is_within(text) ? STRONG : 0) +
         corpus_line_may_end(parting, before, position);
}

double
corpus_line_begins(const Parting *parting, guint position) {
  const CorpusTable *table = parting->table;
  const CorpusTableLine *line = corpus_table_line(table, position);
  const CorpusTableLine *before = corpus_table_line(table, position - 1);
  if (line->bullet != 0 || line->column != before->column)
    return SURE;
  if (line->line->paragraph != 0 && before->line->paragraph != 0)
    return line->line->paragraph != before->line->paragraph ? SURE : -SURE;
  double odds = table->bulleted ? -STRONG : 0;
  odds += corpus_line_begins_by_words(parting, position - 1, position);
  odds += place_evidence(before, line);
  odds += STRONG * spacing_sign(table, &parting->spacing, position);
  if (line->gap_before)
    odds += STRONG;
  if (table->blanks_tell)
    odds += line->line->blank_before ? (table->laid_out ? CLEAR : SOME) : -SLIGHT;
  return odds;
}

void
corpus_line_add_signs(const char *text, int *brackets, guint *quotes) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    *brackets += (*p == '(') - (*p == ')');
    *quotes += is_quote(first_char(p));
  }
}

static bool
stops_used(const CorpusTable *table) {
  guint stops = 0;
  for (guint i = 0; i < table->lines->len; i++)
    stops += ends_with_stop(corpus_table_line(table, i)->text);
  return stops > STOPS_SHARE * table->lines->len;
}

Parting
corpus_table_parting(const CorpusTable *table, CorpusLexicon *lexicon) {
  return (Parting){table, lexicon, stops_used(table), spacing_of(table)};
}
