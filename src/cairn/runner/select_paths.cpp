#include "cairn/runner/select_paths.h"

#include <fnmatch.h>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "cairn/runner/definition.h"
#include "cairn/runner/kept_points.h"
#include "cairn/runner/run_fields.h"
#include "cairn/runner/select_run.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

bool is_pattern(std::string_view path) { return path.find_first_of("*?[") != std::string::npos; }

/// What comes to lie below the folder of a planned run: its outs and metric files, its log, and the
/// documents that the layout makes of it (one that shows what is not known yet is left out).
std::vector<std::string> made_files(const Layout& layout, const PlannedRun& run,
                                    const Map& fields) {
  const RunDefinition& definition = run.definition;
  std::vector<std::string> files;
  for (const DeclaredOut& out : definition.outs) files.push_back(clean_path(out.path));
  for (const std::string& file : definition.metric_files) files.push_back(clean_path(file));
  if (!definition.log.empty()) files.push_back(definition.log);
  const Kind* kind = find_kind(layout, definition.kind);
  if (kind == nullptr) return files;
  for (const DocumentRule& rule : kind->documents) {
    try {
      files.push_back(rule.file.render(fields));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
    }
  }
  return files;
}

/// Whether `file` below the folder of a run is one of `made`, or lies in one; the folder itself is
/// what the run makes, too.
bool is_made(const std::string& file, const std::vector<std::string>& made) {
  return file.empty() || std::any_of(made.begin(), made.end(),
                                     [&](const std::string& path) { return is_below(file, path); });
}

class PathSelection {
 public:
  PathSelection(const Project& project, const Catalog& catalog, const PlanRequest& request)
      : project_(project), catalog_(catalog), request_(request) {}

  std::vector<Point> select(const std::vector<std::string>& words) {
    define_matrix();
    for (const std::string& word : words) {
      const std::string path = in_project(word);
      std::vector<std::size_t> found = find(path);
      if (found.empty()) found = find_off_matrix(word, path);
      chosen_.insert(found.begin(), found.end());
    }
    return points_with_needs(runs_, chosen_);
  }

