/* shim/query.cc: query trees. */
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* Xapian walks a tree by recursion; a deeper one than any query needs could end the stack. */
constexpr unsigned kMaxDepth = 200;

using Leaves = std::vector<ShimQueryLeaf>;

using Tree = shim::QueryTree;

using TreePointer = std::shared_ptr<const Tree>;

/* The same matches, where weights do not count: Xapian 1.4 reads what was never set where an
 * OP_AND_MAYBE lies below an OP_AND or OP_FILTER that is excluded. */
TreePointer
without_maybe(const TreePointer &tree) {
  if (tree->kind == Tree::scale || tree->kind == Tree::weigh ||
      (tree->kind == Tree::branch && tree->op == Xapian::Query::OP_AND_MAYBE))
    return tree->parts.empty() ? tree : without_maybe(tree->parts[0]);
  if (tree->kind != Tree::branch)
    return tree;
  auto plain = std::make_shared<Tree>(*tree);
  std::vector<Xapian::Query> queries;
  for (TreePointer &part : plain->parts) {
    part = without_maybe(part);
    queries.push_back(part->query);
  }
  plain->query = Xapian::Query(plain->op, queries.begin(), queries.end());
  return plain;
}

ShimQuery *
make(const Xapian::Query &query, Tree tree, unsigned depth, Leaves leaves) {
  if (depth > kMaxDepth)
    throw Xapian::UnimplementedError("the query is nested too deeply");
  auto made = std::make_unique<ShimQuery>();
  made->query = query;
  tree.query = query;
  made->tree = std::make_shared<const Tree>(std::move(tree));
  made->depth = depth;
  made->leaves = std::move(leaves);
  return made.release();
}

/* Where Xapian 1.4 passes over what can't be among the best, it takes words below an OP_OR to stand
 * near each other that do not. Below an OP_SYNONYM nothing is passed over. */
Xapian::Query
as_one_term(const Xapian::Query &query) {
  return Xapian::Query(Xapian::Query::OP_SYNONYM, &query, &query + 1);
}

Xapian::Query::op
operator_of(int operation) {
  switch (operation) {
  case SHIM_OP_AND:
    return Xapian::Query::OP_AND;
  case SHIM_OP_OR:
    return Xapian::Query::OP_OR;
  case SHIM_OP_AND_NOT:
    return Xapian::Query::OP_AND_NOT;
  case SHIM_OP_AND_MAYBE:
    return Xapian::Query::OP_AND_MAYBE;
  case SHIM_OP_FILTER:
    return Xapian::Query::OP_FILTER;
  case SHIM_OP_SYNONYM:
    return Xapian::Query::OP_SYNONYM;
  }
  throw Xapian::InvalidArgumentError("there is no such operator");
}

bool
takes_two(int operation) {
  return operation == SHIM_OP_AND_NOT || operation == SHIM_OP_AND_MAYBE ||
         operation == SHIM_OP_FILTER;
}

} // namespace

extern "C" bool
shim_query_term(const char *term, unsigned within_query_frequency, ShimQuery **query,
                GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(term[0] != '\0', "a term can't be empty");
    Tree tree{Tree::term, Xapian::Query::OP_OR, term, {}, within_query_frequency, 0, {}, {}};
    *query = make(Xapian::Query(std::string(term), within_query_frequency), std::move(tree), 1,
                  {{term, false}});
  });
}

extern "C" bool
shim_query_combine(ShimOperator operation, const ShimQuery *const *queries, gsize count,
                   ShimQuery **query, GError **error) {
  *query = nullptr;
  const int asked = operation; /* a caller in C may hand over any number */
  return shim::guarded(error, nullptr, [&] {
    Xapian::Query::op op = operator_of(asked);
    shim::require(count == 0 || count == 2 || !takes_two(asked), "this operator takes two queries");
    std::vector<Xapian::Query> parts;
    Tree tree{Tree::branch, op, "", {}, 0, 0, {}, {}};
    Leaves leaves;
    unsigned depth = 0;
    for (gsize i = 0; i < count; i++) {
      shim::require(queries[i] != nullptr, "a query is missing");
      bool excluded = op == Xapian::Query::OP_AND_NOT && i > 0;
      tree.parts.push_back(excluded ? without_maybe(queries[i]->tree) : queries[i]->tree);
      parts.push_back(tree.parts.back()->query);
      leaves.insert(leaves.end(), queries[i]->leaves.begin(), queries[i]->leaves.end());
      depth = std::max(depth, queries[i]->depth);
    }
    *query = make(Xapian::Query(op, parts.begin(), parts.end()), std::move(tree), depth + 1,
                  std::move(leaves));
  });
}

extern "C" bool
shim_query_phrase(const char *const *terms, gsize count, unsigned window, bool ordered,
                  ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    std::vector<std::string> words(terms, terms + count);
    Leaves leaves;
    for (const std::string &word : words)
      leaves.push_back({word, false});
    bool phrase = ordered || window == 0;
    Xapian::Query::op op = phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    Xapian::Query standing(op, words.begin(), words.end(), window);
    Tree tree{Tree::window, op, "", std::move(words), window, 0, {}, {}};
    *query = make(as_one_term(standing), std::move(tree), 1, std::move(leaves));
  });
}

extern "C" bool
shim_query_prefix(const char *prefix, unsigned max_expansion, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(prefix[0] != '\0', "a prefix can't be empty");
    shim::require(max_expansion > 0, "a prefix must expand to at least one term");
    Xapian::Query any(Xapian::Query::OP_WILDCARD, prefix, max_expansion,
                      Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_SYNONYM);
    Tree tree{Tree::prefix, Xapian::Query::OP_OR, prefix, {}, max_expansion, 0, {}, {}};
    *query = make(any, std::move(tree), 1, {{prefix, true}});
  });
}

extern "C" bool
shim_query_scale(const ShimQuery *inner, double factor, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(std::isfinite(factor) && factor >= 0, "a factor can't be negative");
    Tree tree{Tree::scale, Xapian::Query::OP_OR, "", {}, 0, factor, {inner->tree}, {}};
    *query =
        make(Xapian::Query(factor, inner->query), std::move(tree), inner->depth + 1, inner->leaves);
  });
}

extern "C" bool
shim_query_weigh(const ShimQuery *inner, double weight, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(std::isfinite(weight) && weight >= 0, "a weight can't be negative");
    Xapian::PostingSource *each = new Xapian::FixedWeightPostingSource(weight);
    Xapian::Query all(each->release());
    Tree tree{Tree::weigh, Xapian::Query::OP_OR, "", {}, 0, weight, {inner->tree}, {}};
    *query = make(Xapian::Query(Xapian::Query::OP_FILTER, all, inner->query), std::move(tree),
                  inner->depth + 1, inner->leaves);
  });
}

extern "C" bool
shim_query_describe(const ShimQuery *query, char **text, GError **error) {
  *text = nullptr;
  return shim::guarded(error, nullptr,
                       [&] { *text = shim::copy_bytes(query->query.get_description()); });
}

extern "C" void
shim_query_free(ShimQuery *query) SHIM_NOTHROW {
  delete query;
}
