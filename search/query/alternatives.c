/* search/query/alternatives.c: collects a concept's alternatives, weighs them and keeps the best.
 */
#include "search/query/alternatives.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/language/synonyms.h"
#include "corpus/report/report.h"
#include "corpus/text/sorted_line.h"
#include "corpus/text/words.h"

#define WEIGHT_NEAR 0.3 /* of what adds to the best of the others */
#define WEIGHT_TOGETHER 0.4
#define WEIGHT_COMPOUND 1.0  /* of the compound that several words make up */
#define WEIGHT_FURTHER 0.3   /* of a synonym's synonym */
#define WEIGHT_PART 0.35     /* of a compound's part, where the reports say nothing nearer */
#define SHARE_OF_RUN 0.6     /* times: of an entry of several words, which adds to the others */
#define WEIGHT_LONGER 0.6    /* of a longer word that begins like one that no report has */
#define WEIGHT_GENERAL 0.6   /* of what the general thesaurus has for a word */
#define SHORTEST_BEGINNING 5 /* letters of a word that longer ones are taken to be made of */
#define MOST_LONGER 4        /* of these */
#define LIFTED 0.7           /* the best of what stands for a word that no report has, at least */
#define COMMON_PART 25       /* a part that more than one passage in so many holds tells nothing */
#define MOST_PARTS 4         /* of a compound that is also sought apart */
#define MOST_ALTERNATIVES 8  /* each costs a reading of its passages */

static const double WEIGHT_SYNONYM[] = {
    [CORPUS_SAME] = SEARCH_WEIGHT_SAME, [CORPUS_AMONG] = SEARCH_WEIGHT_SAME, [CORPUS_AKIN] = 0.4};

static void
alternative_free(gpointer data) {
  SearchAlternative *alternative = data;
  g_strfreev(alternative->terms);
  g_free(alternative);
}

SearchConcept *
search_concept_new(const char *written, double weight, SearchWordsOf of) {
  SearchConcept *concept = g_new0(SearchConcept, 1);
  concept->written = g_strdup(written);
  concept->weight = weight;
  concept->of = of;
  concept->decides = true;
  concept->alternatives = g_ptr_array_new_with_free_func(alternative_free);
  return concept;
}

void
search_concept_free(SearchConcept *concept) {
  if (concept == NULL)
    return;
  g_free(concept->written);
  g_ptr_array_unref(concept->alternatives);
  g_free(concept);
}

