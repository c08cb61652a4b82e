/* search/who/topic_words.c: reads corpus/data/who-topics.ini into tables by form. */
#include "search/who/topic_words.h"

#include "corpus/text/knowledge.h"

#define DATA_FILE "who-topics.ini"

struct SearchTopicWords {
  GHashTable *generic;           /* char * -> double * */
  GHashTable *kinds;             /* char * -> GPtrArray * of char *, shared by the kind's words */
  GHashTable *whole;             /* char * */
  GHashTable *asked;             /* char *: all words of the kinds that are asked for */
  GHashTable *aside, *particles; /* char *: not forms, but words as they are typed */
};

static bool
read_generic(SearchTopicWords *words, GKeyFile *file, SearchForms *forms, GError **error) {
  char **keys = g_key_file_get_keys(file, "generic", NULL, error);
  for (char **key = keys; key != NULL && *key != NULL; key++) {
    GError *inner = NULL;
    double weight = g_key_file_get_double(file, "generic", *key, &inner);
    if (inner != NULL) {
      g_propagate_error(error, inner);
      g_strfreev(keys);
      return false;
    }
    g_hash_table_insert(words->generic, g_strdup(search_form_of_base(forms, *key)),
                        g_memdup2(&weight, sizeof weight));
  }
  g_strfreev(keys);
  return keys != NULL;
}

/* The forms of a list of words. The caller unrefs the array; NULL where there is no such list. */
static GPtrArray *
forms_of_list(GKeyFile *file, SearchForms *forms, const char *group, const char *key,
              GError **error) {
  char **list = g_key_file_get_string_list(file, group, key, NULL, error);
  if (list == NULL)
    return NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  for (char **word = list; *word != NULL; word++)
    g_ptr_array_add(found, g_strdup(search_form_of_base(forms, *word)));
  g_strfreev(list);
  return found;
}

static bool
read_kinds(SearchTopicWords *words, GKeyFile *file, SearchForms *forms, GError **error) {
  char **kinds = g_key_file_get_keys(file, "kinds", NULL, error);
  bool good = kinds != NULL;
  for (char **kind = kinds; good && *kind != NULL; kind++) {
    GPtrArray *members = forms_of_list(file, forms, "kinds", *kind, error);
    good = members != NULL;
    for (guint i = 0; good && i < members->len; i++)
      g_hash_table_insert(words->kinds, g_strdup(members->pdata[i]), g_ptr_array_ref(members));
    if (good)
      g_ptr_array_unref(members);
  }
  g_strfreev(kinds);
  return good;
}

static bool
read_list(GHashTable *set, GKeyFile *file, SearchForms *forms, const char *group, const char *key,
          GError **error) {
  GPtrArray *members = forms_of_list(file, forms, group, key, error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    g_hash_table_add(set, g_strdup(members->pdata[i]));
  if (members != NULL)
    g_ptr_array_unref(members);
  return members != NULL;
}

/* A list of words as they are typed. */
static bool
read_typed(GHashTable *set, GKeyFile *file, const char *group, GError **error) {
  char **list = g_key_file_get_string_list(file, group, "words", NULL, error);
  for (char **word = list; word != NULL && *word != NULL; word++)
    g_hash_table_add(set, g_strdup(*word));
  g_strfreev(list);
  return list != NULL;
}

static bool
read_asked(SearchTopicWords *words, GKeyFile *file, SearchForms *forms, GError **error) {
  char **kinds = g_key_file_get_string_list(file, "asked", "kinds", NULL, error);
  bool good = kinds != NULL;
  for (char **kind = kinds; good && *kind != NULL; kind++)
    good = read_list(words->asked, file, forms, "kinds", *kind, error);
  g_strfreev(kinds);
  return good;
}

SearchTopicWords *
search_topic_words_read(SearchForms *forms, GError **error) {
  GKeyFile *file = corpus_data_key_file(DATA_FILE, error);
  if (file == NULL)
    return NULL;
  SearchTopicWords *words = g_new(SearchTopicWords, 1);
  *words = (SearchTopicWords){
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  bool good = read_generic(words, file, forms, error) && read_kinds(words, file, forms, error) &&
              read_list(words->whole, file, forms, "whole", "words", error) &&
              read_asked(words, file, forms, error) &&
              read_typed(words->aside, file, "aside", error) &&
              read_typed(words->particles, file, "particles", error);
  g_key_file_unref(file);
  if (good)
    return words;
  search_topic_words_free(words);
  return NULL;
}

void
search_topic_words_free(SearchTopicWords *words) {
  if (words == NULL)
    return;
  g_hash_table_unref(words->generic);
  g_hash_table_unref(words->kinds);
  g_hash_table_unref(words->whole);
  g_hash_table_unref(words->asked);
  g_hash_table_unref(words->aside);
  g_hash_table_unref(words->particles);
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
  return g_hash_table_contains(words->aside, word);
}

bool
search_topic_words_particle(const SearchTopicWords *words, const char *word) {
  return g_hash_table_contains(words->particles, word);
}
