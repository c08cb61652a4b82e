/* search/view/learn.c: what there is to learn, for programs and spreadsheets. */
#include <math.h>

#include "search/view/parts.h"

static const char *
match_name(const SearchLearnSource *source) {
  return source->subject ? "subject" : "question";
}

/* ---- JSON ---- */

static SearchJson *
because_json(const SearchLearn *learn, const SearchSuggestion *suggestion) {
  SearchJson *json = search_json_object();
  if (suggestion->improvement != NULL)
    search_json_take(json, "improvement", search_view_passage(learn->own, suggestion->improvement));
  else
    search_json_take(json, "question", search_view_question(learn->report, suggestion->question));
  return json;
}

static SearchJson *
benchmark_json(const SearchSuggestion *suggestion) {
  const SearchBenchmarkFigure *figure = suggestion->benchmark;
  if (figure == NULL)
    return NULL;
  SearchJson *json = search_json_object();
  search_json_text(json, "id", figure->id);
  search_json_score(json, "score", suggestion->own.score);
  search_json_number(json, "mean", figure->mean, 2);
  search_json_number(json, "median", figure->median, 1);
  search_json_integer(json, "min", figure->min);
  search_json_integer(json, "max", figure->max);
  search_json_ordinal(json, "rank", suggestion->rank.rank);
  search_json_integer(json, "of", suggestion->rank.of);
  search_json_take(json, "best",
                   suggestion->best != NULL ? search_view_report(suggestion->best) : NULL);
  return json;
}

static SearchJson *
source_json(const SearchLearnSource *source, unsigned rank) {
  SearchJson *json = search_json_object(), *of = search_json_array();
  search_json_integer(json, "rank", rank);
  search_json_number(json, "score", source->score, 4);
  search_json_text(json, "match", match_name(source));
  search_json_bool(json, "comparable", source->comparable);
  for (guint i = 0; source->of != NULL && i < source->of->len; i++)
    search_json_append(of, search_view_municipality(source->of->pdata[i]));
  search_json_take(json, "of", of);
  search_json_text(json, "excerpt", source->excerpt.text);
  search_json_take(json, "highlights", search_view_highlights(&source->excerpt));
  search_json_take(json, "passage", search_view_passage(source->report, source->passage));
  return json;
}

static SearchJson *
suggestion_json(const SearchLearn *learn, const SearchSuggestion *suggestion) {
  SearchJson *json = search_json_object();
  SearchJson *from = search_json_array(), *models = search_json_array();
  for (guint i = 0; i < suggestion->from->len; i++)
    search_json_append(from, source_json(suggestion->from->pdata[i], i + 1));
  for (guint i = 0; i < suggestion->models->len; i++)
    search_json_append(
        models, search_view_reference(&g_array_index(suggestion->models, SearchModelReference, i)));
  search_json_take(json, "because", because_json(learn, suggestion));
  search_json_take(json, "question", search_view_question(learn->report, suggestion->question));
  search_json_number(json, "need", suggestion->need, 4);
  search_json_take(json, "benchmark", benchmark_json(suggestion));
  search_json_take(json, "from", from);
  search_json_take(json, "models", models);
  return json;
}

static SearchJson *
learn_json(const void *answer) {
  const SearchLearn *learn = answer;
  SearchJson *json = search_json_object(), *suggestions = search_json_array();
  for (guint i = 0; i < learn->suggestions->len; i++)
    search_json_append(suggestions, suggestion_json(learn, learn->suggestions->pdata[i]));
  search_json_text(json, "schema", "kompass.learn/1");
  search_json_take(json, "report", search_view_report(learn->report));
  search_json_integer(json, "compared", learn->compared);
  search_json_integer(json, "total", learn->total);
  search_json_number(json, "took_ms", learn->took_ms, 3);
  search_json_take(json, "suggestions", suggestions);
  if (learn->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(learn->notices));
  return json;
}

/* ---- rows ---- */

/* A suggestion beside one of its sources (NULL = there is none). */
typedef struct {
  const SearchLearn *learn;
  const SearchSuggestion *suggestion;
  const SearchLearnSource *source;
} Pair;

