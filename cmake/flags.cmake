# Flags of our own code. Third-party code is built with its own, and its headers are system headers.
add_library(lede_warnings INTERFACE)
target_compile_options(lede_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)

# Errors are values in the core: no exceptions, no RTTI, natively as in the wasm.
add_library(lede_core_flags INTERFACE)
target_link_libraries(lede_core_flags INTERFACE $<BUILD_INTERFACE:lede_warnings>)
target_compile_options(lede_core_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)

# The command may use libraries that throw.
add_library(lede_cli_flags INTERFACE)
target_compile_options(lede_cli_flags INTERFACE -fexceptions -frtti)

if(LEDE_ASAN)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(LEDE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
    -fno-sanitize-coverage=trace-cmp)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=address,undefined)
endif()

if(LEDE_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

# The same bits natively and in the wasm: no fused multiply-add.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  # Constants that are alike are one: 0.3 KB. Nothing of ours goes by where a constant stands.
  set(LEDE_WASM_OPTIMISE -Oz -fmerge-all-constants -flto -mbulk-memory -msign-ext -mnontrapping-fptoint)
  # emcc leaves inlining to Binaryen; the compiler's own makes it smaller by 1.7 KB, and Markdown and JSON twice as fast.
  add_compile_options(${LEDE_WASM_OPTIMISE} -finline-functions -DNDEBUG)
  add_link_options(${LEDE_WASM_OPTIMISE})
endif()
