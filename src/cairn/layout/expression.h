// The small language of document contents: projections of a context (a Value) into a document, as
// data. An expression is a literal, a dotted path, a call of a named function, a map, a list, or
// "for each of". There are no conditions and no loops beyond that, and evaluation always ends.
// Absence is the only failure at run time: an absent path gives nothing. It does not know files,
// layouts or what a run is: the words of a context come from context_shape.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/scheme.h"

namespace cairn {

struct DocumentFunction;

struct Expression {
  enum class Form {
    literal,    ///< A value as it stands.
    path,       ///< run.metrics.val: through a list it collects from all items.
    call,       ///< total_size(run.artifacts), maybe with a path behind it.
    map,        ///< Keys with expressions; an absent one drops its key.
    list,       ///< Expressions in a row; absent ones are dropped.
    each,       ///< {from: items[0], take: items[1]}: one result for each item.
    otherwise,  ///< {get: items[0], else: literal}: the literal where the first is absent.
    legend,     ///< {legend: SCHEME, of: items[0]}: what the tokens of that code mean.
  };

  Form form = Form::literal;
  std::string place;  ///< "file:line:column", for errors at load.
  std::string text;   ///< What was written, where the form is path or call.
  Value literal;
  std::vector<std::string> words;              ///< The path, or the path behind a call.
  const DocumentFunction* function = nullptr;  ///< Of a call; lives as long as the process.
  std::vector<std::string> keys;               ///< Of a map, beside `items`.
  std::shared_ptr<const CodeGrammar> grammar;  ///< Of a legend, shared with its scheme.
  std::vector<Expression> items;               ///< Arguments, members or operands.
};

/// Reads an expression from its YAML form. Throws Error(invalid_input) with the place for bad
/// syntax, an unknown function (with the nearest name) or a wrong number of arguments. A legend
/// may be of a scheme among `own`.
Expression parse_expression(const YamlNode& node, const std::vector<Scheme>& own = {});

/// Checks every path of `expression` against the words that a context has. Returns the shape of the
/// result. Throws Error(invalid_input) with the place and the nearest word.
std::string_view check_expression(const Expression& expression, std::string_view context_shape);

/// The names that `of_kind(…, 'name')` asks for, with the places where it does.
std::vector<std::pair<std::string, std::string>> kinds_asked_for(const Expression& expression);

/// The value of `expression` in `context` (a map), or nullopt when it is absent.
std::optional<Value> evaluate(const Expression& expression, const Value& context);

}  // namespace cairn
