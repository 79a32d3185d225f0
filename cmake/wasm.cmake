# The page's module: no Emscripten JavaScript, only exports (src/wasm/exports.cpp).
set(LEDE_WASM_SOURCES src/wasm/call.cpp src/wasm/libc.cpp src/wasm/memory.cpp)
add_executable(lede_wasm src/wasm/exports.cpp ${LEDE_WASM_SOURCES})
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

# The preview's second module: `decide` and `lint` for the campaign lab. No partner's page loads it.
add_executable(lede_lab src/wasm/lab_exports.cpp ${LEDE_WASM_SOURCES})
set_target_properties(lede_lab PROPERTIES OUTPUT_NAME lede-lab SUFFIX .wasm
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(lede_lab PRIVATE lede_core lede_lint)
target_link_options(lede_lab PRIVATE ${LEDE_WASM_OPTIONS})
