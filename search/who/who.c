/* search/who/who.c: finds what the reports say of a topic, and has each report judged. */
#include "search/who/who.h"

#include <glib/gi18n.h>
#include <string.h>

#include "indexer/schema.h"
#include "corpus/instrument/subject.h"
#include "search/ask/error.h"
#include "search/ask/scores_beside.h"
#include "search/query/query.h"
#include "search/query/syntax.h"
#include "search/who/topic.h"

#define PASSAGES_A_REPORT 6 /* at most so many of a report are read, the best first */
#define MANY_WORDS 4
#define LEAST_AREA 0.3 /* what evidence from an unlikely area still weighs */
#define AREA_REACH 1.5 /* an area with 1 / so much of the best one's evidence is as likely */

const char *
search_basis_name(SearchBasis basis) {
  static const char *const names[] = {"evidence", "nothing_found", "word_not_found"};
  g_return_val_if_fail(basis < G_N_ELEMENTS(names), "evidence");
  return names[basis];
}

static void
answer_free(gpointer data) {
  SearchWhoAnswer *answer = data;
  search_answer_free(answer->answer);
  g_ptr_array_unref(answer->passages);
  g_free(answer);
}

static SearchWhoAnswer *
answer_new(const CorpusReport *report) {
  SearchWhoAnswer *answer = g_new0(SearchWhoAnswer, 1);
  answer->report = report;
  answer->passages = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_passage_free);
  return answer;
}

/* ---- which reports ---- */

static bool
is_wanted(const CorpusReport *report, const void *filters) {
  return search_filters_accept_class(filters, report);
}

/* The answers to be given, still empty: id -> SearchWhoAnswer *, borrowed from `answers`. */
static GHashTable *
choose_reports(const GPtrArray *reports, const SearchFilters *filters, bool all_years,
               GPtrArray *answers) {
  GPtrArray *newest = all_years ? NULL : search_newest_reports(reports, is_wanted, filters);
  const GPtrArray *candidates = all_years ? reports : newest;
  GHashTable *chosen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < candidates->len; i++) {
    const CorpusReport *report = candidates->pdata[i];
    if (!is_wanted(report, filters))
      continue;
    SearchWhoAnswer *answer = answer_new(report);
    g_ptr_array_add(answers, answer);
    g_hash_table_insert(chosen, report->id, answer);
  }
  g_clear_pointer(&newest, g_ptr_array_unref);
  return chosen;
}

/* ---- which passages ---- */

static int
compare_places(gconstpointer a, gconstpointer b) {
  unsigned left = (*(const ShimHit *const *)a)->id, right = (*(const ShimHit *const *)b)->id;
  return (left > right) - (left < right);
}

/* In the order of the index, where neighbours stand in the same block. The caller unrefs it. */
static GPtrArray *
by_place(const ShimResult *result) {
  GPtrArray *hits = g_ptr_array_sized_new((guint)result->hit_count);
  for (gsize i = 0; i < result->hit_count; i++)
    g_ptr_array_add(hits, &result->hits[i]);
  g_ptr_array_sort(hits, compare_places);
  return hits;
}

/* Hands each hit's passage to the answer of its report. */
static bool
deal_out(const IndexerReader *reader, const ShimResult *result, GHashTable *chosen,
         GError **error) {
  GPtrArray *hits = by_place(result);
  bool ok = true;
  for (guint i = 0; ok && i < hits->len; i++) {
    IndexerPassage found = {0};
    ok = indexer_reader_passage_of(reader, ((const ShimHit *)hits->pdata[i])->document, &found,
                                   error);
    if (!ok)
      break;
    SearchWhoAnswer *answer = g_hash_table_lookup(chosen, found.report->id);
    if (answer != NULL) {
      g_ptr_array_add(answer->passages, found.passage);
      found.passage = NULL;
    }
    indexer_passage_clear(&found);
  }
  g_ptr_array_unref(hits);
  return ok;
}

