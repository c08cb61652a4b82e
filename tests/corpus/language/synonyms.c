/* tests/corpus/language/synonyms.c: what the thesaurus finds, one-way and both ways. */
#include <glib.h>
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

/* The kinship of an entry to the words that find it; -1 where they do not. */
static int
kinship_of(const char *words, const char *entry) {
  GArray *found = corpus_synonyms_of(words);
  int kinship = -1;
  for (guint i = 0; i < found->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(found, CorpusSynonym, i);
    if (strcmp(synonym->words, entry) == 0) {
      g_assert_cmpint(kinship, ==, -1); /* each once */
      kinship = (int)synonym->kinship;
    }
  }
  g_array_unref(found);
  return kinship;
}

static bool
finds(const char *words, const char *entry) {
  return kinship_of(words, entry) >= 0;
}

/* The same by the forms of the words. */
static bool
finds_forms(const char *words, const char *entry) {
  GString *forms = g_string_new(NULL);
  GArray *cut = corpus_words(words, -1);
  for (guint i = 0; i < cut->len; i++) {
    char *form = corpus_form(corpus_lexicon_shared(), g_array_index(cut, CorpusWord, i).word);
    g_string_append_printf(forms, "%s%s", i > 0 ? " " : "", form);
    g_free(form);
  }
  bool found = finds(forms->str, entry);
  g_array_unref(cut);
  g_string_free(forms, TRUE);
  return found;
}

static void
test_a_group_works_both_ways(void) {
  g_assert_true(finds("kundcenter", "kontaktcenter"));
  g_assert_true(finds("kontaktcenter", "kundcenter"));
}

static void
test_a_one_way_group_works_one_way(void) {
  g_assert_true(finds("chefskontrakt", "förväntansdokument"));
  g_assert_false(finds("förväntansdokument", "chefskontrakt"));
}

static void
test_the_nearest_kinship_counts(void) {
  g_assert_cmpint(kinship_of("kundcenter", "kontaktcenter"), ==, CORPUS_SAME);
  g_assert_cmpint(kinship_of("kundcenter", "en väg in"), ==, CORPUS_AMONG);
  g_assert_cmpint(kinship_of("personalomsättning", "pensionsavgång"), ==, CORPUS_AKIN);
  g_assert_cmpint(kinship_of("pensionsavgång", "personalomsättning"), ==, -1);
}

static void
test_any_inflection_is_understood(void) {
  g_assert_true(finds_forms("medborgarbudgetar", "deltagande budget"));
  g_assert_true(finds_forms("kontaktcentret", "kundcenter"));
}

static void
test_several_words_are_one_entry(void) {
  g_assert_true(finds("synpunkter och klagomål", "klagomålshantering"));
  g_assert_cmpuint(corpus_synonyms_longest(), >=, 3);
}

static void
test_function_words_do_not_matter(void) {
  g_assert_true(finds_forms("synpunkter eller klagomål", "klagomålshantering"));
  g_assert_true(finds_forms("dialog med sina medborgare", "medborgardialog"));
}

static void
test_a_word_is_no_synonym_of_itself(void) {
  g_assert_false(finds("kundcenter", "kundcenter"));
}

/* By their own file alone, and what stands on the right of a line there finds nothing. */
static void
test_everyday_words_find_those_of_reports(void) {
  GArray *found = corpus_synonyms_everyday("servicelucka");
  bool center = false;
  for (guint i = 0; i < found->len; i++)
    center = center || g_str_equal(g_array_index(found, CorpusSynonym, i).words, "kundcenter");
  g_assert_true(center);
  g_array_unref(found);
  g_assert_false(finds("servicelucka", "kundcenter"));
  char *form = corpus_form(corpus_lexicon_shared(), "serviceluckan");
  g_assert_true(corpus_synonyms_everyday_have(form));
  g_free(form);
  g_assert_false(corpus_synonyms_everyday_have("trollkarlshatt"));
}

static void
test_an_unknown_word_has_none(void) {
  GArray *found = corpus_synonyms_of("trollkarlshatt");
  g_assert_cmpuint(found->len, ==, 0);
  g_array_unref(found);
}

static bool
keep_line(gpointer lines, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  g_ptr_array_add(lines, g_strdup(line->text));
  return true;
}

/* The caller frees them (g_strfreev). */
static char **
lines_of_file(void) {
  GPtrArray *lines = g_ptr_array_new();
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "data", "synonyms.txt", NULL);
  g_assert_true(corpus_knowledge_read(path, keep_line, lines, NULL));
  g_free(path);
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}

