/* search/view/results.c: ranked passages, with what the query was taken to mean where that is asked
 * for. */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/scores_beside.h"
#include "search/view/parts.h"

#define INDENT_CELLS 4
#define BECAUSE_CELLS 8
#define FACETS_SHOWN 8 /* values of a facet that a line of text names */

/* ---- how the query was understood ---- */

static SearchJson *
alternative_json(const SearchAlternative *alternative) {
  SearchJson *json = search_json_object();
  SearchJson *terms = search_json_array();
  for (char **term = alternative->terms; *term != NULL; term++)
    search_json_append_text(terms, *term);
  search_json_take(json, "terms", terms);
  search_json_text(json, "because", search_because_name(alternative->because));
  search_json_number(json, "weight", search_alternative_share(alternative), 2);
  return json;
}

static SearchJson *
concept_json(const SearchConcept *concept) {
  SearchJson *json = search_json_object();
  SearchJson *alternatives = search_json_array();
  for (guint i = 0; i < concept->alternatives->len; i++)
    search_json_append(alternatives, alternative_json(concept->alternatives->pdata[i]));
  search_json_text(json, "written", concept->written);
  search_json_number(json, "weight", concept->weight, 2);
  search_json_bool(json, "decides", concept->decides);
  search_json_take(json, "alternatives", alternatives);
  return json;
}

static void
append_concepts(const SearchPlan *plan, SearchJson *concepts) {
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->concepts->len; i++)
    search_json_append(concepts, concept_json(plan->meaning->concepts->pdata[i]));
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    append_concepts(plan->children->pdata[i], concepts);
}

static void
append_ignored(const SearchPlan *plan, SearchJson *ignored) {
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->ignored->len; i++)
    search_json_append_text(ignored, plan->meaning->ignored->pdata[i]);
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    append_ignored(plan->children->pdata[i], ignored);
}

static SearchJson *
intent_json(const SearchIntent *intent) {
  SearchJson *json = search_json_object();
  search_json_text(json, "id", intent->subject);
  search_json_text(json, "subject",
                   corpus_subject_name(corpus_subject_revision(), intent->subject));
  search_json_number(json, "strength", intent->strength, 2);
  return json;
}

static SearchJson *
plan_json(const SearchPlan *plan) {
  SearchJson *json = search_json_object();
  SearchJson *concepts = search_json_array(), *ignored = search_json_array();
  SearchJson *about = search_json_array(), *practices = search_json_array();
  append_concepts(plan, concepts);
  append_ignored(plan, ignored);
  for (guint i = 0; plan->intents != NULL && i < plan->intents->len; i++)
    search_json_append(about, intent_json(&g_array_index(plan->intents, SearchIntent, i)));
  search_json_take(json, "concepts", concepts);
  search_json_take(json, "ignored", ignored);
  for (guint i = 0; plan->practices != NULL && i < plan->practices->len; i++)
    search_json_append(practices, concept_json(plan->practices->pdata[i]));
  search_json_take(json, "about", about);
  search_json_take(json, "practices", practices);
  return json;
}

static void
append_alternative(const SearchAlternative *alternative, GString *out) {
  char *terms = g_strjoinv(" + ", alternative->terms);
  const char *because = gettext(search_because_name(alternative->because));
  unsigned cells = search_text_cells(because);
  char *share = search_text_number("%4.2f", search_alternative_share(alternative));
  g_string_append_printf(out, "    %s  %s%*s  ", share, because,
                         cells < BECAUSE_CELLS ? (int)(BECAUSE_CELLS - cells) : 0, "");
  g_free(share);
  search_text_append(out, terms, -1);
  g_string_append_c(out, '\n');
  g_free(terms);
}

static void
append_concept(const SearchConcept *concept, GString *out) {
  g_string_append(out, "  ");
  search_text_append(out, concept->written, -1);
  char *weight = search_text_number("%.2f", concept->weight);
  g_string_append_printf(out, " (%s%s)\n", weight, concept->decides ? "" : _(", adds weight only"));
  g_free(weight);
  for (guint i = 0; i < concept->alternatives->len; i++)
    append_alternative(concept->alternatives->pdata[i], out);
}

/* Of a prefix: what words that begin so have come down to. */
static void
append_forms(const SearchPlan *plan, GString *out) {
  char *forms = plan->forms != NULL ? g_strjoinv(", ", plan->forms) : NULL;
  if (forms != NULL && *forms != '\0') {
    g_string_append(out, _(", and the forms "));
    search_text_append(out, forms, -1);
  }
  g_free(forms);
}

static void
append_plan(const SearchPlan *plan, GString *out) {
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->concepts->len; i++)
    append_concept(plan->meaning->concepts->pdata[i], out);
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->ignored->len; i++) {
    g_string_append(out, _("  passed over: "));
    search_text_append(out, plan->meaning->ignored->pdata[i], -1);
    g_string_append_c(out, '\n');
  }
  if (plan->text != NULL) {
    g_string_append(out, plan->kind == SEARCH_NODE_PREFIX ? _("  beginning: ") : _("  phrase: "));
    search_text_append(out, plan->text, -1);
    append_forms(plan, out);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    append_plan(plan->children->pdata[i], out);
}

