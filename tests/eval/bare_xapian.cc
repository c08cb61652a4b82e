/* tests/eval/bare_xapian.cc: Xapian without kompass. The one C++ file outside shim/: what is
 * compared with must be Xapian itself, not our shim. */
#include <xapian.h>

#include "tests/eval/baseline.h"

struct Baseline {
  const GPtrArray *passages;
  Xapian::WritableDatabase database;
};

static const EvalPassage *
passage_at(const GPtrArray *passages, guint i) {
  return static_cast<const EvalPassage *>(g_ptr_array_index(passages, i));
}

Baseline *
bare_xapian_new(const GPtrArray *passages) {
  auto *baseline =
      new Baseline{passages, Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY)};
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("swedish"));
  for (guint i = 0; i < passages->len; i++) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(passage_at(passages, i)->passage->text);
    baseline->database.add_document(document);
  }
  return baseline;
}

GArray *
bare_xapian_rank(Baseline *baseline, const JudgedQuery *query) {
  Xapian::QueryParser parser;
  parser.set_stemmer(Xapian::Stem("swedish"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  parser.set_database(baseline->database);
  Xapian::Enquire enquire(baseline->database);
  enquire.set_query(parser.parse_query(query->text));
  GArray *ranking = g_array_new(FALSE, FALSE, sizeof(guint));
  Xapian::MSet hits = enquire.get_mset(0, baseline->passages->len);
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    guint index = *hit - 1;
    if (judged_query_admits(query, passage_at(baseline->passages, index)))
      g_array_append_val(ranking, index);
  }
  return ranking;
}

void
bare_xapian_free(Baseline *baseline) {
  delete baseline;
}
