/* tests/search/learn.c: what made-up reports have to learn from each other, and what they have not.
 */
#include "search/error.h"
#include "search/learn.h"
#include "search/view.h"
#include "tests/indexer/fixture.h"

/* Beside the lines of the fixture: "score 1.4 12 30" gives a question's points, "item 1 1.4
 * strength …" an item of a table, "model 1 1.4 CODE …" a role model. */
static void
add_score(CorpusReport *report, const char *line) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  g_assert_cmpint(sscanf(line, "score %7s %d %d", question->id, &question->score, &question->max),
                  ==, 3);
  unsigned number = (unsigned)(question->id[0] - '0');
  question->percent = question->score * 100 / question->max;
  question->text = g_strdup(corpus_instrument_question(instrument, question->id)->text);
  CorpusAreaScore *area = (CorpusAreaScore *)corpus_report_area(report, number);
  if (area == NULL) {
    area = corpus_area_score_new(number, "Område");
    area->max = 100;
    area->score = 0;
    g_ptr_array_add(report->areas, area);
  }
  area->score += question->score;
  area->percent = area->score;
  g_ptr_array_add(area->questions, question);
}

static void
add_model(CorpusReport *report, const char *line) {
  char **parts = g_strsplit(line, " ", 5);
  CorpusReference *reference = g_new0(CorpusReference, 1);
  reference->area = (unsigned)g_ascii_strtoull(parts[1], NULL, 10);
  g_strlcpy(reference->question, g_str_equal(parts[2], "-") ? "" : parts[2],
            sizeof reference->question);
  reference->model = corpus_municipality_find(parts[3]);
  g_assert_nonnull(reference->model);
  reference->self = reference->model == report->municipality;
  reference->role_model = true;
  reference->page = 4;
  reference->passage = report->passages->len;
  reference->sentence = g_strdup(parts[4]);
  g_ptr_array_add(report->references, reference);
  g_strfreev(parts);
}

static CorpusReport *
read_made(const char *path, G_GNUC_UNUSED void *context, GError **error) {
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return NULL;
  char **lines = g_strsplit(text, "\n", -1);
  CorpusReport *report = fixture_report(lines[0]);
  g_free(report->source);
  report->source = g_path_get_basename(path);
  for (char **line = lines + 1; *line != NULL; line++) {
    if (g_str_has_prefix(*line, "score "))
      add_score(report, *line);
    else if (g_str_has_prefix(*line, "model "))
      add_model(report, *line);
    else if (**line != '\0')
      fixture_add_passage(report, g_str_has_prefix(*line, "item ") ? *line + 5 : *line);
    if (g_str_has_prefix(*line, "item "))
      ((CorpusPassage *)report->passages->pdata[report->passages->len - 1])->kind =
          CORPUS_KIND_ITEM;
  }
  g_strfreev(lines);
  g_free(text);
  return report;
}

/* Kalix is weak on 1.5 and lists an improvement of it; Luleå and Umeå are better; Piteå is worse.
 */
#define KALIX                                                                                      \
  "2514 2018 10 2\n"                                                                               \
  "score 1.5 2 10\nscore 1.4 20 30\n"                                                              \
  "item 1 1.5 improvement En visselblåsarfunktion\n"                                              \
  "item 1 1.5 strength Etisk kod för alla\n"                                                      \
  "item 1 1.4 weakness Inga medborgardialoger\n"
#define LULEA                                                                                      \
  "2580 2018 10 2\n"                                                                               \
  "score 1.5 9 10\nscore 1.4 10 30\n"                                                              \
  "1 1.5 strength Här finns en visselblåsarfunktion på webben.\n"                               \
  "1 1.5 strength Etiska riktlinjer mot mutor följs upp varje år.\n"                             \
  "1 1.5 weakness En visselblåsarfunktion för bolagen saknas.\n"                                 \
  "1 1.4 strength Goda medborgardialoger hålls varje månad.\n"
#define UMEA                                                                                       \
  "2480 2018 10 2\n"                                                                               \
  "score 1.5 7 10\nscore 1.4 15 30\n"                                                              \
  "item 1 1.5 strength Extern visselblåsarfunktion sedan länge\n"                                \
  "1 1.5 neutral Andra är bättre på etik.\n"                                                    \
  "model 1 1.5 Borås Borås är en förebild i arbetet mot mutor.\n"
#define PITEA                                                                                      \
  "2581 2018 10 2\n"                                                                               \
  "score 1.5 1 10\nscore 1.4 5 30\n"                                                               \
  "1 1.5 strength En visselblåsarfunktion finns sedan i år.\n"
/* An older revision: good of its kind, but its points are others. */
#define BODEN                                                                                      \
  "2582 2012 10 2\n"                                                                               \
  "score 1.5 9 10\n"                                                                               \
  "item 1 1.5 strength Visselblåsarfunktion hos revisorerna och en etisk nämnd\n"

typedef struct {
  char *folder, *index;
  SearchEngine *engine;
  SearchFilters *filters;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture->folder = test_folder_new();
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  fixture->filters = search_filters_new();
}

