/* search/meaning.c: words to concepts: runs that are one thing first, then the words that are left.
 */
#include "search/meaning.h"

#include <string.h>

#include "corpus/derivation.h"
#include "corpus/stopwords.h"
#include "corpus/synonyms.h"
#include "corpus/words.h"

#define WEIGHT_NEAR 0.6
#define WEIGHT_APART 0.4 /* of the parts of a compound near each other */
#define WEIGHT_TOGETHER 0.5
#define WEIGHT_COMPOUND 1.0
#define WEIGHT_SYNONYM 0.75
#define WEIGHT_DERIVED 0.7
#define WEIGHT_KINDRED 0.65 /* of a compound that has another word for a part */
#define WEIGHT_VARIANT 0.9
#define WEIGHT_WITHIN 0.5 /* of a word that is also part of a concept of several words */
#define WEIGHT_LIGHT 0.2  /* of a word that says little */
#define MOST_PARTS 4      /* of a compound that is also sought apart */

static const char *const because_names[] = {"word",    "near",    "together", "compound",
                                            "synonym", "derived", "variant"};

const char *
search_because_name(SearchBecause because) {
  return because_names[because];
}

static void
alternative_free(gpointer data) {
  SearchAlternative *alternative = data;
  g_strfreev(alternative->terms);
  g_free(alternative);
}

static void
concept_free(gpointer data) {
  SearchConcept *concept = data;
  g_free(concept->written);
  g_ptr_array_unref(concept->alternatives);
  g_free(concept);
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

/* ---- alternatives ---- */

static SearchConcept *
concept_new(const char *written, double weight) {
  SearchConcept *concept = g_new0(SearchConcept, 1);
  concept->written = g_strdup(written);
  concept->weight = weight;
  concept->decides = true;
  concept->alternatives = g_ptr_array_new_with_free_func(alternative_free);
  return concept;
}

/* Takes terms; an alternative that is there already, for a better reason, is not added again. */
static void
add_alternative(SearchConcept *concept, char **terms, SearchBecause because, double weight) {
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *there = g_ptr_array_index(concept->alternatives, i);
    if ((there->because == SEARCH_BECAUSE_TOGETHER) == (because == SEARCH_BECAUSE_TOGETHER) &&
        g_strv_equal((const char *const *)there->terms, (const char *const *)terms)) {
      g_strfreev(terms);
      return;
    }
  }
  SearchAlternative alternative = {terms, because, weight};
  g_ptr_array_add(concept->alternatives, g_memdup2(&alternative, sizeof alternative));
}

static char **
one_term(const char *term) {
  char **terms = g_new0(char *, 2);
  terms[0] = g_strdup(term);
  return terms;
}

/* The forms of the content words of an entry of the thesaurus. */
static char **
forms_of_entry(SearchWords *known, const char *entry) {
  GArray *words = corpus_words(entry, -1);
  GPtrArray *forms = g_ptr_array_new();
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    if (words->len == 1 || !corpus_is_stopword(word))
      g_ptr_array_add(forms, search_words_form_of_base(known, word));
  }
  g_array_unref(words);
  g_ptr_array_add(forms, NULL);
  return (char **)g_ptr_array_free(forms, FALSE);
}

/* Adds the synonyms of words (forms joined by spaces) that the index has. */
static bool
add_synonyms(SearchWords *known, SearchConcept *concept, const char *forms, double weight,
             GError **error) {
  GPtrArray *entries = search_words_synonyms(known, forms);
  bool ok = true;
  for (guint i = 0; ok && i < entries->len; i++) {
    char **terms = forms_of_entry(known, g_ptr_array_index(entries, i));
    bool indexed = *terms != NULL;
    for (char **term = terms; ok && indexed && *term != NULL; term++)
      ok = search_words_indexed(known, *term, &indexed, error);
    if (ok && indexed)
      add_alternative(concept, terms, SEARCH_BECAUSE_SYNONYM, weight);
    else
      g_strfreev(terms);
  }
  g_ptr_array_unref(entries);
  return ok;
}

/* Adds the verb of a noun or the nouns of a verb, those that the index has. */
static bool
add_derived(SearchWords *known, SearchConcept *concept, const char *form, GError **error) {
  char **derived = corpus_derived_forms(form);
  bool ok = true;
  for (char **other = derived; ok && *other != NULL; other++) {
    bool indexed = false;
    ok = search_words_indexed(known, *other, &indexed, error);
    if (ok && indexed)
      add_alternative(concept, one_term(*other), SEARCH_BECAUSE_DERIVED, WEIGHT_DERIVED);
  }
  g_strfreev(derived);
  return ok;
}

