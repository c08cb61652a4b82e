/* search/query/excerpt.h: the part of a passage that answers, with the words that were asked for.
 */
#ifndef SEARCH_QUERY_EXCERPT_H
#define SEARCH_QUERY_EXCERPT_H

#include "corpus/report/report.h"
#include "indexer/terms.h"
#include "search/ask/engine.h"
#include "search/query/meaning.h"

/* A word of a text. What tells most words from those of a query is here, as a look at the reading
 * costs more than all else. */
typedef struct {
  const IndexerWord *reading; /* borrowed from the terms that it was read with */
  guint32 start_bytes : 31;   /* of it as it is written */
  guint32 follows : 1;        /* it stands right behind the word before it */
  guint32 length_bytes : 15;
  guint32 is_compound : 1;
  guint32 mark : 16; /* indexer_term_mark() of its form */
} SearchTextWord;

/* The words of a text that have terms: a GArray of SearchTextWord, the caller's. */
GArray *search_text_words(IndexerTerms *terms, const char *text,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A passage with its words. */
typedef struct {
  const CorpusReport *report; /* borrowed from the engine */
  CorpusPassage *passage;
  GArray *words; /* SearchTextWord */
  char *written; /* the passage as whoever shows it has written it out; NULL until then */
} SearchFound;

/* The passage that a hit stands for, which the engine keeps for a while, as hits of one query are
 * often those of another. Errors as of indexer_reader_passage_of(). */
SearchFound *search_found_of(SearchEngine *engine, const ShimHit *hit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_found_unref(SearchFound *found);

/* Knows which words of a text the query asked for, in whatever inflection. */
typedef struct SearchMatcher SearchMatcher;

/* terms: how the index was made. What is left out ("-word") is not looked for. terms must outlive
 * the matcher. Free with search_matcher_free(). */
SearchMatcher *search_matcher_new(IndexerTerms *terms, const SearchPlan *plan,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_matcher_free(SearchMatcher *matcher); /* NULL is fine */

/* A passage of at most so many characters is its own excerpt. */
#define SEARCH_EXCERPT_CHARS 320
/* A sentence longer than this is cut, between words. */
#define SEARCH_EXCERPT_SENTENCE_CHARS 600

/* In Unicode code points, from the start of the excerpt. */
typedef struct {
  gsize start_chars, length_chars;
} SearchHighlight;

typedef struct {
  char *text;                 /* a part of the passage's text, unaltered */
  bool cut_before, cut_after; /* the passage goes on before it, after it */
  GArray *highlights;         /* SearchHighlight, in order, not overlapping */
} SearchExcerpt;

/* The whole text if it is short; else the sentences that stand together, fit, and hold most of
 * what was asked for (the first of equally good ones); the beginning where none holds any. Fills
 * excerpt, which the caller clears. */
void search_excerpt_make(const SearchMatcher *matcher, const SearchFound *found,
                         SearchExcerpt *excerpt);
/* The part [start_bytes, end_bytes) of the text, cut only where it is one sentence that is too
 * long. matcher: NULL = nothing is highlighted. */
bool search_excerpt_part(const SearchMatcher *matcher, const CorpusPassage *passage,
                         gsize start_bytes, gsize end_bytes, SearchExcerpt *excerpt,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_excerpt_clear(SearchExcerpt *excerpt); /* all zero is fine */

#endif
