/* corpus/report/report.h: what a report is, once understood: plain structs, made and freed.
 *
 * How one is read: corpus/reading/read_report.h. */
#ifndef CORPUS_REPORT_REPORT_H
#define CORPUS_REPORT_REPORT_H

#include <glib.h>
#include <stdbool.h>

#include "corpus/instrument/instrument.h"
#include "corpus/places/municipality.h"

typedef enum { CORPUS_KIND_PARAGRAPH, CORPUS_KIND_ITEM } CorpusKind;

/* Which way a text points. */
typedef enum {
  CORPUS_TAG_NEUTRAL,
  CORPUS_TAG_STRENGTH,
  CORPUS_TAG_IMPROVEMENT,
  CORPUS_TAG_WEAKNESS,
  CORPUS_TAG_BACKGROUND, /* text that is the same in every report */
  CORPUS_TAGS            /* how many there are */
} CorpusTag;

/* "strength", "paragraph", …: the words of the JSON contract. Static. */
const char *corpus_tag_name(CorpusTag tag);
const char *corpus_kind_name(CorpusKind kind);
/* Is it one of improvements and weaknesses? */
bool corpus_tag_finds_fault(CorpusTag tag);
/* false if the word is none of the five. */
bool corpus_tag_parse(const char *name, CorpusTag *tag) G_GNUC_WARN_UNUSED_RESULT;

/* A sentence of a passage and which way it points by itself (corpus/reading/stance/stance.h). */
typedef struct {
  gsize start_bytes, length_bytes; /* in the passage's text */
  CorpusTag stance;
  double weight; /* 0..1: how clearly */
} CorpusSentence;

/* Whose doing a sentence tells of that does not tell of the report's own municipality
 * (corpus/reading/stance/holder.h). One that tells of several others has one for each. */
typedef struct {
  unsigned sentence;            /* from 0 within its passage */
  const CorpusMunicipality *of; /* NULL = of municipalities at large, or of other bodies */
} CorpusTold;

typedef struct {
  unsigned number; /* from 1 within its report; the passage's id is "<report id>/<number>" */
  unsigned page;   /* where it begins */
  unsigned area;   /* 0 = none */
  char question[CORPUS_QUESTION_ID_BYTES]; /* "1.5", "" = none */
  char *heading;                           /* as printed, dehyphenated; "" = none */
  CorpusKind kind;
  CorpusTag tag;
  bool recognised;   /* comes from text recognition: letters and figures may be others */
  char *text;        /* clean UTF-8 */
  GArray *sentences; /* CorpusSentence, in order, covering the text */
  GArray *told;      /* CorpusTold, by sentence: of those that find no fault */
} CorpusPassage;

/* -1 stands for a figure that the report does not give. */
typedef struct {
  char id[CORPUS_QUESTION_ID_BYTES];
  char *text; /* the question as the report words it */
  int score, max, percent;
} CorpusQuestionScore;

typedef struct {
  unsigned number;
  char *name;              /* as the revision names it */
  int score, max, percent; /* the table's sum row */
  int body_score;          /* the figure in the area's chapter */
  GPtrArray *questions;    /* CorpusQuestionScore * */
} CorpusAreaScore;

/* Points of an earlier evaluation that this report repeats. */
typedef struct {
  unsigned year;
  unsigned area; /* 0 = total */
  int score;
} CorpusHistory;

/* A figure that a report prints beside points and that is none itself: the mean of those that were
 * evaluated, or the change since the last time. */
typedef enum { CORPUS_BESIDE_MEAN, CORPUS_BESIDE_CHANGE } CorpusBesideKind;

typedef struct {
  CorpusBesideKind kind;
  unsigned area;        /* 0 = total */
  unsigned since, year; /* the first and the last year of a mean; 0 = not stated */
  double value;
  char *label; /* as printed: "Nationellt medelvärde 2014"; "" = it has none */
} CorpusBeside;

