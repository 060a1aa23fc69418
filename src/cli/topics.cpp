#include "cli/topics.h"

#include "cairn/base/embedded.h"
#include "cli/help_text.h"

namespace cairn {

std::vector<HelpTopic> help_topics() {
  constexpr std::string_view kFolder = "help/";
  constexpr std::string_view kEnding = ".txt";
  std::vector<HelpTopic> topics;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnding)) continue;
    std::string_view name = file.path.substr(kFolder.size());
    name.remove_suffix(kEnding.size());
    topics.push_back({name, file.bytes.substr(0, file.bytes.find('\n')), file.bytes});
  }
  return topics;
}

std::optional<HelpTopic> find_topic(std::string_view name) {
  for (const HelpTopic& topic : help_topics()) {
    if (topic.name == name) return topic;
  }
  return std::nullopt;
}

std::string topic_list() {
  std::vector<HelpEntry> entries;
  for (const HelpTopic& topic : help_topics()) {
    entries.push_back({std::string(topic.name), std::string(topic.summary)});
  }
  return "Topics of 'cairn help TOPIC':\n" + format_entries(entries);
}

}  // namespace cairn
