/* search/query/meaning.h: what the words of a query stand for.
 *
 * Users type words, reports use others. Words side by side become concepts, and each concept a list
 * of alternatives: the word itself in any inflection, the parts of a compound near each other, the
 * compound that two words make up ("kontrakt för chefer"), the synonyms of the field, what was
 * probably meant by a misspelt word. */
#ifndef SEARCH_QUERY_MEANING_H
#define SEARCH_QUERY_MEANING_H

#include <glib.h>
#include <stdbool.h>

#include "search/ask/index_words.h"
#include "search/query/syntax.h"

/* Why an alternative is sought. */
typedef enum {
  SEARCH_BECAUSE_WORD,     /* it is the word that was typed */
  SEARCH_BECAUSE_NEAR,     /* the words, or the compound's parts, near each other */
  SEARCH_BECAUSE_TOGETHER, /* the words anywhere in the same passage */
  SEARCH_BECAUSE_COMPOUND, /* the words make up this compound */
  SEARCH_BECAUSE_SYNONYM,
  SEARCH_BECAUSE_AKIN,     /* another thing, but one to read of */
  SEARCH_BECAUSE_DERIVED,  /* the verb of a noun, or the noun of a verb */
  SEARCH_BECAUSE_VARIANT,  /* misspelt in the reports: as it was typed, or as nothing else is */
  SEARCH_BECAUSE_LONGER,   /* a longer word that begins so, where the reports have nothing nearer */
  SEARCH_BECAUSE_PRACTICE, /* reports tell so of a practice that the query speaks of */
  SEARCH_BECAUSE_PART      /* a part of the compound, of which the reports have nothing nearer */
} SearchBecause;

/* "word", "near", …: for explanations. Static. */
const char *search_because_name(SearchBecause because);

/* The weight of an alternative that means the same as what was asked for. */
#define SEARCH_WEIGHT_SAME 0.77

typedef struct {
  char **terms; /* one term, or several that stand near each other; NULL-terminated */
  SearchBecause because;
  double weight; /* 0..1: how near it comes to the word itself */
} SearchAlternative;

/* How much a match of it counts beside one of the word itself: 1 of what means the same, less of
 * what is only near to it. */
double search_alternative_share(const SearchAlternative *alternative);

/* Whose words they are. */
typedef enum {
  SEARCH_WORDS_OF_REPORT, /* as they stand there */
  SEARCH_WORDS_OF_TOPIC,  /* typed: helped to what the reports misspell, read with the dictionary */
  SEARCH_WORDS_OF_QUERY   /* the same, and everyday words find what is merely akin to them */
} SearchWordsOf;

typedef struct {
  char *written; /* the words that it stands for, as they were understood */
  SearchWordsOf of;
  double weight;           /* 1; less for words that are also part of a larger concept, or that say
                              little */
  bool decides;            /* must a passage hold one such concept? The others only add weight */
  GPtrArray *alternatives; /* SearchAlternative *, best first; never empty */
  const char *filter; /* of a practice: what passages have that tell of it; else NULL. Static */
} SearchConcept;

typedef struct {
  GPtrArray *concepts; /* SearchConcept * */
  GPtrArray *ignored;  /* char *: words that say nothing of what is asked for */
  char *written;       /* the words as typed, with spaces between */
  char *corrected;     /* the words with misspelt ones put right; NULL where none was */
} SearchMeaning;

/* What words side by side mean. words: as corpus_words() cuts them, in their order. The caller
 * frees it. Errors of the shim come through as they are. */
