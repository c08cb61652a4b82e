/* tests/eval/models_sentences.c: are the municipalities of single passages told right: role model,
 * mention, praise of the report's own, or nothing?
 *
 * The passages, in tests/eval/gold-own/models-sentences.tsv, are invented in the manner of the
 * reports. Each is read as a report of its own. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reading/stance/stance.h"

enum { COLUMN_EXPECTED, COLUMN_OWN, COLUMN_PLACE, COLUMN_HEADING, COLUMN_TEXT, COLUMNS };

/* What is counted apart. */
typedef enum { OTHERS, SELF, MENTIONS, KINDS } Kind;

/* The share that must be right, of what is found and of what there is to find. */
static const struct {
  const char *name;
  double precision, recall;
} floors[KINDS] = {
    {"role models", 0.98, 0.98}, {"praise of the own", 0.95, 0.95}, {"mentions", 0.95, 0.95}};

#define WHOLLY_RIGHT_FLOOR 0.97

typedef struct {
  guint found, true_found, due, met;
} Count;

typedef struct {
  Count counts[KINDS];
  guint passages, right; /* right: with nothing missing and nothing too much */
} Score;

/* The report that holds nothing but the passage; the caller frees it. */
static CorpusReport *
read_passage(char *const *cells) {
  const char *place = cells[COLUMN_PLACE];
  CorpusReport *report = corpus_report_new();
  report->municipality = corpus_municipality_find(cells[COLUMN_OWN]);
  g_assert_nonnull(report->municipality);
  CorpusPassage *passage = corpus_passage_new();
  passage->area = strcmp(place, "intro") == 0 ? 0 : 1;
  if (strcmp(place, "strength") == 0 || strcmp(place, "improvement") == 0) {
    passage->kind = CORPUS_KIND_ITEM;
    g_assert_true(corpus_tag_parse(place, &passage->tag));
  }
  g_free(passage->heading);
  g_free(passage->text);
  passage->heading = g_strdup(strcmp(cells[COLUMN_HEADING], "-") == 0 ? "" : cells[COLUMN_HEADING]);
  passage->text = g_strdup(cells[COLUMN_TEXT]);
  g_ptr_array_add(report->passages, passage);
  corpus_references_find(report);
  return report;
}

/* "+Name" for role models, "-Name" for mentions, "self"; each name once, as what says most. */
static GPtrArray *
describe(const CorpusReport *report) {
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  for (int role_model = 1; role_model >= 0; role_model--)
    for (guint i = 0; i < report->references->len; i++) {
      const CorpusReference *reference = report->references->pdata[i];
      if (reference->role_model != (bool)role_model)
        continue;
      char *model = g_strconcat("+", reference->model->name, NULL);
      char *answer = reference->self ? g_strdup("self")
                     : role_model    ? g_strdup(model)
                                     : g_strconcat("-", reference->model->name, NULL);
      if (g_ptr_array_find_with_equal_func(found, answer, g_str_equal, NULL) ||
          (!role_model && g_ptr_array_find_with_equal_func(found, model, g_str_equal, NULL)))
        g_free(answer);
      else
        g_ptr_array_add(found, answer);
      g_free(model);
    }
  g_ptr_array_add(found, NULL);
  return found;
}

static Kind
kind_of(const char *answer) {
  return *answer == '+' ? OTHERS : *answer == '-' ? MENTIONS : SELF;
}

/* Is the answer one that the gold leaves open? "?Kalmar" a mention, "*Kalmar" whatever it is. */
static bool
is_open(const char *answer, const char *const *due) {
  if (strcmp(answer, "self") == 0)
    return g_strv_contains(due, "self?");
  char *any = g_strconcat("*", answer + 1, NULL), *mention = g_strconcat("?", answer + 1, NULL);
  bool open = g_strv_contains(due, any) || (*answer == '-' && g_strv_contains(due, mention));
  g_free(any);
  g_free(mention);
  return open;
}

/* True if there is nothing too much and nothing missing. */
static bool
count_answers(Score *score, const char *const *found, const char *const *due) {
  bool right = true;
  for (const char *const *answer = found; *answer != NULL; answer++) {
    if (is_open(*answer, due))
      continue;
    bool true_found = g_strv_contains(due, *answer);
    score->counts[kind_of(*answer)].found++;
    score->counts[kind_of(*answer)].true_found += true_found;
    right = right && true_found;
  }
  for (const char *const *answer = due; *answer != NULL; answer++) {
    if (strchr("+-", **answer) == NULL && strcmp(*answer, "self") != 0)
      continue;
    bool met = g_strv_contains(found, *answer);
    score->counts[kind_of(*answer)].due++;
    score->counts[kind_of(*answer)].met += met;
    right = right && met;
  }
  return right;
}

static void
score_line(Score *score, const char *line) {
  char **cells = g_strsplit(line, "\t", COLUMNS);
  g_assert_cmpuint(g_strv_length(cells), ==, COLUMNS);
  CorpusReport *report = read_passage(cells);
  GPtrArray *found = describe(report);
  char **due = g_strsplit(cells[COLUMN_EXPECTED], ";", -1);
  bool right = count_answers(score, (const char *const *)found->pdata, (const char *const *)due);
  score->passages++;
  score->right += right;
  if (!right) {
    char *joined = g_strjoinv(";", (char **)found->pdata);
    printf("# found %s, due %s: %s\n", joined, cells[COLUMN_EXPECTED], cells[COLUMN_TEXT]);
    g_free(joined);
  }
  g_strfreev(due);
  g_ptr_array_unref(found);
  corpus_report_free(report);
  g_strfreev(cells);
}

static void
score_file(Score *score) {
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"),
                                "tests/eval/gold-own/models-sentences.tsv", NULL);
  char *content = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &content, NULL, &error);
  g_assert_no_error(error);
  char **lines = g_strsplit(content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      score_line(score, *line);
  g_strfreev(lines);
  g_free(content);
  g_free(path);
}

static double
share(guint part, guint whole) {
  return whole == 0 ? 1 : (double)part / whole;
}

static void
test_sentences(void) {
  Score score = {0};
  score_file(&score);
  double right = share(score.right, score.passages);
  printf("# wholly right %u of %u = %.3f\n", score.right, score.passages, right);
  for (Kind kind = 0; kind < KINDS; kind++) {
    const Count *count = &score.counts[kind];
    printf("# %s: precision %u of %u = %.3f, recall %u of %u = %.3f\n", floors[kind].name,
           count->true_found, count->found, share(count->true_found, count->found), count->met,
           count->due, share(count->met, count->due));
  }
  for (Kind kind = 0; kind < KINDS; kind++) {
    const Count *count = &score.counts[kind];
    g_assert_cmpfloat(share(count->true_found, count->found), >=, floors[kind].precision);
    g_assert_cmpfloat(share(count->met, count->due), >=, floors[kind].recall);
  }
  g_assert_cmpfloat(right, >=, WHOLLY_RIGHT_FLOOR);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/models_sentences", test_sentences);
  return g_test_run();
}
