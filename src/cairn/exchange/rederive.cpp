#include "cairn/exchange/rederive.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml_1_1.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/identity/scheme.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

/// A name, and the schemes that may have made an old one.
struct NameEra {
  std::string_view field;
  std::array<std::string_view, 2> old_schemes;
};

constexpr NameEra kStudy{"study", {"hpo.study@1", "hpo.study@1:head"}};
constexpr NameEra kTrial{"trial", {"hpo.trial@1", "hpo.trial@1:head"}};
constexpr std::string_view kStudyTag = "code.study_key_hash";

/// What a configuration of a study must say, so that a newer name needs no default in its stead.
constexpr std::array<std::string_view, 3> kSections = {"data_config", "hpo_config", "train_config"};

std::string text_of_tag(const Record& record, std::string_view tag) {
  const Value* value = record.tags.find(tag);
  return value == nullptr ? "" : to_text(*value);
}

const Value* name_of(const Record& record, std::string_view field) {
  return record.definition.names.find(field);
}

std::string full_of(const Record& record, std::string_view field) {
  const Value* name = name_of(record, field);
  return name == nullptr ? "" : text_or(*name, "full", "");
}

/// Whether one of the schemes makes the whole name `full` of `input`.
bool gives(const NameEra& era, const Value& input, const std::string& full) {
  return std::any_of(era.old_schemes.begin(), era.old_schemes.end(), [&](std::string_view scheme) {
    try {
      return make_name(scheme, input).full == full;
    } catch (const Error&) {
      return false;
    }
  });
}

/// The new name takes the place of the old one, which stays findable beside it.
void rename(Record& record, std::string_view field, const SchemeName& made) {
  Map& names = record.definition.names;
  names.set(fmt::format("old_{}", field), *names.find(field));
  names.set(std::string(field), Map{{"scheme", made.scheme},
                                    {"text", made.canonical_text},
                                    {"full", made.full},
                                    {"name", made.display}});
}

class Rederiver {
 public:
  Rederiver(std::vector<Record>& records, const Layout& layout,
            const std::vector<StudyConfig>& configs)
      : records_(records), configs_(configs) {
    for (const Kind& kind : layout.kinds) {
      for (const NameRule& rule : kind.names) schemes_[rule.field] = rule.scheme;
    }
    for (const Record& record : records) by_digest_[record.definition.digest] = &record;
  }

  Rederivation run() {
    if (!schemes_.contains(kStudy.field) || !schemes_.contains(kTrial.field)) {
      throw Error(ErrorCode::invalid_input, "the layout names no studies and trials",
                  "cairn migrate --from hpo --from-version 1 --to hpo --to-version 2 SRC DEST");
    }
    for (Record& record : records_) {
      if (name_of(record, kStudy.field) != nullptr) name_study(record);
    }
    for (Record& record : records_) {
      if (name_of(record, kTrial.field) != nullptr) name_trial(record);
    }
    return std::move(done_);
  }

 private:
  /// What is known of a study by its old name.
  struct Study {
    std::optional<std::string> new_full;  ///< Absent: it could not be named again.
    bool is_old = false;
  };

  void fail(const Record& record, std::string_view what, const std::string& why) {
    done_.failures.push_back(
        fmt::format("{} '{}' keeps its name: {}", what, record.definition.name, why));
  }

  const std::string& scheme_of(const NameEra& era) const {
    return schemes_.find(era.field)->second;
  }

  void name_study(Record& record) {
    const std::string old = full_of(record, kStudy.field);
    Study& study = studies_[old];
    study.is_old = text_or(*name_of(record, kStudy.field), "scheme", "") != scheme_of(kStudy);
    if (!study.is_old) return;
    const std::string model = text_of_tag(record, "code.model");
    for (const StudyConfig& config : configs_) {
      Map input = config.value.as_map();
      input.set("model", model);
      if (!gives(kStudy, input, old)) continue;
      try {
        const SchemeName made = make_name(scheme_of(kStudy), input);
        rename(record, kStudy.field, made);
        study.new_full = made.full;
        ++done_.studies;
      } catch (const Error& error) {
        fail(record, "study", fmt::format("{}: {}", config.file, error.message()));
      }
      return;
    }
    fail(record, "study",
         configs_.empty() ? "no configuration was given (--study-config)"
                          : fmt::format("no configuration gives {}", old.substr(0, kNameDigits)));
  }

  /// The study whose hash is in the trial's name, as its tags and its parent tell.
  const Study* study_of(const Record& record, const std::string& hash) {
    for (const RecordLink& link : record.links) {
      const auto parent = link.run ? by_digest_.find(*link.run) : by_digest_.end();
      if (link.type != "parent" || parent == by_digest_.end()) continue;
      const Record& study = *parent->second;
      const std::string known = full_of(study, fmt::format("old_{}", kStudy.field));
      const std::string of_parent = known.empty() ? full_of(study, kStudy.field) : known;
      if (of_parent.empty() || of_parent == hash) continue;
      fail(record, "trial",
           fmt::format("it has the study hash {}, its study {}", hash.substr(0, kNameDigits),
                       of_parent.substr(0, kNameDigits)));
      return nullptr;
    }
    const auto found = studies_.find(hash);
    if (found != studies_.end()) return &found->second;
    fail(record, "trial", fmt::format("no study has the hash {}", hash.substr(0, kNameDigits)));
    return nullptr;
  }

  void name_trial(Record& record) {
    const std::string hash = text_of_tag(record, kStudyTag);
    const Study* study = study_of(record, hash);
    if (study == nullptr || !study->is_old) return;
    if (!study->new_full) {
      return fail(record, "trial", fmt::format("its study {} does", hash.substr(0, kNameDigits)));
    }
    Map input{{"study_key_hash", hash}, {"hyperparameters", record.definition.params}};
    if (!gives(kTrial, input, full_of(record, kTrial.field))) {
      return fail(record, "trial",
                  fmt::format("its hyperparameters do not give {}",
                              full_of(record, kTrial.field).substr(0, kNameDigits)));
    }
    input.set("study_key_hash", *study->new_full);
    rename(record, kTrial.field, make_name(scheme_of(kTrial), input));
    ++done_.trials;
  }

  std::vector<Record>& records_;
  const std::vector<StudyConfig>& configs_;
  std::map<std::string, std::string, std::less<>> schemes_;  ///< Of the layout's names, by field.
  std::unordered_map<Digest, const Record*, DigestHash> by_digest_;
  std::map<std::string, Study> studies_;  ///< By their old whole names.
  Rederivation done_;
};

}  // namespace

StudyConfig read_study_config(const std::string& path) {
  // As the program itself reads its files.
  const std::string text = read_file(path);
  StudyConfig config{
      .file = path,
      .value = path.ends_with(".json") ? parse_json(text, path) : parse_yaml_1_1(text, path)};
  for (const std::string_view section : kSections) {
    const Value* value = config.value.is_map() ? config.value.find(section) : nullptr;
    if (value != nullptr && value->is_map()) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: it states no {}", printable(path), section),
                "a study is {data_config, hpo_config, train_config} and, where it had one, "
                "benchmark_config");
  }
  return config;
}

Rederivation rederive_names(std::vector<Record>& records, const Layout& layout,
                            const std::vector<StudyConfig>& configs) {
  return Rederiver(records, layout, configs).run();
}

}  // namespace cairn
