/* shim/shim.h: Xapian in C's own idiom, as far as this project needs it.
 *
 * Every function that can fail returns false, sets *error (domain SHIM_ERROR; the message says what
 * and which index) and leaves out-parameters NULL or zero; true means success, and "nothing found"
 * is success. No C++ exception ever crosses. Handles are opaque; each _new/_open has its _free,
 * which takes NULL. A handle belongs to one thread at a time; two threads use two handles.
 * Text is UTF-8, given as pointer and length where it can hold any byte. */
#ifndef SHIM_SHIM_H
#define SHIM_SHIM_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define SHIM_ERROR (shim_error_quark())

typedef enum {
  SHIM_ERROR_NOT_FOUND, /* no index there */
  SHIM_ERROR_LOCKED,    /* another process is writing it */
  SHIM_ERROR_CHANGED,   /* it was changed under this reader: open it anew and try again */
  SHIM_ERROR_DAMAGED,   /* its files are corrupt or of a format this Xapian can't read */
  SHIM_ERROR_QUERY,     /* the query can't be run (too many wildcard expansions, …) */
  SHIM_ERROR_NETWORK,   /* a remote shard did not answer */
  SHIM_ERROR_TIMEOUT,   /* shim_deadline_set() */
  SHIM_ERROR_ARGUMENT,  /* a value out of range, a term longer than SHIM_TERM_MAX_BYTES */
  SHIM_ERROR_INTERNAL   /* anything else, out of memory included */
} ShimErrorCode;

GQuark shim_error_quark(void);

#define SHIM_TERM_MAX_BYTES 245 /* Xapian's limit for a term in a glass database */
#define SHIM_CHECK G_GNUC_WARN_UNUSED_RESULT
#ifdef __cplusplus
#define SHIM_NOTHROW noexcept /* the few calls that can't fail */
#else
#define SHIM_NOTHROW
#endif

typedef struct ShimDatabase ShimDatabase; /* an open index, for reading */
typedef struct ShimWriter ShimWriter;     /* an open index, for writing */
typedef struct ShimDocument ShimDocument; /* a document under construction or read back */
typedef struct ShimQuery ShimQuery;       /* an immutable query tree */
typedef struct ShimStemmer ShimStemmer;   /* a stemmer as Xapian sees it */

/* ---- time (shim/error.cc) ---- */

/* Calls of this thread fail with SHIM_ERROR_TIMEOUT once g_get_monotonic_time() is past `until`;
 * 0 = never, as each thread begins. A search that counts facets here is given up in its midst, any
 * other call before it begins; no call that writes may be made under a deadline. */
void shim_deadline_set(gint64 until) SHIM_NOTHROW;
/* For long work between calls: is there time left? Fails with SHIM_ERROR_TIMEOUT. */
bool shim_deadline_check(GError **error) SHIM_CHECK;

/* ---- what no call can return (shim/error.cc) ---- */

/* Where a disk is full or fails, Xapian 1.4 throws while it unwinds from an earlier exception,
 * which ends the process: no call can catch it. Instead of abort() the function is called, with
 * what was thrown; it must not return (_exit()). NULL: abort() again. For the whole process. */
typedef void (*ShimGiveUpFunction)(const char *message, void *context);
void shim_give_up_set(ShimGiveUpFunction function, void *context) SHIM_NOTHROW;

/* ---- stemmer (shim/stemmer.cc) ---- */

/* Stems a lower-case word; returns newly allocated text (g_free'd by the shim). Called from C++,
 * must not throw; called on whatever thread uses the stemmer. */
typedef char *(*ShimStemFunction)(const char *word, void *context);

/* A Xapian::Stem over a Xapian::StemImplementation that calls the function. context is borrowed
 * and must outlive the stemmer. description: for Xapian's messages. */
bool shim_stemmer_new(ShimStemFunction function, void *context, const char *description,
                      ShimStemmer **stemmer, GError **error) SHIM_CHECK;
