#include "cairn/record/provenance.h"

#include <fmt/format.h>

#include "cairn/base/or_null.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

std::string text_or_empty(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  return found == nullptr || found->is_null() ? std::string() : text_field(value, name);
}

bool flag(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  return found != nullptr && found->as_bool();
}

List text_list(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

std::vector<std::string> texts_of(const Value& value, std::string_view name) {
  std::vector<std::string> texts;
  for (const Value& text : list_or_empty(value, name)) texts.push_back(text.as_string());
  return texts;
}

/// The value of a part that may be null or, in records of an older cairn, absent.
const Value* part(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

Map kept_to_map(const Digest& object, std::string_view measure, std::uint64_t number,
                bool is_truncated) {
  Map map{{"object", object.hex()}};
  map.append(std::string(measure), static_cast<std::int64_t>(number));
  if (is_truncated) map.append("truncated", true);
  return map;
}

Value git_value(const std::optional<GitState>& git) {
  if (!git) return {};
  Map map{{"commit", text_or_null(git->commit)},
          {"branch", text_or_null(git->branch)},
          {"remote", text_or_null(git->remote)},
          {"dirty", git->is_dirty}};
  if (git->diff) {
    map.append("diff",
               kept_to_map(git->diff->object, "size", git->diff->size, git->diff->is_truncated));
  }
  if (git->untracked) {
    map.append("untracked", kept_to_map(git->untracked->object, "count",
                                        static_cast<std::uint64_t>(git->untracked->count),
                                        git->untracked->is_truncated));
  }
  if (!git->notes.empty()) map.append("notes", text_list(git->notes));
  return map;
}

std::optional<GitState> git_from(const Value* value) {
  if (value == nullptr) return std::nullopt;
  GitState git{.commit = text_or_empty(*value, "commit"),
               .branch = text_or_empty(*value, "branch"),
               .remote = text_or_empty(*value, "remote"),
               .is_dirty = flag(*value, "dirty"),
               .notes = texts_of(*value, "notes")};
  if (const Value* diff = part(*value, "diff")) {
    git.diff = {digest_field(*diff, "object"), static_cast<std::uint64_t>(int_field(*diff, "size")),
                flag(*diff, "truncated")};
  }
  if (const Value* untracked = part(*value, "untracked")) {
    git.untracked = {int_field(*untracked, "count"), digest_field(*untracked, "object"),
                     flag(*untracked, "truncated")};
  }
  return git;
}

Map host_to_map(const HostFacts& host) {
  Map map{{"name", host.name}, {"os", host.os},       {"kernel", host.kernel},
          {"cpu", host.cpu},   {"cores", host.cores}, {"memory", host.memory}};
  if (!host.gpus.empty()) map.append("gpus", text_list(host.gpus));
  return map;
}

HostFacts host_from(const Value& value) {
  return {.name = text_field(value, "name"),
          .os = text_field(value, "os"),
          .kernel = text_field(value, "kernel"),
          .cpu = text_field(value, "cpu"),
          .cores = int_field(value, "cores"),
          .memory = int_field(value, "memory"),
          .gpus = texts_of(value, "gpus")};
}

Value python_value(const std::optional<PythonFacts>& python) {
  if (!python) return {};
  Map map{{"program", python->program}};
  if (python->packages) {
    map.append("version", python->version);
    map.append("prefix", python->prefix);
    map.append("packages",
               Map{{"count", python->package_count}, {"object", python->packages->hex()}});
  }
  if (!python->note.empty()) map.append("note", python->note);
  return map;
}

std::optional<PythonFacts> python_from(const Value* value) {
  if (value == nullptr) return std::nullopt;
  PythonFacts python{.program = text_field(*value, "program"),
                     .version = text_or_empty(*value, "version"),
                     .prefix = text_or_empty(*value, "prefix"),
                     .note = text_or_empty(*value, "note")};
  if (const Value* packages = part(*value, "packages")) {
    python.package_count = int_field(*packages, "count");
    python.packages = digest_field(*packages, "object");
  }
  return python;
}

constexpr std::string_view kSourcePrefix = "source:";

}  // namespace

Map provenance_to_map(const Provenance& provenance) {
  Map sources;
  for (const auto& [path, object] : provenance.sources) sources.append(path, object.hex());
  return {{"git", git_value(provenance.git)},
          {"host", host_to_map(provenance.host)},
          {"python", python_value(provenance.python)},
          {"environment", provenance.environment.hex()},
          {"sources", std::move(sources)}};
}

Provenance provenance_from_value(const Value& value) {
  Provenance provenance{.host = host_from(field(value, "host")),
                        .git = git_from(part(value, "git")),
                        .python = python_from(part(value, "python")),
                        .environment = digest_field(value, "environment")};
  const Map& sources = map_field(value, "sources");
  for (const auto& [path, object] : sources) {
    provenance.sources.emplace_back(path, digest_field(field(value, "sources"), path));
  }
  return provenance;
}

bool is_kept_text_name(std::string_view name) {
  return name == "git.diff" || name == "git.untracked" || name == "packages" ||
         name == "environment" || name.starts_with(kSourcePrefix);
}

std::optional<Digest> kept_text(const Provenance& provenance, std::string_view name) {
  const std::optional<GitState>& git = provenance.git;
  if (name == "git.diff" && git && git->diff) return git->diff->object;
  if (name == "git.untracked" && git && git->untracked) return git->untracked->object;
  if (name == "packages" && provenance.python) return provenance.python->packages;
  if (name == "environment") return provenance.environment;
  if (!name.starts_with(kSourcePrefix)) return std::nullopt;
  for (const auto& [path, object] : provenance.sources) {
    if (path == name.substr(kSourcePrefix.size())) return object;
  }
  return std::nullopt;
}

std::string git_text(const GitState& git) {
  constexpr std::size_t kShownDigits = 7;
  // A repository without a commit has a branch; git names neither where it fails.
  if (git.commit.empty() && git.branch.empty()) return "unknown";
  std::string text = git.commit.empty() ? "no commit yet" : git.commit.substr(0, kShownDigits);
  if (git.is_dirty) text += "+dirty";
  if (!git.branch.empty()) text += fmt::format(" on {}", git.branch);
  return text;
}

}  // namespace cairn
