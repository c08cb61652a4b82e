/* shim/facets.cc: counts values, one by one or by column. */
#include "shim/facets.h"

#include <cstring>
#include <unordered_map>

#include "shim/guard.h"

namespace shim {

namespace {

constexpr unsigned matches_between_looks_at_the_clock = 256;

void
free_value(gpointer data) {
  auto *facet = static_cast<ShimFacetValue *>(data);
  g_free(facet->value);
  g_free(facet);
}

void
add(GPtrArray *values, const std::string &value, unsigned count) {
  ShimFacetValue *facet = g_new0(ShimFacetValue, 1);
  facet->value = copy_bytes(value);
  facet->count = count;
  g_ptr_array_add(values, facet);
}

/* Most frequent first; the same count in the order of the values, so that answers don't vary. */
gint
compare(gconstpointer a, gconstpointer b) {
  auto *left = *static_cast<ShimFacetValue *const *>(a);
  auto *right = *static_cast<ShimFacetValue *const *>(b);
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return std::strcmp(left->value, right->value);
}

} // namespace

void
FacetSpy::operator()(const Xapian::Document &document, double weight) {
  if (++seen % matches_between_looks_at_the_clock == 0)
    check_time();
  Xapian::ValueCountMatchSpy::operator()(document, weight);
}

GPtrArray *
FacetSpy::counted() const {
  GPtrArray *counts = g_ptr_array_new_with_free_func(free_value);
  for (auto i = values_begin(); i != values_end(); ++i)
    add(counts, *i, i.get_termfreq());
  g_ptr_array_sort(counts, compare);
  return counts;
}

Column::Column(const Xapian::Database &database, Xapian::valueno slot)
    : numbers(database.get_lastdocid() + 1), values(1) {
  std::unordered_map<std::string, unsigned> known;
  Xapian::ValueIterator end = database.valuestream_end(slot);
  for (auto i = database.valuestream_begin(slot); i != end; ++i) {
    auto [place, is_new] = known.try_emplace(*i, values.size());
    if (is_new)
      values.push_back(*i);
    numbers[i.get_docid()] = place->second;
  }
}

GPtrArray *
Column::counted(const DocumentSet &documents) const {
  std::vector<unsigned> counts(values.size());
  documents.each([&](Xapian::docid id) { counts[numbers[id]]++; });
  GPtrArray *counted = g_ptr_array_new_with_free_func(free_value);
  for (unsigned number = 1; number < counts.size(); number++)
    if (counts[number] > 0)
      add(counted, values[number], counts[number]);
  g_ptr_array_sort(counted, compare);
  return counted;
}

} // namespace shim
