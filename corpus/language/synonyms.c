/* corpus/language/synonyms.c: reads the groups of corpus/data/synonyms.txt into a look-up by forms.
 */
#include "corpus/language/synonyms.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/language/form.h"
#include "corpus/text/words.h"

#define BUCKETS 2048  /* a power of two */
#define ALIKE_BYTES 3 /* that a word and its form have in common, save for irregular ones */

/* A word or a run of words of the file. Most are not compared in the life of a program. */
typedef struct {
  const char *text; /* as written */
  char *key;        /* its words' forms joined by spaces; NULL until it is compared */
  guint left;       /* the last of the places on the left of a group + 1; 0 = none */
} Entry;

/* A line of the file: which of the members stand on its left, and which on its right. These are the
 * same where each finds the others. */
typedef struct {
  guint left, left_end, right, right_end;
  CorpusKinship kinship;
} Group;

/* Where an entry stands on the left of a group. */
typedef struct {
  guint group;
  guint next; /* the entry's next one + 1; 0 = none */
} Place;

/* A word of an entry. */
typedef struct {
  const char *text; /* from the word on, lower case, without hyphens */
  Entry *entry;
  guint next; /* the next one in the bucket + 1; 0 = none */
} Beginning;

typedef struct {
  GPtrArray *lines;    /* char *: of the file, cut up; the entries lie in them */
  GMutex lock;         /* of the keys */
  GHashTable *by_text; /* text -> Entry: each text once */
  /* While lines are read: */
  GHashTable *two_letters; /* beginnings of words -> may the form be no more? */
  GHashTable *short_forms; /* a short word -> its form */
  GPtrArray *texts;        /* const char *: the same in the file's order */
  GPtrArray *members;      /* Entry *: of the groups, one after the other */
  GArray *groups;          /* Group */
  GArray *places;          /* Place */
  GArray *beginnings;      /* Beginning */
  guint buckets[BUCKETS];  /* by how words begin: the last of the beginnings + 1; 0 = none */
  guint longest;           /* words in the longest entry */
} Thesaurus;

/* Joins forms by spaces, function words left out where there are others, so that "dialog med sina
 * invånare" is "dialog med invånare". Takes the array. */
static char *
join_forms(GPtrArray *forms) {
  GString *key = g_string_new(NULL);
  bool content = false;
  for (guint i = 0; i < forms->len; i++)
    content = content || !corpus_is_stopword(forms->pdata[i]);
  for (guint i = 0; i < forms->len; i++)
    if (!content || !corpus_is_stopword(forms->pdata[i]))
      g_string_append_printf(key, "%s%s", key->len > 0 ? " " : "", (char *)forms->pdata[i]);
  g_ptr_array_unref(forms);
  return g_string_free(key, FALSE);
}

/* The key of words as they are written. */
static char *
key_of(const char *words) {
  GPtrArray *forms = g_ptr_array_new_with_free_func(g_free);
  GArray *cut = corpus_words(words, -1);
  for (guint i = 0; i < cut->len; i++)
    g_ptr_array_add(forms,
                    corpus_form(corpus_lexicon_shared(), g_array_index(cut, CorpusWord, i).word));
  g_array_unref(cut);
  return join_forms(forms);
}

/* The key of forms that are joined by spaces. */
static char *
key_of_forms(const char *text) {
  GPtrArray *forms = g_ptr_array_new_with_free_func(g_free);
  char **parts = g_strsplit(text, " ", -1);
  for (char **part = parts; *part != NULL; part++)
    g_ptr_array_add(forms, *part);
  g_free(parts);
  return join_forms(forms);
}

static const char *
key_of_entry(Entry *entry) {
  if (entry->key == NULL)
    entry->key = key_of(entry->text);
  return entry->key;
}

/* ---- the file ---- */

static guint
count_words(const char *entry) {
  guint words = 1;
  for (const char *at = entry; *at != '\0'; at++)
    words += *at == ' ';
  return words;
}

