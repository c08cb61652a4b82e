/* tests/corpus/reading/lines/taught_heads.c: heads over lists are known by the pair that they are
 * in chapter after chapter. */
#include <glib.h>

#include "corpus/reading/lines/page_text.h"
#include "tests/corpus/lines_of.h"

/* Writes the text so often, and returns how the first of these looks then. */
static char *
taught(const char *text, guint times) {
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < times; i++)
    g_string_append(all, text);
  CorpusLines *lines = lines_of(all->str);
  corpus_taught_heads_write(lines);
  g_ptr_array_set_size(lines->lines, (int)lines->lines->len / (int)times);
  char *described = lines_described(lines);
  corpus_lines_free(lines);
  g_string_free(all, TRUE);
  return described;
}

static void
check(const char *text, guint times, const char *expected) {
  char *found = taught(text, times);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

static void
test_one_known(void) {
  check("Starkt\n• Ett kundcenter\nSånt att grunna på\n• Fler dialoger\nText följer.\n", 4,
        "? Starkt|? • Ett kundcenter|? Förbättringsområden|? • Fler dialoger|? Text följer.");
}

static void
test_none_known(void) {
  check("Fint\n• Ett kundcenter\nSånt att grunna på\n• Fler dialoger\nText följer.\n", 6,
        "? Styrkor|? • Ett kundcenter|? Förbättringsområden|? • Fler dialoger|? Text följer.");
}

static void
test_labels(void) {
  check("Starkt: Ett kundcenter\nGrunna på: Fler dialoger\nText följer.\n", 4,
        "? Starkt: Ett kundcenter|? Förbättringsområden: Fler dialoger|? Text följer.");
}

static void
test_what_is_no_pair(void) {
  const char *seldom = "Fint\n• Ett kundcenter\nSånt att grunna på\n• Fler dialoger\n";
  check(seldom, 2, "? Fint|? • Ett kundcenter|? Sånt att grunna på|? • Fler dialoger");
  check("Starkt\n• Ett kundcenter\nSvagt\n• Få dialoger\nFrån andra\n• Ale\n", 6,
        "? Starkt|? • Ett kundcenter|? Svagt|? • Få dialoger|? Från andra|? • Ale");
  check("Starkt\n• Ett kundcenter\nGoda exempel\n• Ale\n", 6,
        "? Starkt|? • Ett kundcenter|? Goda exempel|? • Ale");
  check("Fint: Ett kundcenter\nGrunna på: Fler dialoger\nText följer.\n", 8,
        "? Fint: Ett kundcenter|? Grunna på: Fler dialoger|? Text följer.");
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/lines/taught_heads/one", test_one_known);
  g_test_add_func("/corpus/reading/lines/taught_heads/none", test_none_known);
  g_test_add_func("/corpus/reading/lines/taught_heads/labels", test_labels);
  g_test_add_func("/corpus/reading/lines/taught_heads/no_pair", test_what_is_no_pair);
  return g_test_run();
}
