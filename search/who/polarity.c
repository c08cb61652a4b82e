/* search/who/polarity.c: weighs the cues around a topic's words.
 *
 * A sentence comes as a statement (corpus/reading/stance/statement.h): its clauses, the cues in
 * each, and how much each clause has to say of the topic (its reach). Four sums are made of it:
 * has, partly, lacking, missing. The steps have an order, as each may spend cues that a later one
 * would count (judge_text()):
 *
 * 1. What settles it alone: the topic is presupposed ("utöver medarbetarenkäten …"), or its article
 *    denies it ("någon plan har inte antagits").
 * 2. What is over: cues before "men nu" are spent.
 * 3. What is denied (denial.c): "ännu inte" right before the topic, negations, words of lack.
 * 4. What is said: cues of existence, of a part, of the past, of proposals, wishes and plans, each
 *    its weight times its reach. To be mentioned at all speaks for a thing (MENTION).
 * 5. What these do to each other: who proposes, wishes or plans says less that it is there; what is
 *    there in one clause and denied in another is there in part; what is surely missing, or over,
 *    leaves little of the rest.
 *
 * An item of a table speaks by its column instead (judge_item()). tried.md tells what was tried
 * with the constants: half of them, moved by 10 or 20 %, change next to nothing. */
#include "search/who/polarity.h"

#include "corpus/reading/stance/statement.h"
#include "corpus/text/words.h"
#include "search/who/denial.h"

#define MENTION 0.5          /* what is spoken of is rather there, */
#define DEFINITE_MENTION 0.7 /* the more if it is spoken of as something known */
#define PROPOSED_NEW 0.9
#define PROPOSED_BETTER 0.9
#define PROPOSED 0.6 /* with no word of which it is: of what may be there or not, */
#define PROPOSED_MORE 0.15
#define PROPOSED_KNOWN 0.7    /* of what is known, */
#define PROPOSED_UNKNOWN 0.75 /* of something unknown ("en cykelplan") */
#define WISHED_FOR 0.3        /* of existence in a clause that proposes, */
#define KNOWN_AND_WISHED 0.6  /* where it is spoken of as something known */
#define SOME_OF_IT 0.3        /* so far it is there of which more is asked for ("en bredare …") */
#define SAYS_WHICH 0.3
#define MISSING_RULES 0.8
#define MISSING_LEAVES 0.4
#define MISSING_DISTURBS 0.6
#define PRESUPPOSED 0.8
#define PARTLY_RULES 0.7 /* from here on a part is meant where existence is said */
#define PARTLY_LEAVES 0.4
#define FAR 9         /* words between the topic and what is more likely said of something else, */
#define FROM_FAR 0.2  /* and what of that is said of the topic */
#define WITHOUT 0.9   /* "utan någon plan" */
#define BOTH_SAID 0.6 /* there in one clause, missing in another: in part */
#define ITEM 1.0
#define ITEM_OF_ANOTHER 0.5 /* an item that asks for something of what is there */
#define LESS_REACH 3        /* words from the beginning of an item to what it asks for less of */
#define WISH_REACH 12       /* words from a wish to what is wished for */
#define BEGUN 0.4           /* of a wish for what is planned or begun */
#define PLAN_REACH 5        /* words from a plan to what is planned */
#define TAKES_BACK 0.6  /* from here on a sentence says it clearly enough to end the one before */
#define LONGEST_TURN 12 /* words of a sentence that says nothing else */
#define COORDINATED 3   /* words from a preposition to the second noun that it governs */

/* Does a word that proposes stand in a clause that names the topic, not in one that goes on? */
static bool
proposes_topic(const CorpusStatement *sentence) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group == CORPUS_CUE_PROPOSES && !sentence->used[i] &&
        corpus_statement_reach(sentence, cue) >= CORPUS_REACH_CLAUSE)
      return true;
  }
  return false;
}

/* Does the word ask for the topic, named at hit, for all who should have it ("Alla enheter bör göra
 * brukarenkäter", "… använder planen i alla enheter")? Not behind "för" or the like, which tells
 * whom a new thing is for, nor "alla dessa …", which tells of what is there. */
static bool
is_everybody(const CorpusStatement *sentence, guint word, guint hit) {
  const CorpusSmallWords *small = corpus_small_words();
  const char *before = word > 0 ? corpus_statement_word(sentence, word - 1) : "";
  bool last = word + 1 == sentence->clauses.words->len;
  if (!corpus_words_have(small->everybody, corpus_statement_word(sentence, word)) ||
      (!last && corpus_words_have(small->refers, corpus_statement_word(sentence, word + 1))))
    return false;
  return word < hit ? !corpus_words_have(small->preposition_beside, before)
                    : corpus_words_have(small->preposition_place, before);
}

