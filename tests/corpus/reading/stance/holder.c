/* tests/corpus/reading/stance/holder.c: of whom the sentences of a report tell. */
#include "corpus/reading/stance/holder.h"

#include <string.h>

#include "corpus/reading/stance/stance.h"

/* A report of Kalix with one passage. */
static CorpusReport *
report_of(const char *text) {
  CorpusReport *report = corpus_report_new();
  report->municipality = corpus_municipality_find("Kalix");
  CorpusPassage *passage = corpus_passage_new();
  g_free(passage->text);
  passage->text = g_strdup(text);
  corpus_stance_tag(passage);
  g_ptr_array_add(report->passages, passage);
  corpus_told_find(report);
  corpus_stance_tag_own(report);
  return report;
}

/* Who has what the sentence tells: "own", "nobody", or the names of others. */
static void
assert_holders(const CorpusReport *report, guint sentence, const char *expected) {
  GPtrArray *others = g_ptr_array_new();
  bool tells = corpus_passage_tells_of_others(report->passages->pdata[0], sentence, others);
  GString *who = g_string_new(tells && others->len == 0 ? "nobody" : tells ? "" : "own");
  for (guint i = 0; i < others->len; i++)
    g_string_append_printf(who, "%s%s", i > 0 ? ", " : "",
                           ((const CorpusMunicipality *)others->pdata[i])->name);
  g_assert_cmpstr(who->str, ==, expected);
  g_string_free(who, TRUE);
  g_ptr_array_unref(others);
}

static void
test_each_sentence_has_its_holder(void) {
  CorpusReport *report = report_of("Kommunen har en cykelplan. Västerås och Umeå har cykelplaner. "
                                   "Kommuner i allmänhet har cykelplaner.");
  assert_holders(report, 0, "own");
  assert_holders(report, 1, "Västerås, Umeå");
  assert_holders(report, 2, "nobody");
  corpus_told_find(report); /* once more changes nothing */
  assert_holders(report, 1, "Västerås, Umeå");
  corpus_report_free(report);
}

static void
test_what_finds_fault_is_not_asked(void) {
  CorpusReport *report = report_of("Umeå saknar en tydlig plan.");
  assert_holders(report, 0, "own");
  corpus_report_free(report);
}

static void
test_praise_of_another_is_none_of_the_own(void) {
  CorpusReport *report =
      report_of("Karttjänsten är ny. I Umeå finns ett gott exempel på en karta.");
  g_assert_cmpint(((CorpusPassage *)report->passages->pdata[0])->tag, ==, CORPUS_TAG_NEUTRAL);
  corpus_report_free(report);
  report = report_of("Karttjänsten är ny. I Kalix finns ett gott exempel på en karta.");
  g_assert_cmpint(((CorpusPassage *)report->passages->pdata[0])->tag, ==, CORPUS_TAG_STRENGTH);
  corpus_report_free(report);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/stance/holder/each", test_each_sentence_has_its_holder);
  g_test_add_func("/corpus/reading/stance/holder/fault", test_what_finds_fault_is_not_asked);
  g_test_add_func("/corpus/reading/stance/holder/praise",
                  test_praise_of_another_is_none_of_the_own);
  return g_test_run();
}
