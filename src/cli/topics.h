// The topics of `cairn help TOPIC`: short texts in the folder `help`, carried by the program. Their
// first line says what they are about; the last one names the page that tells all. It does not know
// the verbs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct HelpTopic {
  std::string_view name;     ///< "filters"
  std::string_view summary;  ///< Its first line.
  std::string_view text;     ///< All of it.
};

/// All topics, by name.
std::vector<HelpTopic> help_topics();

/// The topic called `name`, or nullopt.
std::optional<HelpTopic> find_topic(std::string_view name);

/// The list that `cairn help topics` prints.
std::string topic_list();

}  // namespace cairn
