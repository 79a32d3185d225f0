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

# Both for the tests alone: what reads JSON as well, and what runs them.
lede_header_package(lede_nlohmann nlohmann nlohmann-json3-dev)
lede_header_package(lede_doctest doctest doctest-dev)
if(NOT EMSCRIPTEN)
  lede_header_package(lede_cli11 CLI libcli11-dev)
endif()
