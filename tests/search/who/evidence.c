/* tests/search/who/evidence.c: the verdict on a topic from the passages of one report. */
#include <glib.h>
#include <string.h>

#include "corpus/reading/stance/stance.h"
#include "search/who/evidence.h"

/* A passage to be: a paragraph where tag is NEUTRAL, else an item of that column. */
typedef struct {
  CorpusTag tag;
  const char *text;
} Made;

static CorpusPassage *
passage_of(const Made *made, unsigned number) {
  CorpusPassage *passage = corpus_passage_new();
  passage->number = number;
  passage->area = 8;
  passage->tag = made->tag;
  passage->kind = made->tag == CORPUS_TAG_NEUTRAL || made->tag == CORPUS_TAG_BACKGROUND
                      ? CORPUS_KIND_PARAGRAPH
                      : CORPUS_KIND_ITEM;
  g_free(passage->text);
  passage->text = g_strdup(made->text);
  corpus_stance_tag(passage);
  if (made->tag == CORPUS_TAG_NEUTRAL)
    passage->tag = CORPUS_TAG_NEUTRAL;
  return passage;
}

typedef struct {
  SearchVerdict verdict;
  guint evidence, told;
  const CorpusMunicipality *other; /* of the first told */
} Found;

/* The cues of a piece of evidence are words of its passage. */
static void
assert_cues(const SearchAnswer *answer) {
  for (guint i = 0; i < answer->evidence->len; i++) {
    const SearchEvidence *evidence = answer->evidence->pdata[i];
    for (guint j = 0; j < evidence->cues->len; j++) {
      const SearchEvidenceCue *cue = &g_array_index(evidence->cues, SearchEvidenceCue, j);
      g_assert_cmpuint(cue->place.start_bytes, >=, evidence->start_bytes);
      g_assert_cmpuint(cue->place.start_bytes + cue->place.length_bytes, <=,
                       evidence->start_bytes + evidence->length_bytes);
      g_assert_cmpstr(cue->group, !=, "");
    }
  }
}

/* The shares of what is said add up, and what came nearest is told only of what is no evidence. */
static void
assert_reasons(const SearchAnswer *answer) {
  double sum = answer->shares[SEARCH_VERDICT_HAS] + answer->shares[SEARCH_VERDICT_PARTIAL] +
               answer->shares[SEARCH_VERDICT_LACKS];
  g_assert_cmpfloat_with_epsilon(sum, answer->evidence->len > 0 ? 1 : 0, 0.001);
  g_assert_cmpfloat(answer->shares[SEARCH_VERDICT_SILENT], ==, 0);
  for (guint i = 0; answer->nearest != NULL && i < answer->evidence->len; i++) {
    const SearchEvidence *evidence = answer->evidence->pdata[i];
    g_assert_false(evidence->passage == answer->nearest->passage &&
                   evidence->start_bytes == answer->nearest->start_bytes);
  }
}

/* What a report of Kalmar says of the topic below a heading. */
static Found
ask_below(const char *heading, const char *text, const Made *made, guint count) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  SearchForms *forms = search_forms_new(lexicon, NULL);
  SearchTopicWords *known = search_topic_words_new(forms);
  SearchTopic *topic = search_topic_new(forms, known, text, &error);
  search_topic_words_free(known);
  g_assert_no_error(error);
  GPtrArray *passages = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_passage_free);
  for (guint i = 0; i < count; i++)
    g_ptr_array_add(passages, passage_of(&made[i], i + 1));
  for (guint i = 0; i < count; i++) {
    CorpusPassage *passage = passages->pdata[i];
    g_free(passage->heading);
    passage->heading = g_strdup(heading);
  }
  SearchAnswer *answer = search_answer_new(topic, passages, corpus_municipality_find("Kalmar"));
  g_assert_cmpfloat(answer->confidence, >=, 0);
  g_assert_cmpfloat(answer->confidence, <=, 1);
  assert_cues(answer);
  assert_reasons(answer);
  Found found = {answer->verdict, answer->evidence->len, answer->told->len, NULL};
  if (answer->told->len > 0)
    found.other = ((const SearchEvidence *)answer->told->pdata[0])->other;
  search_answer_free(answer);
  g_ptr_array_unref(passages);
  search_topic_free(topic);
  search_forms_free(forms);
  corpus_lexicon_free(lexicon);
  return found;
}

static Found
ask_of(const char *text, const Made *made, guint count) {
  return ask_below("", text, made, count);
}

static Found
ask(const Made *made, guint count) {
  return ask_of("cykelplan", made, count);
}

