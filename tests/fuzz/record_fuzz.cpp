// Any bytes that close with their own digest are a record or are refused as corrupt; one that was
// read is written as a text that reads back to the same text. The input is what stands before the
// closing line, so that mutations get past the digest.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/record/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  std::string text(reinterpret_cast<const char*>(data), size);
  text += ",\n\"sha256\":\"" + sha256(text).hex() + "\"\n}\n";
  try {
    const std::string written = record_text(parse_record(text, "record"));
    if (record_text(parse_record(written, "record")) != written) {
      throw std::logic_error("a record does not read back equal");
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::conflict) throw;
  }
  return 0;
}
