/* shim/postings.h: which documents a query matches, and how much each weighs, by lists that are
 * kept between searches; internal to shim/.
 *
 * Xapian reads the lists of a query's terms from the index for each query anew, takes a virtual
 * call or two for each document of each list, and to count every match it has to look at each. What
 * the leaves of queries match is kept here, so that most searches are sums over arrays that are at
 * hand. */
#ifndef SHIM_POSTINGS_H
#define SHIM_POSTINGS_H

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "shim/shim.h"

struct ShimDatabase;

namespace shim {

struct QueryTree;

/* Memory of sets that are gone, for those to come: each search makes some of one size, for which
 * malloc() would look through what else is free. A few are kept by each thread. */
template <typename Word> class Recycled {
public:
  using value_type = Word;
  Recycled() = default;
  template <typename Other> explicit Recycled(const Recycled<Other> &) {
  }
  Word *allocate(std::size_t count) {
    Spare &spare = spare_of_thread();
    if (spare.count > 0 && spare.size == count)
      return spare.blocks[--spare.count];
    return static_cast<Word *>(::operator new(count * sizeof(Word)));
  }
  void deallocate(Word *block, std::size_t count) noexcept {
    Spare &spare = spare_of_thread();
    if (spare.size != count)
      spare.drop();
    spare.size = count;
    if (spare.count < most)
      spare.blocks[spare.count++] = block;
    else
      ::operator delete(block);
  }
  bool operator==(const Recycled &) const {
    return true;
  }
  bool operator!=(const Recycled &) const {
    return false;
  }

private:
  static constexpr std::size_t most = 8;
  struct Spare {
    Word *blocks[most];
    std::size_t count = 0, size = 0; /* of each, in words */

    void drop() noexcept {
      while (count > 0)
        ::operator delete(blocks[--count]);
    }
    ~Spare() {
      drop();
      size = 0;
    }
  };
  static Spare &spare_of_thread() {
    static thread_local Spare spare;
    return spare;
  }
};

/* A set of documents, a bit for each id from 0 to `last`. Sets that are put together have the same
 * last. */
class DocumentSet {
public:
  explicit DocumentSet(Xapian::docid last) : words(last / bits + 1) {
  }
  static DocumentSet all(Xapian::docid last) {
    DocumentSet set(last);
    std::fill(set.words.begin(), set.words.end(), ~word{0});
    return set;
  }
  void add(Xapian::docid id) {
    words[id / bits] |= word{1} << id % bits;
  }
  bool has(Xapian::docid id) const {
    return (words[id / bits] >> id % bits & 1) != 0;
  }
  void remove(Xapian::docid id) {
    words[id / bits] &= ~(word{1} << id % bits);
  }
  void unite(const DocumentSet &other);
  void intersect(const DocumentSet &other);
  void subtract(const DocumentSet &other);
  unsigned count() const;
  bool has_more_than(unsigned most) const;
  /* Behind what is there, ascending. */
  void append_to(std::vector<Xapian::docid> &ids) const;
  /* The first that is not before an id; one that is past the last where there is none. */
  Xapian::docid first_from(Xapian::docid id) const;
  bool operator==(const DocumentSet &other) const {
    return words == other.words;
  }
  /* Calls visit(id) for each document, in their order. */
  template <typename Visitor> void each(Visitor visit) const {
    for (std::size_t i = 0; i < words.size(); i++)
      for (word rest = words[i]; rest != 0; rest &= rest - 1)
        visit(static_cast<Xapian::docid>(i * bits + static_cast<unsigned>(__builtin_ctzll(rest))));
  }
  /* The same for those that another set has, too. */
  template <typename Visitor> void each_also_in(const DocumentSet &other, Visitor visit) const {
    for (std::size_t i = 0; i < words.size(); i++)
      for (word rest = words[i] & other.words[i]; rest != 0; rest &= rest - 1)
        visit(static_cast<Xapian::docid>(i * bits + static_cast<unsigned>(__builtin_ctzll(rest))));
  }

private:
  using word = unsigned long long;
  static constexpr unsigned bits = 64;
  std::vector<word, Recycled<word>> words;
};

/* A document that a leaf of a query matches, and how often it says it. */
struct Posting {
  Xapian::docid id;
  Xapian::termcount wdf;
};

/* Of lists that are read or made one by one. */
constexpr unsigned postings_between_looks_at_the_clock = 4096;

/* For std::lower_bound(). */
inline bool
is_before(const Posting &posting, Xapian::docid id) {
  return posting.id < id;
}

struct PostingList {
  std::vector<Posting> postings;    /* by id */
  std::unique_ptr<DocumentSet> set; /* the same, where they are many; else NULL */
  /* In how many documents Xapian would take the leaf to be, by what its terms are in. */
  Xapian::doccount frequency = 0;

