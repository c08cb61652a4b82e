/* search/query/meaning.c: words to concepts: runs that are one thing first, then the words that are
 * left.
 */
#include "search/query/meaning.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"
#include "search/query/alternatives.h"

#define WEIGHT_WITHIN 0.5 /* of a word that is also part of a concept of several words */
#define WEIGHT_LIGHT 0.2  /* of a word that says little */

static const char *const because_names[] = {
    N_("word"),    N_("near"),    N_("together"), N_("compound"), N_("synonym"), N_("akin"),
    N_("derived"), N_("variant"), N_("longer"),   N_("practice"), N_("part")};

const char *
search_because_name(SearchBecause because) {
  return because_names[because];
}

double
search_alternative_share(const SearchAlternative *alternative) {
  bool is_same =
      alternative->weight >= SEARCH_WEIGHT_SAME && alternative->because != SEARCH_BECAUSE_TOGETHER;
  return is_same ? 1 : alternative->weight;
}

void
search_meaning_free(SearchMeaning *meaning) {
  if (meaning == NULL)
    return;
  g_ptr_array_unref(meaning->concepts);
  g_ptr_array_unref(meaning->ignored);
  g_free(meaning->written);
  g_free(meaning->corrected);
  g_free(meaning);
}

/* ---- words ---- */

/* A word of the query after correction. */
typedef struct {
  char *word;
  IndexerWord reading;
  const char *variant; /* form of the word as it was typed, where that is in use but hardly meant;
                          NULL where not */
  bool stop, light, taken;
} Typed;

static void
typed_clear(gpointer data) {
  g_free(((Typed *)data)->word);
}

/* Words side by side while they are read. */
typedef struct {
  SearchWords *known;
  SearchWordsOf of;
  GArray *words;       /* Typed */
  GPtrArray *concepts; /* SearchConcept * */
  bool corrected;      /* was any of them misspelt? */
} Run;

static bool
has_digit(const char *word) {
  while (*word != '\0' && !g_ascii_isdigit(*word))
    word++;
  return *word != '\0';
}

/* The word that was probably meant, or NULL where the word is one that the index has, save for a
 * slip in the reports themselves, or the thesaurus knows, of words that were typed that of everyday
 * words too. Numbers mean what they say. */
static bool
correction_of(SearchWords *known, const char *word, SearchWordsOf of, Typed *entry,
              const char **correction, GError **error) {
  *correction = NULL;
  bool used = false;
  if (!search_words_used(known, &entry->reading, &used, error))
    return false;
  if (!has_digit(word))
    *correction = used ? search_words_slip_of(known, word) : search_words_correct(known, word);
  if (used && *correction != NULL)
    entry->variant = entry->reading.form;
  else if (*correction != NULL && of != SEARCH_WORDS_OF_REPORT && entry->reading.form != NULL &&
           corpus_synonyms_everyday_have(entry->reading.form))
    *correction = NULL;
  return true;
}

/* A word as it is to be understood; NULL with an error of the shim. */
static Typed *
read_word(SearchWords *known, const char *written, SearchWordsOf of, GError **error) {
  GError *failure = NULL;
  Typed entry = {.word = g_strdup(written),
                 .stop = corpus_is_stopword(written),
                 .light = corpus_is_light_word(written)};
  const char *correction = NULL;
  bool empty = entry.stop || entry.light;
  bool ok = empty ? indexer_terms_word(search_words_terms(known), written, &entry.reading, &failure)
                  : search_words_read(known, written, &entry.reading, &correction, &failure);
  if (ok && !empty && correction == NULL &&
      correction_of(known, written, of, &entry, &correction, &failure) && correction != NULL)
    indexer_terms_word(search_words_terms(known), correction, &entry.reading, &failure);
  if (correction != NULL) {
    g_free(entry.word);
    entry.word = g_strdup(correction);
  }
  if (failure == NULL)
    return g_memdup2(&entry, sizeof entry);
  g_propagate_error(error, failure);
  typed_clear(&entry);
  return NULL;
}

static void
typed_free(gpointer typed) {
  typed_clear(typed);
  g_free(typed);
}

/* Appends a word as it is to be understood. Looking for what may be meant takes longer than all
 * else that is done for a word, so it is remembered. */
static bool
take_word(Run *run, const char *written, GError **error) {
  char kind[2] = {(char)('0' + run->of), '\0'};
  char *key = g_strjoin(" ", "read", kind, written, NULL);
  GPtrArray *read = search_words_recall(run->known, key);
  Typed *typed = read == NULL ? read_word(run->known, written, run->of, error) : read->pdata[0];
  if (typed != NULL && read == NULL) {
    read = g_ptr_array_new_with_free_func(typed_free);
    g_ptr_array_add(read, typed);
    search_words_remember(run->known, key, read);
    g_ptr_array_unref(read);
  }
  g_free(key);
  if (typed == NULL)
    return false;
  Typed copy = *typed;
  copy.word = g_strdup(typed->word);
  run->corrected = run->corrected || strcmp(typed->word, written) != 0;
  g_array_append_val(run->words, copy);
  return true;
}

