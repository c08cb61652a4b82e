/* tests/corpus/reading/outline/outline.c: chapters, headings, tables and running text are told
 * apart by what they mean, in several layouts. */
#include <glib.h>

#include "corpus/reading/outline/outline.h"
#include "tests/corpus/lines_of.h"

#define FULL                                                                                       \
  "Kommunen arbetar sedan flera år med detta och det syns i de flesta av verksamheterna i\n"
#define LAST "alla delar av organisationen.\n"
#define PROSE FULL LAST

static char *
line_text(const CorpusLines *lines, guint at) {
  return ((CorpusLine *)g_ptr_array_index(lines->lines, at))->text;
}

/* The outline as text, a block a line: "prose 1.2 Heading: first words". */
static char *
outline_of(const char *text, unsigned revision) {
  static const char *const kinds[] = {"prose", "rubrics", "columns", "scores", "history", "points"};
  CorpusLines *lines = lines_of(text);
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(revision), NULL, NULL);
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    g_string_append_printf(found, "%s %u%s", kinds[block->kind], block->area,
                           block->background ? " background" : "");
    if (block->question != NULL)
      g_string_append_printf(found, " %s", block->question->id);
    g_string_append_printf(found, " [%s] %u\n", block->heading, block->last - block->first + 1);
  }
  g_ptr_array_unref(blocks);
  corpus_lines_free(lines);
  return g_string_free(found, FALSE);
}

/* Numbered items of a list in a chapter begin no chapter of the report, where the document says
 * what they are. */
static void
test_numbered_items_are_no_chapters(void) {
  for (int items = 0; items < 2; items++) {
    CorpusLines *lines = lines_of("Område 1 Offentlighet och demokrati\n"
                                  "Information till medborgarna\n" PROSE "Detta görs:\n"
                                  "1. Tidningen\n2. Webbplatsen\n" PROSE);
    for (guint i = 0; i < lines->lines->len; i++) {
      CorpusLine *line = g_ptr_array_index(lines->lines, i);
      bool item = items == 1 && g_ascii_isdigit(*line->text);
      line->kind = i < 2 ? CORPUS_LINE_HEADING : item ? CORPUS_LINE_ITEM : CORPUS_LINE_TEXT;
      line->paragraph = i + 1;
    }
    GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2010), NULL, NULL);
    const CorpusBlock *last = g_ptr_array_index(blocks, blocks->len - 1);
    g_assert_cmpuint(last->area, ==, items);
    g_ptr_array_unref(blocks);
    corpus_lines_free(lines);
  }
}

static void
check(const char *text, unsigned revision, const char *expected) {
  char *found = outline_of(text, revision);
  g_assert_cmpstr(found, ==, expected);
  g_free(found);
}

static void
test_chapters_with_rubrics(void) {
  check("1 Vad är Kommunkompassen?\n" PROSE "Områdena är:\n"
        "• Offentlighet och demokrati\n• Politisk styrning och kontroll\n" PROSE
        "2 Åmåls kommun i förhållande till Kommunkompassen:\nEn sammanfattande genomgång\n"
        "Utvärderingen\n" PROSE "Jämförelser\n" PROSE
        "3 Detaljerad genomgång i förhållande till\nKommunkompassens åtta områden\n"
        "Område 1 Offentlighet och demokrati\nRubriker Poäng\n• Information till medborgare\n"
        "• Dialog och medborgarmedverkan\n41\nAllmänt\n" PROSE
        "Information till medborgarna\n" PROSE "Medborgardialog och deltagande\n" PROSE
        "Styrkor Förbättringsmöjligheter\n• Kundcenter\n• Fler dialoger\n"
        "Område 5 Resultat och effektivitet\nRubriker Poäng\n• Jämförelser\n49\n"
        "Jämförelser\n" PROSE "4. Översikt av poängfördelning\n"
        "Nedanstående tabeller visar Åmåls kommuns resultat.\n"
        "1.  Offentlighet och demokrati Uppnått Max Procent\n"
        "1.1 Finns en plan? 5 15 35 %\n1.2 Hur informeras medborgarna? 11 20 55 %\n"
        "16 35 46 %\n6 Kortfakta om Åmåls kommun\nFolkmängd\n12 000\n",
        2010,
        "prose 0 background [Vad är Kommunkompassen?] 7\n"
        "prose 0 [Utvärderingen] 2\n"
        "prose 0 background [Jämförelser] 2\n"
        "rubrics 1 [] 4\n"
        "prose 1 background [Allmänt] 2\n"
        "prose 1 1.2 [Information till medborgarna] 2\n"
        "prose 1 1.4 [Medborgardialog och deltagande] 2\n"
        "columns 1 [] 3\n"
        "rubrics 5 [] 3\n"
        "prose 5 5.5 [Jämförelser] 2\n"
        "prose 0 [Översikt av poängfördelning] 1\n"
        "scores 1 [] 4\n"
        "prose 0 [Kortfakta om Åmåls kommun] 2\n");
}

/* A list of the questions' points below the title of the chapter; names in capitals; a chapter
 * whose name alone stands above its first question; headings of the items of an area. */
