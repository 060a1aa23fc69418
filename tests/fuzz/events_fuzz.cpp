// Any lines are events or become problems with their number; folding them throws nothing, and
// gives the same each time.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/text.h"
#include "cairn/record/events.h"

namespace {

cairn::EventSummary fold(const std::vector<std::string>& lines) {
  cairn::EventSummary summary;
  for (std::size_t i = 0; i < lines.size(); ++i) cairn::fold_event(lines[i], i + 1, summary);
  return summary;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cairn;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> lines = split(text, '\n');
  const EventSummary first = fold(lines);
  const EventSummary second = fold(lines);
  if (first.problems != second.problems || first.points != second.points ||
      !(first.params == second.params) || first.children.size() != second.children.size()) {
    throw std::logic_error("two readings of the same lines");
  }
  for (const std::string& problem : first.problems) {
    if (!problem.starts_with("line ")) throw std::logic_error("a problem without a place");
  }
  return 0;
}
