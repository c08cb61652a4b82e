/* corpus/text/installed.h: what is not compiled in, but installed with the program or on the
 * machine: files, libraries that most commands have no use for, and translations. */
#ifndef CORPUS_TEXT_INSTALLED_H
#define CORPUS_TEXT_INSTALLED_H

#include <glib.h>
#include <stdbool.h>

/* The path of a file or folder that lies beside the running program, as in a folder that was built
 * in, or in a folder that is named from the program's own ("../libexec/kompass"), as where it was
 * installed, under whatever prefix. The caller frees it; NULL where it is in neither. */
char *corpus_installed_file(const char *name, const char *folder);

/* ---- libraries that are loaded when they are first needed ---- */

/* A function of the library, and where its address goes. */
typedef struct {
  const char *name;
  void **place;
} CorpusLateFunction;

/* Loads a shared library ("libxlsxwriter.so.4") for as long as the program lives, and looks up its
 * functions. Fails with CORPUS_ERROR_IO where it is not there, or lacks one. */
bool corpus_library_load(const char *file, const CorpusLateFunction *functions, gsize count,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the language of what people read ----
 *
 * Texts for people are marked with _() or N_() (glib/gi18n.h) and translated where they are printed
 * or, being filled in, made; po/README.md says which. They are in English until a program asks for
 * the user's language as its first deed, before there are threads. */

/* Has gettext() speak as LC_ALL, LC_MESSAGES, LANG and LANGUAGE say. prefix: that of the
 * installation, named from the program's own folder (".."). Numbers stay as they are. */
void corpus_speak(const char *prefix);
/* Has it speak English, for what other programs read. */
void corpus_speak_english(void);

#endif
