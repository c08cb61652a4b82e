/* corpus/reading/items/item_question.c: which question of its area an item of a table belongs to,
 * by the words that it shares with each and by its place in the column. */
#include "corpus/reading/items/item_table.h"

#include <math.h>
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/text/words.h"

#define MOST_QUESTIONS 32
#define SHORTEST_CHARS 3
#define PART 0.5  /* of a word: what a part of a compound is worth, in the item and in the text */
#define LIGHT 0.5 /* a word that says little by itself */
/* How much more likely a question becomes by what it shares with the item (log-odds): */
#define IN_INSTRUMENT 4.5 /* its own text and headings */
#define IN_CHAPTER 2.0    /* the chapter's text under it */
#define IN_SENTENCE 2.0   /* the one sentence there that shares most */
#define IN_AGREEING 3.0   /* the same of those that point the way of the item's column */
/* How likely the next item of a column is to be of a question: the same and the next one are 1,
 * each further on a third of the one before it; one further back is rare. */
#define A_STEP_MORE (1.0 / 3)
#define A_STEP_BACK 0.1
#define LEAST_LIKELY 0.5 /* below: no question */

/* A question's own words, or a sentence of the chapter under it. */
typedef struct {
  guint area, question; /* from 0 */
  bool instrument;
  CorpusTag stance;
} Text;

typedef struct {
  guint text;
  double strength; /* 1: the word itself; PART: in a compound */
} Use;

/* What all inflections of a word share. */
typedef struct {
  GArray *uses;     /* Use, in the order of the texts */
  GPtrArray *parts; /* Form * of a compound, borrowed; NULL until looked for */
  bool light;       /* every report is full of it */
} Form;

typedef struct {
  const CorpusReport *report;
  const CorpusInstrument *instrument;
  CorpusLexicon *lexicon;
  GHashTable *words; /* word -> Form *, borrowed; NULL for one that says nothing */
  GHashTable *forms; /* form -> Form * */
  GArray *texts;     /* Text, by area and question */
  guint questions;   /* of the whole instrument */
} Matcher;

/* A column of an area's table: one item after the other. */
typedef struct {
  guint area;
  CorpusTag tag;
  guint questions;
  GPtrArray *items;   /* CorpusPassage *, borrowed */
  GArray *likelihood; /* double, a row of all questions an item */
} Column;

static void
form_free(gpointer data) {
  Form *form = data;
  g_array_unref(form->uses);
  if (form->parts != NULL)
    g_ptr_array_unref(form->parts);
  g_free(form);
}

/* Takes the name. */
static Form *
form_named(Matcher *matcher, char *name) {
  Form *form = g_hash_table_lookup(matcher->forms, name);
  if (form != NULL) {
    g_free(name);
    return form;
  }
  form = g_new0(Form, 1);
  form->uses = g_array_new(FALSE, FALSE, sizeof(Use));
  g_hash_table_insert(matcher->forms, name, form);
  return form;
}

static void
find_parts(Matcher *matcher, Form *form, const char *word) {
  form->parts = g_ptr_array_new();
  char **parts = corpus_compound_parts(matcher->lexicon, word);
  for (char **part = parts; part != NULL && *part != NULL; part++)
    g_ptr_array_add(form->parts, form_named(matcher, corpus_form_of_base(*part)));
  g_strfreev(parts);
}

/* The form of a word, NULL where the word says nothing. */
static Form *
form_of(Matcher *matcher, const char *word) {
  gpointer known = NULL;
  if (g_hash_table_lookup_extended(matcher->words, word, NULL, &known))
    return known;
  Form *form = NULL;
  if (g_utf8_strlen(word, -1) >= SHORTEST_CHARS && !corpus_is_stopword(word)) {
    form = form_named(matcher, corpus_form(matcher->lexicon, word));
    form->light = form->light || corpus_is_light_word(word);
    if (form->parts == NULL)
      find_parts(matcher, form, word);
  }
  g_hash_table_insert(matcher->words, g_strdup(word), form);
  return form;
}

/* ---- what there is to compare with ---- */

