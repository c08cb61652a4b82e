# tests/english.cmake: read by ctest before it runs anything: tests compare what is said in English.
set(ENV{LC_ALL} C.UTF-8)
unset(ENV{LANGUAGE})
