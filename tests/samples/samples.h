/* tests/samples/samples.h: the sample reports as read, and the tables of what they hold. */
#ifndef TESTS_SAMPLES_SAMPLES_H
#define TESTS_SAMPLES_SAMPLES_H

#include <string.h>

#include "corpus/reading/read_report.h"

static const char *const sample_ids[] = {"kalix-2012", "lulea-2018", "norsjo-2018",
                                         "ostersund-2015", NULL};

/* Reads folder/id.txt; the caller frees it. */
static inline CorpusReport *
sample_read_from(const char *folder, const char *id) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  char *path = g_strdup_printf("%s/%s.txt", folder, id);
  CorpusReport *report = corpus_report_read(path, lexicon, &error);
  g_assert_no_error(error);
  g_free(path);
  corpus_lexicon_free(lexicon);
  return report;
}

static inline CorpusReport *
sample_read(const char *id) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "corpus", "reports", NULL);
  CorpusReport *report = sample_read_from(folder, id);
  g_free(folder);
  return report;
}

/* The rows of tests/samples/<name> that begin with the report's id: arrays of fields (char **). The
 * caller unrefs it. */
static inline GPtrArray *
sample_rows(const char *name, const char *id) {
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests", "samples", name, NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    char **fields = g_strsplit(*line, "\t", -1);
    if (g_strv_length(fields) > 1 && strcmp(fields[0], id) == 0)
      g_ptr_array_add(rows, fields);
    else
      g_strfreev(fields);
  }
  g_strfreev(lines);
  g_free(text);
  g_free(path);
  g_assert_cmpuint(rows->len, >, 0);
  return rows;
}

/* A whole number of a table; "-" (absent) is -1. */
static inline int
sample_number(const char *field) {
  return strcmp(field, "-") == 0 ? -1 : (int)g_ascii_strtoll(field, NULL, 10);
}

#endif
