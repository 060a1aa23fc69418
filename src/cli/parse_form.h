// Texts read by their named form: the part of `cairn parse` that knows no paths.
#pragma once

#include <string>

namespace cairn {

/// Prints what `text` is in the form `name`: a text as it is, anything else as JSON.
void print_form_of_text(const std::string& name, const std::string& text);

/// The same for an input that is JSON (json_input.h): a file, "-" or the text itself.
void print_form_of_json(const std::string& name, const std::string& word);

/// Prints a table of the forms.
void print_forms();

}  // namespace cairn