/* Takes terms; of an alternative that is there already the better reason counts. */
static void
add_alternative(SearchConcept *concept, char **terms, SearchBecause because, double weight) {
  for (guint i = 0; i < concept->alternatives->len; i++) {
    SearchAlternative *there = g_ptr_array_index(concept->alternatives, i);
    if ((there->because == SEARCH_BECAUSE_TOGETHER) != (because == SEARCH_BECAUSE_TOGETHER) ||
        !g_strv_equal((const char *const *)there->terms, (const char *const *)terms))
      continue;
    if (there->weight < weight) {
      there->weight = weight;
      there->because = because;
    }
    g_strfreev(terms);
    return;
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

/* Adds a term that the reports have. */
static bool
add_indexed(SearchWords *known, SearchConcept *concept, const char *term, SearchBecause because,
            double weight, GError **error) {
  bool indexed = false;
  if (!search_words_indexed(known, term, &indexed, error))
    return false;
  if (indexed)
    add_alternative(concept, one_term(term), because, weight);
  return true;
}

/* ---- synonyms ---- */

/* Adds what an entry of the thesaurus says, if the reports have all of its words. */
static bool
add_entry(SearchWords *known, SearchConcept *concept, const char *entry, SearchBecause because,
          double weight, GError **error) {
  char *const *terms = NULL;
  if (!search_words_of_entry(known, entry, &terms, error))
    return false;
  if (terms != NULL)
    add_alternative(concept, g_strdupv((char **)terms), because,
                    terms[1] != NULL ? weight * SHARE_OF_RUN : weight);
  return true;
}

/* Adds what means the same (CorpusSynonym). */
static bool
add_all_of(SearchWords *known, SearchConcept *concept, const GArray *synonyms, GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < synonyms->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(synonyms, CorpusSynonym, i);
    bool akin = synonym->kinship == CORPUS_AKIN;
    ok = add_entry(known, concept, synonym->words,
                   akin ? SEARCH_BECAUSE_AKIN : SEARCH_BECAUSE_SYNONYM,
                   WEIGHT_SYNONYM[synonym->kinship], error);
  }
  return ok;
}

/* Adds the synonyms of words (their forms joined by spaces). */
static bool
add_synonyms(SearchWords *known, SearchConcept *concept, const char *words, GError **error) {
  GArray *synonyms = corpus_synonyms_of(words);
  bool ok = add_all_of(known, concept, synonyms, error);
  g_array_unref(synonyms);
  return ok;
}

/* Adds what reports say for the words of everyday speech, which is nearly always something else,
 * whatever the file says: where it means the same, the thesaurus has it. */
static bool
add_everyday(SearchWords *known, SearchConcept *concept, const char *words, GError **error) {
  GArray *others = corpus_synonyms_everyday(words);
  bool ok = true;
  for (guint i = 0; ok && i < others->len; i++)
    ok = add_entry(known, concept, g_array_index(others, CorpusSynonym, i).words,
                   SEARCH_BECAUSE_AKIN, WEIGHT_SYNONYM[CORPUS_AKIN], error);
  g_array_unref(others);
  return ok;
}

/* Adds the synonyms of the words' synonyms, which mean the same less surely. */
static bool
add_further_synonyms(SearchWords *known, SearchConcept *concept, const GArray *synonyms,
                     GError **error) {
  bool ok = true;
  for (guint i = 0; ok && i < synonyms->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(synonyms, CorpusSynonym, i);
    GArray *further = corpus_synonyms_of(synonym->words);
    for (guint j = 0; ok && synonym->kinship != CORPUS_AKIN && j < further->len; j++) {
      const CorpusSynonym *one = &g_array_index(further, CorpusSynonym, j);
      if (one->kinship != CORPUS_AKIN || synonym->kinship == CORPUS_SAME)
        ok = add_entry(known, concept, one->words, SEARCH_BECAUSE_AKIN, WEIGHT_FURTHER, error);
    }
    g_array_unref(further);
  }
  return ok;
}

/* ---- compounds ---- */

/* Adds the compounds of which one part or both have another word for it, or that join the same
 * parts in another way: "personalenkät" also finds "medarbetarundersökning", "företagarfrukost"
 * "företagsfrukost". */
static void
add_kindred_compounds(SearchWords *known, SearchConcept *concept, const char *head,
                      const char *tail) {
  const GPtrArray *heads = search_words_kindred(known, head);
  const GPtrArray *tails = search_words_kindred(known, tail);
  for (guint i = 0; i < heads->len; i++)
    for (guint j = 0; j < tails->len; j++) {
      const GPtrArray *forms = search_words_compounds(known, heads->pdata[i], tails->pdata[j]);
      for (guint k = 0; forms != NULL && k < forms->len; k++)
        add_alternative(concept, one_term(forms->pdata[k]), SEARCH_BECAUSE_SYNONYM,
                        SEARCH_WEIGHT_SAME);
    }
}

/* Adds the compounds that two words make up, with their synonyms. */
static bool
add_compounds(SearchWords *known, SearchConcept *concept, char *const *pair, GError **error) {
  const GPtrArray *forms = search_words_compounds(known, pair[0], pair[1]);
  bool ok = true;
  for (guint i = 0; ok && forms != NULL && i < forms->len; i++) {
    const char *form = g_ptr_array_index(forms, i);
    add_alternative(concept, one_term(form), SEARCH_BECAUSE_COMPOUND, WEIGHT_COMPOUND);
    ok = add_synonyms(known, concept, form, error);
  }
  return ok;
}

/* The parts of a compound near each other: every way to cut it in two. */
static bool
add_parts(SearchWords *known, SearchConcept *concept, const IndexerWord *word, GError **error) {
  if (word->parts < 2 || word->parts > MOST_PARTS)
    return true;
  for (guint cut = 1; cut < word->parts; cut++) {
    const char *pair[] = {indexer_word_span(word, 0, cut),
                          indexer_word_span(word, cut, word->parts - cut), NULL};
    bool first = false, second = false;
    if (!search_words_indexed(known, pair[0], &first, error) ||
        !search_words_indexed(known, pair[1], &second, error))
      return false;
    if (first && second)
      add_alternative(concept, g_strdupv((char **)pair), SEARCH_BECAUSE_NEAR, WEIGHT_NEAR);
  }
  return true;
}

/* Do the reports have any of the alternatives that are one term? */
static bool
any_indexed(SearchWords *known, const SearchConcept *concept, bool *any, GError **error) {
  *any = false;
  for (guint i = 0; !*any && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    if (alternative->terms[1] == NULL &&
        !search_words_indexed(known, alternative->terms[0], any, error))
      return false;
  }
  return true;
}

/* Where the reports have neither the compound nor another word for it, what they say of a part of
 * it is nearest to what was asked: of "jobbannons" the annonser. Not of parts that are everywhere.
 */
static bool
add_lone_parts(SearchWords *known, SearchConcept *concept, const IndexerWord *word,
               GError **error) {
  unsigned passages = 0;
  bool ok = search_words_passages(known, &passages, error);
  for (guint i = 0; ok && i < word->parts; i++) {
    const char *part = indexer_word_span(word, i, 1);
    unsigned count = 0;
    ok = search_words_frequency(known, part, &count, error);
    if (ok && count > 0 && count <= MAX(1, passages / COMMON_PART))
      add_alternative(concept, one_term(part), SEARCH_BECAUSE_PART, WEIGHT_PART);
  }
  return ok;
}

/* What a word that the reports do not have is the beginning of ("interreg" of "interregprojekt").
 */
static void
add_longer_words(SearchWords *known, SearchConcept *concept, const char *word) {
  if (g_utf8_strlen(word, -1) < SHORTEST_BEGINNING)
    return;
  char **longer = search_words_beginning(known, word, false, MOST_LONGER);
  for (char **form = longer; *form != NULL; form++)
    add_alternative(concept, one_term(*form), SEARCH_BECAUSE_LONGER, WEIGHT_LONGER);
  g_strfreev(longer);
}

/* What the reports misspell, where they do not have the word as it is written. */
static void
add_misspelt(SearchWords *known, SearchConcept *concept, const char *word) {
  char *form = search_words_misspelt(known, word);
  if (form != NULL)
    add_alternative(concept, one_term(form), SEARCH_BECAUSE_VARIANT, SEARCH_WEIGHT_SAME);
  g_free(form);
}

/* ---- words ---- */

/* Adds the verb of a noun or the nouns of a verb, those that the index has. */
static bool
add_derived(SearchWords *known, SearchConcept *concept, const char *form, GError **error) {
  char **derived = corpus_derived_forms(form);
  bool ok = true;
  for (char **other = derived; ok && *other != NULL; other++)
    ok = add_indexed(known, concept, *other, SEARCH_BECAUSE_DERIVED, SEARCH_WEIGHT_SAME, error);
  g_strfreev(derived);
  return ok;
}

static int
compare_weights(gconstpointer a, gconstpointer b) {
  const SearchAlternative *first = *(SearchAlternative *const *)a;
  const SearchAlternative *second = *(SearchAlternative *const *)b;
  return first->weight < second->weight ? 1 : first->weight > second->weight ? -1 : 0;
}

/* Is one of the words sought by itself, as another that means no less than they do? */
static bool
says_no_more(const SearchConcept *concept, const SearchAlternative *several) {
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *one = g_ptr_array_index(concept->alternatives, i);
    if (one->terms[1] == NULL && one->because != SEARCH_BECAUSE_WORD &&
        one->weight >= several->weight &&
        g_strv_contains((const char *const *)several->terms, one->terms[0]))
      return true;
  }
  return false;
}

