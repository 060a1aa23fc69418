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

# cairn_together(<target>): with CAIRN_UNITY the sources of one folder are compiled eight at a time, as one text.
function(cairn_together target)
  if(NOT CAIRN_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    math(EXPR count "${count_${folder}} + 1")
    set(count_${folder} ${count})
    math(EXPR group "(${count} - 1) / 8")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}_${group}")
  endforeach()
endfunction()
