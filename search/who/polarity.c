/* search/who/polarity.c: weighs the cues around a topic's words. */
#include "search/who/polarity.h"

#include <string.h>

#include "corpus/language/clause.h"
#include "corpus/text/words.h"

#define DATA_FILE "who-cues.ini"
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
#define NEGATION_BACK 3 /* words from what is denied to a negation behind it */
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

/* How much a clause says of the topic: it holds the topic's words, goes on about it, or neither. */
#define TOPICS_CLAUSE 1.0
#define SEQUEL 0.85
#define ELSEWHERE 0.3
#define OPENING 2       /* words at a clause's beginning by which it goes on about the one before */
#define GRANTED_REACH 3 /* words from a preposition to what it governs */
#define ARTICLE_REACH 2 /* words from an article to its noun */
#define SHORTEST_DEFINITE 5

/* The groups of the data file, in the order of GROUPS. */
typedef enum {
  EXISTS,
  PARTLY,
  MISSING,
  PAST,
  PROPOSES,
  CREATES,
  IMPROVES,
  NEGATION,
  NO_NEGATION,
  WHOLE,
  LOOKS_AFTER,
  TURN,
  GOES_ON,
  OTHERS,
  PRESUPPOSES
} Group;

static const char *const GROUPS[] = {"exists",      "partly",  "missing",     "past",
                                     "proposes",    "creates", "improves",    "negation",
                                     "no-negation", "whole",   "looks after", "turn",
                                     "goes on",     "others",  "presupposes", NULL};

CORPUS_CUES(cue_table, DATA_FILE, GROUPS);

static const CorpusClauseGrammar grammar = {.table = &cue_table,
                                            .turn = TURN,
                                            .concession = CORPUS_CLAUSE_NO_GROUP,
                                            .telling = NO_NEGATION};

/* A sentence, and what was found so far. */
typedef struct {
  CorpusClauses clauses;
  const GArray *hits; /* guint: the topic's words, in order; borrowed */
  double *reaches;    /* for each clause: how much it says of the topic */
  bool *used;         /* for each cue: spent on another */
  SearchPolarity polarity;
  bool definite, indefinite; /* is the topic spoken of as something known, as something unknown? */
} Reading;

static guint
cue_count(const Reading *reading) {
  return reading->clauses.cues->len;
}

static const CorpusCue *
cue_at(const Reading *reading, guint index) {
  return corpus_clauses_cue(&reading->clauses, index);
}

static guint
hit_at(const Reading *reading, guint index) {
  return g_array_index(reading->hits, guint, index);
}

static const char *
word_at(const Reading *reading, guint index) {
  return corpus_clauses_word(&reading->clauses, index);
}

static guint
clause_of(const Reading *reading, const CorpusCue *cue) {
  return corpus_clauses_of_cue(&reading->clauses, cue);
}

/* How much the cue's clause says of the topic. */
static double
reach_of(const Reading *reading, const CorpusCue *cue) {
  return reading->reaches[clause_of(reading, cue)];
}

/* The weights of the group's cues that are not used, each times its reach. */
static double
sum_of(const Reading *reading, Group group) {
  double sum = 0;
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    if (cue->group == group && !reading->used[i])
      sum += cue->weight * reach_of(reading, cue);
  }
  return sum;
}

/* ---- clauses ---- */

/* Does the clause that begins with the word leave out its subject: "men används inte av alla"? */
static bool
has_no_subject(const Reading *reading, guint word) {
  static const Group verbal[] = {EXISTS, PARTLY, NEGATION, PROPOSES, PAST};
  guint next = word + corpus_cue_begins(reading->clauses.cues, word, TURN);
  for (guint i = 0; i < G_N_ELEMENTS(verbal); i++)
    if (corpus_cue_begins(reading->clauses.cues, next, verbal[i]))
      return true;
  return false;
}

/* Does the clause that begins with the word go on about what the one before it spoke of? */
static bool
goes_on(const Reading *reading, guint word) {
  for (guint i = word; i < word + OPENING; i++)
    if (corpus_cue_begins(reading->clauses.cues, i, GOES_ON))
      return true;
  return has_no_subject(reading, word);
}

