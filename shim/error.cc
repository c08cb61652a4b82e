/* shim/error.cc: the error domain of shim/, the deadline of a thread, and failures that no call can
 * return. */
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <glib/gi18n.h>

#include "shim/guard.h"

int shim_fault_armed = 0;

namespace {

ShimGiveUpFunction give_up = nullptr;
void *give_up_context = nullptr;

/* Instead of abort(). What was thrown first may be gone by now; then the system's last error tells.
 */
[[noreturn]] void
end_process() {
  int system_error = errno;
  GError *error = nullptr;
  if (std::current_exception() != nullptr)
    shim::fail(&error, nullptr);
  else
    g_set_error(&error, SHIM_ERROR, SHIM_ERROR_INTERNAL, _("the index could not be written: %s"),
                g_strerror(system_error));
  if (give_up != nullptr)
    give_up(error->message, give_up_context);
  std::abort();
}

} // namespace

/* Asked for each time: G_DEFINE_QUARK() keeps it where threads that fail at once all write. */
extern "C" GQuark
shim_error_quark(void) {
  return g_quark_from_static_string("shim-error-quark");
}

extern "C" void
shim_give_up_set(ShimGiveUpFunction function, void *context) SHIM_NOTHROW {
  static const std::terminate_handler before = std::get_terminate();
  give_up = function;
  give_up_context = context;
  std::set_terminate(function != nullptr ? end_process : before);
}

extern "C" void
shim_deadline_set(gint64 until) SHIM_NOTHROW {
  shim::deadline = until;
}

extern "C" bool
shim_deadline_check(GError **error) {
  return shim::guarded(error, nullptr, [&] {});
}
