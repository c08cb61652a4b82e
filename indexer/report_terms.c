/* indexer/report_terms.c: the texts of a report as terms, each text once.
 *
 * A report says under few headings, and to few questions, what it has to say; and what it says is
 * wanted several times: to tell passages apart, for their documents, and to be counted. */
#include "indexer/generation.h"

struct IndexerReportTerms {
  IndexerTerms *terms;
  GHashTable *texts; /* text, borrowed from the report -> GArray of IndexerTerm */
};

IndexerReportTerms *
indexer_report_terms_new(IndexerTerms *terms) {
  IndexerReportTerms *texts = g_new0(IndexerReportTerms, 1);
  indexer_terms_limit(terms);
  texts->terms = terms;
  texts->texts =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  return texts;
}

void
indexer_report_terms_free(IndexerReportTerms *texts) {
  g_hash_table_unref(texts->texts);
  g_free(texts);
}

const GArray *
indexer_report_terms_of(IndexerReportTerms *texts, const char *text, GError **error) {
  GArray *found = g_hash_table_lookup(texts->texts, text);
  if (found == NULL && (found = indexer_terms_of_text(texts->terms, text, -1, error)) != NULL)
    g_hash_table_insert(texts->texts, (gpointer)text, found);
  return found;
}
