/* indexer/schema.h: the format of the index, in one place: terms, value slots, stored records.
 *
 * An index is a folder:
 *
 *   XAPIANDB            a Xapian stub that names the shards of the current generation
 *   shard-0, shard-1 …  stubs of one shard each, for xapian-tcpsrv (only if there are several)
 *   data-<uuid>/0, 1 …  the shards of a generation: Xapian databases that are never altered once
 *                       the stub names them
 *   lock                locked by the process that updates the index
 *
 * A stub file that names remote shards ("remote host:port") is an index to read from, too.
 *
 * A document is a passage; all documents of a report lie in one shard, in order. Reports stand in
 * the metadata.
 *
 * History of INDEXER_SCHEMA_VERSION:
 *   1  passages, reports, heads; stems of text (with positions), heading, question, area.
 *   2  forms instead of stems, and the words inside compounds; the vocabulary.
 *   3  one slot for the facets; no slots that no answer needs.
 *   4  a slot for each facet again, the revision among them.
 *   5  records that are read without being interpreted, as every answer reads all reports.
 *   6  the reports in one piece, too; the words of questions in the vocabulary.
 *   7  the vocabulary's compounds by their parts; strengths by question.
 *   8  large metadata in pieces.
 *   9  as 8, but other words share a form, and more sentences are known to name a role model; the
 *      vocabulary says which words the dictionary does not have.
 *  10  what a report warns of has codes and values, too.
 *  11  passages are found by the subject of their area and question, whatever the revision.
 *  12  passages know that they come from text recognition; sources, that it was asked for.
 *  13  means and changes that reports print beside points.
 *  14  what a report says more than once is marked; nothing else has a digest of its text.
 *  15  a quarter smaller: records are packed by a sample of them; passages have no number of
 *      their own but their place in their report; what matches are counted by is in one slot.
 *  16  each shard says which it is in its metadata, and knows the index as a whole, so that any
 *      can tell what is missing where others do not answer.
 *  17  passages know the practices that they tell of.
 *  18  the records of all reports column by column, and words that are looked up as they are
 *      stored; what is stored of a document is a value of it (shim/document.cc), not Xapian's
 *      data.
 *  19  passages know which practices they are most like.
 *  20  a value says of passages that tell of a practice what one who learns asks of them first.
 *      Leaner, too: the terms of the first report have short names (shim/names.cc); words of
 *      questions and area names are found by the subject of these; reports have no documents of
 *      their own; municipality, year and revision are a choice of reports.
 *  21  leaner still: practices by two bytes instead of three, sentences by numbers of a byte or
 *      two.
 *  22  passages say whose doing a sentence tells of, where it is not the report's own
 *      municipality; a block of the vocabulary holds half as many words.
 *  23  what searches read of every document stands in one piece (shim/summary.cc); more sentences
 *      are known to tell of others.
 *  24  as 23, but other words are compounds, and reports of more layouts are read right, some
 *      items of which say that it is unsure in which list they stand.
 *  25  leaner: the report of a passage is a value of it, and no part of its record; most records
 *      are packed without the head of their one block. More layouts, and which way passages point,
 *      are read right.
 */
#ifndef INDEXER_SCHEMA_H
#define INDEXER_SCHEMA_H

/* The stub in the index's folder. */
#define INDEXER_STUB "XAPIANDB"

/* An index of any other version is refused. Raise it when anything below is altered, and say in
 * the history what is new. */
#define INDEXER_SCHEMA_VERSION 25

/* ---- metadata, the same in each shard ---- */

#define INDEXER_META_VERSION "kompass-schema"        /* decimal number */
#define INDEXER_META_GENERATION "kompass-generation" /* a uuid, new with every update */
#define INDEXER_META_HEAD "kompass-head"             /* which shard it is; another in each */
#define INDEXER_META_WRITTEN "kompass-written"       /* the last INDEXER_SLOT_WRITTEN */
/* Of the index as a whole: what indexer/sources.h stores, and, in pieces
 * (indexer/whole.h), the words and the compounds of indexer/vocabulary.h, and the records of all
 * reports: their heads, the columns of their parts, and what areas and questions are. */
#define INDEXER_META_VOCABULARY "kompass-vocabulary"
#define INDEXER_META_COMPOUNDS "kompass-compounds"
#define INDEXER_META_SOURCES "kompass-sources"
#define INDEXER_META_REPORTS "kompass-reports"
#define INDEXER_META_FIGURES "kompass-figures"
#define INDEXER_META_REFERENCES "kompass-references"
#define INDEXER_META_NOTICES "kompass-notices"
#define INDEXER_META_AREAS "kompass-areas"
#define INDEXER_META_QUESTIONS "kompass-questions"
#define INDEXER_META_POSITIONS "kompass-positions" /* "1": words stand somewhere */
#define INDEXER_PIECE_BYTES (96 * 1024)            /* about, of a piece */
/* And what the records of all shards are packed by (indexer/pack.c). */
#define INDEXER_META_SAMPLE "kompass-sample"

