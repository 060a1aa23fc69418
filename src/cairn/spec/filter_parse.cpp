#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/spec/filter.h"
#include "cairn/spec/filter_key.h"
#include "cairn/spec/filter_lexer.h"

namespace cairn {

namespace {

constexpr std::size_t kMaxDepth = 100;
constexpr std::size_t kMaxLevels = 12;  // SQLite's parser holds a hundred open symbols.
constexpr std::size_t kMaxTerms = 500;
constexpr std::size_t kMaxLiterals = 10'000;

struct SignRow {
  std::string_view sign;
  FilterOp op;
};
constexpr std::array kSignOps = {
    SignRow{"=", FilterOp::equal},      SignRow{"==", FilterOp::equal},
    SignRow{"!=", FilterOp::not_equal}, SignRow{"<>", FilterOp::not_equal},
    SignRow{"<", FilterOp::less},       SignRow{"<=", FilterOp::less_equal},
    SignRow{">", FilterOp::greater},    SignRow{">=", FilterOp::greater_equal},
};
constexpr std::array kWordOps = {
    SignRow{"like", FilterOp::like},
    SignRow{"ilike", FilterOp::ilike},
    SignRow{"in", FilterOp::in},
    SignRow{"between", FilterOp::between},
};

struct HasRow {
  std::string_view word;
  FilterHas::What what;
};
constexpr std::array kHas = {HasRow{"artifact", FilterHas::What::artifact},
                             HasRow{"group", FilterHas::What::group},
                             HasRow{"tag", FilterHas::What::tag}};
// What may be written as a comparison, too: group = 'wheat'.
constexpr std::array kHasKeys = {kHas[1], kHas[2]};

constexpr std::array<std::string_view, 8> kKeywords = {"and",   "or", "not",     "like",
                                                       "ilike", "in", "between", "is"};
constexpr std::array<std::string_view, 3> kTimeWords = {"now", "today", "yesterday"};

bool is_keyword(const FilterToken& token) {
  return std::any_of(kKeywords.begin(), kKeywords.end(),
                     [&](std::string_view keyword) { return token.is_word(keyword); });
}

FilterNode node_of(auto&& part) { return {std::forward<decltype(part)>(part)}; }

/// How many ANDs and ORs stand inside each other.
std::size_t levels(const FilterNode& node) {
  const auto most = [](const std::vector<FilterNode>& parts) {
    std::size_t found = 0;
    for (const FilterNode& part : parts) found = std::max(found, levels(part));
    return found;
  };
  if (const auto* all = std::get_if<FilterAll>(&node.node)) return most(all->parts) + 1;
  if (const auto* any = std::get_if<FilterAny>(&node.node)) return most(any->parts) + 1;
  if (const auto* negated = std::get_if<FilterNot>(&node.node)) return most(negated->part);
  return 0;
}

FilterNode negated(FilterNode part) {
  FilterNot made;
  made.part.push_back(std::move(part));
  return node_of(std::move(made));
}

class FilterParser {
 public:
  explicit FilterParser(std::string_view text) : text_(text), tokens_(lex_filter(text)) {}

  Filter parse() {
    Filter filter{std::string(text_), {}};
    if (here().kind == FilterToken::Kind::end) return filter;
    filter.root = take_or();
    if (here().kind != FilterToken::Kind::end) fail_after_condition();
    if (levels(filter.root) > kMaxLevels) {
      fail_in_filter(text_, {},
                     fmt::format("more than {} ANDs and ORs inside each other", kMaxLevels));
    }
    return filter;
  }

 private:
  using Kind = FilterToken::Kind;

  const FilterToken& here() const { return tokens_[at_]; }
  const FilterToken& ahead() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  const FilterToken& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool take_if_word(std::string_view keyword) {
    if (!here().is_word(keyword)) return false;
    take();
    return true;
  }
  bool take_if_sign(std::string_view sign) {
    if (!here().is_sign(sign)) return false;
    take();
    return true;
  }

  [[noreturn]] void fail(const FilterToken& token, std::string_view message,
                         std::string hint = {}) const {
    fail_in_filter(text_, token.span, message, std::move(hint));
  }

