# Script: writes OUTPUT, a table of the bytes of the files that MANIFEST lists, sorted by path.

file(STRINGS ${MANIFEST} paths)
set(arrays "")
set(rows "")
set(count 0)
foreach(path IN LISTS paths)
  file(READ "${ROOT}/${path}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(APPEND arrays "const char file_${count}[] = \"${bytes}\";\n")
  string(APPEND rows "    {\"${path}\", {file_${count}, ${size}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Written by cmake/write_embedded.cmake; do not edit.
#include \"cairn/base/embedded.h\"

#include <array>

namespace cairn {
namespace {

${arrays}
const std::array<EmbeddedFile, ${count}> files = {{
${rows}}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

}  // namespace cairn
")
