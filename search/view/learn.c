/* search/view/learn.c: what there is to learn as JSON and CSV. */
#include "search/view/learn.h"

#include "search/view/csv.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

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
  SearchJson *json = search_json_object();
  search_json_integer(json, "rank", rank);
  search_json_number(json, "score", source->score, 4);
  search_json_text(json, "match", match_name(source));
  search_json_bool(json, "comparable", source->comparable);
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

static void
print_json(const SearchLearn *learn, GString *out) {
  SearchJson *json = search_json_object(), *suggestions = search_json_array();
  for (guint i = 0; i < learn->suggestions->len; i++)
    search_json_append(suggestions, suggestion_json(learn, learn->suggestions->pdata[i]));
  search_json_text(json, "schema", "kompass.learn/1");
  search_json_take(json, "report", search_view_report(learn->report));
  search_json_integer(json, "compared", learn->compared);
  search_json_integer(json, "total", learn->total);
  search_json_number(json, "took_ms", learn->took_ms, 3);
  search_json_take(json, "suggestions", suggestions);
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- CSV ---- */

static const char *const NAMES[] = {"municipality",
                                    "report",
                                    "because",
                                    "question",
                                    "question_text",
                                    "score",
                                    "max",
                                    "percent",
                                    "best_score",
                                    "best_municipality",
                                    "mean",
                                    "rank",
                                    "of",
                                    "improvement",
                                    "improvement_page",
                                    "passage",
                                    "learn_from",
                                    "learn_from_year",
                                    "source_revision",
                                    "points_comparable",
                                    "match",
                                    "their_score",
                                    "their_max",
                                    "excerpt",
                                    "source",
                                    "source_page",
                                    "source_passage",
                                    "role_models",
                                    NULL};

static void
passage_cell(const CorpusReport *report, const CorpusPassage *passage, GString *out) {
  char *id = passage != NULL ? g_strdup_printf("%s/%u", report->id, passage->number) : NULL;
  search_csv_text(out, id);
  g_free(id);
}

static void
standing_cells(const SearchSuggestion *suggestion, GString *out) {
  const SearchBenchmarkFigure *figure = suggestion->benchmark;
  search_csv_score(out, suggestion->own.score);
  search_csv_score(out, suggestion->own.max);
  search_csv_score(out, suggestion->own.percent);
  search_csv_score(out, figure != NULL ? figure->max : -1);
  search_csv_text(out, suggestion->best != NULL ? suggestion->best->municipality->name : NULL);
  if (figure != NULL)
    search_csv_number(out, figure->mean, 1);
  else
    search_csv_text(out, NULL);
  search_csv_ordinal(out, suggestion->rank.rank);
  search_csv_ordinal(out, suggestion->rank.of);
}

static void
suggestion_cells(const SearchLearn *learn, const SearchSuggestion *suggestion, GString *out) {
  const CorpusPassage *item = suggestion->improvement;
  search_csv_text(out, learn->report->municipality->name);
  search_csv_text(out, learn->report->id);
  search_csv_text(out, item == NULL ? "score" : corpus_tag_name(item->tag));
  search_csv_text(out, suggestion->question);
  search_csv_text(out, suggestion->own.name);
  standing_cells(suggestion, out);
  search_csv_text(out, item != NULL ? item->text : NULL);
  search_csv_ordinal(out, item != NULL ? item->page : 0);
  passage_cell(learn->report, item, out);
}

static void
source_cells(const SearchLearnSource *source, GString *out) {
  const CorpusReport *report = source->report;
  search_csv_text(out, report->municipality->name);
  search_csv_ordinal(out, report->year);
  search_csv_ordinal(out, report->revision);
  search_csv_text(out, source->comparable ? "yes" : "no");
  search_csv_text(out, match_name(source));
  search_csv_score(out, source->theirs.score);
  search_csv_score(out, source->theirs.max);
  search_csv_text(out, source->excerpt.text);
  search_csv_text(out, report->source);
  search_csv_ordinal(out, source->passage->page);
  passage_cell(report, source->passage, out);
}

static void
models_cell(const SearchSuggestion *suggestion, GString *out) {
  GString *cell = g_string_new(NULL);
  for (guint i = 0; i < suggestion->models->len; i++) {
    const SearchModelReference *found = &g_array_index(suggestion->models, SearchModelReference, i);
    g_string_append_printf(cell, "%s%s (%s, p. %u)", i > 0 ? "; " : "",
                           found->reference->model->name, found->source->id,
                           found->reference->page);
  }
  search_csv_text(out, cell->str);
  g_string_free(cell, TRUE);
}

/* A suggestion without a source has one row, too. */
static void
print_rows(const SearchLearn *learn, const SearchSuggestion *suggestion, GString *out) {
  for (guint i = 0; i < MAX(suggestion->from->len, 1); i++) {
    suggestion_cells(learn, suggestion, out);
    if (i < suggestion->from->len)
      source_cells(suggestion->from->pdata[i], out);
    else
      for (guint cell = 0; cell < 11; cell++)
        search_csv_text(out, NULL);
    models_cell(suggestion, out);
    search_csv_end(out);
  }
}

static void
print_csv(const SearchLearn *learn, GString *out) {
  search_csv_head(out, NAMES);
  for (guint i = 0; i < learn->suggestions->len; i++)
    print_rows(learn, learn->suggestions->pdata[i], out);
}

void
search_view_learn(const SearchLearn *learn, SearchFormat format, const SearchScreen *screen,
                  GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    search_view_learn_text(learn, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(learn, out);
    break;
  case SEARCH_FORMAT_CSV:
    print_csv(learn, out);
    break;
  }
}
