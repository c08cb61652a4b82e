/* corpus/reading/outline/run_in_headings.c: headings that stand in the first line of their text. */
#include "corpus/reading/outline/run_in_headings.h"

#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/reading/outline/heading_place.h"
#include "corpus/reading/scores/score_tables.h"

#define LONGEST_RUBRIC_BYTES 100
#define RUN_IN_LIKENESS 0.9

/* What is known where a paragraph begins. */
typedef struct {
  const CorpusHeadingContext *context;
  const GPtrArray *scores; /* CorpusScoreTable * */
  bool guessed;            /* a transcript, whose headings are guesses */
} RunIn;

/* A row's text, its lines joined; the caller's. */
static char *
row_text(const CorpusScoreRow *row) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < row->lines->len; i++)
    corpus_join_title(text, corpus_line_text(row->lines, i));
  return g_string_free(text, FALSE);
}

/* The question that a row of the area's score tables calls so, in the report's own words; NULL =
 * none. */
static const CorpusQuestion *
question_of_row(const RunIn *run_in, const char *heading) {
  const CorpusQuestion *found = NULL;
  const CorpusArea *area =
      corpus_instrument_area(run_in->context->instrument, run_in->context->area);
  for (guint i = 0; i < run_in->scores->len && area != NULL && found == NULL; i++) {
    const CorpusScoreTable *table = run_in->scores->pdata[i];
    for (guint r = 0; table->area == area->number && r < table->rows->len && found == NULL; r++) {
      const CorpusScoreRow *row = table->rows->pdata[r];
      char *text = row_text(row);
      if (row->number > 0 && row->number <= area->questions->len &&
          g_ascii_strcasecmp(text, heading) == 0)
        found = area->questions->pdata[row->number - 1];
      g_free(text);
    }
  }
  return found;
}

/* The number of a question of the area, a title and a full stop or colon, behind which the text
 * runs on ("1.2 Möten: Fullmäktige sänder …"): the number says what it heads. Its bytes, 0 = none.
 */
static gsize
numbered_run_in(const RunIn *run_in, const char *text, const CorpusQuestion **question) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(text, &number);
  const CorpusQuestion *found = corpus_instrument_question(run_in->context->instrument, number);
  g_free(number);
  if (found == NULL || found->area != run_in->context->area)
    return 0;
  for (const char *space = strchr(title, ' '); space != NULL; space = strchr(space + 1, ' ')) {
    gsize bytes = (gsize)(space - text);
    if (bytes > LONGEST_RUBRIC_BYTES)
      return 0;
    if (strchr(".:", space[-1]) != NULL && g_unichar_isupper(g_utf8_get_char(space + 1))) {
      *question = found;
      return bytes - 1;
    }
  }
  *question = run_in->guessed ? found : NULL;
  return run_in->guessed ? (gsize)(title - text) : 0;
}

/* The known heading with which the line begins, whose text runs on behind it: a full stop parts
 * them ("Ledarutveckling. Alla chefer …"), or other letters that only paper has ("Ledarutveckling
 * Alla chefer …"), of which a capital in the middle of a sentence is left. Its bytes, 0 = none;
 * question: NULL where it is one that every report has. Only what is known counts: any short
 * sentence stands so. Of a transcript a capital says nothing, as its lines end nowhere. */
static gsize
run_in_heading(const RunIn *run_in, const char *text, const CorpusQuestion **question) {
  const CorpusQuestion *numbered = NULL;
  gsize best = numbered_run_in(run_in, text, &numbered);
  double most = RUN_IN_LIKENESS;
  if (numbered != NULL) {
    *question = numbered;
    return best;
  }
  for (const char *space = strchr(text, ' '); space != NULL; space = strchr(space + 1, ' ')) {
    bool stop = space > text && space[-1] == '.';
    gsize bytes = (gsize)(space - text) - (stop ? 1 : 0);
    if (bytes > LONGEST_RUBRIC_BYTES)
      break;
    if (!g_unichar_isupper(g_utf8_get_char(space + 1)) || bytes == 0 ||
        (!stop && (run_in->guessed || g_ascii_ispunct(text[bytes - 1]))))
      continue; /* "Budget, Mål och …" goes on */
    double likeness = 0;
    char *heading = g_strndup(text, bytes);
    const CorpusQuestion *found = corpus_instrument_match_heading(
        run_in->context->instrument, run_in->context->area, heading, &likeness);
    const CorpusQuestion *printed = stop ? question_of_row(run_in, heading) : NULL;
    bool background = corpus_layout_heading(heading, true) == CORPUS_HEADING_BACKGROUND;
    if (printed != NULL) {
      found = printed;
      likeness = 1;
    }
    if (background || (found != NULL && likeness >= most)) {
      best = bytes;
      most = background ? 1 : likeness;
      *question = background ? NULL : found;
    }
    g_free(heading);
  }
  return best;
}

char *
corpus_run_in_heading_at(const CorpusHeadingContext *context, const GPtrArray *scores, bool guessed,
                         guint at, const CorpusQuestion **question) {
  RunIn run_in = {context, scores, guessed};
  GString *text = g_string_new(corpus_heading_text_at(context, at));
  gsize bytes = run_in_heading(&run_in, text->str, question), line = text->len;
  if (bytes == 0 && at + 1 < context->end && !guessed) {
    corpus_join_title(text, corpus_heading_text_at(context, at + 1));
    bytes = run_in_heading(&run_in, text->str, question);
    bytes = bytes > line ? bytes : 0;
  }
  g_string_truncate(text, bytes);
  return g_string_free(text, bytes == 0);
}
