#include "cairn/query/fields.h"

#include <array>

#include "cairn/catalog/archive_name.h"

namespace cairn {

namespace {

template <auto Member>
Value text_member(const RunRow& run) {
  return (run.*Member).empty() ? Value() : Value(run.*Member);
}

template <auto Member>
Value number(const RunRow& run) {
  return run.*Member;
}

template <auto Member>
Value optional_number(const RunRow& run) {
  return run.*Member ? Value(*(run.*Member)) : Value();
}

Value id_of(const RunRow& run) { return run.id.text; }
Value status_of(const RunRow& run) { return status_name(run.status); }
Value seed_of(const RunRow& run) { return run.seed; }
Value archived_of(const RunRow& run) { return is_archived(run.path) ? 1 : 0; }

constexpr std::array kFields = {
    RunField{"id", "id", false, CellKind::text, id_of},
    RunField{"name", "name", false, CellKind::text, text_member<&RunRow::name>},
    RunField{"experiment", "experiment", false, CellKind::text, text_member<&RunRow::experiment>},
    RunField{"stage", "stage", false, CellKind::text, text_member<&RunRow::stage>},
    RunField{"kind", "kind", false, CellKind::text, text_member<&RunRow::kind>},
    RunField{"dataset", "dataset", false, CellKind::text, text_member<&RunRow::dataset>},
    RunField{"dataset.version", "dataset_version", false, CellKind::text,
             text_member<&RunRow::dataset_version>},
    RunField{"seed", "seed", true, CellKind::value, seed_of},
    RunField{"status", "status", false, CellKind::status, status_of},
    RunField{"attempt", "attempt", false, CellKind::integer, number<&RunRow::attempt>},
    RunField{"created", "created", false, CellKind::time, number<&RunRow::created>},
    RunField{"started", "started", true, CellKind::time, optional_number<&RunRow::started>},
    RunField{"ended", "ended", true, CellKind::time, optional_number<&RunRow::ended>},
    RunField{"duration", "duration", true, CellKind::duration, optional_number<&RunRow::duration>},
    RunField{"cpu_time", "cpu_time", true, CellKind::duration, optional_number<&RunRow::cpu_time>},
    RunField{"max_rss", "max_rss", true, CellKind::bytes, optional_number<&RunRow::max_rss>},
    RunField{"size", "size", false, CellKind::bytes, number<&RunRow::size>},
    RunField{"exit_code", "exit_code", true, CellKind::integer,
             optional_number<&RunRow::exit_code>},
    RunField{"signal", "signal", true, CellKind::integer, optional_number<&RunRow::signal>},
    RunField{"host", "host", false, CellKind::text, text_member<&RunRow::host>},
    RunField{"git_commit", "git_commit", false, CellKind::text, text_member<&RunRow::git_commit>},
    RunField{"git_dirty", "git_dirty", true, CellKind::flag, optional_number<&RunRow::git_dirty>},
    RunField{"python", "python", false, CellKind::text, text_member<&RunRow::python>},
    RunField{"packages", "packages", false, CellKind::text, text_member<&RunRow::packages>},
    RunField{"pinned", "pinned", false, CellKind::flag, number<&RunRow::pinned>},
    RunField{"verified", "verified", false, CellKind::text, text_member<&RunRow::verified>},
    RunField{"copy", "copy", false, CellKind::flag, number<&RunRow::copy>},
    RunField{"archived", "archived", false, CellKind::flag, archived_of},
    RunField{"message", "message", false, CellKind::text, text_member<&RunRow::message>},
    RunField{"description", "description", false, CellKind::text,
             text_member<&RunRow::description>},
    RunField{"notes", "notes", false, CellKind::text, text_member<&RunRow::notes>},
    RunField{"path", "path", false, CellKind::text, text_member<&RunRow::path>},
};

}  // namespace

std::span<const RunField> run_fields() { return kFields; }

const RunField* find_run_field(std::string_view name) {
  for (const RunField& field : kFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace cairn
