/* search/topic_match.c: finds a topic's phrases among the words of a sentence. */
#include <string.h>

#include "corpus/words.h"
#include "search/topic.h"

#define SAME_WORD 1.0
#define HEAD_OF_COMPOUND 0.92 /* "enkät" in "medarbetarenkät" */
#define IN_COMPOUND 0.8       /* "lean" in "leaninspirerat" */
#define WINDOW 5              /* words that may stand among those of a phrase */
#define SAID_BY_HEADING 0.9   /* of a compound's first part that only the heading says */
#define CARRIES 0.75          /* of the weightiest concept: from here on a concept carries */
#define RELEVANT 0.65
#define RELEVANT_OF_SEVERAL 0.57
#define COVERED 0.45       /* from here on a concept counts as said */
#define TOUCHED 0.35       /* enough where the heading carries the topic */
#define HEADED 0.9         /* from here on the heading carries it */
#define HEADING_WEIGHT 0.7 /* of what the heading says for the sentence */
#define ASKED_REACH 8      /* words from "strategi" to what it is about */
#define PAIR_REACH 2       /* words from the first of a pair to the second */
#define APART 0.3          /* of the first word of a pair that stands apart */
#define BOTH_OF_BUNDLE 0.1 /* bonus where more than one of a bundle is said */
#define NOT_ASKED_FOR 0.7  /* times: a text about the subject of a strategy, but of no strategy */

SearchWords
search_words_new(SearchForms *forms, const char *text, gssize length_bytes) {
  SearchWords words = {corpus_words(text, length_bytes), g_ptr_array_new(), forms};
  for (guint i = 0; i < words.words->len; i++)
    g_ptr_array_add(words.forms,
                    (gpointer)search_form(forms, g_array_index(words.words, CorpusWord, i).word));
  return words;
}

void
search_words_clear(SearchWords *words) {
  g_clear_pointer(&words->words, g_array_unref);
  g_clear_pointer(&words->forms, g_ptr_array_unref);
}

/* How surely a word means the key: as it is, or joined with others. as_first: the key is the first
 * part of a compound, so that it counts at the front of other words only. */
static double
compare(const SearchWords *words, guint index, const char *key, bool as_first) {
  if (strcmp(key, words->forms->pdata[index]) == 0)
    return SAME_WORD;
  const char *word = g_array_index(words->words, CorpusWord, index).word;
  if (!as_first && search_form_joins(words->source, word, key, true))
    return HEAD_OF_COMPOUND;
  return search_form_joins(words->source, word, key, false) ? IN_COMPOUND : 0;
}

/* How well the word at `index` fits the slot. */
static double
slot_fit(const GPtrArray *slot, const SearchWords *words, guint index, bool as_first) {
  double best = 0;
  for (guint i = 0; i < slot->len; i++)
    best = MAX(best, compare(words, index, slot->pdata[i], as_first));
  return best;
}

/* The best fit of the slot among words[from..to-1]; place receives where. */
static double
best_fit(const GPtrArray *slot, const SearchWords *words, guint from, guint to, bool as_first,
         guint *place) {
  double best = 0;
  for (guint i = from; i < MIN(to, words->forms->len); i++) {
    double here = slot_fit(slot, words, i, as_first);
    if (here > best) {
      best = here;
      *place = i;
    }
  }
  return best;
}

/* Fits a phrase whose last word stands at `anchor`; adds the places of its words to hits. One
 * compound may fill several slots. */
static double
fit_around(const SearchPhrase *phrase, const SearchWords *words, const SearchWords *heading,
           guint anchor, GArray *hits) {
  guint last = phrase->slots->len - 1;
  double fit = slot_fit(phrase->slots->pdata[last], words, anchor, false);
  if (fit == 0)
    return 0;
  g_array_append_val(hits, anchor);
  guint reach = phrase->adjacent ? last : WINDOW + last;
  guint from = anchor > reach ? anchor - reach : 0;
  guint to = phrase->adjacent ? anchor : anchor + reach + 1;
  for (guint i = 0; i < last; i++) {
    guint place = 0;
    double best = best_fit(phrase->slots->pdata[i], words, from, to, phrase->parts, &place);
    if (best > 0)
      g_array_append_val(hits, place);
    else if (phrase->parts && heading != NULL)
      best = SAID_BY_HEADING *
             best_fit(phrase->slots->pdata[i], heading, 0, heading->forms->len, true, &place);
    if (best == 0)
      return 0;
    fit *= best;
  }
  return fit;
}

/* The best fit of a phrase anywhere; hits receives its words. */
static double
phrase_fit(const SearchPhrase *phrase, const SearchWords *words, const SearchWords *heading,
           GArray *hits, guint *place) {
  double best = 0;
  guint before = hits->len;
  for (guint anchor = 0; anchor < words->forms->len; anchor++) {
    guint start = hits->len;
    double fit = fit_around(phrase, words, heading, anchor, hits);
    if (fit == 0)
      g_array_set_size(hits, start);
    if (fit > best)
      *place = anchor;
    best = MAX(best, fit);
  }
  if (best * phrase->weight < COVERED) /* too faint to stand for the topic in the sentence */
    g_array_set_size(hits, before);
  return best;
}

