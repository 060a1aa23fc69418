#include "cairn/base/capture.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

constexpr std::size_t kMostErrors = 4096;
/// ::poll takes an int of milliseconds.
constexpr TimeUs kLongestPoll = 3600 * kSecond;

struct Pipe {
  Fd read_end;
  Fd write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("make", "a pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

/// One stream of the program, until its end or the most that is wanted.
struct Stream {
  Fd fd;
  std::string text;
  std::size_t most;
  bool is_cut = false;

  /// Reads what is there; closes at the end.
  void read_some() {
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(fd.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) return fd.reset();
    const std::size_t room = most - text.size();
    is_cut = is_cut || static_cast<std::size_t>(count) > room;
    text.append(buffer.data(), std::min(static_cast<std::size_t>(count), room));
  }
};

/// Reads both streams until they close, the time is over, or the output is more than wanted.
/// Returns whether they closed.
bool read_all(Stream& output, Stream& errors, TimeUs deadline) {
  while (output.fd || errors.fd) {
    const TimeUs left = deadline - steady_us();
    if (left <= 0 || output.is_cut) return false;
    std::array<pollfd, 2> polled = {pollfd{output.fd.get(), POLLIN, 0},
                                    pollfd{errors.fd.get(), POLLIN, 0}};
    const int ready = ::poll(polled.data(), polled.size(),
                             static_cast<int>(std::min(left, kLongestPoll) / 1000 + 1));
    if (ready < 0 && errno != EINTR) throw_errno("wait for", "the output of a program");
    if (ready <= 0) continue;
    if (polled[0].revents != 0) output.read_some();
    if (polled[1].revents != 0) errors.read_some();
  }
  return true;
}

}  // namespace

std::optional<Captured> capture(const CaptureRequest& request) {
  const TimeUs deadline = steady_us() + static_cast<TimeUs>(request.seconds * 1e6);
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  std::optional<ChildProcess> child;
  try {
    child.emplace(ChildProcess::spawn({.argv = request.argv,
                                       .environment = request.environment,
                                       .inherit = request.inherit,
                                       .folder = request.folder,
                                       .output_fd = out.write_end.get(),
                                       .error_fd = err.write_end.get()}));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return std::nullopt;
    throw;
  }
  out.write_end.reset();
  err.write_end.reset();
  Stream output{std::move(out.read_end), {}, request.most_bytes};
  Stream errors{std::move(err.read_end), {}, kMostErrors};
  const bool has_closed = read_all(output, errors, deadline);
  const double left = std::max(0.0, seconds_of(deadline - steady_us()));
  std::optional<ExitStatus> exit;
  if (has_closed) exit = child->wait(left);
  Captured captured{.is_late = !exit && !output.is_cut, .is_cut = output.is_cut};
  if (!exit) {
    child->finish();
  } else {
    captured.exit_code = exit->exit_code;
  }
  captured.output = std::move(output.text);
  captured.errors = std::move(errors.text);
  return captured;
}

}  // namespace cairn
