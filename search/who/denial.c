/* search/who/denial.c: what negations and words of lack say of a sentence's topic.
 *
 * A negation denies the narrowest thing that it can: apply_negation() tries from the narrow to the
 * wide, and the first case that fits counts. */
#include "search/who/denial.h"

#include "corpus/text/words.h"

#define BARE_NEGATION 0.6
#define OF_SOMETHING_ELSE 0.45 /* lack of something by what is there */
#define DENIED_CARE 0.6
#define NEGATION_BACK 3 /* words from what is denied to a negation behind it */
#define OBJECT_REACH 3  /* words from a negation to the article of what is denied */

/* Does one of the topic's words stand right behind the negation ("inga chefskontrakt"), but before
 * the word `limit`? */
static bool
denies_topic(const CorpusStatement *sentence, const CorpusCue *negation, guint limit) {
  guint reach = negation->last + (guint)negation->weight;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (hit > negation->last && hit <= reach && hit < limit &&
        !corpus_statement_granted(sentence, hit))
      return true;
  }
  return false;
}

/* Is what the cue denies something else, since all of the topic's words in its clause are but the
 * place where that is missed: "ingår inte i lönekriterierna"? */
static bool
takes_topic_for_granted(const CorpusStatement *sentence, const CorpusCue *cue) {
  bool granted = false;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (sentence->clauses.numbers[hit] != corpus_statement_clause(sentence, cue) ||
        corpus_statement_modifies(sentence, i))
      continue;
    if (!corpus_statement_granted(sentence, hit))
      return false;
    granted = true;
  }
  return granted;
}

/* Is the topic what lacks something: "systemet saknar koppling", "systemet har inga mål"? */
static bool
lacks_something(const CorpusStatement *sentence, const CorpusCue *cue) {
  guint clause = corpus_statement_clause(sentence, cue);
  bool before = false;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (hit > cue->last && sentence->clauses.numbers[hit] == clause)
      return false;
    before = before || (hit < cue->first && sentence->clauses.numbers[hit] == clause);
  }
  guint next = cue->last + 1;
  bool object = next < sentence->clauses.words->len && sentence->clauses.numbers[next] == clause;
  return before && object && corpus_statement_definite(sentence, clause);
}

/* Does a word of the cue ask for an object ("saknar", "ingen"), or is one denied shortly behind it
 * ("har inte haft några avbrott")? */
static bool
takes_object(const CorpusStatement *sentence, const CorpusCue *cue) {
  const CorpusClauses *clauses = &sentence->clauses;
  if (corpus_words_have(corpus_small_words()->asking, corpus_statement_word(sentence, cue->last)))
    return true;
  for (guint i = cue->last + 1; i <= cue->last + OBJECT_REACH && i + 1 < clauses->words->len &&
                                clauses->numbers[i] == clauses->numbers[cue->last];
       i++)
    if (corpus_words_have(corpus_small_words()->article_denied, corpus_statement_word(sentence, i)))
      return true;
  return false;
}

/* Is the cue no more than "har", which goes with any verb? */
static bool
is_auxiliary(const CorpusStatement *sentence, const CorpusCue *cue) {
  return cue->first == cue->last && corpus_words_have(corpus_small_words()->auxiliary,
                                                      corpus_statement_word(sentence, cue->first));
}

/* A negation, and the cues beside it that may be what it denies; NULL = none. */
typedef struct {
  const CorpusCue *negation;
  const CorpusCue *exists; /* "finns", before it or behind */
  const CorpusCue *whole;  /* "alla" */
  const CorpusCue *care;   /* "utvärderats" */
  const CorpusCue *asked;  /* "behöver" */
} Denial;

static const CorpusCue *
spend(CorpusStatement *sentence, int index) {
  if (index < 0)
    return NULL;
  sentence->used[index] = true;
  return corpus_statement_cue(sentence, (guint)index);
}

static const CorpusCue *
beside(const CorpusStatement *sentence, int before, int after) {
  int index = after >= 0 ? after : before;
  return index >= 0 ? corpus_statement_cue(sentence, (guint)index) : NULL;
}

