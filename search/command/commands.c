/* search/command/commands.c: one function a command; each asks, renders and hands over. */
#include "search/command/commands.h"

#include <glib/gi18n.h>
#include <string.h>

#include "indexer/error.h"
#include "indexer/update.h"
#include "search/ask/error.h"
#include "search/benchmark/benchmark.h"
#include "search/benchmark/role_model_ranking.h"
#include "search/benchmark/status.h"
#include "search/history/history.h"
#include "search/learn/best.h"
#include "search/learn/learn.h"
#include "search/query/find.h"
#include "search/view/view.h"
#include "search/who/who.h"

/* Takes the answer. A workbook has no bytes only if it could not be made. */
static bool
hand_over(const SearchRequest *request, const SearchConsole *console, GString *out,
          GError **error) {
  bool failed = request->format == SEARCH_FORMAT_XLSX && out->len == 0;
  if (failed)
    g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_OUTPUT,
                _("the workbook could not be made: temporary files can't be written in %s"),
                g_get_tmp_dir());
  bool written = !failed && console->write(out->str, out->len, console->context, error);
  g_string_free(out, TRUE);
  return written;
}

/* Says how much of the answer a table has; what: its name in English. */
static void
tell_rows(const SearchRequest *request, const SearchConsole *console, unsigned shown,
          unsigned total, const char *what) {
  if (!search_format_is_table(request->format))
    return;
  if (console->counted != NULL)
    console->counted(shown, total, console->context);
  if (shown < total && console->note != NULL) {
    char *line =
        g_strdup_printf(_("%u of %u %s, as --limit and --offset say"), shown, total, gettext(what));
    console->note(line, console->context);
    g_free(line);
  }
}

/* What text and JSON say of an empty answer is said beside a table. */
static void
tell_notices(const SearchRequest *request, const SearchConsole *console, const GPtrArray *notices) {
  bool table = search_format_is_table(request->format);
  for (guint i = 0; table && console->note != NULL && i < notices->len; i++) {
    char *said = corpus_notice_said(notices->pdata[i]);
    console->note(said, console->context);
    g_free(said);
  }
}

/* Tables are whole unless somebody asks for less. */
static void
want_all(const SearchRequest *request) {
  if (!search_format_is_table(request->format) || request->filters->limited)
    return;
  request->filters->limit = SEARCH_LIMIT_MAX;
  request->filters->limited = true;
}

/* ---- index ---- */

/* Each file that can't be read, but what the beginning of `already` says; NULL = that says none. */
static void
tell_failures(const IndexerSummary *summary, const char *already, const SearchConsole *console) {
  for (guint i = 0; summary->failures != NULL && i < summary->failures->len; i++) {
    const IndexerFailure *failure = summary->failures->pdata[i];
    char *line = g_strdup_printf("%s: %s", failure->path, failure->reason);
    if (already == NULL || !g_str_has_prefix(already, line))
      console->note(line, console->context);
    g_free(line);
  }
}

static void
tell_summary(const IndexerSummary *summary, const SearchConsole *console) {
  tell_failures(summary, NULL, console);
  for (guint i = 0; summary->notices != NULL && i < summary->notices->len; i++)
    console->note(summary->notices->pdata[i], console->context);
}

/* What is odd about a report. */
static void
tell_warnings(const char *path, const CorpusReport *report, void *context) {
  const SearchConsole *console = context;
  char *name = g_filename_display_name(path);
  for (guint i = 0; i < report->notices->len; i++) {
    char *said = corpus_notice_said(report->notices->pdata[i]);
    char *line = g_strdup_printf("%s: %s", name, said);
    console->note(line, console->context);
    g_free(line);
    g_free(said);
  }
  g_free(name);
}

