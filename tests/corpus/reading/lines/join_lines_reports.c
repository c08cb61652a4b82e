/* tests/corpus/reading/lines/join_lines_reports.c: the line-end hyphens of real reports.
 *
 * Run with --verbose it lists every decision, to be read by a person. What it holds the code to:
 * texts that people copied from the reports are found in the joined text, and a source that loses
 * its trailing spaces is read nearly like one that keeps them. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/paragraph.h"
#include "tests/corpus/lines_of.h"

enum { DIFFERENT_MAX_PER_MILLE = 15 };

static CorpusLexicon *lexicon;

/* Calls `visit` with every file of a folder that ends so. */
static void
each_file(const char *folder, const char *ending, void (*visit)(const char *path, gpointer data),
          gpointer data) {
  GError *error = NULL;
  GDir *dir = g_dir_open(folder, 0, &error);
  g_assert_no_error(error);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    if (!g_str_has_suffix(name, ending))
      continue;
    char *path = g_build_filename(folder, name, NULL);
    visit(path, data);
    g_free(path);
  }
  g_dir_close(dir);
}

/* Every pair of lines of which the first ends with a hyphen, joined; NULL-terminated. */
static GPtrArray *
decisions(const GPtrArray *lines) {
  GPtrArray *joined = g_ptr_array_new_with_free_func(g_free);
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines);
  for (guint i = 0; i + 1 < lines->len; i++) {
    if (!g_str_has_suffix(((CorpusLine *)g_ptr_array_index(lines, i))->text, "-"))
      continue;
    guint next = i + 1;
    while (next + 1 < lines->len && *((CorpusLine *)g_ptr_array_index(lines, next))->text == '\0')
      next++;
    g_ptr_array_add(joined,
                    corpus_join_lines(lines, i, next, (CorpusKnownWords){vocabulary, lexicon}));
  }
  corpus_vocabulary_free(vocabulary);
  return joined;
}

static void
compare_marked_and_unmarked(const char *path, gpointer data) {
  guint *counts = data; /* all, different */
  CorpusLines *lines = lines_of_file(path);
  GPtrArray *marked = decisions(lines->lines);
  for (guint i = 0; i < lines->lines->len; i++)
    ((CorpusLine *)g_ptr_array_index(lines->lines, i))->ends_with_space = false;
  GPtrArray *unmarked = decisions(lines->lines);
  g_assert_cmpuint(marked->len, ==, unmarked->len);
  for (guint i = 0; i < marked->len; i++) {
    const char *one = g_ptr_array_index(marked, i), *other = g_ptr_array_index(unmarked, i);
    g_test_message("%s", one);
    counts[0]++;
    if (strcmp(one, other) != 0) {
      counts[1]++;
      g_test_message("  without marks: %s", other);
    }
  }
  g_ptr_array_unref(marked);
  g_ptr_array_unref(unmarked);
  corpus_lines_free(lines);
}

static void
test_lost_spaces_change_little(void) {
  guint counts[2] = {0, 0};
  each_file(g_getenv("KOMPASS_REPORTS"), ".txt", compare_marked_and_unmarked, counts);
  g_test_message("%u hyphens at line ends, %u joined otherwise without trailing spaces", counts[0],
                 counts[1]);
  g_assert_cmpuint(counts[0], >, 0);
  g_assert_cmpuint(counts[1] * 1000, <=, counts[0] * DIFFERENT_MAX_PER_MILLE);
}

/* Lower case, bullets dropped, white space collapsed. The caller frees it. */
static char *
normalised(const char *text) {
  GString *normal = g_string_new(NULL);
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    bool after_space = normal->len == 0 || normal->str[normal->len - 1] == ' ';
    if (g_unichar_isspace(c) && !after_space)
      g_string_append_c(normal, ' ');
    else if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_PRIVATE_USE && c != 0x2022 &&
             c != 0xA7)
      g_string_append_unichar(normal, g_unichar_tolower(c));
  }
  return g_strchomp(g_string_free(normal, FALSE));
}

static void
append_report(const char *path, gpointer data) {
  CorpusLines *lines = lines_of_file(path);
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines->lines);
  char *text = corpus_join_lines(lines->lines, 0, lines->lines->len - 1,
                                 (CorpusKnownWords){vocabulary, lexicon});
  g_string_append(data, text);
  g_string_append_c(data, '\n');
  g_free(text);
  corpus_vocabulary_free(vocabulary);
  corpus_lines_free(lines);
}

typedef struct {
  const char *reports;
  guint all, missing;
} Search;

/* Texts copied from reports, in the fields that hold such. */
static void
look_for_copies(const char *path, gpointer data) {
  Search *search = data;
  char *json = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &json, NULL, &error);
  g_assert_no_error(error);
  GRegex *field = g_regex_new("\"(?:text|sentence|quote|contains)\": *\"([^\"\\\\]+)\"",
                              G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  GMatchInfo *match = NULL;
  for (g_regex_match(field, json, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    char *copy = g_match_info_fetch(match, 1), *wanted = normalised(copy);
    search->all++;
    if (strstr(search->reports, wanted) == NULL) {
      search->missing++;
      g_test_message("not found: %s", copy);
    }
    g_free(copy);
    g_free(wanted);
  }
  g_match_info_unref(match);
  g_regex_unref(field);
  g_free(json);
}

static void
test_copied_texts_are_found(void) {
  const char *gold = g_getenv("KOMPASS_GOLD");
  if (gold == NULL) {
    g_test_skip("KOMPASS_GOLD is not set");
    return;
  }
  GString *texts = g_string_new(NULL);
  each_file(g_getenv("KOMPASS_REPORTS"), ".txt", append_report, texts);
  char *reports = normalised(texts->str);
  Search search = {.reports = reports};
  each_file(gold, "lists.json", look_for_copies, &search);
  each_file(gold, "models.json", look_for_copies, &search);
  each_file(gold, "who.json", look_for_copies, &search);
  each_file(gold, "queries.json", look_for_copies, &search);
  g_test_message("%u copied texts, %u not found", search.all, search.missing);
  g_assert_cmpuint(search.all, >, 0);
  g_assert_cmpuint(search.missing * 200, <=, search.all);
  g_free(reports);
  g_string_free(texts, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL)
    return 77;
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/corpus/reading/lines/join_lines_reports/marks", test_lost_spaces_change_little);
  g_test_add_func("/corpus/reading/lines/join_lines_reports/copies", test_copied_texts_are_found);
  int result = g_test_run();
  corpus_lexicon_free(lexicon);
  return result;
}