static void
suggestion_cells(SearchRow *row, const Pair *pair) {
  const SearchSuggestion *suggestion = pair->suggestion;
  const CorpusReport *report = pair->learn->report, *best = suggestion->best;
  const CorpusPassage *item = suggestion->improvement;
  const SearchBenchmarkFigure *figure = suggestion->benchmark;
  char *id = search_view_passage_id(report, item);
  search_row_text(row, "municipality", report->municipality->name);
  search_row_text(row, "report", report->id);
  search_row_word(row, "because", item == NULL ? "score" : corpus_tag_name(item->tag));
  search_row_code(row, "question", suggestion->question);
  search_row_text(row, "question_text", suggestion->own.name);
  search_row_score(row, "score", suggestion->own.score);
  search_row_score(row, "max", suggestion->own.max);
  search_row_score(row, "percent", suggestion->own.percent);
  search_row_score(row, "best_score", figure != NULL ? figure->max : -1);
  search_row_text(row, "best_municipality", best != NULL ? best->municipality->name : NULL);
  search_row_number(row, "mean", figure != NULL ? figure->mean : NAN, 1);
  search_row_ordinal(row, "rank", suggestion->rank.rank);
  search_row_ordinal(row, "of", suggestion->rank.of);
  search_row_text(row, "improvement", item != NULL ? item->text : NULL);
  search_row_ordinal(row, "improvement_page", item != NULL ? item->page : 0);
  search_row_text(row, "passage", id);
  g_free(id);
}

static void
source_cells(SearchRow *row, const SearchLearnSource *source) {
  const CorpusReport *report = source != NULL ? source->report : NULL;
  char *id = search_view_passage_id(report, source != NULL ? source->passage : NULL);
  bool there = source != NULL, others = there && source->of != NULL;
  char *of = others ? search_view_others(source, "; ") : NULL;
  search_row_text(row, "learn_from", others ? of : there ? report->municipality->name : NULL);
  search_row_ordinal(row, "learn_from_year", there ? report->year : 0);
  search_row_ordinal(row, "source_revision", there ? report->revision : 0);
  search_row_word(row, "points_comparable", !there ? NULL : source->comparable ? "yes" : "no");
  search_row_word(row, "match", there ? match_name(source) : NULL);
  search_row_score(row, "their_score", there ? source->theirs.score : -1);
  search_row_score(row, "their_max", there ? source->theirs.max : -1);
  search_row_text(row, "excerpt", there ? source->excerpt.text : NULL);
  search_row_text(row, "source", there ? report->source : NULL);
  search_row_ordinal(row, "source_page", there ? source->passage->page : 0);
  search_row_text(row, "source_passage", id);
  g_free(of);
  g_free(id);
}

/* "Mora (mora-2013, p. 4); Solna (…)". The caller frees it. */
static char *
models_text(const SearchRow *row, const SearchSuggestion *suggestion) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; suggestion->models != NULL && i < suggestion->models->len; i++) {
    const SearchModelReference *found = &g_array_index(suggestion->models, SearchModelReference, i);
    g_string_append_printf(text, "%s%s (%s, %s %u)", i > 0 ? "; " : "",
                           found->reference->model->name, found->source->id,
                           search_row_said(row, "p."), found->reference->page);
  }
  return g_string_free(text, FALSE);
}

static void
pair_row(SearchRow *row, const void *data) {
  const Pair *pair = data;
  char *models = models_text(row, pair->suggestion);
  suggestion_cells(row, pair);
  source_cells(row, pair->source);
  search_row_text(row, "role_models", models);
  bool others = pair->source != NULL && pair->source->of != NULL;
  search_row_text(row, "told_by", others ? pair->source->report->municipality->name : NULL);
  g_free(models);
}

/* A suggestion without a source has one row, too. */
static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchLearn *learn = answer;
  SearchLearn blank_learn = {.report = &search_blank_report};
  SearchSuggestion blank = {.area = 0};
  search_sheet_head(sheet, pair_row, &(Pair){&blank_learn, &blank, NULL});
  for (guint i = 0; i < learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = learn->suggestions->pdata[i];
    const GPtrArray *from = suggestion->from;
    for (guint j = 0; j < MAX(from->len, 1); j++)
      search_sheet_row(sheet, pair_row,
                       &(Pair){learn, suggestion, j < from->len ? from->pdata[j] : NULL});
  }
}

void
search_view_learn(const SearchLearn *learn, SearchFormat format, const SearchScreen *screen,
                  GString *out) {
  static const SearchView view = {"learn", search_view_plan, learn_json, print_rows};
  search_view_print(&view, learn, format, screen, out);
}
