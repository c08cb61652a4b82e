/* tests/corpus/reading/lines/paragraph.c: where paragraphs end, with the marks that sources have
 * and without. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "corpus/reading/lines/paragraph.h"
#include "corpus/source/line.h"

static CorpusLexicon *lexicon;

/* Wrapped body text of a report: it tells the width of the column. */
#define FULL "detta är en vanlig rad i löptexten som fyller sin spalt helt och fortsätter på "
#define BODY FULL "\n\n" FULL "\n\n" FULL "\n\nnästa rad och tar slut. \n\n"

static CorpusLines *
read_text(const char *text) {
  GError *error = NULL;
  CorpusLines *lines = corpus_lines_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  return lines;
}

/* The paragraphs of the lines from `first` on, joined with "|", items marked with "*". */
static char *
cut(const CorpusLines *lines, guint first) {
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines->lines);
  CorpusParagraphCutter *cutter = corpus_paragraph_cutter_new(lines->lines);
  GArray *paragraphs = corpus_paragraphs(cutter, first, lines->lines->len - 1);
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < paragraphs->len; i++) {
    CorpusParagraph paragraph = g_array_index(paragraphs, CorpusParagraph, i);
    char *text = corpus_paragraph_text(cutter, paragraph, (CorpusKnownWords){vocabulary, lexicon});
    g_string_append_printf(joined, "%s%s%s", i > 0 ? "|" : "", paragraph.item ? "*" : "", text);
    g_free(text);
  }
  g_array_unref(paragraphs);
  corpus_paragraph_cutter_free(cutter);
  corpus_vocabulary_free(vocabulary);
  return g_string_free(joined, FALSE);
}

/* `text` follows the four lines of body text; every line has an empty one after it. */
static void
assert_cut(const char *text, const char *expected) {
  char *whole = g_strconcat(BODY, text, NULL);
  CorpusLines *lines = read_text(whole);
  char *found = cut(lines, 4);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
  corpus_lines_free(lines);
  g_free(whole);
}

