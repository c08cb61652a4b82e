/* search/who/polarity.c: weighs the cues around a topic's words. */
#include "search/who/polarity.h"

#include "corpus/text/words.h"
#include "search/who/clause.h"

#define MENTION 0.5          /* what is spoken of is rather there, */
#define DEFINITE_MENTION 0.7 /* the more if it is spoken of as something known */
#define BARE_NEGATION 0.6
#define GRANTED 0.3
#define OF_SOMETHING_ELSE 0.45 /* lack of something by what is there */
#define DENIED_CARE 0.6
#define PROPOSED_NEW 0.9
#define PROPOSED_BETTER 0.9
#define PROPOSED 0.35         /* with no word of which it is: of what may be there or not, */
#define PROPOSED_KNOWN 0.7    /* of what is known, */
#define PROPOSED_UNKNOWN 0.75 /* of something unknown ("en cykelplan") */
#define WISHED_FOR 0.3        /* of existence in a clause that proposes, */
#define KNOWN_AND_WISHED 0.6  /* where it is spoken of as something known */
#define SAYS_WHICH 0.3
#define IMPROVES_REACH 2 /* words from "tydligare" to what is to be so */
#define NEGATION_BACK 3  /* words from what is denied to a negation behind it */
#define MISSING_RULES 0.8
#define MISSING_LEAVES 0.4
#define MISSING_DISTURBS 0.6
#define PRESUPPOSED 0.8
#define PARTLY_RULES 0.7 /* from here on a part is meant where existence is said */
#define PARTLY_LEAVES 0.4
#define BOTH_SAID 0.6 /* there in one clause, missing in another: in part */
#define ITEM 1.0
#define ITEM_OF_ANOTHER 0.5 /* an item that asks for something of what is there */
#define OF_OTHERS 0.6
#define COORDINATED 3 /* words from a preposition to the second noun that it governs */

/* A sentence, and what was found so far. */
typedef struct {
  SearchClauses clauses;
  SearchPolarity polarity;
  bool definite, indefinite; /* is the topic spoken of as something known, as something unknown? */
} Reading;

static const CorpusCue *
cue_at(const Reading *reading, guint index) {
  return search_clauses_cue(&reading->clauses, index);
}

static guint
hit_at(const Reading *reading, guint index) {
  return g_array_index(reading->clauses.hits, guint, index);
}

/* Does one of the topic's words stand right behind the negation ("inga chefskontrakt"), but before
 * the word `limit`? */
static bool
denies_topic(const Reading *reading, const CorpusCue *negation, guint limit) {
  guint reach = negation->last + (guint)negation->weight;
  for (guint i = 0; i < reading->clauses.hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (hit > negation->last && hit <= reach && hit < limit &&
        !search_clauses_granted(&reading->clauses, hit))
      return true;
  }
  return false;
}

/* Is what the cue denies something else, since all of the topic's words in its clause are but the
 * place where that is missed: "ingår inte i lönekriterierna"? */
static bool
takes_topic_for_granted(const Reading *reading, const CorpusCue *cue) {
  bool granted = false;
  for (guint i = 0; i < reading->clauses.hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (reading->clauses.clauses[hit] != search_clauses_clause(&reading->clauses, cue) ||
        search_clauses_modifies(&reading->clauses, i))
      continue;
    if (!search_clauses_granted(&reading->clauses, hit))
      return false;
    granted = true;
  }
  return granted;
}

/* Is the topic what lacks something: "systemet saknar koppling", "systemet har inga mål"? */
static bool
lacks_something(const Reading *reading, const CorpusCue *cue) {
  const SearchClauses *clauses = &reading->clauses;
  guint clause = search_clauses_clause(clauses, cue);
  bool before = false;
  for (guint i = 0; i < clauses->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (hit > cue->last && clauses->clauses[hit] == clause)
      return false;
    before = before || (hit < cue->first && clauses->clauses[hit] == clause);
  }
  guint next = cue->last + 1;
  bool object = next < clauses->words->len && clauses->clauses[next] == clause;
  return before && object && search_clauses_topic_definite(clauses, clause);
}

