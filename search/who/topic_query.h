/* search/who/topic_query.h: which passages may tell of a topic. */
#ifndef SEARCH_WHO_TOPIC_QUERY_H
#define SEARCH_WHO_TOPIC_QUERY_H

#include "search/who/topic.h"
#include "shim/shim.h"

/* All passages that say the topic, or one of the words that carry it, in any of its ways; and those
 * below a heading that does and that touch it themselves. Those that say it best weigh most. The
 * caller frees the query. */
bool search_topic_query(const SearchTopic *topic, ShimQuery **query,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