static bool
find_passages(const IndexerReader *reader, const SearchTopic *topic, const SearchFilters *filters,
              GHashTable *chosen, GError **error) {
  ShimQuery *query = NULL, *narrowed = NULL;
  ShimResult *result = NULL;
  ShimSearchOptions options = shim_search_options_default();
  options.tie_slot = INDEXER_SLOT_WRITTEN;
  options.limit = PASSAGES_A_REPORT * indexer_reader_reports(reader)->len;
  options.check_at_least = 0;
  options.collapse_slot = INDEXER_SLOT_REPORT; /* each report gets its turn */
  options.collapse_count = PASSAGES_A_REPORT;
  bool good = search_topic_query(topic, &query, error) &&
              search_query_filter(reader, filters, query, &narrowed, error) &&
              shim_search(indexer_reader_database(reader), narrowed, &options, &result, error) &&
              deal_out(reader, result, chosen, error);
  shim_result_free(result);
  shim_query_free(narrowed);
  shim_query_free(query);
  return good;
}

/* ---- judgment ---- */

static int
compare_passages(gconstpointer a, gconstpointer b) {
  unsigned x = (*(const CorpusPassage *const *)a)->number;
  unsigned y = (*(const CorpusPassage *const *)b)->number;
  return (x > y) - (x < y);
}

/* The area, by what it is called in the revision that subjects are named after; 0 = none. */
static unsigned
subject_of(const CorpusReport *report, unsigned area) {
  return MIN(corpus_subject_area_in(report->revision, area, corpus_subject_revision()),
             CORPUS_AREA_MAX);
}

/* How likely it is, from what all reports say, that a text in an area means the topic: "lean" is a
 * method of area 7, and something else in a list of courses for companies. */
static void
weigh_subjects(const GPtrArray *answers, double weights[CORPUS_AREA_MAX + 1]) {
  double best = 0;
  for (guint i = 0; i <= CORPUS_AREA_MAX; i++)
    weights[i] = 0;
  for (guint i = 0; i < answers->len; i++) {
    const SearchWhoAnswer *answer = answers->pdata[i];
    const GPtrArray *evidence = answer->answer->evidence;
    for (guint j = 0; j < evidence->len; j++) {
      const SearchEvidence *piece = evidence->pdata[j];
      double squared = piece->relevance * piece->relevance;
      weights[subject_of(answer->report, piece->passage->area)] += squared * squared;
    }
  }
  for (guint i = 0; i <= CORPUS_AREA_MAX; i++)
    best = MAX(best, weights[i]);
  for (guint i = 0; i <= CORPUS_AREA_MAX; i++)
    weights[i] =
        best == 0 ? 1 : LEAST_AREA + (1 - LEAST_AREA) * MIN(1, AREA_REACH * weights[i] / best);
}

/* ---- order ---- */

static int
compare_names(const SearchWhoAnswer *x, const SearchWhoAnswer *y) {
  return search_report_compare(x->report, y->report);
}

static int
compare_verdicts(const SearchWhoAnswer *x, const SearchWhoAnswer *y) {
  if (x->answer->verdict != y->answer->verdict)
    return x->answer->verdict > y->answer->verdict ? -1 : 1;
  if (x->answer->confidence != y->answer->confidence)
    return x->answer->confidence > y->answer->confidence ? -1 : 1;
  return compare_names(x, y);
}

/* That a report is silent is nothing to be sure of. */
static int
compare_confidence(const SearchWhoAnswer *x, const SearchWhoAnswer *y) {
  double first = x->answer->verdict == SEARCH_VERDICT_SILENT ? -1 : x->answer->confidence;
  double second = y->answer->verdict == SEARCH_VERDICT_SILENT ? -1 : y->answer->confidence;
  return first != second ? (first > second ? -1 : 1) : compare_names(x, y);
}

static int
percent_of(const SearchWhoAnswer *answer) {
  SearchFigures figures;
  bool has = search_figures_question(answer->report, answer->answer->question, &figures);
  return has ? figures.percent : -1;
}

