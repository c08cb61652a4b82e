/* shim/search.cc: runs a query: ranking, facets, collapsing.
 *
 * What is used here works over remote shards too: weighting schemes and value-count spies are sent
 * to the shard and run there, collapsing and sorting are done by slots on each shard and merged
 * here. What Xapian can't send (match deciders, sort keys made by code) is not used. What a shard
 * would settle by itself is settled beforehand (shim/across_shards.cc). */
#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* ---- facets ---- */

constexpr unsigned matches_between_looks_at_the_clock = 256;

void
free_value(gpointer data) {
  auto *facet = static_cast<ShimFacetValue *>(data);
  g_free(facet->value);
  g_free(facet);
}

void
add_count(GPtrArray *values, const std::string &value, unsigned count) {
  ShimFacetValue *facet = g_new0(ShimFacetValue, 1);
  facet->value = shim::copy_bytes(value);
  facet->count = count;
  g_ptr_array_add(values, facet);
}

/* Most frequent first; the same count in the order of the values, so that answers don't vary. */
gint
compare_counts(gconstpointer a, gconstpointer b) {
  auto *left = *static_cast<ShimFacetValue *const *>(a);
  auto *right = *static_cast<ShimFacetValue *const *>(b);
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return std::strcmp(left->value, right->value);
}

/* Counts as a search meets its matches, and looks at the clock now and then. A remote shard runs
 * the class below it. */
class FacetSpy : public Xapian::ValueCountMatchSpy {
public:
  using Xapian::ValueCountMatchSpy::ValueCountMatchSpy;
  void operator()(const Xapian::Document &document, double weight) override;
  /* ShimFacetValue *, most frequent first; the caller's. */
  GPtrArray *counted() const;

private:
  unsigned seen = 0;
};

void
FacetSpy::operator()(const Xapian::Document &document, double weight) {
  if (++seen % matches_between_looks_at_the_clock == 0)
    shim::check_time();
  Xapian::ValueCountMatchSpy::operator()(document, weight);
}

GPtrArray *
FacetSpy::counted() const {
  GPtrArray *counts = g_ptr_array_new_with_free_func(free_value);
  for (auto i = values_begin(); i != values_end(); ++i)
    add_count(counts, *i, i.get_termfreq());
  g_ptr_array_sort(counts, compare_counts);
  return counts;
}

} // namespace

shim::Column::Column(const Xapian::Database &database, Xapian::valueno slot)
    : numbers(database.get_lastdocid() + 1), values(1) {
  std::unordered_map<std::string, unsigned> known;
  Xapian::ValueIterator end = database.valuestream_end(slot);
  for (auto i = database.valuestream_begin(slot); i != end; ++i) {
    auto [place, is_new] = known.try_emplace(*i, values.size());
    if (is_new)
      values.push_back(*i);
    numbers[i.get_docid()] = place->second;
  }
}

GPtrArray *
shim::Column::counted(const shim::DocumentSet &documents) const {
  std::vector<unsigned> counts(values.size());
  documents.each([&](Xapian::docid id) { counts[numbers[id]]++; });
  GPtrArray *counted = g_ptr_array_new_with_free_func(free_value);
  for (unsigned number = 1; number < counts.size(); number++)
    if (counts[number] > 0)
      add_count(counted, values[number], counts[number]);
  g_ptr_array_sort(counted, compare_counts);
  return counted;
}