/* Finds the cues, and marks those of existence and of proposals as spent. */
static Denial
denial_of(CorpusStatement *sentence, const CorpusCue *negation) {
  const CorpusClauses *clauses = &sentence->clauses;
  guint ahead = (guint)negation->weight;
  int before = corpus_clauses_before(clauses, negation, CORPUS_CUE_EXISTS, NEGATION_BACK);
  int after = corpus_clauses_after(clauses, negation, CORPUS_CUE_EXISTS, ahead);
  if (before >= 0 && after < 0 &&
      is_auxiliary(sentence, corpus_statement_cue(sentence, (guint)before)) && sentence->known)
    before = -1; /* "värdegrunden har inte nått ut" does not deny it */
  Denial denial = {.negation = negation};
  denial.exists = spend(sentence, before);
  if (after >= 0)
    denial.exists = spend(sentence, after);
  denial.asked =
      spend(sentence, corpus_clauses_after(clauses, negation, CORPUS_CUE_PROPOSES, ahead));
  denial.whole =
      beside(sentence, -1, corpus_clauses_after(clauses, negation, CORPUS_CUE_WHOLE, ahead));
  denial.care = beside(
      sentence, corpus_clauses_before(clauses, negation, CORPUS_CUE_LOOKS_AFTER, NEGATION_BACK),
      corpus_clauses_after(clauses, negation, CORPUS_CUE_LOOKS_AFTER, ahead));
  return denial;
}

/* Is it denied that the topic is part of something else: "bemötande ingår inte i lönekriterierna"?
 */
static bool
denies_membership(const CorpusStatement *sentence, const CorpusCue *negation) {
  guint behind = negation->last + 1, last = sentence->hits->len;
  return negation->first > 0 && behind < sentence->clauses.words->len && last > 0 &&
         corpus_words_have(corpus_small_words()->belongs,
                           corpus_statement_word(sentence, negation->first - 1)) &&
         corpus_words_have(corpus_small_words()->preposition_granted,
                           corpus_statement_word(sentence, behind)) &&
         corpus_statement_hit(sentence, last - 1) < negation->first;
}

/* What a negation says of the topic. The first case that fits counts: those of a narrower scope
 * come first, so that what is denied of something else is not denied of the topic. */
static void
apply_negation(CorpusStatement *sentence, SearchPolarity *polarity, const CorpusCue *negation) {
  Denial denial = denial_of(sentence, negation);
  double reach = corpus_statement_reach(sentence, negation);
  bool behind_care = denial.care != NULL && denies_topic(sentence, negation, denial.care->first);
  if (denial.asked != NULL) /* "behöver inte": nothing is asked for, and nothing denied */
    return;
  if (denial.whole != NULL) /* "används inte av alla" */
    polarity->partly += reach * denial.whole->weight;
  else if (takes_topic_for_granted(sentence, negation)) /* "ingår inte i lönekriterierna" */
    polarity->lacking += reach * SEARCH_DENIAL_GRANTED;
  else if (denies_membership(sentence, negation)) /* "bemötande ingår inte i lönekriterierna" */
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else if (denial.care != NULL && !behind_care) /* "planen har inte utvärderats" */
    polarity->lacking += reach * DENIED_CARE;
  else if (denies_topic(sentence, negation, G_MAXUINT)) /* "ingen plan" */
    polarity->missing += reach;
  else if (takes_object(sentence, negation) &&
           lacks_something(sentence, negation)) /* "planen har inga mål" */
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else if (denial.exists != NULL) /* "plan finns inte" */
    polarity->missing += reach;
  else if (sentence->known) /* "planen har inte nått ut" */
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else
    polarity->missing += reach * BARE_NEGATION;
}

bool
search_denial_between(const CorpusStatement *sentence, guint from, guint to) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if ((cue->group == CORPUS_CUE_NEGATION || cue->group == CORPUS_CUE_MISSING ||
         cue->group == CORPUS_CUE_NO_NEGATION) &&
        cue->first > from && cue->first < to)
      return true;
  }
  return false;
}

