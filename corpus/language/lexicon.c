/* corpus/language/lexicon.c: asks libhunspell what is a Swedish word and which is its base form. */
#include "corpus/language/lexicon.h"

#include <hunspell/hunspell.h>
#include <string.h>

#include "corpus/text/error.h"

/* Longer words are no words, and hunspell's search for compounds grows steeply with length. */
enum { WORD_MAX_CHARS = 64 };

struct CorpusLexicon {
  char *affix_path, *dictionary_path;
  Hunhandle *hunspell; /* NULL until first use */
  GHashTable *entries; /* the dictionary's own words as they stand; NULL until first use */
  /* The same words come back all the time. */
  GHashTable *known; /* word -> GINT_TO_POINTER(bool) */
  GHashTable *bases; /* word -> its base form, NULL if it has none */
};

/* The dictionary's path without its extension. */
static const char *
prefix_in_use(const char *path_prefix) {
  if (path_prefix != NULL)
    return path_prefix;
  const char *from_environment = g_getenv("KOMPASS_DICTIONARY");
  if (from_environment != NULL && *from_environment != '\0')
    return from_environment;
  return KOMPASS_DICTIONARY;
}

CorpusLexicon *
corpus_lexicon_new(const char *path_prefix, GError **error) {
  const char *prefix = prefix_in_use(path_prefix);
  CorpusLexicon *lexicon = g_new0(CorpusLexicon, 1);
  lexicon->affix_path = g_strconcat(prefix, ".aff", NULL);
  lexicon->dictionary_path = g_strconcat(prefix, ".dic", NULL);
  lexicon->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  lexicon->bases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const char *missing = NULL;
  if (!g_file_test(lexicon->affix_path, G_FILE_TEST_IS_REGULAR))
    missing = lexicon->affix_path;
  else if (!g_file_test(lexicon->dictionary_path, G_FILE_TEST_IS_REGULAR))
    missing = lexicon->dictionary_path;
  if (missing != NULL) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DICTIONARY,
                "%s is not there (the Swedish dictionary, Debian package hunspell-sv)", missing);
    corpus_lexicon_free(lexicon);
    return NULL;
  }
  return lexicon;
}

void
corpus_lexicon_free(CorpusLexicon *lexicon) {
  if (lexicon == NULL)
    return;
  if (lexicon->hunspell != NULL)
    Hunspell_destroy(lexicon->hunspell);
  g_clear_pointer(&lexicon->entries, g_hash_table_unref);
  g_hash_table_unref(lexicon->bases);
  g_hash_table_unref(lexicon->known);
  g_free(lexicon->affix_path);
  g_free(lexicon->dictionary_path);
  g_free(lexicon);
}

/* Loaded on first use; NULL only if the library cannot. */
static Hunhandle *
hunspell(CorpusLexicon *lexicon) {
  if (lexicon->hunspell == NULL)
    lexicon->hunspell = Hunspell_create(lexicon->affix_path, lexicon->dictionary_path);
  return lexicon->hunspell;
}

/* hunspell takes a NUL-terminated word in the dictionary's encoding, which is UTF-8. */
static bool
may_be_asked(const char *word) {
  return *word != '\0' && g_utf8_validate(word, -1, NULL) &&
         g_utf8_strlen(word, -1) <= WORD_MAX_CHARS;
}

bool
corpus_lexicon_knows(CorpusLexicon *lexicon, const char *word) {
  if (!may_be_asked(word))
    return false;
  gpointer answer = NULL;
  if (g_hash_table_lookup_extended(lexicon->known, word, NULL, &answer))
    return GPOINTER_TO_INT(answer);
  Hunhandle *handle = hunspell(lexicon);
  bool known = handle != NULL && Hunspell_spell(handle, word) != 0;
  g_hash_table_insert(lexicon->known, g_strdup(word), GINT_TO_POINTER(known));
  return known;
}

/* The words of the dictionary file: a line a word, flags after a slash; the first line counts them.
 * hunspell can't be asked for them: it also accepts whatever they can be joined to. */
