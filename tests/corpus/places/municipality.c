/* tests/corpus/places/municipality.c: the table of municipalities and the names in running text. */
#include "corpus/places/municipality.h"

#include <string.h>

#include "corpus/places/municipality_rows.h"

static void
assert_finds(const char *written, const char *code) {
  const CorpusMunicipality *place = corpus_municipality_find(written);
  if (place == NULL)
    g_error("\"%s\" finds nothing", written);
  g_assert_cmpstr(place->code, ==, code);
}

/* The names found in text, in order, parted by "|"; a genitive is marked by "'s". */
static char *
mentions_of(const char *text) {
  GArray *mentions = corpus_municipality_mentions(text);
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    g_assert_cmpuint(mention->start_bytes + mention->length_bytes, <=, strlen(text));
    g_string_append_printf(names, "%s%s%s", i > 0 ? "|" : "", mention->municipality->name,
                           mention->genitive ? "'s" : "");
  }
  g_array_unref(mentions);
  return g_string_free(names, FALSE);
}

typedef struct {
  const char *text, *names;
} Case;

static void
assert_mentions(const Case *cases, guint count) {
  for (guint i = 0; i < count; i++) {
    char *names = mentions_of(cases[i].text);
    if (strcmp(names, cases[i].names) != 0)
      g_error("\"%s\": found \"%s\", not \"%s\"", cases[i].text, names, cases[i].names);
    g_free(names);
  }
}

/* Whatever letters a name begins with, small or not. */
static void
test_every_name_is_found_in_capitals(void) {
  for (const CorpusMunicipality *const *all = corpus_municipalities(); *all != NULL; all++) {
    char *text = g_strdup_printf("De har besökt %s kommun.", (*all)->name);
    char *capitals = g_utf8_strup(text, -1);
    char *found = mentions_of(text), *found_in_capitals = mentions_of(capitals);
    g_assert_cmpstr(found, ==, (*all)->name);
    g_assert_cmpstr(found_in_capitals, ==, (*all)->name);
    g_free(found_in_capitals);
    g_free(found);
    g_free(capitals);
    g_free(text);
  }
}

static void
test_table_holds_290_in_21_counties(void) {
  const CorpusMunicipality *const *all = corpus_municipalities();
  g_assert_nonnull(all);
  GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTable *counties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint count = 0;
  for (; all[count] != NULL; count++) {
    const CorpusMunicipality *place = all[count];
    g_assert_true(g_hash_table_add(codes, (gpointer)place->code));
    g_assert_true(g_hash_table_add(names, (gpointer)place->name));
    g_assert_true(g_str_has_suffix(place->county, " län"));
    char *digits = g_strndup(place->code, 2);
    const char *county = g_hash_table_lookup(counties, digits);
    if (county == NULL)
      g_hash_table_insert(counties, g_strdup(digits), (gpointer)place->county);
    else
      g_assert_cmpstr(county, ==, place->county);
    g_free(digits);
  }
  g_assert_cmpuint(count, ==, 290);
  g_assert_cmpuint(g_hash_table_size(counties), ==, 21);
  g_hash_table_unref(codes);
  g_hash_table_unref(names);
  g_hash_table_unref(counties);
}

static void
test_table_is_sorted_by_code(void) {
  const CorpusMunicipality *const *all = corpus_municipalities();
  for (guint i = 1; all[i] != NULL; i++)
    g_assert_cmpstr(all[i - 1]->code, <, all[i]->code);
}

static void
test_codes_that_are_often_wrong(void) {
  assert_finds("Heby", "0331");
  assert_finds("Knivsta", "0330");
  assert_finds("Dals-Ed", "1438");
  assert_finds("Upplands-Bro", "0139");
  assert_finds("Malung-Sälen", "2023");
  assert_finds("Gotland", "0980");
  assert_finds("Nykvarn", "0140");
  assert_finds("Lekeberg", "1814");
  assert_finds("Bollebygd", "1443");
  assert_finds("Vårgårda", "1442");
}

static void
test_find_by_code(void) {
  g_assert_cmpstr(corpus_municipality_find("2580")->name, ==, "Luleå");
  g_assert_null(corpus_municipality_find("9999"));
  g_assert_null(corpus_municipality_find("258"));
  g_assert_cmpstr(corpus_municipality_of_code("0114")->name, ==, "Upplands Väsby");
  g_assert_null(corpus_municipality_of_code("Luleå"));
}

static void
test_find_takes_every_name_in_every_form(void) {
  const CorpusMunicipality *const *all = corpus_municipalities();
  for (guint i = 0; all[i] != NULL; i++) {
    const char *name = all[i]->name;
    bool takes_s = corpus_municipality_takes_s(name);
    char *upper = g_utf8_strup(name, -1);
    char *plain = g_strdup_printf("%s kommun", name);
    char *genitive = g_strdup_printf("  %s%s Kommun ", name, takes_s ? "s" : "");
    assert_finds(name, all[i]->code);
    assert_finds(upper, all[i]->code);
    assert_finds(plain, all[i]->code);
    assert_finds(genitive, all[i]->code);
    g_free(upper);
    g_free(plain);
    g_free(genitive);
  }
}

