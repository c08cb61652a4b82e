/* search/who/topic_relevance.c: how relevant what a sentence says is to the topic as a whole.
 *
 * Relevance is the weighted share of the topic's concepts that are said:
 *
 *   factor * (sum of weight * said, over the carriers + share * the same over the lesser)
 *          / (sum of weight, over the carriers + share * the same over the lesser)
 *
 * Carriers weigh nearly as much as the weightiest concept; they say what the topic is about
 * ("mångfald" of "policy för mångfald"). The lesser count for LESSER together, however many there
 * are (share). Concepts that are joined by "och" are one term of the sums, of which one is enough.
 * factor is 1, and less where something is left out without which the rest means another thing: an
 * adjective that makes a general word special, the kind of thing that is asked for, one of two that
 * are both meant, or any of the words where all are general; or where those that carry it stand far
 * apart. */
#include "search/who/topic.h"
#include "search/who/topic_concepts.h"

#define NEEDED 0.7   /* what an adjective must be said to, without which its noun says nothing */
#define CARRIES 0.75 /* of the weightiest concept: from here on a concept carries */
#define RELEVANT 0.7
#define RELEVANT_OF_SEVERAL 0.52
#define ENOUGH 0.25           /* one clear sentence of middling relevance */
#define ENOUGH_OF_SEVERAL 0.2 /* where less relevance is asked of it */
#define TOUCHED 0.35          /* enough where the heading carries the topic */
#define HEADED 0.9            /* from here on the heading carries it */
#define HEADING_WEIGHT 0.7    /* of what the heading says for the sentence */
#define BOTH_OF_BUNDLE 0.1    /* bonus where more than one of a bundle is said */
#define LESSER 0.5 /* what the words that do not carry the topic count for together, at most */
#define NOT_ASKED_FOR 0.7 /* times: a text about the subject of a strategy, but of no strategy */

#define TOGETHER 16      /* words between two that carry the topic; what stands farther apart */
#define STANDS_APART 0.8 /* hardly says them together */

static double
heaviest(const SearchTopic *topic) {
  double weight = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    weight = MAX(weight, search_topic_concept(topic, i)->weight);
  return weight;
}

bool
search_topic_asks_how_many(const SearchTopic *topic) {
  return topic->how_many && heaviest(topic) < CARRIES;
}

/* Do several words carry the topic? */
static bool
is_of_several(const SearchTopic *topic) {
  guint carrying = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    carrying += search_topic_concept(topic, i)->weight >= CARRIES;
  return carrying > 1;
}

double
search_topic_threshold(const SearchTopic *topic) {
  return is_of_several(topic) ? RELEVANT_OF_SEVERAL : RELEVANT;
}

double
search_topic_enough(const SearchTopic *topic) {
  return is_of_several(topic) ? ENOUGH_OF_SEVERAL : ENOUGH;
}

bool
search_topic_says_carrier(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  double least = CARRIES * heaviest(topic);
  for (guint concept = 0; concept < topic->concepts->len; concept++)
    if (phrase->concepts & 1u << concept && search_topic_concept(topic, concept)->weight >= least)
      return true;
  return false;
}

/* Is nothing but modifiers beside the concept? */
static bool
is_alone(const SearchTopic *topic, guint noun) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (i != noun && search_topic_concept(topic, i)->weight > SEARCH_TOPIC_MODIFIER)
      return false;
  return true;
}

bool
search_topic_needs(const SearchTopic *topic, guint adjective) {
  const SearchTopicConcept *concept = search_topic_concept(topic, adjective);
  return concept->modifies >= 0 &&
         (concept->owns ||
          (search_topic_concept(topic, (guint)concept->modifies)->weight < CARRIES &&
           is_alone(topic, (guint)concept->modifies)));
}

bool
search_topic_binds(const SearchTopic *topic, guint adjective) {
  const SearchTopicConcept *concept = search_topic_concept(topic, adjective);
  return search_topic_needs(topic, adjective) ||
         (concept->modifies >= 0 && concept->weight >= CARRIES &&
          search_topic_concept(topic, (guint)concept->modifies)->weight >= CARRIES);
}

bool
search_topic_carries(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  return phrase->weight >= SEARCH_TOPIC_COVERED && search_topic_says_carrier(topic, phrase);
}

bool
search_topic_heads(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  return phrase->weight >= HEADED && phrase->slots->len == 1 &&
         search_topic_says_carrier(topic, phrase);
}

/* Does the match say, to that degree, one of the concepts that carry the topic? */
static bool
is_carried(const SearchTopic *topic, const SearchMatch *match, double degree) {
  double least = CARRIES * heaviest(topic);
  for (guint i = 0; i < topic->concepts->len; i++)
    if (search_topic_concept(topic, i)->weight >= least && match->cover[i] >= degree)
      return true;
  return false;
}

bool
search_topic_is_headed(const SearchTopic *topic, const SearchMatch *heading) {
  return is_carried(topic, heading, HEADED);
}

static bool
is_touched(const SearchTopic *topic, const SearchMatch *match) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (match->cover[i] >= TOUCHED)
      return true;
  return false;
}

