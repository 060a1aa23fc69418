// make_store FOLDER FIRST COUNT [--layout L] [--journal] [--rows]
// Makes the synthetic runs FIRST … FIRST+COUNT-1 in FOLDER, a project that is made when it is
// missing: run folders with a record each, no other files. --journal also writes what says that
// they were committed; --rows fills the catalog instead and makes no folders.
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/catalog/catalog.h"
#include "cairn/layout/paths.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/run_rows.h"
#include "synthetic.h"

namespace cairn::bench {

namespace {

constexpr std::int64_t kRowsInTransaction = 10'000;

struct Options {
  std::string folder;
  std::int64_t first = 0;
  std::int64_t count = 0;
  std::string layout = "nirs4all";
  bool journal = false;
  bool rows = false;
};

void write_new(const std::string& path, std::string_view bytes) {
  const Fd file = open_write(Site::file_write, path, OpenMode::exclusive);
  write_all(Site::file_write, file.get(), bytes, path);
}

class Maker {
 public:
  Maker(const Project& project, const Options& options) : project_(project), options_(options) {}

  void make_folders_of_runs() {
    for (std::int64_t i = options_.first; i < options_.first + options_.count; ++i) {
      const Record record = synthetic_record(project_, i);
      const std::string folder = project_.absolute(record.definition.path);
      make_folders(Site::file_write, run_files_folder(folder));
      const std::string path = record_path(folder, record.definition.id);
      write_new(path, record_text(record));
      make_read_only(Site::file_write, path);
      make_session(record.definition);
      if (options_.journal) {
        const RunDefinition& run = record.definition;
        append_journal(project_, run.id, run.path, run.digest);
      }
    }
  }

  void fill_catalog() {
    ensure_hidden_folder(project_, "");
    Catalog catalog = Catalog::open_for_writing(project_.hidden("catalog.db"));
    catalog.start_filling();
    for (std::int64_t i = options_.first; i < options_.first + options_.count;) {
      Transaction transaction = catalog.begin();
      for (std::int64_t n = 0; n < kRowsInTransaction && i < options_.first + options_.count;
           ++n, ++i) {
        Record record = synthetic_record(project_, i);
        record.text_size = record_text(record).size();
        catalog.add_run(to_row(record, record.definition.path));
      }
      transaction.commit();
    }
    catalog.mark_complete();
  }

 private:
  void make_session(const RunDefinition& definition) {
    const std::vector<GroupPlace> groups =
        groups_above(project_.layout, definition.kind, definition.path);
    if (groups.empty() || !sessions_.insert(groups.front().path).second) return;
    const GroupPlace& session = groups.front();
    if (read_group_file(project_, session.path)) return;
    make_folders(Site::file_write, run_files_folder(project_.absolute(session.path)));
    write_group_file(project_, session.path,
                     {.kind = session.group,
                      .name = definition.experiment,
                      .experiment = definition.experiment,
                      .created = 1'763'600'000'000'000,
                      .fields = session.fields});
  }

  const Project& project_;
  const Options& options_;
  std::set<std::string> sessions_;
};

int run(const Options& options) {
  make_folders(Site::file_write, options.folder);
  const std::string file = join_path(options.folder, kProjectFile);
  if (!stat_path(file)) write_new(file, project_text(options.layout));
  const Project project = open_project(options.folder);
  Maker maker(project, options);
  if (options.rows) {
    maker.fill_catalog();
  } else {
    maker.make_folders_of_runs();
  }
  fmt::print("{} runs from number {}, seed {}\n", options.count, options.first, kSeed);
  return 0;
}

}  // namespace

}  // namespace cairn::bench

int main(int count, char** words) {
  if (count < 4) {
    std::fputs("usage: make_store FOLDER FIRST COUNT [--layout L] [--journal] [--rows]\n", stderr);
    return 2;
  }
  cairn::bench::Options options;
  options.folder = cairn::absolute_path(words[1], cairn::current_folder());
  options.first = std::atoll(words[2]);
  options.count = std::atoll(words[3]);
  for (int i = 4; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--layout" && i + 1 < count) options.layout = words[++i];
    if (word == "--journal") options.journal = true;
    if (word == "--rows") options.rows = true;
  }
  try {
    return cairn::bench::run(options);
  } catch (const cairn::Error& error) {
    fmt::print(stderr, "make_store: {}\n", error.message());
    return 1;
  }
}
