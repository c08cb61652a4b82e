/* tests/corpus/reading/lines/join_lines.c: joining wrapped lines, with and without the marks of
 * whole words. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/lines/paragraph.h"

static CorpusLexicon *lexicon;

/* Lines as a source has them: "\n" between them, a space before it where the source has one. */
static GPtrArray *
lines_of(const char *source) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  char **pieces = g_strsplit(source, "\n", -1);
  for (char **piece = pieces; *piece != NULL; piece++) {
    bool space = g_str_has_suffix(*piece, " ");
    CorpusLine *line = corpus_line_new(g_strstrip(*piece), 1, lines->len + 1);
    line->ends_with_space = space;
    g_ptr_array_add(lines, line);
  }
  g_strfreev(pieces);
  return lines;
}

/* Joins `source`; `report` stands elsewhere in the report and gives its vocabulary. */
static char *
joined(const char *source, const char *report) {
  GPtrArray *lines = lines_of(source);
  guint last = lines->len - 1;
  GPtrArray *others = lines_of(report);
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add(lines, g_steal_pointer(&others->pdata[i]));
  g_ptr_array_set_free_func(others, NULL);
  g_ptr_array_unref(others);
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines);
  char *text = corpus_join_lines(lines, 0, last, (CorpusKnownWords){vocabulary, lexicon});
  corpus_vocabulary_free(vocabulary);
  g_ptr_array_unref(lines);
  return text;
}

/* Enough lines that end with a space for it to be a mark. */
#define MARKS "en \nav \nde \nmed \nsom \nhar \ninte \nman"

static void
assert_join(const char *source, const char *report, const char *expected) {
  char *text = joined(source, report);
  g_assert_cmpstr(text, ==, expected);
  g_free(text);
}

/* The same with trailing spaces as marks and with all of them lost. */
static void
assert_both(const char *source, const char *expected) {
  assert_join(source, MARKS, expected);
  char **pieces = g_strsplit(source, " \n", -1);
  char *stripped = g_strjoinv("\n", pieces);
  assert_join(stripped, "utan märken", expected);
  g_free(stripped);
  g_strfreev(pieces);
}

static void
test_broken_words_become_whole(void) {
  assert_both("Kommunens medbor-\ngardialog och brukarun-\ndersökning. ",
              "Kommunens medborgardialog och brukarundersökning.");
  assert_both("en kompetensa-\nnalys", "en kompetensanalys");
  assert_both("som Upp-\nlands Väsby", "som Upplands Väsby");
  assert_both("budget/verksam-\nhetsplaner", "budget/verksamhetsplaner");
  assert_both("KOMMUN-\nKOMPASSEN", "KOMMUNKOMPASSEN");
}

static void
test_hyphen_before_slash_stays(void) {
  assert_both("resultat från kund-\n/brukarenkäter", "resultat från kund-/brukarenkäter");
  assert_both("om synpunkts- \n/klagomål", "om synpunkts-/klagomål");
}

static void
test_suspended_hyphen_stays(void) {
  assert_both("alla huvud- \noch stödprocesser", "alla huvud- och stödprocesser");
  assert_both("både över- \neller underskott", "både över- eller underskott");
  assert_join("ekonomi- \npersonalfrågor", MARKS, "ekonomi- personalfrågor");
  assert_both("det gemen-\nsamma och gemen-\nsamt", "det gemensamma och gemensamt");
  assert_join("internatio- \nnella kontakter", MARKS, "internationella kontakter");
}

/* Some layouts put a space before the hyphen that breaks a word; a dash has one, too. */
static void
test_space_before_the_hyphen(void) {
  assert_both("har dis -\nkuterats", "har diskuterats");
  assert_both("verksamhe -\ntens mål", "verksamhetens mål");
  assert_both("ny kommunfullmäkti -\nge", "ny kommunfullmäktige");
  assert_join("vår kommun -\nkarta", "en kommunkarta \n" MARKS, "vår kommun - karta");
  assert_both("skola -\nhem", "skola - hem");
  assert_both("åren 2015 -\n2018", "åren 2015 - 2018");
  assert_both("hela KF -\nsammanträden", "hela KF - sammanträden");
  assert_both("som sam -\noch så", "som sam - och så");
  assert_both("Kommunen som arbetsgivare -\npersonalpolitik",
              "Kommunen som arbetsgivare - personalpolitik");
}

static void
test_hyphen_of_the_word_stays(void) {
  assert_both("i form av E-\nförslag", "i form av E-förslag");
  assert_both("flera e-\ntjänster", "flera e-tjänster");
  assert_both("ett IT-\nbaserat stöd", "ett IT-baserat stöd");
  assert_both("en KKiK-\nundersökning", "en KKiK-undersökning");
  assert_both("flera u-\nländer", "flera u-länder");
  assert_both("hela KommunKompas-\nsen", "hela KommunKompassen");
  assert_both("den 10-\ngruppen", "den 10-gruppen");
  assert_both("åren 2014-\n2020", "åren 2014-2020");
  assert_both("projektet Nord-\nAtlanten", "projektet Nord-Atlanten");
}

