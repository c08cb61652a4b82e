/* search/http/serve.c: starts the service, waits for a signal, and ends it in good order. */
#include "search/http/http.h"

#include <glib-unix.h>
#include <signal.h>

static gboolean
quit(gpointer data) {
  g_main_loop_quit(data);
  return G_SOURCE_CONTINUE;
}

static void
wait_for_signal(void) {
  GMainLoop *loop = g_main_loop_new(NULL, FALSE);
  guint terminate = g_unix_signal_add(SIGTERM, quit, loop);
  guint interrupt = g_unix_signal_add(SIGINT, quit, loop);
  g_main_loop_run(loop);
  g_source_remove(terminate);
  g_source_remove(interrupt);
  g_main_loop_unref(loop);
}

static unsigned
threads_default(void) {
  return MAX(SEARCH_THREADS_LEAST, g_get_num_processors() * SEARCH_THREADS_A_PROCESSOR);
}

bool
search_serve(const SearchRequest *request, const SearchConsole *console, GError **error) {
  const SearchServing *told = &request->serving;
  SearchHttpOptions options = {.index = request->index,
                               .groups = request->groups,
                               .listen =
                                   told->listen != NULL ? told->listen : SEARCH_LISTEN_DEFAULT,
                               .cors = told->cors,
                               .sources = told->sources,
                               .partial = request->partial,
                               .threads = told->threads != 0 ? told->threads : threads_default(),
                               .connections = told->connections,
                               .per_address = told->per_address,
                               .head_seconds = told->head_seconds,
                               .seconds = told->seconds,
                               .proxy = told->proxy,
                               .operator_name = told->operator_name,
                               .contact = told->contact,
                               .accessibility_reviewed = told->accessibility_reviewed,
                               .hosts = (const char *const *)told->hosts,
                               .note = console->note,
                               .context = console->context};
  /* Whoever reads the log may go away. */
  signal(SIGPIPE, SIG_IGN);
  search_memory_keep();
  search_memory_prepare();
  SearchHttp *http = search_http_start(&options, error);
  if (http == NULL) {
    search_settings_blame(request, error);
    return false;
  }
  wait_for_signal();
  search_http_finish(http);
  return true;
}
