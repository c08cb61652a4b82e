# install/write.cmake: run by `cmake --install`: writes the units and the configuration file for the prefix at hand.

# The whole path of an install folder, as GNUInstallDirs has it: /usr keeps its configuration and state in /etc and /var.
function(full_path folder variable)
  set(prefix "${CMAKE_INSTALL_PREFIX}")
  if(prefix MATCHES "^/usr/?$" AND folder MATCHES "^(etc|var)(/|$)")
    set(prefix "")
  endif()
  if(NOT IS_ABSOLUTE "${folder}")
    set(folder "${prefix}/${folder}")
  endif()
  cmake_path(SET folder NORMALIZE "${folder}")
  set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

full_path("${CMAKE_INSTALL_BINDIR}" BIN)
full_path("${CMAKE_INSTALL_SYSCONFDIR}" SYSCONF)
full_path("${CMAKE_INSTALL_LOCALSTATEDIR}" LOCALSTATE)

# A path as a unit has it: % stands for what systemd puts in, and what is quoted may have spaces.
string(REPLACE "%" "%%" BIN_IN_UNIT "${BIN}")
string(REPLACE "%" "%%" SYSCONF_IN_UNIT "${SYSCONF}")
string(REPLACE "%" "%%" LOCALSTATE_IN_UNIT "${LOCALSTATE}")

function(write name)
  file(MAKE_DIRECTORY "${WRITTEN}")
  configure_file("${TEMPLATES}/${name}.in" "${WRITTEN}/${name}" @ONLY)
endfunction()

foreach(unit kompass.service kompass-shard@.service kompass-index.service kompass-index.path kompass-index.timer)
  write(${unit})
  file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/systemd/system" TYPE FILE FILES "${WRITTEN}/${unit}")
endforeach()
foreach(kind sysusers tmpfiles)
  write(kompass.${kind})
  file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/${kind}.d" TYPE FILE FILES "${WRITTEN}/kompass.${kind}"
       RENAME kompass.conf)
endforeach()

# Whoever keeps the program running has perhaps edited it: what is there stays.
write(kompass.conf)
set(there "$ENV{DESTDIR}${SYSCONF}/kompass/kompass.conf")
set(edited FALSE)
if(EXISTS "${there}")
  file(SHA256 "${there}" hash_there)
  file(SHA256 "${WRITTEN}/kompass.conf" hash_written)
  if(NOT hash_there STREQUAL hash_written)
    set(edited TRUE)
  endif()
endif()
if(edited)
  message(STATUS "Kept, as it was edited: ${there}")
else()
  file(INSTALL DESTINATION "${SYSCONF}/kompass" TYPE FILE FILES "${WRITTEN}/kompass.conf")
endif()
