/* corpus/reading/stance/stance.c: weighs the cues of a sentence, clause by clause, and says which
 * way it points.
 */
#include "corpus/reading/stance/stance.h"

#include <string.h>

#include "corpus/language/clause.h"
#include "corpus/reading/stance/statement.h"
#include "corpus/text/sentence.h"
#include "corpus/text/words.h"

#define DATA_FILE "stance-cues.ini"

/* The groups of the data file, in the order of GROUPS. */
typedef enum {
  STRENGTH,
  EXISTENCE,
  IMPROVEMENT,
  WEAKNESS,
  SCARCITY,
  NEGATION,
  NO_NEGATION,
  HEDGE,
  TURN,
  CONCESSION,
  AIM,
  PLAIN,
  ABOUT_REPORT /* behind it only [words], what words in capitals stand for */
} Group;

static const char *const GROUPS[] = {"strength",     "existence",  "improvement", "weakness",
                                     "scarcity",     "negation",   "no-negation", "hedge",
                                     "turn",         "concession", "aim",         "plain",
                                     "about-report", "words",      NULL};

#define BARE_NEGATION 0.5    /* "inte" by itself, before a verb that is no cue */
#define NEGATED_STRENGTH 0.9 /* "inte tydlig", "har inte" as weakness */
#define NEGATED_WEAKNESS 0.6 /* "saknas inte" as strength */
#define ACCOMPANIES 2        /* words: a negation that reaches no further denies no sentence */
#define NEGATION_BACK 2      /* words from a cue to a negation behind it ("fungerar inte") */
#define BEFORE_TURN 0.5      /* of what stands before "men" */
#define AFTER_TURN 1.2       /* of what stands after it */
#define WISHED_FOR 0.3       /* of praise in a clause that proposes: "skulle kunna bli tydlig" */
#define PROPOSES 0.5         /* from this weight on a clause proposes */
#define LACKED 0.3           /* of praise beside a weakness: "en tydlig strategi saknas" */
#define LACKS 0.45           /* from this weight on a weakness lays its hand on praise */
#define HEDGE_REACH 3        /* words */
#define HEDGED_SPAN 6        /* words: of a longer cue a hedge inside it weakens a part only */
#define IN_PLACE "I "        /* before the name of a place that opens a sentence */
#define THRESHOLD 0.28       /* below: neutral */
/* What a sentence without cues of its own says by those of who-cues.ini: */
#define EXISTS 0.65    /* from this weight on it says that a thing is there, */
#define DEED_REACH 6   /* words from "har" to its verb */
#define MISSING 0.8    /* from this one that it is missing */
#define PROPOSED 0.85  /* from this one that it is asked for */
#define PLAIN_FACT 0.3 /* how clearly that is praise, */
#define PLAIN_LACK 0.5 /* and that a fault */
#define COMMANDED 0.8  /* how clearly an imperative that opens a sentence is a proposal */
#define OPPOSES 1 /* from this weight on a turn opposes what no cue knows to what was praised */
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
 * ("är delvis tydligt"), but not on a cue that reaches over a whole clause ("om … skulle"). */
static bool
reaches(const Sentence *sentence, const CorpusCue *context, const CorpusCue *cue) {
  if (context->group == HEDGE && cue->first < context->first && cue->last > context->last)
    return cue->last <= cue->first + HEDGED_SPAN;
  if (cue->first <= context->last || parted(sentence, context->last, cue->first))
    return false;
  if (context->group == AIM && context->first == 0 && cue->group == IMPROVEMENT)
    return cue->weight < PROPOSES; /* "För att nå dit föreslås …": the sentence's own verb */
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

/* Does the negation only say what is not done meanwhile ("utan att koppla vidare")? By itself it
 * finds no fault. */
static bool
accompanies(const CorpusCue *negation) {
  return negation->weight <= ACCOMPANIES;
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
  for (guint i = accompanies(negation) ? 0 : index; i-- > 0;) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->last + NEGATION_BACK < negation->first || parted(sentence, cue->last, negation->first))
      break;
    if (points(cue))
      return (int)i;
  }
  return -1;
}

