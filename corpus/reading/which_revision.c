/* corpus/reading/which_revision.c: finds the revision of the instrument by what its reports have of
 * their own. */
#include "corpus/reading/which_revision.h"

#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/text/likeness.h"
#include "corpus/reading/scores/score_tables.h"

#define POINTS_WEIGHT 1.0 /* a question with the revision's points */
#define TEXT_WEIGHT 1.0   /* a question in the revision's words */
#define AREA_WEIGHT 2.0   /* a line that names an area as this revision alone does */
#define YEAR_WEIGHT 1.5
#define MOST_AREA_LINES 6 /* lines that count for one revision's areas */

static const CorpusInstrument *
corpus_revision_of_year(unsigned year) {
  const CorpusInstrument *found = NULL;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++)
    if ((*at)->revision <= year)
      found = *at;
  return found;
}

static double
row_fits(const CorpusScoreRow *row, const CorpusQuestion *question) {
  double fits = row->cells.max == (int)question->max ? POINTS_WEIGHT : -POINTS_WEIGHT;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < row->lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(row->lines, i);
    bool broken = text->len > 0 && text->str[text->len - 1] == '-';
    if (broken)
      g_string_truncate(text, text->len - 1);
    g_string_append_printf(text, "%s%s", broken ? "" : " ", line->text);
  }
  fits += TEXT_WEIGHT * corpus_likeness(text->str, question->text);
  g_string_free(text, TRUE);
  return fits;
}

/* How well the score tables fit; a question that only one of the two has counts against it. */
static double
tables_fit(const GPtrArray *tables, const CorpusInstrument *instrument) {
  double fits = 0;
  for (guint i = 0; i < tables->len; i++) {
    const CorpusScoreTable *table = g_ptr_array_index(tables, i);
    const CorpusArea *area = corpus_instrument_area(instrument, table->area);
    for (guint j = 0; j < table->rows->len; j++) {
      const CorpusScoreRow *row = g_ptr_array_index(table->rows, j);
      bool known = area != NULL && row->number <= area->questions->len;
      fits += known ? row_fits(row, g_ptr_array_index(area->questions, row->number - 1))
                    : -POINTS_WEIGHT;
    }
    if (area != NULL && table->sum.score >= 0 && table->rows->len < area->questions->len)
      fits -= POINTS_WEIGHT * (area->questions->len - table->rows->len);
  }
  return fits;
}

/* The area that a line names in one revision alone; NULL where it names none or names it in all. */
static const CorpusInstrument *
sole_revision(const char *line) {
  const CorpusInstrument *sole = NULL;
  guint revisions = 0, named = 0;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++, revisions++)
    if (corpus_instrument_match_area(*at, line) != 0) {
      sole = *at;
      named++;
    }
  return named == 1 && revisions > 1 ? sole : NULL;
}

static unsigned
year_in(const char *name) {
  for (; *name != '\0'; name++)
    if (g_ascii_isdigit(*name)) {
      unsigned year = (unsigned)g_ascii_strtoull(name, NULL, 10);
      if (year >= 2000 && year < 2100)
        return year;
      while (g_ascii_isdigit(name[1]))
        name++;
    }
  return 0;
}

const CorpusInstrument *
corpus_revision_find(const GPtrArray *lines, const GPtrArray *tables, const char *name) {
  GHashTable *area_lines = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (guint i = 0; i < lines->len; i++) {
    const char *text =
        corpus_layout_without_bullet(((CorpusLine *)g_ptr_array_index(lines, i))->text);
    const CorpusInstrument *sole = *text != '\0' ? sole_revision(text) : NULL;
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(area_lines, sole));
    if (sole != NULL)
      g_hash_table_insert(area_lines, (gpointer)sole, GUINT_TO_POINTER(count + 1));
  }
  const CorpusInstrument *best = NULL, *of_year = corpus_revision_of_year(year_in(name));
  double most = 0;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL; at++) {
    guint named = GPOINTER_TO_UINT(g_hash_table_lookup(area_lines, *at));
    double fits = tables_fit(tables, *at) + AREA_WEIGHT * MIN(named, MOST_AREA_LINES) +
                  (*at == of_year ? YEAR_WEIGHT : 0);
    if (best == NULL || fits > most) {
      most = fits;
      best = *at;
    }
  }
  g_hash_table_unref(area_lines);
  return best;
}