static void
test_chapters_that_open_in_other_ways(void) {
  check("1 Offentlighet och demokrati\n• 1.1 Strategi för demokrati 5 p av 15\n"
        "• 1.2 Information till medborgarna 9 p (max 20 p)\n• Summa 14 p av 35\n"
        "Information till medborgarna\n" PROSE,
        2010, "scores 1 [] 4\nprose 1 1.2 [Information till medborgarna] 2\n");
  check("Resultat och effektivitet\n5.1 Strategi\n" PROSE "5.5 Jämförelser\n" PROSE, 2010,
        "prose 5 5.1 [Strategi] 2\nprose 5 5.5 [Jämförelser] 2\n");
  check("Bilaga 2:5. Styrkor och utvecklingsområden, Resultat och\neffektivitet\n"
        "Styrkor Förbättringsmöjligheter\n• Kundcenter\n• Fler dialoger\n"
        "Bilaga 3. Poäng\n" PROSE,
        2010, "columns 5 [] 3\nprose 0 [Bilaga 3. Poäng] 2\n");
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE "+ Kundcenter\n– Fler dialoger\n",
        2010, "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\n");
}

/* The list of points opens the chapter, though a line of text stands before its first heading; a
 * question is longer than other headings, and may have a note behind it. */
static void
test_chapters_that_open_with_points(void) {
  check("2. Tillgänglighet och brukarorientering\nFråga Poäng Max\n"
        "Strategi för brukarfokus 7 15\nTillgänglighet och bemötande 11 25\n"
        "Information om service och tjänster 9 20\nBrukarundersökningar 14 20\n"
        "Tjänsternas innehåll samt synpunkts- och klagomålshantering 5 20\nSumma 46 100\n" PROSE
        "Brukarundersökningar\n" PROSE,
        2016, "scores 2 [] 8\nprose 2 [] 2\nprose 2 2.4 [Brukarundersökningar] 2\n");
  check("6. Kommunen som arbetsgivare - personalpolitik\n"
        "Fråga 1. Finns en kommunövergripande personalstrategi?\n" PROSE
        "Fråga 2. Tillvaratas befintliga och hur rekryteras nya medarbetare? Kommunen som "
        "”attraktiv arbetsgivare”.\n" PROSE,
        2016,
        "prose 6 6.1 [Finns en kommunövergripande personalstrategi?] 2\n"
        "prose 6 6.2 [Tillvaratas befintliga och hur rekryteras nya medarbetare? Kommunen som "
        "”attraktiv arbetsgivare”.] 2\n");
}

/* A heading that ends with a word which others go on from is whole where a number follows. */
static void
test_a_number_begins_another_heading(void) {
  check("4 Varje område för ett\n4.1 Resultat och effektivitet\n4.1.1 Jämförelser\n" PROSE, 2010,
        "prose 5 5.5 [Jämförelser] 2\n");
}

/* Where lists with both signs stand here and there, a sign alone points the same way; without
 * them, or after a colon, a dash is a bullet. */
static void
test_lists_with_one_sign(void) {
#define BOTH "+ Kundcenter\n– Fler dialoger\n"
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE BOTH "Allmänt\n" PROSE BOTH
        "Allmänt\n" PROSE "– Snabbare svar\nAllmänt\n" PROSE "+ Öppet på lördagar\n"
        "Allmänt\n" PROSE "Det finns två sätt:\n– Brev\n– Telefon\n",
        2010,
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\n"
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\n"
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 1\n"
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 1\n"
        "prose 2 background [Allmänt] 5\n");
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE BOTH "Allmänt\n" PROSE
        "– Snabbare svar\n",
        2010, "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\nprose 2 background [Allmänt] 3\n");
#undef BOTH
}

/* Other signs mean the same where both stand together in lists; a list with one of them alone is a
 * list. */
static void
test_lists_with_other_signs(void) {
#define BOTH "✓ Kundcenter\n➜ Fler dialoger\n"
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE BOTH "Allmänt\n" PROSE BOTH
        "Allmänt\n" PROSE "➜ Snabbare svar\n",
        2010,
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\n"
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 2\n"
        "prose 2 background [Allmänt] 2\ncolumns 2 [] 1\n");
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE "✓ Kundcenter\n✓ Telefon\n", 2010,
        "prose 2 background [Allmänt] 4\n");
#undef BOTH
}

/* A list inside a list, whose first items are the words over a table's columns. */
static void
test_items_that_head_others(void) {
  check("2. TILLGÄNGLIGHET OCH BRUKARORIENT\nAllmänt\n" PROSE
        "• Exempel på styrkor:\n• Kundcenter\n• Exempel på förbättringsområden:\n"
        "• Fler dialoger\n",
        2010, "prose 2 background [Allmänt] 2\ncolumns 2 [] 4\n");
}

