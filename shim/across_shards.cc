/* shim/across_shards.cc: a query as several shards must be asked so that they weigh as one
 * database.
 *
 * Statistics are those of all shards together, but three things each shard settles by itself, from
 * what it alone holds: to which terms a prefix expands, in which order the parts of an OP_OR are
 * joined two by two, and so how often Xapian, which rounds at each joint, takes an OP_SYNONYM to
 * occur. Weights then differ from shard to shard and from one database's. Here all three are
 * settled beforehand by what one database would know: prefixes become their terms, and trees of
 * two, each held together by a factor of 1, take the place of what has more parts. The estimates
 * are those of Xapian 1.4 (PostList::get_termfreq_est()), as is the order of the heap. */
#include <algorithm>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

using Tree = shim::QueryTree;

/* A part of a query, and how many documents Xapian would take it to match in one database. */
struct Part {
  Xapian::Query query;
  Xapian::doccount estimate;
};

bool
is_more_frequent(const Part &a, const Part &b) {
  return a.estimate > b.estimate;
}

bool
is_rarer(const Part &a, const Part &b) {
  return a.estimate < b.estimate;
}

class Across {
public:
  explicit Across(const ShimDatabase &asked)
      : database(asked), size(asked.database.get_doccount()) {
  }
  Part settle(const Tree &tree);

private:
  const ShimDatabase &database;
  double size;

  Xapian::doccount frequency(const std::string &term);
  Part settle_term(const std::string &term, unsigned frequency_in_query);
  Part settle_or(std::vector<Part> parts, Xapian::Query::op op);
  Part settle_and(std::vector<Part> parts);
  Part settle_branch(const Tree &tree);
  Part settle_window(const Tree &tree);
  Part settle_prefix(const Tree &tree);
  void add_alternatives(const Tree &tree, std::vector<Part> &parts);
  void add_conjuncts(const Tree &tree, std::vector<Part> &parts);
};

Xapian::doccount
Across::frequency(const std::string &term) {
  return shim::frequency_of(database, term);
}

Part
Across::settle_term(const std::string &term, unsigned frequency_in_query) {
  return {Xapian::Query(term, frequency_in_query), frequency(term)};
}

Xapian::Query
held_together(Xapian::Query::op op, const Xapian::Query &a, const Xapian::Query &b) {
  return Xapian::Query(1.0, Xapian::Query(op, a, b));
}

/* Joins the two rarest until two are left. */
Part
Across::settle_or(std::vector<Part> parts, Xapian::Query::op op) {
  std::make_heap(parts.begin(), parts.end(), is_more_frequent);
  double estimate = parts.empty() ? 0 : parts.front().estimate;
  while (parts.size() > 1) {
    Part right = parts.front();
    std::pop_heap(parts.begin(), parts.end(), is_more_frequent);
    parts.pop_back();
    const Part &left = parts.front();
    double l = left.estimate, r = right.estimate;
    estimate = l + r - l * r / size;
    Part joined{held_together(Xapian::Query::OP_OR, left.query, right.query),
                shim::rounded(estimate)};
    if (parts.size() == 1) {
      Xapian::Query last(op, left.query, right.query);
      return {op == Xapian::Query::OP_OR ? Xapian::Query(1.0, last) : last, joined.estimate};
    }
    std::pop_heap(parts.begin(), parts.end(), is_more_frequent);
    parts.back() = joined;
    std::push_heap(parts.begin(), parts.end(), is_more_frequent);
  }
  std::vector<Xapian::Query> one;
  for (const Part &part : parts)
    one.push_back(part.query);
  return {Xapian::Query(op, one.begin(), one.end()), shim::rounded(estimate)};
}

/* The rarest first, which is the order in which weights are added up. */
Part
Across::settle_and(std::vector<Part> parts) {
  std::vector<Part> sorted(parts.size());
  std::partial_sort_copy(parts.begin(), parts.end(), sorted.begin(), sorted.end(), is_rarer);
  if (sorted.empty())
    return {Xapian::Query(), 0};
  Xapian::Query query = sorted[0].query;
  double estimate = sorted[0].estimate;
  for (size_t i = 1; i < sorted.size(); i++) {
    query = held_together(Xapian::Query::OP_AND, query, sorted[i].query);
    estimate = estimate * sorted[i].estimate / size;
  }
  return {query, shim::rounded(estimate)};
}

