/* corpus/source/odt.c: walks the text of an .odt file (OASIS OpenDocument, part 3). */
#include "corpus/source/office_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STYLES_DEEP 16 /* styles that are based on each other */
#define LEVELS 10           /* of headings and lists, as the format has them */
#define MOST_COLUMNS 100    /* of a repeated cell: to fill a row, some stand for thousands */

typedef struct {
  const char *based_on;
  int bold;     /* -1 = unknown */
  double size;  /* NAN = unknown */
  int new_page; /* stands at the top of a page; -1 = unknown */
} Style;

/* How the levels of a list, or of the headings, are numbered, and how far it has counted. */
typedef struct {
  bool bullet[LEVELS], numbered[LEVELS];
  const char *prefix[LEVELS], *suffix[LEVELS];
  unsigned starts[LEVELS];
  int shown[LEVELS]; /* "1.1" shows two levels */
  unsigned counters[LEVELS];
} List;

typedef struct {
  OfficeWalker office; /* the first member */
  GHashTable *styles;  /* name -> Style * */
  GHashTable *lists;   /* name -> List *; "" are the headings */
  bool begun;          /* there is something on the page */
  const Style *paragraph, *span;
  List *list;     /* that is being walked; NULL = none */
  int list_level; /* from 0 */
  bool marked;    /* the item has its bullet or number already */
} Walker;

static void
read_style(Walker *walker, const xmlNode *node) {
  const char *name = office_attribute(node, "name");
  const xmlNode *text = office_child(node, "text-properties");
  const char *weight = office_attribute(text, "font-weight"),
             *size = office_attribute(text, "font-size");
  const char *before = office_attribute(office_child(node, "paragraph-properties"), "break-before");
  const char *master = office_attribute(node, "master-page-name");
  Style style = {.based_on = office_attribute(node, "parent-style-name"),
                 .bold = weight == NULL ? -1 : strcmp(weight, "bold") == 0,
                 .size = size != NULL && g_str_has_suffix(size, "pt") ? g_ascii_strtod(size, NULL)
                                                                      : NAN,
                 .new_page = master != NULL && *master != '\0' ? 1
                             : before != NULL                  ? strcmp(before, "page") == 0
                                                               : -1};
  if (name != NULL)
    g_hash_table_insert(walker->styles, (char *)name, g_memdup2(&style, sizeof style));
}

static void
read_list(Walker *walker, const xmlNode *node, const char *name) {
  List *list = g_new0(List, 1);
  for (const xmlNode *at = node->children; at != NULL; at = at->next) {
    int level = at->type == XML_ELEMENT_NODE ? office_number(at, "level", 0) - 1 : -1;
    const char *format = level >= 0 ? office_attribute(at, "num-format") : NULL;
    if (level < 0 || level >= LEVELS)
      continue;
    list->bullet[level] = office_is(at, "list-level-style-bullet");
    list->numbered[level] = g_strcmp0(format, "1") == 0;
    list->prefix[level] = office_attribute(at, "num-prefix");
    list->suffix[level] = office_attribute(at, "num-suffix");
    list->starts[level] = (unsigned)office_number(at, "start-value", 1);
    list->shown[level] = MIN(office_number(at, "display-levels", 1), level + 1);
  }
  g_hash_table_insert(walker->lists, (char *)name, list);
}

/* Styles stand in several places of both parts. */
static void
read_styles(Walker *walker, const xmlNode *node) {
  for (const xmlNode *at = node->children; at != NULL; at = at->next) {
    const char *name = at->type == XML_ELEMENT_NODE ? office_attribute(at, "name") : NULL;
    if (office_is(at, "style"))
      read_style(walker, at);
    else if (office_is(at, "list-style") && name != NULL)
      read_list(walker, at, name);
    else if (office_is(at, "outline-style"))
      read_list(walker, at, "");
    else if (office_is(at, "styles") || office_is(at, "automatic-styles"))
      read_styles(walker, at);
  }
}

static const Style *
style_of(const Walker *walker, const xmlNode *node) {
  const char *name = office_attribute(node, "style-name");
  return name != NULL ? g_hash_table_lookup(walker->styles, name) : NULL;
}