/* Sub-headings of area 4 bear the numbers of chapters, and so do the rows of its table. */
static void
test_numbered_chapters_with_tables_inside(void) {
  check("1. Kommunkompassen\n" PROSE "2. Åmåls kommun\n" PROSE "4. Detaljerad genomgång\n"
        "4.1 Offentlighet och demokrati\n4.1.1 Allmänt\n" PROSE "4.1.2 Delpoäng\n"
        "1  Offentlighet och demokrati Uppnått Max Procent\n"
        "1.1 Finns en plan? 13 15 85%\n1.2 Informeras invånarna? 14 20 71%\n27 35 77%\n"
        "4.1.3 Styrkor och förbättringsmöjligheter\nStyrkor Förbättringsmöjligheter\n"
        "§ Kundcenter\n§ Fler dialoger\n4.1.4 Kommentar\nStrategi för demokratiutveckling\n" PROSE
        "Invånardialog och inflytande\n" PROSE "4.1.5 Inspiration\n" PROSE
        "4.4 Ledarskap, ansvar och delegation\n4.4.2 Delpoäng\n"
        "4  Ledarskap, ansvar och delegation Uppnått Max Procent\n"
        "4.1 Finns kommunövergripande strategi för ledar-\nskap? 14 15 90%\n"
        "4.2 Vilket ansvar har resultatenheterna? 4 10 40%\n18 25 72%\n"
        "4.4.4 Kommentar\nLedarutveckling\n" PROSE,
        2016,
        "prose 0 background [Kommunkompassen] 2\n"
        "prose 0 [Åmåls kommun] 2\n"
        "prose 1 background [Allmänt] 2\n"
        "scores 1 [] 4\n"
        "columns 1 [] 3\n"
        "prose 1 1.1 [Strategi för demokratiutveckling] 2\n"
        "prose 1 1.4 [Invånardialog och inflytande] 2\n"
        "prose 1 [Inspiration] 2\n"
        "scores 4 [] 5\n"
        "prose 4 4.6 [Ledarutveckling] 2\n");
}

static void
test_chapters_by_name_alone(void) {
  check("Politisk styrning och kontroll\nRubriker\nPoäng\nPolitiska mål\nSamspel och dialog\n65\n"
        "Allmänt\n" PROSE "TYDLIGA POLITISKA MÅL\n" PROSE "Samspel och dialog\n" PROSE
        "Kapitel 4 Ledarskap, ansvar och delegation\nAllmänt\n" PROSE,
        2010,
        "rubrics 3 [] 5\n"
        "prose 3 background [Allmänt] 2\n"
        "prose 3 3.2 [TYDLIGA POLITISKA MÅL] 2\n"
        "prose 3 3.5 [Samspel och dialog] 2\n"
        "prose 4 background [Allmänt] 2\n");
}

static void
test_a_list_of_areas_is_no_chapter(void) {
  check("De åtta områdena är\nOffentlighet och demokrati\nTillgänglighet och brukarorientering\n"
        "Politisk styrning och kontroll\nLedarskap, ansvar och delegation.\n" PROSE,
        2016, "prose 0 [] 7\n");
}

static void
test_a_table_of_contents_heads_nothing(void) {
  check(
      "Innehåll\n1 Vad är Kommunkompassen? ........ 3\nOmråde 1 Offentlighet och demokrati ... 7\n"
      "Allmänt 7\nOmråde 2 Tillgänglighet och brukarorientering 9\n4 Kortfakta 30\n"
      "1 Vad är Kommunkompassen?\n" PROSE "2 Åmåls kommun\n" PROSE,
      2016,
      "prose 0 background [Innehåll] 5\n"
      "prose 0 background [Vad är Kommunkompassen?] 2\n"
      "prose 0 [Åmåls kommun] 2\n");
}

/* Chapters have no leaders there, and their pages may be lines of their own. */
static void
test_chapters_in_a_table_of_contents_head_nothing(void) {
  check("Innehåll\n1 Offentlighet och demokrati\n5\n1.1 Demokratistrategi . . . . 5\n"
        "1.2 Information . . . . 5\n1.4 Medborgardialog . . . . 6\n"
        "2 Tillgänglighet och brukarorientering\n7\n2.1 Strategi . . . . 7\n"
        "2.2 Bemötande . . . . 7\n2.3 Service . . . . 8\n3 Politisk styrning och kontroll\n9\n"
        "3.1 Styrmodell . . . . 9\n3.2 Mål . . . . 10\n"
        "1 Offentlighet och demokrati\nMedborgardialog\n" PROSE,
        2016,
        "prose 0 background [Innehåll] 14\n"
        "prose 1 1.4 [Medborgardialog] 2\n");
}

/* No entry has leaders where each page is a line of its own. */
static void
test_contents_whose_pages_stand_alone_head_nothing(void) {
  check("Om Kommunkompassen\n3\nResultatet\n4\nOmråde 1. Offentlighet och demokrati\n5\n"
        "Område 2. Tillgänglighet och brukarorientering\n7\n"
        "Område 3. Politisk styrning och kontroll\n9\nOmråde 4. Ledarskap, ansvar och delegation\n"
        "11\nOmråde 5. Resultat och effektivitet\n11\nOmråde 7. Verksamhetsutveckling\n13\n"
        "Om Kommunkompassen\n" PROSE
        "Område 1. Offentlighet och demokrati\nMedborgardialog\n" PROSE,
        2016,
        "prose 0 [] 16\n"
        "prose 0 background [Om Kommunkompassen] 2\n"
        "prose 1 1.4 [Medborgardialog] 2\n");
}

