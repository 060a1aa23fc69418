// Codes that say in a name what was built ("mix10-dir_tau_ca-het"): a grammar of parts, each made
// of the tokens whose conditions hold, with rules that refuse what cannot be. A grammar is data,
// and so is its legend. Conditions are filters over the fields (docs/guide/filters.md). It does not
// know what the code names.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/key_template.h"
#include "cairn/spec/filter.h"
#include "cairn/spec/text_template.h"

namespace cairn {

/// A condition; an absent one always holds.
using CodeCondition = std::optional<Filter>;

/// A text that stands in the code where its condition holds.
struct CodeToken {
  CodeCondition condition;
  TextTemplate text;
  std::string means;  ///< For the legend.
};

/// Tokens that hold, joined. When none does: `otherwise`, or the error, or nothing.
struct CodePart {
  std::string name;
  std::string join;
  std::vector<CodeToken> tokens;
  std::optional<CodeToken> otherwise;
  std::optional<TextTemplate> error;
};

/// What happens where a condition holds: fields are set, or the input is refused.
struct CodeRule {
  CodeCondition condition;
  Map set;
  std::optional<TextTemplate> error;
};

struct CodeGrammar {
  enum class UnknownFields { refuse, ignore };

  std::vector<std::pair<std::string, Value>> fields;  ///< With their defaults.
  UnknownFields unknown = UnknownFields::ignore;
  std::vector<CodeRule> rules;   ///< In order, before anything else.
  std::vector<CodeRule> checks;  ///< Only where the input is checked for more than its code.
  std::vector<std::pair<std::string, KeyTemplate>> let;  ///< Fields that are made of fields.
  std::string join;
  std::vector<CodePart> parts;  ///< An empty part is left out.
};

/// Reads a grammar. Throws Error(invalid_input) with its place, also for a condition that does not
/// parse or that asks for a field which the grammar does not have. `before` as of a template.
CodeGrammar read_code_grammar(const YamlNode& node, const OwnRules* before = nullptr);

/// The code of `input`. Throws InputError for what the grammar refuses.
std::string make_code(const CodeGrammar& grammar, const Value& input);

/// Throws InputError for what the grammar's rules and checks refuse.
void check_code(const CodeGrammar& grammar, const Value& input);

/// One token that stands in a code.
struct CodeMeaning {
  std::string part;   ///< "prior"
  std::string token;  ///< "mix10"
  std::string means;  ///< "mixture of that many components"
};

/// The tokens that the code of `input` is made of, in their order. Throws as make_code.
std::vector<CodeMeaning> explain_code(const CodeGrammar& grammar, const Value& input);

/// The legend of the codes, as Markdown: each part with its tokens and what they mean.
std::string code_legend(const CodeGrammar& grammar, const std::string& title);

/// One code with what its tokens mean, as a section of a Markdown page.
std::string code_page(const CodeGrammar& grammar, const std::string& title, const Value& input);

}  // namespace cairn
