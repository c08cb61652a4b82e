/* indexer/read_ahead.c: reads and understands several files at once, ahead of their turn.
 *
 * The calling thread begins readings, so that the processes which read are children of a thread
 * that stays; a thread a core waits for their lines and understands them. */
#include "indexer/read_ahead.h"

#define LOOK_US (G_USEC_PER_SEC / 5) /* how often is looked whether to stop */
#define UNDER_WAY_A_CORE 2 /* one that is read or understood, and one that waits to be written */

/* A file under way. */
typedef struct {
  CorpusReportReading *reading;
  CorpusReport *report;
  GError *error;
  gint begun; /* atomic: what the thread needs is there */
  gint done;  /* atomic: report or error is there */
} Job;

struct IndexerReadAhead {
  CorpusLexicon *lexicon;
  guint most;        /* under way at once */
  GHashTable *jobs;  /* path -> Job * */
  GThreadPool *pool; /* NULL = files are understood when they are taken */
  GMutex lock;
  GCond some_done;
  gint stop;
  const gint *told; /* by whom this was begun, to stop; NULL = never */
};

static void
job_free(gpointer data) {
  Job *job = data;
  corpus_report_abandon(job->reading);
  corpus_report_free(job->report);
  g_clear_error(&job->error);
  g_free(job);
}

/* In a thread of the pool. */
static void
understand(gpointer data, gpointer context) {
  Job *job = data;
  IndexerReadAhead *ahead = context;
  GError *error = NULL;
  CorpusReport *report = NULL;
  CorpusReportReading *reading =
      g_atomic_int_get(&job->begun) != 0 ? g_steal_pointer(&job->reading) : NULL;
  if (g_atomic_int_get(&ahead->stop) != 0)
    corpus_report_abandon(reading);
  else
    report = corpus_report_finish(reading, ahead->lexicon, &error);
  g_mutex_lock(&ahead->lock);
  job->report = report;
  job->error = error;
  g_atomic_int_set(&job->done, 1);
  g_cond_signal(&ahead->some_done); /* one thread waits */
  g_mutex_unlock(&ahead->lock);
}

IndexerReadAhead *
indexer_read_ahead_new(CorpusLexicon *lexicon, bool recognise) {
  IndexerReadAhead *ahead = g_new0(IndexerReadAhead, 1);
  guint cores = g_get_num_processors();
  ahead->lexicon = lexicon;
  ahead->jobs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, job_free);
  g_mutex_init(&ahead->lock);
  g_cond_init(&ahead->some_done);
  if (!recognise) /* where no thread can be had, it goes without */
    ahead->pool = g_thread_pool_new(understand, ahead, (int)cores, TRUE, NULL);
  ahead->most = recognise ? 1 : ahead->pool == NULL ? cores : UNDER_WAY_A_CORE * cores;
  return ahead;
}

void
indexer_read_ahead_free(IndexerReadAhead *ahead) {
  if (ahead == NULL)
    return;
  g_atomic_int_set(&ahead->stop, 1);
  if (ahead->pool != NULL)
    g_thread_pool_free(ahead->pool, FALSE, TRUE);
  g_mutex_lock(&ahead->lock); /* what the threads wrote last, they wrote under it */
  g_mutex_unlock(&ahead->lock);
  g_hash_table_unref(ahead->jobs);
  g_cond_clear(&ahead->some_done);
  g_mutex_clear(&ahead->lock);
  g_free(ahead);
}

void
indexer_read_ahead_stop_when(IndexerReadAhead *ahead, const gint *stop) {
  ahead->told = stop;
}

bool
indexer_read_ahead_has_room(const IndexerReadAhead *ahead) {
  return g_hash_table_size(ahead->jobs) < ahead->most;
}

void
indexer_read_ahead_begin(IndexerReadAhead *ahead, const char *path, bool recognise) {
  if (g_hash_table_contains(ahead->jobs, path))
    return;
  Job *job = g_new0(Job, 1);
  job->reading = corpus_report_begin(path, recognise);
  bool waits = ahead->pool == NULL && ahead->told != NULL; /* itself, and can pass nothing on */
  corpus_report_stop_when(job->reading, waits ? ahead->told : &ahead->stop);
  g_hash_table_insert(ahead->jobs, g_strdup(path), job);
  g_atomic_int_set(&job->begun, 1);
  if (ahead->pool != NULL)
    g_thread_pool_push(ahead->pool, job, NULL);
}

static void
wait_for(IndexerReadAhead *ahead, const Job *job) {
  g_mutex_lock(&ahead->lock);
  while (g_atomic_int_get(&job->done) == 0) {
    if (ahead->told != NULL && g_atomic_int_get(ahead->told) != 0)
      g_atomic_int_set(&ahead->stop, 1);
    g_cond_wait_until(&ahead->some_done, &ahead->lock, g_get_monotonic_time() + LOOK_US);
  }
  g_mutex_unlock(&ahead->lock);
}

CorpusReport *
indexer_read_ahead_take(IndexerReadAhead *ahead, const char *path, bool recognise,
                        CorpusPagesFunction watch, void *context, GError **error) {
  gpointer key = NULL, value = NULL;
  indexer_read_ahead_begin(ahead, path, recognise);
  g_hash_table_steal_extended(ahead->jobs, path, &key, &value);
  g_free(key);
  Job *job = value;
  CorpusReport *report = NULL;
  if (ahead->pool != NULL) {
    wait_for(ahead, job);
    report = g_steal_pointer(&job->report);
    if (job->error != NULL)
      g_propagate_error(error, g_steal_pointer(&job->error));
  } else {
    corpus_report_watch(job->reading, watch, context);
    report = corpus_report_finish(g_steal_pointer(&job->reading), ahead->lexicon, error);
  }
  job_free(job);
  return report;
}