/* Says how much each clause has to say of the topic. */
static void
weigh_clauses(Reading *reading) {
  for (guint i = 0; i < reading->clauses.count; i++)
    reading->reaches[i] = ELSEWHERE;
  for (guint i = 0; i < reading->hits->len; i++)
    reading->reaches[reading->clauses.numbers[hit_at(reading, i)]] = TOPICS_CLAUSE;
  for (guint word = 1; word < reading->clauses.words->len; word++) {
    guint clause = reading->clauses.numbers[word];
    if (clause != reading->clauses.numbers[word - 1] && reading->reaches[clause - 1] >= SEQUEL &&
        goes_on(reading, word))
      reading->reaches[clause] = MAX(reading->reaches[clause], SEQUEL);
  }
}

/* ---- the definite form ---- */

static bool
ends_with_any(const char *word, const char *const *endings) {
  for (const char *const *ending = endings; *ending != NULL; ending++)
    if (g_str_has_suffix(word, *ending))
      return true;
  return false;
}

/* Does what stands behind the word belong to somebody: "kommunens", "sina"? */
static bool
is_owner(const char *word) {
  static const char *const pronouns[] = {"sin", "sitt", "sina", "dess", "deras", NULL};
  static const char *const genitives[] = {"ens", "ets", "ernas", "arnas", "ornas", NULL};
  return g_strv_contains(pronouns, word) ||
         (strlen(word) >= SHORTEST_DEFINITE && ends_with_any(word, genitives));
}

static bool
is_indefinite(const Reading *reading, guint word) {
  static const char *const articles[] = {"en",    "ett",  "någon", "något", "några", "ingen",
                                         "inget", "inga", "flera", "många", NULL};
  for (guint i = word; i > 0 && i + ARTICLE_REACH > word && !reading->clauses.breaks[i]; i--)
    if (g_strv_contains(articles, word_at(reading, i - 1)))
      return true;
  return false;
}

/* Is the word in the definite form ("planen")? It tells that the thing is there. */
static bool
is_definite(const Reading *reading, guint word) {
  static const char *const endings[] = {"en",  "et",  "an",  "in",  "yn",  "na", "ens",
                                        "ets", "ans", "ins", "yns", "nas", NULL};
  static const char *const others[] = {"plan",  "het",    "itet",   "udget", "anden",
                                       "enden", "möten",  "mråden", "beten", "termin",
                                       "paket", "examen", NULL}; /* base forms and plurals that end
                                                                    alike */
  const char *text = word_at(reading, word);
  if (is_indefinite(reading, word))
    return false;
  if (word > 0 && !reading->clauses.breaks[word] && is_owner(word_at(reading, word - 1)))
    return true;
  return strlen(text) >= SHORTEST_DEFINITE && ends_with_any(text, endings) &&
         !ends_with_any(text, others);
}

static bool
modifies(const Reading *reading, guint hit) {
  return hit + 1 < reading->hits->len && g_array_index(reading->hits, guint, hit) + 1 ==
                                             g_array_index(reading->hits, guint, hit + 1);
}

static bool
is_topic_definite(const Reading *reading, guint clause) {
  for (guint i = 0; i < reading->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (reading->clauses.numbers[hit] == clause && !modifies(reading, i))
      return is_definite(reading, hit);
  }
  return false;
}

static bool
denies(const Reading *reading, guint clause) {
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    if ((cue->group == NEGATION || cue->group == MISSING) && clause_of(reading, cue) == clause)
      return true;
  }
  return false;
}

static bool
is_granted(const Reading *reading, guint word) {
  static const char *const prepositions[] = {"i",     "inom",    "av",  "genom",  "via",
                                             "från",  "på",      "vid", "enligt", "ur",
                                             "under", "utifrån", NULL};
  bool definite = is_definite(reading, word);
  for (guint i = word; i > 0 && i + GRANTED_REACH > word; i--) {
    if (reading->clauses.breaks[i])
      return false;
    if (g_str_equal(word_at(reading, i - 1), "vid") && !is_indefinite(reading, word))
      return true;
    if (g_strv_contains(prepositions, word_at(reading, i - 1)))
      return definite || i == 1 ||
             reading->clauses.numbers[i - 2] != reading->clauses.numbers[i - 1];
  }
  return false;
}

