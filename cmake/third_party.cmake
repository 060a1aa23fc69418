# The libraries of Debian 12 that cairn stands on (tools/apt-packages.txt names their packages).

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(dragonbox REQUIRED)  # Headers alone.
foreach(header yaml.h sqlite3.h openssl/evp.h sodium.h utf8proc.h nlohmann/json.hpp CLI/CLI.hpp libdeflate.h zlib.h)
  string(MAKE_C_IDENTIFIER "CAIRN_HEADER_${header}" variable)
  find_path(${variable} ${header})
  if(NOT ${variable})
    message(FATAL_ERROR "<${header}> is not installed: run tools/setup.sh")
  endif()
endforeach()

# What the library links; a program that uses the installed library finds the same (cairnConfig.cmake.in).
set(CAIRN_LIBRARIES yaml sqlite3 crypto sodium utf8proc deflate z)

# A release takes archives where the system has them: the dynamic loader would spend more time on
# these libraries than `cairn --version` takes in all.
add_library(cairn_third_party INTERFACE)
foreach(name IN LISTS CAIRN_LIBRARIES)
  if(CAIRN_STATIC)
    find_library(CAIRN_LIB_${name} NAMES lib${name}.a ${name} REQUIRED)
  else()
    find_library(CAIRN_LIB_${name} ${name} REQUIRED)
  endif()
  target_link_libraries(cairn_third_party INTERFACE ${CAIRN_LIB_${name}})
endforeach()
if(CAIRN_STATIC)
  add_library(cairn_fmt STATIC cmake/fmt_archive.cpp)
  target_link_libraries(cairn_third_party INTERFACE cairn_fmt)
else()
  target_link_libraries(cairn_third_party INTERFACE fmt::fmt)
endif()
target_link_libraries(cairn_third_party INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
