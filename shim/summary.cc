/* shim/summary.cc: what searches read of every document, in one piece: their lengths, and the
 * values of some slots.
 *
 * Xapian tells these document by document, some hundred instructions each: that took a command
 * longer than its search did. So the program that has written a database has them summed up in its
 * metadata. A database without a summary, or with one that is not of its documents, is read as
 * Xapian tells.
 *
 * Stored are, compressed (zstd, with a checksum), as numbers of seven bits a byte, the lowest
 * first: the last document's id, how many documents there are, how many sections; of each section
 * what it is of (0 = lengths, else the slot + 1), and how many bytes it has; then the sections.
 * Lengths: one by one, from document 1 on, 0 where there is none. A slot: how many different
 * values, each with its bytes before it, ascending; then runs of documents with the same one: its
 * place from 1 (0 = unset), and how many. */
#include <glib/gi18n.h>
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <zstd.h>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

constexpr char META_SUMMARY[] = "shim-summary";
constexpr unsigned BITS = 7; /* of a number in each byte */
constexpr unsigned char MORE = 1 << BITS;
constexpr unsigned OF_LENGTHS = 0;
/* Of zstd, its best: a summary is written once, and read whenever an index is opened. */
constexpr int LEVEL = 19;
/* What a summary may take once it is unpacked, so that damage can't fill the memory: a document's
 * length and its place in a few slots are some bytes each; the values of slots stand besides. */
constexpr std::size_t most_bytes_of_document = 64, most_bytes_besides = 1 << 20;

void
put(std::string &bytes, std::size_t number) {
  for (; number >= MORE; number >>= BITS)
    bytes += static_cast<char>(number % MORE | MORE);
  bytes += static_cast<char>(number);
}

Xapian::DatabaseCorruptError
damage() {
  return Xapian::DatabaseCorruptError(_("the summary of the documents is damaged"));
}

/* Reads what put() wrote; throws where it ends too early. */
class Cursor {
public:
  explicit Cursor(std::string_view all) : left(all) {
  }
  std::size_t take() {
    std::size_t number = 0;
    for (unsigned shift = 0; shift < 8 * sizeof number; shift += BITS) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      number |= static_cast<std::size_t>(byte % MORE) << shift;
      if (byte < MORE)
        return number;
    }
    throw damage();
  }
  std::string_view take(std::size_t bytes) {
    if (bytes > left.size())
      throw damage();
    std::string_view taken = left.substr(0, bytes);
    left.remove_prefix(bytes);
    return taken;
  }

private:
  std::string_view left;
};

/* Of databases that become one, by the ids that documents will have then. */
std::string
summed_lengths(const std::vector<Xapian::Database> &databases) {
  std::string bytes;
  for (const Xapian::Database &database : databases) {
    Xapian::docid next = 1;
    const Xapian::PostingIterator end = database.postlist_end("");
    for (auto i = database.postlist_begin(""); i != end; ++i, ++next) {
      for (; next < *i; next++)
        put(bytes, 0);
      put(bytes, i.get_doclength());
    }
    for (; next <= database.get_lastdocid(); next++)
      put(bytes, 0);
  }
  return bytes;
}

/* The values of a slot by document, from 1 on. */
std::vector<std::string>
values_of(const std::vector<Xapian::Database> &databases, Xapian::valueno slot) {
  std::vector<std::string> values;
  for (const Xapian::Database &database : databases) {
    const std::size_t before = values.size();
    values.resize(before + database.get_lastdocid());
    const Xapian::ValueIterator end = database.valuestream_end(slot);
    for (auto i = database.valuestream_begin(slot); i != end; ++i)
      values[before + i.get_docid() - 1] = *i;
  }
  return values;
}

