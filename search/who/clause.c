/* search/who/clause.c: parts a sentence into clauses and weighs each by what it says of the topic.
 */
#include "search/who/clause.h"

#include <string.h>

#include "corpus/text/words.h"

#define DATA_FILE "who-cues.ini"
#define GRANTED_REACH 3 /* words from a preposition to what it governs */
#define ARTICLE_REACH 2 /* words from an article to its noun */
#define SHORTEST_DEFINITE 5
#define OPENING 2 /* words at a clause's beginning by which it goes on about the one before */

static const char *const GROUPS[] = {
    "exists",   "partly",      "missing",     "past",        "proposes",    "creates",
    "improves", "negation",    "no-negation", "whole",       "looks after", "turn",
    "goes on",  "refers back", "others",      "presupposes", NULL};

CORPUS_CUES(cue_table, DATA_FILE, GROUPS);

static const char *
word_at(const SearchClauses *clauses, guint index) {
  return g_array_index(clauses->words, CorpusWord, index).word;
}

CorpusCue *
search_clauses_cue(const SearchClauses *clauses, guint index) {
  return &g_array_index(clauses->cues, CorpusCue, index);
}

guint
search_clauses_clause(const SearchClauses *clauses, const CorpusCue *cue) {
  return clauses->clauses[cue->first];
}

double
search_clauses_reach(const SearchClauses *clauses, const CorpusCue *cue) {
  return clauses->reaches[search_clauses_clause(clauses, cue)];
}

double
search_clauses_sum(const SearchClauses *clauses, SearchCueGroup group) {
  double sum = 0;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if (cue->group == group && !clauses->used[i])
      sum += cue->weight * search_clauses_reach(clauses, cue);
  }
  return sum;
}

int
search_clauses_after(const SearchClauses *clauses, const CorpusCue *cue, SearchCueGroup group,
                     guint reach_words) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *other = search_clauses_cue(clauses, i);
    if (other->group == group && other->first > cue->last &&
        other->first <= cue->last + reach_words &&
        clauses->clauses[other->first] == clauses->clauses[cue->first])
      return (int)i;
  }
  return -1;
}

int
search_clauses_before(const SearchClauses *clauses, const CorpusCue *cue, SearchCueGroup group,
                      guint reach_words) {
  for (guint i = clauses->cues->len; i-- > 0;) {
    const CorpusCue *other = search_clauses_cue(clauses, i);
    if (other->group == group && other->first < cue->first &&
        other->last + reach_words >= cue->first &&
        clauses->clauses[other->first] == clauses->clauses[cue->first])
      return (int)i;
  }
  return -1;
}

/* ---- clauses ---- */

static bool
is_hit(const SearchClauses *clauses, guint word) {
  for (guint i = 0; i < clauses->hits->len; i++)
    if (g_array_index(clauses->hits, guint, i) == word)
      return true;
  return false;
}

/* Cues made of nothing but the topic's own words say nothing of it ("utvärdering" as topic). */
static void
drop_own_words(SearchClauses *clauses) {
  for (guint i = clauses->cues->len; i-- > 0;) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if (is_hit(clauses, cue->first) && is_hit(clauses, cue->last))
      g_array_remove_index(clauses->cues, i);
  }
}

/* Does a list go on at the break before the word: is there nothing that says anything between this
 * mark and the next? */
static bool
is_list_member(const SearchClauses *clauses, guint word) {
  guint end = word + 1;
  while (end < clauses->words->len && !clauses->breaks[end])
    end++;
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if (cue->first >= word && cue->first < end && cue->group <= SEARCH_CUE_NEGATION)
      return false;
  }
  return true;
}

/* Does a turn open a clause there: after a mark, or as a conjunction by itself? */
static bool
is_turn(const SearchClauses *clauses, guint word) {
  return corpus_cue_begins(clauses->cues, word, SEARCH_CUE_TURN) &&
         (clauses->breaks[word] || g_str_equal(word_at(clauses, word), "men") ||
          g_str_equal(word_at(clauses, word), "medan"));
}

