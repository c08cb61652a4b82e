/* search/http/service.c: from a path to a reply: commands over the index, files, health, metrics.
 */
#include "search/http/service.h"

#include <glib/gi18n.h>
#include <string.h>

#include "search/ask/error.h"
#include "search/benchmark/status.h"
#include "search/command/commands.h"
#include "search/command/request.h"
#include "search/http/assets.h"
#include "search/http/cache.h"
#include "search/http/engine_pool.h"
#include "search/view/json.h"

#define TYPE_CSV "text/csv; charset=utf-8"
#define TYPE_LINES "application/jsonl; charset=utf-8"
#define TYPE_XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define GZIP_MARK "gzip"
#define ROWS_MARK "rows"
#define CACHE_BYTES ((gsize)64 * 1024 * 1024)
#define TRIES 2 /* the second with the index as it is now */

/* The commands that are answered, so many, and the other routes that requests are counted by. */
#define SERVED_COMMANDS 12
static const char *const ROUTES[] = {
    "search",    "who",     "models",  "scores",  "learn",    "history", "best",      "similar",
    "report",    "export",  "status",  "suggest", "overview", "source",  "about",     "openapi",
    "interface", "healthz", "metrics", "web",     "unknown",  "refused", "preflight", NULL};

struct SearchService {
  SearchEngines *engines;
  SearchMetrics *metrics;
  SearchCache *cache;         /* by tag, and compressed by the tag with GZIP_MARK */
  SearchSourceFiles *sources; /* NULL = none are handed out */
  bool partial;               /* answers without shards that do not answer */
  GPtrArray *groups;          /* SearchGroup *; NULL = none */
  char *groups_mark;          /* another for other groups; "" = none */
  gint64 limit_microseconds;
  char *about; /* the answer of that name */
  void (*note)(const char *line, void *context);
  void *context;
};

/* ---- the service ---- */

static void
note_error(const SearchService *service, const char *route, const GError *error) {
  char *line = g_strdup_printf("%s: %s", route, error->message);
  service->note(line, service->context);
  g_free(line);
}

SearchService *
search_service_new(const SearchServiceOptions *options) {
  SearchService *service = g_new0(SearchService, 1);
  GError *error = NULL;
  service->engines = search_engines_new(options->index, options->threads);
  search_engines_note(service->engines, options->note, options->context);
  service->metrics = search_metrics_new(ROUTES);
  service->cache = search_cache_new(CACHE_BYTES);
  service->sources = options->sources ? search_source_files_new() : NULL;
  service->partial = options->partial;
  service->groups = options->groups != NULL ? g_ptr_array_ref(options->groups) : NULL;
  service->groups_mark = search_groups_mark(options->groups);
  service->limit_microseconds = options->limit_microseconds;
  service->about = search_about_new(options);
  service->note = options->note;
  service->context = options->context;
  if (!search_engines_open(service->engines, &error)) {
    note_error(service, _("no answers yet"), error);
    g_error_free(error);
  }
  return service;
}

void
search_service_free(SearchService *service) {
  if (service == NULL)
    return;
  search_engines_free(service->engines);
  search_metrics_free(service->metrics);
  search_cache_free(service->cache);
  g_free(service->about);
  search_source_files_free(service->sources);
  g_clear_pointer(&service->groups, g_ptr_array_unref);
  g_free(service->groups_mark);
  g_free(service);
}

SearchMetrics *
search_service_metrics(SearchService *service) {
  return service->metrics;
}

/* ---- replies ---- */

/* What went wrong here is noted for whoever keeps the service running. */
static SearchReply
reply_of_error(const SearchService *service, const char *route, const GError *error) {
  SearchReply reply = search_reply_of_error(route, error);
  if (reply.status >= 500)
    note_error(service, route, error);
  return reply;
}

static SearchReply
no_index(const SearchService *service, const char *route, const GError *error) {
  note_error(service, route, error);
  return search_reply_refusal(route, 503, "no_index", "there is no index that can be read now");
}

/* The body compressed, from the cache where it was asked for before. The caller unrefs it; NULL
 * where it is not worth it. */
static GBytes *
compressed(SearchService *service, const SearchReply *reply) {
  char *key = reply->tag != NULL ? g_strconcat(reply->tag, GZIP_MARK, NULL) : NULL;
  GBytes *smaller = key != NULL ? search_cache_get(service->cache, key) : NULL;
  if (smaller == NULL) {
    smaller = search_gzip(reply->body, reply->lasting);
    if (smaller != NULL && key != NULL)
      search_cache_put(service->cache, key, smaller);
  }
  g_free(key);
  return smaller;
}

