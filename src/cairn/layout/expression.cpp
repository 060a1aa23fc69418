#include "cairn/layout/expression.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/layout/document_functions.h"

namespace cairn {

namespace {

/// Follows words through maps and lists. A list is passed through: its items are asked one by one,
/// and lists that are found at the end are joined.
class PathWalk {
 public:
  explicit PathWalk(const std::vector<std::string>& words) : words_(words) {}

  Found from(const Value& value) {
    visit(value, 0);
    if (several_) return found_;
    return found_.empty() ? Found() : Found(found_[0]);
  }

 private:
  void visit(const Value& value, std::size_t at) {
    if (value.is_null()) return;
    if (value.is_list() && (several_ || at < words_.size())) {
      several_ = true;
      for (const Value& item : value.as_list()) visit(item, at);
    } else if (at == words_.size()) {
      found_.push_back(&value);
    } else if (const Value* next = value.find(words_[at]); next != nullptr && leads_on(*next, at)) {
      visit(*next, at + 1);
    } else if (at + 1 < words_.size()) {
      visit_dotted(value, at);
    }
  }

  bool leads_on(const Value& next, std::size_t at) const {
    return at + 1 == words_.size() || next.is_map() || next.is_list();
  }

  /// A key may itself hold dots ("val.rmse"), also beside a leaf of its first word ("val").
  void visit_dotted(const Value& value, std::size_t at) {
    const std::vector<std::string> rest(words_.begin() + static_cast<std::ptrdiff_t>(at),
                                        words_.end());
    if (const Value* found = value.find_path(join(rest, "."))) visit(*found, words_.size());
  }

  const std::vector<std::string>& words_;
  std::vector<const Value*> found_;
  bool several_ = false;
};

std::optional<Value> to_value(const Found& found) {
  if (const Value* one = one_of(found)) return *one;
  if (std::holds_alternative<std::monostate>(found)) return std::nullopt;
  List list;
  for (const Value* item : items_of(found)) list.push_back(*item);
  return list;
}

/// The key whose value's entries stand in its place.
constexpr std::string_view kSpreadKey = "...";

class Evaluation {
 public:
  explicit Evaluation(const Value& context) : context_(context) {}

  /// `item` is what `take` looks at, or nullptr outside of it.
  Found find(const Expression& expression, const Value* item) {
    switch (expression.form) {
      case Expression::Form::literal:
        return &expression.literal;
      case Expression::Form::path:
        return find_path(expression, item);
      case Expression::Form::call:
        return find_call(expression, item);
      case Expression::Form::map:
        return make_map(expression, item);
      case Expression::Form::list:
        return make_list(expression, item);
      case Expression::Form::each:
        return make_each(expression, item);
      case Expression::Form::otherwise: {
        const Found found = find(expression.items[0], item);
        return std::holds_alternative<std::monostate>(found) ? Found(&expression.literal) : found;
      }
      case Expression::Form::legend:
        return make_legend(expression, item);
    }
    return {};
  }

 private:
  Found find_path(const Expression& expression, const Value* item) {
    if (item != nullptr) {
      const Found found = PathWalk(expression.words).from(*item);
      if (!std::holds_alternative<std::monostate>(found)) return found;
      if (item->find(expression.words[0]) != nullptr) return {};  // the item's own word comes first
    }
    return PathWalk(expression.words).from(context_);
  }

  /// Calls outside of `take` depend on the context only: each is made once for a document.
  Found find_call(const Expression& expression, const Value* item) {
    if (item == nullptr) {
      const auto known = calls_.find(expression.text);
      if (known != calls_.end()) return known->second;
    }
    std::vector<Found> arguments;
    for (const Expression& argument : expression.items) arguments.push_back(find(argument, item));
    Found result = expression.function->call(arguments, arena_);
    if (!expression.words.empty()) result = follow(result, expression.words);
    if (item == nullptr) calls_.emplace(expression.text, result);
    return result;
  }

  Found follow(const Found& found, const std::vector<std::string>& words) {
    if (const Value* one = one_of(found)) return PathWalk(words).from(*one);
    if (std::holds_alternative<std::monostate>(found)) return {};
    std::vector<const Value*> all;
    for (const Value* item : items_of(found)) {
      for (const Value* value : items_of(PathWalk(words).from(*item))) all.push_back(value);
    }
    return all;
  }

  Found make_map(const Expression& expression, const Value* item) {
    Map map;
    for (std::size_t i = 0; i < expression.items.size(); ++i) {
      auto value = to_value(find(expression.items[i], item));
      if (!value) continue;
      if (expression.keys[i] == kSpreadKey) {
        spread(*value, map);
      } else {
        map.set(expression.keys[i], *std::move(value));
      }
    }
    if (map.empty() && !expression.items.empty()) return {};
    return &arena_.emplace_back(std::move(map));
  }

  /// The entries of a map, or of each map of a list, as if they had been written here.
  static void spread(const Value& value, Map& map) {
    if (value.is_map()) {
      for (const auto& [key, entry] : value.as_map()) map.set(key, entry);
    } else if (value.is_list()) {
      for (const Value& entry : value.as_list()) spread(entry, map);
    }
  }

  Found make_list(const Expression& expression, const Value* item) {
    List list;
    for (const Expression& entry : expression.items) {
      if (auto value = to_value(find(entry, item))) list.push_back(*std::move(value));
    }
    return &arena_.emplace_back(std::move(list));
  }

  /// What the code of a value says, as Markdown; absent where the grammar has no code for it.
  Found make_legend(const Expression& expression, const Value* item) {
    const auto input = to_value(find(expression.items[0], item));
    if (!input) return {};
    try {
      return &arena_.emplace_back(code_page(*expression.grammar, expression.text, *input));
    } catch (const InputError&) {
      return {};
    }
  }

  Found make_each(const Expression& expression, const Value* item) {
    const Found from = find(expression.items[0], item);
    if (std::holds_alternative<std::monostate>(from)) return {};
    List list;
    for (const Value* entry : items_of(from)) {
      if (auto value = to_value(find(expression.items[1], entry)))
        list.push_back(*std::move(value));
    }
    return &arena_.emplace_back(std::move(list));
  }

  const Value& context_;
  Arena arena_;
  std::unordered_map<std::string, Found> calls_;
};

}  // namespace

std::optional<Value> evaluate(const Expression& expression, const Value& context) {
  return to_value(Evaluation(context).find(expression, nullptr));
}

}  // namespace cairn
