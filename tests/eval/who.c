/* tests/eval/who.c: how many verdicts on topics are as a reader of the reports gave them.
 *
 * Indexes the reports in KOMPASS_REPORTS; the answers are in KOMPASS_GOLD/who.json and in
 * tests/eval/gold-own. The floors are the figures of the day they were set.
 *
 * KOMPASS_GOLD/who-2.json is parted: topics whose SHA-256 in lower case begins with 0 to 4 are kept
 * apart, so that no rule is made for them; both figures are printed side by side. */
#include <math.h>
#include <stdio.h>

#include "search/who/who.h"
#include "tests/eval/answers.h"
#include "tests/eval/measured.h"
#include "tests/folder.h"
#include "tests/search/made.h"

/* What a set of answers must reach. */
typedef struct {
  double accuracy;     /* of the four classes */
  double binary;       /* has or partial against lacks or silent */
  double lacks_as_has; /* at most so many of the true "lacks" are answered "has" */
} Floors;

#define OWN "tests/eval/gold-own"

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
  index.engine = made_engine_of_published(index.folder, lexicon);
  corpus_lexicon_free(lexicon);
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

#define BINS 10
#define SURE 0.9
#define CALIBRATION_CEILING 0.06
#define SURE_FLOOR 0.945

/* Answers whose confidence is about the same. */
typedef struct {
  unsigned all, right;
  double confidence; /* their sum */
} Bin;

typedef struct {
  AnswersConfusion confusion;
  unsigned all, agreed, lacks, lacks_as_has;
  Bin bins[BINS], sure; /* sure: those that say at least SURE */
} Score;

static void
count_into(Bin *bin, double confidence, bool right) {
  bin->all++;
  bin->right += right;
  bin->confidence += confidence;
}

/* The expected calibration error: how far confidence and the share of right answers lie apart, the
 * mean over the bins, each weighed by its answers. */
static double
calibration_error(const Score *score) {
  double sum = 0;
  for (guint i = 0; i < BINS; i++)
    sum += fabs(score->bins[i].confidence - score->bins[i].right);
  return sum / score->all;
}

/* What scripts/fit-who-confidence reads: where KOMPASS_EVAL_FEATURES names a file, a line an
 * answer: set, report, verdict, whether it is right, the features. */
static void
write_features(const char *set, const SearchWhoAnswer *answer, bool right) {
  const char *path = g_getenv("KOMPASS_EVAL_FEATURES");
  FILE *file = path != NULL ? fopen(path, "a") : NULL;
  if (file == NULL)
    return;
  fprintf(file, "%s\t%s\t%s\t%d", set, answer->report->id,
          search_verdict_name(answer->answer->verdict), right);
  for (guint i = 0; i < SEARCH_FEATURES; i++)
    fprintf(file, "\t%s=%.4f", SEARCH_FEATURE_NAMES[i], answer->answer->features.values[i]);
  fprintf(file, "\n");
  fclose(file);
}

static void
count_confidence(Score *score, const char *set, const SearchWhoAnswer *answer, bool right) {
  double confidence = answer->answer->confidence;
  count_into(&score->bins[MIN(BINS - 1, (guint)(confidence * BINS))], confidence, right);
  if (confidence >= SURE)
    count_into(&score->sure, confidence, right);
  write_features(set, answer, right);
}

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
score_topic(const Index *index, const cJSON *item, const char *set, bool told, Score *score) {
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
    count_confidence(score, set, answer, answers_accept(due, "verdict", given));
    score->all++;
    score->agreed += agrees_at_all(due, is_there(given));
    if (g_str_equal(answers_text(due, "verdict"), "lacks")) {
      score->lacks++;
      score->lacks_as_has += g_str_equal(given, "has") && !answers_accept(due, "verdict", given);
    }
    if (told && !answers_accept(due, "verdict", given))
      explain(topic, due, answer);
  }
  search_who_free(who);
  search_filters_free(filters);
}

/* Which topics of a set count: all of them, those that rules may be made for, or the others; or all
 * of a set that no rule may be made for. */
typedef enum { PART_ALL, PART_TUNED, PART_UNTOUCHED, PART_APART } Part;

static const char *const PART_NAMES[] = {"", ", tuned", ", untouched", ", kept apart"};

static bool
is_kept_apart(const char *topic) {
  char *lower = g_utf8_strdown(topic, -1);
  char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lower, -1);
  bool apart = *digest <= '4';
  g_free(digest);
  g_free(lower);
  return apart;
}

/* All answers but those kept apart. */
static Score whole;

