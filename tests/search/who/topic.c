/* tests/search/who/topic.c: what a topic asks for, and which sentences are about it. */
#include <glib.h>
#include <string.h>

#include "corpus/text/words.h"
#include "search/ask/error.h"
#include "search/who/topic.h"

/* How relevant a sentence below a heading is to a topic. */
static double
relevance(const char *topic_text, const char *sentence, const char *heading) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  SearchForms *forms = search_forms_new(lexicon, NULL);
  SearchTopicWords *known = search_topic_words_new(forms);
  SearchTopic *topic = search_topic_new(forms, known, topic_text, &error);
  search_topic_words_free(known);
  g_assert_no_error(error);
  GArray *words = search_topic_cut(topic, sentence, strlen(sentence));
  const SearchHeading *above = search_topic_heading(topic, heading);
  SearchMatch match = search_topic_match(topic, sentence, words, above);
  double found = search_topic_relevance(topic, &match, above);
  bool relevant = found >= search_topic_threshold(topic);
  search_match_clear(&match);
  g_array_unref(words);
  search_topic_free(topic);
  search_forms_free(forms);
  corpus_lexicon_free(lexicon);
  return relevant ? found : 0;
}

static void
assert_about(const char *topic, const char *sentence) {
  g_assert_cmpfloat(relevance(topic, sentence, ""), >, 0);
}

static void
assert_not_about(const char *topic, const char *sentence) {
  g_assert_cmpfloat(relevance(topic, sentence, ""), ==, 0);
}

/* "Väger" is no form of "väg" ("en väg in"), though it looks like one; "besöker" says "besök". */
static void
test_noun_is_no_verb(void) {
  assert_about("kontaktcenter", "Invånarna har en väg in till kommunen.");
  assert_not_about("kontaktcenter", "Nämnden väger in alla synpunkter.");
  assert_not_about("vägar", "Nämnden väger alla skäl.");
  assert_about("besök på biblioteken", "Chefen besöker biblioteken varje vår.");
}

/* Who names a thing twice asks for it once. */
static void
test_word_named_twice(void) {
  assert_about("elever som undervisar elever", "På lördagarna undervisar elever varandra.");
  assert_not_about("elever som undervisar elever", "Skolan har många elever.");
}

static void
test_any_inflection(void) {
  assert_about("cykelplan", "Cykelplanen antogs i maj.");
  assert_about("cykelplan", "Flera cykelplaner finns.");
  assert_not_about("cykelplan", "Planen för torget antogs i maj.");
}

static void
test_general_words_are_not_enough(void) {
  assert_not_about("strategi för cykling", "Kommunen har en strategi för torget.");
  assert_about("strategi för cykling", "Kommunen har en strategi för cykling.");
}

static void
test_subject_without_the_thing_asked_for(void) {
  assert_not_about("strategi för cykling", "Många väljer cykling till skolan.");
  assert_not_about("gemensam strategi för cykling", "Många väljer cykling till skolan.");
  assert_not_about("stöd till chefer vid lönesättning", "Individuell lönesättning ska tillämpas.");
  assert_not_about("uppföljning av cykelplanen", "Kommunen har en ny cykelplan.");
  assert_about("uppföljning av cykelplanen", "Cykelplanen följs upp varje år.");
  assert_not_about("budget för cykling", "Cykling lärs ut i skolan.");
}

static void
test_words_of_a_kind(void) {
  assert_about("strategi för cykling", "Det finns ett program för cykling.");
}

static void
test_parts_of_a_compound_stand_close(void) {
  assert_about("chefskontrakt", "Det finns inga kontrakt för chefer.");
  assert_not_about("chefskontrakt", "Kontrakt skrivs med entreprenören.");
  assert_not_about("chefskontrakt", "Kontrakt skrivs alltid med den entreprenör som efter en öppen "
                                    "upphandling har lämnat det bästa anbudet, säger en chef.");
}

static void
test_compounds_of_the_word(void) {
  assert_about("lean", "Tekniska kontoret arbetar leaninspirerat.");
  assert_about("enkät", "En medarbetarenkät görs varje år.");
}

static void
test_first_part_where_the_last_says_little(void) {
  assert_about("trafikarbete", "Kommunen mäter trafiken varje år.");
  assert_not_about("trafikplan", "Kommunen mäter trafiken varje år.");
}

static void
test_words_that_are_everywhere_do_not_carry(void) {
  assert_not_about("information på andra språk", "Kommunen ger information till andra.");
  assert_about("information på andra språk", "Kommunen ger information på flera språk.");
}

static void
test_endings_are_no_compounds(void) {
  /* "mentor" is stemmed to "ment" */
  assert_not_about("mentorer", "Kommunen har ett förväntansdokument.");
}

