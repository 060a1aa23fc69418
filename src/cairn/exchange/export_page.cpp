#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/base/version.h"
#include "cairn/exchange/export_texts.h"
#include "cairn/exchange/html_text.h"

namespace cairn {

namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--fg:#1c2430;--dim:#667085;--line:#e3e6ea;--bg:#fff;--card:#f7f8fa;--accent:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--fg:#e6e9ee;--dim:#98a2b3;--line:#333b47;--bg:#14181e;--card:#1b2129;--accent:#7fb0ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:2rem 1.25rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .4rem}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.dim{color:var(--dim)}code,.mono{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .9rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--dim);font-size:.85em}td.n,th.n{text-align:right}
.cols{display:flex;flex-wrap:wrap;gap:0 3rem}
.pictures{display:flex;flex-wrap:wrap;gap:1rem;margin:.5rem 0}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.6rem;flex:0 1 500px;min-width:0}
figure img{display:block;width:100%;height:auto;background:#fff}
figcaption{font-size:.85em;color:var(--dim);padding-top:.4rem;overflow-wrap:anywhere}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--dim)}
)";

constexpr std::array<std::string_view, 7> kPictures = {".png",  ".jpg", ".jpeg", ".gif",
                                                       ".webp", ".svg", ".bmp"};
/// Columns of the overview beyond which it is no overview.
constexpr std::size_t kMostColumns = 8;

/// A number as a person compares it: five significant digits.
std::string number_text(double number) { return fmt::format("{:.5g}", number); }

std::string row(std::string_view name, std::string_view value) {
  return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", html_text(name), html_text(value));
}

/// ", 2026-11-20, took 3 s": what is known of it, as another program may not have noted either
/// time.
std::string times_text(const RecordAttempt& attempt) {
  std::string text;
  if (attempt.started == 0) return text;
  text += fmt::format(", {}", utc_text(attempt.started).substr(0, 10));
  if (attempt.ended == 0) return text;
  text += fmt::format(", took {}", human_duration(seconds_of(attempt.ended - attempt.started)));
  return text;
}

class Page {
 public:
  explicit Page(const ExportedPackage& package) : package_(package) {
    for (const PackageFile& file : *package.files) files_.emplace(file.path, &file);
  }

  std::string write() {
    put_head();
    if (package_.runs.size() > 1) put_overview();
    for (const ExportedGroup& group : package_.groups) put_group(group);
    for (const ExportedRun& run : package_.runs) put_run(run);
    text_ += fmt::format(
        "<p class=\"dim\">Written by cairn {}. Checksums: <code>sha256sum -c {}</code>. Files such "
        "as .joblib, .pkl or .pt run code when a program loads them.</p>\n</body></html>\n",
        version(), kSumsFile);
    return std::move(text_);
  }