/* The shard, from 0, in which a report lies. */
#define INDEXER_SHARD_OF(report_id, shards) (g_str_hash(report_id) % (shards))

/* ---- terms ----
 * No prefix is the beginning of another, and none begins with a lower-case letter or a digit, as
 * the stems of words do. */

/* What is searched. Terms as indexer/terms.h makes them: a word, and at the same position, counting
 * less, the words inside it. */
#define INDEXER_WEIGHT_WORD 2
#define INDEXER_WEIGHT_INNER 1
#define INDEXER_PREFIX_TEXT ""     /* words of a passage's text, with positions */
#define INDEXER_PREFIX_HEADING "S" /* words of the heading it stands under */

/* What is filtered by; each is followed by the value. */
#define INDEXER_FILTER_REPORT "XR"   /* "lulea-2018"; counts as is told in documents.c */
#define INDEXER_FILTER_AREA "XA"     /* "1" */
#define INDEXER_FILTER_QUESTION "XQ" /* "1.5" */
#define INDEXER_FILTER_SUBJECT "XU"  /* "4" and "1.5": corpus/instrument/subject.h */
#define INDEXER_FILTER_PRACTICE "XP" /* one that the text tells of: indexer_practices() */
#define INDEXER_FILTER_TAG "XT"      /* "strength": corpus_tag_name() */
#define INDEXER_FILTER_REPEATED "XD" /* "1": its report has another passage with this text */
#define INDEXER_FILTER_STRENGTH "XS" /* of strengths: "item/1.5", "paragraph/3" (no question) */

/* ---- value slots of passages; unset where there is no value ---- */

enum {
  INDEXER_SLOT_FACETS,    /* three characters, for counting matches: the area, the area of its
                             subject, the tag; each its number, counted from INDEXER_FACET_ZERO */
  INDEXER_SLOT_REPORT,    /* "lulea-2018" */
  INDEXER_SLOT_SAME_TEXT, /* of what a report says more than once: digest of report and stems */
  INDEXER_SLOT_WRITTEN,   /* "0000002a", where there are several shards: which passage of all shards
                             it is in the order of writing, which one shard has by itself */
  INDEXER_SLOT_HINT,      /* of what may tell of a practice: indexer_hint_to_value() */
  INDEXER_SLOT_LIKE       /* the practices that it is most like, the one that it is like most first:
                             the key of each (indexer/terms.h) in INDEXER_LIKE_BYTES, the highest first */
};

#define INDEXER_LIKE_MOST 8U
#define INDEXER_LIKE_BYTES 2

#define INDEXER_FACET_ZERO '0'
enum { INDEXER_FACET_AREA, INDEXER_FACET_SUBJECT_AREA, INDEXER_FACET_TAG, INDEXER_FACETS };

/* ---- stored data ----
 * Of passages, packed (indexer/pack.h), and in the metadata. One value after the other, as
 * indexer/pack.h writes them; text unless said otherwise; a list is its number of members and
 * these. -1 in a figure and "" in a text stand for what the report does not give, as in
 * corpus/report/report.h.
 *
 * passage: number (number), page (number), area (number), question, heading,
 *   kind, tag, recognised (numbers), text,
 *   sentences: list of start, counted from the end of the one before, and length in bytes, stance,
 *   weight in thousandths (numbers)
 *   told: list of the sentence (its number, from 0), municipality's code
 * head: schema version (number), generation, shard from 0, number of shards (numbers)
 *
 * And of all reports, where texts that may be borrowed (*) have a NUL at their end:
 *
 * reports: list of id*, source*, municipality's code, year, month, evaluation, revision, pages
 *   (numbers), total, stated total (integers), number of passages (number), and of each column the
 *   piece and the place in it where the report's record stands (numbers)
 * figures: areas: list of the area (number in its table, from 0), score, percent, body score
 *     (integers), questions: list of the question (number in its table), score, percent (integers)
 *   history: list of year, area (numbers), score (integer)
 *   beside: list of kind, area, first and last year (numbers), value (double), label
 * references: list of the model's code, self 1 + role model 2, area (numbers), question, page,
 *   passage (numbers), sentence*
 * notices: warnings: list of text; notices: list of code (text), values (list of text), text
 * areas: list of number (number), name*, max (integer); questions: list of id, text*, max (integer)
 */

#endif
