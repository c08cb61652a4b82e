/* corpus/language/derivation.c: puts the endings of nouns on verbs' forms, and takes them off
 * again. */
#include "corpus/language/form.h"

#include <stdbool.h>
#include <string.h>

#include "corpus/text/knowledge.h"

typedef struct {
  const char *noun, *verb; /* "ation", "er": endings of forms */
} Ending;

typedef struct {
  const char *const *pairs; /* "ation/er" */
  GArray *endings;          /* Ending: the same */
  GHashTable *apart;
  double shortest; /* letters of a verb's form */
} Rules;

static const CorpusKnowledgeField FIELDS[] = {
    {"nouns", "endings", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Rules, pairs)},
    {"nouns", "shortest", CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Rules, shortest)},
    {"nouns", "apart", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, apart)},
    {0}};

static bool
part_endings(gpointer table, G_GNUC_UNUSED GError **error) {
  Rules *read = table;
  read->endings = g_array_new(FALSE, FALSE, sizeof(Ending));
  for (const char *const *pair = read->pairs; *pair != NULL; pair++) {
    char **parts = g_strsplit(*pair, "/", 2); /* their strings stay */
    Ending ending = {parts[0], parts[1] != NULL ? parts[1] : ""};
    g_array_append_val(read->endings, ending);
    g_free(parts);
  }
  return true;
}

CORPUS_KNOWLEDGE(rules_table, .file = "derivations.ini", .bytes = sizeof(Rules), .fields = FIELDS,
                 .finish = part_endings);

static const Rules *
rules(void) {
  return corpus_knowledge(&rules_table);
}

/* The form with one ending in place of another; NULL where it has not the old one, or too few
 * letters are left for a verb. */
static char *
exchange(const char *form, const char *old_ending, const char *new_ending) {
  if (!g_str_has_suffix(form, old_ending))
    return NULL;
  char *rest = g_strndup(form, strlen(form) - strlen(old_ending));
  char *other = g_strconcat(rest, new_ending, NULL);
  bool enough = (double)g_utf8_strlen(rest, -1) >= rules()->shortest;
  g_free(rest);
  if (!enough)
    g_clear_pointer(&other, g_free);
  return other;
}

/* Takes other; NULL is fine. */
static void
add_form(GPtrArray *found, char *other, const char *form) {
  if (other == NULL || strcmp(other, form) == 0 || g_hash_table_contains(rules()->apart, other) ||
      g_ptr_array_find_with_equal_func(found, other, g_str_equal, NULL))
    g_free(other);
  else
    g_ptr_array_add(found, other);
}

static void
add_nouns(GPtrArray *found, const char *verb, const char *form) {
  for (guint i = 0; i < rules()->endings->len; i++) {
    const Ending *ending = &g_array_index(rules()->endings, Ending, i);
    add_form(found, exchange(verb, ending->verb, ending->noun), form);
  }
}

char **
corpus_derived_forms(const char *form) {
  GPtrArray *found = g_ptr_array_new();
  bool apart = g_hash_table_contains(rules()->apart, form);
  for (guint i = 0; !apart && i < rules()->endings->len; i++) {
    const Ending *ending = &g_array_index(rules()->endings, Ending, i);
    char *verb = exchange(form, ending->noun, ending->verb);
    if (verb != NULL)
      add_nouns(found, verb, form);
    add_form(found, verb, form);
  }
  if (!apart)
    add_nouns(found, form, form);
  g_ptr_array_add(found, NULL);
  return (char **)g_ptr_array_free(found, FALSE);
}
