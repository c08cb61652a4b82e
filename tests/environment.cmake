# tests/environment.cmake: read by ctest before it runs anything: what every test finds in its environment.
# What is said is compared with English.
set(ENV{LC_ALL} C.UTF-8)
unset(ENV{LANGUAGE})
# Nothing is written into the sources.
set(ENV{PYTHONDONTWRITEBYTECODE} 1)
# What sanitizers can't see, as it lies in other libraries; GLib's own store of memory is of them.
set(ENV{TSAN_OPTIONS} suppressions=${CMAKE_CURRENT_LIST_DIR}/tsan.supp)
set(ENV{LSAN_OPTIONS} suppressions=${CMAKE_CURRENT_LIST_DIR}/lsan.supp:print_suppressions=0)
set(ENV{G_SLICE} always-malloc)
