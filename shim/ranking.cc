/* shim/ranking.cc: BM25 over lists that are kept, term by term.
 *
 * Each posting list is gone through once, and what it adds to a document's weight is added where
 * that document has its place in an array (an accumulator); Xapian goes through all lists side by
 * side instead, a document at a time. A document's weight is the sum, over the terms of the query
 * that it says, of
 *
 *   idf * factor * (k3 + 1) * qf / (k3 + qf) * (k1 + 1) * wdf / (norm + wdf)
 *
 *   idf   log((N - n + 0.5) / (n + 0.5)), n of N documents saying the term; where the quotient is
 *         below 2, its half and 1 stand for it, so that a frequent term adds something, too
 *   norm  k1 * (1 - b + b * max(length / mean length, min_length))
 *   qf    how often the query says the term;  wdf: how often the document does
 *
 * which is Xapian 1.4's BM25Weight without its k2. n of what counts as one term (an OP_SYNONYM,
 * words near each other) is Xapian's estimate (frequency_of_any(), frequency_of_window()). All
 * factors are multiplied in Xapian's order, so that weights are Xapian's to the last bits of a sum;
 * tests/shim/counts.c holds both against each other. */
#include <algorithm>
#include <cmath>
#include <limits>

#include "shim/guard.h"
#include "shim/handles.h"
#include "shim/postings.h"

namespace shim {

namespace {

using Tree = QueryTree;

/* A list is gone through in the time that it takes to look up a few. */
constexpr unsigned few_documents = 24;
constexpr std::size_t most_between_cuts = 4; /* times the best that are wanted */
constexpr std::size_t most_norms = 1 << 16;  /* that are worked out beforehand */

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
  std::vector<Xapian::docid> few; /* where they are so few that they are looked up in the lists */