/* Lower case, without hyphens: mostly as it is written. For the program's life. */
static const char *
fold(const char *text) {
  const char *plain = text;
  while ((g_ascii_islower(*plain) || *plain == ' ' || (unsigned char)*plain >= 0x80) &&
         strncmp(plain, "\303\205", 2) != 0 && strncmp(plain, "\303\204", 2) != 0 &&
         strncmp(plain, "\303\226", 2) != 0)
    plain++;
  if (*plain == '\0')
    return text;
  char *folded = corpus_word_lower(text);
  gsize kept = 0;
  for (const char *at = folded; *at != '\0'; at++)
    if (*at != '-')
      folded[kept++] = *at;
  folded[kept] = '\0';
  return folded;
}

static bool
is_of_word(char byte) {
  return (unsigned char)byte >= 0x80 || g_ascii_isalnum(byte);
}

static guint
bucket_of(const char *word) {
  enum { FACTOR = 33 };
  guint bucket = 0;
  for (guint i = 0; i < ALIKE_BYTES && is_of_word(word[i]); i++)
    bucket = bucket * FACTOR + (unsigned char)word[i];
  return bucket % BUCKETS;
}

static void
add_beginning(Thesaurus *thesaurus, const char *text, Entry *entry) {
  guint *bucket = &thesaurus->buckets[bucket_of(text)];
  Beginning beginning = {text, entry, *bucket};
  g_array_append_val(thesaurus->beginnings, beginning);
  *bucket = thesaurus->beginnings->len;
}

/* May the form of a word be its first two letters, which are a word as well ("nya")? */
static bool
may_be_two_letters(Thesaurus *thesaurus, const char *word) {
  char letters[] = {word[0], word[1], '\0'};
  gpointer known = NULL;
  if (g_hash_table_lookup_extended(thesaurus->two_letters, letters, NULL, &known))
    return known != NULL;
  char *base = corpus_lexicon_base(corpus_lexicon_shared(), letters);
  g_hash_table_insert(thesaurus->two_letters, g_strdup(letters), GINT_TO_POINTER(base != NULL));
  g_free(base);
  return base != NULL;
}

/* Its form; the word itself where that begins like it. */
static char *
short_form(Thesaurus *thesaurus, const char *word) {
  char *irregular = corpus_irregular_base(word);
  char *form = irregular != NULL || may_be_two_letters(thesaurus, word)
                   ? corpus_form(corpus_lexicon_shared(), word)
                   : g_strdup(word);
  g_free(irregular);
  return form;
}

/* The form of a short word may begin otherwise ("män", "man") or be shorter than what is compared
 * ("nya", "ny"). */
static void
add_short(Thesaurus *thesaurus, const char *text, Entry *entry) {
  enum { SHORT_BYTES = 5 };
  gsize bytes = 0;
  while (bytes <= SHORT_BYTES && is_of_word(text[bytes]))
    bytes++;
  if (bytes > SHORT_BYTES || bytes < ALIKE_BYTES)
    return;
  char word[SHORT_BYTES + 1] = "";
  memcpy(word, text, bytes);
  char *form = g_hash_table_lookup(thesaurus->short_forms, word);
  if (form == NULL) {
    form = short_form(thesaurus, word); /* for the program's life */
    g_hash_table_insert(thesaurus->short_forms, g_strdup(word), form);
  }
  if (bucket_of(form) != bucket_of(word))
    add_beginning(thesaurus, form, entry);
}

static void
add_beginnings(Thesaurus *thesaurus, Entry *entry) {
  const char *folded = fold(entry->text);
  bool within = false;
  for (const char *at = folded; *at != '\0'; at++) {
    bool before = within;
    within = is_of_word(*at);
    if (within && !before) {
      add_beginning(thesaurus, at, entry);
      add_short(thesaurus, at, entry);
    }
  }
}

/* The entry with this text, which is kept with it. */
static Entry *
entry_of(Thesaurus *thesaurus, const char *text) {
  Entry *entry = g_hash_table_lookup(thesaurus->by_text, text);
  if (entry == NULL) {
    entry = g_new0(Entry, 1);
    entry->text = text;
    g_hash_table_insert(thesaurus->by_text, (gpointer)text, entry);
    g_ptr_array_add(thesaurus->texts, (gpointer)text);
    add_beginnings(thesaurus, entry);
  }
  return entry;
}

/* An entry that finds nothing: it is only found. */
static Entry *
entry_found(const char *text) {
  Entry *entry = g_new0(Entry, 1);
  entry->text = text;
  return entry;
}

