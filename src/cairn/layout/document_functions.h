// The named functions that document contents may call, in one table, and the values that they pass
// around without copying: large lists of runs go through several calls in one document. A function
// is pure: the same arguments give the same result. It does not know expressions or files.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// What an expression found: nothing, one value, or several in order. Points into the context or
/// into an arena; both outlive it.
using Found = std::variant<std::monostate, const Value*, std::vector<const Value*>>;

/// Owner of the values that functions make; addresses stay valid while it lives.
using Arena = std::deque<Value>;

/// `value` as something found, kept by the arena.
inline Found keep(Arena& arena, Value value) { return &arena.emplace_back(std::move(value)); }

/// What a function is called with.
using CallArguments = std::span<const Found>;

/// One row of the function table.
struct DocumentFunction {
  std::string_view name;
  std::size_t min_arguments;
  std::size_t max_arguments;
  std::string_view result_shape;  ///< See context_shape.h; "=" is the shape of the first argument.
  std::string_view help;
  Found (*call)(CallArguments arguments, Arena& arena);
  bool shows_typed = false;  ///< It shows what a person types about a run: description, tags.
};

/// The whole table, sorted by name.
std::span<const DocumentFunction> document_functions();

/// The function `name`, or nullptr.
const DocumentFunction* find_document_function(std::string_view name);

/// The items of what was found: of a list its items, of one value that value, of nothing none.
std::vector<const Value*> items_of(const Found& found);

/// The one value that was found, or nullptr when there is none or several.
const Value* one_of(const Found& found);

/// The field of a run or child as text; empty where it is absent.
std::string text_at(const Value& value, std::string_view key);

}  // namespace cairn
