// tests/bench/compare/xapian.cc: Xapian without kompass, as it comes: its term generator and query
// parser with its Swedish stemmer, a stem a word, with positions, the text as data, compacted.
#include <string>

#include <xapian.h>

#include "tests/bench/compare/contender.h"

namespace {

struct Index {
  std::string folder;
  Xapian::WritableDatabase database;
  Xapian::TermGenerator generator;
};

std::string
loose(const std::string &folder) {
  return folder + "/loose";
}

void *
begin(const char *folder) {
  auto *index = new Index{folder, Xapian::WritableDatabase(loose(folder), Xapian::DB_CREATE), {}};
  index->generator.set_stemmer(Xapian::Stem("swedish"));
  index->generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  return index;
}

void
add(void *opened, guint, const char *text) {
  auto *index = static_cast<Index *>(opened);
  Xapian::Document document;
  index->generator.set_document(document);
  index->generator.index_text(text);
  document.set_data(text);
  index->database.add_document(document);
}

double
finish(void *opened) {
  auto *index = static_cast<Index *>(opened);
  std::string folder = index->folder;
  index->database.commit();
  delete index;
  Xapian::Database(loose(folder)).compact(folder + "/packed");
  std::string remove = "rm -r '" + loose(folder) + "'";
  if (system(remove.c_str()) != 0)
    g_error("xapian: what was written can't be removed");
  return 0;
}

struct Asked {
  Xapian::Database database;
  Xapian::QueryParser parser;
};

void *
open_index(const char *folder) {
  auto *asked = new Asked{Xapian::Database(std::string(folder) + "/packed"), {}};
  asked->parser.set_stemmer(Xapian::Stem("swedish"));
  asked->parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  asked->parser.set_database(asked->database);
  return asked;
}

guint
ask(void *opened, const char *query, guint limit, guint *ids) {
  auto *asked = static_cast<Asked *>(opened);
  Xapian::Enquire enquire(asked->database);
  enquire.set_query(asked->parser.parse_query(query));
  Xapian::MSet hits = enquire.get_mset(0, limit);
  guint count = 0;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    g_assert_false(hit.get_document().get_data().empty());
    ids[count++] = *hit;
  }
  return count;
}

void
close_index(void *opened) {
  delete static_cast<Asked *>(opened);
}

} // namespace

extern "C" const Contender contender_xapian = {
    "bare Xapian", begin, add, finish, open_index, ask, nullptr, nullptr, close_index};