static void
test_find_takes_variants(void) {
  assert_finds("ostersund", "2380");
  assert_finds("ostersunds kommun", "2380");
  assert_finds("upplands-vasby", "0114");
  assert_finds("UPPLANDS VÄSBY", "0114");
  assert_finds("Dals Ed", "1438");
  assert_finds("Göteborgs stad", "1480");
  assert_finds("Malung", "2023");
  assert_finds("Lilla Edets", "1462");
  assert_finds("Falu kommun", "2080");
  assert_finds("Region Gotland", "0980");
}

static void
test_find_tells_habo_from_haabo(void) {
  assert_finds("Habo", "0643");
  assert_finds("Håbo", "0305");
}

static void
test_find_nothing(void) {
  char *long_name = g_strnfill(100000, 'a');
  g_assert_null(corpus_municipality_find(""));
  g_assert_null(corpus_municipality_find("kommun"));
  g_assert_null(corpus_municipality_find("Atlantis"));
  g_assert_null(corpus_municipality_find("\xff\xfe"));
  g_assert_null(corpus_municipality_find(long_name));
  g_free(long_name);
}

static void
assert_nearest(const char *written, const char *name) {
  const CorpusMunicipality **nearest = corpus_municipality_nearest(written, 3);
  g_assert_nonnull(nearest[0]);
  g_assert_cmpstr(nearest[0]->name, ==, name);
  g_free(nearest);
}

static void
test_nearest_mends_misspellings(void) {
  assert_nearest("Östersnud", "Östersund");
  assert_nearest("Skelleftea", "Skellefteå");
  assert_nearest("skeleftå", "Skellefteå");
  assert_nearest("Örnskjöldsvik", "Örnsköldsvik");
  assert_nearest("Vänesborg kommun", "Vänersborg");
  assert_nearest("Lulå", "Luleå");
}

static void
test_nearest_is_limited_and_may_be_empty(void) {
  const CorpusMunicipality **nearest = corpus_municipality_nearest("Upplands", 10);
  g_assert_cmpstr(nearest[0]->name, ==, "Upplands Väsby");
  g_assert_cmpstr(nearest[1]->name, ==, "Upplands-Bro");
  g_assert_null(nearest[2]);
  g_free(nearest);
  nearest = corpus_municipality_nearest("Upplands", 1);
  g_assert_nonnull(nearest[0]);
  g_assert_null(nearest[1]);
  g_free(nearest);
  nearest = corpus_municipality_nearest("qqqqqqqqqqqq", 5);
  g_assert_null(nearest[0]);
  g_free(nearest);
  nearest = corpus_municipality_nearest("\xff", 5);
  g_assert_null(nearest[0]);
  g_free(nearest);
}

static void
test_slugs_are_ascii_and_unique(void) {
  const CorpusMunicipality *const *all = corpus_municipalities();
  GHashTable *slugs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; all[i] != NULL; i++) {
    char *slug = corpus_municipality_slug(all[i]);
    g_assert_cmpuint(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen(slug));
    g_assert_true(g_hash_table_add(slugs, slug));
  }
  g_assert_true(g_hash_table_contains(slugs, "lulea"));
  g_assert_true(g_hash_table_contains(slugs, "upplands-vasby"));
  g_assert_true(g_hash_table_contains(slugs, "dals-ed"));
  g_assert_true(g_hash_table_contains(slugs, "habo"));
  g_assert_true(g_hash_table_contains(slugs, "habo-0305"));
  g_hash_table_unref(slugs);
}

static void
test_mentions_in_order_and_genitive(void) {
  static const Case cases[] = {
      {"Här kan Köpings och Vaggeryds arbete nämnas.", "Köping's|Vaggeryd's"},
      {"Västerås och Tranås egna modeller", "Västerås|Tranås"},
      {"Östersunds kommun, Torsås kommun och Hofors.", "Östersund's|Torsås|Hofors"},
      {"kommuner som Upplands Väsby, Lilla Edet och Östra Göinge",
       "Upplands Väsby|Lilla Edet|Östra Göinge"},
      {"Upplands Väsbys modell", "Upplands Väsby's"},
      {"Upplands-Väsby och Upplands Bro", "Upplands Väsby|Upplands-Bro"},
      {"i Dals-Ed, i Dals Ed och i Ed", "Dals-Ed|Dals-Ed|Dals-Ed"},
      {"LULEÅ KOMMUN", "Luleå"},
      {"Falu kommun", "Falun"},
      {"rödfärg från Falu gruva", ""},
      {"Skellefteå/Umeå (Boden)", "Skellefteå|Umeå|Boden"},
      {"", ""},
  };
  assert_mentions(cases, G_N_ELEMENTS(cases));
}

