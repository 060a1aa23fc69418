#include "cairn/spec/filter_key.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::array kOwnerPrefixes = {KeyOwnerPrefix{"child.", KeyOwner::child},
                                       KeyOwnerPrefix{"parent.", KeyOwner::parent}};
constexpr std::array kFamilyPrefixes = {
    KeyFamilyPrefix{"attributes.", FilterFamily::field},
    KeyFamilyPrefix{"attribute.", FilterFamily::field},
    KeyFamilyPrefix{"attr.", FilterFamily::field},
    KeyFamilyPrefix{"metrics.", FilterFamily::metric},
    KeyFamilyPrefix{"metric.", FilterFamily::metric},
    KeyFamilyPrefix{"params.", FilterFamily::param},
    KeyFamilyPrefix{"param.", FilterFamily::param},
    KeyFamilyPrefix{"parameters.", FilterFamily::param},
    KeyFamilyPrefix{"parameter.", FilterFamily::param},
    KeyFamilyPrefix{"tags.", FilterFamily::tag},
    KeyFamilyPrefix{"tag.", FilterFamily::tag},
};
constexpr std::array kPointWords = {
    MetricPointWord{"last", MetricPoint::last},  MetricPointWord{"first", MetricPoint::first},
    MetricPointWord{"min", MetricPoint::min},    MetricPointWord{"max", MetricPoint::max},
    MetricPointWord{"at", MetricPoint::at_step},
};

// "max" of "loss[max]". Throws for words that name no value that the catalog holds.
MetricPoint read_point(std::string_view word, std::string_view text) {
  if (word.starts_with("at ")) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' asks for a single step, which only filters and histories have",
                            printable(text)),
                fmt::format("cairn history RUN {} --steps {}",
                            printable(text.substr(0, text.rfind('['))), printable(word.substr(3))));
  }
  for (const MetricPointWord& row : kPointWords) {
    if (row.point != MetricPoint::at_step && row.word == lower_letters(word)) return row.point;
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' is no value of a metric", printable(word)),
              "there are [last], [first], [min] and [max]");
}

std::string_view unquoted(std::string_view name, bool& is_quoted) {
  is_quoted = name.size() > 2 && name.front() == name.back() &&
              (name.front() == '`' || name.front() == '"');
  return is_quoted ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

std::span<const KeyOwnerPrefix> key_owner_prefixes() { return kOwnerPrefixes; }
std::span<const KeyFamilyPrefix> key_family_prefixes() { return kFamilyPrefixes; }
std::span<const MetricPointWord> metric_point_words() { return kPointWords; }

std::string_view owner_prefix(KeyOwner owner) {
  const auto* row =
      std::find_if(kOwnerPrefixes.begin(), kOwnerPrefixes.end(),
                   [owner](const KeyOwnerPrefix& prefix) { return prefix.owner == owner; });
  return row == kOwnerPrefixes.end() ? std::string_view() : row->prefix;
}

std::string point_suffix(MetricPoint point) {
  if (point == MetricPoint::last) return {};
  const auto* row =
      std::find_if(kPointWords.begin(), kPointWords.end(),
                   [point](const MetricPointWord& word) { return word.point == point; });
  return fmt::format("[{}]", row->word);
}

std::string_view take_key_prefixes(std::string_view text, FilterKey& key) {
  for (const KeyOwnerPrefix& row : kOwnerPrefixes) {
    if (!text.starts_with(row.prefix)) continue;
    key.scope = row.owner;
    text.remove_prefix(row.prefix.size());
    break;
  }
  for (const KeyFamilyPrefix& row : kFamilyPrefixes) {
    if (!text.starts_with(row.prefix)) continue;
    key.family = row.family;
    text.remove_prefix(row.prefix.size());
    break;
  }
  return text;
}

FilterKey parse_key(std::string_view text) {
  FilterKey key;
  std::string_view name = take_key_prefixes(text, key);
  const std::size_t bracket = name.rfind('[');
  if (name.ends_with(']') && bracket != std::string_view::npos) {
    key.point = read_point(trimmed(name.substr(bracket + 1, name.size() - bracket - 2)), text);
    name = name.substr(0, bracket);
  }
  key.name = unquoted(name, key.quoted);
  if (key.name.empty()) {
    throw Error(ErrorCode::invalid_input, fmt::format("a name is missing in '{}'", printable(text)),
                "as in params.lr, parent.lr or val.rmse[min]");
  }
  return key;
}

}  // namespace cairn
