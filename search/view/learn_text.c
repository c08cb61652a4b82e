/* search/view/learn_text.c: what there is to learn as the start of an action plan. */
#include "search/view/learn.h"

#include <string.h>

#include "search/view/learn_citations.h"

/* The plan under way. */
typedef struct {
  const SearchLearn *learn;
  SearchTold *told;
  GHashTable *number; /* question, or area -> number of its first heading */
} Plan;

/* ---- head ---- */

/* Is anything shown that is of another revision? */
static bool
has_other_revision(const SearchLearn *learn) {
  for (guint i = 0; i < learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = learn->suggestions->pdata[i];
    for (guint j = 0; j < suggestion->from->len; j++)
      if (!((SearchLearnSource *)suggestion->from->pdata[j])->comparable)
        return true;
  }
  return false;
}

static void
tell_head(const Plan *plan) {
  const CorpusReport *report = plan->learn->report;
  unsigned compared = plan->learn->compared;
  char *title = g_strdup_printf("What %s can learn from others", search_told_name(report));
  search_told_tell_in_style(plan->told, 0, SEARCH_STYLE_STRONG, title);
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
  search_told_tell(plan->told, 0, g_string_free(line, FALSE));
  if (has_other_revision(plan->learn))
    search_told_tell(plan->told, 0,
                     g_strdup(SEARCH_TOLD_OTHER_REVISION
                              " of another revision: told for its subject, as points of different "
                              "revisions can't be compared."));
}

static void
tell_part(const Plan *plan, const char *title) {
  g_string_append_c(plan->told->out, '\n');
  search_told_tell_in_style(plan->told, 0, SEARCH_STYLE_STRONG, title);
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
    g_string_append_printf(line, " (%s)", search_told_name(suggestion->best));
  else if (own->score == suggestion->benchmark->max)
    g_string_append(line, ", none is better");
  g_string_append_printf(line, "; rank %u of %u", suggestion->rank.rank, suggestion->rank.of);
}

/* The question, or the area where there is none; borrowed from the suggestion or made. The caller
 * frees it. */
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
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(plan->number, subject));
  unsigned number = ++plan->told->heading;
  char *heading = before != 0 ? g_strdup_printf("%u. %s (see %u)", number, title, before)
                              : g_strdup_printf("%u. %s", number, title);
  g_string_append_c(plan->told->out, '\n');
  search_told_tell_in_style(plan->told, 0, SEARCH_STYLE_STRONG, heading);
  if (before == 0) {
    GString *line = g_string_new(NULL);
    append_standing(line, suggestion);
    search_told_tell(plan->told, 1, g_string_free(line, FALSE));
    g_hash_table_insert(plan->number, g_steal_pointer(&subject), GUINT_TO_POINTER(number));
  }
  g_free(heading);
  g_free(title);
  g_free(subject);
}

/* ---- all ---- */

/* Sources are all of one kind: about the subject, or about its question only. */
static bool
is_of_question_only(const SearchSuggestion *suggestion) {
  return suggestion->from->len > 0 && !((SearchLearnSource *)suggestion->from->pdata[0])->subject;
}

static bool
is_empty(const SearchSuggestion *suggestion) {
  return suggestion->from->len == 0 && suggestion->models->len == 0;
}

static char *
item_text(const Plan *plan, const SearchSuggestion *suggestion) {
  const CorpusPassage *item = suggestion->improvement;
  return g_strdup_printf("%s: ”%s” (p. %u, %s/%u)",
                         item->tag == CORPUS_TAG_WEAKNESS ? "Weakness" : "To improve", item->text,
                         item->page, plan->learn->report->id, item->number);
}

/* What is only of the same question is told where it comes first. */
static void
tell_improvement(const Plan *plan, const SearchSuggestion *suggestion) {
  search_told_tell(plan->told, 1, item_text(plan, suggestion));
  guint before = is_of_question_only(suggestion) ? search_told_together(plan->told, suggestion) : 0;
  if (before == plan->told->heading)
    search_told_tell(plan->told, 2, g_strdup("Nobody tells of the very subject; see above."));
  else if (before != 0)
    search_told_tell(plan->told, 2,
                     g_strdup_printf("Nobody tells of the very subject; see %u.", before));
  else if (is_of_question_only(suggestion))
    search_told_tell(plan->told, 2,
                     g_strdup("Nobody tells of the very subject; well done on the question is:"));
  if (before == 0)
    search_told_sources(plan->told, suggestion);
  search_told_models(plan->told, suggestion);
}

static void
tell_question(Plan *plan, const SearchSuggestion *suggestion) {
  tell_heading(plan, suggestion);
  if (is_empty(suggestion))
    search_told_tell(plan->told, 2, g_strdup("No report of the index tells of a strength here."));
  search_told_sources(plan->told, suggestion);
  search_told_models(plan->told, suggestion);
}

static bool
same_question(const SearchSuggestion *left, const SearchSuggestion *right) {
  return left != NULL && left->area == right->area && strcmp(left->question, right->question) == 0;
}

static const SearchSuggestion *
suggestion_at(const Plan *plan, guint index) {
  return plan->learn->suggestions->pdata[index];
}

static void
tell_questions(Plan *plan) {
  bool any = false;
  for (guint i = 0; i < plan->learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = suggestion_at(plan, i);
    if (suggestion->improvement != NULL)
      continue;
    if (!any)
      tell_part(plan, "The weakest questions");
    any = true;
    tell_question(plan, suggestion);
  }
}

static void
tell_improvements(Plan *plan) {
  const SearchSuggestion *last = NULL;
  for (guint i = 0; i < plan->learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = suggestion_at(plan, i);
    if (suggestion->improvement == NULL || is_empty(suggestion))
      continue;
    if (last == NULL)
      tell_part(plan, "The improvements that the report lists");
    if (!same_question(last, suggestion))
      tell_heading(plan, suggestion);
    tell_improvement(plan, suggestion);
    last = suggestion;
  }
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
  search_told_tell(plan->told, 1, g_string_free(line, FALSE));
  g_free(title);
}

static void
tell_the_rest(const Plan *plan) {
  const SearchSuggestion *last = NULL;
  for (guint i = 0; i < plan->learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = suggestion_at(plan, i);
    if (suggestion->improvement == NULL || !is_empty(suggestion))
      continue;
    if (last == NULL)
      tell_part(plan, "Improvements of which no report with a higher score tells anything");
    if (!same_question(last, suggestion))
      tell_short_heading(plan, suggestion);
    search_told_tell(plan->told, 2, item_text(plan, suggestion));
    last = suggestion;
  }
}

void
search_view_learn_text(const SearchLearn *learn, const SearchScreen *screen, GString *out) {
  Plan plan = {learn, search_told_new(screen, out),
               g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  tell_head(&plan);
  tell_questions(&plan);
  tell_improvements(&plan);
  tell_the_rest(&plan);
  g_string_append_printf(out, "\n%u of %u suggestion%s, %.1f ms\n", learn->suggestions->len,
                         learn->total, learn->total == 1 ? "" : "s", learn->took_ms);
  search_told_free(plan.told);
  g_hash_table_unref(plan.number);
}