/* Takes out entries of several words of which one is sought anyway: "styr- och ledningssystem"
 * beside "ledningssystem" would count twice. */
static void
drop_longer_entries(SearchConcept *concept) {
  for (guint i = concept->alternatives->len; i-- > 0;) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    bool entry = alternative->because == SEARCH_BECAUSE_SYNONYM ||
                 alternative->because == SEARCH_BECAUSE_AKIN;
    if (entry && alternative->terms[1] != NULL && says_no_more(concept, alternative))
      g_ptr_array_remove_index(concept->alternatives, i);
  }
}

/* Best first, in the order of adding where they are as good, and no more than are worth their
 * cost. */
static void
keep_best(SearchConcept *concept) {
  drop_longer_entries(concept);
  g_ptr_array_sort(concept->alternatives, compare_weights); /* a merge sort: stable */
  if (concept->alternatives->len > MOST_ALTERNATIVES)
    g_ptr_array_set_size(concept->alternatives, MOST_ALTERNATIVES);
}

/* Where the reports do not have the word, the best of what stands for it is what is asked for: else
 * it would drown among the query's other words. */
static bool
lift_others(SearchWords *known, SearchConcept *concept, GError **error) {
  bool indexed = false;
  const SearchAlternative *word = concept->alternatives->pdata[0];
  if (!search_words_indexed(known, word->terms[0], &indexed, error))
    return false;
  double best = 0;
  for (guint i = 1; i < concept->alternatives->len; i++)
    best = MAX(best, ((SearchAlternative *)concept->alternatives->pdata[i])->weight);
  for (guint i = 1; !indexed && best > 0 && best < LIFTED && i < concept->alternatives->len; i++)
    ((SearchAlternative *)concept->alternatives->pdata[i])->weight *= LIFTED / best;
  return true;
}

