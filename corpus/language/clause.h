/* corpus/language/clause.h: a sentence in clauses, with the cue phrases that stand in each.
 *
 * Who asks which way a sentence points, and who asks whether a thing is there, both need to know
 * what is said in the same breath: "men" takes back, a comma parts, a list goes on. */
#ifndef CORPUS_LANGUAGE_CLAUSE_H
#define CORPUS_LANGUAGE_CLAUSE_H

#include "corpus/language/cue.h"

#define CORPUS_CLAUSE_NO_GROUP G_MAXUINT

/* A cue file, and which of its groups part a sentence. Static. */
typedef struct {
  CorpusKnowledge *table; /* declared with CORPUS_CUES() */
  guint turn;             /* opens a clause behind a mark; "men" and "medan" do so anywhere */
  guint concession;       /* opens a clause anywhere; CORPUS_CLAUSE_NO_GROUP = no such group */
  guint telling; /* 0: marks do not part clauses. Else they do, except in a list: a run of words
                    between two marks without any cue of the groups below this one */
  guint of_own;  /* cues of the groups below this one are cues where the subject's own words are,
                    too: "samverkar" of "samverkan" */
} CorpusClauseGrammar;

typedef struct {
  const GArray *words; /* CorpusWord, borrowed */
  bool *breaks;   /* for each word: does a mark (comma, colon, bracket, dash) stand before it? */
  GArray *cues;   /* CorpusCue, by place */
  guint *numbers; /* for each word: the number of its clause, from 0 */
  guint count;    /* clauses */
} CorpusClauses;

/* words: of text, as corpus_words() cut them; they must outlive the result. own: indexes of words
 * (guint) that are no cue where they stand alone, such as a topic's, but for the grammar's of_own;
 * NULL = none. Clear the result. */
CorpusClauses corpus_clauses_of(const CorpusClauseGrammar *grammar, const char *text,
                                const GArray *words, const GArray *own);
void corpus_clauses_clear(CorpusClauses *clauses);

/* A word or a cue by its index; borrowed. */
const char *corpus_clauses_word(const CorpusClauses *clauses, guint index);
const CorpusCue *corpus_clauses_cue(const CorpusClauses *clauses, guint index);

/* The number of the clause that the cue begins in. */
guint corpus_clauses_of_cue(const CorpusClauses *clauses, const CorpusCue *cue);

/* The index of a cue of the group in the clause of another cue, -1 = none: _after, the first that
 * begins at most `reach` words behind the other; _before, the last that begins before the other and
 * ends at most `reach` words before it. */
int corpus_clauses_after(const CorpusClauses *clauses, const CorpusCue *cue, guint group,
                         guint reach);
int corpus_clauses_before(const CorpusClauses *clauses, const CorpusCue *cue, guint group,
                          guint reach);

#endif
