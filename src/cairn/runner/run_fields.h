// What the paths of a layout can show of a planned run: its own values, and what it lacks itself
// from the runs that it needs. Several runs behind one field agree on its value, or the layout says
// what stands for the differing ones ("*", or the values joined). It does not know the disk.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cairn/identity/key.h"
#include "cairn/record/run_definition.h"
#include "cairn/spec/sweep.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"

namespace cairn {

/// The fields of the run of `point`, but for its names and id; `upstream` are the fields of the
/// points before it.
Map run_fields(const Project& project, const Session& session, const Point& point,
               const RunDefinition& definition, const std::vector<Map>& upstream);

/// A field as the path shows it; nullopt for one without a value.
std::optional<Value> field_text(const Layout& layout, const Map& fields, std::string_view name);

/// What a layout feeds to the scheme of a name: the words of name_inputs(), of inputs those that
/// are no datasets, or one param or field. What the run does not have is left out.
Value name_input(const Layout& layout, const NameRule& rule, const RunKey& key,
                 const RunDefinition& definition, const Map& fields);

/// Adds what shows which run it is: its id, and `random`, the digits that stand for another
/// system's random ones, unless the run states them.
void set_identity(Map& fields, const RunDefinition& definition);

/// The params that stand in a field of pairs: those that have no field of their own.
Map paired_params(const Layout& layout, const StageSpec& stage, const Map& params);

}  // namespace cairn