/* Where nothing was typed but words that say nothing or little, they are what is sought. */
static void
spare_lone_stopwords(GArray *typed) {
  bool light = false;
  for (guint i = 0; i < typed->len; i++) {
    const Typed *entry = &g_array_index(typed, Typed, i);
    if (!entry->stop && !entry->light)
      return;
    light = light || entry->light;
  }
  for (guint i = 0; i < typed->len; i++) {
    Typed *entry = &g_array_index(typed, Typed, i);
    entry->light = false;
    entry->stop = entry->stop && light;
  }
}

/* The words [first, end) joined by spaces: as they are, or their forms. */
static char *
join_words(const GArray *typed, guint first, guint end, bool forms) {
  GString *joined = g_string_new(NULL);
  for (guint i = first; i < end; i++) {
    const Typed *entry = &g_array_index(typed, Typed, i);
    if (i > first)
      g_string_append_c(joined, ' ');
    g_string_append(joined,
                    forms && entry->reading.form != NULL ? entry->reading.form : entry->word);
  }
  return g_string_free(joined, FALSE);
}

/* The content words of [first, end) near each other. */
static char **
content_forms(const GArray *typed, guint first, guint end) {
  GPtrArray *forms = g_ptr_array_new();
  for (guint i = first; i < end; i++) {
    const Typed *entry = &g_array_index(typed, Typed, i);
    if (!entry->stop && !entry->light && entry->reading.form != NULL)
      g_ptr_array_add(forms, g_strdup(entry->reading.form));
  }
  g_ptr_array_add(forms, NULL);
  return (char **)g_ptr_array_free(forms, FALSE);
}

/* The words [first, end) as one concept, if they are one thing: an entry of the thesaurus, or the
 * two parts of a compound. concept is NULL where they are not. */
static bool
concept_of_run(const Run *run, guint first, guint end, SearchConcept **concept, GError **error) {
  char **forms = content_forms(run->words, first, end);
  char *written = join_words(run->words, first, end, false);
  char *key = join_words(run->words, first, end, true);
  *concept = search_concept_new(written, 1, run->of);
  bool ok = search_concept_widen_run(run->known, *concept, key, forms, error);
  if (!ok || (*concept)->alternatives->len == 0)
    g_clear_pointer(concept, search_concept_free);
  g_strfreev(forms);
  g_free(key);
  g_free(written);
  return ok;
}

/* Is it one thing, or only told by what is akin to it? Then its words are sought as well. */
static bool
is_one_thing(const SearchConcept *concept) {
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = concept->alternatives->pdata[i];
    if (alternative->because == SEARCH_BECAUSE_COMPOUND ||
        alternative->because == SEARCH_BECAUSE_SYNONYM)
      return true;
  }
  return false;
}

/* Takes every run of words that is one thing, the longest first, from left to right. */
static bool
take_runs(const Run *run, GError **error) {
  GArray *words = run->words;
  for (guint length = MIN(words->len, MAX(4, corpus_synonyms_longest())); length >= 2; length--)
    for (guint first = 0; first + length <= words->len; first++) {
      const Typed *head = &g_array_index(words, Typed, first);
      const Typed *tail = &g_array_index(words, Typed, first + length - 1);
      SearchConcept *concept = NULL;
      if (head->stop || tail->stop || head->light || tail->light || head->taken || tail->taken)
        continue;
      if (!concept_of_run(run, first, first + length, &concept, error))
        return false;
      bool takes = concept != NULL && concept->decides && is_one_thing(concept);
      for (guint i = first; takes && i < first + length; i++)
        g_array_index(words, Typed, i).taken = true;
      if (concept != NULL)
        g_ptr_array_add(run->concepts, concept);
    }
  return true;
}

static bool
add_word(const Run *run, const Typed *entry, GError **error) {
  if (entry->reading.form == NULL)
    return true;
  double weight = entry->light ? WEIGHT_LIGHT : entry->taken ? WEIGHT_WITHIN : 1;
  SearchConcept *concept = search_concept_new(entry->word, weight, run->of);
  concept->decides = !entry->light && !entry->taken;
  g_ptr_array_add(run->concepts, concept);
  if (!entry->taken && !entry->light)
    return search_concept_fill(run->known, concept, &entry->reading, entry->variant, error);
  search_concept_add_word(concept, &entry->reading, entry->variant);
  return true;
}

