/* corpus/reading/scores/score_area.c: turns a score table into the figures of its area. */
#include "corpus/reading/scores/score_tables.h"

static CorpusQuestionScore *
question_score(const CorpusScoreRow *row, unsigned area, const CorpusVocabulary *vocabulary,
               CorpusLexicon *lexicon) {
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_snprintf(question->id, sizeof question->id, "%u.%u", area, row->number);
  question->text = row->lines->len > 0
                       ? corpus_join_lines(row->lines, 0, row->lines->len - 1, vocabulary, lexicon)
                       : g_strdup("");
  question->score = row->score;
  question->max = row->max;
  question->percent = row->percent;
  return question;
}

CorpusAreaScore *
corpus_scores_area(const CorpusScoreTable *table, const CorpusInstrument *instrument,
                   const CorpusVocabulary *vocabulary, CorpusLexicon *lexicon) {
  const CorpusArea *known = corpus_instrument_area(instrument, table->area);
  CorpusAreaScore *area = corpus_area_score_new(table->area, known != NULL ? known->name : "");
  area->score = table->score;
  area->max = table->max;
  area->percent = table->percent;
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add(area->questions, question_score(g_ptr_array_index(table->rows, i), table->area,
                                                    vocabulary, lexicon));
  return area;
}
