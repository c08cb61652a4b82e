/* tests/corpus/reading/items/item_table.c: tables of strengths and improvements of many kinds, read
 * whole. */
#include <glib.h>
#include <math.h>

#include "corpus/reading/items/item_table.h"
#include "tests/corpus/reading/items/table_text.h"

static CorpusLexicon *
open_lexicon(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  return lexicon;
}

/* The items as lines "S Kundcenter", "I …", "W …". */
static char *
read_table(const GPtrArray *lines, const CorpusColumnsEvidence *evidence, guint *end) {
  CorpusLexicon *lexicon = open_lexicon();
  CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines);
  GPtrArray *items = corpus_columns_read(lines, 0, lines->len - 1,
                                         (CorpusKnownWords){vocabulary, lexicon}, evidence, end);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < items->len; i++) {
    const CorpusItem *item = g_ptr_array_index(items, i);
    g_assert_cmpuint(item->first, <=, item->last);
    g_assert_cmpuint(item->last, <, lines->len);
    char letter = item->tag == CORPUS_TAG_STRENGTH      ? 'S'
                  : item->tag == CORPUS_TAG_IMPROVEMENT ? 'I'
                  : item->tag == CORPUS_TAG_WEAKNESS    ? 'W'
                                                        : '?';
    g_string_append_printf(out, "%c %s\n", letter, item->text);
  }
  g_ptr_array_unref(items);
  corpus_vocabulary_free(vocabulary);
  corpus_lexicon_free(lexicon);
  return g_string_free(out, FALSE);
}

static void
assert_table_with(const char *text, const CorpusColumnsEvidence *evidence, const char *expected) {
  GPtrArray *lines = table_lines_of(text);
  char *read = read_table(lines, evidence, NULL);
  g_assert_cmpstr(read, ==, expected);
  g_free(read);
  g_ptr_array_unref(lines);
}

static void
assert_table(const char *text, const char *expected) {
  assert_table_with(text, NULL, expected);
}

static void
test_two_columns_part_by_meaning(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "\uF0B7 Tydlig arbetsordning \n\uF0B7 Lokala utvecklings-\nråd \n"
               "\uF0B7 Medborgarkontor \n\uF0B7 Snabbare besked om bygglov \n"
               "\uF0B7 Ta fram en plan för dialog \n",
               "S Tydlig arbetsordning\nS Lokala utvecklingsråd\nS Medborgarkontor\n"
               "I Snabbare besked om bygglov\nI Ta fram en plan för dialog\n");
}

/* Each line of the text after an empty line where it begins with one ("|"). */
static void
assert_cells(const char *text, const char *expected) {
  GPtrArray *lines = table_lines_of(text);
  for (guint i = 0; i < lines->len; i++) {
    CorpusLine *line = g_ptr_array_index(lines, i);
    line->blank_before = *line->text == '|';
    if (line->blank_before)
      memmove(line->text, line->text + 1, strlen(line->text));
  }
  char *read = read_table(lines, NULL, NULL);
  g_assert_cmpstr(read, ==, expected);
  g_free(read);
  g_ptr_array_unref(lines);
}

/* An extraction that reads row by row has an empty line after each cell; where the right column has
 * run out there is none. */
static void
test_empty_lines_part_cells(void) {
  assert_cells("Styrkor\n|Förbättringsmöjligheter\n"
               "|• Egen tidning\n|• Webbsändning från\nfullmäktige\n|• Café för samtal\n"
               "|• Ta fram en kort budget\n|• Råd för unga\n|• Tydligare rutiner\n"
               "|• Sociala medier\n• Ett bra intranät\n• Appen\n• Medborgarkontor\n",
               "S Egen tidning\nI Webbsändning från fullmäktige\nS Café för samtal\n"
               "I Ta fram en kort budget\nS Råd för unga\nI Tydligare rutiner\nS Sociala medier\n"
               "S Ett bra intranät\nS Appen\nS Medborgarkontor\n");
}

static void
test_three_columns_of_which_one_tells_what_lacks(void) {
  assert_table(
      "Styrkor Förbättrings-\nmöjligheter \nSvagheter \n"
      "- Bra tillgänglighet i \nreceptionen \n- Många e-tjänster \n"
      "- Fler servicelöften \n- Utvärdera växeln \n"
      "- Inga mätningar av bemötande \n- Rutiner för klagomål saknas \n",
      "S Bra tillgänglighet i receptionen\nS Många e-tjänster\nI Fler servicelöften\n"
      "I Utvärdera växeln\nW Inga mätningar av bemötande\nW Rutiner för klagomål saknas\n");
}

