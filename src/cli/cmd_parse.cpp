// `cairn parse`: what a text says, by its named form.
#include "cairn/base/error.h"
#include "cli/command.h"
#include "cli/parse_form.h"

namespace cairn {

namespace {

struct ParseOptions {
  std::optional<std::string> text;
  std::string form;
  std::optional<std::string> input;
  bool forms = false;
};

int parse_text(const ParseOptions& options) {
  if (options.forms) {
    print_forms();
  } else if (options.form.empty()) {
    throw Error(ErrorCode::invalid_input, "--form is missing", "list them: cairn parse --forms");
  } else if (options.input) {
    print_form_of_json(options.form, *options.input);
  } else if (options.text) {
    print_form_of_text(options.form, *options.text);
  } else {
    throw Error(ErrorCode::invalid_input, "TEXT or --input is missing");
  }
  return 0;
}

}  // namespace

void setup_parse(CommandLine& line) {
  ParseOptions& options = line.runs(parse_text);
  line.about(
      "Prints what a text says. A form is a named way of writing that some system has, as the ids, "
      "argument strings and run names of docs/formats/schemes.");
  line.argument("TEXT", options.text, "the text");
  line.option("--form", "NAME", options.form, "read it as this form");
  line.option("--input", "JSON", options.input,
              "take the form's input as JSON: the text itself, a file, or - for standard input");
  line.flag("--forms", options.forms, "list the forms");
  line.example("cairn parse --form nirs4all.artifact_id '0001_pls$96330180127a:3'",
               "the parts of an artifact id");
  line.example("cairn parse --form dynvision.arguments --input '{\"dt\": [1, 2]}'",
               "argument strings");
}

}  // namespace cairn