static bool
begins_page(const Walker *walker, const Style *style) {
  for (guint deep = 0; style != NULL && style->new_page < 0 && deep < MOST_STYLES_DEEP; deep++)
    style = style->based_on != NULL ? g_hash_table_lookup(walker->styles, style->based_on) : NULL;
  return style != NULL && style->new_page == 1;
}

/* Looks for what a style says in those that it is based on. */
static void
look_up(const Walker *walker, const Style *style, int *bold, double *size) {
  for (guint deep = 0; style != NULL && deep < MOST_STYLES_DEEP; deep++) {
    *bold = *bold < 0 ? style->bold : *bold;
    *size = isnan(*size) ? style->size : *size;
    style = style->based_on != NULL ? g_hash_table_lookup(walker->styles, style->based_on) : NULL;
  }
}

typedef void (*AddText)(Document *document, const char *text, bool bold, double size);

static void
add_text(const Walker *walker, const char *text, AddText add) {
  int bold = -1;
  double size = NAN;
  look_up(walker, walker->span, &bold, &size);
  look_up(walker, walker->paragraph, &bold, &size);
  add(walker->office.document, text, bold == 1, size);
}

static void
add_bare_text(OfficeWalker *office, const char *text) {
  add_text((const Walker *)office, text, document_add_text);
}

static void
add_number(Walker *walker, List *list, int level) {
  GString *number = g_string_new(NULL);
  list->counters[level] = MAX(list->counters[level] + 1, list->starts[level]);
  for (int deeper = level + 1; deeper < LEVELS; deeper++)
    list->counters[deeper] = 0;
  for (int shown = level - MAX(list->shown[level], 1) + 1; shown <= level; shown++)
    g_string_append_printf(number, "%s%u", number->len > 0 ? "." : "",
                           MAX(list->counters[shown], MAX(list->starts[shown], 1)));
  const char *prefix = list->prefix[level], *suffix = list->suffix[level];
  g_string_prepend(number, prefix != NULL ? prefix : "");
  g_string_append_printf(number, "%s ", suffix != NULL ? suffix : "");
  add_text(walker, number->str, document_add_mark);
  g_string_free(number, TRUE);
}

/* The bullet or number that stands before the paragraph, though not in its text. */
static void
add_mark(Walker *walker, List *list, int level) {
  if (list != NULL && list->numbered[level])
    add_number(walker, list, level);
  else if (list != NULL && list->bullet[level])
    add_text(walker, "• ", document_add_mark);
}

static void
begin_paragraph(Walker *walker, const xmlNode *node) {
  walker->paragraph = style_of(walker, node);
  walker->span = NULL;
  if (walker->begun && begins_page(walker, walker->paragraph))
    document_break_page(walker->office.document);
  walker->begun = true;
}

static void
walk_paragraph(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  const Style *outer = walker->paragraph;
  int level = MIN(walker->list_level, LEVELS - 1);
  begin_paragraph(walker, node);
  bool compound =
      walker->list != NULL && walker->list->numbered[level] && walker->list->shown[level] > 1;
  bool item = walker->list != NULL && !compound && !walker->marked;
  if (walker->list != NULL && !walker->marked)
    add_mark(walker, walker->list, level);
  walker->marked = true;
  office_walk_children(office, node);
  document_end_paragraph(office->document, item ? CORPUS_LINE_ITEM : CORPUS_LINE_TEXT,
                         item ? (unsigned)level + 1 : 0);
  walker->paragraph = outer;
}

/* A heading is numbered by the outline, or as the item of a list that it stands in. */
static void
walk_heading(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  int level = CLAMP(office_number(node, "outline-level", 1), 1, LEVELS);
  int item = MIN(walker->list_level, LEVELS - 1);
  List *outline = g_hash_table_lookup(walker->lists, "");
  bool numbered = walker->list != NULL && !walker->marked && walker->list->numbered[item] &&
                  (outline == NULL || !outline->numbered[level - 1]);
  begin_paragraph(walker, node);
  if (outline != NULL && g_strcmp0(office_attribute(node, "restart-numbering"), "true") == 0)
    outline->counters[level - 1] = (unsigned)MAX(office_number(node, "start-value", 1), 1) - 1;
  if (node->children != NULL && numbered)
    add_mark(walker, walker->list, item);
  else if (node->children != NULL)
    add_mark(walker, outline, level - 1);
  walker->marked = true;
  office_walk_children(office, node);
  document_end_paragraph(office->document, CORPUS_LINE_HEADING, (unsigned)level);
}

