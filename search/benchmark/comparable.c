/* search/benchmark/comparable.c: tells by revision, words and points whether figures mean the same.
 */
#include "search/benchmark/comparable.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/instrument/instrument.h"

SearchFigureKind
search_figure_kind(const char *id) {
  if (strchr(id, '.') != NULL)
    return SEARCH_FIGURE_QUESTION;
  return g_ascii_isdigit(*id) ? SEARCH_FIGURE_AREA : SEARCH_FIGURE_TOTAL;
}

const char *
search_figure_of_area(unsigned area, char id[SEARCH_FIGURE_ID_BYTES]) {
  if (area == 0)
    g_strlcpy(id, "total", SEARCH_FIGURE_ID_BYTES);
  else
    g_snprintf(id, SEARCH_FIGURE_ID_BYTES, "%u", area);
  return id;
}

int
search_figure_score(const CorpusReport *report, const char *id) {
  const CorpusAreaScore *area = NULL;
  const CorpusQuestionScore *question = NULL;
  switch (search_figure_kind(id)) {
  case SEARCH_FIGURE_TOTAL:
    return report->total;
  case SEARCH_FIGURE_AREA:
    area = corpus_report_area(report, (unsigned)atoi(id));
    return area != NULL ? area->score : -1;
  case SEARCH_FIGURE_QUESTION:
    question = corpus_report_question(report, id);
    return question != NULL ? question->score : -1;
  }
  return -1;
}

bool
search_revision_is_whole(unsigned revision) {
  const CorpusInstrument *instrument = corpus_instrument_find(revision);
  return instrument != NULL && corpus_instrument_is_whole(instrument);
}

/* A text's letters and digits: how it is broken and hyphenated says nothing. */
static void
append_letters(GString *out, const char *text) {
  char *folded = g_utf8_casefold(text, -1);
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at))
    if (g_unichar_isalnum(g_utf8_get_char(at)))
      g_string_append_unichar(out, g_utf8_get_char(at));
  g_free(folded);
}

char *
search_report_kind(const CorpusReport *report) {
  GString *kind = g_string_new(NULL);
  g_string_printf(kind, "%u", report->revision);
  for (guint i = 0; report->revision == 0 && i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    g_string_append_printf(kind, " %u", area->number);
    append_letters(kind, area->name);
  }
  return g_string_free(kind, FALSE);
}

int
search_area_points(const CorpusReport *report, const CorpusAreaScore *area) {
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusArea *known =
      instrument != NULL ? corpus_instrument_area(instrument, area->number) : NULL;
  return known != NULL && known->max > 0 ? (int)known->max : area->max;
}

char *
search_figure_key(const CorpusReport *report, const char *id) {
  GString *key = g_string_new(id);
  const CorpusQuestionScore *question = corpus_report_question(report, id);
  SearchFigureKind kind = search_figure_kind(id);
  if (search_revision_is_whole(report->revision))
    return g_string_free(key, FALSE);
  if (kind == SEARCH_FIGURE_QUESTION && question != NULL) {
    g_string_append_printf(key, " %d ", question->max);
    append_letters(key, question->text);
  }
  for (guint i = 0; kind != SEARCH_FIGURE_QUESTION && i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    if (kind == SEARCH_FIGURE_TOTAL || area->number == (unsigned)atoi(id))
      g_string_append_printf(key, " %d", search_area_points(report, area));
  }
  return g_string_free(key, FALSE);
}

static bool
same_and_freed(char *one, char *other) {
  bool same = strcmp(one, other) == 0;
  g_free(one);
  g_free(other);
  return same;
}

bool
search_reports_compare(const CorpusReport *one, const CorpusReport *other) {
  return one->revision == other->revision &&
         (one->revision != 0 || same_and_freed(search_report_kind(one), search_report_kind(other)));
}

bool
search_figures_compare(const CorpusReport *one, const CorpusReport *other, const char *id) {
  return search_reports_compare(one, other) &&
         (search_revision_is_whole(one->revision) ||
          same_and_freed(search_figure_key(one, id), search_figure_key(other, id)));
}