static bool
is_known(const Reading *reading) {
  return reading->hits->len > 0 &&
         is_topic_definite(reading, reading->clauses.numbers[hit_at(reading, 0)]);
}

static bool
all_granted(const Reading *reading) {
  for (guint i = 0; i < reading->hits->len; i++)
    if (!modifies(reading, i) && !is_granted(reading, hit_at(reading, i)))
      return false;
  return reading->hits->len > 0;
}

static bool
any_indefinite(const Reading *reading) {
  for (guint i = 0; i < reading->hits->len; i++)
    if (is_indefinite(reading, hit_at(reading, i)))
      return true;
  return false;
}
/* Does one of the topic's words stand right behind the negation ("inga chefskontrakt"), but before
 * the word `limit`? */
static bool
denies_topic(const Reading *reading, const CorpusCue *negation, guint limit) {
  guint reach = negation->last + (guint)negation->weight;
  for (guint i = 0; i < reading->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (hit > negation->last && hit <= reach && hit < limit && !is_granted(reading, hit))
      return true;
  }
  return false;
}

/* Is what the cue denies something else, since all of the topic's words in its clause are but the
 * place where that is missed: "ingår inte i lönekriterierna"? */
static bool
takes_topic_for_granted(const Reading *reading, const CorpusCue *cue) {
  bool granted = false;
  for (guint i = 0; i < reading->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (reading->clauses.numbers[hit] != clause_of(reading, cue) || modifies(reading, i))
      continue;
    if (!is_granted(reading, hit))
      return false;
    granted = true;
  }
  return granted;
}

/* Is the topic what lacks something: "systemet saknar koppling", "systemet har inga mål"? */
static bool
lacks_something(const Reading *reading, const CorpusCue *cue) {
  guint clause = clause_of(reading, cue);
  bool before = false;
  for (guint i = 0; i < reading->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (hit > cue->last && reading->clauses.numbers[hit] == clause)
      return false;
    before = before || (hit < cue->first && reading->clauses.numbers[hit] == clause);
  }
  guint next = cue->last + 1;
  bool object = next < reading->clauses.words->len && reading->clauses.numbers[next] == clause;
  return before && object && is_topic_definite(reading, clause);
}

/* Does a word of the cue ask for an object: "saknar", "ingen"? */
static bool
takes_object(const Reading *reading, const CorpusCue *cue) {
  static const char *const words[] = {"saknar", "saknade", "ingen", "inget", "inga", NULL};
  return g_strv_contains(words, word_at(reading, cue->last));
}

