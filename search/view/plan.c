/* search/view/plan.c: what there is to learn as text: the start of an action plan. */
#include <glib/gi18n.h>
#include <string.h>

#include "search/view/parts.h"

#define STEP_CELLS 3
/* What marks a source of another revision. */
#define OTHER_REVISION "*"

char *
search_view_others(const SearchLearnSource *source, const char *separator) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < source->of->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? separator : "",
                           ((const CorpusMunicipality *)source->of->pdata[i])->name);
  return g_string_free(text, FALSE);
}

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

/* Takes the title. */
static void
tell_title(const Plan *plan, char *title) {
  tell_in_style(plan, 0, SEARCH_STYLE_STRONG, title);
  g_free(title);
}

/* ---- citations, each once ---- */

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

/* What is cited, below a line that says whose it is. */
typedef struct {
  const char *id; /* what makes it the same citation */
  const char *line;
  const SearchExcerpt *excerpt;
  unsigned page;
  const char *place; /* "lulea-2018/57" */
  bool names_place;  /* also where it points to a citation above */
} Citation;

/* Below which heading it was given before, if it was. */
static void
tell_citing_line(const Plan *plan, const Citation *citation, guint before) {
  char *where = citation->names_place ? g_strdup_printf(" (%s)", citation->place) : g_strdup("");
  if (before == 0)
    tell(plan, 2, "%s:", citation->line);
  else if (before == plan->heading)
    tell(plan, 2, _("%s: see above%s"), citation->line, where);
  else
    tell(plan, 2, _("%s: see %u%s"), citation->line, before, where);
  g_free(where);
}

/* Each is given once; where it was given before, its line points there. */
static void
cite(const Plan *plan, const Citation *citation) {
  const SearchExcerpt *excerpt = citation->excerpt;
  guint before = heading_of(plan, citation->id);
  tell_citing_line(plan, citation, before);
  if (before != 0)
    return;
  g_hash_table_insert(plan->cited, g_strdup(citation->id), GUINT_TO_POINTER(plan->heading));
  tell(plan, 3, "%s”%s”%s", excerpt->cut_before ? "… " : "", without_open_mark(excerpt->text),
       excerpt->cut_after ? " …" : "");
  char *foot = g_strdup_printf(_("p. %u, %s"), citation->page, citation->place);
  tell_in_style(plan, 3, SEARCH_STYLE_FAINT, foot);
  g_free(foot);
}

/* "7 of 10 points", or "7 points" where the report does not say of how many. */
static void
append_points(GString *line, const SearchFigures *figures) {
  if (figures->max >= 0)
    g_string_append_printf(line, _("%d of %d points"), figures->score, figures->max);
  else
    g_string_append_printf(line, _("%d points"), figures->score);
}

static void
append_their_score(GString *line, const SearchSuggestion *suggestion,
                   const SearchLearnSource *source) {
  const SearchFigures *theirs = &source->theirs;
  if (!source->comparable) {
    g_string_append(line, OTHER_REVISION);
    return;
  }
  g_string_append(line, ", ");
  append_points(line, theirs);
  if (theirs->id == NULL)
    g_string_append_printf(line, _(" in area %u"), theirs->area);
  else if (strcmp(theirs->id, suggestion->question) != 0)
    g_string_append_printf(line, _(" on %s"), theirs->id);
  g_string_append_printf(line, _(" (here %d)"), source->own.score);
}

static void
tell_source(const Plan *plan, const SearchSuggestion *suggestion, const SearchLearnSource *source) {
  char *place = search_view_passage_id(source->report, source->passage);
  GString *line = g_string_new(NULL);
  char *others = source->of != NULL ? search_view_others(source, ", ") : NULL;
  g_string_append_printf(line, "→ %s%s%s %u", others != NULL ? others : "",
                         others != NULL ? _(", told by ") : "", search_view_name(source->report),
                         source->report->year);
  if (others == NULL)
    append_their_score(line, suggestion, source);
  g_free(others);
  char *shown = g_strconcat(place, source->passage->recognised ? _(", machine-read") : "", NULL);
  cite(plan, &(Citation){.id = place,
                         .line = line->str,
                         .excerpt = &source->excerpt,
                         .page = source->passage->page,
                         .place = shown,
                         .names_place = true});
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
  char *line = g_strdup_printf(_("→ %s, named by %s %u"), names,
                               reference->self ? _("its own report") : search_view_name(source),
                               source->year);
  cite(plan, &(Citation){.id = id,
                         .line = line,
                         .excerpt = &(SearchExcerpt){.text = reference->sentence},
                         .page = reference->page,
                         .place = place});
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

/* ---- head ---- */

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
  tell_title(plan, g_strdup_printf(_("What %s can learn from others"), search_view_name(report)));
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, _("Report of %u (%s), revision %u of the instrument"), report->year,
                         report->source, report->revision);
  if (report->total >= 0)
    g_string_append_printf(line, _(", %d points"), report->total);
  if (compared > 0)
    g_string_append_printf(line,
                           ngettext(". Scores are compared with %u other of revision %u.",
                                    ". Scores are compared with %u others of revision %u.",
                                    compared),
                           compared, report->revision);
  else
    g_string_append_printf(line,
                           _(". The index holds no other municipality's report of revision %u: no "
                             "scores can be compared."),
                           report->revision);
  tell(plan, 0, "%s", line->str);
  g_string_free(line, TRUE);
  if (has_other_revision(plan->learn))
    tell(plan, 0, "%s",
         _("* of another revision: told for its subject, as points of different "
           "revisions can't be compared."));
}