/* Thirty lines that each end a sentence, where the next word would not have fitted. */
static void
test_long_paragraph_is_parted_between_sentences(void) {
  GString *text = g_string_new(BODY);
  for (guint i = 0; i < 30; i++)
    g_string_append(text,
                    "Detta är en vanlig rad i löptexten som fyller sin spalt och tar slut. \n\n");
  CorpusLines *lines = read_text(text->str);
  char *found = cut(lines, 4);
  char **parts = g_strsplit(found, "|", -1);
  g_assert_cmpuint(g_strv_length(parts), >=, 2);
  for (char **part = parts; *part != NULL; part++) {
    g_assert_cmpint(g_utf8_strlen(*part, -1), <=, 1500);
    g_assert_true(g_str_has_prefix(*part, "Detta är"));
  }
  g_strfreev(parts);
  g_free(found);
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

static void
test_short_line_that_ends_a_sentence(void) {
  assert_cut("Det finns en plan. \n\nMan följer den varje år. \n\n",
             "Det finns en plan.|Man följer den varje år.");
}

static void
test_full_line_that_ends_a_sentence(void) {
  assert_cut("Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet. \n\n"
             "Kommunstyrelsen leder. \n\n",
             "Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet. "
             "Kommunstyrelsen leder.");
}

static void
test_line_that_ends_no_sentence_runs_on(void) {
  assert_cut("En plan som heter \n\nVision för alla \n\nfinns. \n\n",
             "En plan som heter|Vision för alla finns.");
  assert_cut("En plan finns i \n\nLuleå. \n\n", "En plan finns i Luleå.");
  assert_cut("En plan för verk-\n\nsamheten. \n\n", "En plan för verksamheten.");
}

/* Where bullets part items that run on, one may begin a line; below the word alone, each begins a
 * paragraph. */
static void
test_bullets_within_a_paragraph(void) {
  assert_cut("Styrkor: • Egen tidning för alla hushåll • Öppna möten i varje stadsdel \n\n"
             "• Rask växel \n\nFörbättringsområden: • Fler språk \n\n",
             "Styrkor: • Egen tidning för alla hushåll • Öppna möten i varje stadsdel • Rask växel|"
             "Förbättringsområden: • Fler språk");
  assert_cut("Styrkor: \n\n• Egen tidning \n\n• Rask växel \n\n",
             "Styrkor:|*Egen tidning|*Rask växel");
}

static void
test_empty_paragraph_parts(void) {
  assert_cut("Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet. \n\n \n\n"
             "Kommunstyrelsen leder. \n\n",
             "Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet.|"
             "Kommunstyrelsen leder.");
}

static void
test_two_spaces_after_the_stop_part(void) {
  assert_cut("Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet.  \n\n"
             "Kommunstyrelsen leder. \n\n",
             "Detta är en vanlig rad i löptexten som fyller sin spalt helt och hållet.|"
             "Kommunstyrelsen leder.");
}

static void
test_items_stand_alone_without_bullet(void) {
  assert_cut("Det gäller: \n\n\xEF\x82\xB7 planer \n\n\xEF\x82\xB7 Mål som gäller för hela den "
             "samlade kommunala organisationen och \n\nbolagen \n\nSedan följer mer text. \n\n",
             "Det gäller:|*planer|*Mål som gäller för hela den samlade kommunala organisationen "
             "och bolagen|Sedan följer mer text.");
}

static void
test_blank_lines_part_where_not_every_line_has_one(void) {
  CorpusLines *lines = read_text(FULL "\n" FULL "\nhär. \n\nNytt stycke på en rad som är lång nog "
                                      "för att fylla hela sin spalt väl. \nOrdet \n\ntill. \n");
  char *found = cut(lines, 2);
  g_assert_cmpstr(found, ==,
                  "här.|Nytt stycke på en rad som är lång nog för att fylla hela sin spalt väl. "
                  "Ordet till.");
  g_free(found);
  corpus_lines_free(lines);
}

static void
test_page_break_within_a_sentence(void) {
  assert_cut("Detta är en vanlig rad i löptexten som fyller sin spalt och fortsätter\n\f"
             "på nästa sida. \n\n",
             "Detta är en vanlig rad i löptexten som fyller sin spalt och fortsätter på nästa "
             "sida.");
}

/* Lines of which a source knows the edges: the first ends where the column does, or before. */
static char *
cut_with_edges(double right, double gap) {
  static const char *const texts[] = {"Detta är en rad som fortsätter", "på nästa rad av",
                                      "sidan och tar slut.", "Nästa mening."};
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    CorpusLine *line = corpus_line_new(texts[i], 1, i + 1);
    line->blank_before = true;
    line->left = 70;
    line->right = i == 2 ? right : 500;
    line->top = 100 + 14 * i + (i == 3 ? gap : 0);
    g_ptr_array_add(lines, line);
  }
  CorpusLines all = {.lines = lines};
  char *found = cut(&all, 2);
  g_ptr_array_unref(lines);
  return found;
}

static void
test_known_edges_and_gaps_decide(void) {
  char *found = cut_with_edges(490, 0);
  g_assert_cmpstr(found, ==, "sidan och tar slut. Nästa mening.");
  g_free(found);
  found = cut_with_edges(200, 0);
  g_assert_cmpstr(found, ==, "sidan och tar slut.|Nästa mening.");
  g_free(found);
  found = cut_with_edges(490, 10);
  g_assert_cmpstr(found, ==, "sidan och tar slut.|Nästa mening.");
  g_free(found);
}

static void
test_letter_widths(void) {
  g_assert_cmpfloat(corpus_line_width("iii", -1), <, corpus_line_width("nnn", -1));
  g_assert_cmpfloat(corpus_line_width("mmm", -1), >, corpus_line_width("nnn", -1));
  g_assert_cmpfloat(corpus_line_width("nnn", 1), ==, 1);
  g_assert_cmpfloat(corpus_line_width("", -1), ==, 0);
}

/* Every line with text is in one paragraph, and paragraphs hold nothing else. */
static void
assert_covers(const GPtrArray *lines, const GArray *paragraphs) {
  guint at = 0;
  for (guint i = 0; i <= paragraphs->len; i++) {
    guint next = lines->len;
    if (i < paragraphs->len)
      next = g_array_index(paragraphs, CorpusParagraph, i).first;
    for (; at < next; at++)
      g_assert_cmpstr(((CorpusLine *)g_ptr_array_index(lines, at))->text, ==, "");
    if (i < paragraphs->len)
      at = g_array_index(paragraphs, CorpusParagraph, i).last + 1;
  }
}

