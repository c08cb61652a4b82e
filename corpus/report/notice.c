/* corpus/report/notice.c: what a reader of figures should know: made and freed, and told in the
 * user's language. */
#include <glib/gi18n.h>
#include <string.h>

#include "corpus/report/report.h"

CorpusNotice *
corpus_notice_new(const char *code, const char *text) {
  CorpusNotice *notice = g_new0(CorpusNotice, 1);
  notice->code = g_strdup(code);
  notice->values = g_ptr_array_new_with_free_func(g_free);
  notice->text = g_strdup(text);
  return notice;
}

void
corpus_notice_free(CorpusNotice *notice) {
  if (notice == NULL)
    return;
  g_free(notice->code);
  g_ptr_array_unref(notice->values);
  g_free(notice->text);
  g_free(notice);
}

void
corpus_notice_text(CorpusNotice *notice, const char *name, const char *value) {
  g_ptr_array_add(notice->values, g_strdup(name));
  g_ptr_array_add(notice->values, g_strdup(value));
}

void
corpus_notice_number(CorpusNotice *notice, const char *name, int value) {
  g_ptr_array_add(notice->values, g_strdup(name));
  g_ptr_array_add(notice->values, g_strdup_printf("%d", value));
}

/* ---- in the user's language ---- */

/* A notice is stored in English. In other languages it is told by its code, with its values in the
 * place of their names. */
static const struct {
  const char *code, *said;
} TOLD[] = {
    {"area_differs", N_("area {area}: the text says {text}, the table {table}")},
    {"area_missing", N_("area {areas} is missing")},
    {"chapter_missing", N_("area {areas} has no chapter")},
    {"columns_unsure", N_("area {area}: whether {items} items are strengths or improvements can't "
                          "be told from the text")},
    {"decimals", N_("area {areas}: the table has decimals, here whole points")},
    {"figure_repaired",
     N_("question {question}: \"{printed}\" is not read as it is printed: compare with the page")},
    {"figures_unread",
     N_("area {area}: the points of question {questions} cannot be read in the table")},
    {"history_differs",
     N_("area {area}: the table of several years says {history}, the score table {table}")},
    {"history_total_differs",
     N_("points of {year}: the table states a total of {stated}, the areas add up to {sum}")},
    {"joint_evaluation",
     N_("evaluated together with {name}: the report counts as that of its own municipality alone")},
    {"maxima_differ",
     N_("area {area}: the questions' maxima add up to {questions}, the table says {table}")},
    {"municipality_guessed",
     N_("{name} is mentioned, but nothing says that the report is about it: if it is not, name the "
        "file after its municipality (lulea-2018.pdf)")},
    {"own_analysis",
     N_("points of {year} are of an analysis that the municipality made itself, not of an "
        "evaluation")},
    {"percent_differs", N_("area {area}: {percent} percent does not fit {score} points of {max}")},
    {"points_of_two_revisions",
     N_("the report also prints its points by the revision of {revision}, which are not used: "
        "{points}")},
    {"revision_unknown",
     N_("its areas are those of no revision that is known: they are kept as the report prints "
        "them, and compared with reports that print the same")},
    {"rows_by_order",
     N_("area {area}: the rows of the table have no numbers and their questions are not known: "
        "they are numbered by their order")},
    {"sum_differs", N_("area {area}: the questions add up to {questions}, the table says {table}")},
    {"sum_missing", N_("area {areas}: the table has no sum row")},
    {"table_incomplete", N_("area {area}: question {missing} is missing in the table")},
    {"table_missing", N_("area {areas} has no score table")},
    {"tables_differ",
     N_("area {area}: one table says {used}, another {other}; the former is used")},
    {"total_differs", N_("the text states a total of {stated}, the areas add up to {sum}")},
    {"year_missing", N_("the year of the evaluation is not stated")},
    /* of the file that was read */
    {"broken_replaced", N_("{bytes} bytes that are not UTF-8 replaced")},
    {"converted", N_("converted from {encoding}")},
    {"nul_dropped", N_("{bytes} NUL bytes dropped")},
    {"page_blank", N_("page {page} holds no text (blank, or a picture)")},
    {"page_not_recognised",
     N_("page {page} could not be recognised: it took too long, or is damaged")},
    {"page_unreadable",
     N_("page {page} can't be read: its font can't be decoded; --ocr reads what it shows")},
    {"page_without_text",
     N_("page {page} holds no text (scanned or blank); --ocr reads scanned pages")},
    {"transcript",
     N_("each page is one line (a transcript): columns of tables can't be told for sure; index the "
        "PDF instead")},
    /* of an answer */
    {"answered_elsewhere", N_("Questions with \"{written}\" are answered by kompass {call}.")},
    {"filter_meant", N_("What \"{written}\" asks for is chosen with --{filter} {value}.")},
    {"filters_leave_none", N_("No passage passes the filters; without them {without} match.")},
    {"words_alone_match", N_("Without quotation marks and operators ({words}), {without} match.")},
    {"filters_leave_no_reference",
     N_("No reference passes the filters; without them there are {without}.")},
    {"filters_leave_no_report",
     N_("No report passes the filters; without them there are {without}.")},
    {"filters_leave_no_strength",
     N_("No strength passes the filters; without them there are {without}.")},
    {"look_elsewhere",
     N_("{municipality} (revision {revision}, not to be compared) has {score} of {max} points on "
        "what is about the same: kompass best --question {question} --revision {revision}")},
    {"no_report", N_("Not compared, as the index holds no such report: {which}.")},
    {"no_report_of",
     N_("The index holds no report of {which}; kompass status lists those that it holds.")},
    {"none_passes", N_("Not compared, as the filters let none of its reports pass: {which}.")},
    {"nobody_better",
     N_("{municipality} has {score} of {max} points on {question}. No other of revision {revision} "
        "that it is compared with ({compared}) has more, and no improvement of it is listed.")},
    {"nobody_to_compare",
     N_("Nobody to compare with: {which}. None of those chosen has a report made with the same "
        "revision.")},
    {"nothing_listed",
     N_("The report has no question and lists no improvement that these filters choose; kompass "
        "report {report} shows it.")},
    {"only_itself",
     N_("Compared with nobody but itself: {which}. No other of those chosen has a report made with "
        "the same revision.")},
    {"other_reports", N_("Of other years or revisions the index holds: {which}.")},
    {"other_revision", N_("Not compared, as made with another revision: {which}.")},
    {"place_set_aside",
     N_("Shown for all municipalities: --{filter} \"{place}\" shows {place} alone.")},
    {"shards_missing",
     N_("The answer is partial: {shards} of {of} shards of the index do not answer, and {reports} "
        "reports are missing")},
    {"tags_choose_none",
     N_("The tags that are asked for choose no need: those that a report lists are tagged "
        "improvement or weakness.")},
    {"strengths_elsewhere",
     N_("On what is about the same there are {without} in reports of revision {revision}: kompass "
        "best --question {question} --revision {revision}")},
    {"word_not_found", N_("No report has {word}.")},
    {"word_sought_as", N_("No report has {word}; sought instead: {instead}.")},
};