/* Is the cue no more than "har", which goes with any verb? */
static bool
is_auxiliary(const Reading *reading, const CorpusCue *cue) {
  return cue->first == cue->last && g_str_equal(word_at(reading, cue->first), "har");
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
spend(Reading *reading, int index) {
  if (index < 0)
    return NULL;
  reading->used[index] = true;
  return cue_at(reading, (guint)index);
}

static const CorpusCue *
beside(const Reading *reading, int before, int after) {
  int index = after >= 0 ? after : before;
  return index >= 0 ? cue_at(reading, (guint)index) : NULL;
}

/* Finds the cues, and marks those of existence and of proposals as spent. */
static Denial
denial_of(Reading *reading, const CorpusCue *negation) {
  const CorpusClauses *clauses = &reading->clauses;
  guint ahead = (guint)negation->weight;
  int before = corpus_clauses_before(clauses, negation, EXISTS, NEGATION_BACK);
  int after = corpus_clauses_after(clauses, negation, EXISTS, ahead);
  if (before >= 0 && after < 0 && is_auxiliary(reading, cue_at(reading, (guint)before)) &&
      reading->definite)
    before = -1; /* "värdegrunden har inte nått ut" does not deny it */
  Denial denial = {.negation = negation};
  denial.exists = spend(reading, before);
  if (after >= 0)
    denial.exists = spend(reading, after);
  denial.asked = spend(reading, corpus_clauses_after(clauses, negation, PROPOSES, ahead));
  denial.whole = beside(reading, -1, corpus_clauses_after(clauses, negation, WHOLE, ahead));
  denial.care =
      beside(reading, corpus_clauses_before(clauses, negation, LOOKS_AFTER, NEGATION_BACK),
             corpus_clauses_after(clauses, negation, LOOKS_AFTER, ahead));
  return denial;
}

/* What a negation says of the topic. The first case that fits counts: those of a narrower scope
 * come first, so that what is denied of something else is not denied of the topic. */
static void
apply_negation(Reading *reading, const CorpusCue *negation) {
  SearchPolarity *polarity = &reading->polarity;
  Denial denial = denial_of(reading, negation);
  double reach = reach_of(reading, negation);
  bool behind_care = denial.care != NULL && denies_topic(reading, negation, denial.care->first);
  if (denial.asked != NULL) /* "behöver inte": nothing is asked for, and nothing denied */
    return;
  if (denial.whole != NULL) /* "används inte av alla" */
    polarity->partly += reach * denial.whole->weight;
  else if (takes_topic_for_granted(reading, negation)) /* "ingår inte i lönekriterierna" */
    polarity->lacking += reach * GRANTED;
  else if (denial.care != NULL && !behind_care) /* "planen har inte utvärderats" */
    polarity->lacking += reach * DENIED_CARE;
  else if (denies_topic(reading, negation, G_MAXUINT)) /* "ingen plan" */
    polarity->missing += reach;
  else if (takes_object(reading, negation) &&
           lacks_something(reading, negation)) /* "planen har inga mål" */
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else if (denial.exists != NULL) /* "plan finns inte" */
    polarity->missing += reach;
  else if (reading->definite) /* "planen har inte nått ut" */
    polarity->lacking += reach * OF_SOMETHING_ELSE;
  else
    polarity->missing += reach * BARE_NEGATION;
}

/* A word that says by itself that something is missing: the topic, or something of it? */
static void
apply_missing(Reading *reading, guint index) {
  const CorpusCue *cue = cue_at(reading, index);
  double reach = reach_of(reading, cue), said = cue->weight * reach;
  if (reach < SEQUEL && reading->definite)
    return; /* "webbplatsen är bra, men protokoll saknas" */
  if (takes_topic_for_granted(reading, cue))
    reading->polarity.lacking += said * GRANTED;
  else if (takes_object(reading, cue) && lacks_something(reading, cue))
    reading->polarity.lacking += said * OF_SOMETHING_ELSE;
  else
    reading->polarity.missing += said;
}

/* Does a word that proposes stand in a clause that names the topic, not in one that goes on? */
static bool
proposes_topic(const Reading *reading) {
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    if (cue->group == PROPOSES && !reading->used[i] && reach_of(reading, cue) >= TOPICS_CLAUSE)
      return true;
  }
  return false;
}

/* What is proposed: something new, something better, or neither in so many words. */
static void
apply_proposal(Reading *reading, double proposes) {
  SearchPolarity *polarity = &reading->polarity;
  double creates = sum_of(reading, CREATES);
  double improves = sum_of(reading, IMPROVES);
  bool unknown = reading->indefinite && proposes_topic(reading);
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
denied_between(const Reading *reading, guint from, guint to) {
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    if ((cue->group == NEGATION || cue->group == MISSING) && cue->first > from && cue->first < to)
      return true;
  }
  return false;
}

/* "Utöver medarbetarenkäten …": whatever is said then, the topic is there. */
static bool
is_presupposed(const Reading *reading) {
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    for (guint j = 0; cue->group == PRESUPPOSES && j < reading->hits->len; j++) {
      guint hit = hit_at(reading, j);
      if (hit > cue->last && hit <= cue->last + (guint)cue->weight &&
          !denied_between(reading, cue->last, hit))
        return true;
    }
  }
  return false;
}

/* How much is said to exist in clauses that deny nothing. */
static double
affirmed(const Reading *reading) {
  double sum = 0;
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    double reach = reach_of(reading, cue);
    if (cue->group == EXISTS && !reading->used[i] && reach >= SEQUEL &&
        !denies(reading, clause_of(reading, cue)))
      sum += cue->weight * reach;
  }
  return sum;
}

static void
apply_denials(Reading *reading) {
  for (guint i = 0; i < cue_count(reading); i++)
    if (cue_at(reading, i)->group == NEGATION)
      apply_negation(reading, cue_at(reading, i));
    else if (cue_at(reading, i)->group == MISSING)
      apply_missing(reading, i);
}

