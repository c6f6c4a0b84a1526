# What others wrote and goes into our programs, with the licence it has: licences.txt, written anew whenever a build is
# configured. Names and licences stand in this table; versions are what the build has found. A library that a program
# links, a fetched package or a bundled npm package without an entry here ends the configuring with an error.

# what the build calls it (a regular expression) | name | variable with its version | licence (SPDX) | where its text is
set(third_parties
  "sqlcipher|SQLCipher with SQLite|sqlcipher_version|BSD-3-Clause AND blessing|https://www.zetetic.net/sqlcipher/license"
  "@journeyapps/sqlcipher||||"  # only the wrapping that SQLCipher comes in
  "snowball|Snowball, which takes words to their stems,|snowball_version|BSD-3-Clause|https://snowballstem.org/license.html"
  "node-snowball||||"  # only the wrapping that Snowball comes in
  "@scure/bip39|BIP-39, the list of 2,048 recovery words,|bip39_version|MIT|LICENSE in @scure/bip39"
  "unicode|Unicode Character Database|unicode_version|Unicode-3.0|https://www.unicode.org/license.txt"
  "OpenSSL::.*|OpenSSL|OPENSSL_VERSION|Apache-2.0|/usr/share/doc/libssl-dev/copyright"
  "PkgConfig::sodium|libsodium|sodium_VERSION|ISC|/usr/share/doc/libsodium-dev/copyright"
  "PkgConfig::zstd|Zstandard|zstd_VERSION|BSD-3-Clause OR GPL-2.0-only|/usr/share/doc/libzstd-dev/copyright"
  "protobuf::.*|Protocol Buffers|Protobuf_VERSION|BSD-3-Clause|/usr/share/doc/libprotobuf-dev/copyright"
  "gRPC::.*|gRPC|gRPC_VERSION|Apache-2.0|/usr/share/doc/libgrpc++-dev/copyright"
  "Boost::.*|Boost|Boost_VERSION|BSL-1.0|https://www.boost.org/LICENSE_1_0.txt"
  "PkgConfig::qrencode|libqrencode|qrencode_VERSION|LGPL-2.1-or-later|/usr/share/doc/libqrencode-dev/copyright"
  "PkgConfig::sqlite|SQLite|sqlite_VERSION|blessing|/usr/share/doc/libsqlite3-dev/copyright"
  "PkgConfig::pq|libpq of PostgreSQL|pq_VERSION|PostgreSQL|/usr/share/doc/libpq-dev/copyright"
  "Qt6::.*|Qt|Qt6_VERSION|LGPL-3.0-only (shared libraries, which you may replace)|/usr/share/doc/qt6-base-dev/copyright"
  "Qt6Keychain::.*|QtKeychain|Qt6Keychain_VERSION|BSD-2-Clause|/usr/share/doc/qtkeychain-qt6-dev/copyright"
  "PkgConfig::xcb|libxcb|xcb_xcb_VERSION|MIT|/usr/share/doc/libxcb1-dev/copyright"
  "PkgConfig::pulse|PulseAudio client library|pulse_VERSION|LGPL-2.1-or-later|/usr/share/doc/libpulse-dev/copyright"
  "tomcrypt|LibTomCrypt|tomcrypt_VERSION|WTFPL|https://github.com/libtom/libtomcrypt"
  "emscripten|Emscripten's C and C++ libraries|EMSCRIPTEN_VERSION|MIT AND (Apache-2.0 WITH LLVM-exception)|/usr/share/doc/emscripten/copyright"
  "npm:@bufbuild/protobuf|protobuf-es|npm|Apache-2.0 AND BSD-3-Clause|LICENSE in @bufbuild/protobuf"
  "npm:preact|Preact|npm|MIT|LICENSE in preact"
  "npm:qr|qr|npm|MIT OR Apache-2.0|LICENSE in qr"
  "dl|m||||")  # of the system

# Everything that is linked into a target and is not ours: imported targets and bare names.
function(eddy_linked target out)
  set(found "")
  set(seen ${target})
  set(next ${target})
  while(next)
    list(POP_FRONT next one)
    foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
      get_target_property(links ${one} ${property})
      if(NOT links)
        continue()
      endif()
      foreach(link ${links})
        string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
        if(link MATCHES "^::@|^\\$<" OR link IN_LIST seen)  # CMake's mark of where a link was asked for
          continue()
        endif()
        list(APPEND seen ${link})
        set(ours FALSE)
        if(TARGET ${link})
          get_target_property(imported ${link} IMPORTED)
          if(NOT imported OR link MATCHES "^eddy_")  # what another of our builds has made is ours, too
            set(ours TRUE)
          endif()
        endif()
        if(ours)
          list(APPEND next ${link})
        endif()
        if(NOT ours OR link MATCHES "^(sqlcipher|snowball)$")
          list(APPEND found ${link})
        endif()
      endforeach()
    endforeach()
  endwhile()
  if(eddy_crypto IN_LIST seen)
    list(APPEND found @scure/bip39)
  endif()
  if(eddy_base IN_LIST seen)
    list(APPEND found unicode)
  endif()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

# A variable of whichever of our folders has found the package.
function(eddy_found_in_folders variable out)
  set(value "${${variable}}")
  foreach(folder apps apps/desktop server)
    if(NOT value AND NOT EMSCRIPTEN)
      get_directory_property(value DIRECTORY ${PROJECT_SOURCE_DIR}/${folder} DEFINITION ${variable})
    endif()
  endforeach()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# Writes FILE for what goes into the programs TARGETS, and into a page whose npm packages are in LOCK.
