/* tests/eval/stance.c: how many sentences and paragraphs of the real reports are tagged as a reader
 * tagged them, and how many items of tables get the question that a reader gave them.
 *
 * Reads the reports in KOMPASS_REPORTS; the answers in tests/eval/gold-own/ (stance.json,
 * passages.json, item-questions.json) name a text by its municipality and first words. */
#include "corpus/reading/read_report.h"
#include "corpus/reading/stance/stance.h"
#include "tests/eval/answers.h"
#include "tests/eval/measured.h"

#define ACCURACY_FLOOR 0.955
#define MACRO_F1_FLOOR 0.945
#define FOUND_FLOOR 1.0 /* share of the texts that are found in the reports as read */

/* The parts of a set of answers, and the share of each that must be right: rules are made with none
 * of the first; of paragraphs the last were chosen because they point both ways. */
enum { APART, TUNED, CHOSEN, PARTS };
static const char *const PART_NAMES[PARTS] = {"apart", "tuned", "chosen"};
static const double PASSAGE_FLOORS[PARTS] = {0.85, 0.95, 0.94};
static const double QUESTION_FLOORS[PARTS] = {0.93, 0.93, 0};
#define PRECISION_FLOOR 0.945 /* of the questions that are given, in each part */

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

static cJSON *
read_answers(const char *name) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own", NULL);
  cJSON *answers = answers_read(folder, name);
  g_assert_nonnull(answers);
  g_free(folder);
  return answers;
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
  cJSON *answers = read_answers("stance.json");
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
}

/* The passage of that kind that begins so; an answer that names an area means one in it. */
static const CorpusPassage *
find_passage(const GPtrArray *reports, CorpusKind kind, const cJSON *answer) {
  const cJSON *area = cJSON_GetObjectItemCaseSensitive(answer, "area");
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    if (!g_str_equal(report->municipality->name, answers_text(answer, "municipality")))
      continue;
    for (guint j = 0; j < report->passages->len; j++) {
      const CorpusPassage *passage = report->passages->pdata[j];
      if (passage->kind == kind && (area == NULL || passage->area == (unsigned)area->valueint) &&
          g_str_has_prefix(passage->text, answers_text(answer, "start")))
        return passage;
    }
  }
  return NULL;
}

typedef struct {
  unsigned all, given, right;
} Share;

/* Counts by part what is given of the passages: their tag, or, of items, their question. */
static void
count_passages(const char *file, CorpusKind kind, Share *shares) {
  bool items = kind == CORPUS_KIND_ITEM;
  cJSON *answers = read_answers(file);
  GPtrArray *reports = read_reports(g_getenv("KOMPASS_REPORTS"));
  const cJSON *answer = NULL;
  cJSON_ArrayForEach(answer, answers) {
    unsigned part = APART;
    while (!g_str_equal(answers_text(answer, "set"), PART_NAMES[part]))
      g_assert_cmpuint(++part, <, PARTS);
    const CorpusPassage *passage = find_passage(reports, kind, answer);
    if (passage == NULL)
      printf("# not found: %s\n", answers_text(answer, "start"));
    g_assert_nonnull(passage);
    const char *given = items ? passage->question : corpus_tag_name(passage->tag);
    bool right = answers_accept(answer, items ? "question" : "tag", given);
    shares[part].all++;
    shares[part].given += *given != '\0';
    shares[part].right += right;
    if (!right && part != APART)
      printf("# %s (%s): %s\n", given, answers_text(answer, items ? "question" : "tag"),
             answers_text(answer, "start"));
  }
  g_ptr_array_unref(reports);
  cJSON_Delete(answers);
}

static void
assert_shares(const char *what, const Share *shares, const double *floors, double precision) {
  for (unsigned i = 0; i < PARTS; i++) {
    if (shares[i].all == 0)
      continue;
    double right = (double)shares[i].right / shares[i].all;
    double of_given = (double)shares[i].right / MAX(shares[i].given, 1);
    printf("# %s, %s: %u of %u right (%.3f); of %u given %.3f\n", what, PART_NAMES[i],
           shares[i].right, shares[i].all, right, shares[i].given, of_given);
    g_assert_cmpfloat(right, >=, floors[i]);
    g_assert_cmpfloat(of_given, >=, precision);
  }
}

static void
test_paragraphs(void) {
  Share shares[PARTS] = {{0}};
  count_passages("passages.json", CORPUS_KIND_PARAGRAPH, shares);
  assert_shares("tags of paragraphs", shares, PASSAGE_FLOORS, 0);
}

static void
test_item_questions(void) {
  Share shares[PARTS] = {{0}};
  count_passages("item-questions.json", CORPUS_KIND_ITEM, shares);
  assert_shares("questions of items", shares, QUESTION_FLOORS, PRECISION_FLOOR);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/stance/sentences", test_sentences);
  g_test_add_func("/eval/stance/paragraphs", test_paragraphs);
  g_test_add_func("/eval/stance/item-questions", test_item_questions);
  return g_test_run();
}