static bool
run_index(const SearchRequest *request, const SearchConsole *console, bool *complete,
          GError **error) {
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, error);
  if (lexicon == NULL)
    return false;
  IndexerOptions options = {.read_context = lexicon,
                            .was_read = tell_warnings,
                            .was_read_context = (void *)console,
                            .progress = console->progress,
                            .pages = console->pages,
                            .progress_context = console->context,
                            .give_up = console->give_up,
                            .give_up_context = console->context,
                            .stop = console->stop,
                            .recognise = request->recognise,
                            .allow_empty = request->allow_empty,
                            /* The folder of an installation may wait for its first report. */
                            .may_start_empty = g_hash_table_contains(request->origins, "reports"),
                            .shards = request->shards,
                            .rebuild = request->rebuild};
  IndexerSummary summary = {0};
  GError *failure = NULL;
  bool ok = indexer_update(request->index, (const char *const *)request->arguments, &options,
                           &summary, &failure);
  if (!ok) {
    tell_failures(&summary, failure->message, console);
    g_propagate_error(error, failure);
  } else {
    GString *out = g_string_new(NULL);
    tell_summary(&summary, console);
    *complete = summary.failures == NULL || summary.failures->len == 0;
    search_view_summary(&summary, request->format, out);
    ok = hand_over(request, console, out, error);
  }
  indexer_summary_clear(&summary);
  corpus_lexicon_free(lexicon);
  return ok;
}

static bool
run_compact(const SearchRequest *request, const SearchConsole *console, GError **error) {
  IndexerOptions options = {
      .give_up = console->give_up, .give_up_context = console->context, .stop = console->stop};
  guint64 before = 0, after = 0;
  if (!indexer_compact(request->index, &options, &before, &after, error))
    return false;
  char *was = g_format_size(before), *is = g_format_size(after);
  GString *out = g_string_new(NULL);
  g_string_printf(out, _("the index takes %s, and took %s\n"), is, was);
  g_free(was);
  g_free(is);
  return hand_over(request, console, out, error);
}

/* ---- answers ---- */

static bool
run_search(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  char *query = g_strjoinv(" ", request->arguments);
  want_all(request);
  SearchResults *results = search_find(engine, query, request->filters, &request->manner, error);
  g_free(query);
  if (results == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_results(results, request->format, &console->screen, out);
  tell_rows(request, console, results->hits->len, results->total, N_("passages"));
  tell_notices(request, console, results->notices);
  search_results_free(results);
  return hand_over(request, console, out, error);
}

static bool
run_who(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
        GError **error) {
  char *topic = g_strjoinv(" ", request->arguments);
  SearchWho *who = search_who(engine, request->filters, request->all_years, topic, error);
  g_free(topic);
  if (who == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_who(who, request->manner.explain, request->format, &console->screen, out);
  tell_rows(request, console, who->answers->len, who->total, N_("answers"));
  search_who_free(who);
  return hand_over(request, console, out, error);
}

static bool
run_models(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_REFERENCES | INDEXER_PART_FIGURES,
                           error))
    return false;
  SearchModels *models =
      search_models(indexer_reader_reports(engine->reader), request->filters, request->models);
  GString *out = g_string_new(NULL);
  search_view_models(models, request->cite, request->format, &console->screen, out);
  tell_rows(request, console, models->references->len, models->total, N_("references"));
  tell_notices(request, console, models->notices);
  search_models_free(models);
  return hand_over(request, console, out, error);
}

static bool
run_scores(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  for (char **name = request->arguments; *name != NULL; name++)
    if (!search_filters_add(request->filters, "municipality", *name, error))
      return false;
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES | INDEXER_PART_NOTICES,
                           error))
    return false;
  SearchScores *scores = search_scores(indexer_reader_reports(engine->reader), request->filters);
  GString *out = g_string_new(NULL);
  search_view_scores(scores, request->filters, request->format, &console->screen, out);
  tell_rows(request, console, scores->reports->len, scores->total, N_("reports"));
  tell_notices(request, console, scores->notices);
  search_scores_free(scores);
  return hand_over(request, console, out, error);
}

