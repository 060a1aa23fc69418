#include "cli/parse_form.h"

#include "cairn/base/json.h"
#include "cairn/identity/form.h"
#include "cairn/identity/python_value.h"
#include "cli/json_input.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

void print_value(const Value& value) {
  print_line(value.is_string() ? value.as_string() : to_json(value, JsonStyle::spaced));
}

}  // namespace

void print_form_of_text(const std::string& name, const std::string& text) {
  print_value(parse_form(find_form(name), text));
}

void print_form_of_json(const std::string& name, const std::string& word) {
  const Form& form = find_form(name);
  const JsonInput input = read_json_input(word);
  print_value(at_place_in(input, [&] { return parse_form(form, decode_python(input.value)); }));
}

void print_forms() {
  Table table{.columns = {{.title = "form"}, {.title = "reads"}}};
  for (const Form& form : known_forms()) table.rows.push_back({form.name, form.about});
  print_table(table, {});
}

}  // namespace cairn