static void
test_item_that_reads_like_another_column_stays_where_it_stands(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "• Många mötesplatser \n• Tydlig vision \n• Utveckla-dagen för alla \n"
               "• Gemensam värdegrund \n• Bra introduktion \n• Fler möten \n• Se över målen \n"
               "• Många mål i planen \n• Stärka dialogen \n",
               "S Många mötesplatser\nS Tydlig vision\nS Utveckla-dagen för alla\n"
               "S Gemensam värdegrund\nS Bra introduktion\nI Fler möten\nI Se över målen\n"
               "I Många mål i planen\nI Stärka dialogen\n");
}

static void
test_left_column_goes_on_overleaf(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "• Tydlig vision för kommunen \n• Gemensam värdegrund \n• Bra dialog i utskotten \n"
               "• Många mötesplatser \n• Färre mål och bättre mått \n• Se över reglementena \n"
               "\f• Stort förtroende mellan partierna \n• God ordning i rapporteringen \n",
               "S Tydlig vision för kommunen\nS Gemensam värdegrund\nS Bra dialog i utskotten\n"
               "S Många mötesplatser\nI Färre mål och bättre mått\nI Se över reglementena\n"
               "S Stort förtroende mellan partierna\nS God ordning i rapporteringen\n");
}

static void
test_lines_of_both_columns_take_turns(void) {
  assert_table("Styrkor Förbättringsmöjligheter\n"
               "• Många kontaktytor mellan\n• Mer samverkan med\n"
               "politiker och invånare i\nhögskolor för att utveckla\n"
               "hela kommunen\nkommunens tjänster\n"
               "• Återkommande mätningar\n• Utveckla dialogen med\n"
               "av bemötandet i skolan\nnäringslivet\n",
               "S Många kontaktytor mellan politiker och invånare i hela kommunen\n"
               "I Mer samverkan med högskolor för att utveckla kommunens tjänster\n"
               "S Återkommande mätningar av bemötandet i skolan\n"
               "I Utveckla dialogen med näringslivet\n");
}

static void
test_both_columns_go_on_overleaf(void) {
  assert_table("Styrkor Förbättringsmöjligheter\n"
               "• Tydlig vision\n• Policy som stöd för arbetet med\n"
               "• Fler jämförelser med andra\n• Ökat fokus på uppföljning (av\n"
               "\fkommunens jämställdhet\n• Kundcenter\n"
               "målen för verksamheten)\n• Utveckla e-tjänsterna\n",
               "S Tydlig vision\nS Policy som stöd för arbetet med kommunens jämställdhet\n"
               "I Fler jämförelser med andra\n"
               "I Ökat fokus på uppföljning (av målen för verksamheten)\nS Kundcenter\n"
               "I Utveckla e-tjänsterna\n");
}

/* An extraction that reads the bullets of a column first, and then its lines. */
static void
test_bullets_apart_from_their_lines(void) {
  assert_table("Styrkor Förbättringsmöjligheter\n"
               "•\n•\n•\n• Tydligare uppföljning av\nmålen i budgeten\n• Utveckla dialogen\n"
               "Många mötesplatser för\ninvånare och politiker\nEn vision som är väl känd\n"
               "Kundcenter\n",
               "I Tydligare uppföljning av målen i budgeten\nI Utveckla dialogen\n"
               "S Många mötesplatser för invånare och politiker\nS En vision som är väl känd\n"
               "S Kundcenter\n");
}

static void
test_item_goes_on_overleaf(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "• Tydlig vision för kommunen \n• Gemensam värdegrund \n• Bra dialog om mål och \n"
               "• Färre mål \n• Se över reglementena \n"
               "\fresultat i utskotten \n• God ordning i rapporterna \n",
               "S Tydlig vision för kommunen\nS Gemensam värdegrund\n"
               "S Bra dialog om mål och resultat i utskotten\nI Färre mål\n"
               "I Se över reglementena\nS God ordning i rapporterna\n");
  assert_table(
      "Styrkor Förbättringsmöjligheter \n"
      "• Tydlig vision \n• Många goda nätverk \n• Färre mål \n• Se över riktlinjerna för \n"
      "\frepresentation \n• Utveckla rapporterna \n",
      "S Tydlig vision\nS Många goda nätverk\nI Färre mål\n"
      "I Se över riktlinjerna för representation\nI Utveckla rapporterna\n");
}

static void
test_break_that_is_no_page_does_not_begin_columns_anew(void) {
  assert_table("Styrkor Utvecklingsområden \n"
               "§ Tydlig lönepolitik \n§ Bra introduktion \n"
               "\f§ Många förmåner \n§ Goda arbetsvillkor \n§ Utveckla lönesamtalen \n"
               "§ Fler karriärvägar \n",
               "S Tydlig lönepolitik\nS Bra introduktion\nS Många förmåner\n"
               "S Goda arbetsvillkor\nI Utveckla lönesamtalen\nI Fler karriärvägar\n");
}

