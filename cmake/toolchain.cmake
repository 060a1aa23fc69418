# Compiler and linker: warnings, sanitizers, and the fast tools when they are there.

find_program(CAIRN_CCACHE ccache)
if(CAIRN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What a precompiled header defines, and when it was made, are in its own hash.
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CAIRN_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_C_COMPILER_LAUNCHER})
endif()

# What every file of cairn is compiled with; third-party headers are outside it (SYSTEM).
add_library(cairn_options INTERFACE)
target_compile_options(cairn_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  -Wunused -Wcast-qual -Wformat=2
  -Wno-format-nonliteral           # a layout states how it writes its dates
  -Wno-missing-field-initializers  # {.field = x} leaves the others at their defaults on purpose
  # gcc 12 sees uninitialised members in moved std::variants that are not there (gcc bug 105562).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(CAIRN_WERROR)
  target_compile_options(cairn_options INTERFACE -Werror)
endif()
if(CAIRN_FAILPOINTS)
  target_compile_definitions(cairn_options INTERFACE CAIRN_FAILPOINTS=1)
endif()
if(CAIRN_SANITIZE)
  target_compile_options(cairn_options INTERFACE -fsanitize=${CAIRN_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(CAIRN_SANITIZE_NOT)
    target_compile_options(cairn_options INTERFACE -fno-sanitize=${CAIRN_SANITIZE_NOT})
  endif()
  target_link_options(cairn_options INTERFACE -fsanitize=${CAIRN_SANITIZE})
  if(CAIRN_SANITIZE MATCHES "address")
    # Three million addresses that the loader would have to patch at each start.
    target_compile_options(cairn_options INTERFACE -fno-pie)
    target_link_options(cairn_options INTERFACE -no-pie)
  endif()
endif()

# gcc's link-time optimisation wants its own linker plugin, and a release links once.
find_program(CAIRN_MOLD mold)
if(CAIRN_MOLD AND NOT CAIRN_LTO)
  target_link_options(cairn_options INTERFACE -fuse-ld=mold)
endif()
if(CAIRN_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

# Start-up is one exec plus what the loader must patch: a fixed address and archives leave it little.
# libc stays shared, because host and user look-ups load its plugins.
add_library(cairn_program INTERFACE)
if(CAIRN_STATIC)
  target_compile_options(cairn_options INTERFACE -fno-pie -ffunction-sections -fdata-sections)
  target_link_options(cairn_program INTERFACE
    -no-pie -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,-O1)
endif()
