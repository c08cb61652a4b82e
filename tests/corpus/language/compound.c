/* tests/corpus/language/compound.c: which words come apart, into what, and which do not. */
#include <glib.h>

#include "corpus/language/form.h"

typedef struct {
  const char *word;
  const char *parts; /* joined by "+"; NULL = no compound */
} Case;

static const Case splits[] = {
    {"chefskontrakt", "chef+kontrakt"},
    {"chefskontrakten", "chef+kontrakt"},
    {"kyrkogårdarna", "kyrka+gård"},
    {"medborgardialog", "medborgare+dialog"},
    {"medborgarförslagen", "medborgare+förslag"},
    {"ledarutvecklingsprogram", "ledare+utveckling+program"},
    {"politikerenkäter", "politiker+enkät"},
    {"jämställdhetsplanen", "jämställdhet+plan"},
    {"ungdomsråd", "ungdom+råd"},
    {"tjänstefordonen", "tjänst+fordon"},
    {"whistleblower-funktion", "whistleblower+funktion"},
    {"frukostmöte", "frukost+möte"},
    {"norsjöappen", "norsjö+app"},
    {"företagarföreningen", "företagare+förening"},
    {"högskolesamarbete", "högskola+samarbete"},
    {"luleåförslaget", "luleå+förslag"},
    {"lönepolicyn", "lön+policy"},
    {"idélådor", "idé+låda"},
    {"processtyrningen", "process+styrning"},
    {"processtegen", "process+steg"},
};

/* Words that hold other words without being made of them, and words that are better whole. */
static const Case wholes[] = {
    {"medborgare", NULL}, {"verksamhet", NULL},  {"rapport", NULL},    {"norsjö", NULL},
    {"karlstad", NULL},   {"kommun", NULL},      {"utvärdera", NULL},  {"demokratiska", NULL},
    {"råd", NULL},        {"samarbeten", NULL},  {"tydligare", NULL},  {"beskriver", NULL},
    {"personal", NULL},   {"trollkarlsx", NULL}, {"", NULL},           {"-", NULL},
    {"luleåborna", NULL}, {"arbetsmiljö", NULL}, {"kalixs", NULL},     {"diffusion", NULL},
    {"förrådet", NULL},   {"måltiderna", NULL},  {"vägledning", NULL},
};

static void
check(CorpusLexicon *lexicon, const Case *cases, gsize count) {
  for (gsize i = 0; i < count; i++) {
    char **parts = corpus_compound_parts(lexicon, cases[i].word);
    char *joined = parts != NULL ? g_strjoinv("+", parts) : NULL;
    g_test_message("%s", cases[i].word);
    g_assert_cmpstr(joined, ==, cases[i].parts);
    g_free(joined);
    g_strfreev(parts);
  }
}

static void
test_compounds_come_apart(gconstpointer lexicon) {
  check((CorpusLexicon *)lexicon, splits, G_N_ELEMENTS(splits));
}

static void
test_wholes_stay_whole(gconstpointer lexicon) {
  check((CorpusLexicon *)lexicon, wholes, G_N_ELEMENTS(wholes));
}

static void
test_inner_words_of_all_lengths(gconstpointer lexicon) {
  char **inner =
      corpus_compound_inner_words((CorpusLexicon *)lexicon, "ledarutvecklingsprogrammen");
  char *joined = g_strjoinv(" ", inner);
  g_assert_cmpstr(joined, ==, "ledare utveckling program ledarutveckling utvecklingsprogram");
  g_free(joined);
  g_strfreev(inner);
}

static void
test_an_endless_word_is_left_alone(gconstpointer lexicon) {
  char *word = g_strnfill(100000, 'a');
  g_assert_null(corpus_compound_parts((CorpusLexicon *)lexicon, word));
  g_free(word);
}

/* Of hundreds of words, checked by hand, at most one in a hundred comes apart otherwise. */
/* How many of the 500 words in the file come apart otherwise than they should. */
static guint
count_false(const CorpusLexicon *lexicon, const char *file) {
  char *path =
      g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests", "corpus", "language", file, NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  guint words = 0, wrong = 0;
  for (char **line = lines; *line != NULL; line++) {
    char **fields = g_strsplit(*line, "\t", -1);
    if (**line != '#' && g_strv_length(fields) == 2) {
      char **parts = corpus_compound_parts(lexicon, fields[0]);
      char *joined = parts != NULL ? g_strjoinv("+", parts) : g_strdup("-");
      words++;
      wrong += !g_str_equal(joined, fields[1]);
      if (!g_str_equal(joined, fields[1]))
        g_test_message("%s: %s, due %s", fields[0], joined, fields[1]);
      g_free(joined);
      g_strfreev(parts);
    }
    g_strfreev(fields);
  }
  g_assert_cmpuint(words, ==, 500);
  g_strfreev(lines);
  g_free(text);
  g_free(path);
  return wrong;
}

static void
test_few_parts_are_false(gconstpointer lexicon) {
  g_assert_cmpuint(count_false(lexicon, "compounds.tsv"), <=, 5);
}

/* Of words that no rule was made with 16 are, and were some 50 before the dictionary was asked
 * which forms stand in compounds. */
static void
test_few_parts_of_other_words_are_false(gconstpointer lexicon) {
  g_assert_cmpuint(count_false(lexicon, "compounds-general.tsv"), <=, 16);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  g_test_add_data_func("/corpus/language/compound/few-false", lexicon, test_few_parts_are_false);
  g_test_add_data_func("/corpus/language/compound/general", lexicon,
                       test_few_parts_of_other_words_are_false);
  g_test_add_data_func("/corpus/language/compound/splits", lexicon, test_compounds_come_apart);
  g_test_add_data_func("/corpus/language/compound/wholes", lexicon, test_wholes_stay_whole);
  g_test_add_data_func("/corpus/language/compound/inner", lexicon, test_inner_words_of_all_lengths);
  g_test_add_data_func("/corpus/language/compound/endless", lexicon,
                       test_an_endless_word_is_left_alone);
  int status = g_test_run();
  corpus_lexicon_free(lexicon);
  return status;
}
