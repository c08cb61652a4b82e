/* shim/document_sets.cc: sets of documents from the lists of terms. */
#include "shim/document_sets.h"

#include "shim/guard.h"

namespace shim {

namespace {

/* Four bytes each; with more than these, what is kept is dropped and begun anew. */
constexpr std::size_t most_ids_kept = 4000000;
constexpr unsigned ids_between_looks_at_the_clock = 4096;

/* Of a query that is run for its matches alone. */
class Collector : public Xapian::MatchSpy {
public:
  explicit Collector(std::vector<Xapian::docid> &ids_to_fill) : ids(ids_to_fill) {
  }
  void operator()(const Xapian::Document &document, double) override {
    if (ids.size() % ids_between_looks_at_the_clock == 0)
      check_time();
    ids.push_back(document.get_docid());
  }

private:
  std::vector<Xapian::docid> &ids;
};

void
read_term(const Xapian::Database &database, const std::string &term,
          std::vector<Xapian::docid> &ids) {
  Xapian::PostingIterator end = database.postlist_end(term);
  for (auto i = database.postlist_begin(term); i != end; ++i) {
    if (ids.size() % ids_between_looks_at_the_clock == 0)
      check_time();
    ids.push_back(*i);
  }
}

/* Whatever is more than a term: what stands near, the words behind a prefix. */
void
read_matches(const Xapian::Database &database, const Xapian::Query &query,
             std::vector<Xapian::docid> &ids) {
  Xapian::Enquire enquire(database);
  Collector collector(ids);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&collector);
  enquire.get_mset(0, 0, database.get_doccount());
}

} // namespace

void
DocumentSet::unite(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] |= other.words[i];
}

void
DocumentSet::intersect(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] &= other.words[i];
}

void
DocumentSet::subtract(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] &= ~other.words[i];
}

unsigned
DocumentSet::count() const {
  unsigned count = 0;
  for (word bits_here : words)
    count += static_cast<unsigned>(__builtin_popcountll(bits_here));
  return count;
}

const DocumentSets::Ids &
DocumentSets::leaf(const Xapian::Database &database, const Xapian::Query &query) {
  std::string key = query.serialise();
  auto found = kept.find(key);
  if (found != kept.end())
    return found->second;
  Ids ids;
  if (query.get_type() == Xapian::Query::LEAF_TERM)
    read_term(database, *query.get_unique_terms_begin(), ids);
  else
    read_matches(database, query, ids);
  if (kept_ids + ids.size() > most_ids_kept) {
    kept.clear();
    kept_ids = 0;
  }
  kept_ids += ids.size();
  return kept.emplace(std::move(key), std::move(ids)).first->second;
}

/* Of operators that keep less than their first subquery finds. */
DocumentSet
DocumentSets::narrow(const Xapian::Database &database, const Xapian::Query &query) {
  DocumentSet set = matching(database, query.get_subquery(0));
  for (std::size_t i = 1; i < query.get_num_subqueries(); i++) {
    DocumentSet other = matching(database, query.get_subquery(i));
    if (query.get_type() == Xapian::Query::OP_AND_NOT)
      set.subtract(other);
    else
      set.intersect(other);
  }
  return set;
}

void
DocumentSets::add_matching(const Xapian::Database &database, const Xapian::Query &query,
                           DocumentSet &set) {
  switch (query.get_type()) {
  case Xapian::Query::OP_OR:
  case Xapian::Query::OP_SYNONYM:
    for (std::size_t i = 0; i < query.get_num_subqueries(); i++)
      add_matching(database, query.get_subquery(i), set);
    break;
  case Xapian::Query::OP_AND:
  case Xapian::Query::OP_FILTER:
  case Xapian::Query::OP_AND_NOT:
    set.unite(narrow(database, query));
    break;
  case Xapian::Query::OP_AND_MAYBE:
  case Xapian::Query::OP_SCALE_WEIGHT:
    add_matching(database, query.get_subquery(0), set);
    break;
  default:
    for (Xapian::docid id : leaf(database, query))
      set.add(id);
  }
}

DocumentSet
DocumentSets::matching(const Xapian::Database &database, const Xapian::Query &query) {
  DocumentSet set(database.get_lastdocid());
  add_matching(database, query, set);
  return set;
}

} // namespace shim