  bool has(Xapian::docid id) const {
    auto at = std::lower_bound(postings.begin(), postings.end(), id, is_before);
    return at != postings.end() && at->id == id;
  }
};

/* By what the list of a query is kept: the same for queries that are the same, and no term. */
std::string key_of(const QueryTree &tree);

/* Is it a term, or what counts as one: words that stand near each other, a prefix, an OP_SYNONYM of
 * such? Or something that may be part of one, an OP_OR or a factor, whose weights are passed over.
 */
bool counts_as_one(const QueryTree &tree);

/* An estimate of a number of documents, rounded as Xapian does. */
inline Xapian::doccount
rounded(double estimate) {
  return static_cast<Xapian::doccount>(estimate + 0.5);
}

/* In how many of `size` documents Xapian takes the words of a window to stand near each other.
 * words: in how many each of them is (shim/windows.cc). */
Xapian::doccount frequency_of_window(const QueryTree &window, std::vector<Xapian::doccount> words,
                                     double size);

/* A term, and in how many documents it is. */
struct Expansion {
  std::string term;
  Xapian::doccount frequency;
};

/* The terms that begin as a prefix, those with a name by their names; the most frequent if there
 * are more than it may expand to. */
std::vector<Expansion> expand_prefix(const Xapian::Database &database, const QueryTree &prefix);

/* The lists of one state of a database of one shard. All may throw what Xapian throws, and
 * TimeoutError. */
class PostingLists {
public:
  using Pointer = std::shared_ptr<const PostingList>;
  using Scope = std::shared_ptr<const DocumentSet>;

  /* Who remembers terms' frequencies; NULL = they are asked of the database. */
  explicit PostingLists(const ShimDatabase *counts_of = nullptr) : counted(counts_of) {
  }
  /* Of the same terms, read by others, what is in some documents. */
  PostingLists(PostingLists &read_by, Scope documents)
      : counted(read_by.counted), source(&read_by), only(std::move(documents)) {
  }

  /* Of the terms below a query no documents are wanted but these, and those of other calls: what
   * else is in their lists is passed over. Before the first list is asked for. */
  void narrow_terms(const QueryTree &tree, const Scope &scope);
  /* Has the frequencies of all these terms remembered, which takes less time together. */
  void count_terms() const;
  /* The same for equal sets. */
  Scope scope_of(DocumentSet documents);
  /* Where terms were narrowed, words of a query that are to stand near each other are taken to do
   * so wherever all of them are, until it is looked up for some documents. Adds to `wrong` those of
   * them in which they do not, after all. */
  void check_windows(const ShimDatabase &database, const QueryTree &tree,
                     const DocumentSet &documents, DocumentSet &wrong);

  Pointer of_term(const ShimDatabase &database, const std::string &term);
  /* Of what counts as one term, each document with the wdfs of all that it says. */
  Pointer of_one(const ShimDatabase &database, const QueryTree &tree);
  DocumentSet matching(const ShimDatabase &database, const QueryTree &tree);
  /* Takes the documents out of a set that a query does not match, or those that it does. */
  void keep_matching(const ShimDatabase &database, const QueryTree &tree, DocumentSet &set);
  void take_out_matching(const ShimDatabase &database, const QueryTree &tree, DocumentSet &set);
  /* Calls visit(id) for the matches among some documents, in their order. */
  template <typename Visitor>
  void each_match(const ShimDatabase &database, const QueryTree &tree, const DocumentSet &within,
                  Visitor visit) {
    Pointer list = of_leaf(database, tree);
    if (list == nullptr)
      matching(database, tree).each_also_in(within, visit);
    else if (list->set != nullptr)
      list->set->each_also_in(within, visit);
    else
      for (const Posting &posting : list->postings)
        if (within.has(posting.id))
          visit(posting.id);
  }
  /* Of documents, by id. */
  const std::vector<Xapian::termcount> &lengths(const ShimDatabase &database);

private:
  using Lists = std::unordered_map<std::string, Pointer>;

