/* search/who/evidence.c: gathers what passages say of a topic and weighs it to a verdict.
 *
 * Gathering. The sentences of a passage are read in order, with what the one before left in mind
 * (Before). One that is relevant enough is evidence: of the own municipality, of others, or of
 * none. One that is not may complete what was said before it, go on about it ("Detta …"), or end
 * or turn it ("Numera används de inte.").
 *
 * Weighing (search_answer_judge()). A piece of evidence weighs the square of its relevance, times
 * how clearly it speaks, times what its place is worth: an item of a table less than a sentence, an
 * area where the topic is rarely told of less than others. Where all of it weighs less than
 * `enough`, the report is silent. Else each piece gives its weight, in shares, to has, partial and
 * lacks (add_shares()), and pieces that are less relevant than the best yield to it (yielding()).
 * What is there but not good enough is parted among the three, and goes to lacks mostly where
 * nothing else confirms that it is there. The shares of has and lacks decide (verdict_of()). */
#include "search/who/evidence.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/stance/holder.h"
#include "corpus/text/sentence.h"
#include "corpus/text/words.h"

#define LONGEST_START 48 /* bytes that hold the first words of a sentence that goes on */
#define ARTICLE_AFTER 2  /* words from "det finns" to "en" */
#define SEQUEL 0.75      /* relevance of "Detta …" after a relevant sentence */
#define DIGITS_OF_YEAR 4
#define UNCOUNTED 0.4  /* times: relevance of what does not say how many, where that is asked */
#define LOOKS_BACK 2   /* sentences from a compound's last part to the first, */
#define CONTINUES 0.95 /* and relevance of it, of that of the sentence before */
#define MANY_PIECES 6
#define YIELDS 6            /* see yielding() */
#define ITEM_WEIGHT 0.8     /* an item of a table says less than a sentence, */
#define WEAKNESS_WEIGHT 1.3 /* save where it is listed as a weakness: that is a verdict */
#define LACKING_HAS 0.2     /* what is there but not good enough: so far it is there, */
#define LACKING_MISSING 0.3 /* so far it is not; the rest is there in part */
#define UNCONFIRMED_HAS 0.1 /* the same where nothing else says that it is there */
#define UNCONFIRMED_MISSING 0.65
#define CALLS 0.3  /* from here on evidence is a call for something better, */
#define DENIES 0.6 /* or a denial: neither confirms anything */
#define REMAINS 0.1
#define CONFIRMS 0.2
#define CLEAR_MISSING 0.55 /* share of the evidence that makes it lack */
#define CLEAR_HAVING 0.6
#define NARROWER 0.4   /* times: where but a kind of the topic is missed */
#define DISTURBING 0.3 /* share of missing that makes "has" doubtful */

const char *
search_verdict_name(SearchVerdict verdict) {
  static const char *const names[SEARCH_VERDICTS] = {N_("silent"), N_("lacks"), N_("partial"),
                                                     N_("has")};
  g_return_val_if_fail(verdict < SEARCH_VERDICTS, "silent");
  return names[verdict];
}

static void
evidence_free(gpointer data) {
  SearchEvidence *evidence = data;
  if (evidence == NULL)
    return;
  g_array_unref(evidence->highlights);
  g_array_unref(evidence->cues);
  g_free(evidence);
}

/* Reading of one report. */
typedef struct {
  SearchTopic *topic;
  const CorpusMunicipality *own;
  SearchAnswer *answer;
} Reading;

/* Do the words open with a "det" that stands for nothing ("Det finns en ambition …")? */
static bool
opens_anew(const GArray *words) {
  const char *const *articles = corpus_small_words()->article_indefinite;
  if (!search_polarity_opens_empty(words))
    return false;
  for (guint i = 2; i < MIN(words->len, 2 + ARTICLE_AFTER); i++)
    if (corpus_words_have(articles, g_array_index(words, CorpusWord, i).word))
      return true;
  return false;
}

