/* search/view/query_plan.c: how a query was understood, as text and JSON. */
#include "search/view/view.h"
#include "search/view/json_parts.h"

/* ---- JSON ---- */

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

SearchJson *
search_view_plan_json(const SearchPlan *plan) {
  SearchJson *json = search_json_object();
  SearchJson *concepts = search_json_array(), *ignored = search_json_array();
  append_concepts(plan, concepts);
  append_ignored(plan, ignored);
  search_json_take(json, "concepts", concepts);
  search_json_take(json, "ignored", ignored);
  return json;
}

/* ---- text ---- */

static void
append_alternative(const SearchAlternative *alternative, GString *out) {
  char *terms = g_strjoinv(" + ", alternative->terms);
  g_string_append_printf(out, "    %4.2f  %-8s  ", search_alternative_share(alternative),
                         search_because_name(alternative->because));
  search_text_append(out, terms, -1);
  g_string_append_c(out, '\n');
  g_free(terms);
}

static void
append_concept(const SearchConcept *concept, GString *out) {
  g_string_append(out, "  ");
  search_text_append(out, concept->written, -1);
  g_string_append_printf(out, " (%.2f%s)\n", concept->weight,
                         concept->decides ? "" : ", adds weight only");
  for (guint i = 0; i < concept->alternatives->len; i++)
    append_alternative(concept->alternatives->pdata[i], out);
}

/* Of a prefix: what words that begin so have come down to. */
static void
append_forms(const SearchPlan *plan, GString *out) {
  char *forms = plan->forms != NULL ? g_strjoinv(", ", plan->forms) : NULL;
  if (forms != NULL && *forms != '\0') {
    g_string_append(out, ", and the forms ");
    search_text_append(out, forms, -1);
  }
  g_free(forms);
}

static void
append_plan(const SearchPlan *plan, GString *out) {
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->concepts->len; i++)
    append_concept(plan->meaning->concepts->pdata[i], out);
  for (guint i = 0; plan->meaning != NULL && i < plan->meaning->ignored->len; i++) {
    g_string_append(out, "  passed over: ");
    search_text_append(out, plan->meaning->ignored->pdata[i], -1);
    g_string_append_c(out, '\n');
  }
  if (plan->text != NULL) {
    g_string_append(out, plan->kind == SEARCH_NODE_PREFIX ? "  beginning: " : "  phrase: ");
    search_text_append(out, plan->text, -1);
    append_forms(plan, out);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    append_plan(plan->children->pdata[i], out);
}

void
search_view_plan_text(const SearchPlan *plan, GString *out) {
  g_string_append(out, "The query was understood as:\n");
  append_plan(plan, out);
  g_string_append_c(out, '\n');
}