/* Adds the comma-separated entries of one side of a line, which is cut up. finding: can they be
 * looked up, or asked for as known words? */
static void
add_members(Thesaurus *thesaurus, char *side, bool finding) {
  for (char *next = NULL; side != NULL; side = next) {
    next = strchr(side, ',');
    if (next != NULL)
      *next++ = '\0';
    const char *text = g_strstrip(side);
    if (*text == '\0')
      continue;
    g_ptr_array_add(thesaurus->members, finding ? entry_of(thesaurus, text) : entry_found(text));
    thesaurus->longest = MAX(thesaurus->longest, count_words(text));
  }
}

static void
add_place(Thesaurus *thesaurus, Entry *entry, guint group) {
  Place place = {group, entry->left};
  g_array_append_val(thesaurus->places, place);
  entry->left = thesaurus->places->len;
}

/* Adds what a line of the file says; cuts it up and keeps it. */
static void
add_line(Thesaurus *thesaurus, char *line, bool right_finds) {
  char *sign = strpbrk(line, "~>");
  Group group = {.left = thesaurus->members->len,
                 .kinship = sign == NULL   ? CORPUS_SAME
                            : *sign == '>' ? CORPUS_AMONG
                                           : CORPUS_AKIN};
  if (sign != NULL)
    *sign = '\0';
  add_members(thesaurus, line, true);
  group.left_end = thesaurus->members->len;
  group.right = sign != NULL ? group.left_end : group.left;
  if (sign != NULL)
    add_members(thesaurus, sign + 1, right_finds);
  group.right_end = thesaurus->members->len;
  for (guint i = group.left; i < group.left_end; i++)
    add_place(thesaurus, thesaurus->members->pdata[i], thesaurus->groups->len);
  g_array_append_val(thesaurus->groups, group);
}

static void
begin(gpointer table) {
  Thesaurus *thesaurus = table;
  thesaurus->lines = g_ptr_array_new();
  g_mutex_init(&thesaurus->lock);
  thesaurus->by_text = g_hash_table_new(g_str_hash, g_str_equal);
  thesaurus->two_letters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  thesaurus->short_forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  thesaurus->texts = g_ptr_array_new();
  thesaurus->members = g_ptr_array_new();
  thesaurus->groups = g_array_new(FALSE, FALSE, sizeof(Group));
  thesaurus->places = g_array_new(FALSE, FALSE, sizeof(Place));
  thesaurus->beginnings = g_array_new(FALSE, FALSE, sizeof(Beginning));
}

static bool
read_line(gpointer table, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  char *copy = g_strdup(line->text);
  g_ptr_array_add(((Thesaurus *)table)->lines, copy);
  add_line(table, copy, true);
  return true;
}

/* What stands on the right of a line of everyday words are those of the reports, known anyway. */
static bool
read_everyday_line(gpointer table, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  char *copy = g_strdup(line->text);
  g_ptr_array_add(((Thesaurus *)table)->lines, copy);
  add_line(table, copy, false);
  return true;
}

static bool
finish(gpointer table, G_GNUC_UNUSED GError **error) {
  Thesaurus *thesaurus = table;
  g_clear_pointer(&thesaurus->two_letters, g_hash_table_unref);
  g_clear_pointer(&thesaurus->short_forms, g_hash_table_unref);
  return true;
}

CORPUS_KNOWLEDGE(table, .file = "synonyms.txt", .bytes = sizeof(Thesaurus), .begin = begin,
                 .read_line = read_line, .finish = finish);
CORPUS_KNOWLEDGE(everyday_table, .file = "everyday.txt", .bytes = sizeof(Thesaurus), .begin = begin,
                 .read_line = read_everyday_line, .finish = finish);

static Thesaurus *
thesaurus(void) {
  return corpus_knowledge(&table);
}

static Thesaurus *
everyday(void) {
  return corpus_knowledge(&everyday_table);
}

/* ---- looking up ---- */

/* Adds one unless it is there: then the nearer kinship counts. */
static void
add_synonym(GArray *synonyms, CorpusSynonym synonym) {
  for (guint i = 0; i < synonyms->len; i++) {
    CorpusSynonym *there = &g_array_index(synonyms, CorpusSynonym, i);
    if (there->words != synonym.words)
      continue;
    there->kinship = MIN(there->kinship, synonym.kinship);
    return;
  }
  g_array_append_val(synonyms, synonym);
}

