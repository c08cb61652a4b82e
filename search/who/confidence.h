/* search/who/confidence.h: how surely a verdict is right. */
#ifndef SEARCH_WHO_CONFIDENCE_H
#define SEARCH_WHO_CONFIDENCE_H

#include <glib.h>
#include <stdbool.h>

/* What a verdict rests on; each feature lies between 0 and 1. */
typedef enum {
  SEARCH_FEATURE_SHARE,   /* of the evidence, that speaks for the verdict; 0 where silent */
  SEARCH_FEATURE_WEIGHT,  /* of all evidence, at most 1 */
  SEARCH_FEATURE_BEST,    /* relevance of the evidence that is most relevant, */
  SEARCH_FEATURE_NEAR,    /* of what was most relevant and yet no evidence */
  SEARCH_FEATURE_PIECES,  /* evidence: 1 of six pieces or more */
  SEARCH_FEATURE_CLEAR,   /* how clearly the weightiest piece speaks */
  SEARCH_FEATURE_HAS,     /* 1 where the verdict is has, */
  SEARCH_FEATURE_PARTIAL, /* partial */
  SEARCH_FEATURE_WORDS,   /* content words of the topic: 1 of four or more */
  SEARCH_FEATURE_UNFOUND, /* share of these that no report has */
  SEARCH_FEATURES
} SearchFeature;

/* Their names in corpus/data/who-confidence.ini. */
extern const char *const SEARCH_FEATURE_NAMES[SEARCH_FEATURES];

typedef struct {
  double values[SEARCH_FEATURES];
} SearchFeatures;

/* The probability that a verdict with such features is right. silent: is that the verdict? */
double search_confidence(const SearchFeatures *features, bool silent);

#endif