static bool
run_learn(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
          GError **error) {
  SearchLearn *learn = search_learn(engine, request->filters, request->arguments[0], error);
  if (learn == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_learn(learn, request->format, &console->screen, out);
  tell_rows(request, console, learn->suggestions->len, learn->total, N_("suggestions"));
  tell_notices(request, console, learn->notices);
  search_learn_free(learn);
  return hand_over(request, console, out, error);
}

static bool
run_best(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
         GError **error) {
  want_all(request);
  SearchBest *best = search_best(engine, request->filters, error);
  if (best == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_best(best, request->format, &console->screen, out);
  tell_rows(request, console, best->strengths->len, best->total, N_("strengths"));
  tell_notices(request, console, best->notices);
  search_best_free(best);
  return hand_over(request, console, out, error);
}

static bool
run_similar(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
            GError **error) {
  want_all(request);
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES, error))
    return false;
  SearchSimilar *similar = search_similar(indexer_reader_reports(engine->reader), request->filters,
                                          request->groups, request->arguments[0], error);
  if (similar == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_similar(similar, request->format, &console->screen, out);
  tell_rows(request, console, similar->others->len, similar->total, N_("municipalities"));
  search_similar_free(similar);
  return hand_over(request, console, out, error);
}

static bool
run_history(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
            GError **error) {
  SearchHistory *history = search_history(engine, request->filters, request->arguments[0], error);
  if (history == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_history(history, request->filters, request->format, &console->screen, out);
  search_history_free(history);
  return hand_over(request, console, out, error);
}

/* Where the program looked for its configuration, and whether that or the environment chose the
 * index. The caller frees it. */
static char *
places_of(const SearchRequest *request) {
  const char *origin = g_hash_table_lookup(request->origins, "index");
  char *path = search_settings_path(request);
  char *shown = path != NULL ? g_filename_display_name(path) : NULL;
  GString *places = g_string_new(shown);
  if (shown == NULL)
    g_string_append_printf(places, _("none (%s)"), SEARCH_CONFIG_DEFAULT);
  if (origin != NULL)
    g_string_append_printf(places, _("; the index is chosen by %.*s"), (int)strcspn(origin, ":"),
                           origin);
  g_free(shown);
  g_free(path);
  return g_string_free(places, FALSE);
}

static bool
run_status(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_NOTICES, error))
    return false;
  SearchStatus *status = search_status(engine, request->groups);
  char *name = g_path_get_basename(status->index);
  status->serves_sources = console->sources;
  char *places = console->elsewhere ? NULL : places_of(request);
  GString *out = g_string_new(NULL);
  status->places = places;
  if (console->elsewhere)
    status->index = name;
  search_view_status(status, request->format, &console->screen, out);
  search_status_free(status);
  g_free(places);
  g_free(name);
  return hand_over(request, console, out, error);
}

/* Is the file that the report was read from handed out, and is it there? */
static bool
is_served(const SearchConsole *console, const SearchEngine *engine, const char *id) {
  char *path = NULL;
  bool known = console->sources && indexer_reader_source(engine->reader, id, &path, NULL, NULL);
  bool served = known && path != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR);
  g_free(path);
  return served;
}

static bool
run_report(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  const char *id = request->arguments[0];
  if (!indexer_reader_read(engine->reader, NULL, INDEXER_PART_FIGURES, error) ||
      !indexer_reader_read(engine->reader, id, INDEXER_PARTS, error))
    return false;
  SearchWholeReport *whole = search_whole_report(engine, request->filters, id, error);
  if (whole == NULL)
    return false;
  SearchFilters *all = search_filters_new();
  SearchShownReport shown = {.whole = whole,
                             .scores = search_scores(indexer_reader_reports(engine->reader), all),
                             .source_type = search_source_type(whole->report->source),
                             .source_served = is_served(console, engine, id)};
  GString *out = g_string_new(NULL);
  search_view_whole_report(&shown, request->format, &console->screen, out);
  tell_rows(request, console, whole->passages->len, whole->total, N_("passages"));
  search_scores_free((SearchScores *)shown.scores);
  search_filters_free(all);
  search_whole_report_free(whole);
  return hand_over(request, console, out, error);
}

static bool
run_suggest(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
            GError **error) {
  char *text = g_strjoinv(" ", request->arguments);
  SearchSuggestions *suggestions = search_suggest(engine, text, request->filters->limit, error);
  g_free(text);
  if (suggestions == NULL)
    return false;
  GString *out = g_string_new(NULL);
  search_view_suggestions(suggestions, request->format, &console->screen, out);
  search_suggestions_free(suggestions);
  return hand_over(request, console, out, error);
}

static bool
run_export(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
           GError **error) {
  SearchExportPlace place = {0};
  bool ok = true;
  while (ok && !place.whole) {
    GString *out = g_string_new(NULL);
    ok = search_command_export(request, engine, &place, out, error);
    if (ok && (out->len > 0 || place.whole))
      ok = hand_over(request, console, out, error);
    else
      g_string_free(out, TRUE);
  }
  search_sheet_drop(place.sheet);
  return ok;
}

/* ---- all ---- */

