/* search/evidence.c: gathers what passages say of a topic and weighs it to a verdict. */
#include "search/evidence.h"

#include <math.h>
#include <string.h>

#include "corpus/sentence.h"
#include "corpus/words.h"

#define SEQUEL 0.75         /* relevance of "Detta …" after a relevant sentence */
#define OWN_WORD_COUNTS 6   /* power of the relevance by which evidence yields to better */
#define ITEM_WEIGHT 0.8     /* an item of a table says less than a sentence, */
#define WEAKNESS_WEIGHT 1.3 /* save where it is listed as a weakness: that is a verdict */
#define ENOUGH 0.3          /* less evidence than this is silence */
#define LACKING_HAS 0.2     /* what is there but not good enough: so far it is there, */
#define LACKING_PARTLY 0.5  /* so far it is there in part, */
#define LACKING_MISSING 0.3 /* so far it is not */
#define CLEAR_MISSING 0.57  /* share of the evidence that makes it lack */
#define CLEAR_HAVING 0.6
#define DISTURBING 0.28 /* share of missing that makes "has" doubtful */

const char *
search_verdict_name(SearchVerdict verdict) {
  static const char *const names[SEARCH_VERDICTS] = {"silent", "lacks", "partial", "has"};
  g_return_val_if_fail(verdict < SEARCH_VERDICTS, "silent");
  return names[verdict];
}

static void
evidence_free(gpointer data) {
  SearchEvidence *evidence = data;
  g_array_unref(evidence->highlights);
  g_free(evidence);
}

/* Reading of one report. */
typedef struct {
  SearchTopic *topic;
  const CorpusMunicipality *own;
  SearchAnswer *answer;
} Reading;

/* The other municipality that a sentence tells of, NULL where it tells of the own one, too, or of
 * work done together. */
static const CorpusMunicipality *
told_of(const Reading *reading, const char *text) {
  GArray *mentions = corpus_municipality_mentions(text);
  const CorpusMunicipality *other = NULL;
  bool own = false;
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    if (mention->municipality == reading->own)
      own = true;
    else if (other == NULL)
      other = mention->municipality;
  }
  g_array_unref(mentions);
  bool together = strstr(text, "tillsammans") != NULL || strstr(text, "sam") != NULL;
  return own || together ? NULL : other;
}

/* Does the sentence go on about the one before it? */
static bool
goes_on(const GArray *words) {
  static const char *const starts[] = {"detta",    "dessa", "denna", "de",      "den",
                                       "det",      "här",   "dock",  "däremot", "samtliga",
                                       "systemet", "vissa", "efter", "idag",    NULL};
  return words->len > 0 && g_strv_contains(starts, g_array_index(words, CorpusWord, 0).word);
}

static SearchEvidence *
evidence_new(const CorpusPassage *passage, const CorpusSpan *span, const GArray *words,
             const SearchMatch *match) {
  SearchEvidence *evidence = g_new0(SearchEvidence, 1);
  *evidence = (SearchEvidence){.passage = passage,
                               .start_bytes = span->start_bytes,
                               .length_bytes = span->length_bytes,
                               .highlights = g_array_new(FALSE, FALSE, sizeof(CorpusSpan))};
  for (guint i = 0; i < match->hits->len; i++) {
    const CorpusWord *word =
        &g_array_index(words, CorpusWord, g_array_index(match->hits, guint, i));
    CorpusSpan place = {span->start_bytes + word->start_bytes, word->length_bytes};
    g_array_append_val(evidence->highlights, place);
  }
  return evidence;
}

static void
add_evidence(Reading *reading, const CorpusPassage *passage, const CorpusSpan *span,
             const GArray *words, const SearchMatch *match, double relevance) {
  char *text = g_strndup(passage->text + span->start_bytes, span->length_bytes);
  SearchEvidence *evidence = evidence_new(passage, span, words, match);
  bool others = false;
  evidence->relevance = relevance;
  evidence->polarity =
      search_polarity(text, words, match->hits, passage->kind, passage->tag, &others);
  evidence->other = told_of(reading, text);
  g_free(text);
  if (others && evidence->other == NULL)
    evidence_free(evidence);
  else
    g_ptr_array_add(evidence->other != NULL ? reading->answer->told : reading->answer->evidence,
                    evidence);
}

