/* indexer/crew.c: writes reports in threads, each run of them into a database of its own.
 *
 * A database is written by one thread at a time, and what costs most in making an index is that. So
 * a run of reports is a part, a database that is merged with the others in the end; a thread a core
 * works at whichever part has something to do. What is in a part, and in which order, is settled by
 * who gives the reports: an index does not depend on who was faster.
 *
 * Threads, not processes: nothing has to be handed over but a pointer, an error comes back as it
 * is, and there is no child that could outlive its parent. */
#include "indexer/generation.h"

#include "indexer/error.h"
#include "indexer/schema.h"

typedef enum { WRITE, REMOVE, END } JobKind;

typedef struct {
  JobKind kind;
  CorpusReport *report;         /* to write; owned */
  const CorpusReport *replaced; /* what there is of it; NULL = nothing; borrowed */
  guint before;                 /* passages of all shards that were written before it */
} Job;

struct IndexerPart {
  IndexerCrew *crew;
  ShimWriter *writer;
  bool kept; /* the writer is another's, and has reports of the generation before */
  IndexerPacker *packer;
  IndexerVocabulary *vocabulary; /* what its reports count for; NULL once it has ended */
  GQueue jobs;                   /* Job *, under the crew's lock, as is the next */
  bool busy;                     /* some thread works at it, or is going to */
};

/* A thread, and what it makes terms with. */
typedef struct {
  IndexerCrew *crew;
  IndexerTerms *terms;
  GThread *thread; /* NULL = none could be had */
} Worker;

struct IndexerCrew {
  GBytes *sample;
  bool numbers;     /* passages have their number in the order of writing */
  guint most;       /* passages that may wait */
  Worker *workers;  /* count of them */
  guint count;      /* a core each */
  bool threaded;    /* else work is done when it is given, as no thread can be had */
  GPtrArray *parts; /* IndexerPart * */
  GMutex counted_lock;
  IndexerVocabulary *counted; /* of the parts that have ended */
  GMutex lock;                /* of what follows */
  GCond changed;
  GQueue ready;         /* IndexerPart * that have something to do, and no thread works at */
  GError *error;        /* the first; nothing is done after it */
  guint jobs, passages; /* that wait or are worked at */
  bool stop;
};

static void
job_free(gpointer data) {
  Job *job = data;
  corpus_report_free(job->report);
  g_free(job);
}

static guint
weight_of(const Job *job) {
  return job->report != NULL ? job->report->passages->len : 0;
}

static void
part_free(gpointer data) {
  IndexerPart *part = data;
  g_queue_clear_full(&part->jobs, job_free);
  if (!part->kept)
    shim_writer_free(part->writer);
  indexer_packer_free(part->packer);
  indexer_vocabulary_free(part->vocabulary);
  g_free(part);
}

/* ---- in a thread ---- */

static bool
discount(IndexerPart *part, const CorpusReport *replaced, GError **error) {
  ShimDatabase *database = NULL;
  bool ok = replaced == NULL ||
            (shim_database_of_writer(part->writer, &database, error) &&
             indexer_documents_discount(part->vocabulary, part->packer, database, replaced, error));
  shim_database_free(database);
  return ok;
}

static bool
write_report(IndexerPart *part, Job *job, IndexerTerms *terms, GError **error) {
  IndexerMaking making = {terms, part->packer, part->vocabulary,
                          part->crew->numbers ? &job->before : NULL};
  return discount(part, job->replaced, error) &&
         indexer_documents_write(part->writer, &making, job->report, error);
}

static bool
remove_report(IndexerPart *part, const CorpusReport *replaced, GError **error) {
  char *term = g_strconcat(INDEXER_FILTER_REPORT, replaced->id, NULL);
  bool ok = discount(part, replaced, error) && shim_writer_delete(part->writer, term, error);
  g_free(term);
  return ok;
}

