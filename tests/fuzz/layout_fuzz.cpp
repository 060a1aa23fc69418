// Any text is a layout or is refused as invalid input that names its place.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/layout/layout.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const YamlDocument document("layout.yaml", text);
    const Layout layout = load_layout(document);
    if (layout.kinds.empty()) throw std::logic_error("a layout without a kind");
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
    if (!error.message().starts_with("layout.yaml")) throw std::logic_error(error.message());
  }
  return 0;
}
