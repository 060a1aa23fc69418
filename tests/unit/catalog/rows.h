// Rows and folders for the tests of catalog and query.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cairn/catalog/catalog.h"

namespace cairn {

/// A folder that goes away with the test.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "cairn-catalog-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file() const { return path_ / "catalog.db"; }

 private:
  std::filesystem::path path_;
};

inline MetricRow metric(std::string key, double value) {
  MetricRow row;
  row.key = std::move(key);
  row.value = row.first = row.least = row.most = value;
  return row;
}

/// A finished run whose digest is that of `key`, in the folder results/<key>.
inline RunRow make_run(const std::string& key) {
  RunRow row;
  row.digest = sha256(key);
  row.id = short_id(row.digest);
  row.kind = "pipeline";
  row.stage = "fit";
  row.name = "run " + key;
  row.experiment = "wheat";
  row.dataset = "regression";
  row.status = RunStatus::finished;
  row.path = "results/" + key;
  row.record_path = row.path + "/.run/" + row.id.text + ".json";
  row.created = 1'763'643'731'000'000;
  row.started = row.created;
  row.ended = row.created + 2'500'000;
  row.duration = 2.5;
  row.exit_code = 0;
  row.host = "laptop";
  row.rank_metric = "val.rmse";
  return row;
}

/// A run that uses every part of a row, with the values that are easy to lose.
inline RunRow make_full_run(const std::string& key) {
  RunRow row = make_run(key);
  row.fingerprint = sha256("fingerprint of " + key);
  row.seed = 7;
  row.signal = 9;
  row.message = "killed";
  row.max_rss = 123'456'789;
  row.cpu_time = 1.75;
  row.size = 4'000'000'000;
  row.rank_goal = MetricGoal::max;
  row.pinned = 1;
  row.git_commit = "4f2c1e9d0c7a8b1f3e5d6c7b8a9f0e1d2c3b4a59";
  row.git_dirty = 1;
  row.python = "3.11.7";
  row.dataset_version = "2024-03";
  row.packages = "b401055f95ed";
  row.description = "a 'quoted' \"text\"";
  row.notes = "line\nbreak";
  row.params = {{"a", 1},       {"b", 1.0},  {"c", "1"},          {"d", true},
                {"e", Value()}, {"f", -0.5}, {"g", List{1, "x"}}, {"h", Map{{"k", 2.5}}},
                {"i", ""},      {"j", "é"},  {"k", INT64_MAX},    {"l", false}};
  row.tags = {{"reviewed", true}, {"team", "protein"}};
  row.metrics = {metric("test.rmse", 0.5), metric("val.rmse", 0.25)};
  row.metrics[1].points = 3;
  row.metrics[1].step = 30;
  row.metrics[1].first = 0.9;
  row.metrics[1].least = 0.2;
  row.metrics[1].most = 0.95;
  row.names = {{"alias", "golden"}, {"hash6", "c20f9b"}};
  row.links = {{"input", "target", sha256("upstream"), "", "*0123456789ab*"},
               {"input", "data", std::nullopt, "2"}};
  row.outputs = "0123456789ab";
  row.deps = R"({"fit.py":"0f"})";
  row.artifacts = {{"models/m.joblib", "model", "joblib", "fold_0", 3, "PLS", 10, sha256("m")},
                   {"charts/a.png", "chart", "png", "", std::nullopt, "", 20, std::nullopt}};
  ChildRow child;
  child.digest = child_digest(row.digest, "fold_0");
  child.id = short_id(child.digest);
  child.kind = "model";
  child.name = "fold_0";
  child.path = row.path + "/models/" + child.id.text;
  child.size = 10;
  child.params = {{"fold", 0}};
  child.metrics = {metric("val.rmse", 0.3)};
  row.children = {child};
  return row;
}

inline RunRow load_one(const Catalog& catalog, std::int64_t rowid) {
  return catalog.load_runs(std::span(&rowid, 1), RunParts::all).at(0);
}

/// A complete catalog of full runs, named by numbers.
inline void fill(const std::filesystem::path& file, int runs) {
  Catalog catalog = Catalog::open_for_writing(file);
  Transaction transaction = catalog.begin();
  for (int i = 0; i < runs; ++i) catalog.put_run(make_full_run(std::to_string(i)));
  catalog.mark_complete();
  transaction.commit();
}

inline void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace cairn
