# lede_cmark: the parser half of cmark, from source, without cmark's own build.
# The same for native and WebAssembly. Our src/markup/cmark_glue.cpp gives what we leave out of it.
#   LEDE_CMARK_SOURCE  a cmark source folder (0.30 or newer); else what script/setup fetched; else upstream

set(LEDE_CMARK_SOURCE "" CACHE PATH "Source folder of cmark; empty: build/deps, else the upstream release")

set(_cmark "${LEDE_CMARK_SOURCE}")
if(NOT _cmark AND EXISTS "${CMAKE_SOURCE_DIR}/build/deps/cmark-0.30.2/src/blocks.c")
  set(_cmark "${CMAKE_SOURCE_DIR}/build/deps/cmark-0.30.2")
endif()
if(NOT _cmark)
  include(FetchContent)
  FetchContent_Declare(lede_cmark_source
    URL https://github.com/commonmark/cmark/archive/refs/tags/0.30.2.tar.gz
    URL_HASH SHA256=6c7d2bcaea1433d977d8fed0b55b71c9d045a7cdf616e3cd2dce9007da753db3
    SOURCE_SUBDIR no-cmake-here) # only unpacked: its CMakeLists.txt is not read
  FetchContent_MakeAvailable(lede_cmark_source)
  set(_cmark "${lede_cmark_source_SOURCE_DIR}")
endif()
if(NOT EXISTS "${_cmark}/src/blocks.c")
  message(FATAL_ERROR "No cmark source in ${_cmark}: run script/setup or set LEDE_CMARK_SOURCE")
endif()

file(STRINGS "${_cmark}/CMakeLists.txt" _version_lines REGEX "PROJECT_VERSION_(MAJOR|MINOR|PATCH) [0-9]+|VERSION [0-9]+\\.[0-9]+\\.[0-9]+")
string(REGEX REPLACE ".*PROJECT_VERSION_MAJOR ([0-9]+).*PROJECT_VERSION_MINOR ([0-9]+).*PROJECT_VERSION_PATCH ([0-9]+).*"
  "\\1.\\2.\\3" LEDE_CMARK_VERSION "${_version_lines}")
if(NOT LEDE_CMARK_VERSION MATCHES "^[0-9]+\\.[0-9]+\\.[0-9]+$")
  string(REGEX MATCH "VERSION ([0-9]+\\.[0-9]+\\.[0-9]+)" _ "${_version_lines}")
  # The first VERSION may be cmake_minimum_required's, which has two numbers and so doesn't match.
  set(LEDE_CMARK_VERSION "${CMAKE_MATCH_1}")
endif()
if(NOT LEDE_CMARK_VERSION)
  message(FATAL_ERROR "Could not read cmark's version from ${_cmark}/CMakeLists.txt")
endif()
message(STATUS "cmark ${LEDE_CMARK_VERSION}: ${_cmark}")

