// A text that is accepted as a path stays below the folder that it is joined to, is what it was,
// and needs no cleaning; and what is refused says why in one line.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::optional<SafeRelPath> path = SafeRelPath::parse_if_safe(text);
  if (!path) {
    try {
      SafeRelPath::parse(text);
    } catch (const Error& error) {
      for (const char c : error.message()) {
        if (static_cast<unsigned char>(c) < 0x20)
          throw std::logic_error("the message has controls");
      }
      return 0;
    }
    throw std::logic_error("refused and accepted");
  }
  if (path->text() != text) throw std::logic_error("the text has changed");
  const std::string joined = join_path("/project/folder", text);
  if (clean_path(joined) != joined) throw std::logic_error("the path is not canonical");
  if (!is_below(joined, "/project/folder") || joined == "/project/folder") {
    throw std::logic_error("the path leaves the folder");
  }
  if (relative_to(joined, "/project/folder") != text) throw std::logic_error("no way back");
  if (text.find('\0') != std::string::npos || text.find('\\') != std::string::npos) {
    throw std::logic_error("a character that no path may have");
  }
  path->folded();
  return 0;
}