/* Is it one that only looks like a negation ("inte utan stolthet"), as `who` knows them? */
static bool
denies_nothing(const CorpusStatement *statement, const CorpusCue *negation) {
  for (guint i = 0; i < corpus_statement_cues(statement); i++) {
    const CorpusCue *cue = corpus_statement_cue(statement, i);
    if (cue->group == CORPUS_CUE_NO_NEGATION && cue->first <= negation->first &&
        cue->last >= negation->last)
      return true;
  }
  return false;
}

/* Turns negated cues; a negation by itself becomes a weakness, if it denies anything. */
static void
negate(Sentence *sentence, const CorpusStatement *statement) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    CorpusCue *negation = cue_at(sentence, i);
    if (negation->group != NEGATION)
      continue;
    bool nothing = denies_nothing(statement, negation);
    int target = negated_cue(sentence, i);
    if (target < 0) {
      negation->group = WEAKNESS;
      negation->weight = accompanies(negation) || nothing ? 0 : BARE_NEGATION;
      continue;
    }
    CorpusCue *cue = cue_at(sentence, (guint)target);
    if (nothing && (cue->group == STRENGTH || cue->group == EXISTENCE))
      continue;
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

/* What is there but seldom, or only in one place, is no praise: "finns bara på svenska". */
static void
discount_scarcity(Sentence *sentence) {
  for (guint i = 0; i < cue_count(sentence); i++) {
    CorpusCue *scarcity = cue_at(sentence, i);
    if (scarcity->group != SCARCITY)
      continue;
    for (guint j = 0; j < cue_count(sentence); j++) {
      const CorpusCue *cue = cue_at(sentence, j);
      if (cue->group == EXISTENCE &&
          sentence->clauses.numbers[cue->first] == sentence->clauses.numbers[scarcity->first])
        sentence->scales[j] *= LACKED;
    }
    scarcity->group = WEAKNESS;
  }
}

/* ---- what a sentence bids ("Inrätta en gemensam postlåda.") ---- */

