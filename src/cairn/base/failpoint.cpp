#include "cairn/base/failpoint.h"

#ifdef CAIRN_FAILPOINTS

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn::failpoint {

namespace {

struct ErrnoName {
  std::string_view name;
  int number;
};
constexpr ErrnoName kErrnos[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EROFS", EROFS},
                                 {"EACCES", EACCES}, {"EMFILE", EMFILE}, {"EDQUOT", EDQUOT}};

/// Stands for every site: n counts the calls of all of them.
constexpr std::string_view kAnySite = "*";

/// CAIRN_FAIL=<site>:<n>:<errno|kill|short|skip>: the n-th call at that site (0: every call).
struct Plan {
  std::string site;
  long at = 0;
  std::string action;
  int trace_fd = -1;
};

Plan read_plan() {
  Plan plan;
  if (const char* trace = std::getenv("CAIRN_IO_TRACE")) {
    plan.trace_fd = ::open(trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }
  const char* text = std::getenv("CAIRN_FAIL");
  if (text == nullptr) return plan;
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() != 3) {
    throw Error(ErrorCode::invalid_input, fmt::format("CAIRN_FAIL='{}' is not a failpoint", text),
                "write CAIRN_FAIL=<site>:<n>:<errno|kill|short|skip>");
  }
  plan.site = parts[0];
  plan.at = std::strtol(parts[1].c_str(), nullptr, 10);
  plan.action = parts[2];
  if (plan.site == kAnySite) return plan;
  for (std::string_view name : site_names()) {
    if (name == plan.site) return plan;
  }
  throw Error(ErrorCode::invalid_input, fmt::format("CAIRN_FAIL names no site '{}'", plan.site),
              "list them with: cairn --list-failpoints");
}

void trace(int fd, Site site, std::string_view operation, std::string_view path,
           std::string_view target) {
  const std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}\n", ::getpid(), site_name(site), operation, path, target);
  [[maybe_unused]] const ssize_t written = ::write(fd, line.data(), line.size());
}

}  // namespace

Action check(Site site, std::string_view operation, std::string_view path,
             std::string_view target) {
  static const Plan plan = read_plan();
  static std::atomic<long> calls{0};
  const bool named = !plan.site.empty() && (plan.site == kAnySite || plan.site == site_name(site));
  const bool hit = named && (++calls == plan.at || plan.at == 0);
  if (hit && plan.action == "kill") ::kill(::getpid(), SIGKILL);
  if (hit && plan.action == "skip") return Action::skip;
  if (hit && plan.action == "short") return Action::cut_short;
  if (hit) {
    if (plan.trace_fd >= 0) trace(plan.trace_fd, site, "refused", path, operation);
    for (const ErrnoName& row : kErrnos) {
      if (row.name == plan.action) throw_errno(row.number, operation, path);
    }
    throw Error(ErrorCode::invalid_input,
                fmt::format("CAIRN_FAIL knows no action '{}'", plan.action));
  }
  if (plan.trace_fd >= 0) trace(plan.trace_fd, site, operation, path, target);
  return Action::proceed;
}

}  // namespace cairn::failpoint

#endif  // CAIRN_FAILPOINTS
