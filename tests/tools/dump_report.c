/* tests/tools/dump_report.c: prints what the reader understood of a report, for reading along. */
#include <stdio.h>

#include "corpus/reading/read_report.h"

static const char *
figure(int value, char buffer[16]) {
  g_snprintf(buffer, 16, value < 0 ? "-" : "%d", value);
  return buffer;
}

static void
print_scores(const CorpusReport *report) {
  char a[16], b[16], c[16], d[16];
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    printf("area %u %s: %s of %s, %s percent, chapter %s\n", area->number, area->name,
           figure(area->score, a), figure(area->max, b), figure(area->percent, c),
           figure(area->body_score, d));
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = g_ptr_array_index(area->questions, j);
      printf("  %s %s of %s, %s percent: %s\n", question->id, figure(question->score, a),
             figure(question->max, b), figure(question->percent, c), question->text);
    }
  }
  for (guint i = 0; i < report->history->len; i++) {
    const CorpusHistory *point = &g_array_index(report->history, CorpusHistory, i);
    printf("history %u area %u: %d\n", point->year, point->area, point->score);
  }
  for (guint i = 0; i < report->beside->len; i++) {
    const CorpusBeside *beside = g_ptr_array_index(report->beside, i);
    printf("%s area %u: %g, %u to %u, %s\n", beside->kind == CORPUS_BESIDE_MEAN ? "mean" : "change",
           beside->area, beside->value, beside->since, beside->year, beside->label);
  }
}

static void
print_passages(const CorpusReport *report) {
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    printf("%u p%u area %u %s [%s] %s %s: %s\n", passage->number, passage->page, passage->area,
           *passage->question != '\0' ? passage->question : "-", passage->heading,
           corpus_kind_name(passage->kind), corpus_tag_name(passage->tag), passage->text);
  }
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = g_ptr_array_index(report->references, i);
    printf("%s %s%s, area %u: %s\n", reference->role_model ? "model" : "mention",
           reference->model->name, reference->self ? " (self)" : "", reference->area,
           reference->sentence);
  }
}

static void
print_report(const CorpusReport *report) {
  char a[16], b[16];
  printf("%s: %s %s, %u-%02u, evaluation %u, revision %u, pages %u, total %s, stated %s\n",
         report->id, report->municipality->name, report->municipality->code, report->year,
         report->month, report->evaluation, report->revision, report->pages,
         figure(report->total, a), figure(report->stated_total, b));
  for (guint i = 0; i < report->warnings->len; i++)
    printf("warning: %s\n", (const char *)g_ptr_array_index(report->warnings, i));
  print_scores(report);
  print_passages(report);
}

int
main(int argc, char **argv) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  for (int i = 1; i < argc && error == NULL; i++) {
    CorpusReport *report = corpus_report_read(argv[i], lexicon, &error);
    if (report != NULL)
      print_report(report);
    corpus_report_free(report);
  }
  corpus_lexicon_free(lexicon);
  if (error == NULL)
    return argc > 1 ? 0 : 2;
  fprintf(stderr, "dump_report: %s\n", error->message);
  g_error_free(error);
  return 1;
}
