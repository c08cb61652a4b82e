# Makes each room of docs/rooms.ini a library that sees the headers of the rooms below it, and no others.
#
# kompass_room(corpus/text SOURCES error.c words.c) is called in the folder of that room and makes the library
# kompass_corpus_text. Its headers are included as "corpus/text/words.h": a folder of the build with a link to the
# room stands on the include path of whoever uses it, so that what is not used cannot be included.
set(KOMPASS_ROOMS "")
file(STRINGS ${PROJECT_SOURCE_DIR}/docs/rooms.ini KOMPASS_ROOM_LINES)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/rooms.ini)
foreach(line IN LISTS KOMPASS_ROOM_LINES)
  if(line MATCHES "^\\[(.*)\\]$")
    set(room ${CMAKE_MATCH_1})
    list(APPEND KOMPASS_ROOMS ${room})
  elseif(line MATCHES "^uses = (.*)$")
    string(REPLACE " " ";" KOMPASS_USES_${room} "${CMAKE_MATCH_1}")
  endif()
endforeach()

# The library of a room: corpus/text -> kompass_corpus_text.
function(kompass_room_target room variable)
  string(REPLACE "/" "_" name ${room})
  set(${variable} kompass_${name} PARENT_SCOPE)
endfunction()

# Every header of the room is compiled alone, so that each includes what it needs.
function(kompass_headers_alone target room)  # and what the headers use beside
  file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${room}/*.h)
  set(sources "")
  foreach(header ${headers})
    string(REPLACE "/" "_" name ${header})
    set(source ${PROJECT_BINARY_DIR}/headers/${name}.c)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  if(sources)
    add_library(${target}_headers OBJECT ${sources})
    target_link_libraries(${target}_headers PRIVATE ${target} kompass_options ${ARGN})
  endif()
endfunction()

function(kompass_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PRIVATE;HEADERS_USE")
  kompass_room_target(${room} target)
  add_library(${target} STATIC ${arg_SOURCES})
  set(links ${PROJECT_BINARY_DIR}/rooms/${target})
  get_filename_component(parent ${links}/${room} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${room} ${links}/${room} SYMBOLIC)
  target_include_directories(${target} PUBLIC ${links} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  target_link_libraries(${target} PUBLIC PkgConfig::GLIB PRIVATE kompass_options ${arg_PRIVATE})
  foreach(used ${KOMPASS_USES_${room}})
    kompass_room_target(${used} used_target)
    target_link_libraries(${target} PUBLIC ${used_target})
  endforeach()
  if(BUILD_TESTING AND NOT room STREQUAL "shim")
    kompass_headers_alone(${target} ${room} ${arg_HEADERS_USE})
  endif()
endfunction()

# Compiles files into the program as a GLib resource, as they stand: NAME_resource.c and .h in the folder of the build.
#
# kompass_resource(data PREFIX /kompass/data FOLDERS folder... FILES name...); each file is looked for in the folders in turn,
# and is made in the last one by the build where it is in none.
function(kompass_resource name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX" "FOLDERS;FILES")
  set(entries "")
  set(paths "")
  set(folders "")
  foreach(file ${arg_FILES})
    string(APPEND entries "    <file>${file}</file>\n")
    list(GET arg_FOLDERS -1 path)  # where the build makes what is not there yet
    foreach(folder ${arg_FOLDERS})
      if(EXISTS ${folder}/${file})
        set(path ${folder})
        break()
      endif()
    endforeach()
    list(APPEND paths ${path}/${file})
  endforeach()
  foreach(folder ${arg_FOLDERS})
    list(APPEND folders --sourcedir=${folder})
  endforeach()
  set(xml ${CMAKE_CURRENT_BINARY_DIR}/${name}.gresource.xml)
  file(CONFIGURE OUTPUT ${xml} CONTENT
"<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gresources>
  <gresource prefix=\"${arg_PREFIX}\">
${entries}  </gresource>
</gresources>
")
  foreach(kind source header)
    string(SUBSTRING ${kind} 0 1 ending)
    string(REPLACE "s" "c" ending ${ending})
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}_resource.${ending})
    add_custom_command(OUTPUT ${output}
      COMMAND ${GLIB_COMPILE_RESOURCES} ${folders} --generate-${kind} --internal
              --c-name kompass_${name} --target=${output} ${xml}
      DEPENDS ${xml} ${paths} VERBATIM)
  endforeach()
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_resource.c PROPERTIES COMPILE_OPTIONS -w)
endfunction()
