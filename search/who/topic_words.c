/* search/who/topic_words.c: reads corpus/data/who-topics.ini into tables by form. */
#include "search/who/topic_words.h"

#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/error.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

#define LONGEST_NAME 5 /* letters of a name, where the whole topic is in capitals */
#define LIGHT_WORD 0.2 /* weight of a word that can be said of anything ("ofta", "andra") */

/* The file as it stands: words, not forms. */
typedef struct {
  GHashTable *generic;      /* char * -> double * */
  GHashTable *kinds;        /* char * (a kind's name) -> const char *const * */
  GHashTable *classes;      /* the same of classes, */
  GHashTable *heads;        /* of the general words of each, */
  GHashTable *weights;      /* and char * -> double *: what these count for */
  GHashTable *whole;        /* char * */
  const char *const *asked; /* names of kinds */
  GHashTable *light, *mere, *prepared, *aside, *particles, *prepositions, *where, *both, *report;
} File;

static const CorpusKnowledgeField FIELDS[] = {
    {"generic", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(File, generic)},
    {"kinds", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, kinds)},
    {"classes", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, classes)},
    {"heads", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, heads)},
    {"weights", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(File, weights)},
    {"whole", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, whole)},
    {"asked", "kinds", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, asked)},
    {"light", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, light)},
    {"mere", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, mere)},
    {"prepared", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, prepared)},
    {"aside", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, aside)},
    {"particles", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, particles)},
    {"prepositions", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, prepositions)},
    {"where", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, where)},
    {"report", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, report)},
    {"both", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, both)},
    {0}};

/* Is the class whole: are its general words among its words, and is it said what they count for? */
static bool
check_class(const File *file, const char *name, const char *const *heads, GError **error) {
  const char *const *words = g_hash_table_lookup(file->classes, name);
  const char *missing =
      words == NULL || g_hash_table_lookup(file->weights, name) == NULL ? name : NULL;
  for (; missing == NULL && *heads != NULL; heads++)
    if (!g_strv_contains(words, *heads))
      missing = *heads;
  if (missing != NULL)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA,
                "corpus/data/who-topics.ini: \"%s\" of [heads] is not in [classes] or [weights]",
                missing);
  return missing == NULL;
}

static bool
check_classes(gpointer table, GError **error) {
  const File *file = table;
  GHashTableIter all;
  gpointer name, heads;
  bool good = true;
  g_hash_table_iter_init(&all, file->heads);
  while (good && g_hash_table_iter_next(&all, &name, &heads))
    good = check_class(file, name, heads, error);
  return good;
}

CORPUS_KNOWLEDGE(file_table, .file = "who-topics.ini", .bytes = sizeof(File), .fields = FIELDS,
                 .finish = check_classes);

struct SearchTopicWords {
  const File *file;
  GHashTable *generic; /* char * (a form) -> double *, borrowed */
  GHashTable *kinds;   /* char * -> GPtrArray * of char *: what it may be said as */
  GHashTable *classes; /* the same of general words; as they stand in the file, borrowed */
  GHashTable *whole;   /* char * */
  GHashTable *asked;   /* char *: all words of the kinds that are asked for */
};

static void
add_generic(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer word, weight;
  g_hash_table_iter_init(&all, words->file->generic);
  while (g_hash_table_iter_next(&all, &word, &weight))
    g_hash_table_insert(words->generic, g_strdup(search_form_glance_of_base(forms, word)), weight);
}

/* The forms of words. */
static GPtrArray *
forms_of(SearchForms *forms, const char *const *list) {
  GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
  for (const char *const *word = list; *word != NULL; word++)
    g_ptr_array_add(all, g_strdup(search_form_glance_of_base(forms, *word)));
  return all;
}

/* What the form may be said as so far, to be added to: a word may be in several groups. */
static GPtrArray *
said_as(GHashTable *by_form, const char *form, GDestroyNotify free_word) {
  GPtrArray *known = g_hash_table_lookup(by_form, form);
  if (known == NULL) {
    known = g_ptr_array_new_with_free_func(free_word);
    g_hash_table_insert(by_form, g_strdup(form), known);
  }
  return known;
}

/* Notes that a topic which begins with one of the words asks for it, if the group is such a one. */
static void
ask_for(SearchTopicWords *words, const char *group, const GPtrArray *forms) {
  for (guint i = 0; i < forms->len && g_strv_contains(words->file->asked, group); i++)
    g_hash_table_add(words->asked, g_strdup(forms->pdata[i]));
}

static void
add_kinds(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer name, list;
  g_hash_table_iter_init(&all, words->file->kinds);
  while (g_hash_table_iter_next(&all, &name, &list)) {
    GPtrArray *kind = forms_of(forms, list);
    for (guint i = 0; i < kind->len; i++)
      for (guint j = 0; j < kind->len; j++)
        g_ptr_array_add(said_as(words->kinds, kind->pdata[i], g_free), g_strdup(kind->pdata[j]));
    ask_for(words, name, kind);
    g_ptr_array_unref(kind);
  }
}