  std::string found(const FilterToken& token) const {
    if (token.kind == Kind::end) return "the end";
    return fmt::format("'{}'", printable(text_.substr(token.span.at, token.span.length)));
  }

  [[noreturn]] void fail_after_condition() const {
    if (here().is_sign(")")) fail(here(), "this parenthesis was never opened");
    if (here().is_sign("]")) fail(here(), "this bracket was never opened");
    fail(here(), fmt::format("expected AND, OR or the end, found {}", found(here())),
         here().kind == Kind::word ? "a text stands in quotes, a name with blanks in backticks"
                                   : "");
  }

  void expect_sign(std::string_view sign, std::string_view what) {
    if (take_if_sign(sign)) return;
    fail(here(), fmt::format("expected '{}' {}, found {}", sign, what, found(here())));
  }

  // Parts of one AND or OR stand beside each other, so that a long chain is not deep.
  FilterNode take_or() {
    FilterAny any;
    any.parts.push_back(take_and());
    while (take_if_word("or")) any.parts.push_back(take_and());
    if (any.parts.size() == 1) return std::move(any.parts[0]);
    return node_of(std::move(any));
  }

  FilterNode take_and() {
    FilterAll all;
    all.parts.push_back(take_not());
    while (take_if_word("and")) all.parts.push_back(take_not());
    if (all.parts.size() == 1) return std::move(all.parts[0]);
    return node_of(std::move(all));
  }

  FilterNode take_not() {
    if (!here().is_word("not")) return take_primary();
    enter();
    take();
    FilterNode part = take_not();
    --depth_;
    return negated(std::move(part));
  }

  void enter() {
    if (++depth_ <= kMaxDepth) return;
    fail(here(), fmt::format("more than {} parentheses and NOTs inside each other", kMaxDepth));
  }

  FilterNode take_primary() {
    if (here().is_sign("(")) {
      enter();
      const FilterToken open = take();
      FilterNode inside = take_or();
      if (!take_if_sign(")")) {
        if (here().kind == Kind::end) fail(open, "this parenthesis is never closed");
        fail_after_condition();
      }
      --depth_;
      return inside;
    }
    if (++terms_ > kMaxTerms) {
      fail(here(), fmt::format("more than {} comparisons", kMaxTerms),
           "use IN (…) for many values of one key");
    }
    if (here().kind == Kind::word && ahead().is_sign("(")) return take_function();
    if (std::optional<FilterNode> has = take_has_comparison()) return *std::move(has);
    return node_of(take_term());
  }

  FilterNode take_function() {
    const FilterToken function = take();
    if (is_keyword(function)) fail_no_condition(function);
    if (!function.is_word("has")) {
      fail(function, fmt::format("there is no function '{}'", printable(function.text)),
           "write has(model), has(artifact 'models/%.pkl'), has(tag golden) or has(group 'wheat')");
    }
    take();
    FilterHas has;
    if (ahead().kind == Kind::word || ahead().kind == Kind::quoted) {
      const auto* row = std::find_if(kHas.begin(), kHas.end(),
                                     [&](const HasRow& r) { return here().is_word(r.word); });
      if (row == kHas.end()) {
        fail(here(), fmt::format("expected artifact, tag or group, found {}", found(here())));
      }
      has.what = row->what;
      take();
    }
    const bool is_name = here().kind == Kind::word && !here().tail;
    if (!is_name && here().kind != Kind::quoted) {
      fail(here(), fmt::format("expected a name or a text in quotes, found {}", found(here())),
           "as in has(model) or has(artifact 'models/%.pkl')");
    }
    has.text = here().text;
    has.span = here().span;
    settle_has_text(has);
    take();
    expect_sign(")", "behind it");
    return node_of(std::move(has));
  }

  void settle_has_text(FilterHas& has) const {
    // The path of a group as a shell completes it.
    if (has.what == FilterHas::What::group && has.text.ends_with('/')) has.text.pop_back();
    if (has.text.empty()) fail_in_filter(text_, has.span, "an empty text");
    if (has.text.size() <= kMaxPatternBytes) return;
    fail_in_filter(text_, has.span, fmt::format("a text of more than {} bytes", kMaxPatternBytes));
  }