/* Numbers the clauses: parted by marks, save within lists, and by turns. */
static guint
number_clauses(SearchClauses *clauses) {
  guint clause = 0;
  bool listed = false;
  for (guint word = 0; word < clauses->words->len; word++) {
    bool begins = word > 0 && is_turn(clauses, word);
    if (word > 0 && clauses->breaks[word] && !begins) {
      bool member = is_list_member(clauses, word);
      begins = !member && !listed;
      listed = member;
    }
    clause += begins;
    clauses->clauses[word] = clause;
  }
  return clause + 1;
}

/* Does the clause that begins with the word leave out its subject: "men används inte av alla"? */
static bool
has_no_subject(const SearchClauses *clauses, guint word) {
  static const SearchCueGroup verbal[] = {SEARCH_CUE_EXISTS, SEARCH_CUE_PARTLY, SEARCH_CUE_NEGATION,
                                          SEARCH_CUE_PROPOSES, SEARCH_CUE_PAST};
  guint next = word + corpus_cue_begins(clauses->cues, word, SEARCH_CUE_TURN);
  for (guint i = 0; i < G_N_ELEMENTS(verbal); i++)
    if (corpus_cue_begins(clauses->cues, next, verbal[i]))
      return true;
  return false;
}

/* Does a word of the clause refer to what was spoken of before ("saknar sådana")? */
static bool
refers_back(const SearchClauses *clauses, guint clause) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if (cue->group == SEARCH_CUE_REFERS_BACK && search_clauses_clause(clauses, cue) == clause)
      return true;
  }
  return false;
}

/* Does the clause that begins with the word go on about what the one before it spoke of? */
static bool
goes_on(const SearchClauses *clauses, guint word) {
  for (guint i = word; i < word + OPENING; i++)
    if (corpus_cue_begins(clauses->cues, i, SEARCH_CUE_GOES_ON))
      return true;
  return has_no_subject(clauses, word) || refers_back(clauses, clauses->clauses[word]);
}

/* Says how much each clause has to say of the topic. */
static void
weigh_clauses(SearchClauses *clauses, guint count) {
  for (guint i = 0; i < count; i++)
    clauses->reaches[i] = SEARCH_REACH_ELSEWHERE;
  for (guint i = 0; i < clauses->hits->len; i++)
    clauses->reaches[clauses->clauses[g_array_index(clauses->hits, guint, i)]] =
        SEARCH_REACH_CLAUSE;
  for (guint word = 1; word < clauses->words->len; word++) {
    guint clause = clauses->clauses[word];
    if (clause != clauses->clauses[word - 1] &&
        clauses->reaches[clause - 1] >= SEARCH_REACH_SEQUEL && goes_on(clauses, word))
      clauses->reaches[clause] = MAX(clauses->reaches[clause], SEARCH_REACH_SEQUEL);
  }
}

SearchClauses
search_clauses_of(const char *text, const GArray *words, const GArray *hits) {
  SearchClauses clauses = {.words = words, .hits = hits};
  clauses.breaks = corpus_cue_breaks(text, words);
  clauses.cues = corpus_cues_find(corpus_cues(&cue_table), words, clauses.breaks);
  drop_own_words(&clauses);
  clauses.clauses = g_new0(guint, words->len + 1);
  clauses.reaches = g_new0(double, words->len + 2);
  clauses.used = g_new0(bool, clauses.cues->len + 1);
  weigh_clauses(&clauses, number_clauses(&clauses));
  return clauses;
}

