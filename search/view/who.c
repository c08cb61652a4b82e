/* search/view/who.c: which municipalities have it, and by what evidence. */
#include <glib/gi18n.h>

#include "corpus/text/words.h"
#include "search/ask/scores_beside.h"
#include "search/view/parts.h"

#define EVIDENCE_JSON 10 /* pieces of evidence that a program is given for each report */
#define EVIDENCE_TEXT 2  /* and a person */
#define INDENT_CELLS 4
#define ASIDE_MOST 3 /* sentences against a verdict that are told of */

/* An answer, and whether its reasons are wanted. */
typedef struct {
  const SearchWho *who;
  bool explain;
} Shown;

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

static char *
sentence_of(const SearchEvidence *evidence) {
  return g_strndup(evidence->passage->text + evidence->start_bytes, evidence->length_bytes);
}

/* The list that an item stands in: it is but a few words, which say neither that it is there nor
 * that it is wished for. NULL for running text. */
static const char *
list_of(const CorpusPassage *passage) {
  return passage->kind == CORPUS_KIND_ITEM ? corpus_tag_name(passage->tag) : NULL;
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

/* ---- why: of an answer that is explained ---- */

/* Why a sentence does not count for the answer. */
typedef struct {
  const SearchEvidence *evidence;
  const char *code, *label; /* for programs, and for people */
} SetAside;

/* What speaks against the verdict, what is told of others, and what came near the topic where
 * nothing else was found. */
static GArray *
set_aside(const SearchAnswer *answer) {
  GArray *aside = g_array_new(FALSE, FALSE, sizeof(SetAside));
  for (guint i = 1; i < answer->evidence->len && aside->len < ASIDE_MOST; i++) {
    SetAside one = {answer->evidence->pdata[i], "outweighed", _("outweighed: ")};
    if (one.evidence->says != answer->verdict)
      g_array_append_val(aside, one);
  }
  const SearchEvidence *last = NULL; /* a sentence may tell of several */
  for (guint i = 0; i < answer->told->len; i++) {
    SetAside one = {answer->told->pdata[i], "told_of_others", _("told of others: ")};
    if (last == NULL || last->passage != one.evidence->passage ||
        last->start_bytes != one.evidence->start_bytes)
      g_array_append_val(aside, one);
    last = one.evidence;
  }
  SetAside far = {answer->nearest, "too_far", _("too far from the topic: ")};
  if (answer->nearest != NULL && answer->verdict == SEARCH_VERDICT_SILENT)
    g_array_append_val(aside, far);
  return aside;
}

/* The words of a cue. The caller frees them. */
static char *
cue_words(const SearchEvidence *evidence, const SearchEvidenceCue *cue) {
  return g_strndup(evidence->passage->text + cue->place.start_bytes, cue->place.length_bytes);
}

/* The piece that says most for the verdict; NULL where it is silent. */
static const SearchEvidence *
deciding(const SearchAnswer *answer) {
  bool silent = answer->verdict == SEARCH_VERDICT_SILENT || answer->evidence->len == 0;
  return silent ? NULL : answer->evidence->pdata[0];
}

static SearchJson *
cues_json(const SearchEvidence *evidence) {
  SearchJson *cues = search_json_array();
  for (guint i = 0; i < evidence->cues->len; i++) {
    const SearchEvidenceCue *cue = &g_array_index(evidence->cues, SearchEvidenceCue, i);
    SearchJson *json = search_json_object();
    char *words = cue_words(evidence, cue);
    search_json_text(json, "text", words);
    search_json_text(json, "says", cue->group);
    search_json_append(cues, json);
    g_free(words);
  }
  return cues;
}

static SearchJson *
decided_json(const CorpusReport *report, const SearchEvidence *evidence) {
  if (evidence == NULL)
    return NULL;
  SearchJson *json = search_json_object();
  char *id = search_view_passage_id(report, evidence->passage), *text = sentence_of(evidence);
  search_json_text(json, "excerpt", text);
  search_json_text(json, "passage", id);
  search_json_take(json, "cues", cues_json(evidence));
  g_free(text);
  g_free(id);
  return json;
}

static SearchJson *
because_json(const SearchWhoAnswer *found) {
  const SearchAnswer *answer = found->answer;
  SearchJson *json = search_json_object(), *weighed = search_json_object();
  for (int i = SEARCH_VERDICT_HAS; i > SEARCH_VERDICT_SILENT; i--)
    search_json_number(weighed, search_verdict_name((SearchVerdict)i), answer->shares[i], 3);
  SearchJson *list = search_json_array();
  GArray *aside = set_aside(answer);
  for (guint i = 0; i < aside->len; i++) {
    const SetAside *one = &g_array_index(aside, SetAside, i);
    SearchJson *sentence = decided_json(found->report, one->evidence);
    search_json_text(sentence, "why", one->code);
    search_json_append(list, sentence);
  }
  g_array_unref(aside);
  search_json_take(json, "weighed", weighed);
  search_json_take(json, "decided_by", decided_json(found->report, deciding(answer)));
  search_json_take(json, "set_aside", list);
  return json;
}

static SearchJson *
answer_json(const SearchWhoAnswer *found, bool explain) {
  const SearchAnswer *answer = found->answer;
  SearchJson *json = search_json_object(), *evidence = search_json_array();
  bool silent = answer->verdict == SEARCH_VERDICT_SILENT;
  for (guint i = 0; !silent && i < answer->evidence->len && i < EVIDENCE_JSON; i++)
    search_json_append(evidence, evidence_json(found->report, answer->evidence->pdata[i]));
  search_json_take(json, "report", search_view_report(found->report));
  search_json_text(json, "verdict", search_verdict_name(answer->verdict));
  search_json_number(json, "confidence", answer->confidence, 3);
  search_json_text(json, "basis", search_basis_name(found->basis));
  search_json_take(json, "question", search_view_question(found->report, answer->question));
  search_json_take(json, "evidence", evidence);
  if (explain)
    search_json_take(json, "because", because_json(found));
  return json;
}

/* A word of the topic that says nothing of what is asked for is neither found nor missing. */
static SearchJson *
sought_json(const SearchSought *sought) {
  SearchJson *json = search_json_object();
  search_json_text(json, "word", sought->word);
  search_json_take(json, "as", search_view_texts(sought->as));
  search_json_bool(json, "found", sought->found);
  search_json_bool(json, "aside", sought->aside);
  return json;
}

static SearchJson *
told_json(const SearchWhoTold *told) {
  SearchJson *json = evidence_json(told->source, told->evidence);
  search_json_take(json, "municipality", search_view_municipality(told->evidence->other));
  return json;
}

static SearchJson *
counts_json(const SearchWhoCount *count) {
  SearchJson *json = search_json_object();
  if (count->county != NULL)
    search_json_text(json, "county", count->county);
  for (int i = SEARCH_VERDICT_HAS; i >= SEARCH_VERDICT_SILENT; i--)
    search_json_integer(json, search_verdict_name((SearchVerdict)i), count->verdicts[i]);
  return json;
}

static SearchJson *
counties_json(const SearchWho *who) {
  SearchJson *json = search_json_array();
  for (guint i = 1; i < who->counts->len; i++)
    search_json_append(json, counts_json(&g_array_index(who->counts, SearchWhoCount, i)));
  return json;
}

static SearchJson *
questions_json(const SearchWho *who) {
  SearchJson *json = search_json_array();
  for (guint i = 0; i < who->questions->len; i++) {
    const SearchWhoQuestion *one = &g_array_index(who->questions, SearchWhoQuestion, i);
    SearchJson *entry = search_json_object(), *question = NULL;
    SearchFigures figures;
    if (search_figures_question(one->report, one->question, &figures)) {
      question = search_json_object();
      search_json_text(question, "id", figures.id);
      search_json_text(question, "text", figures.name);
    }
    search_json_integer(entry, "revision", one->report->revision);
    search_json_integer(entry, "answers", one->answers);
    search_json_take(entry, "question", question);
    search_json_append(json, entry);
  }
  return json;
}

static SearchJson *
who_json(const void *shown) {
  const SearchWho *who = ((const Shown *)shown)->who;
  SearchJson *json = search_json_object();
  SearchJson *answers = search_json_array(), *told = search_json_array();
  SearchJson *sought = search_json_array();
  for (guint i = 0; i < who->asked->sought->len; i++)
    search_json_append(sought, sought_json(who->asked->sought->pdata[i]));
  for (guint i = 0; i < who->answers->len; i++)
    search_json_append(answers,
                       answer_json(who->answers->pdata[i], ((const Shown *)shown)->explain));
  for (guint i = 0; i < who->told->len; i++)
    search_json_append(told, told_json(&g_array_index(who->told, SearchWhoTold, i)));
  search_json_text(json, "schema", "kompass.who/1");
  search_json_text(json, "topic", who->topic);
  search_json_text(json, "corrected", who->asked->corrected);
  search_json_take(json, "sought", sought);
  search_json_integer(json, "total", who->total);
  search_json_take(json, "counts", counts_json(&g_array_index(who->counts, SearchWhoCount, 0)));
  search_json_take(json, "counties", counties_json(who));
  search_json_take(json, "questions", questions_json(who));
  search_json_number(json, "took_ms", who->took_ms, 3);
  search_json_take(json, "answers", answers);
  search_json_take(json, "told_by_others", told);
  if (who->notices->len > 0)
    search_json_take(json, "notices", search_view_notices(who->notices));
  return json;
}

/* ---- rows ---- */

/* A verdict of a report on a municipality, and the evidence that decided (NULL = none). */
typedef struct {
  const CorpusReport *report;
  const CorpusMunicipality *municipality;
  const char *verdict, *basis, *question;
  double confidence;
  const SearchEvidence *evidence;
} Verdict;

static void
verdict_row(SearchRow *row, const void *data) {
  const Verdict *verdict = data;
  const SearchEvidence *evidence = verdict->evidence;
  char *sentence = evidence != NULL ? sentence_of(evidence) : NULL;
  search_row_municipality(row, verdict->municipality);
  search_row_word(row, "verdict", verdict->verdict);
  search_row_number(row, "confidence", verdict->confidence, 3);
  search_row_text(row, "report", verdict->report->id);
  search_row_ordinal(row, "year", verdict->report->year);
  search_row_ordinal(row, "revision", verdict->report->revision);
  search_row_question(row, verdict->report, verdict->question);
  search_row_ordinal(row, "page", evidence != NULL ? evidence->passage->page : 0);
  search_row_text(row, "evidence", sentence);
  search_row_word(row, "basis", verdict->basis);
  search_row_word(row, "list", evidence != NULL ? list_of(evidence->passage) : NULL);
  g_free(sentence);
}

static void
print_rows(const void *shown, SearchSheet *sheet) {
  const SearchWho *who = ((const Shown *)shown)->who;
  search_sheet_head(sheet, verdict_row, &(Verdict){.report = &search_blank_report, .question = ""});
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *one = who->answers->pdata[i];
    const SearchAnswer *answer = one->answer;
    bool told = answer->verdict != SEARCH_VERDICT_SILENT && answer->evidence->len > 0;
    search_sheet_row(sheet, verdict_row,
                     &(Verdict){one->report, one->report->municipality,
                                search_verdict_name(answer->verdict), search_basis_name(one->basis),
                                answer->question, answer->confidence,
                                told ? answer->evidence->pdata[0] : NULL});
  }
  for (guint i = 0; i < who->told->len; i++) {
    const SearchWhoTold *told = &g_array_index(who->told, SearchWhoTold, i);
    const SearchEvidence *evidence = told->evidence;
    search_sheet_row(sheet, verdict_row,
                     &(Verdict){told->source, evidence->other, "told by others",
                                search_basis_name(SEARCH_BASIS_EVIDENCE),
                                evidence->passage->question, evidence->relevance, evidence});
  }
}

