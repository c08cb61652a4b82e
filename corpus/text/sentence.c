/* corpus/text/sentence.c: finds where Swedish sentences end. */
#include "corpus/text/sentence.h"

#include <string.h>

#include "corpus/text/knowledge.h"

#define FINAL_MARK " final"

enum { NEVER_FINAL = 1, MAYBE_FINAL = 2 };

/* What is longer was never meant as one sentence: it is cut at a space, or wherever it has none. To
 * understand a sentence takes time by the square of its words. */
enum { LONGEST_BYTES = 16384 };

typedef struct {
  GHashTable *abbreviations; /* abbreviation -> NEVER_FINAL or MAYBE_FINAL */
} Table;

static void
begin_table(gpointer table) {
  ((Table *)table)->abbreviations = g_hash_table_new(g_str_hash, g_str_equal);
}

static bool
read_abbreviation(gpointer table, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  bool final = g_str_has_suffix(line->text, FINAL_MARK);
  gsize length = strlen(line->text) - (final ? strlen(FINAL_MARK) : 0);
  g_hash_table_insert(((Table *)table)->abbreviations, g_strchomp(g_strndup(line->text, length)),
                      GINT_TO_POINTER(final ? MAYBE_FINAL : NEVER_FINAL));
  return true;
}

CORPUS_KNOWLEDGE(abbreviations, .file = "abbreviations.txt", .bytes = sizeof(Table),
                 .begin = begin_table, .read_line = read_abbreviation);

/* One that is listed as it is written ("St." for "Sankt") is another than the same in lower case.
 */
static int
abbreviation_kind(const char *start, const char *end) {
  char *written = g_strndup(start, (gsize)(end - start));
  char *lower = g_utf8_strdown(written, -1);
  const Table *table = corpus_knowledge(&abbreviations);
  int kind = GPOINTER_TO_INT(g_hash_table_lookup(table->abbreviations, written));
  if (kind == 0)
    kind = GPOINTER_TO_INT(g_hash_table_lookup(table->abbreviations, lower));
  g_free(lower);
  g_free(written);
  return kind;
}

static bool
is_opening(gunichar c) {
  return c == '(' || c == '[' || c == '"' || c == '\'' || c == 0x201C || c == 0x201D ||
         c == 0x201E || c == 0x2018 || c == 0x2019 || c == 0x00BB || c == 0x00AB;
}

static bool
is_closing(gunichar c) {
  return c == ')' || c == ']' || (is_opening(c) && c != '(' && c != '[' && c != 0x201E);
}

