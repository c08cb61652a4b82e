/* shim/postings.cc: the lists of documents that leaves of queries match, and sets made of them
 * (document_set.cc). Those of words that stand near each other are made in windows.cc.
 *
 * Lists are kept in two maps, `recent` and `older`. What is asked for goes to `recent`; when that
 * holds too many postings, it becomes `older`, and what was in `older` and was not asked for
 * meanwhile is gone. That is nearly what to drop the least recently used would do, with less to
 * keep books of. */
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
/* To leap over documents costs as much as to pass this number of them. */
constexpr double worth_a_leap = 4;
/* A list that has more than one document in this number is kept as a set, too, which takes no more
 * memory than the list, and is united a word at a time. */
constexpr unsigned one_in_many = 64;

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
holds_window(const Tree &tree) {
  return tree.kind == Tree::window ||
         std::any_of(tree.parts.begin(), tree.parts.end(),
                     [](const auto &part) { return holds_window(*part); });
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

/* Two lists as one, a document's wdfs added up. */
std::vector<Posting>
merge_two(const std::vector<Posting> &one, const std::vector<Posting> &other) {
  std::vector<Posting> merged;
  merged.reserve(one.size() + other.size());
  auto a = one.begin(), b = other.begin();
  while (a != one.end() && b != other.end()) {
    if (a->id != b->id) {
      merged.push_back(a->id < b->id ? *a++ : *b++);
      continue;
    }
    merged.push_back({a->id, a->wdf + b->wdf});
    ++a, ++b;
  }
  merged.insert(merged.end(), a, one.end());
  merged.insert(merged.end(), b, other.end());
  return merged;
}

/* The same of several, the shortest first. */
std::vector<Posting>
merge_few(std::vector<PostingLists::Pointer> parts) {
  std::sort(parts.begin(), parts.end(), [](const auto &one, const auto &other) {
    return one->postings.size() < other->postings.size();
  });
  std::vector<Posting> merged;
  for (const auto &part : parts)
    if (merged.empty())
      merged = part->postings;
    else
      merged = merge_two(merged, part->postings);
  return merged;
}

} // namespace