static bool
run_command(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
            GError **error) {
  static bool (*const runners[SEARCH_COMMANDS])(const SearchRequest *request,
                                                const SearchConsole *console, SearchEngine *engine,
                                                GError **error) = {
      [SEARCH_COMMAND_SEARCH] = run_search, [SEARCH_COMMAND_WHO] = run_who,
      [SEARCH_COMMAND_MODELS] = run_models, [SEARCH_COMMAND_SCORES] = run_scores,
      [SEARCH_COMMAND_LEARN] = run_learn,   [SEARCH_COMMAND_EXPORT] = run_export,
      [SEARCH_COMMAND_STATUS] = run_status, [SEARCH_COMMAND_HISTORY] = run_history,
      [SEARCH_COMMAND_BEST] = run_best,     [SEARCH_COMMAND_SUGGEST] = run_suggest,
      [SEARCH_COMMAND_REPORT] = run_report, [SEARCH_COMMAND_SIMILAR] = run_similar,
  };
  return runners[request->command->id](request, console, engine, error);
}

/* Who asks for what is missing is not to believe that it was never there. */
static void
add_notice(const CorpusNotice *notice, GError **error) {
  if (g_error_matches(*error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN)) {
    char *message = g_strconcat((*error)->message, ". ", notice->text, NULL);
    g_free((*error)->message);
    (*error)->message = message;
  }
}

/* An answer without the reports of shards that do not answer says so. Where a shard comes back or
 * another goes meanwhile, the answer would say what is not so. */
static bool
ask_without(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
            const IndexerMissing *missing, GError **error) {
  SearchConsole told = *console;
  CorpusNotice *notice = search_engine_missing(engine);
  GPtrArray *reports = g_ptr_array_ref(missing->reports);
  char *generation = g_strdup(indexer_reader_generation(engine->reader));
  GError *failure = NULL;
  told.screen.missing = reports;
  told.screen.missing_notice = notice;
  if (console->note != NULL &&
      (search_format_is_table(request->format) || request->command->id == SEARCH_COMMAND_EXPORT))
    console->note(notice->text, console->context);
  bool ok = run_command(request, &told, engine, &failure);
  if (ok && !g_str_equal(generation, indexer_reader_generation(engine->reader))) {
    ok = false;
    g_set_error(&failure, INDEXER_ERROR, INDEXER_ERROR_CHANGED,
                _("other shards answer than when this was asked; try again"));
  }
  if (!ok) {
    add_notice(notice, &failure);
    g_propagate_error(error, failure);
  }
  g_free(generation);
  g_ptr_array_unref(reports);
  corpus_notice_free(notice);
  return ok;
}

bool
search_command_ask(const SearchRequest *request, const SearchConsole *console, SearchEngine *engine,
                   GError **error) {
  const IndexerMissing *missing = indexer_reader_missing(engine->reader);
  return missing != NULL ? ask_without(request, console, engine, missing, error)
                         : run_command(request, console, engine, error);
}

static bool
asks_for_words(const SearchCommand *command) {
  switch (command->id) {
  case SEARCH_COMMAND_MODELS:
  case SEARCH_COMMAND_SCORES:
  case SEARCH_COMMAND_SIMILAR:
  case SEARCH_COMMAND_REPORT:
  case SEARCH_COMMAND_EXPORT:
    return false;
  default:
    return true;
  }
}

/* The engine is left to the end of the process: handing back one by one what 300 reports hold takes
 * longer than many an answer. */
static bool
run_on_index(const SearchRequest *request, const SearchConsole *console, GError **error) {
  static SearchEngine *engine = NULL;
  search_engine_free(engine);
  unsigned manner = (request->partial ? INDEXER_REACHABLE : 0) |
                    (asks_for_words(request->command) ? 0 : INDEXER_FIGURES);
  engine = search_engine_open_as(request->index, manner, error);
  return engine != NULL && search_command_ask(request, console, engine, error);
}

bool
search_command_run(const SearchRequest *request, const SearchConsole *console, bool *complete,
                   GError **error) {
  *complete = true;
  if (request->command->id == SEARCH_COMMAND_INDEX)
    return run_index(request, console, complete, error);
  if (request->command->id == SEARCH_COMMAND_COMPACT)
    return run_compact(request, console, error);
  return run_on_index(request, console, error);
}
