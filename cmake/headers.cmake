# Header-only dependencies from the system's packages. Each gets a folder of links of its own, so that the
# WebAssembly build never sees the rest of /usr/include.
set(LEDE_HEADERS_DIR ${CMAKE_BINARY_DIR}/headers)

function(lede_header_package target folder package)
  find_path(${target}_FOUND_IN ${folder} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${target}_FOUND_IN)
    message(FATAL_ERROR "The headers of ${folder} are missing: install ${package}, or run script/setup.")
  endif()
  file(MAKE_DIRECTORY ${LEDE_HEADERS_DIR}/${target})
  file(CREATE_LINK ${${target}_FOUND_IN}/${folder} ${LEDE_HEADERS_DIR}/${target}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${LEDE_HEADERS_DIR}/${target})
endfunction()

lede_header_package(lede_nlohmann nlohmann nlohmann-json3-dev)
# The lexer words what it finds wrong; the page words it itself (src/json/reader.cpp). Our copy of that one
# header, found first, says nothing and saves 0.7 KB. A package that keeps all in one header just stays larger.
set(_lexer nlohmann/detail/input/lexer.hpp)
if(EMSCRIPTEN AND EXISTS ${lede_nlohmann_FOUND_IN}/${_lexer})
  file(READ ${lede_nlohmann_FOUND_IN}/${_lexer} _text)
  string(REGEX REPLACE "error_message = \"[^\n]*\";" "error_message = \"\";" _text "${_text}")
  file(CONFIGURE OUTPUT ${LEDE_HEADERS_DIR}/lede_nlohmann_quiet/${_lexer} CONTENT "${_text}" @ONLY)
  target_include_directories(lede_nlohmann SYSTEM BEFORE INTERFACE ${LEDE_HEADERS_DIR}/lede_nlohmann_quiet)
endif()
lede_header_package(lede_doctest doctest doctest-dev)
if(NOT EMSCRIPTEN)
  lede_header_package(lede_cli11 CLI libcli11-dev)
endif()
