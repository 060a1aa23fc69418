#include "cairn/store/aliases.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/store/refresh.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

constexpr std::size_t kLongest = 100;
constexpr std::array<std::string_view, 2> kTaken = {"latest", "best"};

bool is_alias_character(char c) {
  const bool is_alphanumeric =
      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  const bool is_beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
  return is_alphanumeric || is_beyond_ascii || c == '_' || c == '-' || c == '.';
}

void check_alias(const std::string& alias) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' cannot be an alias: {}", printable(alias), why),
                "take letters, digits, '_', '-' and '.': cairn alias RUN champion-2");
  };
  if (alias.empty()) refuse("it is empty");
  if (alias.size() > kLongest) refuse(fmt::format("it is longer than {} bytes", kLongest));
  if (alias.front() == '-' || alias.front() == '.') refuse("it begins with '-' or '.'");
  if (std::find(kTaken.begin(), kTaken.end(), alias) != kTaken.end()) {
    refuse("the word means another run every time");
  }
  // What printable changes is invisible or turns a line around.
  const bool is_plain = std::all_of(alias.begin(), alias.end(), is_alias_character);
  if (!is_plain || printable(alias) != alias) refuse("it has a character that no alias has");
}

/// Refuses an alias that would find another run than before.
void refuse_when_taken(const Project& project, const Catalog& catalog, const RunHead& run,
                       const std::string& alias) {
  for (const RunHead& bearer : catalog.find_by_alias(alias)) {
    if (bearer.digest == run.digest) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is the alias of run {} ({})", alias, bearer.id.text,
                            printable(bearer.path)),
                fmt::format("take it away there first: cairn alias --remove {}", alias));
  }
  std::optional<Resolved> found;
  try {
    found = resolve_run(project, catalog, alias);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return;
    throw Error(error.code(), fmt::format("'{}' finds runs already: {}", alias, error.message()),
                "take another word");
  }
  if (found->run.digest == run.digest && !found->child) return;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' finds run {} ({}) already, by its id, name or folder", alias,
                          found->run.id.text, printable(found->run.path)),
              "take another word");
}

}  // namespace

EditResult give_alias(const Project& project, const RunHead& run, const std::string& alias) {
  check_alias(alias);
  // Held over the look-up: of two that want one alias for two runs, one must see the other's.
  const FileLock lock = lock_edits(project);
  refuse_when_taken(project, open_fresh_catalog(project).catalog, run, alias);
  return edit_user_locked(project, run, [&](UserEdits& user) {
    if (std::find(user.aliases.begin(), user.aliases.end(), alias) == user.aliases.end()) {
      user.aliases.push_back(alias);
    }
  });
}

EditResult take_alias(const Project& project, const RunHead& run, const std::string& alias) {
  return edit_user(project, run, [&](UserEdits& user) {
    if (std::erase(user.aliases, alias) > 0) return;
    throw Error(ErrorCode::not_found,
                fmt::format("run {} has no alias '{}'", run.id.text, printable(alias)),
                "list them with: cairn alias");
  });
}

}  // namespace cairn