void shim_stemmer_free(ShimStemmer *stemmer) SHIM_NOTHROW;
/* The caller g_free()s *stem. */
bool shim_stemmer_stem(const ShimStemmer *stemmer, const char *word, char **stem,
                       GError **error) SHIM_CHECK;

/* ---- documents (shim/document.cc) ---- */

/* An empty document, to be filled and written by this writer (NULL: by any that has no names). The
 * caller frees it, also after it was written: what is written is copied. */
bool shim_document_new(const ShimWriter *writer, ShimDocument **document,
                       GError **error) SHIM_CHECK;
/* NULL is fine. Values and data taken from the document stay valid. */
void shim_document_free(ShimDocument *document) SHIM_NOTHROW;
/* A term without a position (a filter). Adding it again changes nothing. As for the two calls
 * below, SHIM_ERROR_ARGUMENT for a term that is empty, begins with a control character, or has more
 * than SHIM_TERM_MAX_BYTES; the document is then as it was. */
bool shim_document_add_filter(ShimDocument *document, const char *term, GError **error) SHIM_CHECK;
/* A term without a position that has weight. wdf_increment: how much it counts, added up over calls
 * (0 = for filters and phrases only). It adds as much to the document's length, which ranking
 * divides by. */
bool shim_document_add_term(ShimDocument *document, const char *term, unsigned wdf_increment,
                            GError **error) SHIM_CHECK;
/* The same, and where it stands, for phrases. position: of the word, from 1; the same position may
 * be used for several terms. */
bool shim_document_add_posting(ShimDocument *document, const char *term, unsigned position,
                               unsigned wdf_increment, GError **error) SHIM_CHECK;
/* The terms of a document under construction, in no order, NULL-terminated; the caller's
 * (g_strfreev). */
bool shim_document_terms(const ShimDocument *document, char ***terms, GError **error) SHIM_CHECK;
/* Slots are 0 to SHIM_SLOT_MAX (SHIM_ERROR_ARGUMENT for others); the next is the shim's own. */
#define SHIM_SLOT_MAX 14
/* Any bytes, for facets, collapsing and sorting (by bytes). No bytes unset the slot. */
bool shim_document_set_value(ShimDocument *document, unsigned slot, const void *bytes,
                             gsize length_bytes, GError **error) SHIM_CHECK;
/* Any bytes, given back by shim_document_data() as they are; replaces what was set before. */
bool shim_document_set_data(ShimDocument *document, const void *bytes, gsize length_bytes,
                            GError **error) SHIM_CHECK;
/* *bytes is new, empty where nothing was set; the caller unrefs it. It is read now, with the errors
 * of reading (SHIM_ERROR_CHANGED, _DAMAGED, _NETWORK); of the first page of a search over remote
 * shards it is at hand. */
bool shim_document_data(const ShimDocument *document, GBytes **bytes, GError **error) SHIM_CHECK;
/* Newly allocated (g_free()), NUL added; length excludes it. An unset slot gives "". It is read
 * now, with the errors of reading as above. */
bool shim_document_value(const ShimDocument *document, unsigned slot, char **bytes,
                         gsize *length_bytes, GError **error) SHIM_CHECK;

/* ---- writing (shim/writer.cc) ---- */

/* Opens for writing. create: makes the database if it is not there, else SHIM_ERROR_NOT_FOUND or
 * _DAMAGED. Fails with SHIM_ERROR_LOCKED if another process writes. Nothing is visible to readers
 * before shim_writer_commit(); a process that dies before leaves the last commit in place. */
bool shim_writer_open(const char *path, bool create, ShimWriter **writer,
                      GError **error) SHIM_CHECK;
/* As shim_writer_open(), for a database that is not there yet and is only made to be compacted with
 * others into one: its commits do not wait for the disk. */
