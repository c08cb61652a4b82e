/* shim/names.cc: terms that are stored by a shorter name.
 *
 * Xapian repeats a term for each document that has it, twice: where its words stand, and in the
 * list of its terms. So the terms that most documents have get names of one to three bytes, which a
 * database keeps in its metadata, and which nothing outside shim/ sees. A name begins with a
 * control character, as no term does. */
#include <glib/gi18n.h>
#include <algorithm>
#include <memory>

#include "shim/guard.h"
#include "shim/handles.h"

namespace shim {

namespace {

constexpr char META_NAMES[] = "shim-names";
/* How names begin: the first alone, those after them with one more character, the last with two. */
constexpr char FIRST_OF_TWO = 9, FIRST_OF_THREE = 31, AFTER_LEADS = 32;
constexpr char NO_NAME = '\x7f';
constexpr char FIRST_CHARACTER = '!', LAST_CHARACTER = '~';
constexpr unsigned CHARACTERS = LAST_CHARACTER - FIRST_CHARACTER + 1;

char
character(unsigned number) {
  return static_cast<char>(FIRST_CHARACTER + number % CHARACTERS);
}

/* "" where there are no more. */
std::string
nth_name(unsigned number) {
  constexpr unsigned ones = FIRST_OF_TWO - 1, twos = (FIRST_OF_THREE - FIRST_OF_TWO) * CHARACTERS;
  if (number < ones)
    return {static_cast<char>(1 + number)};
  number -= ones;
  if (number < twos)
    return {static_cast<char>(FIRST_OF_TWO + number / CHARACTERS), character(number)};
  number -= twos;
  if (number < CHARACTERS * CHARACTERS)
    return {FIRST_OF_THREE, character(number / CHARACTERS), character(number)};
  return {};
}

} // namespace

bool
Names::is_name(const std::string &stored) {
  return !stored.empty() && stored[0] > 0 && stored[0] < AFTER_LEADS;
}

bool
Names::is_term(const std::string &term) {
  return !term.empty() && !is_name(term);
}

std::string
Names::choose(const char *const *terms) {
  std::string chosen;
  for (unsigned number = 0; *terms != nullptr; terms++) {
    const std::string term(*terms), name = nth_name(number);
    require(is_term(term), "a term can't be empty, or begin with a control character");
    if (name.empty() || name.size() >= term.size())
      continue;
    chosen += name + '\0' + term + '\0';
    number++;
  }
  return chosen;
}

Names::Names(std::string chosen) : text(std::move(chosen)) {
  std::size_t count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0')) / 2;
  names.reserve(count);
  const std::string_view all(text);
  for (std::size_t at = 0; at < all.size();) {
    std::size_t middle = all.find('\0', at);
    std::size_t end = middle != all.npos ? all.find('\0', middle + 1) : middle;
    if (end == all.npos)
      throw Xapian::DatabaseCorruptError(_("the names of terms are damaged"));
    const std::string_view name = all.substr(at, middle - at),
                           term = all.substr(middle + 1, end - middle - 1);
    names.emplace(term, name);
    at = end + 1;
  }
}

std::shared_ptr<const Names>
Names::of(const Xapian::Database &database) {
  return std::make_shared<const Names>(database.get_metadata(META_NAMES));
}

/* What begins as a name does is no term, and finds nothing. */
std::string
Names::stored(const std::string &term) const {
  auto found = names.find(term);
  if (found != names.end())
    return std::string(found->second);
  return is_name(term) ? NO_NAME + term : term;
}

std::string
Names::term_of(const std::string &stored) const {
  if (!is_name(stored))
    return stored;
  std::call_once(turned, [this] {
    terms.reserve(names.size());
    for (const auto &[term, name] : names)
      terms.emplace(name, term);
  });
  auto found = terms.find(stored);
  return found != terms.end() ? std::string(found->second) : stored;
}

std::vector<std::string>
Names::beginning_with(const std::string &prefix) const {
  std::vector<std::string> found;
  for (const auto &[term, name] : names)
    if (term.compare(0, prefix.size(), prefix) == 0)
      found.emplace_back(term);
  std::sort(found.begin(), found.end());
  return found;
}

Names::Tree
Names::stored(const QueryTree &leaf) const {
  bool is_prefix = leaf.kind == QueryTree::prefix;
  auto copy = std::make_shared<QueryTree>(leaf);
  if (!is_prefix || is_name(leaf.text))
    copy->text = stored(leaf.text);
  for (std::string &word : copy->words)
    word = stored(word);
  if (is_prefix)
    for (const std::string &term : beginning_with(leaf.text))
      copy->words.push_back(stored(term));
  return copy;
}

/* What holds no name is not copied, as most of a query's words have none. */
Names::Tree
Names::stored(const Tree &tree) const {
  if (tree->kind == QueryTree::term)
    return names.count(tree->text) == 0 && !is_name(tree->text) ? tree : stored(*tree);
  if (tree->kind == QueryTree::window || tree->kind == QueryTree::prefix)
    return stored(*tree);
  std::shared_ptr<QueryTree> copy;
  for (std::size_t i = 0; i < tree->parts.size(); i++) {
    Tree part = stored(tree->parts[i]);
    if (part == tree->parts[i])
      continue;
    if (copy == nullptr)
      copy = std::make_shared<QueryTree>(*tree);
    copy->parts[i] = std::move(part);
  }
  return copy != nullptr ? copy : tree;
}

const Names &
names_of(const ShimDatabase &database) {
  if (database.kept.names == nullptr)
    database.kept.names = Names::of(database.database);
  return *database.kept.names;
}

} // namespace shim

extern "C" bool
shim_writer_set_names(ShimWriter *writer, const char *const *terms, GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    shim::require(writer->names->empty(), "terms are named once");
    for (const char *const *term = terms; *term != nullptr; term++)
      shim::require(!writer->database.term_exists(*term), "a document has the term by no name");
    std::string chosen = shim::Names::choose(terms);
    writer->database.set_metadata(shim::META_NAMES, chosen);
    writer->names = std::make_shared<const shim::Names>(std::move(chosen));
  });
}
