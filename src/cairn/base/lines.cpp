#include "cairn/base/lines.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/io.h"

namespace cairn {

namespace {

constexpr std::size_t kReadAtOnce = 1 << 16;

}  // namespace

void for_each_line(const std::string& path, std::size_t most,
                   const std::function<void(std::string_view, LineEnd)>& visit) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  // Not asked for before: whoever owns the file may remove it at any moment.
  if (!fd && errno == ENOENT) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  }
  if (!fd) throw_errno("open", path);
  std::vector<char> buffer(kReadAtOnce);
  std::string begun;  // What an earlier read left of a line.
  while (true) {
    const ssize_t count = ::read(fd.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path);
    if (count == 0) break;
    std::string_view rest(buffer.data(), static_cast<std::size_t>(count));
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      const std::string_view line = rest.substr(0, end);
      if (begun.empty()) {
        visit(line, LineEnd::present);
      } else {
        visit(begun += line, LineEnd::present);
        begun.clear();
      }
      rest.remove_prefix(end + 1);
    }
    begun += rest;
    if (begun.size() < most) continue;
    visit(begun, LineEnd::cut);
    begun.clear();
  }
  if (!begun.empty()) visit(begun, LineEnd::missing);
}

}  // namespace cairn