static void
test_no_bullets_with_quotes_and_names(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "Kulturhus med verksamhet för \nTranås alla unga \n”Företagslots” i samarbete med \n"
               "Vaggeryd och Nässjö \nStarkt föreningsliv \nUtveckla samarbetet med \n"
               "högskolan \nBredda stödet till kultur-\nföreningar \nDialogen med byarna bör \n"
               "bli tätare \n",
               "S Kulturhus med verksamhet för Tranås alla unga\n"
               "S ”Företagslots” i samarbete med Vaggeryd och Nässjö\nS Starkt föreningsliv\n"
               "I Utveckla samarbetet med högskolan\nI Bredda stödet till kulturföreningar\n"
               "I Dialogen med byarna bör bli tätare\n");
}

static void
test_empty_paragraph_ends_a_column(void) {
  assert_table("Styrkor Förbättringsmöjligheter Svagheter \n"
               "• Policy för rekrytering \n• Chefsutbildning \n \n• Mentorer för nya chefer \n"
               "• Hälsoprofiler \n \n• Mångfald som tillgång \n",
               "S Policy för rekrytering\nS Chefsutbildning\nI Mentorer för nya chefer\n"
               "I Hälsoprofiler\nW Mångfald som tillgång\n");
}

static void
test_other_bullet_begins_another_column(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "• Intranät \n• Kvalitetspris \n✓ Nätverk \n✓ Spridning av idéer \n",
               "S Intranät\nS Kvalitetspris\nI Nätverk\nI Spridning av idéer\n");
}

static void
test_chapter_places_bare_nouns(void) {
  const char *const strong[] = {"Vänortsutbytet är omfattande.", "Bra stöd ges åt föreningarna.",
                                NULL};
  const char *const weak[] = {"Styrningen av bolagen saknas i målen.",
                              "Uppföljning av energi bör utvecklas.", NULL};
  const char *const parts[] = {
      "Bolagen Styrningen av bolagen saknas i målen.", "Föreningar Bra stöd ges åt föreningarna.",
      "Vänorter Vänortsutbytet är omfattande.", "Miljö Uppföljning av energi bör utvecklas.", NULL};
  const CorpusColumnsEvidence evidence = {strong, weak, parts, NULL};
  assert_table_with("Styrkor Förbättringsmöjligheter \n• Föreningsstöd \n• Vänortsutbyte \n"
                    "• Bolagsstyrning \n• Energiuppföljning \n",
                    &evidence,
                    "S Föreningsstöd\nS Vänortsutbyte\nI Bolagsstyrning\nI Energiuppföljning\n");
}

static void
test_word_over_each_column_leaves_no_doubt(void) {
  assert_table("Styrkor \nUtveckla dialogen heter vårt projekt \nTydligare mål \n"
               "Förbättringsområden \nMånga möten \nSvagheter \nKundcenter \n",
               "S Utveckla dialogen heter vårt projekt\nS Tydligare mål\nI Många möten\n"
               "W Kundcenter\n");
}

static void
test_header_is_repeated_overleaf(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n• Tydliga roller \n• Bra stöd \n"
               "• Utveckla rapporterna \n• Fler möten \n"
               "\fStyrkor Förbättringsmöjligheter \n• Goda relationer \n• Förbättra stödet \n",
               "S Tydliga roller\nS Bra stöd\nI Utveckla rapporterna\nI Fler möten\n"
               "S Goda relationer\nI Förbättra stödet\n");
}

static void
test_end_is_told_and_text_after_it_left_alone(void) {
  GPtrArray *lines =
      table_lines_of("Styrkor Förbättringsmöjligheter \n• Tydliga roller \n• Fler möten med \n"
                     "ungdomsrådet \n \nKommentar \nKommunen har goda rutiner. ");
  guint end = 0;
  char *read = read_table(lines, NULL, &end);
  g_assert_cmpstr(read, ==, "S Tydliga roller\nI Fler möten med ungdomsrådet\n");
  g_assert_cmpuint(end, ==, 3);
  g_free(read);
  g_ptr_array_unref(lines);
}

static void
test_table_of_a_header_alone(void) {
  GPtrArray *lines = table_lines_of("4.1.3 Styrkor och förbättringsmöjligheter \n \n"
                                    "Styrkor Förbättringsmöjligheter ");
  guint end = 0;
  char *read = read_table(lines, NULL, &end);
  g_assert_cmpstr(read, ==, "");
  g_assert_cmpuint(end, ==, 2);
  g_free(read);
  g_ptr_array_unref(lines);
}

/* A line of a source that knows positions. */
static void
add_placed(GPtrArray *lines, const char *text, unsigned page, double left, double top) {
  CorpusLine *line = corpus_line_new(text, page, lines->len + 1);
  line->left = left;
  line->top = top;
  line->ends_with_space = true;
  g_ptr_array_add(lines, line);
}

