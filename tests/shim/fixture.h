/* tests/shim/fixture.h: small indexes for the tests of the shim, and words and queries at random.
 */
#ifndef TESTS_SHIM_FIXTURE_H
#define TESTS_SHIM_FIXTURE_H

#include <string.h>

#include "shim/shim.h"
#include "tests/folder.h"

/* Runs a call that must succeed. */
#define must(call)                                                                                 \
  do {                                                                                             \
    GError *must_error = NULL;                                                                     \
    bool must_ok = (call);                                                                         \
    g_assert_no_error(must_error);                                                                 \
    g_assert_true(must_ok);                                                                        \
  } while (0)
#define MUST &must_error

static inline void
fixture_assert_bytes(const void *found, gsize found_length, const void *expected, gsize length) {
  g_assert_cmpuint(found_length, ==, length);
  g_assert_true(length == 0 || memcmp(found, expected, length) == 0);
}

/* A document for a writer (NULL: any without names) with the unique term "Q<number>", the words of
 * text as postings, the number in slot 0 for sorting, and text as its data. */
static inline ShimDocument *
fixture_document(const ShimWriter *writer, unsigned number, const char *text) {
  ShimDocument *document = NULL;
  must(shim_document_new(writer, &document, MUST));
  char *unique = g_strdup_printf("Q%u", number);
  must(shim_document_add_filter(document, unique, MUST));
  g_free(unique);
  char **words = g_strsplit(text, " ", -1);
  for (unsigned i = 0; words[i] != NULL; i++)
    must(shim_document_add_posting(document, words[i], i + 1, 1, MUST));
  g_strfreev(words);
  char *order = g_strdup_printf("%08u", number);
  must(shim_document_set_value(document, 0, order, strlen(order), MUST));
  g_free(order);
  must(shim_document_set_data(document, text, strlen(text), MUST));
  return document;
}

static inline void
fixture_add(ShimWriter *writer, unsigned number, const char *text) {
  ShimDocument *document = fixture_document(writer, number, text);
  must(shim_writer_add(writer, document, MUST));
  shim_document_free(document);
}

/* An index of the texts, numbered from first; NULL ends the list. */
static inline void
fixture_index(const char *path, unsigned first, const char *const *texts) {
  ShimWriter *writer = NULL;
  must(shim_writer_open(path, true, &writer, MUST));
  for (unsigned i = 0; texts[i] != NULL; i++)
    fixture_add(writer, first + i, texts[i]);
  must(shim_writer_commit(writer, MUST));
  shim_writer_free(writer);
}

static inline ShimDatabase *
fixture_open(const char *path) {
  ShimDatabase *database = NULL;
  must(shim_database_open(path, &database, MUST));
  return database;
}

/* What is there now in the place of what was there when it was opened. */
static inline void
fixture_open_anew(ShimDatabase **database, const char *path) {
  shim_database_free(*database);
  *database = fixture_open(path);
}

/* Puts a document in the place of those that hold a term. */
static inline void
fixture_replace(ShimWriter *writer, const char *term, const ShimDocument *document) {
  must(shim_writer_delete(writer, term, MUST));
  must(shim_writer_add(writer, document, MUST));
}

static inline unsigned
fixture_count(const ShimDatabase *database) {
  unsigned count = 0;
  must(shim_database_document_count(database, &count, MUST));
  return count;
}

static inline ShimQuery *
fixture_term(const char *term) {
  ShimQuery *query = NULL;
  must(shim_query_term(term, 1, &query, MUST));
  return query;
}

/* The data of the hits in order, joined by "|"; frees the query. The caller frees the text. */
static inline char *
fixture_search(const ShimDatabase *database, ShimQuery *query, const ShimSearchOptions *options) {
  ShimSearchOptions defaults = shim_search_options_default();
  ShimResult *result = NULL;
  must(shim_search(database, query, options != NULL ? options : &defaults, &result, MUST));
  GString *found = g_string_new(NULL);
  for (gsize i = 0; i < result->hit_count; i++) {
    GBytes *data = NULL;
    must(shim_document_data(result->hits[i].document, &data, MUST));
    g_string_append_printf(found, "%s%.*s", i > 0 ? "|" : "", (int)g_bytes_get_size(data),
                           (const char *)g_bytes_get_data(data, NULL));
    g_bytes_unref(data);
  }
  shim_result_free(result);
  shim_query_free(query);
  return g_string_free(found, FALSE);
}

