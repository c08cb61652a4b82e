/* shim/search.cc: runs a query: ranking, facets, collapsing.
 *
 * A search goes one of two ways, which give the same hits, weights, totals and facets:
 *
 * By Xapian (search_by_xapian()), which can do everything. It works over remote shards too:
 * weighting schemes and value-count spies are sent to the shard and run there, collapsing and
 * sorting are done by slots on each shard and merged here. What Xapian can't send (match deciders,
 * sort keys made by code) is not used. What a shard would settle by itself is settled beforehand
 * (shim/across_shards.cc).
 *
 * By the posting lists that a handle keeps (search_by_lists()), which takes a fraction of the time,
 * where goes_by_lists() says so: a database of one shard on this machine, and an exact total. */
#include <algorithm>
#include <cstring>
#include <map>
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

/* Counts as a search meets its matches, and looks at the clock now and then. A remote shard runs
 * the class below it. */
class FacetSpy : public Xapian::ValueCountMatchSpy {
public:
  using Xapian::ValueCountMatchSpy::ValueCountMatchSpy;
  void operator()(const Xapian::Document &document, double weight) override;
  /* Without documents that are not to be counted after all. */
  ShimFacet counted(Xapian::valueno slot, const std::vector<Xapian::Document> &without) const;

private:
  unsigned seen = 0;
};

void
FacetSpy::operator()(const Xapian::Document &document, double weight) {
  if (++seen % matches_between_looks_at_the_clock == 0)
    shim::check_time();
  Xapian::ValueCountMatchSpy::operator()(document, weight);
}

ShimFacet
FacetSpy::counted(Xapian::valueno slot, const std::vector<Xapian::Document> &without) const {
  std::map<std::string, unsigned> less;
  for (const Xapian::Document &document : without)
    less[document.get_value(slot)]++;
  ShimFacet facet = {g_ptr_array_new_with_free_func(g_free), nullptr};
  std::vector<unsigned> counts;
  for (auto i = values_begin(); i != values_end(); ++i) {
    auto found = less.find(*i);
    counts.push_back(i.get_termfreq() - (found != less.end() ? found->second : 0));
    g_ptr_array_add(facet.values, shim::copy_bytes(*i));
  }
  facet.counts =
      static_cast<unsigned *>(g_memdup2(counts.data(), counts.size() * sizeof(unsigned)));
  return facet;
}

/* ---- the best, in order anew ---- */

/* Later pages begin behind those that get one. */
bool
gives_bonus(const ShimSearchOptions *options) {
  return options->bonus != nullptr && options->limit > 0 && options->offset < options->bonus_best;
}

/* How many hits must be known for the page that is asked for. */
std::size_t
hits_needed(const ShimSearchOptions *options) {
  std::size_t page = std::size_t{options->offset} + options->limit;
  return gives_bonus(options) ? std::max<std::size_t>(page, options->bonus_best) : page;
}

