/* corpus/language/compile_synonyms.c: works out, when kompass is built, what each entry of
 * corpus/data/synonyms.txt or everyday.txt finds (synonyms.c looks that up).
 *
 * An entry is found by its key: its words' forms, joined by spaces, function words left out where
 * there are others. To bring thousands of words to their forms takes longer than most searches, so
 * it is done here, once. Written are sorted lines (corpus/text/sorted_line.h) of five kinds:
 *
 *     =entry|key             of each text that finds others or, in synonyms.txt, is found
 *     >key|0text |2text      what the key finds, in the file's order, each once: kinship and text
 *     ?form                  of each word of an entry of the first kind
 *     ~word|form             of each word of an entry, and of each of the further files
 *     #|words                how many words the longest entry of the first kind has
 *
 * usage: compile-synonyms corpus/data/synonyms.txt OUTPUT [FILE...]. In everyday.txt what stands on
 * the right of a line is known anyway, and is no entry of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/sorted_line.h"
#include "corpus/text/words.h"

#define EVERYDAY "everyday.txt"

/* A line of the file: entries as written. Where each finds the others the sides are the same. */
typedef struct {
  char **left, **right; /* NULL-terminated */
  CorpusKinship kinship;
} Group;

typedef struct {
  GPtrArray *groups; /* Group *: in the file's order */
  GHashTable *keys;  /* text -> its key */
  GHashTable *finds; /* key -> GPtrArray of Group *: those with the key on their left */
  GHashTable *lines; /* a set of what is written */
  guint longest;     /* words of an entry of the first kind */
} Compiler;

static void
fail(const char *what, const char *why) {
  fprintf(stderr, "compile-synonyms: %s: %s\n", what, why);
  exit(1);
}

/* ---- the file ---- */

/* The entries between commas; the caller frees them. */
static char **
entries_of(const char *side) {
  char **parts = g_strsplit(side, ",", -1);
  guint kept = 0;
  for (char **part = parts; *part != NULL; part++) {
    if (*g_strstrip(*part) != '\0')
      parts[kept++] = *part;
    else
      g_free(*part);
  }
  parts[kept] = NULL;
  return parts;
}

static bool
read_line(gpointer into, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  gsize left = strcspn(line->text, "~>");
  char sign = line->text[left];
  char *before = g_strndup(line->text, left);
  Group *group = g_new0(Group, 1);
  group->kinship = sign == '\0' ? CORPUS_SAME : sign == '>' ? CORPUS_AMONG : CORPUS_AKIN;
  group->left = entries_of(before);
  group->right = entries_of(sign == '\0' ? before : line->text + left + 1);
  g_ptr_array_add(((Compiler *)into)->groups, group);
  g_free(before);
  return true;
}

static void
group_free(gpointer data) {
  Group *group = data;
  g_strfreev(group->left);
  g_strfreev(group->right);
  g_free(group);
}

/* ---- keys ---- */

static char *
make_key(Compiler *compiler, const char *text) {
  GPtrArray *forms = g_ptr_array_new_with_free_func(g_free);
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    char *form = corpus_form(corpus_lexicon_shared(), word);
    g_hash_table_add(compiler->lines, g_strdup_printf("~%s|%s", word, form));
    g_ptr_array_add(forms, form);
  }
  g_ptr_array_add(forms, NULL);
  char *joined = g_strjoinv(" ", (char **)forms->pdata);
  char *key = corpus_content_of_forms(joined);
  g_free(joined);
  g_array_unref(words);
  g_ptr_array_unref(forms);
  return key;
}

static const char *
key_of(Compiler *compiler, const char *text) {
  char *key = g_hash_table_lookup(compiler->keys, text);
  if (key == NULL) {
    key = make_key(compiler, text);
    g_hash_table_insert(compiler->keys, g_strdup(text), key);
  }
  return key;
}

static void
note_keys(Compiler *compiler, Group *group) {
  for (char **entry = group->left; *entry != NULL; entry++) {
    const char *key = key_of(compiler, *entry);
    GPtrArray *groups = g_hash_table_lookup(compiler->finds, key);
    if (groups == NULL) {
      groups = g_ptr_array_new();
      g_hash_table_insert(compiler->finds, (gpointer)key, groups);
    }
    if (groups->len == 0 || groups->pdata[groups->len - 1] != group)
      g_ptr_array_add(groups, group);
  }
}

/* Of another knowledge file the forms of its words alone are of use. */
static bool
read_words(gpointer into, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  g_free(make_key(into, line->key));
  if (line->value != NULL)
    g_free(make_key(into, line->value));
  return true;
}

/* ---- what is written ---- */

