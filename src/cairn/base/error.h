// The one exception type of cairn and the one table that gives a code its exit status, HTTP status
// and name. Context is added at module edges and reads outer to inner. This file does not know who
// prints an error or how.
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// What kind of failure it is. Stored and public: do not renumber.
enum class ErrorCode {
  invalid_input = 1,  ///< A config, filter, template or option that a person can correct.
  not_found = 2,      ///< No such run, artifact or project.
  conflict = 3,       ///< An immutable thing, a path that is taken, an ambiguous name.
  busy = 4,           ///< A lock is held by a live process.
  corrupt = 5,        ///< Bytes that do not match their digest, or a bad record.
  io = 6,             ///< The operating system refused.
  external = 7,       ///< Another program failed.
  internal = 8,       ///< A bug in cairn.
};

/// One row of the error table: the stable name and the two statuses of a code.
struct ErrorInfo {
  ErrorCode code;
  std::string_view name;
  int exit_status;
  int http_status;
};

/// The whole table, one row a code.
std::span<const ErrorInfo> error_table();

/// The row of `code`.
const ErrorInfo& error_info(ErrorCode code);

/// A failure: what happened, where, and (when there is one) what to type instead.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string hint = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  /// What the person can do about it; empty when there is nothing better than the message.
  const std::string& hint() const { return hint_; }
  const char* what() const noexcept override { return message_.c_str(); }

  /// The same failure with `context` in front: "context: message".
  Error with_context(std::string_view context) const;

 private:
  ErrorCode code_;
  std::string message_;
  std::string hint_;
};

/// Throws Error(io) for the current `errno`: "cannot <action> '<path>': <reason>".
[[noreturn]] void throw_errno(std::string_view action, std::string_view path);

/// The same for an explicit error number.
[[noreturn]] void throw_errno(int error_number, std::string_view action, std::string_view path);

}  // namespace cairn
