/* corpus/synonyms.c: reads the groups of corpus/data/synonyms.txt into a look-up by forms. */
#include "corpus/synonyms.h"

#include <string.h>

#include "corpus/data.h"
#include "corpus/form.h"
#include "corpus/stopwords.h"
#include "corpus/words.h"

#define DATA_FILE "synonyms.txt"
#define TEXTS_BYTES 4096 /* at a time */

/* A line of the file; most are not looked at in the life of a program, and not read before. */
typedef struct {
  char *line;
  GArray *left, *right; /* Entry; the same where each finds the others; NULL until it is read */
  CorpusKinship kinship;
} Group;

/* A word on the left of a line. */
typedef struct {
  const char *text; /* from the word on, lower case, without hyphens: its form is how this begins */
  guint group;
} Beginning;

typedef struct {
  GMutex lock;         /* of all that follows */
  GArray *groups;      /* Group */
  GArray *beginnings;  /* Beginning, in the order of bytes */
  GStringChunk *texts; /* of the entries */
  GPtrArray *entries;  /* const char *, each once; NULL until they are asked for */
  guint longest;       /* words in the longest entry */
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
 * "dialog med sina invånare" is "dialog med invånare". */
static char *
key_of(const char *words) {
  if (is_plain_word(words))
    return corpus_form_of_base(words);
  GArray *cut = corpus_words(words, -1);
  GString *key = g_string_new(NULL);
  bool content = has_content(cut);
  for (guint i = 0; i < cut->len; i++) {
    const char *word = g_array_index(cut, CorpusWord, i).word;
    if (content && corpus_is_stopword(word))
      continue;
    char *form = corpus_form_of_base(word);
    g_string_append_printf(key, "%s%s", key->len > 0 ? " " : "", form);
    g_free(form);
  }
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

/* The comma-separated entries of one side of a line, trimmed, empty ones left out. The caller
 * g_strfreev()s them. */
static char **
split_side(const char *side) {
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

/* Their texts are kept, as the thesaurus hands them out for the life of the program; not by
 * g_intern_string(), which lets memory go at the 2048th text. */
static GArray *
entries_of(Thesaurus *thesaurus, const char *side) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, entry_clear);
  char **parts = split_side(side);
  for (char **part = parts; *part != NULL; part++) {
    Entry entry = {g_string_chunk_insert_const(thesaurus->texts, *part), key_of(*part)};
    g_array_append_val(entries, entry);
  }
  g_strfreev(parts);
  return entries;
}

static void
read_group(Thesaurus *thesaurus, Group *group) {
  if (group->left != NULL)
    return;
  group->kinship = strchr(group->line, '~') != NULL   ? CORPUS_AKIN
                   : strchr(group->line, '>') != NULL ? CORPUS_AMONG
                                                      : CORPUS_SAME;
  char **sides = g_strsplit_set(group->line, "~>", 2);
  group->left = entries_of(thesaurus, sides[0]);
  group->right = sides[1] != NULL ? entries_of(thesaurus, sides[1]) : group->left;
  g_strfreev(sides);
}

/* The most words in an entry of the line. */
static guint
longest_of(const char *line) {
  guint longest = 0;
  char **entries = g_strsplit_set(line, ",~>", -1);
  for (char **entry = entries; *entry != NULL; entry++) {
    guint words = 1;
    for (const char *at = g_strstrip(*entry); *at != '\0'; at++)
      words += *at == ' ';
    longest = MAX(longest, words);
  }
  g_strfreev(entries);
  return longest;
}

static char *
fold(const char *side, gssize length_bytes) {
  char *folded = g_utf8_strdown(side, length_bytes);
  gsize kept = 0;
  for (const char *at = folded; *at != '\0'; at++)
    if (*at != '-')
      folded[kept++] = *at;
  folded[kept] = '\0';
  return folded;
}

static void
add_beginnings(Thesaurus *thesaurus, const char *line, guint group) {
  const char *folded = fold(line, (gssize)strcspn(line, "~>")); /* for the program's life */
  bool within = false;
  for (const char *at = folded; *at != '\0'; at++) {
    bool before = within;
    within = (unsigned char)*at >= 0x80 || g_ascii_isalnum(*at);
    if (within && !before) {
      Beginning beginning = {at, group};
      g_array_append_val(thesaurus->beginnings, beginning);
    }
  }
}

static int
compare_beginnings(gconstpointer a, gconstpointer b) {
  return strcmp(((const Beginning *)a)->text, ((const Beginning *)b)->text);
}

static Thesaurus *
load(void) {
  GError *error = NULL;
  char **lines = corpus_data_lines(DATA_FILE, &error);
  g_assert_no_error(error); /* compiled in: a missing file is a broken build */
  Thesaurus *thesaurus = g_new0(Thesaurus, 1);
  g_mutex_init(&thesaurus->lock);
  thesaurus->groups = g_array_new(FALSE, FALSE, sizeof(Group));
  thesaurus->beginnings = g_array_new(FALSE, FALSE, sizeof(Beginning));
  thesaurus->texts = g_string_chunk_new(TEXTS_BYTES);
  for (char **line = lines; *line != NULL; line++) {
    Group group = {.line = *line};
    thesaurus->longest = MAX(thesaurus->longest, longest_of(*line));
    add_beginnings(thesaurus, *line, thesaurus->groups->len);
    g_array_append_val(thesaurus->groups, group);
  }
  g_array_sort(thesaurus->beginnings, compare_beginnings);
  g_free(lines); /* the lines belong to the groups now */
  return thesaurus;
}

static Thesaurus *
thesaurus(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)load());
  return (Thesaurus *)loaded;
}

