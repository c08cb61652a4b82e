/* tests/corpus/text/knowledge.c: the data files are built in, are read into tables, and a malformed
 * one is named with its line. */
#include <glib.h>

#include "corpus/text/error.h"
#include "corpus/text/installed.h"
#include "corpus/text/knowledge.h"

typedef struct {
  GHashTable *set, *numbers, *patterns, *lines;
  const char *const *list;
  const char *text;
  GRegex *pattern;
  double number;
} Table;

static const CorpusKnowledgeField FIELDS[] = {
    {"a", "set", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Table, set)},
    {"a", "list", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Table, list)},
    {"a", "text", CORPUS_KNOWLEDGE_TEXT, G_STRUCT_OFFSET(Table, text)},
    {"a", "number", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Table, number)},
    {"a", "pattern", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Table, pattern)},
    {"numbers", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Table, numbers)},
    {"patterns", NULL, CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Table, patterns)},
    {"lines", NULL, CORPUS_KNOWLEDGE_LINES, G_STRUCT_OFFSET(Table, lines)},
    {0}};

static const CorpusKnowledge KNOWLEDGE = {
    .file = "made-up.ini", .bytes = sizeof(Table), .fields = FIELDS};

#define WHOLE                                                                                      \
  "# a comment\n[a]\nset = x; y;\nlist=y ; x\ntext =  a = b \nnumber = 0.5\npattern = ^\\d+$\n\n"

static void
test_fields_are_read(void) {
  GError *error = NULL;
  Table *table = corpus_knowledge_from_text(
      &KNOWLEDGE, WHOLE "[numbers]\nett = 1\n[patterns]\np = A\n[lines]\nså här\n", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_hash_table_size(table->set), ==, 2);
  g_assert_true(g_hash_table_contains(table->set, "y"));
  g_assert_cmpstr(table->list[0], ==, "y");
  g_assert_cmpstr(table->list[1], ==, "x");
  g_assert_null(table->list[2]);
  g_assert_cmpstr(table->text, ==, "a = b");
  g_assert_cmpfloat(table->number, ==, 0.5);
  g_assert_true(g_regex_match(table->pattern, "12", 0, NULL));
  g_assert_cmpfloat(*(double *)g_hash_table_lookup(table->numbers, "ett"), ==, 1);
  g_assert_true(g_regex_match(g_hash_table_lookup(table->patterns, "p"), "a", 0, NULL));
  g_assert_true(g_hash_table_contains(table->lines, "så här"));
}

static void
test_what_is_wrong_is_named_with_its_line(void) {
  const struct {
    const char *text, *message;
  } cases[] = {
      {"[a]\nset\n", "corpus/data/made-up.ini:2: \"set\" has no value"},
      {"[a]\n\nnumber = much\n", "corpus/data/made-up.ini:3: \"much\" is not a number"},
      {"[a]\nnumber = 1\nnumber = 2\n", "corpus/data/made-up.ini:3: [a] has number twice"},
      {"[a]\nother = 1\n", "corpus/data/made-up.ini:2: nobody reads \"other\" in [a]"},
      {"[numbers]\nett = 1\nett = 2\n", "corpus/data/made-up.ini:3: [numbers] has ett twice"},
      {"[a]\nset = x\n", "corpus/data/made-up.ini: [a] lacks list"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_assert_null(corpus_knowledge_from_text(&KNOWLEDGE, cases[i].text, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
    g_assert_cmpstr(error->message, ==, cases[i].message);
    g_clear_error(&error);
  }
}

static void
test_wrong_pattern_is_named_with_its_line(void) {
  GError *error = NULL;
  g_assert_null(corpus_knowledge_from_text(&KNOWLEDGE, "[a]\npattern = (\n", &error));
  g_assert_true(g_str_has_prefix(error->message, "corpus/data/made-up.ini:2: "));
  g_clear_error(&error);
}

static void
test_groups_are_those_of_the_table(void) {
  static const char *const groups[] = {"a", "b", NULL};
  const CorpusKnowledge knowledge = {
      .file = "made-up.ini", .bytes = sizeof(Table), .fields = FIELDS, .groups = groups};
  GError *error = NULL;
  g_assert_null(corpus_knowledge_from_text(&knowledge, "[c]\nx = 1\n", &error));
  g_assert_cmpstr(error->message, ==, "corpus/data/made-up.ini:2: unknown group [c]");
  g_clear_error(&error);
  g_assert_null(corpus_knowledge_from_text(&knowledge, WHOLE, &error));
  g_assert_cmpstr(error->message, ==, "corpus/data/made-up.ini: [b] is missing or empty");
  g_clear_error(&error);
}

static void
test_missing_file_is_an_error(void) {
  GError *error = NULL;
  g_assert_null(corpus_data_bytes("no-such-file", NULL, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
  g_error_free(error);
}

static void
test_names_are_listed_and_readable(void) {
  char **names = corpus_data_names();
  g_assert_cmpuint(g_strv_length(names), >, 0);
  for (char **name = names; *name != NULL; name++) {
    GError *error = NULL;
    gsize length = 0;
    g_assert_nonnull(corpus_data_bytes(*name, &length, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(length, >, 0);
  }
  g_strfreev(names);
}

CORPUS_KNOWLEDGE(missing, .file = "no-such-file", .bytes = sizeof(Table), .fields = FIELDS);

/* Runs last: what fails is remembered. */
static void
test_failure_is_kept_and_the_table_is_empty(void) {
  GError *error = NULL;
  g_assert_false(corpus_knowledge_check(&error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
  g_clear_error(&error);
  g_assert_nonnull(corpus_knowledge_failure());
  const Table *table = corpus_knowledge(&missing);
  g_assert_cmpuint(g_hash_table_size(table->set), ==, 0);
  g_assert_false(g_regex_match(table->pattern, "12", 0, NULL));
  g_assert_null(table->list[0]);
}

static void
test_libraries_are_loaded_or_told_of(void) {
  gsize (*length)(const char *text) = NULL;
  void *nothing = NULL;
  const CorpusLateFunction there[] = {{"strlen", (void **)&length}};
  const CorpusLateFunction lacking[] = {{"kompass_is_not_in_there", &nothing}};
  GError *error = NULL;
  g_assert_true(corpus_library_load("libc.so.6", there, 1, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(length("fyra"), ==, 4);
  g_assert_false(corpus_library_load("libc.so.6", lacking, 1, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "kompass_is_not_in_there"));
  g_clear_error(&error);
  g_assert_false(corpus_library_load("libkompass-has-none.so.9", NULL, 0, &error));
  g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "libkompass-has-none.so.9"));
  g_clear_error(&error);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/text/knowledge/fields", test_fields_are_read);
  g_test_add_func("/corpus/text/knowledge/wrong", test_what_is_wrong_is_named_with_its_line);
  g_test_add_func("/corpus/text/knowledge/wrong-pattern",
                  test_wrong_pattern_is_named_with_its_line);
  g_test_add_func("/corpus/text/knowledge/groups", test_groups_are_those_of_the_table);
  g_test_add_func("/corpus/text/knowledge/missing", test_missing_file_is_an_error);
  g_test_add_func("/corpus/text/knowledge/names", test_names_are_listed_and_readable);
  g_test_add_func("/corpus/text/knowledge/failure", test_failure_is_kept_and_the_table_is_empty);
  g_test_add_func("/corpus/text/knowledge/libraries", test_libraries_are_loaded_or_told_of);
  return g_test_run();
}
