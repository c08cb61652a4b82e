/* shim/database.cc: reading an index: documents, terms, metadata. */
#include <algorithm>
#include <glib/gi18n.h>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <sys/stat.h>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* Tells one version of a stub file, which another replaces by a rename, from the next; all zero
 * where there is none. */
struct StubIdentity {
  guint64 device = 0, inode = 0;
  gint64 seconds = 0, nanoseconds = 0;

  bool operator==(const StubIdentity &other) const {
    return device == other.device && inode == other.inode && seconds == other.seconds &&
           nanoseconds == other.nanoseconds;
  }
};

/* A stub is a file that names databases, or a folder's XAPIANDB. */
StubIdentity
stub_of(const std::string &path) {
  struct stat status;
  StubIdentity identity;
  if (stat(path.c_str(), &status) != 0)
    return identity;
  if (S_ISDIR(status.st_mode) && stat((path + "/XAPIANDB").c_str(), &status) != 0)
    return identity;
  identity.device = status.st_dev;
  identity.inode = status.st_ino;
  identity.seconds = status.st_mtim.tv_sec;
  identity.nanoseconds = status.st_mtim.tv_nsec;
  return identity;
}

/* Of a folder that holds tables but not the file that Xapian knows a database by, it says the same
 * as of one that holds nothing. */
bool
holds_tables(const char *path) {
  struct stat status;
  return stat((std::string(path) + "/postlist.glass").c_str(), &status) == 0 ||
         stat((std::string(path) + "/iamglass").c_str(), &status) == 0;
}

/* A stub that changes in between names what is being taken away, so that tables may be missing
 * which Xapian can do without. */
std::unique_ptr<ShimDatabase>
open_path(const std::string &path, bool leave_out) {
  auto opened = std::make_unique<ShimDatabase>();
  opened->path = path;
  StubIdentity stub = stub_of(path);
  opened->shards.open_or_leave_out(path, leave_out);
  opened->database = opened->shards.joined();
  opened->is_one_local_shard = opened->shards.parts.size() == 1 && !opened->shards.has_remote;
  for (const std::string &place : opened->shards.left_out)
    opened->left_out.insert(opened->left_out.end() - 1, place.c_str());
  if (!(stub_of(path) == stub))
    throw Xapian::DatabaseModifiedError("the stub was replaced while it was opened");
  return opened;
}

/* The terms that begin so, whatever they are stored by. */
std::map<std::string, Xapian::doccount>
terms_of(const ShimDatabase &database, const std::string &prefix) {
  std::map<std::string, Xapian::doccount> terms;
  const shim::Names &names = shim::names_of(database);
  Xapian::TermIterator end = database.database.allterms_end(prefix);
  for (auto i = database.database.allterms_begin(prefix); i != end; ++i)
    if (!shim::Names::is_name(*i))
      terms.emplace(*i, i.get_termfreq());
  for (const std::string &term : names.beginning_with(prefix))
    if (Xapian::doccount frequency = database.database.get_termfreq(names.stored(term));
        frequency > 0)
      terms.emplace(term, frequency);
  return terms;
}

void
free_string(gpointer string) {
  delete static_cast<std::string *>(string);
}

/* May be large, so it is not copied. */
GBytes *
metadata_of(const Xapian::Database &database, const char *key) {
  auto value = std::make_unique<std::string>(database.get_metadata(key));
  std::string *kept = value.release();
  return g_bytes_new_with_free_func(kept->c_str(), kept->size(), free_string, kept);
}

bool
fail_to_open(GError **error, const char *path) noexcept {
  try {
    throw;
  } catch (const Xapian::DatabaseNotFoundError &e) {
    if (holds_tables(path))
      return shim::set_error(error, SHIM_ERROR_DAMAGED, path, _("part of the index is missing"));
    return shim::set_error(error, SHIM_ERROR_NOT_FOUND, path, "there is no index");
  } catch (const Xapian::DatabaseOpeningError &e) {
    struct stat status;
    if (stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR))
      return shim::set_error(error, SHIM_ERROR_NOT_FOUND, path, "there is no index");
    return shim::fail(error, path);
  } catch (...) {
    return shim::fail(error, path);
  }
}