void
search_clauses_clear(SearchClauses *clauses) {
  g_clear_pointer(&clauses->cues, g_array_unref);
  g_clear_pointer(&clauses->breaks, g_free);
  g_clear_pointer(&clauses->clauses, g_free);
  g_clear_pointer(&clauses->reaches, g_free);
  g_clear_pointer(&clauses->used, g_free);
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

bool
search_clauses_indefinite(const SearchClauses *clauses, guint word) {
  static const char *const articles[] = {"en",    "ett",  "någon", "något", "några", "ingen",
                                         "inget", "inga", "flera", "många", NULL};
  for (guint i = word; i > 0 && i + ARTICLE_REACH > word && !clauses->breaks[i]; i--)
    if (g_strv_contains(articles, word_at(clauses, i - 1)))
      return true;
  return false;
}

/* Is the word in the definite form ("planen")? It tells that the thing is there. */
static bool
search_clauses_definite(const SearchClauses *clauses, guint word) {
  static const char *const endings[] = {"en",  "et",  "an",  "in",  "yn",  "na", "ens",
                                        "ets", "ans", "ins", "yns", "nas", NULL};
  static const char *const others[] = {"plan",  "het",    "itet",   "udget", "anden",
                                       "enden", "möten",  "mråden", "beten", "termin",
                                       "paket", "examen", NULL}; /* base forms and plurals that end
                                                                    alike */
  const char *text = word_at(clauses, word);
  if (search_clauses_indefinite(clauses, word))
    return false;
  if (word > 0 && !clauses->breaks[word] && is_owner(word_at(clauses, word - 1)))
    return true;
  return strlen(text) >= SHORTEST_DEFINITE && ends_with_any(text, endings) &&
         !ends_with_any(text, others);
}

bool
search_clauses_modifies(const SearchClauses *clauses, guint hit) {
  return hit + 1 < clauses->hits->len && g_array_index(clauses->hits, guint, hit) + 1 ==
                                             g_array_index(clauses->hits, guint, hit + 1);
}

bool
search_clauses_topic_definite(const SearchClauses *clauses, guint clause) {
  for (guint i = 0; i < clauses->hits->len; i++) {
    guint hit = g_array_index(clauses->hits, guint, i);
    if (clauses->clauses[hit] == clause && !search_clauses_modifies(clauses, i))
      return search_clauses_definite(clauses, hit);
  }
  return false;
}

bool
search_clauses_denies(const SearchClauses *clauses, guint clause) {
  for (guint i = 0; i < clauses->cues->len; i++) {
    const CorpusCue *cue = search_clauses_cue(clauses, i);
    if ((cue->group == SEARCH_CUE_NEGATION || cue->group == SEARCH_CUE_MISSING) &&
        search_clauses_clause(clauses, cue) == clause)
      return true;
  }
  return false;
}

bool
search_clauses_granted(const SearchClauses *clauses, guint word) {
  static const char *const prepositions[] = {"i",     "inom",    "av",  "genom",  "via",
                                             "från",  "på",      "vid", "enligt", "ur",
                                             "under", "utifrån", NULL};
  bool definite = search_clauses_definite(clauses, word);
  for (guint i = word; i > 0 && i + GRANTED_REACH > word; i--) {
    if (clauses->breaks[i])
      return false;
    if (g_str_equal(word_at(clauses, i - 1), "vid") && !search_clauses_indefinite(clauses, word))
      return true;
    if (g_strv_contains(prepositions, word_at(clauses, i - 1)))
      return definite || i == 1 || clauses->clauses[i - 2] != clauses->clauses[i - 1];
  }
  return false;
}

bool
search_clauses_known(const SearchClauses *clauses) {
  return clauses->hits->len > 0 &&
         search_clauses_topic_definite(clauses,
                                       clauses->clauses[g_array_index(clauses->hits, guint, 0)]);
}

bool
search_clauses_all_granted(const SearchClauses *clauses) {
  for (guint i = 0; i < clauses->hits->len; i++)
    if (!search_clauses_modifies(clauses, i) &&
        !search_clauses_granted(clauses, g_array_index(clauses->hits, guint, i)))
      return false;
  return clauses->hits->len > 0;
}

bool
search_clauses_any_indefinite(const SearchClauses *clauses) {
  for (guint i = 0; i < clauses->hits->len; i++)
    if (search_clauses_indefinite(clauses, g_array_index(clauses->hits, guint, i)))
      return true;
  return false;
}
