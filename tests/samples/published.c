/* tests/samples/published.c: a sample gives the same figures and warnings as the published report.
 *
 * Needs the published reports in $KOMPASS_REPORTS; skipped where that is not set. */
#include <glib.h>
#include <string.h>

#include "corpus/report/report.h"
#include "tests/samples/samples.h"

/* Every figure of a report, a line each. */
static char *
figures_as_text(const CorpusReport *report) {
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s %u-%02u evaluation %u revision %u total %d stated %d\n",
                         report->municipality->code, report->year, report->month,
                         report->evaluation, report->revision, report->total, report->stated_total);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    g_string_append_printf(text, "%u: %d %d %d chapter %d\n", area->number, area->score, area->max,
                           area->percent, area->body_score);
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = g_ptr_array_index(area->questions, j);
      g_string_append_printf(text, "%s: %d %d %d\n", question->id, question->score, question->max,
                             question->percent);
    }
  }
  for (guint i = 0; i < report->warnings->len; i++)
    g_string_append_printf(text, "%s\n", (const char *)g_ptr_array_index(report->warnings, i));
  return g_string_free(text, FALSE);
}

static void
test_same_figures_and_warnings(gconstpointer id) {
  CorpusReport *sample = sample_read(id);
  CorpusReport *published = sample_read_from(g_getenv("KOMPASS_REPORTS"), id);
  char *of_sample = figures_as_text(sample), *of_published = figures_as_text(published);
  g_assert_cmpstr(of_sample, ==, of_published);
  g_free(of_sample);
  g_free(of_published);
  corpus_report_free(sample);
  corpus_report_free(published);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL)
    return 77;
  for (const char *const *id = sample_ids; *id != NULL; id++) {
    char *path = g_strdup_printf("/samples/published/%s/same figures and warnings", *id);
    g_test_add_data_func(path, *id, test_same_figures_and_warnings);
    g_free(path);
  }
  return g_test_run();
}
