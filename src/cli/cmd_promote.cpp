// `cairn promote gallery` and `cairn promote single`: chosen pictures under names that stay.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/promote.h"
#include "cairn/layout/field_class.h"
#include "cairn/query/metric_name.h"
#include "cairn/query/rank_rules.h"
#include "cairn/query/runs_table.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// What both verbs say.
struct PromoteOptions {
  std::string run;         ///< Of `single`.
  RunSelection selection;  ///< Of `gallery`.
  std::string by;
  std::string samplers;
  std::string plot_name = "trace.png";
  std::string outdir;
  std::string metrics;
  std::string snippet_out;
  bool dry_run = false;
  bool yes = false;
  bool json = false;
};

/// One run that is promoted, with what it is promoted as.
struct Chosen {
  RunRow row;
  std::string value;  ///< Of --by.
  Promotion promotion;
};

/// What runs are promoted as, for people.
std::string key_of(const PromoteOptions& options) {
  if (!options.by.empty()) return options.by;
  return options.samplers.empty() ? "name" : "sampler";
}

/// What a run is promoted as: the first of these that it has. A sampler is a param of one's own
/// runs and a tag of adopted ones, and a project may have both.
std::vector<std::string> keys_of(const Catalog& catalog, const PromoteOptions& options) {
  if (!options.by.empty() || options.samplers.empty()) return {key_of(options)};
  std::vector<std::string> keys;
  const auto add = [&](const std::vector<std::string>& known, std::string_view family) {
    if (std::ranges::find(known, "sampler") == known.end()) return;
    keys.push_back(fmt::format("{}.sampler", family));
  };
  add(catalog.param_keys(), "params");
  add(catalog.tag_keys(), "tags");
  return keys.empty() ? std::vector<std::string>{key_of(options)} : keys;
}

std::string outdir_of(const Project& project, const PromoteOptions& options) {
  if (!options.outdir.empty()) return absolute_path(options.outdir, current_folder());
  return project.absolute(project.results() == "." ? "promotion"
                                                   : project.results() + "/promotion");
}

/// A value as the name of a file.
std::string file_word(const std::string& value) {
  return FieldClass::parse("name").normalise(Value(value));
}

std::string ending_of(const std::string& path) {
  const std::string file = base_name(path);
  const std::size_t dot = file.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : file.substr(dot);
}

std::vector<std::string> values_of(const OpenProject& open, const std::vector<RunRow>& rows,
                                   const std::vector<std::string>& keys) {
  const Table table =
      runs_table(open.catalog(), rows, parse_columns(open.catalog(), join(keys, ",")));
  std::vector<std::string> values;
  for (const auto& cells : table.rows) {
    const auto has_it = [](const Value& cell) { return !cell.is_null(); };
    const auto cell = std::ranges::find_if(cells, has_it);
    values.push_back(cell == cells.end() ? "" : to_text(*cell));
  }
  return values;
}

/// The values that were asked for; none: all.
std::vector<std::string> promoted_names(const PromoteOptions& options) {
  return options.samplers.empty() ? std::vector<std::string>() : split(options.samplers, ',');
}

/// The newest finished run of each value that has the file; `rows` come newest first.
std::vector<Chosen> newest_of_each(const OpenProject& open, const std::vector<RunRow>& rows,
                                   const PromoteOptions& options) {
  const std::vector<std::string> values = values_of(open, rows, keys_of(open.catalog(), options));
  const std::string folder = outdir_of(open.project, options);
  const std::vector<std::string> wanted = promoted_names(options);
  const auto is_wanted = [&](const std::string& value) {
    return !value.empty() && (wanted.empty() || std::ranges::find(wanted, value) != wanted.end());
  };
  std::vector<Chosen> chosen;
  std::map<std::string, std::string> taken;  // target → value
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RunRow& row = rows[i];
    const bool is_known = std::ranges::find(chosen, values[i], &Chosen::value) != chosen.end();
    if (!is_wanted(values[i]) || is_known || row.status != RunStatus::finished) continue;
    const Record record = load_record(open.project, head_of(row));
    const RecordArtifact* artifact = find_promoted(record, options.plot_name);
    if (artifact == nullptr) continue;
    const std::string target = join_path(folder, file_word(values[i]) + ending_of(artifact->path));
    const auto [at, is_new] = taken.emplace(target, values[i]);
    if (!is_new) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' and '{}' would both be {}", printable(at->second),
                              printable(values[i]), printable(base_name(target))),
                  "choose by another key, or fewer runs: --by KEY, --where FILTER");
    }
    chosen.push_back({row, values[i], plan_promotion(open.project, row.path, *artifact, target)});
  }
  return chosen;
}