/* Does a word of the cue ask for an object: "saknar", "ingen"? */
static bool
takes_object(const Reading *reading, const CorpusCue *cue) {
  static const char *const words[] = {"saknar", "saknade", "ingen", "inget", "inga", NULL};
  return g_strv_contains(words, g_array_index(reading->clauses.words, CorpusWord, cue->last).word);
}

/* Is the cue no more than "har", which goes with any verb? */
static bool
is_auxiliary(const Reading *reading, guint index) {
  const CorpusCue *cue = cue_at(reading, index);
  return cue->first == cue->last &&
         g_str_equal(g_array_index(reading->clauses.words, CorpusWord, cue->first).word, "har");
}

static void
apply_negation(Reading *reading, guint index) {
  SearchClauses *clauses = &reading->clauses;
  const CorpusCue *negation = cue_at(reading, index);
  SearchPolarity *polarity = &reading->polarity;
  double reach = search_clauses_reach(clauses, negation);
  guint behind = (guint)negation->weight;
  int whole = search_clauses_after(clauses, negation, SEARCH_CUE_WHOLE, behind);
  int care = search_clauses_after(clauses, negation, SEARCH_CUE_LOOKS_AFTER, behind);
  if (care < 0)
    care = search_clauses_before(clauses, negation, SEARCH_CUE_LOOKS_AFTER, NEGATION_BACK);
  int before = search_clauses_before(clauses, negation, SEARCH_CUE_EXISTS, NEGATION_BACK);
  int after = search_clauses_after(clauses, negation, SEARCH_CUE_EXISTS, behind);
  int asked = search_clauses_after(clauses, negation, SEARCH_CUE_PROPOSES, behind);
  if (before >= 0 && after < 0 && is_auxiliary(reading, (guint)before) && reading->definite)
    before = -1; /* "värdegrunden har inte nått ut" does not deny it */
  if (before >= 0)
    clauses->used[before] = true;
  if (after >= 0)
    clauses->used[after] = true;
  if (asked >= 0)
    clauses->used[asked] = true; /* "behöver inte": nothing is asked for, and nothing denied */
  else if (whole >= 0)
    polarity->partly += reach * cue_at(reading, (guint)whole)->weight;
  else if (takes_topic_for_granted(reading, negation))
    polarity->lacking += reach * GRANTED;
  else if (care >= 0 && !denies_topic(reading, negation, cue_at(reading, (guint)care)->first))
    polarity->lacking += reach * DENIED_CARE;
  else if (denies_topic(reading, negation, G_MAXUINT))
    polarity->missing += reach;
  else if (takes_object(reading, negation) && lacks_something(reading, negation))
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else if (care >= 0)
    polarity->lacking += reach * DENIED_CARE;
  else if (before < 0 && after < 0 && reading->definite)
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else
    polarity->missing += reach * (before >= 0 || after >= 0 ? 1 : BARE_NEGATION);
}

/* A word that says by itself that something is missing: the topic, or something of it? */
static void
apply_missing(Reading *reading, guint index) {
  const CorpusCue *cue = cue_at(reading, index);
  double reach = search_clauses_reach(&reading->clauses, cue), said = cue->weight * reach;
  if (reach < SEARCH_REACH_SEQUEL && reading->definite)
    return; /* "webbplatsen är bra, men protokoll saknas" */
  if (takes_topic_for_granted(reading, cue))
    reading->polarity.lacking += said * GRANTED;
  else if (takes_object(reading, cue) && lacks_something(reading, cue))
    reading->polarity.lacking += said * OF_SOMETHING_ELSE;
  else
    reading->polarity.missing += said;
}

/* Does a word that asks for something better stand right before the topic ("en tydligare plan")? */
static bool
improves_topic(const SearchClauses *clauses) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    for (guint j = 0; cue->group == SEARCH_CUE_IMPROVES && j < clauses->hits->len; j++) {
      guint hit = g_array_index(clauses->hits, guint, j);
      if (hit > cue->last && hit <= cue->last + IMPROVES_REACH)
        return true;
    }
  }
  return false;
}

/* Does a word that proposes stand in a clause that names the topic, not in one that goes on? */
static bool
proposes_topic(const SearchClauses *clauses) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if (cue->group == SEARCH_CUE_PROPOSES && !clauses->used[i] &&
        search_clauses_reach(clauses, cue) >= SEARCH_REACH_CLAUSE)
      return true;
  }
  return false;
}

