/* tests/bench/bare_query.cc: what is compared with must be Xapian itself, not our shim. */
#include "tests/bench/bare_query.h"

#include <map>
#include <string>

#include <xapian.h>

#include "indexer/schema.h"
#include "shim/shim.h"

namespace {

using Names = std::map<std::string, std::string>;

/* By which names the index stores some of its terms (shim/names.cc). */
Names
names_of(const Xapian::Database &database) {
  Names names;
  const std::string chosen = database.get_metadata("shim-names");
  for (std::size_t at = 0; at < chosen.size();) {
    const std::string name = chosen.c_str() + at, term = chosen.c_str() + at + name.size() + 1;
    at += name.size() + term.size() + 2;
    names[term] = name;
  }
  return names;
}

std::string
stored(const Names &names, const std::string &term) {
  auto found = names.find(term);
  return found != names.end() ? found->second : term;
}

/* Words to what the index stores for their stems. */
class Storing : public Xapian::StemImplementation {
public:
  explicit Storing(const Names &names_to_use) : names(names_to_use), stem("swedish") {
  }
  std::string operator()(const std::string &word) override {
    return stored(names, stem(word));
  }
  std::string get_description() const override {
    return "Swedish, by names";
  }

private:
  Names names;
  Xapian::Stem stem;
};

} // namespace

struct BareQuery {
  Xapian::Database database;
  Xapian::QueryParser parser;
  std::string background; /* which kompass leaves out, too */
};

BareQuery *
bare_query_open(const char *index) {
  Xapian::Database database(index);
  const Names names = names_of(database);
  auto *bare = new BareQuery{database, Xapian::QueryParser(),
                             stored(names, INDEXER_FILTER_TAG "background")};
  bare->parser.set_database(bare->database);
  bare->parser.set_stemmer(Xapian::Stem(new Storing(names)));
  bare->parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  return bare;
}

static Xapian::Enquire
prepare(BareQuery *bare, const char *query) {
  Xapian::Enquire enquire(bare->database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND_NOT, bare->parser.parse_query(query),
                                  Xapian::Query(bare->background)));
  return enquire;
}

/* Reads what an answer is made of: the stored record of each hit. */
static unsigned
read(const Xapian::MSet &hits) {
  unsigned bytes = 0;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit)
    bytes += static_cast<unsigned>(hit.get_document().get_value(SHIM_SLOT_MAX + 1).size());
  return bytes > 0 ? hits.size() : 0;
}

unsigned
bare_query_ask(BareQuery *bare, const char *query) {
  return read(prepare(bare, query).get_mset(0, 10));
}

unsigned
bare_query_ask_with_facets(BareQuery *bare, const char *query) {
  Xapian::Enquire enquire = prepare(bare, query);
  Xapian::ValueCountMatchSpy facets(INDEXER_SLOT_FACETS), report(INDEXER_SLOT_REPORT);
  for (Xapian::ValueCountMatchSpy *facet : {&facets, &report})
    enquire.add_matchspy(facet);
  return read(enquire.get_mset(0, 10, bare->database.get_doccount()));
}

void
bare_query_close(BareQuery *bare) {
  delete bare;
}

struct BareIndex {
  Xapian::WritableDatabase database;
  Xapian::TermGenerator generator;
};

BareIndex *
bare_index_new(const char *path) {
  auto *bare = new BareIndex{Xapian::WritableDatabase(path, Xapian::DB_CREATE_OR_OVERWRITE),
                             Xapian::TermGenerator()};
  bare->generator.set_stemmer(Xapian::Stem("swedish"));
  bare->generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  return bare;
}

void
bare_index_add(BareIndex *bare, const char *text) {
  Xapian::Document document;
  bare->generator.set_document(document);
  bare->generator.index_text(text);
  document.set_data(text);
  bare->database.add_document(document);
}

void
bare_index_finish(BareIndex *bare) {
  bare->database.commit();
  delete bare;
}

void
bare_index_compact(const char *path, const char *to) {
  Xapian::Database(path).compact(to);
}
