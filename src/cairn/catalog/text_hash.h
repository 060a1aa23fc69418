// A hash of texts by which a container of strings is asked for a string_view, without a string
// being made for the question. It does not know what the texts mean.
#pragma once

#include <functional>
#include <string_view>

namespace cairn {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace cairn
