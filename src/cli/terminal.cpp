#include "cli/terminal.h"

#include <array>
#include <cerrno>
#include <cstdio>

#include "cairn/base/error.h"

namespace cairn {

namespace {

/// The state of the process's own streams.
struct Streams {
  int error_number = 0;  ///< The first failure of standard output.
  bool has_printed = false;
  bool color_allowed = true;
};

Streams& streams() {
  static Streams state;
  return state;
}

void note_failure() {
  if (streams().error_number == 0) streams().error_number = errno == 0 ? EIO : errno;
}

}  // namespace

void print(std::string_view text) {
  if (streams().error_number != 0 || text.empty()) return;
  streams().has_printed = true;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
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
