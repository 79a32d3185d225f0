# The page's module: no Emscripten JavaScript, only exports (src/wasm/exports.cpp).
set(LEDE_WASM_SOURCES src/wasm/call.cpp src/wasm/libc.cpp src/wasm/memory.cpp)
add_executable(lede_wasm src/wasm/exports.cpp src/wasm/unread_faults.cpp ${LEDE_WASM_SOURCES})
set_target_properties(lede_wasm PROPERTIES OUTPUT_NAME lede SUFFIX .wasm
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(lede_wasm PRIVATE lede_core)

# The name of this setting changed with 3.1.27.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.27)
  set(LEDE_STACK_SETTING TOTAL_STACK)
else()
  set(LEDE_STACK_SETTING STACK_SIZE)
endif()

set(LEDE_WASM_OPTIONS
  -sSTANDALONE_WASM --no-entry
  -sALLOW_MEMORY_GROWTH
  -sMALLOC=none
  -sFILESYSTEM=0
  -Wl,--wrap=strtod,--wrap=strtoll,--wrap=strtoull,--wrap=qsort,--wrap=memchr
  -Wl,--wrap=fprintf,--wrap=fiprintf,--wrap=abort
  -s${LEDE_STACK_SETTING}=262144
  -sINITIAL_MEMORY=2097152)
target_link_options(lede_wasm PRIVATE ${LEDE_WASM_OPTIONS}
  # Functions that turn out alike, as those of templates do, are kept once: 0.3 KB.
  -Wl,-mllvm,-enable-merge-functions
  # Further rounds still find something, most of all after the code was laid flat.
  -sBINARYEN_EXTRA_PASSES=--low-memory-unused,--flatten,--rereloop,-Oz,-Oz,--converge)

# The editors' module: `check`, `decide` and `lint`. The preview and lede.mjs load it, no partner's page.
add_executable(lede_editor src/wasm/editor_exports.cpp ${LEDE_WASM_SOURCES})
set_target_properties(lede_editor PROPERTIES OUTPUT_NAME lede-editor SUFFIX .wasm
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(lede_editor PRIVATE lede_core lede_lint)
target_link_options(lede_editor PRIVATE ${LEDE_WASM_OPTIONS})
