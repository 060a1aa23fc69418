// PathTemplate::match: all readings of a path, segment by segment.
#include <algorithm>
#include <utility>

#include "cairn/base/text.h"
#include "cairn/layout/path_template.h"

namespace cairn {

namespace {

// Only `ambiguous: report` can come near it; a path with more readings names nothing anyway.
constexpr std::size_t kMostReadings = 1000;

}  // namespace

/// Enumerates the readings of one segment by depth-first search. A (part, position) from which the
/// rest cannot be read is remembered, so that the work stays polynomial.
struct PathTemplate::Matcher {
  const PathTemplate& owner;
  const Segment& segment;
  std::string_view text;
  std::vector<bool> hopeless = std::vector<bool>(segment.size() * (text.size() + 1));
  std::vector<std::string_view> pieces = std::vector<std::string_view>(segment.size());
  std::vector<std::vector<std::string_view>> found = {};

  bool read(std::size_t part, std::size_t at) {
    if (part == segment.size()) {
      if (at != text.size()) return false;
      found.push_back(pieces);
      return true;
    }
    if (at >= text.size()) return false;
    const std::size_t key = part * (text.size() + 1) + at;
    if (hopeless[key]) return false;
    const bool any = segment[part].field == -1 ? read_literal(part, at) : read_field(part, at);
    hopeless[key] = !any;
    return any;
  }

  bool read_literal(std::size_t part, std::size_t at) {
    const std::string& literal = segment[part].literal;
    return text.substr(at).starts_with(literal) && read(part + 1, at + literal.size());
  }

  bool read_field(std::size_t part, std::size_t at) {
    const auto& field_class =
        owner.fields_[static_cast<std::size_t>(segment[part].field)].field_class;
    const ByteAutomaton& automaton = field_class.automaton();
    bool any = false;
    std::int16_t state = 0;
    for (std::size_t end = at; end < text.size() && found.size() < kMostReadings;) {
      const auto byte = static_cast<unsigned char>(text[end++]);
      state = automaton.next[static_cast<std::size_t>(state)][byte];
      if (state == ByteAutomaton::kDead) break;
      if (!automaton.accepting[static_cast<std::size_t>(state)]) continue;
      // The automaton is a superset: only a text that is its own normal form was ever rendered.
      pieces[part] = text.substr(at, end - at);
      if (!leads_on(part + 1, end)) continue;
      if (!field_class.confirms(pieces[part])) continue;
      any = read(part + 1, end) || any;
    }
    return any;
  }

  /// A cheap look ahead that spares most of the search: does the next literal stand at `at`?
  bool leads_on(std::size_t part, std::size_t at) const {
    if (part == segment.size()) return at == text.size();
    if (segment[part].field != -1) return at < text.size();
    return text.substr(at).starts_with(segment[part].literal);
  }
};

void PathTemplate::read_segment(std::size_t index, std::string_view text,
                                std::vector<PathReading>& readings) const {
  const Segment& segment = segments_[index];
  Matcher matcher{*this, segment, text};
  matcher.read(0, 0);
  std::vector<PathReading> following;
  for (const PathReading& reading : readings) {
    for (const auto& pieces : matcher.found) {
      PathReading next = reading;
      bool agrees = true;  // a field that an outer segment showed must have the same text here
      for (std::size_t part = 0; part < segment.size() && agrees; ++part) {
        if (segment[part].field == -1) continue;
        const std::string& name = fields_[static_cast<std::size_t>(segment[part].field)].name;
        const Value* known = next.fields.find(name);
        agrees = known == nullptr || known->as_string() == pieces[part];
        if (known == nullptr) next.fields.append(name, pieces[part]);
      }
      if (agrees && following.size() < kMostReadings) following.push_back(std::move(next));
    }
  }
  readings = std::move(following);
}

bool PathTemplate::may_be_cut(std::size_t index, std::string_view text, std::size_t limit) const {
  const Segment& segment = segments_[index];
  const bool has_field = segment.size() > 1 || segment[0].field != -1;
  return has_field && is_cut_name(text, limit) && text.starts_with(segment[0].literal);
}

std::vector<PathReading> PathTemplate::match(std::string_view path, std::size_t limit) const {
  const auto texts = split(path, '/');
  if (segments_.empty() || texts.size() != segments_.size()) return {};
  std::vector<PathReading> readings(1);
  std::vector<std::string> hidden;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (!may_be_cut(i, texts[i], limit)) {
      read_segment(i, texts[i], readings);
      continue;
    }
    for (const Part& part : segments_[i]) {
      if (part.field == -1) continue;
      const std::string& name = fields_[static_cast<std::size_t>(part.field)].name;
      if (std::ranges::find(hidden, name) == hidden.end()) hidden.push_back(name);
    }
  }
  for (PathReading& reading : readings) {
    for (const std::string& name : hidden) {
      if (!reading.fields.contains(name)) reading.cut.push_back(name);
    }
  }
  return readings;
}

}  // namespace cairn
