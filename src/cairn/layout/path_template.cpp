#include "cairn/layout/path_template.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/layout/ambiguity.h"
#include "cairn/layout/path_program.h"
#include "cairn/layout/template_text.h"

namespace cairn {

namespace {

// A cut may lose up to three bytes of a character, so cut names are this close to the limit.
constexpr std::size_t kCutSlack = 3;
// What a segment may hold of literal text, so that the cut falls behind it on every file system.
constexpr std::size_t kLongestLiteral = 100;

[[noreturn]] void fail_unknown_field(std::string_view name, const FieldRules& rules) {
  std::vector<std::string> names;
  for (const FieldRule& rule : rules) names.push_back(rule.name);
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = fmt::format("declare it: `fields: {{{}: name}}`", name);
  fail_template(fmt::format("unknown field '{{{}}}'", name), std::move(hint));
}

/// Names that Windows keeps for devices, whatever their case and ending.
constexpr std::array<std::string_view, 22> kDevices = {
    "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

/// How long the name of a device is that `segment` could be, by where it or its ending begins; 0
/// for nearly all segments.
std::size_t device_length(std::string_view segment) {
  const auto ends_at = [&](std::size_t at) { return segment.size() == at || segment[at] == '.'; };
  if (segment.size() < 3) return 0;
  return ends_at(3) ? 3 : segment.size() > 3 && ends_at(4) ? 4 : 0;
}

bool is_device(std::string_view segment) {
  const std::size_t length = device_length(segment);
  return length != 0 && is_one_of(lower_letters(segment.substr(0, length)), kDevices);
}

/// Whether fit_name leaves the segment as it is: nearly all.
bool fits(std::string_view segment, std::size_t limit) {
  if (segment.size() + kCutSlack < limit && device_length(segment) == 0) return true;
  return segment.size() <= limit && !is_cut_name(segment, limit) && !is_device(segment);
}

/// Brings the text into the class of the field, which an error names.
void bring_in(const FieldRule& rule, std::string& text) {
  try {
    rule.field_class.bring_in(text);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("field '{}'", rule.name));
  }
}

std::string marked(std::string_view segment) {
  return fmt::format("{}~{}", segment, sha256(segment).hex().substr(0, kMarkDigits));
}

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

std::optional<std::string> field_part(const Map& fields, const FieldRule& rule) {
  const Value* whole = rule.part ? find_field_value(fields, rule.part->of) : nullptr;
  if (whole == nullptr) return std::nullopt;
  const std::string text = to_text(*whole);
  const std::size_t least = rule.part->size == std::string::npos ? 1 : rule.part->size;
  const std::size_t before = first_characters(text, rule.part->from).size();
  const std::string_view rest = std::string_view(text).substr(before);
  if (count_characters(rest) < least) return std::nullopt;
  return std::string(first_characters(rest, rule.part->size));
}

bool has_field_value(const Map& fields, const FieldRule& rule) {
  return find_field_value(fields, rule.name) != nullptr || field_part(fields, rule).has_value();
}

bool is_cut_name(std::string_view segment, std::size_t limit) {
  if (segment.size() + kCutSlack < limit || segment.size() > limit) return false;
  if (!has_mark(segment) || segment.front() == '~') return false;
  const std::size_t digits = segment.size() - kMarkDigits;
  return segment.find_first_not_of("0123456789abcdef", digits) == std::string_view::npos;
}

std::string fit_name(std::string_view segment, std::size_t limit) {
  if (fits(segment, limit)) return std::string(segment);
  const bool has_room = segment.size() + kMarkDigits + 1 <= limit;
  if (is_device(segment) && has_room) return marked(segment);
  std::size_t end = limit - kMarkDigits - 1;  // shorter than the segment in all cases
  while (end > 0 && (static_cast<unsigned char>(segment[end]) & 0xc0) == 0x80) --end;
  return fmt::format("{}~{}", segment.substr(0, end), sha256(segment).hex().substr(0, kMarkDigits));
}

std::string_view without_device_mark(std::string_view segment) {
  if (!has_mark(segment)) return segment;
  const std::string_view name = segment.substr(0, segment.size() - kMarkDigits - 1);
  return is_device(name) && marked(name) == segment ? name : segment;
}

int PathTemplate::add_field(const FieldRule& rule) {
  const auto at = std::ranges::find(fields_, rule.name, &FieldRule::name);
  if (at != fields_.end()) return static_cast<int>(at - fields_.begin());
  fields_.push_back(rule);
  return static_cast<int>(fields_.size() - 1);
}

std::vector<std::string> PathTemplate::describe(const Spelling& spelling,
                                                const std::vector<std::string>& pieces) const {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    if (spelling[i].field == -1) continue;
    const std::string& name = fields_[static_cast<std::size_t>(spelling[i].field)].name;
    shown.push_back(fmt::format("{}='{}'", name, printable(pieces[i])));
  }
  if (shown.empty()) shown.emplace_back("no field");
  return shown;
}

void PathTemplate::check_spelling(const Spelling& spelling, std::string_view text) const {
  std::size_t literal_bytes = 0;
  for (const Part& part : spelling) {
    if (part.field == -1) {
      if (!is_utf8(part.literal)) fail_template("the template is not valid UTF-8");
      literal_bytes += part.literal.size();
    } else if (std::ranges::count(spelling, part.field, &Part::field) > 1) {
      const std::string& name = fields_[static_cast<std::size_t>(part.field)].name;
      fail_template(fmt::format("the field '{{{}}}' stands twice in '{}'", name, text));
    }
  }
  if (!spelling.empty() && spelling[0].field == -1 && spelling[0].literal[0] == '.') {
    fail_template(fmt::format("the segment '{}' starts with '.'", text),
                  "a template stays below the root and shows what it makes");
  }
  if (literal_bytes > kLongestLiteral) {
    fail_template(fmt::format("a segment has more than {} bytes of literal text", kLongestLiteral));
  }
}

void PathTemplate::check_segment(const Segment& segment, std::string_view text,
                                 Ambiguity ambiguity) const {
  if (text.empty())
    fail_template("an empty path segment", "remove the doubled, leading or trailing '/'");
  for (const Spelling& spelling : segment) check_spelling(spelling, text);
  if (ambiguity == Ambiguity::report) return;
  const auto refuse = [&](const AmbiguityWitness& witness, const Spelling& first,
                          const Spelling& second) {
    fail_template(
        fmt::format("'{}' reads '{}' in two ways: {} or {}", text, printable(witness.text),
                    join(describe(first, witness.first), ", "),
                    join(describe(second, witness.second), ", ")),
        "separate the fields by a character that one of their classes lacks, give one a fixed "
        "length ('hex 6'), or say `ambiguous: report`");
  };
  std::vector<Reader> readers;
  readers.reserve(segment.size());
  for (const Spelling& spelling : segment) readers.emplace_back(*this, spelling);
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i].empty()) continue;
    if (const auto witness = find_ambiguity(readers[i].automata)) {
      refuse(*witness, segment[i], segment[i]);
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (segment[j].empty()) continue;
      const auto common = find_common_text(readers[j].automata, readers[i].automata);
      if (common) refuse(*common, segment[j], segment[i]);
    }
  }
}