/* The parts of a compound near each other: every way to cut it in two, and all of them apart. */
static void
add_parts(SearchConcept *concept, const IndexerWord *word) {
  if (word->parts < 2 || word->parts > MOST_PARTS)
    return;
  for (guint cut = 1; cut < word->parts; cut++) {
    char **terms = g_new0(char *, 3);
    terms[0] = g_strdup(indexer_word_span(word, 0, cut));
    terms[1] = g_strdup(indexer_word_span(word, cut, word->parts - cut));
    add_alternative(concept, terms, SEARCH_BECAUSE_NEAR, WEIGHT_APART);
  }
}

/* ---- words ---- */

/* A word of the query after correction. */
typedef struct {
  char *word;
  IndexerWord reading;
  bool stop, light, taken;
} Typed;

static void
typed_clear(gpointer data) {
  g_free(((Typed *)data)->word);
}

/* The word that was probably meant, or NULL where the word is one that the index has, whole or
 * inside others, or that the field has a synonym for. */
static bool
correction_of(SearchWords *known, const char *word, const IndexerWord *reading,
              const char **correction, GError **error) {
  *correction = NULL;
  bool indexed = false;
  if (reading->form != NULL && !search_words_indexed(known, reading->form, &indexed, error))
    return false;
  for (guint cut = 1; !indexed && cut < reading->parts; cut++) {
    bool before = false, after = false;
    const char *head = indexer_word_span(reading, 0, cut);
    const char *tail = indexer_word_span(reading, cut, reading->parts - cut);
    if (!search_words_indexed(known, head, &before, error) ||
        !search_words_indexed(known, tail, &after, error))
      return false;
    indexed = before && after;
  }
  GPtrArray *synonyms = corpus_synonyms_of(word);
  if (!indexed && synonyms->len == 0)
    *correction = search_words_correct(known, word);
  g_ptr_array_unref(synonyms);
  return true;
}

