// PathTemplate::match: all readings of a path, segment by segment.
#include <algorithm>
#include <utility>

#include "cairn/layout/path_template.h"

namespace cairn {

namespace {

// Only `ambiguous: report` can come near it; a path with more readings names nothing anyway.
constexpr std::size_t kMostReadings = 1000;

}  // namespace

/// Enumerates the readings of one segment by depth-first search. A (part, position) from which the
/// rest cannot be read is remembered, so that the work stays polynomial.
class PathTemplate::Matcher {
 public:
  /// What one segment after the other uses, so that it is allocated once for a path.
  struct Room {
    std::vector<char> hopeless;
    std::vector<std::string_view> pieces;
    std::vector<std::string_view>
        found;  ///< All readings one behind the other, a piece for a part.
  };

  Matcher(const PathTemplate& owner, const Spelling& segment, std::string_view text, Room& room)
      : owner_(owner), segment_(segment), text_(text), room_(room) {
    room.hopeless.assign(segment.size() * (text.size() + 1), 0);
    room.pieces.assign(segment.size(), {});
    room.found.clear();
  }

  /// How many readings were found.
  std::size_t count() const { return room_.found.size() / segment_.size(); }

  bool read(std::size_t part, std::size_t at) {
    if (part == segment_.size()) {
      if (at != text_.size()) return false;
      room_.found.insert(room_.found.end(), room_.pieces.begin(), room_.pieces.end());
      return true;
    }
    if (at >= text_.size()) return false;
    char& is_hopeless = room_.hopeless[part * (text_.size() + 1) + at];
    if (is_hopeless != 0) return false;
    const bool any = segment_[part].field == -1 ? read_literal(part, at) : read_field(part, at);
    is_hopeless = any ? 0 : 1;
    return any;
  }

 private:
  bool read_literal(std::size_t part, std::size_t at) {
    const std::string& literal = segment_[part].literal;
    return text_.substr(at).starts_with(literal) && read(part + 1, at + literal.size());
  }

  bool read_field(std::size_t part, std::size_t at) {
    const auto& field_class =
        owner_.fields_[static_cast<std::size_t>(segment_[part].field)].field_class;
    const ByteAutomaton& automaton = field_class.automaton();
    const std::size_t most = kMostReadings * segment_.size();
    bool any = false;
    std::int16_t state = 0;
    for (std::size_t end = at; end < text_.size() && room_.found.size() < most;) {
      const auto byte = static_cast<unsigned char>(text_[end++]);
      state = automaton.next[static_cast<std::size_t>(state)][byte];
      if (state == ByteAutomaton::kDead) break;
      if (!automaton.accepting[static_cast<std::size_t>(state)]) continue;
      // The automaton is a superset: only a text that is its own normal form was ever rendered.
      room_.pieces[part] = text_.substr(at, end - at);
      if (!leads_on(part + 1, end)) continue;
      if (!field_class.confirms(room_.pieces[part])) continue;
      any = read(part + 1, end) || any;
    }
    return any;
  }

  /// A cheap look ahead that spares most of the search: does the next literal stand at `at`?
  bool leads_on(std::size_t part, std::size_t at) const {
    if (part == segment_.size()) return at == text_.size();
    if (segment_[part].field != -1) return at < text_.size();
    return text_.substr(at).starts_with(segment_[part].literal);
  }

  const PathTemplate& owner_;
  const Spelling& segment_;
  std::string_view text_;
  Room& room_;
};

/// Walks over the levels of a template and of a path side by side; an optional level of the
/// template may be skipped.
class PathTemplate::PathMatch {
 public:
  PathMatch(const PathTemplate& owner, std::string_view path, std::size_t limit)
      : owner_(owner), limit_(limit) {
    texts_.reserve(owner.depth() + 1);
    for (std::size_t start = 0; start <= path.size() && texts_.size() <= owner.depth();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      texts_.push_back(without_device_mark(path.substr(start, end - start)));
      start = end + 1;
    }
  }

  std::vector<PathReading> run() {
    if (texts_.size() <= owner_.depth() && texts_.size() >= owner_.least_depth()) {
      Drafts start(1);
      go(0, 0, start);
    }
    return std::move(found_);
  }

