/* tests/eval/models.c: how many role models of the real reports are found, and how many false ones.
 *
 * Reads the reports in KOMPASS_REPORTS; the answers in KOMPASS_GOLD/models.json (whole sentences)
 * and in tests/eval/gold-own/models.json (the first words of each sentence). An answer is met by a
 * reference to the same municipality in the same area whose sentence begins like it. */
#include <cjson/cJSON.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reading/read_report.h"
#include "tests/eval/measured.h"

/* So many characters of two sentences must be alike; shorter ones as a whole. */
#define COMPARED_CHARS 60

/* What is counted apart. */
typedef enum { OTHERS, SELF, MENTIONS, KINDS } Kind;

/* The share that must be right, of what is found and of what there is to find. */
static const struct {
  const char *name;
  double precision, recall;
} floors[KINDS] = {{"role models", 1, 1}, {"praise of the own", 1, 1}, {"mentions", 1, 1}};

typedef struct {
  guint found, true_found, answers, met; /* references, right ones, answers, met ones */
} Count;

typedef struct {
  const cJSON *entry;
  bool met;
} Answer;

static cJSON *
read_answers(const char *path) {
  char *bytes = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &bytes, NULL, &error);
  g_assert_no_error(error);
  cJSON *answers = cJSON_Parse(bytes);
  g_assert_nonnull(answers);
  g_free(bytes);
  return answers;
}

static const char *
field(const cJSON *entry, const char *name) {
  return cJSON_GetStringValue(cJSON_GetObjectItem(entry, name));
}

static bool
flag(const cJSON *entry, const char *name) {
  return cJSON_IsTrue(cJSON_GetObjectItem(entry, name));
}

/* The letters and digits of the sentence's beginning, lower case. */
static char *
beginning(const char *sentence) {
  GString *out = g_string_new(NULL);
  guint count = 0;
  for (const char *at = sentence; *at != '\0' && count < COMPARED_CHARS;
       at = g_utf8_next_char(at)) {
    gunichar letter = g_unichar_tolower(g_utf8_get_char(at));
    if (!g_unichar_isalnum(letter))
      continue;
    g_string_append_unichar(out, letter);
    count++;
  }
  return g_string_free(out, FALSE);
}

static bool
begins_alike(const char *sentence, const cJSON *entry) {
  const char *whole = field(entry, "sentence");
  char *found = beginning(sentence),
       *start = beginning(whole != NULL ? whole : field(entry, "start"));
  bool alike = whole != NULL ? strcmp(found, start) == 0 : g_str_has_prefix(found, start);
  g_free(found);
  g_free(start);
  return alike;
}

static Kind
kind_of(bool role_model, bool self) {
  return !role_model ? MENTIONS : self ? SELF : OTHERS;
}

static Kind
kind_of_entry(const cJSON *entry) {
  return kind_of(strcmp(field(entry, "role"), "model") == 0, flag(entry, "self"));
}

static bool
is_met_by(const cJSON *entry, const CorpusReference *reference) {
  const cJSON *area = cJSON_GetObjectItem(entry, "area");
  return corpus_municipality_find(field(entry, "model")) == reference->model &&
         (cJSON_IsNumber(area) ? area->valueint : 0) == (int)reference->area &&
         kind_of_entry(entry) == kind_of(reference->role_model, reference->self) &&
         begins_alike(reference->sentence, entry);
}

static Answer *
find_answer(GArray *answers, const CorpusReference *reference) {
  for (guint i = 0; i < answers->len; i++) {
    Answer *answer = &g_array_index(answers, Answer, i);
    if (!answer->met && is_met_by(answer->entry, reference))
      return answer;
  }
  return NULL;
}

