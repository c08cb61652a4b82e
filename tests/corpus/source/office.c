/* tests/corpus/source/office.c: what the files of word processors say of their text is known of the
 * lines; hostile ones cost an error. */
#include "corpus/source/office.h"

#include <math.h>

#include "corpus/source/source.h"
#include "corpus/text/error.h"
#include "tests/corpus/lines_of.h"
#include "tests/folder.h"
#include "tests/tools/archive.h"

#define W                                                                                          \
  "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define W_END "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
  "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(text) "<w:tc>" P(text) "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

#define STYLES                                                                                     \
  "<w:styles xmlns:w='w'>"                                                                         \
  "<w:style w:styleId='Rubrik1'><w:name w:val='heading 1'/><w:rPr><w:b/><w:sz "                    \
  "w:val='32'/></w:rPr></w:style>"                                                                 \
  "<w:style w:styleId='Rubrik2'><w:name w:val='Min rubrik'/><w:basedOn w:val='Rubrik1'/>"          \
  "<w:pPr><w:outlineLvl w:val='1'/><w:numPr><w:ilvl w:val='1'/><w:numId "                          \
  "w:val='2'/></w:numPr></w:pPr></w:style>"                                                        \
  "<w:style w:styleId='Innehll1'><w:name w:val='toc 1'/></w:style><w:style "                       \
  "w:styleId='Lista'><w:name w:val='List Bullet'/>"                                                \
  "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"

#define NUMBERING                                                                                  \
  "<w:numbering xmlns:w='w'>"                                                                      \
  "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText "     \
  "w:val='x'/></w:lvl></w:abstractNum>"                                                            \
  "<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:start w:val='4'/><w:numFmt "            \
  "w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"                                              \
  "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText "                   \
  "w:val='%1.%2'/></w:lvl></w:abstractNum>"                                                        \
  "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId "    \
  "w:val='8'/></w:num></w:numbering>"

#define NOTES                                                                                      \
  "<w:footnotes xmlns:w='w'><w:footnote w:id='3'>" P("Se bilagan.") "</w:footnote></w:footnotes>"

#define O                                                                                          \
  "<o:document-content xmlns:o='o' xmlns:text='t' xmlns:table='tb' xmlns:style='s' xmlns:fo='f' "  \
  "xmlns:draw='d'>"
#define O_END "</o:text></o:body></o:document-content>"

static CorpusLines *
read_parts(const char *const *parts) {
  GError *error = NULL;
  GBytes *file = archive_of(parts);
  CorpusLines *lines = office_lines_read(file, &error);
  g_assert_no_error(error);
  g_bytes_unref(file);
  return lines;
}

static CorpusLines *
read_docx(const char *text) {
  return read_parts((const char *const[]){"word/document.xml", text, "word/styles.xml", STYLES,
                                          "word/numbering.xml", NUMBERING, "word/footnotes.xml",
                                          NOTES, NULL});
}

static void
assert_docx(const char *text, const char *expected) {
  CorpusLines *lines = read_docx(text);
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, expected);
  g_free(all);
  corpus_lines_free(lines);
}

static void
assert_odt(const char *text, const char *expected) {
  CorpusLines *lines = read_parts((const char *const[]){"content.xml", text, NULL});
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, expected);
  g_free(all);
  corpus_lines_free(lines);
}

static void
test_paragraphs(void) {
  assert_docx(W P("Kommunen har en ")
                  P("") "<w:p><w:r><w:t>plan</w:t></w:r><w:r><w:tab/><w:t>för </w:t></w:r>"
                        "<w:r><w:noBreakHyphen/></w:r></w:p>" W_END,
              "Kommunen har en|plan för -");
  assert_docx(W "<w:p><w:r><w:t>Före</w:t><w:br/><w:t>efter</w:t></w:r></w:p>" W_END, "Före|efter");
}

static void
test_paragraphs_are_numbered(void) {
  CorpusLines *lines = read_docx(
      W "<w:p><w:r><w:t>Före</w:t><w:br/><w:t>efter</w:t></w:r></w:p>" P("") P("Sedan") W_END);
  const CorpusLine *first = corpus_line_at(lines->lines, 0),
                   *second = corpus_line_at(lines->lines, 1);
  const CorpusLine *third = corpus_line_at(lines->lines, 2);
  g_assert_cmpuint(first->paragraph, ==, second->paragraph);
  g_assert_cmpuint(third->paragraph, >, second->paragraph);
  g_assert_false(second->blank_before);
  g_assert_true(third->blank_before);
  corpus_lines_free(lines);
}