static void
add_bin(Bin *sum, const Bin *bin) {
  sum->all += bin->all;
  sum->right += bin->right;
  sum->confidence += bin->confidence;
}

static void
add_bins(Score *sum, const Score *score) {
  sum->all += score->all;
  add_bin(&sum->sure, &score->sure);
  for (guint i = 0; i < BINS; i++)
    add_bin(&sum->bins[i], &score->bins[i]);
}

/* Runs last. */
static void
test_calibration(void) {
  double error = calibration_error(&whole), right = (double)whole.sure.right / whole.sure.all;
  printf("# all but those kept apart: calibration error %.3f, sure of %u of %u, right %.3f\n",
         error, whole.sure.all, whole.all, right);
  if (g_getenv("KOMPASS_EVAL_FEATURES") != NULL)
    return;
  g_assert_cmpfloat(error, <=, CALIBRATION_CEILING);
  g_assert_cmpfloat(right, >=, SURE_FLOOR);
}

static void
assert_score(const Index *index, const cJSON *items, const char *title, Part part, Floors floors) {
  Score score = {.confusion = {.names = VERDICTS}};
  char *name = g_strconcat(title, PART_NAMES[part], NULL);
  const cJSON *item = NULL;
  cJSON_ArrayForEach(item, items) {
    if (part == PART_ALL || part == PART_APART ||
        is_kept_apart(answers_text(item, "topic")) == (part == PART_UNTOUCHED))
      score_topic(index, item, name, part < PART_UNTOUCHED, &score);
  }
  g_assert_cmpuint(score.all, >, 0);
  double binary = (double)score.agreed / score.all;
  double lacks_as_has = score.lacks == 0 ? 0 : (double)score.lacks_as_has / score.lacks;
  answers_print(&score.confusion, name);
  g_free(name);
  printf("# there or not %.3f, lacks as has %.3f\n", binary, lacks_as_has);
  printf("# calibration error %.3f, sure of %u, of which right %.3f\n", calibration_error(&score),
         score.sure.all, score.sure.all > 0 ? (double)score.sure.right / score.sure.all : 1);
  if (part < PART_UNTOUCHED)
    add_bins(&whole, &score);
  if (g_getenv("KOMPASS_EVAL_FEATURES") != NULL)
    return;
  g_assert_cmpfloat(answers_accuracy(&score.confusion), >=, floors.accuracy);
  g_assert_cmpfloat(binary, >=, floors.binary);
  g_assert_cmpfloat(lacks_as_has, <=, floors.lacks_as_has);
  if (part == PART_UNTOUCHED) {
    measured_assert("verdicts", answers_right(&score.confusion), score.all);
    measured_assert("verdicts-sure", score.sure.right, score.sure.all);
  }
}

/* A set of answers, in a folder that an environment variable names. */
typedef struct {
  const char *test, *variable, *folder, *file, *title;
  Part part;
  Floors floors;
} Set;

