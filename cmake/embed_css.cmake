# Compiles a stylesheet in: minifies it and writes it as a C++ source that defines lede::card_css().
#
#   include(cmake/embed_css.cmake)
#   lede_embed_css(<input.css> <output.cpp>)   # gives the rule; add <output.cpp> to a target
#
# Minifying is textual. It relies on how the stylesheet is written (Prettier's way): no comment-like text,
# brace, comma or semicolon inside strings, and no raw-string end.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(LEDE_EMBED_CSS_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

  function(lede_embed_css input output)
    add_custom_command(
      OUTPUT "${output}"
      COMMAND "${CMAKE_COMMAND}" "-DINPUT=${input}" "-DOUTPUT=${output}" -P "${LEDE_EMBED_CSS_SCRIPT}"
      DEPENDS "${input}" "${LEDE_EMBED_CSS_SCRIPT}"
      COMMENT "Compiling the stylesheet in"
      VERBATIM)
  endfunction()

  return()
endif()

file(READ "${INPUT}" css)
string(REGEX REPLACE "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/" "" css "${css}")
string(REGEX REPLACE "[ \t\r\n]+" " " css "${css}")
string(REGEX REPLACE " ?([{};,>]) ?" "\\1" css "${css}")
string(REGEX REPLACE ": " ":" css "${css}")
string(REPLACE ";}" "}" css "${css}")
string(REPLACE "( " "(" css "${css}")
string(REPLACE " )" ")" css "${css}")
string(REGEX REPLACE "([^0-9.])0\\.([0-9])" "\\1.\\2" css "${css}")
string(REGEX REPLACE "='([a-z-]+)'\\]" "=\\1]" css "${css}")
string(STRIP "${css}" css)

file(WRITE "${OUTPUT}" "// Made from card.css by cmake/embed_css.cmake.
#include \"card/card.h\"

namespace lede {

std::string_view card_css() {
  return R\"css(${css})css\";
}

}  // namespace lede
")
