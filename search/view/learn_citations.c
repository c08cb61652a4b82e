/* search/view/learn_citations.c: citations of sources and role models, each once. */
#include "search/view/learn_citations.h"

#include <string.h>

#define STEP_CELLS 3

SearchTold *
search_told_new(const SearchScreen *screen, GString *out) {
  SearchTold *told = g_new0(SearchTold, 1);
  *told =
      (SearchTold){screen, out, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
  return told;
}

void
search_told_free(SearchTold *told) {
  g_hash_table_unref(told->told);
  g_free(told);
}

const char *
search_told_name(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->name : report->id;
}

void
search_told_tell(const SearchTold *told, unsigned steps, char *text) {
  GString *clean = g_string_new(NULL);
  search_text_append(clean, text, -1);
  search_text_wrap(told->out, clean->str, steps * STEP_CELLS, told->screen->width_cells);
  g_string_free(clean, TRUE);
  g_free(text);
}

void
search_told_tell_in_style(const SearchTold *told, unsigned steps, SearchStyle style,
                          const char *text) {
  g_string_append_printf(told->out, "%*s", (int)(steps * STEP_CELLS), "");
  search_text_styled(told->out, told->screen, style, text);
  g_string_append_c(told->out, '\n');
}

/* Takes the text. */
static void
tell_place(const SearchTold *told, char *text) {
  search_told_tell_in_style(told, 3, SEARCH_STYLE_FAINT, text);
  g_free(text);
}

/* A citation; takes nothing. What stands in quotation marks that do not end in it loses them. */
static void
tell_quoted(const SearchTold *told, const char *text, bool cut_before, bool cut_after) {
  const char *mark = "\342\200\235";
  const char *from = g_str_has_prefix(text, mark) && strstr(text + strlen(mark), mark) == NULL
                         ? text + strlen(mark)
                         : text;
  search_told_tell(
      told, 3, g_strdup_printf("%s”%s”%s", cut_before ? "… " : "", from, cut_after ? " …" : ""));
}

/* Under which heading it was told before; 0 = it was not, and is now. Takes the id. */
static guint
note_told(const SearchTold *told, char *id) {
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(told->told, id));
  if (before == 0)
    g_hash_table_insert(told->told, id, GUINT_TO_POINTER(told->heading));
  else
    g_free(id);
  return before;
}

/* ---- sources ---- */

static void
append_their_score(GString *line, const SearchSuggestion *suggestion,
                   const SearchLearnSource *source) {
  const SearchFigures *theirs = &source->theirs;
  if (!source->comparable) {
    g_string_append(line, SEARCH_TOLD_OTHER_REVISION);
    return;
  }
  g_string_append_printf(line, ", %d of %d points", theirs->score, theirs->max);
  if (theirs->id == NULL)
    g_string_append_printf(line, " in area %u", theirs->area);
  else if (strcmp(theirs->id, suggestion->question) != 0)
    g_string_append_printf(line, " on %s", theirs->id);
  g_string_append_printf(line, " (here %d)", source->own.score);
}

static char *
source_id(const SearchLearnSource *source) {
  return g_strdup_printf("%s/%u", source->report->id, source->passage->number);
}

/* What was told before is only pointed at. */
static void
tell_source(const SearchTold *told, const SearchSuggestion *suggestion,
            const SearchLearnSource *source) {
  const SearchExcerpt *excerpt = &source->excerpt;
  char *place = source_id(source);
  guint before = note_told(told, g_strdup(place));
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "→ %s %u", search_told_name(source->report), source->report->year);
  append_their_score(line, suggestion, source);
  if (before == told->heading)
    g_string_append_printf(line, ": see above (%s)", place);
  else if (before != 0)
    g_string_append_printf(line, ": see %u (%s)", before, place);
  else
    g_string_append_c(line, ':');
  search_told_tell(told, 2, g_string_free(line, FALSE));
  if (before == 0) {
    tell_quoted(told, excerpt->text, excerpt->cut_before, excerpt->cut_after);
    tell_place(told, g_strdup_printf("p. %u, %s", source->passage->page, place));
  }
  g_free(place);
}

/* ---- role models ---- */

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
tell_model(const SearchTold *told, const GArray *models, guint place) {
  const SearchModelReference *found = &g_array_index(models, SearchModelReference, place);
  const CorpusReference *reference = found->reference;
  for (guint i = 0; i < place; i++)
    if (same_sentence(&g_array_index(models, SearchModelReference, i), found))
      return;
  guint before = note_told(told, g_strdup_printf("model %s/%u %s", found->source->id,
                                                 reference->passage, reference->sentence));
  char *names = names_from(models, place);
  char *by =
      reference->self ? g_strdup("its own report") : g_strdup(search_told_name(found->source));
  char *line = g_strdup_printf("→ %s, named by %s %u", names, by, found->source->year);
  if (before == told->heading)
    search_told_tell(told, 2, g_strdup_printf("%s: see above", line));
  else if (before != 0)
    search_told_tell(told, 2, g_strdup_printf("%s: see %u", line, before));
  else
    search_told_tell(told, 2, g_strdup_printf("%s:", line));
  if (before == 0) {
    tell_quoted(told, reference->sentence, false, false);
    tell_place(told, g_strdup_printf("p. %u, %s/%u", reference->page, found->source->id,
                                     reference->passage));
  }
  g_free(line);
  g_free(by);
  g_free(names);
}

unsigned
search_told_together(const SearchTold *told, const SearchSuggestion *suggestion) {
  guint heading = 0;
  for (guint i = 0; i < suggestion->from->len; i++) {
    char *id = source_id(suggestion->from->pdata[i]);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(told->told, id));
    g_free(id);
    if (before == 0 || (heading != 0 && before != heading))
      return 0;
    heading = before;
  }
  return heading;
}

void
search_told_sources(SearchTold *told, const SearchSuggestion *suggestion) {
  for (guint i = 0; i < suggestion->from->len; i++)
    tell_source(told, suggestion, suggestion->from->pdata[i]);
}

void
search_told_models(SearchTold *told, const SearchSuggestion *suggestion) {
  for (guint i = 0; i < suggestion->models->len; i++)
    tell_model(told, suggestion->models, i);
}