/* Is it asked for everywhere, or for everybody, so that some have it? creates: it is asked for as
 * something new, wherever that may be. */
static bool
asks_for_all(const CorpusStatement *sentence, bool creates) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    guint end = creates ? hit : sentence->clauses.words->len;
    for (guint word = 0; word < end; word++)
      if (sentence->clauses.numbers[word] == sentence->clauses.numbers[hit] &&
          is_everybody(sentence, word, hit))
        return true;
  }
  return false;
}

/* What is proposed: something new, something better, or neither in so many words. */
static void
apply_proposal(CorpusStatement *sentence, SearchPolarity *polarity, double proposes) {
  double creates = corpus_statement_sum(sentence, CORPUS_CUE_CREATES);
  double improves = corpus_statement_sum(sentence, CORPUS_CUE_IMPROVES);
  bool more = sentence->unknown && corpus_statement_comparative(sentence);
  bool unknown = sentence->unknown && !more && proposes_topic(sentence);
  if (!sentence->unknown && asks_for_all(sentence, creates >= SAYS_WHICH)) {
    polarity->partly += proposes * PROPOSED_BETTER;
  } else if (unknown && creates < SAYS_WHICH) {
    polarity->missing += proposes * PROPOSED_UNKNOWN;
  } else if (creates + improves >= SAYS_WHICH) {
    double share = creates / (creates + improves),
           better = proposes * PROPOSED_BETTER * (1 - share);
    polarity->missing += proposes * PROPOSED_NEW * share;
    polarity->lacking += better * (more ? 1 - SOME_OF_IT : 1);
    polarity->partly += better * (more ? SOME_OF_IT : 0);
  } else if (sentence->known) {
    polarity->lacking += proposes * PROPOSED_KNOWN;
  } else {
    polarity->missing += proposes * PROPOSED;
    polarity->lacking += proposes * PROPOSED_MORE;
  }
}

/* Does the cue open a clause ("eftersom …"), in which something may be denied? */
static bool
opens_clause(const CorpusStatement *sentence, const CorpusCue *cue) {
  return corpus_words_have(corpus_small_words()->subordinates,
                           corpus_statement_word(sentence, cue->first));
}

/* "Utöver medarbetarenkäten …", "utan medborgarpanelen hade …": whatever is said then, the topic is
 * there. */
static bool
is_presupposed(const CorpusStatement *sentence) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    bool presupposes = cue->group == CORPUS_CUE_PRESUPPOSES ||
                       (cue->group == CORPUS_CUE_WITHOUT && sentence->known);
    for (guint j = 0; presupposes && j < sentence->hits->len; j++) {
      guint hit = corpus_statement_hit(sentence, j);
      bool there = hit > cue->last && hit <= cue->last + (guint)cue->weight;
      if (there && !search_denial_between(sentence, cue->last, hit) &&
          !(opens_clause(sentence, cue) &&
            corpus_statement_denies(sentence, sentence->clauses.numbers[hit])))
        return true;
    }
  }
  return false;
}

/* How much is said to exist, or to exist in part, in clauses that deny nothing. */
static double
affirmed(const CorpusStatement *sentence, bool in_part) {
  double sum = 0;
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    double reach = corpus_statement_reach(sentence, cue);
    bool says = cue->group == CORPUS_CUE_EXISTS || (in_part && cue->group == CORPUS_CUE_PARTLY);
    if (says && !sentence->used[i] && reach >= CORPUS_REACH_SEQUEL &&
        !corpus_statement_denies(sentence, corpus_statement_clause(sentence, cue)))
      sum += cue->weight * reach;
  }
  return sum;
}

/* Does a word of the topic stand within so many words behind the cue, or before it, and in its
 * clause? What stands on the other side is who wishes or plans ("medborgarpanelen föreslår"). */
static bool
governs(const CorpusStatement *sentence, const CorpusCue *cue, bool behind, guint reach) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    bool there = behind ? hit > cue->last && hit <= cue->last + reach : hit < cue->first;
    if (there && sentence->clauses.numbers[hit] == corpus_statement_clause(sentence, cue))
      return true;
  }
  return false;
}

/* Is the cue one of what is to come ("ska inrättas")? */
static bool
is_future(const CorpusStatement *sentence, const CorpusCue *cue) {
  return corpus_words_have(corpus_small_words()->future,
                           corpus_statement_word(sentence, cue->first));
}

