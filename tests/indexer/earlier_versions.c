/* tests/indexer/earlier_versions.c: an index of another version is refused, or made anew from its
 * own reports. */
#include "indexer/record.h"
#include "indexer/schema.h"
#include "indexer/sources.h"
#include "shim/shim.h"
#include "tests/indexer/generations.h"

static void
mark_version(const Fixture *f, const char *version) {
  char *path = first_shard(f);
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(path, true, &writer, NULL));
  g_assert_true(
      shim_writer_set_metadata(writer, INDEXER_META_VERSION, version, strlen(version), NULL));
  g_assert_true(shim_writer_commit(writer, NULL));
  shim_writer_free(writer);
  g_free(path);
}

static void
test_other_version_is_refused_by_name_and_can_be_rebuilt(Fixture *f,
                                                         G_GNUC_UNUSED gconstpointer data) {
  char *next = g_strdup_printf("%d", INDEXER_SCHEMA_VERSION + 1);
  const char *const versions[] = {next, "1", "-1", "99999999999999999999", "x\n", "1 "};
  for (gsize i = 0; i < G_N_ELEMENTS(versions); i++) {
    mark_version(f, versions[i]);
    assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
    assert_unreadable(f, INDEXER_ERROR_VERSION, versions[i]);
    GError *error = NULL;
    g_assert_false(try_update(f, false, &error));
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION);
    g_error_free(error);
  }
  g_assert_true(try_update(f, true, NULL));
  g_assert_cmpuint(assert_one_generation(f), ==, 0);
  g_free(next);
}

/* Makes the index one of an earlier version, as that wrote it. */
static void
make_earlier(const Fixture *f, unsigned version) {
  GPtrArray *sources = indexer_earlier_sources(f->index, NULL);
  GByteArray *state = g_byte_array_new();
  indexer_put_number(state, sources->len);
  for (guint i = 0; i < sources->len; i++) {
    const IndexerSource *source = sources->pdata[i];
    indexer_put_bytes(state, source->path, strlen(source->path));
    indexer_put_text(state, source->hash);
    indexer_put_number(state, source->reader);
    if (version >= 12)
      indexer_put_number(state, source->recognised);
    indexer_put_text(state, source->base_id);
    indexer_put_text(state, source->municipality);
    indexer_put_number(state, source->year);
    indexer_put_number(state, source->month);
    indexer_put_number(state, source->evaluation);
    indexer_put_text(state, source->report_id);
  }
  char *path = first_shard(f), *number = g_strdup_printf("%u", version);
  ShimWriter *writer = NULL;
  g_assert_true(shim_writer_open(path, true, &writer, NULL));
  g_assert_true(
      shim_writer_set_metadata(writer, INDEXER_META_SOURCES, state->data, state->len, NULL));
  g_assert_true(shim_writer_commit(writer, NULL));
  shim_writer_free(writer);
  mark_version(f, number);
  g_free(number);
  g_free(path);
  g_byte_array_unref(state);
  g_ptr_array_unref(sources);
}

static void
test_earlier_version_is_made_anew_from_its_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *elsewhere = g_build_filename(f->folder, "elsewhere", NULL);
  const char *paths[] = {elsewhere, NULL};
  g_assert_cmpint(g_mkdir(elsewhere, 0700), ==, 0);
  test_folder_write(elsewhere, "new.txt", "0115 2018 10 2\n1 1.5 strength ny\n");
  for (unsigned version = 5; version < INDEXER_SCHEMA_VERSION; version++) {
    IndexerOptions options = {.read = fixture_read};
    IndexerSummary summary = {0};
    GError *error = NULL;
    make_earlier(f, version);
    assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
    bool ok = indexer_update(f->index, paths, &options, &summary, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    g_assert_cmpuint(summary.reports, ==, 6);
    g_assert_cmpuint(summary.notices->len, ==, 1);
    g_assert_nonnull(strstr(summary.notices->pdata[0], "made anew"));
    indexer_summary_clear(&summary);
  }
  g_free(elsewhere);
}

/* Where a report is gone, nothing is forgotten, and the command is told that makes it without. */
static void
test_earlier_version_stays_where_a_report_is_gone(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  char *elsewhere = g_build_filename(f->folder, "elsewhere", NULL);
  char *gone = g_build_filename(f->reports, "2514.txt", NULL);
  const char *paths[] = {elsewhere, NULL};
  IndexerOptions options = {.read = fixture_read};
  IndexerSummary summary = {0};
  GError *error = NULL;
  g_assert_cmpint(g_mkdir(elsewhere, 0700), ==, 0);
  test_folder_write(elsewhere, "new.txt", "0115 2018 10 2\n1 1.5 strength ny\n");
  make_earlier(f, INDEXER_SCHEMA_VERSION - 1);
  g_assert_cmpint(g_unlink(gone), ==, 0);
  g_assert_false(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_VERSION);
  g_assert_nonnull(strstr(error->message, gone));
  g_assert_nonnull(strstr(error->message, "kompass index --rebuild --index"));
  g_clear_error(&error);
  indexer_summary_clear(&summary);
  assert_unreadable(f, INDEXER_ERROR_VERSION, "--rebuild");
  /* One whose folder is given, and read, was taken out on purpose. */
  paths[0] = f->reports;
  summary = (IndexerSummary){0};
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  g_assert_cmpuint(summary.reports, ==, 4);
  indexer_summary_clear(&summary);
  g_free(gone);
  g_free(elsewhere);
}

static void
test_rebuild_without_a_path_reads_its_own_reports(Fixture *f, G_GNUC_UNUSED gconstpointer data) {
  const char *paths[] = {NULL};
  IndexerOptions options = {.read = fixture_read, .rebuild = true};
  IndexerSummary summary = {0};
  GError *error = NULL;
  write_reports(f, 7);
  g_assert_true(indexer_update(f->index, paths, &options, &summary, &error));
  indexer_summary_clear(&summary);
  g_assert_cmpuint(assert_one_generation(f), ==, 7);
  char *other = g_build_filename(f->folder, "none", NULL);
  summary = (IndexerSummary){0};
  g_assert_false(indexer_update(other, paths, &options, &summary, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "name them: kompass index --rebuild"));
  g_error_free(error);
  indexer_summary_clear(&summary);
  g_free(other);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("version", 1, test_other_version_is_refused_by_name_and_can_be_rebuilt);
  add("earlier", 1, test_earlier_version_is_made_anew_from_its_reports);
  add("earlier-gone", 1, test_earlier_version_stays_where_a_report_is_gone);
  add("own-reports", 1, test_rebuild_without_a_path_reads_its_own_reports);
  return g_test_run();
}
