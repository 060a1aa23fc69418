#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/code_grammar.h"
#include "cairn/spec/filter_check.h"

namespace cairn {

namespace {

class GrammarReader {
 public:
  explicit GrammarReader(const OwnRules* before) : before_(before) {}

  CodeGrammar read(const YamlNode& node) {
    constexpr std::array<std::string_view, 7> kKeys = {"fields", "unknown", "rules", "checks",
                                                       "let",    "join",    "parts"};
    check_keys(node, kKeys, "a code");
    CodeGrammar out;
    read_fields(out, node);
    // `let` first: rules may look at what it makes.
    if (const YamlNode* let = node.find("let")) {
      for (const YamlNode::Entry& entry : map_entries(*let)) {
        out.let.emplace_back(entry.key, read_key_template(entry.value, before_));
        names_.push_back(entry.key);
      }
    }
    out.rules = rules_at(node, "rules");
    out.checks = rules_at(node, "checks");
    out.join = text_or_empty(node, "join");
    const YamlNode* parts = node.find("parts");
    if (parts == nullptr || !parts->is_list() || parts->items.empty()) {
      fail_at(parts == nullptr ? node : *parts, "a code needs 'parts', a list");
    }
    for (const YamlNode& item : parts->items) out.parts.push_back(part_of(item));
    return out;
  }

 private:
  static const std::vector<YamlNode::Entry>& map_entries(const YamlNode& node) {
    if (!node.is_map()) fail_at(node, "a map must stand here");
    return node.entries;
  }

  static std::string text_or_empty(const YamlNode& node, std::string_view key) {
    const YamlNode* found = node.find(key);
    if (found == nullptr) return {};
    if (!found->scalar.is_string()) fail_at(*found, fmt::format("'{}' must be a text", key));
    return found->scalar.as_string();
  }

  void read_fields(CodeGrammar& out, const YamlNode& node) {
    const YamlNode* fields = node.find("fields");
    if (fields == nullptr) fail_at(node, "a code needs 'fields', with their defaults");
    for (const YamlNode::Entry& entry : map_entries(*fields)) {
      out.fields.emplace_back(entry.key, entry.value.to_value());
      names_.push_back(entry.key);
    }
    const std::string unknown = text_or_empty(node, "unknown");
    if (unknown == "refuse") {
      out.unknown = CodeGrammar::UnknownFields::refuse;
    } else if (!unknown.empty() && unknown != "ignore") {
      fail_at(*node.find("unknown"), "'unknown' must be refuse or ignore");
    }
  }

  /// nullopt: the code has this field.
  std::optional<Error> name_error(const std::string& name) const {
    if (std::ranges::find(names_, name) != names_.end()) return std::nullopt;
    const std::string near = did_you_mean(name, names_);
    return Error(ErrorCode::invalid_input,
                 fmt::format("the code has no field '{}'", printable(name)),
                 near.empty() ? fmt::format("its fields are: {}", join(names_, ", ")) : near);
  }

  void check_name(const YamlNode& node, const std::string& name) const {
    if (const auto error = name_error(name)) fail_at(node, error->message(), error->hint());
  }

  CodeCondition condition_at(const YamlNode& node) const {
    const YamlNode* found = node.find("if");
    if (found == nullptr) return std::nullopt;
    if (!found->scalar.is_string()) fail_at(*found, "a condition must be a text");
    try {
      Filter filter = parse_filter(found->scalar.as_string());
      const auto resolve = [&](FilterKey& key) -> FilterKeyType {
        if (const auto error = name_error(key.name)) throw Error(*error);
        key.family = FilterFamily::param;
        return {FilterType::any, FilterUnit::none};
      };
      check_filter(filter, resolve, 0);
      return filter;
    } catch (const Error& error) {
      fail_at(*found, error.message(), error.hint());
    }
  }

  TextTemplate text_at(const YamlNode& node) const {
    TextTemplate text = parse_text_template(node);
    for (const std::string& name : text.placeholders()) check_name(node, name);
    return text;
  }

  std::vector<CodeRule> rules_at(const YamlNode& node, std::string_view key) const {
    constexpr std::array<std::string_view, 3> kKeys = {"if", "set", "error"};
    std::vector<CodeRule> out;
    const YamlNode* list = node.find(key);
    if (list == nullptr) return out;
    if (!list->is_list()) fail_at(*list, fmt::format("'{}' must be a list", key));
    for (const YamlNode& item : list->items) {
      check_keys(item, kKeys, "a rule");
      CodeRule rule{.condition = condition_at(item)};
      if (const YamlNode* set = item.find("set")) {
        for (const YamlNode::Entry& entry : map_entries(*set)) {
          check_name(entry.value, entry.key);
          rule.set.set(entry.key, entry.value.to_value());
        }
      }
      if (const YamlNode* error = item.find("error")) rule.error = text_at(*error);
      if (rule.set.empty() == !rule.error)
        fail_at(item, "a rule has 'set' or 'error', and not both");
      out.push_back(std::move(rule));
    }
    return out;
  }

  CodeToken token_of(const YamlNode& node) const {
    if (!node.is_map()) return {.text = text_at(node)};
    constexpr std::array<std::string_view, 3> kKeys = {"if", "text", "means"};
    check_keys(node, kKeys, "a token");
    const YamlNode* text = node.find("text");
    if (text == nullptr) fail_at(node, "a token needs 'text'");
    return {condition_at(node), text_at(*text), text_or_empty(node, "means")};
  }

  CodePart part_of(const YamlNode& node) const {
    constexpr std::array<std::string_view, 5> kKeys = {"name", "join", "tokens", "else", "error"};
    check_keys(node, kKeys, "a part");
    CodePart out{.name = text_or_empty(node, "name"), .join = text_or_empty(node, "join")};
    const YamlNode* tokens = node.find("tokens");
    if (tokens == nullptr || !tokens->is_list()) fail_at(node, "a part needs 'tokens', a list");
    for (const YamlNode& item : tokens->items) out.tokens.push_back(token_of(item));
    if (const YamlNode* otherwise = node.find("else")) out.otherwise = token_of(*otherwise);
    if (const YamlNode* error = node.find("error")) out.error = text_at(*error);
    return out;
  }

  const OwnRules* before_;
  std::vector<std::string> names_;
};

}  // namespace

CodeGrammar read_code_grammar(const YamlNode& node, const OwnRules* before) {
  return GrammarReader(before).read(node);
}

}  // namespace cairn