/* ---- text ---- */

static bool
is_silent(const SearchWhoAnswer *found) {
  return found->answer->verdict == SEARCH_VERDICT_SILENT;
}

static SearchStyle
style_of(SearchVerdict verdict) {
  if (verdict == SEARCH_VERDICT_HAS)
    return SEARCH_STYLE_GOOD;
  return verdict == SEARCH_VERDICT_LACKS ? SEARCH_STYLE_BAD : SEARCH_STYLE_FAINT;
}

/* label: what stands before the sentence. */
static void
print_evidence(const char *label, const SearchEvidence *evidence, const SearchScreen *screen,
               GString *out) {
  const CorpusPassage *passage = evidence->passage;
  const char *list = list_of(passage);
  char *sentence = sentence_of(evidence);
  char *page = search_view_page(passage);
  char *text = g_strdup_printf("%s%s (%s%s%s)", label, sentence, page, list != NULL ? ", " : "",
                               list != NULL ? gettext(list) : "");
  search_text_paragraph(out, screen, INDENT_CELLS, text);
  g_free(text);
  g_free(page);
  g_free(sentence);
}

static void
print_answer(const SearchWhoAnswer *found, const SearchScreen *screen, GString *out) {
  const SearchAnswer *answer = found->answer;
  SearchFigures question;
  search_view_title(found->report, screen, out);
  g_string_append(out, "  ");
  search_text_styled(out, screen, style_of(answer->verdict),
                     gettext(search_verdict_name(answer->verdict)));
  g_string_append_printf(out, " %.0f %%", answer->confidence * 100);
  if (search_figures_question(found->report, answer->question, &question) && question.score >= 0) {
    g_string_append_printf(out, "  %s", question.id);
    search_view_append_points(out, question.score, question.max);
  }
  g_string_append_c(out, '\n');
  for (guint i = 0; i < answer->evidence->len && i < EVIDENCE_TEXT; i++)
    print_evidence("", answer->evidence->pdata[i], screen, out);
}

