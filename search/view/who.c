/* search/view/who.c: who has it, as text, JSON and CSV. */
#include "search/view/csv.h"
#include "search/view/view.h"
#include "search/view/json_parts.h"

#define EVIDENCE_JSON 10 /* pieces of evidence that a program is given for each report */
#define EVIDENCE_TEXT 2  /* and a person */
#define INDENT_CELLS 4

/* The sentence of the evidence, with the topic's words in code points. The caller clears it. */
static SearchExcerpt
excerpt_of(const SearchEvidence *evidence) {
  const char *passage = evidence->passage->text;
  const char *start = passage + evidence->start_bytes;
  SearchExcerpt excerpt = {.text = g_strndup(start, evidence->length_bytes),
                           .cut_before = evidence->start_bytes > 0,
                           .highlights = g_array_new(FALSE, FALSE, sizeof(SearchHighlight))};
  for (guint i = 0; i < evidence->highlights->len; i++) {
    const CorpusSpan *span = &g_array_index(evidence->highlights, CorpusSpan, i);
    const char *word = passage + span->start_bytes;
    SearchHighlight highlight = {(gsize)g_utf8_pointer_to_offset(start, word),
                                 (gsize)g_utf8_pointer_to_offset(word, word + span->length_bytes)};
    g_array_append_val(excerpt.highlights, highlight);
  }
  return excerpt;
}

/* ---- JSON ---- */

static SearchJson *
evidence_json(const CorpusReport *report, const SearchEvidence *evidence) {
  SearchExcerpt excerpt = excerpt_of(evidence);
  SearchJson *json = search_json_object();
  search_json_text(json, "excerpt", excerpt.text);
  search_json_take(json, "highlights", search_view_highlights(&excerpt));
  search_json_number(json, "relevance", evidence->relevance, 3);
  search_json_take(json, "passage", search_view_passage(report, evidence->passage));
  search_excerpt_clear(&excerpt);
  return json;
}

static SearchJson *
answer_json(const SearchWhoAnswer *found) {
  const SearchAnswer *answer = found->answer;
  SearchJson *json = search_json_object(), *evidence = search_json_array();
  bool silent = answer->verdict == SEARCH_VERDICT_SILENT;
  for (guint i = 0; !silent && i < answer->evidence->len && i < EVIDENCE_JSON; i++)
    search_json_append(evidence, evidence_json(found->report, answer->evidence->pdata[i]));
  search_json_take(json, "report", search_view_report(found->report));
  search_json_text(json, "verdict", search_verdict_name(answer->verdict));
  search_json_number(json, "confidence", answer->confidence, 3);
  search_json_take(json, "question", search_view_question(found->report, answer->question));
  search_json_take(json, "evidence", evidence);
  return json;
}

static SearchJson *
told_json(const SearchWhoTold *told) {
  SearchJson *json = evidence_json(told->source, told->evidence);
  search_json_take(json, "municipality", search_view_municipality(told->evidence->other));
  return json;
}

static void
print_json(const SearchWho *who, GString *out) {
  SearchJson *json = search_json_object();
  SearchJson *answers = search_json_array(), *told = search_json_array();
  for (guint i = 0; i < who->answers->len; i++)
    search_json_append(answers, answer_json(who->answers->pdata[i]));
  for (guint i = 0; i < who->told->len; i++)
    search_json_append(told, told_json(&g_array_index(who->told, SearchWhoTold, i)));
  search_json_text(json, "schema", "kompass.who/1");
  search_json_text(json, "topic", who->topic);
  search_json_integer(json, "total", who->total);
  search_json_number(json, "took_ms", who->took_ms, 3);
  search_json_take(json, "answers", answers);
  search_json_take(json, "told_by_others", told);
  search_json_print(json, out);
  search_json_free(json);
}

/* ---- CSV ---- */

static void
print_question_cells(const CorpusReport *report, const char *id, GString *out) {
  SearchFigures question;
  search_figures_question(report, id, &question);
  search_csv_text(out, question.id);
  search_csv_text(out, question.name);
  search_csv_score(out, question.score);
  search_csv_score(out, question.max);
  search_csv_score(out, question.percent);
}

/* A verdict of a report on a municipality, and the evidence that decided (NULL = none). */
typedef struct {
  const CorpusReport *report;
  const CorpusMunicipality *municipality;
  const char *verdict, *question;
  double confidence;
  const SearchEvidence *evidence;
} Row;

static void
print_row(const Row *row, GString *out) {
  const SearchEvidence *evidence = row->evidence;
  search_csv_text(out, row->municipality != NULL ? row->municipality->name : NULL);
  search_csv_text(out, row->municipality != NULL ? row->municipality->code : NULL);
  search_csv_text(out, row->verdict);
  search_csv_number(out, row->confidence, 3);
  search_csv_text(out, row->report->id);
  search_csv_ordinal(out, row->report->year);
  search_csv_ordinal(out, row->report->revision);
  print_question_cells(row->report, row->question, out);
  search_csv_ordinal(out, evidence != NULL ? evidence->passage->page : 0);
  char *text = evidence == NULL ? NULL
                                : g_strndup(evidence->passage->text + evidence->start_bytes,
                                            evidence->length_bytes);
  search_csv_text(out, text);
  search_csv_end(out);
  g_free(text);
}