  /// `group = 'wheat'`, `tag NOT IN ('a', 'b')`; nullopt for any other condition.
  std::optional<FilterNode> take_has_comparison() {
    const auto* row = std::find_if(kHasKeys.begin(), kHasKeys.end(),
                                   [&](const HasRow& r) { return here().is_word(r.word); });
    if (row == kHasKeys.end()) return std::nullopt;
    const FilterToken key = take();
    const FilterToken op_token = here();
    const FilterOp op = take_op();
    const bool is_equality = op == FilterOp::equal || op == FilterOp::not_equal;
    if (!is_equality && op != FilterOp::in && op != FilterOp::not_in) {
      fail(op_token, fmt::format("{} does not go with {}", op_text(op), row->word),
           "use = , != , IN or NOT IN; a param or metric of that name is params." + key.text +
               " or metrics." + key.text);
    }
    FilterAny any;
    for (const FilterLiteral& literal : take_values(op)) {
      if (!literal.value.is_string()) {
        fail_in_filter(text_, literal.span, fmt::format("a {} is a text", row->word),
                       "put it in quotes");
      }
      FilterHas has{row->what, literal.value.as_string(), literal.span};
      settle_has_text(has);
      any.parts.push_back(node_of(std::move(has)));
    }
    FilterNode node = any.parts.size() == 1 ? std::move(any.parts[0]) : node_of(std::move(any));
    const bool is_negative = op == FilterOp::not_equal || op == FilterOp::not_in;
    return is_negative ? negated(std::move(node)) : std::move(node);
  }

  FilterTerm take_term() {
    FilterTerm term;
    term.key = take_key();
    const FilterSpan begin = here().span;
    term.op = take_op();
    const FilterSpan& end = tokens_[at_ - 1].span;
    term.op_span = {begin.at, end.at + end.length - begin.at};
    term.values = take_values(term.op);
    return term;
  }

  [[noreturn]] void fail_no_condition(const FilterToken& token) const {
    fail(
        token, fmt::format("expected a condition, found {}", found(token)),
        "as in val.rmse < 0.5 or params.model = 'PLS'; a name that is a word of the grammar stands "
        "in backticks");
  }

  FilterKey take_key() {
    const FilterToken token = here();
    if (token.kind == Kind::number) {
      fail(token, fmt::format("expected a name, found {}", found(token)),
           "the name comes first: lr = 0.1; a name that begins with a digit stands in backticks");
    }
    const bool is_name = token.kind == Kind::name || token.kind == Kind::word ||
                         (token.kind == Kind::quoted && token.in_double_quotes);
    if (!is_name || is_keyword(token)) fail_no_condition(token);
    take();
    FilterKey key;
    key.span = token.span;
    if (token.kind == Kind::word) {
      read_prefixes(token, key);
    } else {
      key.name = token.text;
      key.quoted = true;
    }
    if (key.name.empty())
      fail(token, "a name is missing", "as in params.lr or metrics.\"f1 score\"");
    if (here().is_sign("[")) take_point(key);
    return key;
  }

  void read_prefixes(const FilterToken& token, FilterKey& key) const {
    const std::string_view rest = take_key_prefixes(token.text, key);
    if (!token.tail) {
      key.name = rest;
      return;
    }
    if (!rest.empty()) {
      fail(token, "only what follows params., metrics., tags. or attributes. can be quoted",
           fmt::format("quote all of it: `{}{}`", rest, *token.tail));
    }
    key.name = *token.tail;
    key.quoted = true;
  }

  void take_point(FilterKey& key) {
    take();
    const auto words = metric_point_words();
    const auto row = std::find_if(words.begin(), words.end(), [&](const MetricPointWord& word) {
      return here().is_word(word.word);
    });
    if (row == words.end()) {
      fail(here(), fmt::format("expected last, first, min, max or at N, found {}", found(here())));
    }
    key.point = row->point;
    take();
    if (row->point == MetricPoint::at_step) {
      if (here().kind != Kind::number || !here().number.is_int() || !here().text.empty()) {
        fail(here(), fmt::format("expected a step, found {}", found(here())),
             "as in val.rmse[at 100]");
      }
      key.step = take().number.as_int();
    }
    expect_sign("]", "behind it");
  }

