// vector_check FILE…: asks cairn what golden vectors asked the programs of other systems, and
// compares the answers. What it calls is what `cairn id --scheme` and `cairn parse --form` call;
// --commands prints the line for a shell that asks the same. docs/testing.md.
#include <algorithm>
#include <exception>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/identity/form.h"
#include "cairn/identity/python_json.h"
#include "cairn/identity/python_value.h"
#include "cairn/identity/scheme.h"
#include "tools/vector_check/vectors.h"

namespace cairn {

namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  std::set<std::string> skipped_functions;
  std::vector<std::string> corrected;
};

struct Options {
  std::vector<std::string> files;
  std::string list = CAIRN_VECTOR_LIST;
  bool commands = false;
};

/// "x*300" → three hundred x.
Value repeated(const Value& input) {
  std::smatch match;
  if (!input.is_string() || input.as_string().size() > 64) return input;
  if (!std::regex_match(input.as_string(), match, std::regex(R"(([\s\S]{1,4})\*(\d{1,5}))")) ||
      count_characters(match[1].str()) != 1) {
    return input;
  }
  std::string out;
  for (unsigned long i = std::stoul(match[2]); i > 0; --i) out += match[1];
  return out;
}

/// {steps: "[Path('x')]"} → {steps: [an object of this type and text]}.
Value from_python(Value input) {
  const Value* steps = input.find("steps");
  if (steps == nullptr || !steps->is_string()) return input;
  const std::string objects = std::regex_replace(
      steps->as_string(), std::regex(R"(\b(?:Pure|Posix)?Path\('([^']*)'\))"),
      R"({"__object__":{"type":"PosixPath","text":"$1"}})");
  const std::string json = std::regex_replace(objects, std::regex("'"), "\"");
  input.as_map().set("steps", parse_json(json, "steps"));
  return input;
}

Value spelled_out(const VectorRow& row, const Value& input) {
  if (row.spelling == VectorSpelling::repeated) return repeated(input);
  return row.spelling == VectorSpelling::python ? from_python(input) : input;
}

std::string form_name(const VectorCall& call, const Value& input) {
  return render(parse_text_template(call.form, "form"), [&](std::string_view name) {
    const Value* part = input.find(name);
    return part == nullptr ? std::string() : to_text(*part);
  });
}

Value answer(const VectorCall& call, const Value& input) {
  const Value asked = decode_python(build_key(call.input, input));
  Map made;
  if (call.scheme.empty()) {
    made.set("value", parse_form(find_form(form_name(call, input)), asked));
  } else {
    const Scheme& scheme = find_scheme(call.scheme);
    const SchemeName name = make_name(scheme, asked);
    made = {{"full", name.full},
            {"display", name.display},
            {"text", name.canonical_text},
            {"value", make_key(scheme, asked)}};
  }
  if (call.output) return build_key(*call.output, Value(made));
  return *made.find(call.scheme.empty() ? "value" : "full");
}

Value answer(const VectorRow& row, const Vector& vector) {
  const Value input = spelled_out(row, vector.input);
  if (row.calls.front().first.empty()) return answer(row.calls.front().second, input);
  Map out;
  for (const auto& [name, call] : row.calls) out.set(name, answer(call, input));
  return out;
}

Value tail_of(const Value& value) {
  const std::string text = to_text(value);
  const std::size_t size = count_characters(text);
  const std::string_view head = first_characters(text, size > 6 ? size - 6 : 0);
  return Map{{"len", size}, {"tail", text.substr(head.size())}};
}

/// Equal, where NaN equals NaN and the order of keys does not matter.
bool is_same(const Value& a, const Value& b) {
  constexpr PythonJsonOptions kOptions{.separators = PythonSeparators::compact,
                                       .objects = PythonObjects::to_text};
  if (find_tuple(a) != nullptr || find_tuple(b) != nullptr) {
    return find_tuple(a) != nullptr && find_tuple(b) != nullptr &&
           is_same(Value(*find_tuple(a)), Value(*find_tuple(b)));
  }
  if (a.is_list() && b.is_list()) {
    return std::ranges::equal(a.as_list(), b.as_list(), is_same);
  }
  if (a.is_map() && b.is_map()) {
    return a.as_map().size() == b.as_map().size() &&
           std::ranges::all_of(a.as_map(), [&](const Map::Entry& entry) {
             const Value* other = b.find(entry.first);
             return other != nullptr && is_same(entry.second, *other);
           });
  }
  return a.type() == b.type() && python_json(a, kOptions) == python_json(b, kOptions);
}

