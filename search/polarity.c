/* search/polarity.c: weighs the cues around a topic's words. */
#include "search/polarity.h"

#include <string.h>

#include "corpus/cue.h"
#include "corpus/stance.h"
#include "corpus/words.h"

#define DATA_FILE "who-cues.ini"

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

#define MENTION 0.5    /* what is spoken of is rather there */
#define IN_CLAUSE 1.0  /* of a cue in the topic's clause */
#define IN_SEQUEL 0.85 /* in a clause that goes on about it */
#define ELSEWHERE 0.3  /* anywhere else in the sentence */
#define BARE_NEGATION 0.6
#define GRANTED 0.3
#define DENIED_CARE 0.6
#define PROPOSED_NEW 0.9
#define PROPOSED_BETTER 0.9
#define PROPOSED 0.35
#define WISHED_FOR 0.3  /* of existence in a clause that proposes */
#define NEGATION_BACK 3 /* words from what is denied to a negation behind it */
#define MISSING_RULES 0.8
#define MISSING_LEAVES 0.4
#define PRESUPPOSED 0.8
#define PARTLY_RULES 0.7 /* from here on a part is meant where existence is said */
#define PARTLY_LEAVES 0.4
#define ITEM 1.0

/* A sentence under judgment. */
typedef struct {
  const GArray *words, *hits;
  bool *breaks;
  GArray *cues;    /* CorpusCue */
  guint *clauses;  /* for each word */
  double *reaches; /* for each clause: how much it says of the topic */
  bool *used;      /* for each cue: spent on another */
} Sentence;

static const CorpusCues *
cue_table(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded)) {
    GError *error = NULL;
    CorpusCues *cues = corpus_cues_read(DATA_FILE, GROUPS, &error);
    g_assert_no_error(error); /* compiled in: only a broken build gets here */
    g_once_init_leave(&loaded, (gsize)cues);
  }
  return (const CorpusCues *)loaded;
}

static CorpusCue *
cue_at(const Sentence *sentence, guint i) {
  return &g_array_index(sentence->cues, CorpusCue, i);
}

static bool
is_hit(const Sentence *sentence, guint word) {
  for (guint i = 0; i < sentence->hits->len; i++)
    if (g_array_index(sentence->hits, guint, i) == word)
      return true;
  return false;
}

/* Cues made of nothing but the topic's own words say nothing of it ("utvärdering" as topic). */
static void
drop_own_words(Sentence *sentence) {
  for (guint i = sentence->cues->len; i-- > 0;) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (is_hit(sentence, cue->first) && is_hit(sentence, cue->last))
      g_array_remove_index(sentence->cues, i);
  }
}

static bool
cue_begins(const Sentence *sentence, guint word, Group group) {
  for (guint i = 0; i < sentence->cues->len; i++)
    if (cue_at(sentence, i)->first == word && cue_at(sentence, i)->group == group)
      return true;
  return false;
}

/* Does a list go on at the break before the word: is there nothing that says anything between this
 * mark and the next? */
static bool
is_list_member(const Sentence *sentence, guint word) {
  guint end = word + 1;
  while (end < sentence->words->len && !sentence->breaks[end])
    end++;
  for (guint i = 0; i < sentence->cues->len; i++)
    if (cue_at(sentence, i)->first >= word && cue_at(sentence, i)->first < end &&
        cue_at(sentence, i)->group <= NEGATION)
      return false;
  return true;
}

/* Numbers the clauses: parted by marks, save within lists, and by turns. */
static guint
number_clauses(Sentence *sentence) {
  guint clause = 0;
  bool listed = false;
  for (guint word = 0; word < sentence->words->len; word++) {
    bool begins = word > 0 && cue_begins(sentence, word, TURN) &&
                  (sentence->breaks[word] ||
                   g_str_equal(g_array_index(sentence->words, CorpusWord, word).word, "men") ||
                   g_str_equal(g_array_index(sentence->words, CorpusWord, word).word, "medan"));
    if (word > 0 && sentence->breaks[word] && !begins) {
      bool member = is_list_member(sentence, word);
      begins = !member && !listed;
      listed = member;
    }
    clause += begins;
    sentence->clauses[word] = clause;
  }
  return clause + 1;
}

/* Says how much each clause has to say of the topic. */
static void
weigh_clauses(Sentence *sentence, guint count) {
  for (guint i = 0; i < count; i++)
    sentence->reaches[i] = ELSEWHERE;
  for (guint i = 0; i < sentence->hits->len; i++)
    sentence->reaches[sentence->clauses[g_array_index(sentence->hits, guint, i)]] = IN_CLAUSE;
  for (guint word = 1; word < sentence->words->len; word++) {
    guint clause = sentence->clauses[word];
    if (clause == sentence->clauses[word - 1])
      continue;
    bool goes_on = cue_begins(sentence, word, GOES_ON) ||
                   (word + 1 < sentence->words->len && cue_begins(sentence, word + 1, GOES_ON));
    if (goes_on && sentence->reaches[clause - 1] >= IN_SEQUEL)
      sentence->reaches[clause] = MAX(sentence->reaches[clause], IN_SEQUEL);
  }
}

