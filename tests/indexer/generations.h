/* tests/indexer/generations.h: an index of invented reports, all passages of which name the
 * generation that they are of. */
#ifndef TESTS_INDEXER_GENERATIONS_H
#define TESTS_INDEXER_GENERATIONS_H

#include "tests/indexer/fixture.h"

typedef struct {
  char *folder, *reports, *index;
  unsigned shards;
} Fixture;

/* A generation of reports: all passages of all reports name it. */
static inline void
write_reports(const Fixture *f, unsigned generation) {
  static const char *const codes[] = {"2580", "2514", "0138", "1283", "0114"};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s 2018 10 2\n", codes[i]);
    for (unsigned passage = 0; passage < 20; passage++)
      g_string_append_printf(text, "1 1.5 strength generation%u ord%u\n", generation, passage);
    char *name = g_strdup_printf("%s.txt", codes[i]);
    test_folder_write(f->reports, name, text->str);
    g_free(name);
    g_string_free(text, TRUE);
  }
}

static inline void
set_up(Fixture *f, gconstpointer shards) {
  f->folder = test_folder_new();
  f->reports = g_build_filename(f->folder, "reports", NULL);
  f->index = g_build_filename(f->folder, "index", NULL);
  f->shards = GPOINTER_TO_UINT(shards);
  g_assert_cmpint(g_mkdir(f->reports, 0700), ==, 0);
  write_reports(f, 0);
  fixture_update_with(f->index, f->reports, f->shards, false, "5 0 0 0 0 0");
}

static inline void
tear_down(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  g_free(f->reports);
  g_free(f->index);
  test_folder_remove(f->folder);
}

static inline bool
try_update(const Fixture *f, bool rebuild, GError **error) {
  const char *paths[] = {f->reports, NULL};
  IndexerOptions options = {.read = fixture_read, .rebuild = rebuild};
  IndexerSummary summary = {0};
  bool ok = indexer_update(f->index, paths, &options, &summary, error);
  indexer_summary_clear(&summary);
  return ok;
}

/* The index is whole, and of one generation of reports, whose number is returned. */
static inline unsigned
assert_one_generation(const Fixture *f) {
  IndexerReader *reader = fixture_open(f->index);
  g_assert_cmpuint(indexer_reader_reports(reader)->len, ==, 5);
  g_assert_cmpuint(indexer_reader_passage_count(reader, NULL), ==, 100);
  char *dump = fixture_dump(reader), **lines = g_strsplit(dump, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 101);
  char *first = strstr(lines[0], "generation");
  unsigned generation = (unsigned)g_ascii_strtoull(first + strlen("generation"), NULL, 10);
  char *mark = g_strdup_printf("generation%u ", generation);
  for (unsigned i = 0; i < 100; i++)
    g_assert_nonnull(strstr(lines[i], mark));
  g_free(mark);
  g_strfreev(lines);
  g_free(dump);
  indexer_reader_free(reader);
  return generation;
}

/* Takes the error. */
static inline void
assert_told(GError *error, IndexerErrorCode code, const char *part) {
  g_assert_error(error, INDEXER_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, part));
  g_error_free(error);
}

static inline void
assert_refused(const Fixture *f, IndexerErrorCode code, const char *part) {
  GError *error = NULL;
  g_assert_false(try_update(f, false, &error));
  g_assert_null(strchr(error->message, '\n'));
  assert_told(error, code, part);
}

/* The folder of the first shard; the caller frees it. */
static inline char *
first_shard(const Fixture *f) {
  char *stub = g_build_filename(f->index, "XAPIANDB", NULL), *text = NULL;
  g_assert_true(g_file_get_contents(stub, &text, NULL, NULL));
  char **lines = g_strsplit(text, "\n", -1);
  char *path = g_build_filename(f->index, lines[0] + strlen("auto "), NULL);
  g_strfreev(lines);
  g_free(text);
  g_free(stub);
  return path;
}

static inline void
assert_unreadable(const Fixture *f, IndexerErrorCode code, const char *part) {
  GError *error = NULL;
  g_assert_null(indexer_reader_open(f->index, &error));
  assert_told(error, code, part);
}

/* A test with an index of so many shards. */
#define add(name, shards, function)                                                                \
  g_test_add("/indexer/safety/" name, Fixture, GUINT_TO_POINTER(shards), set_up, function,         \
             tear_down)

#endif
