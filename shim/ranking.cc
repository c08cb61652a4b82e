/* shim/ranking.cc: BM25 over lists that are kept.
 *
 * Each list is gone through once, and what it adds to a document's weight is added where that has
 * its place in an array. The weights are those of Xapian 1.4: its formula, and its estimates of how
 * often parts of a query occur that count as one term (see also shim/across_shards.cc). */
#include <algorithm>
#include <cmath>

#include "shim/guard.h"
#include "shim/handles.h"
#include "shim/postings.h"

namespace shim {

namespace {

using Tree = QueryTree;

bool
is_known(const Tree &tree) {
  switch (tree.kind) {
  case Tree::term:
  case Tree::window:
  case Tree::prefix:
  case Tree::weigh:
    return true;
  case Tree::scale:
    return is_known(*tree.parts[0]);
  case Tree::branch:
    break;
  }
  if (tree.op == Xapian::Query::OP_SYNONYM)
    return counts_as_one(tree);
  bool first_only = tree.op == Xapian::Query::OP_FILTER || tree.op == Xapian::Query::OP_AND_NOT;
  auto end = first_only && !tree.parts.empty() ? tree.parts.begin() + 1 : tree.parts.end();
  return std::all_of(tree.parts.begin(), end, [](const auto &part) { return is_known(*part); });
}

} // namespace

/* One query under way. */
struct Ranking::Task {
  const ShimDatabase &database;
  PostingLists &lists;
  Ranking &ranking;
  double k1, k3;
  double size;

  double weight_of(double factor, Xapian::doccount frequency, double frequency_in_query) const;
  void add_one(const Tree &tree, double factor, const DocumentSet &within);
  void add_branch(const Tree &tree, double factor, const DocumentSet &within, bool matched);
  void add(const Tree &tree, double factor, const DocumentSet &within, bool matched);
};

double
Ranking::Task::weight_of(double factor, Xapian::doccount frequency,
                         double frequency_in_query) const {
  double rareness = (size - frequency + 0.5) / (frequency + 0.5);
  if (rareness < 2)
    rareness = rareness * 0.5 + 1;
  double weight = std::log(rareness) * factor;
  if (k3 != 0)
    weight *= (k3 + 1) * frequency_in_query / (k3 + frequency_in_query);
  return weight * (k1 + 1);
}

void
Ranking::Task::add_one(const Tree &tree, double factor, const DocumentSet &within) {
  PostingLists::Pointer list = lists.of_one(database, tree);
  double weight = weight_of(factor, list->frequency, tree.kind == Tree::term ? tree.number : 1);
  check_time();
  for (const Posting &posting : list->postings)
    if (within.has(posting.id))
      ranking.sums[posting.id] +=
          weight * (posting.wdf / (ranking.norms[posting.id] + posting.wdf));
}

/* Where a part must match, what the others add counts only where it does. */
void
Ranking::Task::add_branch(const Tree &tree, double factor, const DocumentSet &within,
                          bool matched) {
  bool first_only = tree.op == Xapian::Query::OP_FILTER || tree.op == Xapian::Query::OP_AND_NOT;
  if (tree.op == Xapian::Query::OP_OR) {
    for (const auto &part : tree.parts)
      add(*part, factor, within, false);
  } else if (!matched) {
    DocumentSet both = lists.matching(database, tree);
    both.intersect(within);
    add_branch(tree, factor, both, true);
  } else {
    for (std::size_t i = 0; i < tree.parts.size() && (i == 0 || !first_only); i++)
      add(*tree.parts[i], factor, within, i == 0 || tree.op == Xapian::Query::OP_AND);
  }
}

/* matched: do all documents within match the tree? */
void
Ranking::Task::add(const Tree &tree, double factor, const DocumentSet &within, bool matched) {
  if (factor == 0)
    return;
  switch (tree.kind) {
  case Tree::term:
  case Tree::window:
  case Tree::prefix:
    add_one(tree, factor, within);
    break;
  case Tree::scale:
    add(*tree.parts[0], factor * tree.factor, within, matched);
    break;
  case Tree::weigh: {
    DocumentSet weighed = lists.matching(database, *tree.parts[0]);
    weighed.intersect(within);
    weighed.each([&](Xapian::docid id) { ranking.sums[id] += factor * tree.factor; });
    break;
  }
  case Tree::branch:
    if (tree.op == Xapian::Query::OP_SYNONYM)
      add_one(tree, factor, within);
    else
      add_branch(tree, factor, within, matched);
    break;
  }
}

/* ---- the best ---- */

bool
Ranking::knows(const Tree &tree, const ShimSearchOptions &options) {
  return options.weighting == SHIM_WEIGHT_BM25 && options.k2 == 0 && options.sort_slot < 0 &&
         options.collapse_slot < 0 && is_known(tree);
}

void
Ranking::prepare(const ShimDatabase &database, PostingLists &lists,
                 const ShimSearchOptions &options) {
  const std::vector<Xapian::termcount> &lengths = lists.lengths(database);
  sums.resize(lengths.size());
  if (norms.size() == lengths.size() && k1 == options.k1 && b == options.b &&
      min_length == options.min_length)
    return;
  k1 = options.k1;
  b = options.b;
  min_length = options.min_length;
  double average = database.database.get_avlength(), of_average = average != 0 ? 1 / average : 0;
  norms.resize(lengths.size());
  for (std::size_t id = 0; id < lengths.size(); id++)
    norms[id] = k1 * (std::max(lengths[id] * of_average, min_length) * b + (1 - b));
}

void
Ranking::weigh(const ShimDatabase &database, PostingLists &lists, const Tree &query,
               const DocumentSet &matches, const ShimSearchOptions &options) {
  prepare(database, lists, options);
  matches.each([&](Xapian::docid id) { sums[id] = 0; });
  Task task{database, lists,      *this,
            k1,       options.k3, static_cast<double>(database.database.get_doccount())};
  task.add(query, 1, matches, true);
}

/* By a heap whose top is the worst of the best. Later documents are no better where they are
 * equal. */
std::vector<Ranking::Hit>
Ranking::best(const DocumentSet &matches, std::size_t most) const {
  auto is_better = [](const Hit &one, const Hit &other) {
    return one.weight != other.weight ? one.weight > other.weight : one.id < other.id;
  };
  std::vector<Hit> best;
  matches.each([&](Xapian::docid id) {
    if (best.size() == most) {
      if (most == 0 || sums[id] <= best.front().weight)
        return;
      std::pop_heap(best.begin(), best.end(), is_better);
      best.pop_back();
    }
    best.push_back({id, sums[id]});
    std::push_heap(best.begin(), best.end(), is_better);
  });
  std::sort_heap(best.begin(), best.end(), is_better);
  return best;
}

} // namespace shim
