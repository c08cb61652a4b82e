/* tests/bench/index_pdf.c: how long indexing many PDF reports takes, and how much memory.
 *
 *   index_pdf KOMPASS COUNT PAGES REPORT...
 *
 * Makes COUNT PDF files of some PAGES pages in a temporary folder, each about another municipality
 * and with another mixture of the paragraphs of the REPORTs (text), indexes them with the program
 * KOMPASS, reads them with pdftotext -bbox, and prints the figures beside each other. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "corpus/language/lexicon.h"
#include "corpus/reading/read_report.h"
#include "corpus/report/report.h"
#include "tests/folder.h"
#include "tests/tools/pdf_report.h"

#define SEED 300
#define CHARS_PER_PAGE 2300 /* published reports have 47,000 to 71,000 on 25 to 34 pages */
#define LEADING 1.15        /* with which that fills a page */

typedef struct {
  GPtrArray *reports; /* CorpusReport * */
  GRand *random;
  guint pages;
} Bench;

/* The text with the report's municipality and year replaced. The caller frees it. */
static char *
renamed(const char *text, const CorpusReport *from, const CorpusReport *to) {
  GString *new_text = g_string_new(text);
  char *old_year = g_strdup_printf("%u", from->year), *year = g_strdup_printf("%u", to->year);
  g_string_replace(new_text, from->municipality->name, to->municipality->name, 0);
  g_string_replace(new_text, old_year, year, 0);
  g_free(year);
  g_free(old_year);
  return g_string_free(new_text, FALSE);
}

static gsize
add_passage(CorpusReport *to, const CorpusReport *from, const CorpusPassage *source) {
  CorpusPassage *passage = corpus_passage_new();
  g_free(passage->heading);
  g_free(passage->text);
  passage->area = source->area;
  passage->kind = source->kind;
  passage->tag = source->tag;
  passage->heading = renamed(source->heading, from, to);
  passage->text = renamed(source->text, from, to);
  g_ptr_array_add(to->passages, passage);
  return (gsize)g_utf8_strlen(passage->text, -1);
}

/* A paragraph from an area of some report. */
static gsize
add_random_passage(const Bench *bench, CorpusReport *to) {
  guint report = (guint)g_rand_int_range(bench->random, 0, (gint32)bench->reports->len);
  const CorpusReport *from = g_ptr_array_index(bench->reports, report);
  guint at = (guint)g_rand_int_range(bench->random, 0, (gint32)from->passages->len);
  const CorpusPassage *passage = g_ptr_array_index(from->passages, at);
  return passage->area != 0 ? add_passage(to, from, passage) : 0;
}

/* Writes file number `number`; returns its pages. */
static unsigned
make_file(const Bench *bench, guint number, const char *folder) {
  const CorpusMunicipality *const *all = corpus_municipalities();
  guint municipalities = 0;
  while (all[municipalities] != NULL)
    municipalities++;
  const CorpusReport *base = g_ptr_array_index(bench->reports, number % bench->reports->len);
  CorpusReport report = *base;
  report.municipality = all[number % municipalities];
  report.year = base->year + number / municipalities;
  report.passages = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_passage_free);
  gsize chars = 0;
  for (guint i = 0; i < base->passages->len; i++)
    chars += add_passage(&report, base, g_ptr_array_index(base->passages, i));
  while (chars < (gsize)CHARS_PER_PAGE * bench->pages)
    chars += add_random_passage(bench, &report);
  char *name = g_strdup_printf("%04u.pdf", number), *path = g_build_filename(folder, name, NULL);
  PdfReportLayout layout = pdf_report_layouts[number % 4];
  layout.leading = LEADING;
  layout.seed = number;
  unsigned pages = pdf_report_make(&report, &layout, path);
  g_free(path);
  g_free(name);
  g_ptr_array_unref(report.passages);
  return pages;
}

