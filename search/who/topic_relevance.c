/* search/who/topic_relevance.c: how fully a text is about a topic, and what may be. */
#include <string.h>

#include "search/who/topic.h"

#define CARRIES 0.75 /* of the weightiest concept: from here on a concept carries */
#define RELEVANT 0.65
#define RELEVANT_OF_SEVERAL 0.57
#define TOUCHED 0.35       /* enough where the heading carries the topic */
#define HEADED 0.9         /* from here on the heading carries it */
#define HEADING_WEIGHT 0.7 /* of what the heading says for the sentence */
#define BOTH_OF_BUNDLE 0.1 /* bonus where more than one of a bundle is said */
#define LESSER 0.5 /* what the words that do not carry the topic count for together, at most */
#define SHORTEST_NEEDLE 4 /* letters of a form's beginning that any inflection has */
#define INFLECTED 2       /* letters at a form's end that inflection may change */
#define NOT_ASKED_FOR 0.7 /* times: a text about the subject of a strategy, but of no strategy */

static double
heaviest(const SearchTopic *topic) {
  double weight = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    weight = MAX(weight, search_topic_concept(topic, i)->weight);
  return weight;
}

double
search_topic_threshold(const SearchTopic *topic) {
  guint carrying = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    carrying += search_topic_concept(topic, i)->weight >= CARRIES;
  return carrying > 1 ? RELEVANT_OF_SEVERAL : RELEVANT;
}

/* Does the phrase say one of the concepts that carry the topic? */
static bool
says_carrier(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  double least = CARRIES * heaviest(topic);
  for (guint concept = 0; concept < topic->concepts->len; concept++)
    if (phrase->concepts & 1u << concept && search_topic_concept(topic, concept)->weight >= least)
      return true;
  return false;
}

bool
search_topic_carries(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  return phrase->weight >= SEARCH_TOPIC_COVERED && says_carrier(topic, phrase);
}

bool
search_topic_heads(const SearchTopic *topic, const SearchTopicPhrase *phrase) {
  return phrase->weight >= HEADED && phrase->slots->len == 1 && says_carrier(topic, phrase);
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
search_topic_headed(const SearchTopic *topic, const SearchMatch *heading) {
  return is_carried(topic, heading, HEADED);
}

/* The forms one of which a text must hold, as a word or as a compound's part, to be about the topic
 * by itself; borrowed. */
static GPtrArray *
carriers_of(const SearchTopic *topic) {
  GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *forms = g_ptr_array_new();
  for (guint i = 0; i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    const GArray *last = phrase->slots->pdata[phrase->slots->len - 1];
    for (guint j = 0; says_carrier(topic, phrase) && j < last->len; j++) {
      char *form = topic->keys->pdata[g_array_index(last, guint, j)];
      if (g_hash_table_add(known, form))
        g_ptr_array_add(forms, form);
    }
  }
  g_hash_table_unref(known);
  return forms;
}

/* The beginning of a form, without what inflection changes, in lower case as far as ASCII goes: a
 * capital å, ä or ö can only stand first, and is left out. The caller frees it. */
static char *
needle_of(const char *form) {
  glong letters = g_utf8_strlen(form, -1);
  glong first = (unsigned char)*form < 0x80 ? 0 : 1;
  glong last = MAX(MIN(letters, SHORTEST_NEEDLE), letters - INFLECTED);
  return g_utf8_substring(form, MIN(first, last), last);
}

/* What search_topic_may_stand_in() looks for, found when it is asked for the first time. */
static void
find_needles(SearchTopic *topic) {
  topic->needles = g_ptr_array_new_with_free_func(g_free);
  topic->touches = g_ptr_array_new_with_free_func(g_free);
  GPtrArray *carriers = carriers_of(topic);
  for (guint i = 0; i < carriers->len; i++)
    g_ptr_array_add(topic->needles, needle_of(carriers->pdata[i]));
  g_ptr_array_unref(carriers);
  for (guint i = 0; i < topic->keys->len; i++)
    if (topic->by_last->pdata[i] != NULL) /* a phrase ends with it */
      g_ptr_array_add(topic->touches, needle_of(topic->keys->pdata[i]));
}

bool
search_topic_may_stand_in(SearchTopic *topic, const char *text, gsize length_bytes, bool headed) {
  if (topic->needles == NULL)
    find_needles(topic);
  const GPtrArray *needles = headed ? topic->touches : topic->needles;
  char *lower = g_ascii_strdown(text, (gssize)length_bytes);
  bool found = false;
  for (guint i = 0; !found && i < needles->len; i++)
    found = strstr(lower, needles->pdata[i]) != NULL;
  g_free(lower);
  return found;
}

static bool
is_touched(const SearchTopic *topic, const SearchMatch *match) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (match->cover[i] >= TOUCHED)
      return true;
  return false;
}

/* How far concept `i` is said, by the text or by its heading. */
static double
cover_of(const SearchMatch *match, const SearchMatch *heading, guint i) {
  double by_heading = heading != NULL ? heading->cover[i] * HEADING_WEIGHT : 0;
  return MAX(match->cover[i], by_heading);
}

double
search_topic_relevance(const SearchTopic *topic, const SearchMatch *match,
                       const SearchMatch *heading) {
  if (!is_carried(topic, match, SEARCH_TOPIC_COVERED) &&
      (heading == NULL || !is_carried(topic, heading, HEADED) || !is_touched(topic, match)))
    return 0;
  double said = 0, asked = 0, lesser = 0, said_of_lesser = 0, factor = 1;
  double least = CARRIES * heaviest(topic);
  for (guint first = 0, next = 0; first < topic->concepts->len; first = next) {
    guint bundle = search_topic_concept(topic, first)->bundle, covered = 0;
    double best = 0, weight = 0;
    for (; next < topic->concepts->len && search_topic_concept(topic, next)->bundle == bundle;
         next++) {
      double here = cover_of(match, heading, next);
      best = MAX(best, here);
      covered += here >= SEARCH_TOPIC_COVERED;
      weight = MAX(weight, search_topic_concept(topic, next)->weight);
      if (search_topic_concept(topic, next)->asked && topic->concepts->len > 1 &&
          here < SEARCH_TOPIC_COVERED)
        factor = NOT_ASKED_FOR;
    }
    double here = MIN(1, best + (covered > 1 ? BOTH_OF_BUNDLE : 0)) * weight;
    *(weight >= least ? &said : &said_of_lesser) += here;
    *(weight >= least ? &asked : &lesser) += weight;
  }
  double share = lesser > LESSER ? LESSER / lesser : 1;
  return factor * (said + share * said_of_lesser) / (asked + share * lesser);
}