/* Is the first word one with which a sentence may go on? */
static bool
look_at_first(const CorpusWord *word, gpointer may_go_on) {
  *(bool *)may_go_on = corpus_words_have(corpus_small_words()->goes_on, word->word);
  return false;
}

/* Does the sentence go on about the one before it? */
static bool
goes_on(const char *text, gsize length_bytes) {
  gssize start_bytes = (gssize)MIN(length_bytes, LONGEST_START);
  bool found = false;
  corpus_words_each(text, start_bytes, look_at_first, &found);
  if (!found)
    return false;
  GArray *words = corpus_words(text, start_bytes);
  found = !opens_anew(words);
  g_array_unref(words);
  return found;
}

static SearchEvidence *
evidence_new(const CorpusPassage *passage, const CorpusSentence *span, const GArray *words,
             const SearchMatch *match) {
  SearchEvidence *evidence = g_new0(SearchEvidence, 1);
  *evidence = (SearchEvidence){.passage = passage,
                               .start_bytes = span->start_bytes,
                               .length_bytes = span->length_bytes,
                               .together = match->together != 0,
                               .highlights = g_array_new(FALSE, FALSE, sizeof(CorpusSpan)),
                               .cues = g_array_new(FALSE, FALSE, sizeof(SearchEvidenceCue))};
  for (guint i = 0; i < match->hits->len; i++) {
    const CorpusWord *word =
        &g_array_index(words, CorpusWord, g_array_index(match->hits, guint, i));
    CorpusSpan place = {span->start_bytes + word->start_bytes, word->length_bytes};
    g_array_append_val(evidence->highlights, place);
  }
  return evidence;
}

/* A sentence of a passage, and how it is about the topic. */
typedef struct {
  const CorpusPassage *passage;
  const CorpusSentence *span;
  const char *text;    /* the sentence alone */
  const GArray *words; /* CorpusWord, of text */
  const SearchMatch *match;
  double relevance;
} Sentence;

/* Does the cue say something of the topic, so that a reader is to see it? Those that part a
 * sentence, or tell whose it is, do not, nor "alla" and "följs upp" where nothing is denied. */
static bool
is_worth_telling(const CorpusStatement *parsed, const CorpusCue *cue) {
  if (corpus_statement_reach(parsed, cue) < CORPUS_REACH_SEQUEL ||
      cue->group == CORPUS_CUE_NO_NEGATION)
    return false;
  if (cue->group == CORPUS_CUE_WHOLE || cue->group == CORPUS_CUE_LOOKS_AFTER)
    return corpus_statement_denies(parsed, corpus_statement_clause(parsed, cue));
  return cue->group < CORPUS_CUE_TURN || cue->group == CORPUS_CUE_PRESUPPOSES ||
         cue->group == CORPUS_CUE_WITHOUT;
}

/* Notes the cues that stand in clauses on the topic. */
static void
note_cues(SearchEvidence *evidence, const CorpusStatement *parsed) {
  const GArray *words = parsed->clauses.words;
  for (guint i = 0; i < corpus_statement_cues(parsed); i++) {
    const CorpusCue *cue = corpus_statement_cue(parsed, i);
    const CorpusWord *first = &g_array_index(words, CorpusWord, cue->first);
    const CorpusWord *last = &g_array_index(words, CorpusWord, cue->last);
    if (!is_worth_telling(parsed, cue))
      continue;
    SearchEvidenceCue said = {{evidence->start_bytes + first->start_bytes,
                               last->start_bytes + last->length_bytes - first->start_bytes},
                              corpus_cue_group_name(cue->group)};
    g_array_append_val(evidence->cues, said);
  }
}

static void
add_evidence(Reading *reading, const Sentence *sentence, const CorpusStatement *parsed,
             SearchPolarity polarity, const CorpusMunicipality *other) {
  SearchEvidence *evidence =
      evidence_new(sentence->passage, sentence->span, sentence->words, sentence->match);
  note_cues(evidence, parsed);
  evidence->relevance = sentence->relevance;
  evidence->narrower = search_topic_narrower(reading->topic, sentence->match);
  evidence->polarity = polarity;
  evidence->other = other;
  g_ptr_array_add(other != NULL ? reading->answer->told : reading->answer->evidence, evidence);
}

