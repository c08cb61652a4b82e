/* tests/search/query/excerpt.c: which part of a passage is shown. */
#include <string.h>

#include "corpus/text/sentence.h"
#include "search/query/find.h"
#include "tests/indexer/fixture.h"

/* A report whose one passage is the file's text, cut into sentences. */
static CorpusReport *
read_passage(const char *path, G_GNUC_UNUSED void *context, G_GNUC_UNUSED GError **error) {
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  CorpusReport *report = fixture_report("2580 2018 10 2\n1 1.5 neutral x");
  CorpusPassage *passage = report->passages->pdata[0];
  g_free(passage->text);
  passage->text = text;
  g_array_set_size(passage->sentences, 0);
  GArray *spans = corpus_sentences(text);
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    CorpusSentence sentence = {span->start_bytes, span->length_bytes, CORPUS_TAG_NEUTRAL, 0};
    g_array_append_val(passage->sentences, sentence);
  }
  g_array_unref(spans);
  return report;
}

/* An index of that passage alone; the caller removes the folder. */
static char *
index_of(const char *text) {
  GError *error = NULL;
  char *folder = test_folder_new(), *file = g_build_filename(folder, "report.txt", NULL);
  char *index = g_build_filename(folder, "index", NULL);
  g_assert_true(g_file_set_contents(file, text, -1, NULL));
  IndexerOptions options = {.read = read_passage};
  IndexerSummary summary = {0};
  const char *paths[] = {file, NULL};
  bool updated = indexer_update(index, paths, &options, &summary, &error);
  g_assert_no_error(error);
  g_assert_true(updated);
  indexer_summary_clear(&summary);
  g_free(index);
  g_free(file);
  return folder;
}

/* The excerpt with its matches in brackets, and dots where the passage goes on. */
static char *
marked(const SearchExcerpt *excerpt) {
  GString *out = g_string_new(excerpt->text);
  for (guint i = excerpt->highlights->len; i-- > 0;) {
    const SearchHighlight *match = &g_array_index(excerpt->highlights, SearchHighlight, i);
    const char *start = g_utf8_offset_to_pointer(out->str, (glong)match->start_chars);
    const char *end = g_utf8_offset_to_pointer(start, (glong)match->length_chars);
    gssize start_bytes = start - out->str, end_bytes = end - out->str;
    g_string_insert_c(out, end_bytes, ']');
    g_string_insert_c(out, start_bytes, '[');
  }
  g_string_prepend(out, excerpt->cut_before ? "… " : "");
  g_string_append(out, excerpt->cut_after ? " …" : "");
  return g_string_free(out, FALSE);
}

/* What a query shows of an index with one passage. The caller frees it. */
static char *
excerpt_from(SearchEngine *engine, const char *query) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  SearchResults *results = search_find(engine, query, filters, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(results->hits->len, ==, 1);
  char *excerpt = marked(&((SearchHit *)results->hits->pdata[0])->excerpt);
  search_results_free(results);
  search_filters_free(filters);
  return excerpt;
}

static SearchEngine *
engine_in(const char *folder) {
  GError *error = NULL;
  char *index = g_build_filename(folder, "index", NULL);
  SearchEngine *engine = search_engine_open(index, &error);
  g_assert_no_error(error);
  g_free(index);
  return engine;
}

/* What a query shows of the text. The caller frees it. */
static char *
excerpt_of(const char *query, const char *text) {
  char *folder = index_of(text);
  SearchEngine *engine = engine_in(folder);
  char *excerpt = excerpt_from(engine, query);
  search_engine_free(engine);
  test_folder_remove(folder);
  return excerpt;
}

