/* search/view/learn.c: what there is to learn: in text, the start of an action plan. */
#include <math.h>
#include <string.h>

#include "search/view/parts.h"

#define STEP_CELLS 3
/* What marks a source of another revision. */
#define OTHER_REVISION "*"

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

/* The others that a source tells of. The caller frees it. */
static char *
others_text(const SearchLearnSource *source, const char *separator) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < source->of->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? separator : "",
                           ((const CorpusMunicipality *)source->of->pdata[i])->name);
  return g_string_free(text, FALSE);
}

static void
source_cells(SearchRow *row, const SearchLearnSource *source) {
  const CorpusReport *report = source != NULL ? source->report : NULL;
  char *id = search_view_passage_id(report, source != NULL ? source->passage : NULL);
  bool there = source != NULL, others = there && source->of != NULL;
  char *of = others ? others_text(source, "; ") : NULL;
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
models_text(const SearchSuggestion *suggestion) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; suggestion->models != NULL && i < suggestion->models->len; i++) {
    const SearchModelReference *found = &g_array_index(suggestion->models, SearchModelReference, i);
    g_string_append_printf(text, "%s%s (%s, p. %u)", i > 0 ? "; " : "",
                           found->reference->model->name, found->source->id,
                           found->reference->page);
  }
  return g_string_free(text, FALSE);
}

static void
pair_row(SearchRow *row, const void *data) {
  const Pair *pair = data;
  char *models = models_text(pair->suggestion);
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

/* ---- text: the plan as it grows ---- */

typedef struct {
  const SearchLearn *learn;
  const SearchScreen *screen;
  GString *out;
  GHashTable *numbers; /* question, or area -> number of its first heading */
  GHashTable *cited;   /* id of a source or a role model -> number of the heading it stands under */
  unsigned heading;    /* the number of the last one */
} Plan;

/* A paragraph this many steps in. */
G_GNUC_PRINTF(3, 4)
static void
tell(const Plan *plan, unsigned steps, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  search_text_paragraph(plan->out, plan->screen, steps * STEP_CELLS, text);
  g_free(text);
}

/* A line this many steps in. */
static void
tell_in_style(const Plan *plan, unsigned steps, SearchStyle style, const char *text) {
  g_string_append_printf(plan->out, "%*s", (int)(steps * STEP_CELLS), "");
  search_text_styled(plan->out, plan->screen, style, text);
  g_string_append_c(plan->out, '\n');
}

/* ---- text: citations, each once ---- */

/* What stands in quotation marks that do not end in it loses them. */
static const char *
without_open_mark(const char *text) {
  const char *mark = "\342\200\235";
  bool open = g_str_has_prefix(text, mark) && strstr(text + strlen(mark), mark) == NULL;
  return open ? text + strlen(mark) : text;
}

static guint
heading_of(const Plan *plan, const char *id) {
  return GPOINTER_TO_UINT(g_hash_table_lookup(plan->cited, id));
}

/* A citation below the line that says whose it is; where it was given before, the line points
 * there. id: what makes it the same. */
static void
cite(const Plan *plan, const char *id, const char *line, const SearchExcerpt *excerpt,
     unsigned page, const char *place, bool names_place) {
  guint before = heading_of(plan, id);
  char *where = names_place ? g_strdup_printf(" (%s)", place) : g_strdup("");
  if (before == 0)
    tell(plan, 2, "%s:", line);
  else if (before == plan->heading)
    tell(plan, 2, "%s: see above%s", line, where);
  else
    tell(plan, 2, "%s: see %u%s", line, before, where);
  g_free(where);
  if (before != 0)
    return;
  g_hash_table_insert(plan->cited, g_strdup(id), GUINT_TO_POINTER(plan->heading));
  tell(plan, 3, "%s”%s”%s", excerpt->cut_before ? "… " : "", without_open_mark(excerpt->text),
       excerpt->cut_after ? " …" : "");
  char *foot = g_strdup_printf("p. %u, %s", page, place);
  tell_in_style(plan, 3, SEARCH_STYLE_FAINT, foot);
  g_free(foot);
}

static void
append_their_score(GString *line, const SearchSuggestion *suggestion,
                   const SearchLearnSource *source) {
  const SearchFigures *theirs = &source->theirs;
  if (!source->comparable) {
    g_string_append(line, OTHER_REVISION);
    return;
  }
  g_string_append_printf(line, ", %d of %d points", theirs->score, theirs->max);
  if (theirs->id == NULL)
    g_string_append_printf(line, " in area %u", theirs->area);
  else if (strcmp(theirs->id, suggestion->question) != 0)
    g_string_append_printf(line, " on %s", theirs->id);
  g_string_append_printf(line, " (here %d)", source->own.score);
}

static void
tell_source(const Plan *plan, const SearchSuggestion *suggestion, const SearchLearnSource *source) {
  char *place = search_view_passage_id(source->report, source->passage);
  GString *line = g_string_new(NULL);
  char *others = source->of != NULL ? others_text(source, ", ") : NULL;
  g_string_append_printf(line, "→ %s%s%s %u", others != NULL ? others : "",
                         others != NULL ? ", told by " : "", search_view_name(source->report),
                         source->report->year);
  if (others == NULL)
    append_their_score(line, suggestion, source);
  g_free(others);
  char *shown = g_strconcat(place, source->passage->recognised ? ", machine-read" : "", NULL);
  cite(plan, place, line->str, &source->excerpt, source->passage->page, shown, true);
  g_free(shown);
  g_string_free(line, TRUE);
  g_free(place);
}

static bool
same_sentence(const SearchModelReference *left, const SearchModelReference *right) {
  return left->source == right->source && left->reference->passage == right->reference->passage &&
         strcmp(left->reference->sentence, right->reference->sentence) == 0;
}

/* The names that the sentence of the one at a place names, it and those after it. */
static char *
names_from(const GArray *models, guint place) {
  const SearchModelReference *first = &g_array_index(models, SearchModelReference, place);
  GString *names = g_string_new(NULL);
  for (guint i = place; i < models->len; i++) {
    const SearchModelReference *one = &g_array_index(models, SearchModelReference, i);
    if (same_sentence(first, one))
      g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                             one->reference->model->name);
  }
  return g_string_free(names, FALSE);
}

