/* corpus/source/docx.c: walks the text of a .docx file (ECMA-376, part 1: WordprocessingML). */
#include "corpus/source/office_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STYLES_DEEP 16 /* styles that are based on each other */
#define LEVELS 9            /* of headings and lists, as Word has them */
#define MOST_COLUMNS 64     /* of a cell: Word's tables have at most 63 */

/* What a style, or a paragraph's own properties, say; what is unknown is asked of the next. */
typedef struct {
  const char *based_on;
  int outline; /* 0 = heading of the outermost level; -1 = unknown, LEVELS = no heading */
  const char *list;
  int list_level; /* -1 = unknown */
  int bold;       /* -1 = unknown */
  double size;    /* NAN = unknown */
  int new_page;   /* it begins a page; -1 = unknown */
  bool contents;  /* of the table of contents */
} Style;

typedef struct {
  bool numbered, compound; /* "1." is a number, "1.1" a compound one */
  const char *text;        /* "%1.%2" */
  unsigned start;
} ListLevel;

/* The numbers with which a list begins anew, once; 0 = it goes on. */
typedef struct {
  unsigned starts[LEVELS];
} Restart;

/* A list's levels and how far it has counted. */
typedef struct {
  ListLevel levels[LEVELS];
  unsigned counters[LEVELS];
} List;

typedef struct {
  OfficeWalker office; /* the first member */
  const OfficeParts *parts;
  GHashTable *styles;   /* name -> Style * */
  GHashTable *lists;    /* w:numId -> List *, shared by numbers of one list */
  GHashTable *restarts; /* w:numId -> Restart *, until it is used */
  GPtrArray *all_lists;
  bool begun;   /* there is something on the page */
  bool goes_on; /* the paragraph before has lost its end, and is one with this */
  Style paragraph;
} Walker;

static const char *
value_of(const xmlNode *node, const char *child) {
  return office_attribute(office_child(node, child), "val");
}

static int
int_of(const xmlNode *node, const char *child, int otherwise) {
  return office_number(office_child(node, child), "val", otherwise);
}

/* "w:b" alone means yes. */
static int
switch_of(const xmlNode *node, const char *child) {
  const xmlNode *found = office_child(node, child);
  const char *value = office_attribute(found, "val");
  if (found == NULL)
    return -1;
  return value == NULL ||
         (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "none") != 0);
}

static Style
read_style(const xmlNode *paragraph, const xmlNode *run) {
  const xmlNode *list = office_child(paragraph, "numPr");
  int half_points = int_of(run, "sz", -1);
  return (Style){.outline = int_of(paragraph, "outlineLvl", -1),
                 .list = value_of(list, "numId"),
                 .list_level = int_of(list, "ilvl", list != NULL ? 0 : -1),
                 .bold = switch_of(run, "b"),
                 .new_page = switch_of(paragraph, "pageBreakBefore"),
                 .size = half_points > 0 ? half_points / 2.0 : NAN};
}

/* What the first does not say, the second does. */
static void
add_style(Style *style, const Style *more) {
  style->outline = style->outline >= 0 ? style->outline : more->outline;
  style->list_level = style->list == NULL ? more->list_level : style->list_level;
  style->list = style->list != NULL ? style->list : more->list;
  style->bold = style->bold >= 0 ? style->bold : more->bold;
  style->size = isnan(style->size) ? more->size : style->size;
  style->new_page = style->new_page >= 0 ? style->new_page : more->new_page;
  style->contents = style->contents || more->contents;
}

static void
add_named_style(const Walker *walker, Style *style, const char *name) {
  for (guint deep = 0; name != NULL && deep < MOST_STYLES_DEEP; deep++) {
    const Style *named = g_hash_table_lookup(walker->styles, name);
    if (named == NULL)
      return;
    add_style(style, named);
    name = named->based_on;
  }
}

/* The names that the word processor itself gives: "heading 1" in every language. */
static int
outline_of_name(const char *name) {
  if (name == NULL || g_ascii_strncasecmp(name, "heading ", 8) != 0)
    return -1;
  return name[8] >= '1' && name[8] <= '9' && name[9] == '\0' ? name[8] - '1' : -1;
}

/* "toc 1" */
static bool
is_contents_name(const char *name) {
  return name != NULL && g_ascii_strncasecmp(name, "toc", 3) == 0 &&
         strspn(name + 3, " 0123456789") == strlen(name + 3);
}