/* The word that two of a query make up, which may have been typed apart; NULL where they are two.
 * Borrowed. Remembered, as a slip in one of them takes time to put right. */
static const char *
typed_apart(const Run *run, const char *first, const char *next) {
  if (run->of != SEARCH_WORDS_OF_QUERY || next == NULL)
    return NULL;
  char *key = g_strjoin(" ", "joined", first, next, NULL);
  GPtrArray *kept = search_words_recall(run->known, key);
  if (kept == NULL) {
    char *whole = search_words_joined(run->known, first, next);
    kept = g_ptr_array_new_with_free_func(g_free);
    if (whole != NULL)
      g_ptr_array_add(kept, whole);
    search_words_remember(run->known, key, kept);
    g_ptr_array_unref(kept);
  }
  g_free(key);
  return kept->len > 0 ? kept->pdata[0] : NULL;
}

static bool
read_words(Run *run, const char *const *written, GError **error) {
  for (const char *const *word = written; *word != NULL; word++) {
    const char *whole = typed_apart(run, word[0], word[1]);
    if (!take_word(run, whole != NULL ? whole : *word, error))
      return false;
    run->corrected = run->corrected || whole != NULL;
    word += whole != NULL ? 1 : 0;
  }
  spare_lone_stopwords(run->words);
  return true;
}

SearchMeaning *
search_meaning_of(SearchWords *known, const char *const *words, SearchWordsOf of, GError **error) {
  SearchMeaning *meaning = g_new0(SearchMeaning, 1);
  meaning->concepts = g_ptr_array_new_with_free_func((GDestroyNotify)search_concept_free);
  meaning->ignored = g_ptr_array_new_with_free_func(g_free);
  meaning->written = g_strjoinv(" ", (char **)words);
  Run run = {known, of, g_array_new(FALSE, FALSE, sizeof(Typed)), meaning->concepts, false};
  g_array_set_clear_func(run.words, typed_clear);
  bool ok = read_words(&run, words, error) && take_runs(&run, error);
  for (guint i = 0; ok && i < run.words->len; i++) {
    const Typed *entry = &g_array_index(run.words, Typed, i);
    if (entry->stop)
      g_ptr_array_add(meaning->ignored, g_strdup(entry->word));
    else
      ok = add_word(&run, entry, error);
  }
  if (ok && run.corrected)
    meaning->corrected = join_words(run.words, 0, run.words->len, false);
  g_array_unref(run.words);
  if (!ok)
    g_clear_pointer(&meaning, search_meaning_free);
  return meaning;
}

/* ---- a whole query ---- */

static SearchPlan *
plan_alloc(SearchNodeKind kind) {
  SearchPlan *plan = g_new0(SearchPlan, 1);
  plan->kind = kind;
  return plan;
}

void
search_plan_free(SearchPlan *plan) {
  if (plan == NULL)
    return;
  search_meaning_free(plan->meaning);
  g_clear_pointer(&plan->intents, g_array_unref);
  g_clear_pointer(&plan->practices, g_ptr_array_unref);
  g_free(plan->likeness);
  g_free(plan->text);
  g_free(plan->beginning);
  g_strfreev(plan->forms);
  g_clear_pointer(&plan->children, g_ptr_array_unref);
  g_free(plan);
}

/* ---- runs of words ---- */

static void
append_words(GPtrArray *words, const char *text) {
  GArray *cut = corpus_words(text, -1);
  for (guint i = 0; i < cut->len; i++)
    g_ptr_array_add(words, g_strdup(g_array_index(cut, CorpusWord, i).word));
  g_array_unref(cut);
}

/* What decides, but stands in no report in any way that is known, is sought by what ordinary
 * Swedish has for it. */
static bool
reach_further(SearchWords *known, const SearchMeaning *meaning, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < meaning->concepts->len; i++) {
    SearchConcept *concept = g_ptr_array_index(meaning->concepts, i);
    ok = !concept->decides || search_concept_reach(known, concept, error);
  }
  return ok;
}

/* The words of nodes [first, end) as one run. */
static SearchPlan *
plan_run(SearchWords *known, SearchNode *const *nodes, guint first, guint end, GError **error) {
  SearchPlan *plan = plan_alloc(SEARCH_NODE_WORD);
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  for (guint i = first; i < end; i++)
    append_words(words, nodes[i]->text);
  g_ptr_array_add(words, NULL);
  plan->meaning =
      search_meaning_of(known, (const char *const *)words->pdata, SEARCH_WORDS_OF_QUERY, error);
  g_ptr_array_unref(words);
  if (plan->meaning == NULL || !reach_further(known, plan->meaning, error))
    g_clear_pointer(&plan, search_plan_free);
  return plan;
}

