/* tests/corpus/reading/stance/stance.c: which way sentences and passages point, rule by rule. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/stance/stance.h"

static const char *
name(CorpusTag tag) {
  static const char *const names[] = {"neutral", "strength", "improvement", "weakness",
                                      "background"};
  return names[tag];
}

static void
assert_stance(const char *sentence, CorpusTag expected) {
  CorpusStance stance = corpus_stance_of(sentence, strlen(sentence));
  if (stance.tag != expected)
    g_test_message("\"%s\": %s %.2f", sentence, name(stance.tag), stance.weight);
  g_assert_cmpstr(name(stance.tag), ==, name(expected));
  g_assert_cmpfloat(stance.weight, >=, 0);
  g_assert_cmpfloat(stance.weight, <=, 1);
}

static double
weight_of(const char *sentence) {
  return corpus_stance_of(sentence, strlen(sentence)).weight;
}

static void
test_praise_is_strength(void) {
  assert_stance("Detta är ett gott exempel på öppenhet.", CORPUS_TAG_STRENGTH);
  assert_stance("Samtalen följs upp, vilket är en styrka.", CORPUS_TAG_STRENGTH);
  assert_stance("Arbetet med vägvisningen fungerar väl.", CORPUS_TAG_STRENGTH);
}

static void
test_existence_is_mild_strength(void) {
  assert_stance("Kommunen har tagit fram en cykelplan.", CORPUS_TAG_STRENGTH);
  assert_stance("Det finns en plan för torget.", CORPUS_TAG_STRENGTH);
  g_assert_cmpfloat(weight_of("Det finns en plan för torget."), <,
                    weight_of("Planen för torget är ett gott exempel."));
}

static void
test_proposal_is_improvement(void) {
  assert_stance("Här skulle kommunen kunna samla alla blanketter.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Ett förbättringsområde är skyltningen.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Skyltningen bör bli bättre.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Skyltningen kan utvecklas.", CORPUS_TAG_IMPROVEMENT);
}

static void
test_lack_is_weakness(void) {
  assert_stance("En samlad plan saknas.", CORPUS_TAG_WEAKNESS);
  assert_stance("Det finns ingen samlad plan.", CORPUS_TAG_WEAKNESS);
  assert_stance("Planen är svår att hitta.", CORPUS_TAG_WEAKNESS);
  assert_stance("Ansvaret är otydligt.", CORPUS_TAG_WEAKNESS);
  assert_stance("Båthusen drar ned resultatet.", CORPUS_TAG_WEAKNESS);
}

/* What is there for many, at once or with those whom it concerns, is more than a plain fact. */
static void
test_how_much_and_how_well(void) {
  assert_stance("Nio av tio elever känner sin mentor.", CORPUS_TAG_STRENGTH);
  assert_stance("Torgmötet lockade 1 400 besökare.", CORPUS_TAG_STRENGTH);
  assert_stance("Menyn läggs av gästerna själva.", CORPUS_TAG_STRENGTH);
  assert_stance("Den som ringer får besked samma dag.", CORPUS_TAG_STRENGTH);
  assert_stance("Få vaktmästare läser bladet.", CORPUS_TAG_WEAKNESS);
  assert_stance("Svarsfrekvensen var 31 procent.", CORPUS_TAG_WEAKNESS);
}

static void
test_what_rises_and_falls(void) {
  assert_stance("Väntetiderna har stigit i två år.", CORPUS_TAG_WEAKNESS);
  assert_stance("Väntetiderna har kortats.", CORPUS_TAG_STRENGTH);
  assert_stance("Engagemanget har vuxit.", CORPUS_TAG_STRENGTH);
  assert_stance("Engagemanget har svalnat.", CORPUS_TAG_WEAKNESS);
}

static void
test_beside_others_and_before(void) {
  assert_stance("Bussen går tätare än i de flesta kommuner.", CORPUS_TAG_STRENGTH);
  assert_stance("Knappast någon annan kommun har så vackra bänkar.", CORPUS_TAG_STRENGTH);
  assert_stance("Resultaten ligger under rikssnittet.", CORPUS_TAG_WEAKNESS);
  assert_stance("Väntetiderna ligger under rikssnittet.", CORPUS_TAG_STRENGTH);
  assert_stance("Bussen går sällan mer än en gång i timmen.", CORPUS_TAG_NEUTRAL);
}

