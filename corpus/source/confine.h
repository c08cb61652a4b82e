/* corpus/source/confine.h: a worker gives up what its work needs not; for the programs that parse
 * hostile files.
 *
 * A worker is a process that reads one file and writes one result to a pipe. It reads its file
 * first, confines itself, and only then begins to parse: whatever a file makes the parser do, it
 * can't open, write, connect to or start anything. */
#ifndef CORPUS_SOURCE_CONFINE_H
#define CORPUS_SOURCE_CONFINE_H

#include <glib.h>

/* The kinds of workers, each with a line in the table of policies. */
typedef enum {
  CONFINE_READER,    /* of PDF, .docx and .odt: also reads fonts */
  CONFINE_RECOGNISER /* of scanned pages: draws them, with fonts; its own data is read before */
} ConfineWorker;

/* Confines this process, which must have one thread, for good, as far as the machine allows. The
 * text says what is in force, a measure a line ("seccomp: yes", "landlock: no: Function not
 * implemented"); the caller frees it. Reading goes on where a measure can't be had: limits on
 * memory and time hold either way. */
char *confine_process(ConfineWorker worker);

#endif