/* Adds what stands on the group's right, but for the words themselves. */
static void
add_right(const Thesaurus *known, const Group *group, const char *key, GArray *found) {
  for (guint i = group->right; i < group->right_end; i++) {
    Entry *entry = known->members->pdata[i];
    if (strcmp(key_of_entry(entry), key) != 0)
      add_synonym(found, (CorpusSynonym){entry->text, group->kinship});
  }
}

static int
compare_numbers(gconstpointer a, gconstpointer b) {
  guint first = *(const guint *)a, second = *(const guint *)b;
  return first < second ? -1 : first > second;
}

static void
add_groups(const Thesaurus *known, const Entry *entry, GArray *numbers) {
  for (guint i = entry->left; i > 0;) {
    const Place *place = &g_array_index(known->places, Place, i - 1);
    g_array_append_val(numbers, place->group);
    i = place->next;
  }
}

/* May a word that begins so have the form, of which the last bytes may be others ("ledamöter",
 * "ledamot")? Spares most entries the search for their words' forms. */
static bool
may_have(const Beginning *beginning, const char *form, gsize bytes) {
  enum { OTHER_BYTES = 3 };
  return bytes <= OTHER_BYTES || strncmp(beginning->text, form, bytes - OTHER_BYTES) == 0;
}

/* The numbers of the groups with the key on their left, in the file's order; some more than once.
 * The key's first form begins as a word of such an entry does. The caller unrefs the array. */
static GArray *
groups_with(const Thesaurus *known, const char *key) {
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));
  const Beginning *beginning = NULL;
  for (guint i = known->buckets[bucket_of(key)]; i > 0; i = beginning->next) {
    beginning = &g_array_index(known->beginnings, Beginning, i - 1);
    if (beginning->entry->left > 0 && may_have(beginning, key, strcspn(key, " ")) &&
        strcmp(key_of_entry(beginning->entry), key) == 0)
      add_groups(known, beginning->entry, numbers);
  }
  g_array_sort(numbers, compare_numbers);
  return numbers;
}

static GArray *
look_up(Thesaurus *known, const char *words) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(CorpusSynonym));
  g_mutex_lock(&known->lock);
  Entry *entry = g_hash_table_lookup(known->by_text, words);
  char *made = entry == NULL ? key_of_forms(words) : NULL;
  const char *key = entry != NULL ? key_of_entry(entry) : made;
  GArray *numbers = groups_with(known, key);
  for (guint i = 0; i < numbers->len; i++) {
    guint number = g_array_index(numbers, guint, i);
    if (i == 0 || number != g_array_index(numbers, guint, i - 1))
      add_right(known, &g_array_index(known->groups, Group, number), key, found);
  }
  g_mutex_unlock(&known->lock);
  g_array_unref(numbers);
  g_free(made);
  return found;
}

GArray *
corpus_synonyms_of(const char *words) {
  return look_up(thesaurus(), words);
}

GArray *
corpus_synonyms_everyday(const char *words) {
  return look_up(everyday(), words);
}

const GPtrArray *
corpus_synonyms_entries(void) {
  return thesaurus()->texts;
}

/* Is the form one of those of the key? */
static bool
holds(const char *key, const char *form) {
  gsize length = strlen(form);
  for (const char *at = key; at != NULL; at = strchr(at, ' '), at = at != NULL ? at + 1 : NULL)
    if (strncmp(at, form, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
      return true;
  return false;
}

static bool
has_form(Thesaurus *known, const char *form) {
  bool found = false;
  g_mutex_lock(&known->lock);
  for (guint i = known->buckets[bucket_of(form)]; i > 0 && !found;) {
    const Beginning *beginning = &g_array_index(known->beginnings, Beginning, i - 1);
    found = may_have(beginning, form, strlen(form)) && holds(key_of_entry(beginning->entry), form);
    i = beginning->next;
  }
  g_mutex_unlock(&known->lock);
  return found;
}

bool
corpus_synonyms_have(const char *form) {
  return has_form(thesaurus(), form);
}

bool
corpus_synonyms_everyday_have(const char *form) {
  return has_form(everyday(), form);
}

guint
corpus_synonyms_longest(void) {
  return thesaurus()->longest;
}