static double
reach_of(const Sentence *sentence, const CorpusCue *cue) {
  return sentence->reaches[sentence->clauses[cue->first]];
}

/* The next cue of the group within so many words behind the negation and in its clause, -1 if
 * there is none. */
static int
denied_after(const Sentence *sentence, const CorpusCue *negation, Group group) {
  guint reach = negation->last + (guint)negation->weight;
  for (guint i = 0; i < sentence->cues->len; i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->group == group && cue->first > negation->last && cue->first <= reach &&
        sentence->clauses[cue->first] == sentence->clauses[negation->first])
      return (int)i;
  }
  return -1;
}

/* The cue of the group whose words stand around the negation, or end shortly before it. */
static int
denied_before(const Sentence *sentence, const CorpusCue *negation, Group group) {
  for (guint i = sentence->cues->len; i-- > 0;) {
    const CorpusCue *cue = cue_at(sentence, i);
    if (cue->group == group && cue->first < negation->first &&
        cue->last + NEGATION_BACK >= negation->first &&
        sentence->clauses[cue->first] == sentence->clauses[negation->first])
      return (int)i;
  }
  return -1;
}

/* Is the word in the definite form behind a preposition ("i lönekriterierna")? Then it is taken for
 * granted, and what is denied is something else. */
static bool
is_granted(const Sentence *sentence, guint word) {
  static const char *const prepositions[] = {"i",    "inom", "av",     "genom",   "via",
                                             "från", "på",   "enligt", "utifrån", NULL};
  static const char *const endings[] = {"erna", "arna", "orna", "erna", "en", "et", "ena", NULL};
  const char *text = g_array_index(sentence->words, CorpusWord, word).word;
  if (word == 0 ||
      !g_strv_contains(prepositions, g_array_index(sentence->words, CorpusWord, word - 1).word))
    return false;
  for (const char *const *ending = endings; *ending != NULL; ending++)
    if (g_str_has_suffix(text, *ending))
      return true;
  return false;
}

/* Does one of the topic's words stand right behind the negation ("inga chefskontrakt"), but before
 * the word `limit`? */
static bool
denies_topic(const Sentence *sentence, const CorpusCue *negation, guint limit) {
  guint reach = negation->last + (guint)negation->weight;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = g_array_index(sentence->hits, guint, i);
    if (hit > negation->last && hit <= reach && hit < limit && !is_granted(sentence, hit))
      return true;
  }
  return false;
}

/* "ingår inte i lönekriterierna": these are there. But not where the topic's other words stand
 * before: then it is their being together that is denied. */
static bool
takes_topic_for_granted(const Sentence *sentence, const CorpusCue *negation) {
  guint reach = negation->last + (guint)negation->weight;
  bool granted = false;
  for (guint i = 0; i < sentence->hits->len; i++) {
    guint hit = g_array_index(sentence->hits, guint, i);
    if (hit < negation->first && sentence->clauses[hit] == sentence->clauses[negation->first])
      return false;
    granted = granted || (hit > negation->last && hit <= reach && is_granted(sentence, hit));
  }
  return granted;
}

static void
apply_negation(Sentence *sentence, guint index, SearchPolarity *polarity) {
  const CorpusCue *negation = cue_at(sentence, index);
  double reach = reach_of(sentence, negation);
  int whole = denied_after(sentence, negation, WHOLE);
  int care = denied_after(sentence, negation, LOOKS_AFTER);
  if (care < 0)
    care = denied_before(sentence, negation, LOOKS_AFTER);
  int before = denied_before(sentence, negation, EXISTS);
  int after = denied_after(sentence, negation, EXISTS);
  int asked = denied_after(sentence, negation, PROPOSES);
  if (before >= 0)
    sentence->used[before] = true;
  if (after >= 0)
    sentence->used[after] = true;
  if (asked >= 0)
    sentence->used[asked] = true; /* "behöver inte": nothing is asked for, and nothing denied */
  else if (whole >= 0)
    polarity->partly += reach * cue_at(sentence, (guint)whole)->weight;
  else if (care >= 0 && !denies_topic(sentence, negation, cue_at(sentence, (guint)care)->first))
    polarity->lacking += reach * DENIED_CARE;
  else if (denies_topic(sentence, negation, G_MAXUINT))
    polarity->missing += reach;
  else if (takes_topic_for_granted(sentence, negation))
    polarity->lacking += reach * GRANTED;
  else if (care >= 0)
    polarity->lacking += reach * DENIED_CARE;
  else
    polarity->missing += reach * (before >= 0 || after >= 0 ? 1 : BARE_NEGATION);
}

static double
sum_of(const Sentence *sentence, Group group) {
  double sum = 0;
  for (guint i = 0; i < sentence->cues->len; i++)
    if (cue_at(sentence, i)->group == group && !sentence->used[i])
      sum += cue_at(sentence, i)->weight * reach_of(sentence, cue_at(sentence, i));
  return sum;
}

