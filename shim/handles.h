/* shim/handles.h: what the opaque handles of shim.h hold; internal to shim/. */
#ifndef SHIM_HANDLES_H
#define SHIM_HANDLES_H

#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "shim/document_sets.h"
#include "shim/shim.h"

namespace shim {

/* The values of one slot of all documents, each as a small number, so that a set of documents is
 * counted by array: a spy reads a value for every match, which takes longer than finding it. Four
 * bytes a document; of one state of a database of one shard. */
class Column {
public:
  Column(const Xapian::Database &database, Xapian::valueno slot);
  /* ShimFacetValue *, most frequent first; the caller's. */
  GPtrArray *counted(const DocumentSet &documents) const;

private:
  std::vector<unsigned> numbers;   /* by document; 0 = unset */
  std::vector<std::string> values; /* by number */
};

} // namespace shim

struct ShimDocument {
  Xapian::Document document;
};

struct ShimWriter {
  std::string path;
  Xapian::WritableDatabase database;
  bool in_transaction = false;
};

/* Tells one version of a stub file from the next, which replaces it by a rename. */
struct ShimStubIdentity {
  guint64 device = 0, inode = 0;
  gint64 seconds = 0, nanoseconds = 0;

  bool operator==(const ShimStubIdentity &other) const {
    return device == other.device && inode == other.inode && seconds == other.seconds &&
           nanoseconds == other.nanoseconds;
  }
};

/* What searches keep of one state of a database. */
struct ShimKept {
  unsigned exact_searches = 0; /* how many there were */
  shim::DocumentSets sets;
  std::unordered_map<Xapian::valueno, shim::Column> columns;
};

struct ShimDatabase {
  std::string path;
  Xapian::Database database;
  bool of_writer = false;
  ShimStubIdentity stub; /* all zero where path is no stub */
  bool is_one_local_shard = false;
  mutable ShimKept kept;
};

/* A term of a query, or the prefix of terms. */
struct ShimQueryLeaf {
  std::string text;
  bool is_prefix;
};

struct ShimQuery {
  Xapian::Query query;
  unsigned depth = 1;
  std::vector<ShimQueryLeaf> leaves; /* in the order in which the query was put together */
};

#endif
