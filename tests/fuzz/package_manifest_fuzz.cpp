// Any bytes are a manifest or are refused; one that was read is written and read back equal.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/exchange/package.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const PackageManifest manifest = parse_manifest(text, "PACKAGE.json");
    if (!(parse_manifest(manifest_text(manifest), "PACKAGE.json") == manifest)) {
      throw std::logic_error("a manifest does not read back equal");
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::conflict) throw;
  }
  return 0;
}
