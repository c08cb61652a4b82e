/* search/query/matcher.c: finds the query's words in a text by the analysis that the index was made
 * with.
 */
#include "search/query/matcher.h"

#include <string.h>

struct SearchMatcher {
  IndexerTerms *terms;
  GPtrArray *sequences; /* GPtrArray * of char *: the terms of a word or phrase, in order */
  GPtrArray *prefixes;  /* char * */
};

static void
add_term(SearchMatcher *matcher, const char *term) {
  GPtrArray *sequence = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(sequence, g_strdup(term));
  g_ptr_array_add(matcher->sequences, sequence);
}

/* Every word that stands for what was asked, each by itself. */
static void
add_meaning(SearchMatcher *matcher, const SearchMeaning *meaning) {
  for (guint i = 0; i < meaning->concepts->len; i++) {
    const SearchConcept *concept = meaning->concepts->pdata[i];
    for (guint j = 0; j < concept->alternatives->len; j++) {
      const SearchAlternative *alternative = concept->alternatives->pdata[j];
      for (char **term = alternative->terms; *term != NULL; term++)
        add_term(matcher, *term);
    }
  }
}

static bool
add_phrase(SearchMatcher *matcher, const char *text, GError **error) {
  GArray *found = indexer_terms_of_text(matcher->terms, text, -1, error);
  if (found == NULL)
    return false;
  GPtrArray *sequence = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < found->len; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD)
      g_ptr_array_add(sequence, g_strdup(term->term));
  }
  g_ptr_array_add(matcher->sequences, sequence);
  g_array_unref(found);
  return true;
}

static bool
add_plan(SearchMatcher *matcher, const SearchPlan *plan, GError **error) {
  switch (plan->kind) {
  case SEARCH_NODE_WORD:
    add_meaning(matcher, plan->meaning);
    return true;
  case SEARCH_NODE_PHRASE:
    return add_phrase(matcher, plan->text, error);
  case SEARCH_NODE_PREFIX:
    g_ptr_array_add(matcher->prefixes, search_plan_beginning(plan->text));
    for (char **form = plan->forms; *form != NULL; form++)
      add_term(matcher, *form);
    return true;
  case SEARCH_NODE_EVERYTHING:
    return true;
  case SEARCH_NODE_EXCEPT:
    return add_plan(matcher, plan->children->pdata[0], error);
  case SEARCH_NODE_SIDE:
  case SEARCH_NODE_AND:
  case SEARCH_NODE_OR:
    for (guint i = 0; i < plan->children->len; i++)
      if (!add_plan(matcher, plan->children->pdata[i], error))
        return false;
    return true;
  }
  g_return_val_if_reached(false);
}

SearchMatcher *
search_matcher_new(IndexerTerms *terms, const SearchPlan *plan, GError **error) {
  SearchMatcher *matcher = g_new0(SearchMatcher, 1);
  matcher->terms = terms;
  matcher->sequences = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  matcher->prefixes = g_ptr_array_new_with_free_func(g_free);
  if (!add_plan(matcher, plan, error))
    g_clear_pointer(&matcher, search_matcher_free);
  return matcher;
}

void
search_matcher_free(SearchMatcher *matcher) {
  if (matcher == NULL)
    return;
  g_ptr_array_unref(matcher->sequences);
  g_ptr_array_unref(matcher->prefixes);
  g_free(matcher);
}

/* The words of a text, each with its terms. */
typedef struct {
  const GArray *terms; /* IndexerTerm */
  GArray *firsts;      /* guint: where the terms of each word begin, and the end of the last */
} Words;

static Words
words_of(const GArray *terms) {
  Words words = {terms, g_array_new(FALSE, FALSE, sizeof(guint))};
  for (guint i = 0; i < terms->len; i++)
    if (i == 0 || g_array_index(terms, IndexerTerm, i).position !=
                      g_array_index(terms, IndexerTerm, i - 1).position)
      g_array_append_val(words.firsts, i);
  g_array_append_val(words.firsts, terms->len);
  return words;
}

static const IndexerTerm *
first_term(const Words *words, guint word) {
  return &g_array_index(words->terms, IndexerTerm, g_array_index(words->firsts, guint, word));
}

static guint
count_words(const Words *words) {
  return words->firsts->len - 1;
}

/* Is the term the word itself, or a word inside it? */
static bool
word_is(const Words *words, guint word, const char *term) {
  for (guint i = g_array_index(words->firsts, guint, word);
       i < g_array_index(words->firsts, guint, word + 1); i++)
    if (strcmp(g_array_index(words->terms, IndexerTerm, i).term, term) == 0)
      return true;
  return false;
}

/* Do the words from one on make up the sequence? */
static bool
stands_at(const Words *words, guint word, const GPtrArray *sequence) {
  if (word + sequence->len > count_words(words))
    return false;
  for (guint i = 0; i < sequence->len; i++)
    if (!word_is(words, word + i, sequence->pdata[i]) ||
        first_term(words, word + i)->position != first_term(words, word)->position + i)
      return false;
  return true;
}

/* How many words from one on are asked for; *what receives by which part of the query. */
static guint
match_at(const SearchMatcher *matcher, const Words *words, guint word, guint *what) {
  guint longest = 0;
  for (guint i = 0; i < matcher->sequences->len; i++) {
    const GPtrArray *sequence = matcher->sequences->pdata[i];
    if (sequence->len > longest && stands_at(words, word, sequence)) {
      longest = sequence->len;
      *what = i;
    }
  }
  const char *term = first_term(words, word)->term;
  for (guint i = 0; i < matcher->prefixes->len && longest == 0; i++)
    if (g_str_has_prefix(term, matcher->prefixes->pdata[i])) {
      longest = 1;
      *what = matcher->sequences->len + i;
    }
  return longest;
}

GArray *
search_matcher_find(const SearchMatcher *matcher, const char *text, GError **error) {
  GArray *terms = indexer_terms_of_text(matcher->terms, text, -1, error);
  if (terms == NULL)
    return NULL;
  GArray *matches = g_array_new(FALSE, FALSE, sizeof(SearchWordMatch));
  Words words = words_of(terms);
  for (guint i = 0; i < count_words(&words);) {
    guint what = 0;
    guint count = match_at(matcher, &words, i, &what);
    for (guint j = i; j < i + count; j++) {
      const IndexerTerm *word = first_term(&words, j);
      SearchWordMatch match = {word->start_bytes, word->length_bytes, what};
      g_array_append_val(matches, match);
    }
    i += MAX(count, 1);
  }
  g_array_unref(words.firsts);
  g_array_unref(terms);
  return matches;
}
