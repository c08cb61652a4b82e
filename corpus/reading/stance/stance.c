/* corpus/reading/stance/stance.c: weighs the cues of a sentence, clause by clause, and says which
 * way it points.
 */
#include "corpus/reading/stance/stance.h"

#include <string.h>

#include "corpus/language/clause.h"
#include "corpus/text/sentence.h"
#include "corpus/text/words.h"

#define DATA_FILE "stance-cues.ini"

/* The groups of the data file, in the order of GROUPS. */
typedef enum {
  STRENGTH,
  EXISTENCE,
  IMPROVEMENT,
  WEAKNESS,
  NEGATION,
  NO_NEGATION,
  HEDGE,
  TURN,
  CONCESSION,
  AIM,
  ABOUT_REPORT
} Group;

static const char *const GROUPS[] = {"strength",   "existence",   "improvement",  "weakness",
                                     "negation",   "no-negation", "hedge",        "turn",
                                     "concession", "aim",         "about-report", NULL};

#define BARE_NEGATION 0.5    /* "inte" by itself, before a verb that is no cue */
#define NEGATED_STRENGTH 0.9 /* "inte tydlig", "har inte" as weakness */
#define NEGATED_WEAKNESS 0.6 /* "saknas inte" as strength */
#define NEGATION_BACK 2      /* words from a cue to a negation behind it ("fungerar inte") */
#define BEFORE_TURN 0.5      /* of what stands before "men" */
#define AFTER_TURN 1.2       /* of what stands after it */
#define WISHED_FOR 0.3       /* of praise in a clause that proposes: "skulle kunna bli tydlig" */
#define PROPOSES 0.5         /* from this weight on a clause proposes */
#define LACKED 0.3           /* of praise beside a weakness: "en tydlig strategi saknas" */
#define LACKS 0.45           /* from this weight on a weakness lays its hand on praise */
#define HEDGE_REACH 3        /* words */
#define THRESHOLD 0.28       /* below: neutral */
/* How much more or less a sentence weighs in its passage: */
#define TURNED_SENTENCE 1.5 /* it begins with a turn */
#define OPENING_LACK 1.3    /* it opens the passage, and says that something is not there */
#define MILD_SENTENCE 0.6   /* it says little: four that only say what there is are no praise */
#define MILD 0.45           /* below: it says little */

/* A sentence under judgment. */
typedef struct {
  CorpusClauses clauses;
  double *scales; /* for each cue: what hedges, aims and turns leave of its weight */
} Sentence;

CORPUS_CUES(cue_table, DATA_FILE, GROUPS);

static const CorpusClauseGrammar grammar = {
    .table = &cue_table, .turn = TURN, .concession = CONCESSION};

static CorpusCue *
cue_at(const Sentence *sentence, guint i) {
  return &g_array_index(sentence->clauses.cues, CorpusCue, i);
}

static guint
cue_count(const Sentence *sentence) {
  return sentence->clauses.cues->len;
}

static bool
points(const CorpusCue *cue) {
  return cue->group <= WEAKNESS;
}

/* The word at which the last turn divides the sentence, 0 = none. */
static guint
turned_at(const Sentence *sentence) {
  const guint *clauses = sentence->clauses.numbers;
  guint found = 0;
  for (guint i = 0; i < cue_count(sentence); i++) {
    guint first = cue_at(sentence, i)->first;
    if (cue_at(sentence, i)->group == TURN && first > 0 && clauses[first] != clauses[first - 1])
      found = first;
  }
  return found;
}

static void
weigh_turn(Sentence *sentence) {
  guint turn = turned_at(sentence);
  for (guint i = 0; i < cue_count(sentence); i++)
    sentence->scales[i] =
        turn == 0 ? 1 : (cue_at(sentence, i)->first < turn ? BEFORE_TURN : AFTER_TURN);
}

/* Does a mark or another clause begin between the words `from` and `to`? */
static bool
parted(const Sentence *sentence, guint from, guint to) {
  for (guint i = from + 1; i <= to; i++)
    if (sentence->clauses.breaks[i])
      return true;
  return sentence->clauses.numbers[from] != sentence->clauses.numbers[to];
}

/* Does the context (a hedge, an aim, a concession) reach the cue? A hedge also works from inside
 * ("är delvis tydligt"). */
