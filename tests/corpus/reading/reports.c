/* tests/corpus/reading/reports.c: the real reports are read right: every figure, and no line lost
 * or doubled. Skipped where KOMPASS_REPORTS (a folder of reports) or KOMPASS_GOLD (a folder with
 * the answers) is not set. */
#include <cjson/cJSON.h>
#include <glib.h>
#include <string.h>

#include "corpus/reading/items/item_table.h"
#include "corpus/reading/outline/outline.h"
#include "corpus/reading/read_report.h"
#include "corpus/source/source.h"

#define SKIPPED 77

static const char *reports, *answers;
static CorpusLexicon *lexicon;

static char *
path_of(const char *name) {
  return g_build_filename(reports, name, NULL);
}

static CorpusReport *
read_report(const char *name) {
  GError *error = NULL;
  char *path = path_of(name);
  CorpusReport *report = corpus_report_read(path, lexicon, &error);
  g_assert_no_error(error);
  g_free(path);
  return report;
}

static cJSON *
read_json(const char *name) {
  char *path = g_build_filename(answers, name, NULL), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  cJSON *json = cJSON_Parse(text);
  g_assert_nonnull(json);
  g_free(text);
  g_free(path);
  return json;
}

/* The number, -1 for null. */
static int
number(const cJSON *object, const char *key) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
  g_assert_nonnull(value);
  return cJSON_IsNull(value) ? -1 : value->valueint;
}

static const char *
string(const cJSON *object, const char *key) {
  const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
  g_assert_nonnull(value);
  return value;
}

/* Letters and digits alone, in lower case: what must be equal however lines were joined. */
static void
append_letters(GString *letters, const char *text) {
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (g_unichar_isalnum(g_utf8_get_char(text)))
      g_string_append_unichar(letters, g_unichar_tolower(g_utf8_get_char(text)));
}

static void
assert_same_letters(const char *found, const char *expected) {
  GString *a = g_string_new(NULL), *b = g_string_new(NULL);
  append_letters(a, found);
  append_letters(b, expected);
  g_assert_cmpstr(a->str, ==, b->str);
  g_string_free(a, TRUE);
  g_string_free(b, TRUE);
}

static void
check_question(const CorpusReport *report, const cJSON *expected) {
  const CorpusQuestionScore *question = corpus_report_question(report, string(expected, "id"));
  g_test_message("question %s", string(expected, "id"));
  g_assert_nonnull(question);
  g_assert_cmpint(question->score, ==, number(expected, "achieved"));
  g_assert_cmpint(question->max, ==, number(expected, "max"));
  g_assert_cmpint(question->percent, ==, number(expected, "percent"));
  assert_same_letters(question->text, string(expected, "text"));
}

static void
check_area(const CorpusReport *report, const cJSON *expected) {
  const CorpusAreaScore *area = corpus_report_area(report, (unsigned)number(expected, "area"));
  g_assert_nonnull(area);
  g_assert_cmpint(area->score, ==, number(expected, "achieved"));
  g_assert_cmpint(area->max, ==, number(expected, "max"));
  g_assert_cmpint(area->percent, ==, number(expected, "percent"));
  g_assert_cmpint(area->body_score, ==, number(expected, "body_score"));
  const cJSON *questions = cJSON_GetObjectItemCaseSensitive(expected, "questions");
  g_assert_cmpuint(area->questions->len, ==, (guint)cJSON_GetArraySize(questions));
  const cJSON *question = NULL;
  cJSON_ArrayForEach(question, questions) check_question(report, question);
}

static void
check_report(const CorpusReport *report, const cJSON *expected) {
  const char *evaluated = string(expected, "evaluated");
  g_assert_cmpstr(report->municipality->name, ==, string(expected, "municipality"));
  g_assert_cmpstr(report->municipality->code, ==, string(expected, "code"));
  g_assert_cmpuint(report->year, ==, g_ascii_strtoull(evaluated, NULL, 10));
  g_assert_cmpuint(report->month, ==, g_ascii_strtoull(evaluated + 5, NULL, 10));
  g_assert_cmpint((int)report->evaluation, ==, number(expected, "evaluation"));
  g_assert_cmpint((int)report->revision, ==, number(expected, "revision"));
  g_assert_cmpint(report->total, ==, number(expected, "total"));
  const cJSON *areas = cJSON_GetObjectItemCaseSensitive(expected, "areas");
  g_assert_cmpuint(report->areas->len, ==, (guint)cJSON_GetArraySize(areas));
  const cJSON *area = NULL;
  cJSON_ArrayForEach(area, areas) check_area(report, area);
}

/* The report that the answers speak of is the one with its id. */
static void
each_answer(void (*check)(const CorpusReport *report, const cJSON *expected)) {
  cJSON *json = read_json("scores.json");
  const cJSON *expected = NULL;
  guint checked = 0;
  cJSON_ArrayForEach(expected, json) {
    const CorpusMunicipality *municipality = corpus_municipality_find(string(expected, "code"));
    g_assert_nonnull(municipality);
    char *slug = corpus_municipality_slug(municipality);
    char *id = g_strdup_printf("%s-%.4s", slug, string(expected, "evaluated"));
    char *name = g_strdup_printf("%s.txt", id);
    CorpusReport *report = read_report(name);
    g_assert_cmpstr(report->id, ==, id);
    check(report, expected);
    corpus_report_free(report);
    g_free(name);
    g_free(id);
    g_free(slug);
    checked++;
  }
  g_assert_cmpuint(checked, >, 0);
  cJSON_Delete(json);
}

