/* search/view/models.c: role models as text, citations, JSON and CSV. */
#include "search/view/csv.h"
#include "search/ask/scores_beside.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

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
  for (unsigned area = 1; area <= 8; area++)
    if ((rank->areas & (1u << area)) != 0)
      search_json_append_integer(areas, area);
  search_json_take(json, "model", search_view_municipality(rank->model));
  search_json_integer(json, "count", rank->count);
  search_json_take(json, "areas", areas);
  return json;
}

static void
print_json(const SearchModels *models, GString *out) {
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
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- CSV ---- */

static void
print_row(const SearchModelReference *found, GString *out) {
  const CorpusReference *reference = found->reference;
  const CorpusReport *source = found->source;
  SearchFigures area;
  search_figures_area(source, reference->area, &area);
  search_csv_text(out, reference->model->name);
  search_csv_text(out, reference->model->code);
  search_csv_text(out, role_name(reference));
  search_csv_text(out, reference->self ? "true" : "false");
  search_csv_text(out, source->municipality != NULL ? source->municipality->name : NULL);
  search_csv_text(out, source->municipality != NULL ? source->municipality->code : NULL);
  search_csv_ordinal(out, source->year);
  search_csv_ordinal(out, source->revision);
  search_csv_text(out, source->source);
  search_csv_ordinal(out, area.area);
  search_csv_text(out, area.name);
  search_csv_text(out, reference->question);
  search_csv_ordinal(out, reference->page);
  search_csv_text(out, reference->sentence);
  search_csv_end(out);
}

static void
print_csv(const SearchModels *models, GString *out) {
  static const char *const names[] = {"model",       "model_code", "role",     "self",   "source",
                                      "source_code", "year",       "revision", "report", "area",
                                      "area_name",   "question",   "page",     "text",   NULL};
  search_csv_head(out, names);
  for (guint i = 0; i < models->references->len; i++)
    print_row(models->references->pdata[i], out);
}

/* ---- text ---- */

static void
print_ranking(const SearchModels *models, const SearchScreen *screen, GString *out) {
  if (models->ranking->len == 0)
    return;
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, "Named most");
  g_string_append_c(out, '\n');
  SearchTable *table = search_table_new("rll", 2);
  for (guint i = 0; i < models->ranking->len && i < RANKING_SHOWN; i++) {
    const SearchModelRank *rank = &g_array_index(models->ranking, SearchModelRank, i);
    GString *areas = g_string_new(NULL);
    for (unsigned area = 1; area <= 8; area++)
      if ((rank->areas & (1u << area)) != 0)
        g_string_append_printf(areas, "%s %u", areas->len == 0 ? "area" : ",", area);
    search_table_take(table, g_strdup_printf("%u", rank->count));
    search_table_add(table, rank->model->name);
    search_table_take(table, g_string_free(areas, FALSE));
  }
  search_table_print(table, out);
  search_table_free(table);
  if (models->ranking->len > RANKING_SHOWN)
    g_string_append_printf(out, "  and %u more\n", models->ranking->len - RANKING_SHOWN);
}

static void
print_source(const CorpusReport *source, const SearchScreen *screen, GString *out) {
  const char *name = source->municipality != NULL ? source->municipality->name : source->id;
  char *title = g_strdup_printf("%s %u", name, source->year);
  g_string_append_c(out, '\n');
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  g_string_append_printf(out, " (%s) names\n", source->source);
  g_free(title);
}

static void
print_reference(const SearchModelReference *found, const SearchScreen *screen, GString *out) {
  const CorpusReference *reference = found->reference;
  SearchFigures area;
  g_string_append(out, "  ");
  search_text_styled(out, screen, reference->role_model ? SEARCH_STYLE_GOOD : SEARCH_STYLE_FAINT,
                     reference->model->name);
  if (!reference->role_model)
    g_string_append(out, " (a mention)");
  else if (reference->self)
    g_string_append(out, " (itself)");
  if (search_figures_area(found->source, reference->area, &area))
    g_string_append_printf(out, ", area %u %s", area.area, area.name != NULL ? area.name : "");
  if (*reference->question != '\0')
    g_string_append_printf(out, ", %s", reference->question);
  g_string_append_printf(out, ", p. %u\n", reference->page);
  GString *sentence = g_string_new(NULL);
  search_text_append(sentence, reference->sentence, -1);
  search_text_wrap(out, sentence->str, INDENT_CELLS, screen->width_cells);
  g_string_free(sentence, TRUE);
}

static void
print_text(const SearchModels *models, const SearchScreen *screen, GString *out) {
  const CorpusReport *source = NULL;
  print_ranking(models, screen, out);
  for (guint i = 0; i < models->references->len; i++) {
    const SearchModelReference *found = models->references->pdata[i];
    if (found->source != source)
      print_source(found->source, screen, out);
    source = found->source;
    print_reference(found, screen, out);
  }
  if (models->total == 0)
    g_string_append(out, "No municipality is named.\n");
  else
    g_string_append_printf(out, "\n%u of %u reference%s\n", models->references->len, models->total,
                           models->total == 1 ? "" : "s");
}

/* Mentions are nothing to cite. */
static void
print_citations(const SearchModels *models, GString *out) {
  for (guint i = 0; i < models->references->len; i++) {
    const SearchModelReference *found = models->references->pdata[i];
    if (!found->reference->role_model)
      continue;
    char *text = search_models_cite(found);
    search_text_append(out, text, -1);
    g_string_append_c(out, '\n');
    g_free(text);
  }
}

void
search_view_models(const SearchModels *models, bool cite, SearchFormat format,
                   const SearchScreen *screen, GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    if (cite)
      print_citations(models, out);
    else
      print_text(models, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(models, out);
    break;
  case SEARCH_FORMAT_CSV:
    print_csv(models, out);
    break;
  }
}
