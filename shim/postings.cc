/* shim/postings.cc: the lists of documents that leaves of queries match, and sets made of them. */
#include "shim/postings.h"

#include <algorithm>

#include "shim/guard.h"
#include "shim/handles.h"

namespace shim {

namespace {

using Tree = QueryTree;

/* Eight bytes each. With more than these, what was not asked for since the last such moment is
 * dropped. */
constexpr std::size_t most_recent_postings = 2000000;
constexpr unsigned postings_between_looks_at_the_clock = 4096;
/* A list that has more than one document in so many is kept as a set, too, which takes no more
 * memory than the list, and is united a word at a time. */
constexpr unsigned one_in_many = 64;

/* Of a query that is run for its matches alone. */
class Collector : public Xapian::MatchSpy {
public:
  explicit Collector(std::vector<Posting> &postings_to_fill) : postings(postings_to_fill) {
  }
  void operator()(const Xapian::Document &document, double) override {
    if (postings.size() % postings_between_looks_at_the_clock == 0)
      check_time();
    postings.push_back({document.get_docid(), 0});
  }

private:
  std::vector<Posting> &postings;
};

PostingList
read_term(const ShimDatabase &database, const std::string &term) {
  PostingList list;
  const std::string stored = names_of(database).stored(term);
  list.frequency = database.database.get_termfreq(stored);
  list.postings.reserve(list.frequency);
  Xapian::PostingIterator end = database.database.postlist_end(stored);
  for (auto i = database.database.postlist_begin(stored); i != end; ++i) {
    if (list.postings.size() % postings_between_looks_at_the_clock == 0)
      check_time();
    list.postings.push_back({*i, i.get_wdf()});
  }
  return list;
}

bool
is_branch(const Tree &tree, Xapian::Query::op op) {
  return tree.kind == Tree::branch && tree.op == op;
}

/* Each part begins with what tells it from others and ends with a NUL, which no word has. */
void
append_key(const Tree &tree, std::string &key) {
  key += static_cast<char>('0' + tree.kind);
  if (tree.kind == Tree::branch || tree.kind == Tree::window)
    key += static_cast<char>('0' + tree.op);
  if (tree.kind == Tree::window || tree.kind == Tree::prefix)
    key += std::to_string(tree.number) + ' ';
  key += tree.text;
  for (const std::string &word : tree.words)
    (key += ' ') += word;
  for (const auto &part : tree.parts)
    append_key(*part, key);
  key += '\0';
}

bool
is_before(const Posting &posting, Xapian::docid id) {
  return posting.id < id;
}

/* As Xapian takes words near each other to be said as often as the rarest of them. */
void
lower_wdfs(const PostingList &word, std::vector<Posting> &postings) {
  auto at = word.postings.begin(), end = word.postings.end();
  for (Posting &posting : postings) {
    at = std::lower_bound(at, end, posting.id, is_before);
    if (at != end && at->id == posting.id)
      posting.wdf = posting.wdf == 0 ? at->wdf : std::min(posting.wdf, at->wdf);
  }
}

Xapian::doccount
rounded(double estimate) {
  return static_cast<Xapian::doccount>(estimate + 0.5);
}

/* If none of the words had to do with another, and so many times rarer. */
Xapian::doccount
frequency_of_window(const Tree &window, std::vector<Xapian::doccount> words, double size) {
  std::sort(words.begin(), words.end());
  double estimate = words.empty() ? 0 : words[0];
  for (std::size_t i = 1; i < words.size(); i++)
    estimate = estimate * words[i] / size;
  bool next = window.number == 0 || window.number == words.size();
  unsigned rarer = window.op == Xapian::Query::OP_NEAR ? 2 : next ? 4 : 3;
  return words.size() < 2 ? rounded(estimate) : rounded(estimate) / rarer;
}

/* In how many of `size` documents any of these is, if none has to do with another. Xapian rounds at
 * each joint of two, and joins the rarest first. */
Xapian::doccount
frequency_of_any(std::vector<Xapian::doccount> frequencies, double size) {
  std::sort(frequencies.begin(), frequencies.end());
  std::size_t first = 0;
  for (; first + 1 < frequencies.size(); first++) {
    double right = frequencies[first], left = frequencies[first + 1];
    Xapian::doccount joined = rounded(left + right - left * right / size);
    std::size_t at = first + 1;
    for (; at + 1 < frequencies.size() && frequencies[at + 1] < joined; at++)
      frequencies[at] = frequencies[at + 1];
    frequencies[at] = joined;
  }
  return frequencies.empty() ? 0 : frequencies[first];
}

/* The postings of several lists as one, a document's wdfs added up; by sorting, where they are few.
 */
std::vector<Posting>
merge_few(std::vector<Posting> postings) {
  std::sort(postings.begin(), postings.end(),
            [](const Posting &one, const Posting &other) { return one.id < other.id; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < postings.size(); i++) {
    if (postings[i].id == postings[last].id)
      postings[last].wdf += postings[i].wdf;
    else
      postings[++last] = postings[i];
  }
  if (!postings.empty())
    postings.resize(last + 1);
  postings.shrink_to_fit();
  return postings;
}

std::vector<Posting>
merge_many(const std::vector<PostingLists::Pointer> &parts, Xapian::docid last) {
  std::vector<Xapian::termcount> wdfs(last + 1);
  DocumentSet said(last);
  for (const auto &part : parts)
    for (const Posting &posting : part->postings) {
      wdfs[posting.id] += posting.wdf;
      said.add(posting.id);
    }
  std::vector<Posting> merged;
  merged.reserve(said.count());
  said.each([&](Xapian::docid id) { merged.push_back({id, wdfs[id]}); });
  return merged;
}

} // namespace

bool
counts_as_one(const Tree &tree) {
  bool joins = is_branch(tree, Xapian::Query::OP_OR) || is_branch(tree, Xapian::Query::OP_SYNONYM);
  if (tree.kind == Tree::term || tree.kind == Tree::window || tree.kind == Tree::prefix)
    return true;
  return (joins || tree.kind == Tree::scale) &&
         std::all_of(tree.parts.begin(), tree.parts.end(),
                     [](const auto &part) { return counts_as_one(*part); });
}

std::vector<Expansion>
expand_prefix(const Xapian::Database &database, const QueryTree &prefix) {
  std::vector<Expansion> terms;
  Xapian::TermIterator end = database.allterms_end(prefix.text);
  for (auto i = database.allterms_begin(prefix.text); i != end; ++i)
    terms.push_back({*i, i.get_termfreq()});
  for (const std::string &name : prefix.words)
    if (Xapian::doccount frequency = database.get_termfreq(name); frequency > 0)
      terms.push_back({name, frequency});
  auto is_more_frequent = [](const Expansion &one, const Expansion &other) {
    return one.frequency > other.frequency;
  };
  if (terms.size() > prefix.number) {
    std::nth_element(terms.begin(), terms.begin() + prefix.number - 1, terms.end(),
                     is_more_frequent);
    terms.resize(prefix.number);
  }
  return terms;
}

/* ---- sets of documents ---- */

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

/* ---- lists ---- */

/* NULL where it is not kept. */
PostingLists::Pointer
PostingLists::find(const std::string &key) {
  auto found = recent.find(key);
  if (found != recent.end())
    return found->second;
  found = older.find(key);
  if (found == older.end())
    return nullptr;
  Pointer list = found->second;
  older.erase(found);
  recent_postings += list->postings.size();
  return recent.emplace(key, std::move(list)).first->second;
}

PostingLists::Pointer
PostingLists::keep(const ShimDatabase &database, const std::string &key, PostingList list) {
  if (list.postings.size() > database.database.get_lastdocid() / one_in_many) {
    list.set = std::make_unique<DocumentSet>(database.database.get_lastdocid());
    for (const Posting &posting : list.postings)
      list.set->add(posting.id);
  }
  if (recent_postings + list.postings.size() > most_recent_postings) {
    older = std::move(recent);
    recent = Lists();
    recent_postings = 0;
  }
  recent_postings += list.postings.size();
  return recent.emplace(key, std::make_shared<const PostingList>(std::move(list))).first->second;
}

PostingLists::Pointer
PostingLists::of_term(const ShimDatabase &database, const std::string &term) {
  Pointer kept = find(term);
  return kept != nullptr ? kept : keep(database, term, read_term(database, term));
}

PostingList
PostingLists::read_window(const ShimDatabase &database, const Tree &window) {
  PostingList list;
  std::vector<Xapian::doccount> frequencies;
  Xapian::Enquire enquire(database.database);
  Collector collector(list.postings);
  enquire.set_query(window_query(*names_of(database).stored(window)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&collector);
  enquire.get_mset(0, 0, database.database.get_doccount());
  for (const std::string &text : window.words) {
    Pointer word = of_term(database, text);
    lower_wdfs(*word, list.postings);
    frequencies.push_back(word->frequency);
  }
  list.frequency = frequency_of_window(window, frequencies, database.database.get_doccount());
  return list;
}

/* An OP_OR's own parts are joined with those of what it is part of. */
void
PostingLists::add_parts(const ShimDatabase &database, const Tree &tree,
                        std::vector<Pointer> &parts) {
  const Names &names = names_of(database);
  if (tree.kind == Tree::prefix)
    for (const Expansion &expansion : expand_prefix(database.database, *names.stored(tree)))
      parts.push_back(of_term(database, names.told(expansion.term)));
  for (const auto &part : tree.parts) {
    if (is_branch(*part, Xapian::Query::OP_OR))
      add_parts(database, *part, parts);
    else
      parts.push_back(of_one(database, *part));
  }
}

/* Nothing is said more often than there are words: a word may be asked for twice. */
PostingList
PostingLists::join(const ShimDatabase &database, const std::vector<Pointer> &parts) {
  PostingList list;
  std::vector<Xapian::doccount> frequencies;
  std::size_t postings = 0;
  for (const Pointer &part : parts) {
    frequencies.push_back(part->frequency);
    postings += part->postings.size();
  }
  list.frequency = frequency_of_any(std::move(frequencies), database.database.get_doccount());
  if (postings > database.database.get_lastdocid() / one_in_many) {
    list.postings = merge_many(parts, database.database.get_lastdocid());
  } else {
    for (const Pointer &part : parts)
      list.postings.insert(list.postings.end(), part->postings.begin(), part->postings.end());
    list.postings = merge_few(std::move(list.postings));
  }
  for (Posting &posting : list.postings)
    posting.wdf = std::min(posting.wdf, lengths(database)[posting.id]);
  return list;
}

PostingLists::Pointer
PostingLists::of_one(const ShimDatabase &database, const Tree &tree) {
  if (tree.kind == Tree::term)
    return of_term(database, tree.text);
  if (tree.kind == Tree::scale)
    return of_one(database, *tree.parts[0]);
  std::string key(1, '\0'); /* no term begins so */
  append_key(tree, key);
  Pointer kept = find(key);
  if (kept != nullptr)
    return kept;
  check_time();
  if (tree.kind == Tree::window)
    return keep(database, key, read_window(database, tree));
  std::vector<Pointer> parts;
  add_parts(database, tree, parts);
  return parts.size() == 1 ? parts[0] : keep(database, key, join(database, parts));
}

const std::vector<Xapian::termcount> &
PostingLists::lengths(const ShimDatabase &database) {
  if (known_lengths.empty()) {
    std::vector<Xapian::termcount> read(database.database.get_lastdocid() + 1);
    Xapian::PostingIterator end = database.database.postlist_end("");
    for (auto i = database.database.postlist_begin(""); i != end; ++i)
      read[*i] = i.get_doclength();
    known_lengths = std::move(read);
  }
  return known_lengths;
}

/* ---- sets ---- */

/* Does it keep less than its first part finds? */
static bool
narrows(const Tree &tree) {
  return tree.kind == Tree::branch && !tree.parts.empty() &&
         (tree.op == Xapian::Query::OP_AND || tree.op == Xapian::Query::OP_FILTER ||
          tree.op == Xapian::Query::OP_AND_NOT);
}

DocumentSet
PostingLists::narrow(const ShimDatabase &database, const Tree &tree) {
  DocumentSet set = matching(database, *tree.parts[0]);
  for (std::size_t i = 1; i < tree.parts.size(); i++) {
    DocumentSet other = matching(database, *tree.parts[i]);
    if (tree.op == Xapian::Query::OP_AND_NOT)
      set.subtract(other);
    else
      set.intersect(other);
  }
  return set;
}

void
PostingLists::add_matching(const ShimDatabase &database, const Tree &tree, DocumentSet &set) {
  bool apart = is_branch(tree, Xapian::Query::OP_OR) || tree.kind == Tree::scale;
  if (!apart && counts_as_one(tree)) {
    Pointer list = of_one(database, tree);
    if (list->set != nullptr)
      set.unite(*list->set);
    for (std::size_t i = 0; list->set == nullptr && i < list->postings.size(); i++)
      set.add(list->postings[i].id);
  } else if (narrows(tree)) {
    set.unite(narrow(database, tree));
  } else {
    bool maybe = is_branch(tree, Xapian::Query::OP_AND_MAYBE);
    for (std::size_t i = 0; i < tree.parts.size() && (i == 0 || !maybe); i++)
      add_matching(database, *tree.parts[i], set);
  }
}

DocumentSet
PostingLists::matching(const ShimDatabase &database, const Tree &tree) {
  if (narrows(tree))
    return narrow(database, tree);
  DocumentSet set(database.database.get_lastdocid());
  add_matching(database, tree, set);
  return set;
}

} // namespace shim
