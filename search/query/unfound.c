/* search/query/unfound.c: which words of a query no report has, and what was sought instead
 * (declared in find.h). */
#include <string.h>

#include "search/query/find.h"
#include "search/query/query.h"

#define MOST_INSTEAD 5    /* words that are named as sought instead */
#define SURELY_MEANT 0.65 /* from this weight on a practice stands for a query */
#define MARKED_OFF " + "  /* between words that are sought near each other */

/* A notice under construction. */
typedef struct {
  const SearchEngine *engine;
  GString *instead;
  guint named;
} Telling;

static void
name(Telling *telling, const char *text) {
  if (telling->named++ < MOST_INSTEAD)
    g_string_append_printf(telling->instead, "%s%s", telling->instead->len > 0 ? ", " : "", text);
}

/* As words of the reports, not as the forms that they come down to. */
static void
name_terms(Telling *telling, char *const *terms) {
  GString *words = g_string_new(NULL);
  for (char *const *term = terms; *term != NULL; term++) {
    const char *word = search_words_word_of(telling->engine->words, *term);
    g_string_append_printf(words, "%s%s", words->len > 0 ? MARKED_OFF : "",
                           word != NULL ? word : *term);
  }
  name(telling, words->str);
  g_string_free(words, TRUE);
}

static bool
name_alternative(Telling *telling, const SearchAlternative *alternative, GError **error) {
  bool indexed = true;
  for (char **term = alternative->terms; indexed && *term != NULL; term++)
    if (!search_words_indexed(telling->engine->words, *term, &indexed, error))
      return false;
  if (indexed)
    name_terms(telling, alternative->terms);
  return true;
}

/* What the whole query is surely about is sought for a word that has nothing of its own. Practices
 * come the surest first. */
static void
name_practice(Telling *telling, const GPtrArray *practices) {
  const SearchConcept *practice =
      practices != NULL && practices->len > 0 ? practices->pdata[0] : NULL;
  if (practice != NULL && practice->weight >= SURELY_MEANT)
    name(telling, practice->written);
}

void
search_note_unfound_word(const char *word, const char *instead, GPtrArray *notices) {
  bool other = *instead != '\0';
  char *text = other ? g_strdup_printf("No report has %s; sought instead: %s.", word, instead)
                     : g_strdup_printf("No report has %s.", word);
  CorpusNotice *notice = corpus_notice_new(other ? "word_sought_as" : "word_not_found", text);
  corpus_notice_text(notice, "word", word);
  if (other)
    corpus_notice_text(notice, "instead", instead);
  g_ptr_array_add(notices, notice);
  g_free(text);
}

/* Of a word that decides: several that are one thing are sought as such only where reports have it.
 */
static bool
look_at(const SearchEngine *engine, const SearchConcept *concept, const GPtrArray *practices,
        GPtrArray *notices, GError **error) {
  const SearchAlternative *itself = concept->alternatives->pdata[0];
  bool indexed = false;
  if (!concept->decides || strchr(concept->written, ' ') != NULL ||
      itself->because != SEARCH_BECAUSE_WORD)
    return true;
  if (!search_words_indexed(engine->words, itself->terms[0], &indexed, error))
    return false;
  if (indexed || search_asks_for_filter(concept->written) ||
      search_query_names_place(engine->reader, concept->written))
    return true;
  Telling telling = {engine, g_string_new(NULL), 0};
  bool ok = true;
  for (guint i = 1; ok && i < concept->alternatives->len; i++)
    ok = name_alternative(&telling, concept->alternatives->pdata[i], error);
  if (telling.named == 0)
    name_practice(&telling, practices);
  if (ok)
    search_note_unfound_word(concept->written, telling.instead->str, notices);
  g_string_free(telling.instead, TRUE);
  return ok;
}

/* Of the beginning of a word. */
static void
look_at_beginning(const SearchEngine *engine, const SearchPlan *plan, GPtrArray *notices) {
  char **words = search_words_beginning(engine->words, plan->beginning, false, 1);
  if (*words == NULL) {
    char *written = g_strconcat(plan->text, "*", NULL);
    search_note_unfound_word(written, "", notices);
    g_free(written);
  }
  g_strfreev(words);
}

static bool
look_through(const SearchEngine *engine, const SearchPlan *plan, const GPtrArray *practices,
             GPtrArray *notices, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && plan->meaning != NULL && i < plan->meaning->concepts->len; i++)
    ok = look_at(engine, plan->meaning->concepts->pdata[i], practices, notices, error);
  if (plan->kind == SEARCH_NODE_PREFIX)
    look_at_beginning(engine, plan, notices);
  /* What is left out need not be there. */
  guint children = plan->children == NULL             ? 0
                   : plan->kind == SEARCH_NODE_EXCEPT ? MIN(1, plan->children->len)
                                                      : plan->children->len;
  for (guint i = 0; ok && i < children; i++)
    ok = look_through(engine, plan->children->pdata[i], practices, notices, error);
  return ok;
}

bool
search_note_unfound(const SearchEngine *engine, const SearchPlan *plan, GPtrArray *notices,
                    GError **error) {
  return look_through(engine, plan, plan->practices, notices, error);
}
