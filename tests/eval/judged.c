/* tests/eval/judged.c: reads judged queries and computes nDCG@10, reciprocal rank and recall. */
#include "tests/eval/judged.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#define CUT 10

static void
judgment_free(gpointer data) {
  Judgment *judgment = data;
  g_free(judgment->municipality);
  g_free(judgment->contains);
  g_free(judgment);
}

static void
query_free(gpointer data) {
  JudgedQuery *query = data;
  g_free(query->id);
  g_free(query->text);
  g_free(query->kind);
  g_free(query->tag);
  g_free(query->municipality);
  g_ptr_array_unref(query->relevant);
  g_free(query);
}

GPtrArray *
judged_queries_new(void) {
  return g_ptr_array_new_with_free_func(query_free);
}

char *
eval_normalise(const char *text) {
  char *lower = g_utf8_strdown(text, -1);
  char **words = g_strsplit_set(lower, " \t\r\n", -1);
  GString *joined = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    if (joined->len > 0)
      g_string_append_c(joined, ' ');
    g_string_append(joined, *word);
  }
  g_strfreev(words);
  g_free(lower);
  return g_string_free(joined, FALSE);
}

static char *
text_of(const cJSON *object, const char *key) {
  const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
  return g_strdup(value);
}

static void
add_judgments(const cJSON *relevant, GPtrArray *judgments) {
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, relevant) {
    Judgment *judgment = g_new0(Judgment, 1);
    char *contains = text_of(entry, "contains");
    judgment->municipality = text_of(entry, "municipality");
    judgment->contains = eval_normalise(contains);
    judgment->grade = cJSON_GetObjectItem(entry, "grade")->valueint;
    g_free(contains);
    g_ptr_array_add(judgments, judgment);
  }
}

static JudgedQuery *
query_of(const cJSON *entry) {
  const cJSON *filters = cJSON_GetObjectItem(entry, "filters");
  const cJSON *area = cJSON_GetObjectItem(filters, "area");
  JudgedQuery *query = g_new0(JudgedQuery, 1);
  query->id = text_of(entry, "id");
  query->text = text_of(entry, "query");
  query->kind = text_of(entry, "kind");
  query->area = area != NULL ? (unsigned)area->valueint : 0;
  query->tag = text_of(filters, "tag");
  query->municipality = text_of(filters, "municipality");
  query->relevant = g_ptr_array_new_with_free_func(judgment_free);
  add_judgments(cJSON_GetObjectItem(entry, "relevant"), query->relevant);
  return query;
}

bool
judged_queries_read(const char *path, GPtrArray *queries) {
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return false;
  cJSON *json = cJSON_Parse(text);
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, json) g_ptr_array_add(queries, query_of(entry));
  bool ok = cJSON_IsArray(json);
  cJSON_Delete(json);
  g_free(text);
  return ok;
}

static void
eval_passage_free(gpointer data) {
  EvalPassage *passage = data;
  g_free(passage->normalised);
  g_free(passage);
}

GPtrArray *
eval_passages(const GPtrArray *reports) {
  GPtrArray *passages = g_ptr_array_new_with_free_func(eval_passage_free);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = g_ptr_array_index(reports, i);
    for (guint j = 0; j < report->passages->len; j++) {
      const CorpusPassage *passage = g_ptr_array_index(report->passages, j);
      if (passage->tag == CORPUS_TAG_BACKGROUND)
        continue;
      EvalPassage entry = {report, passage, eval_normalise(passage->text)};
      g_ptr_array_add(passages, g_memdup2(&entry, sizeof entry));
    }
  }
  return passages;
}

bool
judged_query_admits(const JudgedQuery *query, const EvalPassage *passage) {
  if (query->area != 0 && passage->passage->area != query->area)
    return false;
  if (query->tag != NULL && strcmp(query->tag, corpus_tag_name(passage->passage->tag)) != 0)
    return false;
  return query->municipality == NULL ||
         strcmp(query->municipality, passage->report->municipality->name) == 0;
}

int
judged_query_grade(const JudgedQuery *query, const EvalPassage *passage) {
  int best = 0;
  for (guint i = 0; i < query->relevant->len; i++) {
    const Judgment *judgment = g_ptr_array_index(query->relevant, i);
    if (judgment->grade > best &&
        strcmp(judgment->municipality, passage->report->municipality->name) == 0 &&
        strstr(passage->normalised, judgment->contains) != NULL)
      best = judgment->grade;
  }
  return best;
}

static int
compare_grades(gconstpointer a, gconstpointer b) {
  return *(const int *)b - *(const int *)a;
}

static double
gain(int grade, guint rank) {
  return (exp2(grade) - 1) / log2(rank + 1.0);
}

/* The grades of all passages that pass the filters, best first. */
static GArray *
ideal_grades(const JudgedQuery *query, const GPtrArray *passages) {
  GArray *grades = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < passages->len; i++) {
    const EvalPassage *passage = g_ptr_array_index(passages, i);
    int grade = judged_query_admits(query, passage) ? judged_query_grade(query, passage) : 0;
    if (grade > 0)
      g_array_append_val(grades, grade);
  }
  g_array_sort(grades, compare_grades);
  return grades;
}

Figures
judged_query_figures(const JudgedQuery *query, const GPtrArray *passages, const GArray *ranking) {
  GArray *ideal = ideal_grades(query, passages);
  double best = 0, reached = 0;
  for (guint rank = 1; rank <= MIN(CUT, ideal->len); rank++)
    best += gain(g_array_index(ideal, int, rank - 1), rank);
  int wanted = ideal->len > 0 ? MIN(2, g_array_index(ideal, int, 0)) : 1;
  Figures figures = {0, 0, 0};
  guint found = 0;
  for (guint rank = 1; rank <= MIN(CUT, ranking->len); rank++) {
    const EvalPassage *passage =
        g_ptr_array_index(passages, g_array_index(ranking, guint, rank - 1));
    int grade = judged_query_grade(query, passage);
    reached += gain(grade, rank);
    found += grade > 0;
    if (figures.reciprocal_rank == 0 && grade >= wanted)
      figures.reciprocal_rank = 1.0 / rank;
  }
  figures.ndcg = best > 0 ? reached / best : 0;
  figures.recall = ideal->len > 0 ? (double)found / MIN(CUT, ideal->len) : 0;
  g_array_unref(ideal);
  return figures;
}
