/* corpus/text/error.c: the error domain of corpus/. */
#include "corpus/text/error.h"

/* Asked for each time: G_DEFINE_QUARK() keeps it where threads that fail at once all write. */
GQuark
corpus_error_quark(void) {
  return g_quark_from_static_string("corpus-error-quark");
}
