/* search/http/service.c: from a path to a reply: commands over the index, files, health, metrics.
 */
#include "search/http/service.h"

#include <string.h>

#include "search/http/assets.h"
#include "search/http/cache.h"
#include "search/command/commands.h"
#include "search/http/engine_pool.h"
#include "search/ask/error.h"
#include "search/view/json.h"
#include "search/command/request.h"
#include "search/benchmark/status.h"

#define TYPE_CSV "text/csv; charset=utf-8"
#define TYPE_METRICS "text/plain; version=0.0.4; charset=utf-8"
#define GZIP_MARK "gzip"
#define CACHE_BYTES ((gsize)64 * 1024 * 1024)
#define TRIES 2 /* the second with the index as it is now */

/* The commands that are answered, and the other routes that requests are counted by. */
static const char *const ROUTES[] = {
    "search", "who",     "models",  "scores",  "learn", "history", "best",    "status",
    "about",  "openapi", "healthz", "metrics", "web",   "unknown", "refused", NULL};
#define SERVED_COMMANDS 8

struct SearchService {
  SearchEngines *engines;
  SearchMetrics *metrics;
  SearchCache *cache; /* by tag, and compressed by the tag with GZIP_MARK */
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

/* What the service says of itself, whatever is in the index. The caller frees it. */
static char *
about_new(const SearchServiceOptions *options) {
  SearchJson *json = search_json_object();
  search_json_text(json, "schema", "kompass.about/1");
  search_json_text(json, "version", search_version());
  search_json_text(json, "operator", options->operator_name);
  search_json_text(json, "contact", options->contact);
  search_json_text(json, "accessibility_reviewed", options->accessibility_reviewed);
  GString *text = g_string_new(NULL);
  search_json_print(json, text);
  search_json_free(json);
  return g_string_free(text, FALSE);
}

SearchService *
search_service_new(const SearchServiceOptions *options) {
  SearchService *service = g_new0(SearchService, 1);
  GError *error = NULL;
  service->engines = search_engines_new(options->index, options->threads);
  service->metrics = search_metrics_new(ROUTES);
  service->cache = search_cache_new(CACHE_BYTES);
  service->limit_microseconds = options->limit_microseconds;
  service->about = about_new(options);
  service->note = options->note;
  service->context = options->context;
  if (!search_engines_open(service->engines, &error)) {
    note_error(service, "no answers yet", error);
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
  g_free(service);
}

SearchMetrics *
search_service_metrics(SearchService *service) {
  return service->metrics;
}

/* ---- replies ---- */

/* What the client did wrong, in the words of the command line; what went wrong here without them,
 * as they name files of this machine. */
static SearchReply
reply_of_error(const SearchService *service, const char *route, const GError *error) {
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_USAGE))
    return search_reply_refusal(route, 400, "bad_request", error->message);
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_TOO_LONG))
    return search_reply_refusal(route, 414, "too_long", error->message);
  if (g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN))
    return search_reply_refusal(route, 404, "unknown_municipality", error->message);
  note_error(service, route, error);
  if (g_error_matches(error, SHIM_ERROR, SHIM_ERROR_TIMEOUT))
    return search_reply_refusal(route, 503, "timeout", "the answer took too long");
  return search_reply_refusal(route, 500, "internal", "the answer could not be made");
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
    smaller = search_gzip(reply->body);
    if (smaller != NULL && key != NULL)
      search_cache_put(service->cache, key, smaller);
  }
  g_free(key);
  return smaller;
}

static void
compress(SearchService *service, SearchReply *reply, const SearchHttpRequest *asked) {
  GBytes *smaller =
      search_accept_quality(asked->accept_encoding, "gzip") > 0 ? compressed(service, reply) : NULL;
  if (smaller == NULL)
    return;
  g_bytes_unref(reply->body);
  reply->body = smaller;
  reply->gzip = true;
}

/* ---- commands ---- */

static bool
append(const char *bytes, gsize length, void *context, G_GNUC_UNUSED GError **error) {
  g_string_append_len(context, bytes, (gssize)length);
  return true;
}

/* Does the error lie in the index, so that another look at it may help? */
static bool
may_pass(const GError *error) {
  if (g_error_matches(error, SHIM_ERROR, SHIM_ERROR_TIMEOUT))
    return false;
  return error->domain != SEARCH_ERROR || error->code == SEARCH_ERROR_RECORD;
}

static char *
tag_of_answer(SearchEngine *engine, const SearchRequest *request, const SearchHttpRequest *asked) {
  const char *const parts[] = {search_version(),
                               indexer_reader_generation(engine->reader),
                               request->command->name,
                               search_format_name(request->format),
                               asked->query != NULL ? asked->query : "",
                               NULL};
  return search_tag_new(parts);
}

static const char *
type_of(const SearchRequest *request) {
  return request->format == SEARCH_FORMAT_CSV ? TYPE_CSV : SEARCH_TYPE_JSON;
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
  char *tag = tag_of_answer(engine, request, asked);
  if (remembered(service, request, asked, tag, reply))
    return true;
  g_free(tag);
  GString *body = g_string_new(NULL);
  SearchConsole console = {.elsewhere = true, .write = append, .context = body};
  GError *inner = NULL;
  if (ask_in_time(service, request, &console, engine, &inner)) {
    *reply = search_reply_new(request->command->name, 200, type_of(request), body);
    /* The index may have been taken up anew meanwhile. */
    reply->tag = tag_of_answer(engine, request, asked);
    search_cache_put(service->cache, reply->tag, reply->body);
    return true;
  }
  g_string_free(body, TRUE);
  if (may_pass(inner)) {
    g_propagate_error(error, inner);
    return false;
  }
  *reply = reply_of_error(service, request->command->name, inner);
  g_error_free(inner);
  return true;
}

