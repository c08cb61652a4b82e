/* search/view_learn_text.c: what there is to learn as the start of an action plan. */
#include "search/view_learn.h"

#include <string.h>

#define STEP_CELLS 3

/* The plan under way. */
typedef struct {
  const SearchLearn *learn;
  const SearchScreen *screen;
  GString *out;
  GHashTable *told; /* "lulea-2018/57": passages told under the question */
  unsigned number;  /* of the last heading */
} Plan;

static const char *
name_of(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->name : report->id;
}

/* A paragraph of so many steps in; takes the text. */
static void
tell(const Plan *plan, unsigned steps, char *text) {
  GString *clean = g_string_new(NULL);
  search_text_append(clean, text, -1);
  search_text_wrap(plan->out, clean->str, steps * STEP_CELLS, plan->screen->width_cells);
  g_string_free(clean, TRUE);
  g_free(text);
}

static void
tell_in_style(const Plan *plan, unsigned steps, SearchStyle style, const char *text) {
  g_string_append_printf(plan->out, "%*s", (int)(steps * STEP_CELLS), "");
  search_text_styled(plan->out, plan->screen, style, text);
  g_string_append_c(plan->out, '\n');
}

/* ---- head ---- */

static void
tell_head(const Plan *plan) {
  const CorpusReport *report = plan->learn->report;
  unsigned compared = plan->learn->compared;
  char *title = g_strdup_printf("What %s can learn from others", name_of(report));
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
  g_string_append(line, " What is marked as of another revision is told for its subject; points "
                        "of different revisions are never compared.");
  tell(plan, 0, g_string_free(line, FALSE));
}

/* ---- a question ---- */

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
    g_string_append_printf(line, " (%s)", name_of(suggestion->best));
  else if (own->score == suggestion->benchmark->max)
    g_string_append(line, ", none is better");
  g_string_append_printf(line, "; rank %u of %u", suggestion->rank.rank, suggestion->rank.of);
}

static void
tell_heading(Plan *plan, const SearchSuggestion *suggestion) {
  const SearchFigures *own = &suggestion->own;
  GString *title = g_string_new(NULL);
  if (*suggestion->question != '\0')
    g_string_append_printf(title, "%u. %s %s", ++plan->number, suggestion->question,
                           own->name != NULL ? own->name : "");
  else
    g_string_append_printf(title, "%u. Area %u %s, of no one question", ++plan->number,
                           suggestion->area, own->name != NULL ? own->name : "");
  g_string_append_c(plan->out, '\n');
  tell_in_style(plan, 0, SEARCH_STYLE_STRONG, title->str);
  g_string_free(title, TRUE);
  GString *line = g_string_new(NULL);
  append_standing(line, suggestion);
  tell(plan, 1, g_string_free(line, FALSE));
}

/* ---- sources ---- */

static void
append_their_score(GString *line, const SearchLearnSource *source) {
  const SearchFigures *theirs = &source->theirs;
  if (!source->comparable)
    g_string_append_printf(line, " (revision %u: for its subject, points not comparable)",
                           source->report->revision);
  else if (theirs->id != NULL)
    g_string_append_printf(line, ", %d of %d points on %s (here %d)", theirs->score, theirs->max,
                           theirs->id, source->own.score);
  else
    g_string_append_printf(line, ", %d of %d points in area %u (here %d)", theirs->score,
                           theirs->max, theirs->area, source->own.score);
}

static void
tell_source(const Plan *plan, const SearchLearnSource *source) {
  const SearchExcerpt *excerpt = &source->excerpt;
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "→ %s %u", name_of(source->report), source->report->year);
  append_their_score(line, source);
  g_string_append_c(line, ':');
  tell(plan, 2, g_string_free(line, FALSE));
  tell(plan, 3,
       g_strdup_printf("%s”%s”%s", excerpt->cut_before ? "… " : "", excerpt->text,
                       excerpt->cut_after ? " …" : ""));
  char *place = g_strdup_printf("p. %u, %s/%u", source->passage->page, source->report->id,
                                source->passage->number);
  tell_in_style(plan, 3, SEARCH_STYLE_FAINT, place);
  g_free(place);
}