/* The form stands in the text that was added last. */
static void
add_use(const Matcher *matcher, Form *form, double strength) {
  guint text = matcher->texts->len - 1;
  Use *last = form->uses->len > 0 ? &g_array_index(form->uses, Use, form->uses->len - 1) : NULL;
  if (last != NULL && last->text == text)
    last->strength = MAX(last->strength, strength);
  else
    g_array_append_val(form->uses, ((Use){text, strength}));
}

static void
add_words(Matcher *matcher, const char *text, gssize length_bytes) {
  GArray *words = corpus_words(text, length_bytes);
  for (guint i = 0; i < words->len; i++) {
    Form *form = form_of(matcher, g_array_index(words, CorpusWord, i).word);
    if (form == NULL)
      continue;
    add_use(matcher, form, 1);
    for (guint j = 0; j < form->parts->len; j++)
      add_use(matcher, form->parts->pdata[j], PART);
  }
  g_array_unref(words);
}

static void
add_sentences(Matcher *matcher, guint area, guint at, const CorpusPassage *passage) {
  for (guint i = 0; i < passage->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, i);
    g_array_append_val(matcher->texts, ((Text){area, at, false, sentence->stance}));
    add_words(matcher, passage->text + sentence->start_bytes, (gssize)sentence->length_bytes);
  }
}

static guint
question_count(const Matcher *matcher, guint area) {
  const CorpusArea *known = g_ptr_array_index(matcher->instrument->areas, area);
  return MIN(known->questions->len, MOST_QUESTIONS);
}

static const CorpusQuestion *
question_at(const Matcher *matcher, guint area, guint at) {
  const CorpusArea *known = g_ptr_array_index(matcher->instrument->areas, area);
  return g_ptr_array_index(known->questions, at);
}

static void
add_question(Matcher *matcher, guint area, guint at) {
  const CorpusQuestion *question = question_at(matcher, area, at);
  g_array_append_val(matcher->texts, ((Text){area, at, true, CORPUS_TAG_NEUTRAL}));
  add_words(matcher, question->text, -1);
  for (char **heading = question->headings; *heading != NULL; heading++)
    add_words(matcher, *heading, -1);
  for (guint i = 0; i < matcher->report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(matcher->report->passages, i);
    if (passage->kind == CORPUS_KIND_PARAGRAPH && g_str_equal(passage->question, question->id))
      add_sentences(matcher, area, at, passage);
  }
  matcher->questions++;
}

static const Text *
text_of(const Matcher *matcher, const Use *use) {
  return &g_array_index(matcher->texts, Text, use->text);
}

/* ---- what an item shares with each question ---- */

/* A word says more the fewer questions of the area have it, and the fewer of the whole instrument
 * ("utveckla" is everywhere). One that no question has shares nothing, whatever it weighs. */
static double
rarity_of(const Matcher *matcher, guint area, const Form *form) {
  guint in_area = 0, in_all = 0;
  const Text *before = NULL;
  for (guint i = 0; i < form->uses->len; i++) {
    const Text *text = text_of(matcher, &g_array_index(form->uses, Use, i));
    bool same = before != NULL && before->area == text->area && before->question == text->question;
    in_all += same ? 0 : 1;
    in_area += !same && text->area == area ? 1 : 0;
    before = text;
  }
  return log((1.0 + question_count(matcher, area)) / (0.5 + MAX(in_area, 1))) *
         (log((1.0 + matcher->questions) / MAX(in_all, 1)) / log(1.0 + matcher->questions));
}

/* Adds to each text of the area what the form weighs in it. */
static void
weigh_form(const Matcher *matcher, guint area, const Form *form, double share, double *weights) {
  double weight = share * (form->light ? LIGHT : 1) * rarity_of(matcher, area, form);
  for (guint i = 0; i < form->uses->len; i++) {
    const Use *use = &g_array_index(form->uses, Use, i);
    if (text_of(matcher, use)->area == area)
      weights[use->text] += weight * use->strength;
  }
}

/* What one word of an item shares with each text, by itself or by its parts, whichever is more;
 * two arrays with room for all texts. */