static int
compare_answers(gconstpointer a, gconstpointer b, gpointer order) {
  const SearchWhoAnswer *x = *(const SearchWhoAnswer *const *)a;
  const SearchWhoAnswer *y = *(const SearchWhoAnswer *const *)b;
  const SearchFilters *filters = order;
  int side = filters->backwards ? -1 : 1;
  switch (filters->order) {
  case SEARCH_BY_NAME:
    return side * compare_names(x, y);
  case SEARCH_BY_CONFIDENCE:
    return side * compare_confidence(x, y);
  case SEARCH_BY_SCORE:
    if (x->report->revision != y->report->revision)
      return x->report->revision > y->report->revision ? -1 : 1;
    return side *
           (percent_of(x) != percent_of(y) ? percent_of(y) - percent_of(x) : compare_names(x, y));
  case SEARCH_BY_VERDICT:
  default:
    return side * compare_verdicts(x, y);
  }
}

/* ---- questions ---- */

/* The sub-question that most evidence of all reports of the revision belongs to; "" = none. */
static void
find_question(const GPtrArray *answers, unsigned revision,
              char question[CORPUS_QUESTION_ID_BYTES]) {
  GHashTable *sums = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  double best = 0;
  *question = '\0';
  for (guint i = 0; i < answers->len; i++) {
    const SearchWhoAnswer *answer = answers->pdata[i];
    for (guint j = 0; answer->report->revision == revision && j < answer->answer->evidence->len;
         j++) {
      const SearchEvidence *piece = answer->answer->evidence->pdata[j];
      double *sum = g_hash_table_lookup(sums, piece->passage->question);
      if (*piece->passage->question == '\0')
        continue;
      if (sum == NULL) {
        sum = g_new0(double, 1);
        g_hash_table_insert(sums, (gpointer)piece->passage->question, sum);
      }
      *sum += piece->relevance * piece->relevance;
      if (*sum > best) {
        best = *sum;
        g_strlcpy(question, piece->passage->question, CORPUS_QUESTION_ID_BYTES);
      }
    }
  }
  g_hash_table_unref(sums);
}

/* Says of each answer which sub-question its best evidence stands under, so that the score beside
 * it is of what it rests on; and under which most evidence of all reports of its revision does. */
static void
name_questions(const GPtrArray *answers) {
  GHashTable *known = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (guint i = 0; i < answers->len; i++) {
    SearchWhoAnswer *answer = answers->pdata[i];
    const GPtrArray *evidence = answer->answer->evidence;
    gpointer revision = GUINT_TO_POINTER(answer->report->revision);
    char *question = g_hash_table_lookup(known, revision);
    if (question == NULL) {
      question = g_malloc0(sizeof answer->usual);
      find_question(answers, answer->report->revision, question);
      g_hash_table_insert(known, revision, question);
    }
    g_strlcpy(answer->usual, question, sizeof answer->usual);
    if (answer->answer->verdict != SEARCH_VERDICT_SILENT && evidence->len > 0)
      g_strlcpy(answer->answer->question,
                ((const SearchEvidence *)evidence->pdata[0])->passage->question,
                sizeof answer->answer->question);
  }
  g_hash_table_unref(known);
}

/* Notes how many words were asked for, and how many of them no report has. */
static void
weigh_words(const SearchTopicAsked *read, SearchFeatures *features) {
  guint words = 0, unfound = 0;
  for (guint i = 0; i < read->sought->len; i++) {
    const SearchSought *sought = read->sought->pdata[i];
    words += !sought->aside;
    unfound += !sought->aside && !sought->found;
  }
  features->values[SEARCH_FEATURE_WORDS] = MIN(MANY_WORDS, words) / (double)MANY_WORDS;
  features->values[SEARCH_FEATURE_UNFOUND] = words > 0 ? (double)unfound / words : 0;
}

static void
note_absent(SearchTopic *topic, const SearchTopicAsked *read) {
  for (guint i = 0; i < read->sought->len; i++) {
    const SearchSought *sought = read->sought->pdata[i];
    if (!sought->aside && !sought->found)
      search_topic_note_absent(topic, sought->word);
  }
}

