/* tests/bench/synthetic.c: a chain of words, each drawn from those that followed the one before. */
#include "tests/bench/synthetic.h"

#include <string.h>

#include "corpus/reading/stance/holder.h"
#include "corpus/reading/stance/stance.h"

#define FIRST_YEAR 2003
#define LEAST_SCORE 0.3 /* of a question's points */
#define RARE 4          /* one word in so many is one that hardly any other report has */

struct Synthetic {
  const GPtrArray *reports;
  GHashTable *followers; /* word -> GPtrArray of words, with repetitions; "" begins a passage */
  GStringChunk *words;
  GPtrArray *plain; /* words that compounds can be made of */
};

/* Lower-case letters only. */
static bool
is_plain(const char *word) {
  return strlen(word) > 3 && strspn(word, "abcdefghijklmnopqrstuvwxyz") == strlen(word);
}

static void
learn_pair(Synthetic *synthetic, const char *word, const char *next) {
  GPtrArray *followers = g_hash_table_lookup(synthetic->followers, word);
  if (followers == NULL) {
    followers = g_ptr_array_new();
    g_hash_table_insert(synthetic->followers, (gpointer)word, followers);
    if (is_plain(word))
      g_ptr_array_add(synthetic->plain, (gpointer)word);
  }
  g_ptr_array_add(followers, (gpointer)next);
}

static void
learn_text(Synthetic *synthetic, const char *text) {
  char **words = g_strsplit(text, " ", -1);
  const char *before = g_string_chunk_insert_const(synthetic->words, "");
  for (char **word = words; *word != NULL; word++) {
    const char *kept = g_string_chunk_insert_const(synthetic->words, *word);
    learn_pair(synthetic, before, kept);
    before = kept;
  }
  g_strfreev(words);
}

Synthetic *
synthetic_new(const GPtrArray *reports) {
  Synthetic *synthetic = g_new0(Synthetic, 1);
  synthetic->reports = reports;
  synthetic->words = g_string_chunk_new(1 << 16);
  synthetic->plain = g_ptr_array_new();
  synthetic->followers =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    for (guint j = 0; j < report->passages->len; j++)
      learn_text(synthetic, ((CorpusPassage *)report->passages->pdata[j])->text);
  }
  return synthetic;
}

void
synthetic_free(Synthetic *synthetic) {
  g_hash_table_unref(synthetic->followers);
  g_string_chunk_free(synthetic->words);
  g_ptr_array_unref(synthetic->plain);
  g_free(synthetic);
}

/* Appends the word; now and then as the end of a compound that hardly any other report has. */
static void
append_word(const Synthetic *synthetic, GString *text, const char *word) {
  guint chance = g_str_hash(text->str);
  if (text->len > 0)
    g_string_append_c(text, ' ');
  if (chance % RARE == 0 && is_plain(word))
    g_string_append(text, synthetic->plain->pdata[chance / RARE % synthetic->plain->len]);
  g_string_append(text, word);
}

/* So many words of a chain; where a chain ends another begins. */
static char *
make_text(const Synthetic *synthetic, GRand *random, guint count) {
  GString *text = g_string_new(NULL);
  const char *word = "";
  for (guint i = 0; i < count; i++) {
    const GPtrArray *followers = g_hash_table_lookup(synthetic->followers, word);
    if (followers == NULL)
      followers = g_hash_table_lookup(synthetic->followers, "");
    word = followers->pdata[g_rand_int_range(random, 0, (gint32)followers->len)];
    append_word(synthetic, text, word);
  }
  return g_string_free(text, FALSE);
}

static guint
count_words(const char *text) {
  guint count = 1;
  for (const char *space = strchr(text, ' '); space != NULL; space = strchr(space + 1, ' '))
    count++;
  return count;
}

/* Does the passage name role models? Its text is kept then, as theirs are sentences of it. */
static bool
names_models(const CorpusReport *report, const CorpusPassage *passage) {
  for (guint i = 0; i < report->references->len; i++) {
    const CorpusReference *reference = report->references->pdata[i];
    if (reference->passage == passage->number && reference->role_model)
      return true;
  }
  return false;
}

static CorpusPassage *
make_passage(const Synthetic *synthetic, GRand *random, const CorpusReport *report,
             const CorpusPassage *model) {
  CorpusPassage *passage = corpus_passage_new();
  passage->number = model->number;
  passage->page = model->page;
  passage->area = model->area;
  memcpy(passage->question, model->question, sizeof passage->question);
  g_free(passage->heading);
  passage->heading = g_strdup(model->heading);
  passage->kind = model->kind;
  passage->tag = model->tag;
  g_free(passage->text);
  passage->text = names_models(report, model)
                      ? g_strdup(model->text)
                      : make_text(synthetic, random, count_words(model->text));
  corpus_stance_tag(passage);
  return passage;
}

static CorpusQuestionScore *
make_question(GRand *random, const CorpusQuestionScore *model) {
  CorpusQuestionScore *question = g_memdup2(model, sizeof *model);
  question->text = g_strdup(model->text);
  if (question->max > 0) {
    question->score = (int)(question->max * g_rand_double_range(random, LEAST_SCORE, 1) + 0.5);
    question->percent = 100 * question->score / question->max;
  }
  return question;
}

/* The same questions with points drawn anew, and their sum. */
static CorpusAreaScore *
make_area(GRand *random, const CorpusAreaScore *model) {
  CorpusAreaScore *area = corpus_area_score_new(model->number, model->name);
  area->max = model->max;
  area->score = 0;
  for (guint i = 0; i < model->questions->len; i++) {
    CorpusQuestionScore *question = make_question(random, model->questions->pdata[i]);
    area->score += MAX(question->score, 0);
    g_ptr_array_add(area->questions, question);
  }
  area->percent = area->body_score = area->score;
  return area;
}

static CorpusReference *
copy_reference(const CorpusReference *model) {
  CorpusReference *reference = g_memdup2(model, sizeof *model);
  reference->sentence = g_strdup(model->sentence);
  return reference;
}

static void
make_scores(CorpusReport *report, const CorpusReport *model, guint32 seed) {
  GRand *random = g_rand_new_with_seed(seed);
  report->total = 0;
  for (guint i = 0; i < model->areas->len; i++) {
    CorpusAreaScore *area = make_area(random, model->areas->pdata[i]);
    report->total += area->score;
    g_ptr_array_add(report->areas, area);
  }
  g_rand_free(random);
}

CorpusReport *
synthetic_report(const Synthetic *synthetic, guint32 seed, guint number) {
  const CorpusReport *model = synthetic->reports->pdata[number % synthetic->reports->len];
  const CorpusMunicipality *const *all = corpus_municipalities();
  guint count = g_strv_length((char **)all);
  GRand *random = g_rand_new_with_seed(seed + number);
  CorpusReport *report = corpus_report_new();
  report->municipality = all[number % count];
  report->year = FIRST_YEAR + number / count;
  report->month = model->month;
  report->evaluation = 1 + number / count;
  report->revision = model->revision;
  report->pages = model->pages;
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  report->id = g_strdup_printf("%s-%u", slug, report->year);
  g_free(report->source);
  report->source = g_strdup_printf("%s.txt", report->id);
  make_scores(report, model, seed + number);
  for (guint i = 0; i < model->references->len; i++)
    g_ptr_array_add(report->references, copy_reference(model->references->pdata[i]));
  for (guint i = 0; i < model->passages->len; i++)
    g_ptr_array_add(report->passages,
                    make_passage(synthetic, random, model, model->passages->pdata[i]));
  corpus_told_find(report);
  g_free(slug);
  g_rand_free(random);
  return report;
}
