/* corpus/reading/stance/role_model_cues.h: the phrases that tell role models from mentions
 * (reference-cues.txt).
 *
 * Internal to corpus/. Patterns are matched against a reduced sentence
 * (role_models.c): lower-case words with one space between them,
 * names as NAMN, EGEN or ANNAN. */
#ifndef CORPUS_READING_STANCE_ROLE_MODEL_CUES_H
#define CORPUS_READING_STANCE_ROLE_MODEL_CUES_H

#include <glib.h>
#include <stdbool.h>

/* The groups of the data file that hold patterns. */
typedef enum {
  CORPUS_CUE_NOTHING,     /* the name stands for something else */
  CORPUS_CUE_INSTITUTION, /* a university, an authority */
  CORPUS_CUE_PARTNER,     /* does something together with the report's own */
  CORPUS_CUE_MODEL,       /* held up to learn from */
  CORPUS_CUE_MENTION,     /* named for another reason, unless held up outright */
  CORPUS_CUE_PRACTICE,    /* what it does is told */
  CORPUS_CUE_BARE,        /* only says where something is */
  CORPUS_CUE_CARRY,       /* begins a sentence that goes on with examples */
  CORPUS_CUE_LIST,        /* announces names that follow */
  CORPUS_CUE_PRAISE,      /* the own municipality is held up */
  CORPUS_CUE_BOTH,        /* … beside others */
  CORPUS_CUE_NOT_PRAISE,  /* … is not, in spite of such a phrase */
  CORPUS_CUE_GROUPS
} CorpusCueGroup;

typedef struct CorpusReferenceCues CorpusReferenceCues;

/* Read once, lives as long as the program. */
const CorpusReferenceCues *corpus_reference_cues(void);

/* Does a pattern of the group fit the reduced sentence? */
bool corpus_reference_cues_match(const CorpusReferenceCues *cues, CorpusCueGroup group,
                                 const char *reduced);

/* Does the heading open a section of role models ("Inspiration")? */
bool corpus_reference_cues_section(const CorpusReferenceCues *cues, const char *heading);

#endif
