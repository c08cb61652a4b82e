/* corpus/synonyms.c: reads the groups of corpus/data/synonyms.txt into a look-up by forms. */
#include "corpus/synonyms.h"

#include <string.h>

#include "corpus/data.h"
#include "corpus/form.h"
#include "corpus/stopwords.h"
#include "corpus/words.h"

#define DATA_FILE "synonyms.txt"
#define TEXTS_BYTES 4096 /* at a time */

/* A line of the file. */
typedef struct {
  GArray *left, *right; /* Entry; the same where each finds the others */
  CorpusKinship kinship;
} Group;

typedef struct {
  GArray *groups;       /* Group */
  GHashTable *found_by; /* forms joined by spaces -> GArray of guint: groups with it on the left */
  GStringChunk *texts;  /* of the entries */
  GPtrArray *entries;   /* const char *, each once */
  GHashTable *known;    /* the same as a set, while the file is read */
  GHashTable *forms;    /* char * (word) -> char * (form), while the file is read */
  guint longest;        /* words in the longest entry */
} Thesaurus;

typedef struct {
  const char *text; /* in the thesaurus' texts: the same text is the same pointer */
  char *key;        /* its words' forms joined by spaces */
} Entry;

static void
entry_clear(gpointer entry) {
  g_free(((Entry *)entry)->key);
}

static bool
has_content(const GArray *words) {
  for (guint i = 0; i < words->len; i++)
    if (!corpus_is_stopword(g_array_index(words, CorpusWord, i).word))
      return true;
  return false;
}

static void
append_form(GString *key, GHashTable *forms, const char *word) {
  const char *known = forms != NULL ? g_hash_table_lookup(forms, word) : NULL;
  char *form = known == NULL ? corpus_form_of_base(word) : NULL;
  g_string_append(key, known != NULL ? known : form);
  if (forms != NULL && form != NULL)
    g_hash_table_insert(forms, g_strdup(word), form);
  else
    g_free(form);
}

/* Is it one word in small ASCII letters or å, ä, ö, which need not be cut? */
static bool
is_plain_word(const char *words) {
  enum { LATIN = 0xC3 };
  const char *at = words;
  for (; *at != '\0'; at++) {
    if (g_ascii_islower(*at))
      continue;
    if ((unsigned char)*at != LATIN || strchr("\xA5\xA4\xB6", at[1]) == NULL || at[1] == '\0')
      return false;
    at++;
  }
  return at > words;
}

/* "synpunkter och klagomål" -> its words' forms joined by spaces, function words left out, so that
 * "dialog med sina invånare" is "dialog med invånare"; count receives how many words there are.
 * forms: remembers those of the words, which recur in the file; NULL = no need. */
static char *
key_of(GHashTable *forms, const char *words, guint *count) {
  if (is_plain_word(words)) {
    GString *alone = g_string_new(NULL);
    append_form(alone, forms, words);
    if (count != NULL)
      *count = 1;
    return g_string_free(alone, FALSE);
  }
  GArray *cut = corpus_words(words, -1);
  GString *key = g_string_new(NULL);
  bool content = has_content(cut);
  for (guint i = 0; i < cut->len; i++) {
    const char *word = g_array_index(cut, CorpusWord, i).word;
    if (content && corpus_is_stopword(word))
      continue;
    if (key->len > 0)
      g_string_append_c(key, ' ');
    append_form(key, forms, word);
  }
  if (count != NULL)
    *count = cut->len;
  g_array_unref(cut);
  return g_string_free(key, FALSE);
}

/* Adds what is not there; what is there keeps the nearer kinship. */
static void
add_synonym(GArray *found, const char *words, CorpusKinship kinship) {
  for (guint i = 0; i < found->len; i++) {
    CorpusSynonym *there = &g_array_index(found, CorpusSynonym, i);
    if (there->words != words)
      continue;
    there->kinship = MIN(there->kinship, kinship);
    return;
  }
  CorpusSynonym synonym = {words, kinship};
  g_array_append_val(found, synonym);
}

