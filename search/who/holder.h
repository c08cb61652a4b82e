/* search/who/holder.h: of whom a sentence tells: of the report's own municipality, or of others. */
#ifndef SEARCH_WHO_HOLDER_H
#define SEARCH_WHO_HOLDER_H

#include "corpus/places/municipality.h"
#include "search/who/sentence.h"

typedef struct {
  bool own;          /* it tells of the report's own municipality */
  GPtrArray *others; /* const CorpusMunicipality *: those that it tells of instead, by name; none
                        where it tells of municipalities at large or of other bodies */
} SearchHolder;

/* text: the sentence's. own: the report's municipality, NULL if unknown. Clear the result. */
SearchHolder search_holder_of(const SearchSentence *sentence, const char *text,
                              const CorpusMunicipality *own);

/* The same of a sentence that is about no topic in particular. */
SearchHolder search_holder_of_text(const char *text, gsize length_bytes,
                                   const CorpusMunicipality *own);
void search_holder_clear(SearchHolder *holder);

/* What a sentence told of others, for the next to say how it is here. */
typedef struct {
  bool lack; /* they do not have it */
  bool few;  /* those who do are few */
} SearchElsewhere;

/* What a sentence without the topic's words, after one on others, says of this municipality. */
typedef enum {
  SEARCH_ANSWERS_NOTHING,
  SEARCH_ANSWERS_HAS,  /* "Kalmar hör till dem.", or of those who lack it: "… inte till dem." */
  SEARCH_ANSWERS_LACKS /* "Här hör man inte till dem." */
} SearchHolderAnswer;
SearchHolderAnswer search_holder_answer(const SearchSentence *sentence, const char *text,
                                        const CorpusMunicipality *own, SearchElsewhere told);

#endif