/* A municipality named in the text, and whether as a role model. */
typedef struct {
  const CorpusMunicipality *model;
  bool self;                               /* the report's own municipality */
  bool role_model;                         /* else a mere mention */
  unsigned area;                           /* 0 = none */
  char question[CORPUS_QUESTION_ID_BYTES]; /* "" = none */
  unsigned page;
  unsigned passage; /* the passage's number */
  char *sentence;
} CorpusReference;

/* Something that a reader of the report's figures should know: in words, and for programs. */
typedef struct {
  char *code;        /* "total_differs" */
  GPtrArray *values; /* char *: name, value, name, value …; figures in digits */
  char *text;        /* one line, which names the page and what to do where there is something */
} CorpusNotice;

typedef struct {
  char *id;     /* "lulea-2018" */
  char *source; /* the file's base name */
  const CorpusMunicipality *municipality;
  unsigned year, month; /* of the evaluation; month 0 = not stated */
  unsigned evaluation;  /* ordinal, 0 = not stated */
  unsigned revision;    /* 2010, 2016, …; 0 = none that is known */
  unsigned pages;
  GPtrArray *areas;      /* CorpusAreaScore *, by number */
  int total;             /* sum of the areas' scores; -1 if one is missing */
  int stated_total;      /* the total that the text states; -1 if it does not */
  GArray *history;       /* CorpusHistory */
  GPtrArray *beside;     /* CorpusBeside *: means and changes, each once */
  GPtrArray *passages;   /* CorpusPassage *, in the report's order */
  GPtrArray *references; /* CorpusReference *, in the report's order */
  GPtrArray *warnings;   /* char *: figures that disagree, conversions made */
  GPtrArray *notices;    /* CorpusNotice *: the same with codes and values */
} CorpusReport;

CorpusReport *corpus_report_new(void);         /* empty, nothing stated */
void corpus_report_free(CorpusReport *report); /* NULL is fine */
CorpusPassage *corpus_passage_new(void);
void corpus_passage_free(CorpusPassage *passage);
/* Is it a wish, as items of the other columns than that of the strengths are? */
bool corpus_passage_is_wish(const CorpusPassage *passage);
/* Does a sentence of the passage that finds no fault tell of others than the report's own
 * municipality? others (const CorpusMunicipality *; NULL is fine) gets those that it tells of by
 * name. */
bool corpus_passage_tells_of_others(const CorpusPassage *passage, guint sentence,
                                    GPtrArray *others);
void corpus_reference_free(CorpusReference *reference);
/* A copy, with another area, and a value. */
CorpusBeside *corpus_beside_new(const CorpusBeside *like, unsigned area, double value);
void corpus_beside_free(CorpusBeside *beside); /* NULL is fine */
/* An area without figures (all -1) and without questions. */
CorpusAreaScore *corpus_area_score_new(unsigned number, const char *name);
void corpus_area_score_free(CorpusAreaScore *area);             /* NULL is fine */
void corpus_question_score_free(CorpusQuestionScore *question); /* NULL is fine */

/* A notice without values yet: a code for programs and the same in English, one line; both are
 * copied. */
CorpusNotice *corpus_notice_new(const char *code, const char *text);
void corpus_notice_free(CorpusNotice *notice); /* NULL is fine */
/* Gives it a value by name, for programs and for translations; both are copied. */
void corpus_notice_number(CorpusNotice *notice, const char *name, int value);
void corpus_notice_text(CorpusNotice *notice, const char *name, const char *value);
/* Adds a warning and a notice with the same text; the notice is the report's, and takes values. */
CorpusNotice *corpus_report_warn(CorpusReport *report, const char *code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* Its text in the user's language, for people; programs read the text itself. The caller frees it.
 */
char *corpus_notice_said(const CorpusNotice *notice);

/* 12 of "12.3"; 0 of "". */
unsigned corpus_question_area(const char *id);

/* Borrowed from the report; NULL if it has none. A question's id begins with the number of its
 * area. */
const CorpusAreaScore *corpus_report_area(const CorpusReport *report, unsigned number);
const CorpusQuestionScore *corpus_report_question(const CorpusReport *report, const char *id);

#endif