/* Of the topic's words those in the clause that names what is asked for: "det finns en plan, men
 * ingen utvärdering" tells of an "utvärdering av planen" in its second clause. NULL where that is
 * all of them; the caller unrefs it. */
static GArray *
hits_of_head(const Reading *reading, const SearchMatch *match, const CorpusStatement *parsed) {
  const GArray *all = match->hits;
  guint head = 0;
  if (all->len == 0 || !search_topic_head(reading->topic, match, &head))
    return NULL;
  GArray *hits = g_array_sized_new(FALSE, FALSE, sizeof(guint), all->len);
  for (guint i = 0; i < all->len; i++) {
    guint hit = g_array_index(all, guint, i);
    if (parsed->clauses.numbers[hit] == parsed->clauses.numbers[head])
      g_array_append_val(hits, hit);
  }
  if (hits->len == all->len)
    g_clear_pointer(&hits, g_array_unref);
  return hits;
}

/* What the sentence before left behind. */
typedef struct {
  double relevance;
  bool elsewhere; /* it told of others, */
  CorpusElsewhere told;
  SearchEvidence *evidence; /* or of this municipality; NULL = no evidence */
  SearchSaid said;          /* by all sentences of the passage before it */
} Before;

/* Does a sentence on others end with a clause that says how it is here: "Nacka har en, något man
 * här har valt bort"? It is evidence then, as a sentence of its own would be. */
static void
answer_in_clause(Reading *reading, const Sentence *sentence, const CorpusStatement *parsed,
                 bool few) {
  guint last = corpus_statement_hit(parsed, parsed->hits->len - 1), first = last;
  const guint *numbers = parsed->clauses.numbers;
  while (first < sentence->words->len && numbers[first] == numbers[last])
    first++;
  if (first == sentence->words->len)
    return;
  const char *text = sentence->text + g_array_index(sentence->words, CorpusWord, first).start_bytes;
  GArray *words = corpus_words(text, -1), *none = g_array_new(FALSE, FALSE, sizeof(guint));
  CorpusStatement clause = corpus_statement_of(text, words, none);
  CorpusElsewhere told = {
      .lack = corpus_statement_denies(parsed, numbers[last]), .few = few, .same_sentence = true};
  CorpusHolderAnswer answer = corpus_holder_answer(&clause, text, reading->own, told);
  SearchPolarity polarity = {.has = answer == CORPUS_ANSWERS_HAS,
                             .missing = answer == CORPUS_ANSWERS_LACKS};
  if (answer != CORPUS_ANSWERS_NOTHING)
    add_evidence(reading, sentence, parsed, polarity, NULL);
  corpus_statement_clear(&clause);
  g_array_unref(none);
  g_array_unref(words);
}

/* A sentence as evidence of the own municipality, or of each other one that it tells of. What is
 * said of municipalities at large is evidence of none. Notes of whom it was. */
static void
weigh_sentence(Reading *reading, const Sentence *sentence, Before *before) {
  CorpusStatement parsed =
      corpus_statement_of(sentence->text, sentence->words, sentence->match->hits);
  GArray *hits = hits_of_head(reading, sentence->match, &parsed);
  if (hits != NULL) {
    corpus_statement_clear(&parsed);
    parsed = corpus_statement_of(sentence->text, sentence->words, hits);
  }
  SearchPolarity polarity =
      search_polarity(&parsed, sentence->passage->kind, sentence->passage->tag);
  if (search_topic_prepared(reading->topic, sentence->words, sentence->match))
    search_polarity_prepared(&polarity);
  CorpusHolder holder = corpus_holder_of(&parsed, sentence->text, reading->own);
  for (guint i = 0; i < holder.others->len; i++)
    add_evidence(reading, sentence, &parsed, polarity, holder.others->pdata[i]);
  if (holder.own)
    add_evidence(reading, sentence, &parsed, polarity, NULL);
  const GPtrArray *own = reading->answer->evidence;
  before->evidence = holder.own ? own->pdata[own->len - 1] : NULL;
  before->elsewhere = !holder.own;
  before->told =
      (CorpusElsewhere){.lack = polarity.missing > polarity.has,
                        .few = corpus_statement_says(&parsed, corpus_small_words()->few)};
  if (before->elsewhere && parsed.hits->len > 0)
    answer_in_clause(reading, sentence, &parsed, before->told.few);
  corpus_holder_clear(&holder);
  corpus_statement_clear(&parsed);
  g_clear_pointer(&hits, g_array_unref);
}

