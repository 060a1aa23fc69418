# The libraries of Debian 12 that cairn stands on (tools/apt-packages.txt names their packages).

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
foreach(header yaml.h sqlite3.h openssl/evp.h utf8proc.h nlohmann/json.hpp CLI/CLI.hpp)
  string(MAKE_C_IDENTIFIER "CAIRN_HEADER_${header}" variable)
  find_path(${variable} ${header})
  if(NOT ${variable})
    message(FATAL_ERROR "<${header}> is not installed: run tools/setup.sh")
  endif()
endforeach()

add_library(cairn_third_party INTERFACE)
foreach(name yaml sqlite3 crypto utf8proc)
  find_library(CAIRN_LIB_${name} ${name} REQUIRED)
  target_link_libraries(cairn_third_party INTERFACE ${CAIRN_LIB_${name}})
endforeach()
target_link_libraries(cairn_third_party INTERFACE fmt::fmt Threads::Threads ${CMAKE_DL_LIBS})