static void
test_left_edges_decide_where_they_are_known(void) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  add_placed(lines, "Styrkor", 4, 72, 100);
  add_placed(lines, "Förbättringsmöjligheter", 4, 310, 100);
  add_placed(lines, "• Utveckla-dagen för alla", 4, 72, 120);
  add_placed(lines, "• Kundcenter", 4, 310, 120);
  add_placed(lines, "medarbetare", 4, 90, 134);
  add_placed(lines, "• Tydlig", 4, 310, 134);
  add_placed(lines, "• Fler möten", 4, 72, 148);
  add_placed(lines, "rollfördelning", 4, 328, 148);
  add_placed(lines, "• Ökad tillit", 5, 72, 60);
  char *read = read_table(lines, NULL, NULL);
  g_assert_cmpstr(read, ==,
                  "S Utveckla-dagen för alla medarbetare\nS Fler möten\nS Ökad tillit\n"
                  "I Kundcenter\nI Tydlig rollfördelning\n");
  g_free(read);
  g_ptr_array_unref(lines);
}

/* A line whose words know their places: each letter is 5 points wide, a space 2.5, and what "|"
 * parts begins at the next of the lefts. */
static void
add_words(GPtrArray *lines, const char *text, unsigned page, double top, const double *lefts) {
  CorpusLine *line = corpus_line_new("", page, lines->len + 1);
  GString *joined = g_string_new(NULL);
  char **cells = g_strsplit(text, "|", -1);
  line->words = g_array_new(FALSE, FALSE, sizeof(CorpusPlace));
  line->size = 10;
  line->top = top;
  for (guint i = 0; cells[i] != NULL; i++) {
    char **words = g_strsplit(cells[i], " ", -1);
    double at = lefts[i];
    for (guint j = 0; words[j] != NULL && *cells[i] != '\0'; j++) {
      CorpusPlace place = {at, at + 5 * (double)g_utf8_strlen(words[j], -1)};
      at = place.right + 2.5;
      g_array_append_val(line->words, place);
      g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", words[j]);
    }
    g_strfreev(words);
  }
  g_strfreev(cells);
  g_free(line->text);
  line->text = g_string_free(joined, FALSE);
  line->left = g_array_index(line->words, CorpusPlace, 0).left;
  line->right = g_array_index(line->words, CorpusPlace, line->words->len - 1).right;
  g_ptr_array_add(lines, line);
}

static GPtrArray *
no_lines(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
}

static void
assert_read(GPtrArray *lines, const char *expected) {
  char *read = read_table(lines, NULL, NULL);
  g_assert_cmpstr(read, ==, expected);
  g_free(read);
  g_ptr_array_unref(lines);
}

static void
test_full_column_is_cut_at_the_edge_that_other_rows_show(void) {
  static const double columns[] = {70, 200}, hanging[] = {80, 210};
  GPtrArray *lines = no_lines();
  add_words(lines, "Styrkor|Förbättringsmöjligheter", 1, 100, columns);
  add_words(lines, "• Tydlig vision|• Mer samlad bild", 1, 120, columns);
  add_words(lines, "• Brett stöd för goda idéer|• Ny plan för stöd", 1, 134, columns);
  add_words(lines, "i hela kommunens område|och utveckling", 1, 148, hanging);
  assert_read(lines, "S Tydlig vision\nS Brett stöd för goda idéer i hela kommunens område\n"
                     "I Mer samlad bild\nI Ny plan för stöd och utveckling\n");
}

static void
test_empty_column_is_a_column(void) {
  static const double columns[] = {70, 200, 330};
  GPtrArray *lines = no_lines();
  add_words(lines, "Styrkor|Förbättringsmöjligheter|Svagheter", 1, 100, columns);
  add_words(lines, "Utveckla-dagen|Ett gott stöd", 1, 120, columns);
  add_words(lines, "Kundcenter|Många nätverk", 1, 134, columns);
  assert_read(lines, "S Utveckla-dagen\nS Kundcenter\nI Ett gott stöd\nI Många nätverk\n");
}

static void
test_edges_hold_on_pages_that_are_set_farther_right(void) {
  static const double left[] = {70, 200}, right[] = {90, 220}, head[] = {90, 220};
  GPtrArray *lines = no_lines();
  add_words(lines, "Styrkor|Utvecklingsområden", 1, 100, left);
  add_words(lines, "• Tydlig vision|• Ett gott", 1, 120, left);
  add_words(lines, "Styrkor|Utvecklingsområden", 2, 100, head);
  add_words(lines, "• Kundcenter|stöd", 2, 120, right);
  assert_read(lines, "S Tydlig vision\nS Kundcenter\nI Ett gott stöd\n");
}

