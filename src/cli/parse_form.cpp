#include "cli/parse_form.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/identity/form.h"
#include "cairn/identity/python_value.h"
#include "cairn/store/project.h"
#include "cli/json_input.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// As JSON; integers beyond 64 bits with their digits, as Python writes them and --input reads
/// them.
void append_value(std::string& out, const Value& value) {
  if (const std::string* digits = find_wide_integer(value)) {
    out += *digits;
  } else if (value.is_list()) {
    out += '[';
    for (const Value& item : value.as_list()) {
      if (&item != &value.as_list().front()) out += ", ";
      append_value(out, item);
    }
    out += ']';
  } else if (value.is_map()) {
    std::string_view separator = "{";
    for (const auto& [key, item] : value.as_map()) {
      out += separator;
      append_json_string(out, key);
      out += ": ";
      append_value(out, item);
      separator = ", ";
    }
    out += value.as_map().empty() ? "{}" : "}";
  } else {
    append_json(out, value);
  }
}

void print_value(const Value& value) {
  std::string text;
  if (!value.is_string()) append_value(text, value);
  print_line(value.is_string() ? value.as_string() : text);
}

/// The forms of the layout of the project around here; none outside of a project.
std::vector<Form> forms_of_layout() {
  try {
    return open_project(current_folder()).layout.forms;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return {};
  }
}

/// A form that cairn carries needs no project, and no time to read one.
Form form_named(const std::string& name) {
  const Form* known = find_known_form(name);
  return known != nullptr ? *known : find_form(forms_of_layout(), name);
}

}  // namespace

void print_form_of_text(const std::string& name, const std::string& text) {
  print_value(parse_form(form_named(name), text));
}

void print_form_of_json(const std::string& name, const std::string& word) {
  const Form form = form_named(name);
  const JsonInput input = read_python_input(word);
  print_value(at_place_in(input, [&] { return parse_form(form, decode_python(input.value)); }));
}

void print_forms() {
  Table table{.columns = {{.title = "form"}, {.title = "reads"}}};
  for (const Form& form : forms_of_layout()) table.rows.push_back({form.name, form.about});
  for (const Form& form : known_forms()) table.rows.push_back({form.name, form.about});
  print_table(table, {});
}

}  // namespace cairn
