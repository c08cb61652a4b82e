/* corpus/instrument/instrument.h: the areas and questions of Kommunkompassen, by revision.
 *
 * Read from corpus/data/instrument-<year>.ini, one file a revision: adding a revision is adding a
 * file. Question ids are "1.5": area, then number. */
#ifndef CORPUS_INSTRUMENT_INSTRUMENT_H
#define CORPUS_INSTRUMENT_INSTRUMENT_H

#include <glib.h>
#include <stdbool.h>

/* The highest number of an area: a guint64 holds a set of them. */
#define CORPUS_AREA_MAX 63

/* Room for the id of a question ("1.5") or an area ("1"), "" where there is none, and the NUL
 * behind it: at most six digits. */
#define CORPUS_QUESTION_ID_BYTES 8

typedef struct {
  char id[CORPUS_QUESTION_ID_BYTES]; /* "1.5" */
  unsigned area;                     /* its number */
  unsigned max;                      /* points that can be had, 0 = not known */
  char *text;                        /* the question as the revision words it */
  char **headings;                   /* NULL-terminated: headings under which reports answer it */
  GPtrArray *phrases; /* CorpusPhrase * of the text and the headings; NULL until needed */
} CorpusQuestion;

typedef struct {
  unsigned number;
  unsigned max;         /* points that can be had, 0 = not known */
  char *name;           /* "Offentlighet och demokrati" */
  char **names;         /* NULL-terminated: other names in use */
  GPtrArray *phrases;   /* CorpusPhrase * of the names; NULL until needed */
  GPtrArray *questions; /* CorpusQuestion *; empty = not known */
} CorpusArea;

typedef struct {
  unsigned revision; /* 2010; 0 = one that only a report describes */
  GPtrArray *areas;  /* CorpusArea * */
} CorpusInstrument;

#define CORPUS_INSTRUMENTS_MAX 64 /* revisions; of more, those read last are left out */

/* All known revisions, oldest first; NULL-terminated; lives as long as the program. */
const CorpusInstrument *const *corpus_instruments(void);

/* Reads one revision from a text of the form that is described at the top of the data files. file:
 * the name that messages show. NULL with CORPUS_ERROR_DATA if it is malformed: a key is missing,
 * areas or questions are not numbered from 1 without a gap, a question stands under no area or
 * bears no points. An area may have no questions: not all of them are known. Free with
 * corpus_instrument_free(). */
CorpusInstrument *corpus_instrument_from_text(const char *file, const char *text,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void corpus_instrument_free(CorpusInstrument *instrument); /* NULL is fine */

/* One that a report itself describes, wholly or its questions alone: no areas yet; the next area,
 * and the next question of an area (max: 0 = not known). */
CorpusInstrument *corpus_instrument_new(unsigned revision);
CorpusArea *corpus_instrument_add_area(CorpusInstrument *instrument, const char *name);
void corpus_instrument_add_name(CorpusArea *area, const char *name); /* one more of the area */
void corpus_instrument_add_question(CorpusArea *area, const char *text, unsigned max);

/* Are the questions of each area known? */
bool corpus_instrument_is_whole(const CorpusInstrument *instrument);

/* The least that an area of any known revision gives. */
unsigned corpus_instrument_least_points(void);

/* The newest revision of that year or before it, NULL = none. It lives as long as the program. */
const CorpusInstrument *corpus_instrument_newest(unsigned year);

/* NULL if there is no such revision, area or question. A revision lives as long as the program, an
 * area or question as long as its instrument. */
const CorpusInstrument *corpus_instrument_find(unsigned revision);
const CorpusArea *corpus_instrument_area(const CorpusInstrument *instrument, unsigned number);
const CorpusQuestion *corpus_instrument_question(const CorpusInstrument *instrument,
                                                 const char *id);

/* The points that can be had in the area: in its questions, or what is known of it as a whole where
 * none of theirs is; 0 where nothing is known, and for NULL. */
unsigned corpus_area_points(const CorpusArea *area);

/* A heading without the number that it begins with: "4.1.4 Kommentar", "Område 1 Offentlighet …",
 * "2) …" -> what follows. Borrowed from the line. number, if not NULL, receives a copy of the
 * number ("4.1.4", "1", "" = none), the caller's. */
const char *corpus_heading_without_number(const char *line, char **number);

/* The area that a line names, with its number or not ("Område 1 Offentlighet och demokrati",
 * "4.1 Offentlighet och demokrati", "1.  Offentlighet …"), 0 if none. Tolerates case, white space,
 * hyphens and dashes, small typing errors. */
unsigned corpus_instrument_match_area(const CorpusInstrument *instrument, const char *line);

/* The same in each of corpus_instruments(), in their order; returns how many of them name one.
 * areas has room for CORPUS_INSTRUMENTS_MAX. */
guint corpus_instruments_match_area(const char *line, unsigned *areas);

/* The question of an area (0 = any) that a heading leads to, NULL if none. likeness, if not NULL,
 * receives 0..1. Tolerant in the same way; also uses the words of the question itself. The
 * question is the instrument's. */
const CorpusQuestion *corpus_instrument_match_heading(const CorpusInstrument *instrument,
                                                      unsigned area, const char *heading,
                                                      double *likeness);

/* How well a heading fits one question, 0..1, by the same measure. */
double corpus_question_likeness(const CorpusQuestion *question, const char *heading);

/* Do two headings say the same, but for case, white space, hyphens and small typing errors? */
bool corpus_heading_is(const char *heading, const char *other);

#endif
