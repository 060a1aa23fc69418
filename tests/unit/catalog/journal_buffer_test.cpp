#include "cairn/catalog/journal_buffer.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "unit/catalog/in_child.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

// What happens to the calls by which SQLite changes files, in this process.
enum class Fault { none, kill, refuse };
Fault fault = Fault::none;
int calls_until = 0;

constexpr int kKilled = 77;

// Whether this call is the one, or a later one.
bool is_due() { return fault != Fault::none && --calls_until <= 0; }

ssize_t faulty_pwrite(int fd, const void* bytes, std::size_t count, off_t offset) {
  if (!is_due()) return ::pwrite(fd, bytes, count, offset);
  if (fault == Fault::kill) {
    // As torn as can be: the first half is there.
    if (::pwrite(fd, bytes, count / 2, offset) < 0) _exit(kKilled + 1);
    _exit(kKilled);
  }
  errno = ENOSPC;
  return -1;
}

ssize_t faulty_write(int fd, const void* bytes, std::size_t count) {
  return faulty_pwrite(fd, bytes, count, ::lseek(fd, 0, SEEK_CUR));
}

int faulty_unlink(const char* path) {
  if (is_due() && fault == Fault::kill) _exit(kKilled);
  return ::unlink(path);
}

void set_fault(Fault wanted, int calls) {
  sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
  const auto set = [&](const char* name, auto* call) {
    real->xSetSystemCall(real, name, reinterpret_cast<sqlite3_syscall_ptr>(call));
  };
  set("pwrite", faulty_pwrite);
  set("pwrite64", faulty_pwrite);
  set("write", faulty_write);
  set("unlink", faulty_unlink);
  fault = wanted;
  calls_until = calls;
}

constexpr int kRuns = 150;

// Changes, removes and adds runs, in pages all over the file.
void change(Catalog& catalog) {
  Transaction transaction = catalog.begin();
  for (int i = 0; i < kRuns; i += 7) {
    RunRow row = make_full_run(std::to_string(i));
    row.notes = std::string(300, 'n');
    catalog.put_run(row);
  }
  for (int i = 1; i < kRuns; i += 9) {
    const RunRow row = make_full_run(std::to_string(i));
    catalog.remove_run_at(row.path, row.id);
  }
  for (int i = 0; i < 40; ++i) catalog.put_run(make_full_run("new " + std::to_string(i)));
  transaction.commit();
}

std::string dump_of(const std::filesystem::path& file) {
  return Catalog::open_for_reading(file)->canonical_dump();
}

std::int64_t problems_in(const std::filesystem::path& file) {
  const Database database(file, DatabaseMode::read);
  return database.scalar(
      "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
}

class JournalBuffer : public testing::Test {
 protected:
  void SetUp() override {
    fill(folder_.file(), kRuns);
    std::filesystem::copy_file(folder_.file(), intact());
    before_ = dump_of(folder_.file());
    Catalog catalog = Catalog::open_for_writing(folder_.file());
    change(catalog);
    after_ = dump_of(folder_.file());
  }

  std::filesystem::path intact() const { return folder_.path() / "intact.db"; }
  void start_again() const {
    std::filesystem::copy_file(intact(), folder_.file(),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(folder_.file().string() + "-journal");
  }

  const TempFolder folder_;
  std::string before_;
  std::string after_;
};

TEST_F(JournalBuffer, AKillAtAnyWriteLeavesAllOrNothing) {
  int rolled_back = 0;
  bool ended = false;
  for (int call = 1; !ended; call += call < 20 ? 1 : 11) {
    start_again();
    const int status = in_child([&] {
      set_fault(Fault::kill, call);
      Catalog catalog = Catalog::open_for_writing(folder_.file());
      change(catalog);
      return 0;
    });
    ended = status == 0;
    ASSERT_TRUE(ended || status == kKilled) << status;
    const bool has_journal = stat_path(folder_.file().string() + "-journal").has_value();
    const std::string found = dump_of(folder_.file());
    ASSERT_EQ(found, ended ? after_ : before_) << "call " << call;
    ASSERT_EQ(problems_in(folder_.file()), 0) << "call " << call;
    rolled_back += has_journal ? 1 : 0;
  }
  EXPECT_GT(rolled_back, 10);
}

TEST_F(JournalBuffer, AFullDiskLeavesTheCatalogAsItWas) {
  bool ended = false;
  for (int call = 1; !ended; call += call < 20 ? 1 : 17) {
    start_again();
    const int status = in_child([&] {
      Catalog catalog = Catalog::open_for_writing(folder_.file());
      set_fault(Fault::refuse, call);
      try {
        change(catalog);
        return 0;
      } catch (const Error& error) {
        if (error.code() != ErrorCode::io) return 1;
      }
      fault = Fault::none;
      return catalog.canonical_dump() == before_ ? 2 : 3;
    });
    ended = status == 0;
    ASSERT_TRUE(ended || status == 2) << "call " << call << ", status " << status;
    ASSERT_EQ(dump_of(folder_.file()), ended ? after_ : before_) << "call " << call;
    ASSERT_EQ(problems_in(folder_.file()), 0) << "call " << call;
  }
}

TEST_F(JournalBuffer, WritesAFewLargePieces) {
  start_again();
  // Each changed page was three writes of its own.
  const int status = in_child([&] {
    Catalog catalog = Catalog::open_for_writing(folder_.file());
    const std::int64_t pages = catalog.database().scalar("PRAGMA page_count");
    constexpr int kMany = 1'000'000;
    set_fault(Fault::kill, kMany);
    change(catalog);
    const int writes = kMany - calls_until;
    return writes < pages * 2 ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace cairn
