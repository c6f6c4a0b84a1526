# SQLCipher from its amalgamation, as ../fetch.cmake brought it.
add_library(sqlcipher STATIC ${sqlcipher}/sqlite3.c)
target_include_directories(sqlcipher SYSTEM PUBLIC ${sqlcipher})
target_compile_definitions(sqlcipher PUBLIC SQLITE_HAS_CODEC
  PRIVATE SQLITE_TEMP_STORE=2 SQLITE_THREADSAFE=1 SQLITE_EXTRA_INIT=sqlcipher_extra_init
  SQLITE_EXTRA_SHUTDOWN=sqlcipher_extra_shutdown SQLITE_ENABLE_FTS5 SQLITE_OMIT_LOAD_EXTENSION SQLITE_DQS=0
  SQLITE_DEFAULT_MEMSTATUS=0 HAVE_STDINT_H=1 SQLCIPHER_OMIT_LOG NDEBUG)
if(EMSCRIPTEN)
  # No files, no threads: bindings/web/opfs.cc is its system. libtomcrypt stands in for OpenSSL. Its sections of
  # initialisers are nothing that WebAssembly has.
  target_compile_definitions(sqlcipher PRIVATE SQLCIPHER_CRYPTO_LIBTOMCRYPT SQLITE_OS_OTHER=1 SQLITE_MUTEX_NOOP OMIT_MEMLOCK
    SQLCIPHER_OMIT_LOG_DEVICE
    # What nobody here asks of it: a page pays for every byte.
    SQLITE_OMIT_DEPRECATED SQLITE_OMIT_JSON SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_TRACE
    SQLITE_OMIT_UTF16 SQLITE_OMIT_DECLTYPE SQLITE_OMIT_COMPLETE SQLITE_OMIT_GET_TABLE SQLITE_OMIT_AUTHORIZATION
    SQLITE_OMIT_DESERIALIZE SQLITE_OMIT_INTROSPECTION_PRAGMAS SQLITE_OMIT_TCL_VARIABLE SQLITE_OMIT_COMPILEOPTION_DIAGS
    SQLITE_UNTESTABLE
    SQLITE_OMIT_FOREIGN_KEY SQLITE_OMIT_TRUNCATE_OPTIMIZATION SQLITE_OMIT_CASE_SENSITIVE_LIKE_PRAGMA SQLITE_OMIT_GENERATED_COLUMNS SQLITE_OMIT_AUTOVACUUM SQLITE_OMIT_LOCALTIME)
  target_compile_options(sqlcipher PRIVATE -include sys/time.h "-Dsection(x)=unused")
endif()
target_compile_options(sqlcipher PRIVATE $<IF:$<BOOL:${EMSCRIPTEN}>,-Oz,-O2> -w)
if(EDDY_SANITIZE MATCHES "undefined")
  target_compile_options(sqlcipher PRIVATE -fno-sanitize=undefined)  # not ours to mend
  if(EDDY_SANITIZE MATCHES "address" AND CMAKE_C_COMPILER_ID MATCHES "Clang")
    # A third of its build time; where a fuzzer gets to in it guides nobody.
    target_compile_options(sqlcipher PRIVATE -O1 -fno-sanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table
      -fsanitize-address-outline-instrumentation -g0)
  endif()
endif()
if(EMSCRIPTEN)
  target_link_libraries(sqlcipher PUBLIC tomcrypt)
else()
  target_link_libraries(sqlcipher PUBLIC OpenSSL::Crypto dl m)
endif()
