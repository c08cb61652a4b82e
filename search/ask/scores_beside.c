/* search/ask/scores_beside.c: looks up the scores that stand beside a passage. */
#include "search/ask/scores_beside.h"

#include "corpus/instrument/instrument.h"

static const char *
known_area_name(const CorpusReport *report, unsigned area) {
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusArea *known = instrument ? corpus_instrument_area(instrument, area) : NULL;
  return known != NULL ? known->name : NULL;
}

static const char *
known_question_text(const CorpusReport *report, const char *id) {
  const CorpusInstrument *instrument = corpus_instrument_find(report->revision);
  const CorpusQuestion *known = instrument ? corpus_instrument_question(instrument, id) : NULL;
  return known != NULL ? known->text : NULL;
}

bool
search_figures_area(const CorpusReport *report, unsigned area, SearchFigures *figures) {
  *figures = (SearchFigures){area, NULL, NULL, -1, -1, -1};
  if (area == 0)
    return false;
  const CorpusAreaScore *score = corpus_report_area(report, area);
  if (score != NULL)
    *figures = (SearchFigures){area, NULL, score->name, score->score, score->max, score->percent};
  if (figures->name == NULL)
    figures->name = known_area_name(report, area);
  return true;
}

bool
search_figures_question(const CorpusReport *report, const char *id, SearchFigures *figures) {
  *figures = (SearchFigures){0, id, NULL, -1, -1, -1};
  if (*id == '\0')
    return false;
  figures->area = corpus_question_area(id);
  const CorpusQuestionScore *score = corpus_report_question(report, id);
  if (score != NULL)
    *figures = (SearchFigures){figures->area, score->id,  score->text,
                               score->score,  score->max, score->percent};
  if (figures->name == NULL)
    figures->name = known_question_text(report, id);
  return true;
}