static bool
holds_key(const GArray *entries, const char *key) {
  for (guint i = 0; i < entries->len; i++)
    if (strcmp(g_array_index(entries, Entry, i).key, key) == 0)
      return true;
  return false;
}

/* Adds what the group says of the key, if that is on its left. */
static void
ask_group(Thesaurus *known, Group *group, const char *key, GArray *found) {
  read_group(known, group);
  for (guint i = 0; holds_key(group->left, key) && i < group->right->len; i++) {
    const Entry *entry = &g_array_index(group->right, Entry, i);
    if (strcmp(entry->key, key) != 0)
      add_synonym(found, entry->text, group->kinship);
  }
}

/* The place of the first of the beginnings that does not stand before the text. */
static guint
place_of(const GArray *beginnings, const char *text, gsize length_bytes) {
  guint from = 0, to = beginnings->len;
  while (from < to) {
    guint middle = from + (to - from) / 2;
    if (strncmp(g_array_index(beginnings, Beginning, middle).text, text, length_bytes) < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

static int
compare_numbers(gconstpointer a, gconstpointer b) {
  guint first = *(const guint *)a, second = *(const guint *)b;
  return first < second ? -1 : first > second;
}

/* The numbers of the groups with a word on their left that begins so, in the file's order; some
 * more than once. The caller unrefs the array. */
static GArray *
groups_with(const Thesaurus *known, const char *text, gsize length_bytes) {
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = place_of(known->beginnings, text, length_bytes); i < known->beginnings->len; i++) {
    const Beginning *beginning = &g_array_index(known->beginnings, Beginning, i);
    if (strncmp(beginning->text, text, length_bytes) != 0)
      break;
    g_array_append_val(numbers, beginning->group);
  }
  g_array_sort(numbers, compare_numbers);
  return numbers;
}

GArray *
corpus_synonyms_of(const char *words) {
  Thesaurus *known = thesaurus();
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  char *key = key_of(words);
  gsize first_bytes = strcspn(key, " "); /* an entry's first form is how its first word begins */
  g_mutex_lock(&known->lock);
  GArray *numbers = first_bytes > 0 ? groups_with(known, key, first_bytes) : NULL;
  for (guint i = 0; numbers != NULL && i < numbers->len; i++) {
    guint number = g_array_index(numbers, guint, i);
    if (i == 0 || number != g_array_index(numbers, guint, i - 1))
      ask_group(known, &g_array_index(known->groups, Group, number), key, found);
  }
  g_mutex_unlock(&known->lock);
  g_clear_pointer(&numbers, g_array_unref);
  g_free(key);
  return found;
}

/* Adds the entries of a line that is there for the first time. */
static void
list_line(Thesaurus *known, const char *line, GHashTable *seen, GPtrArray *entries) {
  char **sides = g_strsplit_set(line, "~>", 2);
  for (char **side = sides; *side != NULL; side++) {
    char **parts = split_side(*side);
    for (char **part = parts; *part != NULL; part++) {
      const char *text = g_string_chunk_insert_const(known->texts, *part);
      if (g_hash_table_add(seen, (gpointer)text)) /* by its pointer */
        g_ptr_array_add(entries, (gpointer)text);
    }
    g_strfreev(parts);
  }
  g_strfreev(sides);
}

static GPtrArray *
list_entries(Thesaurus *known) {
  GPtrArray *entries = g_ptr_array_new();
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < known->groups->len; i++)
    list_line(known, g_array_index(known->groups, Group, i).line, seen, entries);
  g_hash_table_unref(seen);
  return entries;
}

const GPtrArray *
corpus_synonyms_entries(void) {
  Thesaurus *known = thesaurus();
  g_mutex_lock(&known->lock);
  if (known->entries == NULL)
    known->entries = list_entries(known);
  g_mutex_unlock(&known->lock);
  return known->entries;
}

guint
corpus_synonyms_longest(void) {
  return thesaurus()->longest;
}