/* Where the sentence, which does not name the topic, says how it is here with what was told of
 * others, it is evidence. */
static bool
answers(Reading *reading, Sentence *sentence, const CorpusStatement *parsed, const Before *before) {
  CorpusHolderAnswer answer =
      corpus_holder_answer(parsed, sentence->text, reading->own, before->told);
  if (answer == CORPUS_ANSWERS_NOTHING)
    return false;
  SearchPolarity polarity = {.has = answer == CORPUS_ANSWERS_HAS,
                             .missing = answer == CORPUS_ANSWERS_LACKS};
  sentence->relevance = before->relevance;
  add_evidence(reading, sentence, parsed, polarity, NULL);
  return true;
}

/* Where the sentence, which does not name the topic, ends or turns what was said before, the two
 * are one piece of evidence, which says what the second does. */
static bool
takes_back(Reading *reading, Sentence *sentence, const Before *before) {
  SearchEvidence *evidence = before->evidence;
  if (!before->elsewhere && (evidence == NULL || !search_polarity_may_take_back(sentence->words)))
    return false;
  CorpusStatement parsed =
      corpus_statement_of(sentence->text, sentence->words, sentence->match->hits);
  bool taken = false;
  if (before->elsewhere) {
    taken = answers(reading, sentence, &parsed, before);
  } else {
    CorpusHolder holder = corpus_holder_of(&parsed, sentence->text, reading->own);
    SearchPolarity after;
    taken = holder.own && search_polarity_taken_back(&parsed, &evidence->polarity, &after);
    corpus_holder_clear(&holder);
    if (taken) {
      evidence->polarity = after;
      evidence->length_bytes =
          sentence->span->start_bytes + sentence->span->length_bytes - evidence->start_bytes;
    }
  }
  corpus_statement_clear(&parsed);
  return taken;
}

/* Keeps the sentence if none came nearer to the topic. */
static void
note_nearest(Reading *reading, const Sentence *sentence) {
  SearchEvidence **nearest = &reading->answer->nearest;
  if (sentence->relevance <= (*nearest != NULL ? (*nearest)->relevance : 0))
    return;
  evidence_free(*nearest);
  *nearest = evidence_new(sentence->passage, sentence->span, sentence->words, sentence->match);
  (*nearest)->relevance = sentence->relevance;
}

/* The heading that says what a passage is about: of an item none, as a list of strengths often
 * stands behind the last text of its area, below whose heading it is not. */
static const char *
heading_of(const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM ? "" : passage->heading;
}

/* Does the sentence say the last part of the topic's compound, and one shortly before it in the
 * passage the first: "… vid rekrytering. Det görs ingen uppföljning."? */
static bool
continues(const Reading *reading, const Sentence *sentence) {
  const CorpusPassage *passage = sentence->passage;
  bool found = search_topic_continues(reading->topic, sentence->text, sentence->words,
                                      heading_of(passage), true);
  for (guint back = 1; !found && back <= LOOKS_BACK; back++) {
    const CorpusSentence *span = sentence->span - back;
    if (span < (const CorpusSentence *)(gpointer)passage->sentences->data)
      return false;
    char *text = g_strndup(passage->text + span->start_bytes, span->length_bytes);
    found = search_topic_continues(reading->topic, sentence->text, sentence->words, text, false);
    g_free(text);
  }
  return found;
}

/* Does the sentence hold a figure that is no year or note ("kvalitet.3"), or a word that says how
 * many? */
