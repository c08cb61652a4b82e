/* tests/corpus/text/sentence.c: where sentences end. */
#include <glib.h>
#include <string.h>

#include "corpus/text/sentence.h"

/* expected: the sentences, joined with "|". */
static void
assert_sentences(const char *text, const char *expected) {
  GArray *spans = corpus_sentences(text);
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < spans->len; i++) {
    CorpusSpan span = g_array_index(spans, CorpusSpan, i);
    if (i > 0)
      g_string_append_c(joined, '|');
    g_string_append_len(joined, text + span.start_bytes, (gssize)span.length_bytes);
  }
  g_assert_cmpstr(joined->str, ==, expected);
  g_string_free(joined, TRUE);
  g_array_unref(spans);
}

static void
test_stops(void) {
  assert_sentences("Ett mål finns. Det följs upp!  Av vem? Okänt",
                   "Ett mål finns.|Det följs upp!|Av vem?|Okänt");
  assert_sentences("", "");
  assert_sentences("  \n ", "");
  assert_sentences("Utan punkt", "Utan punkt");
}

static void
test_abbreviations_inside(void) {
  assert_sentences("Det gäller t.ex. Luleå och bl.a. Kalix.",
                   "Det gäller t.ex. Luleå och bl.a. Kalix.");
  assert_sentences("Den är s.k. Öppen. Ja.", "Den är s.k. Öppen.|Ja.");
  assert_sentences("Som t. ex. Borås gör.", "Som t. ex. Borås gör.");
  assert_sentences("Öppet till kl. 17.00. Sedan stängt.", "Öppet till kl. 17.00.|Sedan stängt.");
  assert_sentences("Förskolor (15 st.) och skolor.", "Förskolor (15 st.) och skolor.");
  assert_sentences("Längs järnvägen, St. Annaleden och ån. Ja.",
                   "Längs järnvägen, St. Annaleden och ån.|Ja.");
  assert_sentences("Transportkorridor, St. Olavsleden och mer. Här.",
                   "Transportkorridor, St. Olavsleden och mer.|Här.");
  assert_sentences("De är 15 st. Detta är nog.", "De är 15 st.|Detta är nog.");
}

static void
test_abbreviations_at_the_end(void) {
  assert_sentences("För elever, m.m. Detta är bra.", "För elever, m.m.|Detta är bra.");
  assert_sentences("För elever, m.m. som vill.", "För elever, m.m. som vill.");
  assert_sentences("Mål, roller, etc. Sedan mer.", "Mål, roller, etc.|Sedan mer.");
  assert_sentences("Förskolor, 15 st. Skolor finns.", "Förskolor, 15 st.|Skolor finns.");
}

static void
test_numbers(void) {
  assert_sentences("Bättre inom område 1. 2 och 5. Inom 3 sämre.",
                   "Bättre inom område 1. 2 och 5.|Inom 3 sämre.");
  assert_sentences("Det var år 2016. 25 procent svarade.", "Det var år 2016.|25 procent svarade.");
  assert_sentences("1. Offentlighet och demokrati", "1. Offentlighet och demokrati");
  assert_sentences("Skatten är 32.73 procent.", "Skatten är 32.73 procent.");
}

static void
test_quotation_marks_and_brackets(void) {
  assert_sentences("”Det är lätt.” På så vis. (Se nedan.) Slut.",
                   "”Det är lätt.”|På så vis.|(Se nedan.)|Slut.");
  assert_sentences("”Vad gör vi?” frågar de.", "”Vad gör vi?” frågar de.");
  assert_sentences("Så är det. ”Nej”, säger de.", "Så är det.|”Nej”, säger de.");
}

static void
test_ellipses(void) {
  assert_sentences("Kanske … eller inte.", "Kanske … eller inte.");
  assert_sentences("Kanske.. Men nej… Jo.", "Kanske..|Men nej…|Jo.");
}

