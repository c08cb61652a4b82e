/* tests/search/who/polarity.c: what sentences say of a topic, rule by rule. The topic is
 * "cykelplan" in whatever form it stands. */
#include <glib.h>

#include "corpus/reading/stance/holder.h"
#include "corpus/text/words.h"
#include "search/who/polarity.h"

typedef enum { HAS, PARTLY, LACKING, MISSING } Sign;

static bool others; /* did the last sentence read tell of others? */

/* beginning: of the topic's words in the text */
static SearchPolarity
polarity_of(const char *beginning, const char *text, CorpusKind kind, CorpusTag tag) {
  GArray *words = corpus_words(text, -1);
  GArray *hits = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix(g_array_index(words, CorpusWord, i).word, beginning))
      g_array_append_val(hits, i);
  g_assert_cmpuint(hits->len, >, 0);
  CorpusStatement sentence = corpus_statement_of(text, words, hits);
  SearchPolarity found = search_polarity(&sentence, kind, tag);
  CorpusHolder holder = corpus_holder_of(&sentence, text, NULL);
  others = !holder.own;
  corpus_holder_clear(&holder);
  corpus_statement_clear(&sentence);
  g_array_unref(hits);
  g_array_unref(words);
  return found;
}

static SearchPolarity
polarity(const char *text, CorpusKind kind, CorpusTag tag) {
  return polarity_of("cykelplan", text, kind, tag);
}

static Sign
strongest(SearchPolarity found) {
  const double values[] = {found.has, found.partly, found.lacking, found.missing};
  Sign best = HAS;
  for (Sign sign = HAS; sign <= MISSING; sign++)
    if (values[sign] > values[best])
      best = sign;
  return best;
}

static void
assert_sign(const char *text, Sign expected) {
  Sign found = strongest(polarity(text, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL));
  if (found != expected)
    g_test_message("%s", text);
  g_assert_cmpint(found, ==, expected);
}

static void
assert_item(const char *text, CorpusTag tag, Sign expected) {
  g_assert_cmpint(strongest(polarity(text, CORPUS_KIND_ITEM, tag)), ==, expected);
}