static void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  search_filters_free(fixture->filters);
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
  test_folder_remove(fixture->folder);
}

/* Indexes the reports, NULL-terminated. */
static void
index_reports(Fixture *fixture, const char *const *reports) {
  GError *error = NULL;
  for (unsigned i = 0; reports[i] != NULL; i++) {
    char *name = g_strdup_printf("%u.txt", i);
    char *path = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, reports[i], -1, NULL));
    g_free(path);
    g_free(name);
  }
  const char *paths[] = {fixture->folder, NULL};
  IndexerOptions options = {.read = read_made};
  IndexerSummary summary = {0};
  g_assert_true(indexer_update(fixture->index, paths, &options, &summary, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(summary.failures->len, ==, 0);
  indexer_summary_clear(&summary);
  fixture->engine = search_engine_open(fixture->index, &error);
  g_assert_no_error(error);
}

#define INDEX(fixture, ...) index_reports(fixture, (const char *const[]){__VA_ARGS__, NULL})

static void
filter(Fixture *fixture, const char *name, const char *value) {
  g_assert_true(search_filters_add(fixture->filters, name, value, NULL));
}

static SearchLearn *
learn(Fixture *fixture, const char *municipality) {
  GError *error = NULL;
  SearchLearn *answer = search_learn(fixture->engine, fixture->filters, municipality, &error);
  g_assert_no_error(error);
  g_assert_nonnull(answer);
  return answer;
}

/* "1.5: lulea-2018/1 umea-2018/1; 1.5 En visselblåsarfunktion: lulea-2018/1": what is suggested,
 * and from where. "~" before a source of another revision. */
static void
assert_learns(Fixture *fixture, const char *municipality, const char *expected) {
  SearchLearn *answer = learn(fixture, municipality);
  GString *told = g_string_new(NULL);
  for (guint i = 0; i < answer->suggestions->len; i++) {
    const SearchSuggestion *suggestion = answer->suggestions->pdata[i];
    g_string_append_printf(told, "%s%s", i > 0 ? "; " : "", suggestion->question);
    if (suggestion->improvement != NULL)
      g_string_append_printf(told, " %s", suggestion->improvement->text);
    g_string_append_c(told, ':');
    for (guint j = 0; j < suggestion->from->len; j++) {
      const SearchLearnSource *source = suggestion->from->pdata[j];
      g_string_append_printf(told, " %s%s/%u", source->comparable ? "" : "~", source->report->id,
                             source->passage->number);
    }
  }
  g_assert_cmpstr(told->str, ==, expected);
  g_string_free(told, TRUE);
  search_learn_free(answer);
}

static void
test_strengths_of_better_scorers_only(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA, PITEA);
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/2 umea-2018/1 lulea-2018/1; "
                "1.5 En visselblåsarfunktion: lulea-2018/1 umea-2018/1; "
                "1.4 Inga medborgardialoger:");
}

static void
test_another_revision_is_marked_and_comes_last(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, PITEA, BODEN);
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/2 ~boden-2012/1 lulea-2018/1; "
                "1.5 En visselblåsarfunktion: lulea-2018/1 ~boden-2012/1");
}

/* Nobody to compare with: points are missing, but nobody is the best. */
static void
test_alone_of_its_revision(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, BODEN);
  SearchLearn *answer = learn(fixture, "Kalix");
  g_assert_cmpuint(answer->compared, ==, 0);
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpstr(first->question, ==, "1.5");
  g_assert_null(first->benchmark);
  g_assert_null(first->best);
  g_assert_cmpuint(first->from->len, ==, 1);
  g_assert_false(((SearchLearnSource *)first->from->pdata[0])->comparable);
  search_learn_free(answer);
}

static void
test_role_models_are_named(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA);
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpuint(first->models->len, ==, 1);
  const SearchModelReference *found = &g_array_index(first->models, SearchModelReference, 0);
  g_assert_cmpstr(found->reference->model->name, ==, "Borås");
  search_learn_free(answer);
}

/* The one that praises itself is worse. */
static void
test_self_praise_of_a_worse_scorer_is_no_model(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, PITEA "model 1 1.5 Piteå Piteå är en förebild mot mutor.\n",
        UMEA "model 1 1.5 Umeå Umeå är en förebild mot mutor.\n"
             "model 1 1.5 Kalix Kalix är en förebild mot mutor.\n");
  SearchLearn *answer = learn(fixture, "Kalix");
  const SearchSuggestion *first = answer->suggestions->pdata[0];
  g_assert_cmpuint(first->models->len, ==, 2);
  g_assert_cmpstr(g_array_index(first->models, SearchModelReference, 0).reference->model->name, ==,
                  "Borås");
  g_assert_cmpstr(g_array_index(first->models, SearchModelReference, 1).reference->model->name, ==,
                  "Umeå");
  search_learn_free(answer);
}