static void
print_plan(const SearchPlan *plan, GString *out) {
  g_string_append(out, _("The query was understood as:\n"));
  append_plan(plan, out);
  for (guint i = 0; plan->intents != NULL && i < plan->intents->len; i++) {
    const SearchIntent *intent = &g_array_index(plan->intents, SearchIntent, i);
    const char *name = corpus_subject_name(corpus_subject_revision(), intent->subject);
    char *strength = search_text_number("%.2f", intent->strength);
    g_string_append_printf(out, _("  about %s %s (%s)\n"), intent->subject,
                           name != NULL ? name : "", strength);
    g_free(strength);
  }
  if (plan->practices != NULL && plan->practices->len > 0)
    g_string_append(out, _("Practices that it speaks of:\n"));
  for (guint i = 0; plan->practices != NULL && i < plan->practices->len; i++)
    append_concept(plan->practices->pdata[i], out);
  g_string_append_c(out, '\n');
}

/* ---- JSON ---- */

/* Of passages that are kept what was written of them is kept, too. */
static SearchJson *
passage_json(SearchFound *found) {
  if (found->written == NULL) {
    SearchJson *json = search_view_passage(found->report, found->passage);
    found->written = search_json_text_of(json);
    search_json_free(json);
  }
  return search_json_kept(found->written);
}

static SearchJson *
hit_json(const SearchHit *hit) {
  SearchJson *json = search_json_object();
  search_json_integer(json, "rank", hit->rank);
  search_json_number(json, "score", hit->score, 4);
  search_json_text(json, "excerpt", hit->excerpt.text);
  search_json_take(json, "highlights", search_view_highlights(&hit->excerpt));
  search_json_take(json, "passage", passage_json(hit->found));
  if (hit->matched != NULL) {
    SearchJson *matched = search_json_array();
    for (char **term = hit->matched; *term != NULL; term++)
      search_json_append_text(matched, *term);
    search_json_take(json, "matched", matched);
    search_json_number(json, "likeness", hit->likeness, 3);
  }
  return json;
}

static char *
append_bytes(char *at, const char *bytes, gsize length) {
  memcpy(at, bytes, length);
  return at + length;
}

/* Written out at once, as there may be some hundred counts; the values are codes and our own words,
 * in which nothing needs to be escaped. */
static SearchJson *
counts_json(const GArray *counts) {
  gsize room = sizeof "{}";
  for (guint i = 0; i < counts->len; i++)
    room += strlen(g_array_index(counts, SearchFacetCount, i).value) + strlen(",\"\":") +
            SEARCH_JSON_DIGITS;
  char *text = g_malloc(room), *at = text;
  *at++ = '{';
  for (guint i = 0; i < counts->len; i++) {
    const SearchFacetCount *one = &g_array_index(counts, SearchFacetCount, i);
    char buffer[SEARCH_JSON_DIGITS];
    const char *digits = search_json_digits(one->count, buffer);
    if (i > 0)
      *at++ = ',';
    *at++ = '"';
    at = append_bytes(at, one->value, strlen(one->value));
    *at++ = '"';
    *at++ = ':';
    at = append_bytes(at, digits, (gsize)(buffer + SEARCH_JSON_DIGITS - 1 - digits));
  }
  *at++ = '}';
  *at = '\0';
  SearchJson *json = search_json_written(text);
  g_free(text);
  return json;
}

static SearchJson *
facets_json(const SearchResults *results) {
  SearchJson *json = search_json_object();
  for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++)
    search_json_take(json, search_facet_name(facet), counts_json(results->facets[facet]));
  return json;
}

static SearchJson *
results_json(const void *answer) {
  const SearchResults *results = answer;
  SearchJson *json = search_json_object(), *hits = search_json_array();
  for (guint i = 0; i < results->hits->len; i++)
    search_json_append(hits, hit_json(results->hits->pdata[i]));
  search_json_text(json, "schema", "kompass.search/1");
  search_json_text(json, "query", results->query);
  search_json_text(json, "corrected", results->corrected);
  search_json_integer(json, "total", results->total);
  search_json_number(json, "took_ms", results->took_ms, 3);
  search_json_take(json, "hits", hits);
  search_json_take(json, "facets", facets_json(results));
  if (results->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(results->notices));
  if (results->plan != NULL)
    search_json_take(json, "understood", plan_json(results->plan));
  return json;
}

/* ---- rows ---- */

static void
hit_row(SearchRow *row, const void *data) {
  const SearchHit *hit = data;
  search_row_integer(row, "rank", hit->rank);
  search_row_number(row, "relevance", hit->score, 4);
  search_row_passage(row, hit->report, hit->passage);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  SearchHit blank = {.report = &search_blank_report,
                     .passage = (CorpusPassage *)&search_blank_passage};
  search_sheet_rows(sheet, hit_row, &blank, ((const SearchResults *)answer)->hits);
}

