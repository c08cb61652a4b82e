/* tests/fuzz/rows.c: words in any places make rows that hold every word once, from the top and from
 * the left; places that no page has (not a number, without end) do no harm.
 *
 * A line of the input is a word: left, top, width, size, flags (1 bold, 2 after a space) and the
 * text. A line without them begins another page, which is parted at the edges of the one before. */
#include "corpus/source/pdf.h"

#include <math.h>
#include <stdlib.h>

#include "tests/fuzz/target.h"

#define MOST_WORDS 400 /* of a page: more takes long and shows nothing new */

/* NULL where the line is none. */
static PdfWord *
read_word(const char *line) {
  double figures[5];
  for (gsize i = 0; i < G_N_ELEMENTS(figures); i++) {
    char *end = NULL;
    figures[i] = g_ascii_strtod(line, &end);
    if (end == line || *end != ' ')
      return NULL;
    line = end + 1;
  }
  bool bold = figures[4] == 1 || figures[4] == 3, after_space = figures[4] >= 2;
  PdfWord word = {.text = g_strdup(line),
                  .left = figures[0],
                  .right = figures[0] + figures[2],
                  .top = figures[1],
                  .bottom = figures[1] + figures[3],
                  .size = figures[3],
                  .bold = bold,
                  .after_space = after_space};
  return g_memdup2(&word, sizeof word);
}

/* The letters and digits, which no page may lose or add. */
static void
count_letters(const char *text, gsize *count) {
  char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char(at))
    *count += g_unichar_isalnum(g_utf8_get_char(at));
  g_free(normal);
}

static void
assert_rows(const PdfRows *rows, gsize letters) {
  GPtrArray *segments = pdf_rows_segments(rows);
  gsize found = 0;
  guint row = 0;
  for (guint i = 0; i < segments->len; i++) {
    const PdfSegment *segment = segments->pdata[i];
    fuzz_assert_text(segment->text);
    g_assert_cmpstr(segment->text, !=, "");
    g_assert_cmpuint(segment->row, >=, row);
    row = segment->row;
    count_letters(segment->text, &found);
  }
  g_assert_cmpuint(found, ==, letters);
  g_ptr_array_unref(segments);
}

/* Every word is in one block; notes take words off, and break nothing. */
static void
assert_blocks(const GPtrArray *words) {
  PdfColumns columns = {0};
  GPtrArray *blocks = pdf_blocks_new(words, 800, 600, &columns);
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const PdfBlock *block = blocks->pdata[i];
    for (guint j = 0; j < block->words->len; j++)
      g_assert_true(g_hash_table_add(seen, block->words->pdata[j]));
  }
  g_assert_cmpuint(g_hash_table_size(seen), ==, words->len);
  for (guint i = 0; i < words->len; i++) {
    PdfWord *copy = g_memdup2(words->pdata[i], sizeof *copy);
    copy->text = g_strdup(copy->text);
    copy->raised = copy->bold ? 1 : 0;
    g_ptr_array_add(kept, copy);
  }
  GPtrArray *notes = pdf_notes_take(kept, 12);
  for (guint i = 0; i < notes->len; i++)
    fuzz_assert_text(notes->pdata[i]);
  g_ptr_array_unref(notes);
  g_ptr_array_unref(kept);
  g_hash_table_unref(seen);
  g_ptr_array_unref(blocks);
}

/* The page that begins at *line; goes to where the next one does. */
static PdfRows *
read_page(char ***line, gsize *letters) {
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_word_free);
  *letters = 0;
  for (; **line != NULL; ++*line) {
    PdfWord *word = words->len < MOST_WORDS ? read_word(**line) : NULL;
    if (word == NULL)
      break;
    count_letters(word->text, letters);
    g_ptr_array_add(words, word);
  }
  if (**line != NULL)
    ++*line;
  assert_blocks(words);
  PdfRows *rows = pdf_rows_new(words, true);
  g_ptr_array_unref(words);
  return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size), **lines = g_strsplit(text, "\n", -1), **line = lines;
  PdfRows *before = NULL;
  while (*line != NULL) {
    gsize letters = 0;
    PdfRows *rows = read_page(&line, &letters);
    assert_rows(rows, letters);
    if (before != NULL) {
      pdf_rows_part_at(rows, pdf_rows_edges(before));
      assert_rows(rows, letters);
    }
    pdf_rows_free(before);
    before = rows;
  }
  pdf_rows_free(before);
  g_strfreev(lines);
  g_free(text);
  return 0;
}
