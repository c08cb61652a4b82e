/* tests/search/benchmark/role_model_ranking.c: which references are shown, who is named most, and
 * how they are cited. */
#include "search/benchmark/role_model_ranking.h"
#include "tests/search/made.h"

typedef struct {
  GPtrArray *reports;
  SearchFilters *filters;
  GPtrArray *models;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture->reports = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_report_free);
  fixture->filters = search_filters_new();
  fixture->models = g_ptr_array_new();
  CorpusReport *lulea = made_report("2580", 2018, 2016);
  made_area(lulea, 4, 70);
  made_reference(lulea, "1283", 1, true);
  made_reference(lulea, "1283", 4, true);
  made_reference(lulea, "2580", 4, true);  /* praises itself */
  made_reference(lulea, "2482", 0, false); /* a neighbour */
  CorpusReport *kalix = made_report("2514", 2012, 2010);
  CorpusReference *reference = made_reference(kalix, "1980", 4, true);
  g_strlcpy(reference->question, "4.4", sizeof reference->question);
  g_ptr_array_add(fixture->reports, lulea);
  g_ptr_array_add(fixture->reports, kalix);
}

static void
tear_down(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_ptr_array_unref(fixture->reports);
  g_ptr_array_unref(fixture->models);
  search_filters_free(fixture->filters);
}

static void
assert_count(Fixture *fixture, const char *name, const char *value, guint expected) {
  made_filter(fixture->filters, name, value);
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  g_assert_cmpuint(models->references->len, ==, expected);
  search_models_free(models);
}

/* The ranking counts what is asked for; models by others where nothing is. */
static void
assert_ranking(Fixture *fixture, const char *role, guint references, const char *expected) {
  made_filter(fixture->filters, role != NULL ? "role" : NULL, role);
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  GString *told = g_string_new(NULL);
  for (guint i = 0; i < models->ranking->len; i++) {
    const SearchModelRank *rank = &g_array_index(models->ranking, SearchModelRank, i);
    g_string_append_printf(told, "%s %u by", rank->model->code, rank->count);
    for (guint j = 0; j < rank->sources->len; j++)
      g_string_append_printf(told, " %s",
                             ((const CorpusMunicipality *)rank->sources->pdata[j])->code);
    g_string_append(told, "; ");
  }
  g_assert_cmpuint(models->total, ==, references);
  g_assert_cmpstr(told->str, ==, expected);
  g_string_free(told, TRUE);
  search_models_free(models);
}

static void
test_roles_are_chosen(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_ranking(fixture, NULL, 5, "1283 2 by 2580; 1980 1 by 2514; ");
  assert_ranking(fixture, "mention", 1, "2482 1 by 2580; ");
  assert_ranking(fixture, "self", 2, "2580 1 by 2580; 2482 1 by 2580; ");
  assert_ranking(fixture, "model", 5,
                 "1283 2 by 2580; 2580 1 by 2580; 2482 1 by 2580; 1980 1 by 2514; ");
  g_assert_false(search_filters_add(fixture->filters, "role", "friend", NULL));
}

static void
test_all_references_come_by_report(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  g_assert_cmpuint(models->total, ==, 5);
  SearchModelReference *first = models->references->pdata[0];
  g_assert_cmpstr(first->source->id, ==, "kalix-2012");
  search_models_free(models);
}

static void
test_self_praise_and_mentions_do_not_rank(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  g_assert_cmpuint(models->ranking->len, ==, 2);
  SearchModelRank *first = &g_array_index(models->ranking, SearchModelRank, 0);
  g_assert_cmpstr(first->model->name, ==, "Helsingborg");
  g_assert_cmpuint(first->count, ==, 2);
  g_assert_cmpuint(first->areas, ==, (1u << 1) | (1u << 4));
  search_models_free(models);
}

static void
test_what_the_filters_keep_back_is_told(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_count(fixture, "year", "1990", 0);
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  g_assert_cmpuint(models->notices->len, ==, 1);
  const CorpusNotice *notice = models->notices->pdata[0];
  g_assert_cmpstr(notice->code, ==, "filters_leave_no_reference");
  g_assert_cmpstr(notice->text, ==, "No reference passes the filters; without them there are 5.");
  search_models_free(models);
}

static void
test_area_filter(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_count(fixture, "area", "4", 3);
}

static void
test_question_filter(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_count(fixture, "question", "4.4", 1);
}

static void
test_municipality_is_the_one_that_tells(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_count(fixture, "municipality", "Kalix", 1);
}

static void
test_model_is_the_one_that_is_named(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_ptr_array_add(fixture->models, (gpointer)corpus_municipality_find("1283"));
  assert_count(fixture, NULL, NULL, 2);
}

static void
test_a_limit_cuts_the_list_but_not_the_ranking(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_count(fixture, "limit", "1", 1);
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  g_assert_cmpuint(models->total, ==, 5);
  g_assert_cmpuint(models->ranking->len, ==, 2);
  search_models_free(models);
}

static void
test_a_citation_says_where_it_stands(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchModels *models = search_models(fixture->reports, fixture->filters, fixture->models);
  char *text = search_models_cite(models->references->pdata[0]);
  g_assert_cmpstr(text, ==,
                  "Västerås: Kommunkompassen, Kalix 2012 (kalix-2012.txt), område 4 Ledarskap, "
                  "ansvar och delegation, fråga 4.4, s. 7 i filen: ”Här kan man lära av andra.”");
  g_free(text);
  search_models_free(models);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add("/search/benchmark/role_model_ranking/" name, Fixture, NULL, set_up, function,        \
             tear_down)
  ADD("all", test_all_references_come_by_report);
  ADD("roles", test_roles_are_chosen);
  ADD("ranking", test_self_praise_and_mentions_do_not_rank);
  ADD("nothing", test_what_the_filters_keep_back_is_told);
  ADD("area", test_area_filter);
  ADD("question", test_question_filter);
  ADD("municipality", test_municipality_is_the_one_that_tells);
  ADD("model", test_model_is_the_one_that_is_named);
  ADD("limit", test_a_limit_cuts_the_list_but_not_the_ranking);
  ADD("cite", test_a_citation_says_where_it_stands);
  return g_test_run();
}
