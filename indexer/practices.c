/* indexer/practices.c: which practices a text tells of, by the words that reports use for them, and
 * which it is most like, by all of its words.
 *
 * A practice is one thing that municipalities do or lack (corpus/data/practices.ini). That a
 * passage tells of one is worked out once, when it is indexed, and is then a filter like its area.
 * A query that speaks of the practice, in whatever words, reads that one list instead of those of
 * all phrases. What a passage is most like is a value of it, by which the best hits are put in
 * order (search/query/practices.c). */
#include "indexer/terms.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/text/sorted_line.h"
#include "indexer/schema.h"
#include "practices_resource.h"

/* A word that more practices have says too little of any. */
#define MOST_PRACTICES_OF_WORD 100
#define TEXTS_BYTES 16384 /* a block of names */
#define TOLD 2            /* times as like a practice is a text that tells of it */

const CorpusSortedLines *
indexer_practices_table(IndexerTable table) {
#define TABLE(name)                                                                                \
  { kompass_practices_get_resource, "/kompass/practices/" name, NULL, 0, 0 }
  static CorpusSortedLines tables[INDEXER_TABLES] = {
      [INDEXER_TABLE_WORDS] = TABLE("words.txt"),
      [INDEXER_TABLE_PRACTICES] = TABLE("practices.txt"),
      [INDEXER_TABLE_PHRASES] = TABLE("phrases.txt"),
      [INDEXER_TABLE_QUESTIONS] = TABLE("questions.txt")};
#undef TABLE
  return corpus_sorted_lines(&tables[table]);
}

/* ---- practices ---- */

/* The next field as a text of `texts`; "" where there is none. */
static const char *
take_text(GStringChunk *texts, const char **at) {
  gsize length = 0;
  const char *field = corpus_sorted_line_next(at, &length);
  char *text = g_strndup(field, length);
  const char *taken = text != NULL ? g_string_chunk_insert_const(texts, text) : "";
  g_free(text);
  return taken;
}

/* Of "|subject|name|filter|forms…"; lives as long as `texts` do. */
static IndexerPractice
read_practice(GStringChunk *texts, const char *line) {
  IndexerPractice practice = {.subject = take_text(texts, &line)};
  practice.name = take_text(texts, &line);
  practice.term = take_text(texts, &line);
  practice.said = line;
  if (g_str_has_prefix(practice.term, INDEXER_FILTER_PRACTICE))
    practice.key = (guint32)strtoul(practice.term + strlen(INDEXER_FILTER_PRACTICE), NULL, 16);
  return practice;
}

static guint
count_lines(const char *text, gsize length_bytes) {
  guint lines = 0;
  for (gsize i = 0; i < length_bytes; i++)
    lines += text[i] == '\n';
  return lines;
}

/* The lines stand in the order of their numbers as text: "0", "1", "10", "100", "11" … */
static GArray *
read_practices(GStringChunk *texts) {
  const CorpusSortedLines *table = indexer_practices_table(INDEXER_TABLE_PRACTICES);
  const char *at = table->lines, *end = at + table->length_bytes;
  GArray *practices = g_array_new(FALSE, TRUE, sizeof(IndexerPractice));
  g_array_set_size(practices, count_lines(at, table->length_bytes));
  while (at < end) {
    char *after = NULL;
    guint64 number = g_ascii_strtoull(at, &after, 10);
    if (number < practices->len)
      g_array_index(practices, IndexerPractice, number) = read_practice(texts, after);
    at = (const char *)memchr(after, '\n', (gsize)(end - after)) + 1;
  }
  return practices;
}

const IndexerPractice *
indexer_practices(guint *count) {
  static gsize read = 0;
  static GStringChunk *texts; /* of the practices, for as long as there are any */
  static GArray *practices;
  if (g_once_init_enter(&read)) {
    texts = g_string_chunk_new(TEXTS_BYTES);
    practices = read_practices(texts);
    g_once_init_leave(&read, 1);
  }
  *count = practices->len;
  return &g_array_index(practices, IndexerPractice, 0);
}

/* ---- words in practices ---- */

/* The digits at a place, which goes behind them. */
static guint
take_number(const char **at) {
  guint number = 0;
  for (; g_ascii_isdigit(**at); (*at)++)
    number = number * 10 + (guint)(**at - '0');
  return number;
}