/* Does the list count on from one before? */
static bool
continues(const xmlNode *list) {
  return g_strcmp0(office_attribute(list, "continue-numbering"), "true") == 0 ||
         office_attribute(list, "continue-list") != NULL;
}

static void
walk_list(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  Walker outer = *walker;
  const char *name = office_attribute(node, "style-name");
  List *list = name != NULL ? g_hash_table_lookup(walker->lists, name) : NULL;
  walker->list_level = walker->list != NULL ? walker->list_level + 1 : 0;
  walker->list = list != NULL ? list : walker->list;
  if (list != NULL && outer.list == NULL && !continues(node))
    memset(list->counters, 0, sizeof list->counters);
  office_walk_children(office, node);
  walker->list = outer.list;
  walker->list_level = outer.list_level;
}

static void
walk_item(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  int start = office_number(node, "start-value", 0);
  if (walker->list != NULL && start > 0)
    walker->list->counters[MIN(walker->list_level, LEVELS - 1)] = (unsigned)start - 1;
  walker->marked = false;
  office_walk_children(office, node);
  walker->marked = true;
}

static void
walk_span(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  const Style *outer = walker->span;
  const Style *own = style_of(walker, node);
  walker->span = own != NULL ? own : outer;
  office_walk_children(office, node);
  walker->span = outer;
}

/* What stands in a table, box or note is in no list that goes on around it. */
static void
walk_apart(OfficeWalker *office, const xmlNode *node) {
  Walker *walker = (Walker *)office;
  Walker outer = *walker;
  walker->list = NULL;
  walker->list_level = 0;
  office_walk_children(office, node);
  walker->list = outer.list;
  walker->list_level = outer.list_level;
  walker->marked = outer.marked;
  walker->paragraph = outer.paragraph;
  walker->span = outer.span;
}

static void
walk_cell(OfficeWalker *walker, const xmlNode *node) {
  int columns = office_number(node, "number-columns-repeated", 1);
  office_walk_cell(walker, node, MIN(columns, MOST_COLUMNS));
}

static void
walk_note(OfficeWalker *walker, const xmlNode *node) {
  const xmlNode *body = office_child(node, "note-body");
  if (body != NULL)
    office_walk_note(walker, body);
}

static const OfficeElement ELEMENTS[] = {
    {"p", walk_paragraph},
    {"h", walk_heading},
    {"list", walk_list},
    {"list-item", walk_item},
    {"span", walk_span},
    {"s", office_walk_space},
    {"tab", office_walk_space},
    {"line-break", office_break_line},
    {"soft-page-break", office_turn_page},
    {"table", office_walk_table},
    {"table-row", office_walk_row},
    {"table-cell", walk_cell},
    {"covered-table-cell", walk_cell},
    {"text-box", office_walk_box},
    {"note", walk_note},
    {"number", NULL},
    {"table-of-content", NULL},
    {"tracked-changes", NULL},
    {"annotation", NULL},
    {"sequence-decls", NULL},
    {"forms", NULL},
    {"desc", NULL},
    {"title", NULL},
    {NULL, NULL},
};

void
odt_walk(const OfficeParts *parts, Document *document) {
  const xmlNode *root = xmlDocGetRootElement(parts->text);
  const xmlNode *body = office_child(office_child(root, "body"), "text");
  Walker walker = {.office = {document, ELEMENTS, add_bare_text, walk_apart, true},
                   .styles = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                   .lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free)};
  if (parts->styles != NULL)
    read_styles(&walker, xmlDocGetRootElement(parts->styles));
  read_styles(&walker, root);
  if (body != NULL)
    office_walk_children(&walker.office, body);
  g_hash_table_unref(walker.styles);
  g_hash_table_unref(walker.lists);
}
