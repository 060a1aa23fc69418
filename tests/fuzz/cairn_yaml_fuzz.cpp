// Any text is a cairn.yaml or is refused as invalid input that names its place.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/spec/project_spec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const YamlDocument document("cairn.yaml", text);
    read_project_spec(document);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
    if (!error.message().starts_with("cairn.yaml")) throw std::logic_error(error.message());
  }
  return 0;
}
