/* search/view/models.c: who is named as a role model. */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/scores_beside.h"
#include "search/view/parts.h"

#define INDENT_CELLS 4
#define RANKING_SHOWN 20 /* lines of the ranking in text */

static const char *
role_name(const CorpusReference *reference) {
  return reference->role_model ? "model" : "mention";
}

/* ---- JSON ---- */

/* Of an area only what it is: its score says nothing of the model. */
static SearchJson *
area_json(const CorpusReport *report, unsigned number) {
  SearchFigures area;
  if (!search_figures_area(report, number, &area))
    return NULL;
  SearchJson *json = search_json_object();
  search_json_integer(json, "number", area.area);
  search_json_text(json, "name", area.name);
  search_view_area_subject(json, report->revision, number);
  return json;
}

SearchJson *
search_view_reference(const SearchModelReference *found) {
  const CorpusReference *reference = found->reference;
  char *passage = g_strdup_printf("%s/%u", found->source->id, reference->passage);
  SearchJson *json = search_json_object();
  search_json_take(json, "source", search_view_report(found->source));
  search_json_take(json, "area", area_json(found->source, reference->area));
  search_json_take(json, "question", search_view_question(found->source, reference->question));
  search_json_take(json, "model", search_view_municipality(reference->model));
  search_json_bool(json, "self", reference->self);
  search_json_text(json, "role", role_name(reference));
  search_json_text(json, "text", reference->sentence);
  search_json_ordinal(json, "page", reference->page);
  search_json_text(json, "passage", passage);
  g_free(passage);
  return json;
}

static SearchJson *
rank_json(const SearchModelRank *rank) {
  SearchJson *json = search_json_object(), *areas = search_json_array();
  SearchJson *sources = search_json_array();
  for (guint i = 0; i < rank->sources->len; i++)
    search_json_append(sources, search_view_municipality(rank->sources->pdata[i]));
  for (unsigned area = 1; area <= CORPUS_AREA_MAX; area++)
    if ((rank->areas >> area & 1) != 0)
      search_json_append_integer(areas, area);
  search_json_take(json, "model", search_view_municipality(rank->model));
  search_json_integer(json, "count", rank->count);
  search_json_take(json, "areas", areas);
  search_json_take(json, "sources", sources);
  return json;
}

static SearchJson *
models_json(const void *answer) {
  const SearchModels *models = answer;
  SearchJson *json = search_json_object();
  SearchJson *references = search_json_array(), *ranking = search_json_array();
  for (guint i = 0; i < models->references->len; i++)
    search_json_append(references, search_view_reference(models->references->pdata[i]));
  for (guint i = 0; i < models->ranking->len; i++)
    search_json_append(ranking, rank_json(&g_array_index(models->ranking, SearchModelRank, i)));
  search_json_text(json, "schema", "kompass.models/1");
  search_json_integer(json, "total", models->total);
  search_json_take(json, "references", references);
  search_json_take(json, "ranking", ranking);
  if (models->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(models->notices));
  return json;
}

/* ---- rows ---- */

static void
reference_row(SearchRow *row, const void *data) {
  const SearchModelReference *found = data;
  const CorpusReport *source = found->source;
  const CorpusReference *reference = found->reference;
  const CorpusMunicipality *by = source->municipality;
  SearchFigures area;
  search_figures_area(source, reference->area, &area);
  search_row_text(row, "model", reference->model->name);
  search_row_code(row, "model_code", reference->model->code);
  search_row_word(row, "role", role_name(reference));
  search_row_word(row, "self", reference->self ? "true" : "false");
  search_row_text(row, "source", by != NULL ? by->name : NULL);
  search_row_code(row, "source_code", by != NULL ? by->code : NULL);
  search_row_ordinal(row, "year", source->year);
  search_row_ordinal(row, "revision", source->revision);
  search_row_text(row, "report", source->source);
  search_row_ordinal(row, "area", area.area);
  search_row_text(row, "area_name", area.name);
  search_row_code(row, "question", reference->question);
  search_row_ordinal(row, "page", reference->page);
  search_row_text(row, "text", reference->sentence);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  CorpusReference reference = {.model = search_blank_report.municipality};
  SearchModelReference blank = {&search_blank_report, &reference};
  search_sheet_rows(sheet, reference_row, &blank, ((const SearchModels *)answer)->references);
}

/* ---- text ---- */