namespace {

/* ---- ranking ---- */

using Spies = std::vector<std::unique_ptr<FacetSpy>>;

void
set_weighting(Xapian::Enquire &enquire, const ShimSearchOptions *o) {
  switch (o->weighting) {
  case SHIM_WEIGHT_BM25:
    enquire.set_weighting_scheme(Xapian::BM25Weight(o->k1, o->k2, o->k3, o->b, o->min_length));
    return;
  case SHIM_WEIGHT_BM25PLUS:
    enquire.set_weighting_scheme(
        Xapian::BM25PlusWeight(o->k1, o->k2, o->k3, o->b, o->min_length, o->delta));
    return;
  case SHIM_WEIGHT_PL2PLUS:
    enquire.set_weighting_scheme(Xapian::PL2PlusWeight(o->k1, o->delta));
    return;
  case SHIM_WEIGHT_BOOL:
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return;
  }
  throw Xapian::InvalidArgumentError("there is no such weighting");
}

/* In one shard what is equally relevant stands as it was written, which costs nothing; of several
 * shards it would stand by turns. */
void
set_order(Xapian::Enquire &enquire, const ShimDatabase *database,
          const ShimSearchOptions *options) {
  if (options->collapse_slot >= 0)
    enquire.set_collapse_key(static_cast<Xapian::valueno>(options->collapse_slot),
                             options->collapse_count);
  if (options->sort_slot >= 0)
    enquire.set_sort_by_value_then_relevance(static_cast<Xapian::valueno>(options->sort_slot),
                                             false);
  else if (options->tie_slot >= 0 && database->shards.parts.size() > 1)
    enquire.set_sort_by_relevance_then_value(static_cast<Xapian::valueno>(options->tie_slot),
                                             false);
}

Xapian::Enquire
ranked_by_xapian(const ShimDatabase *database, const ShimQuery *query,
                 const ShimSearchOptions *options) {
  Xapian::Enquire enquire(database->database);
  enquire.set_query(shim::query_for(*database, *query));
  set_weighting(enquire, options);
  set_order(enquire, database, options);
  return enquire;
}

Spies
add_spies(Xapian::Enquire &enquire, const ShimSearchOptions *options) {
  Spies spies;
  for (gsize i = 0; i < options->facet_count; i++) {
    spies.push_back(std::make_unique<FacetSpy>(options->facet_slots[i]));
    enquire.add_matchspy(spies.back().get());
  }
  return spies;
}

struct FreeResult {
  void operator()(ShimResult *result) const noexcept {
    shim_result_free(result);
  }
};

using ResultPointer = std::unique_ptr<ShimResult, FreeResult>;

void
read_hits(ShimResult *result, const Xapian::MSet &matches) {
  result->hits = g_new0(ShimHit, matches.size());
  /* Asks each remote shard for all of its documents at once. Xapian 1.4 counts from 0 here even
   * where the matches don't begin there, and reads before them; later pages ask one by one. */
  if (matches.get_firstitem() == 0)
    matches.fetch();
  for (auto i = matches.begin(); i != matches.end(); ++i) {
    auto document = std::make_unique<ShimDocument>();
    document->document = i.get_document();
    ShimHit *hit = &result->hits[result->hit_count++];
    hit->id = *i;
    hit->weight = i.get_weight();
    hit->document = document.release();
  }
}

/* Ranks, and counts what it looks at in doing so. Xapian 1.4 counts hits of remote shards a second
 * time when it puts them together, so there the hits are asked for by themselves. */
void
search_and_count(const ShimDatabase *database, const ShimSearchOptions *options,
                 Xapian::Enquire &enquire, ShimResult *result) {
  bool apart = database->shards.has_remote && options->facet_count > 0;
  if (apart)
    read_hits(result, enquire.get_mset(options->offset, options->limit));
  Spies spies = add_spies(enquire, options);
  Xapian::MSet matches =
      enquire.get_mset(apart ? 0 : options->offset, apart ? 0 : options->limit,
                       std::min(options->check_at_least, database->database.get_doccount()));
  /* With collapsing the estimate is scaled; the lower bound counts what was really kept. */
  result->total = options->collapse_slot >= 0 ? matches.get_matches_lower_bound()
                                              : matches.get_matches_estimated();
  if (!apart)
    read_hits(result, matches);
  result->facets = g_new0(GPtrArray *, spies.size());
  for (const auto &spy : spies)
    result->facets[result->facet_count++] = spy->counted();
}

/* The documents are read when they are asked for something. */
void
take_hits(ShimResult *result, const Xapian::Database &database,
          const std::vector<shim::Ranking::Hit> &best, std::size_t offset) {
  std::size_t count = best.size() > offset ? best.size() - offset : 0;
  result->hits = g_new0(ShimHit, count);
  for (std::size_t i = offset; i < best.size(); i++) {
    auto document = std::make_unique<ShimDocument>();
    document->document = database.get_document(best[i].id, Xapian::DOC_ASSUME_VALID);
    ShimHit *hit = &result->hits[result->hit_count++];
    *hit = {best[i].id, best[i].weight, document.release()};
  }
}

/* By what is kept of searches before; what can't be ranked so is ranked by Xapian. */
void
search_by_lists(const ShimDatabase *database, const ShimQuery *query,
                const ShimSearchOptions *options, ShimResult *result) {
  ShimKept &kept = database->kept;
  const Xapian::Database &index = database->database;
  const shim::QueryTree &tree = *query->tree;
  shim::DocumentSet matches = kept.lists.matching(index, tree);
  result->total = matches.count();
  if (options->limit > 0 && shim::Ranking::knows(tree, *options) && index.has_positions())
    take_hits(result, index, kept.ranking.best(index, kept.lists, tree, matches, *options),
              options->offset);
  else if (options->limit > 0)
    read_hits(result,
              ranked_by_xapian(database, query, options).get_mset(options->offset, options->limit));
  if (options->mark != nullptr) {
    result->marked = 0;
    shim::PostingLists::Pointer marked = kept.lists.of_term(index, options->mark);
    for (const shim::Posting &posting : marked->postings)
      result->marked += matches.has(posting.id);
  }
  result->facets = g_new0(GPtrArray *, options->facet_count);
  for (gsize i = 0; i < options->facet_count; i++) {
    Xapian::valueno slot = options->facet_slots[i];
    auto column = kept.columns.find(slot);
    if (column == kept.columns.end())
      column = kept.columns.emplace(slot, shim::Column(index, slot)).first;
    result->facets[result->facet_count++] = column->second.counted(matches);
  }
}

/* Lists are kept of one shard, where that can be read at any moment. A handle's first search is
 * likely its only one, so nothing is made ready for more. */
bool
goes_by_lists(const ShimDatabase *database, const ShimSearchOptions *options) {
  return options->check_at_least == SHIM_ALL_MATCHES && options->collapse_slot < 0 &&
         database->is_one_local_shard && database->kept.exact_searches++ > 0;
}

/* Enquire::get_matching_terms_begin() sorts by letters and leaves out what a prefix stands for. */
std::vector<std::string>
matching_terms(const Xapian::Database &database, const ShimQuery *query, Xapian::docid id) {
  std::set<std::string> held(database.termlist_begin(id), database.termlist_end(id));
  std::vector<std::string> found;
  std::set<std::string> seen;
  for (const ShimQueryLeaf &leaf : query->leaves) {
    for (auto i = held.lower_bound(leaf.text); i != held.end(); ++i) {
      if (leaf.is_prefix ? i->compare(0, leaf.text.size(), leaf.text) != 0 : *i != leaf.text)
        break;
      if (seen.insert(*i).second)
        found.push_back(*i);
    }
  }
  return found;
}

} // namespace

