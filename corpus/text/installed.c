/* corpus/text/installed.c: finds the files that are installed with the program, wherever it was
 * put, the translations of its texts among them, and loads libraries that most commands have no use
 * for. */
#include <dlfcn.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "corpus/text/error.h"
#include "corpus/text/installed.h"

#if !defined KOMPASS_LOCALE || !defined KOMPASS_LOCALE_FROM_PREFIX
#error "the build sets KOMPASS_LOCALE and KOMPASS_LOCALE_FROM_PREFIX"
#endif

char *
corpus_installed_file(const char *name, const char *folder) {
  const char *const folders[] = {".", folder};
  char *self = g_file_read_link("/proc/self/exe", NULL);
  char *program_folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
  char *found = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(folders) && found == NULL; i++) {
    char *path = g_build_filename(program_folder, folders[i], name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
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
    if (*functions[i].place == NULL) /* else other threads may be calling it */
      *functions[i].place = dlsym(library, functions[i].name);
    ok = *functions[i].place != NULL;
  }
  if (!ok)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, _("a library can't be loaded: %s"),
                dlerror());
  return ok;
}

/* ---- the language of what people read ---- */

#define DOMAIN "kompass"
/* The C library knows no such locale: it drops the territory, and takes the one that needs no data.
 * But it is not called C, for which nothing would be translated. */
#define NEUTRAL "C_SE.UTF-8"

/* The locale that the environment names for messages; "" = none. */
static const char *
locale_named(void) {
  static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
    const char *value = g_getenv(variables[i]);
    if (value != NULL && *value != '\0')
      return value;
  }
  return "";
}

/* A locale that is named but was not generated on this machine, as in a container, or that of
 * whoever comes by ssh, has a language all the same. */
static void
choose_language(void) {
  const char *languages = g_getenv("LANGUAGE");
  bool chosen = languages != NULL && *languages != '\0';
  const char *locale = setlocale(LC_MESSAGES, "");
  if (locale == NULL && setlocale(LC_MESSAGES, NEUTRAL) != NULL && !chosen)
    g_setenv("LANGUAGE", locale_named(), TRUE);
  else if (locale != NULL && g_str_has_prefix(locale, "C.")) /* which is looked for in vain */
    setlocale(LC_MESSAGES, chosen ? NEUTRAL : "C");
}

void
corpus_speak(const char *prefix) {
  char *found = corpus_installed_file(KOMPASS_LOCALE_FROM_PREFIX, prefix);
  choose_language();
  /* What the C library says comes in UTF-8, too. */
  setlocale(LC_CTYPE, "C.UTF-8");
  bindtextdomain(DOMAIN, found != NULL ? found : KOMPASS_LOCALE);
  bind_textdomain_codeset(DOMAIN, "UTF-8");
  textdomain(DOMAIN);
  g_free(found);
}

void
corpus_speak_english(void) {
  setlocale(LC_MESSAGES, "C");
}