/* What Xapian joins with the parts of the OP_OR or OP_SYNONYM above: an OP_OR's own. */
void
Across::add_alternatives(const Tree &tree, std::vector<Part> &parts) {
  for (const auto &part : tree.parts) {
    if (part->kind == Tree::branch && part->op == Xapian::Query::OP_OR)
      add_alternatives(*part, parts);
    else if (Part settled = settle(*part); !settled.query.empty())
      parts.push_back(settled);
  }
}

/* And what it joins with those of an OP_AND: an OP_AND's own. */
void
Across::add_conjuncts(const Tree &tree, std::vector<Part> &parts) {
  for (const auto &part : tree.parts) {
    if (part->kind == Tree::branch && part->op == Xapian::Query::OP_AND)
      add_conjuncts(*part, parts);
    else
      parts.push_back(settle(*part));
  }
}

Part
Across::settle_branch(const Tree &tree) {
  std::vector<Part> parts;
  if (tree.op == Xapian::Query::OP_OR || tree.op == Xapian::Query::OP_SYNONYM) {
    add_alternatives(tree, parts);
    return settle_or(std::move(parts), tree.op);
  }
  if (tree.op == Xapian::Query::OP_AND) {
    add_conjuncts(tree, parts);
    return settle_and(std::move(parts));
  }
  for (const auto &part : tree.parts) {
    bool excluded = tree.op == Xapian::Query::OP_AND_NOT && !parts.empty();
    parts.push_back(settle(excluded ? *shim::without_maybe(part) : *part));
  }
  if (parts.empty())
    return {Xapian::Query(), 0};
  const Part &first = parts.front(), &second = parts.back();
  double estimate = first.estimate;
  if (tree.op == Xapian::Query::OP_AND_NOT)
    estimate = estimate * (1 - second.estimate / size);
  else if (tree.op == Xapian::Query::OP_FILTER)
    estimate = estimate * second.estimate / size;
  return {Xapian::Query(tree.op, first.query, second.query), shim::rounded(estimate)};
}

Part
Across::settle_window(const Tree &tree) {
  std::vector<Xapian::doccount> frequencies;
  for (const std::string &word : tree.words)
    frequencies.push_back(frequency(word));
  return {shim::window_query(tree), shim::frequency_of_window(tree, frequencies, size)};
}

Part
Across::settle_prefix(const Tree &tree) {
  std::vector<Part> parts;
  for (const shim::Expansion &expansion : shim::expand_prefix(database.database, tree))
    parts.push_back({Xapian::Query(expansion.term), expansion.frequency});
  return settle_or(std::move(parts), Xapian::Query::OP_SYNONYM);
}

Part
Across::settle(const Tree &tree) {
  switch (tree.kind) {
  case Tree::term:
    return settle_term(tree.text, tree.number);
  case Tree::branch:
    return settle_branch(tree);
  case Tree::window:
    return settle_window(tree);
  case Tree::prefix:
    return settle_prefix(tree);
  case Tree::scale: {
    Part inner = settle(*tree.parts[0]);
    return {Xapian::Query(tree.factor, inner.query), inner.estimate};
  }
  case Tree::weigh: {
    Part inner = settle(*tree.parts[0]);
    return {shim::weigh_query(tree.factor, inner.query), inner.estimate};
  }
  }
  throw Xapian::InvalidArgumentError("there is no such query");
}

} // namespace

Xapian::Query
shim::query_for(const ShimDatabase &database, const ShimQuery &query) {
  const Names::Tree stored = names_of(database).stored(query.tree);
  if (database.shards.parts.size() < 2 || database.database.get_doccount() == 0)
    return xapian_query(*stored, &database.database);
  return Across(database).settle(*stored).query;
}
