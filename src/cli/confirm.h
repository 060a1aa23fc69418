// Asking before something goes: on a terminal a question, elsewhere --yes. It does not know what is
// asked.
#pragma once

#include <optional>
#include <string>

namespace cairn {

/// Whether --yes was given, so that nothing is asked.
enum class Consent { asked, given };

/// Whether a person agrees to `question`, which is printed with " [y/N] ". Throws Error(conflict)
/// where nobody can answer and consent was not given; the hint says --yes.
bool confirm(const std::string& question, Consent consent);

/// Asks before something runs: `what` stands in its way, and `question` follows it. Throws
/// Error(conflict) where nobody can answer, with `what` and `hint`, and where the answer is no.
void require_consent(const std::string& what, const std::string& question, const std::string& hint);

/// One line of standard input without its end; nullopt behind the last.
std::optional<std::string> read_answer();

/// What was answered in a row of questions.
enum class Answer { yes, no, skip_all };

/// Asks one of many: " [y/N/skip-all] ". The end of standard input is skip_all.
Answer ask_each(const std::string& question);

}  // namespace cairn
