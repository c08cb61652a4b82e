/* tests/eval/who.c: how many verdicts on topics are as a reader of the reports gave them.
 *
 * Indexes the reports in KOMPASS_REPORTS; the answers are in KOMPASS_GOLD/who.json and in
 * tests/eval/gold-own. The floors are the figures of the day they were set. */
#include "indexer/update.h"
#include "search/who/who.h"
#include "tests/eval/answers.h"
#include "tests/folder.h"

/* What a set of answers must reach. */
typedef struct {
  double accuracy;     /* of the four classes */
  double binary;       /* has or partial against lacks or silent */
  double lacks_as_has; /* at most so many of the true "lacks" are answered "has" */
} Floors;

static const char *const VERDICTS[ANSWERS_CLASSES] = {"silent", "lacks", "partial", "has"};

/* An index of the reports, and what it takes to ask it. */
typedef struct {
  char *folder;
  SearchEngine *engine;
} Index;

static Index
index_new(void) {
  GError *error = NULL;
  Index index = {.folder = test_folder_new()};
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  char *path = g_build_filename(index.folder, "index", NULL);
  const char *const paths[] = {g_getenv("KOMPASS_REPORTS"), NULL};
  IndexerOptions options = {.read = indexer_read_report, .read_context = lexicon};
  IndexerSummary summary = {0};
  g_assert_true(indexer_update(path, paths, &options, &summary, &error));
  g_assert_no_error(error);
  indexer_summary_clear(&summary);
  corpus_lexicon_free(lexicon);
  index.engine = search_engine_open(path, &error);
  g_assert_no_error(error);
  g_free(path);
  return index;
}

static void
index_clear(Index *index) {
  search_engine_free(index->engine);
  test_folder_remove(index->folder);
}

static bool
is_there(const char *verdict) {
  return g_str_equal(verdict, "has") || g_str_equal(verdict, "partial");
}

/* Does any accepted verdict say the same of whether it is there at all? */
static bool
agrees_at_all(const cJSON *answer, bool there) {
  bool agrees = is_there(answers_text(answer, "verdict")) == there;
  const cJSON *other = NULL;
  cJSON_ArrayForEach(other, cJSON_GetObjectItemCaseSensitive(answer, "alt")) {
    agrees = agrees || is_there(other->valuestring) == there;
  }
  return agrees;
}

typedef struct {
  AnswersConfusion confusion;
  unsigned all, agreed, lacks, lacks_as_has;
} Score;

static const SearchWhoAnswer *
answer_of(const SearchWho *who, const char *municipality) {
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *answer = who->answers->pdata[i];
    if (g_str_equal(answer->report->municipality->name, municipality))
      return answer;
  }
  return NULL;
}

static void
explain(const char *topic, const cJSON *due, const SearchWhoAnswer *answer) {
  printf("# %s, %s: %s, not %s\n", topic, due->string, search_verdict_name(answer->answer->verdict),
         answers_text(due, "verdict"));
  for (guint i = 0; i < answer->answer->evidence->len && i < 4; i++) {
    const SearchEvidence *piece = answer->answer->evidence->pdata[i];
    const SearchPolarity *p = &piece->polarity;
    printf("#   r%.2f h%.2f p%.2f l%.2f m%.2f %s %.*s\n", piece->relevance, p->has, p->partly,
           p->lacking, p->missing, corpus_tag_name(piece->passage->tag),
           (int)MIN(piece->length_bytes, 150), piece->passage->text + piece->start_bytes);
  }
}

static void
score_topic(const Index *index, const cJSON *item, Score *score) {
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  const char *topic = answers_text(item, "topic");
  SearchWho *who = search_who(index->engine, filters, false, topic, &error);
  g_assert_no_error(error);
  const cJSON *due = NULL;
  cJSON_ArrayForEach(due, cJSON_GetObjectItemCaseSensitive(item, "verdicts")) {
    const SearchWhoAnswer *answer = answer_of(who, due->string);
    if (answer == NULL)
      continue; /* a report that is not at hand */
    const char *given = search_verdict_name(answer->answer->verdict);
    answers_count(&score->confusion, due, "verdict", given);
    score->all++;
    score->agreed += agrees_at_all(due, is_there(given));
    if (g_str_equal(answers_text(due, "verdict"), "lacks")) {
      score->lacks++;
      score->lacks_as_has += g_str_equal(given, "has") && !answers_accept(due, "verdict", given);
    }
    if (!answers_accept(due, "verdict", given))
      explain(topic, due, answer);
  }
  search_who_free(who);
  search_filters_free(filters);
}

static void
assert_score(const cJSON *items, const char *title, Floors floors) {
  Index index = index_new();
  Score score = {.confusion = {.names = VERDICTS}};
  const cJSON *item = NULL;
  cJSON_ArrayForEach(item, items) {
    score_topic(&index, item, &score);
  }
  g_assert_cmpuint(score.all, >, 0);
  double binary = (double)score.agreed / score.all;
  double lacks_as_has = score.lacks == 0 ? 0 : (double)score.lacks_as_has / score.lacks;
  answers_print(&score.confusion, title);
  printf("# there or not %.3f, lacks as has %.3f\n", binary, lacks_as_has);
  index_clear(&index);
  g_assert_cmpfloat(answers_accuracy(&score.confusion), >=, floors.accuracy);
  g_assert_cmpfloat(binary, >=, floors.binary);
  g_assert_cmpfloat(lacks_as_has, <=, floors.lacks_as_has);
}

static void
assert_own(const char *name, const char *title, Floors floors) {
  char *folder = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own", NULL);
  cJSON *items = answers_read(folder, name);
  g_assert_nonnull(items);
  assert_score(items, title, floors);
  cJSON_Delete(items);
  g_free(folder);
}

static void
test_own_topics(void) {
  assert_own("who.json", "topics of our own", (Floors){0.925, 0.95, 0.048});
}

static void
test_more_topics(void) {
  assert_own("who-more.json", "more topics of our own", (Floors){0.875, 0.92, 0.04});
}

static void
test_third_topics(void) {
  assert_own("who-third.json", "topics judged before they were asked", (Floors){0.915, 0.965, 0});
}

static void
test_fourth_topics(void) {
  assert_own("who-fourth.json", "more topics judged before they were asked",
             (Floors){0.84, 0.915, 0.2});
}

static void
test_fifth_topics(void) {
  assert_own("who-fifth.json", "topics like the instrument's questions",
             (Floors){0.855, 0.91, 0.11});
}

static void
test_given_topics(void) {
  cJSON *items =
      g_getenv("KOMPASS_GOLD") != NULL ? answers_read(g_getenv("KOMPASS_GOLD"), "who.json") : NULL;
  if (items == NULL) {
    g_test_skip("KOMPASS_GOLD has no who.json");
    return;
  }
  assert_score(items, "given topics", (Floors){0.91, 0.97, 0.036});
  cJSON_Delete(items);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  g_test_add_func("/eval/who/own", test_own_topics);
  g_test_add_func("/eval/who/more", test_more_topics);
  g_test_add_func("/eval/who/third", test_third_topics);
  g_test_add_func("/eval/who/fourth", test_fourth_topics);
  g_test_add_func("/eval/who/fifth", test_fifth_topics);
  g_test_add_func("/eval/who/given", test_given_topics);
  return g_test_run();
}
