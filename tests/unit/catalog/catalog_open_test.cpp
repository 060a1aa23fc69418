#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "unit/catalog/in_child.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

// Names, sizes and mtimes of a folder and everything in it.
std::map<std::string, std::pair<std::uint64_t, std::int64_t>> state_of(
    const std::filesystem::path& folder) {
  std::map<std::string, std::pair<std::uint64_t, std::int64_t>> state;
  const auto add = [&](const std::string& path) {
    const FileStat stat = stat_path(path).value();
    state[path] = {stat.size, stat.mtime_ns};
  };
  add(folder.string());
  for (const auto& entry : std::filesystem::directory_iterator(folder)) add(entry.path().string());
  return state;
}

template <typename Body>
ErrorCode code_of(const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return ErrorCode::internal;
}

TEST(CatalogOpen, AnOlderCatalogIsEmptiedButForWhatItKnowsOfViews) {
  const TempFolder folder;
  fill(folder.file(), 3);
  {
    Catalog catalog = Catalog::open_for_writing(folder.file());
    catalog.set_view_digest("results/RUN.yaml", sha256("bytes"), Map{{"notes", "typed"}});
  }
  {
    const Database database(folder.file(), DatabaseMode::write);
    database.execute("PRAGMA user_version = 1; ALTER TABLE runs DROP COLUMN verified");
  }
  const Catalog catalog = Catalog::open_for_writing(folder.file());
  EXPECT_FALSE(catalog.is_complete());
  EXPECT_TRUE(catalog.heads().empty());
  EXPECT_EQ(catalog.view_digest("results/RUN.yaml"), sha256("bytes"));
  EXPECT_EQ(catalog.view_typed("results/RUN.yaml"), (Map{{"notes", "typed"}}));
}

TEST(CatalogOpen, ViewsOfAnotherShapeGoWithAnOlderCatalog) {
  const TempFolder folder;
  fill(folder.file(), 1);
  {
    const Database database(folder.file(), DatabaseMode::write);
    database.execute(
        "PRAGMA user_version = 1; DROP TABLE views; CREATE TABLE views (path TEXT, digest BLOB);"
        "INSERT INTO views VALUES ('v', x'00')");
  }
  EXPECT_TRUE(Catalog::open_for_writing(folder.file()).views().empty());
}

TEST(CatalogOpen, ReadingAMissingCatalogMakesNoFile) {
  const TempFolder folder;
  const auto before = state_of(folder.path());
  EXPECT_FALSE(Catalog::open_for_reading(folder.file()));
  EXPECT_FALSE(Catalog::open_for_reading(folder.path() / "no" / "catalog.db"));
  EXPECT_EQ(state_of(folder.path()), before);
}

TEST(CatalogOpen, ReadingChangesNeitherTheFileNorTheFolder) {
  const TempFolder folder;
  fill(folder.file(), 20);
  const auto before = state_of(folder.path());
  {
    const std::optional<Catalog> catalog = Catalog::open_for_reading(folder.file());
    ASSERT_TRUE(catalog);
    EXPECT_EQ(catalog->heads().size(), 20u);
    EXPECT_FALSE(catalog->canonical_dump().empty());
    EXPECT_EQ(state_of(folder.path()), before);
  }
  EXPECT_EQ(state_of(folder.path()), before);
}

TEST(CatalogOpen, AChangeThatChangesNothingWritesNothing) {
  const TempFolder folder;
  {
    Catalog catalog = Catalog::open_for_writing(folder.file());
    catalog.set_folder_mtime("results", 5);
    catalog.set_view_digest("v", sha256("1"));
    catalog.set_journal_offset("j", 3);
    GroupRow group;
    group.path = "g";
    catalog.put_group(group);
  }
  fill(folder.file(), 3);
  const auto before = state_of(folder.path());
  {
    Catalog catalog = Catalog::open_for_writing(folder.file());
    Transaction transaction = catalog.begin();
    EXPECT_EQ(catalog.put_run(make_full_run("1")), PutResult::unchanged);
    catalog.set_folder_mtime("results", 5);
    catalog.set_view_digest("v", sha256("1"));
    catalog.set_journal_offset("j", 3);
    catalog.put_group(*catalog.find_group("g"));
    catalog.remove_below("nowhere");
    catalog.forget_view("nothing");
    catalog.forget_folders("nothing");
    catalog.mark_complete();
    transaction.commit();
  }
  EXPECT_EQ(state_of(folder.path()), before);
}

TEST(CatalogOpen, LeavesOnlyOneFileBehind) {
  const TempFolder folder;
  fill(folder.file(), 3);
  EXPECT_EQ(state_of(folder.path()).size(), 2u);
}