/* They do not rise as pages do. */
static void
test_points_behind_leaders_are_below_a_heading(void) {
  check("1 Offentlighet och demokrati\nDemokratistrategi . . . . 12\nInformation . . . . 9\n"
        "Resultat . . . . 15\nMedborgardialog . . . . 21\nEtik . . . . 8\nAllmänt\n" PROSE,
        2016,
        "prose 1 [Offentlighet och demokrati] 2\n"
        "points 1 [Offentlighet och demokrati] 1\n"
        "prose 1 [Offentlighet och demokrati] 2\n"
        "prose 1 background [Allmänt] 2\n");
}

/* Without marks, the last item of a list stands like a heading over the text that follows. */
static void
test_the_last_item_of_a_list_is_no_heading(void) {
  check("Område 6 Kommunen som arbetsgivare\nAttraktiv arbetsgivare\nDet finns flera förmåner i "
        "kommunen för dem som arbetar heltid eller deltid, till exempel:\nFriskvård\nFlextid\n"
        "Kostförmåner\n" PROSE,
        2016, "prose 6 6.2 [Attraktiv arbetsgivare] 6\n");
}

static void
test_running_text_is_no_heading(void) {
  check("Område 2 Tillgänglighet och brukarorientering\nTillgänglighet och bemötande\n"
        "Kommunen har under många år deltagit i en undersökning som varje år mäter både\n"
        "tillgänglighet och bemötande\noch resultatet används av de flesta förvaltningar i "
        "kommunen. Det finns god\nInformation om service och tjänster\nfinns på hemsidan.\n"
        "Det gäller särskilt de som vill jämföra olika utförare inom omsorg, skola och fritid.\n",
        2016, "prose 2 2.2 [Tillgänglighet och bemötande] 6\n");
}

static void
test_a_heading_wraps(void) {
  check("Område 2 Tillgänglighet och brukarorientering\nSystem för service-/kvalitetsdeklarationer "
        "och synpunkts-\n/klagomålshantering\n" PROSE,
        2016,
        "prose 2 2.5 [System för service-/kvalitetsdeklarationer och "
        "synpunkts-/klagomålshantering] 2\n");
}

static void
test_an_unknown_heading_is_kept(void) {
  check("Område 5 Resultat och effektivitet\nExtern samverkan\n" PROSE
        "Ny resursfördelningsmodell\n" PROSE,
        2016,
        "prose 5 5.6 [Extern samverkan] 2\n"
        "prose 5 [Ny resursfördelningsmodell] 2\n");
}

static void
test_an_area_whose_name_is_unknown_has_a_chapter(void) {
  check("Område 1 Offentlighet och demokrati\nMotverka korruption\n" PROSE
        "Område 2 Medborgar- och brukarorientering\n" PROSE
        "Område 3 är det som kommunen arbetar mest med just nu enligt de intervjuade.\n",
        2016,
        "prose 1 1.5 [Motverka korruption] 2\n"
        "prose 2 [Medborgar- och brukarorientering] 3\n");
}

static void
test_a_heading_with_a_colon_is_whole(void) {
  check("Område 1 Offentlighet och demokrati\nMotverka korruption\n" PROSE
        "Inspiration:\nLerum – styrkort\nPartille – dialoger\n\n" PROSE,
        2016,
        "prose 1 1.5 [Motverka korruption] 2\n"
        "prose 1 [Inspiration:] 5\n");
}

static void
test_a_heading_bears_its_points(void) {
  check("Område 1 Offentlighet och demokrati\nMotverka korruption 8 (10)\n" PROSE, 2016,
        "prose 1 1.5 [Motverka korruption 8 (10)] 2\n");
}

static void
test_points_over_two_lines(void) {
  check("Område 1 Offentlighet och demokrati\n1.5 Motverka korruption 8 p\n(av 10)\n" PROSE, 2016,
        "points 1 1.5 [Motverka korruption] 2\nprose 1 1.5 [Motverka korruption] 2\n");
}

/* A note's number behind the stop ends the sentence as well. */
static void
test_a_run_in_heading_over_two_lines(void) {
  check("Område 1 Offentlighet och demokrati\nAllmänt\n" FULL "alla delar av kommunen.1\n"
        "Information till medbor-\ngarna Kommunen har en tidning som delas ut till alla hushåll "
        "varje månad.\n",
        2010,
        "prose 1 background [Allmänt] 2\n"
        "prose 1 1.2 [Information till medborgarna] 2\n");
}

/* Headings in an author's own words: the questions stand in their order, so one between the second
 * and the fourth is the third; and one more heading than questions leaves both of them open. */
