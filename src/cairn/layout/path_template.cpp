#include "cairn/layout/path_template.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/ambiguity.h"

namespace cairn {

namespace {

constexpr std::size_t kCutDigits = 8;
// A cut may lose up to three bytes of a character, so cut names are this close to the limit.
constexpr std::size_t kCutSlack = 3;
// What a segment may hold of literal text, so that the cut falls behind it on every file system.
constexpr std::size_t kLongestLiteral = 100;

[[noreturn]] void fail(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::invalid_input, std::move(message), std::move(hint));
}

[[noreturn]] void fail_unknown_field(std::string_view name, const FieldRules& rules) {
  std::vector<std::string> names;
  for (const FieldRule& rule : rules) names.push_back(rule.name);
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = fmt::format("declare it: `fields: {{{}: name}}`", name);
  fail(fmt::format("unknown field '{{{}}}'", name), std::move(hint));
}

/// Merges a literal into the one before it, so that two literals never meet.
template <typename Segment>
void add_literal(Segment& segment, std::string_view text) {
  if (segment.empty() || segment.back().field != -1) segment.emplace_back();
  segment.back().literal += text;
}

bool is_literal_byte(unsigned char c) { return c >= 0x20 && c != 0x7f && c != '~' && c != '\\'; }

}  // namespace

const FieldRule* find_field(const FieldRules& rules, std::string_view name) {
  const auto at = std::ranges::find(rules, name, &FieldRule::name);
  return at == rules.end() ? nullptr : &*at;
}

const Value* find_field_value(const Map& fields, std::string_view name) {
  const Value* value = fields.find(name);
  for (std::size_t dot = name.find('.'); value == nullptr && dot != std::string_view::npos;
       dot = name.find('.', dot + 1)) {
    if (const Value* outer = fields.find(name.substr(0, dot))) {
      value = outer->find_path(name.substr(dot + 1));
    }
  }
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool is_cut_name(std::string_view segment, std::size_t limit) {
  if (segment.size() + kCutSlack < limit || segment.size() > limit) return false;
  const std::size_t tilde = segment.size() - kCutDigits - 1;
  if (segment.size() < kCutDigits + 2 || segment[tilde] != '~') return false;
  return segment.find_first_not_of("0123456789abcdef", tilde + 1) == std::string_view::npos;
}

std::string fit_name(std::string_view segment, std::size_t limit) {
  if (segment.size() <= limit && !is_cut_name(segment, limit)) return std::string(segment);
  std::size_t end = limit - kCutDigits - 1;  // shorter than the segment in both cases
  while (end > 0 && (static_cast<unsigned char>(segment[end]) & 0xc0) == 0x80) --end;
  return fmt::format("{}~{}", segment.substr(0, end), sha256(segment).hex().substr(0, kCutDigits));
}

int PathTemplate::add_field(const FieldRule& rule) {
  const auto at = std::ranges::find(fields_, rule.name, &FieldRule::name);
  if (at != fields_.end()) return static_cast<int>(at - fields_.begin());
  fields_.push_back(rule);
  return static_cast<int>(fields_.size() - 1);
}

PathTemplate::Segment PathTemplate::parse_segment(std::string_view text, const FieldRules& rules) {
  Segment segment;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      add_literal(segment, text.substr(i++, 1));
    } else if (c == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos) fail("a '{' has no '}'", "write '{{' for a plain brace");
      const std::string_view name = text.substr(i + 1, end - i - 1);
      const FieldRule* rule = find_field(rules, name);
      if (rule == nullptr) fail_unknown_field(name, rules);
      segment.push_back({{}, add_field(*rule)});
      i = end;
    } else if (c == '}') {
      fail("a '}' has no '{'", "write '}}' for a plain brace");
    } else {
      if (!is_literal_byte(static_cast<unsigned char>(c))) {
        fail(
            fmt::format("the character '{}' cannot stand in a path", printable(text.substr(i, 1))));
      }
      add_literal(segment, text.substr(i, 1));
    }
  }
  return segment;
}