static void
test_styles(void) {
  CorpusLines *lines = read_docx(W STYLED("Rubrik1", "Område 1") P("Text") W_END);
  const CorpusLine *heading = corpus_line_at(lines->lines, 0),
                   *text = corpus_line_at(lines->lines, 1);
  g_assert_cmpint(heading->kind, ==, CORPUS_LINE_HEADING);
  g_assert_true(heading->bold);
  g_assert_cmpfloat(heading->size, ==, 16);
  g_assert_cmpint(text->kind, ==, CORPUS_LINE_TEXT);
  g_assert_false(text->bold);
  g_assert_true(isnan(text->size));
  corpus_lines_free(lines);
}

/* Numbers and bullets that the word processor draws are part of what a reader sees. */
static void
test_lists_and_numbered_headings(void) {
  assert_docx(W STYLED("Rubrik2", "Allmänt") STYLED("Rubrik2", "Delpoäng") STYLED("Lista", "Mål")
                  W_END,
              "H2 4.1 Allmänt|H2 4.2 Delpoäng|I1 • Mål");
}

#define NUMBERED(list, level, text)                                                                \
  "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list                          \
  "'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define RESTARTED                                                                                  \
  "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start "        \
  "w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"         \
  "<w:abstractNum w:abstractNumId='2'><w:numStyleLink w:val='Stilen'/></w:abstractNum>"            \
  "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='2'><w:abstractNumId "    \
  "w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"      \
  "<w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num></w:numbering>"

/* A list counts on where another stood between, unless its number begins anew; its levels may be
 * those of a style. */
static void
test_lists_begin_anew(void) {
  CorpusLines *lines = read_parts((const char *const[]){
      "word/styles.xml",
      "<w:styles xmlns:w='w'><w:style w:styleId='Stilen'><w:pPr><w:numPr><w:numId w:val='1'/>"
      "</w:numPr></w:pPr></w:style></w:styles>",
      "word/numbering.xml", RESTARTED, "word/document.xml",
      W NUMBERED("1", "0", "Mål") NUMBERED("1", "0", "Plan") NUMBERED("2", "0", "Budget")
          NUMBERED("2", "0", "Medel") NUMBERED("3", "0", "Etik") W_END,
      NULL});
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, "I1 1. Mål|I1 2. Plan|I1 1. Budget|I1 2. Medel|I1 1. Etik");
  g_free(all);
  corpus_lines_free(lines);
}

static void
test_tables(void) {
  assert_docx(W "<w:tbl>" ROW(CELL("Styrkor") CELL("Förbättringar")) ROW("<w:tc>" P("En plan") P(
                  "Ett mål") "</w:tc>" CELL("En kanal")) "</w:tbl>" P("Efter") W_END,
              "1.1.1 Styrkor|1.1.2 Förbättringar|1.2.1 En plan|1.2.1 Ett mål|1.2.2 En kanal|Efter");
  assert_docx(W "<w:tbl>" ROW("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(
                  "Brett") "</w:tc>" CELL("Smalt")) "</w:tbl>" W_END,
              "1.1.1 Brett|1.1.3 Smalt");
}

/* A row of a score table is one line, in which a figure can be missing. */
static void
test_rows_of_figures(void) {
  assert_docx(W "<w:tbl>" ROW(CELL("1.1 Finns") CELL("9") CELL("15") CELL("60 %"))
                  ROW(CELL("1.2 Hur") CELL("") CELL("10") CELL("0 %"))
                      ROW(CELL("") CELL("9") CELL("25") CELL("36 %")) "</w:tbl>" W_END,
              "1.1.0 1.1 Finns 9 15 60 %|1.2.0 1.2 Hur - 10 0 %|1.3.0 9 25 36 %");
}

