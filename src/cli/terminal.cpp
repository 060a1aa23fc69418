#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/memory_file.h"
#include "cairn/base/process.h"

namespace cairn {

namespace {

/// The state of the process's own streams.
struct Streams {
  int error_number = 0;  ///< The first failure of standard output.
  bool has_printed = false;
  bool color_allowed = true;
  std::optional<std::string> held;  ///< For the pager.
};

Streams& streams() {
  static Streams state;
  return state;
}

void note_failure() {
  if (streams().error_number == 0) streams().error_number = errno == 0 ? EIO : errno;
}

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
}

/// The program that the environment names for reading, or empty.
std::string pager() {
  const char* named = std::getenv("PAGER");
  return named == nullptr ? "" : named;
}

/// Lines of the terminal; 0 where that is not known.
std::int64_t terminal_height() {
  if (const char* lines = std::getenv("LINES")) {
    if (const int number = std::atoi(lines); number > 0) return number;
  }
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

/// Returns whether the pager was there to show it.
bool show_in_pager(const std::string& text) {
  MemoryFile file("cairn");
  file.set(text);
  // As git does: colours are colours, and what was read stays on the screen.
  const std::string script = "export LESS=\"${LESS-FRX}\"; exec <\"$1\"\n" + pager();
  const ExitStatus end = run_in_foreground({"sh", "-c", script, "pager", file.path()});
  constexpr int kCannotRun = 126;
  constexpr int kNotFound = 127;
  return end.exit_code != kCannotRun && end.exit_code != kNotFound;
}

void show_held() {
  if (!streams().held) return;
  const std::string text = *std::exchange(streams().held, std::nullopt);
  const std::int64_t height = terminal_height();
  const bool is_long = height > 0 && std::ranges::count(text, '\n') >= height;
  if (!is_long || !show_in_pager(text)) write_out(text);
}

}  // namespace

void print(std::string_view text) {
  if (streams().error_number != 0 || text.empty()) return;
  streams().has_printed = true;
  if (streams().held) {
    *streams().held += text;
  } else {
    write_out(text);
  }
}

void page_output() {
  const std::string program = pager();
  if (program.empty() || program == "cat" || ::isatty(STDOUT_FILENO) != 1) return;
  if (!streams().held) streams().held.emplace();
}

void print_line(std::string_view text) {
  print(text);
  print("\n");
}

void print_error(std::string_view text) {
  if (std::fflush(stdout) != 0) note_failure();
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void flush_output() {
  show_held();
  if (std::fflush(stdout) != 0) note_failure();
  const int error_number = streams().error_number;
  if (error_number != 0 && error_number != EPIPE) {
    throw_errno(error_number, "write to", "standard output");
  }
}

bool has_printed() { return streams().has_printed; }

bool output_has_closed() { return streams().error_number != 0; }

std::string read_input() {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), stdin);
    text.append(buffer.data(), count);
    if (count < buffer.size()) break;
  }
  if (std::ferror(stdin) != 0) throw_errno("read", "standard input");
  return text;
}

void disable_color() { streams().color_allowed = false; }

bool color_is_disabled() { return !streams().color_allowed; }

}  // namespace cairn