/* A typing error in the file shows as an entry that stands alone or twice in its group. */
static void
test_every_line_of_the_file_links_something(void) {
  char **lines = lines_of_file();
  for (char **line = lines; *line != NULL; line++) {
    char **sides = g_strsplit_set(*line, "~>", -1);
    g_assert_cmpuint(g_strv_length(sides), <=, 2);
    char **left = g_strsplit(sides[0], ",", -1);
    g_assert_cmpuint(g_strv_length(left), >=, sides[1] != NULL ? 1 : 2);
    for (char **entry = left; *entry != NULL; entry++)
      g_assert_cmpstr(g_strstrip(*entry), !=, "");
    g_strfreev(left);
    g_strfreev(sides);
  }
  g_strfreev(lines);
}

/* May they be the same but for inflection and function words, and so no synonyms? */
static bool
may_be_same(const char *asker, const char *answer) {
  enum { LETTERS = 3 };
  return strncmp(asker, answer, LETTERS) == 0 || strstr(answer, asker) != NULL;
}

static void
check_side(const char *left, const char *right) {
  char **askers = g_strsplit(left, ",", -1), **answers = g_strsplit(right, ",", -1);
  for (char **asker = askers; *asker != NULL; asker++)
    for (char **answer = answers; *answer != NULL; answer++)
      if (!may_be_same(g_strstrip(*asker), g_strstrip(*answer)) && !finds(*asker, *answer))
        g_error("%s does not find %s", *asker, *answer);
  g_strfreev(askers);
  g_strfreev(answers);
}

/* Lines are looked up by how their words begin: none is out of reach of its own entries. */
static void
test_every_entry_finds_its_line(void) {
  char **lines = lines_of_file();
  for (char **line = lines; *line != NULL; line++) {
    char **sides = g_strsplit_set(*line, "~>", 2);
    check_side(sides[0], sides[1] != NULL ? sides[1] : sides[0]);
    g_strfreev(sides);
  }
  g_strfreev(lines);
}

/* "utan kostnad" would be found wherever there is a kostnad. */
static bool
is_sought_by_one_word(const char *entry) {
  GArray *words = corpus_words(entry, -1);
  guint content = 0;
  for (guint i = 0; i < words->len; i++)
    content += !corpus_is_stopword(g_array_index(words, CorpusWord, i).word);
  bool one = words->len > 1 && content == 1;
  g_array_unref(words);
  return one && strchr(entry, ' ') != NULL && strstr(entry, "- ") == NULL;
}

static void
test_no_entry_is_sought_by_one_of_its_words(void) {
  char **lines = lines_of_file();
  for (char **line = lines; *line != NULL; line++) {
    char **sides = g_strsplit_set(*line, "~>", -1);
    char **found = g_strsplit(sides[1] != NULL ? sides[1] : sides[0], ",", -1);
    for (char **entry = found; *entry != NULL; entry++)
      if (is_sought_by_one_word(g_strstrip(*entry)))
        g_error("of \"%s\" one word is sought alone", *entry);
    g_strfreev(found);
    g_strfreev(sides);
  }
  g_strfreev(lines);
}

/* What was worked out when kompass was built is what the dictionary says. */
static void
test_words_of_entries_have_their_forms(void) {
  const GPtrArray *entries = corpus_synonyms_entries();
  for (guint i = 0; i < entries->len; i++) {
    GArray *words = corpus_words(entries->pdata[i], -1);
    for (guint j = 0; j < words->len; j++) {
      const char *word = g_array_index(words, CorpusWord, j).word;
      char *form = corpus_form(corpus_lexicon_shared(), word);
      char *known = corpus_synonyms_form(word);
      g_assert_cmpstr(known, ==, form);
      g_free(known);
      g_free(form);
    }
    g_array_unref(words);
  }
  g_assert_null(corpus_synonyms_form("qwxzq"));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/language/synonyms/both-ways", test_a_group_works_both_ways);
  g_test_add_func("/corpus/language/synonyms/one-way", test_a_one_way_group_works_one_way);
  g_test_add_func("/corpus/language/synonyms/kinship", test_the_nearest_kinship_counts);
  g_test_add_func("/corpus/language/synonyms/inflection", test_any_inflection_is_understood);
  g_test_add_func("/corpus/language/synonyms/several-words", test_several_words_are_one_entry);
  g_test_add_func("/corpus/language/synonyms/function-words", test_function_words_do_not_matter);
  g_test_add_func("/corpus/language/synonyms/itself", test_a_word_is_no_synonym_of_itself);
  g_test_add_func("/corpus/language/synonyms/everyday", test_everyday_words_find_those_of_reports);
  g_test_add_func("/corpus/language/synonyms/unknown", test_an_unknown_word_has_none);
  g_test_add_func("/corpus/language/synonyms/file", test_every_line_of_the_file_links_something);
  g_test_add_func("/corpus/language/synonyms/reach", test_every_entry_finds_its_line);
  g_test_add_func("/corpus/language/synonyms/forms", test_words_of_entries_have_their_forms);
  g_test_add_func("/corpus/language/synonyms/one-word",
                  test_no_entry_is_sought_by_one_of_its_words);
  return g_test_run();
}