/* A sentence that names several is told once, with all of them. */
static void
tell_model(const Plan *plan, const GArray *models, guint index) {
  const SearchModelReference *found = &g_array_index(models, SearchModelReference, index);
  const CorpusReference *reference = found->reference;
  for (guint i = 0; i < index; i++)
    if (same_sentence(&g_array_index(models, SearchModelReference, i), found))
      return;
  const CorpusReport *source = found->source;
  char *place = g_strdup_printf("%s/%u", source->id, reference->passage);
  char *id = g_strdup_printf("model %s %s", place, reference->sentence);
  char *names = names_from(models, index);
  char *line =
      g_strdup_printf("→ %s, named by %s %u", names,
                      reference->self ? "its own report" : search_view_name(source), source->year);
  cite(plan, id, line, &(SearchExcerpt){.text = reference->sentence}, reference->page, place,
       false);
  g_free(line);
  g_free(names);
  g_free(id);
  g_free(place);
}

static void
tell_sources(const Plan *plan, const SearchSuggestion *suggestion) {
  for (guint i = 0; i < suggestion->from->len; i++)
    tell_source(plan, suggestion, suggestion->from->pdata[i]);
}

static void
tell_models(const Plan *plan, const SearchSuggestion *suggestion) {
  for (guint i = 0; i < suggestion->models->len; i++)
    tell_model(plan, suggestion->models, i);
}

/* ---- text: head ---- */

/* Is anything shown that is of another revision? */
static bool
has_other_revision(const SearchLearn *learn) {
  for (guint i = 0; i < learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = learn->suggestions->pdata[i];
    for (guint j = 0; j < suggestion->from->len; j++) {
      const SearchLearnSource *source = suggestion->from->pdata[j];
      if (source->of == NULL && !source->comparable)
        return true;
    }
  }
  return false;
}

