/* shim/windows.cc: the documents in which words stand near each other (OP_PHRASE, OP_NEAR), which
 * are called a window here.
 *
 * Where words stand costs much to know: for each document Xapian reads a list of positions of each
 * of the words, which takes as long as a whole short posting list. So there are two kinds of lists.
 *
 * A list that a handle keeps for later queries is exact. Xapian runs the window as a query, and
 * what it matches is written down (find_near()).
 *
 * Many searches at once (shim/one_pass.cc) want the best few of each. There a window's list holds
 * at first all documents that hold all of its words (with_all()), and so too many. Before a
 * document is taken for one of the best it is looked at (check_windows()), once for each window.
 * Where the words do not stand near each other after all, it leaves the window's list, and lists
 * that were made of this one are forgotten; the search then weighs the document anew.
 *
 * How often a document says a window, and how many documents do, is what Xapian 1.4 takes it to be,
 * as weights are made of these. A document says it as often as the rarest of its words. Of the
 * documents that would hold all of the words, if none had to do with another, a half has them near
 * each other (OP_NEAR), a third in order (OP_PHRASE), a quarter next to each other:
 * get_termfreq_est() of MultiAndPostList, NearPostList, PhrasePostList and ExactPhrasePostList. */
#include <algorithm>

#include "shim/guard.h"
#include "shim/handles.h"
#include "shim/postings.h"

namespace shim {

namespace {

using Tree = QueryTree;

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

/* Documents by themselves. */
class Chosen : public Xapian::PostingSource {
public:
  explicit Chosen(const std::vector<Posting> &documents) : chosen(documents) {
  }
  Xapian::doccount get_termfreq_min() const override {
    return static_cast<Xapian::doccount>(chosen.size());
  }
  Xapian::doccount get_termfreq_est() const override {
    return get_termfreq_min();
  }
  Xapian::doccount get_termfreq_max() const override {
    return get_termfreq_min();
  }
  void next(double) override {
    at = begun ? at + 1 : 0;
    begun = true;
  }
  void skip_to(Xapian::docid id, double) override {
    for (begun = true; at < chosen.size() && chosen[at].id < id;)
      at++;
  }
  bool at_end() const override {
    return at >= chosen.size();
  }
  Xapian::docid get_docid() const override {
    return chosen[at].id;
  }
  void init(const Xapian::Database &) override {
    at = 0;
    begun = false;
  }

private:
  const std::vector<Posting> &chosen;
  std::size_t at = 0;
  bool begun = false;
};

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

} // namespace

Xapian::doccount
frequency_of_window(const QueryTree &window, std::vector<Xapian::doccount> words, double size) {
  std::sort(words.begin(), words.end());
  double estimate = words.empty() ? 0 : words[0];
  for (std::size_t i = 1; i < words.size(); i++)
    estimate = estimate * words[i] / size;
  bool next = window.number == 0 || window.number == words.size();
  unsigned rarer = window.op == Xapian::Query::OP_NEAR ? 2 : next ? 4 : 3;
  return words.size() < 2 ? rounded(estimate) : rounded(estimate) / rarer;
}

/* The documents that all of the words are in. */
std::vector<Posting>
PostingLists::with_all(const ShimDatabase &database, const Tree &window) {
  std::vector<Pointer> words;
  for (const std::string &word : window.words)
    words.push_back(of_term(database, word));
  std::sort(words.begin(), words.end(), [](const Pointer &one, const Pointer &other) {
    return one->postings.size() < other->postings.size();
  });
  std::vector<Posting> all = words.empty() ? std::vector<Posting>() : words[0]->postings;
  for (std::size_t i = 1; i < words.size(); i++) {
    auto at = words[i]->postings.begin(), end = words[i]->postings.end();
    auto is_missing = [&](const Posting &posting) {
      at = std::lower_bound(at, end, posting.id, is_before);
      return at == end || at->id != posting.id;
    };
    all.erase(std::remove_if(all.begin(), all.end(), is_missing), all.end());
  }
  return all;
}

/* Adds the documents in which a window's words stand near each other: of some, or, where these are
 * NULL, of all. */
void
PostingLists::find_near(const ShimDatabase &database, const Tree &window,
                        const std::vector<Posting> *some, std::vector<Posting> &found) {
  Xapian::Enquire enquire(database.database);
  Collector collector(found);
  std::vector<Posting> none;
  Chosen chosen(some != nullptr ? *some : none);
  Xapian::Query query = window_query(*names_of(database).stored(window));
  enquire.set_query(some == nullptr
                        ? query
                        : Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&chosen)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&collector);
  enquire.get_mset(0, 0, database.database.get_doccount());
}

PostingList
PostingLists::read_window(const ShimDatabase &database, const Tree &window) {
  PostingList list;
  std::vector<Xapian::doccount> frequencies;
  if (is_exact())
    find_near(database, window, nullptr, list.postings);
  else
    list.postings = with_all(database, window);
  for (const std::string &text : window.words) {
    Pointer word = of_term(database, text);
    lower_wdfs(*word, list.postings);
    frequencies.push_back(word->frequency);
  }
  list.frequency = frequency_of_window(window, frequencies, database.database.get_doccount());
  return list;
}

/* Takes the documents out of a window's list that were looked at in vain, and forgets the lists
 * that are made of it. */
void
PostingLists::take_out(const ShimDatabase &database, const std::string &key,
                       const DocumentSet &wrong) {
  PostingList list;
  Pointer before = find(key);
  list.frequency = before->frequency;
  for (const Posting &posting : before->postings)
    if (!wrong.has(posting.id))
      list.postings.push_back(posting);
  recent.erase(key);
  for (const std::string &made : made_of_windows)
    recent.erase(made), older.erase(made);
  made_of_windows.clear();
  keep(database, key, std::move(list));
}

void
PostingLists::check_windows(const ShimDatabase &database, const Tree &tree,
                            const DocumentSet &documents, DocumentSet &wrong) {
  for (const auto &part : tree.parts)
    check_windows(database, *part, documents, wrong);
  if (tree.kind != Tree::window)
    return;
  std::string key = key_of(tree);
  Pointer list = of_one(database, tree);
  auto checked = checked_windows.try_emplace(key, database.database.get_lastdocid()).first;
  std::vector<Posting> unsure, near;
  for (const Posting &posting : list->postings)
    if (documents.has(posting.id) && !checked->second.has(posting.id))
      unsure.push_back(posting);
  if (unsure.empty())
    return;
  find_near(database, tree, &unsure, near);
  DocumentSet out(database.database.get_lastdocid());
  for (const Posting &posting : unsure) {
    checked->second.add(posting.id);
    out.add(posting.id);
  }
  for (const Posting &posting : near)
    out.remove(posting.id);
  if (near.size() < unsure.size())
    take_out(database, key, out);
  wrong.unite(out);
}

} // namespace shim