static void
test_boxes_and_notes_stand_apart(void) {
  CorpusLines *lines =
      read_docx(W "<w:p><w:r><w:t>Först </w:t></w:r><w:r><w:pict><w:txbxContent>" P(
          "I rutan") "</w:txbxContent></w:pict></w:r><w:r><w:t>och</w:t><w:footnoteReference "
                     "w:id='3'/></w:r></w:p>" P("sist") W_END);
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, "Först och|~1 I rutan|sist");
  g_assert_cmpuint(lines->notes->len, ==, 1);
  const CorpusNote *note = g_ptr_array_index(lines->notes, 0);
  g_assert_cmpstr(note->text, ==, "Se bilagan.");
  g_assert_cmpuint(note->line, ==, 0);
  g_free(all);
  corpus_lines_free(lines);
}

static void
test_what_is_not_seen_is_left_out(void) {
  assert_docx(W STYLED("Innehll1", "Mål 3") P("Text") W_END, "Text");
  assert_docx(W "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Dold</w:t></"
                "w:r><w:del><w:r><w:delText>Struken</w:delText></w:r></w:del>"
                "<w:ins><w:r><w:t>Ny</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></"
                "w:r></w:p>" W_END,
              "Ny");
  assert_docx(
      W "<w:p><w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice><w:t>En gång</w:t></mc:Choice>"
        "<mc:Fallback><w:t>En gång</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>" W_END,
      "En gång");
}

/* Changes that are tracked are read as if they were accepted: what was moved away has no number,
 * and a paragraph that lost its end goes on in the next. */
static void
test_tracked_changes(void) {
  assert_docx(
      W "<w:p><w:pPr><w:pStyle w:val='Rubrik2'/></w:pPr><w:moveFrom><w:r><w:t>Etik</w:t></w:r>"
        "</w:moveFrom></w:p>" STYLED(
            "Rubrik2", "Dialog") "<w:p><w:pPr><w:rPr><w:del/></w:rPr>"
                                 "</w:pPr><w:r><w:t>Planen </w:t></w:r></w:p>" P("är känd.")
                                     P("Sedan") W_END,
      "H2 4.1 Dialog|Planen är känd.|Sedan");
}

/* Of a table of contents the styles may say nothing, but the part that holds it does. */
static void
test_contents(void) {
  assert_docx(
      W "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        "</w:docPartObj></w:sdtPr><w:sdtContent>" P(
            "Etik 12") "</w:sdtContent></w:sdt>"
                       "<w:sdt><w:sdtPr/><w:sdtContent>" P("Text") "</w:sdtContent></w:sdt>" W_END,
      "Text");
}

static void
assert_pages(CorpusLines *lines, const char *expected) {
  GString *pages = g_string_new(NULL);
  for (guint i = 0; i < lines->lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines->lines, i);
    g_string_append_printf(pages, "%u%s ", line->page, line->starts_page ? "!" : "");
  }
  g_assert_cmpstr(g_strchomp(pages->str), ==, expected);
  g_string_free(pages, TRUE);
  corpus_lines_free(lines);
}

#define PAGE_BREAK "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
#define RENDERED "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Text</w:t></w:r></w:p>"

static void
test_pages(void) {
  assert_pages(read_docx(W P("Ett") PAGE_BREAK P("Två") P("Två") W_END), "1! 2! 2");
  assert_pages(read_docx(W P("Ett") PAGE_BREAK RENDERED RENDERED W_END), "1! 2! 3!");
  /* an empty paragraph at a page's top has no letters by which the break is written down */
  assert_pages(read_docx(W P("Ett") RENDERED PAGE_BREAK P("") P("Tre") W_END), "1! 2! 3!");
  /* a paragraph stands where it begins, also behind a number */
  assert_pages(read_docx(W "<w:p><w:r><w:t>Ett</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t> och "
                           "två</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='Rubrik2'/></w:pPr>"
                           "<w:r><w:lastRenderedPageBreak/><w:t>Tre</w:t></w:r></w:p>" W_END),
               "1! 3!");
}

#define SECTION(type) "<w:sectPr><w:type w:val='" type "'/></w:sectPr>"
#define SECTION_END(type, text)                                                                    \
  "<w:p><w:pPr>" SECTION(type) "</w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