static void
assert_excerpt(const char *query, const char *text, const char *expected) {
  char *found = excerpt_of(query, text);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

static void
test_a_short_passage_is_shown_whole(void) {
  assert_excerpt("broar", "Kommunen har vägar och broar. De är kända.",
                 "Kommunen har vägar och [broar]. De är kända.");
}

static void
test_every_inflection_is_marked(void) {
  assert_excerpt("riktlinje", "Riktlinjer, riktlinjerna och Riktlinjens.",
                 "[Riktlinjer], [riktlinjerna] och [Riktlinjens].");
}

static void
test_a_phrase_is_marked_where_it_stands_together(void) {
  assert_excerpt("\"öppna data\"", "Öppna möten, öppna data och data.",
                 "Öppna möten, [öppna] [data] och data.");
}

static void
test_a_prefix_marks_what_begins_so(void) {
  assert_excerpt("medborgar*", "Ett medborgarförslag från en granne.",
                 "Ett [medborgarförslag] från en granne.");
}

static void
test_what_is_left_out_is_not_marked(void) {
  assert_excerpt("regler OR (regler -mutor)", "Regler mot mutor.", "[Regler] mot mutor.");
}

static void
test_the_sentences_that_hold_most_are_chosen(void) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < 10; i++)
    g_string_append(text, "Här står något helt annat om vägar och broar i kommunen. ");
  g_string_append(text, "Etiska regler mot mutor finns. ");
  for (unsigned i = 0; i < 10; i++)
    g_string_append(text, "Här står något om skolor och bibliotek i alla delar. ");
  char *found = excerpt_of("mutor regler", text->str);
  g_assert_true(g_str_has_prefix(found, "… "));
  g_assert_true(g_str_has_suffix(found, " …"));
  g_assert_nonnull(strstr(found, "[Etiska] [regler] mot [mutor] finns."));
  g_assert_cmpint(g_utf8_strlen(found, -1), <=, SEARCH_EXCERPT_CHARS + 16);
  g_free(found);
  g_string_free(text, TRUE);
}

static void
test_without_a_match_the_beginning_is_shown(void) {
  GString *text = g_string_new("Först kommer detta. ");
  for (unsigned i = 0; i < 20; i++)
    g_string_append(text, "Sedan kommer en mening till om ingenting. ");
  char *found = excerpt_of("tillit", text->str);
  g_assert_true(g_str_has_prefix(found, "Först kommer detta."));
  g_free(found);
  g_string_free(text, TRUE);
}

static void
test_a_sentence_without_end_is_cut_between_words(void) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < 400; i++)
    g_string_append(text, i == 300 ? "mutor " : "räksmörgås ");
  char *found = excerpt_of("mutor", text->str);
  g_assert_nonnull(strstr(found, "[mutor]"));
  g_assert_true(g_str_has_prefix(found, "… räksmörgås "));
  g_assert_true(g_str_has_suffix(found, " räksmörgås …"));
  g_assert_cmpint(g_utf8_strlen(found, -1), <=, SEARCH_EXCERPT_CHARS + 16);
  g_free(found);
  g_string_free(text, TRUE);
}

/* A "word" of thousands of letters, no sentence, no space: still an excerpt of valid UTF-8. */
static void
test_a_text_without_spaces_is_cut_anywhere(void) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < 5000; i++)
    g_string_append(text, "å");
  char *found = excerpt_of("tillit", text->str);
  g_assert_true(g_utf8_validate(found, -1, NULL));
  g_assert_cmpint(g_utf8_strlen(found, -1), <=, SEARCH_EXCERPT_CHARS + 16);
  g_free(found);
  g_string_free(text, TRUE);
}

static void
test_a_passage_that_is_kept_is_marked_anew(void) {
  static const char *const queries[] = {"broar", "vägar", "broar"};
  static const char *const expected[] = {"Vägar och [broar].", "[Vägar] och broar.",
                                         "Vägar och [broar]."};
  char *folder = index_of("Vägar och broar.");
  SearchEngine *engine = engine_in(folder);
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    char *found = excerpt_from(engine, queries[i]);
    g_assert_cmpstr(found, ==, expected[i]);
    g_free(found);
  }
  search_engine_free(engine);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/query/excerpt/short", test_a_short_passage_is_shown_whole);
  g_test_add_func("/search/query/excerpt/inflection", test_every_inflection_is_marked);
  g_test_add_func("/search/query/excerpt/phrase", test_a_phrase_is_marked_where_it_stands_together);
  g_test_add_func("/search/query/excerpt/prefix", test_a_prefix_marks_what_begins_so);
  g_test_add_func("/search/query/excerpt/not", test_what_is_left_out_is_not_marked);
  g_test_add_func("/search/query/excerpt/best", test_the_sentences_that_hold_most_are_chosen);
  g_test_add_func("/search/query/excerpt/none", test_without_a_match_the_beginning_is_shown);
  g_test_add_func("/search/query/excerpt/endless",
                  test_a_sentence_without_end_is_cut_between_words);
  g_test_add_func("/search/query/excerpt/no-space", test_a_text_without_spaces_is_cut_anywhere);
  g_test_add_func("/search/query/excerpt/kept", test_a_passage_that_is_kept_is_marked_anew);
  return g_test_run();
}
