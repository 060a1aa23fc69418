// Going on with a filter that is being typed: keys, comparisons, values, and AND or OR, by the
// words before the cursor. It reads words only; whether the filter is right is for
// spec/filter_parse.cpp.
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/text.h"
#include "cairn/spec/filter_key.h"
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
  enum class Kind { key, comparison, value, point, has, junction, nothing } kind = Kind::nothing;
  std::size_t key = 0;  ///< Before a comparison or value the token of the key; in has( its word.
};

/// What is asked whether it is there: group = 'wheat', has(tag golden).
bool is_has_key(const FilterToken& token) { return token.is_word("group") || token.is_word("tag"); }

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
  if (open > 0 && tokens[open - 1].is_word("has")) return {Next::Kind::has, open};
  if (open > 0 && tokens[open - 1].is_word("in")) return value_before(tokens, open - 1);
  const bool is_nested = open == 0 || tokens[open - 1].is_sign("(") || joins(tokens[open - 1]);
  return {is_nested && tokens.back().is_sign("(") ? Next::Kind::key : Next::Kind::nothing};
}

/// `tokens` without the one that marks the end.
Next next_of(const std::vector<FilterToken>& tokens) {
  if (tokens.empty()) return {Next::Kind::key};
  const FilterToken& last = tokens.back();
  const std::size_t at = tokens.size() - 1;
  if (last.is_sign("[")) return {Next::Kind::point};
  const bool is_in_has = at > 1 && tokens[at - 1].is_sign("(") && tokens[at - 2].is_word("has");
  if (is_in_has) return {Next::Kind::has, at};
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
  const bool is_key =
      last.kind == TokenKind::word || last.kind == TokenKind::name || last.is_sign("]");
  return {is_key ? Next::Kind::comparison : Next::Kind::nothing, at};
}

/// Names without quotes.
bool is_plain_name(std::string_view name) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";
  return name.find_first_not_of(kPlain) == std::string_view::npos;
}

/// What there is of groups, tags, and, with any other word, roles of artifacts.
std::vector<std::string> texts_of(const Catalog& catalog, std::string_view what) {
  if (lower_letters(what) == "group") return suggest_groups(catalog, kMostOffered);
  if (lower_letters(what) == "tag") return catalog.tag_keys();
  return suggest_roles(catalog, kMostOffered);
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

void offer_values_of(WordInProgress& word, const std::string& head, const FilterToken& name,
                     char typed_quote) {
  const char shell_quote = typed_quote == 0 ? word.quote() : (typed_quote == '"' ? '\'' : '"');
  const auto offer = [&](const Value& value) {
    if (const auto text = literal(value, shell_quote)) word.offer(head + *text);
  };
  if (is_has_key(name)) {
    for (const std::string& text : texts_of(*word.catalog(), name.text)) offer(text);
    return;
  }
  const KeyRef key = read_key(*word.catalog(), name.text);
  if (key.owner == KeyOwner::child) return;
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
  const Catalog& catalog = *word.catalog();
  const std::string_view typed = std::string_view(word.typed()).substr(head.size());
  const auto offer = [&](std::string_view prefix, std::string_view key, std::string_view note) {
    if (is_plain_name(key)) word.offer(fmt::format("{}{}{}", head, prefix, key), note);
  };
  const auto offer_family = [&](FilterFamily family, std::string_view prefix) {
    if (family == FilterFamily::metric) {
      for (const std::string& key : catalog.metric_keys()) offer(prefix, key, "metric");
    } else if (family == FilterFamily::param) {
      for (const std::string& key : catalog.param_keys()) offer(prefix, key, "param");
    } else if (family == FilterFamily::tag) {
      for (const std::string& key : catalog.tag_keys()) offer(prefix, key, "tag");
    } else {
      for (const RunField& field : run_fields()) offer(prefix, field.name, "field");
    }
  };
  for (const KeyFamilyPrefix& row : key_family_prefixes()) {
    if (typed.starts_with(row.prefix)) return offer_family(row.family, row.prefix);
  }
  offer_family(FilterFamily::metric, "");
  offer_family(FilterFamily::param, "");
  offer_family(FilterFamily::tag, "tags.");
  offer_family(FilterFamily::field, "");
  if (head.ends_with(kParentPrefix)) return;  // What is there is asked of the run itself.
  word.offer(head + "has(", "an artifact, tag or group is there");
  word.offer(head + "group", "the group that it lies in");
  word.offer(head + "tag", "a tag that it bears");
}

/// In `has(`: the roles of artifacts, or the word before another name; behind that word the names.
void offer_has(WordInProgress& word, const std::string& head, const FilterToken& what) {
  const bool is_open = what.is_sign("(");
  for (const std::string& text : texts_of(*word.catalog(), what.text)) {
    // A group is a path or holds blanks more often than not.
    if (is_plain_name(text) && std::isdigit(static_cast<unsigned char>(text.front())) == 0) {
      word.offer(fmt::format("{}{})", head, text));
    } else if (const auto quoted = literal(text, word.quote())) {
      word.offer(fmt::format("{}{})", head, *quoted));
    }
  }
  if (!is_open) return;
  for (const std::string_view kind : {"artifact", "tag", "group"}) {
    word.offer(head + std::string(kind), "the name follows");
  }
}

void offer_comparisons(WordInProgress& word, const std::string& head, const FilterToken& key) {
  std::vector<std::string_view> signs = {
      "=", "!=", "<", "<=", ">", ">=", "LIKE", "IN (", "BETWEEN", "IS NULL", "IS NOT NULL"};
  if (is_has_key(key)) signs = {"=", "!=", "IN (", "NOT IN ("};
  for (const std::string_view sign : signs) word.offer(head + std::string(sign));
}

void offer_points(WordInProgress& word, const std::string& head) {
  for (const MetricPointWord& row : metric_point_words()) {
    const bool wants_step = row.point == MetricPoint::at_step;
    word.offer(fmt::format("{}{}{}", head, row.word, wants_step ? " " : "]"));
  }
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
  if (next.kind == Next::Kind::comparison) offer_comparisons(word, head, tokens[next.key]);
  if (next.kind == Next::Kind::point) offer_points(word, head);
  if (next.kind == Next::Kind::has) offer_has(word, head, tokens[next.key]);
  if (next.kind == Next::Kind::junction) {
    for (const std::string_view junction : {"AND", "OR"}) word.offer(head + std::string(junction));
  }
  if (next.kind == Next::Kind::value) {
    const char first = head.size() < typed.size() ? typed[head.size()] : '\0';
    const char open = first == '\'' || first == '"' ? first : '\0';
    offer_values_of(word, head, tokens[next.key], open);
  }
}

}  // namespace cairn
