/* corpus/reading/stance/role_model_cues.c: turns the patterns of reference-cues.txt into regular
 * expressions. */
#include "corpus/reading/stance/role_model_cues.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/error.h"

#define DATA_FILE "reference-cues.txt"
#define SHORT_GAP "(?:[^ ]+ ){0,4}?"
#define LONG_GAP "(?:[^ ]+ ){0,40}?"

struct CorpusReferenceCues {
  GRegex *regexes[CORPUS_CUE_GROUPS];
  GPtrArray *headings; /* char *, lower case */
};

static const char *const group_names[CORPUS_CUE_GROUPS] = {
    "nothing", "institution", "partner", "model",  "mention", "practice",
    "bare",    "carry",       "list",    "praise", "both",    "not-praise"};

/* The groups that hold no patterns. */
enum { GROUP_WORDS = CORPUS_CUE_GROUPS, GROUP_SECTION, GROUP_NONE };

/* The file while it is read. */
typedef struct {
  GHashTable *words;                       /* "GOTT" -> "god|gott|…" */
  GString *expressions[CORPUS_CUE_GROUPS]; /* what the patterns come to */
  GPtrArray *headings;
} Draft;

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
add_words(Draft *draft, const char *line) {
  char **sides = g_strsplit(line, " = ", 2);
  bool good = g_strv_length(sides) == 2;
  if (good) {
    char **words = g_strsplit(sides[1], " | ", -1);
    char *joined = g_strjoinv("|", words);
    const char *before = g_hash_table_lookup(draft->words, sides[0]);
    char *all = before == NULL ? g_strdup(joined) : g_strconcat(before, "|", joined, NULL);
    g_hash_table_replace(draft->words, g_strdup(sides[0]), all);
    g_free(joined);
    g_strfreev(words);
  }
  g_strfreev(sides);
  return good;
}

/* The group that "[model]" opens, GROUP_NONE if the line opens none. */
static guint
opened_group(const char *line) {
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++) {
    gsize length = strlen(group_names[i]);
    if (line[0] == '[' && strncmp(line + 1, group_names[i], length) == 0 &&
        strcmp(line + 1 + length, "]") == 0)
      return i;
  }
  return strcmp(line, "[words]") == 0     ? GROUP_WORDS
         : strcmp(line, "[section]") == 0 ? GROUP_SECTION
                                          : GROUP_NONE;
}

/* False where the line belongs to no group, or is none of its group. */
static bool
add_line(Draft *draft, guint group, const char *line) {
  if (group == GROUP_NONE)
    return false;
  if (group == GROUP_WORDS)
    return add_words(draft, line);
  if (group == GROUP_SECTION)
    g_ptr_array_add(draft->headings, g_strdup(line));
  else
    append_pattern(draft->expressions[group], draft->words, line);
  return true;
}

static bool
read_lines(Draft *draft, GError **error) {
  char **lines = corpus_data_lines(DATA_FILE, error);
  if (lines == NULL)
    return false;
  guint group = GROUP_NONE;
  bool good = true;
  for (char **line = lines; *line != NULL && good; line++) {
    guint opened = opened_group(*line);
    good = opened != GROUP_NONE || add_line(draft, group, *line);
    if (opened != GROUP_NONE)
      group = opened;
    if (!good)
      g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: bad line \"%s\"",
                  DATA_FILE, *line);
  }
  g_strfreev(lines);
  return good;
}

/* NULL where a group has no patterns, or one that is no expression. */
static GRegex *
compile_group(const Draft *draft, guint group, GError **error) {
  GError *inner = NULL;
  const GString *expression = draft->expressions[group];
  GRegex *regex =
      expression->len == 0 ? NULL : g_regex_new(expression->str, G_REGEX_OPTIMIZE, 0, &inner);
  if (regex == NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s, [%s]: %s", DATA_FILE,
                group_names[group], inner == NULL ? "no patterns" : inner->message);
  g_clear_error(&inner);
  return regex;
}

static bool
compile(CorpusReferenceCues *cues, const Draft *draft, GError **error) {
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++) {
    cues->regexes[i] = compile_group(draft, i, error);
    if (cues->regexes[i] == NULL)
      return false;
  }
  return true;
}

static void
cues_free(CorpusReferenceCues *cues) {
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++)
    if (cues->regexes[i] != NULL)
      g_regex_unref(cues->regexes[i]);
  g_ptr_array_unref(cues->headings);
  g_free(cues);
}

static CorpusReferenceCues *
read_cues(GError **error) {
  CorpusReferenceCues *cues = g_new0(CorpusReferenceCues, 1);
  cues->headings = g_ptr_array_new_with_free_func(g_free);
  Draft draft = {.headings = cues->headings};
  draft.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++)
    draft.expressions[i] = g_string_new(NULL);
  bool good = read_lines(&draft, error) && compile(cues, &draft, error);
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++)
    g_string_free(draft.expressions[i], TRUE);
  g_hash_table_unref(draft.words);
  if (good)
    return cues;
  cues_free(cues);
  return NULL;
}

const CorpusReferenceCues *
corpus_reference_cues(GError **error) {
  static gsize done = 0;
  static CorpusReferenceCues *cues = NULL;
  static GError *failure = NULL;
  if (g_once_init_enter(&done)) {
    cues = read_cues(&failure);
    g_once_init_leave(&done, 1);
  }
  if (cues == NULL && error != NULL)
    *error = g_error_copy(failure);
  return cues;
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