void
search_concept_add_word(SearchConcept *concept, const IndexerWord *reading, const char *variant) {
  if (reading->form != NULL)
    add_alternative(concept, one_term(reading->form), SEARCH_BECAUSE_WORD, 1);
  if (variant != NULL)
    add_alternative(concept, one_term(variant), SEARCH_BECAUSE_VARIANT, SEARCH_WEIGHT_SAME);
}

/* The thesaurus by the words' forms and by the words themselves, as either may be in it; further
 * synonyms where there is room for them. Each is asked once: what is added again is added once. */
static bool
add_from_thesaurus(SearchWords *known, SearchConcept *concept, const char *forms, GError **error) {
  const char *words = concept->written;
  bool differ = strcmp(forms, words) != 0;
  GArray *synonyms = corpus_synonyms_of(forms);
  bool ok = add_all_of(known, concept, synonyms, error) &&
            (!differ || add_synonyms(known, concept, words, error));
  if (ok && concept->of == SEARCH_WORDS_OF_QUERY)
    ok = add_everyday(known, concept, forms, error) &&
         (!differ || add_everyday(known, concept, words, error));
  ok = ok && (concept->alternatives->len >= MOST_ALTERNATIVES ||
              add_further_synonyms(known, concept, synonyms, error));
  g_array_unref(synonyms);
  return ok;
}

/* Adds all that stands for the word. */
static bool
widen_word(SearchWords *known, SearchConcept *concept, const IndexerWord *reading, GError **error) {
  bool any = true;
  bool ok = add_parts(known, concept, reading, error) &&
            add_from_thesaurus(known, concept, reading->form, error) &&
            add_derived(known, concept, reading->form, error);
  if (ok && reading->parts == 2)
    add_kindred_compounds(known, concept, indexer_word_span(reading, 0, 1),
                          indexer_word_span(reading, 1, 1));
  ok = ok && any_indexed(known, concept, &any, error);
  if (ok && !any) {
    add_longer_words(known, concept, concept->written);
    if (concept->of != SEARCH_WORDS_OF_REPORT)
      add_misspelt(known, concept, concept->written);
  }
  ok = ok && (any || reading->parts < 2 || add_lone_parts(known, concept, reading, error)) &&
       lift_others(known, concept, error);
  keep_best(concept);
  return ok;
}

/* Takes up alternatives that were worked out before; false where there are none. */
static bool
recall(const SearchWords *known, SearchConcept *concept, const char *key) {
  GPtrArray *alternatives = search_words_recall(known, key);
  if (alternatives == NULL)
    return false;
  g_ptr_array_unref(concept->alternatives);
  concept->alternatives = g_ptr_array_ref(alternatives);
  return true;
}

bool
search_concept_fill(SearchWords *known, SearchConcept *concept, const IndexerWord *reading,
                    const char *variant, GError **error) {
  char kind[2] = {(char)('0' + concept->of), '\0'};
  char *key = g_strjoin(" ", "word", kind, concept->written, variant, NULL);
  bool ok = recall(known, concept, key);
  if (!ok) {
    search_concept_add_word(concept, reading, variant);
    ok = widen_word(known, concept, reading, error);
    if (ok)
      search_words_remember(known, key, concept->alternatives);
  }
  g_free(key);
  return ok;
}

