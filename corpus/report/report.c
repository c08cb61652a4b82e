/* corpus/report/report.c: makes and frees the parts of a report. */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/report/report.h"

static const char *const TAG_NAMES[CORPUS_TAGS] = {
    [CORPUS_TAG_NEUTRAL] = N_("neutral"),         [CORPUS_TAG_STRENGTH] = N_("strength"),
    [CORPUS_TAG_IMPROVEMENT] = N_("improvement"), [CORPUS_TAG_WEAKNESS] = N_("weakness"),
    [CORPUS_TAG_BACKGROUND] = N_("background"),
};

const char *
corpus_tag_name(CorpusTag tag) {
  g_return_val_if_fail(tag < CORPUS_TAGS, "neutral");
  return TAG_NAMES[tag];
}

bool
corpus_tag_finds_fault(CorpusTag tag) {
  return tag == CORPUS_TAG_IMPROVEMENT || tag == CORPUS_TAG_WEAKNESS;
}

const char *
corpus_kind_name(CorpusKind kind) {
  return kind == CORPUS_KIND_ITEM ? "item" : "paragraph";
}

bool
corpus_tag_parse(const char *name, CorpusTag *tag) {
  for (int i = 0; i < CORPUS_TAGS; i++)
    if (g_str_equal(name, TAG_NAMES[i])) {
      *tag = (CorpusTag)i;
      return true;
    }
  return false;
}

CorpusPassage *
corpus_passage_new(void) {
  CorpusPassage *passage = g_new0(CorpusPassage, 1);
  passage->heading = g_strdup("");
  passage->text = g_strdup("");
  passage->sentences = g_array_new(FALSE, TRUE, sizeof(CorpusSentence));
  passage->told = g_array_new(FALSE, FALSE, sizeof(CorpusTold));
  return passage;
}

void
corpus_passage_free(CorpusPassage *passage) {
  if (passage == NULL)
    return;
  g_free(passage->heading);
  g_free(passage->text);
  g_array_unref(passage->sentences);
  g_array_unref(passage->told);
  g_free(passage);
}

bool
corpus_passage_is_wish(const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM && passage->tag != CORPUS_TAG_STRENGTH;
}

bool
corpus_passage_tells_of_others(const CorpusPassage *passage, guint sentence, GPtrArray *others) {
  bool tells = false;
  for (guint i = 0; i < passage->told->len; i++) {
    const CorpusTold *told = &g_array_index(passage->told, CorpusTold, i);
    if (told->sentence != sentence)
      continue;
    tells = true;
    if (others != NULL && told->of != NULL)
      g_ptr_array_add(others, (gpointer)told->of);
  }
  return tells;
}

CorpusBeside *
corpus_beside_new(const CorpusBeside *like, unsigned area, double value) {
  CorpusBeside *beside = g_memdup2(like, sizeof *like);
  beside->area = area;
  beside->value = value;
  beside->label = g_strdup(like->label);
  return beside;
}

void
corpus_beside_free(CorpusBeside *beside) {
  if (beside == NULL)
    return;
  g_free(beside->label);
  g_free(beside);
}

void
corpus_reference_free(CorpusReference *reference) {
  if (reference == NULL)
    return;
  g_free(reference->sentence);
  g_free(reference);
}

void
corpus_question_score_free(CorpusQuestionScore *question) {
  if (question == NULL)
    return;
  g_free(question->text);
  g_free(question);
}

CorpusAreaScore *
corpus_area_score_new(unsigned number, const char *name) {
  CorpusAreaScore *area = g_new0(CorpusAreaScore, 1);
  area->number = number;
  area->name = g_strdup(name);
  area->score = area->max = area->percent = area->body_score = -1;
  area->questions = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_question_score_free);
  return area;
}

void
corpus_area_score_free(CorpusAreaScore *area) {
  if (area == NULL)
    return;
  g_free(area->name);
  g_ptr_array_unref(area->questions);
  g_free(area);
}

CorpusNotice *
corpus_report_warn(CorpusReport *report, const char *code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  CorpusNotice *notice = corpus_notice_new(code, text);
  g_ptr_array_add(report->notices, notice);
  g_ptr_array_add(report->warnings, text);
  return notice;
}

CorpusReport *
corpus_report_new(void) {
  CorpusReport *report = g_new0(CorpusReport, 1);
  report->id = g_strdup("");
  report->source = g_strdup("");
  report->total = report->stated_total = -1;
  report->areas = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_area_score_free);
  report->history = g_array_new(FALSE, TRUE, sizeof(CorpusHistory));
  report->beside = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_beside_free);
  report->passages = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_passage_free);
  report->references = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_reference_free);
  report->warnings = g_ptr_array_new_with_free_func(g_free);
  report->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  return report;
}

void
corpus_report_free(CorpusReport *report) {
  if (report == NULL)
    return;
  g_free(report->id);
  g_free(report->source);
  g_ptr_array_unref(report->areas);
  g_array_unref(report->history);
  g_ptr_array_unref(report->beside);
  g_ptr_array_unref(report->passages);
  g_ptr_array_unref(report->references);
  g_ptr_array_unref(report->warnings);
  g_ptr_array_unref(report->notices);
  g_free(report);
}

const CorpusAreaScore *
corpus_report_area(const CorpusReport *report, unsigned number) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (area->number == number)
      return area;
  }
  return NULL;
}

/* The number that a text begins with; 0 where it begins with none. */
static unsigned
number_at(const char *text) {
  unsigned number = 0;
  for (; g_ascii_isdigit(*text) && number < G_MAXUINT16; text++)
    number = 10 * number + (unsigned)(*text - '0');
  return number;
}

unsigned
corpus_question_area(const char *id) {
  return number_at(id);
}

/* 4 of "1.5". */
static guint
place_in_area(const char *id) {
  const char *dot = strchr(id, '.');
  unsigned number = dot != NULL ? number_at(dot + 1) : 0;
  return number > 0 ? number - 1 : 0;
}

const CorpusQuestionScore *
corpus_report_question(const CorpusReport *report, const char *id) {
  unsigned number = corpus_question_area(id);
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = g_ptr_array_index(report->areas, i);
    if (area->number != number)
      continue;
    guint likely = place_in_area(id); /* where nearly all stand */
    for (guint j = 0; j < area->questions->len; j++) {
      guint place = (likely + j) % area->questions->len;
      const CorpusQuestionScore *question = g_ptr_array_index(area->questions, place);
      if (g_str_equal(question->id, id))
        return question;
    }
  }
  return NULL;
}
