#include "cairn/exchange/migrate_fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/identity/run_id.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/values_behind.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/groups.h"

namespace cairn {

namespace {

/// A tag of another program, the field of paths that shows it, and how many of its characters.
struct TagField {
  std::string_view tag;
  std::string_view field;
  std::size_t length = 0;  ///< 0: all.
};

constexpr std::array<TagField, 13> kTagFields = {
    {{"model_status", "status"},
     {"sampler", "algo"},
     {"code.storage_env", "env"},
     {"code.model", "model"},
     {"code.variant", "variant"},
     {"code.hpo.trial_number", "trial_number"},
     {"fold_idx", "fold"},
     {"code.study_key_hash", "study", kNameDigits},
     {"code.trial_key_hash", "trial", kNameDigits},
     {"code.benchmark_config_hash", "bench", kNameDigits},
     {"code.spec_fp", "spec", kNameDigits},
     {"code.exec_fp", "exec", kNameDigits},
     {"code.conv_fp", "conv", kNameDigits}}};

/// Links that lead to what a run is a part of, from the outer to the inner.
constexpr std::array<std::string_view, 3> kOuterLinks = {"parent", "trial_of", "refit_of"};

/// The kind that is in the key of the run: it may have got another one by an earlier migration.
std::string kind_in_key(const Record& record) {
  try {
    const std::string kind = text_or(parse_json(record.definition.key, "key"), "kind", "");
    return kind.empty() ? record.definition.kind : kind;
  } catch (const Error&) {
    return record.definition.kind;
  }
}

/// A time as paths show it.
TimeUs shown_time(const Record& record) {
  const RecordAttempt& attempt = record.attempts.front();
  return attempt.started != 0 ? attempt.started : attempt.ended;
}

std::string scheme_base(std::string_view ref) { return std::string(ref.substr(0, ref.find('@'))); }

/// The name without the hash that the path shows beside it.
std::string plain_name(const Record& record) {
  std::string name = record.definition.name;
  for (const auto& [field, made] : record.definition.names) {
    const std::string ending = "_" + text_or(made, "name", "");
    if (field != "origin" && name.size() > ending.size() && name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
    }
  }
  // An unsuitable character in a name must not cost the run its place.
  for (char& c : name) {
    if (c == '/' || static_cast<unsigned char>(c) < ' ') c = '_';
  }
  return name;
}

}  // namespace

MigrationFields::MigrationFields(const MigrationSource& source, const Project& project)
    : source_(source), project_(project) {
  for (const Record& record : source.records) by_digest_[record.definition.digest] = &record;
}

std::string MigrationFields::kind_of(const Record& record) const {
  const Layout& layout = project_.layout;
  const std::string kind = kind_in_key(record);
  if (find_kind(layout, kind) != nullptr) return kind;
  return layout.default_kind == "*" ? kind : layout.default_kind;
}

MigrationFields::Place MigrationFields::place(const Record& old, const Kind& kind,
                                              Record& record) const {
  make_names(old, kind, Inputs::complete, record);
  try {
    return place_with(old, kind, record);
  } catch (const Error&) {
    make_names(old, kind, Inputs::any, record);
    return place_with(old, kind, record);
  }
}

MigrationFields::Place MigrationFields::place_with(const Record& old, const Kind& kind,
                                                   const Record& record) const {
  Map fields = fields_of(old, record);
  add_old_path(old, kind, fields);
  RunPlace place = run_path(project_.layout, record.definition.kind, fields);
  if (std::optional<std::string> earlier = earlier_place(old, kind)) {
    place = {*earlier, groups_above(project_.layout, kind.name, *earlier), ""};
  }
  return {std::move(place), std::move(fields)};
}

/// The folder that the run had when it lay in a project of this layout, of several the last one:
/// back there it is called so again. Whatever else made the layout's path then (which of two runs
/// came first, a session's date), nothing but the path tells.
std::optional<std::string> MigrationFields::earlier_place(const Record& old,
                                                          const Kind& kind) const {
  std::optional<std::string> found;
  for (const auto& [field, made] : old.definition.names) {
    const bool is_path = field == kOldPath || field.starts_with(fmt::format("{}.", kOldPath));
    const bool is_of_program = field == kOldPath && old.origin;
    if (!is_path || is_of_program) continue;
    const std::string path = text_or(made, "name", "");
    const std::vector<LayoutReading> readings = parse_path(project_.layout, path);
    const auto is_its = [&](const LayoutReading& reading) {
      return reading.what == LayoutReading::What::run && reading.name == kind.name;
    };
    if (std::ranges::count_if(readings, is_its) == 1) found = path;
  }
  return found;
}

/// The fields of the runs from which a run was made, or to which it belongs.
std::vector<Map> MigrationFields::upstream_of(const Record& old, int depth) const {
  constexpr int kDeepest = 6;
  std::vector<Map> all;
  if (depth > kDeepest) return all;
  const auto add = [&](const Digest& digest) {
    const auto upstream = by_digest_.find(digest);
    if (upstream == by_digest_.end()) return;
    all.push_back(fields_of(*upstream->second, *upstream->second, depth + 1));
  };
  for (const InputLink& input : old.definition.inputs) add(input.run);
  for (const std::string_view type : kOuterLinks) {
    for (const RecordLink& link : old.links) {
      if (link.type == type && link.run) add(*link.run);
    }
  }
  return all;
}

/// What a run that cairn made shows as `cairn run` does: pairs of its params, and what it lacks
/// itself from the runs behind it. Other programs tell in tags what their paths show.
void MigrationFields::add_behind(const Record& old, const Record& record,
                                 const std::vector<Map>& upstream, Map& fields) const {
  const RunDefinition& definition = record.definition;
  const std::string kind = kind_of(old);
  for (const FieldRule& rule : project_.layout.fields) {
    if (old.tags.contains(rule.name) || definition.params.contains(rule.name)) continue;
    std::vector<const Value*> values;
    for (const Map& one : upstream) {
      if (const Value* value = find_field_value(one, rule.name)) values.push_back(value);
    }
    Value found = value_behind(rule, each_once(values));
    const bool is_pairs = rule.field_class.family() == FieldFamily::pairs;
    if (is_pairs && (rule.of.empty() || rule.of == kind)) {
      Map pairs = found.is_map() ? found.as_map() : Map();
      for (const auto& [name, value] : definition.params) {
        const bool has_field = find_field(project_.layout.fields, name) != nullptr;
        const bool is_dataset = value == Value(definition.dataset);
        if (!has_field && !is_dataset && !value.is_null()) pairs.set(name, value);
      }
      found = pairs.empty() ? Value() : Value(std::move(pairs));
    }
    const bool is_own = rule.name == "seed" && !definition.seed.is_null();
    const bool is_dataset = rule.name == "dataset" && !definition.dataset.empty();
    if (!found.is_null() && !is_own && !is_dataset) fields.set(rule.name, std::move(found));
  }
}

/// Another program tells the experiment of a run, and nothing upstream knows it better. What cairn
/// made bears the label that cairn gave to it: where no folder is dated by that, an experiment can
/// be what is run, of the runs behind too, which is stronger. A label that is only made up, and
/// that of a run behind, are no values that somebody chose.
void MigrationFields::set_experiment(const Record& old, const RunDefinition& definition, int depth,
                                     Map& fields) const {
  const std::string& own = definition.experiment;
  if (old.origin && !own.empty()) {
    fields.set("experiment", own);
    return;
  }
  const bool is_chosen = !has_dated_groups(project_.layout) && fields.contains("experiment");
  if (is_chosen || depth > 0) return;
  const std::string& label = own.empty() ? project_.spec.experiment.name : own;
  fields.set("experiment", label.empty() ? "migrated" : label);
}

/// Weakest first: hashes that tags tell, what the runs say from which it was made or to which it
/// belongs, its own tags, parameters and names, and what every run has.
Map MigrationFields::fields_of(const Record& old, const Record& record, int depth) const {
  Map fields;
  const auto add_tags = [&](bool takes_hashes) {
    for (const TagField& row : kTagFields) {
      const Value* value = old.tags.find(row.tag);
      if (value == nullptr || (row.length > 0) != takes_hashes) continue;
      const std::string text = to_text(*value);
      if (row.length == 0) fields.set(row.field, *value);
      if (row.length > 0 && text.size() >= row.length) {
        fields.set(row.field, text.substr(0, row.length));
      }
    }
  };
  add_tags(true);
  const std::vector<Map> upstream = upstream_of(old, depth);
  for (const Map& one : upstream) {
    for (const auto& [key, value] : one) fields.set(key, value);
  }
  for (const auto& [key, value] : old.tags) {
    if (value.is_string() || value.is_number()) fields.set(key, value);
  }
  add_tags(false);
  for (const auto& [key, value] : record.definition.params) fields.set(key, value);
  for (const auto& [field, made] : record.definition.names) {
    fields.set(field, text_or(made, "name", ""));
  }
  const RunDefinition& definition = record.definition;
  if (!old.origin) add_behind(old, record, upstream, fields);
  set_experiment(old, definition, depth, fields);
  fields.set("name", plain_name(record));
  if (!definition.dataset.empty()) fields.set("dataset", definition.dataset);
  if (!definition.seed.is_null()) fields.set("seed", definition.seed);
  fields.set("stage", definition.kind);
  fields.set("kind", definition.kind);
  fields.set("id", definition.id.text);
  fields.set("random", random_digits(definition.digest));
  if (!fields.contains("algo")) fields.set("algo", definition.kind);
  if (const TimeUs time = shown_time(old); time != 0) {
    fields.set("date", local_text(time, "%Y-%m-%d"));
    fields.set("time", local_text(time, "%Y-%m-%dT%H:%M:%S"));
  }
  return fields;
}

/// In the layout that it came from a run keeps the folder that it had, spelling and all, also when
/// it comes back to it.
void MigrationFields::add_old_path(const Record& old, const Kind& kind, Map& fields) const {
  std::string path = source_.layout == project_.layout.name ? old.definition.path : "";
  const Value* first = old.definition.names.find(kOldPath);
  const bool comes_home =
      old.origin && layout_of_reader(old.origin->scheme) == project_.layout.name;
  if (first != nullptr && comes_home) path = text_or(*first, "name", "");
  if (path.empty()) return;
  std::optional<Map> only;
  for (LayoutReading& reading : parse_path(project_.layout, path)) {
    if (reading.what != LayoutReading::What::run || reading.name != kind.name) continue;
    if (only || !reading.cut.empty()) return;
    only = std::move(reading.fields);
  }
  if (!only) return;
  for (const auto& [name, value] : *only) fields.set(name, value);
}

/// The whole text of a name of this run, or of one that it belongs to.
std::string MigrationFields::full_name(const Record& old, const Record& record,
                                       std::string_view field) const {
  if (const Value* made = record.definition.names.find(field)) {
    const std::string full = text_or(*made, "full", "");
    return full.empty() ? text_or(*made, "name", "") : full;
  }
  for (const RecordLink& link : old.links) {
    const auto outer = link.run ? by_digest_.find(*link.run) : by_digest_.end();
    if (outer == by_digest_.end() || std::ranges::find(kOuterLinks, link.type) == kOuterLinks.end())
      continue;
    const Value* made = outer->second->definition.names.find(field);
    if (made != nullptr) return text_or(*made, "full", "");
  }
  return "";
}

/// What a word of a layout's `input` stands for; nullopt where this run has nothing for it.
std::optional<Value> MigrationFields::word_value(const Record& old, const Record& record,
                                                 const std::string& word) const {
  constexpr std::string_view kFields = "fields.";
  constexpr std::string_view kFull = "full.";
  if (word.starts_with(kFull)) {
    const std::string full = full_name(old, record, word.substr(kFull.size()));
    return full.empty() ? std::nullopt : std::optional<Value>(full);
  }
  if (word.starts_with(kFields)) {
    const std::string name = word.substr(kFields.size());
    const Map fields = fields_of(old, record);
    const Value* value = find_field_value(fields, name);
    const FieldRule* rule = find_field(project_.layout.fields, name);
    if (value == nullptr || rule == nullptr) return std::nullopt;
    return Value(rule->field_class.normalise(*value));
  }
  const RunDefinition& definition = old.definition;
  Map inputs;
  for (const InputLink& input : definition.inputs) {
    inputs.set(input.name, Map{{"run", input.run.hex()}});
  }
  const Value words = Map{{"kind", kind_in_key(old)},    {"stage", kind_in_key(old)},
                          {"params", definition.params}, {"values", definition.params},
                          {"seed", definition.seed},     {"inputs", std::move(inputs)}};
  const Value* value = words.find_path(word);
  if (value == nullptr) return std::nullopt;
  const bool is_params = word == "params" || word == "values";
  if (is_params && definition.params.empty()) return std::nullopt;
  return *value;
}

/// Whether the run bears the name that the rule makes, from whatever version of the scheme; it
/// stands under the layout's field then. One that the layout cannot show gives way, and is kept.
bool MigrationFields::take_name(const NameRule& rule, Map& names) const {
  const FieldRule* field = find_field(project_.layout.fields, rule.field);
  const auto is_it = [&](const Value& made) {
    return scheme_base(text_or(made, "scheme", "")) == scheme_base(rule.scheme) &&
           (field == nullptr || field->field_class.accepts(text_or(made, "name", "")));
  };
  for (const auto& [name, made] : names) {
    if (!is_it(made)) continue;
    const std::string old_field = name;
    const Value taken = made;
    if (old_field == rule.field) return true;
    names.erase(old_field);
    names.set(rule.field, taken);
    return true;
  }
  if (const Value* other = names.find(rule.field)) {
    const Value kept = *other;
    names.erase(rule.field);
    names.set(fmt::format("old_{}", rule.field), kept);
  }
  return false;
}

/// The names that the layout wants and the run does not bear yet. One that its scheme cannot make
/// is left out: whether the path needs it shows when the path is made.
void MigrationFields::make_names(const Record& old, const Kind& kind, Inputs inputs,
                                 Record& record) const {
  for (const NameRule& rule : kind.names) {
    if (rule.is_late || take_name(rule, record.definition.names)) continue;
    try {
      auto [input, is_complete] = shaped_input(
          rule.input, [&](const std::string& word) { return word_value(old, record, word); });
      // The steps are what the program itself hashed.
      const Value* steps = old.definition.params.find("steps");
      if (steps != nullptr && scheme_base(rule.scheme) == "nirs4all.pipeline") input = *steps;
      if (!is_complete && inputs == Inputs::complete) continue;
      const SchemeName made = make_name(find_scheme(project_.layout.schemes, rule.scheme), input);
      record.definition.names.set(rule.field, Map{{"scheme", made.scheme},
                                                  {"text", made.canonical_text},
                                                  {"full", made.full},
                                                  {"name", made.display}});
    } catch (const Error&) {
      continue;
    }
  }
}

}  // namespace cairn