static void
test_running_text_across_the_columns_is_not_the_tables(void) {
  static const double columns[] = {70, 200}, page[] = {70};
  GPtrArray *lines = no_lines();
  add_words(lines, "Styrkor|Förbättringsmöjligheter", 1, 100, columns);
  add_words(lines, "• Tydlig vision|• Mer samlad bild", 1, 120, columns);
  add_words(lines, "• Kundcenter|• Fler möten", 1, 134, columns);
  add_words(lines, "Kommunen har under året prövat nya sätt att möta sina invånare och har", 1, 170,
            page);
  add_words(lines, "dessutom tagit fram en handbok som alla kan använda sig av.", 1, 184, page);
  assert_read(lines, "S Tydlig vision\nS Kundcenter\nI Mer samlad bild\nI Fler möten\n");
}

static void
test_dash_within_an_item_is_no_bullet_where_it_stands_farther_right(void) {
  static const double columns[] = {70, 200}, hanging[] = {80, 210};
  GPtrArray *lines = no_lines();
  add_words(lines, "Styrkor|Förbättringsmöjligheter", 1, 100, columns);
  add_words(lines, "– Tydlig vision|– Tydligare koppling resurser", 1, 120, columns);
  add_words(lines, "|– verksamhet", 1, 134, hanging);
  add_words(lines, "– Kundcenter|– Fler möten", 1, 148, columns);
  assert_read(lines, "S Tydlig vision\nS Kundcenter\nI Tydligare koppling resurser – verksamhet\n"
                     "I Fler möten\n");
}

static void
test_bullets_apart_from_their_items(void) {
  assert_table("Styrkor \n \nFörbättringsmöjligheter \n \n• \n• \n• \n• \n"
               "• Utveckla rapporterna \n• Se över målen \n• Fler möten \n2015-12-03 \n \n"
               "Tydlig vision \nMånga mötesplatser \nBra introduktion \nGott stöd \n",
               "I Utveckla rapporterna\nI Se över målen\nI Fler möten\nS Tydlig vision\n"
               "S Många mötesplatser\nS Bra introduktion\nS Gott stöd\n");
}

/* "Kommentarer" heads what stands below a table; the end of an item is none. */
static void
test_an_item_may_end_with_the_word_of_a_heading(void) {
  assert_table("Styrkor Förbättringsmöjligheter\n• Tydlig vision\n• Enkla blanketter med \n"
               "kommentarer \n• Gott stöd\n• Utveckla rapporterna\n• Fler möten\n"
               "Kommentarer\nBlanketterna finns på webben.\n",
               "S Tydlig vision\nS Enkla blanketter med kommentarer\nS Gott stöd\n"
               "I Utveckla rapporterna\nI Fler möten\n");
}

static void
test_note_among_bullets_is_no_item(void) {
  assert_table("Styrkor Förbättringsmöjligheter\n• Tidning till alla hushåll\n"
               "• Möten sänds på webben\n1 Källa: intervju med företrädare för verksamheten.\n"
               "• Utveckla informationen om resultat\n• Inrätta en kanal för anställda\n",
               "S Tidning till alla hushåll\nS Möten sänds på webben\n"
               "I Utveckla informationen om resultat\nI Inrätta en kanal för anställda\n");
  assert_table("Det här gör ni bra\n* Fritidsbanken i hamnen\n* Bokbussen på landet\n"
               "* Sommarsimskolan för vuxna\nDet här kan ni utveckla\n"
               "* Öppettider i simhallen\n* Skyltar i hamnen\n",
               "S Fritidsbanken i hamnen\nS Bokbussen på landet\nS Sommarsimskolan för vuxna\n"
               "I Öppettider i simhallen\nI Skyltar i hamnen\n");
  /* an item's second line may begin as a note does, whose sign is not the items' for that */
  assert_table("Styrkor Förbättringsmöjligheter\n• Förskolan får \n15 nya platser\n"
               "• Möten sänds på webben\n1 Tidningen heter Nytt i Berga\n"
               "• Utveckla informationen om resultat\n• Inrätta en kanal för anställda\n",
               "S Förskolan får 15 nya platser\nS Möten sänds på webben\n"
               "I Utveckla informationen om resultat\nI Inrätta en kanal för anställda\n");
}