/* How a section begins stands at its own end; a style can begin a page, though not the first. */
static void
test_pages_of_sections(void) {
  assert_pages(read_docx(W SECTION_END("nextPage", "Ett") SECTION_END("continuous", "Ett") P("Två")
                             SECTION("oddPage") W_END),
               "1! 1 2!");
  CorpusLines *lines = read_parts((const char *const[]){
      "word/styles.xml",
      "<w:styles xmlns:w='w'><w:style w:styleId='Kapitel'><w:pPr><w:pageBreakBefore/></w:pPr>"
      "</w:style></w:styles>",
      "word/document.xml", W STYLED("Kapitel", "Ett") P("Ett") STYLED("Kapitel", "Två") W_END,
      NULL});
  assert_pages(lines, "1! 1 2!");
}

/* A page that the author began is none of those that the word processor did. */
static void
test_pages_of_odt(void) {
  CorpusLines *lines = read_parts((const char *const[]){
      "content.xml",
      O "<o:automatic-styles><style:style style:name='A' style:master-page-name='Standard'/>"
        "<style:style style:name='B'><style:paragraph-properties fo:break-before='page'/>"
        "</style:style><style:style style:name='C' style:parent-style-name='B'/>"
        "</o:automatic-styles><o:body><o:text><text:p text:style-name='A'>Ett</text:p>"
        "<text:p>Ett<text:soft-page-break/> och två</text:p><text:p text:style-name='C'>Tre"
        "</text:p><text:p><text:soft-page-break/>Fyra</text:p>" O_END,
      NULL});
  assert_pages(lines, "1! 1 3! 4!");
}

static void
test_odt_says_what_a_docx_does(void) {
  assert_odt(O "<o:body><o:text><text:h text:outline-level='2'>Allmänt</text:h>"
               "<text:p>Före "
               "<text:span>och</text:span><text:s/>efter<text:note><text:note-citation>1</"
               "text:note-citation>"
               "<text:note-body><text:p>Not</text:p></text:note-body></text:note></text:p>"
               "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>"
               "Styrkor</text:p></table:table-cell>"
               "<table:covered-table-cell/><table:table-cell><text:p>Svagheter</text:p></"
               "table:table-cell></table:table-row>"
               "</table:table-header-rows></table:table>"
               "<text:p>Text<draw:frame><draw:text-box><text:p>Ruta</text:p></draw:text-box></"
               "draw:frame></text:p>" O_END,
             "H2 Allmänt|Före och efter|1.1.1 Styrkor|1.1.3 Svagheter|Text|~1 Ruta");
}

#define ODT_LIST                                                                                   \
  "<o:automatic-styles><text:list-style style:name='L1'><text:list-level-style-bullet "            \
  "text:level='1'/>"                                                                               \
  "<text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2' "     \
  "style:num-suffix=')'/></text:list-style>"                                                       \
  "</o:automatic-styles>"

static void
test_odt_lists(void) {
  assert_odt(O ODT_LIST
             "<o:body><o:text><text:list "
             "text:style-name='L1'><text:list-item><text:p>Mål</text:p><text:p>och mer</text:p>"
             "<text:list><text:list-item><text:p>Plan</text:p></text:list-item></text:list></"
             "text:list-item></text:list>" O_END,
             "I1 • Mål|och mer|1.1) Plan");
  assert_odt(O "<o:automatic-styles><text:list-style style:name='L2'><text:list-level-style-number "
               "text:level='1' style:num-format='1' style:num-suffix='.'/></text:list-style>"
               "</o:automatic-styles>"
               "<o:body><o:text><text:list text:style-name='L2'><text:list-item><text:h "
               "text:outline-level='1'>Mål</text:h></text:list-item></text:list><text:p>Ja</text:p>"
               "<text:list text:style-name='L2' text:continue-numbering='true'><text:list-item>"
               "<text:h text:outline-level='1'>Plan</text:h></text:list-item></text:list>" O_END,
             "H1 1. Mål|Ja|H1 2. Plan");
}

#define ODT_HEADINGS                                                                               \
  "<o:automatic-styles><text:list-style style:name='L2'><text:list-level-style-number "            \
  "text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number "       \
  "text:level='2' style:num-format='1' text:display-levels='2'/></text:list-style>"                \
  "</o:automatic-styles>"
#define ODT_HEADING(text) "<text:h text:outline-level='1'>" text "</text:h>"
#define ODT_BELOW(text)                                                                            \
  "<text:list text:style-name='L2' text:continue-numbering='true'><text:list-item><text:list>"     \
  "<text:list-item><text:h text:outline-level='2'>" text "</text:h></text:list-item></text:list>"  \
  "</text:list-item></text:list>"

