#include "cairn/base/error.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/denied.h"

namespace cairn {

namespace {

constexpr std::array kErrorTable = {
    ErrorInfo{ErrorCode::invalid_input, "invalid_input", 2, 400},
    ErrorInfo{ErrorCode::not_found, "not_found", 3, 404},
    ErrorInfo{ErrorCode::conflict, "conflict", 4, 409},
    ErrorInfo{ErrorCode::busy, "busy", 5, 503},
    ErrorInfo{ErrorCode::corrupt, "corrupt", 6, 500},
    ErrorInfo{ErrorCode::io, "io", 7, 500},
    ErrorInfo{ErrorCode::external, "external", 8, 502},
    ErrorInfo{ErrorCode::internal, "internal", 70, 500},
};

}  // namespace

std::span<const ErrorInfo> error_table() { return kErrorTable; }

const ErrorInfo& error_info(ErrorCode code) {
  for (const ErrorInfo& row : kErrorTable) {
    if (row.code == code) return row;
  }
  return kErrorTable.back();
}

Error::Error(ErrorCode code, std::string message, std::string hint)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)) {}

Error Error::with_context(std::string_view context) const {
  return Error(code_, fmt::format("{}: {}", context, message_), hint_);
}

void throw_errno(std::string_view action, std::string_view path) {
  throw_errno(errno, action, path);
}

void throw_errno(int error_number, std::string_view action, std::string_view path) {
  std::string hint;
  if (error_number == EROFS) hint = "the file system is mounted read-only";
  if (error_number == ENOSPC || error_number == EDQUOT) hint = "free some disk, then run it again";
  const std::string message =
      fmt::format("cannot {} '{}': {}", action, path, std::strerror(error_number));
  if (error_number == EACCES) throw DeniedError(message);
  throw Error(ErrorCode::io, message, hint);
}

}  // namespace cairn