void print_failure(const Vector& vector, const std::string& got) {
  fmt::print("FAILED {}\n  input    {}\n  expected {}\n  got      {}\n", vector.function,
             to_json(vector.input), to_json(vector.output), got);
}

bool check(const VectorRow& row, const Vector& vector) {
  const Value expected = decode_python(vector.output);
  const bool must_fail = expected.find("__raises__") != nullptr;
  try {
    Value got = answer(row, vector);
    if (row.is_tail) got = tail_of(got);
    if (!must_fail && is_same(expected, got)) return true;
    print_failure(vector, to_json(got));
  } catch (const Error& error) {
    // Which Python class it was is the other program's own; that the input was refused is not.
    if (must_fail && error.code() == ErrorCode::invalid_input) return true;
    print_failure(vector, "error: " + error.message());
  }
  return false;
}

/// What of a name the call compares: all of its digits, or the text.
std::string_view option_of(const VectorCall& call) {
  const bool is_text = call.output && call.output->kind == KeyTemplate::Kind::input &&
                       (call.output->paths.front() == "text" ||
                        call.output->paths.front().starts_with("value"));
  return is_text ? "--text" : "--digest";
}

void print_commands(const VectorRow& row, const Vector& vector) {
  const Value input = spelled_out(row, vector.input);
  for (const auto& [name, call] : row.calls) {
    const std::string json = shell_quote(to_json(build_key(call.input, input)));
    if (call.scheme.empty()) {
      fmt::print("cairn parse --form {} --input {}\n", shell_quote(form_name(call, input)), json);
    } else {
      fmt::print("cairn id --scheme {} {} --json {}\n", shell_quote(call.scheme), option_of(call),
                 json);
    }
  }
}

/// Puts in the output of the list's correction, where it has one for this vector.
void correct(Vector& vector, const VectorList& list, Tally& tally) {
  for (const Vector& correction : list.corrections) {
    if (correction.function != vector.function || !is_same(correction.input, vector.input)) continue;
    vector.output = correction.output;
    tally.corrected.push_back(fmt::format("{} of {}", vector.function, to_json(vector.input)));
  }
}

void check_file(const std::string& path, const VectorList& list, const Options& options,
                Tally& tally) {
  for (Vector& vector : read_vector_file(path)) {
    if (!vector.fault.empty()) {
      fmt::print("FAILED {}\n", vector.fault);
      ++tally.failed;
      continue;
    }
    const VectorRow* row = find_row(list.rows, vector);
    correct(vector, list, tally);
    if (row == nullptr) {
      fmt::print("FAILED {}: not in the list\n", vector.function);
      ++tally.failed;
    } else if (row->kind != VectorRow::Class::function) {
      ++tally.skipped;
      tally.skipped_functions.insert(function_name(vector.function));
    } else if (options.commands) {
      print_commands(*row, vector);
    } else {
      ++(check(*row, vector) ? tally.passed : tally.failed);
    }
  }
}

Options read_options(int count, char** arguments) {
  Options out;
  for (int i = 1; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--commands") {
      out.commands = true;
    } else if (word == "--list" && i + 1 < count) {
      out.list = arguments[++i];
    } else if (word.starts_with("-")) {
      throw Error(ErrorCode::invalid_input, fmt::format("unknown option '{}'", printable(word)));
    } else {
      out.files.push_back(word);
    }
  }
  if (out.files.empty()) {
    throw Error(ErrorCode::invalid_input, "vector_check [--commands] [--list LIST] FILE…");
  }
  return out;
}

int run(int count, char** arguments) {
  const Options options = read_options(count, arguments);
  const VectorList list = read_vector_list(options.list);
  Tally tally;
  for (const std::string& file : options.files) check_file(file, list, options, tally);
  if (options.commands) return tally.failed > 0 ? 1 : 0;
  fmt::print("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed, tally.skipped);
  for (const std::string& function : tally.skipped_functions) fmt::print("skipped: {}\n", function);
  for (const std::string& vector : tally.corrected) fmt::print("corrected: {}\n", vector);
  return tally.failed > 0 ? 1 : 0;
}

}  // namespace

}  // namespace cairn

int main(int count, char** arguments) {
  try {
    return cairn::run(count, arguments);
  } catch (const cairn::Error& error) {
    fmt::print(stderr, "vector_check: {}\n{}", error.message(),
               error.hint().empty() ? "" : error.hint() + "\n");
    return cairn::error_info(error.code()).exit_status;
  } catch (const std::exception& error) {
    fmt::print(stderr, "vector_check: {}\n", error.what());
    return 70;
  }
}
