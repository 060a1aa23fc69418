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
  const Spelling& segment;
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

/// Walks over the levels of a template and of a path side by side; an optional level of the
/// template may be skipped.
class PathTemplate::PathMatch {
 public:
  PathMatch(const PathTemplate& owner, std::string_view path, std::size_t limit)
      : owner_(owner), texts_(split(path, '/')), limit_(limit) {
    for (std::string& text : texts_) text = std::string(without_device_mark(text));
  }

  std::vector<PathReading> run() {
    if (texts_.size() <= owner_.depth() && texts_.size() >= owner_.least_depth()) {
      go(0, 0, {PathReading()});
    }
    return std::move(found_);
  }

 private:
  void go(std::size_t level, std::size_t at, std::vector<PathReading> readings) {
    if (readings.empty()) return;
    if (level == owner_.depth()) {
      if (at == texts_.size()) finish(std::move(readings));
      return;
    }
    const Segment& segment = owner_.segments_[level];
    const bool has_text = at < texts_.size();
    std::vector<PathReading> following;
    bool is_cut = false;
    for (const Spelling& spelling : segment) {
      if (spelling.empty()) {
        go(level + 1, at, readings);
      } else if (has_text && may_be_cut(spelling, texts_[at])) {
        is_cut = true;
      } else if (has_text) {
        read(spelling, texts_[at], readings, following);
      }
    }
    if (is_cut) {
      for (PathReading reading : readings) {
        hide(segment, reading);
        following.push_back(std::move(reading));
      }
    }
    if (has_text) go(level + 1, at + 1, std::move(following));
  }

  bool may_be_cut(const Spelling& spelling, std::string_view text) const {
    const bool has_field = spelling.size() > 1 || spelling[0].field != -1;
    return has_field && is_cut_name(text, limit_) && text.starts_with(spelling[0].literal);
  }

  const std::string& name_of(const Part& part) const {
    return owner_.fields_[static_cast<std::size_t>(part.field)].name;
  }

  /// The fields of a cut segment are not in the path.
  void hide(const Segment& segment, PathReading& reading) const {
    for (const Spelling& spelling : segment) {
      for (const Part& part : spelling) {
        if (part.field == -1) continue;
        if (std::ranges::find(reading.cut, name_of(part)) == reading.cut.end()) {
          reading.cut.push_back(name_of(part));
        }
      }
    }
  }

  void read(const Spelling& spelling, std::string_view text,
            const std::vector<PathReading>& readings, std::vector<PathReading>& following) const {
    Matcher matcher{owner_, spelling, text};
    matcher.read(0, 0);
    for (const PathReading& reading : readings) {
      for (const auto& pieces : matcher.found) {
        PathReading next = reading;
        bool agrees = true;  // a field that an outer segment showed must have the same text here
        for (std::size_t part = 0; part < spelling.size() && agrees; ++part) {
          if (spelling[part].field == -1) continue;
          const std::string& name = name_of(spelling[part]);
          const Value* known = next.fields.find(name);
          agrees = known == nullptr || known->as_string() == pieces[part];
          if (known == nullptr) next.fields.append(name, pieces[part]);
        }
        if (agrees && following.size() < kMostReadings) following.push_back(std::move(next));
      }
    }
  }

  void finish(std::vector<PathReading> readings) {
    for (PathReading& reading : readings) {
      std::erase_if(reading.cut,
                    [&](const std::string& name) { return reading.fields.contains(name); });
      if (found_.size() < kMostReadings) found_.push_back(std::move(reading));
    }
  }

  const PathTemplate& owner_;
  std::vector<std::string> texts_;
  std::size_t limit_;
  std::vector<PathReading> found_;
};

std::vector<PathReading> PathTemplate::match(std::string_view path, std::size_t limit) const {
  if (segments_.empty()) return {};
  return PathMatch(*this, path, limit).run();
}

}  // namespace cairn