/* What is proposed: something new, something better, or neither in so many words. */
static void
apply_proposal(Reading *reading, double proposes) {
  SearchPolarity *polarity = &reading->polarity;
  double creates = search_clauses_sum(&reading->clauses, SEARCH_CUE_CREATES);
  double improves = search_clauses_sum(&reading->clauses, SEARCH_CUE_IMPROVES);
  bool unknown = reading->indefinite && proposes_topic(&reading->clauses) &&
                 !improves_topic(&reading->clauses);
  if (unknown && creates < SAYS_WHICH) {
    polarity->missing += proposes * PROPOSED_UNKNOWN;
  } else if (creates + improves >= SAYS_WHICH) {
    double share = creates / (creates + improves);
    polarity->missing += proposes * PROPOSED_NEW * share;
    polarity->lacking += proposes * PROPOSED_BETTER * (1 - share);
  } else if (reading->definite) {
    polarity->lacking += proposes * PROPOSED_KNOWN;
  } else {
    polarity->missing += proposes * PROPOSED;
    polarity->lacking += proposes * PROPOSED;
  }
}

static bool
denied_between(const SearchClauses *clauses, guint from, guint to) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if ((cue->group == SEARCH_CUE_NEGATION || cue->group == SEARCH_CUE_MISSING) &&
        cue->first > from && cue->first < to)
      return true;
  }
  return false;
}

/* "Utöver medarbetarenkäten …": whatever is said then, the topic is there. */
static bool
is_presupposed(const Reading *reading) {
  const SearchClauses *clauses = &reading->clauses;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = cue_at(reading, i);
    for (guint j = 0; cue->group == SEARCH_CUE_PRESUPPOSES && j < clauses->hits->len; j++) {
      guint hit = hit_at(reading, j);
      if (hit > cue->last && hit <= cue->last + (guint)cue->weight &&
          !denied_between(clauses, cue->last, hit))
        return true;
    }
  }
  return false;
}

/* How much is said to exist in clauses that deny nothing. */
static double
affirmed(const SearchClauses *clauses) {
  double sum = 0;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    double reach = search_clauses_reach(clauses, cue);
    if (cue->group == SEARCH_CUE_EXISTS && !clauses->used[i] && reach >= SEARCH_REACH_SEQUEL &&
        !search_clauses_denies(clauses, search_clauses_clause(clauses, cue)))
      sum += cue->weight * reach;
  }
  return sum;
}

static void
apply_denials(Reading *reading) {
  for (guint i = 0; i < reading->clauses.cues->len; i++)
    if (cue_at(reading, i)->group == SEARCH_CUE_NEGATION)
      apply_negation(reading, i);
    else if (cue_at(reading, i)->group == SEARCH_CUE_MISSING)
      apply_missing(reading, i);
}

static SearchPolarity
judge_text(Reading *reading) {
  if (is_presupposed(reading))
    return (SearchPolarity){.has = PRESUPPOSED};
  SearchClauses *clauses = &reading->clauses;
  SearchPolarity *polarity = &reading->polarity;
  bool granted = search_clauses_all_granted(clauses);
  reading->indefinite = search_clauses_any_indefinite(clauses);
  reading->definite = granted || (search_clauses_known(clauses) && !reading->indefinite);
  apply_denials(reading);
  double proposes = MIN(1, search_clauses_sum(clauses, SEARCH_CUE_PROPOSES));
  double exists = MIN(1.2, search_clauses_sum(clauses, SEARCH_CUE_EXISTS));
  double past = search_clauses_sum(clauses, SEARCH_CUE_PAST);
  double left = reading->definite ? KNOWN_AND_WISHED : WISHED_FOR;
  polarity->has = MAX(reading->definite ? DEFINITE_MENTION : MENTION, exists);
  polarity->has *= 1 - proposes * (1 - left);
  polarity->partly += search_clauses_sum(clauses, SEARCH_CUE_PARTLY) * (granted ? GRANTED : 1);
  polarity->missing += past;
  if (proposes > 0)
    apply_proposal(reading, proposes);
  double there = affirmed(clauses);
  if (there >= BOTH_SAID && polarity->missing >= BOTH_SAID && past == 0)
    polarity->partly += MIN(there, polarity->missing);
  else if (polarity->missing >= MISSING_RULES)
    polarity->partly *= MISSING_LEAVES; /* "det finns ingen strategi för hur det ska utvecklas" */
  if (past >= MISSING_RULES)
    polarity->has = 0;
  if (polarity->partly >= PARTLY_RULES)
    polarity->has *= PARTLY_LEAVES; /* "det finns ett påbörjat arbete" */
  if (polarity->missing >= MISSING_DISTURBS)
    polarity->has *= MISSING_LEAVES; /* what is denied is spoken of, too: that is no sign of it */
  return *polarity;
}

