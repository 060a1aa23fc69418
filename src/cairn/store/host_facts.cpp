#include "cairn/store/host_facts.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/capture.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/redact.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr const char* kGpuFolder = "/proc/driver/nvidia/gpus";
constexpr double kGpuSeconds = 3;
constexpr std::string_view kBlanks = " \t\r\n";

std::string read_or_empty(const char* path) { return read_file_if_any(path).value_or(""); }

std::string system_name() {
  std::string name = line_value(read_or_empty("/etc/os-release"), "PRETTY_NAME");
  return name.empty() ? "Linux" : name;
}

std::string kernel_name() {
  utsname names{};
  if (::uname(&names) != 0) return {};
  return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

std::vector<std::string> gpus_of_driver() {
  std::vector<std::string> gpus;
  for (const FolderEntry& entry : list_folder(kGpuFolder)) {
    const std::string path = fmt::format("{}/{}/information", kGpuFolder, entry.name);
    std::string model = line_value(read_or_empty(path.c_str()), "Model");
    if (!model.empty()) gpus.push_back(std::move(model));
  }
  return gpus;
}

std::vector<std::string> find_gpus() {
  std::vector<std::string> gpus = gpus_of_driver();
  const char* path = ::getenv("PATH");
  if (!gpus.empty() || path == nullptr || !find_in_path("nvidia-smi", path)) return gpus;
  CaptureRequest request{.argv = {"nvidia-smi", "--query-gpu=name", "--format=csv,noheader"},
                         .seconds = kGpuSeconds};
  for (const auto& [name, value] : environment_variables()) {
    request.environment.push_back(fmt::format("{}={}", name, value));
  }
  const std::optional<Captured> said = capture(request);
  if (!said || !said->is_well()) return gpus;
  for (const std::string& line : split(said->output, '\n')) {
    const std::string_view name = trimmed(line, kBlanks);
    if (!name.empty()) gpus.push_back(printable(name));
  }
  return gpus;
}

}  // namespace

std::string line_value(std::string_view text, std::string_view key) {
  for (const std::string& line : split(text, '\n')) {
    if (!line.starts_with(key)) continue;
    const std::size_t at = line.find_first_not_of(" \t", key.size());
    if (at == std::string::npos || (line[at] != ':' && line[at] != '=')) continue;
    std::string value(trimmed(std::string_view(line).substr(at + 1), kBlanks));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return printable(value);
  }
  return {};
}

HostFacts look_at_host() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page_size = ::sysconf(_SC_PAGESIZE);
  const long cores = ::sysconf(_SC_NPROCESSORS_ONLN);
  return {.name = host_name(),
          .os = system_name(),
          .kernel = kernel_name(),
          .cpu = line_value(read_or_empty("/proc/cpuinfo"), "model name"),
          .cores = cores > 0 ? cores : 0,
          .memory = pages > 0 && page_size > 0 ? static_cast<std::int64_t>(pages) * page_size : 0,
          .gpus = find_gpus()};
}

}  // namespace cairn