/* Runs the program to its end; false if it failed. */
static bool
run(char **arguments, double *seconds, struct rusage *usage) {
  GPid child = 0;
  int status = 0;
  GError *error = NULL;
  gint64 began = g_get_monotonic_time();
  if (!g_spawn_async(NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child,
                     &error)) {
    fprintf(stderr, "index_pdf: %s\n", error->message);
    g_error_free(error);
    return false;
  }
  while (wait4(child, &status, 0, usage) < 0 && errno == EINTR)
    ;
  *seconds = (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static double
seconds_of(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double
work_of(const struct rusage *usage) {
  return seconds_of(usage->ru_utime) + seconds_of(usage->ru_stime);
}

/* What poppler's own program takes for the same files, one after the other, is the least. */
static double
measure_poppler(const char *files) {
  char *script =
      g_strdup_printf("for f in '%s'/*.pdf; do pdftotext -bbox \"$f\" /dev/null; done", files);
  char *arguments[] = {"/bin/sh", "-c", script, NULL};
  struct rusage usage = {0};
  double seconds = 0;
  bool ok = run(arguments, &seconds, &usage);
  g_free(script);
  return ok ? work_of(&usage) : 0;
}

static bool
measure(const char *program, guint count, unsigned pages, const char *folder) {
  char *index = g_build_filename(folder, "index", NULL);
  char *files = g_build_filename(folder, "reports", NULL);
  char *arguments[] = {(char *)program, "index", "--index", index, files, NULL};
  struct rusage usage = {0};
  double seconds = 0;
  bool ok = run(arguments, &seconds, &usage);
  if (ok) {
    double work = work_of(&usage), least = measure_poppler(files);
    printf(
        "%u files, %u pages: %.1f s (%.1f s of work: %.2f of %u cores); largest process %.0f MB\n",
        count, pages, seconds, work, work / seconds, g_get_num_processors(),
        (double)usage.ru_maxrss / 1024);
    if (least > 0)
      printf("pdftotext -bbox: %.1f s of work; x%.2f\n", least, work / least);
  }
  g_free(files);
  g_free(index);
  return ok;
}

static bool
make_and_measure(const Bench *bench, const char *program, guint count) {
  char *folder = test_folder_new();
  char *files = g_build_filename(folder, "reports", NULL);
  unsigned pages = 0;
  bool ok = g_mkdir(files, 0700) == 0;
  for (guint i = 0; i < count && ok; i++) {
    unsigned made = make_file(bench, i, files);
    pages += made;
    ok = made > 0;
  }
  ok = ok && measure(program, count, pages, folder);
  g_free(files);
  test_folder_remove(folder);
  return ok;
}

static bool
read_reports(Bench *bench, char **paths) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  for (; *paths != NULL && error == NULL; paths++) {
    CorpusReport *report = corpus_report_read(*paths, lexicon, &error);
    if (report != NULL)
      g_ptr_array_add(bench->reports, report);
  }
  corpus_lexicon_free(lexicon);
  if (error == NULL)
    return true;
  fprintf(stderr, "index_pdf: %s\n", error->message);
  g_error_free(error);
  return false;
}

int
main(int argc, char **argv) {
  guint64 count = 0, pages = 0;
  if (argc < 5 || !g_ascii_string_to_unsigned(argv[2], 10, 1, 10000, &count, NULL) ||
      !g_ascii_string_to_unsigned(argv[3], 10, 1, 1000, &pages, NULL)) {
    fputs("usage: index_pdf KOMPASS COUNT PAGES REPORT...\n", stderr);
    return 2;
  }
  Bench bench = {g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free),
                 g_rand_new_with_seed(SEED), (guint)pages};
  bool ok = read_reports(&bench, argv + 4) && make_and_measure(&bench, argv[1], (guint)count);
  g_rand_free(bench.random);
  g_ptr_array_unref(bench.reports);
  return ok ? 0 : 1;
}