/* Where no report has any of the words, nor what stands for one of them, only what means the same
 * as several of them together is evidence. Returns whether there is any. */
static bool
keep_together(SearchAnswer *answer) {
  for (guint i = answer->evidence->len; i-- > 0;)
    if (!((const SearchEvidence *)answer->evidence->pdata[i])->together)
      g_ptr_array_remove_index(answer->evidence, i);
  return answer->evidence->len > 0;
}

static SearchBasis
basis_of(const SearchAnswer *answer) {
  if (answer->verdict != SEARCH_VERDICT_SILENT)
    return SEARCH_BASIS_EVIDENCE;
  return answer->features.values[SEARCH_FEATURE_UNFOUND] > 0 ? SEARCH_BASIS_WORD_NOT_FOUND
                                                             : SEARCH_BASIS_NOTHING_FOUND;
}

/* false where the time is over. */
static bool
judge(SearchTopic *topic, const SearchTopicAsked *read, GPtrArray *answers, GError **error) {
  double subjects[CORPUS_AREA_MAX + 1], areas[CORPUS_AREA_MAX + 1];
  for (guint i = 0; i < answers->len; i++) {
    SearchWhoAnswer *answer = answers->pdata[i];
    if (!shim_deadline_check(error))
      return false;
    g_ptr_array_sort(answer->passages, compare_passages);
    answer->answer = search_answer_new(topic, answer->passages, answer->report->municipality);
    weigh_words(read, &answer->answer->features);
    if (answer->answer->features.values[SEARCH_FEATURE_UNFOUND] == 1 &&
        keep_together(answer->answer))
      answer->answer->features.values[SEARCH_FEATURE_UNFOUND] = 0;
  }
  weigh_subjects(answers, subjects);
  for (guint i = 0; i < answers->len; i++) {
    SearchWhoAnswer *answer = answers->pdata[i];
    for (guint j = 0; j < answer->answer->evidence->len; j++) {
      const SearchEvidence *piece = answer->answer->evidence->pdata[j];
      areas[piece->passage->area] = subjects[subject_of(answer->report, piece->passage->area)];
    }
    search_answer_judge(answer->answer, areas);
    answer->basis = basis_of(answer->answer);
  }
  name_questions(answers);
  return true;
}

static int
compare_told(gconstpointer a, gconstpointer b) {
  double x = ((const SearchWhoTold *)a)->evidence->relevance;
  double y = ((const SearchWhoTold *)b)->evidence->relevance;
  return (x < y) - (x > y);
}

static void
gather_told(SearchWho *who) {
  for (guint i = 0; i < who->all->len; i++) {
    const SearchWhoAnswer *answer = who->all->pdata[i];
    for (guint j = 0; j < answer->answer->told->len; j++) {
      SearchWhoTold told = {answer->report, answer->answer->told->pdata[j]};
      g_array_append_val(who->told, told);
    }
  }
  g_array_sort(who->told, compare_told);
}

/* ---- which answers ---- */

static void
drop_others(const SearchFilters *filters, GPtrArray *answers) {
  guint kept = 0;
  for (guint i = 0; i < answers->len; i++) {
    SearchWhoAnswer *answer = answers->pdata[i];
    bool wanted = search_filters_accept_report(filters, answer->report);
    if (wanted) {
      answers->pdata[i] = answers->pdata[kept];
      answers->pdata[kept++] = answer;
    }
  }
  g_ptr_array_set_size(answers, (gint)kept);
}

static int
compare_counts(gconstpointer a, gconstpointer b) {
  return g_strcmp0(((const SearchWhoCount *)a)->county, ((const SearchWhoCount *)b)->county);
}

static void
count_verdict(GArray *counts, const char *county, SearchVerdict verdict) {
  guint at = 0;
  while (at < counts->len &&
         g_strcmp0(g_array_index(counts, SearchWhoCount, at).county, county) != 0)
    at++;
  if (at == counts->len) {
    SearchWhoCount count = {.county = county};
    g_array_append_val(counts, count);
  }
  g_array_index(counts, SearchWhoCount, at).verdicts[verdict]++;
}