/* The texts of the paragraphs, without spaces, bullets and hyphens, are those of the lines. */
static void
append_bare(GString *bare, const char *text) {
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(bare, c);
  }
}

static void
assert_nothing_lost(const CorpusLines *lines) {
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines->lines);
  CorpusParagraphCutter *cutter = corpus_paragraph_cutter_new(lines->lines);
  GArray *paragraphs = corpus_paragraphs(cutter, 0, lines->lines->len - 1);
  assert_covers(lines->lines, paragraphs);
  GString *whole = g_string_new(NULL), *parts = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++)
    append_bare(whole, ((CorpusLine *)g_ptr_array_index(lines->lines, i))->text);
  for (guint i = 0; i < paragraphs->len; i++) {
    char *text = corpus_paragraph_text(cutter, g_array_index(paragraphs, CorpusParagraph, i),
                                       (CorpusKnownWords){vocabulary, lexicon});
    append_bare(parts, text);
    g_free(text);
  }
  g_assert_cmpstr(parts->str, ==, whole->str);
  g_string_free(whole, TRUE);
  g_string_free(parts, TRUE);
  g_array_unref(paragraphs);
  corpus_paragraph_cutter_free(cutter);
  corpus_vocabulary_free(vocabulary);
}

static void
test_nothing_is_lost_or_doubled(void) {
  CorpusLines *lines = read_text(" \n" BODY "\n • ett \n\n • två tre-\n fyra \n \n-\n/\nFem. sex\n"
                                 "\fSju: \n\n–\nÅtta-\n");
  assert_nothing_lost(lines);
  corpus_lines_free(lines);
}

static void
test_nothing_is_lost_of_real_reports(void) {
  const char *folder = g_getenv("KOMPASS_REPORTS");
  if (folder == NULL) {
    g_test_skip("KOMPASS_REPORTS is not set");
    return;
  }
  GDir *dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    char *path = g_build_filename(folder, name, NULL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    CorpusLines *lines = read_text(text);
    assert_nothing_lost(lines);
    corpus_lines_free(lines);
    g_free(text);
    g_free(path);
  }
  g_dir_close(dir);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  lexicon = corpus_lexicon_new(NULL, NULL);
  g_assert_nonnull(lexicon);
  g_test_add_func("/corpus/reading/lines/paragraph/long",
                  test_long_paragraph_is_parted_between_sentences);
  g_test_add_func("/corpus/reading/lines/paragraph/short", test_short_line_that_ends_a_sentence);
  g_test_add_func("/corpus/reading/lines/paragraph/full", test_full_line_that_ends_a_sentence);
  g_test_add_func("/corpus/reading/lines/paragraph/runs-on",
                  test_line_that_ends_no_sentence_runs_on);
  g_test_add_func("/corpus/reading/lines/paragraph/bullets-within",
                  test_bullets_within_a_paragraph);
  g_test_add_func("/corpus/reading/lines/paragraph/empty", test_empty_paragraph_parts);
  g_test_add_func("/corpus/reading/lines/paragraph/two-spaces",
                  test_two_spaces_after_the_stop_part);
  g_test_add_func("/corpus/reading/lines/paragraph/items", test_items_stand_alone_without_bullet);
  g_test_add_func("/corpus/reading/lines/paragraph/blank",
                  test_blank_lines_part_where_not_every_line_has_one);
  g_test_add_func("/corpus/reading/lines/paragraph/page", test_page_break_within_a_sentence);
  g_test_add_func("/corpus/reading/lines/paragraph/edges", test_known_edges_and_gaps_decide);
  g_test_add_func("/corpus/reading/lines/paragraph/letter-widths", test_letter_widths);
  g_test_add_func("/corpus/reading/lines/paragraph/nothing-lost", test_nothing_is_lost_or_doubled);
  g_test_add_func("/corpus/reading/lines/paragraph/reports", test_nothing_is_lost_of_real_reports);
  int result = g_test_run();
  corpus_lexicon_free(lexicon);
  return result;
}
