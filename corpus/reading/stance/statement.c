/* corpus/reading/stance/statement.c: what each clause of a sentence has to say of a topic, and in
 * what form the topic stands there. */
#include "corpus/reading/stance/statement.h"

#include <string.h>

#include "corpus/reading/stance/imperative.h"
#include "corpus/text/words.h"

#define DATA_FILE "who-cues.ini"
#define OPENING 2       /* words at a clause's beginning by which it goes on about the one before */
#define GRANTED_REACH 3 /* words from a preposition to what it governs */
#define COMPARATIVE_REACH 3 /* words from "mer" to its noun */
#define SHORTEST_DEFINITE 5
#define COMMANDED 1.0 /* how clearly an imperative that opens a sentence is a proposal */

static const char *const GROUPS[] = {
    "exists",      "partly",  "missing", "past",   "proposes", "creates",     "improves",
    "wished",      "sought",  "planned", "now",    "negation", "no-negation", "whole",
    "looks after", "turn",    "goes on", "others", "bodies",   "presupposes", "here",
    "without",     "defines", "unlike",  "words",  NULL};

CORPUS_CUES(cue_table, DATA_FILE, GROUPS);

static const CorpusKnowledgeField FIELDS[] = {
    {"words", "asking", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, asking)},
    {"words", "not", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, not )},
    {"words", "auxiliary", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, auxiliary)},
    {"words", "empty", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, empty)},
    {"words", "goes_on", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, goes_on)},
    {"words", "owner", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, owner)},
    {"words", "joins", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, joins)},
    {"words", "future", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, future)},
    {"words", "refers", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, refers)},
    {"words", "stands_for", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, stands_for)},
    {"words", "asks", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, asks)},
    {"words", "here", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, here)},
    {"words", "after_empty", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, after_empty)},
    {"words", "copula", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, copula)},
    {"words", "subordinates", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, subordinates)},
    {"words", "comparative", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, comparative)},
    {"words", "counts", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, counts)},
    {"words", "moments", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, moments)},
    {"words", "lessens", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, lessens)},
    {"words", "replaced", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, replaced)},
    {"words", "common", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, common)},
    {"words", "belongs", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, belongs)},
    {"words", "everybody", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, everybody)},
    {"words", "seldom_bids", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, seldom_bids)},
    {"words", "few", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, few)},
    {"articles", "denied", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, article_denied)},
    {"articles", "indefinite", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, article_indefinite)},
    {"articles", "neuter", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, article_neuter)},
    {"prepositions", "place", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, preposition_place)},
    {"prepositions", "beside", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, preposition_beside)},
    {"prepositions", "granted", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, preposition_granted)},
    {"prepositions", "occasion", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, preposition_occasion)},
    {"beginnings", "own", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, beginning_own)},
    {"beginnings", "together", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, beginning_together)},
    {"endings", "genitive", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, ending_genitive)},
    {"endings", "definite", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, ending_definite)},
    {"endings", "not_definite", CORPUS_KNOWLEDGE_LIST,
     G_STRUCT_OFFSET(CorpusSmallWords, ending_not_definite)},
    {"endings", "supine", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(CorpusSmallWords, ending_supine)},
    {0}};
CORPUS_KNOWLEDGE(small_words, .file = "who-words.ini", .bytes = sizeof(CorpusSmallWords),
                 .fields = FIELDS);

const CorpusSmallWords *
corpus_small_words(void) {
  return corpus_knowledge(&small_words);
}

static const CorpusClauseGrammar grammar = {.table = &cue_table,
                                            .turn = CORPUS_CUE_TURN,
                                            .concession = CORPUS_CLAUSE_NO_GROUP,
                                            .telling = CORPUS_CUE_NO_NEGATION,
                                            .of_own = CORPUS_CUE_EXISTS + 1};

guint
corpus_statement_cues(const CorpusStatement *sentence) {
  return sentence->clauses.cues->len;
}

