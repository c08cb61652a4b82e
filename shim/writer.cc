/* shim/writer.cc: writing an index, one transaction at a time.
 *
 * The glass back end never overwrites a block that the last commit uses, and a commit is the rename
 * of one small file: whoever dies before it leaves the last commit as it was. A transaction keeps
 * Xapian from committing by itself after every 10,000 documents. */
#include <memory>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* After a commit that failed there is no transaction: Xapian has dropped the changes. */
void
require_transaction(const ShimWriter *writer) {
  if (!writer->in_transaction)
    throw std::logic_error("an earlier commit failed; open the index anew");
}

/* Its terms are stored as the writer's are. */
void
require_ours(const ShimWriter *writer, const ShimDocument *document) {
  shim::require(document->names != nullptr ? document->names->same_as(*writer->names)
                                           : writer->names->empty(),
                "the document was made for another writer");
}

void
begin(ShimWriter *writer) {
  writer->database.begin_transaction();
  writer->in_transaction = true;
}

ShimWriter *
open_writer(const char *path, int how) {
  auto opened = std::make_unique<ShimWriter>();
  opened->path = path;
  opened->database = Xapian::WritableDatabase(path, how | Xapian::DB_BACKEND_GLASS);
  opened->names = shim::Names::of(opened->database);
  begin(opened.get());
  return opened.release();
}

} // namespace

extern "C" bool
shim_writer_open(const char *path, bool create, ShimWriter **writer, GError **error) {
  *writer = nullptr;
  return shim::guarded(error, path, [&] {
    *writer = open_writer(path, create ? Xapian::DB_CREATE_OR_OPEN : Xapian::DB_OPEN);
  });
}

extern "C" bool
shim_writer_open_part(const char *path, ShimWriter **writer, GError **error) {
  *writer = nullptr;
  return shim::guarded(
      error, path, [&] { *writer = open_writer(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC); });
}

extern "C" void
shim_writer_free(ShimWriter *writer) SHIM_NOTHROW {
  if (writer == nullptr)
    return;
  try {
    if (writer->in_transaction)
      writer->database.cancel_transaction();
    writer->database.close();
  } catch (...) {
    /* What was not committed is dropped either way; there is no one to tell. */
  }
  delete writer;
}

extern "C" bool
shim_writer_add(ShimWriter *writer, const ShimDocument *document, GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    require_transaction(writer);
    require_ours(writer, document);
    shim::forget_summary(writer);
    writer->database.add_document(document->document);
  });
}

extern "C" bool
shim_writer_delete(ShimWriter *writer, const char *term, GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    require_transaction(writer);
    shim::forget_summary(writer);
    writer->database.delete_document(writer->names->stored(term));
  });
}

extern "C" bool
shim_writer_set_metadata(ShimWriter *writer, const char *key, const void *bytes, gsize length_bytes,
                         GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    require_transaction(writer);
    writer->database.set_metadata(
        key, length_bytes == 0 ? std::string()
                               : std::string(static_cast<const char *>(bytes), length_bytes));
  });
}

extern "C" bool
shim_writer_commit(ShimWriter *writer, GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    require_transaction(writer);
    writer->in_transaction = false;
    writer->database.commit_transaction();
    begin(writer);
  });
}

extern "C" bool
shim_database_compact(const char *const *paths, const char *to, GError **error) {
  return shim::guarded(error, to, [&] {
    Xapian::Database all;
    unsigned count = 0;
    for (; paths[count] != nullptr; count++)
      all.add_database(shim::open_local(paths[count]));
    all.compact(to, Xapian::Compactor::FULL | (count == 1 ? Xapian::DBCOMPACT_NO_RENUMBER : 0));
  });
}