static void
count_verdicts(SearchWho *who) {
  SearchWhoCount none = {0};
  g_array_append_val(who->counts, none);
  for (guint i = 0; i < who->all->len; i++) {
    const SearchWhoAnswer *answer = who->all->pdata[i];
    const CorpusMunicipality *municipality = answer->report->municipality;
    count_verdict(who->counts, NULL, answer->answer->verdict);
    if (municipality != NULL)
      count_verdict(who->counts, municipality->county, answer->answer->verdict);
  }
  g_array_sort(who->counts, compare_counts);
}

static int
compare_revisions(gconstpointer a, gconstpointer b) {
  unsigned left = ((const SearchWhoQuestion *)a)->report->revision;
  unsigned right = ((const SearchWhoQuestion *)b)->report->revision;
  return left != right ? (left > right ? -1 : 1) : 0;
}

static void
gather_questions(SearchWho *who) {
  for (guint i = 0; i < who->all->len; i++) {
    const SearchWhoAnswer *answer = who->all->pdata[i];
    guint at = 0;
    while (at < who->questions->len &&
           g_array_index(who->questions, SearchWhoQuestion, at).report->revision !=
               answer->report->revision)
      at++;
    if (at == who->questions->len) {
      SearchWhoQuestion question = {.report = answer->report};
      g_strlcpy(question.question, answer->usual, sizeof question.question);
      g_array_append_val(who->questions, question);
    }
    g_array_index(who->questions, SearchWhoQuestion, at).answers++;
  }
  g_array_sort(who->questions, compare_revisions);
}

static void
choose_verdicts(const SearchFilters *filters, GPtrArray *answers) {
  for (guint i = answers->len; filters->verdicts != 0 && i > 0; i--) {
    const SearchWhoAnswer *answer = answers->pdata[i - 1];
    if ((filters->verdicts & (1u << answer->answer->verdict)) == 0)
      g_ptr_array_remove_index(answers, i - 1);
  }
}

static void
note_place(const char *filter, const char *place, GPtrArray *notices) {
  char *text = g_strdup_printf("Shown for all municipalities: --%s \"%s\" shows %s alone.", filter,
                               place, place);
  CorpusNotice *notice = corpus_notice_new("place_set_aside", text);
  corpus_notice_text(notice, "filter", filter);
  corpus_notice_text(notice, "place", place);
  g_ptr_array_add(notices, notice);
  g_free(text);
}

/* Notes that the names of places in the topic choose nothing, where no filter does either. */
static void
note_places(const SearchTopicAsked *read, const SearchFilters *filters, GPtrArray *notices) {
  if (filters->municipalities->len > 0 || filters->counties->len > 0)
    return;
  for (guint i = 0; i < read->municipalities->len; i++)
    note_place("municipality", read->municipalities->pdata[i], notices);
  for (guint i = 0; i < read->counties->len; i++)
    note_place("county", read->counties->pdata[i], notices);
}

/* Notes of which words no report has more than their parts, and what was sought for them: words
 * near each other are joined by a plus. */
static void
note_parts(const SearchTopicAsked *read, GPtrArray *notices) {
  for (guint i = 0; i < read->sought->len; i++) {
    const SearchSought *sought = read->sought->pdata[i];
    GString *instead = g_string_new(NULL);
    for (guint k = 0; sought->in_parts && k < sought->as->len; k++) {
      char **near = g_strsplit(sought->as->pdata[k], " ", -1);
      char *joined = g_strjoinv(" + ", near);
      g_string_append_printf(instead, "%s%s", k > 0 ? ", " : "", joined);
      g_free(joined);
      g_strfreev(near);
    }
    if (instead->len > 0)
      search_note_unfound_word(sought->word, instead->str, notices);
    g_string_free(instead, TRUE);
  }
}

