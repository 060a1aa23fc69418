// init_runs FOLDER COUNT DURABILITY
// Initialises COUNT runs of a new project in FOLDER, as `cairn run` does before it starts their
// commands: keys, ids and paths of all; then for each its folder, claimed by the events file whose
// first line states its params. As many threads begin runs as there are processors. The clock runs
// from the open project to the last begun run. Prints seconds, and the bytes of one first line.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/json.h"
#include "cairn/base/process.h"
#include "cairn/record/store_paths.h"
#include "cairn/runner/plan.h"
#include "cairn/store/refresh.h"

namespace cairn::bench {

namespace {

std::string project_text(std::int64_t count, const std::string& durability) {
  return fmt::format(
      "project: init\n"
      "layout: flat\n"
      "storage: {{durability: {}}}\n"
      "stages:\n"
      "  fit:\n"
      "    params: {{lr: 0.1}}\n"
      "    matrix: {{seed: {{range: [0, {}]}}}}\n"
      "    cmd: [\"true\"]\n",
      durability, count);
}

void begin_all(const Project& project, const Plan& plan, std::atomic<std::size_t>& bytes) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex mutex;
  const auto begin = [&] {
    try {
      for (std::size_t i = next++; i < plan.runs.size(); i = next++) {
        const PlannedRun& run = plan.runs[i];
        bytes = begin_attempt(project, run.definition, {.plan = "init", .reason = run.reason})
                    .own_lines.size();
      }
    } catch (...) {
      const std::lock_guard<std::mutex> guard(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < processor_count(); ++i) threads.emplace_back(begin);
  }
  if (failure) std::rethrow_exception(failure);
}

int init(const std::string& folder, std::int64_t count, const std::string& durability) {
  make_folders(Site::file_write, folder);
  {
    const std::string path = join_path(folder, kProjectFile);
    const Fd file = open_write(Site::file_write, path, OpenMode::exclusive);
    write_all(Site::file_write, file.get(), project_text(count, durability), path);
  }
  const Project project = open_project(folder);
  const FreshCatalog fresh = open_fresh_catalog(project);
  const auto start = std::chrono::steady_clock::now();
  const Plan plan = make_plan(project, fresh.catalog, {});
  std::atomic<std::size_t> bytes{0};
  begin_all(project, plan, bytes);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  fmt::print("{}\n", to_json(Map{{"seconds", taken.count()},
                                 {"runs", static_cast<std::int64_t>(plan.runs.size())},
                                 {"bytes", static_cast<std::int64_t>(bytes)}}));
  return 0;
}

}  // namespace

}  // namespace cairn::bench

int main(int count, char** words) {
  if (count != 4) {
    std::fputs("usage: init_runs FOLDER COUNT DURABILITY\n", stderr);
    return 2;
  }
  try {
    return cairn::bench::init(cairn::absolute_path(words[1], cairn::current_folder()),
                              std::atoll(words[2]), words[3]);
  } catch (const cairn::Error& error) {
    fmt::print(stderr, "init_runs: {}\n", error.message());
    return 1;
  }
}
