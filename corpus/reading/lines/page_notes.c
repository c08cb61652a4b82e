/* corpus/reading/lines/page_notes.c: finds footnotes by their type and their place on the page. */
#include "corpus/reading/lines/page_text.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"

static const double SMALLER = 0.93; /* of the usual size of letters */
enum {
  NOTE_LINES_MAX = 12, /* at the foot of one page */
  FEWEST_STARS = 3     /* below another star before they are those of lists */
};

/* The size of half the lines; NAN where sizes are not known. */
static double
usual_size(const GPtrArray *lines) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < lines->len; i++)
    if (!isnan(corpus_line_at(lines, i)->size))
      g_array_append_val(sizes, corpus_line_at(lines, i)->size);
  double size = corpus_median(sizes);
  g_array_unref(sizes);
  return size;
}

/* The row of a table in small type ends with figures. */
static bool
is_table_row(const CorpusLine *line) {
  return corpus_figures_at_end(line->text, (CorpusFigure[CORPUS_FIGURES_MAX]){0}, NULL) > 1;
}

static bool
may_be_note(const CorpusLine *line, double size) {
  return !is_table_row(line) && line->paragraph == 0 && line->block == 0 &&
         (isnan(line->size) ? isnan(size) : line->size < SMALLER * size);
}

static bool
begins_star(const CorpusLine *line) {
  return g_str_has_prefix(line->text, "* ");
}

/* Does plain text have lists whose items begin with a star, the sign of a note elsewhere? */
static bool
stars_are_bullets(const GPtrArray *lines) {
  guint below = 0;
  for (guint i = 1; i < lines->len && below < FEWEST_STARS; i++)
    below += begins_star(corpus_line_at(lines, i)) && begins_star(corpus_line_at(lines, i - 1));
  return below >= FEWEST_STARS;
}

static bool
begins_note(const CorpusLine *line, bool stars) {
  return corpus_layout_matches("note", line->text) && !(stars && begins_star(line));
}

/* The first line of the notes at the foot of the page that ends before `end`; `end` if it has
 * none. */
static guint
first_note(const GPtrArray *lines, guint end, double size, bool stars) {
  guint found = end;
  unsigned page = corpus_line_at(lines, end - 1)->page;
  for (guint i = end; i-- > 0 && end - i <= NOTE_LINES_MAX;) {
    const CorpusLine *line = corpus_line_at(lines, i);
    if (line->page != page || *line->text == '\0' || !may_be_note(line, size))
      break;
    if (begins_note(line, stars))
      found = i;
    if (isnan(size))
      break;
  }
  return found;
}

/* The text of the note that begins at a line, up to `end`; its lines are joined. */
static char *
note_text(const GPtrArray *lines, guint first, guint end) {
  const char *text = corpus_line_text(lines, first);
  GString *note = g_string_new(text + strspn(text, "0123456789*) "));
  for (guint i = first + 1; i < end; i++)
    corpus_join_title(note, corpus_line_text(lines, i));
  return g_string_free(note, FALSE);
}

/* Takes lines first..end-1, which are notes, out. */
static void
take_notes(CorpusLines *lines, guint first, guint end, bool stars) {
  for (guint i = first, next = first; i < end; i = next) {
    for (next = i + 1; next < end && !begins_note(corpus_line_at(lines->lines, next), stars);
         next++)
      ;
    g_ptr_array_add(lines->notes,
                    corpus_note_new(note_text(lines->lines, i, next),
                                    corpus_line_at(lines->lines, i)->page, first - (first > 0)));
  }
  bool starts_page = corpus_line_at(lines->lines, first)->starts_page;
  g_ptr_array_remove_range(lines->lines, first, end - first);
  if (starts_page && first < lines->lines->len)
    ((CorpusLine *)g_ptr_array_index(lines->lines, first))->starts_page = true;
}

static int
compare_notes(gconstpointer a, gconstpointer b) {
  const CorpusNote *first = *(const CorpusNote *const *)a;
  const CorpusNote *second = *(const CorpusNote *const *)b;
  return (first->line > second->line) - (first->line < second->line);
}

/* From the last page to the first, so that indexes of lines before stay right. */
void
corpus_page_notes_take(CorpusLines *lines) {
  double size = usual_size(lines->lines);
  bool stars = isnan(size) && stars_are_bullets(lines->lines);
  for (guint end = lines->lines->len; end > 1; end--) {
    bool last = end == lines->lines->len || corpus_line_at(lines->lines, end)->page !=
                                                corpus_line_at(lines->lines, end - 1)->page;
    guint first = last ? first_note(lines->lines, end, size, stars) : end;
    if (first == end || first == 0)
      continue;
    for (guint i = 0; i < lines->notes->len; i++) {
      CorpusNote *note = g_ptr_array_index(lines->notes, i);
      note->line -= note->line >= end ? end - first : 0;
    }
    take_notes(lines, first, end, stars);
    end = first + 1;
  }
  g_ptr_array_sort(lines->notes, compare_notes);
}