static void
read_passage(Reading *reading, const CorpusPassage *passage) {
  GArray *spans = corpus_sentences(passage->text);
  GArray *heading_words = corpus_words(passage->heading, -1);
  SearchMatch heading = search_topic_match(reading->topic, heading_words, NULL);
  double before = 0, threshold = search_topic_threshold(reading->topic);
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    GArray *words = corpus_words(passage->text + span->start_bytes, (gssize)span->length_bytes);
    SearchMatch match = search_topic_match(reading->topic, words, heading_words);
    double relevance = search_topic_relevance(reading->topic, &match, &heading);
    if (relevance < threshold && before >= threshold && goes_on(words))
      relevance = before * SEQUEL;
    if (relevance >= threshold)
      add_evidence(reading, passage, span, words, &match, relevance);
    before = relevance;
    search_match_clear(&match);
    g_array_unref(words);
  }
  search_match_clear(&heading);
  g_array_unref(heading_words);
  g_array_unref(spans);
}

static double
strength(const SearchEvidence *evidence) {
  const SearchPolarity *polarity = &evidence->polarity;
  double clear = polarity->has + polarity->partly + polarity->lacking + polarity->missing;
  return evidence->relevance * evidence->relevance * MIN(1, clear);
}

static int
compare_evidence(gconstpointer a, gconstpointer b) {
  double x = strength(*(const SearchEvidence *const *)a);
  double y = strength(*(const SearchEvidence *const *)b);
  return (x < y) - (x > y);
}

/* What one piece of evidence says, as shares of has, partial and lacks. */
static void
shares(const SearchPolarity *p, double *has, double *partly, double *missing) {
  double sum = p->has + p->partly + p->lacking + p->missing;
  *has = (p->has + p->lacking * LACKING_HAS) / sum;
  *partly = (p->partly + p->lacking * LACKING_PARTLY) / sum;
  *missing = (p->missing + p->lacking * LACKING_MISSING) / sum;
}

static void
judge(SearchAnswer *answer, const double *area_weights) {
  double sums[3] = {0}, best = 0;
  for (guint i = 0; i < answer->evidence->len; i++)
    best = MAX(best, ((const SearchEvidence *)answer->evidence->pdata[i])->relevance);
  for (guint i = 0; i < answer->evidence->len; i++) {
    const SearchEvidence *evidence = answer->evidence->pdata[i];
    double has, partly, missing, ratio = evidence->relevance / best;
    double weight = strength(evidence) * pow(ratio, OWN_WORD_COUNTS);
    if (evidence->passage->kind == CORPUS_KIND_ITEM)
      weight *= evidence->passage->tag == CORPUS_TAG_WEAKNESS ? WEAKNESS_WEIGHT : ITEM_WEIGHT;
    if (area_weights != NULL)
      weight *= area_weights[MIN(evidence->passage->area, 8)];
    shares(&evidence->polarity, &has, &partly, &missing);
    sums[0] += weight * has;
    sums[1] += weight * partly;
    sums[2] += weight * missing;
  }
  double total = sums[0] + sums[1] + sums[2];
  if (total < ENOUGH) {
    answer->verdict = SEARCH_VERDICT_SILENT;
    answer->confidence = 1 - total;
    return;
  }
  double has = sums[0] / total, partly = sums[1] / total, missing = sums[2] / total;
  if (missing >= CLEAR_MISSING)
    answer->verdict = SEARCH_VERDICT_LACKS;
  else if (has >= CLEAR_HAVING && missing < DISTURBING)
    answer->verdict = SEARCH_VERDICT_HAS;
  else
    answer->verdict = SEARCH_VERDICT_PARTIAL;
  answer->confidence = MAX(MAX(has, partly), missing) * MIN(1, total + 0.3);
}

void
search_answer_judge(SearchAnswer *answer, const double *area_weights) {
  judge(answer, area_weights);
}

SearchAnswer *
search_answer_new(SearchTopic *topic, const GPtrArray *passages, const CorpusMunicipality *own) {
  SearchAnswer *answer = g_new0(SearchAnswer, 1);
  answer->evidence = g_ptr_array_new_with_free_func(evidence_free);
  answer->told = g_ptr_array_new_with_free_func(evidence_free);
  Reading reading = {topic, own, answer};
  for (guint i = 0; i < passages->len; i++) {
    const CorpusPassage *passage = passages->pdata[i];
    if (passage->tag != CORPUS_TAG_BACKGROUND)
      read_passage(&reading, passage);
  }
  g_ptr_array_sort(answer->evidence, compare_evidence);
  judge(answer, NULL);
  return answer;
}

void
search_answer_free(SearchAnswer *answer) {
  if (answer == NULL)
    return;
  g_ptr_array_unref(answer->evidence);
  g_ptr_array_unref(answer->told);
  g_free(answer);
}
