#include "cairn/runner/predict_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/runner/shell_quoting.h"
#include "cairn/spec/stage_graph.h"

namespace cairn {

namespace {

/// A text that parse_text_template reads as itself.
std::string literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  return out;
}

constexpr const char* kRecordedCommand = "the recorded predict command";

bool stays_open(std::string_view name) {
  return std::find(kPredictNames.begin(), kPredictNames.end(), name) != kPredictNames.end();
}

const std::string& path_of(const PredictPaths& paths, std::string_view name) {
  if (name == "model") return paths.model;
  if (name == "data") return paths.data;
  if (name == "run") return paths.run;
  throw Error(ErrorCode::corrupt,
              fmt::format("the recorded predict command names '{{{}}}', which means nothing",
                          printable(name)));
}

}  // namespace

PredictCommand fill_predict(const CommandSpec& command, const Redactor& redactor,
                            const PlaceholderLookup& lookup) {
  PredictCommand predict{.is_shell = command.is_shell};
  for (const TextTemplate& word : command.words) {
    std::string text;
    ShellQuoting quoting;
    for (const TextTemplate::Part& part : word.parts) {
      if (!part.is_placeholder) {
        quoting.pass(part.text);
        text += literal(part.text);
      } else if (stays_open(part.text)) {
        text += "{" + part.text + "}";
      } else {
        const std::string value = lookup(part.text);
        text += literal(command.is_shell ? quoting.quote({value}) : value);
      }
    }
    predict.words.push_back(redactor.redact(text));
  }
  return predict;
}

bool asks_for(const PredictCommand& predict, std::string_view name) {
  return std::any_of(predict.words.begin(), predict.words.end(), [&](const std::string& word) {
    const TextTemplate text = parse_text_template(word, kRecordedCommand);
    return std::any_of(text.parts.begin(), text.parts.end(), [&](const TextTemplate::Part& part) {
      return part.is_placeholder && part.text == name;
    });
  });
}

ReadyCommand ready_predict(const PredictCommand& predict, const PredictPaths& paths) {
  ReadyCommand ready;
  const bool is_fit = predict.is_shell ? predict.words.size() == 1 : !predict.words.empty();
  if (!is_fit) throw Error(ErrorCode::corrupt, "the recorded predict command has no words");
  for (const std::string& word : predict.words) {
    const TextTemplate text = parse_text_template(word, kRecordedCommand);
    std::string filled;
    ShellQuoting quoting;
    for (const TextTemplate::Part& part : text.parts) {
      if (!part.is_placeholder) quoting.pass(part.text);
      const std::string piece = part.is_placeholder ? path_of(paths, part.text) : part.text;
      filled += part.is_placeholder && predict.is_shell ? quoting.quote({piece}) : piece;
    }
    ready.argv.push_back(std::move(filled));
  }
  if (predict.is_shell) {
    ready.text = ready.argv.front();
    ready.argv = {"/bin/sh", "-c", ready.text};
    return ready;
  }
  std::vector<std::string> quoted;
  for (const std::string& word : ready.argv) quoted.push_back(shell_quote(word));
  ready.text = join(quoted, " ");
  return ready;
}

}  // namespace cairn