static bool
is_stop(gunichar c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static const char *
skip_while(const char *at, bool (*accepts)(gunichar)) {
  while (*at != '\0' && accepts(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at;
}

static bool
is_space(gunichar c) {
  return g_unichar_isspace(c);
}

/* Where the run of non-space characters that ends at `end` begins, not before `floor`, leaving out
 * brackets and quotation marks that open it. */
static const char *
token_start(const char *floor, const char *end) {
  const char *at = end;
  while (at > floor) {
    const char *before = g_utf8_prev_char(at);
    if (g_unichar_isspace(g_utf8_get_char(before)))
      break;
    at = before;
  }
  const char *inner = skip_while(at, is_opening);
  return inner < end ? inner : at;
}

static const char *
previous_token(const char *floor, const char *start, const char **end) {
  const char *at = start;
  while (at > floor && (g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(at))) ||
                        is_opening(g_utf8_get_char(g_utf8_prev_char(at)))))
    at = g_utf8_prev_char(at);
  *end = at;
  return token_start(floor, at);
}

/* The kind of the abbreviation that ends with the stop, also when written with spaces. */
static int
abbreviation_at(const char *floor, const char *token, const char *stop_end) {
  int kind = abbreviation_kind(token, stop_end);
  const char *end = NULL;
  const char *previous = previous_token(floor, token, &end);
  if (previous == end || end[-1] != '.')
    return kind;
  char *joined = g_strndup(previous, (gsize)(end - previous));
  char *last = g_strndup(token, (gsize)(stop_end - token));
  char *both = g_strconcat(joined, last, NULL);
  int kind_of_both = abbreviation_kind(both, both + strlen(both));
  g_free(both);
  g_free(last);
  g_free(joined);
  return kind_of_both != 0 ? kind_of_both : kind;
}

static bool
is_all(const char *start, const char *end, gboolean (*accepts)(gunichar)) {
  for (const char *at = start; at < end; at = g_utf8_next_char(at))
    if (!accepts(g_utf8_get_char(at)))
      return false;
  return start < end;
}

/* "J. Svensson", "Av J. Svensson": an initial, unless lower-case text leads to it ("vitamin A.").
 */
static bool
is_initial(const char *floor, const char *token, const char *stop) {
  if (g_utf8_next_char(token) != stop || !g_unichar_isupper(g_utf8_get_char(token)))
    return false;
  const char *end = NULL;
  const char *previous = previous_token(floor, token, &end);
  return previous == end || g_unichar_isupper(g_utf8_get_char(previous));
}

/* Does a single full stop at `stop` end the sentence that began at `floor`? next: the first
 * character of what follows, known to be able to begin a sentence. */
static bool
full_stop_ends(const char *floor, const char *stop, gunichar next) {
  const char *token = token_start(floor, stop);
  int kind = abbreviation_at(floor, token, stop + 1);
  if (kind != 0)
    return kind == MAYBE_FINAL && !g_unichar_isdigit(next);
  if (is_all(token, stop, g_unichar_isdigit)) {
    if (token == floor) /* "1. Offentlighet och demokrati" */
      return false;
    return stop - token > 2 || !g_unichar_isdigit(next); /* "område 1. 2 och 5" */
  }
  return !is_initial(floor, token, stop);
}

/* The first character of what follows, quotation marks and dashes passed over. */
static gunichar
first_of(const char *at) {
  const char *inner = skip_while(at, is_opening);
  gunichar c = g_utf8_get_char(inner);
  if (c == '-' || c == 0x2013 || c == 0x2014)
    c = g_utf8_get_char(skip_while(g_utf8_next_char(inner), is_space));
  return c;
}

static bool
can_begin(gunichar c) {
  return c == 0 || g_unichar_isupper(c) || g_unichar_isdigit(c) ||
         !(g_unichar_isalpha(c) || g_unichar_ispunct(c));
}

/* A space was forgotten: "… stycken.Det finns". Not so in addresses and names of files. */
static bool
space_is_missing(const char *floor, const char *stop, const char *next) {
  const char *token = token_start(floor, stop);
  if (*stop != '.' || next != stop + 1 || stop - token < 3 ||
      !is_all(token, stop, g_unichar_islower))
    return false;
  if (!g_unichar_isupper(g_utf8_get_char(next)))
    return false;
  const char *rest = g_utf8_next_char(next);
  while (g_unichar_islower(g_utf8_get_char(rest)))
    rest = g_utf8_next_char(rest);
  return rest > g_utf8_next_char(next) && strchr("./:@", *rest) == NULL;
}

/* If the stop at `stop` ends the sentence that began at `floor`, where the sentence ends, else
 * NULL. `after` receives where looking goes on. */
static const char *
sentence_end(const char *floor, const char *stop, const char **after) {
  const char *stops_end = skip_while(stop, is_stop);
  const char *end = skip_while(stops_end, is_closing);
  *after = end;
  const char *next = skip_while(end, is_space);
  if (*next == '\0')
    return end;
  if (next == end)
    return space_is_missing(floor, stop, next) ? end : NULL;
  gunichar first = first_of(next);
  if (!can_begin(first))
    return NULL;
  bool single = *stop == '.' && stops_end == stop + 1;
  return !single || full_stop_ends(floor, stop, first) ? end : NULL;
}

static void
add_span(GArray *spans, const char *text, const char *start, const char *end) {
  while (end > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  if (end == start)
    return;
  CorpusSpan span = {(gsize)(start - text), (gsize)(end - start)};
  g_array_append_val(spans, span);
}

/* Is the sentence that began at `start` too long to go on at `at`? */
static bool
is_too_long(const char *start, const char *at) {
  gsize bytes = (gsize)(at - start);
  return bytes >= LONGEST_BYTES &&
         (is_space(g_utf8_get_char(at)) || bytes >= (gsize)2 * LONGEST_BYTES);
}

/* If the sentence that began at `start` ends at *at, where, else NULL. *at goes on. */
static const char *
end_here(const char *start, const char **at) {
  if (is_too_long(start, *at))
    return *at;
  if (is_stop(g_utf8_get_char(*at)))
    return sentence_end(start, *at, at);
  *at = g_utf8_next_char(*at);
  return NULL;
}

GArray *
corpus_sentences(const char *text) {
  GArray *spans = g_array_new(FALSE, FALSE, sizeof(CorpusSpan));
  const char *start = skip_while(text, is_space);
  const char *at = start;
  while (*at != '\0') {
    const char *end = end_here(start, &at);
    if (end == NULL)
      continue;
    add_span(spans, text, start, end);
    start = skip_while(end, is_space);
    at = start;
  }
  add_span(spans, text, start, at);
  return spans;
}

bool
corpus_ends_sentence(const char *text) {
  const char *end = text + strlen(text);
  while (end > text && is_closing(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  if (end == text)
    return false;
  gunichar last = g_utf8_get_char(g_utf8_prev_char(end));
  return is_stop(last) || last == ':';
}
