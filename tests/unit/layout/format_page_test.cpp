// The worked example of docs/formats/layout.md is what it says.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/text.h"
#include "cairn/layout/context_shape.h"
#include "cairn/layout/document.h"
#include "cairn/layout/document_functions.h"
#include "cairn/layout/paths.h"
#include "unit/layout/golden.h"

namespace cairn {
namespace {

std::string read_page() {
  return read_text(std::filesystem::path(__FILE__).parent_path() /
                   "../../../docs/formats/layout.md");
}

/// The bodies of the fenced blocks, in order.
std::vector<std::string> blocks_of(const std::string& page) {
  std::vector<std::string> blocks;
  bool inside = false;
  for (const std::string& line : split(page, '\n')) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

TEST(FormatPage, its_example_loads_and_renders_what_it_shows) {
  const std::string page = read_page();
  const auto blocks = blocks_of(page);
  ASSERT_GE(blocks.size(), 3U);
  const Layout layout = load_layout(YamlDocument("lab.yaml", blocks[0]));
  const Map fields = {
      {"operator", "Ann"}, {"sample", "S7"}, {"id", "pb8yky"}, {"date", "2026-11-20"}};
  const RunPlace place = run_path(layout, "fit", fields);
  const Kind& fit = *find_kind(layout, "fit");
  EXPECT_EQ(place.path, "out/Ann/2026-11-20/S7");
  EXPECT_EQ(place.path + "/" + fit.log->render(fields), "out/Ann/2026-11-20/S7/pb8yky.log");
  EXPECT_EQ(fit.documents[0].file.render(fields), "about-pb8yky.yaml");
  const Value fold = Map{{"name", "w_avg"}, {"metrics", Map{{"val", Map{{"rmse", 6.8466}}}}}};
  const Value run = Map{{"id", "pb8yky"},
                        {"name", "ridge"},
                        {"status", "finished"},
                        {"params", Map{{"alpha", 0.1}, {"sample", "S7"}}},
                        {"metrics", Map{{"val", Map{{"rmse", 6.8466}}}}},
                        {"children", List{fold}},
                        {"size", 2470000}};
  EXPECT_EQ(render_document(layout, fit.documents[0], Map{{"run", run}}), blocks[1]);
  EXPECT_EQ(
      render_document(layout, find_group(layout, "day")->rollups[0], Map{{"runs", List{run}}}),
      blocks[2]);
}

TEST(FormatPage, names_every_function_and_every_word) {
  const std::string page = read_page();
  for (const DocumentFunction& function : document_functions()) {
    EXPECT_NE(page.find("`" + std::string(function.name) + "("), std::string::npos)
        << function.name;
  }
  for (const char* shape : {"run", "step", "artifact", "child", "group", "rank"}) {
    const std::string row =
        "| `" + std::string(shape) + "` | `" + join(shape_members(shape), " ") + "` |";
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace cairn
