/* tests/bench/compare/sphinx.c: Sphinx: its indexer, and its service asked in SQL, with its usual
 * ranking and libstemmer's Swedish; the texts are kept as an attribute. */
#include "tests/bench/compare/contender.h"

#ifdef KOMPASS_BENCH_LIBMARIADB
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "tests/eval/baseline.h"

/* Its letters are English and Russian ones, unless it is told of å, ä, ö and their like. The
 * indexer reads what it is to index from the command, and that what the indexer is given. */
#define CONFIGURATION                                                                              \
  "source passage {\n type = tsvpipe\n tsvpipe_command = cat\n tsvpipe_field_string = text\n}\n"   \
  "index passage {\n source = passage\n path = %1$s/passage\n morphology = libstemmer_swedish\n"   \
  " charset_table = 0..9, A..Z->a..z, _, a..z, U+C0..U+D6->U+E0..U+F6, "                           \
  "U+D8..U+DE->U+F8..U+FE, U+DF..U+F6, U+F8..U+FF\n}\n"                                            \
  "searchd {\n listen = %1$s/socket:mysql41\n pid_file = %1$s/pid\n log = %1$s/log\n"              \
  " binlog_path =\n}\n"
#define WAIT_SECONDS 60 /* for the service to have read its index */

/* The path of the configuration, which is written. The caller frees it. */
static char *
configure(const char *folder) {
  char *path = g_build_filename(folder, "sphinx.conf", NULL);
  char *text = g_strdup_printf(CONFIGURATION, folder);
  GError *error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  g_free(text);
  return path;
}

static void *
sphinx_begin(const char *folder) {
  char *path = configure(folder), *quoted = g_shell_quote(path);
  char *command = g_strdup_printf("indexer --quiet --config %s passage", quoted);
  FILE *indexer = popen(command, "w");
  if (indexer == NULL)
    g_error("sphinx: its indexer can't be started");
  g_free(command);
  g_free(quoted);
  g_free(path);
  return indexer;
}

static void
sphinx_add(void *index, guint id, const char *text) {
  char *line = contender_line_new(id, text);
  if (fputs(line, index) == EOF)
    g_error("sphinx: its indexer takes no more");
  g_free(line);
}

static double
sphinx_finish(void *index) {
  if (pclose(index) != 0)
    g_error("sphinx: its indexer failed");
  return 0;
}

typedef struct {
  GPid service;
  MYSQL *connection;
} Sphinx;

/* The service does not outlive its asker, however that ends. */
static void
end_with_parent(G_GNUC_UNUSED gpointer data) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static GPid
start_service(const char *folder) {
  char *path = g_build_filename(folder, "sphinx.conf", NULL);
  char *words[] = {"searchd", "--nodetach", "--config", path, NULL};
  GError *error = NULL;
  GPid service = 0;
  g_spawn_async(NULL, words, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                end_with_parent, NULL, &service, &error);
  g_assert_no_error(error);
  g_free(path);
  return service;
}

static void *
sphinx_open(const char *folder) {
  Sphinx *sphinx = g_new0(Sphinx, 1);
  char *socket = g_build_filename(folder, "socket", NULL);
  sphinx->service = start_service(folder);
  sphinx->connection = mysql_init(NULL);
  for (guint tried = 0;
       mysql_real_connect(sphinx->connection, NULL, "", "", NULL, 0, socket, 0) == NULL; tried++) {
    if (tried == WAIT_SECONDS * 10)
      g_error("sphinx: %s", mysql_error(sphinx->connection));
    g_usleep(G_USEC_PER_SEC / 10);
  }
  g_free(socket);
  return sphinx;
}

/* What the words of a query are in its language: any of them. */
static char *
select_new(const char *match, guint limit) {
  GString *any = g_string_new(match);
  g_strdelimit(any->str, "'\\", ' ');
  g_string_replace(any, "\" OR \"", "\" | \"", 0);
  char *sql =
      g_strdup_printf("SELECT id, text FROM passage WHERE MATCH('%s') LIMIT %u", any->str, limit);
  g_string_free(any, TRUE);
  return sql;
}

static guint
read_rows(MYSQL *connection, guint *ids) {
  MYSQL_RES *rows = mysql_store_result(connection);
  guint count = 0;
  for (MYSQL_ROW row; rows != NULL && (row = mysql_fetch_row(rows)) != NULL;) {
    g_assert_true(row[1] != NULL && row[1][0] != '\0');
    ids[count++] = (guint)g_ascii_strtoull(row[0], NULL, 10);
  }
  mysql_free_result(rows);
  return count;
}

static guint
sphinx_ask(void *opened, const char *query, guint limit, guint *ids) {
  const Sphinx *sphinx = opened;
  char *match = fts5_match_new(query), *sql = select_new(match, limit);
  guint count = 0;
  if (*match != '\0') {
    if (mysql_query(sphinx->connection, sql) != 0)
      g_error("sphinx: %s", mysql_error(sphinx->connection));
    count = read_rows(sphinx->connection, ids);
  }
  g_free(sql);
  g_free(match);
  return count;
}

static pid_t
sphinx_server(void *opened) {
  return ((const Sphinx *)opened)->service;
}

static void
sphinx_close(void *opened) {
  Sphinx *sphinx = opened;
  mysql_close(sphinx->connection);
  kill(sphinx->service, SIGTERM);
  waitpid(sphinx->service, NULL, 0);
  g_free(sphinx);
}

const Contender contender_sphinx = {
    .name = "Sphinx",
    .begin = sphinx_begin,
    .add = sphinx_add,
    .finish = sphinx_finish,
    .open = sphinx_open,
    .ask = sphinx_ask,
    .server = sphinx_server,
    .close = sphinx_close,
};
#else
const Contender contender_sphinx = {.name = "Sphinx"};
#endif