#define ASK(...) ask((const Made[]){__VA_ARGS__}, G_N_ELEMENTS(((const Made[]){__VA_ARGS__})))

static void
test_silence(void) {
  g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, "Kommunen har ett torg."}).verdict, ==,
                  SEARCH_VERDICT_SILENT);
  g_assert_cmpint(ask(NULL, 0).verdict, ==, SEARCH_VERDICT_SILENT);
}

static void
test_has(void) {
  Found found =
      ASK({CORPUS_TAG_NEUTRAL, "Kommunen har en cykelplan."}, {CORPUS_TAG_STRENGTH, "Cykelplan"});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_HAS);
  g_assert_cmpuint(found.evidence, ==, 2);
}

static void
test_has_and_should_be_better(void) {
  Found found = ASK({CORPUS_TAG_NEUTRAL, "Kommunen har tagit fram en cykelplan."},
                    {CORPUS_TAG_IMPROVEMENT, "Utveckla cykelplanen"});
  g_assert_cmpint(found.verdict, >=, SEARCH_VERDICT_PARTIAL);
}

static void
test_lacks(void) {
  g_assert_cmpint(ASK({CORPUS_TAG_IMPROVEMENT, "En cykelplan"}).verdict, ==, SEARCH_VERDICT_LACKS);
  g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, "Det finns ingen cykelplan."}).verdict, ==,
                  SEARCH_VERDICT_LACKS);
}

static void
test_partial(void) {
  g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, "I några fall finns en cykelplan."}).verdict, ==,
                  SEARCH_VERDICT_PARTIAL);
}

static void
test_conflict_is_partial(void) {
  g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, "Kommunen har en cykelplan."},
                      {CORPUS_TAG_NEUTRAL, "Det finns ingen cykelplan."})
                      .verdict,
                  ==, SEARCH_VERDICT_PARTIAL);
}

static void
test_there_and_missing_in_one_sentence(void) {
  static const char *const sentences[] = {
      "Cykelplan saknas på landsbygden, men finns i staden.",
      "Skolorna har en cykelplan, medan övriga saknar en sådan.",
      "Alla inte har en cykelplan.",
  };
  for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
    g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, sentences[i]}).verdict, ==, SEARCH_VERDICT_PARTIAL);
}

static void
test_told_of_others_is_no_evidence(void) {
  Found found = ASK({CORPUS_TAG_NEUTRAL, "Växjö är en kommun som har en cykelplan."});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_SILENT);
  g_assert_cmpuint(found.evidence, ==, 0);
  g_assert_cmpuint(found.told, ==, 1);
  g_assert_cmpstr(found.other->name, ==, "Växjö");
}

static void
test_taken_back(void) {
  g_assert_cmpint(
      ASK({CORPUS_TAG_NEUTRAL, "Grannkommunerna har en cykelplan. Här hör man inte till dem."})
          .verdict,
      ==, SEARCH_VERDICT_LACKS);
  g_assert_cmpint(
      ASK({CORPUS_TAG_NEUTRAL, "Många kommuner har en cykelplan. Så är det inte här."}).verdict, ==,
      SEARCH_VERDICT_LACKS);
  g_assert_cmpint(
      ASK({CORPUS_TAG_NEUTRAL, "Många kommuner har en cykelplan. Budgeten är stram."}).verdict, ==,
      SEARCH_VERDICT_SILENT);
}

/* How it is here with what was told of others. */
static void
test_the_next_sentence_answers(void) {
  static const struct {
    const char *text;
    SearchVerdict verdict;
  } cases[] = {
      {"Många kommuner saknar cykelplan. Kalmar är inte en av dem.", SEARCH_VERDICT_HAS},
      {"Få kommuner har en cykelplan. Kalmar har det.", SEARCH_VERDICT_HAS},
      {"De flesta kommuner har en cykelplan. Kalmar är ett undantag.", SEARCH_VERDICT_LACKS},
      {"Många kommuner har en cykelplan. Kalmar växer.", SEARCH_VERDICT_SILENT},
      {"Många kommuner har en cykelplan. Så är det också här.", SEARCH_VERDICT_HAS},
      {"Andra kommuner har en cykelplan, något man här har valt bort.", SEARCH_VERDICT_LACKS},
      {"Växjö har en cykelplan, vilket kommunen saknar.", SEARCH_VERDICT_LACKS},
      {"Växjö har en cykelplan, men det är inte billigt.", SEARCH_VERDICT_SILENT},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, cases[i].text}).verdict, ==, cases[i].verdict);
  }
}

