# tests/environment.cmake: read by ctest before it runs anything: what every test finds in its environment.
# What is said is compared with English.
set(ENV{LC_ALL} C.UTF-8)
unset(ENV{LANGUAGE})
# Nothing is written into the sources.
set(ENV{PYTHONDONTWRITEBYTECODE} 1)