static const Set SETS[] = {
    {"/eval/who/own",
     "KOMPASS_SOURCE",
     OWN,
     "who.json",
     "topics of our own",
     PART_ALL,
     {0.94, 0.95, 0.01}},
    {"/eval/who/more",
     "KOMPASS_SOURCE",
     OWN,
     "who-more.json",
     "more topics of our own",
     PART_ALL,
     {0.9, 0.935, 0.02}},
    {"/eval/who/third",
     "KOMPASS_SOURCE",
     OWN,
     "who-third.json",
     "topics judged before they were asked",
     PART_ALL,
     {0.965, 0.97, 0}},
    {"/eval/who/fourth",
     "KOMPASS_SOURCE",
     OWN,
     "who-fourth.json",
     "more topics judged before they were asked",
     PART_ALL,
     {0.945, 0.975, 0}},
    {"/eval/who/fifth",
     "KOMPASS_SOURCE",
     OWN,
     "who-fifth.json",
     "topics like the instrument's questions",
     PART_ALL,
     {0.885, 0.942, 0.11}},
    {"/eval/who/sixth",
     "KOMPASS_SOURCE",
     OWN,
     "who-sixth.json",
     "questions and several words",
     PART_ALL,
     {0.81, 0.89, 0.062}},
    {"/eval/who/seventh",
     "KOMPASS_SOURCE",
     OWN,
     "who-seventh.json",
     "topics by another reader",
     PART_ALL,
     {0.87, 0.915, 0.01}},
    {"/eval/who/apart",
     "KOMPASS_SOURCE",
     OWN,
     "who-apart.json",
     "topics by somebody else",
     PART_APART,
     {0.765, 0.87, 0.1}},
    {"/eval/who/eighth",
     "KOMPASS_SOURCE",
     OWN,
     "who-eighth.json",
     "topics by one more reader",
     PART_APART,
     {0.845, 0.915, 0.051}},
    {"/eval/who/ninth",
     "KOMPASS_SOURCE",
     OWN,
     "who-ninth.json",
     "topics by yet another reader",
     PART_APART,
     {0.82, 0.86, 0.01}},
    {"/eval/who/tenth",
     "KOMPASS_SOURCE",
     OWN,
     "who-tenth.json",
     "topics judged before the rules of the day",
     PART_ALL,
     {0.855, 0.905, 0.115}},
    {"/eval/who/thirteenth-tuned",
     "KOMPASS_SOURCE",
     OWN,
     "who-thirteenth-tuned.json",
     "thirteenth",
     PART_ALL,
     {0.81, 0.885, 0.06}},
    {"/eval/who/thirteenth",
     "KOMPASS_SOURCE",
     OWN,
     "who-thirteenth.json",
     "thirteenth",
     PART_APART,
     {0.835, 0.885, 0.01}},
    {"/eval/who/given",
     "KOMPASS_GOLD",
     "",
     "who.json",
     "given topics",
     PART_ALL,
     {0.915, 0.98, 0.072}},
    {"/eval/who/fresh-tuned",
     "KOMPASS_GOLD",
     "",
     "who-2.json",
     "fresh topics",
     PART_TUNED,
     {0.875, 0.93, 0.05}},
    {"/eval/who/fresh-untouched",
     "KOMPASS_GOLD",
     "",
     "who-2.json",
     "fresh topics",
     PART_UNTOUCHED,
     {0.815, 0.93, 0.19}},
};

static Index shared;

static void
test_set(gconstpointer data) {
  const Set *set = data;
  const char *root = g_getenv(set->variable);
  char *folder = root != NULL ? g_build_filename(root, set->folder, NULL) : NULL;
  cJSON *items = folder != NULL ? answers_read(folder, set->file) : NULL;
  g_free(folder);
  if (items == NULL) {
    g_test_skip("the set is not at hand");
    return;
  }
  assert_score(&shared, items, set->title, set->part, set->floors);
  cJSON_Delete(items);
}

/* Ways to type a topic that must make no difference: spelling, number, a phrase for a compound,
 * what means the same. */
static void
test_alike(void) {
  static const char *const pairs[][2] = {
      {"mångfaldspolicy", "policy för mångfald"},
      {"e-tjänst", "etjänst"},
      {"e-tjänst", "e-tjänster"},
      {"internkontroll", "intern kontroll"},
      {"personalpolicy", "policy för personal"},
      {"processkartläggning", "kartläggning av processer"},
      {"medarbetarsamtal", "samtal med medarbetare"},
      {"näringslivsstrategi", "strategi för näringsliv"},
      {"kundcenter", "kontaktcenter"},
      {"kundtjänst", "kontaktcenter"},
      {"servicedeklarationer", "servicegarantier"},
      {"medborgardialog", "dialog med medborgare"},
      {"kvalitetspolicy", "policy för kvalitet"},
      {"lönekriterier", "kriterier för lön"},
      {"miljömål", "mål för miljö"},
  };
  GError *error = NULL;
  SearchFilters *filters = search_filters_new();
  filters->order = SEARCH_BY_NAME;
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    SearchWho *one = search_who(shared.engine, filters, false, pairs[i][0], &error);
    SearchWho *other = search_who(shared.engine, filters, false, pairs[i][1], &error);
    g_assert_no_error(error);
    g_test_message("%s, %s", pairs[i][0], pairs[i][1]);
    for (guint j = 0; j < one->answers->len; j++)
      g_assert_cmpint(((const SearchWhoAnswer *)one->answers->pdata[j])->answer->verdict, ==,
                      ((const SearchWhoAnswer *)other->answers->pdata[j])->answer->verdict);
    search_who_free(one);
    search_who_free(other);
  }
  search_filters_free(filters);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  shared = index_new();
  for (guint i = 0; i < G_N_ELEMENTS(SETS); i++)
    g_test_add_data_func(SETS[i].test, &SETS[i], test_set);
  g_test_add_func("/eval/who/alike", test_alike);
  g_test_add_func("/eval/who/calibration", test_calibration);
  int result = g_test_run();
  index_clear(&shared);
  return result;
}
