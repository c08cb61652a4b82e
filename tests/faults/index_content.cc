// tests/faults/index_content.cc: prints what an index holds, a line for each report, so that two
// indexes can be compared. Not in it: generation, ids of documents, the order of writing, and which
// shard holds what.
//
// usage: index_content INDEX
// Lines: "report ID PASSAGES DIGEST", then "metadata KEY DIGEST" and "summary there". Exits with 1
// and says why where the index can't be read whole.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <glib.h>
#include <xapian.h>

#include "indexer/schema.h"
extern "C" {
#include "indexer/record.h"
}

namespace {

struct Content {
  std::multiset<std::string> documents; /* digests */
};

std::string
digest_of(const std::string &bytes) {
  char *digest = g_compute_checksum_for_data(
      G_CHECKSUM_SHA256, reinterpret_cast<const guchar *>(bytes.data()), bytes.size());
  std::string shortened(digest, 24);
  g_free(digest);
  return shortened;
}

constexpr char meta_names[] = "shim-names", meta_summary[] = "shim-summary";

using Names = std::map<std::string, std::string>;

/* What the terms are that are stored by names (shim/names.cc). */
Names
terms_by_name(const Xapian::Database &database) {
  Names terms;
  const std::string chosen = database.get_metadata(meta_names);
  for (std::size_t at = 0; at < chosen.size();) {
    const std::string name = chosen.c_str() + at, term = chosen.c_str() + at + name.size() + 1;
    at += name.size() + term.size() + 2;
    terms[name] = term;
  }
  return terms;
}

using Packer = std::unique_ptr<IndexerPacker, decltype(&indexer_packer_free)>;

Packer
packer_of(const Xapian::Database &database) {
  const std::string sample = database.get_metadata(INDEXER_META_SAMPLE);
  GBytes *bytes = g_bytes_new(sample.data(), sample.size());
  Packer packer(indexer_packer_new(bytes), indexer_packer_free);
  g_bytes_unref(bytes);
  return packer;
}

/* What a document stores, which is packed by the sample of its index. */
std::string
unpacked(IndexerPacker *packer, const std::string &stored) {
  GError *error = nullptr;
  GBytes *record = indexer_unpack(packer, g_bytes_new(stored.data(), stored.size()), &error);
  if (record == nullptr) {
    const std::string message = error->message;
    g_error_free(error);
    throw message;
  }
  gsize length = 0;
  const void *bytes = g_bytes_get_data(record, &length);
  const std::string text(static_cast<const char *>(bytes), length);
  g_bytes_unref(record);
  return text;
}

/* Terms with weights and positions, in the order of what they are, not of the names that they are
 * stored by; values; `report` gets the id from the term XR. */
std::string
describe(const Xapian::Document &document, const Names &terms, IndexerPacker *packer,
         std::string &report) {
  std::set<std::string> lines;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    auto named = terms.find(*term);
    const std::string name = named != terms.end() ? named->second : *term;
    if (name.compare(0, 2, "XR") == 0)
      report = name.substr(2);
    std::string line = name + " " + std::to_string(term.get_wdf());
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
      line += " " + std::to_string(*position);
    lines.insert(line + "\n");
  }
  std::string all;
  for (const std::string &line : lines)
    all += line;
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    if (value.get_valueno() > SHIM_SLOT_MAX)
      all += unpacked(packer, *value);
    else if (value.get_valueno() != INDEXER_SLOT_WRITTEN)
      all += std::to_string(value.get_valueno()) + "=" + *value + "\n";
  return all;
}

/* The records of all reports, and the summary (shim/summary.cc), come in the order of documents,
 * which may differ; names of terms, and the sample that records are packed by, are of the report
 * that was written first. */
bool
is_compared(const std::string &key) {
  static const std::string others[] = {INDEXER_META_GENERATION,
                                       INDEXER_META_HEAD,
                                       INDEXER_META_WRITTEN,
                                       INDEXER_META_SOURCES,
                                       INDEXER_META_REPORTS,
                                       INDEXER_META_FIGURES,
                                       INDEXER_META_REFERENCES,
                                       INDEXER_META_NOTICES,
                                       INDEXER_META_AREAS,
                                       INDEXER_META_QUESTIONS,
                                       INDEXER_META_SAMPLE,
                                       meta_names,
                                       meta_summary};
  const std::string whole = key.substr(0, key.find('/')); /* of what stands in pieces */
  return std::find(std::begin(others), std::end(others), whole) == std::end(others);
}

void
print_content(const char *path) {
  Xapian::Database database(path);
  std::map<std::string, Content> reports;
  const Names terms = terms_by_name(database);
  const Packer packer = packer_of(database);
  Xapian::doccount count = 0;
  for (auto i = database.postlist_begin(""); i != database.postlist_end(""); ++i, ++count) {
    std::string report;
    std::string described = describe(database.get_document(*i), terms, packer.get(), report);
    if (!report.empty()) /* else a head */
      reports[report].documents.insert(digest_of(described));
  }
  if (count != database.get_doccount())
    throw std::string("the number of documents is not what the index says");
  for (const auto &[id, content] : reports) {
    std::string all;
    for (const std::string &digest : content.documents)
      all += digest;
    std::printf("report %s %zu %s\n", id.c_str(), content.documents.size(), digest_of(all).c_str());
  }
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
    if (is_compared(*key))
      std::printf("metadata %s %s\n", (*key).c_str(),
                  digest_of(database.get_metadata(*key)).c_str());
  std::printf("summary %s\n", database.get_metadata(meta_summary).empty() ? "none" : "there");
}

} // namespace

int
main(int argc, char **argv) {
  if (argc != 2)
    return 2;
  try {
    print_content(argv[1]);
    return 0;
  } catch (const Xapian::Error &e) {
    std::fprintf(stderr, "%s: %s\n", argv[1], e.get_description().c_str());
  } catch (const std::string &message) {
    std::fprintf(stderr, "%s: %s\n", argv[1], message.c_str());
  }
  return 1;
}