/* Does the word stand behind a preposition, beside another word or not ("i rekrytering och
 * introduktion")? */
static bool
is_behind_preposition(const SearchClauses *clauses, guint word) {
  static const char *const prepositions[] = {"i", "av", "från", "vid", "på", "inom", "ur", NULL};
  for (guint i = word; i > 0 && i + COORDINATED > word && !clauses->breaks[i]; i--)
    if (g_strv_contains(prepositions, g_array_index(clauses->words, CorpusWord, i - 1).word))
      return true;
  return false;
}

/* Is the topic that in which an item asks for something ("information från brukarenkäter")? */
static bool
is_within(const SearchClauses *clauses) {
  for (guint i = 0; i < clauses->hits->len; i++) {
    guint hit = g_array_index(clauses->hits, guint, i);
    if (search_clauses_modifies(clauses, i))
      continue;
    if (search_clauses_indefinite(clauses, hit) || !is_behind_preposition(clauses, hit))
      return false;
  }
  return clauses->hits->len > 0;
}

/* An item of a table: its column says it, save where its words say more. */
static SearchPolarity
judge_item(Reading *reading, CorpusTag tag) {
  const SearchClauses *clauses = &reading->clauses;
  SearchPolarity polarity = {0};
  double missing = search_clauses_sum(clauses, SEARCH_CUE_MISSING) +
                   search_clauses_sum(clauses, SEARCH_CUE_PAST);
  for (guint i = 0; i < clauses->cues->len; i++)
    missing += cue_at(reading, i)->group == SEARCH_CUE_NEGATION;
  polarity.partly = search_clauses_sum(clauses, SEARCH_CUE_PARTLY);
  if (tag == CORPUS_TAG_STRENGTH) {
    polarity.has = ITEM;
    return polarity;
  }
  double creates = search_clauses_sum(clauses, SEARCH_CUE_CREATES);
  double improves = search_clauses_sum(clauses, SEARCH_CUE_IMPROVES);
  if (missing == 0 && creates == 0 && is_within(clauses))
    polarity.has = polarity.lacking = ITEM_OF_ANOTHER;
  else if (missing == 0 && improves > SAYS_WHICH && improves >= creates)
    polarity.lacking = ITEM;
  else
    polarity.missing = ITEM;
  return polarity;
}

/* Is it said of municipalities at large, who are not but whom something is done with ("i nätverk
 * med andra kommuner")? */
static bool
is_of_others(const SearchClauses *clauses) {
  static const char *const beside[] = {"med", "mellan", "från", "av", "än", "till", "bland", NULL};
  double sum = 0;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    bool by = false;
    for (guint word = cue->first; word > 0 && word + 2 > cue->first; word--)
      by = by || g_strv_contains(beside, g_array_index(clauses->words, CorpusWord, word - 1).word);
    if (cue->group == SEARCH_CUE_OTHERS && !by)
      sum += cue->weight * search_clauses_reach(clauses, cue);
  }
  return sum >= OF_OTHERS;
}

SearchPolarity
search_polarity(const char *text, const GArray *words, const GArray *hits, CorpusKind kind,
                CorpusTag tag, bool *others) {
  Reading reading = {.clauses = search_clauses_of(text, words, hits)};
  bool item = kind == CORPUS_KIND_ITEM && tag != CORPUS_TAG_NEUTRAL;
  SearchPolarity polarity = item ? judge_item(&reading, tag) : judge_text(&reading);
  if (others != NULL)
    *others = is_of_others(&reading.clauses);
  search_clauses_clear(&reading.clauses);
  return polarity;
}
