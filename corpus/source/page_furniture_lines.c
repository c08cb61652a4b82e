/* corpus/source/page_furniture_lines.c: lines, which of them go, and what stands around one. */
#include "corpus/source/page_furniture_lines.h"

#include <string.h>

enum { PROSE_MIN_CHARS = 40 }; /* a shorter line may be a heading or an item */

CorpusLine *
corpus_furniture_line(const CorpusFurniture *furniture, guint i) {
  return ((CorpusPlacedLine *)g_ptr_array_index(furniture->lines, i))->line;
}

bool
corpus_furniture_keeps(const CorpusFurniture *furniture, guint i) {
  return !furniture->drop[i] && *corpus_furniture_line(furniture, i)->text != '\0';
}

/* The nearest line with text before or after line i that is kept; NULL if there is none. */
static const CorpusLine *
text_before(const CorpusFurniture *furniture, guint i) {
  while (i-- > 0)
    if (corpus_furniture_keeps(furniture, i))
      return corpus_furniture_line(furniture, i);
  return NULL;
}

static const CorpusLine *
text_after(const CorpusFurniture *furniture, guint i) {
  while (++i < furniture->lines->len)
    if (corpus_furniture_keeps(furniture, i))
      return corpus_furniture_line(furniture, i);
  return NULL;
}

static bool
ends_sentence(const char *text) {
  gsize length = strlen(text);
  return length > 0 && strchr(".!?:", text[length - 1]) != NULL;
}

static bool
begins_with_question_id(const char *text) {
  return g_ascii_isdigit(text[0]) && text[1] == '.' && g_ascii_isdigit(text[2]);
}

/* Does a sentence run on from one line to the other? */
static bool
sentence_runs_on(const CorpusLine *before, const CorpusLine *after) {
  if (before == NULL || after == NULL || ends_sentence(before->text) ||
      g_utf8_strlen(before->text, -1) < PROSE_MIN_CHARS || begins_with_question_id(before->text))
    return false;
  return g_unichar_islower(g_utf8_get_char(after->text));
}

bool
corpus_furniture_within_sentence(const CorpusFurniture *furniture, guint i) {
  return sentence_runs_on(text_before(furniture, i), text_after(furniture, i));
}

bool
corpus_furniture_follows_prose(const CorpusFurniture *furniture, guint i) {
  const CorpusLine *before = text_before(furniture, i);
  return before != NULL && ends_sentence(before->text) &&
         g_utf8_strlen(before->text, -1) >= PROSE_MIN_CHARS;
}

/* Is line i among the first or last `depth` lines with text of its page? */
bool
corpus_furniture_at_border(const CorpusFurniture *furniture, guint i, guint depth) {
  unsigned page = corpus_furniture_line(furniture, i)->page;
  guint before = 0, after = 0;
  for (guint j = i; j-- > 0 && corpus_furniture_line(furniture, j)->page == page && before < depth;)
    before += corpus_furniture_keeps(furniture, j);
  for (guint j = i + 1; j < furniture->lines->len &&
                        corpus_furniture_line(furniture, j)->page == page && after < depth;
       j++)
    after += corpus_furniture_keeps(furniture, j);
  return before < depth || after < depth;
}

unsigned
corpus_furniture_pages(const CorpusFurniture *furniture) {
  return furniture->lines->len == 0
             ? 0
             : corpus_furniture_line(furniture, furniture->lines->len - 1)->page;
}