static GHashTable *
read_entries(const char *dictionary_path) {
  GHashTable *entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char *text = NULL;
  if (!g_file_get_contents(dictionary_path, &text, NULL, NULL))
    return entries; /* was there when the lexicon was made; without it no word is an entry */
  char *line = strchr(text, '\n');
  while (line != NULL) {
    const char *word = line + 1;
    line = strchr(word, '\n');
    gsize length = strcspn(word, "/\t\r\n");
    if (length > 0)
      g_hash_table_add(entries, g_strndup(word, length));
  }
  g_free(text);
  return entries;
}

bool
corpus_lexicon_is_entry(CorpusLexicon *lexicon, const char *word) {
  if (lexicon->entries == NULL)
    lexicon->entries = read_entries(lexicon->dictionary_path);
  return g_hash_table_contains(lexicon->entries, word);
}

/* The value of the last field `key` ("pa:", "st:") of an analysis, NULL if it has none; fields are
 * separated by spaces. The caller frees it. */
static char *
last_field(char *const *fields, const char *key, guint *position) {
  char *value = NULL;
  for (guint i = 0; fields[i] != NULL; i++) {
    if (!g_str_has_prefix(fields[i], key))
      continue;
    g_free(value);
    value = g_strdup(fields[i] + strlen(key));
    *position = i;
  }
  return value;
}

/* The base form that one analysis gives, NULL if it gives none.
 *
 * A simple word: "st:möte fl:C". A compound: "pa:förslags st:förslag pa:lådan st:låda fl:E", where
 * earlier parts may be missing, and the last part has no "st:" where it is its own base form. */
static char *
base_of_analysis(const char *word, const char *analysis) {
  char **fields = g_strsplit(analysis, " ", -1);
  guint part_position = 0, stem_position = 0;
  char *part = last_field(fields, "pa:", &part_position);
  char *stem = last_field(fields, "st:", &stem_position);
  char *base = NULL;
  if (part == NULL) {
    base = g_strdup(stem);
  } else if (g_str_has_suffix(word, part)) {
    bool has_stem = stem != NULL && stem_position > part_position;
    char *before = g_strndup(word, strlen(word) - strlen(part));
    base = g_strconcat(before, has_stem ? stem : part, NULL);
    g_free(before);
  }
  g_free(part);
  g_free(stem);
  g_strfreev(fields);
  return base;
}

/* Several analyses compete ("förslagen": the definite plural of "förslag", or an adjective): the
 * shortest base form is that of the noun nearly always; verbs hide behind imperatives otherwise. */
static char *
shortest_base(const char *word, char *const *analyses, int count) {
  char *best = NULL;
  for (int i = 0; i < count; i++) {
    char *base = base_of_analysis(word, analyses[i]);
    if (base != NULL && (best == NULL || strlen(base) < strlen(best))) {
      g_free(best);
      best = base;
    } else {
      g_free(base);
    }
  }
  return best;
}

static char *
base_as_written(CorpusLexicon *lexicon, const char *word) {
  Hunhandle *handle = hunspell(lexicon);
  if (handle == NULL)
    return NULL;
  char **analyses = NULL;
  int count = Hunspell_analyze(handle, &analyses, word);
  char *base = shortest_base(word, analyses, count);
  if (count > 0)
    Hunspell_free_list(handle, &analyses, count);
  return base;
}

/* At a sentence's start a word has a capital that its base form has not. */
static char *
find_base(CorpusLexicon *lexicon, const char *word) {
  char *lower = g_utf8_strdown(word, -1);
  char *base = corpus_lexicon_knows(lexicon, lower)  ? base_as_written(lexicon, lower)
               : corpus_lexicon_knows(lexicon, word) ? base_as_written(lexicon, word)
                                                     : NULL;
  g_free(lower);
  return base;
}

char *
corpus_lexicon_base(CorpusLexicon *lexicon, const char *word) {
  if (!may_be_asked(word))
    return NULL;
  gpointer base = NULL;
  if (!g_hash_table_lookup_extended(lexicon->bases, word, NULL, &base)) {
    base = find_base(lexicon, word);
    g_hash_table_insert(lexicon->bases, g_strdup(word), base);
  }
  return g_strdup(base);
}
