/* search/view/results.c: ranked passages as text, JSON and CSV. */
#include "search/view/csv.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

#define INDENT_CELLS 4
#define FACETS_SHOWN 8 /* values of a facet that a line of text names */

/* ---- JSON ---- */

static SearchJson *
hit_json(const SearchHit *hit) {
  SearchJson *json = search_json_object();
  search_json_integer(json, "rank", hit->rank);
  search_json_number(json, "score", hit->score, 4);
  search_json_text(json, "excerpt", hit->excerpt.text);
  search_json_take(json, "highlights", search_view_highlights(&hit->excerpt));
  search_json_take(json, "passage", search_view_passage(hit->report, hit->passage));
  if (hit->matched != NULL) {
    SearchJson *matched = search_json_array();
    for (char **term = hit->matched; *term != NULL; term++)
      search_json_append_text(matched, *term);
    search_json_take(json, "matched", matched);
  }
  return json;
}

static SearchJson *
facets_json(const SearchResults *results) {
  SearchJson *json = search_json_object();
  for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++) {
    SearchJson *counts = search_json_object();
    for (guint i = 0; i < results->facets[facet]->len; i++) {
      const SearchFacetCount *count = results->facets[facet]->pdata[i];
      search_json_integer(counts, count->value, count->count);
    }
    search_json_take(json, search_facet_name(facet), counts);
  }
  return json;
}

