/* tests/search/query/meaning.c: what the words of a query stand for, over a small index. */
#include "search/query/meaning.h"

#include "tests/search/query/explained.h"

#define REPORT                                                                                     \
  "2580 2018 10 2\n"                                                                               \
  "1 1.4 strength Medborgardialoger hålls varje år.\n"                                           \
  "2 2.3 strength Det finns ett kundcenter.\n"                                                     \
  "3 3.5 neutral Politikerutbildning ges alla ledamöter.\n"                                       \
  "4 4.4 strength Alla chefer har chefskontrakt. Chefsutvärdering görs årligen.\n"              \
  "5 5.6 strength Kommunen samverkar med andra. Ett samarbete har börjat.\n"                      \
  "6 6.5 neutral Medarbetarundersökningen är ny, liksom kommunrevisionen.\n"                     \
  "7 7.3 strength Externa granskningar görs.\n"                                                   \
  "8 8.2 neutral Gemensamma handlingar om handel.\n"                                               \
  "7 7.4 neutral Miljöarbetet, miljöarbetet och åter miljöarbetet är miljöarbetet.\n"        \
  "7 7.5 neutral Miljöabretet står still.\n"                                                     \
  "8 8.5 neutral Bräcke ligger nära.\n"                                                          \
  "8 8.7 strength Ett medborglöfte följs upp.\n"                                                 \
  "3 3.1 neutral Ett styr- och ledningssystem är infört.\n"

static SearchMeaning *
meaning_of(const Fixture *fixture, const char *query) {
  GError *error = NULL;
  char **words = g_strsplit(query, " ", -1);
  SearchMeaning *meaning = search_meaning_of(fixture->engine->words, (const char *const *)words,
                                             SEARCH_WORDS_OF_QUERY, &error);
  g_assert_no_error(error);
  g_strfreev(words);
  return meaning;
}

/* Is it sought, whatever stands for it, in the form that the word has in the index? */
static bool
seeks(const Fixture *fixture, const char *query, const char *word) {
  const char *form = search_form_of_base(fixture->engine->forms, word);
  SearchMeaning *meaning = meaning_of(fixture, query);
  bool sought = false;
  for (guint i = 0; i < meaning->concepts->len; i++) {
    const SearchConcept *concept = meaning->concepts->pdata[i];
    for (guint j = 0; j < concept->alternatives->len; j++) {
      const SearchAlternative *alternative = concept->alternatives->pdata[j];
      sought =
          sought || (alternative->terms[1] == NULL && g_str_equal(alternative->terms[0], form));
    }
  }
  search_meaning_free(meaning);
  return sought;
}

static void
test_words_make_up_a_compound(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_true(seeks(fixture, "kontrakt för chefer", "chefskontrakt"));
  g_assert_true(seeks(fixture, "medborgar dialog", "medborgardialoger"));
  g_assert_false(seeks(fixture, "kontrakt för ledamöter", "chefskontrakt"));
}

/* A compound with a space in it is read as one, and that is said, as `who` does. */
static void
test_compounds_typed_apart_are_put_together(Fixture *fixture, gconstpointer data) {
  (void)data;
  const struct {
    const char *query, *corrected;
  } cases[] = {{"kund center", "kundcenter"},
               {"bra kund center", "bra kundcenter"},
               {"medarbetar enkett", "medarbetarenkät"},
               {"medborgar löfte", "medborgarlöfte"}, /* no report has it, but the thesaurus */
               {"gemensamma handlingar", NULL},
               {"kontrakt för chefer", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    SearchMeaning *meaning = meaning_of(fixture, cases[i].query);
    g_assert_cmpstr(meaning->corrected, ==, cases[i].corrected);
    search_meaning_free(meaning);
  }
}

static void
test_synonyms_are_sought(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_true(seeks(fixture, "kontaktcenter", "kundcenter"));
  g_assert_false(seeks(fixture, "medborgardialog", "kundcenter"));
}

/* The index knows "samverkar", so "samverkan" has another form there than the stemmer gives. */
static void
test_synonyms_are_found_by_the_forms_of_the_index(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_true(seeks(fixture, "samverkan", "samarbete"));
}

static void
test_parts_of_a_compound_have_synonyms(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_true(seeks(fixture, "invånardialog", "medborgardialoger"));
  g_assert_true(seeks(fixture, "enkät till personalen", "medarbetarundersökningen"));
  g_assert_true(seeks(fixture, "medarbetareundersökning", "medarbetarundersökningen"));
}

static void
test_verbs_find_their_nouns(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_true(seeks(fixture, "vem granskas", "granskningar"));
  g_assert_true(seeks(fixture, "utvärdera chefer", "chefsutvärdering"));
  g_assert_false(seeks(fixture, "handla", "handlingar"));
}

static void
test_the_thesaurus_knows_spellings_too(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "revisjon");
  g_assert_cmpstr(meaning->corrected, ==, "revision");
  search_meaning_free(meaning);
  g_assert_true(seeks(fixture, "revisjon", "kommunrevisionen"));
}