/* A general word of a class may be said as any of its words. */
static void
add_head(SearchTopicWords *words, const char *class, const char *form) {
  const char *const *list = g_hash_table_lookup(words->file->classes, class);
  GPtrArray *as = said_as(words->classes, form, NULL);
  for (; list != NULL && *list != NULL; list++)
    g_ptr_array_add(as, (gpointer)*list);
  if (!g_hash_table_contains(words->generic, form))
    g_hash_table_insert(words->generic, g_strdup(form),
                        g_hash_table_lookup(words->file->weights, class));
}

static void
add_classes(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer name, list;
  g_hash_table_iter_init(&all, words->file->heads);
  while (g_hash_table_iter_next(&all, &name, &list)) {
    GPtrArray *heads = forms_of(forms, list);
    for (guint i = 0; i < heads->len; i++)
      add_head(words, name, heads->pdata[i]);
    ask_for(words, name, heads);
    g_ptr_array_unref(heads);
  }
}

static void
add_whole(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer word;
  g_hash_table_iter_init(&all, words->file->whole);
  while (g_hash_table_iter_next(&all, &word, NULL))
    g_hash_table_add(words->whole, g_strdup(search_form_glance_of_base(forms, word)));
}

static GHashTable *
table_new(GDestroyNotify free_value) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

SearchTopicWords *
search_topic_words_new(SearchForms *forms) {
  SearchTopicWords *words = g_new(SearchTopicWords, 1);
  *words = (SearchTopicWords){corpus_knowledge(&file_table),
                              table_new(NULL),
                              table_new((GDestroyNotify)g_ptr_array_unref),
                              table_new((GDestroyNotify)g_ptr_array_unref),
                              table_new(NULL),
                              table_new(NULL)};
  add_generic(words, forms);
  add_kinds(words, forms);
  add_classes(words, forms);
  add_whole(words, forms);
  return words;
}

void
search_topic_words_free(SearchTopicWords *words) {
  if (words == NULL)
    return;
  g_hash_table_unref(words->generic);
  g_hash_table_unref(words->kinds);
  g_hash_table_unref(words->classes);
  g_hash_table_unref(words->whole);
  g_hash_table_unref(words->asked);
  g_free(words);
}

static bool
is_light(const SearchTopicWords *words, const char *word) {
  return corpus_is_light_word(word) || g_hash_table_contains(words->file->light, word);
}

double
search_topic_words_weight(const SearchTopicWords *words, const char *form) {
  const double *weight = g_hash_table_lookup(words->generic, form);
  return weight != NULL ? *weight : 1;
}

double
search_topic_words_weight_alone(const SearchTopicWords *words, const char *word, const char *base,
                                const char *form) {
  bool light = is_light(words, word) || corpus_is_light_word(base) || corpus_is_stopword(base);
  return light && !g_hash_table_contains(words->generic, form)
             ? LIGHT_WORD
             : search_topic_words_weight(words, form);
}

const GPtrArray *
search_topic_words_kind(const SearchTopicWords *words, const char *form) {
  return g_hash_table_lookup(words->kinds, form);
}

const GPtrArray *
search_topic_words_class(const SearchTopicWords *words, const char *form) {
  return g_hash_table_lookup(words->classes, form);
}

bool
search_topic_words_whole(const SearchTopicWords *words, const char *form) {
  return g_hash_table_contains(words->whole, form);
}

bool
search_topic_words_asked(const SearchTopicWords *words, const char *form) {
  return g_hash_table_contains(words->asked, form);
}

bool
search_topic_words_aside(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->file->aside, word);
}

bool
search_topic_words_particle(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->file->particles, word);
}

bool
search_topic_words_where(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->file->where, word);
}

/* The forms of a set of words. */
static GHashTable *
forms_of_set(SearchForms *forms, GHashTable *set) {
  GHashTable *made = table_new(NULL);
  GHashTableIter all;
  gpointer word;
  g_hash_table_iter_init(&all, set);
  while (g_hash_table_iter_next(&all, &word, NULL))
    g_hash_table_add(made, g_strdup(search_form_glance_of_base(forms, word)));
  return made;
}

GHashTable *
search_topic_words_mere(SearchForms *forms) {
  return forms_of_set(forms, ((const File *)corpus_knowledge(&file_table))->mere);
}

GHashTable *
search_topic_words_prepared(SearchForms *forms) {
  return forms_of_set(forms, ((const File *)corpus_knowledge(&file_table))->prepared);
}

bool
search_topic_words_preposition(const char *word) {
  return g_hash_table_contains(((const File *)corpus_knowledge(&file_table))->prepositions, word);
}

bool
search_topic_words_of_report(const char *word) {
  return g_hash_table_contains(((const File *)corpus_knowledge(&file_table))->report, word);
}

bool
search_topic_words_both(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->file->both, word);
}

static bool
has_small_letters(const char *text) {
  while (*text != '\0' && !g_unichar_islower(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return *text != '\0';
}

bool
search_topic_words_name(const char *text, const CorpusWord *word) {
  return corpus_word_has_capitals(text, word) &&
         (has_small_letters(text) ||
          (g_utf8_strlen(word->word, -1) <= LONGEST_NAME && strlen(text) == word->length_bytes));
}

bool
search_topic_words_everyday(const char *word) {
  char *first = g_strndup(word, strcspn(word, "-"));
  bool everyday = corpus_is_stopword(first) || corpus_lexicon_lists(corpus_lexicon_shared(), first);
  g_free(first);
  return everyday;
}
