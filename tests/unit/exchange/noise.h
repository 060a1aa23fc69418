// Bytes that nothing compresses, the same every time.
#pragma once

#include <random>
#include <string>

namespace cairn::test {

inline std::string noise(std::size_t size) {
  std::mt19937 engine(7);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(engine());
  return bytes;
}

}  // namespace cairn::test