static void
print_json(const SearchResults *results, GString *out) {
  SearchJson *json = search_json_object();
  search_json_text(json, "schema", "kompass.search/1");
  search_json_text(json, "query", results->query);
  search_json_text(json, "corrected", results->corrected);
  search_json_integer(json, "total", results->total);
  search_json_number(json, "took_ms", results->took_ms, 3);
  SearchJson *hits = search_json_array();
  for (guint i = 0; i < results->hits->len; i++)
    search_json_append(hits, hit_json(results->hits->pdata[i]));
  search_json_take(json, "hits", hits);
  search_json_take(json, "facets", facets_json(results));
  if (results->plan != NULL)
    search_json_take(json, "understood", search_view_plan_json(results->plan));
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- CSV ---- */

static void
print_csv(const SearchResults *results, GString *out) {
  search_csv_text(out, "rank");
  search_csv_text(out, "relevance");
  search_csv_head(out, search_view_passage_names);
  for (guint i = 0; i < results->hits->len; i++) {
    const SearchHit *hit = results->hits->pdata[i];
    search_csv_integer(out, hit->rank);
    search_csv_number(out, hit->score, 4);
    search_view_passage_cells(hit->report, hit->passage, out);
    search_csv_end(out);
  }
}

/* ---- text ---- */

static void
append_figures(GString *out, const SearchHit *hit) {
  SearchFigures question, area;
  if (search_figures_question(hit->report, hit->passage->question, &question)) {
    g_string_append_printf(out, "  %s", question.id);
    if (question.score >= 0)
      g_string_append_printf(out, " %d/%d", question.score, question.max);
    if (question.percent >= 0)
      g_string_append_printf(out, " %d %%", question.percent);
  }
  if (search_figures_area(hit->report, hit->passage->area, &area)) {
    g_string_append_printf(out, "  area %u", area.area);
    if (area.score >= 0)
      g_string_append_printf(out, " %d/%d", area.score, area.max);
  }
}

static void
append_tag(GString *out, const SearchScreen *screen, CorpusTag tag) {
  SearchStyle style = SEARCH_STYLE_FAINT;
  if (tag == CORPUS_TAG_STRENGTH)
    style = SEARCH_STYLE_GOOD;
  else if (tag == CORPUS_TAG_IMPROVEMENT || tag == CORPUS_TAG_WEAKNESS)
    style = SEARCH_STYLE_BAD;
  g_string_append(out, "  ");
  search_text_styled(out, screen, style, corpus_tag_name(tag));
}

/* The excerpt with its matches in their style, and dots where the passage goes on. */
static char *
marked_excerpt(const SearchExcerpt *excerpt, const SearchScreen *screen) {
  GString *out = g_string_new(excerpt->cut_before ? "… " : NULL);
  const char *at = excerpt->text;
  gsize at_chars = 0;
  for (guint i = 0; i < excerpt->highlights->len; i++) {
    const SearchHighlight *match = &g_array_index(excerpt->highlights, SearchHighlight, i);
    const char *start = g_utf8_offset_to_pointer(at, (glong)(match->start_chars - at_chars));
    const char *end = g_utf8_offset_to_pointer(start, (glong)match->length_chars);
    search_text_append(out, at, start - at);
    char *word = g_strndup(start, (gsize)(end - start));
    search_text_styled(out, screen, SEARCH_STYLE_MATCH, word);
    g_free(word);
    at = end;
    at_chars = match->start_chars + match->length_chars;
  }
  search_text_append(out, at, -1);
  g_string_append(out, excerpt->cut_after ? " …" : "");
  return g_string_free(out, FALSE);
}

static void
print_hit(const SearchHit *hit, const SearchScreen *screen, GString *out) {
  const CorpusReport *report = hit->report;
  const char *name = report->municipality != NULL ? report->municipality->name : report->id;
  char *title = g_strdup_printf("%s %u", name, report->year);
  g_string_append_printf(out, "%3u ", hit->rank);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  append_figures(out, hit);
  append_tag(out, screen, hit->passage->tag);
  g_string_append_c(out, '\n');
  char *excerpt = marked_excerpt(&hit->excerpt, screen);
  search_text_wrap(out, excerpt, INDENT_CELLS, screen->width_cells);
  char *place = g_strdup_printf("%s%sp. %u, %s/%u", hit->passage->heading,
                                *hit->passage->heading != '\0' ? ", " : "", hit->passage->page,
                                report->id, hit->passage->number);
  g_string_append_printf(out, "%*s", INDENT_CELLS, "");
  search_text_styled(out, screen, SEARCH_STYLE_FAINT, place);
  if (hit->matched != NULL) {
    char *matched = g_strjoinv(", ", hit->matched);
    g_string_append_printf(out, "\n%*srelevance %.2f: ", INDENT_CELLS, "", hit->score);
    search_text_append(out, matched, -1);
    g_free(matched);
  }
  g_string_append(out, "\n\n");
  g_free(place);
  g_free(excerpt);
  g_free(title);
}

static void
print_facet(const SearchResults *results, SearchFacet facet, const SearchScreen *screen,
            GString *out) {
  const GPtrArray *counts = results->facets[facet];
  GString *line = g_string_new(search_facet_name(facet));
  for (guint i = 0; i < counts->len && i < FACETS_SHOWN; i++) {
    const SearchFacetCount *count = counts->pdata[i];
    const CorpusMunicipality *municipality =
        facet == SEARCH_FACET_MUNICIPALITY ? corpus_municipality_find(count->value) : NULL;
    g_string_append_printf(line, "%s %s (%u)", i == 0 ? ":" : ",",
                           municipality != NULL ? municipality->name : count->value, count->count);
  }
  if (counts->len > FACETS_SHOWN)
    g_string_append_printf(line, " and %u more", counts->len - FACETS_SHOWN);
  if (counts->len > 0)
    search_text_wrap(out, line->str, 0, screen->width_cells);
  g_string_free(line, TRUE);
}

static void
print_text(const SearchResults *results, const SearchScreen *screen, GString *out) {
  if (results->plan != NULL)
    search_view_plan_text(results->plan, out);
  if (results->corrected != NULL) {
    g_string_append(out, "Sought instead: ");
    search_text_append(out, results->corrected, -1);
    g_string_append(out, "\n\n");
  }
  if (results->total == 0) {
    g_string_append(out, "No passage matches.\n");
    return;
  }
  for (guint i = 0; i < results->hits->len; i++)
    print_hit(results->hits->pdata[i], screen, out);
  g_string_append_printf(out, "%u of %u passage%s, %.1f ms\n", results->hits->len, results->total,
                         results->total == 1 ? "" : "s", results->took_ms);
  for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++)
    print_facet(results, facet, screen, out);
}

void
search_view_results(const SearchResults *results, SearchFormat format, const SearchScreen *screen,
                    GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    print_text(results, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(results, out);
    break;
  case SEARCH_FORMAT_CSV:
    print_csv(results, out);
    break;
  }
}