/* A question tells nothing; what follows answers it. */
static void
test_questions(void) {
  static const struct {
    const char *text;
    SearchVerdict verdict;
  } cases[] = {
      {"Hur används kommunens cykelplan?", SEARCH_VERDICT_SILENT},
      {"Har kommunen en cykelplan? Nej, det har vi inte.", SEARCH_VERDICT_LACKS},
      {"Varför inte ta fram en cykelplan?", SEARCH_VERDICT_LACKS},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, cases[i].text}).verdict, ==, cases[i].verdict);
  }
}

/* What was there is gone, what was missing is there: the two sentences are one piece of evidence.
 * A sentence with something of its own to tell takes nothing back. */
static void
test_the_next_sentence_turns(void) {
  static const struct {
    const char *text;
    SearchVerdict verdict;
  } cases[] = {
      {"En cykelplan antogs 2010. Numera används den inte.", SEARCH_VERDICT_LACKS},
      {"Länge saknades en cykelplan. Nu är den antagen.", SEARCH_VERDICT_HAS},
      {"Kommunen har en cykelplan. Den används dock bara i två förvaltningar.",
       SEARCH_VERDICT_PARTIAL},
      {"Kommunen har en cykelplan. Däremot finns inte någon uppföljning.", SEARCH_VERDICT_HAS},
      {"Kommunen saknar cykelplan. Det finns exempel på vägar.", SEARCH_VERDICT_LACKS},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, cases[i].text}).verdict, ==, cases[i].verdict);
  }
  g_assert_cmpuint(ASK({CORPUS_TAG_NEUTRAL, cases[0].text}).evidence, ==, 1);
}

static void
test_told_of_each_other(void) {
  Found found =
      ASK({CORPUS_TAG_NEUTRAL, "Växjö och Nybro är två andra kommuner med en cykelplan."});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_SILENT);
  g_assert_cmpuint(found.told, ==, 2);
}

/* What goes on about others, what is theirs in a title, and a list with a note on each. */
static void
test_told_of_whom(void) {
  Found found = ASK({CORPUS_TAG_NEUTRAL, "Växjö är en kommun som har en cykelplan. Systemet håller "
                                         "på att införas."});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_SILENT);
  found = ASK({CORPUS_TAG_NEUTRAL, "Arbetet följer dokumentet ”Lärdomar av Växjös cykelplan”."});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_SILENT);
  g_assert_cmpuint(found.told, ==, 1);
  found = ASK({CORPUS_TAG_NEUTRAL, "Förebilder är Växjö (torg), Nybro (hållplatser) och "
                                   "Emmaboda (cykelplan)."});
  g_assert_cmpuint(found.told, ==, 1);
  g_assert_cmpstr(found.other->name, ==, "Emmaboda");
  found = ASK({CORPUS_TAG_NEUTRAL, "Förebilder är Växjö och Nybro (cykelplan)."});
  g_assert_cmpuint(found.told, ==, 2);
}

static void
test_work_done_together_is_own(void) {
  Found found =
      ASK({CORPUS_TAG_NEUTRAL, "Tillsammans med Nybro har kommunen tagit fram en cykelplan."});
  g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_HAS);
  g_assert_cmpuint(found.told, ==, 0);
}

/* Others are named, but it is the own municipality that has it. */
static void
test_others_named_beside_the_own(void) {
  static const char *const own[] = {
      "Kommunen har en cykelplan efter Nybros modell.",
      "Det finns en cykelplan i samverkan mellan nämnderna och andra kommuner.",
      "Det finns en cykelplan med andra kommuner/regionen.",
      "En cykelplan, som få andra kommuner har, är antagen.",
      "Man har tagit fram en cykelplan med SKL:s mall.",
      "Cykelplanen ”Ut i Nybro” är antagen.",
  };
  for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
    Found found = ASK({CORPUS_TAG_NEUTRAL, own[i]});
    g_test_message("%s", own[i]);
    g_assert_cmpint(found.verdict, ==, SEARCH_VERDICT_HAS);
    g_assert_cmpuint(found.told, ==, 0);
  }
  g_assert_cmpint(ASK({CORPUS_TAG_NEUTRAL, "SKL har tagit fram en cykelplan."}).verdict, ==,
                  SEARCH_VERDICT_SILENT);
}

static void
test_background_is_no_evidence(void) {
  g_assert_cmpint(ASK({CORPUS_TAG_BACKGROUND, "Kommunen har en cykelplan."}).verdict, ==,
                  SEARCH_VERDICT_SILENT);
}

static void
test_sentence_goes_on(void) {
  Found found = ASK({CORPUS_TAG_NEUTRAL, "Kommunen har en cykelplan. Den gäller till 2020."});
  g_assert_cmpuint(found.evidence, ==, 2);
  found = ASK({CORPUS_TAG_NEUTRAL, "Kommunen har en cykelplan. Det finns en önskan om fler torg."});
  g_assert_cmpuint(found.evidence, ==, 1);
}