static void
compress(SearchService *service, SearchReply *reply, const SearchHttpRequest *asked) {
  if (reply->from_file || reply->status == 304 ||
      search_accept_quality(asked->accept_encoding, "gzip") <= 0)
    return;
  if (reply->stream != NULL) {
    SearchStream *stream = search_gzip_stream(reply->stream);
    reply->gzip = stream != NULL;
    reply->stream = stream != NULL ? stream : reply->stream;
    return;
  }
  GBytes *smaller = compressed(service, reply);
  if (smaller == NULL)
    return;
  g_bytes_unref(reply->body);
  reply->body = smaller;
  reply->gzip = true;
}

/* ---- commands ---- */

/* An answer on its way into a reply. */
typedef struct {
  GString *body;
  bool counted; /* how many rows of how many it has */
  unsigned shown, total;
} Taking;

static bool
append(const char *bytes, gsize length, void *context, G_GNUC_UNUSED GError **error) {
  g_string_append_len(((Taking *)context)->body, bytes, (gssize)length);
  return true;
}

static void
count_rows(unsigned shown, unsigned total, void *context) {
  Taking *taking = context;
  taking->counted = true;
  taking->shown = shown;
  taking->total = total;
}

/* Does the error lie in the index, so that another look at it may help? */
static bool
may_pass(const GError *error) {
  if (g_error_matches(error, SHIM_ERROR, SHIM_ERROR_TIMEOUT))
    return false;
  return error->domain != SEARCH_ERROR || error->code == SEARCH_ERROR_RECORD;
}

static char *
tag_of_answer(const SearchService *service, SearchEngine *engine, const SearchRequest *request,
              const SearchHttpRequest *asked) {
  const char *const parts[] = {search_version(),
                               service->sources != NULL ? "sources" : "",
                               indexer_reader_generation(engine->reader),
                               service->groups_mark,
                               request->command->name,
                               search_format_name(request->format),
                               asked->query != NULL ? asked->query : "",
                               NULL};
  return search_tag_new(parts);
}

static const char *
type_of(const SearchRequest *request) {
  if (request->format == SEARCH_FORMAT_XLSX)
    return TYPE_XLSX;
  if (search_format_is_table(request->format))
    return TYPE_CSV;
  return request->command->id == SEARCH_COMMAND_EXPORT ? TYPE_LINES : SEARCH_TYPE_JSON;
}

/* How many rows a table has is kept beside it: taken from `taking`, or, where that is NULL, from
 * the cache. */
static void
remember_rows(SearchService *service, SearchReply *reply, const Taking *taking) {
  char *key = g_strconcat(reply->tag, ROWS_MARK, NULL);
  if (taking != NULL && taking->counted) {
    unsigned rows[] = {taking->shown, taking->total};
    GBytes *bytes = g_bytes_new(rows, sizeof rows);
    search_cache_put(service->cache, key, bytes);
    g_bytes_unref(bytes);
  }
  GBytes *kept = search_cache_get(service->cache, key);
  if (kept != NULL) {
    unsigned rows[2];
    memcpy(rows, g_bytes_get_data(kept, NULL), sizeof rows);
    reply->counted = true;
    reply->shown_rows = rows[0];
    reply->total_rows = rows[1];
    g_bytes_unref(kept);
  }
  g_free(key);
}

/* What is known without asking: that the client has the answer, or the answer of another time.
 * Takes the tag where it is. */
static bool
remembered(SearchService *service, const SearchRequest *request, const SearchHttpRequest *asked,
           char *tag, SearchReply *reply) {
  const char *route = request->command->name;
  if (search_tag_matches(asked->if_none_match, tag)) {
    *reply = search_reply_not_modified(route, tag);
    return true;
  }
  GBytes *body = search_cache_get(service->cache, tag);
  if (body == NULL)
    return false;
  *reply = (SearchReply){
      .route = route, .status = 200, .type = type_of(request), .body = body, .tag = tag};
  remember_rows(service, reply, NULL);
  return true;
}

