/* search/figures.c: looks up the scores that stand beside a passage. */
#include "search/figures.h"

bool
search_figures_area(const CorpusReport *report, unsigned area, SearchFigures *figures) {
  *figures = (SearchFigures){area, NULL, NULL, -1, -1, -1};
  if (area == 0)
    return false;
  const CorpusAreaScore *score = corpus_report_area(report, area);
  if (score != NULL)
    *figures = (SearchFigures){area, NULL, score->name, score->score, score->max, score->percent};
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusArea *known = instrument ? corpus_instrument_area(instrument, area) : NULL;
  if (figures->name == NULL && known != NULL)
    figures->name = known->name;
  return true;
}

bool
search_figures_question(const CorpusReport *report, const char *id, SearchFigures *figures) {
  *figures = (SearchFigures){0, id, NULL, -1, -1, -1};
  if (*id == '\0')
    return false;
  figures->area = (unsigned)(*id - '0');
  const CorpusQuestionScore *score = corpus_report_question(report, id);
  if (score != NULL)
    *figures =
        (SearchFigures){figures->area, id, score->text, score->score, score->max, score->percent};
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusQuestion *known = instrument ? corpus_instrument_question(instrument, id) : NULL;
  if (figures->name == NULL && known != NULL)
    figures->name = known->text;
  return true;
}
