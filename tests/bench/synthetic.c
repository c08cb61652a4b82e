/* tests/bench/synthetic.c: a chain of words, each drawn from those that followed the one before. */
#include "tests/bench/synthetic.h"

#include <string.h>

#include "corpus/stance.h"

#define FIRST_YEAR 2003

struct Synthetic {
  const GPtrArray *reports;
  GHashTable *followers; /* word -> GPtrArray of words, with repetitions; "" begins a passage */
  GStringChunk *words;
};

static void
learn_pair(Synthetic *synthetic, const char *word, const char *next) {
  GPtrArray *followers = g_hash_table_lookup(synthetic->followers, word);
  if (followers == NULL) {
    followers = g_ptr_array_new();
    g_hash_table_insert(synthetic->followers, (gpointer)word, followers);
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
  g_free(synthetic);
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
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", word);
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

static CorpusPassage *
make_passage(const Synthetic *synthetic, GRand *random, const CorpusPassage *model) {
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
  passage->text = make_text(synthetic, random, count_words(model->text));
  corpus_stance_tag(passage);
  return passage;
}

static CorpusAreaScore *
copy_area(const CorpusAreaScore *model) {
  CorpusAreaScore *area = g_memdup2(model, sizeof *model);
  area->name = g_strdup(model->name);
  area->questions = g_ptr_array_copy(model->questions, NULL, NULL);
  for (guint i = 0; i < area->questions->len; i++) {
    CorpusQuestionScore *question = g_memdup2(area->questions->pdata[i], sizeof *question);
    question->text = g_strdup(question->text);
    area->questions->pdata[i] = question;
  }
  return area;
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
  report->total = model->total;
  char *slug = corpus_municipality_slug(report->municipality);
  g_free(report->id);
  report->id = g_strdup_printf("%s-%u", slug, report->year);
  g_free(report->source);
  report->source = g_strdup_printf("%s.txt", report->id);
  for (guint i = 0; i < model->areas->len; i++)
    g_ptr_array_add(report->areas, copy_area(model->areas->pdata[i]));
  for (guint i = 0; i < model->passages->len; i++)
    g_ptr_array_add(report->passages, make_passage(synthetic, random, model->passages->pdata[i]));
  g_free(slug);
  g_rand_free(random);
  return report;
}