/// Those of --samplers, in that order; each must be there.
std::vector<Chosen> asked_for(const Catalog& catalog, std::vector<Chosen> chosen,
                              const PromoteOptions& options) {
  if (options.samplers.empty()) {
    std::ranges::sort(chosen, {}, &Chosen::value);
    return chosen;
  }
  std::vector<Chosen> ordered;
  for (const std::string& name : promoted_names(options)) {
    const auto at = std::ranges::find(chosen, name, &Chosen::value);
    if (at == chosen.end()) {
      throw Error(ErrorCode::not_found,
                  fmt::format("no finished run with {} '{}' has '{}'", key_of(options),
                              printable(name), printable(options.plot_name)),
                  fmt::format("what there is: cairn ls --columns name,{},status",
                              join(keys_of(catalog, options), ",")));
    }
    ordered.push_back(std::move(*at));
    chosen.erase(at);
  }
  return ordered;
}

std::string metric_text(double value) {
  return value == static_cast<double>(static_cast<std::int64_t>(value)) && std::abs(value) < 1e15
             ? fmt::format("{}", static_cast<std::int64_t>(value))
             : fmt::format("{:.3f}", value);
}

/// The metrics that stand below a picture: those that were asked for, else what ranks the run.
std::vector<std::pair<std::string, std::string>> shown_metrics(const OpenProject& open,
                                                               const RunRow& row,
                                                               const PromoteOptions& options) {
  std::vector<std::string> keys;
  if (options.metrics.empty()) {
    std::set<std::string> logged;
    for (const MetricRow& metric : row.metrics) logged.insert(metric.key);
    if (std::optional<std::string> key = ranking_metric(row.rank_metric, logged)) {
      keys.push_back(*std::move(key));
    }
  } else {
    for (const std::string& name : split(options.metrics, ',')) {
      keys.push_back(resolve_metric(open.catalog(), name));
    }
  }
  std::vector<std::pair<std::string, std::string>> shown;
  for (const std::string& key : keys) {
    const auto at = std::ranges::find(row.metrics, key, &MetricRow::key);
    if (at != row.metrics.end()) shown.emplace_back(key, metric_text(at->value));
  }
  return shown;
}

std::string gallery_of(const OpenProject& open, const std::vector<Chosen>& chosen,
                       const std::string& page, const PromoteOptions& options) {
  std::vector<GalleryItem> items;
  for (const Chosen& one : chosen) {
    const std::filesystem::path target(one.promotion.target);
    items.push_back({.file = target.lexically_relative(parent_path(page)).string(),
                     .title = one.value,
                     .run = one.row.id.text,
                     .values = shown_metrics(open, one.row, options)});
  }
  return gallery_text(items, page);
}

/// A target as a person here would type it.
std::string shown_target(const Project& project, const std::string& target) {
  return is_below(target, project.root) ? relative_to(target, project.root) : target;
}

void print_answer(const Project& project, const std::vector<Chosen>& chosen,
                  const PromoteOptions& options) {
  if (options.json) {
    List files;
    for (const Chosen& one : chosen) {
      files.push_back(Map{{"value", one.value},
                          {"run", one.row.id.text},
                          {"source", one.promotion.source},
                          {"target", shown_target(project, one.promotion.target)},
                          {"size", static_cast<std::int64_t>(one.promotion.size)},
                          {"sha256", one.promotion.sha256.hex()},
                          {"state", promote_state_name(one.promotion.state)}});
    }
    print_json(Map{{"format", 1}, {"by", key_of(options)}, {"files", std::move(files)}});
    return;
  }
  for (const Chosen& one : chosen) {
    print_line(fmt::format(
        "{}  {}  {}  ({})", printable(shown_target(project, one.promotion.target)), one.row.id.text,
        printable(one.promotion.source), promote_state_name(one.promotion.state)));
  }
}

/// Asks before files are replaced that were promoted from other runs, or come from elsewhere.
void confirm_replaced(const std::vector<Chosen>& chosen, const PromoteOptions& options) {
  const auto replaced = std::ranges::count_if(
      chosen, [](const Chosen& one) { return one.promotion.state == PromoteState::replaces; });
  if (replaced == 0) return;
  const std::string question =
      fmt::format("{} {} there with other bytes, and would be replaced. Go on?", replaced,
                  replaced == 1 ? "file is" : "files are");
  if (!confirm(question, options.yes ? Consent::given : Consent::asked)) {
    throw Error(ErrorCode::conflict, "nothing was promoted");
  }
}

