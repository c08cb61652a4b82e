/* shim/handles.h: what the opaque handles of shim.h hold; internal to shim/. */
#ifndef SHIM_HANDLES_H
#define SHIM_HANDLES_H

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "shim/postings.h"
#include "shim/shim.h"

namespace shim {

/* The values of one slot of all documents, each as a small number, so that a set of documents is
 * counted by array: a spy reads a value for every match, which takes longer than finding it. Four
 * bytes a document; of one state of a database of one shard. */
class Column {
public:
  Column(const ShimDatabase &database, Xapian::valueno slot);
  ShimFacet counted(const std::vector<Xapian::docid> &documents) const;
  /* The number of a document's value; 0 = unset. */
  unsigned number(Xapian::docid id) const {
    return numbers[id];
  }
  /* The value itself; "" = unset. */
  const char *text(Xapian::docid id) const {
    return numbers[id] == 0 ? "" : static_cast<const char *>(values->pdata[numbers[id] - 1]);
  }

private:
  struct Unref {
    void operator()(GPtrArray *texts) const noexcept {
      g_ptr_array_unref(texts);
    }
  };

  void read_summary(std::string_view section, Xapian::docid last);
  void read_values(const Xapian::Database &database, Xapian::valueno slot);

  std::vector<unsigned> numbers; /* by document */
  std::unique_ptr<GPtrArray, Unref> values{g_ptr_array_new_with_free_func(g_free)}; /* ascending */
};

/* The values of one slot of all documents as they are, one behind the other. */
class Values {
public:
  Values(const Xapian::Database &database, Xapian::valueno slot);
  std::string_view of(Xapian::docid id) const {
    return std::string_view(bytes).substr(starts[id], starts[id + 1] - starts[id]);
  }

private:
  std::string bytes;
  std::vector<std::size_t> starts; /* by document, and the end of the last */
};

/* A database of this machine. Xapian takes a table of positions that can't be opened, for whatever
 * reason, for one that is not there, and so would a compaction write an index without them: throws
 * instead. */
Xapian::Database open_local(const std::string &path);

/* The databases that a path or a stub names, in its order. */
struct Shards {
  std::vector<Xapian::Database> parts;
  std::vector<std::string> left_out; /* places that do not answer */
  bool has_remote = false;

  /* leave_out: go on without those that do not answer; else throws for the first. */
  void open_or_leave_out(const std::string &path, bool leave_out);
  Xapian::Database joined() const;
};

/* A query as it was put together. Xapian's own is made of it where Xapian is to run it; it does not
 * tell all that it holds. */
struct QueryTree {
  enum Kind { term, branch, window, prefix, scale, weigh } kind;
  explicit QueryTree(Kind its_kind) : kind(its_kind) {
  }
  Xapian::Query::op op = Xapian::Query::OP_OR; /* of a branch or window */
  std::string text;                            /* of a term or prefix */
  std::vector<std::string> words;              /* of a window */
  unsigned number = 0; /* frequency within the query, width of a window, most expansions */
  double factor = 0;   /* of scale and weigh */
  std::vector<std::shared_ptr<const QueryTree>> parts;
};

/* The terms of a database that are stored by a shorter name (shim/names.cc). */
class Names {
public:
  /* What a database keeps of them. */
  static std::string choose(const char *const *terms);
  static std::shared_ptr<const Names> of(const Xapian::Database &database);
  static bool is_name(const std::string &stored);
  static bool is_term(const std::string &term);
  explicit Names(std::string chosen);
  Names(const Names &) = delete; /* the maps look into the text */
  Names &operator=(const Names &) = delete;
  bool empty() const {
    return names.empty();
  }
  bool same_as(const Names &other) const {
    return this == &other || text == other.text;
  }
  /* The name, or where it has none the term itself; and back. */
  std::string stored(const std::string &term) const;
  std::string term_of(const std::string &stored) const;
  /* The query by what is stored; a prefix has the names of terms that begin so as its words. */
  using Tree = std::shared_ptr<const QueryTree>;
  Tree stored(const Tree &tree) const;
  Tree stored(const QueryTree &leaf) const;
  /* The terms that have a name, in the order of bytes. */
  std::vector<std::string> beginning_with(const std::string &prefix) const;

private:
  std::string text;
  std::unordered_map<std::string_view, std::string_view> names;
  mutable std::unordered_map<std::string_view, std::string_view>
      terms; /* once they are asked for */
  mutable std::once_flag turned;
};

} // namespace shim