/* Appends a word as it is to be understood. */
static bool
read_word(SearchWords *known, const char *written, GArray *typed, bool *corrected, GError **error) {
  GError *failure = NULL;
  Typed entry = {
      g_strdup(written), {0}, corpus_is_stopword(written), corpus_is_light_word(written), false};
  const char *correction = NULL;
  indexer_terms_word(search_words_terms(known), written, &entry.reading, &failure);
  if (failure == NULL && !entry.stop && !entry.light &&
      correction_of(known, written, &entry.reading, &correction, &failure) && correction != NULL) {
    g_free(entry.word);
    entry.word = g_strdup(correction);
    *corrected = true;
    indexer_terms_word(search_words_terms(known), entry.word, &entry.reading, &failure);
  }
  g_array_append_val(typed, entry);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
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

/* A form with its synonyms of one word and what is derived from it. */
static GPtrArray *
kindred_forms(SearchWords *known, const char *form) {
  GPtrArray *kindred = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(kindred, g_strdup(form));
  GPtrArray *entries = search_words_synonyms(known, form);
  for (guint i = 0; i < entries->len; i++) {
    const char *entry = entries->pdata[i];
    if (strchr(entry, ' ') == NULL)
      g_ptr_array_add(kindred, search_words_form_of_base(known, entry));
  }
  g_ptr_array_unref(entries);
  char **derived = corpus_derived_forms(form);
  for (char **other = derived; *other != NULL; other++)
    g_ptr_array_add(kindred, *other);
  g_free(derived);
  return kindred;
}

/* Adds the compounds of which one part or both have another word for it: "personalenkät" also
 * finds "medarbetarundersökning". */
static void
add_kindred_compounds(SearchWords *known, SearchConcept *concept, const char *head,
                      const char *tail) {
  GPtrArray *heads = kindred_forms(known, head), *tails = kindred_forms(known, tail);
  for (guint i = 0; i < heads->len; i++)
    for (guint j = i == 0 ? 1 : 0; j < tails->len; j++) {
      const GPtrArray *forms = search_words_compounds(known, heads->pdata[i], tails->pdata[j]);
      for (guint k = 0; forms != NULL && k < forms->len; k++)
        add_alternative(concept, one_term(forms->pdata[k]), SEARCH_BECAUSE_SYNONYM, WEIGHT_KINDRED);
    }
  g_ptr_array_unref(heads);
  g_ptr_array_unref(tails);
}

/* Adds the compounds that two words make up, with their synonyms. */
static bool
add_compounds(SearchWords *known, SearchConcept *concept, char *const *pair, GError **error) {
  const GPtrArray *forms = search_words_compounds(known, pair[0], pair[1]);
  bool ok = true;
  for (guint i = 0; ok && forms != NULL && i < forms->len; i++) {
    const char *form = g_ptr_array_index(forms, i);
    add_alternative(concept, one_term(form), SEARCH_BECAUSE_COMPOUND, WEIGHT_COMPOUND);
    ok = add_synonyms(known, concept, form, WEIGHT_SYNONYM, error);
  }
  add_kindred_compounds(known, concept, pair[0], pair[1]);
  return ok;
}

/* The words [first, end) as one concept, if they are one thing: an entry of the thesaurus, or the
 * two parts of a compound. concept is NULL where they are not. */
static bool
concept_of_run(SearchWords *known, const GArray *typed, guint first, guint end,
               SearchConcept **concept, GError **error) {
  char **forms = content_forms(typed, first, end);
  guint count = g_strv_length(forms);
  char *written = join_words(typed, first, end, false);
  char *key = join_words(typed, first, end, true);
  *concept = concept_new(written, 1);
  bool ok = count < 2 || (add_synonyms(known, *concept, key, WEIGHT_SYNONYM, error) &&
                          add_synonyms(known, *concept, written, WEIGHT_SYNONYM, error));
  if (ok && count == 2)
    ok = add_compounds(known, *concept, forms, error);
  bool found = (*concept)->alternatives->len > 0;
  if (ok && found) {
    add_alternative(*concept, g_strdupv(forms), SEARCH_BECAUSE_NEAR, WEIGHT_NEAR);
    add_alternative(*concept, g_strdupv(forms), SEARCH_BECAUSE_TOGETHER, WEIGHT_TOGETHER);
  }
  if (!ok || !found)
    g_clear_pointer(concept, concept_free);
  g_strfreev(forms);
  g_free(key);
  g_free(written);
  return ok;
}

/* Takes every run of words that is one thing, the longest first, from left to right. */
static bool
take_runs(SearchWords *known, GArray *typed, GPtrArray *concepts, GError **error) {
  for (guint length = MIN(typed->len, MAX(4, corpus_synonyms_longest())); length >= 2; length--)
    for (guint first = 0; first + length <= typed->len; first++) {
      const Typed *head = &g_array_index(typed, Typed, first);
      const Typed *tail = &g_array_index(typed, Typed, first + length - 1);
      SearchConcept *concept = NULL;
      if (head->stop || tail->stop || head->light || tail->light || head->taken || tail->taken)
        continue;
      if (!concept_of_run(known, typed, first, first + length, &concept, error))
        return false;
      for (guint i = first; concept != NULL && i < first + length; i++)
        g_array_index(typed, Typed, i).taken = true;
      if (concept != NULL)
        g_ptr_array_add(concepts, concept);
    }
  return true;
}

static bool
add_word(SearchWords *known, const Typed *entry, GPtrArray *concepts, GError **error) {
  if (entry->reading.form == NULL)
    return true;
  double weight = entry->light ? WEIGHT_LIGHT : entry->taken ? WEIGHT_WITHIN : 1;
  SearchConcept *concept = concept_new(entry->word, weight);
  concept->decides = !entry->light && !entry->taken;
  g_ptr_array_add(concepts, concept);
  add_alternative(concept, one_term(entry->reading.form), SEARCH_BECAUSE_WORD, 1);
  if (entry->taken || entry->light)
    return true;
  const IndexerWord *reading = &entry->reading;
  add_parts(concept, reading);
  bool ok = add_synonyms(known, concept, reading->form, WEIGHT_SYNONYM, error) &&
            add_synonyms(known, concept, entry->word, WEIGHT_SYNONYM, error) &&
            add_derived(known, concept, reading->form, error);
  if (reading->parts == 2)
    add_kindred_compounds(known, concept, indexer_word_span(reading, 0, 1),
                          indexer_word_span(reading, 1, 1));
  return ok;
}

static bool
read_words(SearchWords *known, const char *const *words, GArray *typed, bool *corrected,
           GError **error) {
  for (const char *const *word = words; *word != NULL; word++)
    if (!read_word(known, *word, typed, corrected, error))
      return false;
  spare_lone_stopwords(typed);
  return true;
}

SearchMeaning *
search_meaning_of(SearchWords *known, const char *const *words, GError **error) {
  SearchMeaning *meaning = g_new0(SearchMeaning, 1);
  meaning->concepts = g_ptr_array_new_with_free_func(concept_free);
  meaning->ignored = g_ptr_array_new_with_free_func(g_free);
  GArray *typed = g_array_new(FALSE, FALSE, sizeof(Typed));
  g_array_set_clear_func(typed, typed_clear);
  bool corrected = false;
  meaning->written = g_strjoinv(" ", (char **)words);
  bool ok = read_words(known, words, typed, &corrected, error) &&
            take_runs(known, typed, meaning->concepts, error);
  for (guint i = 0; ok && i < typed->len; i++) {
    const Typed *entry = &g_array_index(typed, Typed, i);
    if (entry->stop)
      g_ptr_array_add(meaning->ignored, g_strdup(entry->word));
    else
      ok = add_word(known, entry, meaning->concepts, error);
  }
  if (ok && corrected)
    meaning->corrected = join_words(typed, 0, typed->len, false);
  g_array_unref(typed);
  if (!ok)
    g_clear_pointer(&meaning, search_meaning_free);
  return meaning;
}
