/* indexer/compile_practices.c: works out, when kompass is built, which practices the words of a
 * query speak of (search/query/practices.c looks that up), and by which words a passage tells of
 * one (practices.c).
 *
 * A practice is one thing that municipalities do or lack, as corpus/data/practices.ini has it: how
 * reports tell of it, and how people ask for it. The questions and areas of the instrument, with
 * corpus/data/needs.ini and their own texts, are read as further ones, which have no name. All are
 * taken as the documents of a small collection, and each word's weight in each of them is BM25's:
 *
 *     idf(word) = log(1 + (N - n + 0.5) / (n + 0.5))
 *     weight    = idf * f * (K1 + 1) / (f + K1 * (1 - B + B * length / mean length))
 *
 * N: practices, n: those that have the word, f: how often this one has it, a part of a compound
 * counting INDEXER_SHARE_OF_INNER. Robertson and Zaragoza, "The Probabilistic Relevance Framework:
 * BM25 and Beyond", 2009. That a word stands in a practice says nearly all, how often it does
 * hardly more, as these texts are lists: so K1 is small, and B as well.
 *
 * Four files of sorted lines (corpus/text/sorted_line.h) are written:
 *
 * words: "form|idf * (K1 + 1)|number=weight|…", the form "" standing for a word that is in no
 * practice; weights are in hundredths
 *
 * practices: "number|subject|name|filter|forms|forms|…", the last of which are what reports say,
 * each its words' forms joined by spaces
 *
 * phrases: "form|filter:forms|filter:forms|…": the same by the rarest of these forms, so that a
 * passage's words lead to few of them
 *
 * questions: "form|subject|subject|…": the questions and areas, by their subjects, whose own text
 * or name has the form, in whichever revision */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/instrument/subject.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/sorted_line.h"
#include "corpus/text/words.h"
#include "indexer/schema.h"
#include "indexer/terms.h"

#define HUNDREDTHS 100 /* how weights are written */
#define K1 0.5
#define B 0.3
#define FOUND 2 /* what reports say counts as often as this, what people ask once */

typedef struct {
  char *subject;      /* "1.5", "4" */
  char *name;         /* "" of a question or an area */
  GPtrArray *found;   /* char *: forms of what reports say */
  GHashTable *counts; /* form -> double *: how often it has the word */
  double length;      /* the sum of these */
} Practice;

typedef struct {
  IndexerTerms *terms;
  GPtrArray *practices; /* Practice * */
  GHashTable *unnamed;  /* subject -> Practice * of the question or area */
  Practice *current;    /* of the group that is read */
  const char *group;    /* its name */
} Compiler;

static void
fail(const char *what, const char *why) {
  fprintf(stderr, "compile-practices: %s: %s\n", what, why);
  exit(1);
}

static Practice *
add_practice(Compiler *compiler, const char *subject, const char *name) {
  Practice *practice = g_new0(Practice, 1);
  practice->subject = g_strdup(subject);
  practice->name = g_strdup(name);
  practice->found = g_ptr_array_new_with_free_func(g_free);
  practice->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add(compiler->practices, practice);
  if (*name == '\0')
    g_hash_table_insert(compiler->unnamed, practice->subject, practice);
  return practice;
}

static void
practice_free(gpointer data) {
  Practice *practice = data;
  g_hash_table_unref(practice->counts);
  g_ptr_array_unref(practice->found);
  g_free(practice->name);
  g_free(practice->subject);
  g_free(practice);
}

/* The filter that a text has which tells of the practice. Names are long, and each passage's terms
 * are stored with it: so four digits stand for one. A test of the data says where two names have
 * the same, of which one must then be another. */
static char *
filter_of(const Practice *practice) {
  enum { DIGITS = 2 * INDEXER_LIKE_BYTES };
  char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, practice->name, -1);
  char *filter = g_strconcat(INDEXER_FILTER_PRACTICE, digest + strlen(digest) - DIGITS, NULL);
  g_free(digest);
  return filter;
}

/* ---- words ---- */

/* As the words of reports and of queries are read. */
static IndexerWord
read_word(const Compiler *compiler, const char *word) {
  GError *error = NULL;
  IndexerWord known = {0};
  if (!indexer_terms_word(compiler->terms, word, &known, &error))
    fail(word, error != NULL ? error->message : "too long for a term");
  return known;
}

