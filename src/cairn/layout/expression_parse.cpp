// The YAML and text forms of expressions, and the check of their words at load.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/context_shape.h"
#include "cairn/layout/document_functions.h"
#include "cairn/layout/expression.h"

namespace cairn {

namespace {

constexpr std::size_t kDeepest = 20;  // calls inside calls; a person never needs more than four

[[noreturn]] void fail_here(const std::string& place, std::string_view message,
                            std::string hint = {}) {
  throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", place, message), std::move(hint));
}

/// Reads "total_size(run.artifacts)", "best_run(of_kind(runs, 'pipeline')).folder", "run.folder".
class TextReader {
 public:
  TextReader(std::string_view text, std::string place) : text_(text), place_(std::move(place)) {}

  Expression read_all() {
    Expression result = read(0);
    skip_spaces();
    if (at_ != text_.size()) fail("unexpected text");
    return result;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    fail_here(place_, fmt::format("'{}': {} at character {}", printable(text_), what, at_ + 1),
              "write a path like run.folder, a call like total_size(run.artifacts), or "
              "{value: TEXT} for a fixed text");
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(char c) {
    skip_spaces();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string read_word() {
    const std::size_t start = at_;
    while (at_ < text_.size() &&
           std::string_view(" .,()'").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    if (at_ == start) fail("a word is missing");
    return std::string(text_.substr(start, at_ - start));
  }

  std::vector<std::string> read_words() {
    std::vector<std::string> words;
    while (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      words.push_back(read_word());
    }
    return words;
  }

  Expression read(std::size_t depth) {
    if (depth > kDeepest) fail("too many calls inside each other");
    skip_spaces();
    Expression result;
    result.place = place_;
    const std::size_t start = at_;
    if (take('\'')) {
      const std::size_t end = text_.find('\'', at_);
      if (end == std::string_view::npos) fail("the quote is not closed");
      result.literal = text_.substr(at_, end - at_);
      at_ = end + 1;
      return result;
    }
    const std::string word = read_word();
    if (take('(')) {
      read_call(result, word, depth);
    } else {
      result.form = Expression::Form::path;
      result.words.push_back(word);
    }
    for (std::string& next : read_words()) result.words.push_back(std::move(next));
    result.text = text_.substr(start, at_ - start);
    return result;
  }

  void read_call(Expression& result, const std::string& name, std::size_t depth) {
    result.form = Expression::Form::call;
    result.function = find_document_function(name);
    if (result.function == nullptr) {
      std::vector<std::string> names;
      for (const DocumentFunction& function : document_functions())
        names.emplace_back(function.name);
      std::string hint = did_you_mean(name, names);
      if (hint.empty()) hint = "the functions are " + join(names, ", ");
      fail_here(place_, fmt::format("unknown function '{}'", printable(name)), std::move(hint));
    }
    if (!take(')')) {
      do {
        result.items.push_back(read(depth + 1));
      } while (take(','));
      if (!take(')')) fail("a ')' is missing");
    }
    const DocumentFunction& function = *result.function;
    if (result.items.size() < function.min_arguments ||
        result.items.size() > function.max_arguments) {
      fail_here(place_,
                fmt::format("'{}' takes {} argument(s), found {}", name, function.min_arguments,
                            result.items.size()),
                fmt::format("{}: {}", name, function.help));
    }
  }

  std::string_view text_;
  std::string place_;
  std::size_t at_ = 0;
};

using OwnSchemes = std::vector<Scheme>;

Expression parse_map(const YamlNode& node, const OwnSchemes& own) {
  Expression result;
  result.form = Expression::Form::map;
  result.place = node.place();
  for (const YamlNode::Entry& entry : node.entries) {
    result.keys.push_back(entry.key);
    result.items.push_back(parse_expression(entry.value, own));
  }
  return result;
}

Expression with_otherwise(Expression inner, const YamlNode& node) {
  const YamlNode* otherwise = node.find("else");
  if (otherwise == nullptr) return inner;
  Expression result;
  result.form = Expression::Form::otherwise;
  result.place = node.place();
  result.literal = otherwise->to_value();
  result.items.push_back(std::move(inner));
  return result;
}

Expression parse_each(const YamlNode& node, const OwnSchemes& own) {
  constexpr std::array<std::string_view, 3> kKeys = {"from", "take", "else"};
  check_keys(node, kKeys, "a list projection");
  const YamlNode* take = node.find("take");
  if (take == nullptr) fail_at(node, "'from' needs 'take': what to write of each item");
  Expression result;
  result.form = Expression::Form::each;
  result.place = node.place();
  result.items.push_back(parse_expression(*node.find("from"), own));
  result.items.push_back(parse_expression(*take, own));
  return with_otherwise(std::move(result), node);
}

/// The legend of a scheme's codes: a fixed text, or what the tokens of one code mean.
Expression parse_legend(const YamlNode& node, const OwnSchemes& own) {
  constexpr std::array<std::string_view, 2> kKeys = {"legend", "of"};
  check_keys(node, kKeys, "a legend");
  const YamlNode& name = *node.find("legend");
  Expression result;
  result.place = node.place();
  try {
    const Scheme& scheme = find_scheme(own, to_text(name.to_value()));
    if (!scheme.code) {
      fail_at(name, fmt::format("scheme '{}' makes no codes of tokens", scheme.ref()),
              "a legend is of a scheme with a grammar, as ssvae.architecture@2");
    }
    result.text = scheme.about;
    result.grammar = scheme.code;
    result.literal = code_legend(*scheme.code, fmt::format("{}: {}", scheme.ref(), scheme.about));
  } catch (const Error& error) {
    if (error.message().starts_with(name.place())) throw;
    fail_at(name, error.message(), error.hint());
  }
  if (const YamlNode* of = node.find("of")) {
    result.form = Expression::Form::legend;
    result.items.push_back(parse_expression(*of, own));
  }
  return result;
}

/// What a check knows: the context and, inside `take`, the shape of an item.
struct Scope {
  std::string_view context;
  std::string_view item;
  bool has_item = false;
};

std::string_view follow(const Expression& expression, std::string_view shape, std::size_t from) {
  for (std::size_t i = from; i < expression.words.size(); ++i) {
    const auto next = member_shape(shape, expression.words[i]);
    if (!next) {
      const auto members = shape_members(shape);
      std::string hint = did_you_mean(expression.words[i], members);
      if (hint.empty() && !members.empty()) hint = "there is " + join(members, ", ");
      const std::string_view owner = shape.empty() ? "a plain value" : shape;
      fail_here(expression.place,
                fmt::format("'{}': {} has no '{}'", printable(expression.text), owner,
                            printable(expression.words[i])),
                std::move(hint));
    }
    shape = *next;
  }
  return shape;
}

std::string_view check(const Expression& expression, const Scope& scope);

std::string_view check_path(const Expression& expression, const Scope& scope) {
  const std::string& first = expression.words[0];
  if (scope.has_item && member_shape(scope.item, first)) return follow(expression, scope.item, 0);
  if (member_shape(scope.context, first)) return follow(expression, scope.context, 0);
  std::vector<std::string> words =
      scope.has_item ? shape_members(scope.item) : std::vector<std::string>();
  for (std::string& word : shape_members(scope.context)) words.push_back(std::move(word));
  std::string hint = did_you_mean(first, words);
  if (hint.empty()) hint = "there is " + join(words, ", ");
  fail_here(expression.place,
            fmt::format("'{}': a {} has no '{}'", printable(expression.text), scope.context,
                        printable(first)),
            std::move(hint));
}

std::string_view check_call(const Expression& expression, const Scope& scope) {
  std::string_view first = kOpenShape;
  for (std::size_t i = 0; i < expression.items.size(); ++i) {
    const std::string_view shape = check(expression.items[i], scope);
    if (i == 0) first = shape;
  }
  const std::string_view result = expression.function->result_shape;
  return follow(expression, result == "=" ? first : result, 0);
}

std::string_view check(const Expression& expression, const Scope& scope) {
  switch (expression.form) {
    case Expression::Form::path:
      return check_path(expression, scope);
    case Expression::Form::call:
      return check_call(expression, scope);
    case Expression::Form::each: {
      const std::string_view item = check(expression.items[0], scope);
      check(expression.items[1], {scope.context, item, true});
      return kOpenShape;
    }
    case Expression::Form::otherwise:
      return check(expression.items[0], scope);
    case Expression::Form::literal:
    case Expression::Form::map:
    case Expression::Form::list:
    case Expression::Form::legend:
      for (const Expression& item : expression.items) check(item, scope);
      break;
  }
  return kOpenShape;
}

}  // namespace

Expression parse_expression(const YamlNode& node, const std::vector<Scheme>& own) {
  constexpr std::array<std::string_view, 1> kValueKeys = {"value"};
  constexpr std::array<std::string_view, 2> kGetKeys = {"get", "else"};
  constexpr std::array<std::string_view, 1> kMapKeys = {"map"};
  Expression result;
  result.place = node.place();
  if (node.is_list()) {
    result.form = Expression::Form::list;
    for (const YamlNode& item : node.items) result.items.push_back(parse_expression(item, own));
    return result;
  }
  if (!node.is_map()) {
    if (node.scalar.is_string())
      return TextReader(node.scalar.as_string(), node.place()).read_all();
    result.literal = node.scalar;
    return result;
  }
  if (const YamlNode* value = node.find("value")) {
    check_keys(node, kValueKeys, "a fixed value");
    result.literal = value->to_value();
    return result;
  }
  if (node.find("from") != nullptr) return parse_each(node, own);
  if (const YamlNode* get = node.find("get")) {
    check_keys(node, kGetKeys, "a value with a default");
    return with_otherwise(parse_expression(*get, own), node);
  }
  if (node.find("legend") != nullptr) return parse_legend(node, own);
  if (const YamlNode* map = node.find("map")) {
    check_keys(node, kMapKeys, "a map");
    if (!map->is_map()) fail_at(*map, "'map' holds the keys of a map");
    return parse_map(*map, own);
  }
  return parse_map(node, own);
}

std::string_view check_expression(const Expression& expression, std::string_view context_shape) {
  return check(expression, {context_shape, kLeafShape, false});
}

std::vector<std::pair<std::string, std::string>> kinds_asked_for(const Expression& expression) {
  std::vector<std::pair<std::string, std::string>> kinds;
  const bool asks = expression.function != nullptr && expression.function->name == "of_kind";
  for (std::size_t i = 0; i < expression.items.size(); ++i) {
    const Expression& item = expression.items[i];
    if (asks && i > 0 && item.form == Expression::Form::literal) {
      kinds.emplace_back(to_text(item.literal), item.place);
    }
    for (auto& kind : kinds_asked_for(item)) kinds.push_back(std::move(kind));
  }
  return kinds;
}

}  // namespace cairn
