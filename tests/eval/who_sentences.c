/* tests/eval/who_sentences.c: what single sentences say of a topic: is it there?
 *
 * The sentences, in tests/eval/gold-own/who-*.tsv,
 * are invented in the manner of the reports: negation, hedges, plans, proposals, what was there
 * once, other municipalities, and sentences that name the topic but complain of something else.
 * Each is read as a report of its own. */
#include <stdio.h>
#include <string.h>

#include "corpus/reading/stance/stance.h"
#include "search/who/evidence.h"
#include "tests/eval/answers.h"

static const char *const VERDICTS[ANSWERS_CLASSES] = {"silent", "lacks", "partial", "has"};

/* What the topic of a sentence is answered with. */
typedef struct {
  SearchForms *forms;
  AnswersConfusion confusion;
  unsigned all, agreed, lacks, lacks_as_has;
  bool told; /* are wrong answers printed? */
} Score;

static bool
is_there(const char *verdict) {
  return g_str_equal(verdict, "has") || g_str_equal(verdict, "partial");
}

static CorpusPassage *
passage_of(const char *text) {
  CorpusPassage *passage = corpus_passage_new();
  passage->area = 1;
  g_free(passage->text);
  passage->text = g_strdup(text);
  corpus_stance_tag(passage);
  return passage;
}

static void
explain(const char *topic, const char *due, const char *text, const SearchAnswer *answer) {
  printf("# %s: %s, due %s: %s\n", topic, search_verdict_name(answer->verdict), due, text);
  for (guint i = 0; i < answer->evidence->len; i++) {
    const SearchEvidence *piece = answer->evidence->pdata[i];
    printf("#   r%.2f h%.2f p%.2f l%.2f m%.2f\n", piece->relevance, piece->polarity.has,
           piece->polarity.partly, piece->polarity.lacking, piece->polarity.missing);
  }
}

/* due: the accepted verdicts with "/" between them, the best first. */
static void
score_sentence(Score *score, const char *due, const char *topic_text, const char *text) {
  GError *error = NULL;
  SearchTopicWords *known = search_topic_words_new(score->forms);
  SearchTopic *topic = search_topic_new(score->forms, known, topic_text, &error);
  search_topic_words_free(known);
  g_assert_no_error(error);
  GPtrArray *passages = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_passage_free);
  g_ptr_array_add(passages, passage_of(text));
  SearchAnswer *answer = search_answer_new(topic, passages, corpus_municipality_find("Kalmar"));
  const char *given = search_verdict_name(answer->verdict);
  char **accepted = g_strsplit(due, "/", -1);
  bool right = g_strv_contains((const char *const *)accepted, given), agreed = false;
  for (char **verdict = accepted; *verdict != NULL; verdict++)
    agreed = agreed || is_there(*verdict) == is_there(given);
  score->confusion.counts[answers_class(&score->confusion, accepted[0])]
                         [answers_class(&score->confusion, right ? accepted[0] : given)]++;
  score->all++;
  score->agreed += agreed;
  score->lacks += g_str_equal(accepted[0], "lacks");
  score->lacks_as_has += g_str_equal(accepted[0], "lacks") && g_str_equal(given, "has");
  if (!right && score->told)
    explain(topic_text, due, text, answer);
  g_strfreev(accepted);
  search_answer_free(answer);
  g_ptr_array_unref(passages);
  search_topic_free(topic);
}

/* Which sentences of a file count: all, those that rules may be made for, or the others; or all of
 * a file that no rule may be made for. */
typedef enum { PART_ALL, PART_TUNED, PART_UNTOUCHED, PART_APART } Part;

static bool
is_kept_apart(const char *text) {
  char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  bool apart = *digest <= '8';
  g_free(digest);
  return apart;
}

static void
score_line(Score *score, Part part, const char *line) {
  char **cells = g_strsplit(line, "\t", -1);
  if (*line != '#' && *line != '\0') {
    g_assert_cmpuint(g_strv_length(cells), ==, 3);
    if (part == PART_ALL || part == PART_APART ||
        is_kept_apart(cells[2]) == (part == PART_UNTOUCHED))
      score_sentence(score, cells[0], cells[1], cells[2]);
  }
  g_strfreev(cells);
}