  Pointer of_leaf(const ShimDatabase &database, const QueryTree &tree);
  void add_matching(const ShimDatabase &database, const QueryTree &tree, DocumentSet &set);
  DocumentSet narrow(const ShimDatabase &database, const QueryTree &tree);
  Pointer find(const std::string &key);
  Pointer keep(const ShimDatabase &database, const std::string &key, PostingList list);
  PostingList read_term(const ShimDatabase &database, const std::string &term) const;
  void find_near(const ShimDatabase &database, const QueryTree &window,
                 const std::vector<Posting> *some, std::vector<Posting> &found);
  void take_out(const ShimDatabase &database, const std::string &key, const DocumentSet &wrong);
  std::vector<Posting> with_all(const ShimDatabase &database, const QueryTree &window);
  PostingList read_window(const ShimDatabase &database, const QueryTree &window);
  void add_parts(const ShimDatabase &database, const QueryTree &tree, std::vector<Pointer> &parts);
  std::vector<Posting> merge_many(const std::vector<Pointer> &parts, Xapian::docid last);
  PostingList join(const ShimDatabase &database, const std::vector<Pointer> &parts);

  /* Are the words of windows known to stand near each other? */
  bool is_exact() const {
    return scopes.empty() && only == nullptr;
  }

  const ShimDatabase *counted;
  PostingLists *source = nullptr; /* who reads terms; NULL = these do */
  Scope only;                     /* that are wanted; NULL = all, or by term */
  Lists recent, older;            /* what was asked for lately, and before that */
  std::size_t recent_postings = 0;
  std::unordered_map<std::string, Scope> scopes; /* by term; empty = of all terms everything */
  std::vector<Scope> known_scopes;               /* different ones */
  std::unordered_map<std::string, DocumentSet> checked_windows;
  std::vector<std::string> made_of_windows;     /* keys of lists */
  std::vector<Xapian::termcount> known_lengths; /* empty until needed */
  std::vector<Xapian::termcount> wdfs;          /* by document, for joining lists; all 0 between */
};

/* Weighs matches by BM25 as Xapian does, to the last bits of a sum. Of one state of a database of
 * one shard. */
class Ranking {
public:
  struct Hit {
    Xapian::docid id;
    double weight;
  };
  /* Of equals the one with the lower id. */
  static bool is_better(const Hit &one, const Hit &other) {
    return one.weight != other.weight ? one.weight > other.weight : one.id < other.id;
  }

  /* Is this a query that it can rank? */
  static bool knows(const QueryTree &tree, const ShimSearchOptions &options);
  /* Before a search, and after it, told what it has weighed and not forgotten; what fails between
   * the two needs no end. */
  void begin();
  void end(const std::vector<Xapian::docid> &matches);
  /* Weighs the query's matches among some documents, of which none has a weight yet, and says which
   * these are. Throws as PostingLists do. */
  DocumentSet weigh(const ShimDatabase &database, PostingLists &lists, const QueryTree &query,
                    const DocumentSet &within, const ShimSearchOptions &options);
  /* Of a match that was weighed. */
  double weight(Xapian::docid id) const {
    return sums[id];
  }
  void forget(Xapian::docid id) {
    sums[id] = 0;
  }
  /* The best of some matches that were weighed (ascending), `most` of them or fewer, the best
   * first. */
  std::vector<Hit> best(const std::vector<Xapian::docid> &matches, std::size_t most) const;

private:
  struct Task;

  void prepare(const ShimDatabase &database, PostingLists &lists, const ShimSearchOptions &options);

  double norm_of(std::size_t length) const;

  double k1 = 0, b = 0, min_length = 0, of_average = 0; /* that norms are worked out with */
  std::vector<double> norms; /* what BM25 adds to the wdf, by length; of long documents none */
  std::vector<double> sums;  /* by document; 0 of those that have no weight */
  bool is_weighing = false;
};

} // namespace shim

#endif