static bool
reaches(const Sentence *sentence, const CorpusCue *context, const CorpusCue *cue) {
  if (context->group == HEDGE && cue->first < context->first && cue->last > context->last)
    return true;
  if (cue->first <= context->last || parted(sentence, context->last, cue->first))
    return false;
  return context->group != HEDGE || cue->first <= context->last + HEDGE_REACH;
}

static void
weigh_context(Sentence *sentence) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    const CorpusCue *context = cue_at(sentence, i);
    if (context->group != HEDGE && context->group != AIM && context->group != CONCESSION)
      continue;
    for (guint j = 0; j < cue_count(sentence); j++)
      if (reaches(sentence, context, cue_at(sentence, j)))
        sentence->scales[j] *= context->weight;
  }
}

/* The cue whose words stand around the negation ("följs inte upp"), -1 if there is none. */
static int
enclosing_cue(const Sentence *sentence, guint index) {
  for (guint i = index; i-- > 0;)
    if (points(cue_at(sentence, i)) && cue_at(sentence, i)->last > cue_at(sentence, index)->last)
      return (int)i;
  return -1;
}

/* The cue that a negation turns: one around it; else the next that points, within its reach; else
 * one right before. */
static int
negated_cue(const Sentence *sentence, guint index) {
  const CorpusCue *negation = cue_at(sentence, index);
  guint reach = (guint)negation->weight;
  int enclosing = enclosing_cue(sentence, index);
  if (enclosing >= 0)
    return enclosing;
  for (guint i = index + 1; i < cue_count(sentence); i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->first > negation->last + reach || parted(sentence, negation->last, cue->first))
      break;
    if (points(cue))
      return (int)i;
  }
  for (guint i = index; i-- > 0;) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->last + NEGATION_BACK < negation->first || parted(sentence, cue->last, negation->first))
      break;
    if (points(cue))
      return (int)i;
  }
  return -1;
}

/* Turns negated cues; a negation by itself becomes a weakness. */
static void
negate(Sentence *sentence) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    CorpusCue *negation = cue_at(sentence, i);
    if (negation->group != NEGATION)
      continue;
    int target = negated_cue(sentence, i);
    if (target < 0) {
      negation->group = WEAKNESS;
      negation->weight = BARE_NEGATION;
      continue;
    }
    CorpusCue *cue = cue_at(sentence, (guint)target);
    switch (cue->group) {
    case WEAKNESS:
      cue->group = STRENGTH;
      cue->weight *= NEGATED_WEAKNESS;
      break;
    case IMPROVEMENT:
      cue->weight = 0; /* "behöver inte" asks for nothing */
      break;
    default: /* what is denied is missing, however mild the praise would be */
      cue->group = WEAKNESS;
      cue->weight = NEGATED_STRENGTH * MAX(cue->weight, BARE_NEGATION);
      break;
    }
  }
}

/* Praise in a clause that proposes something is what is wished for, not what is. */
static void
discount_wishes(Sentence *sentence) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    const CorpusCue *proposal = cue_at(sentence, i);
    if (proposal->group != IMPROVEMENT || proposal->weight < PROPOSES)
      continue;
    for (guint j = 0; j < cue_count(sentence); j++) {
      const CorpusCue *cue = cue_at(sentence, j);
      bool praise = cue->group == STRENGTH || cue->group == EXISTENCE;
      if (praise &&
          sentence->clauses.numbers[cue->first] == sentence->clauses.numbers[proposal->first])
        sentence->scales[j] = MIN(sentence->scales[j], WISHED_FOR);
    }
  }
}

/* Nor is praise that hangs on a lack: "en tydlig strategi saknas". */
static void
discount_lacks(Sentence *sentence) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    const CorpusCue *lack = cue_at(sentence, i);
    if (lack->group != WEAKNESS || lack->weight < LACKS)
      continue;
    for (guint j = 0; j < cue_count(sentence); j++) {
      const CorpusCue *cue = cue_at(sentence, j);
      bool praise = cue->group == STRENGTH || cue->group == EXISTENCE;
      if (praise && !parted(sentence, MIN(lack->last, cue->last), MAX(lack->first, cue->first)))
        sentence->scales[j] *= LACKED;
    }
  }
}

