/* corpus/instrument/instrument_match.c: finds the area or the question that a line of a report
 * names. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/text/likeness.h"

/* An area's name must be all there; a heading may differ more, and the caller judges how much. */
#define AREA_LIKENESS 0.85
#define QUESTION_TEXT_WEIGHT 0.9
#define LONGEST_TITLE_CHARS 110

static GRegex *
number_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("^\\s*(?:(?:område|kapitel|kap\\.?|avsnitt|del)\\s*(\\d{1,2})\\b|"
                          "(\\d{1,2}(?:\\.\\d{1,2}){0,3})(?=[.:)\\s]|$))"
                          "\\s*[.:)–—-]?\\s*",
                          G_REGEX_CASELESS, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

const char *
corpus_heading_without_number(const char *line, char **number) {
  GMatchInfo *match = NULL;
  const char *rest = line;
  char *found = NULL;
  if (g_regex_match(number_pattern(), line, 0, &match)) {
    int end = 0;
    if (g_match_info_fetch_pos(match, 0, NULL, &end))
      rest = line + end;
    found = g_match_info_fetch(match, 1);
    if (found == NULL || *found == '\0') {
      g_free(found);
      found = g_match_info_fetch(match, 2);
    }
  }
  g_match_info_free(match);
  if (number != NULL)
    *number = found != NULL ? found : g_strdup("");
  else
    g_free(found);
  return rest;
}

/* A line much longer or shorter than a name is not compared at all. */
static bool
could_be(const CorpusPhrase *name, const CorpusPhrase *title) {
  glong a = corpus_phrase_length_chars(name), b = corpus_phrase_length_chars(title);
  return 2 * MAX(a, b) <= 3 * MIN(a, b);
}

static double
area_likeness(const CorpusArea *area, const CorpusPhrase *title) {
  double best = 0;
  for (guint i = 0; i < area->phrases->len; i++) {
    const CorpusPhrase *name = g_ptr_array_index(area->phrases, i);
    if (could_be(name, title))
      best = MAX(best, corpus_phrase_likeness(name, title));
  }
  return best;
}

/* "Område 3" with nothing after it names the area by its number alone. */
static unsigned
area_by_number(const CorpusInstrument *instrument, const char *line, const char *number) {
  char *folded = g_utf8_strdown(line, -1);
  bool named = g_str_has_prefix(g_strchug(folded), "område");
  g_free(folded);
  unsigned area = named ? (unsigned)g_ascii_strtoull(number, NULL, 10) : 0;
  return corpus_instrument_area(instrument, area) != NULL ? area : 0;
}

unsigned
corpus_instrument_match_area(const CorpusInstrument *instrument, const char *line) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(line, &number);
  unsigned area = *title == '\0' ? area_by_number(instrument, line, number) : 0;
  g_free(number);
  if (*title == '\0' || g_utf8_strlen(title, -1) > LONGEST_TITLE_CHARS)
    return area;
  CorpusPhrase *phrase = corpus_phrase_new(title);
  double best = AREA_LIKENESS;
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *candidate = g_ptr_array_index(instrument->areas, i);
    double likeness = area_likeness(candidate, phrase);
    if (likeness > best) {
      best = likeness;
      area = candidate->number;
    }
  }
  corpus_phrase_free(phrase);
  return area;
}

static double
question_likeness(const CorpusQuestion *question, const CorpusPhrase *heading) {
  double best = 0;
  for (guint i = 0; i < question->phrases->len; i++) {
    double likeness = corpus_phrase_likeness(g_ptr_array_index(question->phrases, i), heading);
    best = MAX(best, i == 0 ? QUESTION_TEXT_WEIGHT * likeness : likeness);
  }
  return best;
}

const CorpusQuestion *
corpus_instrument_match_heading(const CorpusInstrument *instrument, unsigned area,
                                const char *heading, double *likeness) {
  const CorpusQuestion *found = NULL;
  double best = 0;
  CorpusPhrase *phrase = corpus_phrase_new(corpus_heading_without_number(heading, NULL));
  for (guint i = 0; i < instrument->areas->len; i++) {
    const CorpusArea *candidate = g_ptr_array_index(instrument->areas, i);
    for (guint j = 0; j < candidate->questions->len; j++) {
      const CorpusQuestion *question = g_ptr_array_index(candidate->questions, j);
      double here =
          area == 0 || area == candidate->number ? question_likeness(question, phrase) : 0;
      if (here > best) {
        best = here;
        found = question;
      }
    }
  }
  corpus_phrase_free(phrase);
  if (likeness != NULL)
    *likeness = best;
  return best >= 0.3 ? found : NULL;
}
