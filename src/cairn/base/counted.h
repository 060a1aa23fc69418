// A number of things in words: "1 run", "2 runs". It does not know the things.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// "1 run", "2 runs": of more than one the noun gets an s.
std::string counted(std::uint64_t count, std::string_view noun);

/// "1 copy", "2 copies".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace cairn