/* "Flera av cheferna önskar sig …": what is said in part of those who wish is not said of what they
 * wish for; and what they wish should come is no plan. */
static void
forget_who_wishes(CorpusStatement *sentence, const CorpusCue *wish) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group == CORPUS_CUE_PARTLY && (cue->last < wish->first || is_future(sentence, cue)) &&
        corpus_statement_clause(sentence, cue) == corpus_statement_clause(sentence, wish))
      sentence->used[i] = true;
  }
}

/* The weightiest cue of the group that governs the topic, 0 = none. */
static double
governing(CorpusStatement *sentence, CorpusCueGroup group, bool behind, guint reach) {
  double weight = 0;
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group != group || !governs(sentence, cue, behind, reach))
      continue;
    weight = MAX(weight, cue->weight);
    if (group == CORPUS_CUE_WISHED)
      forget_who_wishes(sentence, cue);
  }
  return weight;
}

/* What somebody wishes for, and what is planned, is not there: a wish says that it is missing, or,
 * of something known, that it is lacking; a plan that it is to come. */
static void
apply_wishes(CorpusStatement *sentence, SearchPolarity *polarity, double wished, double planned) {
  polarity->partly += planned;
  *(sentence->known ? &polarity->lacking : &polarity->missing) += wished;
}

/* "Tidigare var det oklart …, men nu är det beskrivet": what stands before "men nu" is over. */
static void
forget_before_now(CorpusStatement *sentence) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *now = corpus_statement_cue(sentence, i);
    for (guint j = 0; now->group == CORPUS_CUE_NOW && j < i; j++) {
      CorpusCueGroup group = corpus_statement_cue(sentence, j)->group;
      if (corpus_statement_clause(sentence, corpus_statement_cue(sentence, j)) <
          corpus_statement_clause(sentence, now))
        sentence->used[j] = sentence->used[j] || group == CORPUS_CUE_PAST ||
                            group == CORPUS_CUE_PARTLY || group == CORPUS_CUE_MISSING ||
                            group == CORPUS_CUE_NEGATION;
    }
  }
}

/* Does the cue stand far from all of the topic's words? It rather says something else of them then:
 * "Mötena sammanfattas ibland i en film, där … oppositionsrådet uttalar sig". */
static bool
stands_far(const CorpusStatement *sentence, const CorpusCue *cue) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (hit <= cue->last + FAR && hit + FAR >= cue->first)
      return false;
  }
  return sentence->hits->len > 0;
}

/* How far the topic is said to be there in part. */
static double
partly_there(const CorpusStatement *sentence) {
  double sum = corpus_statement_sum(sentence, CORPUS_CUE_PARTLY);
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group == CORPUS_CUE_PARTLY && !sentence->used[i] && stands_far(sentence, cue))
      sum -= cue->weight * corpus_statement_reach(sentence, cue) * (1 - FROM_FAR);
  }
  return sum;
}

/* How far the topic is said to be over. What stands behind "har ersatts av" came in the place of
 * what is. */
static double
is_over(CorpusStatement *sentence) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group == CORPUS_CUE_PAST && governs(sentence, cue, true, PLAN_REACH) &&
        corpus_words_have(corpus_small_words()->replaced,
                          corpus_statement_word(sentence, cue->first)))
      sentence->used[i] = true;
  }
  return corpus_statement_sum(sentence, CORPUS_CUE_PAST);
}

