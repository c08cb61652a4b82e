/* corpus/text/error.h: what can go wrong in corpus/, as GError codes.
 *
 * Every fallible function of this room returns bool or a pointer (false or NULL means failure, and
 * nothing else does) and takes a GError ** last. The message is one line that names the file and
 * says what is wrong; the caller adds what the user can do. Nothing here prints or exits. */
#ifndef CORPUS_TEXT_ERROR_H
#define CORPUS_TEXT_ERROR_H

#include <glib.h>

#define CORPUS_ERROR (corpus_error_quark())

typedef enum {
  CORPUS_ERROR_IO,         /* a file could not be read */
  CORPUS_ERROR_EMPTY,      /* the file holds nothing */
  CORPUS_ERROR_TOO_LARGE,  /* the file is larger than any report can be */
  CORPUS_ERROR_BINARY,     /* the bytes are not text */
  CORPUS_ERROR_NOT_REPORT, /* text, but no report made with Kommunkompassen */
  CORPUS_ERROR_DATA,       /* one of the project's own data files is missing or malformed */
  CORPUS_ERROR_DICTIONARY  /* the Swedish lexicon is not there */
} CorpusErrorCode;

GQuark corpus_error_quark(void);

#endif
