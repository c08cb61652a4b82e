/* corpus/text/error.c: the error domain of corpus/. */
#include "corpus/text/error.h"

/* The quark's name is taken as it is written, spaces and all. */
/* clang-format off */
G_DEFINE_QUARK(corpus-error-quark, corpus_error)
/* clang-format on */