extern "C" ShimSearchOptions
shim_search_options_default(void) SHIM_NOTHROW {
  ShimSearchOptions options = {};
  options.weighting = SHIM_WEIGHT_BM25;
  options.k1 = 1;
  options.k2 = 0;
  options.k3 = 1;
  options.b = 0.5;
  options.min_length = 0.5;
  options.delta = 1;
  options.limit = 10;
  options.collapse_slot = -1;
  options.collapse_count = 1;
  options.sort_slot = -1;
  options.tie_slot = -1;
  return options;
}

extern "C" bool
shim_search(const ShimDatabase *database, const ShimQuery *query, const ShimSearchOptions *options,
            ShimResult **result, GError **error) {
  *result = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    ResultPointer found(g_new0(ShimResult, 1));
    found->marked = SHIM_UNKNOWN;
    if (goes_by_lists(database, options)) {
      search_by_lists(database, query, options, found.get());
    } else {
      Xapian::Enquire enquire = ranked_by_xapian(database, query, options);
      search_and_count(database, options, enquire, found.get());
    }
    *result = found.release();
  });
}

extern "C" void
shim_result_free(ShimResult *result) SHIM_NOTHROW {
  if (result == nullptr)
    return;
  for (gsize i = 0; i < result->hit_count; i++)
    shim_document_free(result->hits[i].document);
  for (gsize i = 0; i < result->facet_count; i++)
    g_ptr_array_unref(result->facets[i]);
  g_free(result->hits);
  g_free(result->facets);
  g_free(result);
}

extern "C" bool
shim_search_matching_terms(const ShimDatabase *database, const ShimQuery *query,
                           unsigned document_id, char ***terms, GError **error) {
  *terms = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    std::vector<std::string> found = matching_terms(database->database, query, document_id);
    char **copies = g_new0(char *, found.size() + 1);
    for (gsize i = 0; i < found.size(); i++)
      copies[i] = shim::copy_bytes(found[i]);
    *terms = copies;
  });
}
