/* search/learn/passages.h: what an index says of its passages without reading them.
 *
 * Internal to search/learn/learn.c and its parts. An answer of learn asks for a hundred subjects
 * among the same passages. So the lists of documents by report, area, question, tag and word are
 * read once and put side by side in memory; only what may be shown is read. */
#ifndef SEARCH_LEARN_PASSAGES_H
#define SEARCH_LEARN_PASSAGES_H

#include "search/ask/engine.h"
#include "search/learn/subject.h"

typedef struct SearchLearnPassages SearchLearnPassages;

/* Where a passage stands, and what it is. Area, question and kind are those of wanted ones. */
typedef struct {
  const CorpusReport *report; /* NULL = the document is no passage */
  const char *question;       /* "1.5", "" = none; borrowed from the table */
  unsigned number;            /* within its report */
  guint8 area;                /* 1-8, 0 = none */
  bool strength;              /* is that its tag? */
  bool item;                  /* of a table; else a paragraph */
} SearchPlace;

/* A passage that says some of a subject. */
typedef struct {
  unsigned document;
  double cover; /* 0..1: how much, at most: what stands far apart counts too, and words that say
                   next to nothing of the subject are not looked for */
} SearchCovered;

/* The engine is borrowed. Whether they are about a subject is asked of strengths, and of what is
 * added by search_learn_passages_want(). NULL with an error of the index. */
SearchLearnPassages *search_learn_passages_new(SearchEngine *engine,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_learn_passages_free(SearchLearnPassages *passages); /* NULL is fine */

/* Before the first subject is asked for; document: 0 is passed over. Area and question: of the
 * passage, as only those of strengths are known. */
void search_learn_passages_want(SearchLearnPassages *passages, unsigned document, unsigned area,
                                const char *question);

/* Borrowed, never NULL. */
const SearchPlace *search_learn_passages_at(const SearchLearnPassages *passages, unsigned document);
/* 0 = the report has no such passage. */
unsigned search_learn_passages_document(const SearchLearnPassages *passages,
                                        const CorpusReport *report, unsigned number);
/* The passage itself; the caller clears it. */
bool search_learn_passages_read(const SearchLearnPassages *passages, unsigned document,
                                IndexerPassage *passage, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The strengths of a question, of whatever revision's reports: unsigned; borrowed. NULL = none. */
const GArray *search_learn_passages_of_question(const SearchLearnPassages *passages,
                                                const char *question);

/* The wanted passages of the area that say some of the subject (NULL = none), in no order: a GArray
 * of SearchCovered, the caller's. NULL with an error of the index. */
GArray *search_learn_passages_about(SearchLearnPassages *passages, const SearchSubject *subject,
                                    unsigned area, GError **error);

#endif
