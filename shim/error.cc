/* shim/error.cc: the error domain of shim/, and the deadline of a thread. */
#include "shim/guard.h"

G_DEFINE_QUARK(shim - error - quark, shim_error)

int shim_fault_armed = 0;

extern "C" void
shim_deadline_set(gint64 until) SHIM_NOTHROW {
  shim::deadline = until;
}

extern "C" bool
shim_deadline_check(GError **error) {
  try {
    shim::enter();
    return true;
  } catch (...) {
    return shim::fail(error, nullptr);
  }
}