static void
test_function_words_fall_away(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "hur har man medborgardialog");
  g_assert_cmpuint(meaning->ignored->len, ==, 3);
  g_assert_cmpuint(meaning->concepts->len, ==, 1);
  search_meaning_free(meaning);
}

/* How a word is sought: the weight of the alternative, 0 where it is none of the query's. */
static double
weight_of(const Fixture *fixture, const char *query, const char *word, SearchBecause because) {
  const char *form = search_form_of_base(fixture->engine->forms, word);
  SearchMeaning *meaning = meaning_of(fixture, query);
  double weight = 0;
  for (guint i = 0; i < meaning->concepts->len; i++) {
    const SearchConcept *concept = meaning->concepts->pdata[i];
    for (guint j = 0; j < concept->alternatives->len; j++) {
      const SearchAlternative *alternative = concept->alternatives->pdata[j];
      if (alternative->because == because && g_str_equal(alternative->terms[0], form))
        weight = alternative->weight;
    }
  }
  search_meaning_free(meaning);
  return weight;
}

static void
test_what_is_merely_akin_counts_for_less(Fixture *fixture, gconstpointer data) {
  (void)data;
  double akin =
      weight_of(fixture, "chefsutvärdering", "medarbetarundersökning", SEARCH_BECAUSE_AKIN);
  double same = weight_of(fixture, "chefsbedömning", "chefsutvärdering", SEARCH_BECAUSE_SYNONYM);
  g_assert_cmpfloat(akin, >, 0);
  g_assert_cmpfloat(akin, <, same);
}

/* No report has "chefsbyråkrati", nor a word for it, so what they say of chefer is next. */
static void
test_a_part_stands_for_a_compound_that_nobody_has(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_cmpfloat(weight_of(fixture, "chefsbyråkrati", "chef", SEARCH_BECAUSE_PART), >, 0);
  g_assert_cmpfloat(weight_of(fixture, "chefskontrakt", "chef", SEARCH_BECAUSE_PART), ==, 0);
}

static void
test_alternatives_are_few_and_the_best_come_first(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const queries[] = {"ledarutveckling", "samverkan", "enkät till personalen"};
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    SearchMeaning *meaning = meaning_of(fixture, queries[i]);
    for (guint j = 0; j < meaning->concepts->len; j++) {
      const GPtrArray *alternatives = ((SearchConcept *)meaning->concepts->pdata[j])->alternatives;
      g_assert_cmpuint(alternatives->len, <=, 8);
      for (guint k = 1; k < alternatives->len; k++)
        g_assert_cmpfloat(((SearchAlternative *)alternatives->pdata[k])->weight, <=,
                          ((SearchAlternative *)alternatives->pdata[k - 1])->weight);
    }
    search_meaning_free(meaning);
  }
}

/* "Agenda 2030" is no slip of the pen for another year, and "agenda" is known though alone it is
 * nowhere. */
static void
test_numbers_and_words_of_the_thesaurus_stay_as_they_are(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "agenda 2030");
  g_assert_null(meaning->corrected);
  search_meaning_free(meaning);
}

/* It is no word, but more letters make one. */
static void
test_longer_words_stand_for_one_that_nobody_has(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_assert_cmpfloat(
      weight_of(fixture, "politikerutb", "politikerutbildning", SEARCH_BECAUSE_LONGER), >, 0);
  g_assert_cmpfloat(weight_of(fixture, "medborgardialog", "medborgardialog", SEARCH_BECAUSE_LONGER),
                    ==, 0);
}

/* It is Swedish, so it is meant, though only "handel" is in the reports. */
static void
test_swedish_words_are_not_corrected(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *compound = meaning_of(fixture, "tillväxtråd"); /* no "tråd" of "tillväxt" */
  g_assert_null(compound->corrected);
  search_meaning_free(compound);
  SearchMeaning *meaning = meaning_of(fixture, "handeln havre");
  g_assert_null(meaning->corrected);
  search_meaning_free(meaning);
}

/* The reports have the slip, too. */
static void
test_a_slip_of_the_reports_is_put_right(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "miljöabretet");
  g_assert_cmpstr(meaning->corrected, ==, "miljöarbetet");
  search_meaning_free(meaning);
  g_assert_true(seeks(fixture, "miljöabretet", "miljöabretet"));
  g_assert_true(seeks(fixture, "miljöabretet", "miljöarbetet"));
}

/* The report means a medborgarlöfte, and has the word in no other way. */
static void
test_what_the_reports_misspell_is_found(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "medborgarlöfte");
  g_assert_null(meaning->corrected);
  search_meaning_free(meaning);
  g_assert_true(seeks(fixture, "medborgarlöfte", "medborglöfte"));
  g_assert_false(seeks(fixture, "kundcentra", "medborglöfte"));
}