static void
test_compounds_that_mean_something_else_apart(void) {
  assert_not_about("medborgarbudget", "En budget i korthet delas ut till medborgarna.");
}

static void
test_synonyms(void) {
  assert_about("kontaktcenter", "Kommunen har ett kundcenter.");
  assert_about("kontaktcentret", "Kommunen har ett kundcenter.");
  assert_about("privata utförare", "Det finns alternativa driftformer.");
  assert_about("visselblåsarfunktion", "Någon whistleblowerfunktion har man inte.");
}

static void
test_names_in_capitals(void) {
  assert_about("KOLL", "Systemet KOLL används i hela kommunen.");
  assert_about("KOLL", "Kommunen har KOLL-dagar varje år.");
  assert_about("KOLL", "Kommunen använder systemet Koll.");
  assert_not_about("KOLL", "Cheferna har bra koll på läget.");
  assert_not_about("KOLL", "Koll på läget har alla.");
  assert_about("koll", "Cheferna har bra koll på läget.");
  assert_about("SKA-modellen", "Skolan använder SKA-modellen.");
  assert_not_about("SKA-modellen", "Riktlinjer ska finnas.");
  assert_about("LEAN", "Kommunen arbetar med lean."); /* which means nothing else */
  assert_about("CYKELPLAN", "Kommunen har en cykelplan.");
  assert_about("PLAN FÖR CYKLING", "Kommunen har en plan för cykling.");
  assert_not_about("systematiskt arbetsmiljöarbete", "Det ordnades i sam och dam.");
}

static void
test_either_of_two_joined(void) {
  assert_about("arbete med skolor och bibliotek", "Alla bibliotek är med i arbetet.");
}

static void
test_pair_need_not_stand_together(void) {
  assert_about("öppna data", "Kommunen publicerar öppna data.");
  assert_about("anonyma synpunkter", "Synpunkter kan lämnas anonymt.");
}

static void
test_adjectives_belong_to_their_nouns(void) {
  assert_not_about("öppna data", "Jämförelser görs genom data i ”Öppna jämförelser”.");
  assert_about("öppna data", "Alla data i systemet är öppna.");
  assert_about("öppna data", "Kommunen har öppna och fria data.");
  assert_not_about("årets chef", "Chefer upplever att systemet förbättrats under senare år.");
  assert_about("årets chef", "Kommunen utser årets chef.");
  assert_not_about("årets chef", "Kommunens chefer träffas varje år.");
  assert_not_about("årets cyklist", "Varje cyklist i kommunen får en karta varje år.");
  assert_not_about("gemensam nämnd", "Ett gemensamt mål riktar sig till kommunens olika nämnder.");
  assert_about("gemensam nämnd", "Två nämnder är gemensamma med Lycksele.");
  assert_about("gemensam värdegrund", "Det finns en värdegrund."); /* which says enough */
}

static void
test_compounds_written_apart(void) {
  assert_about("trafikplan", "Kommunen har en trafik plan.");
  g_assert_cmpfloat(relevance("trafikplan", "Kommunen har en trafik plan.", ""), >, 0.9);
  g_assert_cmpfloat(relevance("trafikplan", "Det gäller trafik, plan och torg.", ""), <, 0.9);
}

/* A strategy for something else, and a name in parentheses. */
static void
test_asked_for_of_another(void) {
  assert_not_about("strategi för cykling",
                   "Det finns bidrag till cykling, strategi för handeln och regler för torget.");
  assert_not_about("program för cykling", "Kommunen utbildar i cykling (Örebro program).");
  assert_about("strategi för cykling", "För cykling, som växer, finns en strategi.");
}

static void
test_pair_shares_its_noun(void) {
  assert_about("kollegial granskning", "Kollegial eller extern granskning sker varje år.");
}

static void
test_verbs_of_nouns(void) {
  assert_about("sammanfattning av möten", "Alla möten sammanfattas på webben.");
  assert_not_about("styrning", "Kommunens styrdokument är många.");
}

static void
test_suspended_words_are_written_out(void) {
  assert_about("risk- och sårbarhetsanalys", "En sårbarhetsanalys har gjorts.");
  assert_not_about("risk- och sårbarhetsanalys", "Det finns en risk för dubbelarbete.");
}

/* The evaluation that the report is of is none of the municipality's. */
static void
test_the_report_itself(void) {
  assert_about("utvärdering av chefer", "Cheferna utvärderas varje år.");
  assert_not_about("utvärdering av chefer", "Utvärderingens intryck är att cheferna trivs.");
}

/* What is done to it says as little of the subject as the noun of that. */
static void
test_verbs_weigh_as_their_nouns(void) {
  assert_not_about("hur utvärderas torgen?", "Skolmaten utvärderas.");
  assert_about("hur utvärderas torgen?", "Torgen utvärderas.");
}