/* What search_who() was asked. */
typedef struct {
  const char *topic;
  const SearchFilters *filters;
  bool all_years;
} Question;

static SearchWho *
answer(const SearchEngine *engine, SearchTopic *topic, const SearchTopicAsked *read,
       const Question *asked, GError **error) {
  SearchWho *who = g_new0(SearchWho, 1);
  who->topic = g_strdup(asked->topic);
  who->answers = g_ptr_array_new();
  who->all = g_ptr_array_new_with_free_func(answer_free);
  who->questions = g_array_new(FALSE, FALSE, sizeof(SearchWhoQuestion));
  who->told = g_array_new(FALSE, FALSE, sizeof(SearchWhoTold));
  who->counts = g_array_new(FALSE, TRUE, sizeof(SearchWhoCount));
  who->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  note_absent(topic, read);
  SearchFilters *none = search_filters_new();
  SearchFilters all = search_filters_of_all(asked->filters, none);
  GHashTable *chosen = choose_reports(indexer_reader_reports(engine->reader), asked->filters,
                                      asked->all_years, who->all);
  bool good = indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES, error) &&
              find_passages(engine->reader, topic, &all, chosen, error) &&
              judge(topic, read, who->all, error);
  g_hash_table_unref(chosen);
  search_filters_free(none);
  if (!good) {
    search_who_free(who);
    return NULL;
  }
  drop_others(asked->filters, who->all);
  count_verdicts(who);
  choose_verdicts(asked->filters, who->all);
  g_ptr_array_sort_with_data(who->all, compare_answers, (gpointer)asked->filters);
  gather_questions(who);
  gather_told(who);
  who->total = who->all->len;
  note_parts(read, who->notices);
  note_places(read, asked->filters, who->notices);
  if (who->total == 0)
    search_filters_note_absent(asked->filters, indexer_reader_reports(engine->reader),
                               who->notices);
  g_ptr_array_extend(who->answers, who->all, NULL, NULL);
  search_filters_page(asked->filters, who->answers);
  return who;
}

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const Question *asked = context;
  SearchWho *who = NULL;
  SearchTopicWords *known = search_topic_words_new(engine->forms);
  SearchTopicAsked *read = search_topic_asked_new(engine, known, asked->topic, error);
  SearchTopic *topic =
      read != NULL ? search_topic_new(engine->forms, known, read->text, error) : NULL;
  if (topic != NULL)
    who = answer(engine, topic, read, asked, error);
  if (who != NULL)
    who->asked = g_steal_pointer(&read);
  search_topic_free(topic);
  search_topic_asked_free(read);
  search_topic_words_free(known);
  return who;
}

SearchWho *
search_who(SearchEngine *engine, const SearchFilters *filters, bool all_years, const char *topic,
           GError **error) {
  gint64 start = g_get_monotonic_time();
  if (strlen(topic) > SEARCH_QUERY_MAX_BYTES) {
    search_error_set(error, SEARCH_ERROR_TOO_LONG, "too_long", NULL, NULL,
                     _("the topic has %zu bytes, over %d"), strlen(topic), SEARCH_QUERY_MAX_BYTES);
    return NULL;
  }
  if (!g_utf8_validate(topic, -1, NULL)) {
    search_error_set(error, SEARCH_ERROR_USAGE, "not_utf8", NULL, NULL,
                     _("the topic is not UTF-8"));
    return NULL;
  }
  Question asked = {topic, filters, all_years};
  SearchWho *who = search_engine_ask(engine, attempt, &asked, error);
  if (who != NULL)
    who->took_ms = (double)(g_get_monotonic_time() - start) / 1000.0;
  return who;
}

void
search_who_free(SearchWho *who) {
  if (who == NULL)
    return;
  g_array_unref(who->told);
  g_array_unref(who->counts);
  g_array_unref(who->questions);
  g_ptr_array_unref(who->notices);
  g_ptr_array_unref(who->answers);
  g_ptr_array_unref(who->all);
  g_free(who->topic);
  search_topic_asked_free(who->asked);
  g_free(who);
}