/* A sentence that opens with an imperative proposes, as by a cue of its own. */
static void
note_imperative(Sentence *sentence, const CorpusStatement *statement) {
  CorpusCue bids = {.group = IMPROVEMENT, .weight = COMMANDED};
  bool told = cue_count(sentence) > 0 && cue_at(sentence, 0)->first == 0;
  if (statement->bids && !told)
    g_array_prepend_val(sentence->clauses.cues, bids);
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

/* ---- plain facts, by the cues of who-cues.ini ---- */

/* The weightiest cue of the group, 0 = none. */
static double
weightiest(const CorpusStatement *statement, CorpusCueGroup group) {
  double weight = 0;
  for (guint i = 0; i < corpus_statement_cues(statement); i++) {
    const CorpusCue *cue = corpus_statement_cue(statement, i);
    weight = cue->group == group ? MAX(weight, cue->weight) : weight;
  }
  return weight;
}

/* Does "har" tell what was done: does a supine stand behind it, with no article between ("har på
 * tre år minskat", but not "har två anställda")? */
static bool
tells_of_deed(const CorpusStatement *statement, const CorpusCue *auxiliary) {
  const CorpusSmallWords *small = corpus_small_words();
  guint clause = corpus_statement_clause(statement, auxiliary);
  for (guint i = auxiliary->last + 1;
       i <= auxiliary->last + DEED_REACH && i < statement->clauses.words->len &&
       statement->clauses.numbers[i] == clause && !statement->clauses.breaks[i];
       i++) {
    const char *word = corpus_statement_word(statement, i);
    if (corpus_words_have(small->article_indefinite, word) ||
        corpus_words_have(small->copula, word))
      return false;
    if (corpus_word_ends_with(word, small->ending_supine))
      return true;
  }
  return false;
}

/* How surely the sentence says that something is there, or is done. */
static double
existence(const CorpusStatement *statement) {
  double weight = 0;
  for (guint i = 0; i < corpus_statement_cues(statement); i++) {
    const CorpusCue *cue = corpus_statement_cue(statement, i);
    bool auxiliary =
        cue->first == cue->last && corpus_words_have(corpus_small_words()->auxiliary,
                                                     corpus_statement_word(statement, cue->first));
    if (cue->group == CORPUS_CUE_EXISTS && (!auxiliary || tells_of_deed(statement, cue)))
      weight = MAX(weight, cue->weight);
  }
  return weight;
}

/* Does a sentence say of a thing that it is there, with no more to it: not in part, not once, not
 * to come, not of others, not asked for? */
static bool
states_existence(const CorpusStatement *statement) {
  static const CorpusCueGroup against[] = {
      CORPUS_CUE_PARTLY, CORPUS_CUE_MISSING, CORPUS_CUE_PAST,    CORPUS_CUE_PROPOSES,
      CORPUS_CUE_WISHED, CORPUS_CUE_SOUGHT,  CORPUS_CUE_PLANNED, CORPUS_CUE_NEGATION,
      CORPUS_CUE_OTHERS, CORPUS_CUE_DEFINES};
  for (guint i = 0; i < G_N_ELEMENTS(against); i++)
    if (weightiest(statement, against[i]) > 0)
      return false;
  return existence(statement) >= EXISTS &&
         !corpus_statement_says(statement, corpus_small_words()->future);
}

/* Of a sentence without a direction of its own: does it plainly say that a thing is there, or that
 * it is missing? The cues of `who` know. */
static CorpusStance
plain_fact(const CorpusStatement *statement, const Sentence *sentence, CorpusStance stance) {
  bool fault = false;
  for (guint i = 0; i < cue_count(sentence); i++)
    fault = fault || cue_at(sentence, i)->group == WEAKNESS ||
            cue_at(sentence, i)->group == IMPROVEMENT ||
            cue_at(sentence, i)->group == NO_NEGATION || cue_at(sentence, i)->group == CONCESSION ||
            cue_at(sentence, i)->group == PLAIN;
  if (weightiest(statement, CORPUS_CUE_MISSING) >= MISSING &&
      !corpus_statement_has_cue(statement, CORPUS_CUE_NO_NEGATION))
    return (CorpusStance){CORPUS_TAG_WEAKNESS, PLAIN_LACK};
  if (weightiest(statement, CORPUS_CUE_PROPOSES) >= PROPOSED &&
      !corpus_statement_has_cue(statement, CORPUS_CUE_NO_NEGATION))
    return (CorpusStance){CORPUS_TAG_IMPROVEMENT, PLAIN_LACK};
  if (!fault && states_existence(statement))
    return (CorpusStance){CORPUS_TAG_STRENGTH, PLAIN_FACT};
  return stance;
}

/* Does the turn stand in the sentence's first clause, and in none within that: "Svaret dröjer
 * dock", but not "de säger att det ändå är bra"? Then it turns what the sentence before has said.
 */
static bool
opens(const CorpusStatement *statement, const CorpusCue *turn) {
  for (guint i = 0; i < turn->first; i++)
    if (statement->clauses.numbers[i] != statement->clauses.numbers[turn->first] ||
        corpus_words_have(corpus_small_words()->subordinates, corpus_statement_word(statement, i)))
      return false;
  return true;
}

/* Does the first clause hold a word that opposes the sentence to what was said before it, and tell
 * of what is, not of what is to come? */
static bool
takes_back(const CorpusStatement *statement, const Sentence *sentence) {
  if (corpus_statement_says(statement, corpus_small_words()->future))
    return false;
  for (guint i = 0; i < cue_count(sentence); i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->group == TURN && cue->weight >= OPPOSES && sentence->clauses.numbers[cue->first] == 0)
      return true;
  }
  return false;
}

/* What a sentence says, and what it says of the sentences around it. */
typedef struct {
  CorpusStance stance;
  bool turns;        /* it opens with "Dock", "Däremot", or has it in its first clause */
  bool takes_back;   /* it says nothing but that: "Bolagen talar däremot ett annat språk" */
  bool about_report; /* it opens a passage on the report itself: on a diagram, on how it was made */
} Judgment;