bool
open_database(const char *path, bool leave_out, ShimDatabase **database, GError **error) noexcept {
  *database = nullptr;
  try {
    shim::enter();
    *database = open_path(path, leave_out).release();
    return true;
  } catch (...) {
    return fail_to_open(error, path);
  }
}

} // namespace

extern "C" bool
shim_database_open(const char *path, ShimDatabase **database, GError **error) {
  return open_database(path, false, database, error);
}

extern "C" bool
shim_database_open_reachable(const char *path, ShimDatabase **database, GError **error) {
  return open_database(path, true, database, error);
}

extern "C" const char *const *
shim_database_left_out(const ShimDatabase *database) SHIM_NOTHROW {
  return database->left_out.data();
}

extern "C" unsigned
shim_database_parts(const ShimDatabase *database) SHIM_NOTHROW {
  return static_cast<unsigned>(database->shards.parts.size());
}

/* Terms are anybody's, so not all can be remembered; what is being written changes. */
Xapian::doccount
shim::frequency_of(const ShimDatabase &database, const std::string &stored) {
  constexpr std::size_t most_remembered = 50000;
  auto &frequencies = database.kept.frequencies;
  auto known = frequencies.find(stored);
  if (known != frequencies.end() && !database.of_writer)
    return known->second;
  Xapian::doccount frequency = database.database.get_termfreq(stored);
  if (frequencies.size() >= most_remembered)
    frequencies.clear();
  frequencies[stored] = frequency;
  return frequency;
}

extern "C" bool
shim_database_of_writer(ShimWriter *writer, ShimDatabase **database, GError **error) {
  *database = nullptr;
  return shim::guarded(error, writer->path.c_str(), [&] {
    auto opened = std::make_unique<ShimDatabase>();
    opened->path = writer->path;
    opened->database = writer->database;
    opened->of_writer = true;
    opened->kept.names = writer->names;
    *database = opened.release();
  });
}

extern "C" void
shim_database_free(ShimDatabase *database) SHIM_NOTHROW {
  delete database;
}

extern "C" bool
shim_database_check_tables(const ShimDatabase *database, bool positions, GError **error) {
  return shim::guarded(error, database->path.c_str(), [&] {
    if (positions && !database->database.has_positions())
      throw Xapian::DatabaseCorruptError(_("positions are missing, or can't be opened"));
    for (const Xapian::Database &part : database->shards.parts) {
      Xapian::PostingIterator first = part.postlist_begin("");
      if (first != part.postlist_end(""))
        part.termlist_begin(*first); /* throws where there is none */
    }
  });
}

extern "C" bool
shim_database_document_count(const ShimDatabase *database, unsigned *count, GError **error) {
  *count = 0;
  return shim::guarded(error, database->path.c_str(),
                       [&] { *count = database->database.get_doccount(); });
}

extern "C" bool
shim_database_metadata(const ShimDatabase *database, const char *key, GBytes **bytes,
                       GError **error) {
  *bytes = nullptr;
  return shim::guarded(error, database->path.c_str(),
                       [&] { *bytes = metadata_of(database->database, key); });
}

extern "C" bool
shim_database_part_metadata(const ShimDatabase *database, unsigned part, const char *key,
                            GBytes **bytes, GError **error) {
  *bytes = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    shim::require(part < database->shards.parts.size(), "there is no such shard");
    *bytes = metadata_of(database->shards.parts[part], key);
  });
}

extern "C" bool
shim_database_term_frequency(const ShimDatabase *database, const char *term, unsigned *count,
                             GError **error) {
  *count = 0;
  return shim::guarded(error, database->path.c_str(), [&] {
    *count = shim::frequency_of(*database, shim::names_of(*database).stored(term));
  });
}

extern "C" bool
shim_database_each_term(const ShimDatabase *database, const char *prefix, ShimTermVisitor visitor,
                        void *context, GError **error) {
  return shim::guarded(error, database->path.c_str(), [&] {
    for (const auto &[term, frequency] : terms_of(*database, prefix))
      if (!visitor(term.c_str(), frequency, context))
        break;
  });
}

