# What `cmake --install` does beside copying files, and `--target uninstall`.
#
# A prefix may be chosen when kompass is built, when it is installed (--prefix), or later, by moving the folder: the
# program finds its own files by where it lies itself. Files that must name places (units, the configuration file) are
# written when it is installed, from the templates in install/.
include(GNUInstallDirs)

# Paths from the folder of the program to what is installed with it.
file(RELATIVE_PATH KOMPASS_LIBEXEC_FROM_PROGRAM ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBEXECDIR}/kompass)
file(RELATIVE_PATH KOMPASS_DATA_FROM_PROGRAM ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/kompass)
file(RELATIVE_PATH KOMPASS_SYSCONF_FROM_PROGRAM ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_SYSCONFDIR}/kompass)
# Where its translations lie: from the prefix, and the prefix from the program.
file(RELATIVE_PATH KOMPASS_LOCALE_FROM_PREFIX ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LOCALEDIR})
file(RELATIVE_PATH KOMPASS_PREFIX_FROM_PROGRAM ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_PREFIX})

# To be called once everything else has its install rules.
function(kompass_install_templates)
  set(settings "")
  foreach(variable BINDIR SYSCONFDIR LOCALSTATEDIR)
    string(APPEND settings "set(CMAKE_INSTALL_${variable} \"${CMAKE_INSTALL_${variable}}\")\n")
  endforeach()
  install(CODE "${settings}
set(TEMPLATES \"${PROJECT_SOURCE_DIR}/install\")
set(WRITTEN \"${PROJECT_BINARY_DIR}/install\")")
  install(SCRIPT ${PROJECT_SOURCE_DIR}/install/write.cmake)
  add_custom_target(uninstall
    COMMAND ${CMAKE_COMMAND} -D MANIFEST=${PROJECT_BINARY_DIR}/install_manifest.txt
            -D WRITTEN=${PROJECT_BINARY_DIR}/install -P ${PROJECT_SOURCE_DIR}/install/uninstall.cmake
    VERBATIM)
endfunction()
