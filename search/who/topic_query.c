/* search/who/topic_query.c: which passages may tell of a topic. */
#include <math.h>
#include <string.h>

#include "indexer/schema.h"
#include "search/who/topic.h"
#include "search/who/topic_concepts.h"

#define HEADING_FACTOR 0.5   /* of a word in a heading, beside one in the text */
#define BEGINNING_FACTOR 0.3 /* of a word that but begins so */
#define LESSER_FACTOR 0.5    /* of a word that does not carry the topic, and so finds nothing */
#define SURELY 3             /* power of a phrase's weight: who says the very word comes first */
#define EXPANSION 60         /* words that begin with one of the topic's, at most */
#define SHORTEST_BEGINNING 4 /* letters of a word whose compounds are sought by its beginning */

/* Queries that are being put together. */
typedef GPtrArray Queries; /* ShimQuery *, owned */

/* Combines the queries into one, which is added to target, and frees them; nothing where there are
 * none. good: false = an error has been set before. */
static bool
combine_into(Queries *target, ShimOperator operation, Queries *queries, double factor, bool good,
             GError **error) {
  ShimQuery *combined = NULL, *scaled = NULL;
  if (good && queries->len > 0) {
    good = shim_queries_combine(operation, queries, &combined, error) &&
           shim_query_scale(combined, factor, &scaled, error);
    if (good)
      g_ptr_array_add(target, scaled);
  }
  shim_query_free(combined);
  g_ptr_array_unref(queries);
  return good;
}

/* Adds a query for the term; nothing where it is too long to be one. */
static bool
add_term(Queries *queries, const char *prefix, const char *form, double factor, GError **error) {
  char *term = g_strconcat(prefix, form, NULL);
  ShimQuery *plain = NULL, *scaled = NULL;
  bool good =
      strlen(term) > SHIM_TERM_MAX_BYTES ||
      (shim_query_term(term, 1, &plain, error) && shim_query_scale(plain, factor, &scaled, error));
  if (scaled != NULL)
    g_ptr_array_add(queries, scaled);
  shim_query_free(plain);
  g_free(term);
  return good;
}

/* Any of the slot's words; headed: in a heading, too. */
static bool
add_slot(Queries *queries, const SearchTopic *topic, const GArray *slot, bool headed,
         GError **error) {
  Queries *words = shim_queries_new();
  bool good = true;
  for (guint i = 0; good && i < slot->len; i++) {
    const char *form = topic->keys->pdata[g_array_index(slot, guint, i)];
    good = add_term(words, INDEXER_PREFIX_TEXT, form, 1, error) &&
           (!headed || add_term(words, INDEXER_PREFIX_HEADING, form, HEADING_FACTOR, error));
  }
  return combine_into(queries, SHIM_OP_OR, words, 1, good, error);
}

/* Passages that may say the phrase: all its words, of which a heading may say all but the last
 * where they are parts of a compound. */
static bool
add_phrase(Queries *queries, const SearchTopic *topic, const SearchTopicPhrase *phrase,
           GError **error) {
  Queries *slots = shim_queries_new();
  bool good = true;
  for (guint i = 0; good && i < phrase->slots->len; i++)
    good = add_slot(slots, topic, phrase->slots->pdata[i],
                    phrase->parts && i + 1 < phrase->slots->len, error);
  if (slots->len < phrase->slots->len)
    g_ptr_array_set_size(slots, 0); /* a word that is too long for a term is in no passage */
  return combine_into(queries, SHIM_OP_AND, slots, pow(phrase->finds, SURELY), good, error);
}

/* Passages below a heading that says the topic, which touch it themselves. */
static bool
add_headed(Queries *queries, const SearchTopic *topic, GError **error) {
  Queries *both = shim_queries_new(), *headings = shim_queries_new(),
          *touching = shim_queries_new();
  bool good = true;
  for (guint i = 0; good && i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    const GArray *slot = phrase->slots->pdata[0];
    for (guint j = 0; good && search_topic_heads(topic, phrase) && j < slot->len; j++)
      good = add_term(headings, INDEXER_PREFIX_HEADING,
                      topic->keys->pdata[g_array_index(slot, guint, j)], 1, error);
  }
  for (guint i = 0; good && i < topic->keys->len; i++)
    good = add_term(touching, INDEXER_PREFIX_TEXT, topic->keys->pdata[i], 1, error);
  bool any = headings->len > 0 && touching->len > 0;
  good = combine_into(both, SHIM_OP_OR, headings, HEADING_FACTOR, good, error);
  good = combine_into(both, SHIM_OP_OR, touching, 1, good, error);
  if (!any)
    g_ptr_array_set_size(both, 0);
  return combine_into(queries, SHIM_OP_AND, both, HEADING_FACTOR, good, error);
}

