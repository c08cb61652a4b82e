/* corpus/language/compile_cues.c: reads a file of cues, when kompass is built, and writes it as it
 * is used (cue.c).
 *
 * usage: compile-cues corpus/data/who-cues.ini OUTPUT */
#include <stdio.h>
#include <stdlib.h>

#include "corpus/language/cue.h"

static void
fail(const char *what, const GError *error) {
  fprintf(stderr, "compile-cues: %s: %s\n", what, error != NULL ? error->message : "no cues");
  exit(1);
}

/* Takes the names of the file's groups, each once. */
static bool
take_group(gpointer into, const CorpusKnowledgeLine *line, G_GNUC_UNUSED GError **error) {
  GPtrArray *groups = into;
  if (groups->len == 0 || !g_str_equal(groups->pdata[groups->len - 1], line->group))
    g_ptr_array_add(groups, g_strdup(line->group));
  return true;
}

int
main(int argc, char **argv) {
  GError *error = NULL;
  char *text = NULL;
  GPtrArray *groups = g_ptr_array_new_with_free_func(g_free);
  if (argc != 3 || !corpus_knowledge_read(argv[1], take_group, groups, &error) ||
      !g_file_get_contents(argv[1], &text, NULL, &error))
    fail("usage: compile-cues FILE OUTPUT", error);
  g_ptr_array_add(groups, NULL);
  char *name = g_path_get_basename(argv[1]);
  const char *const *names = (const char *const *)groups->pdata;
  const CorpusKnowledge file = {.file = name,
                                .bytes = sizeof(CorpusCues *),
                                .groups = names,
                                .begin = corpus_cues_begin,
                                .read_line = corpus_cues_read_line,
                                .finish = corpus_cues_finish};
  CorpusCues **cues = corpus_knowledge_from_text(&file, text, &error);
  if (cues == NULL)
    fail(argv[1], error);
  GBytes *image = corpus_cues_to_bytes(*cues, names);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(image, &length);
  if (!g_file_set_contents(argv[2], bytes, (gssize)length, &error))
    fail(argv[2], error);
  g_bytes_unref(image);
  g_ptr_array_unref(groups);
  g_free(name);
  g_free(text);
  return 0;
}