static void
test_rows_that_pair_a_strength_with_an_improvement(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "– Jämförelsetjänst – Utveckla dialogen \n– Medborgarbudget i byarna \n"
               "– Tydliggör vem som \nansvarar \n– Gott klimat – Fler möten \n– Kundcenter \n",
               "S Jämförelsetjänst\nI Utveckla dialogen\nS Medborgarbudget i byarna\n"
               "I Tydliggör vem som ansvarar\nS Gott klimat\nI Fler möten\nS Kundcenter\n");
  assert_table("Styrkor Förbättringsmöjligheter \n• Många bra mötesplatser \n"
               "• Utveckla dialogen \n• Tydlig vision \n• Förbättra rapporterna \n"
               "• Gott klimat \n• Se över målen \n• Bra introduktion \n• Ta fram en plan \n",
               "S Många bra mötesplatser\nI Utveckla dialogen\nS Tydlig vision\n"
               "I Förbättra rapporterna\nS Gott klimat\nI Se över målen\nS Bra introduktion\n"
               "I Ta fram en plan\n");
}

/* Rows are shown, but what they show can't be: three items in a line, and two columns. So the items
 * are read as columns, the same each time. */
static void
test_more_items_in_a_line_than_there_are_columns(void) {
  assert_table("Styrkor Förbättringsmöjligheter \n"
               "– Gott klimat – Tydlig vision – Utveckla dialogen \n"
               "– Bra introduktion – Fler möten \n– Kundcenter – Ta fram en plan \n",
               "S Gott klimat\nS Tydlig vision\nS Utveckla dialogen\nS Bra introduktion\n"
               "I Fler möten\nI Kundcenter\nI Ta fram en plan\n");
}

static void
test_columns_kept_with_spaces(void) {
  GError *error = NULL;
  const char *text = "Styrkor                      Förbättringsmöjligheter\n\n"
                     "• Rådet möts fyra gånger om  • Inrätta en kanal för\n"
                     "  året                         anställda\n"
                     "• Många möten                • Låt alla föreslå ämnen\n"
                     "                             • Gör den lättare att söka\n"
                     "                               på\n";
  CorpusLines *lines = corpus_lines_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  char *read = read_table(lines->lines, NULL, NULL);
  g_assert_cmpstr(read, ==,
                  "S Rådet möts fyra gånger om året\nS Många möten\n"
                  "I Inrätta en kanal för anställda\nI Låt alla föreslå ämnen\n"
                  "I Gör den lättare att söka på\n");
  g_free(read);
  corpus_lines_free(lines);
}

/* Empty lines part the rows, and the numbers of the labels are no bullets. */
static void
test_rows_kept_with_empty_lines(void) {
  GError *error = NULL;
  const char *text =
      "Fråga                   Styrka                        Utvecklingsområde\n"
      "1.1 Val av väg          Torgmöten på lördagar\n\n"
      "1.2 Svar i tid          Växel som svarar dygnet       Plan för den som inte kan\n"
      "                        runt                          ringa\n\n"
      "1.3 Möten                                             Lokaler i alla byar\n\n"
      "1.4 Ungas röst          Ungdomsråd                    Ordna skolval\n";
  CorpusLines *lines = corpus_lines_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  char *read = read_table(lines->lines, NULL, NULL);
  g_assert_cmpstr(read, ==,
                  "S Torgmöten på lördagar\nS Växel som svarar dygnet runt\nS Ungdomsråd\n"
                  "I Plan för den som inte kan ringa\nI Lokaler i alla byar\nI Ordna skolval\n");
  g_free(read);
  corpus_lines_free(lines);
}

static void
add_cell(GPtrArray *lines, const char *text, unsigned row, unsigned column) {
  CorpusLine *line = corpus_line_new(text, 1, lines->len + 1);
  line->table = 1;
  line->row = row;
  line->column = column;
  line->paragraph = lines->len + 1;
  g_ptr_array_add(lines, line);
}

static void
test_document_that_knows_its_cells(void) {
  GPtrArray *lines = no_lines();
  add_cell(lines, "Styrkor", 1, 1);
  add_cell(lines, "Förbättringsmöjligheter", 1, 2);
  add_cell(lines, "Utveckla-dagen för alla", 2, 1);
  add_cell(lines, "Många nätverk", 2, 2);
  add_cell(lines, "och stöd", 3, 1);
  assert_read(lines, "S Utveckla-dagen för alla\nS och stöd\nI Många nätverk\n");
}

static void
test_cells_below_an_empty_column(void) {
  GPtrArray *lines = no_lines();
  add_cell(lines, "Styrkor", 1, 1);
  add_cell(lines, "Förbättringsmöjligheter", 1, 2);
  add_cell(lines, "Många nätverk", 2, 2);
  add_cell(lines, "Bra dialog", 2, 2);
  assert_read(lines, "I Många nätverk\nI Bra dialog\n");
}