/* ---- the general thesaurus ---- */

/* Have the reports a word that means the same, or something akin? What merely holds a part of the
 * word, or begins like it, is not counted. */
static bool
is_met(SearchWords *known, const SearchConcept *concept, bool *met, GError **error) {
  *met = false;
  for (guint i = 0; !*met && i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = g_ptr_array_index(concept->alternatives, i);
    bool counts = alternative->terms[1] == NULL && alternative->because != SEARCH_BECAUSE_PART &&
                  alternative->because != SEARCH_BECAUSE_LONGER;
    if (counts && !search_words_indexed(known, alternative->terms[0], met, error))
      return false;
  }
  return true;
}

/* Have the reports the form of a word only as a name ("Bräcke" for "bräcka")? */
static bool
is_name_of_place(const SearchWords *known, const char *form, const char *word) {
  const char *used = search_words_word_of(known, form);
  return used != NULL && corpus_municipality_find(used) != NULL &&
         corpus_municipality_find(word) == NULL;
}

/* Adds a word of the thesaurus that the reports have, but not everywhere. */
static bool
add_general_word(SearchWords *known, SearchConcept *concept, const char *word, double weight,
                 GError **error) {
  GError *failure = NULL;
  const char *form = indexer_terms_of_word(search_words_terms(known), word, &failure);
  unsigned passages = 0, count = 0;
  bool ok =
      failure == NULL && (form == NULL || (search_words_passages(known, &passages, &failure) &&
                                           search_words_frequency(known, form, &count, &failure)));
  if (ok && count > 0 && count <= MAX(1, passages / COMMON_PART) &&
      !is_name_of_place(known, form, word))
    add_alternative(concept, one_term(form), SEARCH_BECAUSE_AKIN, weight);
  if (!ok)
    g_propagate_error(error, failure);
  return ok;
}

/* Adds what the thesaurus has for a word in base form. */
static bool
add_general(SearchWords *known, SearchConcept *concept, const char *base, double weight,
            GError **error) {
  char **others = corpus_thesaurus_words(base);
  bool ok = true;
  for (char **other = others; ok && *other != NULL; other++)
    ok = corpus_is_stopword(*other) || corpus_is_light_word(*other) ||
         add_general_word(known, concept, *other, weight, error);
  g_strfreev(others);
  return ok;
}

/* The same for a part of a compound that the reports do not have. */
static bool
add_general_part(SearchWords *known, SearchConcept *concept, const char *base, GError **error) {
  GError *failure = NULL;
  bool indexed = false;
  const char *form = indexer_terms_of_word(search_words_terms(known), base, &failure);
  bool ok =
      failure == NULL && (form == NULL || search_words_indexed(known, form, &indexed, &failure));
  if (!ok)
    g_propagate_error(error, failure);
  return ok && (indexed || add_general(known, concept, base, WEIGHT_PART, error));
}

static SearchAlternative *
copy_alternative(const SearchAlternative *alternative) {
  SearchAlternative *copy = g_memdup2(alternative, sizeof *copy);
  copy->terms = g_strdupv(copy->terms);
  return copy;
}

static bool
reach(SearchWords *known, SearchConcept *concept, GError **error) {
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  char *base = corpus_lexicon_base(lexicon, concept->written);
  char **parts = corpus_compound_parts(lexicon, concept->written);
  bool ok =
      add_general(known, concept, base != NULL ? base : concept->written, WEIGHT_GENERAL, error);
  for (char **part = parts; ok && part != NULL && *part != NULL; part++)
    ok = add_general_part(known, concept, *part, error);
  keep_best(concept);
  g_strfreev(parts);
  g_free(base);
  return ok;
}

bool
search_concept_reach(SearchWords *known, SearchConcept *concept, GError **error) {
  bool met = strchr(concept->written, ' ') != NULL; /* for a run nothing is sought either */
  if (!met && !is_met(known, concept, &met, error))
    return false;
  if (met)
    return true;
  char *key = g_strconcat("reach ", concept->written, NULL);
  bool ok = recall(known, concept, key);
  if (!ok) {
    GPtrArray *filled = concept->alternatives;
    concept->alternatives = g_ptr_array_new_with_free_func(alternative_free);
    for (guint i = 0; i < filled->len; i++)
      g_ptr_array_add(concept->alternatives, copy_alternative(filled->pdata[i]));
    g_ptr_array_unref(filled);
    ok = reach(known, concept, error);
    if (ok)
      search_words_remember(known, key, concept->alternatives);
  }
  g_free(key);
  return ok;
}