static bool
says_how_many(const Sentence *sentence) {
  for (guint i = 0; i < sentence->words->len; i++)
    if (corpus_words_have(corpus_small_words()->counts,
                          g_array_index(sentence->words, CorpusWord, i).word))
      return true;
  for (const char *at = sentence->text; *(at = at + strcspn(at, "0123456789")) != '\0';) {
    gsize digits = strspn(at, "0123456789");
    if (digits != DIGITS_OF_YEAR && (at == sentence->text || strchr(" (", at[-1]) != NULL))
      return true;
    at += digits;
  }
  return false;
}

/* Matches the sentence with the topic: what it says by itself, and if that is not enough, with what
 * was said before it. */
static SearchMatch
match_sentence(const Reading *reading, Sentence *sentence, const SearchHeading *heading,
               Before *before) {
  double threshold = search_topic_threshold(reading->topic);
  SearchMatch match = search_topic_match(reading->topic, sentence->text, sentence->words, heading);
  SearchSaid said = before->said;
  search_said_add(&before->said, &match);
  sentence->relevance = search_topic_relevance(reading->topic, &match, heading);
  if (sentence->relevance < threshold && search_topic_complete(reading->topic, &said, &match))
    sentence->relevance = search_topic_relevance(reading->topic, &match, heading);
  if (sentence->relevance < threshold && continues(reading, sentence))
    sentence->relevance = MAX(threshold, before->relevance * CONTINUES);
  if (search_topic_asks_how_many(reading->topic) && !says_how_many(sentence))
    sentence->relevance *= UNCOUNTED;
  return match;
}

/* Reads a sentence that may be about the topic. */
static void
read_words(Reading *reading, Sentence *sentence, const SearchHeading *heading, bool sequel,
           Before *before) {
  double threshold = search_topic_threshold(reading->topic);
  SearchMatch match = match_sentence(reading, sentence, heading, before);
  sentence->match = &match;
  if (sentence->relevance < threshold && takes_back(reading, sentence, before)) {
    *before = (Before){.said = before->said};
  } else if (sentence->relevance < threshold && sequel && before->elsewhere) {
    note_nearest(reading, sentence); /* "Systemet …" goes on about what others have */
  } else {
    if (sentence->relevance < threshold && sequel)
      sentence->relevance = before->relevance * SEQUEL;
    *before = (Before){.relevance = sentence->relevance, .said = before->said};
    if (sentence->relevance < threshold)
      note_nearest(reading, sentence);
    if (sentence->relevance >= threshold)
      weigh_sentence(reading, sentence, before);
  }
  search_match_clear(&match);
}

static void
read_sentence(Reading *reading, const CorpusPassage *passage, const CorpusSentence *span,
              const SearchHeading *heading, Before *before) {
  const char *start = passage->text + span->start_bytes;
  bool sequel = before->relevance >= search_topic_threshold(reading->topic) &&
                goes_on(start, span->length_bytes);
  if (!sequel && !before->elsewhere && before->evidence == NULL &&
      !search_topic_may_stand_in(reading->topic, start, span->length_bytes,
                                 search_heading_carries(heading) ||
                                     search_topic_begun(reading->topic, &before->said))) {
    *before = (Before){.said = before->said};
    return;
  }
  char *text = g_strndup(start, span->length_bytes);
  GArray *words = search_topic_cut(reading->topic, text, span->length_bytes);
  Sentence sentence = {.passage = passage, .span = span, .text = text, .words = words};
  read_words(reading, &sentence, heading, sequel, before);
  g_array_unref(words);
  g_free(text);
}

static void
read_passage(Reading *reading, const CorpusPassage *passage) {
  const SearchHeading *heading = search_topic_heading(reading->topic, heading_of(passage));
  Before before = {0};
  for (guint i = 0; i < passage->sentences->len; i++)
    read_sentence(reading, passage, &g_array_index(passage->sentences, CorpusSentence, i), heading,
                  &before);
}