std::string
summed_values(const std::vector<Xapian::Database> &databases, Xapian::valueno slot) {
  const std::vector<std::string> values = values_of(databases, slot);
  std::map<std::string, std::size_t> places(
      {{std::string(), 0}}); /* which is before all others, and is unset */
  for (const std::string &value : values)
    places.emplace(value, 0);
  std::string bytes;
  put(bytes, places.size() - 1);
  std::size_t place = 0;
  for (auto &[value, its_place] : places) {
    its_place = place++;
    if (its_place == 0)
      continue;
    put(bytes, value.size());
    bytes += value;
  }
  for (std::size_t first = 0, next = 0; first < values.size(); first = next) {
    while (next < values.size() && values[next] == values[first])
      next++;
    put(bytes, places[values[first]]);
    put(bytes, next - first);
  }
  return bytes;
}

std::string
summed_up(const std::vector<Xapian::Database> &databases, const unsigned *slots, gsize count) {
  std::size_t last = 0, documents = 0;
  for (const Xapian::Database &database : databases) {
    last += database.get_lastdocid();
    documents += database.get_doccount();
  }
  std::string head, sections = summed_lengths(databases);
  put(head, last);
  put(head, documents);
  put(head, count + 1);
  put(head, OF_LENGTHS);
  put(head, sections.size());
  for (gsize i = 0; i < count; i++) {
    const std::string section = summed_values(databases, slots[i]);
    put(head, slots[i] + std::size_t{1});
    put(head, section.size());
    sections += section;
  }
  return head + sections;
}

struct FreeContext {
  void operator()(ZSTD_CCtx *context) const noexcept {
    ZSTD_freeCCtx(context);
  }
};

std::string
packed(const std::string &summary) {
  std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  std::string bytes(ZSTD_compressBound(summary.size()), '\0');
  if (context == nullptr)
    throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::size_t size =
      ZSTD_compress2(context.get(), bytes.data(), bytes.size(), summary.data(), summary.size());
  if (ZSTD_isError(size))
    throw std::runtime_error(ZSTD_getErrorName(size));
  bytes.resize(size);
  return bytes;
}

std::string
unpacked(const std::string &bytes, Xapian::docid last) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > last * most_bytes_of_document + most_bytes_besides)
    throw damage();
  std::string summary(size, '\0');
  if (ZSTD_decompress(summary.data(), size, bytes.data(), bytes.size()) != size)
    throw damage();
  return summary;
}

/* "" where there is none of these documents. */
std::string_view
section_of(const ShimDatabase &database, std::size_t of) {
  const Xapian::Database &index = database.database;
  std::string &summary = database.kept.summary;
  if (!database.is_one_local_shard)
    return {};
  const std::string stored = summary.empty() ? index.get_metadata(META_SUMMARY) : std::string();
  if (!stored.empty())
    summary = unpacked(stored, index.get_lastdocid());
  if (summary.empty())
    return {};
  Cursor cursor(summary);
  const std::size_t last = cursor.take(), documents = cursor.take(), sections = cursor.take();
  if (last != index.get_lastdocid() || documents != index.get_doccount())
    return {};
  std::size_t before = 0, size = 0;
  for (std::size_t i = 0; i < sections; i++) {
    const std::size_t is_of = cursor.take(), its_size = cursor.take();
    if (is_of == of)
      size = its_size;
    else if (size == 0)
      before += its_size;
  }
  cursor.take(before);
  return cursor.take(size);
}

} // namespace

/* ---- reading ---- */

std::vector<Xapian::termcount>
shim::lengths_of(const ShimDatabase &database) {
  const Xapian::Database &index = database.database;
  std::vector<Xapian::termcount> lengths(index.get_lastdocid() + 1);
  const std::string_view section = section_of(database, OF_LENGTHS);
  if (!section.empty()) {
    Cursor cursor(section);
    for (std::size_t id = 1; id < lengths.size(); id++)
      lengths[id] = static_cast<Xapian::termcount>(cursor.take());
    return lengths;
  }
  const Xapian::PostingIterator end = index.postlist_end("");
  for (auto i = index.postlist_begin(""); i != end; ++i)
    lengths[*i] = i.get_doclength();
  return lengths;
}

