/* tests/bench/compare/sql.c: SQLite's FTS5 and PostgreSQL's full-text search, each as it comes. */
#include <sqlite3.h>

#include "tests/bench/compare/contender.h"
#include "tests/eval/baseline.h"

/* ---- SQLite ---- */

typedef struct {
  sqlite3 *database;
  sqlite3_stmt *statement; /* that is run again and again */
} Sqlite;

static void
check(const Sqlite *sqlite, int status) {
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    g_error("sqlite: %s", sqlite3_errmsg(sqlite->database));
}

static void
run(const Sqlite *sqlite, const char *sql) {
  check(sqlite, sqlite3_exec(sqlite->database, sql, NULL, NULL, NULL));
}

static Sqlite *
sqlite_open(const char *folder, const char *before, const char *statement) {
  Sqlite *sqlite = g_new0(Sqlite, 1);
  char *path = g_build_filename(folder, "fts5.sqlite", NULL);
  check(sqlite, sqlite3_open(path, &sqlite->database));
  run(sqlite, before);
  check(sqlite, sqlite3_prepare_v2(sqlite->database, statement, -1, &sqlite->statement, NULL));
  g_free(path);
  return sqlite;
}

static void
sqlite_close(void *opened) {
  Sqlite *sqlite = opened;
  sqlite3_finalize(sqlite->statement);
  check(sqlite, sqlite3_close(sqlite->database));
  g_free(sqlite);
}

static void *
fts5_begin(const char *folder) {
  return sqlite_open(folder, "CREATE VIRTUAL TABLE passage USING fts5(text); BEGIN",
                     "INSERT INTO passage(rowid, text) VALUES (?, ?)");
}

static void
fts5_add(void *index, guint id, const char *text) {
  const Sqlite *sqlite = index;
  sqlite3_bind_int64(sqlite->statement, 1, id);
  sqlite3_bind_text(sqlite->statement, 2, text, -1, SQLITE_STATIC);
  check(sqlite, sqlite3_step(sqlite->statement));
  sqlite3_reset(sqlite->statement);
}

static double
fts5_finish(void *index) {
  run(index, "COMMIT");
  sqlite_close(index);
  return 0;
}

static void *
fts5_open(const char *folder) {
  return sqlite_open(folder, "PRAGMA query_only = 1",
                     "SELECT rowid, text FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?");
}

static guint
fts5_ask(void *opened, const char *query, guint limit, guint *ids) {
  const Sqlite *sqlite = opened;
  char *match = fts5_match_new(query);
  guint count = 0;
  sqlite3_bind_text(sqlite->statement, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64(sqlite->statement, 2, limit);
  int status = SQLITE_DONE;
  while (*match != '\0' && (status = sqlite3_step(sqlite->statement)) == SQLITE_ROW) {
    g_assert_nonnull(sqlite3_column_text(sqlite->statement, 1));
    ids[count++] = (guint)sqlite3_column_int64(sqlite->statement, 0);
  }
  check(sqlite, status);
  sqlite3_reset(sqlite->statement);
  g_free(match);
  return count;
}

const Contender contender_fts5 = {
    .name = "SQLite FTS5",
    .begin = fts5_begin,
    .add = fts5_add,
    .finish = fts5_finish,
    .open = fts5_open,
    .ask = fts5_ask,
    .close = sqlite_close,
};

/* ---- PostgreSQL ---- */

#ifdef KOMPASS_BENCH_LIBPQ
#include <libpq-fe.h>
#include <string.h>

/* Words in any of their inflections, any of them. */
#define SELECT                                                                                     \
  "SELECT id, text FROM passage, (SELECT replace(plainto_tsquery('swedish', $1)::text, '&', "      \
  "'|')::tsquery AS asked) AS query WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, id " \
  "LIMIT $2"

/* What the statement must have done. */
static PGresult *
checked(PGconn *server, PGresult *result) {
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
    g_error("postgresql: %s", PQerrorMessage(server));
  return result;
}

static void
order(PGconn *server, const char *sql) {
  PQclear(checked(server, PQexec(server, sql)));
}

static PGconn *
connect_server(void) {
  const char *told = g_getenv("KOMPASS_BENCH_POSTGRESQL");
  PGconn *server = PQconnectdb(told != NULL ? told : "");
  if (PQstatus(server) != CONNECTION_OK)
    g_error("postgresql: %s", PQerrorMessage(server));
  order(server, "SET client_min_messages = error");
  return server;
}

static void *
postgresql_begin(G_GNUC_UNUSED const char *folder) {
  PGconn *server = connect_server();
  order(server, "DROP TABLE IF EXISTS passage");
  order(server, "CREATE TABLE passage (id integer PRIMARY KEY, text text NOT NULL, words tsvector "
                "GENERATED ALWAYS AS (to_tsvector('swedish', text)) STORED)");
  order(server, "COPY passage (id, text) FROM STDIN");
  return server;
}

static void
postgresql_add(void *index, guint id, const char *text) {
  char *line = contender_line_new(id, text);
  if (PQputCopyData(index, line, (int)strlen(line)) != 1)
    g_error("postgresql: %s", PQerrorMessage(index));
  g_free(line);
}

static double
postgresql_finish(void *index) {
  if (PQputCopyEnd(index, NULL) != 1)
    g_error("postgresql: %s", PQerrorMessage(index));
  PQclear(checked(index, PQgetResult(index)));
  PQclear(PQgetResult(index));
  order(index, "CREATE INDEX ON passage USING gin (words)");
  order(index, "ANALYZE passage");
  order(index, "CHECKPOINT");
  double seconds = contender_processor(PQbackendPID(index));
  PQfinish(index);
  return seconds;
}

static void *
postgresql_open(G_GNUC_UNUSED const char *folder) {
  PGconn *server = connect_server();
  PQclear(checked(server, PQprepare(server, "ask", SELECT, 2, NULL)));
  return server;
}

static guint
postgresql_ask(void *opened, const char *query, guint limit, guint *ids) {
  char number[16];
  g_snprintf(number, sizeof number, "%u", limit);
  const char *values[] = {query, number};
  PGresult *rows = checked(opened, PQexecPrepared(opened, "ask", 2, values, NULL, NULL, 0));
  int count = PQntuples(rows);
  for (int i = 0; i < count; i++) {
    g_assert_cmpint(PQgetlength(rows, i, 1), >, 0);
    ids[i] = (guint)g_ascii_strtoull(PQgetvalue(rows, i, 0), NULL, 10);
  }
  PQclear(rows);
  return (guint)count;
}

static guint64
number_of(PGconn *server, const char *sql) {
  PGresult *row = checked(server, PQexec(server, sql));
  guint64 number = g_ascii_strtoull(PQgetvalue(row, 0, 0), NULL, 10);
  PQclear(row);
  return number;
}

static guint64
postgresql_bytes(void *opened) {
  return number_of(opened, "SELECT pg_total_relation_size('passage')");
}

static pid_t
postgresql_server(void *opened) {
  return PQbackendPID(opened);
}

static void
postgresql_close(void *opened) {
  PQfinish(opened);
}

const Contender contender_postgresql = {
    .name = "PostgreSQL",
    .begin = postgresql_begin,
    .add = postgresql_add,
    .finish = postgresql_finish,
    .open = postgresql_open,
    .ask = postgresql_ask,
    .bytes = postgresql_bytes,
    .server = postgresql_server,
    .close = postgresql_close,
};
#else
const Contender contender_postgresql = {.name = "PostgreSQL"};
#endif
