/* shim/error.cc: the error domain of shim/. */
#include "shim/shim.h"

G_DEFINE_QUARK(shim - error - quark, shim_error)