/* As search_command_ask(), within the time that an answer may take. */
static bool
ask_in_time(const SearchService *service, const SearchRequest *request,
            const SearchConsole *console, SearchEngine *engine, GError **error) {
  if (service->limit_microseconds > 0)
    shim_deadline_set(g_get_monotonic_time() + service->limit_microseconds);
  bool ok = search_command_ask(request, console, engine, error);
  shim_deadline_set(0);
  return ok;
}

/* Asks an engine. false: the error is one that may pass. */
static bool
ask(SearchService *service, SearchEngine *engine, const SearchRequest *request,
    const SearchHttpRequest *asked, SearchReply *reply, GError **error) {
  char *tag = tag_of_answer(service, engine, request, asked);
  if (remembered(service, request, asked, tag, reply))
    return true;
  char *generation = g_strdup(indexer_reader_generation(engine->reader));
  Taking taking = {.body = g_string_new(NULL)};
  SearchConsole console = {.elsewhere = true,
                           .sources = service->sources != NULL,
                           .write = append,
                           .counted = count_rows,
                           .context = &taking};
  GError *inner = NULL;
  if (ask_in_time(service, request, &console, engine, &inner)) {
    *reply = search_reply_new(request->command->name, 200, type_of(request), taking.body);
    /* The index may have been taken up anew meanwhile. */
    bool is_same = g_str_equal(generation, indexer_reader_generation(engine->reader));
    reply->tag = is_same ? g_steal_pointer(&tag) : tag_of_answer(service, engine, request, asked);
    g_free(generation);
    g_free(tag);
    search_cache_put(service->cache, reply->tag, reply->body);
    remember_rows(service, reply, &taking);
    return true;
  }
  g_free(generation);
  g_free(tag);
  g_string_free(taking.body, TRUE);
  if (may_pass(inner)) {
    g_propagate_error(error, inner);
    return false;
  }
  *reply = reply_of_error(service, request->command->name, inner);
  g_error_free(inner);
  return true;
}

/* May it be answered as things are? */
static bool
may_answer(const SearchService *service, const SearchEngine *engine, const SearchRequest *request,
           SearchReply *reply) {
  GError *error = NULL;
  if (service->partial || request->partial || search_engine_whole(engine, &error))
    return true;
  *reply = reply_of_error(service, request->command->name, error);
  g_error_free(error);
  return false;
}

static SearchReply
answer_from_index(SearchService *service, const SearchRequest *request,
                  const SearchHttpRequest *asked) {
  const char *route = request->command->name;
  SearchReply reply = {0};
  for (unsigned attempt = 1;; attempt++) {
    GError *error = NULL;
    SearchEngine *engine = search_engines_take(service->engines, &error);
    bool refused = engine != NULL && !may_answer(service, engine, request, &reply);
    bool answered =
        refused || (engine != NULL && ask(service, engine, request, asked, &reply, &error));
    if (answered)
      reply.missing_reports = search_engine_missing_reports(engine);
    if (engine != NULL)
      search_engines_give(service->engines, engine, answered,
                          asked->query != NULL ? strlen(asked->query) : 0);
    if (!answered && engine == NULL)
      reply = no_index(service, route, error);
    else if (!answered && attempt == TRIES)
      reply = reply_of_error(service, route, error);
    g_clear_error(&error);
    if (reply.status != 0)
      return reply;
  }
}

/* ---- the export, which is made while it is sent ---- */

/* Takes the request. */
static SearchReply
answer_export(SearchService *service, SearchRequest *request, const SearchHttpRequest *asked) {
  GError *error = NULL;
  SearchEngine *engine = search_engines_take(service->engines, &error);
  SearchReply reply = {0};
  if (engine == NULL) {
    reply = no_index(service, "export", error);
    g_error_free(error);
    search_request_free(request);
    return reply;
  }
  if (!may_answer(service, engine, request, &reply)) {
    search_engines_give(service->engines, engine, true, 0);
    search_request_free(request);
    return reply;
  }
  char *tag = tag_of_answer(service, engine, request, asked);
  char *generation = g_strdup(indexer_reader_generation(engine->reader));
  unsigned missing = search_engine_missing_reports(engine);
  search_engines_give(service->engines, engine, true, 0);
  if (search_tag_matches(asked->if_none_match, tag)) {
    g_free(generation);
    search_request_free(request);
    return search_reply_not_modified("export", tag);
  }
  reply = (SearchReply){.route = "export",
                        .status = 200,
                        .type = type_of(request),
                        .body = g_bytes_new_static("", 0),
                        .tag = tag,
                        .missing_reports = missing,
                        .stream = search_export_stream(service->engines, request, generation,
                                                       service->note, service->context)};
  return reply;
}

