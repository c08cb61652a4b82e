/* tests/corpus/reading/stance/role_models.c: role models, mentions and praise, over a table of
 * invented sentences.
 */
#include "corpus/reading/stance/stance.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/sorted_line.h"

#include <string.h>

enum { COLUMN_EXPECTED, COLUMN_HEADING, COLUMN_TEXT, COLUMNS };

/* A report of Trosa; the caller frees it. */
static CorpusReport *
new_report(void) {
  CorpusReport *report = corpus_report_new();
  report->municipality = corpus_municipality_find("Trosa");
  return report;
}

/* The passage is the report's. */
static CorpusPassage *
add_passage(CorpusReport *report, const char *heading, const char *text) {
  CorpusPassage *passage = corpus_passage_new();
  passage->number = report->passages->len + 1;
  passage->page = 7;
  passage->area = 1;
  g_strlcpy(passage->question, "1.4", sizeof passage->question);
  g_free(passage->heading);
  g_free(passage->text);
  passage->heading = g_strdup(strcmp(heading, "-") == 0 ? "Dialog och delaktighet" : heading);
  passage->text = g_strdup(text);
  g_ptr_array_add(report->passages, passage);
  return passage;
}

/* "+Name" for a role model, "Name" for a mention, "+" for praise; sorted. */
static char *
describe(const CorpusReport *report) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    g_assert_true(reference->self == (reference->model == report->municipality));
    g_ptr_array_add(names, g_strconcat(reference->role_model ? "+" : "",
                                       reference->self ? "" : reference->model->name, NULL));
  }
  g_ptr_array_sort(names, corpus_texts_compare);
  g_ptr_array_add(names, NULL);
  char *joined = g_strjoinv(", ", (char **)names->pdata);
  g_ptr_array_unref(names);
  return joined;
}

static char *
sorted(const char *expected) {
  char **names = g_strsplit(strcmp(expected, "-") == 0 ? "" : expected, ", ", -1);
  GPtrArray *array = g_ptr_array_new();
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add(array, *name);
  g_ptr_array_sort(array, corpus_texts_compare);
  g_ptr_array_add(array, NULL);
  char *joined = g_strjoinv(", ", (char **)array->pdata);
  g_ptr_array_unref(array);
  g_strfreev(names);
  return joined;
}

static bool
row_is_right(const char *line) {
  char **fields = g_strsplit(line, "\t", COLUMNS);
  g_assert_cmpuint(g_strv_length(fields), ==, COLUMNS);
  CorpusReport *report = new_report();
  add_passage(report, fields[COLUMN_HEADING], fields[COLUMN_TEXT]);
  corpus_references_find(report);
  char *found = describe(report), *expected = sorted(fields[COLUMN_EXPECTED]);
  bool right = strcmp(found, expected) == 0;
  if (!right)
    g_test_message("\"%s\": found \"%s\", not \"%s\"", fields[COLUMN_TEXT], found, expected);
  g_free(found);
  g_free(expected);
  corpus_report_free(report);
  g_strfreev(fields);
  return right;
}

static void
test_table(void) {
  char *path =
      g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/corpus/data/references.tsv", NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  guint wrong = 0, count = 0;
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '#' || **line == '\0')
      continue;
    count++;
    wrong += !row_is_right(*line);
  }
  g_assert_cmpuint(count, >=, 80);
  g_assert_cmpuint(wrong, ==, 0);
  g_strfreev(lines);
  g_free(text);
  g_free(path);
}

static void
test_cues_compile(void) {
  GError *error = NULL;
  g_assert_true(corpus_knowledge_check(&error));
  g_assert_no_error(error);
}

