/* search/who/topic_words.c: reads corpus/data/who-topics.ini into tables by form. */
#include "search/who/topic_words.h"

#include "corpus/text/knowledge.h"

/* The file as it stands: words, not forms. */
typedef struct {
  GHashTable *generic;      /* char * -> double * */
  GHashTable *kinds;        /* char * (a kind's name) -> const char *const * */
  GHashTable *whole;        /* char * */
  const char *const *asked; /* names of kinds */
  GHashTable *aside, *particles, *prepositions;
} File;

static const CorpusKnowledgeField FIELDS[] = {
    {"generic", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(File, generic)},
    {"kinds", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, kinds)},
    {"whole", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, whole)},
    {"asked", "kinds", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(File, asked)},
    {"aside", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, aside)},
    {"particles", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, particles)},
    {"prepositions", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(File, prepositions)},
    {0}};

CORPUS_KNOWLEDGE(file_table, .file = "who-topics.ini", .bytes = sizeof(File), .fields = FIELDS);

struct SearchTopicWords {
  const File *file;
  GHashTable *generic; /* char * (a form) -> double *, borrowed */
  GHashTable *kinds;   /* char * -> GPtrArray * of char *, shared by the kind's words */
  GHashTable *whole;   /* char * */
  GHashTable *asked;   /* char *: all words of the kinds that are asked for */
};

static void
add_generic(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer word, weight;
  g_hash_table_iter_init(&all, words->file->generic);
  while (g_hash_table_iter_next(&all, &word, &weight))
    g_hash_table_insert(words->generic, g_strdup(search_form_of_base(forms, word)), weight);
}

static void
add_kinds(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer name, list;
  g_hash_table_iter_init(&all, words->file->kinds);
  while (g_hash_table_iter_next(&all, &name, &list)) {
    bool asked = g_strv_contains(words->file->asked, name);
    GPtrArray *members = g_ptr_array_new_with_free_func(g_free);
    for (const char *const *word = list; *word != NULL; word++) {
      char *form = g_strdup(search_form_of_base(forms, *word));
      g_ptr_array_add(members, form);
      g_hash_table_insert(words->kinds, g_strdup(form), g_ptr_array_ref(members));
      if (asked)
        g_hash_table_add(words->asked, g_strdup(form));
    }
    g_ptr_array_unref(members);
  }
}

static void
add_whole(SearchTopicWords *words, SearchForms *forms) {
  GHashTableIter all;
  gpointer word;
  g_hash_table_iter_init(&all, words->file->whole);
  while (g_hash_table_iter_next(&all, &word, NULL))
    g_hash_table_add(words->whole, g_strdup(search_form_of_base(forms, word)));
}

static GHashTable *
table_new(GDestroyNotify free_value) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

SearchTopicWords *
search_topic_words_new(SearchForms *forms) {
  SearchTopicWords *words = g_new(SearchTopicWords, 1);
  *words = (SearchTopicWords){corpus_knowledge(&file_table), table_new(NULL),
                              table_new((GDestroyNotify)g_ptr_array_unref), table_new(NULL),
                              table_new(NULL)};
  add_generic(words, forms);
  add_kinds(words, forms);
  add_whole(words, forms);
  return words;
}

void
search_topic_words_free(SearchTopicWords *words) {
  if (words == NULL)
    return;
  g_hash_table_unref(words->generic);
  g_hash_table_unref(words->kinds);
  g_hash_table_unref(words->whole);
  g_hash_table_unref(words->asked);
  g_free(words);
}

double
search_topic_words_weight(const SearchTopicWords *words, const char *form) {
  const double *weight = g_hash_table_lookup(words->generic, form);
  return weight != NULL ? *weight : 1;
}

const GPtrArray *
search_topic_words_kind(const SearchTopicWords *words, const char *form) {
  return g_hash_table_lookup(words->kinds, form);
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
search_topic_words_preposition(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->file->prepositions, word);
}