static void
test_order_tells_a_question(void) {
  check("Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE
        "Strategi för demokratiutveckling\n" PROSE "Information till medborgarna\n" PROSE
        "Så går det\n" PROSE "Medborgardialog och deltagande\n" PROSE "Motverka korruption\n" PROSE,
        2010,
        "prose 1 background [Allmänt] 2\n"
        "prose 1 1.1 [Strategi för demokratiutveckling] 2\n"
        "prose 1 1.2 [Information till medborgarna] 2\n"
        "prose 1 1.3 [Så går det] 2\n"
        "prose 1 1.4 [Medborgardialog och deltagande] 2\n"
        "prose 1 1.5 [Motverka korruption] 2\n");
  check("Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE
        "Information till medborgarna\n" PROSE "Så går det\n" PROSE "Bra att veta\n" PROSE
        "Medborgardialog och deltagande\n" PROSE,
        2010,
        "prose 1 background [Allmänt] 2\n"
        "prose 1 1.2 [Information till medborgarna] 2\n"
        "prose 1 [Så går det] 2\n"
        "prose 1 [Bra att veta] 2\n"
        "prose 1 1.4 [Medborgardialog och deltagande] 2\n");
}

/* The list that opens the chapter is numbered, and its figure stands beside its middle; its words
 * are those of the headings. Their numbers are no chapters'. */
static void
test_a_numbered_list_of_rubrics(void) {
  check("3 Detaljerad genomgång\nOmråde 1 Offentlighet och demokrati\nRubriker Poäng\n"
        "1. En gemensam väg\n2. Det vi berättar\n41\n3. Hur det gick\n4. Samtalen\n"
        "5. Rent spel\nAllmänt\n" PROSE "1. En gemensam väg\n" PROSE "2. Det vi berättar\n" PROSE
        "3. Hur det gick\n" PROSE "4. Samtalen\n" PROSE "5. Rent spel\n" PROSE
        "4 Översikt av poängfördelning\n" PROSE,
        2010,
        "rubrics 1 [] 7\n"
        "prose 1 background [Allmänt] 2\n"
        "prose 1 1.1 [En gemensam väg] 2\n"
        "prose 1 1.2 [Det vi berättar] 2\n"
        "prose 1 1.3 [Hur det gick] 2\n"
        "prose 1 1.4 [Samtalen] 2\n"
        "prose 1 1.5 [Rent spel] 2\n"
        "prose 0 [Översikt av poängfördelning] 2\n");
}

/* Bold lines are headings where running text is not bold, though what follows them is short; a
 * bold word at the end of a sentence that goes on is none. */
static void
test_bold_lines_are_headings(void) {
  CorpusLines *lines = lines_of("Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE
                                "Finns en plan/strategi för demokratiutveckling och information i "
                                "kommunen, och är den känd av alla som arbetar med frågorna?\n"
                                "Ja.\n" FULL "Information till medborgarna\nNej.\n" FULL);
  for (guint i = 0; i < lines->lines->len; i++) {
    CorpusLine *line = g_ptr_array_index(lines->lines, i);
    line->bold = g_str_has_prefix(line->text, "Finns en plan") ||
                 g_str_has_prefix(line->text, "Information till");
  }
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2010), NULL, NULL);
  g_assert_cmpuint(blocks->len, ==, 3);
  g_assert_cmpstr(((CorpusBlock *)blocks->pdata[1])->question->id, ==, "1.1");
  g_assert_cmpstr(((CorpusBlock *)blocks->pdata[2])->question->id, ==, "1.2");
  g_ptr_array_unref(blocks);
  corpus_lines_free(lines);
}

static void
test_cells_are_no_headings(void) {
  check("Område 2 Tillgänglighet och brukarorientering\nBrukarundersökningar\n" PROSE
        "Styrkor Förbättringsmöjligheter\nBrukarundersökningar\nServicedeklarationer\n"
        "Fler e-tjänster\nOmråde 3 Politisk styrning och kontroll\nAllmänt\n" PROSE,
        2016,
        "prose 2 2.4 [Brukarundersökningar] 2\n"
        "columns 2 [] 4\n"
        "prose 3 background [Allmänt] 2\n");
}

/* A heading may stand in the line that its text begins. */
static void
test_a_heading_in_its_texts_line(void) {
  check(
      "Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE
      "Motverka korruption. Kommunen har sedan flera år en policy som säger vad som gäller.\n" LAST
      "Alla känner den. Kommunen har sedan flera år en policy som säger vad som gäller här.\n" LAST
      "Medborgardialog och deltagande. Kommunen bjuder in till möten varje år i alla byar.\n",
      2016,
      "prose 1 background [Allmänt] 2\n"
      "prose 1 1.5 [Motverka korruption] 4\n"
      "prose 1 1.4 [Medborgardialog och deltagande] 1\n");
}

