/* corpus/text/installed.c: finds the files that are installed with the program, wherever it was
 * put, and loads libraries that most commands have no use for. */
#include "corpus/text/knowledge.h"

#include <dlfcn.h>

#include "corpus/text/error.h"

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

bool
corpus_library_load(const char *file, const CorpusLateFunction *functions, gsize count,
                    GError **error) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  bool ok = library != NULL;
  for (gsize i = 0; ok && i < count; i++) {
    *functions[i].place = dlsym(library, functions[i].name);
    ok = *functions[i].place != NULL;
  }
  if (!ok)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "a library can't be loaded: %s", dlerror());
  return ok;
}