 private:
  /// A reading on its way: fields by their index, their texts in the path.
  struct Draft {
    std::vector<std::pair<int, std::string_view>> texts;
    std::vector<int> cut;

    const std::string_view* find(int field) const {
      const auto at = std::ranges::find(texts, field, &std::pair<int, std::string_view>::first);
      return at == texts.end() ? nullptr : &at->second;
    }
  };
  using Drafts = std::vector<Draft>;

  void go(std::size_t level, std::size_t at, const Drafts& drafts) {
    if (drafts.empty()) return;
    if (level == owner_.depth()) {
      if (at == texts_.size()) finish(drafts);
      return;
    }
    const Segment& segment = owner_.segments_[level];
    const bool has_text = at < texts_.size();
    Drafts following;
    bool is_cut = false;
    for (const Spelling& spelling : segment) {
      if (spelling.empty()) {
        go(level + 1, at, drafts);
      } else if (has_text && may_be_cut(spelling, texts_[at])) {
        is_cut = true;
      } else if (has_text) {
        read(spelling, texts_[at], drafts, following);
      }
    }
    if (is_cut) {
      for (const Draft& draft : drafts) hide(segment, following.emplace_back(draft));
    }
    if (has_text) go(level + 1, at + 1, following);
  }

  bool may_be_cut(const Spelling& spelling, std::string_view text) const {
    const bool has_field = spelling.size() > 1 || spelling[0].field != -1;
    return has_field && is_cut_name(text, limit_) && text.starts_with(spelling[0].literal);
  }

  /// The fields of a cut segment are not in the path.
  static void hide(const Segment& segment, Draft& draft) {
    for (const Spelling& spelling : segment) {
      for (const Part& part : spelling) {
        if (part.field == -1) continue;
        if (std::ranges::find(draft.cut, part.field) == draft.cut.end()) {
          draft.cut.push_back(part.field);
        }
      }
    }
  }

  void read(const Spelling& spelling, std::string_view text, const Drafts& drafts,
            Drafts& following) {
    if (spelling[0].field == -1 && !text.starts_with(spelling[0].literal)) return;
    Matcher matcher(owner_, spelling, text, room_);
    matcher.read(0, 0);
    for (const Draft& draft : drafts) {
      for (std::size_t i = 0; i < matcher.count() && following.size() < kMostReadings; ++i) {
        Draft& next = following.emplace_back();
        next.texts.reserve(owner_.fields_.size());
        next = draft;
        if (!extend(next, spelling, &room_.found[i * spelling.size()])) following.pop_back();
      }
    }
  }

  /// Adds the pieces of a segment. Returns false where a field that an outer segment showed has
  /// another text here.
  static bool extend(Draft& draft, const Spelling& spelling, const std::string_view* pieces) {
    for (std::size_t part = 0; part < spelling.size(); ++part) {
      if (spelling[part].field == -1) continue;
      const std::string_view* known = draft.find(spelling[part].field);
      if (known == nullptr) {
        draft.texts.emplace_back(spelling[part].field, pieces[part]);
      } else if (*known != pieces[part]) {
        return false;
      }
    }
    return true;
  }

  const std::string& name_of(int field) const {
    return owner_.fields_[static_cast<std::size_t>(field)].name;
  }

  void finish(const Drafts& drafts) {
    for (const Draft& draft : drafts) {
      if (found_.size() >= kMostReadings) return;
      PathReading& reading = found_.emplace_back();
      for (const auto& [field, text] : draft.texts) reading.fields.append(name_of(field), text);
      for (const int field : draft.cut) {
        if (draft.find(field) == nullptr) reading.cut.push_back(name_of(field));
      }
    }
  }

  const PathTemplate& owner_;
  std::vector<std::string_view> texts_;
  std::size_t limit_;
  Matcher::Room room_;
  std::vector<PathReading> found_;
};

std::vector<PathReading> PathTemplate::match(std::string_view path, std::size_t limit) const {
  if (segments_.empty()) return {};
  return PathMatch(*this, path, limit).run();
}

}  // namespace cairn