static CorpusStance
decide(const Sentence *sentence) {
  double sums[CORPUS_TAGS] = {0};
  for (guint i = 0; i < cue_count(sentence); i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    double weight = cue->weight * sentence->scales[i];
    if (cue->group == STRENGTH || cue->group == EXISTENCE)
      sums[CORPUS_TAG_STRENGTH] += weight;
    else if (cue->group == IMPROVEMENT)
      sums[CORPUS_TAG_IMPROVEMENT] += weight;
    else if (cue->group == WEAKNESS)
      sums[CORPUS_TAG_WEAKNESS] += weight;
  }
  CorpusTag best = CORPUS_TAG_STRENGTH;
  double total = 0;
  for (CorpusTag tag = CORPUS_TAG_STRENGTH; tag <= CORPUS_TAG_WEAKNESS; tag++) {
    total += sums[tag];
    if (sums[tag] > sums[best])
      best = tag;
  }
  if (sums[best] < THRESHOLD)
    return (CorpusStance){CORPUS_TAG_NEUTRAL, 1 - total / (total + 1)};
  return (CorpusStance){best, MIN(1, sums[best]) * sums[best] / total};
}

/* What a sentence says, and what it says of the sentences around it. */
typedef struct {
  CorpusStance stance;
  bool turns;        /* it opens with "Dock", "Däremot", or has it as its second or third word */
  bool about_report; /* it opens a passage on the report itself: on a diagram, on how it was made */
} Judgment;

static Judgment
judge(const char *text, gsize length_bytes) {
  GArray *words = corpus_words(text, (gssize)length_bytes);
  Sentence sentence = {.clauses = corpus_clauses_of(&grammar, text, words, NULL)};
  Judgment judgment = {0};
  for (guint i = 0; i < cue_count(&sentence); i++) {
    const CorpusCue *cue = cue_at(&sentence, i);
    judgment.turns = judgment.turns || (cue->group == TURN && cue->first < 3);
    judgment.about_report = judgment.about_report || cue->group == ABOUT_REPORT;
  }
  sentence.scales = g_new0(double, cue_count(&sentence) + 1);
  weigh_turn(&sentence);
  weigh_context(&sentence);
  negate(&sentence);
  discount_wishes(&sentence);
  discount_lacks(&sentence);
  judgment.stance = decide(&sentence);
  corpus_clauses_clear(&sentence.clauses);
  g_array_unref(words);
  g_free(sentence.scales);
  return judgment;
}

CorpusStance
corpus_stance_of(const char *text, gsize length_bytes) {
  return judge(text, length_bytes).stance;
}

static double
weight_in_passage(const Judgment *judgment, bool opens) {
  double weight = judgment->stance.weight;
  if (weight < MILD)
    weight *= MILD_SENTENCE;
  if (opens)
    return weight * (judgment->stance.tag == CORPUS_TAG_WEAKNESS ? OPENING_LACK : 1);
  return weight * (judgment->turns ? TURNED_SENTENCE : 1);
}

/* What praises is weighed against all that finds fault, whether by proposing or by lacking. */
static CorpusTag
tag_of_sums(const double *sums) {
  double praise = sums[CORPUS_TAG_STRENGTH];
  double fault = sums[CORPUS_TAG_IMPROVEMENT] + sums[CORPUS_TAG_WEAKNESS];
  if (MAX(praise, fault) < THRESHOLD * MILD_SENTENCE)
    return CORPUS_TAG_NEUTRAL;
  if (praise >= fault)
    return CORPUS_TAG_STRENGTH;
  return sums[CORPUS_TAG_IMPROVEMENT] >= sums[CORPUS_TAG_WEAKNESS] ? CORPUS_TAG_IMPROVEMENT
                                                                   : CORPUS_TAG_WEAKNESS;
}

void
corpus_stance_tag(CorpusPassage *passage) {
  GArray *spans = corpus_sentences(passage->text);
  double sums[CORPUS_TAGS] = {0};
  bool about_report = false;
  g_array_set_size(passage->sentences, 0);
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    Judgment judgment = judge(passage->text + span->start_bytes, span->length_bytes);
    about_report = about_report || (i == 0 && judgment.about_report && *passage->question == '\0');
    if (about_report)
      judgment.stance = (CorpusStance){CORPUS_TAG_NEUTRAL, 1};
    CorpusSentence sentence = {span->start_bytes, span->length_bytes, judgment.stance.tag,
                               judgment.stance.weight};
    sums[sentence.stance] += weight_in_passage(&judgment, i == 0);
    g_array_append_val(passage->sentences, sentence);
  }
  g_array_unref(spans);
  if (passage->kind != CORPUS_KIND_ITEM && passage->tag != CORPUS_TAG_BACKGROUND)
    passage->tag = tag_of_sums(sums);
}
