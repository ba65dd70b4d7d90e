# embed_assets(TARGET ROOT dir NAMESPACE ns HEADER http/assets.hpp)
#
# Puts every file under ROOT into the binary with .incbin and a sorted table of
# {path, bytes, etag} named <ns>::embedded_assets(). The files exist at configure time.
function(embed_assets target)
  cmake_parse_arguments(EMBED "" "ROOT;NAMESPACE" "" ${ARGN})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${EMBED_ROOT} ${EMBED_ROOT}/*)
  list(SORT files)
  set(asm ".section .note.GNU-stack,\"\",%progbits\n.section .rodata\n")
  set(externs "")
  set(rows "")
  set(count 0)
  foreach(file ${files})
    set(path ${EMBED_ROOT}/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(SHA256 ${path} digest)
    string(SUBSTRING ${digest} 0 16 etag)
    set(symbol ${target}_asset_${count})
    string(APPEND asm ".global ${symbol}_begin\n.global ${symbol}_end\n.balign 16\n${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern \"C\" char const ${symbol}_begin[];\nextern \"C\" char const ${symbol}_end[];\n")
    string(APPEND rows "        {\"/${file}\", std::string_view(${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)), \"${etag}\"},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/${target})
  file(CONFIGURE OUTPUT ${directory}/assets.S CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${directory}/assets.cpp CONTENT "#include \"http/assets.hpp\"
#include <vector>
${externs}
namespace ${EMBED_NAMESPACE} {
std::span<croozer::http::Asset const> embedded_assets() {
    static std::vector<croozer::http::Asset> const table{
${rows}    };
    return table;
}
}
" @ONLY)
  add_library(${target} OBJECT ${directory}/assets.S ${directory}/assets.cpp)
  target_link_libraries(${target} PUBLIC croozer_http)
endfunction()