/* Equals keep their order. */
template <typename Hit, typename ValueOf>
void
add_bonuses(const ShimSearchOptions *options, std::vector<Hit> &hits, ValueOf value_of) {
  std::size_t count = std::min<std::size_t>(hits.size(), options->bonus_best);
  for (std::size_t i = 0; i < count; i++) {
    const auto &value = value_of(hits[i]);
    hits[i].weight += options->bonus(value.data(), value.size(), options->bonus_context);
  }
  std::stable_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count),
                   [](const Hit &one, const Hit &other) { return one.weight > other.weight; });
}

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
enquire_for(const ShimDatabase *database, const Xapian::Query &query,
            const ShimSearchOptions *options) {
  Xapian::Enquire enquire(database->database);
  enquire.set_query(query);
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

/* ---- by Xapian ---- */

/* Matches that say what a better one says. */
struct Repeats {
  std::set<Xapian::docid> ids;
  std::vector<Xapian::Document> documents;
};

Repeats
find_repeats(const ShimDatabase *database, const ShimQuery *query,
             const ShimSearchOptions *options) {
  Repeats repeats;
  std::string mark = options->repeat_mark != nullptr
                         ? shim::names_of(*database).stored(options->repeat_mark)
                         : std::string();
  Xapian::doccount most = mark.empty() ? 0 : database->database.get_termfreq(mark);
  if (most == 0)
    return repeats;
  Xapian::Enquire enquire =
      enquire_for(database,
                  Xapian::Query(Xapian::Query::OP_FILTER, shim::query_for(*database, *query),
                                Xapian::Query(mark)),
                  options);
  Xapian::MSet marked = enquire.get_mset(0, most);
  marked.fetch();
  std::set<std::string> seen;
  for (auto i = marked.begin(); i != marked.end(); ++i)
    if (!seen.insert(i.get_document().get_value(options->repeat_slot)).second) {
      repeats.ids.insert(*i);
      repeats.documents.push_back(i.get_document());
    }
  return repeats;
}

void
add_hit(ShimResult *result, Xapian::docid id, double weight, const Xapian::Document &document) {
  auto kept = std::make_unique<ShimDocument>();
  kept->document = document;
  result->hits[result->hit_count++] = {id, weight, kept.release()};
}

struct Found {
  Xapian::docid id;
  double weight;
  Xapian::Document document;
};

/* The matches that are hits, `most` of them or fewer. Asks each remote shard for all its documents
 * at once. Xapian 1.4 counts from 0 here even where the matches don't begin there, and reads before
 * them; later pages ask one by one. */
std::vector<Found>
find_hits(Xapian::MSet matches, const Repeats &repeats, std::size_t most) {
  std::vector<Found> found;
  if (matches.get_firstitem() == 0)
    matches.fetch();
  for (auto i = matches.begin(); i != matches.end() && found.size() < most; ++i)
    if (repeats.ids.count(*i) == 0)
      found.push_back({*i, i.get_weight(), i.get_document()});
  return found;
}

/* The hits that are asked for. Where some are left out, or all put in order anew, those before them
 * have to be looked at. */
void
read_hits(ShimResult *result, Xapian::Enquire &enquire, const ShimSearchOptions *options,
          const Repeats &repeats, Xapian::doccount check_at_least) {
  bool from_first = !repeats.ids.empty() || gives_bonus(options);
  std::size_t most = from_first ? hits_needed(options) : options->limit;
  guint64 wanted = guint64{most} + repeats.ids.size();
  Xapian::MSet matches = enquire.get_mset(
      from_first ? 0 : options->offset,
      static_cast<Xapian::doccount>(std::min<guint64>(wanted, G_MAXUINT32)), check_at_least);
  /* With collapsing the estimate is scaled; the lower bound counts what was really kept. */
  result->total = options->collapse_slot >= 0 ? matches.get_matches_lower_bound()
                                              : matches.get_matches_estimated();
  result->total -= std::min<unsigned>(result->total, static_cast<unsigned>(repeats.ids.size()));
  std::vector<Found> found = find_hits(matches, repeats, most);
  if (gives_bonus(options))
    add_bonuses(options, found,
                [&](const Found &hit) { return hit.document.get_value(options->bonus_slot); });
  std::size_t first = std::min<std::size_t>(from_first ? options->offset : 0, found.size());
  std::size_t end = std::min(found.size(), first + options->limit);
  result->hits = g_new0(ShimHit, end - first);
  for (std::size_t i = first; i < end; i++)
    add_hit(result, found[i].id, found[i].weight, found[i].document);
}

} // namespace

/* Ranks, and counts what it looks at in doing so. Xapian 1.4 counts hits of remote shards a second
 * time when it puts them together, so there the hits are asked for by themselves. */
void
shim::search_by_xapian(const ShimDatabase *database, const ShimQuery *query,
                       const ShimSearchOptions *options, ShimResult *result) {
  Repeats repeats = find_repeats(database, query, options);
  Xapian::Enquire enquire = enquire_for(database, shim::query_for(*database, *query), options);
  ShimSearchOptions counting = *options;
  ResultPointer counted(g_new0(ShimResult, 1));
  bool apart = database->shards.has_remote && options->facet_count > 0;
  if (apart) {
    read_hits(result, enquire, options, repeats, 0);
    counting.offset = counting.limit = 0;
  }
  Spies spies = add_spies(enquire, options);
  read_hits(apart ? counted.get() : result, enquire, &counting, repeats,
            std::min(options->check_at_least, database->database.get_doccount()));
  if (apart)
    result->total = counted->total;
  result->facets = g_new0(ShimFacet, spies.size());
  for (const auto &spy : spies) {
    Xapian::valueno slot = options->facet_slots[result->facet_count];
    result->facets[result->facet_count++] = spy->counted(slot, repeats.documents);
  }
}