static void
count(Practice *practice, const char *form, double share) {
  double *counted = g_hash_table_lookup(practice->counts, form);
  if (counted == NULL) {
    counted = g_new0(double, 1);
    g_hash_table_insert(practice->counts, g_strdup(form), counted);
  }
  *counted += share;
  practice->length += share;
}

/* Counts the words of a text, little ones too: what is rare in practices tells something, whatever
 * it is elsewhere. Gives the forms of those that say something, joined by spaces. */
static char *
count_text(const Compiler *compiler, Practice *practice, const char *text, double share) {
  GString *forms = g_string_new(NULL);
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    bool content = !corpus_is_stopword(word) && !corpus_is_light_word(word);
    const IndexerWord known = read_word(compiler, word);
    count(practice, known.form, share);
    if (content)
      g_string_append_printf(forms, "%s%s", forms->len > 0 ? " " : "", known.form);
    for (const char *const *part = known.inner; content && part != NULL && *part != NULL; part++)
      count(practice, *part, share * INDEXER_SHARE_OF_INNER);
  }
  g_array_unref(words);
  return g_string_free(forms, FALSE);
}

/* What people say. */
static void
add_told(const Compiler *compiler, Practice *practice, const char *text) {
  g_free(count_text(compiler, practice, text, 1));
}

/* What reports say. Of several words of which but one says something ("fler arenor", "analys
 * saknas") a report would say that one in any other matter, too. */
static void
add_found(const Compiler *compiler, Practice *practice, const char *text) {
  char *forms = count_text(compiler, practice, text, FOUND);
  bool lost = strchr(text, ' ') != NULL && strchr(forms, ' ') == NULL;
  if (*forms == '\0' || lost ||
      g_ptr_array_find_with_equal_func(practice->found, forms, g_str_equal, NULL))
    g_free(forms);
  else
    g_ptr_array_add(practice->found, forms);
}

/* ---- the files ---- */

/* The practice of a group "practice 1.5 visselblåsarfunktion", "question 1.5" or "area 4". */
static Practice *
practice_of(Compiler *compiler, const char *group) {
  if (compiler->group != NULL && strcmp(compiler->group, group) == 0)
    return compiler->current;
  char **parts = g_strsplit(group, " ", 3);
  bool named = strcmp(parts[0], "practice") == 0;
  compiler->current = NULL;
  if (g_strv_length(parts) == (named ? 3 : 2))
    compiler->current = add_practice(compiler, parts[1], named ? parts[2] : "");
  compiler->group = group;
  if (named && compiler->current != NULL)
    add_found(compiler, compiler->current, parts[2]);
  g_strfreev(parts);
  return compiler->current;
}

static bool
read_line(gpointer into, const CorpusKnowledgeLine *line, GError **error) {
  static const char *const told[] = {"asked", "words", "phrases", "situations", NULL};
  bool found = strcmp(line->key, "found") == 0;
  if (line->value == NULL || (!found && !g_strv_contains(told, line->key)))
    return corpus_knowledge_error(line, error, "nothing that is found, asked or said");
  Practice *practice = practice_of(into, line->group);
  if (practice == NULL)
    return corpus_knowledge_error(line, error, "in no practice, question or area");
  char **entries = g_strsplit(line->value, ";", -1);
  for (char **entry = entries; *entry != NULL; entry++)
    if (found)
      add_found(into, practice, *entry);
    else
      add_told(into, practice, *entry);
  g_strfreev(entries);
  return true;
}

/* What the instrument itself says. */
static void
add_instrument_text(Compiler *compiler, const char *subject, const char *text) {
  Practice *practice = g_hash_table_lookup(compiler->unnamed, subject);
  add_told(compiler, practice != NULL ? practice : add_practice(compiler, subject, ""), text);
}

static void
add_instrument(Compiler *compiler) {
  const CorpusInstrument *instrument = corpus_instrument_find(corpus_subject_revision());
  for (guint i = 0; instrument != NULL && i < instrument->areas->len; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    char id[CORPUS_QUESTION_ID_BYTES];
    g_snprintf(id, sizeof id, "%u", area->number);
    add_instrument_text(compiler, id, area->name);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestion *question = area->questions->pdata[j];
      add_instrument_text(compiler, question->id, question->text);
      for (char **heading = question->headings; *heading != NULL; heading++)
        add_instrument_text(compiler, question->id, *heading);
    }
  }
}

