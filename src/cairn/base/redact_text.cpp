#include "cairn/base/redact_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "cairn/base/ascii.h"
#include "cairn/base/redact.h"

namespace cairn {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kQuotes = "\"'`";

bool is_name_start(char c) { return is_letter(c) || c == '_'; }
bool is_name_character(char c) { return is_name_start(c) || is_digit(c) || c == '-'; }
bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// A part of the text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The form of a token that tells what it is by how it begins.
struct TokenShape {
  std::string_view prefix;
  std::size_t shortest;  ///< With the prefix.
  bool has_digit;        ///< Words may begin so too; tokens have digits.
};
constexpr std::array kTokenShapes = {
    TokenShape{"AKIA", 20, false},     TokenShape{"ASIA", 20, false},
    TokenShape{"ghp_", 20, false},     TokenShape{"gho_", 20, false},
    TokenShape{"ghu_", 20, false},     TokenShape{"ghs_", 20, false},
    TokenShape{"ghr_", 20, false},     TokenShape{"github_pat_", 24, false},
    TokenShape{"glpat-", 18, false},   TokenShape{"sk-", 20, true},
    TokenShape{"sk_live_", 20, false}, TokenShape{"sk_test_", 20, false},
    TokenShape{"rk_live_", 20, false}, TokenShape{"xoxb-", 15, true},
    TokenShape{"xoxp-", 15, true},     TokenShape{"xoxa-", 15, true},
    TokenShape{"xoxr-", 15, true},     TokenShape{"hf_", 24, true},
    TokenShape{"AIza", 35, false},     TokenShape{"npm_", 36, false},
    TokenShape{"pypi-", 20, true},     TokenShape{"dckr_pat_", 20, false}};

constexpr std::size_t kShortestToken =
    std::ranges::min(kTokenShapes, {}, &TokenShape::shortest).shortest;

bool has_token_shape(std::string_view word) {
  if (word.size() < kShortestToken) return false;  // As most words are.
  return std::any_of(kTokenShapes.begin(), kTokenShapes.end(), [&](const TokenShape& shape) {
    if (!word.starts_with(shape.prefix) || word.size() < shape.shortest) return false;
    const std::string_view rest = word.substr(shape.prefix.size());
    const bool is_aws = shape.prefix.ends_with("IA");
    if (is_aws) {
      return std::all_of(rest.begin(), rest.end(),
                         [](char c) { return is_upper(c) || is_digit(c); });
    }
    return !shape.has_digit || std::any_of(rest.begin(), rest.end(), is_digit);
  });
}

/// "{x}", "${X}", "$X", "<your key>", "%s": a place for a value, not a value.
bool is_placeholder(std::string_view value) {
  const bool is_braced = (value.starts_with('{') || value.starts_with("${") ||
                          value.starts_with("$(") || value.starts_with("%(")) &&
                         is_in(value.back(), "})s");
  const bool is_angled = value.starts_with('<') && value.ends_with('>');
  const bool is_variable = value.size() > 1 && value.starts_with('$') && is_name_start(value[1]) &&
                           std::all_of(value.begin() + 1, value.end(), is_name_character);
  return is_braced || is_angled || is_variable || value == "%s";
}

/// What stands bare after a secret name in code without being one: None, args.password, a type.
bool is_expression(std::string_view value) {
  constexpr std::array<std::string_view, 16> kKeywords = {
      "none", "null",  "nil",    "true",     "false",    "str",       "string", "bytes",
      "int",  "float", "number", "required", "optional", "undefined", "any",    "bool"};
  if (is_one_of(lower_letters(value), kKeywords)) return true;
  constexpr std::size_t kShortestNumber = 6;
  if (std::all_of(value.begin(), value.end(), is_digit)) return value.size() < kShortestNumber;
  const auto is_path_character = [](char c) { return is_name_character(c) || c == '.'; };
  if (!is_name_start(value.front()) ||
      !std::all_of(value.begin(), value.end(), is_path_character) || looks_random(value)) {
    return false;
  }
  const std::size_t dot = value.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? value : value.substr(dot + 1);
  return value.starts_with("self.") || value.starts_with("os.") ||
         name_secrecy(last) != NameSecrecy::none;
}

/// Reads a text from its beginning and copies it with the secrets replaced.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::string scan() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t next = look_at(at);
      at = next == at ? at + 1 : next;
    }
    flush(text_.size());
    return std::move(result_);
  }

 private:
  /// Handles what begins at `at`; returns where to go on, `at` when nothing begins there.
  std::size_t look_at(std::size_t at) {
    const char c = text_[at];
    if (c == '-' && begins_with(at, "-----BEGIN ")) return private_key(at);
    if (c == ':' && begins_with(at, "://")) return url(at);
    const bool begins =
        is_name_start(c) && (at == 0 || !is_name_character(text_[at - 1]) || text_[at - 1] == '-');
    return begins ? word(at) : at;
  }

  bool begins_with(std::size_t at, std::string_view text) const {
    return text_.substr(at).starts_with(text);
  }
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t skip(std::size_t i, std::string_view set) const {
    while (i < text_.size() && is_in(text_[i], set)) ++i;
    return i;
  }
  std::size_t find_any(std::size_t i, std::string_view set) const {
    return std::min(text_.find_first_of(set, i), text_.size());
  }

  void flush(std::size_t end) {
    result_ += text_.substr(copied_, end - copied_);
    copied_ = end;
  }

  /// Replaces a part by the mark; line breaks stay. Returns its end.
  std::size_t replace(Span span) {
    const std::string_view part = text_.substr(span.begin, span.end - span.begin);
    if (part.empty() || part == kRedacted) return span.end;
    flush(span.begin);
    result_ += kRedacted;
    result_.append(static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n')), '\n');
    copied_ = span.end;
    return span.end;
  }

  /// A private key: each line after the first one, up to its end.
  std::size_t private_key(std::size_t begin) {
    const std::size_t line_end = find_any(begin, "\n");
    const std::string_view head = text_.substr(begin, line_end - begin);
    const std::size_t kind = head.find("PRIVATE KEY-----");
    if (kind == std::string_view::npos) return begin;
    const std::size_t body = begin + kind + std::string_view("PRIVATE KEY-----").size();
    const std::size_t end = std::min(text_.find("-----END ", body), text_.size());
    return replace({body, end});
  }

  /// The user and password of a URL, or the password alone where it is no web address.
  std::size_t url(std::size_t colon) {
    const std::size_t begin = colon + 3;
    const std::size_t end = find_any(begin, "@/ \t\r\n\"'<>?#\\");
    if (at(end) != '@') return begin;
    const std::string_view user = text_.substr(begin, end - begin);
    const bool is_web = colon >= 4 && (text_.substr(0, colon).ends_with("http") ||
                                       text_.substr(0, colon).ends_with("https"));
    const std::size_t divider = user.find(':');
    if (divider == std::string_view::npos) {
      return is_web && (looks_random(user) || has_token_shape(user)) ? replace({begin, end}) : end;
    }
    if (is_placeholder(user.substr(divider + 1))) return end;
    return replace({is_web ? begin : begin + divider + 1, end});
  }

  std::size_t word(std::size_t begin) {
    std::size_t end = begin;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    const std::string_view name = text_.substr(begin, end - begin);
    if (has_token_shape(name)) return replace({begin, end});
    if (name.starts_with("eyJ") && begins_with(end, ".eyJ")) return json_web_token(begin, end);
    const std::string small = lower_letters(name);
    if (small == "bearer") return bearer(end);
    if (small.ends_with("authorization")) return authorization(end);
    constexpr std::array<std::string_view, 6> kHints = {"key",  "token", "secret",
                                                        "pass", "pwd",   "credential"};
    const bool may_be = std::any_of(kHints.begin(), kHints.end(), [&](std::string_view hint) {
      return small.find(hint) != std::string::npos;
    });
    return may_be ? assignment(begin, end) : end;
  }

  std::size_t json_web_token(std::size_t begin, std::size_t end) {
    while (end < text_.size() && (is_name_character(text_[end]) || text_[end] == '.')) ++end;
    return replace({begin, end});
  }

  /// "Bearer abc…": the credentials after it, when they can be no word.
  std::size_t bearer(std::size_t end) {
    const std::size_t begin = skip(end, kBlanks);
    const std::size_t stop = find_any(begin, " \t\r\n\"'`\\,;)");
    if (begin == end || !looks_random(text_.substr(begin, stop - begin))) return end;
    return replace({begin, stop});
  }

  /// "Authorization: Basic abc": all after the first word.
  std::size_t authorization(std::size_t end) {
    const std::size_t separator = skip(end, "\"'\\] \t");
    if (!is_in(at(separator), ":=,")) return end;
    const std::size_t scheme = skip(separator + 1, "\"'\\ \t");
    const std::size_t stop = find_any(scheme, "\r\n\"'`\\");
    const std::size_t blank = find_any(scheme, " \t\r\n\"'`\\");
    const std::size_t begin = blank < stop ? skip(blank, kBlanks) : scheme;
    const std::string_view value = text_.substr(begin, stop - begin);
    if (value.empty() || is_placeholder(value)) return end;
    if (begin == scheme && !looks_random(value)) return end;
    return replace({begin, stop});
  }

  /// NAME = VALUE, "NAME": VALUE, --NAME VALUE, ["NAME"] = VALUE, ("NAME", VALUE).
  std::size_t assignment(std::size_t begin, std::size_t end) {
    const std::string_view name = text_.substr(begin, end - begin);
    if (name_secrecy(name) == NameSecrecy::none) return end;
    const std::optional<std::size_t> value = after_separator(begin, end);
    if (!value) return end;
    const std::optional<Span> secret = secret_at(*value, name);
    return secret ? replace(*secret) : end;
  }

  /// Where the value of a name begins.
  std::optional<std::size_t> after_separator(std::size_t begin, std::size_t end) const {
    std::size_t next = end;
    if (at(next) == '\\') ++next;
    const bool is_quoted =
        begin > 0 && is_in(text_[begin - 1], kQuotes) && at(next) == text_[begin - 1];
    next = is_quoted ? skip(next + 1, "]") : end;
    const std::size_t separator = skip(next, kBlanks);
    const char c = at(separator);
    const bool is_option = begin > 0 && text_[begin - 1] == '-' && separator > end && !is_quoted;
    if (c == ':' && !is_quoted) return after_colon(separator);
    if (is_in(c, "=:!") && c != '\0') return skip(skip(separator, "=:!>"), kBlanks);
    if (c == ',' && is_quoted) return skip(separator + 1, kBlanks);
    return is_option ? std::optional(separator) : std::nullopt;
  }

  /// "password: str = …" is a type, "password: abc" a value.
  std::size_t after_colon(std::size_t colon) const {
    const std::size_t value = skip(colon, ":= \t");
    std::size_t type = value;
    while (is_name_character(at(type)) || is_in(at(type), ".[], |")) {
      if (at(type) == '\0') break;
      ++type;
    }
    const bool is_type = type > value && at(type) == '=' && at(type + 1) != '=' &&
                         (text_[type - 1] == ' ' || is_in(at(type + 1), kQuotes));
    return is_type ? skip(type + 1, kBlanks) : value;
  }

  std::optional<Span> secret_at(std::size_t begin, std::string_view name) const {
    std::size_t quote = begin;
    while (quote < begin + 2 && is_in(at(quote), "rRbBfFuU")) ++quote;
    const bool is_escaped = at(quote) == '\\';
    if (is_escaped) ++quote;
    const bool is_quoted = quote < text_.size() && is_in(text_[quote], kQuotes);
    const std::optional<Span> span = is_quoted ? quoted(quote, is_escaped) : bare(begin);
    if (!span || span->begin == span->end) return std::nullopt;
    const std::string_view value = text_.substr(span->begin, span->end - span->begin);
    if (!is_secret(name, value) || is_placeholder(value)) return std::nullopt;
    if (!is_quoted && is_expression(value)) return std::nullopt;
    return span;
  }

  /// The inside of a quoted text; one that is not closed goes to the end of its line.
  std::optional<Span> quoted(std::size_t quote, bool is_escaped) const {
    const std::string_view three = text_.substr(quote, 3);
    const std::size_t line_end = find_any(quote, "\n");
    if (three == "\"\"\"" || three == "'''") {
      return Span{quote + 3, std::min(text_.find(three, quote + 3), text_.size())};
    }
    for (std::size_t i = quote + 1; i < line_end; ++i) {
      if (text_[i] == '\\' && is_escaped && at(i + 1) == text_[quote]) return Span{quote + 1, i};
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == text_[quote]) {
        return Span{quote + 1, i};
      }
    }
    return Span{quote + 1, line_end};
  }

  /// A bare value, unless it is a call or an index.
  std::optional<Span> bare(std::size_t begin) const {
    const std::size_t end = find_any(begin, " \t\r\n,;()[]{}\"'`<>|&\\");
    if (begin == end || is_in(at(end), "([{") || text_[begin] == '-') return std::nullopt;
    return Span{begin, end};
  }

  std::string_view text_;
  std::string result_;
  std::size_t copied_ = 0;
};

}  // namespace

std::string redact_patterns(std::string_view text) {
  // What one secret hid may begin another; texts without secrets are read once.
  constexpr int kMostPasses = 8;
  std::string result(text);
  for (int i = 0; i < kMostPasses; ++i) {
    std::string next = Scanner(result).scan();
    if (next == result) break;
    result = std::move(next);
  }
  return result;
}

}  // namespace cairn
