/* tests/corpus/language/cue.c: phrases of a cue file are found where they stand, the longest first.
 */
#include <glib.h>
#include <string.h>

#include "corpus/language/cue.h"
#include "corpus/text/error.h"
#include "corpus/text/words.h"

static const char *const GROUPS[] = {"strength",     "existence",  "improvement", "weakness",
                                     "scarcity",     "negation",   "no-negation", "hedge",
                                     "turn",         "concession", "aim",         "plain",
                                     "about-report", "words",      NULL};

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
  GArray *found = find("ett annat gott exempel");
  g_assert_cmpuint(found->len, ==, 1);
  assert_cue(found, 0, "strength", 2, 3);
  g_array_unref(found);
  found = find("ett mycket gott exempel"); /* the longer phrase, not "mycket gott" */
  g_assert_cmpuint(found->len, ==, 1);
  assert_cue(found, 0, "strength", 1, 3);
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

/* What the program holds, worked out when it was built, finds the same as the file itself. */
static void
test_what_was_worked_out_finds_the_same(void) {
  static const char *const texts[] = {
      "Arbetet är tydligt och bra, men en plan saknas.", "Kommunen bör utveckla sina e-tjänster.",
      "Detta skulle med tiden kunna samlas, även om det inte är otydligt.",
      "Dock finns ingen plan"};
  GError *error = NULL;
  CorpusCues **read = corpus_knowledge_from_text(
      &stance_cues, corpus_data_bytes("stance-cues.ini", NULL, NULL), &error);
  g_assert_no_error(error);
  g_assert_true(*read != corpus_cues(&stance_cues));
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    GArray *words = corpus_words(texts[i], -1), *built_in = find(texts[i]);
    bool *breaks = corpus_cue_breaks(texts[i], words);
    GArray *found = corpus_cues_find(*read, words, breaks);
    g_assert_cmpuint(found->len, >, 0);
    g_assert_cmpuint(found->len, ==, built_in->len);
    for (guint j = 0; j < found->len; j++) {
      const CorpusCue *one = &g_array_index(found, CorpusCue, j);
      const CorpusCue *other = &g_array_index(built_in, CorpusCue, j);
      g_assert_true(one->group == other->group && one->first == other->first &&
                    one->last == other->last && one->phrase == other->phrase &&
                    one->weight == other->weight);
    }
    g_free(breaks);
    g_array_unref(found);
    g_array_unref(built_in);
    g_array_unref(words);
  }
}

static void
test_bytes_that_are_no_cues_are_refused(void) {
  GError *error = NULL;
  CorpusCues **read = corpus_knowledge_from_text(
      &stance_cues, corpus_data_bytes("stance-cues.ini", NULL, NULL), &error);
  g_assert_no_error(error);
  static GBytes *bytes; /* cues live as long as the program */
  static const CorpusCues *cues;
  bytes = corpus_cues_to_bytes(*read, GROUPS);
  gsize length = 0;
  const char *start = g_bytes_get_data(bytes, &length);
  const char *const lacking[] = {"strength", NULL};
  cues = corpus_cues_from_bytes(start, length, GROUPS);
  g_assert_nonnull(cues);
  g_assert_null(corpus_cues_from_bytes(start, length, lacking));
  g_assert_null(corpus_cues_from_bytes(start, length - 1, GROUPS));
  g_assert_null(corpus_cues_from_bytes("Cue0", 4, GROUPS));
}

static const char *const DENIALS[] = {"negation", "no-negation", NULL};

CORPUS_CUES(denials, "stance-cues.ini", DENIALS);

/* The group of the first cue that phrases of a file find in the text. */
static const char *
first_group(const char *phrases, const char *text) {
  GError *error = NULL;
  CorpusCues **read = corpus_knowledge_from_text(&denials, phrases, &error);
  g_assert_no_error(error);
  GArray *words = corpus_words(text, -1);
  bool *breaks = corpus_cue_breaks(text, words);
  GArray *found = corpus_cues_find(*read, words, breaks);
  g_assert_cmpuint(found->len, >, 0);
  const char *group = DENIALS[g_array_index(found, CorpusCue, 0).group];
  g_free(breaks);
  g_array_unref(found);
  g_array_unref(words);
  return group;
}

/* An exception, which weighs nothing, is one of what is as long, or it would never be one. */
static void
test_exception_wins_over_as_long(void) {
  static const char *const before = "[no-negation]\ninte sällan = 0\n[negation]\ninte sällan = 4\n";
  static const char *const behind = "[negation]\ninte sällan = 4\n[no-negation]\ninte sällan = 0\n";
  static const char *const longer =
      "[no-negation]\ninte sällan = 0\n[negation]\ninte sällan bra = 1\n";
  g_assert_cmpstr(first_group(before, "det är inte sällan bra"), ==, "no-negation");
  g_assert_cmpstr(first_group(behind, "det är inte sällan bra"), ==, "no-negation");
  g_assert_cmpstr(first_group(longer, "det är inte sällan bra"), ==, "negation");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/cue/longest", test_longest_phrase_wins);
  g_test_add_func("/corpus/language/cue/exception", test_exception_wins_over_as_long);
  g_test_add_func("/corpus/language/cue/gap", test_gap_takes_words_between);
  g_test_add_func("/corpus/language/cue/gap-comma", test_gap_does_not_cross_a_comma);
  g_test_add_func("/corpus/language/cue/star", test_star_takes_endings);
  g_test_add_func("/corpus/language/cue/breaks", test_breaks_stand_before_words);
  g_test_add_func("/corpus/language/cue/empty", test_empty_text_has_no_cues);
  g_test_add_func("/corpus/language/cue/malformed", test_malformed_phrase_is_an_error);
  g_test_add_func("/corpus/language/cue/worked-out", test_what_was_worked_out_finds_the_same);
  g_test_add_func("/corpus/language/cue/refused", test_bytes_that_are_no_cues_are_refused);
  return g_test_run();
}