/* Improvements come first where strengths stand beside them, or where they head a list. */
/* What was bold on paper is told by the capital behind it, and only of what is known. */
static void
test_a_heading_without_a_stop_in_its_texts_line(void) {
  check("Område 1 Offentlighet och demokrati\nAllmänt Det här området gäller insyn.\n"
        "Medborgardialog och deltagande De som bor i byarna har fått råd av egna slag, och de\n"
        "möts ofta.\nMotverka korruption Kurser hålls varje år för alla som är valda till något.\n"
        "Biblioteket Ekan och skolan Boken är öppna för alla som vill komma dit om kvällarna.\n"
        "Medborgardialog, IT-stöd och annat tas upp varje höst.\n",
        2016,
        "prose 1 background [Allmänt] 1\n"
        "prose 1 1.4 [Medborgardialog och deltagande] 2\n"
        "prose 1 1.5 [Motverka korruption] 3\n");
}

/* The report's own table names the question. */
static void
test_a_heading_that_the_table_has(void) {
  check(
      "Område 1 Offentlighet och demokrati\nFråga Poäng Max\n"
      "1.1 Karta för insyn 5 15\n1.2 Nyheter från fullmäktige 11 20\n"
      "1.3 Öppna siffror 8 25\n1.4 Samtal i byarna 18 30\n1.5 Gåvor 5 10\nSumma 47 100\n"
      "Allmänt\n" PROSE
      "Karta för insyn. Kommunen har ritat en karta som visar vem som beslutar om vad i dag.\n" LAST
      "Samtal i byarna. Kommunen bjuder in till kaffe i alla byar varje höst och varje vår.\n",
      2016,
      "scores 1 [] 8\nprose 1 background [Allmänt] 2\n"
      "prose 1 1.1 [Karta för insyn] 2\nprose 1 1.4 [Samtal i byarna] 1\n");
}

/* Running text and the columns stand between the table that opens the chapter and its questions. */
static void
test_columns_before_the_questions(void) {
  check("Område 1 Offentlighet och demokrati\nFråga Poäng Max\n"
        "1.1 Karta för insyn 5 15\n1.2 Nyheter från fullmäktige 11 20\n"
        "1.3 Öppna siffror 8 25\n1.4 Samtal i byarna 18 30\n1.5 Gåvor 5 10\nSumma 47 100\n" PROSE
            PROSE
        "Det gör ni bra\nDet kan ni utveckla\n• Bykaffet\n• Kartan på webben\n• Fler möten\n"
        "1.4 Medborgardialog och deltagande\n" PROSE,
        2016,
        "scores 1 [] 8\nprose 1 [] 4\ncolumns 1 [] 5\n"
        "prose 1 1.4 [Medborgardialog och deltagande] 2\n");
}

/* The second sentence of a question is no question. */
static void
test_a_question_may_end_with_a_full_stop(void) {
  CorpusLines *lines =
      lines_of("Område 6 Kommunen som arbetsgivare\nTillvaratas befintliga och hur "
               "rekryteras nya medarbetare? Kommunen som ”attraktiv\n"
               "arbetsgivare”.\nLärlingar får fast arbete.\n" FULL);
  ((CorpusLine *)lines->lines->pdata[1])->bold = true;
  ((CorpusLine *)lines->lines->pdata[2])->bold = true;
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2016), NULL, NULL);
  g_assert_cmpuint(blocks->len, ==, 1);
  g_assert_cmpstr(((CorpusBlock *)blocks->pdata[0])->question->id, ==, "6.2");
  g_assert_cmpuint(((CorpusBlock *)blocks->pdata[0])->first, ==, 3);
  g_ptr_array_unref(blocks);
  corpus_lines_free(lines);
}

static void
test_improvements_may_come_first(void) {
  check("Område 2 Tillgänglighet och brukarorientering\nBrukarundersökningar\n" PROSE
        "Förbättringsmöjligheter\nStyrkor\nServicedeklarationer\nFler e-tjänster\n"
        "Område 3 Politisk styrning och kontroll\nAllmänt\n" PROSE
        "Förbättringsområden\n• Färre mål\n• Fler mått\nStyrkor\n• Bra dialog\n"
        "Område 4 Ledarskap, ansvar och delegation\nAllmänt\n" PROSE "Förbättringsområden\n" PROSE,
        2016,
        "prose 2 2.4 [Brukarundersökningar] 2\n"
        "columns 2 [] 4\n"
        "prose 3 background [Allmänt] 2\n"
        "columns 3 [] 5\n"
        "prose 4 background [Allmänt] 2\n"
        "prose 4 [Förbättringsområden] 2\n");
}

static void
test_a_table_of_years_is_history(void) {
  check("Poäng i Kommunkompassen 2012 2015\n1. Offentlighet och demokrati 43 48\n"
        "2. Tillgänglighet och brukarorientering 38 42\n7. Verksamhetsutveckling 37 56\n"
        "Totalt 118 146\n" PROSE,
        2016, "history 0 [] 5\nprose 0 [] 2\n");
}

