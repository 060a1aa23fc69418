// PathTemplate::match: all readings of a path, level by level. Nothing is copied out of the path,
// and what is needed on the way lies in the PathReadings, which a loop uses again.
#include <algorithm>
#include <utility>

#include "cairn/layout/path_program.h"

namespace cairn {

namespace {

// Only `ambiguous: report` can come near it; a path with more readings names nothing anyway.
constexpr std::size_t kMostReadings = 1000;

}  // namespace

/// Enumerates the ways to cut one segment into the parts of a spelling, by depth-first search. A
/// (part, place) from which the rest cannot be read is remembered, so that the work stays
/// polynomial.
class PathTemplate::SegmentMatch {
 public:
  /// Adds each way to room.ways_, with its pieces, one for each part, in room.cuts_ from `cuts` on.
  SegmentMatch(const PathTemplate& owner, const Segment& segment, std::size_t spelling,
               std::string_view text, PathReadings& room, std::size_t& cuts)
      : owner_(owner),
        spelling_(segment[spelling]),
        text_(text),
        room_(room),
        cuts_(cuts),
        number_(spelling),
        most_(room.ways_.size() + kMostReadings) {
    room.pieces_.resize(spelling_.size());
    room.hopeless_.clear();
    read(0, 0);
  }

 private:
  // A place behind fewer fields is reached in one way only, so it is never asked again.
  static constexpr std::size_t kFirstRemembered = 2;

  bool read(std::size_t part, std::size_t at) {
    if (part == spelling_.size()) return at == text_.size() && add_way();
    if (at >= text_.size() || is_hopeless(part, at)) return false;
    const bool any = spelling_[part].field == -1 ? read_literal(part, at) : read_field(part, at);
    if (!any && part >= kFirstRemembered) give_up(part, at);
    return any;
  }

  bool add_way() {
    room_.ways_.push_back({number_, cuts_});
    room_.cuts_.resize(std::max(room_.cuts_.size(), cuts_ + spelling_.size()));
    for (const std::string_view piece : room_.pieces_) room_.cuts_[cuts_++] = piece;
    return true;
  }

  bool is_hopeless(std::size_t part, std::size_t at) const {
    return !room_.hopeless_.empty() && room_.hopeless_[part * text_.size() + at] != 0;
  }

  void give_up(std::size_t part, std::size_t at) {
    if (room_.hopeless_.empty()) room_.hopeless_.assign(spelling_.size() * text_.size(), 0);
    room_.hopeless_[part * text_.size() + at] = 1;
  }

  bool read_literal(std::size_t part, std::size_t at) {
    const std::string& literal = spelling_[part].literal;
    return text_.substr(at).starts_with(literal) && read(part + 1, at + literal.size());
  }

  bool read_field(std::size_t part, std::size_t at) {
    const auto field = static_cast<std::size_t>(spelling_[part].field);
    const FieldClass& field_class = owner_.fields_[field].field_class;
    const ByteAutomaton& automaton = field_class.automaton();
    bool any = false;
    std::int16_t state = 0;
    std::size_t from = at;
    for (std::size_t end = next_end(part, at + 1);
         end != std::string_view::npos && room_.ways_.size() < most_;
         end = next_end(part, end + 1)) {
      state = automaton.advance(state, text_.substr(from, end - from));
      if (state == ByteAutomaton::kDead) break;
      from = end;
      if (!automaton.accepts_in(state)) continue;
      // The automaton is a superset: only a text that is its own normal form was ever rendered.
      const std::string_view piece = text_.substr(at, end - at);
      if (!field_class.confirms(piece)) continue;
      room_.pieces_[part] = piece;
      any = read(part + 1, end) || any;
    }
    return any;
  }

  /// The first place from `from` on where the field `part` can end, by what follows it.
  std::size_t next_end(std::size_t part, std::size_t from) const {
    if (from > text_.size()) return std::string_view::npos;
    if (part + 1 == spelling_.size()) return text_.size();
    if (spelling_[part + 1].field != -1) {
      return from < text_.size() ? from : std::string_view::npos;
    }
    const std::string& literal = spelling_[part + 1].literal;
    return literal.size() == 1 ? text_.find(literal[0], from) : text_.find(literal, from);
  }