static void
test_heading_completes_the_sentence(void) {
  const char *sentence = "Det finns ett program som gäller till 2020.";
  g_assert_cmpfloat(relevance("strategi för cykling", sentence, "Cykling"), >, 0);
  g_assert_cmpfloat(relevance("strategi för cykling", sentence, "Parkering"), ==, 0);
}

/* A sentence's words are those that the topic keeps: each once, with suspended ones completed. */
static void
test_words_of_sentences_are_kept_once(void) {
  static const char sentence[] = "Service- och kvalitetsdeklarationer, enkäter om enkäter.";
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  SearchForms *forms = search_forms_new(lexicon, NULL);
  SearchTopicWords *known = search_topic_words_new(forms);
  SearchTopic *topic = search_topic_new(forms, known, "cykelplan", &error);
  g_assert_no_error(error);
  search_topic_words_free(known);
  GArray *words = search_topic_cut(topic, sentence, strlen(sentence));
  GArray *again = search_topic_cut(topic, sentence, strlen(sentence));
  g_assert_cmpuint(words->len, ==, 6);
  g_assert_true(g_array_index(words, CorpusWord, 3).word ==
                g_array_index(words, CorpusWord, 5).word);
  g_assert_cmpstr(g_array_index(words, CorpusWord, 0).word, !=, "service");
  g_assert_true(g_str_has_prefix(g_array_index(words, CorpusWord, 0).word, "service"));
  for (guint i = 0; i < words->len; i++)
    g_assert_true(g_array_index(words, CorpusWord, i).word ==
                  g_array_index(again, CorpusWord, i).word);
  g_array_unref(words);
  g_array_unref(again);
  search_topic_free(topic);
  search_forms_free(forms);
  corpus_lexicon_free(lexicon);
}

static void
test_topic_without_words_is_wrong_usage(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  SearchForms *forms = search_forms_new(lexicon, NULL);
  SearchTopicWords *known = search_topic_words_new(forms);
  g_assert_null(search_topic_new(forms, known, " – ?! ", &error));
  search_topic_words_free(known);
  g_assert_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);
  g_clear_error(&error);
  search_forms_free(forms);
  corpus_lexicon_free(lexicon);
}

static void
test_long_topics_are_survived(void) {
  GString *topic = g_string_new(NULL);
  for (guint i = 0; i < 400; i++)
    g_string_append(topic, "cykelplan och ");
  g_assert_cmpfloat(relevance(topic->str, "Cykelplanen antogs.", ""), >, 0);
  g_string_free(topic, TRUE);
}

static void
test_what_can_be_said_of_anything(void) {
  assert_about("hur ofta görs cykelräkningen?", "Cykelräkning görs vartannat år.");
  assert_about("hjälp till cyklister som har det svårt", "Det finns hjälp till cyklister.");
  assert_about("kan man läsa cykelplanen på nätet?", "Cykelplanen ligger på webbplatsen.");
  assert_not_about("kan man läsa cykelplanen på nätet?", "Många läser kommunens webbplats.");
  assert_about("cykling bland barnen", "Cykling är vanligt hos barnen.");
  assert_not_about("kostnad per cykel", "Kostnaden för en bro är känd.");
}

/* A general word may be said as any of its class, a specific one not. */
static void
test_words_of_a_class(void) {
  assert_about("regler för cykling", "Det finns en policy för cykling.");
  assert_about("bestämmelser om cykling", "Kommunen har en handbok för cykling.");
  assert_not_about("handbok för cykling", "Kommunen har bestämmelser om cykling.");
  assert_not_about("regler för cykling", "Många väljer cykling till skolan.");
  assert_about("statistik över cykelolyckor", "Antalet cykelolyckor rapporteras varje år.");
  assert_about("överenskommelser med cyklister", "Kommunen har ett cyklistkontrakt.");
  assert_not_about("regler", "Det finns en policy."); /* of nothing in particular */
}

/* The thing asked for may be far from its subject where one word says both. */
static void
test_asked_for_in_one_word(void) {
  assert_about("program för nya cyklister",
               "Det finns ett cyklistprogram som i olika delar och med "
               "olika mål vänder sig till dem som är nya.");
}

/* "utvärdering av fullmäktiges arbete" is not found where some work is evaluated. */
static void
test_general_words_are_a_topic_together(void) {
  assert_not_about("utvärdering av fullmäktiges arbete", "Ett arbete pågår med en utvärdering.");
  assert_about("utvärdering av fullmäktiges arbete", "En utvärdering av fullmäktige har gjorts.");
}

