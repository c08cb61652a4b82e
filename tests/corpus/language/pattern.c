/* tests/corpus/language/pattern.c: the patterns of the knowledge files take what
 * corpus/data/README.md says. */
#include "corpus/language/pattern.h"

static CorpusPatternMaker maker;

static CorpusPattern
pattern_of(const char *source, GHashTable *lists) {
  CorpusPattern pattern;
  g_assert_true(corpus_pattern_add(&maker, source, lists, &pattern));
  return pattern;
}

/* Where the pattern first fits, as "first-last" with what it reads behind; "-" where it does not.
 */
static char *
found(const char *source, const char *text) {
  GHashTable *lists = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(lists, (gpointer) "GOTT", (gpointer) "god|gott");
  CorpusPattern pattern = pattern_of(source, lists);
  const CorpusPatterns patterns = corpus_patterns_of(&maker);
  g_hash_table_unref(lists);
  GArray *words = corpus_words_and_marks(text);
  const CorpusWordsRange range = {.words = words, .end = words->len, .text = text};
  CorpusMatch match;
  GString *place = g_string_new("-");
  for (guint at = 0; at < words->len; at++)
    if (corpus_pattern_fits(&patterns, &pattern, &range, at, &match)) {
      g_string_printf(place, "%u-%u", match.first, match.last);
      for (guint i = 0; i < pattern.read_count; i++)
        g_string_append_printf(place, " %s", g_array_index(words, CorpusWord, match.read[i]).word);
      break;
    }
  g_array_unref(words);
  return g_string_free(place, FALSE);
}

static void
test_what_elements_take(void) {
  static const struct {
    const char *pattern, *text, *expected;
  } rows[] = {{"tydlig*", "mer tydliga mål", "1-1"},
              {"tydlig", "mer tydliga mål", "-"},
              {"*arbete", "bra värdegrundsarbete", "1-1"},
              {"*grund*", "bra värdegrundsarbete", "1-1"},
              {"finns|fanns en", "det fanns en plan", "1-2"},
              {"GOTT exempel", "ett gott exempel", "1-2"},
              {"0 invånare", "med 800 invånare", "1-2"},
              {"0000", "800 år 2014", "2-2"},
              {"Aa kommun", "en kommun, Vara kommun", "3-4"},
              {"^ aa", "1 Demokrati", "-"},
              {"ett ? exempel", "ett gott exempel", "0-2"},
              {"ett ? exempel", "ett exempel", "0-1"},
              {"ett ? exempel", "ett mycket gott exempel", "-"},
              {"ett … exempel", "ett för alla oss gott exempel", "0-5"},
              {"ett … exempel", "ett för alla oss andra gott exempel", "-"},
              {"ett …… exempel", "ett för alla oss andra gott exempel", "0-6"},
              {"i [den|mindre] kommun", "i den mindre kommun", "0-3"},
              {"i [den|mindre] kommun", "i kommun", "0-1"},
              {"^ i", "här i", "-"},
              {"exempel $", "exempel och exempel", "2-2"},
              {"bättre än Aa $|,", "bättre än Vara", "0-2"},
              {"bättre än Aa $|,", "bättre än Vara, men", "0-3"},
              {"år <0000>", "av år 2014", "1-2 2014"},
              {"<aa> - <0>", "maj - 12", "0-2 maj 12"},
              {"a … b c", "a b b c", "0-3"}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *place = found(rows[i].pattern, rows[i].text);
    if (!g_str_equal(place, rows[i].expected))
      g_test_message("%s in \"%s\"", rows[i].pattern, rows[i].text);
    g_assert_cmpstr(place, ==, rows[i].expected);
    g_free(place);
  }
}

static void
test_no_phrase_reaches_over_a_break(void) {
  CorpusPattern pattern = pattern_of("ett … exempel", NULL);
  const CorpusPatterns patterns = corpus_patterns_of(&maker);
  GArray *words = corpus_words("ett, gott exempel", -1);
  const bool breaks[] = {false, true, false};
  CorpusWordsRange range = {.words = words, .end = words->len};
  CorpusMatch match;
  g_assert_true(corpus_pattern_fits(&patterns, &pattern, &range, 0, &match));
  range.breaks = breaks;
  g_assert_false(corpus_pattern_fits(&patterns, &pattern, &range, 0, &match));
  g_array_unref(words);
}

static void
test_what_is_no_pattern(void) {
  static const char *const wrong[] = {"",         "…",        "… slut",     "början …",
                                      "[a] slut", "början ?", "a||b",       "a*|b",
                                      "a ^ b",    "^ $x|",    "<a> <b> <c>"};
  CorpusPattern pattern;
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
    g_assert_false(corpus_pattern_add(&maker, wrong[i], NULL, &pattern));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/pattern/elements", test_what_elements_take);
  g_test_add_func("/corpus/language/pattern/breaks", test_no_phrase_reaches_over_a_break);
  g_test_add_func("/corpus/language/pattern/malformed", test_what_is_no_pattern);
  corpus_pattern_maker_init(&maker);
  int failed = g_test_run();
  corpus_pattern_maker_clear(&maker);
  return failed;
}
