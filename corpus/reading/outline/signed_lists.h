/* corpus/reading/outline/signed_lists.h: lists whose signs say which way their items point ("+
 * Dialog", "– Budget"). Internal to the room. */
#ifndef CORPUS_READING_OUTLINE_SIGNED_LISTS_H
#define CORPUS_READING_OUTLINE_SIGNED_LISTS_H

#include "corpus/reading/outline/heading.h"

/* Does the report write such lists? A dash alone is a bullet like others. Where lists have both
 * signs, and begin with what is good, those with one sign only mean the same by it. */
bool corpus_signed_lists_are_usual(const CorpusHeadingContext *context);

/* The last line of a list whose signs say which way its items point ("+ Dialog", "– Budget");
 * G_MAXUINT if there is none. usual: of the above. What a colon announces is another list. */
guint corpus_signed_list_end(const CorpusHeadingContext *context, guint at, bool usual);

#endif
