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
is_branch(const Tree &tree, Xapian::Query::op op) {
  return tree.kind == Tree::branch && tree.op == op;
}

/* May it be part of what counts as one term? */
bool
counts_as_one(const Tree &tree) {
  bool joins = is_branch(tree, Xapian::Query::OP_OR) || is_branch(tree, Xapian::Query::OP_SYNONYM);
  if (tree.kind == Tree::term || tree.kind == Tree::window || tree.kind == Tree::prefix)
    return true;
  return (joins || tree.kind == Tree::scale) &&
         std::all_of(tree.parts.begin(), tree.parts.end(),
                     [](const auto &part) { return counts_as_one(*part); });
}

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
  const Xapian::Database &database;
  PostingLists &lists;
  Ranking &ranking;
  double k1, k3;
  double size;

  Xapian::doccount frequency(const Tree &tree);
  void add_frequencies(const Tree &tree, std::vector<Xapian::doccount> &frequencies);
  double weight_of(double factor, Xapian::doccount frequency, double frequency_in_query) const;
  void add_list(const PostingList &list, double weight, const DocumentSet &within);
  void count_said(const Tree &tree, const DocumentSet &within, DocumentSet &said);
  void add_as_one(const Tree &tree, double factor, const DocumentSet &within);
  void add_branch(const Tree &tree, double factor, const DocumentSet &within, bool matched);
  void add(const Tree &tree, double factor, const DocumentSet &within, bool matched);
};

/* ---- how often parts of a query occur ---- */

/* An OP_OR's own parts are joined with those of what it is part of. */
void
Ranking::Task::add_frequencies(const Tree &tree, std::vector<Xapian::doccount> &frequencies) {
  for (const auto &part : tree.parts) {
    if (is_branch(*part, Xapian::Query::OP_OR))
      add_frequencies(*part, frequencies);
    else
      frequencies.push_back(frequency(*part));
  }
}

Xapian::doccount
Ranking::Task::frequency(const Tree &tree) {
  if (tree.kind == Tree::scale)
    return frequency(*tree.parts[0]);
  if (tree.kind != Tree::branch)
    return lists.of_leaf(database, tree)->frequency;
  std::vector<Xapian::doccount> frequencies;
  add_frequencies(tree, frequencies);
  return frequency_of_any(std::move(frequencies), size);
}

/* ---- weights ---- */

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
Ranking::Task::add_list(const PostingList &list, double weight, const DocumentSet &within) {
  check_time();
  for (const Posting &posting : list.postings)
    if (within.has(posting.id))
      ranking.sums[posting.id] +=
          weight * (posting.wdf / (ranking.norms[posting.id] + posting.wdf));
}

void
Ranking::Task::count_said(const Tree &tree, const DocumentSet &within, DocumentSet &said) {
  for (const auto &part : tree.parts)
    count_said(*part, within, said);
  if (!tree.parts.empty() || tree.kind == Tree::branch)
    return;
  check_time();
  PostingLists::Pointer list = lists.of_leaf(database, tree);
  for (const Posting &posting : list->postings)
    if (within.has(posting.id)) {
      ranking.counts[posting.id] += posting.wdf;
      said.add(posting.id);
    }
}

/* What says any of it says it as often as all of its parts together. */
void
Ranking::Task::add_as_one(const Tree &tree, double factor, const DocumentSet &within) {
  double weight = weight_of(factor, frequency(tree), 1);
  DocumentSet said(static_cast<Xapian::docid>(ranking.sums.size() - 1));
  count_said(tree, within, said);
  said.each([&](Xapian::docid id) {
    double wdf = std::min(ranking.counts[id], ranking.lengths[id]);
    ranking.sums[id] += weight * (wdf / (ranking.norms[id] + wdf));
    ranking.counts[id] = 0;
  });
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
  case Tree::term: {
    auto list = lists.of_term(database, tree.text);
    add_list(*list, weight_of(factor, list->frequency, tree.number), within);
    break;
  }
  case Tree::window:
  case Tree::prefix:
    add_as_one(tree, factor, within);
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
      add_as_one(tree, factor, within);
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
Ranking::prepare(const Xapian::Database &database, const ShimSearchOptions &options) {
  std::size_t size = database.get_lastdocid() + 1;
  if (lengths.size() != size) {
    lengths.assign(size, 0);
    Xapian::PostingIterator end = database.postlist_end("");
    for (auto i = database.postlist_begin(""); i != end; ++i)
      lengths[*i] = i.get_doclength();
    norms.clear();
  }
  if (!clean) {
    sums.assign(size, 0);
    counts.assign(size, 0);
  }
  if (norms.size() == size && k1 == options.k1 && b == options.b &&
      min_length == options.min_length)
    return;
  k1 = options.k1;
  b = options.b;
  min_length = options.min_length;
  double average = database.get_avlength(), of_average = average != 0 ? 1 / average : 0;
  norms.resize(size);
  for (std::size_t id = 0; id < size; id++)
    norms[id] = k1 * (std::max(lengths[id] * of_average, min_length) * b + (1 - b));
}

void
Ranking::weigh(const Xapian::Database &database, PostingLists &lists, const Tree &query,
               const DocumentSet &matches, const ShimSearchOptions &options) {
  prepare(database, options);
  clean = false; /* should anything throw */
  matches.each([&](Xapian::docid id) { sums[id] = 0; });
  Task task{database, lists, *this, k1, options.k3, static_cast<double>(database.get_doccount())};
  task.add(query, 1, matches, true);
  clean = true;
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