static void
test_initials(void) {
  assert_sentences("Av J. Svensson. Klart.", "Av J. Svensson.|Klart.");
  assert_sentences("Som i program A. Det nya.", "Som i program A.|Det nya.");
}

static void
test_forgotten_space(void) {
  assert_sentences("Det finns mål.Dessa följs.", "Det finns mål.|Dessa följs.");
  assert_sentences("Se www.Luleå.se nu.", "Se www.Luleå.se nu.");
  assert_sentences("Arbetet .och mer därtill.", "Arbetet .och mer därtill.");
}

static void
test_nothing_is_lost(void) {
  const char *text = " Ja. . Två?! (Tre.) 4. ”Fem” … Sex\xC2\xA0sju.  m.m. Åtta  ";
  GArray *spans = corpus_sentences(text);
  gsize at = 0;
  for (guint i = 0; i <= spans->len; i++) {
    CorpusSpan span =
        i < spans->len ? g_array_index(spans, CorpusSpan, i) : (CorpusSpan){strlen(text), 0};
    g_assert_cmpuint(at, <=, span.start_bytes);
    char *gap = g_strndup(text + at, span.start_bytes - at);
    g_assert_cmpstr(g_strstrip(gap), ==, "");
    g_free(gap);
    at = span.start_bytes + span.length_bytes;
  }
  g_array_unref(spans);
}

/* Text that never ends a sentence is cut between words, and what has no words anywhere; nobody
 * writes sentences as long. */
static void
test_endless(void) {
  static const char *const kinds[] = {"mål och ", "å"};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    GString *text = g_string_new(NULL), *again = g_string_new(NULL);
    while (text->len < 200000)
      g_string_append(text, kinds[i]);
    GArray *spans = corpus_sentences(text->str);
    g_assert_cmpuint(spans->len, >, 5);
    for (guint j = 0; j < spans->len; j++) {
      CorpusSpan span = g_array_index(spans, CorpusSpan, j);
      g_assert_true(span.length_bytes > 10000 || j + 1 == spans->len);
      g_assert_true(g_utf8_validate_len(text->str + span.start_bytes, span.length_bytes, NULL));
      g_string_append_len(again, text->str + span.start_bytes, (gssize)span.length_bytes);
      g_string_append(again, i == 0 ? " " : "");
    }
    g_assert_cmpstr(again->str, ==, text->str);
    g_array_unref(spans);
    g_string_free(again, TRUE);
    g_string_free(text, TRUE);
  }
}

static void
test_ends(void) {
  static const char *const ends[] = {"Alla svarade.", "Vem svarade?", "(Alla svarade.)",
                                     "”Välkommen!”",  "Bland annat:", "och så vidare …"};
  static const char *const others[] = {"", "”", "Alla som", "svarade,", "(se bilaga)", "2.1"};
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
    g_assert_true(corpus_ends_sentence(ends[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    g_assert_false(corpus_ends_sentence(others[i]));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/text/sentence/stops", test_stops);
  g_test_add_func("/corpus/text/sentence/abbreviations-inside", test_abbreviations_inside);
  g_test_add_func("/corpus/text/sentence/abbreviations-final", test_abbreviations_at_the_end);
  g_test_add_func("/corpus/text/sentence/numbers", test_numbers);
  g_test_add_func("/corpus/text/sentence/quotation", test_quotation_marks_and_brackets);
  g_test_add_func("/corpus/text/sentence/ellipses", test_ellipses);
  g_test_add_func("/corpus/text/sentence/initials", test_initials);
  g_test_add_func("/corpus/text/sentence/forgotten-space", test_forgotten_space);
  g_test_add_func("/corpus/text/sentence/endless", test_endless);
  g_test_add_func("/corpus/text/sentence/nothing-lost", test_nothing_is_lost);
  g_test_add_func("/corpus/text/sentence/ends", test_ends);
  return g_test_run();
}