  const PathTemplate& owner_;
  const Spelling& spelling_;
  std::string_view text_;
  PathReadings& room_;
  std::size_t& cuts_;
  std::size_t number_;
  std::size_t most_;
};

/// Walks over the levels of a template and of a path side by side; an optional level of the
/// template may be skipped. Drafts are readings of the levels so far.
class PathTemplate::PathMatch {
 public:
  PathMatch(const PathTemplate& owner, PathReadings& room, std::string_view path, std::size_t limit)
      : owner_(owner), room_(room), limit_(limit), depth_(owner.depth()) {
    room.size_ = 0;
    room.width_ = owner.fields_.size();
    room.found_.clear();
    room.levels_.clear();
    room.drafts_.assign(room.width_, {});
    for (std::size_t start = 0; start <= path.size() && room.levels_.size() <= depth_;) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      const std::string_view level = path.substr(start, end - start);
      room.levels_.push_back(has_mark(level) ? without_device_mark(level) : level);
      start = end + 1;
    }
  }

  void run() {
    const std::size_t cuts = owner_.program_->most_pieces;
    if (room_.cuts_.size() < cuts) room_.cuts_.resize(cuts);
    const std::size_t levels = room_.levels_.size();
    if (levels <= depth_ && levels >= owner_.least_depth()) go(0, 0, {0, 1});
  }

 private:
  using Cell = PathReadings::Cell;
  using Shown = PathReadings::Shown;
  using Way = PathReadings::Way;

  /// Some rows of room.drafts_, one behind the other. Of 32 bits each: they go through a register.
  struct Drafts {
    std::uint32_t first;
    std::uint32_t count;
  };

  /// Goes on with the piece `at` of the path at `level` of the template. It calls itself only where
  /// that level may be there or not.
  void go(std::size_t level, std::size_t at, Drafts drafts) {
    const std::size_t levels = room_.levels_.size();
    for (; drafts.count > 0 && levels - at <= depth_ - level; ++level) {
      if (level == depth_) return finish(drafts);
      const std::size_t left = levels - at;
      const std::size_t least_below = owner_.least_from_[level + 1];
      const bool can_take = left > least_below;
      if (owner_.least_from_[level] == least_below && left < depth_ - level) {
        if (!can_take) continue;
        go(level + 1, at, copy(drafts));
      }
      if (!can_take) return;
      drafts = take(level, room_.levels_[at++], drafts);
    }
  }

  Drafts copy(Drafts drafts) {
    const Drafts copies{next_row_, drafts.count};
    for (std::size_t i = 0; i < drafts.count; ++i) copy_row(drafts.first + i);
    return copies;
  }

