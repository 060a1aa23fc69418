#include "cairn/layout/read_path.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

TEST(ReadPath, a_file_belongs_to_the_deepest_folder_that_can_hold_it) {
  const auto all =
      read_path(find_layout("lambda-hat"),
                "/data/x/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/diagnostics/trace.png");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].reading.name, "sampler");
  EXPECT_EQ(all[0].folder, "runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76");
  EXPECT_EQ(all[0].file, "diagnostics/trace.png");
  EXPECT_EQ(all[0].before, "/data/x");
}

TEST(ReadPath, the_hashed_and_the_full_spelling_are_of_one_kind) {
  const Layout layout = find_layout("dynvision");
  for (const char* path : {"models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt",
                           "models/DyRCNNx8:hash=f74854f1/imagenette/trained.pt",
                           "models/DyRCNNx8/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt"}) {
    std::size_t models = 0;
    for (const PathMeaning& meaning : read_path(layout, path)) {
      models += meaning.reading.name == "model" ? 1 : 0;
    }
    EXPECT_EQ(models, 1U) << path;
  }
}

TEST(ReadPath, pairs_are_given_one_by_one) {
  const Layout layout = find_layout("dynvision");
  for (const PathMeaning& meaning : read_path(layout, "models/A:x=1+y=b_7/d")) {
    if (meaning.reading.name != "model") continue;
    EXPECT_EQ(Value(pairs_in(layout, meaning.reading)),
              Value(Map{{"args", Map{{"x", "1"}, {"y", "b"}}}}));
  }
}

TEST(ReadPath, values_without_a_field_of_their_own_are_pairs) {
  const Layout layout = find_layout("dynvision");
  const Map fields = fields_of_values(
      layout, "model",
      {{"model", "A"}, {"x", 1}, {"act", "relu"}, {"seed", 7}, {"dataset", "digits"}});
  EXPECT_EQ(run_path(layout, "model", fields).path, "models/A:x=1+act=relu_7/digits");
  EXPECT_THROW(fields_of_values(find_layout("lambda-hat"), "sampler", {{"tagret", "x"}}), Error);
}

TEST(ReadPath, nothing_is_read_out_of_what_leaves_its_folder) {
  for (const std::string& name : layout_names()) {
    const Layout layout = find_layout(name);
    EXPECT_TRUE(read_path(layout, "../../etc/passwd").empty()) << name;
    EXPECT_TRUE(read_path(layout, "").empty()) << name;
  }
}

}  // namespace
}  // namespace cairn
