/* corpus/reading/items/item_question.c: matches table items with the questions of their area by
 * shared words. */
#include "corpus/reading/items/item_table.h"

#include <math.h>
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/text/words.h"

#define MOST_QUESTIONS 32
#define INSTRUMENT_WEIGHT 1.4 /* the word is in the question's own text or headings */
#define CHAPTER_WEIGHT 0.8    /* the word is in the chapter's text under the question */
#define SHORTEST_CHARS 3
/* How much the best question must share, and how much more than the second best. */
#define LEAST_SHARED 0.55
#define LEAST_RATIO 1.4
#define LEAST_COVERED 0.2 /* of the item's weight */

/* What the questions of one area have of a word. */
typedef struct {
  double weight[MOST_QUESTIONS]; /* by question, from 0 */
  guint having;                  /* questions of the area that have the word */
} Use;

typedef struct {
  const CorpusReport *report;
  const CorpusInstrument *instrument;
  CorpusLexicon *lexicon;
  GHashTable *forms;  /* word -> form; "" for one that says nothing */
  GHashTable **areas; /* by area: form -> Use * */
  GHashTable *having; /* form -> how many questions of the whole instrument have it */
  guint questions;    /* of the whole instrument */
} Matcher;

/* The form of a word, kept for the next time; "" where the word says nothing. Borrowed. */
static const char *
form_of(Matcher *matcher, const char *word) {
  char *form = g_hash_table_lookup(matcher->forms, word);
  if (form == NULL) {
    bool silent = g_utf8_strlen(word, -1) < SHORTEST_CHARS || corpus_is_stopword(word);
    form = silent ? g_strdup("") : corpus_form(matcher->lexicon, word);
    g_hash_table_insert(matcher->forms, g_strdup(word), form);
  }
  return form;
}

static void
add_text(Matcher *matcher, guint area, guint question, const char *text, double weight) {
  GArray *words = corpus_words(text, -1);
  for (guint i = 0; i < words->len; i++) {
    const char *form = form_of(matcher, g_array_index(words, CorpusWord, i).word);
    if (*form == '\0')
      continue;
    Use *use = g_hash_table_lookup(matcher->areas[area], form);
    if (use == NULL) {
      use = g_new0(Use, 1);
      g_hash_table_insert(matcher->areas[area], g_strdup(form), use);
    }
    if (use->weight[question] == 0) {
      guint having = GPOINTER_TO_UINT(g_hash_table_lookup(matcher->having, form));
      g_hash_table_insert(matcher->having, g_strdup(form), GUINT_TO_POINTER(having + 1));
      use->having++;
    }
    use->weight[question] = MAX(use->weight[question], weight);
  }
  g_array_unref(words);
}

static guint
question_count(const Matcher *matcher, guint area) {
  const CorpusArea *known = g_ptr_array_index(matcher->instrument->areas, area);
  return MIN(known->questions->len, MOST_QUESTIONS);
}

static void
add_question(Matcher *matcher, guint area, guint at) {
  const CorpusArea *known = g_ptr_array_index(matcher->instrument->areas, area);
  const CorpusQuestion *question = g_ptr_array_index(known->questions, at);
  add_text(matcher, area, at, question->text, INSTRUMENT_WEIGHT);
  for (char **heading = question->headings; *heading != NULL; heading++)
    add_text(matcher, area, at, *heading, INSTRUMENT_WEIGHT);
  for (guint i = 0; i < matcher->report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(matcher->report->passages, i);
    if (passage->kind == CORPUS_KIND_PARAGRAPH && g_str_equal(passage->question, question->id))
      add_text(matcher, area, at, passage->text, CHAPTER_WEIGHT);
  }
  matcher->questions++;
}

/* A word says more the fewer questions of the area have it, and the fewer of the whole instrument
 * ("utveckla" is everywhere). One that no question has says nothing, but leaves more of the item
 * unexplained. */
static double
rarity_of(const Matcher *matcher, guint area, const char *form, const Use *use) {
  double in_area = use != NULL ? use->having : 1;
  double in_all = use != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(matcher->having, form)) : 1;
  return log((1.0 + question_count(matcher, area)) / (0.5 + in_area)) *
         (log((1.0 + matcher->questions) / in_all) / log(1.0 + matcher->questions));
}

static void
find_question(Matcher *matcher, guint area, CorpusPassage *item) {
  double shared[MOST_QUESTIONS] = {0}, total = 0, most = 0, second = 0;
  guint best = 0, questions = question_count(matcher, area);
  GArray *words = corpus_words(item->text, -1);
  for (guint i = 0; i < words->len; i++) {
    const char *form = form_of(matcher, g_array_index(words, CorpusWord, i).word);
    const Use *use = *form != '\0' ? g_hash_table_lookup(matcher->areas[area], form) : NULL;
    double rarity = *form != '\0' ? rarity_of(matcher, area, form, use) : 0;
    total += rarity;
    for (guint j = 0; use != NULL && j < questions; j++)
      shared[j] += rarity * use->weight[j];
  }
  g_array_unref(words);
  for (guint i = 0; i < questions; i++) {
    second = shared[i] > most ? most : MAX(second, shared[i]);
    best = shared[i] > most ? i : best;
    most = MAX(most, shared[i]);
  }
  if (most < LEAST_SHARED || most < LEAST_RATIO * second || most < LEAST_COVERED * total)
    return;
  const CorpusArea *known = g_ptr_array_index(matcher->instrument->areas, area);
  const CorpusQuestion *question = g_ptr_array_index(known->questions, best);
  g_strlcpy(item->question, question->id, sizeof item->question);
}

void
corpus_item_questions_find(CorpusReport *report, const CorpusInstrument *instrument,
                           CorpusLexicon *lexicon) {
  guint areas = instrument->areas->len;
  Matcher matcher = {.report = report, .instrument = instrument, .lexicon = lexicon};
  matcher.forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  matcher.having = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  matcher.areas = g_new0(GHashTable *, areas);
  for (guint i = 0; i < areas; i++) {
    matcher.areas[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint j = 0; j < question_count(&matcher, i); j++)
      add_question(&matcher, i, j);
  }
  for (guint i = 0; i < report->passages->len; i++) {
    CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->kind == CORPUS_KIND_ITEM && *passage->question == '\0' && passage->area > 0 &&
        passage->area <= areas)
      find_question(&matcher, passage->area - 1, passage);
  }
  for (guint i = 0; i < areas; i++)
    g_hash_table_unref(matcher.areas[i]);
  g_free(matcher.areas);
  g_hash_table_unref(matcher.having);
  g_hash_table_unref(matcher.forms);
}
