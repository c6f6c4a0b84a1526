# eddy_papers(PROGRAM SECTION): its manual page and its completion, made by itself and installed with it.
function(eddy_papers program section)
  if(EDDY_SANITIZE)
    return()  # only packages need them
  endif()
  set(out ${CMAKE_BINARY_DIR}/papers)
  set(files ${out}/${program}.${section} ${out}/${program}.bash ${out}/_${program} ${out}/${program}.fish)
  add_custom_command(OUTPUT ${files}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
    COMMAND $<TARGET_FILE:${program}> help --man > ${out}/${program}.${section}
    COMMAND $<TARGET_FILE:${program}> completion bash > ${out}/${program}.bash
    COMMAND $<TARGET_FILE:${program}> completion zsh > ${out}/_${program}
    COMMAND $<TARGET_FILE:${program}> completion fish > ${out}/${program}.fish
    DEPENDS ${program} COMMENT "The manual page and completion of ${program}")
  add_custom_target(${program}_papers ALL DEPENDS ${files})
  install(FILES ${out}/${program}.${section} DESTINATION share/man/man${section} COMPONENT ${program})
  install(FILES ${out}/${program}.bash DESTINATION share/bash-completion/completions RENAME ${program} COMPONENT ${program})
  install(FILES ${out}/_${program} DESTINATION share/zsh/vendor-completions COMPONENT ${program})
  install(FILES ${out}/${program}.fish DESTINATION share/fish/vendor_completions.d COMPONENT ${program})
endfunction()
