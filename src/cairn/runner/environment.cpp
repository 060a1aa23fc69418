#include "cairn/runner/environment.h"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/store/host_facts.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

namespace {

constexpr std::size_t kMostPackages = 3;

Reason found(std::string_view leaf, std::optional<Value> before, std::optional<Value> after,
             std::string detail) {
  return {.kind = ReasonKind::environment,
          .leaf = fmt::format("environment.{}", leaf),
          .before = std::move(before),
          .after = std::move(after),
          .detail = std::move(detail),
          .place = ""};
}

/// One reason where two texts differ; an empty one is unknown, and tells nothing.
void compare(std::string_view leaf, std::string_view words, const std::string& before,
             const std::string& after, Reasons& reasons) {
  if (before == after || before.empty() || after.empty()) return;
  reasons.push_back(found(leaf, before, after, fmt::format("{}: {} → {}", words, before, after)));
}

void compare_hosts(const HostFacts& before, const HostFacts& after, Reasons& reasons) {
  compare("host.name", "host", before.name, after.name, reasons);
  compare("host.os", "system", before.os, after.os, reasons);
  compare("host.kernel", "kernel", before.kernel, after.kernel, reasons);
  compare("host.cpu", "CPU", before.cpu, after.cpu, reasons);
  const auto cards = [](const HostFacts& host) {
    return host.gpus.empty() ? std::string("none") : join(host.gpus, ", ");
  };
  compare("host.gpus", "GPUs", cards(before), cards(after), reasons);
}

/// Name → version of a list of packages.
std::map<std::string, std::string> versions_of(const std::string& list) {
  std::map<std::string, std::string> versions;
  for (const std::string& line : split(list, '\n')) {
    const std::size_t equals = line.find("==");
    if (equals != std::string::npos) versions[line.substr(0, equals)] = line.substr(equals + 2);
  }
  return versions;
}

void compare_pythons(const Project& project, const std::optional<PythonFacts>& before,
                     const std::optional<PythonAnswer>& after, Reasons& reasons) {
  if (!before && !after) return;
  if (!before || !after) {
    const auto text = [](const auto& python) { return python ? "a Python" : "no Python"; };
    reasons.push_back(found(
        "python", {}, {},
        fmt::format("the command started {}, and would start {}", text(before), text(after))));
    return;
  }
  compare("python.version", "Python", before->version, after->facts.version, reasons);
  const std::optional<Digest>& was = before->packages;
  const std::optional<Digest>& is = after->facts.packages;
  if (!was || !is || *was == *is) return;
  std::string detail =
      fmt::format("packages: {} → {}", before->package_count, after->facts.package_count);
  try {
    detail = package_changes(open_objects(project).get(*was), after->packages);
  } catch (const Error& error) {
    // A run folder that was copied alone comes without its objects: the counts still tell.
    if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::corrupt) throw;
  }
  reasons.push_back(found("packages", was->hex(), is->hex(), std::move(detail)));
}

}  // namespace

std::string package_changes(const std::string& before, const std::string& after) {
  const std::map<std::string, std::string> was = versions_of(before);
  const std::map<std::string, std::string> is = versions_of(after);
  std::vector<std::string> changes;
  for (const auto& [name, version] : was) {
    const auto now = is.find(name);
    if (now == is.end()) {
      changes.push_back(name + " is gone");
    } else if (now->second != version) {
      changes.push_back(fmt::format("{}: {} → {}", name, version, now->second));
    }
  }
  for (const auto& [name, version] : is) {
    if (!was.contains(name)) changes.push_back(fmt::format("{} {} is new", name, version));
  }
  const std::size_t more = changes.size() - std::min(changes.size(), kMostPackages);
  changes.resize(changes.size() - more);
  return join(changes, "; ") + (more > 0 ? fmt::format(" (and {} more)", more) : "");
}

const HostFacts& EnvironmentCheck::host() {
  if (!host_) host_ = look_at_host();
  return *host_;
}

std::optional<PythonAnswer> EnvironmentCheck::python_of(const RenderedCommand& command) {
  const ProvenanceRequest request{.argv = &command.argv, .variables = &command.environment};
  const std::optional<std::string> interpreter = job_interpreter(project_, request);
  if (!interpreter) return std::nullopt;
  const auto [known, is_new] = pythons_.try_emplace(*interpreter);
  if (is_new) known->second = look_at_python(*interpreter, stage_variables(request));
  return known->second;
}

Reasons EnvironmentCheck::differences(const RenderedCommand& command, const Record& record) {
  if (!record.provenance) {
    return {found("", {}, {}, "the environment that it ran in is not recorded")};
  }
  const std::lock_guard<std::mutex> guard(mutex_);
  Reasons reasons;
  compare_pythons(project_, record.provenance->python, python_of(command), reasons);
  compare_hosts(record.provenance->host, host(), reasons);
  return reasons;
}

}  // namespace cairn
