/* corpus/text/sentence.h: splits Swedish running text into sentences. */
#ifndef CORPUS_TEXT_SENTENCE_H
#define CORPUS_TEXT_SENTENCE_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  gsize start_bytes, length_bytes;
} CorpusSpan;

/* Knows abbreviations (corpus/data/abbreviations.txt: "t.ex.", "bl.a.", "kl."), ordinals, decimal
 * numbers, quotation marks after the full stop, ellipses. The spans are in order, do not overlap,
 * hold no white space at their ends and leave out nothing but white space.
 * A GArray of CorpusSpan, the caller's. */
GArray *corpus_sentences(const char *text);

/* Does a line, or a word, end as a sentence ends, or as what leads to a list does: with a stop or
 * a colon, behind which brackets and quotation marks may close? Knows no abbreviations: where lines
 * break, "t.ex." is rare, and taking it for an end costs less than to ask. */
bool corpus_ends_sentence(const char *text);

#endif