/* "utvärdering av cykelplanen" asks for the evaluation: that the plan is there says nothing. */
static void
test_what_is_asked_for_decides(void) {
  static const Made without = {CORPUS_TAG_NEUTRAL,
                               "Det finns en cykelplan, men ingen utvärdering har skett."};
  static const Made with = {CORPUS_TAG_NEUTRAL,
                            "En utvärdering av cykelplanen genomförs, men den saknar mål."};
  g_assert_cmpint(ask_of("utvärdering av cykelplanen", &without, 1).verdict, ==,
                  SEARCH_VERDICT_LACKS);
  g_assert_cmpint(ask_of("utvärdering av cykelplanen", &with, 1).verdict, >=,
                  SEARCH_VERDICT_PARTIAL);
}

/* A later sentence of the passage says what is asked for, an earlier one what it is asked for of.
 */
static void
test_said_before_and_asked_for_now(void) {
  static const Made both = {CORPUS_TAG_NEUTRAL, "Kommunen mäter trafiken. Resultaten visas i en "
                                                "tabell. Siffrorna har inte analyserats."};
  static const Made first = {CORPUS_TAG_NEUTRAL, "Kommunen mäter trafiken. Resultaten visas i en "
                                                 "tabell. Trafiken ökar."};
  g_assert_cmpint(ask_of("analys av trafiken", &both, 1).verdict, ==, SEARCH_VERDICT_LACKS);
  g_assert_cmpint(ask_of("analys av trafiken", &first, 1).verdict, ==, SEARCH_VERDICT_SILENT);
}

/* A heading says the first part of a compound, or a compound that begins like it, for a sentence
 * that says the last by itself, not for one that says what that is of. */
static void
test_heading_says_the_first_part(void) {
  static const Made alone = {CORPUS_TAG_NEUTRAL, "Varje år delas ett stipendium ut."};
  static const Made other = {CORPUS_TAG_NEUTRAL, "Varje år delas ett stipendium för forskare ut."};
  g_assert_cmpint(ask_below("Kultur", "kulturstipendium", &alone, 1).verdict, ==,
                  SEARCH_VERDICT_HAS);
  g_assert_cmpint(ask_below("Stöd till kulturlivet", "kulturstipendium", &alone, 1).verdict, ==,
                  SEARCH_VERDICT_HAS);
  g_assert_cmpint(ask_below("Stöd till idrotten", "kulturstipendium", &alone, 1).verdict, ==,
                  SEARCH_VERDICT_SILENT);
  g_assert_cmpint(ask_below("Kultur", "kulturstipendium", &other, 1).verdict, ==,
                  SEARCH_VERDICT_SILENT);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/who/evidence/silent", test_silence);
  g_test_add_func("/search/who/evidence/has", test_has);
  g_test_add_func("/search/who/evidence/has-better", test_has_and_should_be_better);
  g_test_add_func("/search/who/evidence/lacks", test_lacks);
  g_test_add_func("/search/who/evidence/partial", test_partial);
  g_test_add_func("/search/who/evidence/conflict", test_conflict_is_partial);
  g_test_add_func("/search/who/evidence/both", test_there_and_missing_in_one_sentence);
  g_test_add_func("/search/who/evidence/taken-back", test_taken_back);
  g_test_add_func("/search/who/evidence/answers", test_the_next_sentence_answers);
  g_test_add_func("/search/who/evidence/questions", test_questions);
  g_test_add_func("/search/who/evidence/turns", test_the_next_sentence_turns);
  g_test_add_func("/search/who/evidence/told", test_told_of_others_is_no_evidence);
  g_test_add_func("/search/who/evidence/told-each", test_told_of_each_other);
  g_test_add_func("/search/who/evidence/told-of-whom", test_told_of_whom);
  g_test_add_func("/search/who/evidence/told-beside", test_others_named_beside_the_own);
  g_test_add_func("/search/who/evidence/together", test_work_done_together_is_own);
  g_test_add_func("/search/who/evidence/asked-for", test_what_is_asked_for_decides);
  g_test_add_func("/search/who/evidence/said-before", test_said_before_and_asked_for_now);
  g_test_add_func("/search/who/evidence/background", test_background_is_no_evidence);
  g_test_add_func("/search/who/evidence/goes-on", test_sentence_goes_on);
  g_test_add_func("/search/who/evidence/heading", test_heading_says_the_first_part);
  return g_test_run();
}