static void
test_mentions_are_whole_words(void) {
  static const Case cases[] = {
      {"Norsjö-appen, Luleåbornas och Luleåregionen", ""},
      {"Luleå- och Pitebygden", ""},
      {"se www.kalix.se eller Kalix.se, info@Kalix", ""},
      {"att vara en ale i en sala", ""},
      {"Umeåmodellen i Holmsund", ""},
      {"Överkalix är inte Kalix.", "Överkalix|Kalix"},
      {"Nyköping, Enköping och Köping", "Nyköping|Enköping|Köping"},
  };
  assert_mentions(cases, G_N_ELEMENTS(cases));
}

static void
test_words_that_are_names_too(void) {
  static const Case cases[] = {
      {"Vara lyhörd mot medborgarna.", ""},
      {"Vara kommun har en plan.", "Vara"},
      {"Vara har en plan.", "Vara"},
      {"Vara och Skara delar nämnd.", "Vara|Skara"},
      {"I Vara finns en modell.", "Vara"},
      {"Ledorden är ”Vara tydlig” och ”Våga”.", ""},
      {"Det är klart. Vara en förebild är ett mål.", ""},
      {"Mark och bostäder planeras tidigt.", ""},
      {"Mark för industri saknas.", ""},
      {"Marks kommun arbetar så.", "Mark's"},
      {"Arbetet i Mark är känt.", "Mark"},
      {"Berg i dagen hindrar bygget.", ""},
      {"Åre, Berg och Krokom", "Åre|Berg|Krokom"},
      {"Ed avläggs inför domstol.", ""},
  };
  assert_mentions(cases, G_N_ELEMENTS(cases));
}

static void
test_persons_are_no_places(void) {
  static const Case cases[] = {
      {"Utvärderare var Anna Lund och Per Norberg.", ""},
      {"Anna Lund höll i intervjuerna.", ""},
      {"Lund har en modell, och även Norberg.", "Lund|Norberg"},
      {"I Lund och i Berg finns exempel.", "Lund|Berg"},
      {"Även Lund kan nämnas.", "Lund"},
      {"Nora Svensson är kommunchef.", ""},
      {"Nora kommun och Nora Kommun", "Nora|Nora"},
      {"Vilhelmina och Dorotea samverkar.", "Vilhelmina|Dorotea"},
      {"Förvaltningschefen Nils Boden svarade.", ""},
      {"I Nils hemort Boden är det så.", "Boden"},
  };
  assert_mentions(cases, G_N_ELEMENTS(cases));
}

static void
test_hostile_text(void) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 100000; i++)
    g_string_append(text, i % 2 ? "Upplands " : "Östersunds-");
  g_array_unref(corpus_municipality_mentions(text->str));
  g_string_free(text, TRUE);
  static const Case cases[] = {{"\xff\xfeLule", ""}, {"Upplands", ""}, {"Östra ", ""}, {"-/–", ""}};
  assert_mentions(cases, G_N_ELEMENTS(cases));
}

/* Å, ä and ö behind z, in that order, and capitals as small letters. */
static void
test_names_are_sorted_as_swedish_does(void) {
  static const char *const names[] = {"",     "Ale",  "Habo", "Håbo",    "luleå",
                                      "Lund", "Ydre", "Åmål", "Älmhult", "Öckerö"};
  for (gsize i = 0; i + 1 < G_N_ELEMENTS(names); i++)
    g_assert_cmpint(corpus_names_compare(names[i], names[i + 1]), <, 0);
  g_assert_cmpint(corpus_names_compare("LULEÅ", "luleå"), ==, 0);
}

#define ADD(name) g_test_add_func("/corpus/places/municipality/" #name, test_##name)

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD(every_name_is_found_in_capitals);
  ADD(table_holds_290_in_21_counties);
  ADD(table_is_sorted_by_code);
  ADD(codes_that_are_often_wrong);
  ADD(find_by_code);
  ADD(find_takes_every_name_in_every_form);
  ADD(find_takes_variants);
  ADD(find_tells_habo_from_haabo);
  ADD(find_nothing);
  ADD(nearest_mends_misspellings);
  ADD(nearest_is_limited_and_may_be_empty);
  ADD(slugs_are_ascii_and_unique);
  ADD(mentions_in_order_and_genitive);
  ADD(mentions_are_whole_words);
  ADD(words_that_are_names_too);
  ADD(persons_are_no_places);
  ADD(names_are_sorted_as_swedish_does);
  ADD(hostile_text);
  return g_test_run();
}
