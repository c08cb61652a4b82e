/* corpus/language/clause.c: parts a sentence into clauses where marks, turns and concessions do. */
#include "corpus/language/clause.h"

#include "corpus/text/words.h"

const char *
corpus_clauses_word(const CorpusClauses *clauses, guint index) {
  return g_array_index(clauses->words, CorpusWord, index).word;
}

const CorpusCue *
corpus_clauses_cue(const CorpusClauses *clauses, guint index) {
  return &g_array_index(clauses->cues, CorpusCue, index);
}

guint
corpus_clauses_of_cue(const CorpusClauses *clauses, const CorpusCue *cue) {
  return clauses->numbers[cue->first];
}

int
corpus_clauses_after(const CorpusClauses *clauses, const CorpusCue *cue, guint group, guint reach) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *other = corpus_clauses_cue(clauses, i);
    if (other->group == group && other->first > cue->last && other->first <= cue->last + reach &&
        clauses->numbers[other->first] == clauses->numbers[cue->first])
      return (int)i;
  }
  return -1;
}

int
corpus_clauses_before(const CorpusClauses *clauses, const CorpusCue *cue, guint group,
                      guint reach) {
  for (guint i = clauses->cues->len; i-- > 0;) {
    const CorpusCue *other = corpus_clauses_cue(clauses, i);
    if (other->group == group && other->first < cue->first && other->last + reach >= cue->first &&
        clauses->numbers[other->first] == clauses->numbers[cue->first])
      return (int)i;
  }
  return -1;
}

static bool
contains(const GArray *indexes, guint word) {
  for (guint i = 0; i < indexes->len; i++)
    if (g_array_index(indexes, guint, i) == word)
      return true;
  return false;
}

static void
drop_own_words(CorpusClauses *clauses, guint of_own, const GArray *own) {
  for (guint i = clauses->cues->len; i-- > 0;) {
    const CorpusCue *cue = corpus_clauses_cue(clauses, i);
    if (cue->group >= of_own && contains(own, cue->first) && contains(own, cue->last))
      g_array_remove_index(clauses->cues, i);
  }
}

/* Conjunctions that part clauses without a mark. */
static const char *const conjunctions[] = {"men", "medan", NULL};

/* Does a turn or a concession open a clause at the word? */
static bool
opens_clause(const CorpusClauses *clauses, const CorpusClauseGrammar *grammar, guint word) {
  if (corpus_cue_begins(clauses->cues, word, grammar->concession))
    return true;
  return corpus_cue_begins(clauses->cues, word, grammar->turn) &&
         (clauses->breaks[word] ||
          corpus_words_have(conjunctions, corpus_clauses_word(clauses, word)));
}

/* Is what stands between the mark before the word and the next mark a member of a list, which tells
 * nothing by itself? */
static bool
is_list_member(const CorpusClauses *clauses, const CorpusClauseGrammar *grammar, guint word) {
  guint end = word + 1;
  while (end < clauses->words->len && !clauses->breaks[end])
    end++;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = corpus_clauses_cue(clauses, i);
    if (cue->first >= word && cue->first < end && cue->group < grammar->telling)
      return false;
  }
  return true;
}

static void
number_clauses(CorpusClauses *clauses, const CorpusClauseGrammar *grammar) {
  guint number = 0;
  bool listed = false;
  for (guint word = 0; word < clauses->words->len; word++) {
    bool opens = word > 0 && opens_clause(clauses, grammar, word);
    if (word > 0 && clauses->breaks[word] && !opens && grammar->telling > 0) {
      bool member = is_list_member(clauses, grammar, word);
      opens = !member && !listed;
      listed = member;
    }
    number += opens;
    clauses->numbers[word] = number;
  }
  clauses->count = number + 1;
}

/* No cue reaches over a conjunction: "finns men är inte känt" does not say "finns inte". */
static void
break_at_conjunctions(CorpusClauses *clauses) {
  for (guint word = 1; word < clauses->words->len; word++)
    clauses->breaks[word] = clauses->breaks[word] ||
                            corpus_words_have(conjunctions, corpus_clauses_word(clauses, word));
}

CorpusClauses
corpus_clauses_of(const CorpusClauseGrammar *grammar, const char *text, const GArray *words,
                  const GArray *own) {
  CorpusClauses clauses = {.words = words, .breaks = corpus_cue_breaks(text, words)};
  break_at_conjunctions(&clauses);
  clauses.cues = corpus_cues_find(corpus_cues(grammar->table), words, clauses.breaks);
  if (own != NULL)
    drop_own_words(&clauses, grammar->of_own, own);
  clauses.numbers = g_new0(guint, words->len + 1);
  number_clauses(&clauses, grammar);
  return clauses;
}

void
corpus_clauses_clear(CorpusClauses *clauses) {
  g_clear_pointer(&clauses->cues, g_array_unref);
  g_clear_pointer(&clauses->breaks, g_free);
  g_clear_pointer(&clauses->numbers, g_free);
}
