/* tests/shim/shards.c: several shards weigh as one database does, and do without one that does not
 * answer. */
#include <string.h>

#include "tests/shim/fixture.h"
#include "tests/tcpsrv.h"

enum { SLOT_WRITTEN = 1 };

#define SHARDS 3
#define DOCUMENTS 400
#define QUERIES 600
#define DEEPEST 3

/* ---- the same documents in one database and in three, where some terms have names ---- */

static ShimWriter *
open_writer(const char *folder, const char *name) {
  char *path = g_build_filename(folder, name, NULL);
  ShimWriter *writer = NULL;
  must(shim_writer_open(path, true, &writer, MUST));
  g_free(path);
  return writer;
}

static void
add(ShimWriter *writer, unsigned number, const char *text) {
  ShimDocument *document = fixture_document(writer, number, text);
  char written[16];
  g_snprintf(written, sizeof written, "%08u", number);
  must(shim_document_set_value(document, SLOT_WRITTEN, written, strlen(written), MUST));
  must(shim_writer_add(writer, document, MUST));
  shim_document_free(document);
}

static void
write_databases(const char *folder, GRand *random) {
  static const char *const names[] = {"shard-0", "shard-1", "shard-2", "one"};
  ShimWriter *writers[SHARDS + 1];
  for (unsigned i = 0; i <= SHARDS; i++)
    writers[i] = open_writer(folder, names[i]);
  for (unsigned i = 0; i < SHARDS; i++)
    fixture_set_names(writers[i]);
  for (unsigned i = 1; i <= DOCUMENTS; i++) {
    char *text = fixture_any_text(random, 9);
    add(writers[g_rand_int_range(random, 0, SHARDS)], i, text);
    add(writers[SHARDS], i, text);
    g_free(text);
  }
  for (unsigned i = 0; i <= SHARDS; i++) {
    must(shim_writer_commit(writers[i], MUST));
    shim_writer_free(writers[i]);
  }
  test_folder_write(folder, "three", "auto shard-2\n# a comment\nauto shard-0\nauto shard-1\n");
}

/* ---- queries ---- */

/* What it is about adds a weight to some, as in kompass' queries. */
static ShimQuery *
any_lifted_query(GRand *random) {
  ShimQuery *query = fixture_any_query(random, DEEPEST), *about = fixture_any_query(random, 1);
  ShimQuery *weight = NULL, *lifted = NULL;
  must(shim_query_weigh(about, g_rand_double(random), &weight, MUST));
  const ShimQuery *both[] = {query, weight};
  must(shim_query_combine(SHIM_OP_AND_MAYBE, both, 2, &lifted, MUST));
  shim_query_free(query);
  shim_query_free(about);
  shim_query_free(weight);
  return lifted;
}

static double
worth(const char *bytes, gsize length_bytes, G_GNUC_UNUSED const void *context) {
  return length_bytes > 0 ? (bytes[length_bytes - 1] - '0') / 4.0 : 0;
}

/* Each hit's text and weight to the last bit, best first; a bonus for every other query. */
static char *
answer(const ShimDatabase *database, const ShimQuery *query, bool bonus) {
  ShimSearchOptions options = shim_search_options_default();
  options.limit = DOCUMENTS;
  options.bonus = bonus ? worth : NULL;
  options.bonus_slot = SLOT_WRITTEN;
  options.bonus_best = DOCUMENTS / 10;
  options.check_at_least = DOCUMENTS;
  options.tie_slot = SLOT_WRITTEN;
  ShimResult *result = NULL;
  must(shim_search(database, query, &options, &result, MUST));
  GString *text = g_string_new(NULL);
  g_string_printf(text, "%u of %u\n", (unsigned)result->hit_count, result->total);
  for (gsize i = 0; i < result->hit_count; i++) {
    char *written = NULL;
    gsize length = 0;
    must(shim_document_value(result->hits[i].document, SLOT_WRITTEN, &written, &length, MUST));
    g_string_append_printf(text, "%s %.12g\n", written, result->hits[i].weight);
    g_free(written);
  }
  shim_result_free(result);
  return g_string_free(text, FALSE);
}

static void
test_shards_weigh_as_one(void) {
  char *folder = test_folder_new();
  GRand *random = g_rand_new_with_seed(7);
  write_databases(folder, random);
  char *one_path = g_build_filename(folder, "one", NULL),
       *three_path = g_build_filename(folder, "three", NULL);
  ShimDatabase *one = fixture_open(one_path), *three = fixture_open(three_path);
  g_assert_cmpuint(shim_database_parts(one), ==, 1);
  g_assert_cmpuint(shim_database_parts(three), ==, SHARDS);
  for (unsigned i = 0; i < QUERIES; i++) {
    ShimQuery *query = any_lifted_query(random);
    char *wanted = answer(one, query, i % 2 == 1), *got = answer(three, query, i % 2 == 1);
    if (!g_str_equal(wanted, got)) {
      char *text = NULL;
      must(shim_query_describe(query, &text, MUST));
      g_test_message("%u: %s", i, text);
      g_free(text);
    }
    g_assert_cmpstr(got, ==, wanted);
    g_free(wanted);
    g_free(got);
    shim_query_free(query);
  }
  shim_database_free(one);
  shim_database_free(three);
  g_free(one_path);
  g_free(three_path);
  g_rand_free(random);
  test_folder_remove(folder);
}

/* ---- shards that do not answer ---- */

/* A port at which connections are taken, and nothing is ever said. */
static int
listen_in_silence(unsigned *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  g_assert_cmpint(bind(descriptor, (struct sockaddr *)&address, length), ==, 0);
  g_assert_cmpint(listen(descriptor, 8), ==, 0);
  g_assert_cmpint(getsockname(descriptor, (struct sockaddr *)&address, &length), ==, 0);
  *port = ntohs(address.sin_port);
  return descriptor;
}

