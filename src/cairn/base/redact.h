// What must not be kept: whether a name means a secret, and texts with the secrets in them replaced
// by "[redacted]". The rules, with examples, are in docs/formats/secrets.md. Redacting twice
// changes nothing more. It cannot know a secret that has neither a name, nor a known shape, nor a
// value that the environment tells. It does not know where a text comes from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// What stands in the place of a secret.
inline constexpr std::string_view kRedacted = "[redacted]";

/// What a name says of its value.
enum class NameSecrecy {
  none,      ///< Nothing: `lr`, `keyboard`, `tokenizer`.
  possible,  ///< It has the word key or token, as `sort_key` and `MY_TOKEN` have: look at the
             ///< value.
  certain,   ///< Any value is a secret: `db_password`, `API_KEY`, `clientSecret`.
};

/// Names are split into words at `_`, `-`, `.`, digits and camel humps.
NameSecrecy name_secrecy(std::string_view name);

/// Whether `value` under `name` is a secret: any text under a certain name; under a possible one a
/// text that looks random (12 characters or more, letters and digits, no blanks, no path).
bool is_secret(std::string_view name, std::string_view value);

/// Whether a file is made to hold secrets, by its name: `.env`, `id_ed25519`, `server.pem`, ….
bool is_secret_file(std::string_view path);

/// Replaces secrets in texts. Holds the values of secret variables, to find them wherever they
/// stand.
class Redactor {
 public:
  /// Knows shapes and names only.
  Redactor() = default;
  /// Knows the values of these variables too, where their names say that they are secret. Values
  /// under 6 characters are not looked for, those under 8 only as whole words.
  explicit Redactor(const std::vector<std::pair<std::string, std::string>>& variables);

  /// `text` with every secret replaced. Line breaks stay where they are.
  std::string redact(std::string_view text) const;

  /// The same in all texts of a value; a text under a secret key is replaced as a whole.
  Value redact_value(const Value& value) const;

  /// Whether `redact` would change `text`.
  bool finds_secret(std::string_view text) const { return redact(text) != text; }

 private:
  std::vector<std::string> values_;  ///< The longest first.
};

/// The variables of this process.
std::vector<std::pair<std::string, std::string>> environment_variables();

}  // namespace cairn