/* What a cue does, as who-cues.ini groups them. */
static const char *
cue_label(const char *group) {
  static const char *const groups[] = {
      N_("exists"),      N_("partly"),  N_("missing"),     N_("past"),
      N_("proposes"),    N_("creates"), N_("improves"),    N_("wished"),
      N_("sought"),      N_("planned"), N_("now"),         N_("negation"),
      N_("no-negation"), N_("whole"),   N_("looks after"), N_("turn"),
      N_("goes on"),     N_("others"),  N_("bodies"),      N_("presupposes"),
      N_("here"),        NULL};
  return g_strv_contains(groups, group) ? gettext(group) : group;
}

/* What the evidence says, in shares, and how one verdict comes of it: the percentage beside the
 * verdict is another matter, how surely it is right. */
static void
append_shares(GString *line, const SearchAnswer *answer) {
  for (int i = SEARCH_VERDICT_HAS; i > SEARCH_VERDICT_SILENT; i--) {
    const char *verdict = gettext(search_verdict_name((SearchVerdict)i));
    double share = answer->shares[i] * 100;
    if (i == SEARCH_VERDICT_HAS)
      g_string_append_printf(line, _(" %.0f %% of what is said speaks for \"%s\""), share, verdict);
    else
      g_string_append_printf(line, _(", %.0f %% for \"%s\""), share, verdict);
  }
  if (answer->verdict == SEARCH_VERDICT_PARTIAL &&
      answer->shares[SEARCH_VERDICT_PARTIAL] <
          MAX(answer->shares[SEARCH_VERDICT_HAS], answer->shares[SEARCH_VERDICT_LACKS]))
    g_string_append(line, _(", which is clearly neither has nor lacks"));
}