/* outside: it stands in no area's chapter, where facts tell of the place or of the report. */
static Judgment
judge(const char *text, gsize length_bytes, bool outside) {
  GArray *words = corpus_words(text, (gssize)length_bytes);
  Sentence sentence = {.clauses = corpus_clauses_of(&grammar, text, words, NULL)};
  GArray *no_topic = g_array_new(FALSE, FALSE, sizeof(guint));
  CorpusStatement statement = corpus_statement_of(text, words, no_topic);
  Judgment judgment = {0};
  for (guint i = 0; i < cue_count(&sentence); i++) {
    const CorpusCue *cue = cue_at(&sentence, i);
    judgment.turns = judgment.turns || (cue->group == TURN && opens(&statement, cue));
    judgment.about_report = judgment.about_report || cue->group == ABOUT_REPORT;
  }
  note_imperative(&sentence, &statement);
  sentence.scales = g_new0(double, cue_count(&sentence) + 1);
  weigh_turn(&sentence);
  weigh_context(&sentence);
  negate(&sentence, &statement);
  discount_wishes(&sentence);
  discount_lacks(&sentence);
  discount_scarcity(&sentence);
  judgment.stance = decide(&sentence);
  if (judgment.stance.tag == CORPUS_TAG_NEUTRAL && !outside)
    judgment.stance = plain_fact(&statement, &sentence, judgment.stance);
  judgment.takes_back = !outside && takes_back(&statement, &sentence);
  corpus_statement_clear(&statement);
  corpus_clauses_clear(&sentence.clauses);
  g_array_unref(no_topic);
  g_array_unref(words);
  g_free(sentence.scales);
  return judgment;
}

CorpusStance
corpus_stance_of(const char *text, gsize length_bytes) {
  return judge(text, length_bytes, false).stance;
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

/* Does it praise another municipality: is it known to tell of one, and opens with its name ("I Vara
 * följs …")? */
static bool
praises_another(const CorpusPassage *passage, guint index, const CorpusSentence *sentence) {
  const char *text = passage->text + sentence->start_bytes;
  text += g_str_has_prefix(text, IN_PLACE) ? strlen(IN_PLACE) : 0;
  for (guint i = 0; i < passage->told->len; i++) {
    const CorpusTold *told = &g_array_index(passage->told, CorpusTold, i);
    if (told->sentence == index && told->of != NULL && g_str_has_prefix(text, told->of->name))
      return sentence->stance == CORPUS_TAG_STRENGTH;
  }
  return false;
}

void
corpus_stance_tag(CorpusPassage *passage) {
  GArray *spans = corpus_sentences(passage->text);
  double sums[CORPUS_TAGS] = {0};
  bool about_report = false, praised = false,
       outside = passage->area == 0 && *passage->question == '\0';
  g_array_set_size(passage->sentences, 0);
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    Judgment judgment = judge(passage->text + span->start_bytes, span->length_bytes, outside);
    about_report = about_report || (i == 0 && judgment.about_report && *passage->question == '\0');
    if (about_report)
      judgment.stance = (CorpusStance){CORPUS_TAG_NEUTRAL, 1};
    if (judgment.takes_back && judgment.stance.tag == CORPUS_TAG_NEUTRAL && praised)
      judgment.stance = (CorpusStance){CORPUS_TAG_WEAKNESS, PLAIN_LACK};
    praised = judgment.stance.tag == CORPUS_TAG_STRENGTH;
    CorpusSentence sentence = {span->start_bytes, span->length_bytes, judgment.stance.tag,
                               judgment.stance.weight};
    if (!praises_another(passage, i, &sentence))
      sums[sentence.stance] += weight_in_passage(&judgment, i == 0);
    g_array_append_val(passage->sentences, sentence);
  }
  g_array_unref(spans);
  if (passage->kind != CORPUS_KIND_ITEM && passage->tag != CORPUS_TAG_BACKGROUND)
    passage->tag = tag_of_sums(sums);
}

void
corpus_stance_tag_own(CorpusReport *report) {
  for (guint i = 0; i < report->passages->len; i++) {
    CorpusPassage *passage = report->passages->pdata[i];
    if (passage->told->len > 0)
      corpus_stance_tag(passage);
  }
}
