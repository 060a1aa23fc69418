#include "cairn/identity/code_grammar.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"
#include "cairn/spec/filter_evaluate.h"

namespace cairn {

namespace {

class FieldsSubject : public FilterSubject {
 public:
  explicit FieldsSubject(const Map& fields) : fields_(fields) {}
  std::optional<Value> value(const FilterKey& key) const override {
    const Value* found = fields_.find(key.name);
    if (found == nullptr || found->is_null()) return std::nullopt;
    // A condition compares with numbers of 64 bits, to which a wide integer stands as its float.
    return find_wide_integer(*found) == nullptr ? *found : Value(*python_number(*found));
  }
  bool has(const FilterHas& /*has*/) const override { return false; }
  bool any_related(KeyOwner /*scope*/, const RelatedTest& /*test*/) const override { return false; }

 private:
  const Map& fields_;
};

bool holds(const CodeCondition& condition, const Map& fields) {
  return !condition || evaluate(*condition, FieldsSubject(fields)) == Truth::yes;
}

std::string rendered(const TextTemplate& text, const Map& fields) {
  return render(text, [&](std::string_view name) {
    const Value* value = fields.find(name);
    return value == nullptr ? std::string() : python_str(*value);
  });
}

/// The field that an error is about: the first that its condition looks at.
std::string field_of(const CodeCondition& condition) {
  std::string out;
  if (!condition) return out;
  for_each_term(condition->root, [&](const FilterTerm& term) {
    if (out.empty()) out = term.key.name;
  });
  return out;
}

Map given_fields(const CodeGrammar& grammar, const Value& input) {
  if (!input.is_map()) {
    throw InputError("", fmt::format("the input must be a map, not {}", input.type_name()));
  }
  std::vector<std::string> names;
  Map out;
  for (const auto& [name, fallback] : grammar.fields) {
    const Value* given = input.find(name);
    out.append(name, given == nullptr ? fallback : *given);
    names.push_back(name);
  }
  if (grammar.unknown == CodeGrammar::UnknownFields::ignore) return out;
  for (const auto& entry : input.as_map()) {
    if (std::ranges::find(names, entry.first) != names.end()) continue;
    throw InputError(entry.first, fmt::format("unknown key '{}'", printable(entry.first)),
                     did_you_mean(entry.first, names));
  }
  return out;
}

void derive(const CodeGrammar& grammar, Map& fields) {
  for (const auto& [name, key] : grammar.let) {
    Value value = build_key(key, Value(fields));
    fields.set(name, std::move(value));
  }
}

void apply_rules(const CodeGrammar& grammar, const std::vector<CodeRule>& rules, Map& fields) {
  for (const CodeRule& rule : rules) {
    if (!holds(rule.condition, fields)) continue;
    if (rule.error) throw InputError(field_of(rule.condition), rendered(*rule.error, fields));
    for (const auto& [name, value] : rule.set) fields.set(name, value);
    derive(grammar, fields);
  }
}

Map ruled_fields(const CodeGrammar& grammar, const Value& input) {
  Map fields = given_fields(grammar, input);
  derive(grammar, fields);
  apply_rules(grammar, grammar.rules, fields);
  return fields;
}

/// The tokens of a part that hold; the one for when none does.
std::vector<const CodeToken*> tokens_of(const CodePart& part, const Map& fields) {
  std::vector<const CodeToken*> tokens;
  for (const CodeToken& token : part.tokens) {
    if (holds(token.condition, fields)) tokens.push_back(&token);
  }
  if (!tokens.empty()) return tokens;
  if (part.error) {
    const std::string field = part.tokens.empty() ? "" : field_of(part.tokens.front().condition);
    throw InputError(field, rendered(*part.error, fields));
  }
  if (part.otherwise) tokens.push_back(&*part.otherwise);
  return tokens;
}

std::string part_text(const CodePart& part, const Map& fields) {
  std::vector<std::string> texts;
  for (const CodeToken* token : tokens_of(part, fields)) {
    texts.push_back(rendered(token->text, fields));
  }
  return join(texts, part.join);
}

}  // namespace

std::string make_code(const CodeGrammar& grammar, const Value& input) {
  const Map fields = ruled_fields(grammar, input);
  std::vector<std::string> texts;
  for (const CodePart& part : grammar.parts) {
    if (std::string text = part_text(part, fields); !text.empty()) texts.push_back(std::move(text));
  }
  return join(texts, grammar.join);
}

void check_code(const CodeGrammar& grammar, const Value& input) {
  Map fields = ruled_fields(grammar, input);
  apply_rules(grammar, grammar.checks, fields);
}

std::vector<CodeMeaning> explain_code(const CodeGrammar& grammar, const Value& input) {
  const Map fields = ruled_fields(grammar, input);
  std::vector<CodeMeaning> meanings;
  for (const CodePart& part : grammar.parts) {
    for (const CodeToken* token : tokens_of(part, fields)) {
      meanings.push_back({part.name, rendered(token->text, fields), token->means});
    }
  }
  return meanings;
}

std::string code_legend(const CodeGrammar& grammar, const std::string& title) {
  std::vector<std::string> names;
  for (const CodePart& part : grammar.parts) names.push_back(fmt::format("<{}>", part.name));
  std::string out = fmt::format("# {}\n\nForm: `{}`\n", title, join(names, grammar.join));
  for (const CodePart& part : grammar.parts) {
    out += fmt::format("\n## {}\n\n", part.name);
    if (part.tokens.size() > 1 && !part.join.empty()) {
      out += fmt::format("Tokens that hold are joined by `{}`.\n\n", part.join);
    }
    out += "| token | means | when |\n|---|---|---|\n";
    for (const CodeToken& token : part.tokens) {
      std::string when = token.condition ? fmt::format("`{}`", token.condition->text) : "always";
      out += fmt::format("| `{}` | {} | {} |\n", token.text.source, token.means, when);
    }
    if (part.otherwise) {
      out += fmt::format("| `{}` | {} | otherwise |\n", part.otherwise->text.source,
                         part.otherwise->means);
    }
  }
  return out;
}

std::string code_page(const CodeGrammar& grammar, const std::string& title, const Value& input) {
  std::string out = fmt::format("## Code\n\n`{}`: {}\n\n| token | of | means |\n|---|---|---|\n",
                                make_code(grammar, input), title);
  for (const CodeMeaning& meaning : explain_code(grammar, input)) {
    out += fmt::format("| `{}` | {} | {} |\n", meaning.token, meaning.part, meaning.means);
  }
  return out;
}

}  // namespace cairn
