/* search/http/engine_pool.c: lends engines to threads, and sees with one stat whether the index is
 * newer. */
#include "search/http/engine_pool.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "indexer/schema.h"

/* Of shards that are served by other machines nothing is to be seen here, so they are asked; not
 * more often than this. */
#define REMOTE_CHECK_MICROSECONDS G_USEC_PER_SEC

/* What tells one file from the one that takes its place. */
typedef struct {
  dev_t device;
  ino_t inode;
  off_t bytes;
  gint64 seconds, nanoseconds;
} Mark;

typedef struct {
  SearchEngine *engine; /* NULL = to be opened */
  Mark mark;            /* as it was before the engine was opened */
  bool remote;          /* the stub names shards of other machines */
  gint64 checked;       /* g_get_monotonic_time() */
  gsize asked_bytes;    /* since it was opened */
  unsigned opened;      /* so often */
} Seat;

struct SearchEngines {
  char *path;
  char *stub; /* the file in whose place an update puts a new one */
  pthread_mutex_t lock;
  pthread_cond_t freed;
  GPtrArray *free_seats; /* Seat *: the one that was used last is taken first */
  GPtrArray *taken;      /* Seat * */
  bool is_behind;        /* the newest state of the index can't be read */
  Mark behind;           /* that state */
  void (*note)(const char *line, void *context); /* NULL = nobody is told */
  void *context;
};

static void
seat_free(Seat *seat) {
  search_engine_free(seat->engine);
  g_free(seat);
}

SearchEngines *
search_engines_new(const char *path, unsigned most) {
  SearchEngines *engines = g_new0(SearchEngines, 1);
  engines->path = g_strdup(path);
  engines->stub = g_file_test(path, G_FILE_TEST_IS_REGULAR)
                      ? g_strdup(path)
                      : g_build_filename(path, INDEXER_STUB, NULL);
  pthread_mutex_init(&engines->lock, NULL);
  pthread_cond_init(&engines->freed, NULL);
  engines->free_seats = g_ptr_array_new_with_free_func((GDestroyNotify)seat_free);
  engines->taken = g_ptr_array_new();
  for (unsigned i = 0; i < most; i++)
    g_ptr_array_add(engines->free_seats, g_new0(Seat, 1));
  return engines;
}

void
search_engines_free(SearchEngines *engines) {
  if (engines == NULL)
    return;
  g_ptr_array_unref(engines->free_seats);
  g_ptr_array_unref(engines->taken);
  pthread_mutex_destroy(&engines->lock);
  pthread_cond_destroy(&engines->freed);
  g_free(engines->path);
  g_free(engines->stub);
  g_free(engines);
}

void
search_engines_note(SearchEngines *engines, void (*note)(const char *line, void *context),
                    void *context) {
  engines->note = note;
  engines->context = context;
}

static Mark
mark_of(const char *path) {
  struct stat status = {0};
  Mark mark;
  memset(&mark, 0, sizeof mark); /* the gaps too, as marks are compared whole */
  if (stat(path, &status) != 0)
    return mark;
  mark.device = status.st_dev;
  mark.inode = status.st_ino;
  mark.bytes = status.st_size;
  mark.seconds = status.st_mtim.tv_sec;
  mark.nanoseconds = status.st_mtim.tv_nsec;
  return mark;
}

static bool
names_remote(const char *stub) {
  char *text = NULL;
  bool remote = g_file_get_contents(stub, &text, NULL, NULL) &&
                g_regex_match_simple("^remote ", text, G_REGEX_MULTILINE, G_REGEX_MATCH_DEFAULT);
  g_free(text);
  return remote;
}