struct ShimDocument {
  Xapian::Document document;
  std::shared_ptr<const shim::Names> names = nullptr; /* of the writer that it is for */
};

struct ShimWriter {
  std::string path;
  Xapian::WritableDatabase database;
  std::shared_ptr<const shim::Names> names = nullptr;
  bool in_transaction = false;
  bool may_have_summary = true; /* of the documents, as they were before */
};

/* What searches keep of one state of a database. */
struct ShimKept {
  unsigned exact_searches = 0;                                   /* of those that asked for hits */
  std::shared_ptr<const shim::Names> names;                      /* NULL until needed */
  std::string summary;                                           /* "" = not read, or none */
  std::unordered_map<std::string, Xapian::doccount> frequencies; /* of terms, over all shards */
  shim::PostingLists lists;
  shim::Ranking ranking;
  std::vector<Xapian::docid> matches; /* of the search under way */
  std::unordered_map<Xapian::valueno, shim::Column> columns;
  std::unordered_map<Xapian::valueno, shim::Values> values;
};

struct ShimDatabase {
  std::string path;
  Xapian::Database database;
  shim::Shards shards;                         /* of which database is made; none of a writer's */
  std::vector<const char *> left_out{nullptr}; /* their places; NULL-terminated */
  bool of_writer = false;
  bool is_one_local_shard = false;
  mutable ShimKept kept;
};

struct ShimQuery {
  std::shared_ptr<const shim::QueryTree> tree;
  unsigned depth = 1;
};

namespace shim {

const Names &names_of(const ShimDatabase &database);
/* As one database is asked; NULL = none, so that no term has a name. */
Xapian::Query xapian_query(const QueryTree &tree, const Xapian::Database *database);
/* Of words that stand near each other. */
Xapian::Query window_query(const QueryTree &tree);
/* What a query finds, each with one weight. */
Xapian::Query weigh_query(double weight, const Xapian::Query &inner);
/* The same matches, where weights do not count: Xapian 1.4 reads what was never set where an
 * OP_AND_MAYBE lies below an OP_AND or OP_FILTER that is excluded. */
std::shared_ptr<const QueryTree> without_maybe(const std::shared_ptr<const QueryTree> &tree);
/* Adds the hits of the page that is asked for; their documents are read when they are asked for
 * something. */
void take_hits(ShimResult *result, const Xapian::Database &database,
               const std::vector<Ranking::Hit> &best, const ShimSearchOptions *options);
/* As Xapian does it, with whatever options. */
void search_by_xapian(const ShimDatabase *database, const ShimQuery *query,
                      const ShimSearchOptions *options, ShimResult *result);
/* The lengths of all documents, by id. */
std::vector<Xapian::termcount> lengths_of(const ShimDatabase &database);
/* The values of a slot of all documents; kept. */
const Column &column_of(const ShimDatabase &database, Xapian::valueno slot);
/* Are they summed up, so that those of all take less than those of some hundred one by one? */
bool is_summed_up(const ShimDatabase &database, Xapian::valueno slot);
/* Before a document is altered: what is told of all of them is no more true. */
void forget_summary(ShimWriter *writer);
/* In how many documents a term is, as it is stored, over all shards; remembered. */
Xapian::doccount frequency_of(const ShimDatabase &database, const std::string &stored);
/* The query as it must be put to this database: to several shards so that they weigh as one. */
Xapian::Query query_for(const ShimDatabase &database, const ShimQuery &query);

} // namespace shim

#endif
