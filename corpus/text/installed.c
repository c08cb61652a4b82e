/* corpus/text/installed.c: finds the files that are installed with the program, wherever it was
 * put. */
#include "corpus/text/knowledge.h"

char *
corpus_installed_file(const char *name, const char *folder) {
  const char *const folders[] = {".", folder};
  char *self = g_file_read_link("/proc/self/exe", NULL);
  char *program_folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
  char *found = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(folders) && found == NULL; i++) {
    char *path = g_build_filename(program_folder, folders[i], name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      found = g_canonicalize_filename(path, NULL);
    g_free(path);
  }
  g_free(program_folder);
  g_free(self);
  return found;
}