/* Of "|alone|number=weight|…", up to the end of the line. */
static IndexerPracticeWeights *
read_weights(const char *line) {
  guint most = 0, count = 0;
  for (const char *at = line; *at != '\n'; at++)
    most += *at == '=';
  indexer_practices(&count);
  IndexerPracticeWeights *weights =
      g_malloc0(sizeof *weights + most * sizeof weights->practices[0]);
  const char *at = line + 1;
  weights->alone = take_number(&at);
  while (*at == '|' && weights->count < most) {
    at++;
    guint number = take_number(&at);
    at++; /* the "=" */
    double weight = take_number(&at);
    if (number >= count)
      continue;
    weights->practices[weights->count].number = number;
    weights->practices[weights->count++].weight = weight;
  }
  return weights;
}

IndexerPracticeWeights *
indexer_practice_weights(const char *form) {
  const CorpusSortedLines *words = indexer_practices_table(INDEXER_TABLE_WORDS);
  const char *line = corpus_sorted_line(words->lines, words->length_bytes, form);
  if (line == NULL) /* "" stands for words in none */
    line = corpus_sorted_line(words->lines, words->length_bytes, "");
  return read_weights(line != NULL ? line : "|0\n");
}

/* form -> what `read` makes of the rest of its line in a table of practices; NULL is left out. */
static GHashTable *
read_by_form(IndexerTable name, gpointer (*read)(const char *line)) {
  const CorpusSortedLines *lines = indexer_practices_table(name);
  const char *line = lines->lines, *end = line + lines->length_bytes;
  GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
  while (line < end) {
    gsize form = strcspn(line, "|\n");
    gpointer value = read(line + form);
    if (value != NULL)
      g_hash_table_insert(table, g_strndup(line, form), value);
    line += strcspn(line, "\n") + 1;
  }
  return table;
}

/* NULL where the word says nothing, or can be said of too many. */
static gpointer
read_telling(const char *line) {
  IndexerPracticeWeights *weights = read_weights(line);
  if (weights->count == 0 || weights->count > MOST_PRACTICES_OF_WORD)
    g_clear_pointer(&weights, g_free);
  return weights;
}

/* form -> IndexerPracticeWeights of those words that say something of practices; for the program's
 * life. Whoever indexes needs all of them, again and again. */
static GHashTable *
telling_words(void) {
  static gsize read = 0;
  static GHashTable *table;
  if (g_once_init_enter(&read)) {
    table = read_by_form(INDEXER_TABLE_WORDS, read_telling);
    g_once_init_leave(&read, 1);
  }
  return table;
}

/* ---- phrases ---- */

/* What reports say of a practice, as the forms of its words. */
typedef struct {
  char *practice; /* its filter */
  char **forms;   /* at least one */
  guint count;
} Phrase;

/* "|filter:forms|filter:forms": the phrases of a form. */
static gpointer
phrases_of(const char *line) {
  GArray *phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
  char **fields = corpus_sorted_line_fields(line);
  for (char **field = fields; *field != NULL; field++) {
    char *colon = strrchr(*field, ':');
    if (colon == NULL)
      continue;
    *colon = '\0';
    Phrase phrase = {.practice = g_strdup(*field), .forms = g_strsplit(colon + 1, " ", -1)};
    phrase.count = g_strv_length(phrase.forms);
    g_array_append_val(phrases, phrase);
  }
  g_strfreev(fields);
  return phrases;
}

/* form -> GArray of Phrase: by the rarest form of each; for the program's life. */
static GHashTable *
phrases(void) {
  static gsize read = 0;
  static GHashTable *table;
  if (g_once_init_enter(&read)) {
    table = read_by_form(INDEXER_TABLE_PHRASES, phrases_of);
    g_once_init_leave(&read, 1);
  }
  return table;
}

/* ---- a text ---- */

/* Does the form stand among the terms so near to the one at a place? */
static bool
stands_near(const GArray *terms, guint place, const char *form, unsigned window) {
  unsigned position = g_array_index(terms, IndexerTerm, place).position;
  for (guint i = place; i-- > 0;) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->position + window < position)
      break;
    if (strcmp(term->term, form) == 0)
      return true;
  }
  for (guint i = place; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    if (term->position > position + window)
      break;
    if (strcmp(term->term, form) == 0)
      return true;
  }
  return false;
}

