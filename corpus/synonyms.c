/* corpus/synonyms.c: reads the groups of corpus/data/synonyms.txt into a look-up by forms. */
#include "corpus/synonyms.h"

#include <string.h>

#include "corpus/data.h"
#include "corpus/form.h"
#include "corpus/stopwords.h"
#include "corpus/words.h"

#define DATA_FILE "synonyms.txt"

typedef struct {
  GHashTable *found_by; /* forms joined by spaces -> GArray of CorpusSynonym */
  GPtrArray *entries;   /* const char *, each once */
  GHashTable *known;    /* the same as a set, while the file is read */
  GHashTable *forms;    /* char * (word) -> char * (form), while the file is read */
  guint longest;        /* words in the longest entry */
} Thesaurus;

typedef struct {
  const char *text; /* interned */
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

/* "synpunkter och klagomål" -> its words' forms joined by spaces, function words left out, so that
 * "dialog med sina invånare" is "dialog med invånare"; count receives how many words there are.
 * forms: remembers those of the words, which recur in the file; NULL = no need. */
static char *
key_of(GHashTable *forms, const char *words, guint *count) {
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

/* Adds what is not there; what is there keeps the nearer kinship. Texts are interned: the same text
 * is the same pointer. */
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

/* Who asks for `from` also finds `to`; nothing where both have the same key. */
static void
link_entries(Thesaurus *thesaurus, const Entry *from, const Entry *to, CorpusKinship kinship) {
  if (strcmp(from->key, to->key) == 0)
    return;
  GArray *found = g_hash_table_lookup(thesaurus->found_by, from->key);
  if (found == NULL) {
    found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
    g_hash_table_insert(thesaurus->found_by, g_strdup(from->key), found);
  }
  add_synonym(found, to->text, kinship);
}

/* The comma-separated entries of one side of a line, trimmed, empty ones left out. Their texts are
 * interned, as the thesaurus hands them out for the life of the program. */
static GArray *
entries_of(Thesaurus *thesaurus, const char *side) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, entry_clear);
  char **parts = g_strsplit(side, ",", -1);
  for (char **part = parts; *part != NULL; part++) {
    if (*g_strstrip(*part) == '\0')
      continue;
    guint count = 0;
    Entry entry = {g_intern_string(*part), key_of(thesaurus->forms, *part, &count)};
    thesaurus->longest = MAX(thesaurus->longest, count);
    if (g_hash_table_add(thesaurus->known, (gpointer)entry.text)) /* interned: by its pointer */
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
  GArray *left = entries_of(thesaurus, sides[0]);
  GArray *right = sides[1] != NULL ? entries_of(thesaurus, sides[1]) : g_array_ref(left);
  for (guint i = 0; i < left->len; i++)
    for (guint j = 0; j < right->len; j++)
      link_entries(thesaurus, &g_array_index(left, Entry, i), &g_array_index(right, Entry, j),
                   kinship);
  g_array_unref(left);
  g_array_unref(right);
  g_strfreev(sides);
}

static Thesaurus *
load(void) {
  GError *error = NULL;
  char **lines = corpus_data_lines(DATA_FILE, &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  Thesaurus *thesaurus = g_new0(Thesaurus, 1);
  thesaurus->found_by =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
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
  char *key = key_of(NULL, words, NULL);
  const GArray *entries = g_hash_table_lookup(thesaurus()->found_by, key);
  g_free(key);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  if (entries != NULL)
    g_array_append_vals(found, entries->data, entries->len);
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