PathTemplate PathTemplate::parse(std::string_view text, const FieldRules& rules,
                                 std::string_view place, Ambiguity ambiguity) {
  PathTemplate result;
  result.text_ = text;
  try {
    if (text.starts_with('/')) {
      fail_template(fmt::format("the template '{}' is an absolute path", printable(text)),
                    "paths in a layout lie below its root");
    }
    for (const std::string& segment_text : split(text, '/')) {
      Segment segment;
      for (const TextSpelling& spelling : read_spellings(segment_text)) {
        Spelling& parts = segment.emplace_back();
        for (const TextPart& part : spelling) {
          const FieldRule* rule = part.is_field ? find_field(rules, part.text) : nullptr;
          if (part.is_field && rule == nullptr) fail_unknown_field(part.text, rules);
          parts.push_back(part.is_field ? Part{{}, result.add_field(*rule)} : Part{part.text, -1});
        }
      }
      result.check_segment(segment, segment_text, ambiguity);
      result.segments_.push_back(std::move(segment));
    }
    result.compile();
    if (result.least_depth() == 0) {
      fail_template(fmt::format("every level of '{}' may be left out", text),
                    "keep one level that is always there");
    }
    if (const auto clash = result.level_clash(); clash && ambiguity == Ambiguity::refuse) {
      fail_template(*clash, "let the optional level begin with a word of its own: [study-{study}]");
    }
  } catch (const Error& error) {
    throw error.with_context(place);
  }
  return result;
}

std::string PathTemplate::fixed_start() const {
  std::string start;
  for (const Segment& segment : segments_) {
    if (segment.size() != 1 || segment[0].size() != 1 || segment[0][0].field != -1) break;
    if (!start.empty()) start += '/';
    start += segment[0][0].literal;
  }
  return start;
}

PathTemplate PathTemplate::append(const PathTemplate& below) const {
  PathTemplate result = *this;
  if (!text_.empty() && !below.text_.empty()) result.text_ += '/';
  result.text_ += below.text_;
  for (Segment segment : below.segments_) {
    for (Spelling& spelling : segment) {
      for (Part& part : spelling) {
        if (part.field == -1) continue;
        part.field = result.add_field(below.fields_[static_cast<std::size_t>(part.field)]);
      }
    }
    result.segments_.push_back(std::move(segment));
  }
  result.compile();
  return result;
}

