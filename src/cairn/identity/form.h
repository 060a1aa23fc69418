// Named text forms: how a text of some system is read into values, and small rules of its names
// that are no ids (the names of its workflow's wildcards, argument strings). Forms are data in
// schemes/, beside the schemes of their system. Paths are read by layouts, not here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/key_template.h"

namespace cairn {

/// One spelling: the whole text matches a regular expression, and the value is made of its groups,
/// which the template knows as "0" (all), "1", "2", …; null where a group took no part.
struct FormPattern {
  std::string match;
  KeyTemplate make;
};

struct Form {
  std::string name;  ///< "nirs4all.artifact_id", "ssvae.run:compat"
  std::string about;
  std::vector<FormPattern> patterns;  ///< In order; none: the value is made of the input itself.
  KeyTemplate make;
  std::optional<Value> otherwise;  ///< What a text that fits no pattern is; none: an error.
};

/// Reads the forms of a scheme file. Throws Error(invalid_input) with its place.
std::vector<Form> read_forms(std::string_view text, std::string_view source);

/// The same of a file that cairn does not carry: behind the forms of `own`, each with those before
/// it and the schemes of `own`.
void read_forms(OwnRules& own, std::string_view text, std::string_view source);

/// All forms that this build carries.
const std::vector<Form>& known_forms();

/// The form `name`. Throws Error(invalid_input) with the nearest.
const Form& find_form(std::string_view name);
/// The same among `forms`, then among the known ones.
const Form& find_form(const std::vector<Form>& forms, std::string_view name);
/// The one that this build carries, or nullptr.
const Form* find_known_form(std::string_view name);

/// What `input` is in this form. Throws InputError, an Error(invalid_input), when it is none.
Value parse_form(const Form& form, const Value& input);

}  // namespace cairn