static void
print_ranking(const SearchModels *models, const SearchScreen *screen, GString *out) {
  if (models->ranking->len == 0)
    return;
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, _("Named most"));
  g_string_append_c(out, '\n');
  SearchTable *table = search_table_new("rll", 2);
  for (guint i = 0; i < models->ranking->len && i < RANKING_SHOWN; i++) {
    const SearchModelRank *rank = &g_array_index(models->ranking, SearchModelRank, i);
    GString *areas = g_string_new(NULL);
    for (unsigned area = 1; area <= CORPUS_AREA_MAX; area++)
      if ((rank->areas >> area & 1) != 0)
        g_string_append_printf(areas, "%s %u", areas->len == 0 ? _("area") : ",", area);
    search_table_take(table, g_strdup_printf("%u", rank->count));
    search_table_add(table, rank->model->name);
    search_table_take(table, g_string_free(areas, FALSE));
  }
  search_table_print(table, out);
  search_table_free(table);
  if (models->ranking->len > RANKING_SHOWN)
    g_string_append_printf(out, _("  and %u more\n"), models->ranking->len - RANKING_SHOWN);
}

static void
print_source(const CorpusReport *source, const SearchScreen *screen, GString *out) {
  g_string_append_c(out, '\n');
  search_view_title(source, screen, out);
  g_string_append_printf(out, _(" (%s) names\n"), source->source);
}

/* What is said of each reference, in the user's language; there may be thousands. */
typedef struct {
  const char *mention, *self, *area, *page;
} Phrases;

/* A phrase with one %u and at most one %s behind it. printf() would read it, and reserve memory for
 * what it makes of it, for each reference anew: a quarter of the time of the whole command. */
static void
print_phrase(GString *out, const char *phrase, unsigned number, const char *text) {
  char digits[SEARCH_JSON_DIGITS];
  const char *at = strstr(phrase, "%u");
  g_string_append_len(out, phrase, at - phrase);
  g_string_append(out, search_json_digits(number, digits));
  const char *rest = at + strlen("%u"), *place = text != NULL ? strstr(rest, "%s") : NULL;
  if (place != NULL) {
    g_string_append_len(out, rest, place - rest);
    g_string_append(out, text);
    rest = place + strlen("%s");
  }
  g_string_append(out, rest);
}

static void
print_reference(const SearchModelReference *found, const Phrases *phrases,
                const SearchScreen *screen, GString *out) {
  const CorpusReference *reference = found->reference;
  SearchFigures area;
  g_string_append(out, "  ");
  search_text_styled(out, screen, reference->role_model ? SEARCH_STYLE_GOOD : SEARCH_STYLE_FAINT,
                     reference->model->name);
  if (!reference->role_model)
    g_string_append(out, phrases->mention);
  else if (reference->self)
    g_string_append(out, phrases->self);
  if (search_figures_area(found->source, reference->area, &area))
    print_phrase(out, phrases->area, area.area, area.name != NULL ? area.name : "");
  if (*reference->question != '\0') {
    g_string_append(out, ", ");
    g_string_append(out, reference->question);
  }
  print_phrase(out, phrases->page, reference->page, NULL);
  search_text_paragraph(out, screen, INDENT_CELLS, reference->sentence);
}

static void
print_nothing(const SearchModels *models, const SearchScreen *screen, GString *out) {
  g_string_append(out, _("No municipality is named.\n"));
  search_view_notices_text(models->notices, screen, out);
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchModels *models = answer;
  const CorpusReport *source = NULL;
  const Phrases phrases = {_(" (a mention)"), _(" (itself)"), _(", area %u %s"), _(", p. %u\n")};
  print_ranking(models, screen, out);
  for (guint i = 0; i < models->references->len; i++) {
    const SearchModelReference *found = models->references->pdata[i];
    if (found->source != source)
      print_source(found->source, screen, out);
    source = found->source;
    print_reference(found, &phrases, screen, out);
  }
  if (models->total == 0)
    print_nothing(models, screen, out);
  else
    g_string_append_printf(
        out, ngettext("\n%u of %u reference\n", "\n%u of %u references\n", models->total),
        models->references->len, models->total);
  if (models->references->len > 0)
    search_view_pages_text(screen, out);
}

/* Mentions are nothing to cite. */
static void
print_citations(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchModels *models = answer;
  for (guint i = 0; i < models->references->len; i++) {
    const SearchModelReference *found = models->references->pdata[i];
    if (!found->reference->role_model)
      continue;
    char *text = search_models_cite(found);
    search_text_append(out, text, -1);
    g_string_append_c(out, '\n');
    g_free(text);
  }
  if (models->total == 0)
    print_nothing(models, screen, out);
}

void
search_view_models(const SearchModels *models, bool cite, SearchFormat format,
                   const SearchScreen *screen, GString *out) {
  const SearchView view = {"models", cite ? print_citations : print_text, models_json, print_rows};
  search_view_print(&view, models, format, screen, out);
}