/* How far concept `i` is said, by the text or by its heading; what is said but faintly is not. */
static double
cover_of(const SearchMatch *match, const SearchMatch *heading, guint i) {
  double by_heading = heading != NULL ? heading->cover[i] * HEADING_WEIGHT : 0;
  double cover = match->cover[i] == SEARCH_TOPIC_DENIED ? 0 : MAX(match->cover[i], by_heading);
  return cover >= SEARCH_TOPIC_COVERED ? cover : 0;
}

/* Is the concept an adjective of what is asked for, which no report has ("gröna obligationer")? It
 * says nothing by itself then. */
static bool
is_of_absent(const SearchTopic *topic, guint i) {
  int noun = search_topic_concept(topic, i)->modifies;
  return noun >= 0 && (guint)noun == topic->head &&
         search_topic_concept(topic, topic->head)->absent;
}

/* What the whole is worth where concept `i` is said so far. */
static double
worth_without(const SearchTopic *topic, guint i, double said) {
  const SearchTopicConcept *concept = search_topic_concept(topic, i);
  if (search_topic_needs(topic, i) && said < NEEDED)
    return 0;
  bool wanted = concept->needed || (concept->asked && topic->concepts->len > 1);
  return wanted && said < SEARCH_TOPIC_COVERED ? NOT_ASKED_FOR : 1;
}

/* Concepts of which one is enough; mostly one alone. */
typedef struct {
  double said;   /* 0..1, by the best of them, and a little more where others are said, too */
  double weight; /* of the weightiest */
  double worth;  /* what the whole is worth by what is left out of them */
  bool silent;   /* none is said */
  bool thing;    /* one is a noun that no other word may stand for */
} Bundle;

/* The bundle that begins at a concept; *next receives the one behind it. */
static Bundle
bundle_at(const SearchTopic *topic, const SearchMatch *match, const SearchMatch *heading,
          guint *next) {
  Bundle bundle = {.worth = 1};
  guint number = search_topic_concept(topic, *next)->bundle, covered = 0;
  for (; *next < topic->concepts->len && search_topic_concept(topic, *next)->bundle == number;
       ++*next) {
    const SearchTopicConcept *concept = search_topic_concept(topic, *next);
    double said = is_of_absent(topic, *next) ? 0 : cover_of(match, heading, *next);
    bundle.said = MAX(bundle.said, said);
    bundle.weight = MAX(bundle.weight, concept->weight);
    bundle.worth = MIN(bundle.worth, worth_without(topic, *next, said));
    bundle.thing = bundle.thing || concept->thing;
    covered += said >= SEARCH_TOPIC_COVERED;
  }
  bundle.silent = covered == 0;
  bundle.said = MIN(1, bundle.said + (covered > 1 ? BOTH_OF_BUNDLE : 0));
  return bundle;
}

/* Does the text say the concept, and is it one of those that carry the topic? */
static bool
says_carrier(const SearchTopic *topic, const SearchMatch *match, guint i, double least) {
  return match->cover[i] >= SEARCH_TOPIC_COVERED && search_topic_concept(topic, i)->weight >= least;
}

/* Does one of the words that carry the topic stand so far from all others of them that they hardly
 * belong together? */
static bool
stand_apart(const SearchTopic *topic, const SearchMatch *match, double least) {
  for (guint i = 0; i < topic->concepts->len; i++) {
    guint nearest = G_MAXUINT;
    for (guint j = 0; says_carrier(topic, match, i, least) && j < topic->concepts->len; j++)
      if (j != i && says_carrier(topic, match, j, least)) {
        guint a = match->places[i], b = match->places[j];
        nearest = MIN(nearest, a > b ? a - b : b - a);
      }
    if (nearest != G_MAXUINT && nearest > TOGETHER)
      return true;
  }
  return false;
}

double
search_topic_relevance(const SearchTopic *topic, const SearchMatch *match,
                       const SearchHeading *below) {
  const SearchMatch *heading = below != NULL ? &below->match : NULL;
  if (!is_carried(topic, match, SEARCH_TOPIC_COVERED) &&
      (heading == NULL || !is_carried(topic, heading, HEADED) || !is_touched(topic, match)))
    return 0;
  double said = 0, asked = 0, lesser = 0, said_of_lesser = 0, factor = 1;
  double most = heaviest(topic), least = CARRIES * most;
  for (guint next = 0; next < topic->concepts->len;) {
    Bundle bundle = bundle_at(topic, match, heading, &next);
    factor = MIN(factor, bundle.worth);
    if (most < CARRIES && (bundle.weight >= most / 2 || bundle.thing) && bundle.silent)
      factor = MIN(factor, NOT_ASKED_FOR); /* general words are a topic together only */
    bool carries = bundle.weight >= least;
    *(carries ? &said : &said_of_lesser) += bundle.said * bundle.weight;
    *(carries ? &asked : &lesser) += bundle.weight;
  }
  if (stand_apart(topic, match, least))
    factor *= STANDS_APART;
  double share = lesser > LESSER ? LESSER / lesser : 1;
  return factor * (said + share * said_of_lesser) / (asked + share * lesser);
}
