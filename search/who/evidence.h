/* search/who/evidence.h: the sentences of a report that tell whether it has a topic, and the
 * verdict.
 */
#ifndef SEARCH_WHO_EVIDENCE_H
#define SEARCH_WHO_EVIDENCE_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/report/report.h"
#include "corpus/text/sentence.h"
#include "search/who/confidence.h"
#include "search/who/polarity.h"
#include "search/who/topic.h"

typedef enum {
  SEARCH_VERDICT_SILENT,
  SEARCH_VERDICT_LACKS,
  SEARCH_VERDICT_PARTIAL,
  SEARCH_VERDICT_HAS,
  SEARCH_VERDICTS /* how many there are */
} SearchVerdict;

/* "has", …: the words of the JSON contract. Static. */
const char *search_verdict_name(SearchVerdict verdict);

/* A phrase by which a sentence says something of the topic. */
typedef struct {
  CorpusSpan place;  /* in the passage's text */
  const char *group; /* of who-cues.ini: "proposes", …; static */
} SearchEvidenceCue;

typedef struct {
  const CorpusPassage *passage;    /* borrowed */
  gsize start_bytes, length_bytes; /* the sentence, in the passage's text */
  GArray *highlights;              /* CorpusSpan: the topic's words, in the passage's text */
  GArray *cues;     /* SearchEvidenceCue, in the topic's clause or one that goes on */
  double relevance; /* 0..1: how fully it is about the topic */
  bool together;    /* it says what means the same as several words of the topic */
  SearchPolarity polarity;
  bool narrower;                   /* it tells of but a kind of the topic */
  SearchVerdict says;              /* by itself, never silent */
  double support;                  /* how much it speaks for the verdict; orders the evidence */
  const CorpusMunicipality *other; /* of whom it is told, NULL = the report's own */
} SearchEvidence;

typedef struct {
  SearchVerdict verdict;
  double confidence;       /* 0..1, the probability that the verdict is right */
  SearchFeatures features; /* what that rests on; those of the topic are the caller's to set */
  double enough;           /* less evidence than this is silence */
  char question[CORPUS_QUESTION_ID_BYTES]; /* the sub-question that the best evidence belongs to; ""
                                              = none */
  GPtrArray *evidence;                     /* SearchEvidence *, best first; empty where silent */
  GPtrArray *told;                         /* SearchEvidence *: about other municipalities */
  SearchEvidence *nearest; /* what came nearest to the topic and is no evidence; NULL = nothing */
  double shares[SEARCH_VERDICTS]; /* of all that the evidence says, for each verdict but silent; sum
                                     1, or 0 where nothing was said */
} SearchAnswer;

/* Reads the passages (CorpusPassage *, in the report's order, cut into sentences) for the topic.
 * own: the report's municipality, NULL if unknown. The passages must outlive the answer. */
SearchAnswer *search_answer_new(SearchTopic *topic, const GPtrArray *passages,
                                const CorpusMunicipality *own);

/* Judges the evidence again, weighed by the area (0 = none) that it stands in; NULL = all
 * alike. */
void search_answer_judge(SearchAnswer *answer, const double *area_weights);
void search_answer_free(SearchAnswer *answer); /* NULL is fine */

#endif