void PathTemplate::check_segment(const Segment& segment, std::string_view text,
                                 Ambiguity ambiguity) const {
  if (text.empty()) fail("an empty path segment", "remove the doubled, leading or trailing '/'");
  if (text[0] == '.') {
    fail(fmt::format("the segment '{}' starts with '.'", text),
         "a template stays below the root and shows what it makes");
  }
  std::vector<ByteAutomaton> literals;
  literals.reserve(segment.size());
  std::vector<const ByteAutomaton*> automata;
  std::size_t literal_bytes = 0;
  for (const Part& part : segment) {
    if (part.field == -1) {
      if (!is_utf8(part.literal)) fail("the template is not valid UTF-8");
      literal_bytes += part.literal.size();
      automata.push_back(&literals.emplace_back(exactly(part.literal)));
      continue;
    }
    const FieldRule& rule = fields_[static_cast<std::size_t>(part.field)];
    if (std::ranges::count(segment, part.field, &Part::field) > 1) {
      fail(fmt::format("the field '{{{}}}' stands twice in '{}'", rule.name, text));
    }
    automata.push_back(&rule.field_class.automaton());
  }
  if (literal_bytes > kLongestLiteral) {
    fail(fmt::format("a segment has more than {} bytes of literal text", kLongestLiteral));
  }
  if (ambiguity == Ambiguity::report) return;
  const auto witness = find_ambiguity(automata);
  if (!witness) return;
  const auto describe = [&](const std::vector<std::string>& pieces) {
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < segment.size(); ++i) {
      if (segment[i].field == -1) continue;
      const std::string& name = fields_[static_cast<std::size_t>(segment[i].field)].name;
      shown.push_back(fmt::format("{}='{}'", name, printable(pieces[i])));
    }
    return join(shown, ", ");
  };
  fail(
      fmt::format("'{}' reads '{}' in two ways: {} or {}", text, printable(witness->text),
                  describe(witness->first), describe(witness->second)),
      "separate the fields by a character that one of their classes lacks, give one a fixed length "
      "('hex 6'), or say `ambiguous: report`");
}

PathTemplate PathTemplate::parse(std::string_view text, const FieldRules& rules,
                                 std::string_view place, Ambiguity ambiguity) {
  PathTemplate result;
  result.text_ = text;
  try {
    if (text.starts_with('/')) {
      fail(fmt::format("the template '{}' is an absolute path", printable(text)),
           "paths in a layout lie below its root");
    }
    for (const std::string& segment : split(text, '/')) {
      result.segments_.push_back(result.parse_segment(segment, rules));
      result.check_segment(result.segments_.back(), segment, ambiguity);
    }
  } catch (const Error& error) {
    throw error.with_context(place);
  }
  return result;
}

PathTemplate PathTemplate::append(const PathTemplate& below) const {
  PathTemplate result = *this;
  if (!text_.empty() && !below.text_.empty()) result.text_ += '/';
  result.text_ += below.text_;
  for (Segment segment : below.segments_) {
    for (Part& part : segment) {
      if (part.field != -1) {
        part.field = result.add_field(below.fields_[static_cast<std::size_t>(part.field)]);
      }
    }
    result.segments_.push_back(std::move(segment));
  }
  return result;
}

std::string PathTemplate::normalise(std::string_view field, const Value& value) const {
  const FieldRule* rule = find_field(fields_, field);
  if (rule == nullptr) fail_unknown_field(field, fields_);
  try {
    return rule->field_class.normalise(value);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("field '{}'", field));
  }
}

std::string PathTemplate::render_segment(const Segment& segment, const Map& fields) const {
  std::string out;
  for (const Part& part : segment) {
    if (part.field == -1) {
      out += part.literal;
      continue;
    }
    const FieldRule& rule = fields_[static_cast<std::size_t>(part.field)];
    if (const Value* value = find_field_value(fields, rule.name)) {
      out += normalise(rule.name, *value);
    } else if (rule.otherwise) {
      out += normalise(rule.name, *rule.otherwise);
    } else {
      fail(fmt::format("no value for the field '{}' of '{}'", rule.name, text_),
           fmt::format("give it a value, or a default in the layout: `fields: {{{}: {{class: {}, "
                       "default: …}}}}`",
                       rule.name, rule.field_class.text()));
    }
  }
  return out;
}

std::string PathTemplate::render(const Map& fields, std::size_t limit) const {
  std::string path;
  for (const Segment& segment : segments_) {
    if (!path.empty()) path += '/';
    path += fit_name(render_segment(segment, fields), limit);
  }
  return path;
}

}  // namespace cairn