bool shim_writer_open_part(const char *path, ShimWriter **writer, GError **error) SHIM_CHECK;
/* These terms (NULL-terminated), the most frequent first, are stored by names of one to three
 * bytes, where that is less. All calls take and give the terms themselves; only the database is
 * smaller. Once for a database, and what is compacted into one must have the same.
 * SHIM_ERROR_ARGUMENT for what is no term, or one that a document has already. */
bool shim_writer_set_names(ShimWriter *writer, const char *const *terms, GError **error) SHIM_CHECK;
/* Drops what was not committed, without a word: a failure to commit is told by
 * shim_writer_commit() alone. NULL is fine. */
void shim_writer_free(ShimWriter *writer) SHIM_NOTHROW;
/* Adds a document, whatever terms it holds. As for all calls that write, SHIM_ERROR_INTERNAL where
 * the disk is full or a commit failed before; the last commit stays in place. */
bool shim_writer_add(ShimWriter *writer, const ShimDocument *document, GError **error) SHIM_CHECK;
/* Removes all documents that hold the term; none is success. */
bool shim_writer_delete(ShimWriter *writer, const char *term, GError **error) SHIM_CHECK;
/* Any bytes under a key of at most 245 bytes (SHIM_ERROR_ARGUMENT for an empty key); no bytes
 * remove it. Part of the transaction. */
bool shim_writer_set_metadata(ShimWriter *writer, const char *key, const void *bytes,
                              gsize length_bytes, GError **error) SHIM_CHECK;
/* What searches ask of every document, the lengths and the values of these slots, is written in one
 * piece, which takes them less time: of the databases at some paths (NULL-terminated), which are to
 * be compacted into one with this one behind them, and of its own. To alter a document takes it
 * away; searches do without. */
bool shim_writer_sum_up(ShimWriter *writer, const char *const *parts, const unsigned *slots,
                        gsize count, GError **error) SHIM_CHECK;
/* One transaction from open (or the last commit) to here: on success all of it is on disk and
 * visible to readers that open it then. After a failure nothing of it is, and the writer is of no
 * more use but to be freed. */
bool shim_writer_commit(ShimWriter *writer, GError **error) SHIM_CHECK;

/* Writes the databases at these paths (NULL-terminated), which no writer has open, anew and without
 * gaps as one at another path: the same documents, those of the first before those of the second;
 * of one alone, by the same numbers. Metadata of one key in several is that of the first. What is
 * written may not be on disk yet. */
bool shim_database_compact(const char *const *paths, const char *to, GError **error) SHIM_CHECK;

/* ---- reading (shim/database.cc) ---- */

/* path: a database's folder, or a Xapian stub file that names several, remote ones too, or a folder
 * that holds such a stub as XAPIANDB. "remote host:port 2500" in a stub waits at most that number
 * of milliseconds for a shard (5000 without it). The reader sees the last commit, and only that:
 * for the next one, or what another stub names, open anew. SHIM_ERROR_NOT_FOUND, _DAMAGED,
 * _NETWORK. */
bool shim_database_open(const char *path, ShimDatabase **database, GError **error) SHIM_CHECK;
/* As shim_database_open(), but of the shards that lie on other machines those are left out that do
 * not answer, as long as any does. One that did not is asked again after a while (ten times as long
 * as it was waited for, and at least a second), by whichever call of this process opens it. */
bool shim_database_open_reachable(const char *path, ShimDatabase **database,
                                  GError **error) SHIM_CHECK;
/* The places of the shards that were left out, as the stub has them ("10.0.0.2:7201");
 * NULL-terminated, borrowed until the database is freed. */
const char *const *shim_database_left_out(const ShimDatabase *database) SHIM_NOTHROW;
/* How many shards it consists of, without those; 0 of a writer's reader. */
unsigned shim_database_parts(const ShimDatabase *database) SHIM_NOTHROW;
/* A reader over what is being written, uncommitted changes included; for the writer's own look-ups.
 * The writer must outlive it. */