TEST(CatalogOpen, ReadersDoNotTrustACatalogWhoseFillingWasInterrupted) {
  const TempFolder folder;
  Catalog catalog = Catalog::open_for_writing(folder.file());
  catalog.put_run(make_run("a"));
  EXPECT_FALSE(catalog.is_complete());
  EXPECT_FALSE(Catalog::open_for_reading(folder.file()));
  catalog.mark_complete();
  EXPECT_TRUE(Catalog::open_for_reading(folder.file()));
}

TEST(CatalogOpen, MakesTheIndexesOfValuesWhenItIsComplete) {
  const TempFolder folder;
  const std::string indexes = "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_value'";
  Catalog catalog = Catalog::open_for_writing(folder.file());
  catalog.put_run(make_full_run("a"));
  EXPECT_EQ(catalog.database().scalar(indexes), 0);
  catalog.mark_complete();
  EXPECT_EQ(catalog.database().scalar(indexes), 4);
  catalog.put_run(make_full_run("b"));
  EXPECT_EQ(catalog.database().scalar("SELECT count(*) FROM metrics INDEXED BY metrics_value"
                                      " WHERE key > 0"),
            4);
}

TEST(CatalogOpen, AnEmptyFileIsANewCatalog) {
  const TempFolder folder;
  write_bytes(folder.file(), "");
  EXPECT_FALSE(Catalog::open_for_reading(folder.file()));
  EXPECT_EQ(Catalog::open_for_writing(folder.file()).heads().size(), 0u);
}

TEST(CatalogOpen, SaysThatAFileIsNoDatabase) {
  const TempFolder folder;
  write_bytes(folder.file(), std::string(8192, 'x'));
  EXPECT_EQ(code_of([&] { Catalog::open_for_reading(folder.file()); }), ErrorCode::corrupt);
  EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::corrupt);
}

TEST(CatalogOpen, SaysThatADatabaseIsNotACatalogAndLeavesItAsItIs) {
  const TempFolder folder;
  Database(folder.file(), DatabaseMode::write_create).execute("CREATE TABLE mine (x)");
  const auto before = state_of(folder.path());
  EXPECT_EQ(code_of([&] { Catalog::open_for_reading(folder.file()); }), ErrorCode::corrupt);
  EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::corrupt);
  EXPECT_EQ(state_of(folder.path()), before);
}

TEST(CatalogOpen, SaysThatAFileWasCutOff) {
  const TempFolder folder;
  fill(folder.file(), 200);
  const auto size = std::filesystem::file_size(folder.file());
  for (const std::uintmax_t left :
       {size / 2, size / 2 + 100, std::uintmax_t{4096}, std::uintmax_t{100}}) {
    std::filesystem::resize_file(folder.file(), left);
    EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::corrupt)
        << left;
    EXPECT_EQ(code_of([&] { Catalog::open_for_reading(folder.file()); }), ErrorCode::corrupt)
        << left;
  }
}

TEST(CatalogOpen, FindsDamageInTheMiddleAfterARestartOfTheMachine) {
  const TempFolder folder;
  fill(folder.file(), 200);
  {
    Database database(folder.file(), DatabaseMode::write);
    database.execute("UPDATE meta SET value = 'another boot' WHERE key = 'boot_id'");
  }
  const auto intact = std::filesystem::path(folder.file().string() + ".intact");
  std::filesystem::copy_file(folder.file(), intact);
  {
    std::fstream file(folder.file(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(
        static_cast<std::streamoff>(std::filesystem::file_size(folder.file()) / 8192 * 4096));
    file << std::string(4096, '\xee');
  }
  EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::corrupt);

  const std::filesystem::path aside = move_aside(folder.file());
  EXPECT_EQ(aside, folder.file().string() + ".corrupt-1");
  EXPECT_FALSE(std::filesystem::exists(folder.file()));
  // The intact one passes the check, and remembers this boot, so that it is checked once.
  EXPECT_EQ(Catalog::open_for_writing(intact).heads().size(), 200u);
  const auto checked = state_of(folder.path());
  EXPECT_EQ(Catalog::open_for_writing(intact).heads().size(), 200u);
  EXPECT_EQ(state_of(folder.path()), checked);
}

TEST(CatalogOpen, FindsAnIndexThatDisagreesWithItsTableAfterARestart) {
  const TempFolder folder;
  fill(folder.file(), 50);
  std::int64_t page = 0;
  {
    Database database(folder.file(), DatabaseMode::write);
    database.execute("UPDATE meta SET value = 'another boot' WHERE key = 'boot_id'");
    page = database.scalar("SELECT rootpage FROM sqlite_schema WHERE name = 'runs_id'");
  }
  // A well-formed page with another id, as a page that was written too late would hold.
  std::string bytes = read_file(folder.file().string());
  const std::size_t at =
      bytes.find(make_run("7").id.text, static_cast<std::size_t>(page - 1) * 4096);
  ASSERT_LT(at, static_cast<std::size_t>(page) * 4096);
  bytes[at] = bytes[at] == 'a' ? 'b' : 'a';
  write_bytes(folder.file(), bytes);
  EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::corrupt);
}

