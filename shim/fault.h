/* shim/fault.h: lets a test make the calls of the shim fail from the inside.
 *
 * Not part of the shim's face: shim.h does not include it, and nothing but tests sets the variable.
 * While it is not zero, each fallible call throws std::runtime_error before it does anything, which
 * proves that no exception leaves the shim; below zero, Xapian's error of a database that met that
 * error of the system (-ENOSPC). */
#ifndef SHIM_FAULT_H
#define SHIM_FAULT_H

#include <glib.h>

G_BEGIN_DECLS

extern int shim_fault_armed;

G_END_DECLS

#endif
