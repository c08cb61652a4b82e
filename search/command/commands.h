/* search/command/commands.h: runs one command: asks, and hands over what is to be printed. */
#ifndef SEARCH_COMMAND_COMMANDS_H
#define SEARCH_COMMAND_COMMANDS_H

#include "search/ask/engine.h"
#include "search/command/request.h"
#include "search/view/terminal_text.h"

/* Where an answer and what is said beside it go. */
typedef struct {
  SearchScreen screen;
  bool elsewhere; /* the user is not at this machine, and is not told where things lie on it */
  bool sources;   /* the files that reports were read from are handed out, where they are there */
  /* A part of the answer. A short one comes as a whole, once it is complete. */
  bool (*write)(const char *bytes, gsize length, void *context, GError **error);
  /* How much of all there is a table has. NULL = not to be told. */
  void (*counted)(unsigned shown, unsigned total, void *context);
  /* A line for the user that is no part of the answer; NULL = not to be told. */
  void (*note)(const char *line, void *context);
  /* How far long work has come, before each file. NULL = not to be told. */
  void (*progress)(unsigned done, unsigned total, const char *path, void *context);
  /* The same of a file's scanned pages, with each that was recognised. */
  void (*pages)(unsigned done, unsigned total, const char *path, void *context);
  /* Ends the process with a line, where an update can't return an error (indexer/update.h). */
  void (*give_up)(const char *line, void *context);
  const gint *stop; /* an update ends where it is other than 0; NULL = it never does */
  void *context;
} SearchConsole;

/* The answer of a command that reads an index (all but index and serve), from an open one. */
bool search_command_ask(const SearchRequest *request, const SearchConsole *console,
                        SearchEngine *engine, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far an export has come; all zero at first. */
typedef struct {
  guint reports; /* how many are done with */
  unsigned passed_over, shown;
  bool whole;         /* there is no more */
  SearchSheet *sheet; /* of the rows; search_sheet_free() it, which gives the last part */
} SearchExportPlace;

/* Appends the next part of the command export: the passages of one report, with what stands before
 * the first. For whoever can't wait for the whole. The engine may be another each time, as long as
 * its index is of the same generation. */
bool search_command_export(const SearchRequest *request, const SearchEngine *engine,
                           SearchExportPlace *place, GString *out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Any command but serve, which is built upon these: search_serve().
 * *complete: false where an answer was given, but not of everything: a report could not be read
 * (the notes say which). False with an error where there is no answer. */
bool search_command_run(const SearchRequest *request, const SearchConsole *console, bool *complete,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the completion of a shell may offer, a line each, with what it is behind a tab: kind is
 * "commands", or what the request's index holds: "municipalities", "questions", "revisions". The
 * caller frees it. */
char *search_offers(const char *kind, const SearchRequest *request,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
