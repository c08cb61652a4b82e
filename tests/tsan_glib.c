/* tests/tsan_glib.c: tells ThreadSanitizer what GLib's locks and once-only blocks put in order.
 *
 * GLib is built without it and makes its locks of futexes, so that what one thread wrote under such
 * a lock, or in such a block, looks like a race to it. In a build for tsan these stand before
 * GLib's own. They are weak, as several libraries of one program bring them. */
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

__attribute__((weak)) gboolean(g_once_init_enter)(volatile void *location) {
  gboolean (*real)(volatile void *) =
      (gboolean(*)(volatile void *))dlsym(RTLD_NEXT, "g_once_init_enter");
  gboolean first = real(location);
  __tsan_acquire((void *)location);
  return first;
}

__attribute__((weak)) void(g_once_init_leave)(volatile void *location, gsize result) {
  void (*real)(volatile void *, gsize) =
      (void (*)(volatile void *, gsize))dlsym(RTLD_NEXT, "g_once_init_leave");
  __tsan_release((void *)location);
  real(location, result);
}

__attribute__((weak)) void
g_mutex_lock(GMutex *mutex) {
  void (*real)(GMutex *) = (void (*)(GMutex *))dlsym(RTLD_NEXT, "g_mutex_lock");
  real(mutex);
  __tsan_acquire(mutex);
}

__attribute__((weak)) void
g_mutex_unlock(GMutex *mutex) {
  void (*real)(GMutex *) = (void (*)(GMutex *))dlsym(RTLD_NEXT, "g_mutex_unlock");
  __tsan_release(mutex);
  real(mutex);
}

__attribute__((weak)) void
g_cond_wait(GCond *condition, GMutex *mutex) {
  void (*real)(GCond *, GMutex *) = (void (*)(GCond *, GMutex *))dlsym(RTLD_NEXT, "g_cond_wait");
  __tsan_release(mutex);
  real(condition, mutex);
  __tsan_acquire(mutex);
}