static void
test_reference_knows_its_place(void) {
  CorpusReport *report = new_report();
  add_passage(report, "-", "Inget här.");
  add_passage(report, "-", "Det saknas. Här kan Karlstads kommun vara en förebild.  Slut.");
  corpus_references_find(report);
  g_assert_cmpuint(report->references->len, ==, 1);
  const CorpusReference *reference = report->references->pdata[0];
  g_assert_cmpstr(reference->model->code, ==, "1780");
  g_assert_cmpstr(reference->sentence, ==, "Här kan Karlstads kommun vara en förebild.");
  g_assert_cmpstr(reference->question, ==, "1.4");
  g_assert_cmpuint(reference->area, ==, 1);
  g_assert_cmpuint(reference->page, ==, 7);
  g_assert_cmpuint(reference->passage, ==, 2);
  corpus_references_find(report); /* again: replaces, does not add */
  g_assert_cmpuint(report->references->len, ==, 1);
  corpus_report_free(report);
}

static void
test_background_is_passed_over(void) {
  CorpusReport *report = new_report();
  add_passage(report, "-", "Ett gott exempel är Karlstad.")->tag = CORPUS_TAG_BACKGROUND;
  corpus_references_find(report);
  g_assert_cmpuint(report->references->len, ==, 0);
  corpus_report_free(report);
}

static void
test_outside_the_areas_only_the_outright_counts(void) {
  CorpusReport *report = new_report();
  add_passage(report, "-", "Karlstad har en stor flygplats.")->area = 0;
  add_passage(report, "-", "En förebild är Kumla.")->area = 0;
  corpus_references_find(report);
  char *found = describe(report);
  g_assert_cmpstr(found, ==, "+Kumla, Karlstad");
  g_free(found);
  corpus_report_free(report);
}

static void
test_items_praise_only_among_strengths(void) {
  CorpusReport *report = new_report();
  CorpusPassage *item = add_passage(report, "-", "Idédagen är ett gott exempel");
  item->kind = CORPUS_KIND_ITEM;
  item->tag = CORPUS_TAG_IMPROVEMENT;
  corpus_references_find(report);
  g_assert_cmpuint(report->references->len, ==, 0);
  item->tag = CORPUS_TAG_STRENGTH;
  corpus_references_find(report);
  g_assert_cmpuint(report->references->len, ==, 1);
  corpus_report_free(report);
}

static void
test_no_municipality_no_praise(void) {
  CorpusReport *report = new_report();
  report->municipality = NULL;
  add_passage(report, "-", "Kommunen är ett gott exempel. Kumla är en förebild.");
  corpus_references_find(report);
  char *found = describe(report);
  g_assert_cmpstr(found, ==, "+Kumla");
  g_free(found);
  corpus_report_free(report);
}

/* A remark in brackets, a title and marks do not end a list of names. */
static void
test_list_is_read_as_one(void) {
  CorpusReport *report = new_report();
  add_passage(report, "-",
              "Goda exempel finns i \"Motala (idéer), Kil\" och Vara kommun; ej Nora!");
  corpus_references_find(report);
  char *found = describe(report);
  g_assert_nonnull(strstr(found, "+Kil, +Motala"));
  g_assert_nonnull(strstr(found, "+Vara"));
  g_free(found);
  corpus_report_free(report);
}

static void
test_hostile_sentences(void) {
  CorpusReport *report = new_report();
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 5000; i++)
    g_string_append(text, "exempel kommuner som är ( i ");
  g_string_append(text, "Kumla");
  add_passage(report, "-", text->str);
  g_string_truncate(text, 3900);
  g_string_append(text, " Kumla");
  add_passage(report, "-", text->str);
  add_passage(report, "-", "");
  add_passage(report, "-", "((((((Kumla (((( , , och");
  corpus_references_find(report);
  g_assert_cmpuint(report->references->len, <=, 3);
  g_string_free(text, TRUE);
  corpus_report_free(report);
}

#define ADD(name) g_test_add_func("/corpus/reading/stance/role_models/" #name, test_##name)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD(cues_compile);
  ADD(list_is_read_as_one);
  ADD(table);
  ADD(reference_knows_its_place);
  ADD(background_is_passed_over);
  ADD(outside_the_areas_only_the_outright_counts);
  ADD(items_praise_only_among_strengths);
  ADD(no_municipality_no_praise);
  ADD(hostile_sentences);
  return g_test_run();
}