/* Headings can stand in lists, which number them; a list that says so counts on. */
static void
test_odt_headings_in_lists(void) {
  assert_odt(O ODT_HEADINGS
             "<o:body><o:text><text:list text:style-name='L2'><text:list-item>" ODT_HEADING(
                 "Mål") "</text:list-item></text:list><text:p>Text</text:p>" ODT_BELOW("Plan")
                 ODT_BELOW("Budget") "<text:list text:style-name='L2' "
                                     "text:continue-numbering='true'><text:list-item>" ODT_HEADING(
                                         "Medel") "</text:list-item></text:list>" O_END,
             "H1 1. Mål|Text|H2 1.1 Plan|H2 1.2 Budget|H1 2. Medel");
}

#define ODT_OUTLINE                                                                                \
  "<o:styles><text:outline-style style:name='Outline'><text:outline-level-style "                  \
  "text:level='1' style:num-format='1' style:num-prefix='Område ' style:num-suffix=':' "          \
  "text:start-value='2'/><text:outline-level-style text:level='2' style:num-format='1' "           \
  "text:display-levels='2'/></text:outline-style></o:styles>"

/* Numbers can have words before them, and begin elsewhere; what another program wrote down of them
 * is not read twice. */
static void
test_odt_numbers(void) {
  assert_odt(
      O ODT_OUTLINE "<o:body><o:text>" ODT_HEADING(
          "Dialog") "<text:h text:outline-level='2'><text:number>2.1</text:number>Mål</text:h>"
                    "<text:h text:outline-level='2' text:restart-numbering='true' "
                    "text:start-value='5'>Etik</text:h>" O_END,
      "H1 Område 2: Dialog|H2 2.1 Mål|H2 2.5 Etik");
  assert_odt(O ODT_HEADINGS "<o:body><o:text><text:list text:style-name='L2'><text:list-item "
                            "text:start-value='4'><text:p>Plan</text:p></text:list-item>"
                            "</text:list><text:p>Ja</text:p><text:list text:continue-list='a' "
                            "text:style-name='L2'><text:list-item><text:p>Mål</text:p>"
                            "</text:list-item></text:list><text:list text:style-name='L2' "
                            "text:continue-numbering='false'><text:list-item><text:p>Nej</text:p>"
                            "</text:list-item></text:list>" O_END,
             "I1 4. Plan|Ja|I1 5. Mål|I1 1. Nej");
}

static void
assert_refused(GBytes *file, int code, const char *word) {
  GError *error = NULL;
  g_assert_null(office_lines_read(file, &error));
  g_assert_error(error, CORPUS_ERROR, code);
  g_assert_nonnull(strstr(error->message, word));
  g_error_free(error);
  g_bytes_unref(file);
}

static void
test_other_archives_are_refused(void) {
  assert_refused(archive_of((const char *const[]){"xl/workbook.xml", "<a/>", NULL}),
                 CORPUS_ERROR_IO, "neither .docx");
  assert_refused(archive_of((const char *const[]){"word/document.xml", "<a>", NULL}),
                 CORPUS_ERROR_IO, "damaged");
  assert_refused(archive_of((const char *const[]){"word/document.xml", W W_END, NULL}),
                 CORPUS_ERROR_EMPTY, "no text");
  assert_refused(g_bytes_new_static("PK\003\004 inget mer", 14), CORPUS_ERROR_IO, "damaged");
}

static void
test_entities_are_refused(void) {
  assert_refused(archive_of((const char *const[]){
                     "word/document.xml",
                     "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
                     "'&a;&a;&a;&a;&a;&a;'>]><document><p><t>&b;</t></p></document>",
                     NULL}),
                 CORPUS_ERROR_IO, "damaged");
}

/* A few kilobytes that unpack to more than a report can hold. */
static void
test_bombs_are_refused(void) {
  gsize length = 33 * 1024 * 1024;
  char *text = g_malloc(length + 1);
  memset(text, ' ', length);
  text[length] = '\0';
  GBytes *file = archive_of((const char *const[]){"word/document.xml", text, NULL});
  g_assert_cmpuint(g_bytes_get_size(file), <, 100000);
  assert_refused(file, CORPUS_ERROR_TOO_LARGE, "more than a report");
  g_free(text);
}

