/* tests/bench/index_size.c: how large an index is, and what it costs to write, beside bare Xapian's
 * of the same texts, in one run.
 *
 *   index_size [PASSAGES]      (100000)
 *
 * Makes reports with the words of the sample reports (tests/bench/synthetic.h), indexes them in a
 * temporary folder, and gives the texts of their passages to Xapian alone. KOMPASS_SOURCE names the
 * source folder. What is made is left where it is printed. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/bench/bare_query.h"
#include "tests/bench/synthetic.h"
#include "tests/bench/synthetic_index.h"

static double
bytes_below(const char *path) {
  double bytes = 0;
  GStatBuf status;
  GDir *folder = g_dir_open(path, 0, NULL);
  if (folder == NULL)
    return g_stat(path, &status) == 0 ? (double)status.st_size : 0;
  for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
    char *child = g_build_filename(path, name, NULL);
    bytes += bytes_below(child);
    g_free(child);
  }
  g_dir_close(folder);
  return bytes;
}

/* What something took. */
typedef struct {
  double work;  /* of all threads, in seconds of processor time */
  double clock; /* by the clock */
} Cost;

static Cost
now(void) {
  return (Cost){(double)clock() / CLOCKS_PER_SEC, (double)g_get_monotonic_time() / G_USEC_PER_SEC};
}

static Cost
less(Cost cost, Cost other) {
  return (Cost){cost.work - other.work, cost.clock - other.clock};
}

static Cost
since(Cost start) {
  return less(now(), start);
}

/* Gives each passage to Xapian, or to nothing: what making them costs. */
static Cost
write_bare(const Synthetic *synthetic, guint reports, BareIndex *bare) {
  Cost start = now();
  for (guint i = 0; i < reports; i++) {
    CorpusReport *report = synthetic_report(synthetic, 1, i);
    for (guint j = 0; bare != NULL && j < report->passages->len; j++)
      bare_index_add(bare, ((const CorpusPassage *)report->passages->pdata[j])->text);
    corpus_report_free(report);
  }
  if (bare != NULL)
    bare_index_finish(bare);
  return since(start);
}

static void
print_row(const char *name, const char *path, Cost took, double base_bytes, Cost base) {
  double bytes = bytes_below(path);
  printf("%-24s %8.1f MB  x%.2f  %7.1f s of work  x%.2f  %7.1f s by the clock  x%.2f\n", name,
         bytes / 1e6, bytes / base_bytes, took.work, took.work / base.work, took.clock,
         took.clock / base.clock);
}

static void
compare(const GPtrArray *samples, guint reports, const char *index, Cost took) {
  Synthetic *synthetic = synthetic_new(samples);
  char *folder = g_path_get_dirname(index);
  char *bare = g_build_filename(folder, "bare", NULL),
       *packed = g_build_filename(folder, "packed", NULL);
  Cost making = write_bare(synthetic, reports, NULL), start = now();
  write_bare(synthetic, reports, bare_index_new(bare));
  Cost writing = less(since(start), making);
  start = now();
  bare_index_compact(bare, packed);
  Cost packing = since(start);
  Cost both = {writing.work + packing.work, writing.clock + packing.clock};
  double bytes = bytes_below(packed);
  print_row("kompass", index, less(took, making), bytes, writing);
  print_row("bare Xapian", bare, writing, bytes, writing);
  print_row("bare Xapian, compacted", packed, both, bytes, writing);
  synthetic_free(synthetic);
  g_free(packed);
  g_free(bare);
  g_free(folder);
}

/* What it costs to write that one report has changed. */
static bool
update(const GPtrArray *samples, const char *index, GError **error) {
  Cost start = now();
  if (!synthetic_index_update(samples, index, error))
    return false;
  printf("%-24s %8.1f MB         %7.2f s  (%.2f s by the clock)\n", "one report changed",
         bytes_below(index) / 1e6, since(start).work, since(start).clock);
  return true;
}

int
main(int argc, char **argv) {
  const char *source = g_getenv("KOMPASS_SOURCE");
  guint wanted = argc > 1 ? (guint)atoi(argv[1]) : 100000, passages = 0;
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  GPtrArray *samples = synthetic_samples(source != NULL ? source : ".", lexicon);
  for (guint i = 0; i < samples->len; i++)
    passages += ((const CorpusReport *)samples->pdata[i])->passages->len;
  guint reports = passages > 0 ? wanted * samples->len / passages : 0;
  Cost start = now();
  char *index = reports > 0 ? synthetic_index(samples, reports, &error) : NULL;
  if (index != NULL)
    compare(samples, reports, index, since(start));
  else
    fprintf(stderr, "index_size: %s\n", error != NULL ? error->message : "no sample reports");
  bool ok = index != NULL && update(samples, index, &error);
  if (index != NULL && !ok)
    fprintf(stderr, "index_size: %s\n", error->message);
  g_clear_error(&error);
  g_free(index);
  g_ptr_array_unref(samples);
  corpus_lexicon_free(lexicon);
  return ok ? 0 : 1;
}
