# Every library that is not ours, as imported targets. All come from Debian's packages.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0>=2.66 gio-2.0)
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core>=1.4)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd>=0.9.73)
find_package(ZLIB REQUIRED)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler-glib)
# Text recognition, which kompass can do without.
pkg_check_modules(TESSERACT IMPORTED_TARGET tesseract>=5 lept)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(LIBXML REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)

# Libraries of one command or one format, which bring others with them (GnuTLS, OpenSSL) that take longer to load than
# most answers take: they are loaded when they are needed (corpus_library_load()), by the name that a linker would note.
function(kompass_late_library variable)
  list(GET ${variable}_LINK_LIBRARIES 0 library)
  file(REAL_PATH ${library} library)
  if(NOT library MATCHES "([^/]+\\.so\\.[0-9]+)[.0-9]*$")
    message(FATAL_ERROR "${library}: no shared library with a version")
  endif()
  set(${variable}_FILE ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
# Debian 13's xlsxwriter.pc asks for a package that its development files do not bring with them.
find_path(XLSXWRITER_INCLUDE_DIRS xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LINK_LIBRARIES xlsxwriter REQUIRED)
kompass_late_library(MICROHTTPD)
kompass_late_library(XLSXWRITER)

find_path(STEMMER_INCLUDE_DIR libstemmer.h REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(Stemmer INTERFACE)
target_include_directories(Stemmer SYSTEM INTERFACE ${STEMMER_INCLUDE_DIR})
target_link_libraries(Stemmer INTERFACE ${STEMMER_LIBRARY})

find_program(MSGFMT msgfmt REQUIRED)
find_program(GLIB_COMPILE_RESOURCES glib-compile-resources REQUIRED)