const CorpusCue *
corpus_statement_cue(const CorpusStatement *sentence, guint index) {
  return corpus_clauses_cue(&sentence->clauses, index);
}

guint
corpus_statement_hit(const CorpusStatement *sentence, guint index) {
  return g_array_index(sentence->hits, guint, index);
}

const char *
corpus_statement_word(const CorpusStatement *sentence, guint index) {
  return corpus_clauses_word(&sentence->clauses, index);
}

guint
corpus_statement_clause(const CorpusStatement *sentence, const CorpusCue *cue) {
  return corpus_clauses_of_cue(&sentence->clauses, cue);
}

/* How much the cue's clause says of the topic. */
double
corpus_statement_reach(const CorpusStatement *sentence, const CorpusCue *cue) {
  return sentence->reaches[corpus_statement_clause(sentence, cue)];
}

/* The weights of the group's cues that are not used, each times its reach. */
double
corpus_statement_sum(const CorpusStatement *sentence, CorpusCueGroup group) {
  double sum = 0;
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if (cue->group == group && !sentence->used[i])
      sum += cue->weight * corpus_statement_reach(sentence, cue);
  }
  return sum;
}

bool
corpus_statement_says(const CorpusStatement *sentence, const char *const *words) {
  for (guint i = 0; i < sentence->clauses.words->len; i++)
    if (corpus_words_have(words, corpus_statement_word(sentence, i)))
      return true;
  return false;
}

bool
corpus_statement_has_cue(const CorpusStatement *sentence, CorpusCueGroup group) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++)
    if (corpus_statement_cue(sentence, i)->group == group)
      return true;
  return false;
}

/* ---- clauses ---- */

/* Does the clause that begins with the word leave out its subject: "men används inte av alla"? */
static bool
has_no_subject(const CorpusStatement *sentence, guint word) {
  static const CorpusCueGroup verbal[] = {CORPUS_CUE_EXISTS, CORPUS_CUE_PARTLY, CORPUS_CUE_NEGATION,
                                          CORPUS_CUE_PROPOSES, CORPUS_CUE_PAST};
  guint next = word + corpus_cue_begins(sentence->clauses.cues, word, CORPUS_CUE_TURN);
  for (guint i = 0; i < G_N_ELEMENTS(verbal); i++)
    if (corpus_cue_begins(sentence->clauses.cues, next, verbal[i]))
      return true;
  return false;
}

/* Does the clause that begins with the word end with a word for what the one before it spoke of:
 * "men få känner till den"? */
static bool
ends_with_it(const CorpusStatement *sentence, guint word) {
  const CorpusClauses *clauses = &sentence->clauses;
  guint last = word;
  while (last + 1 < clauses->words->len && clauses->numbers[last + 1] == clauses->numbers[word])
    last++;
  return corpus_words_have(corpus_small_words()->stands_for, corpus_statement_word(sentence, last));
}

/* Does the clause that begins with the word go on about what the one before it spoke of? */
static bool
goes_on(const CorpusStatement *sentence, guint word) {
  for (guint i = word; i < word + OPENING; i++)
    if (corpus_cue_begins(sentence->clauses.cues, i, CORPUS_CUE_GOES_ON))
      return true;
  return has_no_subject(sentence, word) || ends_with_it(sentence, word);
}

/* Says how much each clause has to say of the topic. */
static void
weigh_clauses(CorpusStatement *sentence) {
  for (guint i = 0; i < sentence->clauses.count; i++)
    sentence->reaches[i] = CORPUS_REACH_ELSEWHERE;
  if (sentence->hits->len == 0) /* a sentence that goes on about the one before */
    sentence->reaches[0] = CORPUS_REACH_SEQUEL;
  for (guint i = 0; i < sentence->hits->len; i++)
    sentence->reaches[sentence->clauses.numbers[corpus_statement_hit(sentence, i)]] =
        CORPUS_REACH_CLAUSE;
  for (guint word = 1; word < sentence->clauses.words->len; word++) {
    guint clause = sentence->clauses.numbers[word];
    if (clause != sentence->clauses.numbers[word - 1] &&
        sentence->reaches[clause - 1] >= CORPUS_REACH_SEQUEL && goes_on(sentence, word))
      sentence->reaches[clause] = MAX(sentence->reaches[clause], CORPUS_REACH_SEQUEL);
  }
}

