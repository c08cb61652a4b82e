/* corpus/source/office_walk.h: walks through the XML of word processors' files. */
#ifndef CORPUS_SOURCE_OFFICE_WALK_H
#define CORPUS_SOURCE_OFFICE_WALK_H

#include <libxml/tree.h>

#include "corpus/source/document.h"

/* The parts of an archive that say what the document holds; NULL where it has none. */
typedef struct {
  xmlDoc *text;      /* word/document.xml, or content.xml */
  xmlDoc *styles;    /* word/styles.xml, or styles.xml */
  xmlDoc *numbering; /* word/numbering.xml */
  xmlDoc *footnotes; /* word/footnotes.xml */
  xmlDoc *endnotes;  /* word/endnotes.xml */
} OfficeParts;

/* Walks the text of one kind of document; the first member of what that kind keeps besides. */
typedef struct OfficeWalker OfficeWalker;
typedef void (*OfficeWalk)(OfficeWalker *walker, const xmlNode *node);

/* An element that means something; of all others the children are walked. */
typedef struct {
  const char *name;
  OfficeWalk walk; /* NULL: it is left out */
} OfficeElement;

struct OfficeWalker {
  Document *document;
  const OfficeElement *elements; /* the last one's name is NULL */
  /* Adds text of the paragraph as it is written there. */
  void (*add_text)(OfficeWalker *walker, const char *text);
  OfficeWalk walk_apart; /* walks the children of a table, box or note, into which nothing reaches
                            of what goes on around it (a list) */
  bool bare_text;        /* text stands outside elements that are for it */
};

/* Walks each child as the table of elements says. */
void office_walk_children(OfficeWalker *walker, const xmlNode *node);

/* For that table of elements: a table, and a row of one; a text box; one space, whatever it stands
 * for; the end of a line; where a page begins by the layout. */
void office_walk_table(OfficeWalker *walker, const xmlNode *node);
void office_walk_row(OfficeWalker *walker, const xmlNode *node);
void office_walk_box(OfficeWalker *walker, const xmlNode *node);
void office_walk_space(OfficeWalker *walker, const xmlNode *node);
void office_break_line(OfficeWalker *walker, const xmlNode *node);
void office_turn_page(OfficeWalker *walker, const xmlNode *node);

/* For what each kind finds in its own way: a cell, which takes so many columns; the text of a note.
 */
void office_walk_cell(OfficeWalker *walker, const xmlNode *node, int columns);
void office_walk_note(OfficeWalker *walker, const xmlNode *text);

/* Walk the whole text of a .docx (docx.c) or an .odt (odt.c) into the document. */
void docx_walk(const OfficeParts *parts, Document *document);
void odt_walk(const OfficeParts *parts, Document *document);

/* The element's attribute or child of that local name, whatever its name space; NULL if it has
 * none. The value belongs to the tree. */
const char *office_attribute(const xmlNode *node, const char *name);
const xmlNode *office_child(const xmlNode *node, const char *name);
bool office_is(const xmlNode *node, const char *name);

/* The attribute as a number, 0 to 100,000; `otherwise` where there is none. */
int office_number(const xmlNode *node, const char *name, int otherwise);

#endif