static SearchReply
answer_from_index(SearchService *service, const SearchRequest *request,
                  const SearchHttpRequest *asked) {
  const char *route = request->command->name;
  SearchReply reply = {0};
  for (unsigned attempt = 1;; attempt++) {
    GError *error = NULL;
    SearchEngine *engine = search_engines_take(service->engines, &error);
    bool answered = engine != NULL && ask(service, engine, request, asked, &reply, &error);
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

static SearchReply
answer_command(SearchService *service, const SearchCommand *command,
               const SearchHttpRequest *asked) {
  bool format_given = false;
  GError *error = NULL;
  SearchRequest *request = search_parameters_read(command, asked->query, &format_given, &error);
  if (request == NULL) {
    SearchReply reply = reply_of_error(service, command->name, error);
    g_error_free(error);
    return reply;
  }
  if (!format_given && search_accept_quality(asked->accept, "text/csv") >
                           search_accept_quality(asked->accept, "application/json"))
    request->format = SEARCH_FORMAT_CSV;
  SearchReply reply = answer_from_index(service, request, asked);
  if (reply.status == 200 && request->format == SEARCH_FORMAT_CSV)
    reply.file = g_strdup_printf("kompass-%s.csv", command->name);
  search_request_free(request);
  return reply;
}

/* ---- files ---- */

static SearchReply
unknown(const char *path) {
  char *valid = g_utf8_make_valid(path, -1);
  char *message = g_strdup_printf("there is nothing at %s", valid);
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
  if (search_tag_matches(asked->if_none_match, asset.tag))
    return search_reply_not_modified(route, g_strdup(asset.tag));
  return (SearchReply){.route = route,
                       .status = 200,
                       .type = asset.type,
                       .body = g_bytes_ref(asset.bytes),
                       .tag = g_strdup(asset.tag),
                       .lasting = asset.lasting};
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
  SearchJson *json = search_json_object();
  search_json_text(json, "status", "ok");
  search_json_text(json, "version", search_version());
  search_json_text(json, "generation", indexer_reader_generation(engine->reader));
  search_engines_give(service->engines, engine, true, 0);
  GString *body = g_string_new(NULL);
  search_json_print(json, body);
  search_json_free(json);
  return search_reply_new("healthz", 200, SEARCH_TYPE_JSON, body);
}

static SearchReply
answer_about(const SearchService *service, const SearchHttpRequest *asked) {
  gsize bytes = asked->query != NULL ? strlen(asked->query) : 0;
  if (bytes > SEARCH_PARAMETERS_MAX_BYTES)
    return search_reply_refusal("about", 414, "too_long", "about has no parameters");
  if (bytes > 0)
    return search_reply_refusal("about", 400, "bad_request", "about has no parameters");
  char *tag = search_tag_new((const char *const[]){"about", service->about, NULL});
  if (search_tag_matches(asked->if_none_match, tag))
    return search_reply_not_modified("about", tag);
  SearchReply reply =
      search_reply_new("about", 200, SEARCH_TYPE_JSON, g_string_new(service->about));
  reply.tag = tag;
  return reply;
}

static SearchReply
answer_metrics(SearchService *service) {
  SearchMetricsIndex index = {0};
  GString *body = g_string_new(NULL);
  SearchEngine *engine = search_engines_take(service->engines, NULL);
  if (engine != NULL) {
    index.generation = indexer_reader_generation(engine->reader);
    index.reports = indexer_reader_reports(engine->reader)->len;
    index.passages = indexer_reader_passage_count(engine->reader, NULL);
  }
  search_metrics_print(service->metrics, &index, body);
  if (engine != NULL)
    search_engines_give(service->engines, engine, true, 0);
  return search_reply_new("metrics", 200, TYPE_METRICS, body);
}

/* ---- all ---- */

static SearchReply
answer_api(SearchService *service, const char *name, const SearchHttpRequest *asked) {
  if (g_str_equal(name, SEARCH_ASSET_OPENAPI))
    return answer_file("openapi", SEARCH_ASSET_OPENAPI, asked);
  if (g_str_equal(name, "about"))
    return answer_about(service, asked);
  for (gsize i = 0; i < SERVED_COMMANDS; i++) {
    const SearchCommand *command = search_command_find(name);
    if (command != NULL && g_str_equal(ROUTES[i], name))
      return answer_command(service, command, asked);
  }
  return unknown(asked->path);
}

SearchReply
search_service_answer(SearchService *service, const SearchHttpRequest *asked) {
  const char *path = asked->path;
  SearchReply reply = {0};
  if (g_str_has_prefix(path, SEARCH_SERVICE_API))
    reply = answer_api(service, path + strlen(SEARCH_SERVICE_API), asked);
  else if (g_str_equal(path, "/healthz"))
    reply = answer_health(service);
  else if (g_str_equal(path, "/metrics"))
    reply = answer_metrics(service);
  else if (g_str_equal(path, "/"))
    reply = answer_file("web", "index.html", asked);
  else if (*path == '/' && !g_str_equal(path + 1, SEARCH_ASSET_OPENAPI))
    reply = answer_file("web", path + 1, asked);
  else
    reply = unknown(path);
  compress(service, &reply, asked);
  return reply;
}