 private:
  void put_head() {
    text_ += fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src "
        "'none'; frame-src 'none'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<title>{0}</title>\n<style>{1}</style></head><body>\n<h1>{0}</h1>\n"
        "<p class=\"dim\">{2} of the project {3}, exported by {4}, as of {5}</p>\n",
        html_text(package_.from), kStyle,
        package_.runs.size() == 1 ? "One run" : fmt::format("{} runs", package_.runs.size()),
        html_text(package_.project), html_text(package_.exported_by),
        utc_text(package_.date).substr(0, 10));
  }

  /// The params and metrics in which the runs differ, at most kMostColumns of each.
  void put_overview() {
    const std::vector<std::string> params = varying_params();
    const std::vector<std::string> metrics = metric_keys();
    text_ += "<h2>Runs</h2><div class=\"scroll\"><table><tr><th>run</th><th>status</th>";
    for (const std::string& key : params) text_ += fmt::format("<th>{}</th>", html_text(key));
    for (const std::string& key : metrics)
      text_ += fmt::format("<th class=\"n\">{}</th>", html_text(key));
    text_ += "</tr>\n";
    for (const ExportedRun& run : package_.runs) {
      const Record& record = *run.record;
      text_ += fmt::format("<tr><td><a href=\"#{0}\">{1}</a></td><td>{2}</td>",
                           record.definition.id.text, html_text(run_title(run)),
                           status_name(record.status));
      for (const std::string& key : params) {
        const Value* value = record.definition.params.find(key);
        text_ += fmt::format("<td>{}</td>", value == nullptr ? "" : html_text(to_text(*value)));
      }
      for (const std::string& key : metrics) {
        const auto found = std::find_if(record.metrics.begin(), record.metrics.end(),
                                        [&](const MetricSummary& m) { return m.key == key; });
        text_ += fmt::format("<td class=\"n\">{}</td>",
                             found == record.metrics.end() ? "" : number_text(found->last));
      }
      text_ += "</tr>\n";
    }
    text_ += "</table></div>\n";
  }

  std::vector<std::string> varying_params() const {
    std::vector<std::string> keys;
    const Map& first = package_.runs.front().record->definition.params;
    for (const auto& [key, value] : first) {
      const bool varies = std::any_of(package_.runs.begin(), package_.runs.end(),
                                      [&, name = key, mine = value](const auto& run) {
                                        const Value* other =
                                            run.record->definition.params.find(name);
                                        return other == nullptr || !(*other == mine);
                                      });
      if (varies && keys.size() < kMostColumns) keys.push_back(key);
    }
    return keys;
  }

  std::vector<std::string> metric_keys() const {
    std::vector<std::string> keys;
    for (const ExportedRun& run : package_.runs) {
      for (const MetricSummary& metric : run.record->metrics) {
        const bool is_new = std::find(keys.begin(), keys.end(), metric.key) == keys.end();
        if (is_new && keys.size() < kMostColumns) keys.push_back(metric.key);
      }
    }
    return keys;
  }

  void put_group(const ExportedGroup& group) {
    text_ += fmt::format("<h2>{}</h2>\n<p class=\"dim\">{}</p>\n",
                         html_text(base_name(group.place->path)), html_text(group.place->group));
    if (group.said != nullptr) {
      for (const std::string* said : {&group.said->description, &group.said->notes}) {
        if (!said->empty()) text_ += fmt::format("<p>{}</p>\n", html_text(*said));
      }
    }
    std::vector<const PackageFile*> files;
    for (const std::vector<std::string>* names : {&group.place->views, &group.place->files}) {
      for (const std::string& name : *names) {
        const auto found = files_.find(in_package(*group.place, name));
        if (found != files_.end()) files.push_back(found->second);
      }
    }
    put_pictures(files);
    put_list(files);
  }

  void put_run(const ExportedRun& run) {
    const Record& record = *run.record;
    const RunDefinition& definition = record.definition;
    text_ += fmt::format(
        "<h2 id=\"{0}\">{1}</h2>\n<p class=\"dim\">run <code>{0}</code>, stage {2}, {3}{4}</p>\n",
        definition.id.text, html_text(run_title(run)), html_text(definition.stage),
        status_name(record.status), times_text(record.attempt()));
    for (const std::string* said : {&run.user->description, &run.user->notes}) {
      if (!said->empty()) text_ += fmt::format("<p>{}</p>\n", html_text(*said));
    }
    for (const std::string& input : run.made_again) {
      text_ +=
          fmt::format("<p>Made from an earlier attempt of {}, which was made again since.</p>\n",
                      html_text(input));
    }
    put_values(record);
    put_children(run);
    put_pictures(files_of(run));
    put_files(run);
  }

  void put_values(const Record& record) {
    text_ += "<div class=\"cols\">";
    if (!record.definition.params.empty()) {
      text_ += "<div><h3>Parameters</h3><table>\n";
      for (const auto& [key, value] : record.definition.params) text_ += row(key, to_text(value));
      text_ += "</table></div>";
    }
    if (!record.metrics.empty()) {
      text_ += "<div><h3>Scores</h3><table>\n";
      for (const MetricSummary& metric : record.metrics) {
        text_ += row(metric.key, number_text(metric.last));
      }
      text_ += "</table></div>";
    }
    text_ += "</div>\n";
    if (!record.command.empty()) {
      text_ += fmt::format("<details><summary>Command</summary><p><code>{}</code></p></details>\n",
                           html_text(record.command));
    }
  }

  void put_children(const ExportedRun& run) {
    const std::vector<RecordChild>& children = run.record->children;
    if (children.empty()) return;
    std::vector<std::string> keys;
    for (const RecordChild& child : children) {
      for (const auto& [key, value] : flatten(child.metrics)) {
        const bool is_new = std::find(keys.begin(), keys.end(), key) == keys.end();
        if (is_new && keys.size() < kMostColumns) keys.push_back(key);
      }
    }
    text_ += "<h3>Models and folds</h3><div class=\"scroll\"><table><tr><th>name</th><th>id</th>";
    for (const std::string& key : keys)
      text_ += fmt::format("<th class=\"n\">{}</th>", html_text(key));
    text_ += "</tr>\n";
    for (const RecordChild& child : children) {
      text_ += fmt::format("<tr><td>{}</td><td><code>{}</code></td>", html_text(child.name),
                           child.id.text);
      const auto metrics = flatten(child.metrics);
      for (const std::string& key : keys) {
        const auto found = std::find_if(metrics.begin(), metrics.end(),
                                        [&](const auto& entry) { return entry.first == key; });
        const bool is_there = found != metrics.end();
        text_ += fmt::format("<td class=\"n\">{}</td>", !is_there ? ""
                                                        : found->second.is_number()
                                                            ? number_text(found->second.as_double())
                                                            : html_text(to_text(found->second)));
      }
      text_ += "</tr>\n";
    }
    text_ += "</table></div>\n";
  }

  /// The files of a run that people look at, sorted by path.
  std::vector<const PackageFile*> files_of(const ExportedRun& run) const {
    std::vector<std::string> names = run.place->views;
    for (const RecordArtifact& artifact : run.record->artifacts) names.push_back(artifact.path);
    std::sort(names.begin(), names.end());
    std::vector<const PackageFile*> files;
    for (const std::string& name : names) {
      const auto found = files_.find(in_package(*run.place, name));
      if (found != files_.end()) files.push_back(found->second);
    }
    return files;
  }

  void put_pictures(const std::vector<const PackageFile*>& files) {
    std::string figures;
    for (const PackageFile* file : files) {
      if (!is_picture(file->path)) continue;
      figures += fmt::format(
          "<figure><a href=\"{0}\"><img src=\"{0}\" alt=\"{1}\" loading=\"lazy\"></a>"
          "<figcaption>{1}</figcaption></figure>\n",
          url_text(file->path), html_text(base_name(file->path)));
    }
    if (!figures.empty()) {
      text_ += "<h3>Pictures</h3><div class=\"pictures\">\n" + figures + "</div>\n";
    }
  }

  void put_list(const std::vector<const PackageFile*>& files) {
    if (files.empty()) return;
    text_ += fmt::format("<details><summary>{} file{}</summary><table>\n", files.size(),
                         files.size() == 1 ? "" : "s");
    for (const PackageFile* file : files) {
      text_ += fmt::format(
          "<tr><td class=\"mono\"><a href=\"{}\">{}</a></td><td class=\"n\">{}</td></tr>\n",
          url_text(file->path), html_text(file->path), human_bytes(file->size));
    }
    text_ += "</table></details>\n";
  }

  void put_files(const ExportedRun& run) {
    put_list(files_of(run));
    if (run.place->left_out.empty()) return;
    text_ +=
        fmt::format("<details><summary>{} left out of this package</summary><p class=\"mono\">",
                    run.place->left_out.size());
    for (const std::string& path : run.place->left_out) text_ += html_text(path) + "<br>\n";
    text_ += "</p></details>\n";
  }

  const ExportedPackage& package_;
  std::unordered_map<std::string, const PackageFile*> files_;  ///< By path in the package.
  std::string text_;
};

}  // namespace

bool is_picture(std::string_view path) {
  const std::string lower = lower_letters(path);
  return std::any_of(kPictures.begin(), kPictures.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

std::string export_page(const ExportedPackage& package) { return Page(package).write(); }

}  // namespace cairn
