/* corpus/reference_cues.c: turns the patterns of reference-cues.ini into regular expressions. */
#include "corpus/reference_cues.h"

#include <string.h>

#include "corpus/data.h"
#include "corpus/error.h"

#define DATA_FILE "reference-cues.ini"
#define SHORT_GAP "(?:[^ ]+ ){0,4}?"
#define LONG_GAP "(?:[^ ]+ ){0,40}?"

struct CorpusReferenceCues {
  GRegex *regexes[CORPUS_CUE_GROUPS];
  char **headings; /* lower case */
};

static const char *const group_names[CORPUS_CUE_GROUPS] = {
    "nothing", "institution", "partner", "model",  "mention", "practice",
    "bare",    "carry",       "list",    "praise", "both",    "not-praise"};

/* One way to fill a place: "tydlig*", "finns", or a word in capitals that is short for others. */
static void
append_choice(GString *out, GKeyFile *file, const char *choice) {
  char **words = g_key_file_get_string_list(file, "words", choice, NULL, NULL);
  if (words != NULL) {
    char *joined = g_strjoinv("|", words);
    g_string_append(out, joined);
    g_free(joined);
    g_strfreev(words);
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
append_choices(GString *out, GKeyFile *file, const char *choices, gsize length) {
  char *copy = g_strndup(choices, length);
  char **each = g_strsplit(copy, "|", -1);
  g_string_append(out, "(?:");
  for (char **choice = each; *choice != NULL; choice++) {
    if (choice != each)
      g_string_append_c(out, '|');
    append_choice(out, file, *choice);
  }
  g_string_append(out, ") ");
  g_strfreev(each);
  g_free(copy);
}

static void
append_element(GString *out, GKeyFile *file, const char *element) {
  gsize length = strlen(element);
  if (strcmp(element, "^") == 0 || strcmp(element, "$") == 0)
    g_string_append(out, element);
  else if (strcmp(element, "…") == 0)
    g_string_append(out, SHORT_GAP);
  else if (strcmp(element, "……") == 0)
    g_string_append(out, LONG_GAP);
  else if (strcmp(element, "?") == 0)
    g_string_append(out, "(?:[^ ]+ )?");
  else if (strcmp(element, "#") == 0)
    g_string_append(out, "[0-9]+ ");
  else if (*element == '[' && element[length - 1] == ']') {
    g_string_append(out, "(?:");
    append_choices(out, file, element + 1, length - 2);
    g_string_append(out, ")*");
  } else
    append_choices(out, file, element, length);
}

static void
append_pattern(GString *out, GKeyFile *file, const char *pattern) {
  char **elements = g_strsplit(pattern, " ", -1);
  g_string_append(out, out->len > 0 ? "|(?<![^ ])" : "(?<![^ ])");
  for (char **element = elements; *element != NULL; element++)
    if (**element != '\0')
      append_element(out, file, *element);
  g_strfreev(elements);
}

/* All patterns of a group as one expression. */
static GRegex *
compile_group(GKeyFile *file, const char *group, GError **error) {
  char **labels = g_key_file_get_keys(file, group, NULL, error);
  if (labels == NULL)
    return NULL;
  GString *expression = g_string_new(NULL);
  for (char **label = labels; *label != NULL; label++) {
    char **patterns = g_key_file_get_string_list(file, group, *label, NULL, NULL);
    for (char **pattern = patterns; pattern != NULL && *pattern != NULL; pattern++)
      if (*g_strstrip(*pattern) != '\0')
        append_pattern(expression, file, *pattern);
    g_strfreev(patterns);
  }
  g_strfreev(labels);
  GRegex *regex = g_regex_new(expression->str, G_REGEX_OPTIMIZE, 0, error);
  g_string_free(expression, TRUE);
  return regex;
}

static CorpusReferenceCues *
read_cues(GError **error) {
  GKeyFile *file = corpus_data_key_file(DATA_FILE, error);
  if (file == NULL)
    return NULL;
  CorpusReferenceCues *cues = g_new0(CorpusReferenceCues, 1);
  GError *inner = NULL;
  cues->headings = g_key_file_get_string_list(file, "section", "headings", NULL, &inner);
  for (guint i = 0; i < CORPUS_CUE_GROUPS && inner == NULL; i++)
    cues->regexes[i] = compile_group(file, group_names[i], &inner);
  g_key_file_unref(file);
  if (inner == NULL)
    return cues;
  g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "data file %s: %s", DATA_FILE,
              inner->message);
  g_error_free(inner);
  for (guint i = 0; i < CORPUS_CUE_GROUPS; i++)
    if (cues->regexes[i] != NULL)
      g_regex_unref(cues->regexes[i]);
  g_strfreev(cues->headings);
  g_free(cues);
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
  for (char **words = cues->headings; *words != NULL && !found; words++)
    found = strstr(lower, *words) != NULL;
  g_free(lower);
  return found;
}