SearchMeaning *search_meaning_of(SearchWords *known, const char *const *words, SearchWordsOf of,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_meaning_free(SearchMeaning *meaning); /* NULL is fine */

/* ---- what a query is about ---- */

/* A question or an area of the instrument that the words of a query point to. */
typedef struct {
  const char *subject; /* "1.5", "4": as corpus/instrument/subject.h numbers them; static */
  double strength;     /* 0..1: how much of what is asked is this question's; less of one thing */
} SearchIntent;

/* How like a query each practice is. */
typedef struct SearchLikeness SearchLikeness;

/* ---- a whole query ---- */

/* How many words an asterisk may stand for: the most frequent. */
#define SEARCH_PREFIX_WORDS 200

/* A user's query understood: its tree, with what its words stand for. Words side by side are read
 * together, as "kontrakt för chefer" is one thing; phrases and beginnings of words are taken as
 * they were typed. */
typedef struct SearchPlan SearchPlan;
struct SearchPlan {
  SearchNodeKind kind;
  SearchMeaning *meaning;   /* of a SEARCH_NODE_WORD, which here is a run of words; else NULL */
  GArray *intents;          /* SearchIntent: of a whole query; NULL = not asked for */
  GPtrArray *practices;     /* SearchConcept *: the same; each is a practice, its weight how surely
                               the query speaks of it, its alternatives what reports say */
  SearchLikeness *likeness; /* of a whole query; NULL where it is like none */
  double telling;           /* how far the words tell of practices and questions: 1; less where they
                               are one, which says what it wants by itself */
  bool reaches;             /* do practices find passages that say nothing of the query itself? Not
                               where it is one word that reports have: then they only lift */
  char *text;               /* of a phrase or a prefix; else NULL */
  char *beginning;          /* of a prefix: the text as the index writes words: lower case, without
                               hyphens; else NULL */
  char **forms;        /* of a prefix: forms of words that begin so, though their form does not;
                          else NULL */
  GPtrArray *children; /* SearchPlan *, of kinds that have some; else NULL */
};

/* Errors of the shim come through. The caller frees it. */
SearchPlan *search_plan_new(SearchWords *known, const SearchNode *node,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_plan_free(SearchPlan *plan); /* NULL is fine */

/* Finds the plan's intents and practices, the strongest first, a few at most: by what people say
 * who need them and what reports say of them (corpus/data/practices.ini, needs.ini), and by the
 * instrument's own words. Words side by side are read for it; alternatives joined by operators and
 * what is typed in quotes have none. Errors of the shim come through. */
bool search_plan_find_practices(SearchWords *known, SearchPlan *plan,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes out of these practices what the reports don't say, which finds and marks nothing, but is
 * not to be shown. Errors of the shim come through. */
bool search_plan_check_practices(SearchWords *known, SearchPlan *plan,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How like the query a passage is by the practices that it is most like, 0..1: the cosine between
 * both, less for a query of one word. like: its INDEXER_SLOT_LIKE. */
double search_likeness_of(const SearchLikeness *likeness, const char *like, gsize length_bytes);

/* The query with misspelt words put right, as it could be typed; NULL where none was. The caller
 * frees it. */
char *search_plan_corrected(const SearchPlan *plan);

/* ---- how much of what was asked a part of a text says ---- */

typedef struct SearchCoverage SearchCoverage;

/* Each concept counts as much as its weight times how rare its words are: log(1 + passages / (1 +
 * those that hold the word)). The meaning is borrowed and must outlive the result, which is NULL
 * with an error of the shim. */
SearchCoverage *search_coverage_new(const SearchWords *known, const SearchMeaning *meaning,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void search_coverage_free(SearchCoverage *coverage); /* NULL is fine */

/* The share of the whole, 0..1, that the part [start_bytes, end_bytes) of a text says, each concept
 * by the best of its alternatives that stands there; 0 where no concept counts anything. terms: of
 * the whole text, as indexer_terms_of_text() gives them. */
double search_coverage_of(const SearchCoverage *coverage, const GArray *terms, gsize start_bytes,
                          gsize end_bytes);

/* The share that no part of a text exceeds which holds of some terms (NULL-terminated) those for
 * which `held` is true. */
double search_coverage_most(const SearchCoverage *coverage, char *const *terms, const bool *held);

#endif