namespace {

/* ---- by lists that are kept ---- */

/* The matches of which some may say what others say; only the marked ones need be compared. */
std::vector<Xapian::docid>
marked_matches(const ShimDatabase *database, const ShimSearchOptions *options,
               const shim::DocumentSet &matches) {
  std::vector<Xapian::docid> marked;
  if (options->repeat_mark == nullptr)
    return marked;
  auto list = database->kept.lists.of_term(*database, options->repeat_mark);
  for (const shim::Posting &posting : list->postings)
    if (matches.has(posting.id))
      marked.push_back(posting.id);
  return marked;
}

/* Takes out of the matches, which are weighed, those that say what a better one says. */
void
leave_out_repeats(const ShimDatabase *database, const ShimSearchOptions *options,
                  const std::vector<Xapian::docid> &marked, shim::DocumentSet &matches) {
  shim::Ranking &ranking = database->kept.ranking;
  const shim::Column &column = shim::column_of(*database, options->repeat_slot);
  std::unordered_map<unsigned, Xapian::docid> best;
  for (Xapian::docid id : marked) {
    auto [place, is_new] = best.try_emplace(column.number(id), id);
    if (is_new)
      continue;
    bool better = ranking.weight(id) > ranking.weight(place->second);
    matches.remove(better ? place->second : id);
    ranking.forget(better ? place->second : id);
    if (better)
      place->second = id;
  }
}

const shim::Values &
values_of(const ShimDatabase *database, Xapian::valueno slot) {
  auto &kept = database->kept.values;
  auto values = kept.find(slot);
  if (values == kept.end())
    values = kept.emplace(slot, shim::Values(database->database, slot)).first;
  return values->second;
}

/* Is it the handle's first search for hits? That is likely its only one, so values of the best
 * alone are read. */
bool
is_first(const ShimDatabase *database) {
  return database->kept.exact_searches == 1;
}

std::string
value_of(const ShimDatabase *database, Xapian::docid id, Xapian::valueno slot) {
  return database->database.get_document(id, Xapian::DOC_ASSUME_VALID).get_value(slot);
}

/* Of the matches that share a value in a slot the best collapse_count; all that have no value. */
std::vector<shim::Ranking::Hit>
best_of_each_value(const ShimDatabase *database, const ShimSearchOptions *options,
                   const std::vector<Xapian::docid> &matches) {
  const auto slot = static_cast<Xapian::valueno>(options->collapse_slot);
  const shim::Column &column = shim::column_of(*database, slot);
  std::unordered_map<unsigned, std::vector<Xapian::docid>> having;
  for (Xapian::docid id : matches)
    having[column.number(id)].push_back(id);
  std::vector<shim::Ranking::Hit> best;
  for (const auto &[number, ids] : having) {
    const std::size_t most = number == 0 ? ids.size() : options->collapse_count;
    const auto of_value = database->kept.ranking.best(ids, most);
    best.insert(best.end(), of_value.begin(), of_value.end());
  }
  std::sort(best.begin(), best.end(), shim::Ranking::is_better);
  return best;
}

std::vector<shim::Ranking::Hit>
best_hits(const ShimDatabase *database, const ShimSearchOptions *options,
          const std::vector<Xapian::docid> &matches) {
  std::vector<shim::Ranking::Hit> best =
      options->collapse_slot >= 0 ? best_of_each_value(database, options, matches)
                                  : database->kept.ranking.best(matches, hits_needed(options));
  if (gives_bonus(options) && is_first(database)) {
    add_bonuses(options, best, [&](const shim::Ranking::Hit &hit) {
      return value_of(database, hit.id, options->bonus_slot);
    });
  } else if (gives_bonus(options)) {
    const shim::Values &values = values_of(database, options->bonus_slot);
    add_bonuses(options, best, [&](const shim::Ranking::Hit &hit) { return values.of(hit.id); });
  }
  return best;
}

void
search_by_lists(const ShimDatabase *database, const ShimQuery *query,
                const ShimSearchOptions *options, ShimResult *result) {
  ShimKept &kept = database->kept;
  const Xapian::Database &index = database->database;
  const bool collapses = options->collapse_slot >= 0;
  const bool weighs = options->limit > 0 || options->repeat_mark != nullptr || collapses;
  kept.exact_searches += options->limit > 0 ? 1 : 0;
  kept.ranking.begin();
  shim::DocumentSet matches =
      weighs ? kept.ranking.weigh(*database, kept.lists, *query->tree,
                                  shim::DocumentSet::all(index.get_lastdocid()), *options)
             : kept.lists.matching(*database, *query->tree);
  std::vector<Xapian::docid> marked = marked_matches(database, options, matches);
  if (marked.size() > 1)
    leave_out_repeats(database, options, marked, matches);
  kept.matches.clear();
  matches.append_to(kept.matches);
  result->total = static_cast<unsigned>(kept.matches.size());
  if (options->limit > 0 || collapses) {
    const auto best = best_hits(database, options, kept.matches);
    shim::take_hits(result, index, best, options);
    if (collapses)
      result->total = static_cast<unsigned>(best.size());
  }
  result->facets = g_new0(ShimFacet, options->facet_count);
  for (gsize i = 0; i < options->facet_count; i++)
    result->facets[result->facet_count++] =
        shim::column_of(*database, options->facet_slots[i]).counted(kept.matches);
  kept.ranking.end(weighs ? kept.matches : std::vector<Xapian::docid>());
}

/* Lists are kept of one shard, where that can be read at any moment. Without positions Xapian takes
 * words near each other for words anywhere. To have the best for each value it looks at nearly all
 * matches, too; but it counts other facets then. */
bool
goes_by_lists(const ShimDatabase *database, const ShimQuery *query,
              const ShimSearchOptions *options) {
  const bool needs_all = options->collapse_slot >= 0 ? options->facet_count == 0
                                                     : options->check_at_least == SHIM_ALL_MATCHES;
  return needs_all && database->is_one_local_shard &&
         shim::Ranking::knows(*query->tree, *options) && database->database.has_positions();
}

/* Adds the terms of a document that a query asks for, in the query's order, each once. */
void
add_matching_terms(const shim::QueryTree &tree, const std::set<std::string> &held,
                   std::set<std::string> &seen, std::vector<std::string> &found) {
  std::vector<std::string> leaves = tree.words;
  bool is_prefix = tree.kind == shim::QueryTree::prefix;
  if (is_prefix || tree.kind == shim::QueryTree::term)
    leaves.push_back(tree.text);
  for (const std::string &leaf : leaves)
    for (auto i = held.lower_bound(leaf); i != held.end(); ++i) {
      if (is_prefix ? i->compare(0, leaf.size(), leaf) != 0 : *i != leaf)
        break;
      if (seen.insert(*i).second)
        found.push_back(*i);
    }
  for (const auto &part : tree.parts)
    add_matching_terms(*part, held, seen, found);
}

/* Enquire::get_matching_terms_begin() sorts by letters and leaves out what a prefix stands for. */
std::vector<std::string>
matching_terms(const ShimDatabase &database, const ShimQuery *query, Xapian::docid id) {
  std::set<std::string> held, seen;
  std::vector<std::string> found;
  const shim::Names &names = shim::names_of(database);
  Xapian::TermIterator end = database.database.termlist_end(id);
  for (auto i = database.database.termlist_begin(id); i != end; ++i)
    held.insert(names.term_of(*i));
  add_matching_terms(*query->tree, held, seen, found);
  return found;
}

} // namespace

