/* shim/one_pass.cc: several searches at once: what they share is read once, and no more of it than
 * some of them needs. */
#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

struct FreeResults {
  void operator()(ShimResult **results) const {
    shim_results_free(results);
  }
};

using ResultsPointer = std::unique_ptr<ShimResult *, FreeResults>;

bool
narrows(const shim::QueryTree &tree) {
  return tree.kind == shim::QueryTree::branch && tree.parts.size() == 2 &&
         (tree.op == Xapian::Query::OP_FILTER || tree.op == Xapian::Query::OP_AND_NOT);
}

/* What is left by that which narrows a query down. */
shim::DocumentSet
narrow(const ShimDatabase *database, const shim::QueryTree &tree) {
  if (!narrows(tree))
    return shim::DocumentSet::all(database->database.get_lastdocid());
  shim::DocumentSet within = narrow(database, *tree.parts[0]);
  shim::DocumentSet others = database->kept.lists.matching(*database, *tree.parts[1]);
  if (tree.op == Xapian::Query::OP_FILTER)
    within.intersect(others);
  else
    within.subtract(others);
  return within;
}

/* What narrows a query down, as a text, as many are narrowed down alike. */
std::string
narrowing_of(const shim::QueryTree &tree) {
  return narrows(tree)
             ? narrowing_of(*tree.parts[0]) + std::to_string(tree.op) + shim::key_of(*tree.parts[1])
             : std::string();
}

/* Does a part of it take documents out? What may be among the best can't be told then, as long as
 * it is not known where words stand near each other. */
bool
takes_out(const shim::QueryTree &tree) {
  return (tree.kind == shim::QueryTree::branch && tree.op == Xapian::Query::OP_AND_NOT) ||
         std::any_of(tree.parts.begin(), tree.parts.end(),
                     [](const auto &part) { return takes_out(*part); });
}

/* Without what narrows it down. */
const shim::QueryTree &
inner_query(const shim::QueryTree &tree) {
  return narrows(tree) ? inner_query(*tree.parts[0]) : tree;
}

/* To look for more documents at a time where words stand takes less than to look again. */
constexpr std::size_t looked_at_for_each_hit = 3;

/* Those that are among the best if words stand near each other are looked at, until it is known of
 * all the best that they do. */
std::vector<shim::Ranking::Hit>
find_best(const ShimDatabase &index, shim::PostingLists &lists, shim::Ranking &ranking,
          const shim::QueryTree &query, const shim::DocumentSet &within,
          const ShimSearchOptions &options) {
  ranking.begin();
  shim::DocumentSet matches = ranking.weigh(index, lists, query, within, options);
  const std::size_t most = std::size_t{options.offset} + options.limit;
  const Xapian::docid last = index.database.get_lastdocid();
  std::vector<Xapian::docid> ids;
  for (;;) {
    ids.clear();
    matches.append_to(ids);
    auto best = ranking.best(ids, looked_at_for_each_hit * most);
    shim::DocumentSet these(last), wrong(last);
    for (const auto &hit : best)
      these.add(hit.id);
    lists.check_windows(index, query, these, wrong);
    best.resize(std::min(best.size(), most));
    bool sure =
        std::none_of(best.begin(), best.end(), [&](const auto &hit) { return wrong.has(hit.id); });
    if (sure) {
      ranking.end(ids);
      return best;
    }
    wrong.each([&](Xapian::docid id) { ranking.forget(id); });
    matches.subtract(wrong);
    matches.unite(ranking.weigh(index, lists, query, wrong, options));
  }
}

/* Adds the terms below a query, each once. */
void
add_terms(const shim::QueryTree &tree, std::vector<std::string> &terms) {
  std::vector<std::string> leaves = tree.words;
  if (tree.kind == shim::QueryTree::term)
    leaves.push_back(tree.text);
  for (const std::string &leaf : leaves)
    if (std::find(terms.begin(), terms.end(), leaf) == terms.end())
      terms.push_back(leaf);
  for (const auto &part : tree.parts)
    add_terms(*part, terms);
}

void
tell_terms(const ShimDatabase &index, shim::PostingLists &lists, const shim::QueryTree &query,
           ShimResult *result) {
  std::vector<std::string> terms;
  add_terms(query, terms);
  result->terms = g_new0(char *, terms.size() + 1);
  result->held = g_new0(bool, terms.size() * result->hit_count);
  for (std::size_t i = 0; i < terms.size(); i++) {
    result->terms[i] = shim::copy_bytes(terms[i]);
    auto list = lists.of_term(index, terms[i]);
    for (gsize hit = 0; hit < result->hit_count; hit++)
      result->held[hit * terms.size() + i] = list->has(result->hits[hit].id);
  }
}

/* What some queries are narrowed down to, and the lists of it. */
struct Within {
  shim::PostingLists::Scope documents;
  std::unique_ptr<shim::PostingLists> lists;
};

/* What narrows the queries down is looked up first; then each list is read for all of them, and
 * only as far as they let its documents in. Of that each has the part that it is narrowed down to,
 * so that it passes over nothing. */
void
search_in_one_pass(const ShimDatabase *database, const ShimQuery *const *queries, gsize count,
                   const ShimSearchOptions *options, ShimResult **results) {
  shim::PostingLists lists(database);
  shim::Ranking ranking;
  std::unordered_map<std::string, Within> narrowings;
  std::vector<Within *> within;
  for (gsize i = 0; i < count; i++) {
    const shim::QueryTree &query = *queries[i]->tree;
    Within &its = narrowings[narrowing_of(query)];
    if (its.documents == nullptr) {
      its.documents = lists.scope_of(narrow(database, query));
      its.lists = std::make_unique<shim::PostingLists>(lists, its.documents);
    }
    within.push_back(&its);
    lists.narrow_terms(inner_query(query), its.documents);
  }
  lists.count_terms();
  for (gsize i = 0; i < count; i++) {
    const shim::QueryTree &query = inner_query(*queries[i]->tree);
    auto best =
        find_best(*database, *within[i]->lists, ranking, query, *within[i]->documents, *options);
    shim::take_hits(results[i], database->database, best, options);
    tell_terms(*database, *within[i]->lists, query, results[i]);
    results[i]->total = static_cast<unsigned>(best.size());
  }
}

} // namespace

extern "C" bool
shim_search_all(const ShimDatabase *database, const ShimQuery *const *queries, gsize count,
                const ShimSearchOptions *options, ShimResult ***results, GError **error) {
  *results = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    shim::require(options->facet_count == 0 && options->repeat_mark == nullptr &&
                      options->bonus == nullptr && options->collapse_slot < 0,
                  "several searches at once have hits and totals alone");
    bool one_pass = database->is_one_local_shard && database->database.has_positions();
    for (gsize i = 0; i < count; i++)
      one_pass = one_pass && shim::Ranking::knows(*queries[i]->tree, *options) &&
                 !takes_out(inner_query(*queries[i]->tree));
    ResultsPointer found(g_new0(ShimResult *, count + 1));
    for (gsize i = 0; i < count; i++) {
      found.get()[i] = g_new0(ShimResult, 1);
      if (!one_pass)
        shim::search_by_xapian(database, queries[i], options, found.get()[i]);
    }
    if (one_pass)
      search_in_one_pass(database, queries, count, options, found.get());
    *results = found.release();
  });
}

extern "C" void
shim_results_free(ShimResult **results) SHIM_NOTHROW {
  for (gsize i = 0; results != nullptr && results[i] != nullptr; i++)
    shim_result_free(results[i]);
  g_free(results);
}