  /// The drafts with all readings of one level behind them; the old ones are used up.
  Drafts take(std::size_t level, std::string_view text, Drafts drafts) {
    const Segment& segment = owner_.segments_[level];
    const Program& program = *owner_.program_;
    const std::vector<Program::Plan>& plans = program.levels[level];
    room_.ways_.clear();
    std::size_t cuts = 0;
    const bool looks_cut = has_mark(text) && is_cut_name(text, limit_);
    bool is_cut = false;
    std::string_view start;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const Program::Plan& plan = plans[i];
      if (plan.pieces == 0) continue;
      if (looks_cut && may_be_cut(segment[i], text)) {
        is_cut = true;
      } else if (plan.is_determined) {
        // A spelling before it may have been read in many ways, each with its pieces.
        const std::size_t needed = cuts + plan.pieces;
        if (room_.cuts_.size() < needed) room_.cuts_.resize(needed);
        if (!program.follow(plan, text, owner_.fields_, room_.cuts_.data() + cuts, start)) continue;
        room_.ways_.push_back({i, cuts});
        cuts = needed;
      } else if (segment[i][0].field != -1 || text.starts_with(segment[i][0].literal)) {
        SegmentMatch(owner_, segment, i, text, room_, cuts);
      }
    }
    // One draft that goes on in one way: nearly always.
    if (drafts.count == 1 && room_.ways_.size() == 1 && !is_cut) {
      drafts.count = extend(row_at(drafts.first), plans, room_.ways_[0]) ? 1 : 0;
      return drafts;
    }
    Drafts following{next_row_, 0};
    for (std::size_t draft = drafts.first; draft < drafts.first + drafts.count; ++draft) {
      for (std::size_t way = 0; way < room_.ways_.size() && following.count < kMostReadings;
           ++way) {
        if (extend(copy_row(draft), plans, room_.ways_[way])) {
          ++following.count;
        } else {
          --next_row_;
        }
      }
      if (is_cut) {
        hide(copy_row(draft), segment);
        ++following.count;
      }
    }
    return following;
  }

  static bool may_be_cut(const Spelling& spelling, std::string_view text) {
    const bool has_field = spelling.size() > 1 || spelling[0].field != -1;
    return has_field && text.starts_with(spelling[0].literal);
  }

  Cell* row_at(std::size_t row) { return room_.drafts_.data() + row * room_.width_; }

  /// A copy of the draft `row` behind all others.
  Cell* copy_row(std::size_t row) {
    ++next_row_;
    room_.drafts_.resize(std::max<std::size_t>(room_.drafts_.size(), next_row_ * room_.width_));
    Cell* const copy = row_at(next_row_ - 1);
    std::copy_n(row_at(row), room_.width_, copy);
    return copy;
  }

  /// Adds the pieces of a segment. Returns false where a field that an outer segment showed has
  /// another text here.
  bool extend(Cell* row, const std::vector<Program::Plan>& plans, const Way& way) const {
    const std::string_view* const pieces = room_.cuts_.data() + way.first;
    for (const Program::Field& field : plans[way.spelling].fields) {
      Cell& cell = row[field.field];
      const std::string_view piece = pieces[field.part];
      if (cell.shown == Shown::yes && std::string_view(cell.text, cell.size) != piece) return false;
      cell = {piece.data(), static_cast<std::uint32_t>(piece.size()), Shown::yes};
    }
    return true;
  }

  /// The fields of a cut segment are not in the path.
  static void hide(Cell* row, const Segment& segment) {
    for (const Spelling& spelling : segment) {
      for (const Part& part : spelling) {
        if (part.field != -1 && row[part.field].shown == Shown::no) {
          row[part.field].shown = Shown::cut;
        }
      }
    }
  }

  void finish(Drafts drafts) {
    const std::size_t count = std::min<std::size_t>(drafts.count, kMostReadings - room_.size_);
    if (room_.size_ == 0 && drafts.first == 0) {
      std::swap(room_.found_, room_.drafts_);  // the first rows are the readings
      room_.size_ = count;
      return;
    }
    const Cell* first = row_at(drafts.first);
    room_.found_.insert(room_.found_.end(), first, first + count * room_.width_);
    room_.size_ += count;
  }

  const PathTemplate& owner_;
  PathReadings& room_;
  std::size_t limit_;
  std::size_t depth_;
  std::uint32_t next_row_ = 1;  ///< Behind the empty draft that all begins with.
};

void PathTemplate::match(PathReadings& out, std::string_view path, std::size_t limit) const {
  PathMatch match(*this, out, path, limit);
  if (!segments_.empty()) match.run();
}

std::vector<PathReading> PathTemplate::match(std::string_view path, std::size_t limit) const {
  PathReadings readings;
  match(readings, path, limit);
  std::vector<PathReading> out(readings.size());
  std::vector<std::pair<const char*, std::size_t>> shown;
  for (std::size_t i = 0; i < out.size(); ++i) {
    shown.clear();
    for (std::size_t field = 0; field < fields_.size(); ++field) {
      if (const auto text = readings.text(i, field)) shown.emplace_back(text->data(), field);
      if (readings.is_cut(i, field)) out[i].cut.push_back(fields_[field].name);
    }
    // In the order of the path, which another spelling may turn round.
    std::ranges::sort(shown);
    for (const auto& [start, field] : shown) {
      out[i].fields.append(fields_[field].name, *readings.text(i, field));
    }
  }
  return out;
}

}  // namespace cairn