static void
tell_head(const Plan *plan) {
  const CorpusReport *report = plan->learn->report;
  unsigned compared = plan->learn->compared;
  char *title = g_strdup_printf("What %s can learn from others", search_view_name(report));
  tell_in_style(plan, 0, SEARCH_STYLE_STRONG, title);
  g_free(title);
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "Report of %u (%s), revision %u of the instrument", report->year,
                         report->source, report->revision);
  if (report->total >= 0)
    g_string_append_printf(line, ", %d points", report->total);
  if (compared > 0)
    g_string_append_printf(line, ". Scores are compared with %u other%s of revision %u.", compared,
                           compared == 1 ? "" : "s", report->revision);
  else
    g_string_append_printf(line,
                           ". The index holds no other municipality's report of revision %u: no "
                           "scores can be compared.",
                           report->revision);
  tell(plan, 0, "%s", line->str);
  g_string_free(line, TRUE);
  if (has_other_revision(plan->learn))
    tell(plan, 0,
         OTHER_REVISION " of another revision: told for its subject, as points of different "
                        "revisions can't be compared.");
}

/* ---- text: a question ---- */

static void
append_standing(GString *line, const SearchSuggestion *suggestion) {
  const SearchFigures *own = &suggestion->own;
  if (own->score < 0) {
    g_string_append(line, "The report gives no score.");
    return;
  }
  g_string_append_printf(line, "%d of %d points", own->score, own->max);
  if (own->percent >= 0)
    g_string_append_printf(line, " (%d %%)", own->percent);
  if (suggestion->benchmark == NULL)
    return;
  g_string_append_printf(line, "; mean %.1f, best %d", suggestion->benchmark->mean,
                         suggestion->benchmark->max);
  if (suggestion->best != NULL)
    g_string_append_printf(line, " (%s)", search_view_name(suggestion->best));
  else if (own->score == suggestion->benchmark->max)
    g_string_append(line, ", none is better");
  g_string_append_printf(line, "; rank %u of %u", suggestion->rank.rank, suggestion->rank.of);
}

/* The question, or the area where there is none. The caller frees it. */
static char *
subject_of(const SearchSuggestion *suggestion) {
  return *suggestion->question != '\0' ? g_strdup(suggestion->question)
                                       : g_strdup_printf("%u", suggestion->area);
}

static char *
title_of(const SearchSuggestion *suggestion) {
  const char *name = suggestion->own.name != NULL ? suggestion->own.name : "";
  return *suggestion->question != '\0'
             ? g_strdup_printf("%s %s", suggestion->question, name)
             : g_strdup_printf("Area %u %s, no one question", suggestion->area, name);
}

/* The scores stand under the first heading of a question only. */
static void
tell_heading(Plan *plan, const SearchSuggestion *suggestion) {
  char *subject = subject_of(suggestion), *title = title_of(suggestion);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(plan->numbers, subject));
  unsigned number = ++plan->heading;
  char *heading = before != 0 ? g_strdup_printf("%u. %s (see %u)", number, title, before)
                              : g_strdup_printf("%u. %s", number, title);
  g_string_append_c(plan->out, '\n');
  tell_in_style(plan, 0, SEARCH_STYLE_STRONG, heading);
  if (before == 0) {
    GString *line = g_string_new(NULL);
    append_standing(line, suggestion);
    tell(plan, 1, "%s", line->str);
    g_string_free(line, TRUE);
    g_hash_table_insert(plan->numbers, g_steal_pointer(&subject), GUINT_TO_POINTER(number));
  }
  g_free(heading);
  g_free(title);
  g_free(subject);
}

/* ---- text: a suggestion ---- */

static bool
is_empty(const SearchSuggestion *suggestion) {
  return suggestion->from->len == 0 && suggestion->models->len == 0;
}

static void
tell_item(const Plan *plan, unsigned steps, const SearchSuggestion *suggestion) {
  const CorpusPassage *item = suggestion->improvement;
  char *page = search_view_page(item);
  tell(plan, steps, "%s: ”%s” (%s, %s/%u)",
       item->tag == CORPUS_TAG_WEAKNESS ? "Weakness" : "To improve", item->text, page,
       plan->learn->report->id, item->number);
  g_free(page);
}