static void
read_styles(Walker *walker, xmlDoc *tree) {
  const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
  for (const xmlNode *at = root != NULL ? root->children : NULL; at != NULL; at = at->next) {
    const char *name = office_is(at, "style") ? office_attribute(at, "styleId") : NULL;
    if (name == NULL)
      continue;
    Style style = read_style(office_child(at, "pPr"), office_child(at, "rPr"));
    style.based_on = value_of(at, "basedOn");
    if (style.outline < 0)
      style.outline = outline_of_name(value_of(at, "name"));
    style.contents = is_contents_name(value_of(at, "name"));
    g_hash_table_insert(walker->styles, (char *)name, g_memdup2(&style, sizeof style));
  }
}

static void
read_level(List *list, const xmlNode *node) {
  const char *number = office_attribute(node, "ilvl"), *format = value_of(node, "numFmt");
  int level = number != NULL ? atoi(number) : -1;
  if (level < 0 || level >= LEVELS || format == NULL)
    return;
  ListLevel *known = &list->levels[level];
  known->text = value_of(node, "lvlText");
  known->numbered = known->text != NULL && strcmp(format, "decimal") == 0;
  known->compound = known->numbered && strchr(known->text, '%') != strrchr(known->text, '%');
  known->start = (unsigned)int_of(node, "start", 1);
}

/* The element of the numbering whose attribute has that value; NULL if there is none. */
static const xmlNode *
numbering_of(const xmlNode *root, const char *element, const char *attribute, const char *value) {
  for (const xmlNode *at = root->children; at != NULL; at = at->next)
    if (office_is(at, element) && g_strcmp0(office_attribute(at, attribute), value) == 0)
      return at;
  return NULL;
}

static List *
read_list(Walker *walker, const xmlNode *root, const char *id) {
  List *list = g_new0(List, 1);
  g_ptr_array_add(walker->all_lists, list);
  const xmlNode *found = numbering_of(root, "abstractNum", "abstractNumId", id);
  const char *link = value_of(found, "numStyleLink");
  const Style *style = link != NULL ? g_hash_table_lookup(walker->styles, link) : NULL;
  if (style != NULL && style->list != NULL) {
    const xmlNode *number = numbering_of(root, "num", "numId", style->list);
    found = numbering_of(root, "abstractNum", "abstractNumId", value_of(number, "abstractNumId"));
  }
  for (const xmlNode *at = found != NULL ? found->children : NULL; at != NULL; at = at->next)
    if (office_is(at, "lvl"))
      read_level(list, at);
  return list;
}

static void
read_restart(Walker *walker, const xmlNode *number, const char *id) {
  Restart restart = {{0}};
  bool any = false;
  for (const xmlNode *at = number->children; at != NULL; at = at->next) {
    int level = office_is(at, "lvlOverride") ? office_number(at, "ilvl", LEVELS) : LEVELS;
    int start = level < LEVELS ? int_of(at, "startOverride", 0) : 0;
    if (start > 0)
      restart.starts[level] = (unsigned)start;
    any = any || start > 0;
  }
  if (any)
    g_hash_table_insert(walker->restarts, (char *)id, g_memdup2(&restart, sizeof restart));
}

static void
read_lists(Walker *walker, xmlDoc *tree) {
  const xmlNode *root = tree != NULL ? xmlDocGetRootElement(tree) : NULL;
  GHashTable *abstract = g_hash_table_new(g_str_hash, g_str_equal);
  for (const xmlNode *at = root != NULL ? root->children : NULL; at != NULL; at = at->next) {
    const char *number = office_is(at, "num") ? office_attribute(at, "numId") : NULL;
    const char *id = number != NULL ? value_of(at, "abstractNumId") : NULL;
    if (id == NULL)
      continue;
    List *list = g_hash_table_lookup(abstract, id);
    if (list == NULL)
      list = read_list(walker, root, id);
    g_hash_table_insert(abstract, (char *)id, list);
    g_hash_table_insert(walker->lists, (char *)number, list);
    read_restart(walker, at, number);
  }
  g_hash_table_unref(abstract);
}

/* Counts on, and appends the number as the page shows it. */
static void
append_number(List *list, int level, GString *text) {
  const ListLevel *own = &list->levels[level];
  list->counters[level] = MAX(list->counters[level] + 1, own->start);
  for (int deeper = level + 1; deeper < LEVELS; deeper++)
    list->counters[deeper] = 0;
  for (const char *at = own->text; *at != '\0'; at++) {
    if (*at != '%' || at[1] < '1' || at[1] > '9') {
      g_string_append_c(text, *at);
      continue;
    }
    int shown = *++at - '1';
    g_string_append_printf(text, "%u", MAX(list->counters[shown], list->levels[shown].start));
  }
  g_string_append_c(text, ' ');
}

