#include "cli/job.h"

#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/json.h"
#include "cairn/base/yaml.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

std::string job_variable(const char* name) {
  const char* value = std::getenv(name);
  if (value != nullptr && *value != '\0') return value;
  throw Error(ErrorCode::invalid_input,
              fmt::format("this works inside a job only: {} is not set", name),
              "it is for the commands that 'cairn run' starts (cmd: in cairn.yaml)");
}

}  // namespace

Job current_job() {
  Job job{.folder = job_variable("CAIRN_RUN_DIR"), .events = job_variable("CAIRN_EVENTS")};
  // Opening for appending would make the file anew, and nobody would ever read it.
  if (!stat_path(job.events)) {
    throw Error(ErrorCode::not_found, fmt::format("there is no events file '{}'", job.events),
                "the attempt has ended: note things while its command still runs");
  }
  return job;
}

void append_event(const Job& job, const Value& event) {
  check_event(event);
  const Fd file = open_write(Site::events_append, job.events, OpenMode::append);
  write_all(Site::events_append, file.get(), to_json(event) + "\n", job.events);
}

Value typed_value(std::string_view text) {
  const bool is_nested = text.starts_with("[") || text.starts_with("{");
  return is_nested ? parse_yaml(text, "argument") : yaml_scalar(text);
}

Map json_map(std::string_view text, std::string_view option) {
  const Value value = parse_job_json(text, option);
  if (value.is_map()) return value.as_map();
  throw Error(ErrorCode::invalid_input,
              fmt::format("{} needs a JSON object, found {}", option, value.type_name()),
              fmt::format("{} '{{\"alpha\": 0.1}}'", option));
}

}  // namespace cairn
