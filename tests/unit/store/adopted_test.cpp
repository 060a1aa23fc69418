#include "cairn/store/adopted.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

Record foreign_record(int number) {
  const std::string path = "runs/r" + std::to_string(number);
  const std::string key = adopted_key_text("run", "test", "r" + std::to_string(number), path);
  const Digest digest = sha256(key);
  Record record{.definition = {.id = short_id(digest),
                               .digest = digest,
                               .key = key,
                               .kind = "run",
                               .name = std::string(static_cast<std::size_t>(number % 97) * 50, 'n'),
                               .params = Map{{"n", number}},
                               .path = path},
                .origin = Origin{.scheme = "test", .id = "r" + std::to_string(number)}};
  record.attempts.push_back({.status = RunStatus::finished});
  return record;
}

/// Writes a tree of `count` runs; returns their ids.
std::vector<RunId> write_tree(const Project& project, int count) {
  std::vector<std::pair<std::string, RunId>> lines;
  for (int i = 0; i < count; ++i) {
    const Record record = foreign_record(i);
    lines.emplace_back(adopted_line(record), record.definition.id);
  }
  std::sort(lines.begin(), lines.end());
  std::vector<std::string> texts;
  std::vector<RunId> ids;
  for (auto& [line, id] : lines) {
    texts.push_back(line);
    ids.push_back(id);
  }
  write_adopted_tree(project, {.id = "tree01", .root = "old", .reader = "test"}, texts);
  return ids;
}

constexpr const char* kFile = ".cairn/adopted/tree01.json";

TEST(Adopted, FindsEachRunAmongMany) {
  for (const int count : {0, 1, 2, 3, 257}) {
    const test::TempProject made("flat");
    const std::vector<RunId> ids = write_tree(made.project, count);
    const AdoptedRoot root{.tree = "tree01", .root = "old", .reader = "test"};
    for (const RunId& id : ids) {
      EXPECT_EQ(read_adopted_record(made.project, root, id).definition.id, id);
    }
    for (const char* other : {"0", "zzzzzz", "hhhhhh"}) {
      EXPECT_THROW(read_adopted_record(made.project, root, {other}), Error) << other;
    }
    std::size_t visited = 0;
    visit_adopted_records(made.project, root, [&](const Record& record) {
      EXPECT_EQ(record.definition.id, ids[visited++]);
    });
    EXPECT_EQ(visited, ids.size());
  }
}

TEST(Adopted, NamesItsRootInTheFirstLine) {
  const test::TempProject made("flat");
  write_tree(made.project, 3);
  const std::vector<AdoptedRoot> roots = list_adopted_roots(made.project.root);
  ASSERT_EQ(roots.size(), 1U);
  EXPECT_EQ(roots[0].root, "old");
  EXPECT_NE(find_adopted_root(roots, "old/runs/r1"), nullptr);
  EXPECT_NE(find_adopted_root(roots, "old"), nullptr);
  EXPECT_EQ(find_adopted_root(roots, "older"), nullptr);
  EXPECT_EQ(find_adopted_root(roots, ""), nullptr);
}

TEST(Adopted, RefusesAFileThatWasChanged) {
  const test::TempProject made("flat");
  write_tree(made.project, 3);
  const AdoptedRoot root{.tree = "tree01", .root = "old", .reader = "test"};
  std::string text = read_file(made.project.absolute(kFile));
  text[text.find("r1")] = 'R';
  made.folder.write(kFile, text);
  EXPECT_THROW(visit_adopted_records(made.project, root, [](const Record&) {}), Error);
  made.folder.write(kFile, text.substr(0, text.size() / 2));
  EXPECT_THROW(visit_adopted_records(made.project, root, [](const Record&) {}), Error);
  made.folder.write(kFile, "");
  EXPECT_TRUE(list_adopted_roots(made.project.root).empty());
}

}  // namespace
}  // namespace cairn
