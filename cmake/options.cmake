# Warnings and sanitizers, the same for every room: link against kompass_options.
add_library(kompass_options INTERFACE)
target_compile_definitions(kompass_options INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
target_compile_options(kompass_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wunused-result
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
  $<$<BOOL:${KOMPASS_WERROR}>:-Werror>)
if(KOMPASS_SANITIZE)
  # What is undefined ends the program: a test that only prints it would pass.
  target_compile_options(kompass_options INTERFACE -fsanitize=${KOMPASS_SANITIZE}
                                                   -fno-sanitize-recover=undefined
                                                   -fno-omit-frame-pointer)
  target_link_options(kompass_options INTERFACE -fsanitize=${KOMPASS_SANITIZE})
endif()
if(KOMPASS_SANITIZE MATCHES thread)
  add_library(tsan_glib OBJECT tests/tsan_glib.c)
  target_compile_definitions(tsan_glib PRIVATE _GNU_SOURCE)
  target_link_libraries(tsan_glib PRIVATE PkgConfig::GLIB)
  target_link_libraries(kompass_options INTERFACE $<TARGET_OBJECTS:tsan_glib>)
endif()
