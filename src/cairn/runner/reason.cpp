#include "cairn/runner/reason.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

namespace {

/// In the order of the enum.
constexpr std::array<std::string_view, 13> kKindNames = {
    "params", "code",   "data",    "inputs",   "command", "env",      "environment",
    "outs",   "record", "attempt", "upstream", "forced",  "never_ran"};
constexpr std::size_t kTriggerCount = 7;

bool is_digest(const Value& value) {
  return value.is_string() && Digest::from_hex(value.as_string()).has_value();
}

/// A value on one line; long digests by their first digits.
std::string shown(const Value& value) {
  constexpr std::size_t kShownDigits = 4;
  if (is_digest(value)) return "sha " + value.as_string().substr(0, kShownDigits) + "…";
  return printable(to_text(value));
}

/// With its type in its looks: strings in quotes, what is not ASCII by its code points.
std::string typed(const Value& value) {
  std::string text;
  for (const char c : value.is_string() ? to_json(value) : shown(value)) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte < 0x80 ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return text;
}

/// The part of two texts that differs, with a little around it.
std::pair<std::string, std::string> narrowed(const std::string& before, const std::string& after) {
  constexpr std::size_t kContext = 24;
  constexpr std::size_t kShort = 60;
  if (before.size() <= kShort && after.size() <= kShort) return {before, after};
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const std::size_t begin = head > kContext ? head - kContext : 0;
  const std::size_t behind = tail > kContext ? tail - kContext : 0;
  const auto cut = [&](const std::string& text) {
    std::string part = text.substr(begin, text.size() - behind - begin);
    while (!part.empty() && (static_cast<unsigned char>(part.front()) & 0xC0) == 0x80) {
      part.erase(0, 1);
    }
    return (begin > 0 ? "…" : "") + fit_width(part, 2 * kShort) + (behind > 0 ? "…" : "");
  };
  return {cut(before), cut(after)};
}

/// The leaf without its part: "params.lr" → "lr".
std::string short_leaf(const Reason& reason) {
  const std::size_t dot = reason.leaf.find('.');
  return printable(dot == std::string::npos ? reason.leaf : reason.leaf.substr(dot + 1));
}

std::string value_text_of(const Reason& reason) {
  const std::string name = short_leaf(reason);
  if (!reason.before) return fmt::format("{}: {} is new", name, shown(*reason.after));
  if (!reason.after) return fmt::format("{}: {} is gone", name, shown(*reason.before));
  return fmt::format("{}: {}", name, change_text(reason.before, reason.after));
}

std::string dep_text(const Reason& reason) {
  const std::string name = short_leaf(reason);
  if (!reason.detail.empty()) return fmt::format("{}: {}", name, printable(reason.detail));
  if (!reason.before) return name + " is a new dep";
  if (!reason.after) return name + " is no dep any more";
  if (is_digest(*reason.before) && is_digest(*reason.after)) {
    return fmt::format("{}: changed ({})", name, change_text(reason.before, reason.after));
  }
  return fmt::format("{}: {}", name, change_text(reason.before, reason.after));
}

std::string variable_text(const Reason& reason) {
  const auto set = [](const std::optional<Value>& value) {
    return value && value->is_null() ? Value("unset") : value.value_or(Value("undeclared"));
  };
  return fmt::format("{}: {}", short_leaf(reason),
                     change_text(set(reason.before), set(reason.after)));
}

std::string command_text(const Reason& reason) {
  const auto [before, after] =
      narrowed(command_shown(reason.before->as_string()), command_shown(reason.after->as_string()));
  return fmt::format("command: {} → {}", printable(before), printable(after));
}

}  // namespace

std::string_view reason_kind_name(ReasonKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

const Triggers& default_triggers() {
  using enum ReasonKind;
  static const Triggers triggers = {params, code, data, inputs, command, env};
  return triggers;
}

std::span<const std::string_view> trigger_names() { return {kKindNames.data(), kTriggerCount}; }

Triggers parse_triggers(std::string_view text) {
  const std::span<const std::string_view> names = trigger_names();
  Triggers triggers;
  for (const std::string& name : split(text, ',')) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      const std::optional<std::string> near = nearest(name, names);
      const std::vector<std::string> all(names.begin(), names.end());
      throw Error(ErrorCode::invalid_input, fmt::format("'{}' is no trigger", name),
                  near ? fmt::format("did you mean '{}'?", *near)
                       : "write some of these, with commas: " + join(all, ","));
    }
    triggers.insert(static_cast<ReasonKind>(found - names.begin()));
  }
  return triggers;
}

std::string change_text(const std::optional<Value>& before, const std::optional<Value>& after) {
  const auto text = [](const std::optional<Value>& value) {
    return value ? shown(*value) : "none";
  };
  std::string old_text = text(before);
  std::string new_text = text(after);
  if (old_text == new_text && before && after) {
    old_text = typed(*before);
    new_text = typed(*after);
  }
  return fmt::format("{} → {}", old_text, new_text);
}

std::string reason_text(const Reason& reason) {
  switch (reason.kind) {
    case ReasonKind::params:
      return value_text_of(reason);
    case ReasonKind::code:
    case ReasonKind::data:
      return dep_text(reason);
    case ReasonKind::env:
      return variable_text(reason);
    case ReasonKind::command:
      return command_text(reason);
    default:
      return printable(reason.detail);
  }
}

std::string reasons_text(const Reasons& reasons) {
  if (reasons.empty()) return "";
  std::string text = reason_text(reasons.front());
  if (reasons.size() > 1) text += fmt::format(" (and {} more)", reasons.size() - 1);
  return text;
}

Reason reason_before(const std::string& which, const Reason& reason) {
  Reason cause = reason;
  cause.kind = ReasonKind::upstream;
  cause.detail = fmt::format("{}: {}", which, reason_text(reason));
  return cause;
}

Value to_value(const Reason& reason) {
  Map map{{"kind", reason_kind_name(reason.kind)}};
  if (!reason.leaf.empty()) map.append("leaf", reason.leaf);
  if (reason.before) map.append("before", *reason.before);
  if (reason.after) map.append("after", *reason.after);
  if (!reason.detail.empty()) map.append("detail", reason.detail);
  if (!reason.place.empty()) map.append("place", reason.place);
  map.append("text", reason_text(reason));
  return map;
}

}  // namespace cairn
