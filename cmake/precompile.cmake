# Reading the headers of the standard library is half of a compiler's work here. With CAIRN_PCH they are read once.
# Every source still includes what it uses: a release and clang-tidy compile without this.

# cairn_precompile(<target> [REUSE <target that made it>] [HEADERS <header>…])
function(cairn_precompile target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "REUSE" "HEADERS")
  if(NOT CAIRN_PCH)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # without it ccache has to pass
  endif()
  if(arg_REUSE)
    target_precompile_headers(${target} REUSE_FROM ${arg_REUSE})
    return()
  endif()
  target_precompile_headers(${target} PRIVATE
    <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
    <string> <string_view> <unordered_map> <unordered_set> <utility> <variant> <vector> <fmt/format.h> ${arg_HEADERS})
endfunction()