/* ---- weights ---- */

static GHashTable *
frequencies(const Compiler *compiler) {
  GHashTable *lists =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < compiler->practices->len; i++) {
    GHashTableIter iter;
    gpointer form = NULL;
    g_hash_table_iter_init(&iter, ((Practice *)compiler->practices->pdata[i])->counts);
    while (g_hash_table_iter_next(&iter, &form, NULL)) {
      GArray *list = g_hash_table_lookup(lists, form);
      if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(lists, form, list);
      }
      g_array_append_val(list, i);
    }
  }
  return lists;
}

static double
mean_length(const Compiler *compiler) {
  double sum = 0;
  for (guint i = 0; i < compiler->practices->len; i++)
    sum += ((Practice *)compiler->practices->pdata[i])->length;
  return sum / MAX(1, compiler->practices->len);
}

static char *
write_word(const Compiler *compiler, const char *form, const GArray *list, double mean) {
  GString *line = g_string_new(form);
  double rarity = log(1 + (compiler->practices->len - list->len + 0.5) / (list->len + 0.5));
  g_string_append_printf(line, "|%.0f", HUNDREDTHS * rarity * (K1 + 1));
  for (guint i = 0; i < list->len; i++) {
    guint number = g_array_index(list, guint, i);
    const Practice *practice = compiler->practices->pdata[number];
    double times = *(const double *)g_hash_table_lookup(practice->counts, form);
    double room = K1 * (1 - B + B * practice->length / mean);
    g_string_append_printf(line, "|%u=%.0f", number,
                           HUNDREDTHS * rarity * times * (K1 + 1) / (times + room));
  }
  return g_string_free(line, FALSE);
}

static int
compare_lines(gconstpointer a, gconstpointer b) {
  return corpus_sorted_line_compare(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
write_words(const Compiler *compiler) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  GHashTable *lists = frequencies(compiler);
  double mean = mean_length(compiler);
  GHashTableIter iter;
  gpointer form = NULL, list = NULL;
  g_hash_table_iter_init(&iter, lists);
  while (g_hash_table_iter_next(&iter, &form, &list))
    g_ptr_array_add(lines, write_word(compiler, form, list, mean));
  GArray *none = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(lines, write_word(compiler, "", none, mean)); /* a word that is in none */
  g_array_unref(none);
  g_ptr_array_sort(lines, compare_lines);
  g_hash_table_unref(lists);
  return lines;
}

static GPtrArray *
write_practices(const Compiler *compiler) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < compiler->practices->len; i++) {
    const Practice *practice = compiler->practices->pdata[i];
    GString *line = g_string_new(NULL);
    char *filter = filter_of(practice);
    g_string_printf(line, "%u|%s|%s|%s", i, practice->subject, practice->name, filter);
    g_free(filter);
    for (guint j = 0; j < practice->found->len; j++)
      g_string_append_printf(line, "|%s", (char *)practice->found->pdata[j]);
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
  g_ptr_array_sort(lines, compare_lines);
  return lines;
}

/* In how many practices it stands: of the forms of a phrase, the one in the fewest is its key. */
static guint
how_common(GHashTable *lists, const char *form) {
  const GArray *list = g_hash_table_lookup(lists, form);
  return list != NULL ? list->len : 0;
}

static void
add_phrase(GHashTable *lists, GHashTable *lines, const char *filter, const char *forms) {
  char **words = g_strsplit(forms, " ", -1);
  guint key = 0;
  for (guint i = 1; words[i] != NULL; i++)
    if (how_common(lists, words[i]) < how_common(lists, words[key]))
      key = i;
  GString *line = g_hash_table_lookup(lines, words[key]);
  if (line == NULL) {
    line = g_string_new(words[key]);
    g_hash_table_insert(lines, g_strdup(words[key]), line);
  }
  g_string_append_printf(line, "|%s:%s", filter, forms);
  g_strfreev(words);
}