static void
test_every_figure(void) {
  each_answer(check_report);
}

/* Does some warning hold all of the words? */
static bool
is_warned(const CorpusReport *report, const char *first, const char *second) {
  for (guint i = 0; i < report->warnings->len; i++) {
    const char *warning = g_ptr_array_index(report->warnings, i);
    if (strstr(warning, first) != NULL && strstr(warning, second) != NULL)
      return true;
  }
  return false;
}

static void
check_warnings(const CorpusReport *report, const cJSON *expected) {
  const cJSON *area = NULL;
  guint disagreeing = 0;
  cJSON_ArrayForEach(area, cJSON_GetObjectItemCaseSensitive(expected, "areas")) {
    char *head = g_strdup_printf("area %d: the text says", number(area, "area"));
    char *tail = g_strdup_printf("the table %d", number(area, "achieved"));
    bool disagrees =
        number(area, "body_score") >= 0 && number(area, "body_score") != number(area, "achieved");
    g_assert_true(is_warned(report, head, tail) == disagrees);
    disagreeing += disagrees ? 1 : 0;
    g_free(head);
    g_free(tail);
  }
  bool total = report->stated_total >= 0 && report->stated_total != report->total;
  g_assert_true(is_warned(report, "the text states a total", "") == total);
  for (guint i = 0; i < report->warnings->len; i++)
    g_test_message("%s: %s", report->id, (char *)g_ptr_array_index(report->warnings, i));
  /* what else is told must be about the points of other years */
  guint others = 0;
  for (guint i = 0; i < report->warnings->len; i++)
    others += g_str_has_prefix(g_ptr_array_index(report->warnings, i), "points of ") ? 1 : 0;
  g_assert_cmpuint(report->warnings->len, ==, disagreeing + (total ? 1 : 0) + others);
}

static void
test_every_disagreement_and_no_other(void) {
  each_answer(check_warnings);
}

/* The letters of the lines that are neither headings nor tables, in the report's order. */
static char *
letters_of_lines(const CorpusLines *lines, unsigned revision) {
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(revision), NULL, NULL);
  GString *letters = g_string_new(NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    guint first = block->first;
    if (block->kind == CORPUS_BLOCK_COLUMNS)
      first++; /* its head */
    else if (block->kind != CORPUS_BLOCK_PROSE)
      continue;
    for (guint at = first; at <= block->last; at++)
      append_letters(letters, ((CorpusLine *)g_ptr_array_index(lines->lines, at))->text);
  }
  g_ptr_array_unref(blocks);
  return g_string_free(letters, FALSE);
}

/* What is in no block must be a heading: some passage bears it, or nothing follows it. */
static void
check_headings(const CorpusLines *lines, unsigned revision) {
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(revision), NULL, NULL);
  guint next = 0;
  for (guint i = 0; i <= blocks->len; i++) {
    const CorpusBlock *block = i < blocks->len ? g_ptr_array_index(blocks, i) : NULL;
    for (guint end = block != NULL ? block->first : lines->lines->len; next < end; next++) {
      const char *text = ((CorpusLine *)g_ptr_array_index(lines->lines, next))->text;
      g_assert_cmpint(g_utf8_strlen(text, -1), <, 110);
      g_assert_false(g_str_has_suffix(text, "."));
      g_assert_false(g_str_has_suffix(text, ","));
    }
    next = block != NULL ? block->last + 1 : next;
  }
  g_ptr_array_unref(blocks);
}

static void
check_lines(const char *name) {
  GError *error = NULL;
  char *path = path_of(name);
  CorpusLines *lines = corpus_source_read(path, &error);
  g_assert_no_error(error);
  CorpusReport *report = read_report(name);
  char *expected = letters_of_lines(lines, report->revision);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    g_assert_cmpuint(passage->number, ==, i + 1);
    g_assert_true(g_utf8_validate(passage->text, -1, NULL));
    append_letters(found, passage->text);
  }
  g_test_message("%s: %u passages, %lu letters", name, report->passages->len,
                 (unsigned long)found->len);
  g_assert_cmpstr(found->str, ==, expected);
  check_headings(lines, report->revision);
  g_string_free(found, TRUE);
  g_free(expected);
  corpus_report_free(report);
  corpus_lines_free(lines);
  g_free(path);
}

static void
test_no_line_is_lost_or_doubled(void) {
  GDir *folder = g_dir_open(reports, 0, NULL);
  g_assert_nonnull(folder);
  guint checked = 0;
  for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder))
    if (g_str_has_suffix(name, ".txt")) {
      check_lines(name);
      checked++;
    }
  g_dir_close(folder);
  g_assert_cmpuint(checked, >, 0);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  reports = g_getenv("KOMPASS_REPORTS");
  answers = g_getenv("KOMPASS_GOLD");
  if (reports == NULL || answers == NULL)
    return SKIPPED;
  GError *error = NULL;
  lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  g_test_add_func("/corpus/reading/reports/figures", test_every_figure);
  g_test_add_func("/corpus/reading/reports/warnings", test_every_disagreement_and_no_other);
  g_test_add_func("/corpus/reading/reports/lines", test_no_line_is_lost_or_doubled);
  int result = g_test_run();
  corpus_lexicon_free(lexicon);
  return result;
}
