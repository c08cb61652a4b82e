# Writes the manual pages and the completions of the shells, as the program itself prints them: run by the build with
# PROGRAM and FOLDER.
function(write name)  # and the words that the program is given
  execute_process(COMMAND ${CMAKE_COMMAND} -E env KOMPASS_CONFIG= ${PROGRAM} ${ARGN}
                  OUTPUT_FILE ${FOLDER}/${name} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER}/man1 ${FOLDER}/man5 ${FOLDER}/bash ${FOLDER}/zsh ${FOLDER}/fish)
write(man1/kompass.1 --man)
write(man5/kompass.conf.5 --man kompass.conf)
write(bash/kompass --completion bash)
write(zsh/_kompass --completion zsh)
write(fish/kompass.fish --completion fish)
write(commands --list commands)
file(STRINGS ${FOLDER}/commands commands)
foreach(line IN LISTS commands)
  string(REGEX REPLACE "\t.*" "" command "${line}")
  write(man1/kompass-${command}.1 --man ${command})
endforeach()
file(REMOVE ${FOLDER}/commands)