static void
test_proposals_by_cues_of_who(void) {
  assert_stance("Parken kunde med fördel få en karta.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Det är hög tid att måla bänkarna.", CORPUS_TAG_IMPROVEMENT);
}

static void
test_aim_that_opens_leaves_the_proposal(void) {
  assert_stance("För att nå barnen föreslås fler lekplatser.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("I syfte att nå barnen rekommenderas lekplatser.", CORPUS_TAG_IMPROVEMENT);
}

static void
test_plain_facts_are_neutral(void) {
  assert_stance("Det handlar om tre dokument.", CORPUS_TAG_NEUTRAL);
  assert_stance("I så fall är det rektorn som beslutar.", CORPUS_TAG_NEUTRAL);
  assert_stance("", CORPUS_TAG_NEUTRAL);
}

static void
test_negation_turns_praise(void) {
  assert_stance("Ansvaret är inte tydligt.", CORPUS_TAG_WEAKNESS);
  assert_stance("Samarbetet fungerar inte.", CORPUS_TAG_WEAKNESS);
  assert_stance("Planen följs inte upp.", CORPUS_TAG_WEAKNESS);
}

static void
test_negation_turns_blame(void) {
  assert_stance("Det är inte svårt att nå en handläggare.", CORPUS_TAG_STRENGTH);
  assert_stance("Inga brister framkom.", CORPUS_TAG_STRENGTH);
  assert_stance("Engagemang saknas inte.", CORPUS_TAG_STRENGTH);
}

static void
test_negated_need_asks_for_nothing(void) {
  assert_stance("Planen behöver inte revideras.", CORPUS_TAG_NEUTRAL);
}

static void
test_not_only_is_no_negation(void) {
  assert_stance("Enkäten görs inte bara på skolor utan är ett gott exempel för alla.",
                CORPUS_TAG_STRENGTH);
}

static void
test_later_clause_decides(void) {
  assert_stance("Det finns en plan men uppföljning saknas.", CORPUS_TAG_WEAKNESS);
  assert_stance("En plan saknas men dialogen är ett gott exempel.", CORPUS_TAG_STRENGTH);
}

static void
test_concession_weighs_less(void) {
  assert_stance("Arbetet fungerar väl, även om vissa saknar en plan.", CORPUS_TAG_STRENGTH);
}

static void
test_wish_is_no_praise(void) {
  assert_stance("Målen skulle kunna bli tydliga, bra och lättillgängliga.", CORPUS_TAG_IMPROVEMENT);
}

static void
test_lack_of_something_good_is_no_praise(void) {
  assert_stance("En tydlig och heltäckande plan saknas.", CORPUS_TAG_WEAKNESS);
}

static void
test_hedge_weakens(void) {
  g_assert_cmpfloat(weight_of("Målen är till viss del tydliga."), <,
                    weight_of("Målen är tydliga."));
}

static void
test_near_negation_is_negation(void) {
  assert_stance("Inför vintern erbjuds cyklisterna nästan ingenting.", CORPUS_TAG_WEAKNESS);
  assert_stance("På broarna finns knappt några skyltar.", CORPUS_TAG_WEAKNESS);
  assert_stance("Skyltarna ses inte sällan över.", CORPUS_TAG_NEUTRAL);
}

static void
test_scarcity_is_no_praise(void) {
  assert_stance("Kartan finns bara i kommunhuset.", CORPUS_TAG_WEAKNESS);
  assert_stance("Skyltarna genomgås sällan.", CORPUS_TAG_WEAKNESS);
  assert_stance("Vägvisningen är ett gott exempel men kartan uppdateras bara undantagsvis.",
                CORPUS_TAG_WEAKNESS);
  assert_stance("Kartan är bara en av flera.", CORPUS_TAG_NEUTRAL);
}

static void
test_what_is_left_undone_meanwhile_is_no_fault(void) {
  assert_stance("Vaktmästaren lagar skyltarna utan att stänga vägen.", CORPUS_TAG_NEUTRAL);
  assert_stance("En karta som går att läsa utan att ta av handskarna saknas.", CORPUS_TAG_WEAKNESS);
  assert_stance("Skyltningen har upphört utan att det märkts.", CORPUS_TAG_WEAKNESS);
}

static void
test_what_looks_like_negation_denies_nothing(void) {
  assert_stance("Skyltarna visas inte utan stolthet.", CORPUS_TAG_STRENGTH);
  assert_stance("Kartan hjälper den som inte kan vägen.", CORPUS_TAG_NEUTRAL);
  assert_stance("Utan kartan hade turisterna inte hittat torget.", CORPUS_TAG_STRENGTH);
}

static void
test_what_is_told_to_do_is_improvement(void) {
  assert_stance("Ta ned skyltarna vid bron.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Vägvisningen i grannlänet kan tjäna som förebild.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Vägvisningen är något som fler borde ta efter.", CORPUS_TAG_STRENGTH);
}

/* What opens with an imperative proposes, whatever its verb; a noun, a preposition or a name that
 * looks like one does not, nor a word in quotes. */
static void
test_imperative_that_opens_proposes(void) {
  assert_stance("Inrätta ett gemensamt förråd för cyklarna.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Bestäm vem som vattnar blommorna.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Knyt bänkarna till ett tydligt program.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Lyft de minsta torgen till ett samtal i nämnden.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Lyft av stenar sker om hösten.", CORPUS_TAG_NEUTRAL);
  assert_stance("Inför varje vår erbjuds en kurs i beskärning.", CORPUS_TAG_STRENGTH);
  assert_stance("Vara har ett gott samarbete om vägarna.", CORPUS_TAG_STRENGTH);
  assert_stance("”Testa parken” är en uppskattad vandring.", CORPUS_TAG_STRENGTH);
}

static void
test_whom_a_thing_is_for_is_no_fault(void) {
  assert_stance("För personer som har svårt att gå finns bänkar i parken.", CORPUS_TAG_STRENGTH);
  assert_stance("Bussen är en uppskattad hjälp för den som saknar bil.", CORPUS_TAG_STRENGTH);
  assert_stance("Parken är en plats även för dem som annars inte går ut.", CORPUS_TAG_NEUTRAL);
}

static void
test_beside_the_country(void) {
  assert_stance("Resultatet är bättre än rikets.", CORPUS_TAG_STRENGTH);
  assert_stance("Det är det bästa resultatet i länet.", CORPUS_TAG_STRENGTH);
  assert_stance("Värdet är två enheter över riket.", CORPUS_TAG_STRENGTH);
  assert_stance("Antalet bänkar hör till de lägsta i länet.", CORPUS_TAG_WEAKNESS);
  assert_stance("Parkernas namn är ett grepp som övriga gärna får använda.", CORPUS_TAG_STRENGTH);
}

static void
test_plain_facts_by_cues_of_who(void) {
  assert_stance("Kartan har på två år förnyats.", CORPUS_TAG_STRENGTH);
  assert_stance("Turistbyrån har två kartor.", CORPUS_TAG_NEUTRAL);
  assert_stance("En karta delas ut till nyinflyttade.", CORPUS_TAG_STRENGTH);
  assert_stance("Vägvisningen sköts utan stöd av någon karta.", CORPUS_TAG_WEAKNESS);
  assert_stance("Kartan på torget lades ned.", CORPUS_TAG_NEUTRAL);
  assert_stance("En karta ska införas.", CORPUS_TAG_NEUTRAL);
  assert_stance("I många andra kommuner används kartor.", CORPUS_TAG_NEUTRAL);
  assert_stance("Kommunen har fyra badplatser.", CORPUS_TAG_NEUTRAL);
  assert_stance("Det finns 14 lekplatser.", CORPUS_TAG_NEUTRAL);
  assert_stance("Kommunen har 8300 invånare.", CORPUS_TAG_NEUTRAL);
  assert_stance("Rutinerna för synpunkter har beskrivits ovan.", CORPUS_TAG_NEUTRAL);
  assert_stance("Frågan har behandlats i kapitlet om ledarskap.", CORPUS_TAG_NEUTRAL);
  assert_stance("Här bor i dag en fjärdedel färre än 1980.", CORPUS_TAG_NEUTRAL);
  assert_stance("Strömavbrott är sällsynta.", CORPUS_TAG_NEUTRAL);
}

static void
test_what_is_done_again_and_again_is_praise(void) {
  assert_stance("Skyltarna tvättas två gånger om året.", CORPUS_TAG_STRENGTH);
  assert_stance("Skyltarna tvättas inte varje år.", CORPUS_TAG_WEAKNESS);
}

static void
test_praise_by_use_and_effect(void) {
  assert_stance("Vaktmästarna säger sig ha stor glädje av kartan.", CORPUS_TAG_STRENGTH);
  assert_stance("Skyltarna har väckt intresse i grannlänet.", CORPUS_TAG_STRENGTH);
  assert_stance("Kartan har gjort det lättare att nå badplatsen.", CORPUS_TAG_STRENGTH);
  assert_stance("Turisterna har inget att invända mot skyltarna.", CORPUS_TAG_STRENGTH);
  assert_stance("Kartan är skriven på ett enkelt språk.", CORPUS_TAG_STRENGTH);
  assert_stance("Den bristen är nu åtgärdad.", CORPUS_TAG_STRENGTH);
  assert_stance("Övertramp är ovanliga.", CORPUS_TAG_STRENGTH);
  assert_stance("Bron förtjänar efterföljd.", CORPUS_TAG_STRENGTH);
}

static void
test_proposal_in_conditional_forms(void) {
  assert_stance("Skyltarna kunde gärna målas om.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Kommunen kunde ta efter grannlänets kartor.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Man kan med enkla medel uppmuntra cyklisterna.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Om kartan fick några få tydliga färger skulle den hjälpa fler.",
                CORPUS_TAG_IMPROVEMENT);
  assert_stance("Nästa steg kan vara att rita om kartan.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Broarna är värda att studera närmare.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Kartan får gärna bli tydligare.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Vi kunde konstatera att skyltarna var tvättade.", CORPUS_TAG_NEUTRAL);
}

static void
test_fault_by_quantity_and_quality(void) {
  assert_stance("Cyklisterna har små möjligheter att hitta bron.", CORPUS_TAG_WEAKNESS);
  assert_stance("Kartan säger nästan ingenting om broarna.", CORPUS_TAG_WEAKNESS);
  assert_stance("Skyltarna är däremot ovanliga.", CORPUS_TAG_WEAKNESS);
  assert_stance("Vägvisningen fungerar enligt uppgift mindre bra.", CORPUS_TAG_WEAKNESS);
  assert_stance("Det händer ändå att skyltar vänds.", CORPUS_TAG_WEAKNESS);
  assert_stance("Turistbyrån nöjer sig med en karta.", CORPUS_TAG_WEAKNESS);
  assert_stance("Tiden räcker inte för skyltarna.", CORPUS_TAG_WEAKNESS);
  assert_stance("Kartan används inte bara av turister.", CORPUS_TAG_STRENGTH);
}

/* What it led to, how many it reaches, and what is promised to all. */
static void
test_praise_by_effect_and_reach(void) {
  assert_stance("Bänkarna målas i fem färger, vilket gett ett ljusare torg.", CORPUS_TAG_STRENGTH);
  assert_stance("Bytet av lampor sparade två miljoner kronor.", CORPUS_TAG_STRENGTH);
  assert_stance("Kartan är ritad så att även turister hittar till badet.", CORPUS_TAG_STRENGTH);
  assert_stance("Skyltarna är få och lätta att läsa.", CORPUS_TAG_STRENGTH);
  assert_stance("Taxan gäller lika för sommargäster.", CORPUS_TAG_STRENGTH);
  assert_stance("Ansökningar om båtplats prövas likadant oavsett var den sökande bor.",
                CORPUS_TAG_STRENGTH);
  assert_stance("Ingen ska behöva vänta längre än till nästa färja.", CORPUS_TAG_STRENGTH);
  assert_stance("Till varje bad hör en livboj.", CORPUS_TAG_STRENGTH);
  assert_stance("Varje vår granskas om otillåten påverkan förekommer vid båtplatserna.",
                CORPUS_TAG_STRENGTH);
  assert_stance("Lagen är densamma oavsett var man bor.", CORPUS_TAG_NEUTRAL);
}

/* Too much of it to serve, in half of the cases, to few, each in its own way. */
static void
test_fault_by_excess_and_share(void) {
  assert_stance("Kartan är för kortfattad för att leda rätt.", CORPUS_TAG_WEAKNESS);
  assert_stance("Bryggorna besiktigas i hälften av hamnarna.", CORPUS_TAG_WEAKNESS);
  assert_stance("Livbojar finns på var tredje brygga.", CORPUS_TAG_WEAKNESS);
  assert_stance("Bryggorna besiktigas vart tredje år.", CORPUS_TAG_NEUTRAL);
  assert_stance("Hälften av öarna är obebodda.", CORPUS_TAG_NEUTRAL);
  assert_stance("Badplatsen är känd av ett fåtal.", CORPUS_TAG_WEAKNESS);
  assert_stance("I hamnen räknas färre båtar än vad som faktiskt anländer.", CORPUS_TAG_WEAKNESS);
  assert_stance("Hamnarna går sina egna vägar.", CORPUS_TAG_WEAKNESS);
  assert_stance("Vägen till hamnen går över ön.", CORPUS_TAG_NEUTRAL);
}

/* What others have offered and is not yet taken up, and what may ease. */
static void
test_proposal_by_offers_and_ease(void) {
  assert_stance("En ny brygga är något som båtklubben har erbjudit sig att bygga.",
                CORPUS_TAG_IMPROVEMENT);
  assert_stance("En gemensam kö till båtplatserna kan underlätta.", CORPUS_TAG_IMPROVEMENT);
  assert_stance("Det är något som hamnmästaren avgör.", CORPUS_TAG_NEUTRAL);
}

static CorpusPassage *
made_of(const char *text) {
  CorpusPassage *made = corpus_passage_new();
  g_free(made->text);
  made->text = g_strdup(text);
  return made;
}

static CorpusPassage *
passage(const char *text, CorpusKind kind, CorpusTag tag) {
  CorpusPassage *made = made_of(text);
  made->kind = kind;
  made->tag = tag;
  corpus_stance_tag(made);
  return made;
}

static void
test_sentence_is_the_unit(void) {
  CorpusPassage *made = passage("Vägvisningen är ett gott exempel. Däremot saknas en karta.",
                                CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpuint(made->sentences->len, ==, 2);
  const CorpusSentence *first = &g_array_index(made->sentences, CorpusSentence, 0);
  const CorpusSentence *second = &g_array_index(made->sentences, CorpusSentence, 1);
  g_assert_cmpstr(name(first->stance), ==, "strength");
  g_assert_cmpstr(name(second->stance), ==, "weakness");
  g_assert_cmpstr(name(made->tag), ==, "weakness");
  corpus_passage_free(made);
}

static void
test_majority_decides_without_turn(void) {
  CorpusPassage *made = passage("Vägvisningen är ett gott exempel. Det är positivt att den "
                                "fungerar väl. En karta bör tas fram.",
                                CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpstr(name(made->tag), ==, "strength");
  corpus_passage_free(made);
}

static void
assert_tag(const char *text, CorpusTag tag) {
  CorpusPassage *made = passage(text, CORPUS_KIND_PARAGRAPH, CORPUS_TAG_NEUTRAL);
  g_assert_cmpstr(name(made->tag), ==, name(tag));
  corpus_passage_free(made);
}

/* A proposal and a lack are both of them faults: neither alone outweighs the praise. */
static void
test_faults_add_up(void) {
  assert_tag("Vägvisningen är ett gott exempel. En karta saknas. Skyltarna bör bytas.",
             CORPUS_TAG_WEAKNESS);
}

static void
test_mild_sentences_are_no_praise(void) {
  assert_tag("Det finns skyltar. Det finns en karta. Det finns en webbplats. Vägvisningen bör "
             "förbättras.",
             CORPUS_TAG_IMPROVEMENT);
  assert_tag("Det finns skyltar. Det finns en karta.", CORPUS_TAG_STRENGTH);
}

static void
test_what_is_denied_first_decides(void) {
  assert_tag("Det finns inte någon samlad vägvisning. Skyltarna vid bron är ett gott exempel.",
             CORPUS_TAG_WEAKNESS);
  assert_tag("Det finns några få skyltar.", CORPUS_TAG_WEAKNESS);
}

static void
test_a_turn_within_the_first_clause_turns(void) {
  assert_tag("Bussen går varje timme. Hållplatserna på landet är dock otrygga och hålls inte rena.",
             CORPUS_TAG_WEAKNESS);
  assert_tag("Skyltar finns. De är föga kända.", CORPUS_TAG_WEAKNESS);
}

static CorpusTag
tag_of_second(const char *text) {
  CorpusPassage *made = made_of(text);
  made->area = 1;
  corpus_stance_tag(made);
  CorpusTag tag = g_array_index(made->sentences, CorpusSentence, 1).stance;
  corpus_passage_free(made);
  return tag;
}

/* What no cue knows finds fault where it is opposed to praise, and tells of nothing to come. */
static void
test_what_is_opposed_to_praise_finds_fault(void) {
  g_assert_cmpint(tag_of_second("Vägvisningen är ett gott exempel. Skyltarna är däremot blå."), ==,
                  CORPUS_TAG_WEAKNESS);
  g_assert_cmpint(tag_of_second("Vägvisningen är ett gott exempel. Skyltarna är blå."), ==,
                  CORPUS_TAG_NEUTRAL);
  g_assert_cmpint(tag_of_second("Karta saknas. Skyltarna är däremot blå."), ==, CORPUS_TAG_NEUTRAL);
  g_assert_cmpint(
      tag_of_second("Vägvisningen är ett gott exempel. Färgen ska dock avgöras i juni."), ==,
      CORPUS_TAG_NEUTRAL);
}

static void
test_what_tells_of_the_report_points_nowhere(void) {
  const char *text =
      "I nedanstående diagram visas kommunens profil. Resultatet är inte jämförbart.";
  assert_tag(text, CORPUS_TAG_NEUTRAL);
  CorpusPassage *made = made_of(text);
  g_strlcpy(made->question, "5.5", sizeof made->question);
  corpus_stance_tag(made);
  g_assert_cmpstr(name(made->tag), ==, "weakness");
  corpus_passage_free(made);
}

/* Outside the areas' chapters a report tells of the place, and of itself. */
static void
test_plain_facts_are_praise_in_chapters_only(void) {
  for (unsigned area = 0; area <= 1; area++) {
    CorpusPassage *made = made_of("Vägvisare tillhandahålls.");
    made->area = area;
    corpus_stance_tag(made);
    g_assert_cmpstr(name(made->tag), ==, area == 0 ? "neutral" : "strength");
    corpus_passage_free(made);
  }
}

static void
test_items_keep_their_column(void) {
  CorpusPassage *made = passage("Tydliga mål", CORPUS_KIND_ITEM, CORPUS_TAG_IMPROVEMENT);
  g_assert_cmpstr(name(made->tag), ==, "improvement");
  g_assert_cmpuint(made->sentences->len, ==, 1);
  corpus_passage_free(made);
}

static void
test_background_stays_background(void) {
  CorpusPassage *made =
      passage("Det bör fungera väl.", CORPUS_KIND_PARAGRAPH, CORPUS_TAG_BACKGROUND);
  g_assert_cmpstr(name(made->tag), ==, "background");
  corpus_passage_free(made);
}

static void
test_long_nonsense_is_survived(void) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < 5000; i++)
    g_string_append(text, "inte men skulle ");
  CorpusStance stance = corpus_stance_of(text->str, text->len);
  g_assert_cmpfloat(stance.weight, <=, 1);
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/stance/stance/praise", test_praise_is_strength);
  g_test_add_func("/corpus/reading/stance/stance/existence", test_existence_is_mild_strength);
  g_test_add_func("/corpus/reading/stance/stance/proposal", test_proposal_is_improvement);
  g_test_add_func("/corpus/reading/stance/stance/lack", test_lack_is_weakness);
  g_test_add_func("/corpus/reading/stance/stance/how-much", test_how_much_and_how_well);
  g_test_add_func("/corpus/reading/stance/stance/rise-and-fall", test_what_rises_and_falls);
  g_test_add_func("/corpus/reading/stance/stance/beside-others", test_beside_others_and_before);
  g_test_add_func("/corpus/reading/stance/stance/proposal-of-who", test_proposals_by_cues_of_who);
  g_test_add_func("/corpus/reading/stance/stance/opening-aim",
                  test_aim_that_opens_leaves_the_proposal);
  g_test_add_func("/corpus/reading/stance/stance/neutral", test_plain_facts_are_neutral);
  g_test_add_func("/corpus/reading/stance/stance/negated-praise", test_negation_turns_praise);
  g_test_add_func("/corpus/reading/stance/stance/negated-blame", test_negation_turns_blame);
  g_test_add_func("/corpus/reading/stance/stance/negated-need", test_negated_need_asks_for_nothing);
  g_test_add_func("/corpus/reading/stance/stance/not-only", test_not_only_is_no_negation);
  g_test_add_func("/corpus/reading/stance/stance/turn", test_later_clause_decides);
  g_test_add_func("/corpus/reading/stance/stance/concession", test_concession_weighs_less);
  g_test_add_func("/corpus/reading/stance/stance/wish", test_wish_is_no_praise);
  g_test_add_func("/corpus/reading/stance/stance/praise-in-lack",
                  test_lack_of_something_good_is_no_praise);
  g_test_add_func("/corpus/reading/stance/stance/hedge", test_hedge_weakens);
  g_test_add_func("/corpus/reading/stance/stance/near-negation", test_near_negation_is_negation);
  g_test_add_func("/corpus/reading/stance/stance/scarcity", test_scarcity_is_no_praise);
  g_test_add_func("/corpus/reading/stance/stance/meanwhile",
                  test_what_is_left_undone_meanwhile_is_no_fault);
  g_test_add_func("/corpus/reading/stance/stance/no-denial",
                  test_what_looks_like_negation_denies_nothing);
  g_test_add_func("/corpus/reading/stance/stance/told-to-do",
                  test_what_is_told_to_do_is_improvement);
  g_test_add_func("/corpus/reading/stance/stance/imperative", test_imperative_that_opens_proposes);
  g_test_add_func("/corpus/reading/stance/stance/for-whom", test_whom_a_thing_is_for_is_no_fault);
  g_test_add_func("/corpus/reading/stance/stance/beside-the-country", test_beside_the_country);
  g_test_add_func("/corpus/reading/stance/stance/plain-facts", test_plain_facts_by_cues_of_who);
  g_test_add_func("/corpus/reading/stance/stance/use-and-effect", test_praise_by_use_and_effect);
  g_test_add_func("/corpus/reading/stance/stance/conditional", test_proposal_in_conditional_forms);
  g_test_add_func("/corpus/reading/stance/stance/quantity", test_fault_by_quantity_and_quality);
  g_test_add_func("/corpus/reading/stance/stance/again",
                  test_what_is_done_again_and_again_is_praise);
  g_test_add_func("/corpus/reading/stance/stance/effect-and-reach",
                  test_praise_by_effect_and_reach);
  g_test_add_func("/corpus/reading/stance/stance/excess-and-share", test_fault_by_excess_and_share);
  g_test_add_func("/corpus/reading/stance/stance/offers-and-ease",
                  test_proposal_by_offers_and_ease);
  g_test_add_func("/corpus/reading/stance/stance/passage-sentences", test_sentence_is_the_unit);
  g_test_add_func("/corpus/reading/stance/stance/passage-majority",
                  test_majority_decides_without_turn);
  g_test_add_func("/corpus/reading/stance/stance/passage-faults", test_faults_add_up);
  g_test_add_func("/corpus/reading/stance/stance/passage-mild", test_mild_sentences_are_no_praise);
  g_test_add_func("/corpus/reading/stance/stance/passage-denies",
                  test_what_is_denied_first_decides);
  g_test_add_func("/corpus/reading/stance/stance/turn-within",
                  test_a_turn_within_the_first_clause_turns);
  g_test_add_func("/corpus/reading/stance/stance/opposed",
                  test_what_is_opposed_to_praise_finds_fault);
  g_test_add_func("/corpus/reading/stance/stance/about-report",
                  test_what_tells_of_the_report_points_nowhere);
  g_test_add_func("/corpus/reading/stance/stance/chapters",
                  test_plain_facts_are_praise_in_chapters_only);
  g_test_add_func("/corpus/reading/stance/stance/item", test_items_keep_their_column);
  g_test_add_func("/corpus/reading/stance/stance/background", test_background_stays_background);
  g_test_add_func("/corpus/reading/stance/stance/nonsense", test_long_nonsense_is_survived);
  return g_test_run();
}
