#include "cairn/record/run_parts.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

TEST(RunParts, a_record_moves_behind_all_that_it_makes_count) {
  std::vector<std::string> parts = {"a/.run/pb8yky.json",
                                    "a/.run/pb8yky.1.events.jsonl",
                                    "a/model.bin",
                                    "b/.run",
                                    "a/.run/pb8yky.user.json",
                                    "c"};
  order_parts(parts);
  EXPECT_EQ(parts,
            (std::vector<std::string>{"a/model.bin", "c", "a/.run/pb8yky.1.events.jsonl",
                                      "a/.run/pb8yky.user.json", "a/.run/pb8yky.json", "b/.run"}));
}

}  // namespace
}  // namespace cairn
