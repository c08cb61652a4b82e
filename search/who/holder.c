/* search/who/holder.c: tells the report's own municipality from others, by names and by cues. */
#include "search/who/holder.h"

#include "corpus/text/words.h"

#define OF_OTHERS 0.6 /* from this weight of cues on it is said of others */

static bool
begins_with(const char *word, const char *const *beginnings) {
  for (const char *const *beginning = beginnings; *beginning != NULL; beginning++)
    if (g_str_has_prefix(word, *beginning))
      return true;
  return false;
}

/* The clause that the place in the text belongs to. */
static guint
clause_at(const SearchSentence *sentence, gsize place_bytes) {
  guint clause = 0;
  for (guint i = 0; i < sentence->clauses.words->len; i++)
    if (g_array_index(sentence->clauses.words, CorpusWord, i).start_bytes <= place_bytes)
      clause = sentence->clauses.numbers[i];
  return clause;
}

/* Does it speak of the municipality or of one of its organs? */
static bool
names_own(const SearchSentence *sentence) {
  const char *const *beginnings = search_small_words()->beginning_own;
  for (guint i = 0; i < sentence->clauses.words->len; i++)
    if (begins_with(search_sentence_word(sentence, i), beginnings))
      return true;
  return false;
}

/* Does a preposition stand before the cue: is it one with whom something is done ("i nätverk med
 * andra kommuner")? */
static bool
stands_beside(const SearchSentence *sentence, const CorpusCue *cue) {
  const char *const *prepositions = search_small_words()->preposition_beside;
  for (guint word = cue->first; word > 0 && word + 2 > cue->first; word--)
    if (g_strv_contains(prepositions, search_sentence_word(sentence, word - 1)))
      return true;
  return false;
}

/* Is it said of municipalities at large, or of other bodies? */
static bool
is_of_others(const SearchSentence *sentence) {
  double sum = 0;
  bool own = names_own(sentence);
  for (guint i = 0; i < search_sentence_cues(sentence); i++) {
    const CorpusCue *cue = search_sentence_cue(sentence, i);
    bool counts = cue->group == SEARCH_CUE_OTHERS || (cue->group == SEARCH_CUE_BODIES && !own);
    if (counts && !stands_beside(sentence, cue))
      sum += cue->weight * search_sentence_reach(sentence, cue);
  }
  return sum >= OF_OTHERS;
}

/* Does a word for work done together stand in the clause that names another, or in the one before?
 * "Tillsammans med Nybro", but not "Västerås satsning, där kommunen tillsammans med …". */
static bool
is_together(const SearchSentence *sentence, const GArray *mentions) {
  const char *const *beginnings = search_small_words()->beginning_together;
  for (guint i = 0; i < sentence->clauses.words->len; i++) {
    const CorpusWord *word = &g_array_index(sentence->clauses.words, CorpusWord, i);
    for (guint j = 0; j < mentions->len; j++) {
      gsize named = g_array_index(mentions, CorpusMention, j).start_bytes;
      if (begins_with(word->word, beginnings) &&
          sentence->clauses.numbers[i] <= clause_at(sentence, named))
        return true;
    }
  }
  return false;
}

/* The other municipalities that a sentence names; none where it names the own one, too, or work
 * done together. */
static GPtrArray *
named_others(const SearchSentence *sentence, const char *text, const CorpusMunicipality *own) {
  GArray *mentions = corpus_municipality_mentions(text);
  GPtrArray *others = g_ptr_array_new();
  bool named = false;
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMunicipality *mentioned = g_array_index(mentions, CorpusMention, i).municipality;
    named = named || mentioned == own;
    if (!g_ptr_array_find(others, mentioned, NULL))
      g_ptr_array_add(others, (gpointer)mentioned);
  }
  if (others->len > 0 && (named || is_together(sentence, mentions)))
    g_ptr_array_set_size(others, 0);
  g_array_unref(mentions);
  return others;
}

SearchHolder
search_holder_of(const SearchSentence *sentence, const char *text, const CorpusMunicipality *own) {
  SearchHolder holder = {.others = named_others(sentence, text, own)};
  holder.own = holder.others->len == 0 && !is_of_others(sentence);
  return holder;
}

void
search_holder_clear(SearchHolder *holder) {
  g_ptr_array_unref(holder->others);
}

bool
search_holder_denied(const SearchSentence *sentence) {
  bool here = false, denied = false;
  for (guint i = 0; i < search_sentence_cues(sentence); i++) {
    SearchCueGroup group = search_sentence_cue(sentence, i)->group;
    here = here || group == SEARCH_CUE_HERE;
    denied = denied || group == SEARCH_CUE_NEGATION || group == SEARCH_CUE_MISSING;
  }
  return here && denied;
}