static bool
end_part(IndexerPart *part, GError **error) {
  IndexerCrew *crew = part->crew;
  g_mutex_lock(&crew->counted_lock);
  indexer_vocabulary_take(crew->counted, g_steal_pointer(&part->vocabulary));
  g_mutex_unlock(&crew->counted_lock);
  g_clear_pointer(&part->packer, indexer_packer_free);
  if (part->kept)
    return true;
  bool ok = shim_writer_commit(part->writer, error);
  g_clear_pointer(&part->writer, shim_writer_free);
  return ok;
}

static bool
do_job(IndexerPart *part, Job *job, IndexerTerms *terms, GError **error) {
  switch (job->kind) {
  case WRITE:
    return write_report(part, job, terms, error);
  case REMOVE:
    return remove_report(part, job->replaced, error);
  case END:
  default:
    return end_part(part, error);
  }
}

/* Under the lock. */
static void
end_job(IndexerCrew *crew, Job *job) {
  crew->jobs--;
  crew->passages -= weight_of(job);
  job_free(job);
  g_cond_broadcast(&crew->changed);
}

/* The next thing to do for the part, after one that is done (NULL = none was); NULL = none is left.
 * error: why that failed; taken. */
static Job *
next_job(IndexerPart *part, Job *done, GError *error) {
  IndexerCrew *crew = part->crew;
  g_mutex_lock(&crew->lock);
  if (error != NULL && crew->error == NULL)
    crew->error = g_steal_pointer(&error);
  g_clear_error(&error);
  if (done != NULL)
    end_job(crew, done);
  Job *job = g_queue_pop_head(&part->jobs);
  for (; job != NULL && (crew->error != NULL || crew->stop); job = g_queue_pop_head(&part->jobs))
    end_job(crew, job);
  part->busy = job != NULL;
  g_mutex_unlock(&crew->lock);
  return job;
}

static void
work(IndexerPart *part, IndexerTerms *terms) {
  GError *error = NULL;
  for (Job *job = next_job(part, NULL, NULL); job != NULL;
       job = next_job(part, job, g_steal_pointer(&error)))
    do_job(part, job, terms, &error);
}

/* The next part that has something to do; NULL where there is to be none any more. */
static IndexerPart *
next_part(IndexerCrew *crew) {
  g_mutex_lock(&crew->lock);
  while (g_queue_is_empty(&crew->ready) && !crew->stop)
    g_cond_wait(&crew->changed, &crew->lock);
  IndexerPart *part = crew->stop ? NULL : g_queue_pop_head(&crew->ready);
  g_mutex_unlock(&crew->lock);
  return part;
}

static gpointer
run(gpointer data) {
  const Worker *worker = data;
  for (IndexerPart *part = next_part(worker->crew); part != NULL; part = next_part(worker->crew))
    work(part, worker->terms);
  return NULL;
}

/* ---- in the thread that gives ---- */

static bool
start_workers(IndexerCrew *crew, const IndexerVocabulary *known, GError **error) {
  crew->workers = g_new0(Worker, crew->count);
  for (guint i = 0; i < crew->count; i++) {
    Worker *worker = &crew->workers[i];
    *worker = (Worker){crew, indexer_terms_new(error), NULL};
    if (worker->terms == NULL)
      return false;
    indexer_terms_set_vocabulary(worker->terms, known);
    worker->thread = g_thread_try_new("write", run, worker, NULL);
    crew->threaded |= worker->thread != NULL;
  }
  return true;
}

static void
end_workers(IndexerCrew *crew) {
  g_mutex_lock(&crew->lock);
  crew->stop = true;
  g_cond_broadcast(&crew->changed);
  g_mutex_unlock(&crew->lock);
  for (guint i = 0; i < crew->count; i++) {
    if (crew->workers[i].thread != NULL)
      g_thread_join(crew->workers[i].thread);
    indexer_terms_free(crew->workers[i].terms);
  }
  g_free(crew->workers);
}

