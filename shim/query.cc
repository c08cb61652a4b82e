/* shim/query.cc: query trees. */
#include <algorithm>
#include <cmath>
#include <glib/gi18n.h>
#include <memory>
#include <utility>
#include <vector>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* Xapian walks a tree by recursion; a deeper one than any query needs could end the stack. */
constexpr unsigned deepest_query = 200;

using Tree = shim::QueryTree;

using TreePointer = std::shared_ptr<const Tree>;

ShimQuery *
make(Tree &&tree, unsigned depth) {
  if (depth > deepest_query)
    throw Xapian::UnimplementedError(_("the query is nested too deeply"));
  auto made = std::make_unique<ShimQuery>();
  made->tree = std::make_shared<const Tree>(std::move(tree));
  made->depth = depth;
  return made.release();
}

ShimQuery *
make_with_factor(Tree::Kind kind, const ShimQuery *inner, double factor) {
  Tree tree(kind);
  tree.factor = factor;
  tree.parts = {inner->tree};
  return make(std::move(tree), inner->depth + 1);
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

/* Where Xapian 1.4 passes over what can't be among the best, it takes words below an OP_OR to stand
 * near each other that do not. Below an OP_SYNONYM nothing is passed over. */
Xapian::Query
shim::window_query(const QueryTree &tree) {
  Xapian::Query window(tree.op, tree.words.begin(), tree.words.end(), tree.number);
  return Xapian::Query(Xapian::Query::OP_SYNONYM, &window, &window + 1);
}

std::shared_ptr<const shim::QueryTree>
shim::without_maybe(const TreePointer &tree) {
  if (tree->kind == Tree::scale || tree->kind == Tree::weigh ||
      (tree->kind == Tree::branch && tree->op == Xapian::Query::OP_AND_MAYBE))
    return tree->parts.empty() ? tree : without_maybe(tree->parts[0]);
  if (tree->kind != Tree::branch)
    return tree;
  auto plain = std::make_shared<Tree>(*tree);
  for (TreePointer &part : plain->parts)
    part = without_maybe(part);
  return plain;
}

static Xapian::Query
branch_query(const Tree &tree, const Xapian::Database *database) {
  std::vector<Xapian::Query> parts;
  for (const TreePointer &part : tree.parts) {
    bool excluded = tree.op == Xapian::Query::OP_AND_NOT && !parts.empty();
    parts.push_back(shim::xapian_query(excluded ? *shim::without_maybe(part) : *part, database));
  }
  return Xapian::Query(tree.op, parts.begin(), parts.end());
}

Xapian::Query
shim::weigh_query(double weight, const Xapian::Query &inner) {
  Xapian::PostingSource *each = new Xapian::FixedWeightPostingSource(weight);
  return Xapian::Query(Xapian::Query::OP_FILTER, Xapian::Query(each->release()), inner);
}

/* Xapian knows no names, so where terms that begin so have some they are chosen here. */
static Xapian::Query
prefix_query(const Tree &tree, const Xapian::Database *database) {
  if (database == nullptr || tree.words.empty())
    return Xapian::Query(Xapian::Query::OP_WILDCARD, tree.text, tree.number,
                         Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_SYNONYM);
  std::vector<Xapian::Query> terms;
  for (const shim::Expansion &expansion : shim::expand_prefix(*database, tree))
    terms.emplace_back(expansion.term);
  return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
}

Xapian::Query
shim::xapian_query(const QueryTree &tree, const Xapian::Database *database) {
  switch (tree.kind) {
  case Tree::term:
    return Xapian::Query(tree.text, tree.number);
  case Tree::branch:
    return branch_query(tree, database);
  case Tree::window:
    return window_query(tree);
  case Tree::prefix:
    return prefix_query(tree, database);
  case Tree::scale:
    return Xapian::Query(tree.factor, xapian_query(*tree.parts[0], database));
  case Tree::weigh:
    return weigh_query(tree.factor, xapian_query(*tree.parts[0], database));
  }
  throw Xapian::InvalidArgumentError("there is no such query");
}

extern "C" bool
shim_query_term(const char *term, unsigned within_query_frequency, ShimQuery **query,
                GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    Tree tree(Tree::term);
    tree.text = term;
    tree.number = within_query_frequency;
    *query = make(std::move(tree), 1);
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
    Tree tree(Tree::branch);
    tree.op = op;
    tree.parts.reserve(count);
    unsigned depth = 0;
    for (gsize i = 0; i < count; i++) {
      shim::require(queries[i] != nullptr, "a query is missing");
      tree.parts.push_back(queries[i]->tree);
      depth = std::max(depth, queries[i]->depth);
    }
    *query = make(std::move(tree), depth + 1);
  });
}

static void
free_query(gpointer query) {
  shim_query_free(static_cast<ShimQuery *>(query));
}

extern "C" GPtrArray *
shim_queries_new(void) SHIM_NOTHROW {
  return g_ptr_array_new_with_free_func(free_query);
}

extern "C" bool
shim_queries_combine(ShimOperator operation, const GPtrArray *queries, ShimQuery **query,
                     GError **error) {
  return shim_query_combine(operation, reinterpret_cast<const ShimQuery *const *>(queries->pdata),
                            queries->len, query, error);
}

extern "C" bool
shim_query_phrase(const char *const *terms, gsize count, unsigned window, bool ordered,
                  ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    bool phrase = ordered || window == 0;
    Tree tree(Tree::window);
    tree.op = phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    tree.words.assign(terms, terms + count);
    tree.number = window;
    shim::window_query(tree); /* throws where it can't be one */
    *query = make(std::move(tree), 1);
  });
}

extern "C" bool
shim_query_prefix(const char *prefix, unsigned max_expansion, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(prefix[0] != '\0', "a prefix can't be empty");
    shim::require(max_expansion > 0, "a prefix must expand to at least one term");
    Tree tree(Tree::prefix);
    tree.text = prefix;
    tree.number = max_expansion;
    *query = make(std::move(tree), 1);
  });
}

extern "C" bool
shim_query_scale(const ShimQuery *inner, double factor, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(std::isfinite(factor) && factor >= 0, "a factor can't be negative");
    *query = make_with_factor(Tree::scale, inner, factor);
  });
}

extern "C" bool
shim_query_weigh(const ShimQuery *inner, double weight, ShimQuery **query, GError **error) {
  *query = nullptr;
  return shim::guarded(error, nullptr, [&] {
    shim::require(std::isfinite(weight) && weight >= 0, "a weight can't be negative");
    *query = make_with_factor(Tree::weigh, inner, weight);
  });
}

extern "C" bool
shim_query_describe(const ShimQuery *query, char **text, GError **error) {
  *text = nullptr;
  return shim::guarded(error, nullptr, [&] {
    *text = shim::copy_bytes(shim::xapian_query(*query->tree, nullptr).get_description());
  });
}

extern "C" void
shim_query_free(ShimQuery *query) SHIM_NOTHROW {
  delete query;
}
