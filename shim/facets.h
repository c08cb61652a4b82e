/* shim/facets.h: counts the values of a slot over the matches of a search; internal to shim/. */
#ifndef SHIM_FACETS_H
#define SHIM_FACETS_H

#include <string>
#include <vector>

#include <xapian.h>

#include "shim/document_sets.h"
#include "shim/shim.h"

namespace shim {

/* Counts as a search meets its matches, and looks at the clock now and then. A remote shard runs
 * the class below it. */
class FacetSpy : public Xapian::ValueCountMatchSpy {
public:
  using Xapian::ValueCountMatchSpy::ValueCountMatchSpy;
  void operator()(const Xapian::Document &document, double weight) override;
  /* ShimFacetValue *, most frequent first; the caller's. */
  GPtrArray *counted() const;

private:
  unsigned seen = 0;
};

/* The values of one slot of all documents, each as a small number, so that a set of documents is
 * counted by array: a spy reads a value for every match, which takes longer than finding it. Four
 * bytes a document; of one state of a database of one shard. */
class Column {
public:
  Column(const Xapian::Database &database, Xapian::valueno slot);
  /* As above. */
  GPtrArray *counted(const DocumentSet &documents) const;

private:
  std::vector<unsigned> numbers;   /* by document; 0 = unset */
  std::vector<std::string> values; /* by number */
};

} // namespace shim

#endif