static guint
count_words(const char *entry) {
  guint words = 1;
  for (; *entry != '\0'; entry++)
    words += *entry == ' ';
  return words;
}

static void
add_entries(Compiler *compiler, char *const *entries) {
  for (char *const *entry = entries; *entry != NULL; entry++) {
    compiler->longest = MAX(compiler->longest, count_words(*entry));
    const char *key = key_of(compiler, *entry);
    char **forms = g_strsplit(key, " ", -1);
    for (char **form = forms; *form != NULL; form++)
      g_hash_table_add(compiler->lines, g_strdup_printf("?%s|", *form));
    g_strfreev(forms);
    g_hash_table_add(compiler->lines, g_strdup_printf("=%s|%s", *entry, key));
  }
}

/* Adds what stands on a group's right but for the key itself. kinships: of what was found so far;
 * the nearest counts. */
static void
add_right(Compiler *compiler, const Group *group, const char *key, GPtrArray *found,
          GHashTable *kinships) {
  for (char **entry = group->right; *entry != NULL; entry++) {
    gpointer before = NULL;
    bool there = g_hash_table_lookup_extended(kinships, *entry, NULL, &before);
    if (strcmp(key_of(compiler, *entry), key) == 0)
      continue;
    if (!there)
      g_ptr_array_add(found, *entry);
    if (!there || (guint)group->kinship < GPOINTER_TO_UINT(before))
      g_hash_table_insert(kinships, *entry, GUINT_TO_POINTER(group->kinship));
  }
}

static char *
write_found(Compiler *compiler, const char *key, const GPtrArray *groups) {
  GPtrArray *found = g_ptr_array_new();
  GHashTable *kinships = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < groups->len; i++)
    add_right(compiler, groups->pdata[i], key, found, kinships);
  GString *line = g_string_new(NULL);
  g_string_printf(line, ">%s", key);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf(line, "|%u%s",
                           GPOINTER_TO_UINT(g_hash_table_lookup(kinships, found->pdata[i])),
                           (char *)found->pdata[i]);
  g_hash_table_unref(kinships);
  g_ptr_array_unref(found);
  return g_string_free(line, FALSE);
}

static void
add_lines(Compiler *compiler, bool right_finds) {
  for (guint i = 0; i < compiler->groups->len; i++) {
    Group *group = compiler->groups->pdata[i];
    note_keys(compiler, group);
    add_entries(compiler, group->left);
    if (right_finds)
      add_entries(compiler, group->right);
  }
  GHashTableIter iter;
  gpointer key = NULL, groups = NULL;
  g_hash_table_iter_init(&iter, compiler->finds);
  while (g_hash_table_iter_next(&iter, &key, &groups))
    g_hash_table_add(compiler->lines, write_found(compiler, key, groups));
}

static int
compare_lines(gconstpointer a, gconstpointer b) {
  return corpus_sorted_line_compare(a, b);
}

static void
write_file(const Compiler *compiler, const char *path) {
  GError *error = NULL;
  GString *text = g_string_new(NULL);
  GList *sorted = g_list_sort(g_hash_table_get_keys(compiler->lines), compare_lines);
  for (const GList *line = sorted; line != NULL; line = line->next)
    g_string_append_printf(text, "%s\n", (char *)line->data);
  if (!g_file_set_contents(path, text->str, (gssize)text->len, &error))
    fail(path, error->message);
  g_list_free(sorted);
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv) {
  GError *error = NULL;
  if (argc < 3)
    fail("usage", "compile-synonyms CORPUS/DATA/FILE OUTPUT [FILE...]");
  Compiler compiler = {.groups = g_ptr_array_new_with_free_func(group_free),
                       .keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                       .finds = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                                      (GDestroyNotify)g_ptr_array_unref),
                       .lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  if (!corpus_knowledge_read(argv[1], read_line, &compiler, &error))
    fail("knowledge", error->message);
  add_lines(&compiler, !g_str_has_suffix(argv[1], EVERYDAY));
  for (char **file = argv + 3; *file != NULL; file++)
    if (!corpus_knowledge_read(*file, read_words, &compiler, &error))
      fail("knowledge", error->message);
  if (corpus_knowledge_failure() != NULL)
    fail("knowledge", corpus_knowledge_failure()->message);
  g_hash_table_add(compiler.lines, g_strdup_printf("#|%u", compiler.longest));
  write_file(&compiler, argv[2]);
  g_hash_table_unref(compiler.lines);
  g_hash_table_unref(compiler.finds);
  g_hash_table_unref(compiler.keys);
  g_ptr_array_unref(compiler.groups);
  return 0;
}
