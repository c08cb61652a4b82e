/* tests/search/learn/learn_fixture.h: made-up reports that learn from each other. */
#ifndef TESTS_SEARCH_LEARN_LEARN_FIXTURE_H
#define TESTS_SEARCH_LEARN_LEARN_FIXTURE_H

#include "corpus/instrument/instrument.h"
#include "corpus/reading/stance/holder.h"
#include "search/learn/learn.h"
#include "search/view/view.h"
#include "tests/indexer/fixture.h"
#include "tests/search/made.h"

/* Beside the lines of the fixture: "score 1.4 12 30" gives a question's points, "item 1 1.4
 * strength …" an item of a table, "model 1 1.4 CODE …" a role model. */
static inline void
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

static inline void
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

/* The one sentence of the fixture's last passage, cut at each full stop; one that begins with
 * "Dock" says what is left to do. */
static inline void
cut_sentences(CorpusReport *report) {
  CorpusPassage *passage = report->passages->pdata[report->passages->len - 1];
  CorpusSentence whole = g_array_index(passage->sentences, CorpusSentence, 0);
  const char *start = passage->text, *stop = NULL;
  g_array_set_size(passage->sentences, 0);
  do {
    CorpusSentence sentence = whole;
    stop = strstr(start, ". ");
    sentence.start_bytes = (gsize)(start - passage->text);
    if (g_str_has_prefix(start, "Dock "))
      sentence.stance = CORPUS_TAG_IMPROVEMENT;
    sentence.length_bytes = stop != NULL ? (gsize)(stop + 1 - start) : strlen(start);
    g_array_append_val(passage->sentences, sentence);
    start = stop != NULL ? stop + 2 : NULL;
  } while (stop != NULL);
}

static inline CorpusReport *
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
    else if (**line != '\0') {
      fixture_add_passage(report, g_str_has_prefix(*line, "item ") ? *line + 5 : *line);
      cut_sentences(report);
    }
    if (g_str_has_prefix(*line, "item "))
      ((CorpusPassage *)report->passages->pdata[report->passages->len - 1])->kind =
          CORPUS_KIND_ITEM;
  }
  corpus_told_find(report);
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

static inline void
set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture->folder = test_folder_new();
  fixture->index = test_folder_new();
  g_assert_cmpint(g_rmdir(fixture->index), ==, 0);
  fixture->filters = search_filters_new();
}

static inline void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  search_filters_free(fixture->filters);
  search_engine_free(fixture->engine);
  test_folder_remove(fixture->index);
  test_folder_remove(fixture->folder);
}

/* Indexes the reports, NULL-terminated. */
static inline void
index_reports(Fixture *fixture, const char *const *reports) {
  for (unsigned i = 0; reports[i] != NULL; i++) {
    char *name = g_strdup_printf("%u.txt", i);
    char *path = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, reports[i], -1, NULL));
    g_free(path);
    g_free(name);
  }
  fixture->engine =
      made_engine(fixture->index, fixture->folder, &(IndexerOptions){.read = read_made});
}

#define INDEX(fixture, ...) index_reports(fixture, (const char *const[]){__VA_ARGS__, NULL})

static inline void
filter(Fixture *fixture, const char *name, const char *value) {
  made_filter(fixture->filters, name, value);
}

static inline SearchLearn *
learn(Fixture *fixture, const char *municipality) {
  GError *error = NULL;
  SearchLearn *answer = search_learn(fixture->engine, fixture->filters, municipality, &error);
  g_assert_no_error(error);
  g_assert_nonnull(answer);
  return answer;
}

/* "1.5: lulea-2018/1 umea-2018/1; 1.5 En visselblåsarfunktion: lulea-2018/1": what is suggested,
 * and from where. "~" before a source whose points are not comparable; "=Borås+Mora" behind one
 * that tells of others. */
static inline void
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
      for (guint k = 0; source->of != NULL && k < source->of->len; k++)
        g_string_append_printf(told, "%s%s", k == 0 ? "=" : "+",
                               ((const CorpusMunicipality *)source->of->pdata[k])->name);
    }
  }
  g_assert_cmpstr(told->str, ==, expected);
  g_string_free(told, TRUE);
  search_learn_free(answer);
}

static inline void
assert_told(const SearchLearn *answer, SearchFormat format, const char *part) {
  static const SearchScreen screen = {.width_cells = 100};
  GString *out = g_string_new(NULL);
  search_view_learn(answer, format, &screen, out);
  g_assert_true(g_utf8_validate(out->str, -1, NULL));
  if (strstr(out->str, part) == NULL)
    g_error("\"%s\" is not in: %s", part, out->str);
  g_string_free(out, TRUE);
}

#endif
