/* shim/facets.h: counts the values of a slot over the matches of a search; internal to shim/.
 *
 * Xapian's own spy reads a value from the index for every match and looks it up in a tree of
 * strings, which takes longer than finding the match. A column keeps what was read: a small number
 * for each document, so that later searches on the same handle count by array. */
#ifndef SHIM_FACETS_H
#define SHIM_FACETS_H

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "shim/shim.h"

namespace shim {

/* The values of one slot by document, filled as searches meet the documents. Takes four bytes for
 * each document. Valid for one state of a database of one shard: the documents that spies are shown
 * are numbered within their shard. */
class Column {
public:
  explicit Column(Xapian::valueno slot_to_read) : slot(slot_to_read) {
    number_of("");
  }
  /* The number of the document's value; 0 where it is unset. */
  unsigned number_of(const Xapian::Document &document);
  const std::string &value(unsigned number) const {
    return values[number];
  }

private:
  unsigned number_of(const std::string &value);

  Xapian::valueno slot;
  std::vector<unsigned> numbers; /* by document; one more than the number, 0 = not read yet */
  std::vector<std::string> values;
  std::unordered_map<std::string, unsigned> numbers_by_value;
};

/* Columns by slot. */
using Columns = std::unordered_map<Xapian::valueno, Column>;

/* Counts one slot, and looks at the clock now and then. A remote shard runs the class below it. */
class FacetSpy : public Xapian::ValueCountMatchSpy {
public:
  /* column: NULL where none can be kept; else borrowed. */
  FacetSpy(Xapian::valueno slot, Column *column_to_use)
      : Xapian::ValueCountMatchSpy(slot), column(column_to_use) {
  }
  void operator()(const Xapian::Document &document, double weight) override;
  /* ShimFacetValue *, most frequent first; the caller's. */
  GPtrArray *counted() const;

private:
  Column *column;
  std::vector<unsigned> counts; /* by the column's numbers */
  unsigned seen = 0;
};

} // namespace shim

#endif
