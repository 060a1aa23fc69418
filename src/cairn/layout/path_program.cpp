#include "cairn/layout/path_program.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>

namespace cairn {

namespace {

constexpr std::size_t kBytes = ScanTable::kBytes;

/// Whether the automaton tells less than the class: the calendar, and characters that are not
/// ASCII.
bool sees_less(FieldFamily family, const std::array<bool, kBytes>& bytes) {
  constexpr std::array kWholly = {FieldFamily::hex,     FieldFamily::id,    FieldFamily::chars,
                                  FieldFamily::integer, FieldFamily::match, FieldFamily::slug};
  if (family == FieldFamily::date) return true;
  const bool is_ascii = std::none_of(bytes.begin() + kBytes / 2, bytes.end(), std::identity{});
  return !is_ascii && std::ranges::find(kWholly, family) == kWholly.end();
}

/// The one state to which each of the bytes leads from every state; nullopt when there is none.
std::optional<std::int16_t> only_state(const ByteAutomaton& automaton,
                                       const std::array<bool, kBytes>& bytes) {
  std::optional<std::int16_t> only;
  for (const auto& row : automaton.next) {
    for (std::size_t byte = 0; byte < kBytes; ++byte) {
      if (!bytes[byte]) continue;
      if (only.value_or(row[byte]) != row[byte]) return std::nullopt;
      only = row[byte];
    }
  }
  return only;
}

}  // namespace

FieldScan::FieldScan(const FieldClass& field_class) : table(field_class.automaton()) {
  const ByteAutomaton& automaton = field_class.automaton();
  for (const auto& row : automaton.next) {
    for (std::size_t byte = 0; byte < kBytes; ++byte) {
      if (row[byte] != ByteAutomaton::kDead) bytes[byte] = true;
    }
  }
  const std::optional<std::int16_t> only = only_state(automaton, bytes);
  is_loop = only && automaton.accepts_in(*only);
  needs_confirmation = sees_less(field_class.family(), bytes);
}

// What stands at an end of the text is taken from there until nothing is left: a literal, a field
// that ends where a literal begins whose byte it lacks, or the only field that is left.
PathTemplate::Program::Plan PathTemplate::Program::plan_of(const Spelling& spelling) const {
  using What = Step::What;
  Plan plan;
  std::size_t first = 0;
  std::size_t end = spelling.size();
  plan.pieces = spelling.size();
  const auto take = [&](What what, std::size_t part) {
    Step& step = plan.steps.emplace_back(Step{what, part, spelling[part].literal});
    if (spelling[part].field != -1) {
      step.field = static_cast<std::size_t>(spelling[part].field);
      step.scan = &scans[step.field];
    }
    if (part == first) {
      ++first;
    } else {
      --end;
    }
  };
  const auto lacks = [&](std::size_t part, char byte) {
    const FieldScan& scan = scans[static_cast<std::size_t>(spelling[part].field)];
    return !scan.bytes[static_cast<unsigned char>(byte)];
  };
  for (std::size_t part = 0; part < spelling.size(); ++part) {
    if (spelling[part].field == -1) continue;
    plan.fields.push_back({part, static_cast<std::size_t>(spelling[part].field)});
  }
  if (std::ranges::any_of(plan.fields,
                          [&](const Field& field) { return scans[field.field].table.empty(); })) {
    return plan;
  }
  while (first < end) {
    const std::size_t last = end - 1;
    if (spelling[first].field == -1) {
      take(What::literal_first, first);
    } else if (first == last) {
      take(What::field_whole, first);
    } else if (spelling[last].field == -1) {
      take(What::literal_last, last);
    } else if (const std::string& next = spelling[first + 1].literal;
               !next.empty() && lacks(first, next.front())) {
      take(What::field_first, first);
    } else if (const std::string& before = spelling[last - 1].literal;
               !before.empty() && lacks(last, before.back())) {
      take(What::field_last, last);
    } else {
      return plan;
    }
  }
  plan.is_determined = true;
  return plan;
}

namespace {

/// Most literals are one byte, which needs no call.
bool equals(const char* at, const std::string& literal) {
  return *at == literal[0] &&
         (literal.size() == 1 || std::memcmp(at, literal.data(), literal.size()) == 0);
}

const char* end_of_run(const char* at, const char* end, const FieldScan& scan) {
  while (at != end && scan.bytes[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

const char* start_of_run(const char* start, const char* at, const FieldScan& scan) {
  while (at != start && scan.bytes[static_cast<unsigned char>(at[-1])]) --at;
  return at;
}

}  // namespace

bool PathTemplate::Program::follow(const Plan& plan, std::string_view text,
                                   const FieldRules& fields, std::string_view* pieces,
                                   std::string_view& start) const {
  using What = Step::What;
  const char* at = text.data();
  const char* end = at + text.size();
  const Step* next = plan.steps.data();
  const Step* const last = next + plan.steps.size();
  if (plan.starts_alike) {
    if (start.empty()) return false;
    pieces[next->part] = start;
    at += start.size();
    ++next;
  } else {
    start = {};
  }
  for (; next != last; ++next) {
    const Step& step = *next;
    if (step.scan == nullptr) {
      const std::size_t size = step.literal.size();
      if (static_cast<std::size_t>(end - at) < size) return false;
      const bool is_first = step.what == What::literal_first;
      if (!equals(is_first ? at : end - size, step.literal)) return false;
      (is_first ? at : end) = is_first ? at + size : end - size;
      continue;
    }
    const FieldScan& scan = *step.scan;
    const bool is_last = step.what == What::field_last;
    const bool is_rest = is_last || (step.what == What::field_whole && !scan.is_loop);
    const char* const first = is_last ? start_of_run(at, end, scan) : at;
    const char* const behind = is_rest ? end : end_of_run(at, end, scan);
    const std::string_view piece(first, static_cast<std::size_t>(behind - first));
    if (!(scan.is_loop ? first != behind : scan.table.accepts(piece))) return false;
    // The automaton is a superset: only a text that is its own normal form was ever rendered.
    if (scan.needs_confirmation && !fields[step.field].field_class.confirms(piece)) return false;
    pieces[step.part] = piece;
    if (next == plan.steps.data()) start = piece;
    (is_last ? end : at) = is_last ? first : behind;
  }
  return at == end;
}

bool PathTemplate::Program::Plan::starts_as(const Plan& other) const {
  if (!is_determined || !other.is_determined || steps.empty() || other.steps.empty()) return false;
  const Step& first = steps.front();
  const Step& others = other.steps.front();
  return first.what == Step::What::field_first && others.what == first.what &&
         others.field == first.field;
}

void PathTemplate::compile() {
  least_from_.assign(segments_.size() + 1, 0);
  for (std::size_t level = segments_.size(); level-- > 0;) {
    const bool is_optional = std::ranges::any_of(
        segments_[level], [](const Spelling& spelling) { return spelling.empty(); });
    least_from_[level] = least_from_[level + 1] + (is_optional ? 0 : 1);
  }
  auto program = std::make_shared<Program>();
  for (const FieldRule& rule : fields_) program->scans.emplace_back(rule.field_class);
  for (const Segment& segment : segments_) {
    std::vector<Program::Plan>& plans = program->levels.emplace_back();
    std::size_t pieces = 0;
    for (const Spelling& spelling : segment) {
      Program::Plan plan = program->plan_of(spelling);
      plan.starts_alike = !plans.empty() && plan.starts_as(plans.back());
      plans.push_back(std::move(plan));
      pieces += spelling.size();
    }
    program->most_pieces = std::max(program->most_pieces, pieces);
  }
  program_ = std::move(program);
}

}  // namespace cairn