/* By the header Accept: a table where that is wanted rather than JSON. */
static void
choose_format(SearchRequest *request, const char *accept) {
  double json = search_accept_quality(accept, "application/json");
  double csv = search_accept_quality(accept, "text/csv");
  double workbook = search_accept_quality(accept, TYPE_XLSX);
  if (workbook > json && workbook > csv)
    request->format = SEARCH_FORMAT_XLSX;
  else if (csv > json)
    request->format = SEARCH_FORMAT_CSV;
}

static SearchReply
answer_command(SearchService *service, const SearchCommand *command,
               const SearchHttpRequest *asked) {
  bool format_given = false;
  GError *error = NULL;
  SearchRequest *request = search_parameters_read(command, asked->query, &format_given, &error);
  if (request != NULL && !search_request_use_groups(request, service->groups, &error))
    g_clear_pointer(&request, search_request_free);
  if (request == NULL) {
    SearchReply reply = reply_of_error(service, command->name, error);
    g_error_free(error);
    return reply;
  }
  if (!format_given)
    choose_format(request, asked->accept);
  const char *ending = request->format == SEARCH_FORMAT_XLSX ? "xlsx" : "csv";
  bool table = search_format_is_table(request->format);
  SearchReply reply = command->id == SEARCH_COMMAND_EXPORT
                          ? answer_export(service, g_steal_pointer(&request), asked)
                          : answer_from_index(service, request, asked);
  if (reply.status == 200 && table)
    reply.file = g_strdup_printf("kompass-%s.%s", command->name, ending);
  search_request_free(request);
  return reply;
}

/* ---- files ---- */

static SearchReply
unknown(const char *path) {
  char *valid = g_utf8_make_valid(path, -1);
  char *message =
      g_strdup_printf("there is nothing at %s; " SEARCH_SERVICE_API " lists what there is", valid);
  SearchReply reply = search_reply_refusal("unknown", 404, "not_found", message);
  g_free(message);
  g_free(valid);
  return reply;
}

static SearchReply
answer_file(const char *route, const char *name, const SearchHttpRequest *asked) {
  SearchAsset asset = {0};
  if (!search_asset_find(name, &asset))
    return unknown(asked->path);
  if (search_tag_matches(asked->if_none_match, asset.tag)) {
    SearchReply same = search_reply_not_modified(route, g_strdup(asset.tag));
    same.script = asset.script;
    return same;
  }
  return (SearchReply){.route = route,
                       .status = 200,
                       .type = asset.type,
                       .body = g_bytes_ref(asset.bytes),
                       .tag = g_strdup(asset.tag),
                       .lasting = asset.lasting,
                       .script = asset.script};
}

/* ---- the file that a report was read from ---- */

static SearchReply
answer_source(SearchService *service, const SearchHttpRequest *asked) {
  GError *error = NULL;
  SearchReply reply = {0};
  if (service->sources == NULL)
    return search_reply_refusal("source", 404, "not_found",
                                "this service hands out no sources (kompass serve --sources)");
  if (!search_source_answer(service->sources, service->engines, asked, &reply, &error))
    reply = error->domain == SEARCH_ERROR ? reply_of_error(service, "source", error)
                                          : no_index(service, "source", error);
  g_clear_error(&error);
  return reply;
}

/* ---- the service about itself ---- */

static SearchReply
answer_health(SearchService *service) {
  GError *error = NULL;
  SearchEngine *engine = search_engines_take(service->engines, &error);
  if (engine == NULL) {
    SearchReply reply = no_index(service, "healthz", error);
    g_error_free(error);
    return reply;
  }
  if (!service->partial && !search_engine_whole(engine, &error)) {
    SearchReply reply = reply_of_error(service, "healthz", error);
    g_error_free(error);
    search_engines_give(service->engines, engine, true, 0);
    return reply;
  }
  unsigned missing = search_engine_missing_reports(engine);
  SearchJson *json = search_json_object();
  search_json_text(json, "status", missing > 0 ? "partial" : "ok");
  search_json_text(json, "version", search_version());
  search_json_text(json, "generation", indexer_reader_generation(engine->reader));
  search_engines_give(service->engines, engine, true, 0);
  GString *body = g_string_new(NULL);
  search_json_print(json, body);
  search_json_free(json);
  return search_reply_new("healthz", 200, SEARCH_TYPE_JSON, body);
}