/* What is proposed: something new, something better, or neither in so many words. */
static void
apply_proposal(const Sentence *sentence, double proposes, SearchPolarity *polarity) {
  double creates = sum_of(sentence, CREATES), improves = sum_of(sentence, IMPROVES);
  if (creates + improves < 0.3) {
    polarity->missing += proposes * PROPOSED;
    polarity->lacking += proposes * PROPOSED;
    return;
  }
  double share = creates / (creates + improves);
  polarity->missing += proposes * PROPOSED_NEW * share;
  polarity->lacking += proposes * PROPOSED_BETTER * (1 - share);
}

static bool
denied_between(const Sentence *sentence, guint from, guint to) {
  for (guint i = 0; i < sentence->cues->len; i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    if ((cue->group == NEGATION || cue->group == MISSING) && cue->first > from && cue->first < to)
      return true;
  }
  return false;
}

/* "Utöver medarbetarenkäten …": whatever is said then, the topic is there. */
static bool
is_presupposed(const Sentence *sentence) {
  for (guint i = 0; i < sentence->cues->len; i++) {
    const CorpusCue *cue = cue_at(sentence, i);
    for (guint j = 0; cue->group == PRESUPPOSES && j < sentence->hits->len; j++) {
      guint hit = g_array_index(sentence->hits, guint, j);
      if (hit > cue->last && hit <= cue->last + (guint)cue->weight &&
          !denied_between(sentence, cue->last, hit))
        return true;
    }
  }
  return false;
}

static SearchPolarity
judge_text(Sentence *sentence) {
  if (is_presupposed(sentence))
    return (SearchPolarity){.has = PRESUPPOSED};
  SearchPolarity polarity = {.has = MENTION};
  for (guint i = 0; i < sentence->cues->len; i++)
    if (cue_at(sentence, i)->group == NEGATION)
      apply_negation(sentence, i, &polarity);
  double proposes = MIN(1, sum_of(sentence, PROPOSES));
  double exists = MIN(1.2, sum_of(sentence, EXISTS));
  polarity.has = MAX(polarity.has, exists) * (1 - proposes * (1 - WISHED_FOR));
  polarity.partly += sum_of(sentence, PARTLY);
  polarity.missing += sum_of(sentence, MISSING) + sum_of(sentence, PAST);
  if (proposes > 0)
    apply_proposal(sentence, proposes, &polarity);
  if (polarity.missing >= MISSING_RULES)
    polarity.partly *= MISSING_LEAVES; /* "det finns ingen strategi för hur det ska utvecklas" */
  if (sum_of(sentence, PAST) >= MISSING_RULES)
    polarity.has = 0;
  if (polarity.partly >= PARTLY_RULES)
    polarity.has *= PARTLY_LEAVES; /* "det finns ett påbörjat arbete" */
  if (polarity.missing >= 0.6)     /* what is denied is spoken of, too: that is no sign of it */
    polarity.has *= 0.4;
  return polarity;
}

/* An item of a table: its column says it, save where its words say more. */
static SearchPolarity
judge_item(const Sentence *sentence, CorpusTag tag) {
  SearchPolarity polarity = {0};
  double partly = sum_of(sentence, PARTLY);
  double missing = sum_of(sentence, MISSING) + sum_of(sentence, PAST);
  for (guint i = 0; i < sentence->cues->len; i++)
    if (cue_at(sentence, i)->group == NEGATION)
      missing += 1;
  if (tag == CORPUS_TAG_STRENGTH) {
    polarity.has = ITEM;
    polarity.partly = partly;
    return polarity;
  }
  double creates = sum_of(sentence, CREATES), improves = sum_of(sentence, IMPROVES);
  if (missing == 0 && improves > 0.3 && improves >= creates)
    polarity.lacking = ITEM;
  else
    polarity.missing = ITEM;
  polarity.partly = partly;
  return polarity;
}

SearchPolarity
search_polarity(const char *text, const GArray *words, const GArray *hits, CorpusKind kind,
                CorpusTag tag, bool *others) {
  Sentence sentence = {.words = words, .hits = hits};
  sentence.breaks = corpus_cue_breaks(text, words);
  sentence.cues = corpus_cues_find(cue_table(), words, sentence.breaks);
  drop_own_words(&sentence);
  sentence.clauses = g_new0(guint, words->len + 1);
  sentence.reaches = g_new0(double, words->len + 2);
  sentence.used = g_new0(bool, sentence.cues->len + 1);
  weigh_clauses(&sentence, number_clauses(&sentence));
  bool item = kind == CORPUS_KIND_ITEM && tag != CORPUS_TAG_NEUTRAL;
  SearchPolarity polarity = item ? judge_item(&sentence, tag) : judge_text(&sentence);
  if (others != NULL)
    *others = sum_of(&sentence, OTHERS) >= 0.6;
  g_array_unref(sentence.cues);
  g_free(sentence.breaks);
  g_free(sentence.clauses);
  g_free(sentence.reaches);
  g_free(sentence.used);
  return polarity;
}
