/* search/learn/best.c: gathers the strengths on a question, and puts those of the highest scorers
 * first. */
#include "search/learn/best.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/instrument/subject.h"
#include "search/ask/error.h"
#include "search/benchmark/comparable.h"

static void
strength_free(gpointer data) {
  SearchStrength *strength = data;
  corpus_passage_free(strength->passage);
  g_free(strength);
}

void
search_best_free(SearchBest *best) {
  if (best == NULL)
    return;
  g_ptr_array_unref(best->strengths);
  g_ptr_array_unref(best->notices);
  g_free(best);
}

/* ---- whose strengths ---- */

/* What decides whose strengths are taken. */
typedef struct {
  const SearchFilters *filters;
  const SearchBest *best;
} Wanted;

/* Does the report give the question? */
static bool
is_wanted(const CorpusReport *report, const void *context) {
  const Wanted *wanted = context;
  return report->municipality != NULL && report->revision == wanted->best->revision &&
         search_figure_score(report, wanted->best->question) >= 0 &&
         search_filters_accept_report(wanted->filters, report);
}

/* ---- their strengths ---- */

/* Puts down what the sentences say for it, those that tell of others left out, less what they find
 * fault with; an item of the strengths' column says it by standing there, whatever its wording.
 * Nothing where the list that tells it follows as passages of its own ("Några exempel är:"). */
static void
judge(SearchStrength *strength) {
  const CorpusPassage *passage = strength->passage;
  bool item = passage->kind == CORPUS_KIND_ITEM;
  strength->evidence = item ? 1 : 0;
  if (!item && g_str_has_suffix(passage->text, ":"))
    return;
  for (guint i = 0; i < passage->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, i);
    bool praises = sentence->stance == CORPUS_TAG_STRENGTH;
    if (praises && !corpus_passage_tells_of_others(passage, i, NULL))
      strength->evidence += sentence->weight;
    if (item || sentence->stance == CORPUS_TAG_NEUTRAL)
      continue;
    strength->evidence -= praises ? 0 : sentence->weight;
    strength->limited = !praises; /* what was wrong once may come before the praise */
  }
}

static int
compare_strengths(gconstpointer a, gconstpointer b) {
  const SearchStrength *left = *(const SearchStrength *const *)a;
  const SearchStrength *right = *(const SearchStrength *const *)b;
  if (left->limited != right->limited)
    return left->limited ? 1 : -1;
  if (left->evidence < right->evidence || left->evidence > right->evidence)
    return left->evidence > right->evidence ? -1 : 1;
  return (left->passage->number > right->passage->number) -
         (left->passage->number < right->passage->number);
}

typedef struct {
  const CorpusReport *report;
  GPtrArray *strengths; /* of the report, the best first */
  int score;
  SearchRank rank;
} Holder;

static int
compare_holders(gconstpointer a, gconstpointer b) {
  const Holder *left = a, *right = b;
  return (left->score < right->score) - (left->score > right->score);
}

/* One of each before a second of any; g_array_sort() keeps the order of equals. */
static void
deal_out(GArray *holders, GPtrArray *strengths) {
  bool left = true;
  g_array_sort(holders, compare_holders);
  for (guint turn = 0; left; turn++) {
    left = false;
    for (guint i = 0; i < holders->len; i++) {
      GPtrArray *own = g_array_index(holders, Holder, i).strengths;
      if (own->len > 0)
        g_ptr_array_add(strengths, g_ptr_array_steal_index(own, 0));
      left = left || own->len > 0;
    }
  }
}

/* One for each report, without strengths; Holder, the caller's. */
static GArray *
holders_of(const GPtrArray *reports, const char *question) {
  SearchFilters *everything = search_filters_new();
  SearchScores *scores = search_scores(reports, everything);
  GArray *holders = g_array_new(FALSE, FALSE, sizeof(Holder));
  for (guint i = 0; i < reports->len; i++) {
    const CorpusReport *report = reports->pdata[i];
    Holder holder = {report,
                     g_ptr_array_new_with_free_func(strength_free),
                     search_figure_score(report, question),
                     {0, 0}};
    holder.rank = search_benchmark_rank(search_scores_benchmark(scores, report), report, question,
                                        holder.score);
    g_array_append_val(holders, holder);
  }
  search_scores_free(scores);
  search_filters_free(everything);
  return holders;
}

/* Takes the passage where one of the holders is its report's, and it tells of the holder. */
static void
hand_to_holder(const GArray *holders, IndexerPassage *found) {
  for (guint i = 0; i < holders->len; i++) {
    const Holder *holder = &g_array_index(holders, Holder, i);
    if (holder->report != found->report)
      continue;
    SearchStrength judged = {.report = found->report, found->passage, holder->rank};
    judge(&judged);
    if (judged.evidence > 0) {
      g_ptr_array_add(holder->strengths, g_memdup2(&judged, sizeof judged));
      found->passage = NULL;
    }
    return;
  }
}