static void
test_modifiers_are_no_heads(void) {
  assert_about("skriftliga överenskommelser med chefer", "Det finns kontrakt med chefer.");
  assert_not_about("skriftliga överenskommelser med chefer", "Chefer lämnar skriftliga svar.");
}

static void
test_any_of_a_list(void) {
  assert_about("cykling, ridning och simning", "Kommunen satsar på ridning.");
  assert_about("program för cykling, ridning eller simning", "Det finns ett program för ridning.");
}

static void
test_both_are_meant_between_two(void) {
  double both = relevance("möten mellan cyklister och ryttare", "Cyklister möter ryttare.", "");
  double one = relevance("möten mellan cyklister och ryttare", "Cyklister träffas på möten.", "");
  g_assert_cmpfloat(both, >, one + 0.2);
}

static void
test_nothing_but_a_preposition(void) {
  g_assert_cmpfloat(relevance("bland", "Frågan är en bland många.", ""), >, 0);
}

/* Words far from each other hardly say a topic together. */
static void
test_words_far_apart(void) {
  double near = relevance("cyklister och ryttare i skogen", "Cyklister får köra i skogen.", "");
  double far =
      relevance("cyklister och ryttare i skogen",
                "Cyklister får köra på alla gator och torg, även på de nya som kommunen har "
                "anlagt vid hamnen, men inte i skogen.",
                "");
  g_assert_cmpfloat(far, >, 0);
  g_assert_cmpfloat(far, <, near);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/who/topic/first-part", test_first_part_where_the_last_says_little);
  g_test_add_func("/search/who/topic/everywhere", test_words_that_are_everywhere_do_not_carry);
  g_test_add_func("/search/who/topic/inflection", test_any_inflection);
  g_test_add_func("/search/who/topic/general-words", test_general_words_are_not_enough);
  g_test_add_func("/search/who/topic/thing-asked-for", test_subject_without_the_thing_asked_for);
  g_test_add_func("/search/who/topic/kind", test_words_of_a_kind);
  g_test_add_func("/search/who/topic/parts", test_parts_of_a_compound_stand_close);
  g_test_add_func("/search/who/topic/compounds", test_compounds_of_the_word);
  g_test_add_func("/search/who/topic/endings", test_endings_are_no_compounds);
  g_test_add_func("/search/who/topic/whole", test_compounds_that_mean_something_else_apart);
  g_test_add_func("/search/who/topic/synonyms", test_synonyms);
  g_test_add_func("/search/who/topic/names", test_names_in_capitals);
  g_test_add_func("/search/who/topic/joined", test_either_of_two_joined);
  g_test_add_func("/search/who/topic/pair", test_pair_need_not_stand_together);
  g_test_add_func("/search/who/topic/adjectives", test_adjectives_belong_to_their_nouns);
  g_test_add_func("/search/who/topic/apart", test_compounds_written_apart);
  g_test_add_func("/search/who/topic/of-another", test_asked_for_of_another);
  g_test_add_func("/search/who/topic/pair-shares-noun", test_pair_shares_its_noun);
  g_test_add_func("/search/who/topic/verbs", test_verbs_of_nouns);
  g_test_add_func("/search/who/topic/suspended", test_suspended_words_are_written_out);
  g_test_add_func("/search/who/topic/report", test_the_report_itself);
  g_test_add_func("/search/who/topic/verbs-weigh", test_verbs_weigh_as_their_nouns);
  g_test_add_func("/search/who/topic/heading", test_heading_completes_the_sentence);
  g_test_add_func("/search/who/topic/anything", test_what_can_be_said_of_anything);
  g_test_add_func("/search/who/topic/class", test_words_of_a_class);
  g_test_add_func("/search/who/topic/one-word", test_asked_for_in_one_word);
  g_test_add_func("/search/who/topic/together", test_general_words_are_a_topic_together);
  g_test_add_func("/search/who/topic/modifiers", test_modifiers_are_no_heads);
  g_test_add_func("/search/who/topic/list", test_any_of_a_list);
  g_test_add_func("/search/who/topic/both", test_both_are_meant_between_two);
  g_test_add_func("/search/who/topic/preposition", test_nothing_but_a_preposition);
  g_test_add_func("/search/who/topic/no-verb", test_noun_is_no_verb);
  g_test_add_func("/search/who/topic/twice", test_word_named_twice);
  g_test_add_func("/search/who/topic/kept-once", test_words_of_sentences_are_kept_once);
  g_test_add_func("/search/who/topic/no-words", test_topic_without_words_is_wrong_usage);
  g_test_add_func("/search/who/topic/long", test_long_topics_are_survived);
  g_test_add_func("/search/who/topic/far-apart", test_words_far_apart);
  return g_test_run();
}