static void
count_found(const CorpusReport *report, GArray *answers, Count *counts) {
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    Count *count = &counts[kind_of(reference->role_model, reference->self)];
    Answer *answer = find_answer(answers, reference);
    if (answer != NULL)
      answer->met = true;
    if (answer != NULL && flag(answer->entry, "unsure"))
      continue;
    count->found++;
    count->true_found += answer != NULL;
    if (answer == NULL)
      g_test_message("%s, area %u: %s%s is not among the answers: %s", report->id, reference->area,
                     reference->role_model ? "+" : "", reference->model->name, reference->sentence);
  }
}

static void
count_answers(const CorpusReport *report, const GArray *answers, Count *counts) {
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    if (flag(answer->entry, "unsure"))
      continue;
    Count *count = &counts[kind_of_entry(answer->entry)];
    count->answers++;
    count->met += answer->met;
    if (!answer->met) {
      char *text = cJSON_PrintUnformatted(answer->entry);
      g_test_message("%s: not found: %s", report->id, text);
      cJSON_free(text);
    }
  }
}

/* The answers for the report's municipality; NULL where there are none. */
static GArray *
answers_for(const cJSON *all, const CorpusMunicipality *municipality) {
  GArray *answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, all) {
    Answer answer = {entry, false};
    if (corpus_municipality_find(field(entry, "source")) == municipality)
      g_array_append_val(answers, answer);
  }
  if (answers->len > 0)
    return answers;
  g_array_unref(answers);
  return NULL;
}

static void
count_report(const char *path, CorpusLexicon *lexicon, cJSON *const *gold, Count *counts) {
  GError *error = NULL;
  CorpusReport *report = corpus_report_read(path, lexicon, &error);
  g_assert_no_error(error);
  for (cJSON *const *all = gold; *all != NULL; all++) {
    GArray *answers = answers_for(*all, report->municipality);
    if (answers == NULL)
      continue;
    count_found(report, answers, counts);
    count_answers(report, answers, counts);
    g_array_unref(answers);
    break;
  }
  corpus_report_free(report);
}

static void
count_folder(const char *folder, cJSON *const *gold, Count *counts) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  GDir *reports = g_dir_open(folder, 0, &error);
  g_assert_no_error(error);
  const char *name = NULL;
  while ((name = g_dir_read_name(reports)) != NULL) {
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    char *path = g_build_filename(folder, name, NULL);
    count_report(path, lexicon, gold, counts);
    g_free(path);
  }
  g_dir_close(reports);
  corpus_lexicon_free(lexicon);
}

static double
share(guint part, guint whole) {
  return whole == 0 ? 1 : (double)part / whole;
}

static void
test_floors_hold(void) {
  char *given = g_build_filename(g_getenv("KOMPASS_GOLD"), "models.json", NULL);
  char *own = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own/models.json", NULL);
  cJSON *gold[] = {read_answers(given), read_answers(own), NULL};
  Count counts[KINDS] = {0};
  count_folder(g_getenv("KOMPASS_REPORTS"), gold, counts);
  for (Kind kind = 0; kind < KINDS; kind++) {
    const Count *count = &counts[kind];
    double precision = share(count->true_found, count->found);
    double recall = share(count->met, count->answers);
    g_test_message("%s: precision %u of %u = %.3f, recall %u of %u = %.3f", floors[kind].name,
                   count->true_found, count->found, precision, count->met, count->answers, recall);
    g_assert_cmpuint(count->answers, >, 0);
    g_assert_cmpfloat(precision, >=, floors[kind].precision);
    g_assert_cmpfloat(recall, >=, floors[kind].recall);
  }
  measured_assert("models", counts[OTHERS].met, counts[OTHERS].answers);
  measured_assert("models-given", counts[OTHERS].true_found, counts[OTHERS].found);
  cJSON_Delete(gold[0]);
  cJSON_Delete(gold[1]);
  g_free(given);
  g_free(own);
}

int
main(int argc, char **argv) {
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_GOLD") == NULL)
    return 77;
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/eval/models/floors_hold", test_floors_hold);
  return g_test_run();
}