/* What a report tells of another municipality is not its own strength. */
static void
test_praise_of_another_is_no_source(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX,
        "2480 2018 10 2\nscore 1.5 9 10\n"
        "1 1.5 strength Borås har en visselblåsarfunktion som är ett gott exempel.\n"
        "model 1 1.5 Borås Borås har en visselblåsarfunktion som är ett gott exempel.\n");
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix", "1.5:; 1.5 En visselblåsarfunktion:");
}

static void
test_texts_that_tell_the_same_are_told_once(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA,
        "2480 2018 10 2\nscore 1.5 7 10\n"
        "1 1.5 strength Här finns en visselblåsarfunktion på webben.\n");
  filter(fixture, "question", "1.5");
  filter(fixture, "tag", "improvement");
  assert_learns(fixture, "Kalix",
                "1.5: lulea-2018/2 umea-2018/1; 1.5 En visselblåsarfunktion: lulea-2018/1");
}

static void
test_the_newest_report_unless_a_year_is_asked_for(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, "2514 2017 10 2\nscore 1.5 8 10\n");
  SearchLearn *answer = learn(fixture, "2514");
  g_assert_cmpuint(answer->report->year, ==, 2018);
  g_assert_cmpuint(answer->compared, ==, 1);
  search_learn_free(answer);
  filter(fixture, "year", "2017");
  assert_learns(fixture, "Kalix", "1.5: lulea-2018/2 lulea-2018/1");
}

static void
test_equal_scores_are_nothing_to_learn_from(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX,
        "2480 2018 10 2\nscore 1.5 2 10\n1 1.5 strength En visselblåsarfunktion finns.\n");
  filter(fixture, "question", "1.5");
  assert_learns(fixture, "Kalix", "1.5 En visselblåsarfunktion:");
}

static void
test_a_report_without_scores_keeps_its_improvements(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, "2514 2018 10 2\nitem 1 1.5 improvement En visselblåsarfunktion\n", LULEA);
  assert_learns(fixture, "Kalix", "1.5 En visselblåsarfunktion:");
}

static void
test_filters_choose_and_cut(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, UMEA);
  filter(fixture, "municipality", "Umeå");
  filter(fixture, "limit", "1");
  assert_learns(fixture, "Kalix", "1.5: umea-2018/1");
  filter(fixture, "offset", "2");
  assert_learns(fixture, "Kalix", "1.4 Inga medborgardialoger:");
  filter(fixture, "area", "2");
  filter(fixture, "offset", "0");
  assert_learns(fixture, "Kalix", "");
}

static void
test_unknown_municipalities_are_errors(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  INDEX(fixture, KALIX);
  g_assert_null(search_learn(fixture->engine, fixture->filters, "Kalixx", &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN);
  g_assert_nonnull(strstr(error->message, "Kalix"));
  g_clear_error(&error);
  g_assert_null(search_learn(fixture->engine, fixture->filters, "Luleå", &error));
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN);
  g_clear_error(&error);
}

static void
assert_told(const SearchLearn *answer, SearchFormat format, const char *part) {
  static const SearchScreen screen = {false, 100};
  GString *out = g_string_new(NULL);
  search_view_learn(answer, format, &screen, out);
  g_assert_true(g_utf8_validate(out->str, -1, NULL));
  if (strstr(out->str, part) == NULL)
    g_error("\"%s\" is not in: %s", part, out->str);
  g_string_free(out, TRUE);
}

static void
test_every_format_tells_page_and_passage(Fixture *fixture, gconstpointer data) {
  (void)data;
  INDEX(fixture, KALIX, LULEA, BODEN);
  SearchLearn *answer = learn(fixture, "Kalix");
  assert_told(answer, SEARCH_FORMAT_TEXT, "2 of 10 points (20 %); mean 5.5, best 9 (Luleå)");
  assert_told(answer, SEARCH_FORMAT_TEXT, "p. 3, lulea-2018/1");
  assert_told(answer, SEARCH_FORMAT_TEXT, "revision 2010: for its subject, points not comparable");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"because\":{\"question\":{\"id\":\"1.5\"");
  assert_told(answer, SEARCH_FORMAT_JSON, "\"because\":{\"improvement\":{\"id\":\"kalix-2018/1\"");
  assert_told(answer, SEARCH_FORMAT_CSV, "Luleå,2018,2016,yes,question,9,10,");
  search_learn_free(answer);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/learn/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("better", test_strengths_of_better_scorers_only);
  ADD("revision", test_another_revision_is_marked_and_comes_last);
  ADD("alone", test_alone_of_its_revision);
  ADD("models", test_role_models_are_named);
  ADD("self", test_self_praise_of_a_worse_scorer_is_no_model);
  ADD("another", test_praise_of_another_is_no_source);
  ADD("same", test_texts_that_tell_the_same_are_told_once);
  ADD("newest", test_the_newest_report_unless_a_year_is_asked_for);
  ADD("ties", test_equal_scores_are_nothing_to_learn_from);
  ADD("scoreless", test_a_report_without_scores_keeps_its_improvements);
  ADD("filters", test_filters_choose_and_cut);
  ADD("unknown", test_unknown_municipalities_are_errors);
  ADD("formats", test_every_format_tells_page_and_passage);
  return g_test_run();
}
