# What CMake finds on the machine for a native build, from thirdparty/make.sh for WebAssembly.
execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/thirdparty/make.sh OUTPUT_VARIABLE web_libraries
  OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "The libraries for WebAssembly could not be made")
endif()
find_program(Protobuf_PROTOC_EXECUTABLE protoc REQUIRED)
# Tools that run while building are the native ones.
set(EDDY_HOST_BIN ${PROJECT_SOURCE_DIR}/build/release/bin CACHE PATH "Where eddy_compile, eddy_describe and eddy_learn are")

function(web_library name archive)
  add_library(${name} STATIC IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${web_libraries}/lib/${archive}
    INTERFACE_INCLUDE_DIRECTORIES ${web_libraries}/include)
endfunction()
web_library(PkgConfig::sodium libsodium.a)
web_library(PkgConfig::zstd libzstd.a)
web_library(protobuf::libprotobuf libprotobuf-lite.a)
web_library(tomcrypt libtomcrypt.a)
# Their versions stand in the names of the archives that make.sh pins.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/thirdparty/make.sh pinned REGEX "^[0-9a-f]+  lib|^[0-9a-f]+  protobuf")
foreach(one sodium zstd tomcrypt Protobuf)
  string(TOLOWER "${one}" name)
  string(REGEX MATCH "${name}_([0-9.]+)(\\+dfsg[0-9]*)?\\.orig" _ "${pinned}")
  set(${one}_VERSION ${CMAKE_MATCH_1})
endforeach()
# Of Boost only headers are used, those that the native build has found on the machine; in a folder of their own, since what
# lies beside them is not for WebAssembly.
find_path(boost_headers boost/version.hpp REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS /usr/include /usr/local/include)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
file(CREATE_LINK ${boost_headers}/boost ${CMAKE_BINARY_DIR}/headers/boost SYMBOLIC)
add_library(Boost::headers INTERFACE IMPORTED GLOBAL)
target_include_directories(Boost::headers SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/headers)
file(STRINGS ${boost_headers}/boost/version.hpp version REGEX "define BOOST_LIB_VERSION")
string(REGEX MATCH "[0-9_]+[0-9]" version "${version}")
string(REPLACE "_" "." Boost_VERSION "${version}")
add_compile_options(-fwasm-exceptions)
add_compile_definitions(SODIUM_STATIC)
