#include "cairn/base/safe_rel_path.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <utf8proc.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::size_t kLongestComponent = 255;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kDeepest = 64;

struct Range {
  std::int32_t first;
  std::int32_t last;
  std::string_view what;
};
constexpr std::array kRefused = {
    Range{0x00, 0x1F, "has a control character in it"},
    Range{0x7F, 0x9F, "has a control character in it"},
    Range{'\\', '\\', "has a backslash in it"},
    Range{':', ':', "has a colon in it"},
    Range{0x00AD, 0x00AD, "has an invisible character in it"},
    Range{0x061C, 0x061C, "has a mark of writing direction in it"},
    Range{0x180E, 0x180E, "has an invisible character in it"},
    Range{0x200B, 0x200B, "has an invisible character in it"},
    Range{0x200E, 0x200F, "has a mark of writing direction in it"},
    Range{0x2028, 0x2029, "has a line break in it"},
    Range{0x202A, 0x202E, "has a mark of writing direction in it"},
    Range{0x2060, 0x2064, "has an invisible character in it"},
    Range{0x2066, 0x206F, "has a mark of writing direction in it"},
    Range{0xFEFF, 0xFEFF, "has an invisible character in it"},
    Range{0xFFF9, 0xFFFB, "has an invisible character in it"},
    Range{0xE0000, 0xE007F, "has an invisible character in it"},
};
constexpr std::array<std::string_view, 6> kDevices = {"con", "prn",    "aux",
                                                      "nul", "conin$", "conout$"};

/// CON, nul.txt, Com1, "LPT9 .x": what Windows opens as a device whatever the folder.
bool is_device(std::string_view component) {
  std::string stem = lower_letters(component.substr(0, component.find('.')));
  while (!stem.empty() && stem.back() == ' ') stem.pop_back();
  if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
  const bool is_port = stem.starts_with("com") || stem.starts_with("lpt");
  // The superscript digits count as digits there.
  const std::string_view number = is_port ? std::string_view(stem).substr(3) : std::string_view();
  return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') || number == "\u00B9" ||
         number == "\u00B2" || number == "\u00B3";
}

std::optional<std::string> why_component_unsafe(std::string_view component) {
  if (component.empty()) return "has an empty part: it begins or ends with a slash, or has two";
  if (component == "." || component == "..") return fmt::format("has '{}' in it", component);
  if (component.size() > kLongestComponent) {
    return fmt::format("has a part of more than {} bytes", kLongestComponent);
  }
  if (component.back() == '.') return "has a part that ends in a dot";
  if (component.back() == ' ') return "has a part that ends in a blank";
  if (is_device(component)) return "is the name of a device on Windows";
  return std::nullopt;
}

std::optional<std::string> why_character_unsafe(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  for (utf8proc_ssize_t at = 0; at < size;) {
    utf8proc_int32_t code = 0;
    if (bytes[at] < 0x80) {
      code = bytes[at++];
      const bool is_plain = code >= 0x20 && code != 0x7F && code != '\\' && code != ':';
      if (is_plain) continue;
    } else {
      at += utf8proc_iterate(bytes + at, size - at, &code);
    }
    for (const Range& range : kRefused) {
      if (code >= range.first && code <= range.last) return std::string(range.what);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_unsafe(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.size() > kLongestPath) return fmt::format("has more than {} bytes", kLongestPath);
  if (!is_utf8(text)) return "is not valid UTF-8";
  if (const auto why = why_character_unsafe(text)) return why;
  const std::vector<std::string> components = split(text, '/');
  if (components.size() > kDeepest) return fmt::format("lies deeper than {} folders", kDeepest);
  for (const std::string& component : components) {
    if (const auto why = why_component_unsafe(component)) return why;
  }
  return std::nullopt;
}

SafeRelPath SafeRelPath::parse(std::string_view text) {
  if (const auto why = why_unsafe(text)) {
    constexpr std::size_t kShown = 120;
    std::string shown = printable(text.substr(0, kShown));
    if (text.size() > kShown) shown += "…";
    throw Error(ErrorCode::invalid_input, fmt::format("the name '{}' {}", shown, *why));
  }
  return SafeRelPath(std::string(text));
}

std::optional<SafeRelPath> SafeRelPath::parse_if_safe(std::string_view text) {
  if (why_unsafe(text)) return std::nullopt;
  return SafeRelPath(std::string(text));
}

std::string SafeRelPath::folded() const {
  const bool is_ascii = std::all_of(text_.begin(), text_.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return lower_letters(text_);
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                      UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text_.data()),
                   static_cast<utf8proc_ssize_t>(text_.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, &std::free);
  if (size < 0) throw Error(ErrorCode::internal, "a name that was checked cannot be folded");
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

}  // namespace cairn