function(eddy_licences file)
  cmake_parse_arguments(licences "" "LOCK" "TARGETS;ALSO" ${ARGN})
  file(STRINGS ${sqlcipher_package}/deps/sqlcipher-amalgamation/sqlite3.c cipher REGEX "^#define CIPHER_VERSION_NUMBER ")
  file(STRINGS ${sqlcipher_package}/deps/sqlcipher-amalgamation/sqlite3.h sqlite REGEX "^#define SQLITE_VERSION ")
  string(REGEX REPLACE ".* " "" cipher "${cipher}")
  string(REGEX REPLACE ".*\"(.*)\"" "\\1" sqlite "${sqlite}")
  set(sqlcipher_version "${cipher} (${sqlite})")
  execute_process(COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/core/base/folding.py --unicode
    OUTPUT_VARIABLE unicode_version OUTPUT_STRIP_TRAILING_WHITESPACE)
  file(STRINGS ${snowball_package}/src/libstemmer/src_c/stem_UTF_8_english.c snowball_version REGEX "Generated by Snowball")
  string(REGEX REPLACE ".*Snowball ([0-9.]+) .*" "\\1" snowball_version "${snowball_version}")

  # "name|program", once for each program it goes into.
  set(parts "")
  foreach(target ${licences_TARGETS})
    set(program ${target})
    if(EMSCRIPTEN)
      set(program eddy.wasm)
    endif()
    eddy_linked(${target} linked)
    foreach(link ${linked} ${licences_ALSO})
      list(APPEND parts "${link}|${program}|")
    endforeach()
  endforeach()
  get_property(fetched GLOBAL PROPERTY eddy_fetched)
  foreach(package ${fetched})
    string(REGEX MATCH "^(.*)@(.*)$" _ ${package})
    list(APPEND parts "${CMAKE_MATCH_1}||")
    if(CMAKE_MATCH_1 STREQUAL "@scure/bip39")
      set(bip39_version ${CMAKE_MATCH_2})
    endif()
  endforeach()
  if(licences_LOCK)
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${licences_LOCK})
    file(READ ${licences_LOCK} lock)
    string(JSON count LENGTH "${lock}" packages)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON path MEMBER "${lock}" packages ${i})
      string(JSON dev ERROR_VARIABLE none GET "${lock}" packages "${path}" dev)
      if(path STREQUAL "" OR dev STREQUAL "ON")
        continue()
      endif()
      string(JSON version GET "${lock}" packages "${path}" version)
      string(JSON licence GET "${lock}" packages "${path}" license)
      string(REGEX REPLACE "^.*node_modules/" "" name "${path}")
      string(REGEX REPLACE "^\\((.*)\\)$" "\\1" licence ${licence})
      list(APPEND parts "npm:${name}|the page|${version}")
      set("says_npm:${name}" ${licence})
    endforeach()
  endif()

  set(names "")
  foreach(part ${parts})
    string(REGEX MATCH "^([^|]*)\\|([^|]*)\\|(.*)$" _ ${part})
    set(link ${CMAKE_MATCH_1})
    set(program ${CMAKE_MATCH_2})
    set(npm ${CMAKE_MATCH_3})
    set(entry "")
    foreach(row ${third_parties})
      string(REGEX MATCH "^(.*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)$" _ ${row})
      if(link MATCHES "^(${CMAKE_MATCH_1})$")
        string(REGEX MATCH "^(.*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)$" entry ${row})
        break()
      endif()
    endforeach()
    if(NOT entry)
      message(FATAL_ERROR "${link}, which goes into ${program}, has no entry in core/licences.cmake: add its name, licence "
        "and where the licence's text is.")
    endif()
    set(name ${CMAKE_MATCH_2})
    set(variable ${CMAKE_MATCH_3})
    set(licence ${CMAKE_MATCH_4})
    set(text ${CMAKE_MATCH_5})
    if(NOT name OR NOT program)
      continue()
    endif()
    if(DEFINED "says_${link}" AND NOT "${says_${link}}" STREQUAL licence)
      message(FATAL_ERROR "${link} says that its licence is ${says_${link}}; core/licences.cmake says ${licence}.")
    endif()
    eddy_found_in_folders(${variable} version)
    if(NOT version)
      message(FATAL_ERROR "core/licences.cmake: the version of ${name} is not known (${variable})")
    endif()
    if(NOT name IN_LIST names)
      list(APPEND names ${name})
    endif()
    set("line_${name}" "${name} ${version}: ${licence}. Text: ${text}")
    if(NOT program IN_LIST "in_${name}")
      list(APPEND "in_${name}" ${program})
    endif()
  endforeach()
  list(SORT names CASE INSENSITIVE)
  set(all "Eddy ${PROJECT_VERSION}: Apache-2.0, The Eddy authors. In it, written by others:\n")
  foreach(name ${names})
    list(JOIN "in_${name}" ", " programs)
    string(APPEND all "${line_${name}}. In: ${programs}.\n")
  endforeach()
  string(APPEND all "/usr/share/doc lies on a Debian system with that package, LICENSE in the npm package of that name; every "
    "licence can be read at https://spdx.org/licenses.\n")
  file(CONFIGURE OUTPUT ${file} CONTENT "${all}" @ONLY)
endfunction()
