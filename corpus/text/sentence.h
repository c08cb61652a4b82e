/* corpus/text/sentence.h: splits Swedish running text into sentences. */
#ifndef CORPUS_TEXT_SENTENCE_H
#define CORPUS_TEXT_SENTENCE_H

#include <glib.h>

typedef struct {
  gsize start_bytes, length_bytes;
} CorpusSpan;

/* Knows abbreviations (corpus/data/abbreviations.txt: "t.ex.", "bl.a.", "kl."), ordinals, decimal
 * numbers, quotation marks after the full stop, ellipses. The spans are in order, do not overlap,
 * hold no white space at their ends and leave out nothing but white space.
 * A GArray of CorpusSpan, the caller's. */
GArray *corpus_sentences(const char *text);

#endif