  FilterOp take_op() {
    const FilterToken token = take();
    for (const SignRow& row : kSignOps) {
      if (token.is_sign(row.sign)) return row.op;
    }
    if (token.is_word("is")) {
      const bool is_not = take_if_word("not");
      if (!take_if_word("null")) {
        fail(here(), fmt::format("expected NULL or NOT NULL, found {}", found(here())),
             "other values are compared with = and !=");
      }
      return is_not ? FilterOp::is_not_null : FilterOp::is_null;
    }
    const bool is_not = token.is_word("not");
    const FilterToken word = is_not ? take() : token;
    for (const SignRow& row : kWordOps) {
      if (word.is_word(row.sign)) return is_not ? opposite(row.op) : row.op;
    }
    fail(is_not ? word : token,
         fmt::format("expected a comparison, found {}", found(is_not ? word : token)),
         "use = != < <= > >= LIKE ILIKE IN BETWEEN or IS NULL");
  }

  std::vector<FilterLiteral> take_values(FilterOp op) {
    if (op == FilterOp::is_null || op == FilterOp::is_not_null) return {};
    if (op == FilterOp::in || op == FilterOp::not_in) return take_list();
    std::vector<FilterLiteral> values;
    values.push_back(take_literal());
    if (op == FilterOp::between || op == FilterOp::not_between) {
      if (!take_if_word("and")) {
        fail(here(), fmt::format("expected AND and the upper bound, found {}", found(here())),
             "as in lr BETWEEN 0.1 AND 0.5");
      }
      values.push_back(take_literal());
    }
    return values;
  }

  std::vector<FilterLiteral> take_list() {
    expect_sign("(", "and a list");
    if (here().is_sign(")")) fail(here(), "an empty list", "as in seed IN (1, 2, 3)");
    std::vector<FilterLiteral> values;
    do {
      values.push_back(take_literal());
    } while (take_if_sign(","));
    if (!here().is_sign(")")) {
      fail(here(), fmt::format("expected ',' or ')', found {}", found(here())));
    }
    take();
    return values;
  }

  FilterLiteral take_literal() {
    const FilterToken token = here();
    if (++literals_ > kMaxLiterals) fail(token, fmt::format("more than {} values", kMaxLiterals));
    FilterLiteral literal;
    literal.span = token.span;
    if (token.kind == Kind::number) {
      literal.value = token.number;
      literal.unit = token.text;
    } else if (token.kind == Kind::quoted) {
      literal.value = token.text;
    } else if (!read_literal_word(token, literal)) {
      fail_no_value(token);
    }
    take();
    return literal;
  }

  bool read_literal_word(const FilterToken& token, FilterLiteral& literal) const {
    if (token.kind != Kind::word) return false;
    for (const std::string_view word : kTimeWords) {
      if (!token.is_word(word)) continue;
      literal.value = 0;
      literal.unit = word;
      return true;
    }
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const std::array<std::pair<std::string_view, Value>, 6> words = {
        {{"true", true},
         {"false", false},
         {"nan", std::numeric_limits<double>::quiet_NaN()},
         {"inf", kInfinity},
         {"+inf", kInfinity},
         {"-inf", -kInfinity}}};
    const auto* row = std::find_if(words.begin(), words.end(),
                                   [&](const auto& pair) { return token.is_word(pair.first); });
    if (row == words.end()) return false;
    literal.value = row->second;
    return true;
  }

  [[noreturn]] void fail_no_value(const FilterToken& token) const {
    if (token.is_word("null")) {
      fail(token, "nothing equals NULL", "write IS NULL or IS NOT NULL");
    }
    if (token.kind == Kind::name) {
      fail(token, "backticks are for names", fmt::format("a text has quotes: '{}'", token.text));
    }
    const bool is_word = token.kind == Kind::word && !token.tail && !is_keyword(token);
    fail(token, fmt::format("expected a value, found {}", found(token)),
         is_word ? fmt::format("put texts in quotes: '{}'", token.text) : "");
  }

  std::string_view text_;
  std::vector<FilterToken> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t terms_ = 0;
  std::size_t literals_ = 0;
};

}  // namespace

Filter parse_filter(std::string_view text) { return FilterParser(text).parse(); }

}  // namespace cairn
