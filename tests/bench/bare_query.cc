/* tests/bench/bare_query.cc: what is compared with must be Xapian itself, not our shim. */
#include "tests/bench/bare_query.h"

#include <xapian.h>

#include "indexer/schema.h"
#include "shim/shim.h"

struct BareQuery {
  Xapian::Database database;
  Xapian::QueryParser parser;
};

BareQuery *
bare_query_open(const char *index) {
  auto *bare = new BareQuery{Xapian::Database(index), Xapian::QueryParser()};
  bare->parser.set_database(bare->database);
  bare->parser.set_stemmer(Xapian::Stem("swedish"));
  bare->parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  return bare;
}

static Xapian::Enquire
prepare(BareQuery *bare, const char *query) {
  Xapian::Enquire enquire(bare->database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, bare->parser.parse_query(query),
                                  Xapian::Query(INDEXER_FILTER_TYPE INDEXER_TYPE_PASSAGE)));
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