/* Those that were not told under the same question; says whether there was any. */
static bool
tell_sources(Plan *plan, const SearchSuggestion *suggestion) {
  bool any = false;
  for (guint i = 0; i < suggestion->from->len; i++) {
    const SearchLearnSource *source = suggestion->from->pdata[i];
    char *id = g_strdup_printf("%s/%u", source->report->id, source->passage->number);
    if (!g_hash_table_add(plan->told, id))
      continue;
    tell_source(plan, source);
    any = true;
  }
  return any;
}

/* ---- role models ---- */

static void
tell_model(const Plan *plan, const SearchModelReference *found) {
  const CorpusReference *reference = found->reference;
  tell(plan, 2,
       g_strdup_printf("→ %s, named by %s %u: ”%s”", reference->model->name,
                       reference->self ? "its own report" : name_of(found->source),
                       found->source->year, reference->sentence));
  char *place =
      g_strdup_printf("p. %u, %s/%u", reference->page, found->source->id, reference->passage);
  tell_in_style(plan, 3, SEARCH_STYLE_FAINT, place);
  g_free(place);
}

/* A sentence that names several is told once, with all of them. */
static void
tell_models(Plan *plan, const SearchSuggestion *suggestion) {
  for (guint i = 0; i < suggestion->models->len; i++) {
    const SearchModelReference *found = &g_array_index(suggestion->models, SearchModelReference, i);
    char *id = g_strdup_printf("model %s/%u %s", found->source->id, found->reference->passage,
                               found->reference->sentence);
    if (g_hash_table_add(plan->told, id))
      tell_model(plan, found);
  }
}

/* ---- all ---- */

static void
tell_item(Plan *plan, const SearchSuggestion *suggestion) {
  const CorpusPassage *item = suggestion->improvement;
  tell(plan, 1,
       g_strdup_printf("%s: ”%s” (p. %u, %s/%u)",
                       item->tag == CORPUS_TAG_WEAKNESS ? "Weakness" : "To improve", item->text,
                       item->page, plan->learn->report->id, item->number));
  gsize before = plan->out->len;
  tell_sources(plan, suggestion);
  tell_models(plan, suggestion);
  if (plan->out->len == before)
    tell(plan, 2,
         g_strdup(suggestion->from->len > 0
                      ? "See what is told above."
                      : "No report of the index with a higher score tells of this."));
}

static void
tell_question(Plan *plan, const SearchSuggestion *suggestion) {
  gsize before = plan->out->len;
  tell_sources(plan, suggestion);
  tell_models(plan, suggestion);
  if (plan->out->len == before)
    tell(plan, 2, g_strdup("No report of the index tells of a strength here."));
}

static bool
goes_on(const SearchSuggestion *last, const SearchSuggestion *next) {
  return last != NULL && last->area == next->area && strcmp(last->question, next->question) == 0;
}

void
search_view_learn_text(const SearchLearn *learn, const SearchScreen *screen, GString *out) {
  Plan plan = {learn, screen, out, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
  const SearchSuggestion *last = NULL;
  tell_head(&plan);
  for (guint i = 0; i < learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = learn->suggestions->pdata[i];
    if (!goes_on(last, suggestion)) {
      g_hash_table_remove_all(plan.told);
      tell_heading(&plan, suggestion);
    }
    if (suggestion->improvement != NULL)
      tell_item(&plan, suggestion);
    else
      tell_question(&plan, suggestion);
    last = suggestion;
  }
  g_string_append_printf(out, "\n%u of %u suggestion%s, %.1f ms\n", learn->suggestions->len,
                         learn->total, learn->total == 1 ? "" : "s", learn->took_ms);
  g_hash_table_unref(plan.told);
}
