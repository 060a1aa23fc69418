#include "cairn/store/late_names.h"

#include <optional>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/identity/directory_text.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

/// What a word of a late name's input stands for; nullopt where this run has nothing for it.
std::optional<Value> late_word(const RunDefinition& definition, const std::string& word) {
  constexpr std::string_view kFull = "full.";
  if (word.starts_with(kFull)) {
    const Value* made = definition.names.find(word.substr(kFull.size()));
    return made == nullptr ? std::nullopt : std::optional<Value>(text_or(*made, "full", ""));
  }
  Map words{{"kind", definition.kind},
            {"stage", definition.stage},
            {"values", definition.params},
            {"seed", definition.seed}};
  if (!definition.name.empty()) words.set("name", definition.name);
  if (!definition.dataset.empty()) words.set("dataset", definition.dataset);
  if (!definition.experiment.empty()) words.set("experiment", definition.experiment);
  const Value all(std::move(words));
  const Value* value = all.find_path(word);
  return value == nullptr || value->is_null() ? std::nullopt : std::optional<Value>(*value);
}

/// nullopt where the run has nothing that the name is made of.
std::optional<SchemeName> late_name(const Layout& layout, const NameRule& rule,
                                    const std::string& folder, const Record& record) {
  const Scheme& scheme = find_scheme(layout.schemes, rule.scheme);
  if (rule.folder.empty()) {
    const ShapedInput input = shaped_input(
        rule.input, [&](const std::string& word) { return late_word(record.definition, word); });
    return input.is_complete ? std::optional(make_name(scheme, input.value)) : std::nullopt;
  }
  std::vector<std::string> paths;
  for (const RecordArtifact& artifact : record.artifacts) {
    const bool is_in_it = artifact.path != rule.folder && is_below(artifact.path, rule.folder);
    if (is_in_it) paths.push_back(relative_to(artifact.path, rule.folder));
  }
  if (paths.empty()) return std::nullopt;
  return name_folder(scheme, join_path(folder, rule.folder), paths);
}

}  // namespace

SchemeName name_folder(const Scheme& scheme, const std::string& folder,
                       const std::vector<std::string>& paths) {
  if (!names_folders(scheme)) {
    throw Error(ErrorCode::invalid_input, fmt::format("scheme '{}' names no folders", scheme.ref()),
                "one that does: lambda_hat.object@1:framed");
  }
  const auto framing = scheme.canonicaliser == "directory_framed" ? DirectoryFraming::framed
                                                                  : DirectoryFraming::plain;
  Sha256 hasher;
  for (const std::string& path : directory_order(paths)) {
    hash_content(join_path(folder, path), hasher,
                 [&](std::uint64_t size) { hasher.update(before_content(path, size, framing)); });
    hasher.update(after_content(framing));
  }
  const std::string digits = hasher.finish().hex();
  return {.scheme = scheme.ref(),
          .canonical_text = "",
          .full = scheme.prefix + digits.substr(0, scheme.length),
          .display = scheme.prefix + digits.substr(0, scheme.display)};
}

void add_late_names(const Layout& layout, const std::string& folder, Record& record) {
  const Kind* kind = find_kind(layout, record.definition.kind);
  if (kind == nullptr || record.status != RunStatus::finished) return;
  Map& names = record.definition.names;
  for (const NameRule& rule : kind->names) {
    if (!rule.is_late) continue;
    const std::optional<SchemeName> made = late_name(layout, rule, folder, record);
    if (!made) continue;
    if (const Value* other = names.find(rule.field);
        other != nullptr && text_or(*other, "name", "") != made->display) {
      const Value kept = *other;
      names.set(fmt::format("old_{}", rule.field), kept);
    }
    names.set(rule.field, Map{{"scheme", made->scheme},
                              {"text", made->canonical_text},
                              {"full", made->full},
                              {"name", made->display}});
  }
}

}  // namespace cairn