  std::vector<Point> select_stage(const std::string& name, const Map& values) {
    const StageSpec& stage = stage_of_record(project_, name);
    SweepRequest sweep{.stages = {name}, .overrides = overrides_for(stage, values)};
    for (const Override& override : request_.sweep.overrides) sweep.overrides.push_back(override);
    Defined defined = define(sweep);
    runs_ = std::move(defined.runs);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (runs_[i].point.stage == &stage) chosen_.insert(i);
    }
    return points_with_needs(runs_, chosen_);
  }

 private:
  struct Defined {
    std::vector<PlannedRun> runs;
    std::vector<Map> fields;  ///< Beside runs: what their paths can show.
  };

  Defined define(const SweepRequest& sweep) const {
    const std::string& experiment =
        request_.experiment.empty() ? project_.spec.experiment.name : request_.experiment;
    const Session session =
        choose_session(project_, catalog_.groups(), experiment, request_.session);
    Defined defined;
    defined.runs = define_runs(project_, catalog_, session, expand_sweep(project_.spec, sweep));
    for (const PlannedRun& run : defined.runs) {
      Map fields = run_fields(project_, session, run.point, run.definition, defined.fields);
      for (const auto& [name, made] : run.definition.names) fields.set(name, *made.find("name"));
      set_identity(fields, run.definition);
      defined.fields.push_back(std::move(fields));
    }
    return defined;
  }

  /// What cairn.yaml asks for. A stage may state no values at all, and wait for paths.
  void define_matrix() {
    try {
      Defined defined = define(request_.sweep);
      runs_ = std::move(defined.runs);
      fields_ = std::move(defined.fields);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
      why_not_.push_back(error.message());
    }
  }

  /// From the project's folder, whatever the working folder is.
  std::string in_project(const std::string& word) const {
    const std::string absolute = absolute_path(word, current_folder());
    if (!is_below(absolute, project_.root)) return clean_path(word);
    const bool from_here = word.starts_with('/') || current_folder() != project_.root;
    return from_here ? relative_to(absolute, project_.root) : clean_path(word);
  }

  std::vector<std::size_t> find(const std::string& path) const {
    std::vector<std::size_t> found;
    const std::vector<PathMeaning> meanings = read_path(project_.layout, path);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (makes(runs_[i], fields_[i], path, meanings)) found.push_back(i);
    }
    return found;
  }

  bool makes(const PlannedRun& run, const Map& fields, const std::string& path,
             const std::vector<PathMeaning>& meanings) const {
    const std::string& folder = run.definition.path;
    const std::vector<std::string> made = made_files(project_.layout, run, fields);
    if (is_below(path, folder) && is_made(relative_to(path, folder), made)) return true;
    const auto fits = [&](const std::string& made_path) {
      return ::fnmatch(path.c_str(), made_path.c_str(), FNM_PATHNAME) == 0;
    };
    const bool is_meant =
        is_pattern(path) &&
        (fits(folder) || std::any_of(made.begin(), made.end(), [&](const std::string& file) {
           return fits(join_path(folder, file));
         }));
    return is_meant ||
           std::any_of(meanings.begin(), meanings.end(), [&](const PathMeaning& meaning) {
             return agrees(run, fields, meaning) && is_made(meaning.file, made);
           });
  }

  /// Whether all that stands in the path is what the run has: the other spelling of its own path.
  bool agrees(const PlannedRun& run, const Map& fields, const PathMeaning& meaning) const {
    const LayoutReading& reading = meaning.reading;
    const Kind* kind = find_kind(project_.layout, run.definition.kind);
    if (reading.what != LayoutReading::What::run || kind->name != reading.name) return false;
    if (!reading.cut.empty() || reading.fields.empty()) return false;
    const auto same = [&](const Map::Entry& field) {
      const Value* value = find_field_value(fields, field.first);
      if (value == nullptr) return false;
      try {
        return kind->full.normalise(field.first, *value) == to_text(field.second);
      } catch (const Error&) {
        return false;  // a value that no path shows
      }
    };
    return std::all_of(reading.fields.begin(), reading.fields.end(), same);
  }

  /// A path that says itself what it wants: the values in it replace those of cairn.yaml.
  std::vector<std::size_t> find_off_matrix(const std::string& word, const std::string& path) {
    std::vector<std::size_t> found;
    std::set<std::string> stages;
    for (const PathMeaning& meaning : read_path(project_.layout, path)) {
      if (meaning.reading.what != LayoutReading::What::run) continue;
      if (is_pattern(path) && !says_values(path, meaning.reading)) continue;
      for (const StageSpec& stage : project_.spec.stages) {
        if (!is_of_kind(stage, meaning.reading.name)) continue;
        try_stage(stage, meaning, path, found, stages);
      }
    }
    if (stages.size() > 1) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' can be made by the stages {}", printable(word),
                              join(std::vector<std::string>(stages.begin(), stages.end()), ", ")),
                  "name a file of it, or the stage and its values: cairn run STAGE key=value");
    }
    if (found.empty()) refuse(word, path);
    return found;
  }

  /// Whether each `*` of a path stands for the values of a category that an aggregate joins, as in
  /// "act=*": such a path says what it wants, like one without.
  bool says_values(const std::string& path, const LayoutReading& reading) const {
    std::ptrdiff_t joined = 0;
    for (const auto& [field, entries] : pairs_in(project_.layout, reading)) {
      for (const auto& [name, value] : entries.as_map()) joined += value == Value("*") ? 1 : 0;
    }
    return std::ranges::count_if(path, [](char c) { return is_pattern({&c, 1}); }) == joined;
  }

  bool is_of_kind(const StageSpec& stage, const std::string& name) const {
    const Kind* kind =
        find_kind(project_.layout, stage.kind.empty() ? project_.layout.default_kind : stage.kind);
    return kind != nullptr && kind->name == name;
  }

  void try_stage(const StageSpec& stage, const PathMeaning& meaning, const std::string& path,
                 std::vector<std::size_t>& found, std::set<std::string>& stages) {
    SweepRequest sweep{.stages = {stage.name}, .overrides = request_.sweep.overrides};
    for (const Override& override : overrides_of(stage, meaning))
      sweep.overrides.push_back(override);
    Defined defined;
    try {
      defined = define(sweep);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
      why_not_.push_back(fmt::format("{}: {}", stage.name, error.message()));
      return;
    }
    const std::size_t offset = runs_.size();
    std::vector<PlannedRun>& runs = defined.runs;
    bool any = false;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].point.stage != &stage) continue;
      if (!makes(runs[i], defined.fields[i], path, {meaning})) continue;
      found.push_back(offset + i);
      any = true;
    }
    if (!any) return;
    stages.insert(stage.name);
    for (PlannedRun& run : runs) {
      for (Point::Need& need : run.point.needs) {
        for (std::size_t& index : need.points) index += offset;
      }
      runs_.push_back(std::move(run));
    }
    fields_.insert(fields_.end(), defined.fields.begin(), defined.fields.end());
  }

  /// The stage and all that it needs.
  void add_stages(const StageSpec& stage, std::vector<const StageSpec*>& stages) const {
    if (std::find(stages.begin(), stages.end(), &stage) != stages.end()) return;
    stages.push_back(&stage);
    for (const NeedSpec& need : stage.needs) {
      add_stages(*project_.spec.find_stage(need.stage), stages);
    }
  }

  /// The values of the path for every stage on the way that has such a parameter.
  std::vector<Override> overrides_of(const StageSpec& stage, const PathMeaning& meaning) const {
    Map values = known_params(meaning.reading);
    const Map pairs = pairs_in(project_.layout, meaning.reading);
    for (const auto& [name, value] : meaning.reading.fields) {
      if (!pairs.contains(name)) values.set(name, value);
    }
    for (const auto& [field, entries] : pairs) {
      for (const auto& [name, value] : entries.as_map()) values.set(name, value);
    }
    Map typed;
    for (const auto& [name, value] : values) {
      // What stands in a path is text: it is typed as on the command line.
      const bool is_text = value.is_string();
      if (is_text && (value.as_string() == "*" || value.as_string().empty())) continue;
      typed.set(name,
                is_text ? parse_override(name + "=" + value.as_string()).values.front() : value);
    }
    return overrides_for(stage, typed);
  }

  /// Those of the values that are parameters of the stage or of what it needs.
  std::vector<Override> overrides_for(const StageSpec& stage, const Map& values) const {
    std::vector<const StageSpec*> stages;
    add_stages(stage, stages);
    std::vector<Override> overrides;
    for (const auto& [name, value] : values) {
      const auto has = [&name = name](const StageSpec* one) {
        return one->find_param(name) != nullptr;
      };
      if (!std::any_of(stages.begin(), stages.end(), has)) continue;
      overrides.push_back({.stage = "", .param = name, .values = {value}, .source = name});
    }
    return overrides;
  }

  /// A name in the path (a hash) that runs of the project bear says what their params are.
  Map known_params(const LayoutReading& reading) const {
    Map params;
    const Kind* kind = find_kind(project_.layout, reading.name);
    for (const Kind& maker : project_.layout.kinds) {
      for (const NameRule& rule : maker.names) {
        const Value* name = reading.fields.find(rule.field);
        if (name == nullptr || kind == nullptr) continue;
        for (const RunHead& head : catalog_.find_by_name(name->as_string())) {
          if (head.kind != maker.name) continue;
          for (const auto& [key, value] : load_record(project_, head).definition.params) {
            params.set(key, value);
          }
        }
      }
    }
    return params;
  }

  /// What lies in a run folder is told by its run.
  void refuse_file_of_run(const std::string& word) const {
    const std::string file = absolute_path(word, current_folder());
    const bool is_there = stat_typed(file).has_value();
    const std::string place = is_there ? file : project_.absolute(word);
    const auto found =
        stat_typed(place) ? find_file_of_run(project_, catalog_, place) : std::nullopt;
    if (!found) return;
    const RunHead& run = found->run;
    throw Error(ErrorCode::not_found,
                fmt::format("'{}' is a file of run {} ({}), and no stage makes it by itself",
                            printable(word), run.id.text, printable(run.name)),
                fmt::format("run that again: cairn rerun {}; see what it made: cairn show {}",
                            run.id.text, run.id.text));
  }

  [[noreturn]] void refuse(const std::string& word, const std::string& path) const {
    if (is_pattern(path)) {
      const std::string why = why_not_.empty() ? "" : "; " + join(why_not_, "; ");
      throw Error(ErrorCode::not_found,
                  fmt::format("'{}' fits nothing that the stages make{}", printable(word), why),
                  "see what they make: cairn run -n --list");
    }
    refuse_file_of_run(word);
    const bool is_read = !read_path(project_.layout, path).empty();
    std::string why =
        is_read ? "no stage makes it" : "it is no path of the layout " + project_.layout.name;
    if (!why_not_.empty()) why += "; " + join(why_not_, "; ");
    throw Error(ErrorCode::not_found, fmt::format("'{}': {}", printable(word), why),
                is_read ? fmt::format("what it says: cairn parse '{}'", word)
                        : "see what the stages make: cairn run -n --list");
  }

  const Project& project_;
  const Catalog& catalog_;
  const PlanRequest& request_;
  std::vector<PlannedRun> runs_;
  std::vector<Map> fields_;
  std::set<std::size_t> chosen_;
  std::vector<std::string> why_not_;
};

}  // namespace

bool is_path_word(std::string_view word) {
  return word.substr(0, word.find('=')).find('/') != std::string_view::npos;
}

std::vector<Point> select_points(const Project& project, const Catalog& catalog,
                                 const PlanRequest& request,
                                 const std::vector<std::string>& paths) {
  return PathSelection(project, catalog, request).select(paths);
}

std::vector<Point> select_stage_points(const Project& project, const Catalog& catalog,
                                       const PlanRequest& request, const std::string& stage,
                                       const Map& params) {
  return PathSelection(project, catalog, request).select_stage(stage, params);
}

}  // namespace cairn