/* ---- beginnings of words ---- */

/* The text as the index writes words. */
static char *
beginning_of(const char *text) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  append_words(words, text);
  GString *beginning = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++)
    for (const char *at = words->pdata[i]; *at != '\0'; at++)
      if (*at != '-')
        g_string_append_c(beginning, *at);
  g_ptr_array_unref(words);
  return g_string_free(beginning, FALSE);
}

/* Of the words that the asterisk stands for those whose form does not begin so, too: the index
 * knows words by their forms alone. */
static void
read_beginning(const SearchWords *known, SearchPlan *plan) {
  plan->beginning = beginning_of(plan->text);
  plan->forms = search_words_beginning(known, plan->beginning, true, SEARCH_PREFIX_WORDS);
}

/* ---- trees ---- */

/* Where the run of words that begins at first ends. */
static guint
end_of_run(const GPtrArray *nodes, guint first) {
  guint end = first;
  while (end < nodes->len && ((SearchNode *)nodes->pdata[end])->kind == SEARCH_NODE_WORD)
    end++;
  return end;
}

/* Only words that stand side by side are read together: in "a OR b" each is by itself. */
static bool
plan_children(SearchWords *known, const SearchNode *node, SearchPlan *plan, GError **error) {
  const GPtrArray *nodes = node->children;
  plan->children = g_ptr_array_new_with_free_func((GDestroyNotify)search_plan_free);
  for (guint i = 0, end = 0; i < nodes->len; i = end) {
    end = node->kind == SEARCH_NODE_SIDE ? end_of_run(nodes, i) : i;
    SearchPlan *child = end > i ? plan_run(known, (SearchNode *const *)nodes->pdata, i, end, error)
                                : search_plan_new(known, nodes->pdata[i], error);
    if (child == NULL)
      return false;
    end = MAX(end, i + 1);
    g_ptr_array_add(plan->children, child);
  }
  return true;
}

SearchPlan *
search_plan_new(SearchWords *known, const SearchNode *node, GError **error) {
  if (node->kind == SEARCH_NODE_WORD) {
    SearchNode *alone = (SearchNode *)node;
    return plan_run(known, &alone, 0, 1, error);
  }
  SearchPlan *plan = plan_alloc(node->kind);
  plan->text = g_strdup(node->text);
  if (node->kind == SEARCH_NODE_PREFIX)
    read_beginning(known, plan);
  if (node->children != NULL && !plan_children(known, node, plan, error))
    g_clear_pointer(&plan, search_plan_free);
  return plan;
}

/* ---- correction ---- */

static bool
is_corrected(const SearchPlan *plan) {
  if (plan->meaning != NULL && plan->meaning->corrected != NULL)
    return true;
  for (guint i = 0; plan->children != NULL && i < plan->children->len; i++)
    if (is_corrected(plan->children->pdata[i]))
      return true;
  return false;
}

static void write_plan(const SearchPlan *plan, GString *out);

static void
write_children(const SearchPlan *plan, const char *between, GString *out) {
  for (guint i = 0; i < plan->children->len; i++) {
    const SearchPlan *child = plan->children->pdata[i];
    bool group = child->children != NULL && plan->kind != SEARCH_NODE_SIDE;
    g_string_append(out, i > 0 ? between : "");
    g_string_append(out, group ? "(" : "");
    write_plan(child, out);
    g_string_append(out, group ? ")" : "");
  }
}

static void
write_plan(const SearchPlan *plan, GString *out) {
  switch (plan->kind) {
  case SEARCH_NODE_WORD:
    g_string_append(out, plan->meaning->corrected != NULL ? plan->meaning->corrected
                                                          : plan->meaning->written);
    return;
  case SEARCH_NODE_PHRASE:
    g_string_append_printf(out, "\"%s\"", plan->text);
    return;
  case SEARCH_NODE_PREFIX:
    g_string_append_printf(out, "%s*", plan->text);
    return;
  case SEARCH_NODE_EVERYTHING:
    g_string_append_c(out, '*');
    return;
  case SEARCH_NODE_SIDE:
    write_children(plan, " ", out);
    return;
  case SEARCH_NODE_AND:
    write_children(plan, " AND ", out);
    return;
  case SEARCH_NODE_OR:
    write_children(plan, " OR ", out);
    return;
  case SEARCH_NODE_EXCEPT:
    write_children(plan, " NOT ", out);
    return;
  }
}

char *
search_plan_corrected(const SearchPlan *plan) {
  if (!is_corrected(plan))
    return NULL;
  GString *out = g_string_new(NULL);
  write_plan(plan, out);
  return g_string_free(out, FALSE);
}