/* The two words have no compound of their own, so each is still sought. */
static void
test_words_like_those_of_a_compound_are_sought_apart_too(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "undersökning anställda");
  guint deciding = 0;
  for (guint i = 0; i < meaning->concepts->len; i++)
    deciding += ((SearchConcept *)meaning->concepts->pdata[i])->decides;
  g_assert_cmpuint(deciding, ==, 2);
  g_assert_true(seeks(fixture, "undersökning anställda", "medarbetarundersökning"));
  search_meaning_free(meaning);
}

/* "styr- och ledningssystem" is an entry, too, but says nothing that "ledningssystem" does not. */
static void
test_an_entry_with_another_in_it_is_not_sought_twice(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "styrmodell");
  g_assert_true(seeks(fixture, "styrmodell", "ledningssystem"));
  const SearchConcept *concept = meaning->concepts->pdata[0];
  for (guint i = 0; i < concept->alternatives->len; i++) {
    const SearchAlternative *alternative = concept->alternatives->pdata[i];
    g_assert_true(alternative->because != SEARCH_BECAUSE_SYNONYM || alternative->terms[1] == NULL);
  }
  search_meaning_free(meaning);
}

/* What ordinary Swedish has for a word helps a search along, but is no ground for a verdict. */
static void
test_the_general_thesaurus_is_for_searches(Fixture *fixture, gconstpointer data) {
  (void)data;
  const struct {
    const char *query;
    guint found;
  } cases[] = {
      {"köpenskap", 1}, {"köpenskapen", 1}, {"besiktning", 2}, {"kastrull", 0},
      {"aktion", 1},    {"agera", 0}}; /* to act is no document, though it has both senses there */
  SearchFilters *filters = search_filters_new();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    SearchResults *results = search_find(fixture->engine, cases[i].query, filters, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(results->total, ==, cases[i].found);
    search_results_free(results);
  }
  search_filters_free(filters);
  g_assert_false(seeks(fixture, "köpenskap", "handel"));
  g_assert_false(seeks(fixture, "svagheter", "bräcke")); /* "bräcka" has its form */
  g_assert_true(seeks(fixture, "bräcke", "bräcke"));
}

/* What a report says for the words of somebody who reads none; not where they are a topic's. */
static void
test_everyday_words_find_those_of_the_reports(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  const char *const words[] = {"servicelucka", NULL};
  g_assert_true(seeks(fixture, "servicelucka", "kundcenter"));
  SearchMeaning *topic =
      search_meaning_of(fixture->engine->words, words, SEARCH_WORDS_OF_TOPIC, &error);
  g_assert_no_error(error);
  const SearchConcept *concept = topic->concepts->pdata[0];
  for (guint i = 0; i < concept->alternatives->len; i++)
    g_assert_cmpint(((const SearchAlternative *)concept->alternatives->pdata[i])->because, !=,
                    SEARCH_BECAUSE_AKIN);
  search_meaning_free(topic);
}

/* What is merely akin to several words does not take their place. */
static void
test_words_beside_what_is_akin_to_them_decide(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchMeaning *meaning = meaning_of(fixture, "misstro mot politiker");
  guint deciding = 0;
  for (guint i = 0; i < meaning->concepts->len; i++) {
    const SearchConcept *concept = meaning->concepts->pdata[i];
    deciding += concept->decides && strchr(concept->written, ' ') == NULL;
  }
  g_assert_cmpuint(deciding, ==, 2);
  search_meaning_free(meaning);
}

/* ---- what a query is about ---- */

static void
assert_about(const Fixture *fixture, const char *query, const char *subject) {
  SearchResults *results = explained(fixture, query);
  const GArray *intents = results->plan->intents;
  g_assert_nonnull(intents);
  g_assert_cmpuint(intents->len, <=, 4);
  if (*subject == '\0')
    g_assert_cmpuint(intents->len, ==, 0);
  else
    g_assert_cmpstr(g_array_index(intents, SearchIntent, 0).subject, ==, subject);
  for (guint i = 0; i < intents->len; i++) {
    double strength = g_array_index(intents, SearchIntent, i).strength;
    g_assert_true(strength > 0 && strength <= 1);
    g_assert_true(i == 0 || strength <= g_array_index(intents, SearchIntent, i - 1).strength);
  }
  search_results_free(results);
}

