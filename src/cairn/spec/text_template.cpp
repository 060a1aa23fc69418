#include "cairn/spec/text_template.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

bool is_name(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    constexpr unsigned char kFirstBeyondAscii = 0x80;  // A letter of another language.
    return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '-' || c >= kFirstBeyondAscii;
  });
}

[[noreturn]] void fail(std::string_view text, std::size_t position, const std::string& place,
                       std::string_view what) {
  // Newlines would tear the caret from its character.
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  const std::size_t column = display_width(std::string_view(line).substr(0, position)) + 1;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: {}\n  {}\n  {:>{}}", place, what, line, "^", column),
              "a placeholder is a name in braces, as in {seed} or {dataset.path}; write {{ and }} "
              "for literal braces");
}

class TemplateParser {
 public:
  TemplateParser(std::string_view text, std::string place)
      : text_(text), place_(std::move(place)) {}

  TextTemplate parse() {
    TextTemplate result{std::string(text_), {}, place_};
    while (at_ < text_.size()) step(result);
    if (!literal_.empty()) result.parts.push_back({false, std::move(literal_)});
    return result;
  }

 private:
  void step(TextTemplate& result) {
    const char c = text_[at_];
    const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      literal_ += c;
      at_ += 2;
    } else if (c == '{') {
      take_placeholder(result);
    } else if (c == '}') {
      fail(text_, at_, place_, "a closing brace without an opening one");
    } else {
      literal_ += c;
      ++at_;
    }
  }

  void take_placeholder(TextTemplate& result) {
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) fail(text_, at_, place_, "this brace is never closed");
    const std::string_view name = text_.substr(at_ + 1, close - at_ - 1);
    if (!is_name(name))
      fail(text_, at_, place_, fmt::format("'{{{}}}' is not a placeholder", name));
    if (!literal_.empty()) result.parts.push_back({false, std::exchange(literal_, {})});
    result.parts.push_back({true, std::string(name)});
    at_ = close + 1;
  }

  std::string_view text_;
  std::string place_;
  std::string literal_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> TextTemplate::placeholders() const {
  std::vector<std::string> names;
  for (const Part& part : parts) {
    if (part.is_placeholder) names.push_back(part.text);
  }
  return names;
}

TextTemplate parse_text_template(std::string_view text, std::string place) {
  return TemplateParser(text, std::move(place)).parse();
}

TextTemplate parse_text_template(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar || node.scalar.is_null()) {
    fail_at(node, "expected a text");
  }
  return parse_text_template(to_text(node.scalar), node.place());
}

std::string render(const TextTemplate& text, const PlaceholderLookup& lookup) {
  std::string result;
  for (const TextTemplate::Part& part : text.parts) {
    result += part.is_placeholder ? lookup(part.text) : part.text;
  }
  return result;
}

}  // namespace cairn
