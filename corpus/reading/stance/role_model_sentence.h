/* corpus/reading/stance/role_model_sentence.h: a sentence reduced to what shows why a municipality
 * is named.
 *
 * Internal to corpus/. "Här kan Karlstads kommun, t.ex., vara ett intressant exempel." becomes
 * "här kan NAMN , t ex , vara ett intressant exempel ". */
#ifndef CORPUS_READING_STANCE_ROLE_MODEL_SENTENCE_H
#define CORPUS_READING_STANCE_ROLE_MODEL_SENTENCE_H

#include "corpus/places/municipality.h"

/* Names that stand in one list. */
typedef struct {
  GPtrArray *places; /* const CorpusMunicipality *, without the own one, each once */
  bool own;          /* the report's own municipality is among them */
} CorpusNameGroup;

typedef struct {
  GPtrArray *tokens; /* char *: words, ",", "(", ")", ":", "/", "DELAV" behind a name that is part
                        of a longer one; NULL stands for a group's names */
  GPtrArray *groups; /* CorpusNameGroup *, in the order of the NULL tokens */
} CorpusReducedSentence;

/* What stands for a group where none is in question. */
#define CORPUS_NO_GROUP G_MAXUINT

/* own may be NULL. The caller frees the result with corpus_reduced_free(). */
CorpusReducedSentence *corpus_reduce_sentence(const char *sentence, const CorpusMunicipality *own);
void corpus_reduced_free(CorpusReducedSentence *reduced); /* NULL is fine */

/* The text to match patterns against: the group in question as NAMN, groups with the own
 * municipality as EGEN, others as ANNAN; each word followed by a space. The caller frees it. */
char *corpus_reduced_text(const CorpusReducedSentence *reduced, guint group);

#endif