static double
strength(const SearchEvidence *evidence) {
  const SearchPolarity *polarity = &evidence->polarity;
  double clear = polarity->has + polarity->partly + polarity->lacking + polarity->missing;
  return evidence->relevance * evidence->relevance * MIN(1, clear);
}

static int
compare_evidence(gconstpointer a, gconstpointer b) {
  double x = (*(const SearchEvidence *const *)a)->support;
  double y = (*(const SearchEvidence *const *)b)->support;
  return (x < y) - (x > y);
}

/* What one piece of evidence says, as shares of has, partial and lacks, in this order. */
static void
add_shares(const SearchPolarity *p, bool unconfirmed, double weight, double *sums) {
  double sum = p->has + p->partly + p->lacking + p->missing;
  double has = unconfirmed ? UNCONFIRMED_HAS : LACKING_HAS;
  double missing = unconfirmed ? UNCONFIRMED_MISSING : LACKING_MISSING;
  sums[0] += weight * (p->has + p->lacking * has) / sum;
  sums[1] += weight * (p->partly + p->lacking * (1 - has - missing)) / sum;
  sums[2] += weight * (p->missing + p->lacking * missing) / sum;
}

/* Does nothing but calls for something better tell of the topic? */
static bool
is_unconfirmed(const SearchAnswer *answer) {
  double sum = 0;
  for (guint i = 0; i < answer->evidence->len; i++) {
    const SearchEvidence *evidence = answer->evidence->pdata[i];
    const SearchPolarity *p = &evidence->polarity;
    if (p->lacking < CALLS && p->missing < DENIES)
      sum += evidence->relevance * evidence->relevance * (p->has + p->partly);
  }
  return sum <= CONFIRMS;
}

/* What the evidence weighs by itself: how clear it is, how near the topic, and where it stands. */
static double
own_weight(const SearchEvidence *evidence, const double *area_weights) {
  double weight = strength(evidence);
  if (evidence->passage->kind == CORPUS_KIND_ITEM)
    weight *= evidence->passage->tag == CORPUS_TAG_WEAKNESS ? WEAKNESS_WEIGHT : ITEM_WEIGHT;
  return area_weights == NULL
             ? weight
             : weight * area_weights[MIN(evidence->passage->area, CORPUS_AREA_MAX)];
}

/* has, missing: shares of the evidence. */
static SearchVerdict
verdict_of(double has, double missing) {
  if (missing >= CLEAR_MISSING)
    return SEARCH_VERDICT_LACKS;
  bool clear = has >= CLEAR_HAVING && missing < DISTURBING;
  return clear ? SEARCH_VERDICT_HAS : SEARCH_VERDICT_PARTIAL;
}

/* What is left of evidence beside better evidence: all of what is as relevant as the best; half
 * where it is 0.9 times as relevant (a compound's head beside the very word), a fifth where it is
 * 0.75 times (a sentence that only goes on). Synonyms may contradict; the word itself decides. */
static double
yielding(double relevance, double best) {
  return pow(relevance / best, YIELDS);
}

static double
best_relevance(const SearchAnswer *answer) {
  double best = 0;
  for (guint i = 0; i < answer->evidence->len; i++)
    best = MAX(best, ((const SearchEvidence *)answer->evidence->pdata[i])->relevance);
  return best;
}

/* Notes what each piece of evidence says by itself, and orders them by how much they speak for the
 * verdict; a little always remains, so that what speaks against it comes last, not nowhere. */
static void
order_evidence(SearchAnswer *answer, const double *area_weights, bool unconfirmed) {
  for (guint i = 0; i < answer->evidence->len; i++) {
    SearchEvidence *evidence = answer->evidence->pdata[i];
    double shares[3] = {0}; /* of has, partial and lacks in what it says */
    add_shares(&evidence->polarity, unconfirmed, 1, shares);
    evidence->says = verdict_of(shares[0], shares[2]);
    double share = answer->verdict == SEARCH_VERDICT_SILENT
                       ? shares[1]
                       : shares[SEARCH_VERDICT_HAS - answer->verdict];
    evidence->support = own_weight(evidence, area_weights) * (share + REMAINS);
  }
  g_ptr_array_sort(answer->evidence, compare_evidence);
}

