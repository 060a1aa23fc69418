#include "synthetic.h"

#include <array>

#include <fmt/format.h>

#include "cairn/identity/key.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/paths.h"

namespace cairn::bench {

namespace {

constexpr TimeUs kFirstStart = 1'763'600'000'000'000;  // 2025-11-20T00:53:20Z
constexpr TimeUs kStartEvery = 60'000'000;
constexpr std::string_view kDate = "2025-11-20";

constexpr std::array<std::string_view, 4> kOptimizers = {"adam", "sgd", "lbfgs", "rmsprop"};
constexpr std::array<std::string_view, 3> kScalers = {"minmax", "standard", "none"};
constexpr std::array<std::string_view, 10> kMetrics = {
    "val.rmse", "val.r2",     "val.mae",  "test.rmse", "test.r2",
    "test.mae", "train.rmse", "train.r2", "train.mae", "epochs"};

/// splitmix64: each call moves on, so that the draws of one run do not depend on those of another.
class Draw {
 public:
  explicit Draw(std::int64_t index)
      : state_(kSeed + static_cast<std::uint64_t>(index) * 0x632be59bd9b4e019U) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }
  /// Uniform in [0, 1).
  double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
  std::int64_t below(std::uint64_t end) { return static_cast<std::int64_t>(bits() % end); }

 private:
  std::uint64_t state_;
};

Map params_of(std::int64_t index, Draw& draw) {
  Map params;
  params.append("index", index);
  params.append("lr", draw.unit() * 0.1);
  params.append("n_components", 1 + draw.below(40));
  params.append("optimizer", Value(kOptimizers[static_cast<std::size_t>(draw.below(4))]));
  params.append("scaler", Value(kScalers[static_cast<std::size_t>(draw.below(3))]));
  params.append("dropout", draw.unit() * 0.5);
  params.append("batch", std::int64_t{16} << draw.below(5));
  params.append("weight_decay", draw.unit() * 1e-3);
  params.append("augment", draw.below(2) == 1);
  params.append("window", 3 + 2 * draw.below(15));
  return params;
}

std::vector<MetricSummary> metrics_of(Draw& draw) {
  std::vector<MetricSummary> metrics;
  for (const std::string_view key : kMetrics) {
    double last = draw.unit();
    // Two metrics that go together, as in real life: few runs are good in one and bad in the other.
    if (key == "test.r2") last = 0.95 * metrics[1].last + 0.05 * last;
    const double spread = draw.unit();
    metrics.push_back({.key = std::string(key),
                       .last = last,
                       .last_step = 99,
                       .first = last + spread,
                       .min = last - 0.01 * spread,
                       .max = last + spread,
                       .count = 100});
  }
  return metrics;
}

Digest drawn_digest(Draw& draw) {
  Digest digest;
  for (std::uint8_t& byte : digest.bytes) byte = static_cast<std::uint8_t>(draw.bits());
  return digest;
}

RunDefinition definition_of(const Project& project, std::int64_t index, Draw& draw) {
  RunDefinition definition{.kind = project.layout.default_kind,
                           .stage = "fit",
                           .experiment = fmt::format("sweep_{}", index % kSessions),
                           .dataset = fmt::format("data_{}", index / kSessions % kDatasets),
                           .params = params_of(index, draw),
                           .outs = {{"model", "models/model.bin"}},
                           .metric_files = {"scores.json"},
                           .rank = {"val.rmse", RankSpec::Direction::min},
                           .log = "logs/console.log",
                           .warnings = "logs/warnings.log"};
  const RunKey key{.kind = definition.kind,
                   .stage = definition.stage,
                   .params = definition.params,
                   .inputs = Map{{"dataset", Map{{"dataset", definition.dataset}}}}};
  definition.key = key_text(key);
  definition.digest = sha256(definition.key);
  // Six digits are not enough to tell a million runs apart.
  definition.id = short_id(definition.digest, 10);
  definition.params.append("dataset", definition.dataset);
  definition.name = fmt::format("{}-PLS{}", to_text(*definition.params.find("scaler")),
                                to_text(*definition.params.find("n_components")));
  Map fields{{"experiment", definition.experiment},
             {"date", kDate},
             {"name", definition.name},
             {"dataset", definition.dataset},
             {"stage", definition.stage},
             {"id", definition.id.text}};
  const Kind* kind = find_kind(project.layout, definition.kind);
  for (const NameRule& rule : kind->names) {
    const SchemeName made = make_name(rule.scheme, Map{{"stage", definition.stage},
                                                       {"params", key.params},
                                                       {"seed", Value()},
                                                       {"inputs", Map()}});
    definition.names.set(rule.field, Map{{"scheme", made.scheme},
                                         {"text", made.canonical_text},
                                         {"full", made.full},
                                         {"name", made.display}});
    fields.set(rule.field, made.display);
  }
  // 24 bits of a short name are the same for some of these runs: they get the folder `name~id`.
  definition.path =
      with_id(run_path(project.layout, definition.kind, fields).path, definition.id.text);
  return definition;
}

}  // namespace

std::string project_text(const std::string& layout) {
  return fmt::format(
      "project: synthetic\n"
      "layout: {}\n"
      "stages:\n"
      "  fit:\n"
      "    params: {{index: {{type: int}}, lr: {{type: float}}, n_components: {{type: int}},\n"
      "      optimizer: adam, scaler: minmax, dropout: 0.1, batch: 16, weight_decay: 0.0001,\n"
      "      augment: false, window: 3}}\n"
      "    cmd: [\"true\"]\n"
      "    outs: {{model: models/model.bin}}\n",
      layout);
}

Record synthetic_record(const Project& project, std::int64_t index) {
  Draw draw(index);
  Record record{.definition = definition_of(project, index, draw),
                .command = "python fit.py --out .",
                .folder = "/home/mia/projects/synthetic",
                .cairn_version = "0.1.0",
                .durability = "batch"};
  record.fingerprint.command = record.command;
  record.fingerprint.params = record.definition.params;
  constexpr std::int64_t kRunsOfOneVersion = 5000;  // Code is edited now and then.
  Draw code(index / kRunsOfOneVersion);
  record.fingerprint.deps = Map{{"fit.py", drawn_digest(code).hex()}};
  record.metrics = metrics_of(draw);
  const TimeUs started = kFirstStart + index * kStartEvery;
  record.attempts = {{.host = "node17",
                      .pid = 1000 + index % 30000,
                      .started = started,
                      .ended = started + 1'000'000 + draw.below(50'000'000),
                      .exit_code = 0,
                      .user_seconds = draw.unit() * 50,
                      .system_seconds = draw.unit(),
                      .max_rss_bytes = 50'000'000 + draw.below(1'000'000'000),
                      .reason = "it has never run"}};
  record.artifacts = {{.path = "models/model.bin",
                       .role = "model",
                       .type = "model",
                       .size = static_cast<std::uint64_t>(draw.below(10'000'000)),
                       .sha256 = drawn_digest(draw)},
                      {.path = "logs/console.log",
                       .role = "log",
                       .type = "log",
                       .size = static_cast<std::uint64_t>(draw.below(10'000)),
                       .sha256 = drawn_digest(draw)}};
  record.outs = {{"model", "models/model.bin", record.artifacts.front().sha256}};
  record.log_size = record.artifacts.back().size;
  return record;
}

}  // namespace cairn::bench
