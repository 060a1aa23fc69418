#include "cairn/identity/key.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

std::string key_with(Map inputs) {
  return key_text({.kind = "run", .stage = "fit", .params = {}, .seed = 1, .inputs = inputs});
}

TEST(DatasetVersion, IsThatOfTheDatasetAmongTheInputs) {
  const std::string key =
      key_with(Map{{"dataset", Map{{"dataset", "corn"}, {"version", 2}}},
                   {"test", Map{{"dataset", "wheat"}, {"version", "2024-03"}}}});
  EXPECT_EQ(dataset_version(key, "corn"), "2");
  EXPECT_EQ(dataset_version(key, "wheat"), "2024-03");
  EXPECT_EQ(dataset_version(key, "rye"), "");
  EXPECT_EQ(dataset_version(key, ""), "");
}

TEST(DatasetVersion, IsEmptyWhereNoneIsStated) {
  EXPECT_EQ(dataset_version(key_with(Map{{"dataset", Map{{"dataset", "corn"}}}}), "corn"), "");
  EXPECT_EQ(dataset_version(
                key_with(Map{{"dataset", Map{{"dataset", "corn"}, {"version", Value()}}}}), "corn"),
            "");
  // A param of that name is none.
  const std::string key = key_text({.kind = "run",
                                    .stage = "fit",
                                    .params = Map{{"version", 3}},
                                    .seed = {},
                                    .inputs = Map{{"dataset", Map{{"dataset", "corn"}}}}});
  EXPECT_EQ(dataset_version(key, "corn"), "");
}

}  // namespace
}  // namespace cairn
