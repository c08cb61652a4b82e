/* shim/error.cc: the error domain of shim/. */
#include "shim/fault.h"
#include "shim/shim.h"

G_DEFINE_QUARK(shim - error - quark, shim_error)

int shim_fault_armed = 0;
