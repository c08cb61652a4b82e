/* corpus/language/cue_files.c: the cues of a data file, as they were worked out when kompass was
 * built, or else read from it; declared in cue.h. */
#include "corpus/language/cue.h"
#include "cues_resource.h"

#define ALIGNMENT sizeof(double)

/* NULL where the file was not worked out. */
static const CorpusCues *
worked_out(const CorpusKnowledge *table) {
  gsize length = 0;
  char *path = g_strconcat("/kompass/cues/", table->file, NULL);
  const char *bytes = corpus_built_in(kompass_cues_get_resource(), path, &length);
  g_free(path);
  if (bytes != NULL && (guintptr)bytes % ALIGNMENT != 0)
    bytes = g_memdup2(bytes, length);
  return bytes != NULL ? corpus_cues_from_bytes(bytes, length, table->groups) : NULL;
}

/* Makes what was worked out the table's, once. */
static void
take_worked_out(CorpusKnowledge *table) {
  static GMutex lock;
  g_mutex_lock(&lock);
  const CorpusCues *cues = g_atomic_pointer_get(&table->loaded) == 0 ? worked_out(table) : NULL;
  if (cues != NULL && g_once_init_enter(&table->loaded))
    g_once_init_leave(&table->loaded, (gsize)g_memdup2(&cues, sizeof cues));
  g_mutex_unlock(&lock);
}

const CorpusCues *
corpus_cues(CorpusKnowledge *table) {
  if (g_atomic_pointer_get(&table->loaded) == 0)
    take_worked_out(table);
  return *(const CorpusCues **)corpus_knowledge(table);
}
