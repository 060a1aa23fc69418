#include "cairn/store/archive_paths.h"

#include <gtest/gtest.h>

#include "cairn/store/groups.h"

namespace cairn {
namespace {

TEST(ArchivePaths, lead_there_and_back) {
  for (const std::string& name : layout_names()) {
    const Layout layout = find_layout(name);
    const std::string home =
        layout.root == "." ? "experiments/a/b" : layout.root + "/2026-08-01_wheat/corn";
    const std::string bucket = archive_root(layout) + "/2026-08_wheat";
    const std::string archived = archived_path(layout, bucket, home);
    const std::optional<ArchivePlace> place = archive_place(layout, archived);
    ASSERT_TRUE(place) << name;
    EXPECT_EQ(place->home, home);
    EXPECT_EQ(place->bucket, bucket);
    EXPECT_EQ(home_path(layout, archived), home);
    EXPECT_EQ(home_path(layout, home), home);
    EXPECT_TRUE(is_archive_level(layout, bucket));
    EXPECT_TRUE(is_archive_level(layout, archive_root(layout)));
    EXPECT_FALSE(is_archive_level(layout, archived));
  }
}

TEST(ArchivePaths, are_no_other_paths) {
  const Layout layout = find_layout("nirs4all");
  for (const char* path : {"results/archive", "results/archive/2026-08_wheat", "results/a/b",
                           "archive/2026-08_wheat/a", "results/archive/wheat/a", ""}) {
    EXPECT_FALSE(archive_place(layout, path)) << path;
  }
}

TEST(ArchivePaths, have_the_groups_that_they_had_at_home) {
  const Layout layout = find_layout("nirs4all");
  const std::string home = "results/2026-08-01_wheat/corn/PLS5_28ef02";
  const std::string archived = "results/archive/2026-08_wheat/2026-08-01_wheat/corn/PLS5_28ef02";
  const std::vector<GroupPlace> there = groups_above(layout, "pipeline", home);
  const std::vector<GroupPlace> here = groups_above(layout, "pipeline", archived);
  ASSERT_EQ(here.size(), 2U);
  for (std::size_t i = 0; i < here.size(); ++i) {
    EXPECT_EQ(here[i].group, there[i].group);
    EXPECT_EQ(here[i].fields, there[i].fields);
    EXPECT_EQ(home_path(layout, here[i].path), there[i].path);
    const std::vector<GroupReading> readings = group_readings(layout, here[i].path);
    ASSERT_EQ(readings.size(), 1U);
    EXPECT_EQ(readings[0].place.group, here[i].group);
  }
  EXPECT_TRUE(group_readings(layout, "results/archive").empty());
  EXPECT_TRUE(group_readings(layout, "results/archive/2026-08_wheat").empty());
}

TEST(ArchivePaths, do_not_take_the_place_of_a_layout_that_has_an_archive_itself) {
  const Layout layout = find_layout("projects");
  const std::string path = "results/archive/2024-07_wheat/runs/run_old123";
  const std::vector<GroupPlace> groups = groups_above(layout, "archived_run", path);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].group, "archived");
  EXPECT_EQ(groups[0].path, "results/archive/2024-07_wheat");
}

}  // namespace
}  // namespace cairn