static bool
stands_there(const Phrase *phrase, const GArray *terms, guint place) {
  for (guint i = 0; i < phrase->count; i++)
    if (!stands_near(terms, place, phrase->forms[i], phrase->count - 1 + INDEXER_NEAR_WINDOW))
      return false;
  return true;
}

/* The filters of the practices of which a phrase stands in the text: borrowed, equal by what they
 * say. */
static GHashTable *
told_by(const GArray *terms) {
  GHashTable *told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint place = 0; place < terms->len; place++) {
    const char *form = g_array_index(terms, IndexerTerm, place).term;
    const GArray *of_form = g_hash_table_lookup(phrases(), form);
    for (guint i = 0; of_form != NULL && i < of_form->len; i++) {
      const Phrase *phrase = &g_array_index(of_form, Phrase, i);
      if (!g_hash_table_contains(told, phrase->practice) && stands_there(phrase, terms, place))
        g_hash_table_add(told, phrase->practice);
    }
  }
  return told;
}

static bool
add_told(GHashTable *told, ShimDocument *document, GError **error) {
  GHashTableIter iter;
  gpointer practice = NULL;
  bool ok = true;
  g_hash_table_iter_init(&iter, told);
  while (ok && g_hash_table_iter_next(&iter, &practice, NULL))
    ok = shim_document_add_filter(document, practice, error);
  return ok;
}

/* ---- what a text is like ---- */

/* Adds up what its words weigh in practices, each once; a word that also stands inside another
 * counts as itself. */
static void
add_weights(const GArray *terms, IndexerTermKind kind, GHashTable *seen, double *sums) {
  double share = kind == INDEXER_TERM_WORD ? 1 : INDEXER_SHARE_OF_INNER;
  for (guint i = 0; i < terms->len; i++) {
    const IndexerTerm *term = &g_array_index(terms, IndexerTerm, i);
    const IndexerPracticeWeights *weights =
        term->kind == kind ? g_hash_table_lookup(telling_words(), term->term) : NULL;
    if (weights == NULL || !g_hash_table_add(seen, (gpointer)weights))
      continue;
    for (guint j = 0; j < weights->count; j++)
      sums[weights->practices[j].number] += share * weights->practices[j].weight;
  }
}

/* Puts the strongest first. Returns how many there are, at most INDEXER_LIKE_MOST. */
static guint
strongest(const double *sums, guint count, guint *places) {
  guint found = 0;
  for (guint i = 0; i < count; i++) {
    guint place = found;
    while (place > 0 && sums[places[place - 1]] < sums[i])
      place--;
    if (sums[i] <= 0 || place == INDEXER_LIKE_MOST)
      continue;
    found = MIN(found + 1, INDEXER_LIKE_MOST);
    memmove(places + place + 1, places + place, (found - 1 - place) * sizeof *places);
    places[place] = i;
  }
  return found;
}

static bool
set_like(const GArray *terms, GHashTable *told, ShimDocument *document, GError **error) {
  guint count = 0, places[INDEXER_LIKE_MOST];
  const IndexerPractice *practices = indexer_practices(&count);
  double *sums = g_new0(double, count);
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  add_weights(terms, INDEXER_TERM_WORD, seen, sums);
  add_weights(terms, INDEXER_TERM_INNER, seen, sums);
  for (guint i = 0; i < count; i++)
    if (*practices[i].name == '\0')
      sums[i] = 0;
    else if (sums[i] > 0 && g_hash_table_contains(told, practices[i].term))
      sums[i] *= TOLD;
  guint found = strongest(sums, count, places);
  guint8 bytes[INDEXER_LIKE_MOST * INDEXER_LIKE_BYTES];
  for (guint i = 0; i < found; i++)
    for (guint byte = 0; byte < INDEXER_LIKE_BYTES; byte++)
      bytes[i * INDEXER_LIKE_BYTES + byte] =
          (guint8)(practices[places[i]].key >> 8 * (INDEXER_LIKE_BYTES - 1 - byte));
  g_hash_table_unref(seen);
  g_free(sums);
  return found == 0 || shim_document_set_value(document, INDEXER_SLOT_LIKE, bytes,
                                               found * INDEXER_LIKE_BYTES, error);
}

bool
indexer_terms_add_practices(const GArray *found, ShimDocument *document, GError **error) {
  GHashTable *told = told_by(found);
  bool ok = add_told(told, document, error) && set_like(found, told, document, error);
  g_hash_table_unref(told);
  return ok;
}
