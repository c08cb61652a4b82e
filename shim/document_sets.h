/* shim/document_sets.h: which documents a query matches, without ranking them; internal to shim/.
 *
 * Xapian finds the best matches fast by passing over what can't be among them; to count every match
 * it would have to look at each of them, for each query anew. What the leaves of queries match is
 * kept here between searches, so that most counts are a union of lists that are at hand. */
#ifndef SHIM_DOCUMENT_SETS_H
#define SHIM_DOCUMENT_SETS_H

#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

namespace shim {

/* A set of documents, a bit for each id from 0 to `last`. Sets that are put together have the same
 * last. */
class DocumentSet {
public:
  explicit DocumentSet(Xapian::docid last) : words(last / bits + 1) {
  }
  void add(Xapian::docid id) {
    words[id / bits] |= word{1} << id % bits;
  }
  void unite(const DocumentSet &other);
  void intersect(const DocumentSet &other);
  void subtract(const DocumentSet &other);
  unsigned count() const;
  /* Calls visit(id) for each document, in their order. */
  template <typename Visitor> void each(Visitor visit) const {
    for (std::size_t i = 0; i < words.size(); i++)
      for (word rest = words[i]; rest != 0; rest &= rest - 1)
        visit(static_cast<Xapian::docid>(i * bits + static_cast<unsigned>(__builtin_ctzll(rest))));
  }

private:
  using word = unsigned long long;
  static constexpr unsigned bits = 64;
  std::vector<word> words;
};

/* The sets of one state of a database of one shard. */
class DocumentSets {
public:
  /* Throws what Xapian throws, and TimeoutError. */
  DocumentSet matching(const Xapian::Database &database, const Xapian::Query &query);

private:
  using Ids = std::vector<Xapian::docid>;

  void add_matching(const Xapian::Database &database, const Xapian::Query &query, DocumentSet &set);
  DocumentSet narrow(const Xapian::Database &database, const Xapian::Query &query);
  const Ids &leaf(const Xapian::Database &database, const Xapian::Query &query);

  std::unordered_map<std::string, Ids> kept; /* by the leaf, serialised */
  std::size_t kept_ids = 0;
};

} // namespace shim

#endif
