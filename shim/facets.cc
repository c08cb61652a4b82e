/* shim/facets.cc: columns of values, and the spy that counts by them. */
#include "shim/facets.h"

#include <cstring>

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

unsigned
Column::number_of(const std::string &value) {
  auto [place, is_new] = numbers_by_value.try_emplace(value, values.size());
  if (is_new)
    values.push_back(value);
  return place->second;
}

unsigned
Column::number_of(const Xapian::Document &document) {
  Xapian::docid id = document.get_docid();
  if (id >= numbers.size())
    numbers.resize(id + id / 2 + 1);
  if (numbers[id] == 0)
    numbers[id] = number_of(document.get_value(slot)) + 1;
  return numbers[id] - 1;
}

void
FacetSpy::operator()(const Xapian::Document &document, double weight) {
  if (++seen % matches_between_looks_at_the_clock == 0)
    check_time();
  if (column == nullptr) {
    Xapian::ValueCountMatchSpy::operator()(document, weight);
    return;
  }
  unsigned number = column->number_of(document);
  if (number >= counts.size())
    counts.resize(number + 1);
  counts[number]++;
}

GPtrArray *
FacetSpy::counted() const {
  GPtrArray *values = g_ptr_array_new_with_free_func(free_value);
  for (auto i = values_begin(); i != values_end(); ++i)
    add(values, *i, i.get_termfreq());
  for (unsigned number = 1; number < counts.size(); number++)
    if (counts[number] > 0)
      add(values, column->value(number), counts[number]);
  g_ptr_array_sort(values, compare);
  return values;
}

} // namespace shim