static SearchPolarity
judge_text(Reading *reading) {
  if (is_presupposed(reading))
    return (SearchPolarity){.has = PRESUPPOSED};
  SearchPolarity *polarity = &reading->polarity;
  bool granted = all_granted(reading);
  reading->indefinite = any_indefinite(reading);
  reading->definite = granted || (is_known(reading) && !reading->indefinite);
  apply_denials(reading);
  double proposes = MIN(1, sum_of(reading, PROPOSES));
  double exists = MIN(1.2, sum_of(reading, EXISTS));
  double past = sum_of(reading, PAST);
  double left = reading->definite ? KNOWN_AND_WISHED : WISHED_FOR;
  polarity->has = MAX(reading->definite ? DEFINITE_MENTION : MENTION, exists);
  polarity->has *= 1 - proposes * (1 - left);
  polarity->partly += sum_of(reading, PARTLY) * (granted ? GRANTED : 1);
  polarity->missing += past;
  if (proposes > 0)
    apply_proposal(reading, proposes);
  double there = affirmed(reading);
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
is_behind_preposition(const Reading *reading, guint word) {
  static const char *const prepositions[] = {"i", "av", "från", "vid", "på", "inom", "ur", NULL};
  for (guint i = word; i > 0 && i + COORDINATED > word && !reading->clauses.breaks[i]; i--)
    if (g_strv_contains(prepositions, word_at(reading, i - 1)))
      return true;
  return false;
}

/* Is the topic that in which an item asks for something ("information från brukarenkäter")? */
static bool
is_within(const Reading *reading) {
  for (guint i = 0; i < reading->hits->len; i++) {
    guint hit = hit_at(reading, i);
    if (modifies(reading, i))
      continue;
    if (is_indefinite(reading, hit) || !is_behind_preposition(reading, hit))
      return false;
  }
  return reading->hits->len > 0;
}

/* An item of a table: its column says it, save where its words say more. */
static SearchPolarity
judge_item(Reading *reading, CorpusTag tag) {
  SearchPolarity polarity = {0};
  double missing = sum_of(reading, MISSING) + sum_of(reading, PAST);
  for (guint i = 0; i < cue_count(reading); i++)
    missing += cue_at(reading, i)->group == NEGATION;
  polarity.partly = sum_of(reading, PARTLY);
  if (tag == CORPUS_TAG_STRENGTH) {
    polarity.has = ITEM;
    return polarity;
  }
  double creates = sum_of(reading, CREATES);
  double improves = sum_of(reading, IMPROVES);
  if (missing == 0 && creates == 0 && is_within(reading))
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
is_of_others(const Reading *reading) {
  static const char *const beside[] = {"med", "mellan", "från", "av", "än", "till", "bland", NULL};
  double sum = 0;
  for (guint i = 0; i < cue_count(reading); i++) {
    const CorpusCue *cue = cue_at(reading, i);
    bool by = false;
    for (guint word = cue->first; word > 0 && word + 2 > cue->first; word--)
      by = by || g_strv_contains(beside, word_at(reading, word - 1));
    if (cue->group == OTHERS && !by)
      sum += cue->weight * reach_of(reading, cue);
  }
  return sum >= OF_OTHERS;
}

static Reading
reading_new(const char *text, const GArray *words, const GArray *hits) {
  Reading reading = {.clauses = corpus_clauses_of(&grammar, text, words, hits), .hits = hits};
  reading.reaches = g_new0(double, words->len + 2);
  reading.used = g_new0(bool, cue_count(&reading) + 1);
  weigh_clauses(&reading);
  return reading;
}

static void
reading_clear(Reading *reading) {
  corpus_clauses_clear(&reading->clauses);
  g_free(reading->reaches);
  g_free(reading->used);
}

SearchPolarity
search_polarity(const char *text, const GArray *words, const GArray *hits, CorpusKind kind,
                CorpusTag tag, bool *others) {
  Reading reading = reading_new(text, words, hits);
  bool item = kind == CORPUS_KIND_ITEM && tag != CORPUS_TAG_NEUTRAL;
  SearchPolarity polarity = item ? judge_item(&reading, tag) : judge_text(&reading);
  if (others != NULL)
    *others = is_of_others(&reading);
  reading_clear(&reading);
  return polarity;
}
