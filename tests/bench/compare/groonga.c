/* tests/bench/compare/groonga.c: groonga, as its tutorial has it: its usual tokenizer and
 * normalizer, with its stemming filter set to Swedish; the index is made when all texts are there,
 * as it advises.
 */
#include "tests/bench/compare/contender.h"

#ifdef KOMPASS_BENCH_GROONGA
#include <groonga.h>
#include <string.h>

#include "tests/eval/baseline.h"

typedef struct {
  grn_ctx context;
  grn_obj *database, *table, *text;
} Groonga;

static void
check(grn_ctx *context) {
  if (context->rc != GRN_SUCCESS)
    g_error("groonga: %s", context->errbuf);
}

static void
order(Groonga *groonga, const char *command) {
  char *answer = NULL;
  unsigned length = 0;
  int flags = 0;
  grn_ctx_send(&groonga->context, command, (unsigned)strlen(command), 0);
  check(&groonga->context);
  grn_ctx_recv(&groonga->context, &answer, &length, &flags);
}

static void
find_table(Groonga *groonga) {
  groonga->table = grn_ctx_get(&groonga->context, "Passages", -1);
  groonga->text = grn_ctx_get(&groonga->context, "Passages.text", -1);
}

static Groonga *
groonga_new(void) {
  Groonga *groonga = g_new0(Groonga, 1);
  grn_init();
  grn_ctx_init(&groonga->context, 0);
  return groonga;
}

static void
groonga_close(void *opened) {
  Groonga *groonga = opened;
  grn_obj_close(&groonga->context, groonga->database);
  grn_ctx_fin(&groonga->context);
  grn_fin();
  g_free(groonga);
}

static void *
groonga_begin(const char *folder) {
  Groonga *groonga = groonga_new();
  char *path = g_build_filename(folder, "groonga", NULL);
  groonga->database = grn_db_create(&groonga->context, path, NULL);
  check(&groonga->context);
  order(groonga, "plugin_register token_filters/stem");
  order(groonga, "table_create Passages TABLE_NO_KEY");
  order(groonga, "column_create Passages text COLUMN_SCALAR Text");
  find_table(groonga);
  g_free(path);
  return groonga;
}

/* Records are numbered from 1, as they come. */
static void
groonga_add(void *index, guint id, const char *text) {
  Groonga *groonga = index;
  grn_obj value;
  g_assert_cmpuint(grn_table_add(&groonga->context, groonga->table, NULL, 0, NULL), ==, id);
  GRN_TEXT_INIT(&value, GRN_OBJ_DO_SHALLOW_COPY);
  GRN_TEXT_SETS(&groonga->context, &value, text);
  grn_obj_set_value(&groonga->context, groonga->text, id, &value, GRN_OBJ_SET);
  check(&groonga->context);
  GRN_OBJ_FIN(&groonga->context, &value);
}

static double
groonga_finish(void *index) {
  order(index, "table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram "
               "--normalizer NormalizerAuto "
               "--token_filters 'TokenFilterStem(\"algorithm\", \"swedish\")'");
  order(index, "column_create Words passages COLUMN_INDEX|WITH_POSITION Passages text");
  order(index, "io_flush");
  groonga_close(index);
  return 0;
}

static void *
groonga_open(const char *folder) {
  Groonga *groonga = groonga_new();
  char *path = g_build_filename(folder, "groonga", NULL);
  groonga->database = grn_db_open(&groonga->context, path);
  check(&groonga->context);
  find_table(groonga);
  g_free(path);
  return groonga;
}

static grn_obj *
parse(Groonga *groonga, const char *text, grn_obj *columns, grn_expr_flags syntax) {
  grn_ctx *context = &groonga->context;
  grn_obj *expression = NULL, *record = NULL;
  GRN_EXPR_CREATE_FOR_QUERY(context, groonga->table, expression, record);
  grn_expr_parse(context, expression, text, (unsigned)strlen(text), columns, GRN_OP_MATCH,
                 GRN_OP_AND, syntax);
  check(context);
  return expression;
}

/* The records with any of the words, each with its score. */
static grn_obj *
select_matches(Groonga *groonga, const char *match) {
  grn_ctx *context = &groonga->context;
  grn_obj *columns = parse(groonga, "scorer_tf_idf(text)", NULL, GRN_EXPR_SYNTAX_SCRIPT);
  grn_obj *query = parse(groonga, match, columns, GRN_EXPR_SYNTAX_QUERY);
  grn_obj *matches = grn_table_select(context, groonga->table, query, NULL, GRN_OP_OR);
  check(context);
  grn_obj_close(context, query);
  grn_obj_close(context, columns);
  return matches;
}

/* Reads the texts of the sorted matches, in that order. */
static guint
read_sorted(Groonga *groonga, grn_obj *matches, grn_obj *sorted, guint *ids) {
  grn_ctx *context = &groonga->context;
  guint count = 0;
  grn_obj value;
  GRN_TEXT_INIT(&value, 0);
  GRN_TABLE_EACH_BEGIN(context, sorted, cursor, place) {
    void *match = NULL;
    grn_id id = GRN_ID_NIL;
    grn_table_cursor_get_value(context, cursor, &match);
    grn_table_get_key(context, matches, *(grn_id *)match, &id, sizeof id);
    GRN_BULK_REWIND(&value);
    grn_obj_get_value(context, groonga->text, id, &value);
    g_assert_cmpuint(GRN_TEXT_LEN(&value), >, 0);
    ids[count++] = id;
  }
  GRN_TABLE_EACH_END(context, cursor);
  GRN_OBJ_FIN(context, &value);
  return count;
}

static guint
groonga_ask(void *opened, const char *query, guint limit, guint *ids) {
  Groonga *groonga = opened;
  grn_ctx *context = &groonga->context;
  char *match = fts5_match_new(query); /* its query language is the same in this */
  unsigned keys = 0;
  guint count = 0;
  if (*match != '\0') {
    grn_obj *matches = select_matches(groonga, match);
    grn_table_sort_key *key = grn_table_sort_key_from_str(context, "-_score", 7, matches, &keys);
    grn_obj *sorted = grn_table_create(context, NULL, 0, NULL, GRN_OBJ_TABLE_NO_KEY, NULL, matches);
    grn_table_sort(context, matches, 0, (int)limit, sorted, key, (int)keys);
    check(context);
    count = read_sorted(groonga, matches, sorted, ids);
    grn_table_sort_key_close(context, key, keys);
    grn_obj_close(context, sorted);
    grn_obj_close(context, matches);
  }
  g_free(match);
  return count;
}

const Contender contender_groonga = {
    .name = "groonga",
    .begin = groonga_begin,
    .add = groonga_add,
    .finish = groonga_finish,
    .open = groonga_open,
    .ask = groonga_ask,
    .close = groonga_close,
};
#else
const Contender contender_groonga = {.name = "groonga"};
#endif
