/* corpus/reading/outline/signed_lists.c: lists whose signs say which way their items point. */
#include "corpus/reading/outline/signed_lists.h"

#include "corpus/reading/lines/layout_words.h"

#define SIGNED_LISTS 2 /* with both signs, before a report is known for them */

static bool
has_sign(const char *text) {
  return corpus_layout_matches("item-plus", text) || corpus_layout_matches("item-minus", text);
}

/* The last line of a list whose items begin with such signs; how many of them say the good. */
static guint
signs_end(const CorpusHeadingContext *context, guint at, guint *items, guint *good) {
  guint last = at;
  *items = *good = 0;
  for (guint next = at; next < context->end; next = corpus_heading_next_text(context, next + 1)) {
    const char *text = corpus_heading_text_at(context, next);
    bool item = has_sign(text);
    if (!item && !g_unichar_islower(g_utf8_get_char(text)))
      break;
    *items += item;
    *good += corpus_layout_matches("item-plus", text);
    last = next;
  }
  return last;
}

bool
corpus_signed_lists_are_usual(const CorpusHeadingContext *context) {
  guint lists = 0, items = 0, good = 0;
  for (guint at = 0; at < context->end && lists < SIGNED_LISTS; at++) {
    if (!corpus_layout_matches("item-plus", corpus_heading_text_at(context, at)))
      continue;
    at = signs_end(context, at, &items, &good);
    lists += good < items;
  }
  return lists >= SIGNED_LISTS;
}

guint
corpus_signed_list_end(const CorpusHeadingContext *context, guint at, bool usual) {
  guint before = at, items = 0, good = 0;
  const char *text = corpus_heading_text_at(context, at);
  if (!has_sign(text) || (!usual && *text != '+'))
    return G_MAXUINT;
  do
    before -= before > 0;
  while (before > 0 && (*corpus_heading_text_at(context, before) == '\0' ||
                        has_sign(corpus_heading_text_at(context, before))));
  guint last = signs_end(context, at, &items, &good);
  if (usual && (good > 0 || !g_str_has_suffix(corpus_heading_text_at(context, before), ":")))
    return last;
  return items > 1 && *text == '+' ? last : G_MAXUINT;
}