static void
test_report_shows_how_it_writes(void) {
  assert_join("vår Storby-\nappen är", "en Storby-appen \nen Storby-appen " MARKS,
              "vår Storby-appen är");
  assert_join("vår Storby-\nappen är", "i Storbyappen \nvia Storbyappen " MARKS,
              "vår Storbyappen är");
  assert_join("vår Storby-\nAppen är", "i Storbyappen \n" MARKS, "vår StorbyAppen är");
}

static void
test_slashes_join_without_space(void) {
  assert_both("medborgare/ \nbrukare", "medborgare/brukare");
  assert_both("medborgare \n/brukare", "medborgare/brukare");
  assert_both("ja / \nnej", "ja / nej");
  assert_both("http://www.exempel.se/ \nMan arbetar", "http://www.exempel.se/ Man arbetar");
  assert_both("se www.exempel.-\nse/sida", "se www.exempel.se/sida");
}

static void
test_break_without_hyphen(void) {
  assert_both("det sker tradi \ntionellt", "det sker traditionellt");
  assert_both("det sker i \nkommunen", "det sker i kommunen");
  assert_both("projektet Xyzzy \nqwert", "projektet Xyzzy qwert");
}

static void
test_scars_heal_and_words_stay(void) {
  assert_both("genomslag i organisa-tionen", "genomslag i organisationen");
  assert_both("de centrala funk-tionerna", "de centrala funktionerna");
  assert_both("en whistleblower-funktion", "en whistleblower-funktion");
  assert_both("vårt IT-stöd 2014-2020", "vårt IT-stöd 2014-2020");
  assert_both("styr-och ledning", "styr-och ledning");
  assert_join("via Storby-appen", "via Storby \ni Storbyappen " MARKS, "via Storby-appen");
}

static void
test_white_space_and_empty_paragraphs(void) {
  assert_both("Ett  mål \n \n\nfinns ", "Ett mål finns");
  assert_both("sist – \nmen först -\nhär", "sist – men först - här");
  assert_both("-\n/\n-", "-/ -");
}

/* A source that makes one line of a cell's lines leaves the space of the line's end. */
static void
test_scars_with_a_space(void) {
  assert_join("Finns en över- gripande plan för tjäns- terna?", MARKS,
              "Finns en övergripande plan för tjänsterna?");
  assert_join("Hur ser med- arbetarna på målen?", "medarbetarna vet \n" MARKS,
              "Hur ser medarbetarna på målen?");
  assert_join("alla huvud- och stödprocesser, ekonomi- personalfrågor", MARKS,
              "alla huvud- och stödprocesser, ekonomi- personalfrågor");
  assert_join("Etik - hur skapas den?", MARKS, "Etik - hur skapas den?");
}

static void
test_range_is_bounded(void) {
  GPtrArray *lines = lines_of("ett\ntvå\ntre");
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines);
  char *text = corpus_join_lines(lines, 1, 99, (CorpusKnownWords){vocabulary, lexicon});
  g_assert_cmpstr(text, ==, "två tre");
  g_free(text);
  text = corpus_join_lines(lines, 2, 1, (CorpusKnownWords){vocabulary, lexicon});
  g_assert_cmpstr(text, ==, "");
  g_free(text);
  corpus_vocabulary_free(vocabulary);
  g_ptr_array_unref(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/corpus/reading/lines/join_lines/broken", test_broken_words_become_whole);
  g_test_add_func("/corpus/reading/lines/join_lines/slash", test_hyphen_before_slash_stays);
  g_test_add_func("/corpus/reading/lines/join_lines/suspended", test_suspended_hyphen_stays);
  g_test_add_func("/corpus/reading/lines/join_lines/space-before", test_space_before_the_hyphen);
  g_test_add_func("/corpus/reading/lines/join_lines/own", test_hyphen_of_the_word_stays);
  g_test_add_func("/corpus/reading/lines/join_lines/shown", test_report_shows_how_it_writes);
  g_test_add_func("/corpus/reading/lines/join_lines/slashes", test_slashes_join_without_space);
  g_test_add_func("/corpus/reading/lines/join_lines/no-hyphen", test_break_without_hyphen);
  g_test_add_func("/corpus/reading/lines/join_lines/scars", test_scars_heal_and_words_stay);
  g_test_add_func("/corpus/reading/lines/join_lines/spaced-scars", test_scars_with_a_space);
  g_test_add_func("/corpus/reading/lines/join_lines/white-space",
                  test_white_space_and_empty_paragraphs);
  g_test_add_func("/corpus/reading/lines/join_lines/range", test_range_is_bounded);
  int result = g_test_run();
  corpus_lexicon_free(lexicon);
  return result;
}