/* Compounds that no dictionary could take apart are found by how they begin. */
static bool
add_beginnings(Queries *queries, const SearchTopic *topic, GError **error) {
  for (guint i = 0; i < topic->concepts->len; i++) {
    const char *form =
        topic->keys->pdata[g_array_index(topic->concepts, SearchTopicConcept, i).key];
    ShimQuery *query = NULL, *scaled = NULL;
    if (g_utf8_strlen(form, -1) < SHORTEST_BEGINNING || strlen(form) > SHIM_TERM_MAX_BYTES ||
        g_array_index(topic->concepts, SearchTopicConcept, i).weight < 1)
      continue;
    bool good = shim_query_prefix(form, EXPANSION, &query, error) &&
                shim_query_scale(query, BEGINNING_FACTOR, &scaled, error);
    shim_query_free(query);
    if (!good)
      return false;
    g_ptr_array_add(queries, scaled);
  }
  return true;
}

/* Passages that say what does not carry the topic, such as "policy" in "policy för mångfald". */
static bool
add_lesser(Queries *queries, const SearchTopic *topic, GError **error) {
  Queries *lesser = shim_queries_new();
  bool good = true;
  for (guint i = 0; good && i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    if (phrase->finds > 0 && phrase->weight >= SEARCH_TOPIC_COVERED &&
        !search_topic_carries(topic, phrase))
      good = add_phrase(lesser, topic, phrase, error);
  }
  return combine_into(queries, SHIM_OP_OR, lesser, LESSER_FACTOR, good, error);
}

/* The concepts, as bits, without which the others say nothing. */
static guint32
needed(const SearchTopic *topic) {
  guint32 concepts = 0;
  for (guint i = 0; i < topic->concepts->len; i++)
    concepts |= search_topic_needs(topic, i) ? 1u << i : 0;
  return concepts;
}

/* Passages that say what carries the topic, together with what is needed for it, or not. */
static bool
add_carriers(Queries *queries, const SearchTopic *topic, guint32 need, bool together,
             GError **error) {
  Queries *carriers = shim_queries_new();
  bool good = true;
  for (guint i = 0; good && i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    if (phrase->finds > 0 && search_topic_carries(topic, phrase) &&
        ((phrase->concepts & need) == need) == together)
      good = add_phrase(carriers, topic, phrase, error);
  }
  return combine_into(queries, SHIM_OP_OR, carriers, 1, good, error);
}

/* Passages that say what carries the topic, and, apart from it, what is needed for it. */
static bool
add_with_needed(Queries *queries, const SearchTopic *topic, guint32 need, GError **error) {
  Queries *both = shim_queries_new(), *adjectives = shim_queries_new();
  bool good = add_carriers(both, topic, need, false, error);
  for (guint i = 0; good && i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    if ((phrase->concepts & need) != 0 && phrase->weight >= SEARCH_TOPIC_COVERED)
      good = add_phrase(adjectives, topic, phrase, error);
  }
  good = combine_into(both, SHIM_OP_OR, adjectives, 1, good, error);
  if (both->len < 2)
    g_ptr_array_set_size(both, 0);
  return combine_into(queries, SHIM_OP_AND, both, 1, good, error);
}

/* Passages that may tell of the topic. */
static bool
add_telling(Queries *queries, const SearchTopic *topic, GError **error) {
  Queries *telling = shim_queries_new();
  guint32 need = needed(topic);
  bool good = add_carriers(telling, topic, need, true, error) &&
              (need == 0 || add_with_needed(telling, topic, need, error));
  good = good && add_headed(telling, topic, error) && add_beginnings(telling, topic, error);
  return combine_into(queries, SHIM_OP_OR, telling, 1, good, error);
}

bool
search_topic_query(const SearchTopic *topic, ShimQuery **query, GError **error) {
  Queries *queries = shim_queries_new();
  *query = NULL;
  bool good = add_telling(queries, topic, error) && add_lesser(queries, topic, error) &&
              shim_queries_combine(queries->len > 1 ? SHIM_OP_AND_MAYBE : SHIM_OP_OR, queries,
                                   query, error);
  g_ptr_array_unref(queries);
  return good;
}