/* A column of questions holds no items; it says what those of a row are about. */
static void
test_labels_stand_beside_items(void) {
  for (guint named = 0; named < 2; named++) {
    GPtrArray *lines = no_lines();
    if (named > 0)
      add_cell(lines, "Delfråga", 1, 1);
    add_cell(lines, "Styrka", 1, 2);
    add_cell(lines, "Förbättringsmöjlighet", 1, 3);
    add_cell(lines, "1.1 Hur informeras de?", 2, 1);
    add_cell(lines, "Många nätverk", 2, 3);
    add_cell(lines, "1.2 Hur lyssnar vi?", 3, 1);
    add_cell(lines, "Utveckla-dagen för alla", 3, 2);
    add_cell(lines, "Förslagslåda", 3, 3);
    CorpusLexicon *lexicon = open_lexicon();
    CorpusVocabulary *vocabulary = corpus_vocabulary_new(lines);
    GPtrArray *items = corpus_columns_read(lines, 0, lines->len - 1,
                                           (CorpusKnownWords){vocabulary, lexicon}, NULL, NULL);
    const CorpusItem *first = g_ptr_array_index(items, 0), *last = g_ptr_array_index(items, 2);
    g_assert_cmpuint(items->len, ==, 3);
    g_assert_cmpint(first->tag, ==, CORPUS_TAG_STRENGTH);
    g_assert_cmpstr(first->text, ==, "Utveckla-dagen för alla");
    g_assert_cmpstr(first->label, ==, "1.2 Hur lyssnar vi?");
    g_assert_cmpint(last->tag, ==, CORPUS_TAG_IMPROVEMENT);
    g_assert_cmpstr(last->label, ==, "1.2 Hur lyssnar vi?");
    g_ptr_array_unref(items);
    g_ptr_array_unref(lines);
    corpus_vocabulary_free(vocabulary);
    corpus_lexicon_free(lexicon);
  }
}

static void
test_signs_tell_the_column(void) {
  assert_table("+ Många nätverk\n+ Fler möten än\nförut\n– Öppna dagar\n– Bra dialog\n",
               "S Många nätverk\nS Fler möten än förut\nI Öppna dagar\nI Bra dialog\n");
  assert_table("– Öppna dagar\n+ Fler möten\n", "I Öppna dagar\nS Fler möten\n");
}

static void
test_heads_beside_their_cells(void) {
  GPtrArray *lines = no_lines();
  add_cell(lines, "Styrkor", 1, 1);
  add_cell(lines, "Utveckla-dagen för alla", 1, 2);
  add_cell(lines, "Förslagslåda", 1, 2);
  add_cell(lines, "Förbättringsmöjligheter", 2, 1);
  add_cell(lines, "Många nätverk", 2, 2);
  add_cell(lines, "Bra dialog", 2, 2);
  assert_read(lines, "S Utveckla-dagen för alla\nS Förslagslåda\nI Många nätverk\nI Bra dialog\n");
}

static void
test_left_edges_that_show_one_column_do_not_decide(void) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  add_placed(lines, "Styrkor Förbättringsmöjligheter", 4, 72, 100);
  add_placed(lines, "• Tydlig vision", 4, 72, 120);
  add_placed(lines, "• Många nätverk", 4, 72, 134);
  add_placed(lines, "• Utveckla metoderna", 4, 72, 148);
  add_placed(lines, "• Fler förslag", 4, 72, 162);
  char *read = read_table(lines, NULL, NULL);
  g_assert_cmpstr(read, ==,
                  "S Tydlig vision\nS Många nätverk\nI Utveckla metoderna\nI Fler förslag\n");
  g_free(read);
  g_ptr_array_unref(lines);
}

/* The next line of page 4. */
static void
add_wide(GPtrArray *lines, const char *text, double left, double right) {
  add_placed(lines, text, 4, left, 20 + 14 * (double)lines->len);
  ((CorpusLine *)lines->pdata[lines->len - 1])->right = right;
}

/* The next word would have had room behind "efter" and "till", as the text above shows: these end
 * their items, though words of the kind seldom do. */
