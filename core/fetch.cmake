# Fetches the three pinned packages that Debian does not have, through the npm client, into a cache outside the
# build tree. The SHA-512 decides; nothing of them is kept in this repository.
#
#   @journeyapps/sqlcipher  carries the unmodified SQLCipher 4.14.0 amalgamation (SQLite 3.51.3)
#   @scure/bip39            carries the BIP-39 English word list
#   node-snowball           carries Snowball 2.2.0, which takes words to their stems, for the search of cards
if(DEFINED ENV{XDG_CACHE_HOME})
  set(eddy_cache $ENV{XDG_CACHE_HOME}/eddy)
else()
  set(eddy_cache $ENV{HOME}/.cache/eddy)
endif()

function(eddy_fetch package version sha512 out)
  string(REGEX REPLACE "^@([^/]+)/(.*)$" "\\1-\\2" stem ${package})
  set(archive ${eddy_cache}/${stem}-${version}.tgz)
  # Several presets may be configured at once, and npm writes in place: one fetches, the others wait and find it.
  file(MAKE_DIRECTORY ${eddy_cache})
  file(LOCK ${eddy_cache}/fetch.lock GUARD FUNCTION TIMEOUT 600)
  set(hash "")
  if(EXISTS ${archive})
    file(SHA512 ${archive} hash)
  endif()
  if(NOT hash STREQUAL sha512)
    message(STATUS "Fetching ${package}@${version}")
    execute_process(COMMAND npm pack --silent ${package}@${version} WORKING_DIRECTORY ${eddy_cache}
      OUTPUT_QUIET ERROR_VARIABLE error RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "Could not fetch ${package}@${version} with npm; is the network there?\n${error}")
    endif()
    file(SHA512 ${archive} hash)
    if(NOT hash STREQUAL sha512)
      file(REMOVE ${archive})
      message(FATAL_ERROR "${package}@${version} is not the package we pinned: its SHA-512 is ${hash}")
    endif()
  endif()
  set(folder ${CMAKE_BINARY_DIR}/fetched/${stem}-${version})
  if(NOT EXISTS ${folder}/package)
    file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder})
  endif()
  set(${out} ${folder}/package PARENT_SCOPE)
  set_property(GLOBAL APPEND PROPERTY eddy_fetched "${package}@${version}")  # for core/licences.cmake
endfunction()

eddy_fetch(@journeyapps/sqlcipher 6.0.0
  626592408478727bfee4bdfc9582684bf74817ff9b11905a0020136de4f2ab85ca8cc1dcc5d22516712504b888a9af6bc2c78e222988623b9d80e382a2fb9ddd
  sqlcipher_package)
eddy_fetch(@scure/bip39 1.6.0
  fa517405b2e224dc1595ebf878a7a5c355962da88a5f0eec4a5f13e85bc195691d5fef78686278a3c5e351d9728530a377c73e077293dc97d2f0fd1b2d1354e8
  bip39_package)
eddy_fetch(node-snowball 0.8.0
  11ec35aee4f9e593d3ee160a2688dd0c00004fe9935ab053d560bab3fa9e1cfc05999dadae363f4f39badd07c4fd13eb2607213af9d0618a2c0fd95fe3549d7c
  snowball_package)