static void
print_why(const SearchWhoAnswer *found, const SearchScreen *screen, GString *out) {
  const SearchAnswer *answer = found->answer;
  const SearchEvidence *decided = deciding(answer);
  GString *line = g_string_new(_("why:"));
  if (decided != NULL)
    append_shares(line, answer);
  for (guint i = 0; decided != NULL && i < decided->cues->len; i++) {
    const SearchEvidenceCue *cue = &g_array_index(decided->cues, SearchEvidenceCue, i);
    char *words = cue_words(decided, cue);
    g_string_append_printf(line, "%s \"%s\" (%s)", i == 0 ? ";" : ",", words,
                           cue_label(cue->group));
    g_free(words);
  }
  g_string_append(line, decided == NULL ? _(" nothing was found that is about it") : "");
  search_text_paragraph(out, screen, INDENT_CELLS, line->str);
  g_string_free(line, TRUE);
  GArray *aside = set_aside(answer);
  for (guint i = 0; i < aside->len; i++) {
    const SetAside *one = &g_array_index(aside, SetAside, i);
    print_evidence(one->label, one->evidence, screen, out);
  }
  g_array_unref(aside);
}

/* All that was sought, not only what was not found. */
static void
print_understood(const SearchWho *who, const SearchScreen *screen, GString *out) {
  for (guint i = 0; i < who->asked->sought->len; i++) {
    const SearchSought *sought = who->asked->sought->pdata[i];
    GString *line = g_string_new(sought->word);
    g_string_append(line, sought->aside         ? _(": set aside")
                          : sought->as->len > 0 ? _(": found as ")
                                                : "");
    for (guint j = 0; !sought->aside && j < sought->as->len; j++)
      g_string_append_printf(line, "%s%s", j > 0 ? ", " : "", (const char *)sought->as->pdata[j]);
    search_text_paragraph(out, screen, 0, line->str);
    g_string_free(line, TRUE);
  }
  g_string_append_c(out, '\n');
}

static int
compare_names(gconstpointer a, gconstpointer b) {
  return search_report_compare((*(const SearchWhoAnswer *const *)a)->report,
                               (*(const SearchWhoAnswer *const *)b)->report);
}

