/* tests/bench/bare_query.cc: what is compared with must be Xapian itself, not our shim. */
#include "tests/bench/bare_query.h"

#include <xapian.h>

#include "indexer/schema.h"

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
    bytes += static_cast<unsigned>(hit.get_document().get_data().size());
  return bytes > 0 ? hits.size() : 0;
}

unsigned
bare_query_ask(BareQuery *bare, const char *query) {
  return read(prepare(bare, query).get_mset(0, 10));
}

unsigned
bare_query_ask_with_facets(BareQuery *bare, const char *query) {
  Xapian::Enquire enquire = prepare(bare, query);
  Xapian::ValueCountMatchSpy area(INDEXER_SLOT_AREA), tag(INDEXER_SLOT_TAG),
      municipality(INDEXER_SLOT_MUNICIPALITY), revision(INDEXER_SLOT_REVISION);
  for (Xapian::ValueCountMatchSpy *facet : {&area, &tag, &municipality, &revision})
    enquire.add_matchspy(facet);
  return read(enquire.get_mset(0, 10, bare->database.get_doccount()));
}

void
bare_query_close(BareQuery *bare) {
  delete bare;
}