  double weight_of(double factor, Xapian::doccount frequency, double frequency_in_query) const;
  /* Each adds what matches to `found`; NULL: all of `within` was found before. */
  void add_one(const Tree &tree, double factor, const DocumentSet &within, DocumentSet *found);
  void add_same(const Tree &tree, double weight, const DocumentSet &within, DocumentSet *found);
  void add_narrowed(const Tree &tree, double factor, DocumentSet within, DocumentSet *found);
  void add_branch(const Tree &tree, double factor, const DocumentSet &within, DocumentSet *found);
  void add(const Tree &tree, double factor, const DocumentSet &within, DocumentSet *found);
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
Ranking::Task::add_one(const Tree &tree, double factor, const DocumentSet &within,
                       DocumentSet *found) {
  PostingLists::Pointer list = lists.of_one(database, tree);
  double weight = weight_of(factor, list->frequency, tree.kind == Tree::term ? tree.number : 1);
  check_time();
  double *sums = ranking.sums.data();
  const std::vector<double> &norms = ranking.norms;
  const Xapian::termcount *lengths = lists.lengths(database).data();
  auto add_posting = [&](const Posting &posting) {
    const std::size_t length = lengths[posting.id];
    const double norm = length < norms.size() ? norms[length] : ranking.norm_of(length);
    sums[posting.id] += weight * (posting.wdf / (norm + posting.wdf));
    if (found != nullptr)
      found->add(posting.id);
  };
  auto at = list->postings.begin(), end = list->postings.end();
  for (Xapian::docid id : few) {
    at = std::lower_bound(at, end, id, is_before);
    if (at != end && at->id == id && within.has(id))
      add_posting(*at);
  }
  for (; few.empty() && at != end; ++at)
    if (within.has(at->id))
      add_posting(*at);
}

/* What must match, or must not, is looked up before anything is added. */
void
Ranking::Task::add_narrowed(const Tree &tree, double factor, DocumentSet within,
                            DocumentSet *found) {
  bool all = tree.op == Xapian::Query::OP_AND;
  for (std::size_t i = all ? 0 : 1; i < tree.parts.size(); i++) {
    if (tree.op == Xapian::Query::OP_AND_NOT)
      lists.take_out_matching(database, *tree.parts[i], within);
    else
      lists.keep_matching(database, *tree.parts[i], within);
  }
  for (std::size_t i = 0; i < tree.parts.size() && (i == 0 || all); i++)
    add(*tree.parts[i], factor, within, found);
}

void
Ranking::Task::add_branch(const Tree &tree, double factor, const DocumentSet &within,
                          DocumentSet *found) {
  if (tree.op == Xapian::Query::OP_OR) {
    for (const auto &part : tree.parts)
      add(*part, factor, within, found);
  } else if (tree.op == Xapian::Query::OP_AND_MAYBE) {
    DocumentSet first(database.database.get_lastdocid());
    for (std::size_t i = 0; i < tree.parts.size(); i++)
      add(*tree.parts[i], factor, i == 0 ? within : first, i == 0 ? &first : nullptr);
    if (found != nullptr)
      found->unite(first);
  } else {
    add_narrowed(tree, factor, within, found);
  }
}

/* Where it is not asked what is found, each of the documents has a weight already. */
void
Ranking::Task::add_same(const Tree &tree, double weight, const DocumentSet &within,
                        DocumentSet *found) {
  double *sums = ranking.sums.data();
  if (found == nullptr)
    lists.each_match(database, tree, within, [&](Xapian::docid id) { sums[id] += weight; });
  else
    lists.each_match(database, tree, within, [&](Xapian::docid id) {
      sums[id] += weight;
      found->add(id);
    });
}

/* Adds what the tree's matches weigh, of some documents, and which these are. */
void
Ranking::Task::add(const Tree &tree, double factor, const DocumentSet &within, DocumentSet *found) {
  switch (tree.kind) {
  case Tree::term:
  case Tree::window:
  case Tree::prefix:
    add_one(tree, factor, within, found);
    break;
  case Tree::scale:
    add(*tree.parts[0], factor * tree.factor, within, found);
    break;
  case Tree::weigh:
    add_same(*tree.parts[0], factor * tree.factor, within, found);
    break;
  case Tree::branch:
    if (tree.op == Xapian::Query::OP_SYNONYM)
      add_one(tree, factor, within, found);
    else
      add_branch(tree, factor, within, found);
    break;
  }
}

/* ---- the best ---- */

bool
Ranking::knows(const Tree &tree, const ShimSearchOptions &options) {
  return options.weighting == SHIM_WEIGHT_BM25 && options.k2 == 0 && options.sort_slot < 0 &&
         is_known(tree);
}

void
Ranking::prepare(const ShimDatabase &database, PostingLists &lists,
                 const ShimSearchOptions &options) {
  const std::vector<Xapian::termcount> &lengths = lists.lengths(database);
  sums.resize(lengths.size());
  if (!norms.empty() && k1 == options.k1 && b == options.b && min_length == options.min_length)
    return;
  k1 = options.k1;
  b = options.b;
  min_length = options.min_length;
  double average = database.database.get_avlength();
  of_average = average != 0 ? 1 / average : 0;
  norms.resize(
      std::min(*std::max_element(lengths.begin(), lengths.end()) + std::size_t{1}, most_norms));
  for (std::size_t length = 0; length < norms.size(); length++)
    norms[length] = norm_of(length);
}

double
Ranking::norm_of(std::size_t length) const {
  return k1 * (std::max(static_cast<double>(length) * of_average, min_length) * b + (1 - b));
}

void
Ranking::begin() {
  if (is_weighing)
    std::fill(sums.begin(), sums.end(), 0);
  is_weighing = true;
}

void
Ranking::end(const std::vector<Xapian::docid> &matches) {
  for (Xapian::docid id : matches)
    sums[id] = 0;
  is_weighing = false;
}

DocumentSet
Ranking::weigh(const ShimDatabase &database, PostingLists &lists, const Tree &query,
               const DocumentSet &within, const ShimSearchOptions &options) {
  prepare(database, lists, options);
  DocumentSet found(database.database.get_lastdocid());
  double size = static_cast<double>(database.database.get_doccount());
  Task task{database, lists, *this, k1, options.k3, size, {}};
  if (!within.has_more_than(few_documents))
    within.append_to(task.few);
  task.add(query, 1, within, &found);
  return found;
}

/* They are cut down to the best whenever there are some times as many. Later documents are no
 * better than the last of these where they are equal. */
std::vector<Ranking::Hit>
Ranking::best(const std::vector<Xapian::docid> &matches, std::size_t most) const {
  std::vector<Hit> best;
  if (most == 0)
    return best;
  const std::size_t room = most_between_cuts * most;
  double last = -std::numeric_limits<double>::infinity(); /* of the best, once there are enough */
  auto cut = [&] {
    auto end = best.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(best.begin(), end - 1, best.end(), is_better);
    best.erase(end, best.end());
    last = best.back().weight;
  };
  best.reserve(std::min(room, matches.size()));
  for (Xapian::docid id : matches) {
    const double weight = sums[id];
    if (weight <= last)
      continue;
    best.push_back({id, weight});
    if (best.size() == room)
      cut();
  }
  if (best.size() > most)
    cut();
  std::sort(best.begin(), best.end(), is_better);
  return best;
}

} // namespace shim