static void
test_the_chapters_figure(void) {
  static const struct {
    const char *text;
    int score;
  } cases[] = {
      {"Rubriker Poäng\n• Rekrytering\n• Mångfald\n43\n", 43},
      {"Rubriker Poäng\n• Rekrytering\n• Mångfald\nTotalt 43 poäng\n", 43},
      {"Rubriker Poäng\n• Rekrytering\n• Mångfald\n43 av 100\n", 43},
      {"Rubriker Poäng\n• Rekrytering\n10\n• Mångfald\n5\nSumma 15\n", 15},
      {"Rubriker Poäng\n• Rekrytering\n10\n• Mångfald\n5\n", -1},
      {"Rubriker Poäng\n• Rekrytering\n• Mångfald\n", -1},
      /* columns read one after the other, or kept apart by spaces */
      {"Rubriker\nRekrytering\nMångfald\nPoäng\n43\n", 43},
      {"Rubriker               Poäng\n• Rekrytering             43\n• Mångfald\n", 43},
      /* beside the list, or higher than a line: read with the line of that height */
      {"Rubriker Poäng\n• Rekrytering\n• Mångfald 43\n", 43},
      {"Rubriker\nPoäng 43\n• Rekrytering\n• Mångfald\n", 43},
      {"Rubriker Poäng\n• Rekrytering 10\n• Mångfald 5\n", -1},
      /* a cell a line, row by row: where a sum ends them, nothing else is the chapter's */
      {"Rubriker\n\nPoäng\n\nRekrytering\n\n10\n\nMångfald och\njämställdhet\n\n5\n\nSumma\n\n15\n",
       15},
      {"Rubriker\nPoäng\nRekrytering\n10\nMångfald\n5\nSumma\n34\n", -1},
      {"Rubriker Poäng\n• Agenda 2030\n• Mångfald\n", -1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    CorpusLines *lines = lines_of(cases[i].text);
    GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2016), NULL, NULL);
    g_test_message("%s", cases[i].text);
    g_assert_cmpuint(blocks->len, ==, 1);
    g_assert_cmpint(corpus_rubrics_score(lines->lines, g_ptr_array_index(blocks, 0)), ==,
                    cases[i].score);
    g_ptr_array_unref(blocks);
    corpus_lines_free(lines);
  }
}

/* Every line with text is in one block, or is a heading. */
static void
test_no_line_is_in_two_blocks(void) {
  CorpusLines *lines =
      lines_of("Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE "Motverka korruption\n" PROSE
               "Styrkor Förbättringsmöjligheter\n"
               "• Visselblåsare\n\nOmråde 2 Tillgänglighet och brukarorientering\n" PROSE);
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2016), NULL, NULL);
  guint next = 0, headings = 0;
  for (guint i = 0; i <= blocks->len; i++) {
    const CorpusBlock *block = i < blocks->len ? g_ptr_array_index(blocks, i) : NULL;
    guint first = block != NULL ? block->first : lines->lines->len;
    g_assert_cmpuint(first, >=, next);
    for (; next < first; next++)
      headings += *line_text(lines, next) != '\0' ? 1 : 0;
    next = block != NULL ? block->last + 1 : next;
  }
  g_assert_cmpuint(headings, ==, 4);
  g_ptr_array_unref(blocks);
  corpus_lines_free(lines);
}

static void
test_nothing_and_noise_do_no_harm(void) {
  check("", 2016, "");
  check("\n\n\n", 2016, "");
  check("Styrkor\nUppnått\nMax\nRubriker\n1.1\n2015 2016\nOmråde\n4.\n", 2016, "prose 0 [] 8\n");
}

/* Each column is a table of its own, as where they stand in the cells of another. */
/* The title need not be known: its number is. "1.2 Möten" is no heading where the text goes on. */
static void
test_a_numbered_heading_in_its_texts_line(void) {
  check(
      "Område 1 Offentlighet och demokrati\nAllmänt\n" PROSE
      "1.1 Demokratipolicy: Kommunen har en policy som alla känner till och som följs upp.\n" PROSE
      "1.2 Vad som sägs. Fullmäktige sänder sina möten, och många ser dem i efterhand.\n" PROSE,
      2010,
      "prose 1 background [Allmänt] 2\nprose 1 1.1 [Demokratipolicy] 3\n"
      "prose 1 1.2 [Vad som sägs] 3\n");
}

static void
test_a_caption_ends_a_list(void) {
  check("Område 5 Resultat och effektivitet\nJämförelser\n" PROSE
        "Styrkor\nKundcenter\nFörbättringsområden\nFler dialoger\n"
        "Tabell 4. Poäng inom området\n" PROSE,
        2010, "prose 5 5.5 [Jämförelser] 2\ncolumns 5 [] 4\nprose 5 [] 3\n");
}