/* A word that says by itself that something is missing: the topic, or something of it? */
static void
apply_missing(CorpusStatement *sentence, SearchPolarity *polarity, guint index) {
  const CorpusCue *cue = corpus_statement_cue(sentence, index);
  double reach = corpus_statement_reach(sentence, cue), said = cue->weight * reach;
  if (reach < CORPUS_REACH_SEQUEL && sentence->known)
    return; /* "webbplatsen är bra, men protokoll saknas" */
  if (search_denial_between(sentence, cue->first, cue->last))
    return; /* "planen är inte till för chefen utan för alla" */
  if (takes_topic_for_granted(sentence, cue))
    polarity->lacking += said * SEARCH_DENIAL_GRANTED;
  else if (takes_object(sentence, cue) && lacks_something(sentence, cue))
    polarity->lacking += said * OF_SOMETHING_ELSE;
  else
    polarity->missing += said;
}

void
search_denials_apply(CorpusStatement *sentence, SearchPolarity *polarity) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++)
    if (sentence->used[i])
      continue;
    else if (corpus_statement_cue(sentence, i)->group == CORPUS_CUE_NEGATION)
      apply_negation(sentence, polarity, corpus_statement_cue(sentence, i));
    else if (corpus_statement_cue(sentence, i)->group == CORPUS_CUE_MISSING)
      apply_missing(sentence, polarity, i);
}

/* Does a cue that denies but the extent begin with the word ("inte fullt ut")? */
static bool
denies_extent(const CorpusStatement *sentence, guint word) {
  return corpus_cue_begins(sentence->clauses.cues, word, CORPUS_CUE_PARTLY);
}

bool
search_denial_by_article(const CorpusStatement *sentence) {
  const char *const *articles = corpus_small_words()->article_denied;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    bool article = false;
    for (guint word = hit; word > 0 && word + CORPUS_ARTICLE_REACH > hit; word--)
      article = article || corpus_words_have(articles, corpus_statement_word(sentence, word - 1));
    for (guint word = hit + 1; article && word < sentence->clauses.words->len &&
                               sentence->clauses.numbers[word] == sentence->clauses.numbers[hit];
         word++)
      if (corpus_words_have(corpus_small_words()->not, corpus_statement_word(sentence, word)) &&
          !denies_extent(sentence, word))
        return true;
  }
  return false;
}

bool
search_denial_not_yet(CorpusStatement *sentence, SearchPolarity *polarity) {
  bool undone = false;
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    bool not_yet =
        cue->group == CORPUS_CUE_PARTLY &&
        corpus_words_have(corpus_small_words()->not, corpus_statement_word(sentence, cue->last));
    for (guint j = 0; not_yet && !sentence->used[i] && j < sentence->hits->len; j++)
      if (corpus_statement_hit(sentence, j) == cue->last + 1) {
        sentence->used[i] = undone = true;
        polarity->missing += cue->weight;
      }
  }
  return undone;
}

/* Is anything denied, or said not to be, before the word: "inget hinder utan en tillgång"? */
static bool
denied_before(const CorpusStatement *sentence, guint word) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if ((cue->group == CORPUS_CUE_NEGATION || cue->group == CORPUS_CUE_NO_NEGATION ||
         cue->group == CORPUS_CUE_MISSING) &&
        cue->first < word)
      return true;
  }
  return corpus_statement_says(sentence, corpus_small_words()->not );
}

bool
search_denial_without(const CorpusStatement *sentence) {
  for (guint i = 0; i < corpus_statement_cues(sentence) && !sentence->known; i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group != CORPUS_CUE_WITHOUT || denied_before(sentence, cue->first))
      continue;
    for (guint j = 0; j < sentence->hits->len; j++) {
      guint hit = corpus_statement_hit(sentence, j);
      if (hit > cue->last && hit <= cue->last + (guint)cue->weight)
        return true;
    }
  }
  return false;
}