static inline void
fixture_assert_search(const ShimDatabase *database, ShimQuery *query, const char *expected) {
  char *found = fixture_search(database, query, NULL);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

/* ---- at random ---- */

/* As the indexer names terms: some words, the beginning of others among them, and a filter. */
static inline void
fixture_set_names(ShimWriter *writer) {
  static const char *const terms[] = {"mål",  "budget", "chef", "mutor",   "medel",
                                      "möte", "XD1",    "kund", "kontakt", NULL};
  must(shim_writer_set_names(writer, terms, MUST));
}

/* The first words are the most frequent, as in any text. */
static inline const char *
fixture_any_word(GRand *random) {
  static const char *const words[] = {"mål",   "budget",  "dialog",  "chef",    "plan",
                                      "mutor", "policy",  "medel",   "möte",    "kund",
                                      "enkät", "kontakt", "ledning", "förslag", "mentor"};
  double share = g_rand_double(random);
  return words[(guint)(share * share * G_N_ELEMENTS(words))];
}

/* Of 1 to `most` words; the caller frees it. */
static inline char *
fixture_any_text(GRand *random, int most) {
  GString *text = g_string_new(fixture_any_word(random));
  for (gint words = g_rand_int_range(random, 0, most); words > 0; words--)
    g_string_append_printf(text, " %s", fixture_any_word(random));
  return g_string_free(text, FALSE);
}

/* A term, words that stand near each other or one behind the other, the beginning of words. */
static inline ShimQuery *
fixture_any_leaf(GRand *random) {
  const char *words[] = {fixture_any_word(random), fixture_any_word(random),
                         fixture_any_word(random)};
  ShimQuery *query = NULL;
  switch (g_rand_int_range(random, 0, 8)) {
  case 0:
    must(
        shim_query_phrase(words, 2, (unsigned)g_rand_int_range(random, 2, 5), false, &query, MUST));
    return query;
  case 1:
    must(shim_query_phrase(words, 3, 0, true, &query, MUST));
    return query;
  case 2:
    must(shim_query_prefix(g_rand_boolean(random) ? "m" : "k", 3, &query, MUST));
    return query;
  default:
    return fixture_term(words[0]);
  }
}

/* The query as it is, scaled, or with one weight for all that match. Takes it. */
static inline ShimQuery *
fixture_any_weight(GRand *random, ShimQuery *query) {
  ShimQuery *weighed = NULL;
  int choice = g_rand_int_range(random, 0, 8);
  if (choice >= 5)
    return query;
  if (choice == 0)
    must(shim_query_weigh(query, g_rand_double(random), &weighed, MUST));
  else
    must(shim_query_scale(query, g_rand_double(random), &weighed, MUST));
  shim_query_free(query);
  return weighed;
}

/* A query that is nested so deep, as kompass asks them: what counts as one term holds leaves only.
 */
static inline ShimQuery *
fixture_any_query(GRand *random, unsigned deep) {
  static const ShimOperator operators[] = {SHIM_OP_OR,      SHIM_OP_AND,       SHIM_OP_AND_NOT,
                                           SHIM_OP_SYNONYM, SHIM_OP_AND_MAYBE, SHIM_OP_FILTER,
                                           SHIM_OP_OR};
  if (deep == 0)
    return fixture_any_leaf(random);
  ShimOperator operation = operators[g_rand_int_range(random, 0, G_N_ELEMENTS(operators))];
  bool any_number = operation == SHIM_OP_OR || operation == SHIM_OP_SYNONYM;
  gsize count = any_number ? (gsize)g_rand_int_range(random, 2, 7) : 2;
  ShimQuery *parts[7], *query = NULL;
  for (gsize i = 0; i < count; i++)
    parts[i] = fixture_any_query(random, operation == SHIM_OP_SYNONYM ? 0 : deep - 1);
  must(shim_query_combine(operation, (const ShimQuery *const *)parts, count, &query, MUST));
  for (gsize i = 0; i < count; i++)
    shim_query_free(parts[i]);
  return fixture_any_weight(random, query);
}

#endif