static int
compare_places(gconstpointer a, gconstpointer b) {
  guint x = *(const guint *)a, y = *(const guint *)b;
  return (x > y) - (x < y);
}

static void
sort_places(GArray *hits) {
  g_array_sort(hits, compare_places);
  guint kept = 0;
  for (guint i = 0; i < hits->len; i++)
    if (i == 0 || g_array_index(hits, guint, i) != g_array_index(hits, guint, kept - 1))
      g_array_index(hits, guint, kept++) = g_array_index(hits, guint, i);
  g_array_set_size(hits, kept);
}

/* Do the words of both concepts stand together anywhere, in their order? */
static bool
stand_together(const SearchTopic *topic, const SearchWords *words, guint first) {
  const char *one = g_array_index(topic->concepts, SearchConcept, first).form;
  const char *other = g_array_index(topic->concepts, SearchConcept, first + 1).form;
  for (guint i = 0; i < words->forms->len; i++)
    for (guint j = i + 1; j < words->forms->len && j <= i + PAIR_REACH; j++)
      if (strcmp(words->forms->pdata[i], one) == 0 && compare(words, j, other, false) > 0)
        return true;
  return false;
}

/* "öppna data" are not the data in "öppna jämförelser": where the topic's words stand side by side,
 * the first, apart from the second, says little. */
static void
check_pairs(const SearchTopic *topic, const SearchWords *words, SearchMatch *match) {
  for (guint i = 0; i + 1 < topic->concepts->len; i++) {
    const SearchConcept *concept = &g_array_index(topic->concepts, SearchConcept, i);
    if (concept->paired && match->cover[i] == SAME_WORD && match->cover[i + 1] > 0 &&
        !stand_together(topic, words, i))
      match->cover[i] *= APART;
  }
}

/* The kind of thing that is asked for must stand near what it is about. */
static void
check_asked(const SearchTopic *topic, SearchMatch *match) {
  if (topic->concepts->len < 2 || !g_array_index(topic->concepts, SearchConcept, 0).asked)
    return;
  guint nearest = G_MAXUINT;
  for (guint i = 1; i < topic->concepts->len; i++)
    if (match->cover[i] >= COVERED) {
      guint a = match->places[0], b = match->places[i];
      nearest = MIN(nearest, a > b ? a - b : b - a);
    }
  if (nearest != G_MAXUINT && nearest > ASKED_REACH)
    match->cover[0] *= APART;
}

SearchMatch
search_topic_match(const SearchTopic *topic, const SearchWords *words, const SearchWords *heading) {
  SearchMatch match = {.hits = g_array_new(FALSE, FALSE, sizeof(guint))};
  for (guint i = 0; i < topic->phrases->len; i++) {
    const SearchPhrase *phrase = topic->phrases->pdata[i];
    guint place = 0;
    double fit = phrase_fit(phrase, words, heading, match.hits, &place) * phrase->weight;
    for (guint concept = 0; fit > 0 && concept < topic->concepts->len; concept++)
      if (phrase->concepts & 1u << concept && fit > match.cover[concept]) {
        match.cover[concept] = fit;
        match.places[concept] = place;
      }
  }
  sort_places(match.hits);
  check_pairs(topic, words, &match);
  check_asked(topic, &match);
  return match;
}

void
search_match_clear(SearchMatch *match) {
  g_clear_pointer(&match->hits, g_array_unref);
}

static const SearchConcept *
concept_at(const SearchTopic *topic, guint index) {
  return &g_array_index(topic->concepts, SearchConcept, index);
}

double
search_topic_threshold(const SearchTopic *topic) {
  guint carrying = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    carrying += concept_at(topic, i)->weight >= CARRIES;
  return carrying > 1 ? RELEVANT_OF_SEVERAL : RELEVANT;
}

/* Does the match say, to that degree, one of the concepts that carry the topic? */
static bool
is_carried(const SearchTopic *topic, const SearchMatch *match, double degree) {
  double heaviest = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    heaviest = MAX(heaviest, concept_at(topic, i)->weight);
  for (guint i = 0; i < topic->concepts->len; i++)
    if (concept_at(topic, i)->weight >= CARRIES * heaviest && match->cover[i] >= degree)
      return true;
  return false;
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
  if (!is_carried(topic, match, COVERED) &&
      (heading == NULL || !is_carried(topic, heading, HEADED) || !is_touched(topic, match)))
    return 0;
  double said = 0, asked = 0, factor = 1;
  for (guint first = 0, next = 0; first < topic->concepts->len; first = next) {
    guint bundle = concept_at(topic, first)->bundle, covered = 0;
    double best = 0, weight = 0;
    for (; next < topic->concepts->len && concept_at(topic, next)->bundle == bundle; next++) {
      double here = cover_of(match, heading, next);
      best = MAX(best, here);
      covered += here >= COVERED;
      weight = MAX(weight, concept_at(topic, next)->weight);
      if (concept_at(topic, next)->asked && topic->concepts->len > 1 && here < COVERED)
        factor = NOT_ASKED_FOR;
    }
    said += MIN(1, best + (covered > 1 ? BOTH_OF_BUNDLE : 0)) * weight;
    asked += weight;
  }
  return factor * said / asked;
}