static GPtrArray *
write_phrases(const Compiler *compiler) {
  GHashTable *lists = frequencies(compiler);
  GHashTable *by_form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < compiler->practices->len; i++) {
    const Practice *practice = compiler->practices->pdata[i];
    char *filter = filter_of(practice);
    for (guint j = 0; j < practice->found->len; j++)
      add_phrase(lists, by_form, filter, practice->found->pdata[j]);
    g_free(filter);
  }
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer line = NULL;
  g_hash_table_iter_init(&iter, by_form);
  while (g_hash_table_iter_next(&iter, NULL, &line))
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  g_ptr_array_sort(lines, compare_lines);
  g_hash_table_unref(by_form);
  g_hash_table_unref(lists);
  return lines;
}

/* ---- what the instrument itself says ---- */

static void
add_subject(GHashTable *by_form, const char *form, const char *subject) {
  GPtrArray *subjects = g_hash_table_lookup(by_form, form);
  if (subjects == NULL) {
    subjects = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(by_form, g_strdup(form), subjects);
  }
  if (!g_ptr_array_find_with_equal_func(subjects, subject, g_str_equal, NULL))
    g_ptr_array_add(subjects, g_strdup(subject));
}

/* Adds the subject to the lines of the words of a text, once. */
static void
add_words(const Compiler *compiler, GHashTable *by_form, const char *subject, const char *text) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; *subject != '\0' && i < words->len; i++) {
    const IndexerWord known = read_word(compiler, g_array_index(words, CorpusWord, i).word);
    add_subject(by_form, known.form, subject);
    for (const char *const *part = known.inner; part != NULL && *part != NULL; part++)
      add_subject(by_form, *part, subject);
  }
  g_array_unref(words);
}

static void
add_words_of_instrument(const Compiler *compiler, GHashTable *by_form,
                        const CorpusInstrument *instrument) {
  unsigned from = instrument->revision, to = corpus_subject_revision();
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *area = instrument->areas->pdata[i];
    char id[CORPUS_QUESTION_ID_BYTES];
    g_snprintf(id, sizeof id, "%u", area->number);
    add_words(compiler, by_form, corpus_subject_in(from, id, to), area->name);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestion *question = area->questions->pdata[j];
      add_words(compiler, by_form, corpus_subject_in(from, question->id, to), question->text);
    }
  }
}

static GPtrArray *
write_questions(const Compiler *compiler) {
  GHashTable *by_form =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    add_words_of_instrument(compiler, by_form, *at);
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer form = NULL, subjects = NULL;
  g_hash_table_iter_init(&iter, by_form);
  while (g_hash_table_iter_next(&iter, &form, &subjects)) {
    GString *line = g_string_new(form);
    for (guint i = 0; i < ((GPtrArray *)subjects)->len; i++)
      g_string_append_printf(line, "|%s", (char *)((GPtrArray *)subjects)->pdata[i]);
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
  g_ptr_array_sort(lines, compare_lines);
  g_hash_table_unref(by_form);
  return lines;
}

/* Takes the lines. */
static void
write_file(const char *path, GPtrArray *lines) {
  GError *error = NULL;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "%s\n", (char *)lines->pdata[i]);
  if (!g_file_set_contents(path, text->str, (gssize)text->len, &error))
    fail(path, error->message);
  g_string_free(text, TRUE);
  g_ptr_array_unref(lines);
}

int
main(int argc, char **argv) {
  GError *error = NULL;
  if (argc != 7)
    fail("usage", "compile-practices PRACTICES.INI NEEDS.INI WORDS PRACTICES PHRASES QUESTIONS");
  IndexerTerms *terms = indexer_terms_new(&error);
  if (terms == NULL)
    fail("lexicon", error->message);
  Compiler compiler = {.terms = terms,
                       .practices = g_ptr_array_new_with_free_func(practice_free),
                       .unnamed = g_hash_table_new(g_str_hash, g_str_equal)};
  if (!corpus_knowledge_read(argv[1], read_line, &compiler, &error) ||
      !corpus_knowledge_read(argv[2], read_line, &compiler, &error))
    fail("knowledge", error->message);
  add_instrument(&compiler);
  if (corpus_knowledge_failure() != NULL)
    fail("knowledge", corpus_knowledge_failure()->message);
  write_file(argv[3], write_words(&compiler));
  write_file(argv[4], write_practices(&compiler));
  write_file(argv[5], write_phrases(&compiler));
  write_file(argv[6], write_questions(&compiler));
  g_hash_table_unref(compiler.unnamed);
  g_ptr_array_unref(compiler.practices);
  indexer_terms_free(terms);
  return 0;
}
