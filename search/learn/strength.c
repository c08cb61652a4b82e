/* search/learn/strength.c: runs of sentences that praise, weighed by what they say of a subject. */
#include "search/learn/strength.h"

#include <string.h>

#define WORTH_OF_CLEAR 0.2 /* beside 1 for the whole subject */
#define LEAST_CLEAR 0.1    /* of a strength, however faint */

/* Sentences [first, end) of a passage. */
typedef struct {
  guint first, end;
  double clear;
} Run;

static const CorpusSentence *
sentence_at(const CorpusPassage *passage, guint index) {
  return &g_array_index(passage->sentences, CorpusSentence, index);
}

static bool
is_negative(const CorpusSentence *sentence) {
  return sentence->stance == CORPUS_TAG_IMPROVEMENT || sentence->stance == CORPUS_TAG_WEAKNESS;
}

/* Does the report tell it of another municipality, to learn from? */
static bool
is_of_another(const CorpusReport *report, const CorpusPassage *passage,
              const CorpusSentence *sentence) {
  const char *text = passage->text + sentence->start_bytes;
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    if (reference->passage == passage->number && !reference->self && reference->role_model &&
        strncmp(text, reference->sentence, sentence->length_bytes) == 0)
      return true;
  }
  return false;
}

/* A sentence that announces a list says nothing without it. */
static bool
announces(const CorpusPassage *passage, guint index) {
  const CorpusSentence *sentence = sentence_at(passage, index);
  return sentence->length_bytes > 0 &&
         passage->text[sentence->start_bytes + sentence->length_bytes - 1] == ':';
}

/* The sentences from one on that fit an excerpt. */
static Run
run_from(const CorpusReport *report, const CorpusPassage *passage, guint first) {
  Run run = {first, first, 0};
  const char *start = passage->text + sentence_at(passage, first)->start_bytes;
  for (; run.end < passage->sentences->len; run.end++) {
    const CorpusSentence *sentence = sentence_at(passage, run.end);
    const char *end = passage->text + sentence->start_bytes + sentence->length_bytes;
    if (is_negative(sentence) || is_of_another(report, passage, sentence) ||
        (run.end > first && g_utf8_strlen(start, end - start) > SEARCH_EXCERPT_CHARS))
      break;
    if (sentence->stance == CORPUS_TAG_STRENGTH)
      run.clear = MAX(run.clear, MAX(sentence->weight, LEAST_CLEAR));
  }
  if (run.end > first + 1 && announces(passage, run.end - 1))
    run.end--;
  return run;
}

static SearchStrength
strength_of_run(const CorpusPassage *passage, const Run *run, const SearchSubject *subject,
                const GArray *terms) {
  const CorpusSentence *last = sentence_at(passage, run->end - 1);
  SearchStrength strength = {sentence_at(passage, run->first)->start_bytes,
                             last->start_bytes + last->length_bytes, 0, run->clear};
  if (subject != NULL)
    strength.cover = search_subject_cover(subject, terms, strength.start_bytes, strength.end_bytes);
  return strength;
}

SearchStrength
search_strength_of(const CorpusReport *report, const CorpusPassage *passage,
                   const SearchSubject *subject, const GArray *terms) {
  SearchStrength best = {0, 0, 0, 0};
  for (guint i = 0; i < passage->sentences->len; i++) {
    Run run = run_from(report, passage, i);
    if (run.end == run.first || (run.clear <= 0 && passage->kind != CORPUS_KIND_ITEM))
      continue;
    SearchStrength found = strength_of_run(passage, &run, subject, terms);
    if (best.end_bytes == 0 || found.cover + WORTH_OF_CLEAR * found.clear >
                                   best.cover + WORTH_OF_CLEAR * best.clear + 1e-9)
      best = found;
  }
  return best;
}