bool shim_database_of_writer(ShimWriter *writer, ShimDatabase **database,
                             GError **error) SHIM_CHECK;
/* Documents and results that came from it may outlive it. NULL is fine. */
void shim_database_free(ShimDatabase *database) SHIM_NOTHROW;
/* Xapian opens a database although tables of it can't be opened that some have no need of, and
 * takes them for empty. Fails with SHIM_ERROR_DAMAGED where those are missing that tell the terms
 * of a document, and, with `positions`, where words stand. A shard without documents is taken to be
 * whole. Of several shards one that has positions is enough. */
bool shim_database_check_tables(const ShimDatabase *database, bool positions,
                                GError **error) SHIM_CHECK;
/* Of all shards together, as are the counts below. Here and in all calls that read:
 * SHIM_ERROR_CHANGED where commits since it was opened have used the blocks anew that this state
 * needs (open anew, and try once more), _DAMAGED, _NETWORK. */
bool shim_database_document_count(const ShimDatabase *database, unsigned *count,
                                  GError **error) SHIM_CHECK;
/* *bytes is new, the caller unrefs it; a NUL stands behind its end; an unset key gives none. Of
 * several shards the first answers. */
bool shim_database_metadata(const ShimDatabase *database, const char *key, GBytes **bytes,
                            GError **error) SHIM_CHECK;
/* The same of one of shim_database_parts(), from 0. */
bool shim_database_part_metadata(const ShimDatabase *database, unsigned part, const char *key,
                                 GBytes **bytes, GError **error) SHIM_CHECK;
/* In how many documents the term stands; 0 where it is unknown, all documents for "". */
bool shim_database_term_frequency(const ShimDatabase *database, const char *term, unsigned *count,
                                  GError **error) SHIM_CHECK;
/* Called for each term that begins with prefix ("" = all), in the order of bytes, until it returns
 * false, which is success. term is borrowed for the call. A remote shard sends all its terms at
 * once. */
typedef bool (*ShimTermVisitor)(const char *term, unsigned document_frequency, void *context);
bool shim_database_each_term(const ShimDatabase *database, const char *prefix,
                             ShimTermVisitor visitor, void *context, GError **error) SHIM_CHECK;
/* Called with each document that holds the term ("" = all), in the order of ids, until it returns
 * false, which is success. The document is borrowed for the call. Nothing may be written meanwhile
 * to a writer whose reader this is. */
typedef bool (*ShimDocumentVisitor)(unsigned id, const ShimDocument *document, void *context);
bool shim_database_each_document(const ShimDatabase *database, const char *term,
                                 ShimDocumentVisitor visitor, void *context,
                                 GError **error) SHIM_CHECK;
/* The ids of the documents that hold the term ("" = all), ascending: a GArray of unsigned, which
 * the caller unrefs. A remote shard sends them at once. */
bool shim_database_postings(const ShimDatabase *database, const char *term, GArray **ids,
                            GError **error) SHIM_CHECK;
/* The values of some documents in a slot, as text, "" where it is unset, in their order;
 * NULL-terminated, the caller's (g_strfreev). All of them take less time than to ask
 * some by themselves; where documents lie on other machines that is not so, and *values is NULL. */
bool shim_database_values(const ShimDatabase *database, unsigned slot, const unsigned *ids,
                          gsize count, char ***values, GError **error) SHIM_CHECK;
/* The same of one that is at hand, wherever it lies; the caller g_free()s it. */
bool shim_database_value(const ShimDatabase *database, const ShimDocument *document, unsigned slot,
                         char **value, GError **error) SHIM_CHECK;
/* NOT_FOUND is not used here: *document is NULL where there is none. The caller frees it. */
bool shim_database_document(const ShimDatabase *database, unsigned id, ShimDocument **document,
                            GError **error) SHIM_CHECK;

