// Any bytes are the index of a zip or are refused; nothing outside of them is read, and the files
// of an index lie behind each other, under safe names that differ.
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/exchange/zip_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const ReadAt read_at = [&](std::uint64_t offset, std::size_t count) {
    if (offset > size || count > size - offset) throw std::logic_error("reads outside the file");
    return bytes.substr(offset, count);
  };
  std::vector<ZipEntry> entries;
  try {
    entries = read_zip_index(read_at, size, {});
  } catch (const Error& error) {
    const bool is_refusal =
        error.code() == ErrorCode::corrupt || error.code() == ErrorCode::invalid_input;
    if (!is_refusal || error.message().find('\n') != std::string::npos) throw;
    return 0;
  }
  std::uint64_t end = 0;
  std::set<std::string> names;
  for (const ZipEntry& entry : entries) {
    if (entry.data_at < end) throw std::logic_error("two files overlap");
    end = entry.data_at + entry.packed_size;
    if (end > size) throw std::logic_error("a file ends outside");
    if (!names.insert(entry.name.folded()).second) throw std::logic_error("a name is there twice");
  }
  return 0;
}