/* How many have connected since this was asked last. */
static unsigned
count_connections(int listening) {
  unsigned count = 0;
  for (int one = -1; (one = accept(listening, NULL, NULL)) >= 0; count++)
    close(one);
  return count;
}

/* Opens what answers; one shard must be left out. */
static void
open_without(const char *stub, const char *place) {
  ShimDatabase *database = NULL;
  must(shim_database_open_reachable(stub, &database, MUST));
  const char *const *left_out = shim_database_left_out(database);
  g_assert_cmpstr(left_out[0], ==, place);
  g_assert_null(left_out[1]);
  g_assert_cmpuint(shim_database_parts(database), ==, 1);
  g_assert_cmpuint(fixture_count(database), >, 0);
  GBytes *bytes = NULL;
  must(shim_database_part_metadata(database, 0, "none", &bytes, MUST));
  g_bytes_unref(bytes);
  GError *error = NULL;
  g_assert_false(shim_database_part_metadata(database, 1, "none", &bytes, &error));
  g_assert_error(error, SHIM_ERROR, SHIM_ERROR_ARGUMENT);
  g_error_free(error);
  shim_database_free(database);
}

static void
assert_refused(const char *stub, ShimErrorCode code, const char *says) {
  ShimDatabase *database = NULL;
  GError *error = NULL;
  g_assert_false(shim_database_open(stub, &database, &error));
  g_assert_error(error, SHIM_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, says));
  g_error_free(error);
}

static void
test_silent_shard_is_left_out(void) {
  char *folder = test_folder_new(), *stub = g_build_filename(folder, "stub", NULL);
  GRand *random = g_rand_new_with_seed(7);
  unsigned port = 0;
  int silent = listen_in_silence(&port);
  write_databases(folder, random);
  char *place = g_strdup_printf("127.0.0.1:%u", port);
  char *text = g_strdup_printf("remote %s 1000\nauto shard-0\n", place);
  test_folder_write(folder, "stub", text);
  assert_refused(stub, SHIM_ERROR_NETWORK, place);
  g_assert_cmpuint(count_connections(silent), ==, 1);
  open_without(stub, place);
  g_assert_cmpuint(count_connections(silent), ==, 1);
  /* It rests now, ten times as long as that took: nobody waits for it again. */
  open_without(stub, place);
  g_assert_cmpuint(count_connections(silent), ==, 0);
  close(silent);
  g_free(text);
  g_free(place);
  g_free(stub);
  g_rand_free(random);
  test_folder_remove(folder);
}

static void
test_shard_that_is_back_is_found(void) {
  char *program = test_tcpsrv_find();
  if (program == NULL) {
    g_test_skip("xapian-tcpsrv (package xapian-tools) is not installed");
    return;
  }
  char *folder = test_folder_new(), *stub = g_build_filename(folder, "stub", NULL);
  GRand *random = g_rand_new_with_seed(7);
  write_databases(folder, random);
  char *path = g_build_filename(folder, "shard-1", NULL);
  unsigned port = 0;
  GPid server = test_tcpsrv_start(program, path, &port);
  char *place = g_strdup_printf("127.0.0.1:%u", port);
  char *text = g_strdup_printf("auto shard-0\nremote %s\n", place);
  test_folder_write(folder, "stub", text);
  ShimDatabase *database = NULL;
  must(shim_database_open_reachable(stub, &database, MUST));
  g_assert_null(shim_database_left_out(database)[0]);
  g_assert_cmpuint(shim_database_parts(database), ==, 2);
  unsigned both = fixture_count(database);
  test_tcpsrv_stop(server);
  shim_database_free(database);
  open_without(stub, place);
  must(shim_database_open_reachable(stub, &database, MUST));
  g_assert_cmpuint(fixture_count(database), <, both);
  server = test_tcpsrv_start_at(program, path, port);
  bool back = false;
  for (unsigned tries = 0; tries < 600 && !back; tries++) {
    g_usleep(100000);
    shim_database_free(database);
    must(shim_database_open_reachable(stub, &database, MUST));
    back = shim_database_parts(database) == 2;
  }
  g_assert_true(back);
  g_assert_cmpuint(fixture_count(database), ==, both);
  shim_database_free(database);
  test_tcpsrv_stop(server);
  g_free(text);
  g_free(place);
  g_free(path);
  g_free(stub);
  g_free(program);
  g_rand_free(random);
  test_folder_remove(folder);
}

static void
test_stubs_that_can_not_be_understood(void) {
  static const char *const lines[] = {
      "remote 10.0.0.1\n",        "remote 10.0.0.1:0\n", "remote 10.0.0.1:70000\n",
      "remote 10.0.0.1:80x\n",    "remote :\n",          "remote 10.0.0.1:7200 x\n",
      "remote 10.0.0.1:7200 0\n", "elsewhere data\n",    "remote\n"};
  char *folder = test_folder_new(), *stub = g_build_filename(folder, "stub", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    test_folder_write(folder, "stub", lines[i]);
    ShimDatabase *database = NULL;
    GError *error = NULL;
    g_assert_false(shim_database_open(stub, &database, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_false(shim_database_open_reachable(stub, &database, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
  }
  test_folder_write(folder, "stub", "auto stub\n");
  assert_refused(stub, SHIM_ERROR_ARGUMENT, "without an end");
  g_free(stub);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shim/shards/weigh", test_shards_weigh_as_one);
  g_test_add_func("/shim/shards/silent", test_silent_shard_is_left_out);
  g_test_add_func("/shim/shards/back", test_shard_that_is_back_is_found);
  g_test_add_func("/shim/shards/stubs", test_stubs_that_can_not_be_understood);
  return g_test_run();
}
