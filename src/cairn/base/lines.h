// Reading a text file line by line, whatever its size: a line that is longer than anybody wants to
// hold comes in pieces. What cannot be read is an error, never an early end. It does not know what
// the lines say.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace cairn {

/// What follows a piece of a file.
enum class LineEnd {
  present,  ///< A newline, which is not part of the text.
  missing,  ///< The end of the file.
  cut,      ///< The rest of the same line.
};

/// Calls `visit` with each line of a file, in pieces where it has much more than `most` bytes.
/// Throws Error(not_found) where there is no file, Error(io).
void for_each_line(const std::string& path, std::size_t most,
                   const std::function<void(std::string_view text, LineEnd end)>& visit);

}  // namespace cairn