/* The documents are read when they are asked for something. */
void
shim::take_hits(ShimResult *result, const Xapian::Database &database,
                const std::vector<Ranking::Hit> &best, const ShimSearchOptions *options) {
  std::size_t end = std::min(best.size(), std::size_t{options->offset} + options->limit);
  std::size_t first = std::min<std::size_t>(options->offset, end);
  result->hits = g_new0(ShimHit, end - first);
  for (std::size_t i = first; i < end; i++)
    add_hit(result, best[i].id, best[i].weight,
            database.get_document(best[i].id, Xapian::DOC_ASSUME_VALID));
}

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
    if (goes_by_lists(database, query, options))
      search_by_lists(database, query, options, found.get());
    else
      shim::search_by_xapian(database, query, options, found.get());
    *result = found.release();
  });
}

extern "C" void
shim_result_free(ShimResult *result) SHIM_NOTHROW {
  if (result == nullptr)
    return;
  for (gsize i = 0; i < result->hit_count; i++)
    shim_document_free(result->hits[i].document);
  for (gsize i = 0; i < result->facet_count; i++) {
    g_ptr_array_unref(result->facets[i].values);
    g_free(result->facets[i].counts);
  }
  g_strfreev(result->terms);
  g_free(result->held);
  g_free(result->hits);
  g_free(result->facets);
  g_free(result);
}

extern "C" bool
shim_search_matching_terms(const ShimDatabase *database, const ShimQuery *query,
                           unsigned document_id, char ***terms, GError **error) {
  *terms = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    std::vector<std::string> found = matching_terms(*database, query, document_id);
    *terms = shim::copy_texts(found);
  });
}