/* ---- queries (shim/query.cc) ----
 * Constructors that take queries copy what they need: the caller still frees its own. A query is of
 * no database and may be run on several. SHIM_ERROR_ARGUMENT for what can't be a query;
 * SHIM_ERROR_QUERY where queries are nested more than 200 deep. */

typedef enum {
  SHIM_OP_AND,
  SHIM_OP_OR,
  SHIM_OP_AND_NOT,   /* two: the first without the second */
  SHIM_OP_AND_MAYBE, /* two: the first decides, the second adds weight */
  SHIM_OP_FILTER,    /* two: the first, where the second matches too; the second has no weight */
  SHIM_OP_SYNONYM    /* all count as one term; their own weights are passed over */
} ShimOperator;

/* A term; one that is unknown or too long finds nothing, "" all documents. within_query_frequency:
 * how much it counts in the query, 1 as a rule. */
bool shim_query_term(const char *term, unsigned within_query_frequency, ShimQuery **query,
                     GError **error) SHIM_CHECK;
/* count 0 gives a query that matches nothing; else operators "of two" take two and no other number.
 */
bool shim_query_combine(ShimOperator operation, const ShimQuery *const *queries, gsize count,
                        ShimQuery **query, GError **error) SHIM_CHECK;
/* Queries that are being put together: a GPtrArray of ShimQuery *, freed with it; the caller's. */
GPtrArray *shim_queries_new(void) SHIM_NOTHROW;
/* The same of all of these. */
bool shim_queries_combine(ShimOperator operation, const GPtrArray *queries, ShimQuery **query,
                          GError **error) SHIM_CHECK;
/* window 0: the terms stand next to each other, in order; else within that number of words, in
 * order (ordered) or in any. Counts as one term. */
bool shim_query_phrase(const char *const *terms, gsize count, unsigned window, bool ordered,
                       ShimQuery **query, GError **error) SHIM_CHECK;
/* Every term that begins with prefix (not empty), as one; at most max_expansion (at least 1) of the
 * most frequent, whichever shards they are in. */
bool shim_query_prefix(const char *prefix, unsigned max_expansion, ShimQuery **query,
                       GError **error) SHIM_CHECK;
/* The inner query with its weights multiplied by a factor, which is 0 or more. */
bool shim_query_scale(const ShimQuery *inner, double factor, ShimQuery **query,
                      GError **error) SHIM_CHECK;
/* What the inner query matches, each match with this weight, which is 0 or more, and no other. */
bool shim_query_weigh(const ShimQuery *inner, double weight, ShimQuery **query,
                      GError **error) SHIM_CHECK;
/* Xapian's own description, for tests. The caller frees it. */
bool shim_query_describe(const ShimQuery *query, char **text, GError **error) SHIM_CHECK;
void shim_query_free(ShimQuery *query) SHIM_NOTHROW;

/* ---- searching (shim/search.cc) ---- */

typedef enum {
  SHIM_WEIGHT_BM25,
  SHIM_WEIGHT_BM25PLUS,
  SHIM_WEIGHT_PL2PLUS,
  SHIM_WEIGHT_BOOL
} ShimWeighting;

/* What a value is worth, 0 or more; "" where it is unset. Called from C++, must not throw. */
typedef double (*ShimBonusFunction)(const char *bytes, gsize length_bytes, const void *context);

typedef struct {
  ShimWeighting weighting;
  double k1, k2, k3, b, min_length; /* BM25's; k1 is also the parameter c of PL2+ */
  double delta;                     /* of the plus variants */
  unsigned offset, limit;
  unsigned check_at_least;     /* how many matches to look at, for total and facets; or
                                  SHIM_ALL_MATCHES for both to be exact */
  const unsigned *facet_slots; /* slots whose values are counted over the matches looked at */
  gsize facet_count;
  int collapse_slot;       /* -1 = none; else only the best hits for each value */
  unsigned collapse_count; /* how many of them */
  int sort_slot;           /* -1 = by relevance; else by this slot first, ascending by bytes */
  int tie_slot;            /* of several shards, what is equally relevant by this slot, ascending by
                              bytes; one shard has it as it was written, and so has -1 */
  const char *repeat_mark; /* of the matches that hold this term only the best is one that has its
                              value in repeat_slot: the others are neither shown nor counted. NULL =
                              all are matches */
  unsigned repeat_slot;
  ShimBonusFunction bonus; /* raises the best bonus_best, which are put in order anew, by what their
                              value in the slot is worth; those after them stay where they are.
                              NULL = none */
  const void *bonus_context; /* borrowed for the search */
  unsigned bonus_slot;
  unsigned bonus_best;
} ShimSearchOptions;