/* ---- a question ---- */

static void
append_standing(GString *line, const SearchSuggestion *suggestion) {
  const SearchFigures *own = &suggestion->own;
  if (own->score < 0) {
    g_string_append(line, _("The report gives no score."));
    return;
  }
  append_points(line, own);
  if (own->percent >= 0)
    g_string_append_printf(line, " (%d %%)", own->percent);
  if (suggestion->benchmark == NULL)
    return;
  if (suggestion->rank.of == 1) {
    g_string_append(line, _("; no other report was asked this"));
    return;
  }
  char *mean = search_text_number("%.1f", suggestion->benchmark->mean);
  g_string_append_printf(line, _("; mean %s, best %d"), mean, suggestion->benchmark->max);
  g_free(mean);
  if (suggestion->best != NULL)
    g_string_append_printf(line, " (%s)", search_view_name(suggestion->best));
  else if (own->score == suggestion->benchmark->max)
    g_string_append(line, _(", none is better"));
  g_string_append_printf(line, _("; rank %u of %u"), suggestion->rank.rank, suggestion->rank.of);
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
             : g_strdup_printf(_("Area %u %s, no one question"), suggestion->area, name);
}

/* The scores stand under the first heading of a question only. */
static void
tell_heading(Plan *plan, const SearchSuggestion *suggestion) {
  char *subject = subject_of(suggestion), *title = title_of(suggestion);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(plan->numbers, subject));
  unsigned number = ++plan->heading;
  g_string_append_c(plan->out, '\n');
  tell_title(plan, before != 0 ? g_strdup_printf(_("%u. %s (see %u)"), number, title, before)
                               : g_strdup_printf("%u. %s", number, title));
  if (before == 0) {
    GString *line = g_string_new(NULL);
    append_standing(line, suggestion);
    tell(plan, 1, "%s", line->str);
    g_string_free(line, TRUE);
    g_hash_table_insert(plan->numbers, g_steal_pointer(&subject), GUINT_TO_POINTER(number));
  }
  g_free(title);
  g_free(subject);
}

/* ---- a suggestion ---- */

static bool
is_empty(const SearchSuggestion *suggestion) {
  return suggestion->from->len == 0 && suggestion->models->len == 0;
}

static void
tell_item(const Plan *plan, unsigned steps, const SearchSuggestion *suggestion) {
  const CorpusPassage *item = suggestion->improvement;
  char *page = search_view_page(item);
  tell(plan, steps, "%s: ”%s” (%s, %s/%u)",
       item->tag == CORPUS_TAG_WEAKNESS ? _("Weakness") : _("To improve"), item->text, page,
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
    tell(plan, 2, "%s", _("No other report says how this is done."));
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
  char *title = title_of(suggestion);
  GString *line = g_string_new(title);
  if (own->score >= 0) {
    g_string_append(line, " (");
    append_points(line, own);
  }
  if (own->score >= 0 && suggestion->benchmark != NULL)
    g_string_append_printf(
        line, own->score == suggestion->benchmark->max ? _(", none is better") : _("; best %d"),
        suggestion->benchmark->max);
  if (own->score >= 0)
    g_string_append_c(line, ')');
  tell(plan, 1, "%s", line->str);
  g_string_free(line, TRUE);
  g_free(title);
}

/* ---- the parts of the plan ---- */

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
  static const char *const titles[PARTS] = {
      N_("The weakest questions"), N_("The improvements that the report lists"),
      N_("Improvements of which no other report says anything")};
  const SearchSuggestion *last = NULL;
  for (guint i = 0; i < plan->learn->suggestions->len; i++) {
    const SearchSuggestion *suggestion = plan->learn->suggestions->pdata[i];
    if (part_of(suggestion) != part)
      continue;
    if (last == NULL) {
      g_string_append_c(plan->out, '\n');
      tell_in_style(plan, 0, SEARCH_STYLE_STRONG, gettext(titles[part]));
    }
    tell_suggestion(plan, suggestion, !same_question(last, suggestion));
    last = suggestion;
  }
}

/* What was counted: each weak question, and each improvement that is listed. */
static void
tell_counts(const Plan *plan) {
  const SearchLearn *learn = plan->learn;
  char *took = search_text_number("%.1f", learn->took_ms);
  unsigned questions = 0;
  for (guint i = 0; i < learn->suggestions->len; i++)
    if (((const SearchSuggestion *)learn->suggestions->pdata[i])->improvement == NULL)
      questions++;
  g_string_append_c(plan->out, '\n');
  tell(plan, 0,
       ngettext("%u of %u need: %u by its score and %u by what the report lists, %s ms",
                "%u of %u needs: %u by their score and %u by what the report lists, %s ms",
                learn->total),
       learn->suggestions->len, learn->total, questions, learn->suggestions->len - questions, took);
  g_free(took);
}

void
search_view_plan(const void *answer, const SearchScreen *screen, GString *out) {
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
  tell_counts(&plan);
  if (learn->suggestions->len > 0)
    search_view_pages_text(screen, out);
  g_hash_table_unref(plan.numbers);
  g_hash_table_unref(plan.cited);
}