/* What the number's own list begins with, where it is used for the first time. */
static void
restart_list(Walker *walker, List *list, const char *number) {
  const Restart *restart = g_hash_table_lookup(walker->restarts, number);
  for (int level = 0; restart != NULL && level < LEVELS; level++) {
    if (restart->starts[level] == 0)
      continue;
    list->levels[level].start = restart->starts[level];
    list->counters[level] = 0;
  }
  g_hash_table_remove(walker->restarts, number);
}

/* The bullet or number that stands before the paragraph, though not in its text. */
static void
add_mark(Walker *walker) {
  const Style *style = &walker->paragraph;
  List *list = style->list != NULL ? g_hash_table_lookup(walker->lists, style->list) : NULL;
  int level = CLAMP(style->list_level, 0, LEVELS - 1);
  GString *mark = g_string_new(NULL);
  if (list != NULL)
    restart_list(walker, list, style->list);
  if (list != NULL && list->levels[level].numbered)
    append_number(list, level, mark);
  else if (list != NULL && list->levels[level].text != NULL && *list->levels[level].text != '\0')
    g_string_append(mark, "• ");
  document_add_mark(walker->office.document, mark->str, style->bold == 1, NAN);
  g_string_free(mark, TRUE);
}

static CorpusLineKind
kind_of(const Walker *walker, unsigned *level) {
  const Style *style = &walker->paragraph;
  const List *list = style->list != NULL ? g_hash_table_lookup(walker->lists, style->list) : NULL;
  int list_level = CLAMP(style->list_level, 0, LEVELS - 1);
  *level = 0;
  if (style->outline >= 0 && style->outline < LEVELS) {
    *level = (unsigned)style->outline + 1;
    return CORPUS_LINE_HEADING;
  }
  /* "1.1 Finns …" numbers a question, not an item */
  if (list == NULL || list->levels[list_level].compound || list->levels[list_level].text == NULL ||
      *list->levels[list_level].text == '\0')
    return CORPUS_LINE_TEXT;
  *level = (unsigned)list_level + 1;
  return CORPUS_LINE_ITEM;
}

/* Is there anything in it that is seen? A list does not count empty paragraphs. */
static bool
holds_text(const xmlNode *node) {
  for (const xmlNode *at = node->children; at != NULL; at = at->next)
    if ((office_is(at, "t") && at->children != NULL) ||
        (!office_is(at, "pPr") && !office_is(at, "moveFrom") && holds_text(at)))
      return true;
  return false;
}

/* The section that follows the one which ends with the paragraph: its properties stand at its own
 * end. */
static const xmlNode *
next_section(const xmlNode *paragraph) {
  for (const xmlNode *up = paragraph; up != NULL; up = up->parent)
    for (const xmlNode *at = up->next; at != NULL; at = at->next) {
      const xmlNode *section =
          office_is(at, "p") ? office_child(office_child(at, "pPr"), "sectPr") : NULL;
      if (section != NULL || office_is(at, "sectPr"))
        return section != NULL ? section : at;
    }
  return NULL;
}

/* Ends the section that has its properties in the paragraph; the next one may go on below it. */
static void
end_section(OfficeWalker *office, const xmlNode *paragraph, const xmlNode *properties) {
  const char *type = value_of(next_section(paragraph), "type");
  if (office_child(properties, "sectPr") != NULL && g_strcmp0(type, "continuous") != 0 &&
      g_strcmp0(type, "nextColumn") != 0)
    document_break_page(office->document);
}

static void
walk_paragraph(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  const xmlNode *properties = office_child(node, "pPr");
  Style outer = walker->paragraph;
  walker->paragraph = read_style(properties, office_child(properties, "none"));
  add_named_style(walker, &walker->paragraph, value_of(properties, "pStyle"));
  if (walker->begun && walker->paragraph.new_page == 1)
    document_break_page(office->document);
  walker->begun = true;
  unsigned level = 0;
  CorpusLineKind kind = kind_of(walker, &level);
  const xmlNode *end = office_child(properties, "rPr");
  bool text = holds_text(node) && !walker->paragraph.contents;
  bool ends = office_child(end, "del") == NULL && office_child(end, "moveFrom") == NULL;
  if (text && !walker->goes_on)
    add_mark(walker);
  if (!walker->paragraph.contents)
    office_walk_children(office, node);
  walker->goes_on = !ends && (text || walker->goes_on);
  if (ends)
    document_end_paragraph(office->document, kind, level);
  end_section(office, node, properties);
  walker->paragraph = outer;
}

