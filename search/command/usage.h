/* search/command/usage.h: every text that tells how kompass is used, written from the table of
 * options. */
#ifndef SEARCH_COMMAND_USAGE_H
#define SEARCH_COMMAND_USAGE_H

#include "search/command/options.h"

/* All return newly allocated text that ends with a line break; the caller frees it. */

/* The commands, a line each. */
char *search_usage(void);
/* --help of one command: a screen with its options and examples. */
char *search_usage_of(const SearchCommand *command);
/* The manual page, man/kompass.1, in the man macros of troff. */
char *search_usage_man(void);
/* Completion for bash. */
char *search_usage_bash(void);

#endif
