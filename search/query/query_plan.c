/* search/query/query_plan.c: walks the query's tree and reads its runs of words. */
#include "search/query/query_plan.h"

#include "corpus/text/words.h"

static SearchPlan *
plan_alloc(SearchNodeKind kind) {
  SearchPlan *plan = g_new0(SearchPlan, 1);
  plan->kind = kind;
  return plan;
}

void
search_plan_free(SearchPlan *plan) {
  if (plan == NULL)
    return;
  search_meaning_free(plan->meaning);
  g_free(plan->text);
  g_strfreev(plan->forms);
  g_clear_pointer(&plan->children, g_ptr_array_unref);
  g_free(plan);
}

/* ---- runs of words ---- */

static void
append_words(GPtrArray *words, const char *text) {
  GArray *cut = corpus_words(text, -1);
  for (guint i = 0; i < cut->len; i++)
    g_ptr_array_add(words, g_strdup(g_array_index(cut, CorpusWord, i).word));
  g_array_unref(cut);
}

/* The words of nodes [first, end) as one run. */
static SearchPlan *
plan_run(SearchWords *known, SearchNode *const *nodes, guint first, guint end, GError **error) {
  SearchPlan *plan = plan_alloc(SEARCH_NODE_WORD);
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  for (guint i = first; i < end; i++)
    append_words(words, nodes[i]->text);
  g_ptr_array_add(words, NULL);
  plan->meaning = search_meaning_of(known, (const char *const *)words->pdata, true, error);
  g_ptr_array_unref(words);
  if (plan->meaning == NULL)
    g_clear_pointer(&plan, search_plan_free);
  return plan;
}

/* ---- beginnings of words ---- */

char *
search_plan_beginning(const char *text) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  append_words(words, text);
  GString *beginning = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++)
    for (const char *at = words->pdata[i]; *at != '\0'; at++)
      if (*at != '-')
        g_string_append_c(beginning, *at);
  g_ptr_array_unref(words);
  return g_string_free(beginning, FALSE);
}

static char **
forms_of_beginning(const SearchWords *known, const char *text) {
  char *beginning = search_plan_beginning(text);
  char **forms = search_words_beginning(known, beginning, true, SEARCH_PREFIX_WORDS);
  g_free(beginning);
  return forms;
}

/* ---- trees ---- */

/* Where the run of words that begins at first ends. */
static guint
end_of_run(const GPtrArray *nodes, guint first) {
  guint end = first;
  while (end < nodes->len && ((SearchNode *)nodes->pdata[end])->kind == SEARCH_NODE_WORD)
    end++;
  return end;
}

/* Only words that stand side by side are read together: in "a OR b" each is by itself. */
static bool
plan_children(SearchWords *known, const SearchNode *node, SearchPlan *plan, GError **error) {
  const GPtrArray *nodes = node->children;
  plan->children = g_ptr_array_new_with_free_func((GDestroyNotify)search_plan_free);
  for (guint i = 0, end = 0; i < nodes->len; i = end) {
    end = node->kind == SEARCH_NODE_SIDE ? end_of_run(nodes, i) : i;
    SearchPlan *child = end > i ? plan_run(known, (SearchNode *const *)nodes->pdata, i, end, error)
                                : search_plan_new(known, nodes->pdata[i], error);
    if (child == NULL)
      return false;
    end = MAX(end, i + 1);
    g_ptr_array_add(plan->children, child);
  }
  return true;
}

SearchPlan *
search_plan_new(SearchWords *known, const SearchNode *node, GError **error) {
  if (node->kind == SEARCH_NODE_WORD) {
    SearchNode *alone = (SearchNode *)node;
    return plan_run(known, &alone, 0, 1, error);
  }
  SearchPlan *plan = plan_alloc(node->kind);
  plan->text = g_strdup(node->text);
  if (node->kind == SEARCH_NODE_PREFIX)
    plan->forms = forms_of_beginning(known, node->text);
  if (node->children != NULL && !plan_children(known, node, plan, error))
    g_clear_pointer(&plan, search_plan_free);
  return plan;
}

/* ---- correction ---- */

static bool
is_corrected(const SearchPlan *plan) {
  if (plan->meaning != NULL && plan->meaning->corrected != NULL)
    return true;
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    if (is_corrected(plan->children->pdata[i]))
      return true;
  return false;
}

static void write_plan(const SearchPlan *plan, GString *out);

static void
write_children(const SearchPlan *plan, const char *between, GString *out) {
  for (guint i = 0; i < plan->children->len; i++) {
    const SearchPlan *child = plan->children->pdata[i];
    bool group = child->children != NULL && plan->kind != SEARCH_NODE_SIDE;
    g_string_append(out, i > 0 ? between : "");
    g_string_append(out, group ? "(" : "");
    write_plan(child, out);
    g_string_append(out, group ? ")" : "");
  }
}

static void
write_plan(const SearchPlan *plan, GString *out) {
  switch (plan->kind) {
  case SEARCH_NODE_WORD:
    g_string_append(out, plan->meaning->corrected != NULL ? plan->meaning->corrected
                                                          : plan->meaning->written);
    return;
  case SEARCH_NODE_PHRASE:
    g_string_append_printf(out, "\"%s\"", plan->text);
    return;
  case SEARCH_NODE_PREFIX:
    g_string_append_printf(out, "%s*", plan->text);
    return;
  case SEARCH_NODE_EVERYTHING:
    g_string_append_c(out, '*');
    return;
  case SEARCH_NODE_SIDE:
    write_children(plan, " ", out);
    return;
  case SEARCH_NODE_AND:
    write_children(plan, " AND ", out);
    return;
  case SEARCH_NODE_OR:
    write_children(plan, " OR ", out);
    return;
  case SEARCH_NODE_EXCEPT:
    write_children(plan, " NOT ", out);
    return;
  }
}

char *
search_plan_corrected(const SearchPlan *plan) {
  if (!is_corrected(plan))
    return NULL;
  GString *out = g_string_new(NULL);
  write_plan(plan, out);
  return g_string_free(out, FALSE);
}