/* ---- the definite form ---- */

/* Does what stands behind the word belong to somebody: "kommunens", "sina"? */
static bool
is_owner(const char *word) {
  const char *const *pronouns = corpus_small_words()->owner;
  const char *const *genitives = corpus_small_words()->ending_genitive;
  return corpus_words_have(pronouns, word) ||
         (strlen(word) >= SHORTEST_DEFINITE && corpus_word_ends_with(word, genitives));
}

bool
corpus_statement_indefinite(const CorpusStatement *sentence, guint word) {
  const char *const *articles = corpus_small_words()->article_indefinite;
  for (guint i = word; i > 0 && i + CORPUS_ARTICLE_REACH > word && !sentence->clauses.breaks[i];
       i--)
    if (corpus_words_have(articles, corpus_statement_word(sentence, i - 1)))
      return true;
  return false;
}

/* Does one of the words stand shortly before the other, with no article between? */
static bool
stands_before(const CorpusStatement *sentence, const char *const *words, guint other) {
  const char *const *articles = corpus_small_words()->article_indefinite;
  for (guint i = other; i > 0 && i + COMPARATIVE_REACH > other && !sentence->clauses.breaks[i];
       i--) {
    const char *word = corpus_statement_word(sentence, i - 1);
    if (corpus_words_have(articles, word) || corpus_words_have(words, word))
      return corpus_words_have(words, word);
  }
  return false;
}

bool
corpus_statement_comparative(const CorpusStatement *sentence) {
  for (guint i = 0; i < sentence->hits->len; i++)
    if (stands_before(sentence, corpus_small_words()->comparative,
                      corpus_statement_hit(sentence, i)))
      return true;
  return false;
}

/* Is the word a name: does it begin with a capital, and not the sentence? */
static bool
is_name(const CorpusStatement *sentence, guint word) {
  const CorpusWord *cut = &g_array_index(sentence->clauses.words, CorpusWord, word);
  return word > 0 && g_unichar_isupper(g_utf8_get_char(sentence->text + cut->start_bytes));
}

/* Is the word in the definite form ("planen"), or a name? It tells that the thing is there. */
static bool
is_definite(const CorpusStatement *sentence, guint word) {
  const char *const *endings = corpus_small_words()->ending_definite;
  const char *const *others = corpus_small_words()->ending_not_definite; /* base forms and plurals
                                                                    that end alike */
  const char *text = corpus_statement_word(sentence, word);
  if (corpus_statement_indefinite(sentence, word))
    return false;
  if (word > 0 && !sentence->clauses.breaks[word] &&
      is_owner(corpus_statement_word(sentence, word - 1)))
    return true;
  if (is_name(sentence, word))
    return true;
  return strlen(text) >= SHORTEST_DEFINITE && corpus_word_ends_with(text, endings) &&
         !corpus_word_ends_with(text, others);
}

bool
corpus_statement_modifies(const CorpusStatement *sentence, guint hit) {
  return hit + 1 < sentence->hits->len && g_array_index(sentence->hits, guint, hit) + 1 ==
                                              g_array_index(sentence->hits, guint, hit + 1);
}

bool
corpus_statement_definite(const CorpusStatement *sentence, guint clause) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = corpus_statement_hit(sentence, i);
    if (sentence->clauses.numbers[hit] == clause && !corpus_statement_modifies(sentence, i))
      return is_definite(sentence, hit);
  }
  return false;
}

