/* tests/eval/stance.c: how many sentences of the real reports are tagged as a reader tagged them.
 *
 * Reads the reports in KOMPASS_REPORTS; the answers in tests/eval/gold-own/stance.json name a
 * sentence by its municipality and first words. */
#include "corpus/reading/read_report.h"
#include "corpus/reading/stance/stance.h"
#include "tests/eval/answers.h"
#include "tests/eval/measured.h"

#define ACCURACY_FLOOR 0.955
#define MACRO_F1_FLOOR 0.945
#define FOUND_FLOOR 1.0 /* share of the sentences that are found in the reports as read */

static const char *const TAGS[ANSWERS_CLASSES] = {"neutral", "strength", "improvement", "weakness"};

/* The reports of a folder. */
static GPtrArray *
read_reports(const char *folder) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  GDir *dir = g_dir_open(folder, 0, &error);
  g_assert_no_error(error);
  GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    char *path = g_build_filename(folder, name, NULL);
    CorpusReport *report = corpus_report_read(path, lexicon, &error);
    g_assert_no_error(error);
    g_ptr_array_add(reports, report);
    g_free(path);
  }
  g_dir_close(dir);
  corpus_lexicon_free(lexicon);
  return reports;
}

/* The sentence of a body paragraph that begins so, and its stance; false if there is none. */
static bool
find_sentence(const GPtrArray *reports, const char *municipality, const char *start,
              CorpusTag *stance) {
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (!g_str_equal(report->municipality->name, municipality))
      continue;
    for (guint j = 0; j < report->passages->len; j++) {
      const CorpusPassage *passage = report->passages->pdata[j];
      for (guint k = 0; passage->kind == CORPUS_KIND_PARAGRAPH && k < passage->sentences->len;
           k++) {
        const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, k);
        if (g_str_has_prefix(passage->text + sentence->start_bytes, start)) {
          *stance = sentence->stance;
          return true;
        }
      }
    }
  }
  return false;
}

static void
test_sentences(void) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own", NULL);
  cJSON *answers = answers_read(folder, "stance.json");
  g_assert_nonnull(answers);
  GPtrArray *reports = read_reports(g_getenv("KOMPASS_REPORTS"));
  AnswersConfusion confusion = {.names = TAGS};
  unsigned found = 0, all = 0;
  const cJSON *answer = NULL;
  cJSON_ArrayForEach(answer, answers) {
    CorpusTag stance = CORPUS_TAG_NEUTRAL;
    all++;
    if (!find_sentence(reports, answers_text(answer, "municipality"), answers_text(answer, "start"),
                       &stance)) {
      printf("# not found: %s\n", answers_text(answer, "start"));
      continue;
    }
    found++;
    answers_count(&confusion, answer, "tag", corpus_tag_name(stance));
  }
  answers_print(&confusion, "stance of sentences");
  printf("# %u of %u sentences found\n", found, all);
  g_assert_cmpfloat((double)found / all, >=, FOUND_FLOOR);
  g_assert_cmpfloat(answers_accuracy(&confusion), >=, ACCURACY_FLOOR);
  g_assert_cmpfloat(answers_macro_f1(&confusion), >=, MACRO_F1_FLOOR);
  measured_assert("direction", answers_right(&confusion), all);
  g_ptr_array_unref(reports);
  cJSON_Delete(answers);
  g_free(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/stance/sentences", test_sentences);
  return g_test_run();
}