static void
weigh_word(const Matcher *matcher, guint area, const Form *form, double *whole, double *parts) {
  memset(whole, 0, matcher->texts->len * sizeof *whole);
  memset(parts, 0, matcher->texts->len * sizeof *parts);
  weigh_form(matcher, area, form, 1, whole);
  for (guint i = 0; i < form->parts->len; i++)
    weigh_form(matcher, area, form->parts->pdata[i], PART, parts);
  for (guint i = 0; i < matcher->texts->len; i++)
    whole[i] = MAX(whole[i], parts[i]);
}

/* Which way the column and a sentence point: the same way where neither praises. */
static bool
agree(CorpusTag column, CorpusTag stance) {
  return column == CORPUS_TAG_STRENGTH ? stance == CORPUS_TAG_STRENGTH
                                       : corpus_tag_finds_fault(stance);
}

/* Of one question, each a sum over the item's words. */
typedef struct {
  double instrument, chapter, sentence, agreeing;
} Shared;

/* Adds a word's weight in each question's own text and in the sentence that has it most. */
static void
share_word(const Matcher *matcher, guint area, const double *weights, Shared *shared) {
  double most[MOST_QUESTIONS] = {0};
  for (guint i = 0; i < matcher->texts->len; i++) {
    const Text *text = &g_array_index(matcher->texts, Text, i);
    if (text->area != area)
      continue;
    if (text->instrument)
      shared[text->question].instrument += weights[i];
    else
      most[text->question] = MAX(most[text->question], weights[i]);
  }
  for (guint i = 0; i < MOST_QUESTIONS; i++)
    shared[i].chapter += most[i];
}

static void
share_sentences(const Matcher *matcher, const Column *column, const double *sums, Shared *shared) {
  for (guint i = 0; i < matcher->texts->len; i++) {
    const Text *text = &g_array_index(matcher->texts, Text, i);
    if (text->area != column->area || text->instrument)
      continue;
    Shared *of = &shared[text->question];
    of->sentence = MAX(of->sentence, sums[i]);
    if (agree(column->tag, text->stance))
      of->agreeing = MAX(of->agreeing, sums[i]);
  }
}

/* Appends how likely each question is by the item's words alone, the most likely 1. */
static void
add_likelihood(Matcher *matcher, Column *column, const CorpusPassage *item) {
  Shared shared[MOST_QUESTIONS] = {{0}};
  GArray *words = corpus_words(item->text, -1);
  gsize room = matcher->texts->len + 1;
  double *sums = g_new0(double, room), *whole = g_new(double, room), *parts = g_new(double, room);
  for (guint i = 0; i < words->len; i++) {
    const Form *form = form_of(matcher, g_array_index(words, CorpusWord, i).word);
    if (form == NULL)
      continue;
    weigh_word(matcher, column->area, form, whole, parts);
    share_word(matcher, column->area, whole, shared);
    for (guint j = 0; j < matcher->texts->len; j++)
      sums[j] += whole[j];
  }
  share_sentences(matcher, column, sums, shared);
  double odds[MOST_QUESTIONS], most = 0;
  for (guint i = 0; i < column->questions; i++) {
    odds[i] = IN_INSTRUMENT * shared[i].instrument + IN_CHAPTER * shared[i].chapter +
              IN_SENTENCE * shared[i].sentence + IN_AGREEING * shared[i].agreeing;
    most = MAX(most, odds[i]);
  }
  for (guint i = 0; i < column->questions; i++)
    g_array_append_val(column->likelihood, ((double){exp(odds[i] - most)}));
  g_free(parts);
  g_free(whole);
  g_free(sums);
  g_array_unref(words);
}

/* ---- the order of a column ---- */

static double
step_weight(guint from, guint to) {
  return to < from ? A_STEP_BACK * pow(A_STEP_MORE, from - to - 1)
                   : pow(A_STEP_MORE, to > from ? to - from - 1 : 0);
}

static void
normalise(double *weights, guint count) {
  double total = 0;
  for (guint i = 0; i < count; i++)
    total += weights[i];
  for (guint i = 0; i < count; i++)
    weights[i] /= total;
}