shim::Column::Column(const ShimDatabase &database, Xapian::valueno slot)
    : numbers(database.database.get_lastdocid() + std::size_t{1}) {
  const std::string_view section = section_of(database, slot + std::size_t{1});
  if (!section.empty())
    read_summary(section, database.database.get_lastdocid());
  else
    read_values(database.database, slot);
}

void
shim::Column::read_summary(std::string_view section, Xapian::docid last) {
  Cursor cursor(section);
  const std::size_t count = cursor.take();
  for (std::size_t i = 0; i < count; i++)
    g_ptr_array_add(values.get(), copy_bytes(std::string(cursor.take(cursor.take()))));
  for (std::size_t id = 1; id <= last;) {
    const std::size_t place = cursor.take(), run = cursor.take();
    if (place > count || run == 0 || run > last + std::size_t{1} - id)
      throw damage();
    std::fill_n(numbers.begin() + static_cast<std::ptrdiff_t>(id), run,
                static_cast<unsigned>(place));
    id += run;
  }
}

void
shim::Column::read_values(const Xapian::Database &database, Xapian::valueno slot) {
  std::unordered_map<std::string, unsigned> met; /* by when each was met, from 1 */
  std::string last;
  unsigned number = 0;
  Xapian::ValueIterator end = database.valuestream_end(slot);
  for (auto i = database.valuestream_begin(slot); i != end; ++i) {
    std::string value = *i;
    if (number == 0 || value != last)
      number = met.try_emplace(value, static_cast<unsigned>(met.size() + 1)).first->second;
    numbers[i.get_docid()] = number;
    last = std::move(value);
  }
  std::map<std::string, unsigned> sorted(met.begin(), met.end());
  std::vector<unsigned> places(met.size() + 1);
  for (const auto &[value, met_as] : sorted) {
    g_ptr_array_add(values.get(), copy_bytes(value));
    places[met_as] = values->len;
  }
  for (unsigned &one : numbers)
    one = places[one];
}

ShimFacet
shim::Column::counted(const std::vector<Xapian::docid> &documents) const {
  unsigned *counts = g_new0(unsigned, values->len + 1);
  for (Xapian::docid id : documents)
    counts[numbers[id]]++;
  std::copy(counts + 1, counts + values->len + 1, counts); /* without those that have none */
  return {g_ptr_array_ref(values.get()), counts};
}

const shim::Column &
shim::column_of(const ShimDatabase &database, Xapian::valueno slot) {
  auto &columns = database.kept.columns;
  auto column = columns.find(slot);
  if (column == columns.end())
    column = columns.emplace(slot, Column(database, slot)).first;
  return column->second;
}

bool
shim::is_summed_up(const ShimDatabase &database, Xapian::valueno slot) {
  return !section_of(database, slot + std::size_t{1}).empty();
}

shim::Values::Values(const Xapian::Database &database, Xapian::valueno slot) {
  Xapian::docid last = database.get_lastdocid();
  starts.reserve(last + std::size_t{2});
  Xapian::ValueIterator end = database.valuestream_end(slot);
  for (auto i = database.valuestream_begin(slot); i != end; ++i) {
    starts.resize(i.get_docid() + std::size_t{1}, bytes.size());
    bytes += *i;
  }
  starts.resize(last + std::size_t{2}, bytes.size());
}

/* ---- writing ---- */

void
shim::forget_summary(ShimWriter *writer) {
  if (writer->may_have_summary)
    writer->database.set_metadata(META_SUMMARY, std::string());
  writer->may_have_summary = false;
}

extern "C" bool
shim_writer_sum_up(ShimWriter *writer, const char *const *parts, const unsigned *slots, gsize count,
                   GError **error) {
  return shim::guarded(error, writer->path.c_str(), [&] {
    std::vector<Xapian::Database> databases;
    for (const char *const *part = parts; *part != nullptr; part++)
      databases.push_back(shim::open_local(*part));
    databases.push_back(writer->database);
    writer->database.set_metadata(META_SUMMARY, packed(summed_up(databases, slots, count)));
    writer->may_have_summary = true;
  });
}