#define SHIM_ALL_MATCHES G_MAXUINT

/* BM25 with Xapian's defaults, limit 10, no facets. */
ShimSearchOptions shim_search_options_default(void) SHIM_NOTHROW;

typedef struct {
  unsigned id;
  double weight;          /* with its bonus */
  ShimDocument *document; /* owned by the result */
} ShimHit;

/* How many of the matches looked at have each value of a facet's slot; unset slots are not counted.
 * A value that holds a NUL byte is cut there. */
typedef struct {
  GPtrArray *values; /* char *, ascending by their bytes; several results may have the same array,
                        which nobody may change */
  unsigned *counts;  /* of each; 0 is possible */
} ShimFacet;

typedef struct {
  unsigned total; /* matches; exact when check_at_least covers all */
  ShimHit *hits;
  gsize hit_count;
  ShimFacet *facets; /* facet_count of them */
  gsize facet_count;
  /* Of shim_search_all(), where it can be told at no cost; else NULL. */
  char **terms; /* the query's, each once; NULL-terminated */
  bool *held;   /* of each hit in turn: does it hold the first term, the second, …? */
} ShimResult;

/* From the second search with SHIM_ALL_MATCHES on, a handle on one shard of this machine keeps what
 * the terms of queries match, and the facets of all documents: some 32 MB, and 24 bytes a document
 * and 4 a facet of it at most, and what a bonus is worked out of, with 8 bytes. Ranking, total and
 * facets then cost a few nanoseconds for each document of each term's.
 *
 * Runs the query; no match is success, with a result that is empty. The result is the caller's
 * (shim_result_free()) and may outlive database and query. Fails with SHIM_ERROR_CHANGED where a
 * commit overtook the reader (open anew and search again), with SHIM_ERROR_QUERY where the query
 * can't be run, with SHIM_ERROR_NETWORK, _DAMAGED. */
bool shim_search(const ShimDatabase *database, const ShimQuery *query,
                 const ShimSearchOptions *options, ShimResult **result, GError **error) SHIM_CHECK;
void shim_result_free(ShimResult *result) SHIM_NOTHROW;
/* Runs several queries that are narrowed down, each as a filter (SHIM_OP_FILTER, and
 * SHIM_OP_AND_NOT around that) of what is sought: as many searches would, but each term's documents
 * are read once, and only as far as some query lets them in. No facets, nothing collapsed, no
 * repeats left out. *results: one for each query, NULL behind the last; the caller's. Errors as
 * above. */
bool shim_search_all(const ShimDatabase *database, const ShimQuery *const *queries, gsize count,
                     const ShimSearchOptions *options, ShimResult ***results,
                     GError **error) SHIM_CHECK;
void shim_results_free(ShimResult **results) SHIM_NOTHROW; /* NULL is fine */
/* The query's terms that the hit holds, in the query's order, each once; for a prefix all the terms
 * of the hit that begin with it. NULL-terminated; the caller's (g_strfreev). Fails with
 * SHIM_ERROR_ARGUMENT if there is no such document. */
bool shim_search_matching_terms(const ShimDatabase *database, const ShimQuery *query,
                                unsigned document_id, char ***terms, GError **error) SHIM_CHECK;

G_END_DECLS

#endif