set(_made "${CMAKE_BINARY_DIR}/cmark")
# For bench/: where the source is, and what its own build would have made.
set(LEDE_CMARK_DIR "${_cmark}")
set(LEDE_CMARK_HEADERS "${_made}/new")
file(WRITE "${_made}/new/config.h" [[
#ifndef CMARK_CONFIG_H
#define CMARK_CONFIG_H
#include <stdbool.h>
#define HAVE_STDBOOL_H
#define HAVE___BUILTIN_EXPECT
#define HAVE___ATTRIBUTE__
#define CMARK_ATTRIBUTE(list) __attribute__(list)
#define CMARK_INLINE inline
#endif
]])
string(REPLACE "." ";" _numbers "${LEDE_CMARK_VERSION}")
list(GET _numbers 0 _major)
list(GET _numbers 1 _minor)
list(GET _numbers 2 _patch)
file(WRITE "${_made}/new/cmark_version.h" "\
#ifndef CMARK_VERSION_H
#define CMARK_VERSION_H
#define CMARK_VERSION ((${_major} << 16) | (${_minor} << 8) | ${_patch})
#define CMARK_VERSION_STRING \"${LEDE_CMARK_VERSION}\"
#endif
")
file(WRITE "${_made}/new/cmark_export.h" [[
#ifndef CMARK_EXPORT_H
#define CMARK_EXPORT_H
#define CMARK_EXPORT
#define CMARK_NO_EXPORT
#define CMARK_DEPRECATED
#define CMARK_DEPRECATED_EXPORT
#define CMARK_DEPRECATED_NO_EXPORT
#endif
]])

# Smart punctuation: cmark writes English marks. Our copy of inlines.c writes code points that are no
# characters instead (U+FDD0 to U+FDD6), which the renderer turns into the article's own marks. Where a newer
# cmark words these lines differently they stay English, and a test says so.
file(READ "${_cmark}/src/inlines.c" _inlines)
set(_marks EMDASH 90 ENDASH 91 ELLIPSES 92 LEFTDOUBLEQUOTE 93 RIGHTDOUBLEQUOTE 94 LEFTSINGLEQUOTE 95
  RIGHTSINGLEQUOTE 96)
while(_marks)
  list(POP_FRONT _marks _name _byte)
  string(REGEX REPLACE "(\\*${_name} = )\"[^\"]*\"" "\\1\"\\\\xEF\\\\xB7\\\\x${_byte}\"" _inlines "${_inlines}")
endwhile()
# Each paragraph's state begins with 81 zeros, written one by one where a compiler optimises for size.
string(REGEX REPLACE "for \\(i = 0; i <= MAXBACKTICKS; i\\+\\+\\) {[ \n]*e->backticks\\[i\\] = 0;[ \n]*}"
  "memset(e->backticks, 0, sizeof e->backticks);" _inlines "${_inlines}")
# A quotation mark that finds its partner is written anew, in new memory; but all these marks have the same length.
string(REGEX REPLACE "cmark_node_set_literal\\(([a-z]+->inl_text), ([A-Z]+)\\);"
  "memcpy(\\1->data, \\2, \\1->len);" _inlines "${_inlines}")
# What stands on both sides of a run of marks is asked once.
if(LEDE_CMARK_VERSION VERSION_LESS 0.31)
  string(REPLACE "  left_flanking = numdelims > 0 &&"
    "  extern int lede_kind_of(int32_t c);
  const int before = lede_kind_of(before_char);
  const int after = lede_kind_of(after_char);
  left_flanking = numdelims > 0 &&" _inlines "${_inlines}")
  string(REGEX REPLACE "cmark_utf8proc_is_space\\((after|before)_char\\)" "(\\1 == 1)" _inlines "${_inlines}")
  string(REGEX REPLACE "cmark_utf8proc_is_punctuation\\((after|before)_char\\)" "(\\1 == 2)" _inlines "${_inlines}")
endif()
# Texts in a row become one (src/markup/cmark_glue.cpp).
string(CONCAT _join "extern int lede_join_text(cmark_node *last, cmark_node *text, const cmark_node *delimiter,\n"
  "                          const cmark_node *bracket);\n")
string(REPLACE "    append_child(parent, new_inl);" "    if (!lede_join_text(parent->last_child, new_inl,
                        subj->last_delim ? subj->last_delim->inl_text : NULL,
                        subj->last_bracket ? subj->last_bracket->inl_text : NULL))
      append_child(parent, new_inl);" _inlines "${_inlines}")
string(REPLACE "static int parse_inline(subject *subj, cmark_node *parent, int options) {"
  "${_join}static int parse_inline(subject *subj, cmark_node *parent, int options) {" _inlines "${_inlines}")
# Where the next mark stands that may mean something is asked of ours (src/markup/cmark_glue.cpp), which is quicker
# and passes over marks that mean nothing alone; a newer cmark may keep its own.
set(_function "static bufsize_t subject_find_special_char(subject *subj, int options) {")
string(FIND "${_inlines}" "${_function}" _begin)
if(NOT _begin EQUAL -1)
  string(SUBSTRING "${_inlines}" 0 ${_begin} _before)
  string(SUBSTRING "${_inlines}" ${_begin} -1 _inlines)
  string(FIND "${_inlines}" "\n}\n" _end)
  string(SUBSTRING "${_inlines}" ${_end} -1 _inlines)
  string(CONCAT _inlines "${_before}"
    "extern bufsize_t lede_find_mark(const unsigned char *text, bufsize_t at, bufsize_t size, int smart);\n"
    "${_function}\n"
    "  return lede_find_mark(subj->input.data, subj->pos + 1, subj->input.len, options & CMARK_OPT_SMART);"
    "${_inlines}")
endif()
file(CONFIGURE OUTPUT "${_made}/inlines.c" CONTENT "${_inlines}" @ONLY)

# Our lines are whole when we hand them over, so cmark needs not look for their ends again: our copy of blocks.c
# lets us call what takes one line.
file(READ "${_cmark}/src/blocks.c" _blocks)
string(REGEX REPLACE "static (void S_process_line\\(cmark_parser \\*parser, const unsigned char \\*buffer,[ \n]*bufsize_t bytes\\))"
  "\\1" _blocks "${_blocks}")
if(NOT _blocks MATCHES "\nvoid S_process_line" OR _blocks MATCHES "static void S_process_line")
  message(FATAL_ERROR "cmark ${LEDE_CMARK_VERSION} does not fit: ${_cmark}/src/blocks.c has no function\n"
    "  static void S_process_line(cmark_parser *parser, const unsigned char *buffer, bufsize_t bytes)\n"
    "which takes one line and which Lede calls. Leave LEDE_CMARK_SOURCE empty for cmark 0.30.2, or find the "
    "function's new name and form, and change cmake/cmark.cmake and src/markup/cmark_glue.h.")
endif()
# The renderer reads texts that stand in a row as one, so they need not be joined in a round of its own.
string(REPLACE "cmark_consolidate_text_nodes(parser->root);" "" _blocks "${_blocks}")
# Texts are parsed as the renderer gets to them, so that none is that comes behind a cut, and each one's memory can be
# used again for the next. (Where this line is worded differently they are parsed here, once.)
string(REPLACE "process_inlines(parser->mem, parser->root, parser->refmap, parser->options);" "" _blocks "${_blocks}")
file(CONFIGURE OUTPUT "${_made}/blocks.c" CONTENT "${_blocks}" @ONLY)

set(_files buffer.c cmark_ctype.c iterator.c node.c references.c)
list(TRANSFORM _files PREPEND "${_cmark}/src/")
list(APPEND _files "${_made}/blocks.c" "${_made}/inlines.c")
set(LEDE_CMARK_OWN_TABLES ON)
if(LEDE_CMARK_VERSION VERSION_GREATER_EQUAL 0.31)
  # Newer releases changed these interfaces and packed their tables themselves.
  list(APPEND _files "${_cmark}/src/scanners.c" "${_cmark}/src/utf8.c" "${_cmark}/src/houdini_html_u.c")
  set(LEDE_CMARK_OWN_TABLES OFF)
endif()

# Objects, not an archive: cmark calls our scanners and tables, and these call cmark.
add_library(lede_cmark OBJECT ${_files})
target_include_directories(lede_cmark SYSTEM PUBLIC "${_made}/new" "${_cmark}/src")
target_compile_definitions(lede_cmark PUBLIC CMARK_STATIC_DEFINE
  $<$<BOOL:${LEDE_CMARK_OWN_TABLES}>:LEDE_CMARK_OWN_TABLES>
  PRIVATE $<$<BOOL:${EMSCRIPTEN}>:NDEBUG>)
target_compile_options(lede_cmark PRIVATE -w)
set_target_properties(lede_cmark PROPERTIES C_STANDARD 99 C_EXTENSIONS ON)

# cmark's own verbose tables under other names, for the tests that hold ours equal to them.
set(LEDE_CMARK_HAS_REFERENCE OFF)
if(LEDE_CMARK_OWN_TABLES AND NOT EMSCRIPTEN)
  set(LEDE_CMARK_HAS_REFERENCE ON)
  add_library(lede_cmark_reference STATIC EXCLUDE_FROM_ALL
    "${_cmark}/src/scanners.c" "${_cmark}/src/utf8.c" "${_cmark}/src/houdini_html_u.c")
  target_include_directories(lede_cmark_reference SYSTEM PUBLIC "${_made}/new" "${_cmark}/src")
  set(_scanners "")
  foreach(_name at scheme autolink_uri autolink_email html_tag html_comment html_pi html_declaration html_cdata
      html_block_start html_block_start_7 html_block_end_1 html_block_end_2 html_block_end_3 html_block_end_4
      html_block_end_5 link_title spacechars atx_heading_start setext_heading_line open_code_fence
      close_code_fence entity dangerous_url)
    list(APPEND _scanners "_scan_${_name}=reference_scan_${_name}")
  endforeach()
  target_compile_definitions(lede_cmark_reference PRIVATE CMARK_STATIC_DEFINE ${_scanners}
    cmark_utf8proc_case_fold=reference_case_fold cmark_utf8proc_iterate=reference_iterate
    cmark_utf8proc_encode_char=reference_encode_char cmark_utf8proc_check=reference_check
    cmark_utf8proc_is_space=reference_is_space cmark_utf8proc_is_punctuation=reference_is_punctuation
    houdini_unescape_ent=reference_unescape_ent houdini_unescape_html=reference_unescape_html
    houdini_unescape_html_f=reference_unescape_html_f)
  target_compile_definitions(lede_cmark_reference INTERFACE LEDE_CMARK_HAS_REFERENCE)
  target_compile_options(lede_cmark_reference PRIVATE -w)
endif()

# The sources that need it: one list for lede_core.
set(LEDE_MARKUP_SOURCES
  src/base/casefold.cpp
  src/markup/autolink.cpp
  src/markup/blocks.cpp
  src/markup/cmark_glue.cpp
  src/markup/elements.cpp
  src/markup/facts.cpp
  src/markup/html_element.cpp
  src/markup/html_names.cpp
  src/markup/html_reader.cpp
  src/markup/html_tag.cpp
  src/markup/html_values.cpp
  src/markup/line_guard.cpp
  src/markup/markdown.cpp
  src/markup/markdown_inlines.cpp
  src/markup/markdown_notes.cpp
  src/markup/markup.cpp
  src/markup/scanners.cpp
  src/markup/sink.cpp
  src/markup/sink_links.cpp
  src/markup/sink_place.cpp
  src/markup/typography.cpp)

set(LEDE_MARKUP_TESTS
  base/entities_test.cpp
  base/html_test.cpp
  base/text_test.cpp
  base/url_test.cpp
  markup/edges_test.cpp
  markup/facts_test.cpp
  markup/markup_test.cpp
  markup/repairs_test.cpp
  markup/scanners_test.cpp
  markup/security_test.cpp)
