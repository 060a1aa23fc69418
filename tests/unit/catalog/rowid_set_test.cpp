#include "cairn/catalog/rowid_set.h"

#include <gtest/gtest.h>

#include "cairn/catalog/sqlite.h"

namespace cairn {
namespace {

using Rowids = std::vector<std::int64_t>;

TEST(RowidSet, HoldsWhatWasAddedAndNothingBeyondItsEnd) {
  RowidSet set(130);
  for (const std::int64_t rowid : {0, 1, 63, 64, 130, 64}) set.add(rowid);
  set.add(-1);
  set.add(5000);
  EXPECT_EQ(set.list(), (Rowids{0, 1, 63, 64, 130}));
  EXPECT_EQ(set.size(), 5U);
  EXPECT_TRUE(set.contains(63));
  EXPECT_FALSE(set.contains(62));
  EXPECT_FALSE(set.contains(-1));
  EXPECT_FALSE(set.contains(5000));
  RowidSet other(130);
  for (const std::int64_t rowid : {1, 2, 130}) other.add(rowid);
  set.intersect(other);
  EXPECT_EQ(set.list(), (Rowids{1, 130}));
  EXPECT_TRUE(RowidSet(-1).list().empty());
}

TEST(RowidSet, IsFilledAndAskedByStatements) {
  const Database database({}, DatabaseMode::memory);
  database.execute("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (3), (5), (8), (5)");
  RowidSet set(10);
  database.prepare("SELECT collect(?, n) FROM t WHERE n > 3").bind_set(1, set).run();
  EXPECT_EQ(set.list(), (Rowids{5, 8}));
  Statement held = database.prepare("SELECT n FROM t WHERE holds(?, n) ORDER BY n");
  held.bind_set(1, set);
  Rowids found;
  while (held.step()) found.push_back(held.integer(0));
  EXPECT_EQ(found, (Rowids{5, 5, 8}));
  // Whatever else is bound is no set: nothing is in it.
  EXPECT_EQ(database.scalar("SELECT holds(7, 5)"), 0);
}

}  // namespace
}  // namespace cairn
