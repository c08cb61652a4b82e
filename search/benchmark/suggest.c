/* search/benchmark/suggest.c: how a word or a municipality's name that was begun may go on. */
#include <string.h>

#include "corpus/text/words.h"
#include "search/benchmark/status.h"

/* A form of a word, with the word to show for it. */
typedef struct {
  const char *form, *word; /* borrowed from the vocabulary */
  unsigned word_count, count;
} Candidate;

/* ---- words ---- */

/* The word that the text ends in the middle of; NULL where it ends behind one. The caller frees it.
 */
static char *
begun_word(const char *text) {
  GArray *words = corpus_words(text, -1);
  const CorpusWord *last =
      words->len > 0 ? &g_array_index(words, CorpusWord, words->len - 1) : NULL;
  bool open = last != NULL && text[last->start_bytes + last->length_bytes] == '\0';
  char *word = open ? g_strdup(last->word) : NULL;
  g_array_unref(words);
  return word;
}

/* Does the word begin so, hyphens left out? */
static bool
begins(const char *word, const char *beginning) {
  for (; *beginning != '\0'; beginning++) {
    if (*beginning == '-')
      continue;
    word += strspn(word, "-");
    if (*word++ != *beginning)
      return false;
  }
  return true;
}

static bool
says_something(const char *word) {
  bool letters = false;
  for (const char *at = word; *at != '\0' && !letters; at = g_utf8_next_char(at))
    letters = g_unichar_isalpha(g_utf8_get_char(at));
  return letters && g_utf8_strlen(word, -1) > 1 && !corpus_is_stopword(word);
}

/* The word is shown for its form if it is the form itself, or else more frequent than others. */
static void
count_word(GHashTable *candidates, const char *form, const char *word, unsigned count) {
  Candidate *known = g_hash_table_lookup(candidates, form);
  if (known == NULL) {
    known = g_new0(Candidate, 1);
    known->form = form;
    g_hash_table_insert(candidates, (gpointer)form, known);
  }
  known->count += count;
  bool better =
      known->word == NULL || (count > known->word_count && strcmp(known->word, form) != 0);
  if (better || strcmp(word, form) == 0) {
    known->word = word;
    known->word_count = count;
  }
}

/* form -> Candidate, of all words that begin so. */
static GHashTable *
find_candidates(const IndexerVocabulary *vocabulary, const char *beginning) {
  GHashTable *candidates = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  char *letter = g_utf8_substring(beginning, 0, 1);
  IndexerVocabularyPlaces places = indexer_vocabulary_beginning(vocabulary, letter);
  for (guint i = places.first; i < places.end; i++) {
    unsigned count = 0;
    const char *word = indexer_vocabulary_at(vocabulary, i, &count);
    if (begins(word, beginning) && says_something(word))
      count_word(candidates, indexer_vocabulary_form_at(vocabulary, i, &word), word, count);
  }
  g_free(letter);
  return candidates;
}

static int
compare_candidates(gconstpointer a, gconstpointer b) {
  const Candidate *first = *(const Candidate *const *)a, *second = *(const Candidate *const *)b;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return strcmp(first->word, second->word);
}

static int
compare_words(gconstpointer a, gconstpointer b) {
  const SearchSuggestedWord *first = a, *second = b;
  if (first->passages != second->passages)
    return first->passages > second->passages ? -1 : 1;
  return strcmp(first->text, second->text);
}

/* How often a word is used decides which are looked at, in how many passages which come first. A
 * word that stands in questions of the instrument alone is in none. */
static bool
take_words(const SearchEngine *engine, GHashTable *candidates, SearchSuggestions *suggestions,
           unsigned most, GError **error) {
  GPtrArray *sorted = g_ptr_array_new();
  GHashTableIter at;
  gpointer value = NULL;
  g_hash_table_iter_init(&at, candidates);
  while (g_hash_table_iter_next(&at, NULL, &value))
    g_ptr_array_add(sorted, value);
  g_ptr_array_sort(sorted, compare_candidates);
  bool ok = true;
  for (guint i = 0; ok && i < sorted->len && suggestions->words->len < most; i++) {
    const Candidate *candidate = sorted->pdata[i];
    SearchSuggestedWord word = {.text = (char *)candidate->word};
    ok = search_words_frequency(engine->words, candidate->form, &word.passages, error);
    if (!ok || word.passages == 0)
      continue;
    word.text = g_strdup(word.text);
    g_array_append_val(suggestions->words, word);
  }
  g_array_sort(suggestions->words, compare_words);
  g_ptr_array_unref(sorted);
  return ok;
}