/* By name, as they are but looked up there: nothing else tells them apart. */
static void
print_silent(const SearchWho *who, const SearchScreen *screen, GString *out) {
  GString *names = g_string_new(NULL);
  GPtrArray *silent = g_ptr_array_new();
  for (guint i = 0; i < who->answers->len; i++)
    if (is_silent(who->answers->pdata[i]))
      g_ptr_array_add(silent, who->answers->pdata[i]);
  g_ptr_array_sort(silent, compare_names);
  for (guint i = 0; i < silent->len; i++) {
    const SearchWhoAnswer *found = silent->pdata[i];
    g_string_append_printf(names, "%s%s %u", names->len == 0 ? _("Silent: ") : ", ",
                           search_view_name(found->report), found->report->year);
  }
  g_ptr_array_unref(silent);
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
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, _("Told by others"));
  g_string_append_c(out, '\n');
  for (guint i = 0; i < who->told->len; i++) {
    const SearchWhoTold *told = &g_array_index(who->told, SearchWhoTold, i);
    g_string_append_printf(out, _("  %s, by %s %u\n"), told->evidence->other->name,
                           search_view_name(told->source), told->source->year);
    print_evidence("", told->evidence, screen, out);
  }
}

/* The word as it was typed, with its capitals. The caller frees it. */
static char *
as_typed(const SearchWho *who, const char *word) {
  GArray *words = corpus_words(who->topic, -1);
  char *typed = NULL;
  for (guint i = 0; i < words->len && typed == NULL; i++) {
    const CorpusWord *one = &g_array_index(words, CorpusWord, i);
    if (g_str_equal(one->word, word))
      typed = g_strndup(who->topic + one->start_bytes, one->length_bytes);
  }
  g_array_unref(words);
  return typed != NULL ? typed : g_strdup(word);
}

/* What was sought instead of what was typed, and what no report has. */
static void
print_sought(const SearchWho *who, const SearchScreen *screen, GString *out) {
  gsize before = out->len;
  if (who->asked->corrected != NULL) {
    g_string_append(out, _("Sought instead: "));
    search_text_append(out, who->asked->corrected, -1);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; i < who->asked->sought->len; i++) {
    const SearchSought *sought = who->asked->sought->pdata[i];
    if (sought->found || sought->aside)
      continue;
    char *typed = as_typed(who, sought->word);
    char *text = g_strdup_printf(_("No report has %s, or anything like it."), typed);
    search_text_append(out, text, -1);
    g_string_append_c(out, '\n');
    g_free(text);
    g_free(typed);
  }
  if (who->total > 0)
    search_view_notices_text(who->notices, screen, out);
  if (out->len > before && who->answers->len > 0 && !is_silent(who->answers->pdata[0]))
    g_string_append_c(out, '\n');
}

/* Of all, where they are not all shown. */
static void
print_counts(const SearchWho *who, const SearchScreen *screen, GString *out) {
  if (who->total == 0) {
    g_string_append(out, _("No report passes the filters.\n"));
    search_view_notices_text(who->notices, screen, out);
    return;
  }
  const SearchWhoCount *all = &g_array_index(who->counts, SearchWhoCount, 0);
  g_string_append(out, "\n");
  for (int i = SEARCH_VERDICT_HAS; i >= SEARCH_VERDICT_SILENT; i--)
    g_string_append_printf(out, "%s%s %u", i == SEARCH_VERDICT_HAS ? "" : ", ",
                           gettext(search_verdict_name((SearchVerdict)i)), all->verdicts[i]);
  if (who->answers->len < who->total)
    g_string_append_printf(out, _("; %u of %u shown"), who->answers->len, who->total);
  g_string_append_c(out, '\n');
}

/* Evidence is shown with its page, also of a silent report where that is explained. */
static bool
names_pages(const SearchWho *who, bool explain) {
  bool names = who->told->len > 0;
  for (guint i = 0; !names && i < who->answers->len; i++) {
    const SearchWhoAnswer *found = who->answers->pdata[i];
    names = !is_silent(found) || (explain && found->answer->nearest != NULL);
  }
  return names;
}

static void
print_text(const void *shown, const SearchScreen *screen, GString *out) {
  const SearchWho *who = ((const Shown *)shown)->who;
  bool explain = ((const Shown *)shown)->explain;
  print_sought(who, screen, out);
  if (explain)
    print_understood(who, screen, out);
  for (guint i = 0; i < who->answers->len; i++) {
    const SearchWhoAnswer *found = who->answers->pdata[i];
    if (!is_silent(found) || explain)
      print_answer(found, screen, out);
    if (explain)
      print_why(found, screen, out);
  }
  if (!explain)
    print_silent(who, screen, out);
  print_told(who, screen, out);
  print_counts(who, screen, out);
  if (names_pages(who, explain))
    search_view_pages_text(screen, out);
}

void
search_view_who(const SearchWho *who, bool explain, SearchFormat format, const SearchScreen *screen,
                GString *out) {
  static const SearchView view = {"who", print_text, who_json, print_rows};
  search_view_print(&view, &(Shown){who, explain}, format, screen, out);
}