static void
walk_text(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  const xmlNode *run = node->parent;
  const xmlNode *properties = run != NULL ? office_child(run, "rPr") : NULL;
  Style style = read_style(NULL, properties);
  add_named_style(walker, &style, value_of(properties, "rStyle"));
  add_style(&style, &walker->paragraph);
  for (const xmlNode *at = node->children; at != NULL; at = at->next)
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE)
      document_add_text(office->document, (const char *)at->content, style.bold == 1, style.size);
}

static void
walk_run(OfficeWalker *walker, const xmlNode *node) {
  if (switch_of(office_child(node, "rPr"), "vanish") != 1)
    office_walk_children(walker, node);
}

static void
walk_break(OfficeWalker *office, const xmlNode *node) {
  const char *type = office_attribute(node, "type");
  if (type == NULL || strcmp(type, "textWrapping") == 0)
    document_break_line(office->document);
  else if (strcmp(type, "page") == 0)
    document_break_page(office->document);
}

static void
add_text(OfficeWalker *office, const char *text) {
  document_add_text(office->document, text, ((Walker *)office)->paragraph.bold == 1, NAN);
}

static void
walk_hyphen(OfficeWalker *walker, G_GNUC_UNUSED const xmlNode *node) {
  walker->add_text(walker, "-");
}

static void
walk_cell(OfficeWalker *walker, const xmlNode *node) {
  int columns = int_of(office_child(node, "tcPr"), "gridSpan", 1);
  office_walk_cell(walker, node, MIN(columns, MOST_COLUMNS));
}

/* The same thing in two ways, for old word processors and for new ones: once is enough. */
static void
walk_alternatives(OfficeWalker *walker, const xmlNode *node) {
  const xmlNode *choice = office_child(node, "Choice");
  if (choice == NULL)
    choice = office_child(node, "Fallback");
  if (choice != NULL)
    office_walk_children(walker, choice);
}

/* The table of contents says nothing that the headings do not. */
static void
walk_part(OfficeWalker *walker, const xmlNode *node) {
  const xmlNode *part = office_child(office_child(node, "sdtPr"), "docPartObj");
  if (g_strcmp0(value_of(part, "docPartGallery"), "Table of Contents") != 0)
    office_walk_children(walker, node);
}

static void
walk_note(OfficeWalker *walker, const xmlNode *node, xmlDoc *notes, const char *element) {
  const xmlNode *root = notes != NULL ? xmlDocGetRootElement(notes) : NULL;
  const char *id = office_attribute(node, "id");
  for (const xmlNode *at = root != NULL ? root->children : NULL; at != NULL; at = at->next) {
    if (!office_is(at, element) || g_strcmp0(office_attribute(at, "id"), id) != 0)
      continue;
    office_walk_note(walker, at);
    return;
  }
}

static void
walk_footnote(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  if (node->doc == walker->parts->text)
    walk_note(office, node, walker->parts->footnotes, "footnote");
}

static void
walk_endnote(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  if (node->doc == walker->parts->text)
    walk_note(office, node, walker->parts->endnotes, "endnote");
}

static const OfficeElement ELEMENTS[] = {
    {"p", walk_paragraph},
    {"r", walk_run},
    {"t", walk_text},
    {"tab", office_walk_space},
    {"br", walk_break},
    {"cr", walk_break},
    {"lastRenderedPageBreak", office_turn_page},
    {"noBreakHyphen", walk_hyphen},
    {"tbl", office_walk_table},
    {"tr", office_walk_row},
    {"tc", walk_cell},
    {"txbxContent", office_walk_box},
    {"AlternateContent", walk_alternatives},
    {"sdt", walk_part},
    {"footnoteReference", walk_footnote},
    {"endnoteReference", walk_endnote},
    {"pPr", NULL},
    {"rPr", NULL},
    {"del", NULL},
    {"moveFrom", NULL},
    {"instrText", NULL},
    {"delText", NULL},
    {"sdtPr", NULL},
    {"chart", NULL},
    {NULL, NULL},
};

void
docx_walk(const OfficeParts *parts, Document *document) {
  const xmlNode *root = xmlDocGetRootElement(parts->text);
  Walker walker = {.office = {document, ELEMENTS, add_text, office_walk_children, false},
                   .parts = parts,
                   .styles = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                   .lists = g_hash_table_new(g_str_hash, g_str_equal),
                   .restarts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                   .all_lists = g_ptr_array_new_with_free_func(g_free)};
  read_styles(&walker, parts->styles);
  read_lists(&walker, parts->numbering);
  office_walk_children(&walker.office, root);
  g_hash_table_unref(walker.styles);
  g_hash_table_unref(walker.lists);
  g_hash_table_unref(walker.restarts);
  g_ptr_array_unref(walker.all_lists);
}