/* Notes for each entry on the left the group, once. */
static void
note_group(Thesaurus *thesaurus, const GArray *left, guint group) {
  for (guint i = 0; i < left->len; i++) {
    const char *key = g_array_index(left, Entry, i).key;
    GArray *groups = g_hash_table_lookup(thesaurus->found_by, key);
    if (groups == NULL) {
      groups = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(thesaurus->found_by, (gpointer)key, groups); /* groups live on */
    }
    if (groups->len == 0 || g_array_index(groups, guint, groups->len - 1) != group)
      g_array_append_val(groups, group);
  }
}

/* The comma-separated entries of one side of a line, trimmed, empty ones left out. Their texts
 * are kept, as the thesaurus hands them out for the life of the program; not by g_intern_string(),
 * which lets memory go at the 2048th text. */
static GArray *
entries_of(Thesaurus *thesaurus, const char *side) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, entry_clear);
  char **parts = g_strsplit(side, ",", -1);
  for (char **part = parts; *part != NULL; part++) {
    if (*g_strstrip(*part) == '\0')
      continue;
    guint count = 0;
    Entry entry = {g_string_chunk_insert_const(thesaurus->texts, *part),
                   key_of(thesaurus->forms, *part, &count)};
    thesaurus->longest = MAX(thesaurus->longest, count);
    if (g_hash_table_add(thesaurus->known, (gpointer)entry.text)) /* by its pointer */
      g_ptr_array_add(thesaurus->entries, (gpointer)entry.text);
    g_array_append_val(entries, entry);
  }
  g_strfreev(parts);
  return entries;
}

static void
add_line(Thesaurus *thesaurus, const char *line) {
  CorpusKinship kinship = strchr(line, '~') != NULL   ? CORPUS_AKIN
                          : strchr(line, '>') != NULL ? CORPUS_AMONG
                                                      : CORPUS_SAME;
  char **sides = g_strsplit_set(line, "~>", 2);
  Group group = {.left = entries_of(thesaurus, sides[0]), .kinship = kinship};
  group.right = sides[1] != NULL ? entries_of(thesaurus, sides[1]) : group.left;
  g_array_append_val(thesaurus->groups, group);
  note_group(thesaurus, group.left, thesaurus->groups->len - 1);
  g_strfreev(sides);
}

static Thesaurus *
load(void) {
  GError *error = NULL;
  char **lines = corpus_data_lines(DATA_FILE, &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  Thesaurus *thesaurus = g_new0(Thesaurus, 1);
  thesaurus->groups = g_array_new(FALSE, FALSE, sizeof(Group));
  thesaurus->found_by =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  thesaurus->texts = g_string_chunk_new(TEXTS_BYTES);
  thesaurus->entries = g_ptr_array_new();
  thesaurus->known = g_hash_table_new(NULL, NULL);
  thesaurus->forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (char **line = lines; *line != NULL; line++)
    add_line(thesaurus, *line);
  g_clear_pointer(&thesaurus->known, g_hash_table_unref);
  g_clear_pointer(&thesaurus->forms, g_hash_table_unref);
  g_strfreev(lines);
  return thesaurus;
}

static const Thesaurus *
thesaurus(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  return (const Thesaurus *)loaded;
}

GArray *
corpus_synonyms_of(const char *words) {
  const Thesaurus *known = thesaurus();
  char *key = key_of(NULL, words, NULL);
  const GArray *groups = g_hash_table_lookup(known->found_by, key);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  for (guint i = 0; groups != NULL && i < groups->len; i++) {
    const Group *group = &g_array_index(known->groups, Group, g_array_index(groups, guint, i));
    for (guint j = 0; j < group->right->len; j++) {
      const Entry *entry = &g_array_index(group->right, Entry, j);
      if (strcmp(entry->key, key) != 0)
        add_synonym(found, entry->text, group->kinship);
    }
  }
  g_free(key);
  return found;
}

const GPtrArray *
corpus_synonyms_entries(void) {
  return thesaurus()->entries;
}

guint
corpus_synonyms_longest(void) {
  return thesaurus()->longest;
}
