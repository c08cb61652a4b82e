/* corpus/reading/items/table_labels.c: what stands beside the items of a table and is none: a
 * column of labels, and signs that say which way an item points. */
#include <string.h>

#include "corpus/reading/items/table.h"

static const gunichar PARAGRAPH_BULLET = 0x2022;

bool
corpus_table_take_signs(CorpusTable *table) {
  const char *first = table->lines->len > 0 ? corpus_table_line(table, 0)->text : "";
  int column = 0;
  if (!corpus_layout_matches("item-plus", first) && !corpus_layout_matches("item-minus", first))
    return false;
  for (guint i = 0; i < table->lines->len; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    bool plus = corpus_layout_matches("item-plus", line->text);
    bool item = plus || corpus_layout_matches("item-minus", line->text);
    if (item) {
      column = plus ? 0 : 1;
      line->text = g_utf8_next_char(line->text);
      line->text += strspn(line->text, " ");
      line->chars = g_utf8_strlen(line->text, -1);
      line->bullet = PARAGRAPH_BULLET;
    }
    line->column = column;
  }
  table->bulleted = true;
  return true;
}

void
corpus_table_find_labels(CorpusTable *table, const GPtrArray *lines, guint first, guint end) {
  unsigned leftmost = G_MAXUINT, rightmost = 0, row = 0;
  for (guint i = first; i < end; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    if (*line->text == '\0')
      continue;
    if (line->column == 0 || (row != 0 && line->row != row))
      return;
    row = line->row;
    leftmost = MIN(leftmost, line->column);
    rightmost = MAX(rightmost, line->column);
  }
  CorpusTableHead *header = &table->header;
  if (leftmost != 2 || rightmost != header->count + 1 || header->count == CORPUS_TABLE_COLUMNS_MAX)
    return;
  memmove(header->tags + 1, header->tags, header->count * sizeof *header->tags);
  header->tags[0] = CORPUS_TAG_NEUTRAL;
  header->count++;
}

void
corpus_table_mark_labels(CorpusTable *table) {
  for (guint i = 0; i < table->lines->len && table->header.tags[0] == CORPUS_TAG_NEUTRAL; i++) {
    CorpusTableLine *line = &g_array_index(table->lines, CorpusTableLine, i);
    if (line->column == 0 && g_ascii_isdigit(*line->text))
      line->bullet = PARAGRAPH_BULLET;
  }
}

void
corpus_table_forget_labels(CorpusTable *table) {
  CorpusTableHead *header = &table->header;
  if (table->columns_known || header->count == 0 || header->tags[0] != CORPUS_TAG_NEUTRAL)
    return;
  header->count--;
  memmove(header->tags, header->tags + 1, header->count * sizeof *header->tags);
  for (guint i = 0; i < table->lines->len; i++)
    g_array_index(table->lines, CorpusTableLine, i).column = -1;
}