/* ---- what stands below /api/v1/ ---- */

/* What there is: a page for who reads it in a browser, else a list. */
static SearchReply
answer_overview(const SearchHttpRequest *asked) {
  bool page = search_accept_quality(asked->accept, "text/html") >
              search_accept_quality(asked->accept, "application/json");
  return answer_file("overview", page ? SEARCH_ASSET_INTERFACE : SEARCH_ASSET_ENDPOINTS, asked);
}

/* The command that is answered under this name; NULL = none. */
static const SearchCommand *
served_command(const char *name) {
  for (gsize i = 0; i < SERVED_COMMANDS; i++)
    if (g_str_equal(ROUTES[i], name))
      return search_command_find(name);
  return NULL;
}

static SearchReply
answer_api(SearchService *service, const char *name, const SearchHttpRequest *asked) {
  const SearchCommand *command = served_command(name);
  if (command != NULL)
    return answer_command(service, command, asked);
  if (*name == '\0')
    return answer_overview(asked);
  if (g_str_equal(name, SEARCH_ASSET_OPENAPI))
    return answer_file("openapi", SEARCH_ASSET_OPENAPI, asked);
  if (g_str_equal(name, "about"))
    return search_about_answer(service->about, asked);
  if (g_str_equal(name, SEARCH_ASSET_INTERFACE))
    return answer_file("interface", SEARCH_ASSET_INTERFACE, asked);
  if (g_str_equal(name, "source"))
    return answer_source(service, asked);
  return unknown(asked->path);
}

/* ---- the page ---- */

/* NULL where there is no index. The caller frees it. */
static char *
tag_of_page(SearchService *service, const SearchAsset *frame) {
  SearchEngine *engine = search_engines_take(service->engines, NULL);
  if (engine == NULL)
    return NULL;
  char *tag = search_tag_new(
      (const char *const[]){frame->tag, service->sources != NULL ? "sources" : "",
                            indexer_reader_generation(engine->reader), service->groups_mark, NULL});
  search_engines_give(service->engines, engine, true, 0);
  return tag;
}

/* For the page, which has the first answers in it. */
static SearchReply
answer_first(const char *name, const SearchHttpRequest *asked, void *service) {
  return answer_api(service, name, asked);
}

static SearchReply
answer_page(SearchService *service, const SearchHttpRequest *asked) {
  SearchAsset frame = {0};
  char *tag = search_asset_find(SEARCH_ASSET_PAGE, &frame) ? tag_of_page(service, &frame) : NULL;
  if (tag != NULL && search_tag_matches(asked->if_none_match, tag)) {
    SearchReply same = search_reply_not_modified("web", tag);
    same.script = frame.script; /* the browser takes over the headers of this one */
    return same;
  }
  GBytes *page = tag != NULL ? search_cache_get(service->cache, tag) : NULL;
  if (tag != NULL && page == NULL && (page = search_page_new(answer_first, service)) != NULL)
    search_cache_put(service->cache, tag, page);
  if (page == NULL) {
    g_free(tag);
    return answer_file("web", SEARCH_ASSET_PAGE, asked);
  }
  return (SearchReply){.route = "web",
                       .status = 200,
                       .type = frame.type,
                       .body = page,
                       .tag = tag,
                       .script = frame.script};
}

/* ---- all ---- */

SearchReply
search_service_answer(SearchService *service, const SearchHttpRequest *asked) {
  const char *path = asked->path;
  SearchReply reply = {0};
  if (g_str_has_prefix(path, SEARCH_SERVICE_API))
    reply = answer_api(service, path + strlen(SEARCH_SERVICE_API), asked);
  else if (g_str_equal(path, "/api/v1"))
    reply = answer_api(service, "", asked);
  else if (g_str_equal(path, "/healthz"))
    reply = answer_health(service);
  else if (g_str_equal(path, "/metrics"))
    reply = search_metrics_answer(service->metrics, service->engines);
  else if (g_str_equal(path, "/"))
    reply = answer_page(service, asked);
  else if (*path == '/' && !search_asset_of_interface(path + 1))
    reply = answer_file("web", path + 1, asked);
  else
    reply = unknown(path);
  compress(service, &reply, asked);
  return reply;
}