static void
score_file(Score *score, const char *name, Part part) {
  GError *error = NULL;
  char *path = g_build_filename(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own", name, NULL);
  char *content = NULL;
  g_assert_true(g_file_get_contents(path, &content, NULL, &error));
  g_assert_no_error(error);
  char **lines = g_strsplit(content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    score_line(score, part, *line);
  g_strfreev(lines);
  g_free(content);
  g_free(path);
}

/* A file, or a part of one, and what it must reach. */
typedef struct {
  const char *test, *file, *title;
  Part part;
  double accuracy, binary, lacks_as_has;
} Set;

static const Set SETS[] = {
    {"/eval/who_sentences/all", "who-sentences.tsv", "invented sentences", PART_ALL, 0.98, 0.99, 0},
    {"/eval/who_sentences/scope-tuned", "who-scope.tsv", "scope, tuned", PART_TUNED, 0.98, 0.98, 0},
    {"/eval/who_sentences/scope-untouched", "who-scope.tsv", "scope, untouched", PART_UNTOUCHED,
     0.92, 0.92, 0.07},
    {"/eval/who_sentences/directions-tuned", "who-directions.tsv", "directions, tuned", PART_TUNED,
     0.96, 0.98, 0},
    {"/eval/who_sentences/directions-untouched", "who-directions.tsv", "directions, untouched",
     PART_UNTOUCHED, 0.82, 0.88, 0.09},
    {"/eval/who_sentences/apart", "who-sentences-apart.tsv", "by somebody else, kept apart",
     PART_APART, 0.8, 0.89, 0.11},
    {"/eval/who_sentences/eleventh-tuned", "who-sentences-eleventh-tuned.tsv", "eleventh, tuned",
     PART_ALL, 0.94, 0.95, 0.02},
    {"/eval/who_sentences/eleventh", "who-sentences-eleventh.tsv", "eleventh, kept apart",
     PART_APART, 0.72, 0.85, 0.15},
    {"/eval/who_sentences/twelfth-tuned", "who-sentences-twelfth-tuned.tsv", "twelfth, tuned",
     PART_ALL, 0.68, 0.79, 0.18},
    {"/eval/who_sentences/thirteenth-tuned", "who-sentences-thirteenth-tuned.tsv",
     "thirteenth, tuned", PART_ALL, 0.8, 0.84, 0.23},
    {"/eval/who_sentences/thirteenth", "who-sentences-thirteenth.tsv", "thirteenth, kept apart",
     PART_APART, 0.71, 0.74, 0.06},
    {"/eval/who_sentences/twelfth", "who-sentences-twelfth.tsv", "twelfth, kept apart", PART_APART,
     0.67, 0.81, 0.12},
};

static void
test_set(gconstpointer data) {
  const Set *set = data;
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  Score score = {.forms = search_forms_new(lexicon, NULL),
                 .confusion = {.names = VERDICTS},
                 .told = set->part < PART_UNTOUCHED};
  score_file(&score, set->file, set->part);
  double binary = (double)score.agreed / score.all;
  double lacks_as_has = (double)score.lacks_as_has / score.lacks;
  answers_print(&score.confusion, set->title);
  printf("# there or not %.3f, lacks as has %.3f\n", binary, lacks_as_has);
  search_forms_free(score.forms);
  corpus_lexicon_free(lexicon);
  g_assert_cmpfloat(answers_accuracy(&score.confusion), >=, set->accuracy);
  g_assert_cmpfloat(binary, >=, set->binary);
  g_assert_cmpfloat(lacks_as_has, <=, set->lacks_as_has);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_SOURCE") == NULL)
    return 77;
  for (guint i = 0; i < G_N_ELEMENTS(SETS); i++)
    g_test_add_data_func(SETS[i].test, &SETS[i], test_set);
  return g_test_run();
}