/* What is asked for and done is there, though the verb is the topic's own word. */
static void
test_verb_of_the_topic(void) {
  SearchPolarity done =
      polarity_of("mät", "Kommunen mäter bullret.", CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  SearchPolarity named = polarity_of("mät", "Mätningar av buller är en fråga för länsstyrelsen.",
                                     CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpfloat(done.has, >, named.has);
  SearchPolarity denied =
      polarity_of("mät", "Kommunen mäter inte bullret.", CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpint(strongest(denied), ==, MISSING);
}

static void
test_existence(void) {
  assert_sign("Kommunen har en cykelplan.", HAS);
  assert_sign("Det finns en cykelplan.", HAS);
  assert_sign("Sedan 2014 används cykelplanen.", HAS);
}

/* What came in the place of another is there, and the other is over. */
static void
test_what_replaces_another(void) {
  assert_sign("Gångplanen har ersatts av en cykelplan.", HAS);
  assert_sign("Gångplanen byttes ut mot en cykelplan.", HAS);
  assert_sign("Cykelplanen har ersatts av en gångplan.", MISSING);
}

/* How much of what comes in is handled is no part of the thing itself. */
static void
test_how_well_it_works(void) {
  assert_sign("Cykelplanen klarar sju av tio ärenden utan att skicka dem vidare.", HAS);
  assert_sign("Cykelplanen finns på sju av tio skolor.", PARTLY);
}

static void
test_mention_speaks_for_it(void) {
  assert_sign("Cykelplanen gäller till 2020.", HAS);
}

static void
test_lack(void) {
  assert_sign("Kommunen saknar cykelplan.", MISSING);
  assert_sign("Det finns ingen cykelplan.", MISSING);
  assert_sign("Kommunen har inte någon cykelplan.", MISSING);
  assert_sign("Kommunen arbetar inte med cykelplaner.", MISSING);
}

static void
test_lack_in_the_next_clause(void) {
  assert_sign("Ett annat sätt är en cykelplan, något som inte finns idag.", MISSING);
}

static void
test_complaint_that_is_denied(void) {
  assert_sign("Förvaltningen har inga invändningar mot cykelplanen.", HAS);
  assert_sign("Ingen av dem vi mötte vill gå tillbaka till tiden före cykelplanen.", HAS);
}

static void
test_draft_and_the_rest(void) {
  assert_sign("En cykelplan föreligger som utkast.", PARTLY);
  assert_sign("Norra distriktet har en cykelplan, övriga inte.", PARTLY);
  assert_sign("Utom i hamnen saknas en cykelplan.", PARTLY);
}

static void
test_what_came_to_nothing(void) {
  assert_sign("Av cykelplanen blev det intet.", MISSING);
  assert_sign("Cykelplanen är tagen ur bruk.", MISSING);
}

static void
test_lack_of_something_else(void) {
  assert_sign("Det finns en cykelplan, men broar saknas.", HAS);
}

static void
test_in_part(void) {
  assert_sign("I några fall finns en cykelplan.", PARTLY);
  assert_sign("Det pågår ett arbete med en cykelplan.", PARTLY);
  assert_sign("Kommunen håller på att ta fram en cykelplan.", PARTLY);
  assert_sign("En cykelplan har påbörjats.", PARTLY);
}

static void
test_denied_of_all_is_in_part(void) {
  assert_sign("Cykelplanen används inte av alla.", PARTLY);
  assert_sign("Kommunen arbetar inte generellt med cykelplaner.", PARTLY);
}

static void
test_denied_care_is_not_denial(void) {
  SearchPolarity found =
      polarity("Cykelplanen har inte utvärderats.", CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpfloat(found.has + found.lacking, >, found.missing);
}

/* A place among others is not that a thing is in place. */
static void
test_a_rank_is_no_place(void) {
  const char *there = "Kommunen har kommit på plats med sin cykelplan.";
  const char *ranked = "Kommunen har kommit på plats 56 med sin cykelplan.";
  SearchPolarity found = polarity(ranked, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpfloat(found.has, <, polarity(there, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL).has);
}

static void
test_past(void) {
  assert_sign("Det har tidigare funnits en cykelplan.", MISSING);
  assert_sign("Det finns en cykelplan som inte används längre.", MISSING);
}

static void
test_proposal_of_something_new(void) {
  assert_sign("Kommunen skulle kunna ta fram en cykelplan.", MISSING);
  assert_sign("En cykelplan bör införas.", MISSING);
}

static void
test_proposal_of_something_better(void) {
  assert_sign("Cykelplanen skulle behöva förankras och utvecklas.", LACKING);
}

static void
test_an_imperative_proposes(void) {
  assert_sign("Inrätta cykelplan under nästa år.", MISSING);
  assert_sign("Se till att det finns en cykelplan.", MISSING);
  assert_sign("Den som undrar kan läsa en cykelplan.", HAS);
}

static void
test_what_all_should_have_some_have(void) {
  assert_sign("Se till att alla nämnder har cykelplaner.", PARTLY);
  assert_sign("Samtliga stadsdelar bör göra cykelplaner.", PARTLY);
  assert_sign("Utarbeta en cykelplan som gäller för alla.", MISSING);
  SearchPolarity item =
      polarity("Se till att alla skolor får cykelplaner", CORPUS_KIND_ITEM, CORPUS_TAG_IMPROVEMENT);
  g_assert_cmpint(strongest(item), ==, PARTLY);
}

static void
test_granted(void) {
  assert_sign("Utöver cykelplanen görs inga insatser.", HAS);
  assert_sign("Det går att planera eftersom cykelplanen finns.", HAS);
}

static void
test_denied_where_a_reason_is_given(void) {
  assert_sign("Vägarna byggs en i taget eftersom cykelplan inte upprättas.", MISSING);
}

static void
test_what_one_is_without(void) {
  assert_sign("Gatukontoret står där med sina kartor, utan någon cykelplan.", MISSING);
  assert_sign("Utan en cykelplan blir det en väg här och en där.", MISSING);
  assert_sign("Utan cykelplanen hade vägarna inte byggts.", HAS);
}

static void
test_ended_in_all_forms(void) {
  assert_sign("Cykelplanen slopades.", MISSING);
  assert_sign("Kommunen frångick cykelplanen.", MISSING);
  assert_sign("Cykelplanen lade man ner redan 2011.", MISSING);
  assert_sign("Cykelplanerna är sedan länge nedlagda.", MISSING);
  assert_sign("Cykelplanen lades ner på grund av en besparing.", MISSING);
  assert_sign("Man lade ner mycket tid på cykelplanen.", HAS);
}

static void
test_not_ended(void) {
  assert_sign("Cykelplanen har inte avskaffats.", HAS);
  assert_sign("Cykelplanen lades aldrig ner.", HAS);
}

static void
test_to_come(void) {
  assert_sign("En cykelplan kommer under våren att ritas.", PARTLY);
}

static void
assert_there(const char *text) {
  SearchPolarity found = polarity(text, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  if (found.has <= found.missing)
    g_test_message("%s", text);
  g_assert_cmpfloat(found.has, >, found.missing);
}

static void
test_what_is_missing_of_it(void) {
  assert_there("I cykelplanen saknas mål.");
  assert_there("Mål nämns inte i cykelplanen.");
  assert_there("Cykelplanen saknar koppling till budgeten.");
  assert_there("Cykelplanen säger inget om broar.");
}

static void
test_known_and_unknown(void) {
  assert_sign("En cykelplan vore bra.", MISSING);
  assert_sign("Cykelplanen vore bra att förenkla.", LACKING);
  assert_sign("Kommunens cykelplan kan utvecklas.", LACKING);
}

/* That it is no part of something else does not deny it. */
static void
test_no_part_of_another(void) {
  assert_sign("En cykelplan ingår inte i budgeten.", HAS);
  assert_sign("I budgeten ingår inte någon cykelplan.", MISSING);
}

/* What stands far from the topic is said of something else. */
static void
test_in_part_from_far(void) {
  assert_sign(
      "Mötena filmas ibland så att den som sitter hemma på kvällen kan se kommunens cykelplan.",
      HAS);
  assert_sign("Ibland ser den som sitter hemma kommunens cykelplan.", PARTLY);
}

static void
test_clause_without_subject_goes_on(void) {
  assert_sign("Cykelplanen är beslutad men ännu inte införd.", PARTLY);
}

static void
test_items_speak_by_their_column(void) {
  assert_item("Cykelplan", CORPUS_TAG_STRENGTH, HAS);
  assert_item("Cykelplan", CORPUS_TAG_IMPROVEMENT, MISSING);
  assert_item("Utveckla cykelplanen", CORPUS_TAG_IMPROVEMENT, LACKING);
  assert_item("Inför en cykelplan", CORPUS_TAG_IMPROVEMENT, MISSING);
  assert_item("Ingen cykelplan", CORPUS_TAG_WEAKNESS, MISSING);
}

static void
test_items_ask_for_less_of_what_is_there(void) {
  assert_item("Korta cykelplanen", CORPUS_TAG_IMPROVEMENT, HAS);
  assert_item("Färre cykelplaner", CORPUS_TAG_IMPROVEMENT, HAS);
  assert_item("Minska bilåkandet genom en cykelplan", CORPUS_TAG_IMPROVEMENT, MISSING);
}

/* What is only thought of, however far the thought has come. */
static void
test_stages(void) {
  assert_sign("Cykelplanen är ännu på idéstadiet.", PARTLY);
  assert_sign("Cykelplanen befinner sig i planeringsfasen.", PARTLY);
  assert_sign("Cykelplanen har inte lämnat ritbordet.", PARTLY);
  assert_sign("Cykelplanen används på mellanstadiet.", HAS);
}

static void
test_items_ask_for_more_of_what_is_there(void) {
  SearchPolarity found =
      polarity("Information från arbetet i cykelplaner", CORPUS_KIND_ITEM, CORPUS_TAG_IMPROVEMENT);
  g_assert_cmpfloat(found.has, >, found.missing);
  assert_item("Fler cykelplaner", CORPUS_TAG_IMPROVEMENT, PARTLY);
  assert_item("Mer av cykelplaner", CORPUS_TAG_IMPROVEMENT, PARTLY);
  assert_item("Mer långsiktig cykelplan", CORPUS_TAG_IMPROVEMENT, LACKING);
}

static bool
is_of_others(const char *text) {
  polarity(text, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  return others;
}

static void
test_of_whom_it_is_told(void) {
  g_assert_false(is_of_others("Kommunen har en cykelplan med tre andra kommuner."));
  g_assert_true(is_of_others("Många kommuner har en cykelplan."));
  g_assert_false(is_of_others("Kommunen har en cykelplan."));
  g_assert_false(is_of_others("En cykelplan publiceras som för de flesta andra kommuner."));
  g_assert_true(is_of_others("Grannkommunerna har en cykelplan."));
  g_assert_true(is_of_others("Landstinget har antagit en cykelplan."));
  g_assert_true(is_of_others("Utvärderingsgruppen har studerat kommunens cykelplan."));
  g_assert_false(is_of_others("Landstinget och kommunen har antagit en cykelplan."));
}

static void
test_wishes_and_plans(void) {
  assert_sign("Utvärderarna föreslår att kommunen inrättar en cykelplan.", MISSING);
  assert_sign("Oppositionen har yrkat på att en cykelplan tas fram.", MISSING);
  assert_sign("Förslaget om en cykelplan har avslagits.", MISSING);
  assert_sign("En cykelplan är något som efterfrågas av föreningarna.", MISSING);
  assert_sign("Cykelplanen föreslår tre nya vägar.", HAS);
  assert_sign("Målet är att cykelplanen ska antas i höst.", PARTLY);
  assert_sign("Målet i cykelplanen är att fler ska cykla.", HAS);
  assert_sign("Någon cykelplan har ännu inte antagits.", MISSING);
  assert_sign("Även om man ännu inte cykelplanerat är det ett gott exempel.", MISSING);
  assert_sign("Kommunen har, inte minst med tanke på storleken, en bra cykelplan.", HAS);
  assert_sign("Diskussioner om cykelplanen förs på alla möten.", HAS);
}

static void
test_what_was_before_now(void) {
  assert_sign("Tidigare var cykelplanen oklar men nu är den beskriven.", HAS);
}

/* What one would have without it is there; what one would have with it is not. */
static void
test_without(void) {
  assert_sign("Utan cykelplanen skulle vägarna vara farliga.", HAS);
  assert_sign("Hade det inte varit för cykelplanen vore vägarna farliga.", HAS);
  assert_sign("Utan en cykelplan blir det svårt.", MISSING);
}

static void
test_no_denial(void) {
  assert_sign("Det går inte att missa att kommunen har en cykelplan.", HAS);
  assert_sign("Det saknas inte cykelplaner i kommunen.", HAS);
  assert_sign("Cykelplanen är inte bara ett dokument utan styr alla vägar.", HAS);
  assert_there("Cykelplanen är inte till för chefen utan för alla.");
  assert_sign("Ingen nämnd står utan cykelplan.", HAS);
  assert_sign("Även den som inte kan läsa har nytta av en cykelplan.", HAS);
  assert_sign("Länge fanns ingen cykelplan, en brist som åtgärdades i fjol.", HAS);
  assert_sign("Det är inte så att kommunen saknar cykelplan.", HAS);
  assert_sign("Det råder inget tvivel om att cykelplanen följs.", HAS);
  assert_there("Cykelplanen har inte fått några anmärkningar.");
  assert_there("Cykelplanen har inte haft några följder.");
}

/* What is missing in some places is there in others; what some of those who were asked miss is not
 * there. */
static void
test_missing_in_part(void) {
  assert_sign("Cykelplaner saknas på flera skolor.", PARTLY);
  assert_sign("Kommunen arbetar efter cykelplaner i skolan och inte i förskolan.", PARTLY);
  assert_sign("Det finns cykelplaner men inte på ett samlat sätt.", HAS);
  assert_sign("Flera nämnder har ingen cykelplan.", PARTLY);
  assert_sign("Flera av de intervjuade saknar en cykelplan.", MISSING);
  assert_sign("Flera av de intervjuade är nöjda med cykelplanen.", HAS);
}

/* "Just nu" tells of a while in which something is made, not that what was before is over. */
static void
test_just_now(void) {
  assert_sign("Cykelplanen är tänkt att gälla från 2019, just nu samlas underlaget in.", PARTLY);
}

/* A cue ends where "men" begins another clause. */
static void
test_no_cue_reaches_over_a_conjunction(void) {
  assert_there("Cykelplanen finns men är inte prydlig.");
}

static void
test_clause_that_ends_with_it_goes_on(void) {
  assert_sign("Kommunen har en cykelplan, men bara i några fall används den.", PARTLY);
}

/* What somebody proposes should come is no plan. */
static void
test_wished_to_come(void) {
  assert_sign("I en motion föreslås att en cykelplan ska inrättas.", MISSING);
  assert_sign("En cykelplan ska inrättas.", PARTLY);
}

/* A preposition of a cue governs no place: the topic is what is begun, not where. */
static void
test_preposition_of_a_cue(void) {
  assert_sign("Införandet av cykelplanen pågår för fullt.", PARTLY);
}

static void
test_proposed_without_an_article(void) {
  assert_sign("Kommunen har allt att vinna på cykelplaner.", MISSING);
}

static void
test_told_at_large(void) {
  g_assert_true(is_of_others("Hälften av landets kommuner har en cykelplan."));
  g_assert_true(is_of_others("En cykelplan är ett dokument om vägar."));
  g_assert_true(is_of_others("Cykelplaner innebär att vägar ritas in i cykelplanen."));
  g_assert_true(is_of_others("En cykelplan kallas det när vägar ritas in."));
  g_assert_true(is_of_others("Cykelplaner finns på många håll i landet."));
  g_assert_true(is_of_others("Att cykelplaner gör nytta framhålls i litteraturen."));
  g_assert_false(is_of_others("Liksom övriga kommuner i länet har man en cykelplan."));
  g_assert_true(is_of_others("Bostadsbolaget har en cykelplan."));
  g_assert_false(is_of_others("Cykelplanen är ett dokument om vägar."));
  g_assert_false(is_of_others("Cykelplanen följs av bostadsbolaget."));
  g_assert_true(is_of_others("Det framgår inte om kommunen har en cykelplan."));
  g_assert_true(is_of_others("Utvärderarna har inte undersökt om cykelplaner används."));
}

static void
test_long_nonsense_is_survived(void) {
  GString *text = g_string_new("cykelplan");
  for (guint i = 0; i < 3000; i++)
    g_string_append(text, " inte, men alla skulle");
  SearchPolarity found = polarity(text->str, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpfloat(found.has, >=, 0);
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/who/polarity/existence", test_existence);
  g_test_add_func("/search/who/polarity/verb-of-topic", test_verb_of_the_topic);
  g_test_add_func("/search/who/polarity/replaces", test_what_replaces_another);
  g_test_add_func("/search/who/polarity/works", test_how_well_it_works);
  g_test_add_func("/search/who/polarity/mention", test_mention_speaks_for_it);
  g_test_add_func("/search/who/polarity/lack", test_lack);
  g_test_add_func("/search/who/polarity/lack-next-clause", test_lack_in_the_next_clause);
  g_test_add_func("/search/who/polarity/lack-elsewhere", test_lack_of_something_else);
  g_test_add_func("/search/who/polarity/complaint", test_complaint_that_is_denied);
  g_test_add_func("/search/who/polarity/draft", test_draft_and_the_rest);
  g_test_add_func("/search/who/polarity/nothing", test_what_came_to_nothing);
  g_test_add_func("/search/who/polarity/in-part", test_in_part);
  g_test_add_func("/search/who/polarity/not-all", test_denied_of_all_is_in_part);
  g_test_add_func("/search/who/polarity/denied-care", test_denied_care_is_not_denial);
  g_test_add_func("/search/who/polarity/rank", test_a_rank_is_no_place);
  g_test_add_func("/search/who/polarity/past", test_past);
  g_test_add_func("/search/who/polarity/new", test_proposal_of_something_new);
  g_test_add_func("/search/who/polarity/better", test_proposal_of_something_better);
  g_test_add_func("/search/who/polarity/imperative", test_an_imperative_proposes);
  g_test_add_func("/search/who/polarity/all", test_what_all_should_have_some_have);
  g_test_add_func("/search/who/polarity/granted", test_granted);
  g_test_add_func("/search/who/polarity/reason", test_denied_where_a_reason_is_given);
  g_test_add_func("/search/who/polarity/is-without", test_what_one_is_without);
  g_test_add_func("/search/who/polarity/ended", test_ended_in_all_forms);
  g_test_add_func("/search/who/polarity/not-ended", test_not_ended);
  g_test_add_func("/search/who/polarity/to-come", test_to_come);
  g_test_add_func("/search/who/polarity/of-it", test_what_is_missing_of_it);
  g_test_add_func("/search/who/polarity/known", test_known_and_unknown);
  g_test_add_func("/search/who/polarity/no-part", test_no_part_of_another);
  g_test_add_func("/search/who/polarity/far", test_in_part_from_far);
  g_test_add_func("/search/who/polarity/no-subject", test_clause_without_subject_goes_on);
  g_test_add_func("/search/who/polarity/items", test_items_speak_by_their_column);
  g_test_add_func("/search/who/polarity/items-of-it", test_items_ask_for_more_of_what_is_there);
  g_test_add_func("/search/who/polarity/of-whom", test_of_whom_it_is_told);
  g_test_add_func("/search/who/polarity/wishes", test_wishes_and_plans);
  g_test_add_func("/search/who/polarity/now", test_what_was_before_now);
  g_test_add_func("/search/who/polarity/without", test_without);
  g_test_add_func("/search/who/polarity/no-denial", test_no_denial);
  g_test_add_func("/search/who/polarity/missing-in-part", test_missing_in_part);
  g_test_add_func("/search/who/polarity/just-now", test_just_now);
  g_test_add_func("/search/who/polarity/conjunction", test_no_cue_reaches_over_a_conjunction);
  g_test_add_func("/search/who/polarity/ends-with-it", test_clause_that_ends_with_it_goes_on);
  g_test_add_func("/search/who/polarity/wished-to-come", test_wished_to_come);
  g_test_add_func("/search/who/polarity/preposition", test_preposition_of_a_cue);
  g_test_add_func("/search/who/polarity/less", test_items_ask_for_less_of_what_is_there);
  g_test_add_func("/search/who/polarity/stages", test_stages);
  g_test_add_func("/search/who/polarity/no-article", test_proposed_without_an_article);
  g_test_add_func("/search/who/polarity/at-large", test_told_at_large);
  g_test_add_func("/search/who/polarity/nonsense", test_long_nonsense_is_survived);
  return g_test_run();
}
