# Snowball's stemmers for the languages of the packs that it has, as ../fetch.cmake brought it.
set(snowball ${snowball_package}/src/libstemmer)
set(stemmers "")
foreach(language english french german portuguese spanish)
  list(APPEND stemmers ${snowball}/src_c/stem_UTF_8_${language}.c)
endforeach()
add_library(snowball STATIC ${snowball}/runtime/api.c ${snowball}/runtime/utilities.c ${stemmers})
set_target_properties(snowball PROPERTIES UNITY_BUILD OFF)  # each stemmer has the same names for itself
target_include_directories(snowball SYSTEM PUBLIC ${snowball}/runtime ${snowball}/src_c)
target_compile_options(snowball PRIVATE -w)