static void
test_room_that_the_text_around_shows(void) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  static const char *const items[] = {"Sammandrag av besluten dagen efter", "Byarna har en röst",
                                      "Alla vet vad råden har lett till", "Tydliga besked"};
  for (guint i = 0; i < 4; i++)
    add_wide(lines, "Råden träffas ofta och får svar på alla frågor som de ställer.", 72, 480);
  add_wide(lines, "Styrkor", 72, 120);
  for (guint i = 0; i < G_N_ELEMENTS(items); i++)
    add_wide(lines, items[i], 90, 90 + 6 * (double)g_utf8_strlen(items[i], -1));
  GPtrArray *read =
      corpus_columns_read(lines, 4, lines->len - 1, (CorpusKnownWords){0}, NULL, NULL);
  g_assert_cmpuint(read->len, ==, 4);
  for (guint i = 0; i < read->len; i++)
    g_assert_cmpstr(((CorpusItem *)read->pdata[i])->text, ==, items[i]);
  g_ptr_array_unref(read);
  g_ptr_array_unref(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/items/item_table/two", test_two_columns_part_by_meaning);
  g_test_add_func("/corpus/reading/items/item_table/empty-lines-part-cells",
                  test_empty_lines_part_cells);
  g_test_add_func("/corpus/reading/items/item_table/three",
                  test_three_columns_of_which_one_tells_what_lacks);
  g_test_add_func("/corpus/reading/items/item_table/whole",
                  test_item_that_reads_like_another_column_stays_where_it_stands);
  g_test_add_func("/corpus/reading/items/item_table/overleaf", test_left_column_goes_on_overleaf);
  g_test_add_func("/corpus/reading/items/item_table/turns", test_lines_of_both_columns_take_turns);
  g_test_add_func("/corpus/reading/items/item_table/both-overleaf",
                  test_both_columns_go_on_overleaf);
  g_test_add_func("/corpus/reading/items/item_table/bullets-before-lines",
                  test_bullets_apart_from_their_lines);
  g_test_add_func("/corpus/reading/items/item_table/overleaf-item", test_item_goes_on_overleaf);
  g_test_add_func("/corpus/reading/items/item_table/no-page",
                  test_break_that_is_no_page_does_not_begin_columns_anew);
  g_test_add_func("/corpus/reading/items/item_table/no-bullets",
                  test_no_bullets_with_quotes_and_names);
  g_test_add_func("/corpus/reading/items/item_table/empty-paragraph",
                  test_empty_paragraph_ends_a_column);
  g_test_add_func("/corpus/reading/items/item_table/other-bullet",
                  test_other_bullet_begins_another_column);
  g_test_add_func("/corpus/reading/items/item_table/chapter", test_chapter_places_bare_nouns);
  g_test_add_func("/corpus/reading/items/item_table/named",
                  test_word_over_each_column_leaves_no_doubt);
  g_test_add_func("/corpus/reading/items/item_table/header-again",
                  test_header_is_repeated_overleaf);
  g_test_add_func("/corpus/reading/items/item_table/end",
                  test_end_is_told_and_text_after_it_left_alone);
  g_test_add_func("/corpus/reading/items/item_table/header-alone", test_table_of_a_header_alone);
  g_test_add_func("/corpus/reading/items/item_table/room", test_room_that_the_text_around_shows);
  g_test_add_func("/corpus/reading/items/item_table/edges",
                  test_left_edges_decide_where_they_are_known);
  g_test_add_func("/corpus/reading/items/item_table/places/full",
                  test_full_column_is_cut_at_the_edge_that_other_rows_show);
  g_test_add_func("/corpus/reading/items/item_table/places/empty", test_empty_column_is_a_column);
  g_test_add_func("/corpus/reading/items/item_table/places/shifted",
                  test_edges_hold_on_pages_that_are_set_farther_right);
  g_test_add_func("/corpus/reading/items/item_table/places/prose",
                  test_running_text_across_the_columns_is_not_the_tables);
  g_test_add_func("/corpus/reading/items/item_table/places/dash",
                  test_dash_within_an_item_is_no_bullet_where_it_stands_farther_right);
  g_test_add_func("/corpus/reading/items/item_table/bullets-apart",
                  test_bullets_apart_from_their_items);
  g_test_add_func("/corpus/reading/items/item_table/small-comments",
                  test_an_item_may_end_with_the_word_of_a_heading);
  g_test_add_func("/corpus/reading/items/item_table/note", test_note_among_bullets_is_no_item);
  g_test_add_func("/corpus/reading/items/item_table/rows",
                  test_rows_that_pair_a_strength_with_an_improvement);
  g_test_add_func("/corpus/reading/items/item_table/rows-that-cannot-be",
                  test_more_items_in_a_line_than_there_are_columns);
  g_test_add_func("/corpus/reading/items/item_table/spaces", test_columns_kept_with_spaces);
  g_test_add_func("/corpus/reading/items/item_table/empty-lines", test_rows_kept_with_empty_lines);
  g_test_add_func("/corpus/reading/items/item_table/cells", test_document_that_knows_its_cells);
  g_test_add_func("/corpus/reading/items/item_table/empty-column",
                  test_cells_below_an_empty_column);
  g_test_add_func("/corpus/reading/items/item_table/labels", test_labels_stand_beside_items);
  g_test_add_func("/corpus/reading/items/item_table/signs", test_signs_tell_the_column);
  g_test_add_func("/corpus/reading/items/item_table/heads-beside", test_heads_beside_their_cells);
  g_test_add_func("/corpus/reading/items/item_table/edges-one",
                  test_left_edges_that_show_one_column_do_not_decide);
  return g_test_run();
}
