/* corpus/reading/stance/role_model_cues.c: turns the patterns of reference-cues.txt into regular
 * expressions. */
#include "corpus/reading/stance/role_model_cues.h"

#include <string.h>

#include "corpus/text/knowledge.h"

#define SHORT_GAP "(?:[^ ]+ ){0,4}?"
#define LONG_GAP "(?:[^ ]+ ){0,40}?"

struct CorpusReferenceCues {
  GRegex *regexes[CORPUS_CUE_GROUPS];
  GPtrArray *headings; /* const char *, lower case */

  /* While the file is read: */
  GHashTable *words;                       /* "GOTT" -> "god|gott|…" */
  GString *expressions[CORPUS_CUE_GROUPS]; /* what the patterns come to */
};

/* The groups of the file: those of CorpusCueGroup, and two that hold no patterns. */
enum { GROUP_WORDS = CORPUS_CUE_GROUPS, GROUP_SECTION };
static const char *const GROUPS[] = {"nothing",  "institution", "partner", "model",   "mention",
                                     "practice", "bare",        "carry",   "list",    "praise",
                                     "both",     "not-praise",  "words",   "section", NULL};

/* One way to fill a place: "tydlig*", "finns", or a word in capitals that is short for others. */
static void
append_choice(GString *out, GHashTable *words, const char *choice) {
  const char *others = g_hash_table_lookup(words, choice);
  if (others != NULL) {
    g_string_append(out, others);
    return;
  }
  gsize length = strlen(choice);
  bool any_start = length > 1 && choice[0] == '*';
  bool any_end = length > 1 && choice[length - 1] == '*';
  char *plain = g_regex_escape_string(choice + any_start, (int)(length - any_start - any_end));
  g_string_append_printf(out, "%s%s%s", any_start ? "[^ ]*" : "", plain, any_end ? "[^ ]*" : "");
  g_free(plain);
}

/* "finns|fanns" as "(?:finns|fanns) ". */
static void
append_choices(GString *out, GHashTable *words, const char *choices, gsize length) {
  char *copy = g_strndup(choices, length);
  char **each = g_strsplit(copy, "|", -1);
  g_string_append(out, "(?:");
  for (char **choice = each; *choice != NULL; choice++) {
    if (choice != each)
      g_string_append_c(out, '|');
    append_choice(out, words, *choice);
  }
  g_string_append(out, ") ");
  g_strfreev(each);
  g_free(copy);
}

static void
append_element(GString *out, GHashTable *words, const char *element) {
  gsize length = strlen(element);
  if (strcmp(element, "^") == 0 || strcmp(element, "$") == 0)
    g_string_append(out, element);
  else if (strcmp(element, "…") == 0)
    g_string_append(out, SHORT_GAP);
  else if (strcmp(element, "……") == 0)
    g_string_append(out, LONG_GAP);
  else if (strcmp(element, "?") == 0)
    g_string_append(out, "(?:[^ ]+ )?");
  else if (strcmp(element, "0") == 0)
    g_string_append(out, "[0-9]+ ");
  else if (*element == '[' && element[length - 1] == ']') {
    g_string_append(out, "(?:");
    append_choices(out, words, element + 1, length - 2);
    g_string_append(out, ")*");
  } else
    append_choices(out, words, element, length);
}

static void
append_pattern(GString *out, GHashTable *words, const char *pattern) {
  char **elements = g_strsplit(pattern, " ", -1);
  g_string_append(out, out->len > 0 ? "|(?<![^ ])" : "(?<![^ ])");
  for (char **element = elements; *element != NULL; element++)
    if (**element != '\0')
      append_element(out, words, *element);
  g_strfreev(elements);
}

/* "GOTT = god | gott": more lines add to the same word. */
static bool
add_words(CorpusReferenceCues *cues, const CorpusKnowledgeLine *line, GError **error) {
  if (line->value == NULL)
    return corpus_knowledge_error(line, error, "\"%s\" stands for nothing", line->key);
  char **words = g_strsplit(line->value, " | ", -1);
  char *joined = g_strjoinv("|", words);
  const char *before = g_hash_table_lookup(cues->words, line->key);
  if (before != NULL) {
    char *all = g_strconcat(before, "|", joined, NULL);
    g_free(joined);
    joined = all;
  }
  g_hash_table_insert(cues->words, (gpointer)line->key, joined);
  g_strfreev(words);
  return true;
}

static void
begin(gpointer table) {
  CorpusReferenceCues *cues = table;
  cues->headings = g_ptr_array_new();
  cues->words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++)
    cues->expressions[i] = g_string_new(NULL);
}

static bool
read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  CorpusReferenceCues *cues = table;
  if (line->which_group == GROUP_WORDS)
    return add_words(cues, line, error);
  if (line->which_group == GROUP_SECTION)
    g_ptr_array_add(cues->headings, (gpointer)line->text);
  else
    append_pattern(cues->expressions[line->which_group], cues->words, line->text);
  return true;
}

/* What the patterns escape can be no wrong expression. */
static bool
finish(gpointer table, G_GNUC_UNUSED GError **error) {
  CorpusReferenceCues *cues = table;
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++) {
    bool any = cues->expressions[i]->len > 0;
    cues->regexes[i] =
        g_regex_new(any ? cues->expressions[i]->str : "(?!)", G_REGEX_OPTIMIZE, 0, NULL);
    g_string_free(cues->expressions[i], TRUE);
  }
  g_hash_table_unref(cues->words);
  return true;
}

CORPUS_KNOWLEDGE(cue_table, .file = "reference-cues.txt", .bytes = sizeof(CorpusReferenceCues),
                 .groups = GROUPS, .begin = begin, .read_line = read_line, .finish = finish);

const CorpusReferenceCues *
corpus_reference_cues(void) {
  return corpus_knowledge(&cue_table);
}

bool
corpus_reference_cues_match(const CorpusReferenceCues *cues, CorpusCueGroup group,
                            const char *reduced) {
  return g_regex_match(cues->regexes[group], reduced, 0, NULL);
}

bool
corpus_reference_cues_section(const CorpusReferenceCues *cues, const char *heading) {
  if (heading == NULL)
    return false;
  char *lower = g_utf8_strdown(heading, -1);
  bool found = false;
  for (guint i = 0; i < cues->headings->len && !found; i++)
    found = strstr(lower, cues->headings->pdata[i]) != NULL;
  g_free(lower);
  return found;
}
