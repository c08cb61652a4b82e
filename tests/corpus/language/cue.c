/* tests/corpus/language/cue.c: phrases of a cue file are found where they stand, the longest first.
 */
#include <glib.h>
#include <string.h>

#include "corpus/language/cue.h"
#include "corpus/text/error.h"
#include "corpus/text/words.h"

static const char *const GROUPS[] = {"strength",   "existence",   "improvement", "weakness",
                                     "negation",   "no-negation", "hedge",       "turn",
                                     "concession", "aim",         NULL};

CORPUS_CUES(stance_cues, "stance-cues.ini", GROUPS);

static GArray *
find(const char *text) {
  const CorpusCues *cues = corpus_cues(&stance_cues);
  GArray *words = corpus_words(text, -1);
  bool *breaks = corpus_cue_breaks(text, words);
  GArray *found = corpus_cues_find(cues, words, breaks);
  g_free(breaks);
  g_array_unref(words);
  return found;
}

static void
assert_cue(const GArray *found, guint index, const char *group, guint first, guint last) {
  g_assert_cmpuint(found->len, >, index);
  const CorpusCue *cue = &g_array_index(found, CorpusCue, index);
  g_assert_cmpstr(GROUPS[cue->group], ==, group);
  g_assert_cmpuint(cue->first, ==, first);
  g_assert_cmpuint(cue->last, ==, last);
}

static void
test_longest_phrase_wins(void) {
  GArray *found = find("ett mycket gott exempel");
  g_assert_cmpuint(found->len, ==, 1);
  assert_cue(found, 0, "strength", 2, 3);
  g_array_unref(found);
}

static void
test_gap_takes_words_between(void) {
  GArray *found = find("detta skulle med tiden kunna samlas");
  assert_cue(found, 0, "improvement", 1, 4);
  g_array_unref(found);
}

static void
test_gap_does_not_cross_a_comma(void) {
  GArray *found = find("det skulle, som sagt, kunna samlas");
  assert_cue(found, 0, "improvement", 1, 1);
  g_array_unref(found);
}

static void
test_star_takes_endings(void) {
  GArray *found = find("otydligheten kvarstod");
  assert_cue(found, 0, "weakness", 0, 0);
  g_array_unref(found);
}

static void
test_breaks_stand_before_words(void) {
  const char *text = "ja, nej (kanske) – alltid: aldrig";
  GArray *words = corpus_words(text, -1);
  bool *breaks = corpus_cue_breaks(text, words);
  const bool expected[] = {false, true, true, true, true};
  g_assert_cmpuint(words->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpint(breaks[i], ==, expected[i]);
  g_free(breaks);
  g_array_unref(words);
}

static void
test_empty_text_has_no_cues(void) {
  GArray *found = find("");
  g_assert_cmpuint(found->len, ==, 0);
  g_array_unref(found);
}

static void
test_malformed_phrase_is_an_error(void) {
  const char *const lines[] = {"… slut = 1", "början … = 1", "a*|b = 1", "a||b = 1", "ord = tung"};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    char *text = g_strdup_printf("[strength]\n%s\n", lines[i]);
    GError *error = NULL;
    g_assert_null(corpus_knowledge_from_text(&stance_cues, text, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
    g_assert_true(g_str_has_prefix(error->message, "corpus/data/stance-cues.ini:2: "));
    g_clear_error(&error);
    g_free(text);
  }
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/cue/longest", test_longest_phrase_wins);
  g_test_add_func("/corpus/cue/gap", test_gap_takes_words_between);
  g_test_add_func("/corpus/cue/gap-comma", test_gap_does_not_cross_a_comma);
  g_test_add_func("/corpus/cue/star", test_star_takes_endings);
  g_test_add_func("/corpus/cue/breaks", test_breaks_stand_before_words);
  g_test_add_func("/corpus/cue/empty", test_empty_text_has_no_cues);
  g_test_add_func("/corpus/cue/malformed", test_malformed_phrase_is_an_error);
  return g_test_run();
}