static void
test_deep_nesting_ends(void) {
  GString *text = g_string_new(W);
  for (int i = 0; i < 80; i++)
    g_string_append(text, "<w:tbl><w:tr><w:tc>");
  g_string_append(text, P("Djupt"));
  for (int i = 0; i < 80; i++)
    g_string_append(text, "</w:tc></w:tr></w:tbl>");
  g_string_append(text, P("Efter") W_END);
  CorpusLines *lines = read_docx(text->str);
  g_assert_cmpuint(lines->lines->len, ==, 2);
  corpus_lines_free(lines);
  g_string_free(text, TRUE);
}

/* Wherever the file is cut off, or a byte is another: an error or lines. */
static void
test_damaged_files(void) {
  GBytes *file = archive_of(
      (const char *const[]){"word/document.xml", W P("Kommunen har en plan") W_END, NULL});
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(file, &length);
  for (gsize i = 4; i < length; i++) {
    GError *error = NULL;
    guint8 *copy = g_memdup2(bytes, length);
    copy[i] ^= 0x55;
    GBytes *damaged = g_bytes_new_take(copy, i % 2 == 0 ? length : i);
    CorpusLines *lines = office_lines_read(damaged, &error);
    g_assert_true((lines == NULL) == (error != NULL));
    corpus_lines_free(lines);
    g_clear_error(&error);
    g_bytes_unref(damaged);
  }
  g_bytes_unref(file);
}

/* The way of a report: in a process of its own, whatever the file is called. */
static void
test_file_is_read(void) {
  GError *error = NULL;
  char *folder = test_folder_new(), *path = g_build_filename(folder, "rapport.txt", NULL);
  GBytes *file = archive_of((const char *const[]){
      "word/document.xml", W STYLED("Rubrik1", "Område 1") W_END, "word/styles.xml", STYLES, NULL});
  gsize length = 0;
  const char *bytes = g_bytes_get_data(file, &length);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  CorpusLines *lines = corpus_source_read(path, &error);
  g_assert_no_error(error);
  char *all = lines_described(lines);
  g_assert_cmpstr(all, ==, "H1 Område 1");
  g_free(all);
  corpus_lines_free(lines);
  g_bytes_unref(file);
  g_free(path);
  test_folder_remove(folder);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/source/office/paragraphs", test_paragraphs);
  g_test_add_func("/corpus/source/office/numbers", test_paragraphs_are_numbered);
  g_test_add_func("/corpus/source/office/styles", test_styles);
  g_test_add_func("/corpus/source/office/lists", test_lists_and_numbered_headings);
  g_test_add_func("/corpus/source/office/restarts", test_lists_begin_anew);
  g_test_add_func("/corpus/source/office/tables", test_tables);
  g_test_add_func("/corpus/source/office/figures", test_rows_of_figures);
  g_test_add_func("/corpus/source/office/boxes", test_boxes_and_notes_stand_apart);
  g_test_add_func("/corpus/source/office/unseen", test_what_is_not_seen_is_left_out);
  g_test_add_func("/corpus/source/office/changes", test_tracked_changes);
  g_test_add_func("/corpus/source/office/contents", test_contents);
  g_test_add_func("/corpus/source/office/pages", test_pages);
  g_test_add_func("/corpus/source/office/sections", test_pages_of_sections);
  g_test_add_func("/corpus/source/office/odt-pages", test_pages_of_odt);
  g_test_add_func("/corpus/source/office/odt-numbers", test_odt_numbers);
  g_test_add_func("/corpus/source/office/odt", test_odt_says_what_a_docx_does);
  g_test_add_func("/corpus/source/office/odt-lists", test_odt_lists);
  g_test_add_func("/corpus/source/office/odt-list-headings", test_odt_headings_in_lists);
  g_test_add_func("/corpus/source/office/others", test_other_archives_are_refused);
  g_test_add_func("/corpus/source/office/entities", test_entities_are_refused);
  g_test_add_func("/corpus/source/office/bombs", test_bombs_are_refused);
  g_test_add_func("/corpus/source/office/deep", test_deep_nesting_ends);
  g_test_add_func("/corpus/source/office/damaged", test_damaged_files);
  g_test_add_func("/corpus/source/office/file", test_file_is_read);
  return g_test_run();
}
