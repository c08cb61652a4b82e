/* corpus/language/cue.h: the phrases of a knowledge file, found in the words of a sentence.
 *
 * A cue file is groups of "phrase = weight" lines; a phrase without a weight weighs 1, and phrases
 * are patterns (corpus/data/README.md). A group [words] holds "NAME = a | b" lines: what a word in
 * capitals stands for in the phrases below it. */
#ifndef CORPUS_LANGUAGE_CUE_H
#define CORPUS_LANGUAGE_CUE_H

#include "corpus/language/pattern.h"
#include "corpus/text/knowledge.h"

typedef struct CorpusCues CorpusCues;

/* A phrase found: words[first..last], both of them part of the phrase. */
typedef struct {
  guint group; /* index into the groups given to CORPUS_CUES() */
  guint first, last;
  double weight;
  guint phrase;                     /* its number in the file, from 0 */
  guint read[CORPUS_PATTERN_READS]; /* the words in its <…> */
} CorpusCue;

/* Declares the static table of a data file (corpus/text/knowledge.h). group_names: all groups of
 * the file, NULL-terminated. A table that holds more than cues begins with a CorpusCues * and has
 * corpus_cues_begin(), corpus_cues_read_line() and corpus_cues_finish() as its own. */
#define CORPUS_CUES(name, file_name, group_names)                                                  \
  CORPUS_KNOWLEDGE(name, .file = (file_name), .bytes = sizeof(CorpusCues *),                       \
                   .groups = (group_names), .begin = corpus_cues_begin,                            \
                   .read_line = corpus_cues_read_line, .finish = corpus_cues_finish)
/* For such tables alone: as CorpusKnowledge (corpus/text/knowledge.h) calls them. */
void corpus_cues_begin(gpointer table);
bool corpus_cues_read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error);
bool corpus_cues_finish(gpointer table, GError **error);

/* The cues of such a table that holds nothing else; they live as long as the program. To read
 * thousands of phrases takes longer than most answers: of files that are asked for in answers it
 * was done when kompass was built (compile_cues.c). Thread-safe. */
const CorpusCues *corpus_cues(CorpusKnowledge *table);

/* What was read, as bytes without pointers, and back. groups: the names of the groups that it was
 * read with; those of a table may stand in another order. Of bytes that another version made, or
 * that know a group which the table has not, NULL. bytes: borrowed by the result, which lives as
 * long as the program. */
GBytes *corpus_cues_to_bytes(const CorpusCues *cues, const char *const *groups);
const CorpusCues *corpus_cues_from_bytes(const char *bytes, gsize length,
                                         const char *const *groups);

/* Does a mark that parts clauses (comma, colon, bracket, dash) stand before each word? words: of
 * text, as corpus_words() cut them. words->len flags; the caller g_free()s them. */
bool *corpus_cue_breaks(const char *text, const GArray *words);

/* Is there a cue of the group among those found that begins with the word? */
bool corpus_cue_begins(const GArray *cues, guint word, guint group);

/* The cues by place, of which no phrase reaches over a break. At one place the phrase with the most
 * words counts, of two as long an exception, which weighs nothing, or else the heavier; and a word
 * belongs to one cue only. A GArray of CorpusCue, the caller's. */
GArray *corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks);

/* Every phrase wherever it fits, by place; of one phrase only those that do not overlap. The
 * caller's. */
GArray *corpus_cues_all(const CorpusCues *cues, const CorpusWordsRange *range);

#endif
