#include "cairn/catalog/catalog_check.h"

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

TEST(CatalogCheck, FindsNothingInASoundCatalogAndInNone) {
  const TempFolder folder;
  EXPECT_FALSE(catalog_damage(folder.file()));
  fill(folder.file(), 20);
  EXPECT_EQ(catalog_damage(folder.file()), std::nullopt);
}

TEST(CatalogCheck, FindsADamagedHeadOfEachPage) {
  const TempFolder folder;
  fill(folder.file(), 20);
  const std::string whole = read_file(folder.file().string());
  const std::size_t pages = whole.size() / 4096;
  ASSERT_GT(pages, 20U);
  for (std::size_t page = 1; page < pages; ++page) {
    write_bytes(folder.file(), std::string(whole).replace(page * 4096, 8, 8, '\xff'));
    EXPECT_TRUE(catalog_damage(folder.file())) << "page " << page;
  }
}

TEST(CatalogCheck, FindsAColumnOfAnotherNameAndATableThatIsGone) {
  const TempFolder folder;
  fill(folder.file(), 3);
  const std::string whole = read_file(folder.file().string());
  std::string bytes = whole;
  for (std::size_t at = bytes.find("rank_goal"); at != std::string::npos;
       at = bytes.find("rank_goal")) {
    bytes.replace(at, 9, "rank_gaol");
  }
  write_bytes(folder.file(), bytes);
  EXPECT_TRUE(catalog_damage(folder.file()));
  write_bytes(folder.file(), whole);
  Database(folder.file(), DatabaseMode::write).execute("DROP TABLE folder_marks");
  EXPECT_TRUE(catalog_damage(folder.file()));
}

TEST(CatalogCheck, FindsAValueThatNoRowCanHave) {
  const TempFolder folder;
  fill(folder.file(), 3);
  Database(folder.file(), DatabaseMode::write)
      .execute("UPDATE runs SET status = 77 WHERE run = (SELECT min(run) FROM runs)");
  EXPECT_TRUE(catalog_damage(folder.file()));
}

}  // namespace
}  // namespace cairn