extern "C" bool
shim_database_each_document(const ShimDatabase *database, const char *term,
                            ShimDocumentVisitor visitor, void *context, GError **error) {
  return shim::guarded(error, database->path.c_str(), [&] {
    const std::string stored = shim::names_of(*database).stored(term);
    Xapian::PostingIterator end = database->database.postlist_end(stored);
    for (auto i = database->database.postlist_begin(stored); i != end; ++i) {
      ShimDocument document;
      document.document = database->database.get_document(*i);
      if (!visitor(*i, &document, context))
        break;
    }
  });
}

extern "C" bool
shim_database_postings(const ShimDatabase *database, const char *term, GArray **ids,
                       GError **error) {
  *ids = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    std::unique_ptr<GArray, decltype(&g_array_unref)> found(
        g_array_new(FALSE, FALSE, sizeof(unsigned)), g_array_unref);
    unsigned some[256]; /* handed over together, as lists are long */
    guint count = 0;
    const std::string stored = shim::names_of(*database).stored(term);
    Xapian::PostingIterator end = database->database.postlist_end(stored);
    for (auto i = database->database.postlist_begin(stored); i != end; ++i) {
      some[count++] = *i;
      if (count < std::size(some))
        continue;
      g_array_append_vals(found.get(), some, count);
      count = 0;
    }
    g_array_append_vals(found.get(), some, count);
    *ids = found.release();
  });
}

namespace {

struct FreeTexts {
  void operator()(char **texts) const noexcept {
    g_strfreev(texts);
  }
};

using TextsPointer = std::unique_ptr<char *, FreeTexts>;

/* In the order of the documents, in which Xapian stores them. */
void
read_values(const Xapian::Database &database, Xapian::valueno slot, const unsigned *ids,
            gsize count, char **read) {
  std::vector<gsize> order(count);
  std::iota(order.begin(), order.end(), gsize{0});
  std::sort(order.begin(), order.end(), [&](gsize a, gsize b) { return ids[a] < ids[b]; });
  Xapian::ValueIterator i = database.valuestream_begin(slot), end = database.valuestream_end(slot);
  for (gsize place : order) {
    if (i != end)
      i.skip_to(ids[place]);
    bool is_set = i != end && i.get_docid() == ids[place];
    read[place] = shim::copy_bytes(is_set ? *i : std::string());
  }
}

} // namespace

extern "C" bool
shim_database_values(const ShimDatabase *database, unsigned slot, const unsigned *ids, gsize count,
                     char ***values, GError **error) {
  *values = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    if (database->shards.has_remote)
      return;
    TextsPointer read(g_new0(char *, count + 1));
    if (shim::is_summed_up(*database, slot))
      for (gsize i = 0; i < count; i++)
        read.get()[i] = g_strdup(shim::column_of(*database, slot).text(ids[i]));
    else
      read_values(database->database, slot, ids, count, read.get());
    *values = read.release();
  });
}

extern "C" bool
shim_database_value(const ShimDatabase *database, const ShimDocument *document, unsigned slot,
                    char **value, GError **error) {
  *value = nullptr;
  return shim::guarded(error, database->path.c_str(), [&] {
    const Xapian::Document &one = document->document;
    *value = shim::is_summed_up(*database, slot)
                 ? g_strdup(shim::column_of(*database, slot).text(one.get_docid()))
                 : shim::copy_bytes(one.get_value(slot));
  });
}

extern "C" bool
shim_database_document(const ShimDatabase *database, unsigned id, ShimDocument **document,
                       GError **error) {
  *document = nullptr;
  try {
    shim::enter();
    shim::require(id != 0, "documents are numbered from 1");
    auto found = std::make_unique<ShimDocument>();
    found->document = database->database.get_document(id);
    *document = found.release();
    return true;
  } catch (const Xapian::DocNotFoundError &) {
    return true;
  } catch (...) {
    return shim::fail(error, database->path.c_str());
  }
}
