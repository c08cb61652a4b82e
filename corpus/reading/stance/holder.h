/* corpus/reading/stance/holder.h: of whom a sentence tells: of the report's own municipality, or of
 * others. */
#ifndef CORPUS_READING_STANCE_HOLDER_H
#define CORPUS_READING_STANCE_HOLDER_H

#include "corpus/reading/stance/statement.h"
#include "corpus/report/report.h"

typedef struct {
  bool own;          /* it tells of the report's own municipality */
  GPtrArray *others; /* const CorpusMunicipality *: those that it tells of instead, by name; none
                        where it tells of municipalities at large or of other bodies */
} CorpusHolder;

/* text: the sentence's. own: the report's municipality, NULL if unknown. Clear the result. */
CorpusHolder corpus_holder_of(const CorpusStatement *sentence, const char *text,
                              const CorpusMunicipality *own);

void corpus_holder_clear(CorpusHolder *holder);

/* Fills told of each of the report's passages but wishes (items of other columns than that of
 * strengths): of whom its sentences tell that find no fault, as sentences that are about no topic
 * in particular. */
void corpus_told_find(CorpusReport *report);

/* What a sentence told of others, for the next to say how it is here. */
typedef struct {
  bool lack;          /* they do not have it */
  bool few;           /* those who do are few */
  bool same_sentence; /* it is the next clause that says how it is here */
} CorpusElsewhere;

/* What a sentence without the topic's words, after one on others, says of this municipality. */
typedef enum {
  CORPUS_ANSWERS_NOTHING,
  CORPUS_ANSWERS_HAS,  /* "Kalmar hör till dem.", or of those who lack it: "… inte till dem." */
  CORPUS_ANSWERS_LACKS /* "Här hör man inte till dem." */
} CorpusHolderAnswer;
CorpusHolderAnswer corpus_holder_answer(const CorpusStatement *sentence, const char *text,
                                        const CorpusMunicipality *own, CorpusElsewhere told);

#endif