static bool
gather(SearchEngine *engine, const GPtrArray *reports, SearchBest *best, GError **error) {
  GArray *found = indexer_reader_strengths(engine->reader, best->question, error);
  if (found == NULL)
    return false;
  GArray *holders = holders_of(reports, best->question);
  for (guint i = 0; i < found->len; i++)
    hand_to_holder(holders, &g_array_index(found, IndexerPassage, i));
  for (guint i = 0; i < holders->len; i++)
    g_ptr_array_sort(g_array_index(holders, Holder, i).strengths, compare_strengths);
  if (reports->len > 0)
    best->text = corpus_report_question(reports->pdata[0], best->question)->text;
  deal_out(holders, best->strengths);
  for (guint i = 0; i < holders->len; i++)
    g_ptr_array_unref(g_array_index(holders, Holder, i).strengths);
  g_array_unref(holders);
  g_array_unref(found);
  return true;
}

/* ---- all ---- */

/* All strengths on the question of the revision, of those that the filters let pass. */
static SearchBest *
best_of(SearchEngine *engine, const SearchFilters *filters, unsigned revision, const char *question,
        GError **error) {
  SearchBest *best = g_new0(SearchBest, 1);
  best->strengths = g_ptr_array_new_with_free_func(strength_free);
  best->notices = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_notice_free);
  best->revision = revision;
  g_strlcpy(best->question, question, sizeof best->question);
  GPtrArray *reports = search_newest_reports(indexer_reader_reports(engine->reader), is_wanted,
                                             &(Wanted){filters, best});
  bool ok = gather(engine, reports, best, error);
  g_ptr_array_unref(reports);
  best->total = best->strengths->len;
  if (!ok)
    g_clear_pointer(&best, search_best_free);
  return best;
}

static void
add_notice(SearchBest *best, const SearchBest *elsewhere) {
  bool same = best->revision == elsewhere->revision;
  char *text =
      same ? g_strdup_printf("No strength passes the filters; without them there are %u.",
                             elsewhere->total)
           : g_strdup_printf("On what is about the same there are %u in reports of revision %u: "
                             "kompass best --question %s --revision %u",
                             elsewhere->total, elsewhere->revision, elsewhere->question,
                             elsewhere->revision);
  CorpusNotice *notice =
      corpus_notice_new(same ? "filters_leave_no_strength" : "strengths_elsewhere", text);
  corpus_notice_number(notice, "without", (int)elsewhere->total);
  corpus_notice_number(notice, "revision", (int)elsewhere->revision);
  corpus_notice_text(notice, "question", elsewhere->question);
  g_ptr_array_add(best->notices, notice);
  g_free(text);
}

/* Where there are strengths: of others, else on what is about the same in another revision. */
static bool
look_elsewhere(SearchEngine *engine, SearchBest *best, unsigned revision, GError **error) {
  const char *question = revision == best->revision
                             ? best->question
                             : corpus_subject_in(best->revision, best->question, revision);
  if (*question == '\0' || best->notices->len > 0)
    return true;
  SearchFilters *none = search_filters_new();
  SearchBest *elsewhere = best_of(engine, none, revision, question, error);
  bool ok = elsewhere != NULL;
  if (ok && elsewhere->total > 0)
    add_notice(best, elsewhere);
  search_best_free(elsewhere);
  search_filters_free(none);
  return ok;
}

static bool
explain_nothing(SearchEngine *engine, const SearchFilters *filters, SearchBest *best,
                GError **error) {
  bool ok = look_elsewhere(engine, best, best->revision, error);
  for (const CorpusInstrument *const *at = corpus_instruments(); ok && *at != NULL; at++)
    if ((*at)->revision != best->revision)
      ok = look_elsewhere(engine, best, (*at)->revision, error);
  search_filters_note_absent(filters, indexer_reader_reports(engine->reader), best->notices);
  return ok;
}

static void *
attempt(SearchEngine *engine, void *context, GError **error) {
  const SearchFilters *filters = context;
  const char *question = filters->questions->pdata[0];
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES, error))
    return NULL;
  SearchBest *best =
      best_of(engine, filters, search_filters_numbering_of(filters, question), question, error);
  if (best == NULL)
    return NULL;
  if (best->total == 0 && !explain_nothing(engine, filters, best, error))
    g_clear_pointer(&best, search_best_free);
  if (best == NULL)
    return NULL;
  search_filters_page(filters, best->strengths);
  if (!filters->limited && best->strengths->len > SEARCH_BEST_STRENGTHS)
    g_ptr_array_set_size(best->strengths, SEARCH_BEST_STRENGTHS);
  return best;
}

SearchBest *
search_best(SearchEngine *engine, const SearchFilters *filters, GError **error) {
  if (filters->questions->len == 1)
    return search_engine_ask(engine, attempt, (void *)filters, error);
  const char *const values[] = {"parameter", "question", NULL};
  search_error_set(error, SEARCH_ERROR_USAGE, "missing", values, NULL,
                   _("question: one question is to be named, like 1.5"));
  return NULL;
}

char *
search_best_cite(const SearchStrength *strength, const char *question) {
  const CorpusReport *report = strength->report;
  const CorpusQuestionScore *score = corpus_report_question(report, question);
  char *of = score->max >= 0 ? g_strdup_printf(" av %d", score->max) : g_strdup("");
  char *cited = g_strdup_printf("%s %u, Kommunkompassen, %s (%d%s poäng), s. %u i filen: ”%s”",
                                report->municipality->name, report->year, question, score->score,
                                of, strength->passage->page, strength->passage->text);
  g_free(of);
  return cited;
}