/* What stands in values that list something. */
static const char *const LISTED[] = {
    N_(" and "),     N_(" to "), N_("the sum row"), N_("area "), N_("(revision unknown)"),
    N_("(revision ")};

static const char *
value_of(const CorpusNotice *notice, const char *name, gsize length) {
  for (guint i = 0; i + 1 < notice->values->len; i += 2) {
    const char *own = notice->values->pdata[i];
    if (strlen(own) == length && strncmp(own, name, length) == 0)
      return notice->values->pdata[i + 1];
  }
  return NULL;
}

static void
append_value(GString *out, const char *value) {
  GString *text = g_string_new(value);
  for (gsize i = 0; i < G_N_ELEMENTS(LISTED); i++)
    g_string_replace(text, LISTED[i], gettext(LISTED[i]), 0);
  g_string_append(out, text->str);
  g_string_free(text, TRUE);
}

/* The text with the notice's values; NULL where it lacks one. */
static char *
filled(const char *text, const CorpusNotice *notice) {
  GString *out = g_string_new(NULL);
  for (const char *at = text; *at != '\0';) {
    gsize plain = strcspn(at, "{"), length = 0;
    g_string_append_len(out, at, (gssize)plain);
    at += plain;
    if (*at == '\0')
      break;
    length = strcspn(at, "}");
    const char *value = value_of(notice, at + 1, length - 1);
    if (value == NULL)
      return g_string_free(out, TRUE);
    append_value(out, value);
    at += length + 1;
  }
  return g_string_free(out, FALSE);
}

char *
corpus_notice_said(const CorpusNotice *notice) {
  char *said = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(TOLD) && said == NULL; i++)
    if (g_str_equal(TOLD[i].code, notice->code) && gettext(TOLD[i].said) != TOLD[i].said)
      said = filled(gettext(TOLD[i].said), notice);
  return said != NULL ? said : g_strdup(notice->text);
}
