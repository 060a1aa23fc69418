// Text broken into lines of a width. It does not know what a line stands below.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// `text` broken between words into lines of at most `width` columns; a longer word stands alone.
std::vector<std::string> wrap_words(std::string_view text, std::size_t width);

}  // namespace cairn