static void
test_words_point_to_questions(Fixture *fixture, gconstpointer data) {
  (void)data;
  assert_about(fixture, "medborgarpanelerna", "1.4"); /* any form */
  assert_about(fixture, "vi saknar en kommunikationspolicy", "1.1");
  assert_about(fixture, "handlingar på webben", "1.2"); /* a phrase */
  assert_about(fixture, "tidsbestämda chefskontrakt", "4.4");
  assert_about(fixture, "xyzzy plugh", "");
  assert_about(fixture, "hur gör man", "");
  assert_about(fixture, "\"chefskontrakt\"", ""); /* taken as it was typed */
  assert_about(fixture, "chefskontrakt OR medborgardialog", "");
}

/* Of passages that say as much, the one under the question comes first; none is added or lost. */
static void
test_intents_lift_their_passages(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  test_folder_write(fixture->folder, "lulea.txt",
                    "2580 2018 10 2\n"
                    "5 5.6 strength Chefskontrakt skrivs numera.\n"
                    "4 4.6 strength Chefskontrakt skrivs numera här.\n"
                    "4 4.4 strength Chefskontrakt skrivs numera i staden.\n"
                    "4 4.4 neutral Ingenting om saken.\n");
  fixture_update(fixture->index, fixture->folder, "0 1 0 0 0 0");
  g_assert_true(search_engine_reopen(fixture->engine, &error));
  g_assert_no_error(error);
  SearchResults *results = explained(fixture, "chefskontrakt");
  static const unsigned order[] = {3, 2, 1};
  g_assert_cmpuint(results->total, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint(((const SearchHit *)results->hits->pdata[i])->passage->number, ==, order[i]);
  search_results_free(results);
}

/* Queries are anybody's: what is worked out for their words is not kept without end. */
static void
test_what_is_remembered_is_forgotten_in_time(Fixture *fixture, gconstpointer data) {
  (void)data;
  SearchWords *words = fixture->engine->words;
  GPtrArray *list = g_ptr_array_new();
  char key[16];
  for (unsigned i = 0; i <= SEARCH_WORDS_KEPT; i++) {
    g_snprintf(key, sizeof key, "test %u", i);
    search_words_remember(words, key, list);
    g_assert_true(search_words_recall(words, key) == list);
  }
  g_assert_null(search_words_recall(words, "test 0"));
  g_assert_true(seeks(fixture, "chefskontrakten", "chefskontrakt"));
  g_ptr_array_unref(list);
}

/* Entries are told apart by what they say, not by where that lies. */
static void
test_entries_are_known_by_their_text(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *entry;
    bool there;
  } entries[] = {
      {"kundcenter", true}, {"trollkarl", false}, {"samarbete", true}, {"kundcenter", true}};
  char place[32];
  for (gsize i = 0; i < G_N_ELEMENTS(entries); i++) {
    char *const *forms = NULL;
    g_strlcpy(place, entries[i].entry, sizeof place);
    g_assert_true(search_words_of_entry(fixture->engine->words, place, &forms, NULL));
    g_assert_true((forms != NULL) == entries[i].there);
    if (forms != NULL)
      g_assert_cmpstr(forms[0], ==, search_form_of_base(fixture->engine->forms, place));
  }
}

#define ADD(name, test)                                                                            \
  g_test_add("/search/query/meaning/" name, Fixture, REPORT, set_up, test, tear_down)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("remembered", test_what_is_remembered_is_forgotten_in_time);
  ADD("entries", test_entries_are_known_by_their_text);
  ADD("compound", test_words_make_up_a_compound);
  ADD("typed-apart", test_compounds_typed_apart_are_put_together);
  ADD("synonyms", test_synonyms_are_sought);
  ADD("everyday", test_everyday_words_find_those_of_the_reports);
  ADD("akin-run", test_words_beside_what_is_akin_to_them_decide);
  ADD("about", test_words_point_to_questions);
  ADD("lift", test_intents_lift_their_passages);
  ADD("general", test_the_general_thesaurus_is_for_searches);
  ADD("forms", test_synonyms_are_found_by_the_forms_of_the_index);
  ADD("parts", test_parts_of_a_compound_have_synonyms);
  ADD("derived", test_verbs_find_their_nouns);
  ADD("spelling", test_the_thesaurus_knows_spellings_too);
  ADD("function-words", test_function_words_fall_away);
  ADD("akin", test_what_is_merely_akin_counts_for_less);
  ADD("lone-parts", test_a_part_stands_for_a_compound_that_nobody_has);
  ADD("few", test_alternatives_are_few_and_the_best_come_first);
  ADD("numbers", test_numbers_and_words_of_the_thesaurus_stay_as_they_are);
  ADD("longer", test_longer_words_stand_for_one_that_nobody_has);
  ADD("swedish", test_swedish_words_are_not_corrected);
  ADD("slips", test_a_slip_of_the_reports_is_put_right);
  ADD("misspelt", test_what_the_reports_misspell_is_found);
  ADD("twice", test_an_entry_with_another_in_it_is_not_sought_twice);
  ADD("apart", test_words_like_those_of_a_compound_are_sought_apart_too);
  return g_test_run();
}
