/* corpus/source/office_walk.c: what the walks through .docx and .odt share. */
#include "corpus/source/office_walk.h"

#include <stdlib.h>
#include <string.h>

bool
office_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const char *
office_attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *at = node != NULL ? node->properties : NULL; at != NULL; at = at->next)
    if (strcmp((const char *)at->name, name) == 0)
      return at->children != NULL ? (const char *)at->children->content : "";
  return NULL;
}

const xmlNode *
office_child(const xmlNode *node, const char *name) {
  for (const xmlNode *at = node != NULL ? node->children : NULL; at != NULL; at = at->next)
    if (office_is(at, name))
      return at;
  return NULL;
}

int
office_number(const xmlNode *node, const char *name, int otherwise) {
  const char *value = office_attribute(node, name);
  return value != NULL ? CLAMP(atoi(value), 0, 100000) : otherwise;
}

/* ---- elements that are alike in both kinds ---- */

void
office_walk_children(OfficeWalker *walker, const xmlNode *node) {
  for (const xmlNode *at = node->children; at != NULL; at = at->next) {
    if (walker->bare_text && (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE))
      walker->add_text(walker, (const char *)at->content);
    if (at->type != XML_ELEMENT_NODE)
      continue;
    OfficeWalk walk = office_walk_children;
    for (const OfficeElement *element = walker->elements; element->name != NULL; element++)
      if (office_is(at, element->name))
        walk = element->walk;
    if (walk != NULL)
      walk(walker, at);
  }
}

void
office_walk_table(OfficeWalker *walker, const xmlNode *node) {
  document_begin_table(walker->document);
  walker->walk_apart(walker, node);
  document_end_table(walker->document);
}

void
office_walk_row(OfficeWalker *walker, const xmlNode *node) {
  document_begin_row(walker->document);
  office_walk_children(walker, node);
  document_end_row(walker->document);
}

void
office_walk_cell(OfficeWalker *walker, const xmlNode *node, int columns) {
  document_begin_cell(walker->document);
  office_walk_children(walker, node);
  document_end_cell(walker->document, (unsigned)columns);
}

void
office_walk_box(OfficeWalker *walker, const xmlNode *node) {
  document_begin_box(walker->document);
  walker->walk_apart(walker, node);
  document_end_box(walker->document);
}

void
office_walk_note(OfficeWalker *walker, const xmlNode *text) {
  document_begin_note(walker->document);
  walker->walk_apart(walker, text);
  document_end_note(walker->document);
}

void
office_walk_space(OfficeWalker *walker, G_GNUC_UNUSED const xmlNode *node) {
  walker->add_text(walker, " ");
}

void
office_break_line(OfficeWalker *walker, G_GNUC_UNUSED const xmlNode *node) {
  document_break_line(walker->document);
}

void
office_turn_page(OfficeWalker *walker, G_GNUC_UNUSED const xmlNode *node) {
  document_turn_page(walker->document);
}
