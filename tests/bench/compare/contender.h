/* tests/bench/compare/contender.h: a full-text engine that is compared, as it comes. */
#ifndef TESTS_BENCH_COMPARE_CONTENDER_H
#define TESTS_BENCH_COMPARE_CONTENDER_H

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* A test program: what goes wrong ends it, with a word. */
typedef struct {
  const char *name;
  void *(*begin)(const char *folder); /* an empty index, in a folder that is there */
  void (*add)(void *index, guint id, const char *text);
  double (*finish)(void *index); /* returns what a server took of processor time, in seconds */
  void *(*open)(const char *folder);
  /* The best for the words of a query, any of them, with their texts read: ids, best first, at most
   * limit. Returns how many. */
  guint (*ask)(void *opened, const char *query, guint limit, guint *ids);
  guint64 (*bytes)(void *opened); /* of the index; NULL = those of the folder */
  pid_t (*server)(void *opened);  /* the process that answers; NULL = this one */
  void (*close)(void *opened);
} Contender;

extern const Contender contender_fts5;
extern const Contender contender_groonga;
extern const Contender contender_postgresql; /* the server is told by $KOMPASS_BENCH_POSTGRESQL */
extern const Contender contender_sphinx;
extern const Contender contender_xapian;

/* What a process has taken of processor time, in seconds. */
double contender_processor(pid_t process);
/* "ID<tab>TEXT<newline>", for engines that read lines. The caller frees it. */
char *contender_line_new(guint id, const char *text);

G_END_DECLS

#endif
