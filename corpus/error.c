/* corpus/error.c: the error domain of corpus/. */
#include "corpus/error.h"

G_DEFINE_QUARK(corpus - error - quark, corpus_error)
