/* corpus/language/cue.h: phrases that signal something, found in the words of a sentence.
 *
 * Internal to corpus/ and to who reads its data. A cue file is a key file: groups of
 * "phrase = weight" lines. A phrase is lower-case words; "tydlig*" stands for any word that begins
 * so, "finns|fanns" for either, "…" for up to four words within one clause. */
#ifndef CORPUS_LANGUAGE_CUE_H
#define CORPUS_LANGUAGE_CUE_H

#include <glib.h>
#include <stdbool.h>

typedef struct CorpusCues CorpusCues;

/* A phrase found: words[first..last], both of them part of the phrase. */
typedef struct {
  guint group; /* index into the groups given to corpus_cues_read() */
  guint first, last;
  double weight;
} CorpusCue;

/* Reads a data file. groups: the names that it must have, no others, NULL-terminated; borrowed for
 * the call. Fails with CORPUS_ERROR_DATA (the message names file, group and phrase). */
CorpusCues *corpus_cues_read(const char *name, const char *const *groups,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_cues_free(CorpusCues *cues); /* NULL is fine */

/* A file that is compiled in, and its groups. Static: cues is NULL to begin with. */
typedef struct {
  const char *name;
  const char *const *groups;
  const CorpusCues *cues;
} CorpusCueTable;

/* The cues of the file, read when first asked for; they live as long as the program. A test guards
 * that the file can be read. Thread-safe. */
const CorpusCues *corpus_cues_of(CorpusCueTable *table);

/* Does a mark that parts clauses (comma, colon, bracket, dash) stand before each word? words: of
 * text, as corpus_words() cut them. words->len flags; the caller g_free()s them. */
bool *corpus_cue_breaks(const char *text, const GArray *words);

/* Is there a cue of the group among those found that begins with the word? */
bool corpus_cue_begins(const GArray *cues, guint word, guint group);

/* All cues, by place. At one place the phrase with the most words counts, and a word belongs to one
 * cue only. A GArray of CorpusCue, the caller's. */
GArray *corpus_cues_find(const CorpusCues *cues, const GArray *words, const bool *breaks);

#endif