bool
search_concept_widen_run(SearchWords *known, SearchConcept *concept, const char *key,
                         char *const *forms, GError **error) {
  guint count = g_strv_length((char **)forms);
  bool ok = count < 2 || add_from_thesaurus(known, concept, key, error);
  if (ok && count == 2)
    ok = add_compounds(known, concept, forms, error);
  concept->decides = concept->alternatives->len > 0;
  if (ok && count == 2)
    add_kindred_compounds(known, concept, forms[0], forms[1]);
  if (ok && concept->alternatives->len > 0) {
    add_alternative(concept, g_strdupv((char **)forms), SEARCH_BECAUSE_NEAR, WEIGHT_NEAR);
    add_alternative(concept, g_strdupv((char **)forms), SEARCH_BECAUSE_TOGETHER, WEIGHT_TOGETHER);
  }
  keep_best(concept);
  return ok;
}

/* Have the reports all of the terms, and one by itself not everywhere? */
static bool
tells(SearchWords *known, char *const *terms, bool *tells, GError **error) {
  unsigned passages = 0, count = 0;
  bool ok = search_words_passages(known, &passages, error);
  *tells = true;
  for (char *const *term = terms; ok && *tells && *term != NULL; term++) {
    ok = search_words_frequency(known, *term, &count, error);
    *tells = count > 0 && (terms[1] != NULL || count <= MAX(1, passages / COMMON_PART));
  }
  return ok;
}

/* Forms with single spaces between. */
static char **
terms_of(const char *forms, gsize length) {
  GPtrArray *terms = g_ptr_array_new();
  for (const char *end = forms + length, *next; forms <= end; forms = next + 1) {
    const char *space = memchr(forms, ' ', (gsize)(end - forms));
    next = space != NULL ? space : end;
    g_ptr_array_add(terms, g_strndup(forms, (gsize)(next - forms)));
  }
  g_ptr_array_add(terms, NULL);
  return (char **)g_ptr_array_free(terms, FALSE);
}

/* Adds terms, which it takes; `sure` says that the reports surely say one of the practice's
 * already: then what they lack of several is not looked up, as it will be met nowhere. */
static bool
add_said(SearchWords *known, SearchConcept *concept, char **terms, bool *sure, GError **error) {
  SearchAlternative alternative = {terms, SEARCH_BECAUSE_PRACTICE, SEARCH_WEIGHT_SAME};
  bool worth = *sure && alternative.terms[1] != NULL;
  bool ok = worth || tells(known, alternative.terms, &worth, error);
  *sure = *sure || worth;
  if (ok && (worth || alternative.terms[1] != NULL))
    g_ptr_array_add(concept->alternatives, g_memdup2(&alternative, sizeof alternative));
  else
    g_strfreev(alternative.terms);
  return ok;
}

bool
search_concept_take_practice(SearchWords *known, SearchConcept *concept, guint number,
                             const char *said, GError **error) {
  char key[32];
  g_snprintf(key, sizeof key, "practice %u", number);
  if (recall(known, concept, key))
    return true;
  bool ok = true, sure = false;
  gsize length = 0;
  for (const char *field; ok && (field = corpus_sorted_line_next(&said, &length)) != NULL;)
    ok = add_said(known, concept, terms_of(field, length), &sure, error);
  if (!sure)
    g_ptr_array_set_size(concept->alternatives, 0);
  if (ok)
    search_words_remember(known, key, concept->alternatives);
  return ok;
}

bool
search_concept_check_practice(SearchWords *known, SearchConcept *concept, GError **error) {
  GPtrArray *all = concept->alternatives;
  bool ok = true;
  concept->alternatives = g_ptr_array_new_with_free_func(alternative_free);
  for (guint i = 0; ok && i < all->len; i++) {
    const SearchAlternative *alternative = all->pdata[i];
    bool worth = false;
    ok = tells(known, alternative->terms, &worth, error);
    if (ok && worth)
      g_ptr_array_add(concept->alternatives, copy_alternative(alternative));
  }
  g_ptr_array_unref(all);
  return ok;
}