/* How clearly the evidence says one thing rather than another. */
static double
clearness(const SearchEvidence *evidence) {
  const SearchPolarity *p = &evidence->polarity;
  double most = MAX(MAX(p->has, p->partly), MAX(p->lacking, p->missing));
  return MIN(1, most) * most / (p->has + p->partly + p->lacking + p->missing);
}

/* Notes what the verdict rests on. sums: of has, partial, lacks. */
static void
note_features(SearchAnswer *answer, double present, const double *sums) {
  double *values = answer->features.values;
  bool silent = answer->verdict == SEARCH_VERDICT_SILENT;
  values[SEARCH_FEATURE_SHARE] =
      silent ? 0 : sums[SEARCH_VERDICT_HAS - answer->verdict] / (sums[0] + sums[1] + sums[2]);
  values[SEARCH_FEATURE_WEIGHT] = MIN(1, present);
  values[SEARCH_FEATURE_BEST] = best_relevance(answer);
  values[SEARCH_FEATURE_NEAR] = answer->nearest != NULL ? answer->nearest->relevance : 0;
  values[SEARCH_FEATURE_PIECES] = MIN(MANY_PIECES, answer->evidence->len) / (double)MANY_PIECES;
  values[SEARCH_FEATURE_CLEAR] =
      answer->evidence->len > 0 ? clearness(answer->evidence->pdata[0]) : 0;
  values[SEARCH_FEATURE_HAS] = answer->verdict == SEARCH_VERDICT_HAS;
  values[SEARCH_FEATURE_PARTIAL] = answer->verdict == SEARCH_VERDICT_PARTIAL;
}

void
search_answer_judge(SearchAnswer *answer, const double *area_weights) {
  double sums[3] = {0}, present = 0, best = best_relevance(answer);
  bool unconfirmed = is_unconfirmed(answer);
  for (guint i = 0; i < answer->evidence->len; i++) {
    const SearchEvidence *evidence = answer->evidence->pdata[i];
    double weight = own_weight(evidence, area_weights);
    present += weight;
    const SearchPolarity *p = &evidence->polarity;
    if (evidence->narrower && p->missing + p->lacking > p->has + p->partly)
      weight *= NARROWER;
    add_shares(&evidence->polarity, unconfirmed, weight * yielding(evidence->relevance, best),
               sums);
  }
  double total = sums[0] + sums[1] + sums[2];
  for (guint i = 0; i < G_N_ELEMENTS(sums); i++)
    answer->shares[SEARCH_VERDICT_HAS - i] = total > 0 ? sums[i] / total : 0;
  answer->verdict = present < answer->enough ? SEARCH_VERDICT_SILENT
                                             : verdict_of(sums[0] / total, sums[2] / total);
  order_evidence(answer, area_weights, unconfirmed);
  note_features(answer, present, sums);
  answer->confidence =
      search_confidence(&answer->features, answer->verdict == SEARCH_VERDICT_SILENT);
}

SearchAnswer *
search_answer_new(SearchTopic *topic, const GPtrArray *passages, const CorpusMunicipality *own) {
  SearchAnswer *answer = g_new0(SearchAnswer, 1);
  answer->evidence = g_ptr_array_new_with_free_func(evidence_free);
  answer->told = g_ptr_array_new_with_free_func(evidence_free);
  answer->enough = search_topic_enough(topic);
  Reading reading = {topic, own, answer};
  for (guint i = 0; i < passages->len; i++) {
    const CorpusPassage *passage = passages->pdata[i];
    if (passage->tag != CORPUS_TAG_BACKGROUND)
      read_passage(&reading, passage);
  }
  search_answer_judge(answer, NULL);
  return answer;
}

void
search_answer_free(SearchAnswer *answer) {
  if (answer == NULL)
    return;
  g_ptr_array_unref(answer->evidence);
  g_ptr_array_unref(answer->told);
  evidence_free(answer->nearest);
  g_free(answer);
}