/* ---- text ---- */

static void
append_figures(GString *out, const SearchHit *hit) {
  SearchFigures question, area;
  if (search_figures_question(hit->report, hit->passage->question, &question)) {
    g_string_append_printf(out, "  %s", question.id);
    search_view_append_points(out, question.score, question.max);
    if (question.percent >= 0)
      g_string_append_printf(out, " %d %%", question.percent);
  }
  if (search_figures_area(hit->report, hit->passage->area, &area)) {
    g_string_append_printf(out, _("  area %u"), area.area);
    search_view_append_points(out, area.score, area.max);
  }
}

static void
append_tag(GString *out, const SearchScreen *screen, CorpusTag tag) {
  SearchStyle style = SEARCH_STYLE_FAINT;
  if (tag == CORPUS_TAG_STRENGTH)
    style = SEARCH_STYLE_GOOD;
  else if (corpus_tag_finds_fault(tag))
    style = SEARCH_STYLE_BAD;
  g_string_append(out, "  ");
  search_text_styled(out, screen, style, gettext(corpus_tag_name(tag)));
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
  g_string_append_printf(out, "%3u ", hit->rank);
  search_view_title(report, screen, out);
  append_figures(out, hit);
  append_tag(out, screen, hit->passage->tag);
  g_string_append_c(out, '\n');
  char *excerpt = marked_excerpt(&hit->excerpt, screen);
  search_text_wrap(out, excerpt, INDENT_CELLS, screen->width_cells);
  char *page = search_view_page(hit->passage);
  char *place = g_strdup_printf("%s%s%s, %s/%u", hit->passage->heading,
                                *hit->passage->heading != '\0' ? ", " : "", page, report->id,
                                hit->passage->number);
  g_string_append_printf(out, "%*s", INDENT_CELLS, "");
  search_text_styled(out, screen, SEARCH_STYLE_FAINT, place);
  if (hit->matched != NULL) {
    char *matched = g_strjoinv(", ", hit->matched);
    char *relevance = search_text_number("%.2f", hit->score);
    char *likeness = search_text_number("%.2f", hit->likeness);
    g_string_append_printf(out, _("\n%*srelevance %s, likeness %s: "), INDENT_CELLS, "", relevance,
                           likeness);
    search_text_append(out, matched, -1);
    g_free(likeness);
    g_free(relevance);
    g_free(matched);
  }
  g_string_append(out, "\n\n");
  g_free(place);
  g_free(page);
  g_free(excerpt);
}

/* As people read it: the name for the code of a municipality. */
static const char *
value_of(SearchFacet facet, const char *value) {
  const CorpusMunicipality *municipality =
      facet == SEARCH_FACET_MUNICIPALITY ? corpus_municipality_find(value) : NULL;
  if (municipality != NULL)
    return municipality->name;
  return facet == SEARCH_FACET_TAG ? gettext(value) : value;
}

static void
print_facet(const SearchResults *results, SearchFacet facet, const SearchScreen *screen,
            GString *out) {
  const GArray *counts = results->facets[facet];
  GString *line = g_string_new(gettext(search_facet_name(facet)));
  for (guint i = 0; i < counts->len && i < FACETS_SHOWN; i++) {
    const SearchFacetCount *count = &g_array_index(counts, SearchFacetCount, i);
    g_string_append_printf(line, "%s %s (%u)", i == 0 ? ":" : ",", value_of(facet, count->value),
                           count->count);
  }
  if (counts->len > FACETS_SHOWN)
    g_string_append_printf(line, _(" and %u more"), counts->len - FACETS_SHOWN);
  if (counts->len > 0)
    search_text_wrap(out, line->str, 0, screen->width_cells);
  g_string_free(line, TRUE);
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchResults *results = answer;
  if (results->plan != NULL)
    print_plan(results->plan, out);
  if (results->corrected != NULL) {
    g_string_append(out, _("Sought instead: "));
    search_text_append(out, results->corrected, -1);
    g_string_append(out, "\n\n");
  }
  if (results->total == 0)
    g_string_append(out, _("No passage matches.\n"));
  search_view_notices_text(results->notices, screen, out);
  if (results->total == 0)
    return;
  g_string_append(out, results->notices->len > 0 ? "\n" : "");
  for (guint i = 0; i < results->hits->len; i++)
    print_hit(results->hits->pdata[i], screen, out);
  char *took = search_text_number("%.1f", results->took_ms);
  g_string_append_printf(
      out, ngettext("%u of %u passage, %s ms\n", "%u of %u passages, %s ms\n", results->total),
      results->hits->len, results->total, took);
  g_free(took);
  for (SearchFacet facet = 0; facet < SEARCH_FACETS; facet++)
    print_facet(results, facet, screen, out);
  if (results->hits->len > 0)
    search_view_pages_text(screen, out);
}

void
search_view_results(const SearchResults *results, SearchFormat format, const SearchScreen *screen,
                    GString *out) {
  static const SearchView view = {"search", print_text, results_json, print_rows};
  search_view_print(&view, results, format, screen, out);
}