/* Multiplies the likelihoods of an item with what its neighbour's say of them. weights: the
 * neighbour's, with all that is beyond it; forward: it stands before the item. */
static void
pass_on(guint questions, bool forward, const double *weights, double *own) {
  double steps[MOST_QUESTIONS], said[MOST_QUESTIONS] = {0};
  for (guint from = 0; from < questions; from++) {
    for (guint to = 0; to < questions; to++)
      steps[to] = step_weight(from, to);
    normalise(steps, questions);
    for (guint to = 0; to < questions; to++)
      said[forward ? to : from] += steps[to] * weights[forward ? from : to];
  }
  for (guint i = 0; i < questions; i++)
    own[i] *= said[i];
  normalise(own, questions);
}

/* Weighs all ways to give the items of a column their questions (forwards and backwards over the
 * chain), and sets those that are more likely than not. */
static void
settle_column(const Matcher *matcher, const Column *column) {
  guint questions = column->questions, length = column->items->len;
  gsize all = (gsize)length * questions;
  double *ahead = g_memdup2(column->likelihood->data, all * sizeof(double));
  double *behind = g_memdup2(column->likelihood->data, all * sizeof(double));
  const double *alone = (const double *)(gconstpointer)column->likelihood->data;
  for (guint i = 1; i < length; i++) {
    pass_on(questions, true, ahead + (gsize)(i - 1) * questions, ahead + (gsize)i * questions);
    guint at = length - 1 - i;
    pass_on(questions, false, behind + (gsize)(at + 1) * questions, behind + (gsize)at * questions);
  }
  for (guint i = 0; i < length; i++) {
    double likely[MOST_QUESTIONS];
    guint best = 0;
    for (guint j = 0; j < questions; j++) {
      gsize at = (gsize)i * questions + j;
      likely[j] = alone[at] > 0 ? ahead[at] * behind[at] / alone[at] : 0;
      best = likely[j] > likely[best] ? j : best;
    }
    normalise(likely, questions);
    CorpusPassage *item = g_ptr_array_index(column->items, i);
    if (likely[best] > LEAST_LIKELY)
      g_strlcpy(item->question, question_at(matcher, column->area, best)->id,
                sizeof item->question);
  }
  g_free(behind);
  g_free(ahead);
}

static void
find_column(Matcher *matcher, guint area, CorpusTag tag) {
  Column column = {area, tag, question_count(matcher, area), g_ptr_array_new(),
                   g_array_new(FALSE, FALSE, sizeof(double))};
  for (guint i = 0; i < matcher->report->passages->len && column.questions > 0; i++) {
    CorpusPassage *passage = g_ptr_array_index(matcher->report->passages, i);
    if (passage->kind != CORPUS_KIND_ITEM || passage->area != area + 1 || passage->tag != tag ||
        *passage->question != '\0')
      continue;
    g_ptr_array_add(column.items, passage);
    add_likelihood(matcher, &column, passage);
  }
  settle_column(matcher, &column);
  g_array_unref(column.likelihood);
  g_ptr_array_unref(column.items);
}

void
corpus_item_questions_find(CorpusReport *report, const CorpusInstrument *instrument,
                           CorpusLexicon *lexicon) {
  Matcher matcher = {.report = report, .instrument = instrument, .lexicon = lexicon};
  matcher.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  matcher.forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, form_free);
  matcher.texts = g_array_new(FALSE, FALSE, sizeof(Text));
  for (guint i = 0; i < instrument->areas->len; i++)
    for (guint j = 0; j < question_count(&matcher, i); j++)
      add_question(&matcher, i, j);
  for (guint i = 0; i < instrument->areas->len; i++)
    for (CorpusTag tag = CORPUS_TAG_STRENGTH; tag <= CORPUS_TAG_WEAKNESS; tag++)
      find_column(&matcher, i, tag);
  g_array_unref(matcher.texts);
  g_hash_table_unref(matcher.words);
  g_hash_table_unref(matcher.forms);
}