static SearchPolarity
judge_text(CorpusStatement *sentence) {
  if (is_presupposed(sentence))
    return (SearchPolarity){.has = PRESUPPOSED};
  SearchPolarity polarity = {0};
  if (search_denial_by_article(sentence))
    return (SearchPolarity){.missing = 1};
  if (search_denial_without(sentence))
    polarity.missing = WITHOUT;
  forget_before_now(sentence);
  bool undone = search_denial_not_yet(sentence, &polarity);
  search_denials_apply(sentence, &polarity);
  double wished = MAX(governing(sentence, CORPUS_CUE_WISHED, true, WISH_REACH),
                      governing(sentence, CORPUS_CUE_SOUGHT, false, 0));
  double planned = governing(sentence, CORPUS_CUE_PLANNED, true, PLAN_REACH);
  double proposes = MIN(1, corpus_statement_sum(sentence, CORPUS_CUE_PROPOSES));
  double exists = MIN(1.2, corpus_statement_sum(sentence, CORPUS_CUE_EXISTS));
  double past = is_over(sentence);
  double left = sentence->known ? KNOWN_AND_WISHED : WISHED_FOR;
  polarity.has = MAX(sentence->known ? DEFINITE_MENTION : MENTION, exists);
  polarity.has *= 1 - MAX(proposes, MAX(wished, planned)) * (1 - left);
  polarity.partly += partly_there(sentence) * (sentence->granted ? SEARCH_DENIAL_GRANTED : 1);
  polarity.missing += past;
  double there = affirmed(sentence, true), denied = polarity.missing;
  if (proposes > 0)
    apply_proposal(sentence, &polarity, proposes);
  if (there >= BOTH_SAID && denied >= BOTH_SAID && past == 0 && !undone)
    polarity.partly += MIN(there, denied);
  else if (polarity.missing >= MISSING_RULES)
    polarity.partly *= MISSING_LEAVES; /* "det finns ingen strategi för hur det ska utvecklas" */
  if (polarity.partly + planned >= PARTLY_RULES)
    wished *= BEGUN; /* "ett förslag till plan är under framtagande" */
  apply_wishes(sentence, &polarity, wished, planned);
  if (past >= MISSING_RULES)
    polarity.has = 0;
  if (polarity.partly >= PARTLY_RULES)
    polarity.has *= PARTLY_LEAVES; /* "det finns ett påbörjat arbete" */
  if (polarity.missing >= MISSING_DISTURBS)
    polarity.has *= MISSING_LEAVES; /* what is denied is spoken of, too: that is no sign of it */
  return polarity;
}

/* Does the word stand behind a preposition, beside another word or not ("i rekrytering och
 * introduktion")? */
static bool
is_behind_preposition(const CorpusStatement *sentence, guint word) {
  const char *const *prepositions = corpus_small_words()->preposition_place;
  for (guint i = word; i > 0 && i + COORDINATED > word && !sentence->clauses.breaks[i]; i--)
    if (corpus_words_have(prepositions, corpus_statement_word(sentence, i - 1)))
      return true;
  return false;
}

/* Is the topic that in which an item asks for something ("information från brukarenkäter")? */
static bool
is_within(const CorpusStatement *sentence) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (corpus_statement_modifies(sentence, i))
      continue;
    if (corpus_statement_indefinite(sentence, hit) || !is_behind_preposition(sentence, hit))
      return false;
  }
  return sentence->hits->len > 0;
}

/* Does the item ask for more of the topic, so that there is some: "Fler mötesplatser", "Mer av
 * samverkan"? Not where it asks for another kind ("mer långsiktig"), which may be new. */
static bool
asks_for_more(const CorpusStatement *sentence) {
  const char *const *comparative = corpus_small_words()->comparative;
  const char *const *prepositions = corpus_small_words()->preposition_place;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (hit > 1 && corpus_words_have(prepositions, corpus_statement_word(sentence, hit - 1)))
      hit--;
    if (hit > 0 && corpus_words_have(comparative, corpus_statement_word(sentence, hit - 1)))
      return true;
  }
  return false;
}

/* Does the item open with a word that asks for less of the topic, or for its end, so that it is
 * there: "Korta kön till kulturskolan"? Not where the less is what is asked for ("minska kön"). */
static bool
asks_for_less(const CorpusStatement *sentence) {
  bool lessens = sentence->hits->len > 0 && corpus_words_have(corpus_small_words()->lessens,
                                                              corpus_statement_word(sentence, 0));
  guint first = lessens ? corpus_statement_hit(sentence, 0) : 0;
  return first > 0 && first < LESS_REACH;
}

/* An item of a table: its column says it, save where its words say more. */
static SearchPolarity
judge_item(CorpusStatement *sentence, CorpusTag tag) {
  SearchPolarity polarity = {0};
  double missing = corpus_statement_sum(sentence, CORPUS_CUE_MISSING) +
                   corpus_statement_sum(sentence, CORPUS_CUE_PAST);
  for (guint i = 0; i < corpus_statement_cues(sentence); i++)
    missing += corpus_statement_cue(sentence, i)->group == CORPUS_CUE_NEGATION;
  polarity.partly = corpus_statement_sum(sentence, CORPUS_CUE_PARTLY);
  if (tag == CORPUS_TAG_STRENGTH) {
    polarity.has = ITEM;
    return polarity;
  }
  double creates = corpus_statement_sum(sentence, CORPUS_CUE_CREATES);
  double improves = corpus_statement_sum(sentence, CORPUS_CUE_IMPROVES);
  if (missing == 0 && (asks_for_more(sentence) ||
                       (!sentence->unknown && asks_for_all(sentence, creates >= SAYS_WHICH))))
    polarity.partly = ITEM;
  else if (missing == 0 && asks_for_less(sentence))
    polarity.has = ITEM;
  else if (missing == 0 && creates == 0 && is_within(sentence))
    polarity.has = polarity.lacking = ITEM_OF_ANOTHER;
  else if (missing == 0 && improves > SAYS_WHICH && improves >= creates)
    polarity.lacking = ITEM;
  else
    polarity.missing = ITEM;
  return polarity;
}