static void
print_csv(const SearchWho *who, GString *out) {
  static const char *const names[] = {"municipality",   "code",         "verdict",
                                      "confidence",     "report",       "year",
                                      "revision",       "question",     "question_text",
                                      "question_score", "question_max", "question_percent",
                                      "page",           "evidence",     NULL};
  search_csv_head(out, names);
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *found = who->answers->pdata[i];
    const SearchAnswer *answer = found->answer;
    bool shown = answer->verdict != SEARCH_VERDICT_SILENT && answer->evidence->len > 0;
    Row row = {
        found->report,    found->report->municipality, search_verdict_name(answer->verdict),
        answer->question, answer->confidence,          shown ? answer->evidence->pdata[0] : NULL};
    print_row(&row, out);
  }
  for (guint i = 0; i < who->told->len; i++) {
    const SearchWhoTold *told = &g_array_index(who->told, SearchWhoTold, i);
    Row row = {told->source,
               told->evidence->other,
               "told by others",
               told->evidence->passage->question,
               told->evidence->relevance,
               told->evidence};
    print_row(&row, out);
  }
}

/* ---- text ---- */

static const char *
report_name(const CorpusReport *report) {
  return report->municipality != NULL ? report->municipality->name : report->id;
}

static SearchStyle
style_of(SearchVerdict verdict) {
  if (verdict == SEARCH_VERDICT_HAS)
    return SEARCH_STYLE_GOOD;
  return verdict == SEARCH_VERDICT_LACKS ? SEARCH_STYLE_BAD : SEARCH_STYLE_FAINT;
}

static void
print_evidence(const SearchEvidence *evidence, const SearchScreen *screen, GString *out) {
  GString *line = g_string_new(NULL);
  const char *sentence = evidence->passage->text + evidence->start_bytes;
  search_text_append(line, sentence, (gssize)evidence->length_bytes);
  g_string_append_printf(line, " (p. %u)", evidence->passage->page);
  search_text_wrap(out, line->str, INDENT_CELLS, screen->width_cells);
  g_string_free(line, TRUE);
}

static void
print_answer(const SearchWhoAnswer *found, const SearchScreen *screen, GString *out) {
  const SearchAnswer *answer = found->answer;
  SearchFigures question;
  char *title = g_strdup_printf("%s %u", report_name(found->report), found->report->year);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, title);
  g_string_append(out, "  ");
  search_text_styled(out, screen, style_of(answer->verdict), search_verdict_name(answer->verdict));
  g_string_append_printf(out, " %.0f %%", answer->confidence * 100);
  if (search_figures_question(found->report, answer->question, &question) && question.score >= 0)
    g_string_append_printf(out, "  %s %d/%d", question.id, question.score, question.max);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < answer->evidence->len && i < EVIDENCE_TEXT; i++)
    print_evidence(answer->evidence->pdata[i], screen, out);
  g_free(title);
}

static void
print_silent(const SearchWho *who, const SearchScreen *screen, GString *out) {
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *found = who->answers->pdata[i];
    if (found->answer->verdict == SEARCH_VERDICT_SILENT)
      g_string_append_printf(names, "%s%s %u", names->len == 0 ? "Silent: " : ", ",
                             report_name(found->report), found->report->year);
  }
  if (names->len > 0) {
    g_string_append_c(out, '\n');
    search_text_wrap(out, names->str, 0, screen->width_cells);
  }
  g_string_free(names, TRUE);
}

static void
print_told(const SearchWho *who, const SearchScreen *screen, GString *out) {
  if (who->told->len == 0)
    return;
  g_string_append_c(out, '\n');
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, "Told by others");
  g_string_append_c(out, '\n');
  for (guint i = 0; i < who->told->len; i++) {
    const SearchWhoTold *told = &g_array_index(who->told, SearchWhoTold, i);
    g_string_append_printf(out, "  %s, by %s %u\n", told->evidence->other->name,
                           report_name(told->source), told->source->year);
    print_evidence(told->evidence, screen, out);
  }
}

static void
print_text(const SearchWho *who, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *found = who->answers->pdata[i];
    if (found->answer->verdict != SEARCH_VERDICT_SILENT)
      print_answer(found, screen, out);
  }
  print_silent(who, screen, out);
  print_told(who, screen, out);
  if (who->total == 0)
    g_string_append(out, "No report passes the filters.\n");
}

void
search_view_who(const SearchWho *who, SearchFormat format, const SearchScreen *screen,
                GString *out) {
  switch (format) {
  case SEARCH_FORMAT_TEXT:
    print_text(who, screen, out);
    break;
  case SEARCH_FORMAT_JSON:
    print_json(who, out);
    break;
  case SEARCH_FORMAT_CSV:
    print_csv(who, out);
    break;
  }
}
