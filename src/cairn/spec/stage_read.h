// Reading one stage of cairn.yaml. Only project_spec_read.cpp calls it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/spec/project_spec.h"

namespace cairn {

/// Reads one entry of `stages:`; the datasets of `project` must have been read.
StageSpec read_stage(const YamlNode::Entry& entry, const ProjectSpec& project);

/// A scalar as text; throws at the node when it is a list, a map or null.
std::string read_text(const YamlNode& node, std::string_view what);
/// A list of scalars, or one scalar, as texts.
std::vector<std::string> read_text_list(const YamlNode& node, std::string_view what);

}  // namespace cairn