static void
test_tables_of_one_column(void) {
  CorpusLines *lines = lines_of("1 Offentlighet och demokrati\n" PROSE "Styrkor\nKundcenter\n"
                                "Öppna möten\nFörbättringsmöjligheter\nBudgeten på nätet\n");
  for (guint at = 3; at < lines->lines->len; at++)
    ((CorpusLine *)g_ptr_array_index(lines->lines, at))->table = at < 6 ? 1 : 2;
  GPtrArray *blocks = corpus_outline(lines->lines, corpus_instrument_find(2016), NULL, NULL);
  g_assert_cmpuint(blocks->len, >=, 2);
  for (guint i = blocks->len - 2; i < blocks->len; i++)
    g_assert_cmpint(((const CorpusBlock *)blocks->pdata[i])->kind, ==, CORPUS_BLOCK_COLUMNS);
  g_ptr_array_unref(blocks);
  corpus_lines_free(lines);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/outline/outline/items", test_numbered_items_are_no_chapters);
  g_test_add_func("/corpus/reading/outline/outline/other-openings",
                  test_chapters_that_open_in_other_ways);
  g_test_add_func("/corpus/reading/outline/outline/numbers", test_a_number_begins_another_heading);
  g_test_add_func("/corpus/reading/outline/outline/opens-points",
                  test_chapters_that_open_with_points);
  g_test_add_func("/corpus/reading/outline/outline/one-sign", test_lists_with_one_sign);
  g_test_add_func("/corpus/reading/outline/outline/other-signs", test_lists_with_other_signs);
  g_test_add_func("/corpus/reading/outline/outline/nested-heads", test_items_that_head_others);
  g_test_add_func("/corpus/reading/outline/outline/points-overleaf", test_points_over_two_lines);
  g_test_add_func("/corpus/reading/outline/outline/run-in-broken",
                  test_a_run_in_heading_over_two_lines);
  g_test_add_func("/corpus/reading/outline/outline/rubrics", test_chapters_with_rubrics);
  g_test_add_func("/corpus/reading/outline/outline/numbered",
                  test_numbered_chapters_with_tables_inside);
  g_test_add_func("/corpus/reading/outline/outline/names", test_chapters_by_name_alone);
  g_test_add_func("/corpus/reading/outline/outline/list-of-areas",
                  test_a_list_of_areas_is_no_chapter);
  g_test_add_func("/corpus/reading/outline/outline/contents",
                  test_a_table_of_contents_heads_nothing);
  g_test_add_func("/corpus/reading/outline/outline/chapters_in_contents",
                  test_chapters_in_a_table_of_contents_head_nothing);
  g_test_add_func("/corpus/reading/outline/outline/pages_alone",
                  test_contents_whose_pages_stand_alone_head_nothing);
  g_test_add_func("/corpus/reading/outline/outline/points_behind_leaders",
                  test_points_behind_leaders_are_below_a_heading);
  g_test_add_func("/corpus/reading/outline/outline/last-item",
                  test_the_last_item_of_a_list_is_no_heading);
  g_test_add_func("/corpus/reading/outline/outline/running-text", test_running_text_is_no_heading);
  g_test_add_func("/corpus/reading/outline/outline/wrapped", test_a_heading_wraps);
  g_test_add_func("/corpus/reading/outline/outline/colon", test_a_heading_with_a_colon_is_whole);
  g_test_add_func("/corpus/reading/outline/outline/unknown-heading",
                  test_an_unknown_heading_is_kept);
  g_test_add_func("/corpus/reading/outline/outline/unknown-area",
                  test_an_area_whose_name_is_unknown_has_a_chapter);
  g_test_add_func("/corpus/reading/outline/outline/points", test_a_heading_bears_its_points);
  g_test_add_func("/corpus/reading/outline/outline/order", test_order_tells_a_question);
  g_test_add_func("/corpus/reading/outline/outline/numbered-rubrics",
                  test_a_numbered_list_of_rubrics);
  g_test_add_func("/corpus/reading/outline/outline/bold", test_bold_lines_are_headings);
  g_test_add_func("/corpus/reading/outline/outline/cells", test_cells_are_no_headings);
  g_test_add_func("/corpus/reading/outline/outline/run-in", test_a_heading_in_its_texts_line);
  g_test_add_func("/corpus/reading/outline/outline/run-in-capital",
                  test_a_heading_without_a_stop_in_its_texts_line);
  g_test_add_func("/corpus/reading/outline/outline/question-full-stop",
                  test_a_question_may_end_with_a_full_stop);
  g_test_add_func("/corpus/reading/outline/outline/improvements-first",
                  test_improvements_may_come_first);
  g_test_add_func("/corpus/reading/outline/outline/history", test_a_table_of_years_is_history);
  g_test_add_func("/corpus/reading/outline/outline/figure", test_the_chapters_figure);
  g_test_add_func("/corpus/reading/outline/outline/disjoint", test_no_line_is_in_two_blocks);
  g_test_add_func("/corpus/reading/outline/outline/noise", test_nothing_and_noise_do_no_harm);
  g_test_add_func("/corpus/reading/outline/outline/run-in-number",
                  test_a_numbered_heading_in_its_texts_line);
  g_test_add_func("/corpus/reading/outline/outline/run-in-table",
                  test_a_heading_that_the_table_has);
  g_test_add_func("/corpus/reading/outline/outline/columns-first",
                  test_columns_before_the_questions);
  g_test_add_func("/corpus/reading/outline/outline/caption", test_a_caption_ends_a_list);
  g_test_add_func("/corpus/reading/outline/outline/one-column", test_tables_of_one_column);
  return g_test_run();
}