static bool
suggest_words(const SearchEngine *engine, const char *beginning, SearchSuggestions *suggestions,
              unsigned most, GError **error) {
  GHashTable *candidates = find_candidates(indexer_reader_vocabulary(engine->reader), beginning);
  bool ok = take_words(engine, candidates, suggestions, most, error);
  g_hash_table_unref(candidates);
  return ok;
}

/* ---- municipalities ---- */

/* Does the name begin so, as it is written or without its diacritics? */
static bool
name_begins(const char *name, const char *beginning) {
  char *lower = corpus_word_lower(name);
  char *folded = corpus_word_fold(lower);
  bool same = g_str_has_prefix(lower, beginning) || g_str_has_prefix(folded, beginning);
  g_free(folded);
  g_free(lower);
  return same;
}

/* Does a later word of the name ("Väsby" of "Upplands Väsby")? */
static bool
word_begins(const char *name, const char *beginning) {
  bool found = false;
  for (const char *at = strpbrk(name, " -"); !found && at != NULL; at = strpbrk(at + 1, " -"))
    found = name_begins(at + 1, beginning);
  return found;
}

/* How well it is meant: 0 = not at all. */
static unsigned
fits(const CorpusMunicipality *municipality, const char *beginning) {
  if (name_begins(municipality->name, beginning))
    return 2;
  return word_begins(municipality->name, beginning) ||
                 g_str_has_prefix(municipality->code, beginning)
             ? 1
             : 0;
}

static int
compare_municipalities(gconstpointer a, gconstpointer b) {
  const SearchSuggestedMunicipality *first = a, *second = b;
  if (first->fit != second->fit)
    return first->fit > second->fit ? -1 : 1;
  return corpus_names_compare(first->municipality->name, second->municipality->name);
}

static bool
has_municipality(G_GNUC_UNUSED const CorpusReport *report, G_GNUC_UNUSED const void *context) {
  return report->municipality != NULL;
}

/* beginnings: the whole text, and its last word. */
static void
suggest_municipalities(const GPtrArray *reports, const char *const *beginnings,
                       SearchSuggestions *suggestions, unsigned most) {
  GPtrArray *newest = search_newest_reports(reports, has_municipality, NULL);
  for (guint i = 0; i < newest->len; i++) {
    SearchSuggestedMunicipality one = {.newest = newest->pdata[i]};
    one.municipality = one.newest->municipality;
    for (const char *const *at = beginnings; *at != NULL && one.fit == 0; at++)
      one.fit = fits(one.municipality, *at);
    for (guint j = 0; one.fit > 0 && j < reports->len; j++)
      one.reports += ((const CorpusReport *)reports->pdata[j])->municipality == one.municipality;
    if (one.fit > 0)
      g_array_append_val(suggestions->municipalities, one);
  }
  g_ptr_array_unref(newest);
  g_array_sort(suggestions->municipalities, compare_municipalities);
  if (suggestions->municipalities->len > most)
    g_array_set_size(suggestions->municipalities, most);
}

/* ---- both ---- */

static void
clear_word(gpointer data) {
  g_free(((SearchSuggestedWord *)data)->text);
}

/* What is begun, and how many of each kind are suggested. */
typedef struct {
  const char *text;
  unsigned most;
} Begun;

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Begun *begun = context;
  SearchSuggestions *suggestions = g_new0(SearchSuggestions, 1);
  suggestions->query = g_strdup(begun->text);
  suggestions->words = g_array_new(FALSE, FALSE, sizeof(SearchSuggestedWord));
  g_array_set_clear_func(suggestions->words, clear_word);
  suggestions->municipalities = g_array_new(FALSE, FALSE, sizeof(SearchSuggestedMunicipality));
  char *valid = g_utf8_make_valid(begun->text, -1);
  char *whole = corpus_word_lower(g_strchug(valid)), *word = begun_word(whole);
  const char *const beginnings[] = {whole, word, NULL};
  if (*whole != '\0')
    suggest_municipalities(indexer_reader_reports(engine->reader), beginnings, suggestions,
                           begun->most);
  if (word != NULL && !suggest_words(engine, word, suggestions, begun->most, error))
    g_clear_pointer(&suggestions, search_suggestions_free);
  g_free(word);
  g_free(whole);
  g_free(valid);
  return suggestions;
}

SearchSuggestions *
search_suggest(SearchEngine *engine, const char *text, unsigned most, GError **error) {
  Begun begun = {text, most};
  return search_engine_ask(engine, attempt, &begun, error);
}

void
search_suggestions_free(SearchSuggestions *suggestions) {
  if (suggestions == NULL)
    return;
  g_array_unref(suggestions->words);
  g_array_unref(suggestions->municipalities);
  g_free(suggestions->query);
  g_free(suggestions);
}
