#include "cli/confirm.h"

#include <unistd.h>

#include "cairn/base/error.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

bool is_yes(const std::string& answer) {
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes";
}

}  // namespace

std::optional<std::string> read_answer() {
  std::string line;
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) == 1) {
    if (byte == '\n') return line;
    line += byte;
  }
  return line.empty() ? std::nullopt : std::optional(line);
}

bool confirm(const std::string& question, Consent consent) {
  if (consent == Consent::given) return true;
  if (::isatty(STDIN_FILENO) != 1) {
    throw Error(ErrorCode::conflict, "nobody is there to answer: " + question,
                "say --yes to go on, or --dry-run to only look");
  }
  print_error(question + " [y/N] ");
  return is_yes(read_answer().value_or(""));
}

void require_consent(const std::string& what, const std::string& question,
                     const std::string& hint) {
  if (::isatty(STDIN_FILENO) != 1) throw Error(ErrorCode::conflict, what, hint);
  print_error(what + question + " [y/N] ");
  char answer = 0;
  if (::read(STDIN_FILENO, &answer, 1) != 1 || (answer != 'y' && answer != 'Y')) {
    throw Error(ErrorCode::conflict, "nothing was run");
  }
}

Answer ask_each(const std::string& question) {
  print_error(question + " [y/N/skip-all] ");
  const std::optional<std::string> answer = read_answer();
  if (!answer || *answer == "skip-all" || *answer == "s") return Answer::skip_all;
  return is_yes(*answer) ? Answer::yes : Answer::no;
}

}  // namespace cairn