int promote_chosen(const OpenProject& open, const std::vector<Chosen>& chosen,
                   const PromoteOptions& options) {
  if (chosen.empty()) {
    throw Error(ErrorCode::not_found,
                fmt::format("no finished run has '{}'", printable(options.plot_name)),
                "say which file: --plot-name FILE; see: cairn show RUN");
  }
  const std::string page = options.snippet_out.empty()
                               ? std::string()
                               : absolute_path(options.snippet_out, current_folder());
  if (!page.empty()) refuse_in_runs(open.project, page);
  const std::string gallery =
      page.empty() ? std::string() : gallery_of(open, chosen, page, options);
  if (options.dry_run) {
    print_answer(open.project, chosen, options);
    return 0;
  }
  confirm_replaced(chosen, options);
  std::vector<Promotion> promotions;
  for (const Chosen& one : chosen) promotions.push_back(one.promotion);
  promote(open.project, promotions);
  if (!page.empty()) write_gallery(open.project, page, gallery);
  print_answer(open.project, chosen, options);
  return 0;
}

int run_gallery(const PromoteOptions& options) {
  const OpenProject open = open_for_reading();
  const std::vector<RunRow> rows =
      query_runs(open.catalog(), {.filter = make_filter(open, options.selection)});
  std::vector<Chosen> chosen = newest_of_each(open, rows, options);
  return promote_chosen(open, asked_for(open.catalog(), std::move(chosen), options), options);
}

int run_single(const PromoteOptions& options) {
  OpenProject open = open_for_reading();
  const RunHead head = resolve_in_place(open, options.run).run;
  const RunRow row = load_row(open, head);
  const Record record = load_record(open.project, head);
  const RecordArtifact* artifact = find_promoted(record, options.plot_name);
  std::vector<Chosen> chosen;
  if (artifact != nullptr) {
    const std::string value = values_of(open, {row}, keys_of(open.catalog(), options)).front();
    const std::string word = value.empty() ? head.id.text : value;
    const std::string target =
        join_path(outdir_of(open.project, options),
                  fmt::format("{}_{}", file_word(word), base_name(artifact->path)));
    chosen.push_back({row, word, plan_promotion(open.project, row.path, *artifact, target)});
  }
  return promote_chosen(open, chosen, options);
}

void bind_promotion(CommandLine& line, PromoteOptions& options) {
  line.section("What is promoted");
  line.option("--plot-name", "FILE", options.plot_name,
              "the file: its name, or its path in the run (default: trace.png)");
  line.option("--by", "NAME", options.by,
              "the param, tag or field that names the copies (default: name)");
  line.section("Where to");
  line.option("--outdir", "DIR", options.outdir,
              "the folder of the copies (default: promotion, below the results)");
  line.option("--snippet-out", "FILE", options.snippet_out,
              "write a piece of HTML, or of Markdown for FILE.md, that shows them");
  line.option("--metrics", "KEYS", options.metrics,
              "what that says of each run (default: the metric that ranks it)");
  line.flag("-n,--dry-run", options.dry_run, "only say what would be copied");
  line.flag("-y,--yes", options.yes, "do not ask before files with other bytes are replaced");
  bind_json(line, options.json);
  line.exit_status(3, "no finished run has the file");
  line.exit_status(6, "a file is not what was recorded; it is not copied");
}

void setup_gallery(CommandLine& line) {
  PromoteOptions& options = line.runs(run_gallery);
  line.about(
      "Copies a picture of the newest run of each name (or of each value of --by) to a folder, "
      "under that name: hmc.png, sgld.png. What a paper shows then keeps its name when there is a "
      "newer run.");
  bind_selection(line, options.selection);
  bind_promotion(line, options);
  line.option("--samplers", "NAMES", options.samplers,
              "only these, in this order, each of which must be there; --by is sampler then");
  line.example("cairn promote gallery --samplers hmc,sgld,vi",
               "runs/promotion/hmc.png, sgld.png, vi.png");
  line.example("cairn promote gallery --snippet-out gallery.html --metrics llc_mean,r_hat",
               "with a piece of a page");
  line.example("cairn promote gallery --by dataset --plot-name scatter.png --outdir figures",
               "one for each data set");
}

void setup_single(CommandLine& line) {
  PromoteOptions& options = line.runs(run_single);
  line.about("Copies a picture of one run to a folder, as <name>_<file>: hmc_trace.png.");
  line.argument("RUN", options.run, "an id or its beginning, a name, a path, latest or best");
  bind_promotion(line, options);
  line.example("cairn promote single latest --outdir figures", "figures/hmc_trace.png");
}

}  // namespace

std::span<const Command> promote_commands() {
  static const std::array table = {
      Command{"gallery", "one picture of each name, from its newest run", CommandGroup::share,
              setup_gallery},
      Command{"single", "the picture of one run", CommandGroup::share, setup_single},
  };
  return table;
}

}  // namespace cairn
