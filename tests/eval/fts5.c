/* tests/eval/fts5.c: SQLite's full-text search as it comes. */
#include <sqlite3.h>

#include "tests/eval/baseline.h"

struct Baseline {
  const GPtrArray *passages;
  sqlite3 *database;
};

static void
check(sqlite3 *database, int status) {
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    g_error("sqlite: %s", sqlite3_errmsg(database)); /* a test program: nothing to recover */
}

Baseline *
fts5_new(const GPtrArray *passages) {
  Baseline *baseline = g_new0(Baseline, 1);
  sqlite3_stmt *insert = NULL;
  baseline->passages = passages;
  check(NULL, sqlite3_open(":memory:", &baseline->database));
  sqlite3 *database = baseline->database;
  check(database,
        sqlite3_exec(database, "CREATE VIRTUAL TABLE passage USING fts5(text)", NULL, NULL, NULL));
  check(database, sqlite3_prepare_v2(database, "INSERT INTO passage(rowid, text) VALUES (?, ?)", -1,
                                     &insert, NULL));
  for (guint i = 0; i < passages->len; i++) {
    const EvalPassage *passage = g_ptr_array_index(passages, i);
    sqlite3_bind_int(insert, 1, (int)i + 1);
    sqlite3_bind_text(insert, 2, passage->passage->text, -1, SQLITE_STATIC);
    check(database, sqlite3_step(insert));
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  return baseline;
}

char *
fts5_match_new(const char *query) {
  GString *match = g_string_new(NULL);
  GRegex *word = g_regex_new("\"[^\"]+\"|[\\w-]+", G_REGEX_DEFAULT, 0, NULL);
  GMatchInfo *found = NULL;
  g_regex_match(word, query, 0, &found);
  for (; g_match_info_matches(found); g_match_info_next(found, NULL)) {
    char *piece = g_match_info_fetch(found, 0);
    g_strdelimit(piece, "\"", ' ');
    g_string_append_printf(match, "%s\"%s\"", match->len > 0 ? " OR " : "", g_strstrip(piece));
    g_free(piece);
  }
  g_match_info_free(found);
  g_regex_unref(word);
  return g_string_free(match, FALSE);
}

GArray *
fts5_rank(Baseline *baseline, const JudgedQuery *query) {
  GArray *ranking = g_array_new(FALSE, FALSE, sizeof(guint));
  sqlite3_stmt *select = NULL;
  char *match = fts5_match_new(query->text);
  check(baseline->database,
        sqlite3_prepare_v2(baseline->database,
                           "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY bm25(passage)",
                           -1, &select, NULL));
  sqlite3_bind_text(select, 1, match, -1, SQLITE_TRANSIENT);
  while (sqlite3_step(select) == SQLITE_ROW) {
    guint index = (guint)sqlite3_column_int(select, 0) - 1;
    if (judged_query_admits(query, g_ptr_array_index(baseline->passages, index)))
      g_array_append_val(ranking, index);
  }
  sqlite3_finalize(select);
  g_free(match);
  return ranking;
}

void
fts5_free(Baseline *baseline) {
  sqlite3_close(baseline->database);
  g_free(baseline);
}