/* error: why the state of the index could not be read, NULL = it was. */
static void
tell_whether_behind(SearchEngines *engines, const Mark *state, const GError *error) {
  pthread_mutex_lock(&engines->lock);
  bool known = engines->is_behind && memcmp(state, &engines->behind, sizeof *state) == 0;
  engines->is_behind = error != NULL;
  engines->behind = *state;
  pthread_mutex_unlock(&engines->lock);
  if (error == NULL || known || engines->note == NULL)
    return;
  char *line = g_strdup_printf("the index as it is now can't be read, answers are of what it was: "
                               "%s",
                               error->message);
  engines->note(line, engines->context);
  g_free(line);
}

/* The mark is read first: an update in between is seen the next time. */
static bool
refresh(SearchEngines *engines, Seat *seat, GError **error) {
  Mark mark = mark_of(engines->stub);
  GError *failure = NULL;
  gint64 now = g_get_monotonic_time();
  if (seat->engine == NULL) {
    seat->engine = search_engine_open_as(engines->path, INDEXER_REACHABLE, error);
    seat->asked_bytes = 0;
    seat->opened += seat->engine != NULL;
    seat->mark = mark;
    seat->remote = names_remote(engines->stub);
    seat->checked = now;
    return seat->engine != NULL;
  }
  bool due = seat->remote && now - seat->checked > REMOTE_CHECK_MICROSECONDS;
  if (!due && memcmp(&mark, &seat->mark, sizeof mark) == 0)
    return true;
  seat->checked = now;
  if (search_engine_reopen(seat->engine, &failure))
    seat->mark = mark;
  tell_whether_behind(engines, &mark, failure);
  g_clear_error(&failure);
  return true;
}

static Seat *
take_seat(SearchEngines *engines) {
  pthread_mutex_lock(&engines->lock);
  while (engines->free_seats->len == 0)
    pthread_cond_wait(&engines->freed, &engines->lock);
  Seat *seat = g_ptr_array_steal_index(engines->free_seats, engines->free_seats->len - 1);
  g_ptr_array_add(engines->taken, seat);
  pthread_mutex_unlock(&engines->lock);
  return seat;
}

static void
give_seat(SearchEngines *engines, Seat *seat) {
  pthread_mutex_lock(&engines->lock);
  g_ptr_array_remove_fast(engines->taken, seat);
  g_ptr_array_add(engines->free_seats, seat);
  pthread_cond_signal(&engines->freed);
  pthread_mutex_unlock(&engines->lock);
}

SearchEngine *
search_engines_take(SearchEngines *engines, GError **error) {
  Seat *seat = take_seat(engines);
  if (refresh(engines, seat, error))
    return seat->engine;
  give_seat(engines, seat);
  return NULL;
}

void
search_engines_give(SearchEngines *engines, SearchEngine *engine, bool usable, gsize asked_bytes) {
  Seat *seat = NULL;
  pthread_mutex_lock(&engines->lock);
  for (guint i = 0; i < engines->taken->len && seat == NULL; i++)
    if (((Seat *)engines->taken->pdata[i])->engine == engine)
      seat = engines->taken->pdata[i];
  pthread_mutex_unlock(&engines->lock);
  g_return_if_fail(seat != NULL);
  seat->asked_bytes += asked_bytes;
  if (!usable || seat->asked_bytes > SEARCH_ENGINES_ASKED)
    g_clear_pointer(&seat->engine, search_engine_free);
  give_seat(engines, seat);
}

bool
search_engines_open(SearchEngines *engines, GError **error) {
  for (guint i = 0; i < engines->free_seats->len; i++)
    if (!refresh(engines, engines->free_seats->pdata[i], error))
      return false;
  return true;
}

static unsigned
opened_of(const GPtrArray *seats) {
  unsigned sum = 0;
  for (guint i = 0; i < seats->len; i++)
    sum += ((const Seat *)seats->pdata[i])->opened;
  return sum;
}

unsigned
search_engines_opened(SearchEngines *engines) {
  pthread_mutex_lock(&engines->lock);
  unsigned sum = opened_of(engines->free_seats) + opened_of(engines->taken);
  pthread_mutex_unlock(&engines->lock);
  return sum;
}