SearchPolarity
search_polarity(CorpusStatement *sentence, CorpusKind kind, CorpusTag tag) {
  bool item = kind == CORPUS_KIND_ITEM && tag != CORPUS_TAG_NEUTRAL;
  return item ? judge_item(sentence, tag) : judge_text(sentence);
}

void
search_polarity_prepared(SearchPolarity *polarity) {
  polarity->partly += polarity->has;
  polarity->has = 0;
}

/* ---- the next sentence ---- */

/* Is the word an article of a thing that the sentence speaks of by itself ("någon uppföljning"),
 * not of what the one before spoke of ("en sådan")? */
static bool
opens_object(const CorpusStatement *sentence, guint word) {
  const char *const *articles = corpus_small_words()->article_indefinite;
  guint next = word + 1;
  if (!corpus_words_have(articles, corpus_statement_word(sentence, word)) ||
      next == sentence->clauses.words->len || sentence->clauses.breaks[next])
    return false;
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if ((cue->first <= word && next <= cue->last) ||
        (cue->first == next && cue->group <= CORPUS_CUE_PAST))
      return false; /* "ingen finns", "inget har hänt" */
  }
  return !corpus_words_have(corpus_small_words()->refers, corpus_statement_word(sentence, next));
}

bool
search_polarity_opens_empty(const GArray *words) {
  const CorpusSmallWords *small = corpus_small_words();
  return words->len > 1 &&
         corpus_words_have(small->empty, g_array_index(words, CorpusWord, 0).word) &&
         corpus_words_have(small->after_empty, g_array_index(words, CorpusWord, 1).word);
}

/* A long sentence, and one with a clause in it, has more to tell. */
bool
search_polarity_may_take_back(const GArray *words) {
  bool refers = false;
  if (words->len > LONGEST_TURN)
    return false;
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_array_index(words, CorpusWord, i).word;
    if (corpus_words_have(corpus_small_words()->subordinates, word))
      return false;
    refers = refers || corpus_words_have(corpus_small_words()->refers, word);
  }
  return refers;
}

/* Does it speak of nothing but what the sentence before spoke of? */
static bool
refers_back(const CorpusStatement *sentence) {
  if (!search_polarity_may_take_back(sentence->clauses.words) ||
      search_polarity_opens_empty(sentence->clauses.words))
    return false;
  for (guint i = 0; i < sentence->clauses.words->len; i++)
    if (opens_object(sentence, i))
      return false;
  return true;
}

bool
search_polarity_taken_back(CorpusStatement *next, const SearchPolarity *before,
                           SearchPolarity *after) {
  if (!refers_back(next))
    return false;
  bool contrasts = corpus_statement_has_cue(next, CORPUS_CUE_NOW) ||
                   corpus_statement_has_cue(next, CORPUS_CUE_TURN);
  bool turns = contrasts || corpus_statement_has_cue(next, CORPUS_CUE_PAST) ||
               corpus_words_have(corpus_small_words()->refers, corpus_statement_word(next, 0));
  next->known = corpus_statement_says(next, corpus_small_words()->stands_for);
  SearchPolarity said = judge_text(next);
  double most = MAX(said.has, MAX(said.partly, said.lacking));
  if (turns && said.missing >= TAKES_BACK && said.missing > most) {
    *after = (SearchPolarity){.missing = said.missing};
    return before->missing < TAKES_BACK;
  }
  if (contrasts && said.partly >= TAKES_BACK) {
    *after = (SearchPolarity){.partly = said.partly};
    return true;
  }
  bool there =
      affirmed(next, false) >= TAKES_BACK || corpus_statement_has_cue(next, CORPUS_CUE_NOW);
  *after = (SearchPolarity){.has = MAX(said.has, PRESUPPOSED)};
  return turns && there && said.has >= most && before->missing >= TAKES_BACK &&
         said.missing < MISSING_LEAVES;
}