std::size_t PathTemplate::field_number(std::string_view field) const {
  const FieldRule* rule = find_field(fields_, field);
  if (rule == nullptr) fail_unknown_field(field, fields_);
  return static_cast<std::size_t>(rule - fields_.data());
}

std::string PathTemplate::normalise(std::string_view field, const Value& value) const {
  const FieldRule& rule = fields_[field_number(field)];
  std::string text = rule.field_class.text_of(value);
  bring_in(rule, text);
  return text;
}

/// What the map has for the fields of this template.
PathValues PathTemplate::values_of(const Map& fields) const {
  PathValues values;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Value* value = find_field_value(fields, fields_[i].name);
    if (value == nullptr) {
      if (const auto part = field_part(fields, fields_[i])) values.set(i, *part);
    } else if (value->is_string()) {
      values.set(i, value->as_string());
    } else {
      values.set(i, fields_[i].field_class.text_of(*value));
    }
  }
  return values;
}

/// An empty text or map stands for no value where a spelling without it exists.
bool PathTemplate::has_all(const Spelling& spelling, const PathValues& values) const {
  return std::ranges::all_of(spelling, [&](const Part& part) {
    if (part.field == -1) return true;
    const auto field = static_cast<std::size_t>(part.field);
    const bool has_value = values.has(field) && !values.slots_[field].is_empty;
    return has_value || fields_[field].otherwise.has_value();
  });
}

const PathTemplate::Spelling& PathTemplate::choose(const Segment& segment,
                                                   const PathValues& values) const {
  if (segment.size() == 1) return segment.front();
  const auto chosen = std::ranges::find_if(
      segment, [&](const Spelling& spelling) { return has_all(spelling, values); });
  if (chosen != segment.end()) return *chosen;
  // The one that lacks the least, and of those the one that shows most of what was given: what it
  // lacks is what a person forgot.
  return *std::ranges::min_element(segment, {}, [&](const Spelling& spelling) {
    std::pair<int, int> rank{0, 0};
    for (const Part& part : spelling) {
      if (part.field == -1) continue;
      const auto field = static_cast<std::size_t>(part.field);
      const bool has_value = values.has(field);
      rank.first += has_value || fields_[field].otherwise ? 0 : 1;
      rank.second -= has_value ? 1 : 0;
    }
    return rank;
  });
}

void PathTemplate::append_spelling(std::string& out, const Spelling& spelling,
                                   PathValues& values) const {
  for (const Part& part : spelling) {
    if (part.field == -1) {
      out += part.literal;
      continue;
    }
    const auto field = static_cast<std::size_t>(part.field);
    PathValues::Slot& slot = values.slots_[field];
    if (slot.state != PathValues::State::absent) {
      if (slot.state == PathValues::State::given && !program_->scans[field].takes(slot.text)) {
        bring_in(fields_[field], slot.text);
      }
      slot.state = PathValues::State::normal;
      out += slot.text;
      continue;
    }
    const FieldRule& rule = fields_[field];
    if (rule.otherwise) {
      out += *rule.otherwise;
    } else {
      fail_template(
          fmt::format("no value for the field '{}' of '{}'", rule.name, text_),
          fmt::format("give it a value, or a default in the layout: `fields: {{{}: {{class: {}, "
                      "default: …}}}}`",
                      rule.name, rule.field_class.text()));
    }
  }
}

void PathTemplate::render(std::string& out, PathValues& values, std::size_t limit) const {
  const std::size_t start = out.size();
  if (values.slots_.size() < fields_.size()) values.slots_.resize(fields_.size());
  for (const Segment& segment : segments_) {
    const Spelling& spelling = choose(segment, values);
    if (spelling.empty()) continue;
    if (out.size() > start) out += '/';
    const std::size_t begin = out.size();
    append_spelling(out, spelling, values);
    if (const auto name = std::string_view(out).substr(begin); !fits(name, limit)) {
      out.replace(begin, std::string::npos, fit_name(name, limit));
    }
  }
}

std::string PathTemplate::render(const Map& fields, std::size_t limit) const {
  PathValues values = values_of(fields);
  std::string path;
  render(path, values, limit);
  return path;
}

std::vector<std::string> PathTemplate::shown(const Map& fields) const {
  const PathValues values = values_of(fields);
  std::vector<std::string> names;
  for (const Segment& segment : segments_) {
    for (const Part& part : choose(segment, values)) {
      if (part.field == -1) continue;
      const std::string& name = fields_[static_cast<std::size_t>(part.field)].name;
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

bool PathTemplate::always_shows(std::string_view name) const {
  return std::ranges::any_of(segments_, [&](const Segment& segment) {
    return std::ranges::all_of(segment, [&](const Spelling& spelling) {
      return std::ranges::any_of(spelling, [&](const Part& part) {
        return part.field != -1 && fields_[static_cast<std::size_t>(part.field)].name == name;
      });
    });
  });
}

}  // namespace cairn