TEST(CatalogOpen, MovesAsideToTheFirstFreeNameAndTakesTheJournalAlong) {
  const TempFolder folder;
  const std::string file = folder.file().string();
  write_bytes(file, "one");
  EXPECT_EQ(move_aside(file), file + ".corrupt-1");
  write_bytes(file, "two");
  write_bytes(file + "-journal", "of two");
  EXPECT_EQ(move_aside(file), file + ".corrupt-2");
  EXPECT_EQ(read_file(file + ".corrupt-2-journal"), "of two");
  EXPECT_EQ(read_file(file + ".corrupt-1"), "one");
  EXPECT_FALSE(stat_path(file + "-journal"));
}

TEST(CatalogOpen, RefusesACatalogOfANewerCairnAndLeavesItAsItIs) {
  const TempFolder folder;
  fill(folder.file(), 3);
  Database(folder.file(), DatabaseMode::write).execute("PRAGMA user_version = 99");
  const auto before = state_of(folder.path());
  const std::string bytes = read_file(folder.file().string());
  EXPECT_EQ(code_of([&] { Catalog::open_for_reading(folder.file()); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { Catalog::open_for_writing(folder.file()); }), ErrorCode::conflict);
  EXPECT_EQ(state_of(folder.path()), before);
  EXPECT_EQ(read_file(folder.file().string()), bytes);
}

TEST(CatalogOpen, EmptiesACatalogOfAnOlderCairn) {
  const TempFolder folder;
  fill(folder.file(), 3);
  Database(folder.file(), DatabaseMode::write)
      .execute("PRAGMA user_version = 0; CREATE VIEW old AS SELECT 1; DROP TABLE runs");
  EXPECT_FALSE(Catalog::open_for_reading(folder.file()));
  Catalog catalog = Catalog::open_for_writing(folder.file());
  EXPECT_FALSE(catalog.is_complete());
  EXPECT_TRUE(catalog.heads().empty());
  catalog.put_run(make_full_run("a"));
}

// A process that is killed in the middle of a transaction, when pages have reached the file.
void leave_journal(const std::filesystem::path& file) {
  EXPECT_EQ(in_child([&] {
              Catalog catalog = Catalog::open_for_writing(file);
              catalog.database().execute("PRAGMA cache_size = 5");  // Pages reach the file early.
              Transaction transaction = catalog.begin();
              for (int i = 0; i < 300; ++i) catalog.put_run(make_full_run("x" + std::to_string(i)));
              _exit(7);  // As kill -9: nothing is rolled back.
              return 0;
            }),
            7);
  ASSERT_TRUE(stat_path(file.string() + "-journal"));
}

// What is inside a transaction when its process dies is as if it had never been.
TEST(CatalogOpen, ReadersAndWritersRollBackWhatAKilledWriterLeft) {
  enum class First { reader, one_that_was_open, writer };
  for (const First first : {First::reader, First::one_that_was_open, First::writer}) {
    const TempFolder folder;
    fill(folder.file(), 5);
    std::optional<Catalog> open = Catalog::open_for_reading(folder.file());
    const std::string before = open->canonical_dump();
    if (first != First::one_that_was_open) open.reset();
    leave_journal(folder.file());
    if (open) {
      EXPECT_EQ(open->canonical_dump(), before);
    } else if (first == First::reader) {
      const std::optional<Catalog> catalog = Catalog::open_for_reading(folder.file());
      ASSERT_TRUE(catalog);
      EXPECT_EQ(catalog->canonical_dump(), before);
    } else {
      EXPECT_EQ(Catalog::open_for_writing(folder.file()).canonical_dump(), before);
    }
    EXPECT_FALSE(stat_path(folder.file().string() + "-journal"));
  }
}

// Runs as a user who may not write, since root may write anywhere.
TEST(CatalogOpen, ReadsInAReadOnlyFolderAndSaysThatItCannotWriteThere) {
  const TempFolder folder;
  fill(folder.file(), 5);
  const auto lock_down = [&] {
    ::chmod(folder.file().c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    return geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0);
  };
  EXPECT_EQ(in_child([&] {
              if (!lock_down()) return 2;
              const std::optional<Catalog> catalog = Catalog::open_for_reading(folder.file());
              return catalog && catalog->heads().size() == 5 ? 0 : 3;
            }),
            0);
  EXPECT_EQ(in_child([&] {
              if (!lock_down()) return 2;
              try {
                Catalog::open_for_writing(folder.file()).put_run(make_run("new"));
              } catch (const Error& error) {
                return error.code() == ErrorCode::io ? 0 : 4;
              }
              return 5;
            }),
            0);
  EXPECT_EQ(in_child([&] {
              if (!lock_down()) return 2;
              try {
                Catalog::open_for_writing(folder.path() / "other.db");
              } catch (const Error& error) {
                return error.code() == ErrorCode::io ? 0 : 4;
              }
              return 5;
            }),
            0);
  ::chmod(folder.path().c_str(), 0755);
}

// Nothing can be rolled back there: it is as if there were no catalog.
TEST(CatalogOpen, WhatAKilledWriterLeftInAReadOnlyFolderIsNoCatalog) {
  const TempFolder folder;
  fill(folder.file(), 5);
  leave_journal(folder.file());
  EXPECT_EQ(in_child([&] {
              ::chmod(folder.file().c_str(), 0444);
              ::chmod(folder.path().c_str(), 0555);
              if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 2;
              return Catalog::open_for_reading(folder.file()) ? 3 : 0;
            }),
            0);
  ::chmod(folder.path().c_str(), 0755);
}

TEST(CatalogOpen, TwoProcessesWriteAtOnceAndLoseNothing) {
  const TempFolder folder;
  constexpr int kRunsEach = 60;
  std::vector<pid_t> writers;
  for (int writer = 0; writer < 2; ++writer) {
    const pid_t pid = fork();
    if (pid == 0) {
      int status = 0;
      try {
        Catalog catalog = Catalog::open_for_writing(folder.file());  // Both may make the file.
        for (int i = 0; i < kRunsEach; ++i) {
          RunRow row = make_full_run(std::to_string(writer) + "-" + std::to_string(i));
          row.metrics.push_back(metric("z" + std::to_string(i), i));  // Both make the same keys.
          catalog.put_run(row);
        }
      } catch (const std::exception& error) {
        std::fprintf(stderr, "writer %d: %s\n", writer, error.what());
        status = 1;
      }
      _exit(status);
    }
    writers.push_back(pid);
  }
  for (const pid_t pid : writers) {
    int status = 0;
    waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  Catalog catalog = Catalog::open_for_writing(folder.file());
  EXPECT_EQ(catalog.heads().size(), 2u * kRunsEach);
  for (const RunHead& head : catalog.heads()) {
    EXPECT_EQ(load_one(catalog, head.rowid).metrics.size(), 3u);
  }
  EXPECT_EQ(catalog.database().scalar("SELECT count(*) FROM pragma_integrity_check"
                                      " WHERE integrity_check = 'ok'"),
            1);
}

TEST(CatalogOpen, AReaderSeesOneStateWhileAWriterCommits) {
  const TempFolder folder;
  fill(folder.file(), 10);
  const std::optional<Catalog> reader = Catalog::open_for_reading(folder.file());
  Catalog writer = Catalog::open_for_writing(folder.file());
  std::thread late;
  {
    const Snapshot snapshot(reader->database());
    EXPECT_EQ(reader->heads().size(), 10u);
    late = std::thread([&] { writer.put_run(make_run("late")); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(reader->heads().size(), 10u);
  }
  late.join();
  EXPECT_EQ(reader->heads().size(), 11u);
}

TEST(CatalogOpen, AReaderLearnsOfKeysAfterTheCatalogWasMadeAnew) {
  const TempFolder folder;
  fill(folder.file(), 2);
  const std::optional<Catalog> reader = Catalog::open_for_reading(folder.file());
  EXPECT_EQ(load_one(*reader, 1).params.size(), 12u);
  Catalog writer = Catalog::open_for_writing(folder.file());
  writer.start_filling();
  RunRow row = make_run("new");
  row.params = {{"other", 1}};
  writer.put_run(row);
  EXPECT_EQ(load_one(*reader, 1).params, row.params);
}

TEST(CatalogOpen, LoadsManyRunsOnAllCoresInTheOrderAsked) {
  const TempFolder folder;
  fill(folder.file(), 700);
  const std::optional<Catalog> catalog = Catalog::open_for_reading(folder.file());
  ASSERT_TRUE(catalog);
  std::vector<std::int64_t> rowids;
  for (const RunHead& head : catalog->heads()) rowids.push_back(head.rowid);
  std::reverse(rowids.begin(), rowids.end());
  const std::vector<RunRow> together = catalog->load_runs(rowids, RunParts::all);
  ASSERT_EQ(together.size(), rowids.size());
  for (std::size_t i = 0; i < rowids.size(); ++i) {
    EXPECT_EQ(together[i], catalog->load_runs(std::span(&rowids[i], 1), RunParts::all).at(0));
  }
}

}  // namespace
}  // namespace cairn