static void
tell_improvement(const Plan *plan, const SearchSuggestion *suggestion) {
  tell_item(plan, 1, suggestion);
  tell_sources(plan, suggestion);
  tell_models(plan, suggestion);
}

static void
tell_question(Plan *plan, const SearchSuggestion *suggestion) {
  tell_heading(plan, suggestion);
  if (is_empty(suggestion))
    tell(plan, 2, "No other report says how this is done.");
  tell_sources(plan, suggestion);
  tell_models(plan, suggestion);
}

static bool
same_question(const SearchSuggestion *left, const SearchSuggestion *right) {
  return left != NULL && left->area == right->area && strcmp(left->question, right->question) == 0;
}

/* "3.2 Styrs kommunen av tydliga politiska mål? 17 of 25 points, none is better" */
static void
tell_short_heading(const Plan *plan, const SearchSuggestion *suggestion) {
  const SearchFigures *own = &suggestion->own;
  GString *line = g_string_new(NULL);
  char *title = title_of(suggestion);
  g_string_append(line, title);
  if (own->score >= 0)
    g_string_append_printf(line, " (%d of %d points", own->score, own->max);
  if (own->score >= 0 && suggestion->benchmark != NULL)
    g_string_append_printf(
        line, own->score == suggestion->benchmark->max ? ", none is better" : "; best %d",
        suggestion->benchmark->max);
  if (own->score >= 0)
    g_string_append_c(line, ')');
  tell(plan, 1, "%s", line->str);
  g_string_free(line, TRUE);
  g_free(title);
}

/* ---- text: the parts of the plan ---- */

typedef enum { PART_QUESTIONS, PART_IMPROVEMENTS, PART_UNANSWERED, PARTS } Part;

static Part
part_of(const SearchSuggestion *suggestion) {
  if (suggestion->improvement == NULL)
    return PART_QUESTIONS;
  return is_empty(suggestion) ? PART_UNANSWERED : PART_IMPROVEMENTS;
}

/* new_question: the suggestion before it was about another. */
static void
tell_suggestion(Plan *plan, const SearchSuggestion *suggestion, bool new_question) {
  switch (part_of(suggestion)) {
  case PART_QUESTIONS:
    tell_question(plan, suggestion);
    break;
  case PART_IMPROVEMENTS:
    if (new_question)
      tell_heading(plan, suggestion);
    tell_improvement(plan, suggestion);
    break;
  default:
    if (new_question)
      tell_short_heading(plan, suggestion);
    tell_item(plan, 2, suggestion);
  }
}

static void
tell_part(Plan *plan, Part part) {
  static const char *const titles[PARTS] = {"The weakest questions",
                                            "The improvements that the report lists",
                                            "Improvements of which no other report says anything"};
  const SearchSuggestion *last = NULL;
  for (guint i = 0; i < plan->learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = plan->learn->suggestions->pdata[i];
    if (part_of(suggestion) != part)
      continue;
    if (last == NULL) {
      g_string_append_c(plan->out, '\n');
      tell_in_style(plan, 0, SEARCH_STYLE_STRONG, titles[part]);
    }
    tell_suggestion(plan, suggestion, !same_question(last, suggestion));
    last = suggestion;
  }
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchLearn *learn = answer;
  Plan plan = {.learn = learn,
               .screen = screen,
               .out = out,
               .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
               .cited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  tell_head(&plan);
  for (Part part = 0; part < PARTS; part++)
    tell_part(&plan, part);
  if (learn->notices->len > 0)
    g_string_append_c(out, '\n');
  search_view_notices_text(learn->notices, screen, out);
  g_string_append_printf(out, "\n%u of %u suggestion%s, %.1f ms\n", learn->suggestions->len,
                         learn->total, learn->total == 1 ? "" : "s", learn->took_ms);
  g_hash_table_unref(plan.numbers);
  g_hash_table_unref(plan.cited);
}

void
search_view_learn(const SearchLearn *learn, SearchFormat format, const SearchScreen *screen,
                  GString *out) {
  static const SearchView view = {"learn", print_text, learn_json, print_rows};
  search_view_print(&view, learn, format, screen, out);
}
