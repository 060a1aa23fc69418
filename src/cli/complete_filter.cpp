// Going on with a filter that is being typed: keys, comparisons, values, and AND or OR, by the
// words before the cursor. It reads words only; whether the filter is right is for
// spec/filter_parse.cpp.
#include <algorithm>
#include <array>

#include "cairn/base/text.h"
#include "cairn/spec/filter_lexer.h"
#include "cli/complete.h"

namespace cairn {

namespace {

using TokenKind = FilterToken::Kind;

bool is_word_byte(char c) {
  constexpr std::string_view kSigns = "()[],=!<>~ \t\n";
  return kSigns.find(c) == std::string_view::npos;
}

/// Where the word that the cursor stands behind begins, an open quote included.
std::size_t last_word(std::string_view text) {
  std::size_t start = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
      if (i == 0 || !is_word_byte(text[i - 1])) start = i;
    } else if (!is_word_byte(c)) {
      start = i + 1;
    }
  }
  return start;
}

bool is_comparison(const FilterToken& token) {
  constexpr std::array<std::string_view, 9> kSigns = {"=",  "==", "!=", "<>", "<",
                                                      "<=", ">",  ">=", "~"};
  const bool is_sign = token.kind == TokenKind::sign &&
                       std::find(kSigns.begin(), kSigns.end(), token.text) != kSigns.end();
  return is_sign || token.is_word("like") || token.is_word("ilike") || token.is_word("between");
}

bool joins(const FilterToken& token) {
  return token.is_word("and") || token.is_word("or") || token.is_word("not");
}

/// What may follow a sequence of words.
struct Next {
  enum class Kind { key, comparison, value, junction, nothing } kind = Kind::nothing;
  std::size_t key = 0;  ///< The token of the key, before a value.
};

/// The key before the comparison at `at`, NOT left out.
Next value_before(const std::vector<FilterToken>& tokens, std::size_t at) {
  if (at > 0 && tokens[at - 1].is_word("not")) --at;
  if (at == 0) return {};
  return {Next::Kind::value, at - 1};
}

/// For a comma or an opening parenthesis at the end: the list of an IN, or a nested filter.
Next in_parentheses(const std::vector<FilterToken>& tokens) {
  std::size_t at = tokens.size();
  while (at > 0 && !tokens[at - 1].is_sign("(")) --at;
  if (at < 1) return {};
  const std::size_t open = at - 1;
  if (open > 0 && tokens[open - 1].is_word("in")) return value_before(tokens, open - 1);
  const bool is_nested = open == 0 || tokens[open - 1].is_sign("(") || joins(tokens[open - 1]);
  return {is_nested && tokens.back().is_sign("(") ? Next::Kind::key : Next::Kind::nothing};
}

/// `tokens` without the one that marks the end.
Next next_of(const std::vector<FilterToken>& tokens) {
  if (tokens.empty()) return {Next::Kind::key};
  const FilterToken& last = tokens.back();
  const std::size_t at = tokens.size() - 1;
  if (is_comparison(last)) return value_before(tokens, at);
  if (last.is_sign("(") || last.is_sign(",")) return in_parentheses(tokens);
  if (joins(last)) {
    // The AND of BETWEEN stands behind a key, BETWEEN and a value.
    const bool is_between = at > 1 && last.is_word("and") && tokens[at - 2].is_word("between");
    return is_between ? value_before(tokens, at - 2) : Next{Next::Kind::key};
  }
  if (last.is_word("in") || last.is_word("is")) return {};
  const bool is_text = last.kind == TokenKind::quoted || last.kind == TokenKind::number;
  const bool closes = last.is_sign(")") || last.is_word("null");
  if (is_text || closes || (at > 0 && is_comparison(tokens[at - 1]))) {
    return {Next::Kind::junction};
  }
  return {last.kind == TokenKind::word || last.kind == TokenKind::name ? Next::Kind::comparison
                                                                       : Next::Kind::nothing};
}

/// A literal of the filter, in the quote that the shell leaves free; nullopt where it has none that
/// needs no escape.
std::optional<std::string> literal(const Value& value, char shell_quote) {
  if (!value.is_string()) return to_text(value);
  constexpr std::string_view kUnsafe = "'\"`$\\!";
  const std::string& text = value.as_string();
  if (text.find_first_of(kUnsafe) != std::string::npos) return std::nullopt;
  const char quote = shell_quote == '"' ? '\'' : '"';
  return quote + text + quote;
}

void offer_values_of(WordInProgress& word, const std::string& head, const std::string& name,
                     char typed_quote) {
  const KeyRef key = read_key(*word.catalog(), name);
  if (key.owner == KeyOwner::child) return;
  const char shell_quote = typed_quote == 0 ? word.quote() : (typed_quote == '"' ? '\'' : '"');
  const auto offer = [&](const Value& value) {
    if (const auto text = literal(value, shell_quote)) word.offer(head + *text);
  };
  if (key.family == KeyFamily::field && key.key == "status") {
    using enum RunStatus;
    for (const RunStatus status : {pending, running, finished, failed, killed, preempted, lost}) {
      offer(status_name(status));
    }
    return;
  }
  for (const Value& value : suggest_values(*word.catalog(), key, kMostOffered)) offer(value);
}

/// Names that need quotes in a filter are left to the person. Runs upstream have the keys of runs.
void offer_filter_keys(WordInProgress& word, std::string head) {
  if (std::string_view(word.typed()).substr(head.size()).starts_with(kParentPrefix)) {
    head += kParentPrefix;
  }
  WordInProgress inner(word.typed().substr(head.size()), {}, word.quote());
  const std::string family = inner.typed().substr(0, inner.typed().find('.') + 1);
  const Catalog& catalog = *word.catalog();
  const auto offer = [&](std::string_view key, std::string_view note) {
    constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";
    if (key.find_first_not_of(kPlain) == std::string_view::npos) {
      word.offer(head + std::string(key), note);
    }
  };
  const auto offer_family = [&](const std::string& prefix, const std::vector<std::string>& keys,
                                std::string_view note) {
    for (const std::string& key : keys) offer(family == prefix ? prefix + key : key, note);
  };
  offer_family("metrics.", catalog.metric_keys(), "metric");
  offer_family("params.", catalog.param_keys(), "param");
  for (const std::string& key : catalog.tag_keys()) offer("tags." + key, "tag");
  for (const RunField& field : run_fields()) offer(field.name, "field");
}

}  // namespace

void offer_filter(WordInProgress& word) {
  if (word.catalog() == nullptr) return;
  const std::string& typed = word.typed();
  const std::string head = typed.substr(0, last_word(typed));
  std::vector<FilterToken> tokens = lex_filter(head);
  tokens.pop_back();
  const Next next = next_of(tokens);
  if (next.kind == Next::Kind::key) offer_filter_keys(word, head);
  if (next.kind == Next::Kind::comparison) {
    for (const std::string_view sign :
         {"=", "!=", "<", "<=", ">", ">=", "LIKE", "IN (", "BETWEEN", "IS NULL", "IS NOT NULL"}) {
      word.offer(head + std::string(sign));
    }
  }
  if (next.kind == Next::Kind::junction) {
    for (const std::string_view junction : {"AND", "OR"}) word.offer(head + std::string(junction));
  }
  if (next.kind == Next::Kind::value) {
    const char first = head.size() < typed.size() ? typed[head.size()] : '\0';
    const char open = first == '\'' || first == '"' ? first : '\0';
    offer_values_of(word, head, tokens[next.key].text, open);
  }
}

}  // namespace cairn