std::string
key_of(const Tree &tree) {
  std::string key(1, '\0'); /* no term begins so */
  append_key(tree, key);
  return key;
}

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
  if (is_exact() && list.postings.size() > database.database.get_lastdocid() / one_in_many) {
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

/* Of a whole list what is wanted. */
static PostingList
narrowed(const PostingList &whole, const DocumentSet &wanted) {
  PostingList list;
  list.frequency = whole.frequency;
  for (const Posting &posting : whole.postings)
    if (wanted.has(posting.id))
      list.postings.push_back(posting);
  return list;
}

PostingList
PostingLists::read_term(const ShimDatabase &database, const std::string &term) const {
  PostingList list;
  const Xapian::docid last = database.database.get_lastdocid();
  auto scope = scopes.find(term);
  const DocumentSet *wanted = only != nullptr         ? only.get()
                              : scope != scopes.end() ? scope->second.get()
                                                      : nullptr;
  if (source != nullptr)
    return narrowed(*source->of_term(database, term), *wanted);
  Pointer whole =
      counted != nullptr && wanted != nullptr ? counted->kept.lists.find(term) : nullptr;
  if (whole != nullptr)
    return narrowed(*whole, *wanted);
  const std::string stored = names_of(database).stored(term);
  list.frequency =
      counted != nullptr ? frequency_of(*counted, stored) : database.database.get_termfreq(stored);
  if (wanted == nullptr)
    list.postings.reserve(list.frequency);
  Xapian::PostingIterator i = database.database.postlist_begin(stored),
                          end = database.database.postlist_end(stored);
  const double leap = list.frequency / (worth_a_leap * last);
  for (unsigned looked_at = 0; i != end; looked_at++) {
    if (looked_at % postings_between_looks_at_the_clock == 0)
      check_time();
    const Xapian::docid id = *i;
    if (wanted == nullptr || wanted->has(id)) {
      list.postings.push_back({id, i.get_wdf()});
      ++i;
      continue;
    }
    const Xapian::docid next = wanted->first_from(id);
    if (next > last)
      break;
    if ((next - id) * leap > 1)
      i.skip_to(next);
    else
      ++i;
  }
  return list;
}

PostingLists::Scope
PostingLists::scope_of(DocumentSet documents) {
  for (const Scope &scope : known_scopes)
    if (*scope == documents)
      return scope;
  known_scopes.push_back(std::make_shared<const DocumentSet>(std::move(documents)));
  return known_scopes.back();
}

void
PostingLists::narrow_terms(const Tree &tree, const Scope &scope) {
  auto narrow_term = [&](const std::string &term) {
    Scope &known = scopes[term];
    if (known != nullptr && known != scope) {
      DocumentSet both = *known;
      both.unite(*scope);
      known = scope_of(std::move(both));
    } else {
      known = scope;
    }
  };
  if (tree.kind == Tree::term)
    narrow_term(tree.text);
  for (const std::string &word : tree.words)
    narrow_term(word);
  for (const auto &part : tree.parts)
    narrow_terms(*part, scope);
}

/* In the order of the index, where neighbours stand in the same block. */
void
PostingLists::count_terms() const {
  std::vector<std::string> stored;
  for (const auto &scope : scopes)
    stored.push_back(names_of(*counted).stored(scope.first));
  std::sort(stored.begin(), stored.end());
  for (const std::string &term : stored)
    frequency_of(*counted, term);
}

/* An OP_OR's own parts are joined with those of what it is part of. */
void
PostingLists::add_parts(const ShimDatabase &database, const Tree &tree,
                        std::vector<Pointer> &parts) {
  const Names &names = names_of(database);
  if (tree.kind == Tree::prefix)
    for (const Expansion &expansion : expand_prefix(database.database, *names.stored(tree)))
      parts.push_back(of_term(database, names.term_of(expansion.term)));
  for (const auto &part : tree.parts) {
    if (is_branch(*part, Xapian::Query::OP_OR))
      add_parts(database, *part, parts);
    else
      parts.push_back(of_one(database, *part));
  }
}

/* The same by adding up in places for all documents, where there are many postings. */
std::vector<Posting>
PostingLists::merge_many(const std::vector<Pointer> &parts, Xapian::docid last) {
  std::vector<Xapian::termcount> &sums = source != nullptr ? source->wdfs : wdfs;
  sums.resize(last + 1);
  DocumentSet said(last);
  for (const auto &part : parts)
    for (const Posting &posting : part->postings) {
      sums[posting.id] += posting.wdf;
      said.add(posting.id);
    }
  std::vector<Posting> merged;
  merged.reserve(said.count());
  said.each([&](Xapian::docid id) {
    merged.push_back({id, sums[id]});
    sums[id] = 0;
  });
  return merged;
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
  bool many = postings > database.database.get_lastdocid() / one_in_many;
  list.postings = many ? merge_many(parts, database.database.get_lastdocid()) : merge_few(parts);
  const std::vector<Xapian::termcount> &most = lengths(database);
  for (Posting &posting : list.postings)
    posting.wdf = std::min(posting.wdf, most[posting.id]);
  return list;
}

PostingLists::Pointer
PostingLists::of_one(const ShimDatabase &database, const Tree &tree) {
  if (tree.kind == Tree::term)
    return of_term(database, tree.text);
  if (tree.kind == Tree::scale)
    return of_one(database, *tree.parts[0]);
  std::string key = key_of(tree);
  Pointer kept = find(key);
  if (kept != nullptr)
    return kept;
  check_time();
  if (tree.kind == Tree::window)
    return keep(database, key, read_window(database, tree));
  std::vector<Pointer> parts;
  add_parts(database, tree, parts);
  if (!is_exact() && holds_window(tree))
    made_of_windows.push_back(key);
  return parts.size() == 1 ? parts[0] : keep(database, key, join(database, parts));
}

const std::vector<Xapian::termcount> &
PostingLists::lengths(const ShimDatabase &database) {
  if (counted != nullptr)
    return counted->kept.lists.lengths(database);
  if (known_lengths.empty())
    known_lengths = lengths_of(database);
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

/* Of what counts as one; NULL for what has no list of its own. */
PostingLists::Pointer
PostingLists::of_leaf(const ShimDatabase &database, const Tree &tree) {
  if (tree.kind == Tree::scale)
    return of_leaf(database, *tree.parts[0]);
  bool apart = is_branch(tree, Xapian::Query::OP_OR);
  return !apart && counts_as_one(tree) ? of_one(database, tree) : nullptr;
}

void
PostingLists::keep_matching(const ShimDatabase &database, const Tree &tree, DocumentSet &set) {
  Pointer list = of_leaf(database, tree);
  if (list != nullptr && list->set != nullptr)
    set.intersect(*list->set);
  else
    set.intersect(matching(database, tree));
}

void
PostingLists::take_out_matching(const ShimDatabase &database, const Tree &tree, DocumentSet &set) {
  Pointer list = of_leaf(database, tree);
  if (list == nullptr)
    set.subtract(matching(database, tree));
  else if (list->set != nullptr)
    set.subtract(*list->set);
  else
    for (const Posting &posting : list->postings)
      set.remove(posting.id);
}

DocumentSet
PostingLists::narrow(const ShimDatabase &database, const Tree &tree) {
  DocumentSet set = matching(database, *tree.parts[0]);
  for (std::size_t i = 1; i < tree.parts.size(); i++)
    if (tree.op == Xapian::Query::OP_AND_NOT)
      take_out_matching(database, *tree.parts[i], set);
    else
      keep_matching(database, *tree.parts[i], set);
  return set;
}

void
PostingLists::add_matching(const ShimDatabase &database, const Tree &tree, DocumentSet &set) {
  Pointer list = of_leaf(database, tree);
  if (list != nullptr) {
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