IndexerCrew *
indexer_crew_new(const IndexerVocabulary *known, IndexerVocabulary *counted, bool numbers,
                 GError **error) {
  IndexerCrew *crew = g_new0(IndexerCrew, 1);
  crew->counted = counted;
  crew->numbers = numbers;
  crew->count = g_get_num_processors();
  crew->most = (crew->count + 1) * INDEXER_PART_PASSAGES;
  crew->parts = g_ptr_array_new_with_free_func(part_free);
  g_queue_init(&crew->ready);
  g_mutex_init(&crew->lock);
  g_mutex_init(&crew->counted_lock);
  g_cond_init(&crew->changed);
  if (!start_workers(crew, known, error))
    g_clear_pointer(&crew, indexer_crew_free);
  return crew;
}

void
indexer_crew_free(IndexerCrew *crew) {
  if (crew == NULL)
    return;
  end_workers(crew);
  g_queue_clear(&crew->ready); /* where it is given up, some parts may wait still */
  g_ptr_array_unref(crew->parts);
  indexer_vocabulary_free(crew->counted);
  g_clear_pointer(&crew->sample, g_bytes_unref);
  g_clear_error(&crew->error);
  g_cond_clear(&crew->changed);
  g_mutex_clear(&crew->counted_lock);
  g_mutex_clear(&crew->lock);
  g_free(crew);
}

IndexerTerms *
indexer_crew_terms(IndexerCrew *crew) {
  return crew->workers[0].terms;
}

void
indexer_crew_set_sample(IndexerCrew *crew, GBytes *sample) {
  crew->sample = g_bytes_ref(sample);
}

IndexerPart *
indexer_part_new(IndexerCrew *crew, ShimWriter *writer, bool kept) {
  IndexerPart *part = g_new0(IndexerPart, 1);
  part->crew = crew;
  part->writer = writer;
  part->kept = kept;
  part->packer = indexer_packer_new(crew->sample);
  part->vocabulary = indexer_vocabulary_new();
  g_queue_init(&part->jobs);
  g_ptr_array_add(crew->parts, part);
  return part;
}

/* Fails with what failed before. Takes the job. */
static bool
give(IndexerPart *part, Job *job, GError **error) {
  IndexerCrew *crew = part->crew;
  g_mutex_lock(&crew->lock);
  while (crew->threaded && crew->passages >= crew->most && crew->error == NULL)
    g_cond_wait(&crew->changed, &crew->lock);
  bool ok = crew->error == NULL, idle = !part->busy;
  if (ok) {
    g_queue_push_tail(&part->jobs, job);
    crew->jobs++;
    crew->passages += weight_of(job);
    part->busy = true;
    if (idle && crew->threaded)
      g_queue_push_tail(&crew->ready, part);
    g_cond_broadcast(&crew->changed);
  } else {
    g_propagate_error(error, g_error_copy(crew->error));
    job_free(job);
  }
  g_mutex_unlock(&crew->lock);
  if (ok && !crew->threaded)
    work(part, crew->workers[0].terms);
  return ok;
}

bool
indexer_part_write(IndexerPart *part, CorpusReport *report, guint before,
                   const CorpusReport *replaced, GError **error) {
  Job job = {.kind = WRITE, .report = report, .before = before, .replaced = replaced};
  return give(part, g_memdup2(&job, sizeof job), error);
}

bool
indexer_part_remove(IndexerPart *part, const CorpusReport *replaced, GError **error) {
  Job job = {.kind = REMOVE, .replaced = replaced};
  return give(part, g_memdup2(&job, sizeof job), error);
}

bool
indexer_part_end(IndexerPart *part, GError **error) {
  Job job = {.kind = END};
  return give(part, g_memdup2(&job, sizeof job), error);
}

bool
indexer_crew_wait(IndexerCrew *crew, GError **error) {
  g_mutex_lock(&crew->lock);
  while (crew->jobs > 0)
    g_cond_wait(&crew->changed, &crew->lock);
  bool ok = crew->error == NULL;
  if (!ok)
    g_propagate_error(error, g_error_copy(crew->error));
  g_mutex_unlock(&crew->lock);
  return ok;
}

const IndexerVocabulary *
indexer_crew_counted(const IndexerCrew *crew) {
  return crew->counted;
}