bool
corpus_statement_denies(const CorpusStatement *sentence, guint clause) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if ((cue->group == CORPUS_CUE_NEGATION || cue->group == CORPUS_CUE_MISSING) &&
        corpus_statement_clause(sentence, cue) == clause)
      return true;
  }
  return false;
}

/* Does the preposition belong to a cue that tells of what stands behind it ("införandet av")? It
 * names no place then. */
static bool
is_of_cue(const CorpusStatement *sentence, guint preposition) {
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    if ((cue->group == CORPUS_CUE_PARTLY || cue->group == CORPUS_CUE_CREATES ||
         cue->group == CORPUS_CUE_PAST || cue->group == CORPUS_CUE_MISSING) &&
        cue->first < cue->last && cue->first <= preposition && preposition <= cue->last)
      return true;
  }
  return false;
}

bool
corpus_statement_granted(const CorpusStatement *sentence, guint word) {
  const char *const *prepositions = corpus_small_words()->preposition_granted;
  bool definite = is_definite(sentence, word);
  for (guint i = word; i > 0 && i + GRANTED_REACH > word; i--) {
    if (sentence->clauses.breaks[i])
      return false;
    if (corpus_words_have(corpus_small_words()->preposition_occasion,
                          corpus_statement_word(sentence, i - 1)) &&
        !corpus_statement_indefinite(sentence, word))
      return true;
    if (corpus_words_have(prepositions, corpus_statement_word(sentence, i - 1)) &&
        !is_of_cue(sentence, i - 1))
      return definite || i == 1 ||
             sentence->clauses.numbers[i - 2] != sentence->clauses.numbers[i - 1];
  }
  return false;
}

static bool
is_known(const CorpusStatement *sentence) {
  return sentence->hits->len > 0 &&
         corpus_statement_definite(sentence,
                                   sentence->clauses.numbers[corpus_statement_hit(sentence, 0)]);
}

static bool
all_granted(const CorpusStatement *sentence) {
  for (guint i = 0; i < sentence->hits->len; i++)
    if (!corpus_statement_modifies(sentence, i) &&
        !corpus_statement_granted(sentence, corpus_statement_hit(sentence, i)))
      return false;
  return sentence->hits->len > 0;
}

static bool
any_indefinite(const CorpusStatement *sentence) {
  for (guint i = 0; i < sentence->hits->len; i++)
    if (corpus_statement_indefinite(sentence, corpus_statement_hit(sentence, i)))
      return true;
  return false;
}

/* A sentence that opens with an imperative proposes, as by a cue of its own. */
static void
note_imperative(CorpusStatement *sentence) {
  CorpusCue bids = {.group = CORPUS_CUE_PROPOSES, .weight = COMMANDED};
  sentence->bids =
      corpus_opens_with_imperative(&sentence->clauses, corpus_small_words()->seldom_bids);
  if (sentence->bids)
    g_array_prepend_val(sentence->clauses.cues, bids);
}

CorpusStatement
corpus_statement_of(const char *text, const GArray *words, const GArray *hits) {
  CorpusStatement sentence = {
      .text = text, .clauses = corpus_clauses_of(&grammar, text, words, hits), .hits = hits};
  note_imperative(&sentence);
  sentence.reaches = g_new0(double, words->len + 2);
  sentence.used = g_new0(bool, corpus_statement_cues(&sentence) + 1);
  weigh_clauses(&sentence);
  sentence.granted = all_granted(&sentence);
  sentence.unknown = any_indefinite(&sentence);
  sentence.known = sentence.granted || (is_known(&sentence) && !sentence.unknown);
  return sentence;
}

void
corpus_statement_clear(CorpusStatement *sentence) {
  corpus_clauses_clear(&sentence->clauses);
  g_free(sentence->reaches);
  g_free(sentence->used);
}

const char *
corpus_cue_group_name(guint group) {
  g_return_val_if_fail(group < G_N_ELEMENTS(GROUPS) - 1, "");
  return GROUPS[group];
}
