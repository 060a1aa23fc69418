#include "cairn/base/redact.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "cairn/base/ascii.h"
#include "cairn/base/fs.h"
#include "cairn/base/redact_text.h"

extern char** environ;

namespace cairn {

namespace {

constexpr std::size_t kShortestValue = 6;
constexpr std::size_t kShortestPart = 8;  ///< Looked for inside of words too.
constexpr std::size_t kShortestRandom = 12;

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// "awsSecretKey2" → aws, secret, key; "APIKey" → api, key.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_letter(c)) {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    const bool after_lower = i > 0 && is_letter(name[i - 1]) && !is_upper(name[i - 1]);
    const bool before_lower = i + 1 < name.size() && is_letter(name[i + 1]) &&
                              !is_upper(name[i + 1]) && i > 0 && is_upper(name[i - 1]);
    if (is_upper(c) && (after_lower || before_lower) && !words.back().empty()) words.emplace_back();
    words.back() += lower_letter(c);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Any word that ends so, in one or several, is certain: "dbpassword", "credentials".
constexpr std::array<std::string_view, 11> kCertainEndings = {
    "secret", "password",  "passwd",     "passphrase", "passcode",   "credential",
    "apikey", "accesskey", "privatekey", "authtoken",  "accesstoken"};
/// What makes a following key or token certain.
constexpr std::array<std::string_view, 21> kQualifiers = {
    "api",     "access", "private", "auth",    "authentication", "encryption", "signing",
    "license", "ssh",    "gpg",     "account", "client",         "deploy",     "bearer",
    "refresh", "jwt",    "webhook", "service", "subscription",   "oauth",      "personal"};

bool is_certain_word(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  return std::any_of(kCertainEndings.begin(), kCertainEndings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

bool is_key_or_token(std::string_view word) {
  constexpr std::array<std::string_view, 4> kWords = {"key", "keys", "token", "tokens"};
  return is_one_of(word, kWords);
}

std::vector<std::string> secret_values(
    const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> values;
  for (const auto& [name, value] : variables) {
    const NameSecrecy secrecy = name_secrecy(name);
    if (secrecy == NameSecrecy::none || value.size() < kShortestValue) continue;
    const bool is_plain = looks_like_path(value) ||
                          std::all_of(value.begin(), value.end(), is_digit) ||
                          value.size() < kShortestPart;
    // SORT_KEY=rmse must not blank every "rmse"; a password may well be a word.
    if (secrecy == NameSecrecy::possible && is_plain) continue;
    values.push_back(value);
  }
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return values;
}

bool is_word_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

/// Replaces `value` in `text`; a short one only where it is a whole word.
void replace_value(std::string& text, const std::string& value) {
  for (std::size_t at = text.find(value); at != std::string::npos; at = text.find(value, at)) {
    const std::size_t end = at + value.size();
    const bool joins_before = at > 0 && is_word_character(text[at - 1]);
    const bool joins_after = end < text.size() && is_word_character(text[end]);
    if (value.size() < kShortestPart && (joins_before || joins_after)) {
      at = end;
      continue;
    }
    std::string mark(kRedacted);
    mark.append(static_cast<std::size_t>(std::count(value.begin(), value.end(), '\n')), '\n');
    text.replace(at, value.size(), mark);
    at += mark.size();
  }
}

}  // namespace

NameSecrecy name_secrecy(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  NameSecrecy found = NameSecrecy::none;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_certain_word(words[i])) return NameSecrecy::certain;
    // PWD is a folder; DB_PWD is not.
    if (words[i] == "pwd" && i > 0 && words[0] != "old") return NameSecrecy::certain;
    if (!is_key_or_token(words[i])) continue;
    if (i > 0 && is_one_of(words[i - 1], kQualifiers)) return NameSecrecy::certain;
    found = NameSecrecy::possible;
  }
  return found;
}

bool is_secret(std::string_view name, std::string_view value) {
  if (value.empty() || value == kRedacted) return false;
  const NameSecrecy secrecy = name_secrecy(name);
  if (secrecy == NameSecrecy::possible) return looks_random(value);
  return secrecy == NameSecrecy::certain;
}

bool looks_like_path(std::string_view value) {
  return value.starts_with("/") || value.starts_with("./") || value.starts_with("../") ||
         value.starts_with("~");
}

bool looks_random(std::string_view value) {
  return value.size() >= kShortestRandom && !looks_like_path(value) &&
         std::any_of(value.begin(), value.end(), is_letter) &&
         std::any_of(value.begin(), value.end(), is_digit) &&
         std::none_of(value.begin(), value.end(), is_space);
}

bool is_secret_file(std::string_view path) {
  constexpr std::array<std::string_view, 8> kNames = {
      ".netrc", ".pgpass",     ".htpasswd",        ".pypirc",
      ".npmrc", "credentials", ".git-credentials", "kubeconfig"};
  constexpr std::array<std::string_view, 7> kEndings = {".pem", ".key",  ".p12", ".pfx",
                                                        ".jks", ".kdbx", ".env"};
  const std::string name = base_name(path);
  const bool is_ssh_key = name.starts_with("id_") && !name.ends_with(".pub") &&
                          (name.starts_with("id_rsa") || name.starts_with("id_ed25519") ||
                           name.starts_with("id_ecdsa") || name.starts_with("id_dsa"));
  const bool is_env = name.starts_with(".env.") && name != ".env.example";
  const bool ends_so = std::any_of(kEndings.begin(), kEndings.end(),
                                   [&](std::string_view ending) { return name.ends_with(ending); });
  const std::string stem = name.substr(0, name.find('.', 1));
  const bool is_named = stem == "credentials" || stem == "secrets" || stem == "secret";
  const bool is_data = name.ends_with(".json") || name.ends_with(".yaml") ||
                       name.ends_with(".yml") || name.ends_with(".toml") ||
                       name.ends_with(".ini") || name == stem;
  return is_one_of(name, kNames) || is_ssh_key || is_env || ends_so || (is_named && is_data);
}

Redactor::Redactor(const std::vector<std::pair<std::string, std::string>>& variables)
    : values_(secret_values(variables)) {}

std::string Redactor::redact(std::string_view text) const {
  std::string result(text);
  for (const std::string& value : values_) replace_value(result, value);
  return redact_patterns(result);
}

Value Redactor::redact_value(const Value& value) const {
  if (value.is_string()) return redact(value.as_string());
  if (value.is_list()) {
    List list;
    for (const Value& item : value.as_list()) list.push_back(redact_value(item));
    return list;
  }
  if (!value.is_map()) return value;
  Map map;
  for (const auto& [key, item] : value.as_map()) {
    const bool is_hidden = item.is_string() && is_secret(key, item.as_string());
    map.append(key, is_hidden ? Value(kRedacted) : redact_value(item));
  }
  return map;
}

std::vector<std::pair<std::string, std::string>> environment_variables() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

}  // namespace cairn
