#include "cairn/base/wrap.h"

#include "cairn/base/text.h"

namespace cairn {

std::vector<std::string> wrap_words(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split(text, ' ')) {
    std::string& last = lines.back();
    if (last.empty()) {
      last = word;
    } else if (display_width(last) + 1 + display_width(word) <= width) {
      last += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

}  // namespace cairn
