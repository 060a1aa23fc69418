#include <gtest/gtest.h>

#include "cairn/exchange/complete_runs.h"
#include "cairn/exchange/dynvision_names.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/read_nirs4all.h"

namespace cairn {
namespace {

TEST(DynvisionNames, ReadsModelArgumentsAndSeed) {
  const std::optional<ModelName> name = read_model_name("DyRCNNx8:tsteps=20+dt=2+rctype=full_7000");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->model, "DyRCNNx8");
  EXPECT_EQ(name->args, "tsteps=20+dt=2+rctype=full");
  EXPECT_EQ(*name->params.find("tsteps"), Value(20));
  EXPECT_EQ(*name->params.find("rctype"), Value("full"));
  EXPECT_EQ(name->seed, Value(7000));
  EXPECT_EQ(read_model_name("AlexNet_1.2")->seed, Value("1.2"));
}

TEST(DynvisionNames, RefusesWhatIsNoFullName) {
  for (const char* text : {"DyRCNNx8", "DyRCNNx8:hash=36590d36", "_7000", "x:a=1+b_7", "x:=1_7",
                           "x_", "a/b_7", "x:a=1_7x"}) {
    EXPECT_FALSE(read_model_name(text)) << text;
  }
}

TEST(DynvisionNames, PatternsMeanAnyValueAndSeveralSeeds) {
  const std::string full = "M:a=1+b=x_7001";
  EXPECT_TRUE(matches_pattern("M:a=1+b=*_7001", full));
  EXPECT_TRUE(matches_pattern("M:a=*+b=x_7000.7001", full));
  EXPECT_FALSE(matches_pattern("M:a=2+b=*_7001", full));
  EXPECT_FALSE(matches_pattern("M:a=1+b=*_700", full));
  EXPECT_FALSE(matches_pattern("N:a=1+b=*_7001", full));
  EXPECT_FALSE(matches_pattern("M:a=1+b=*+c=1_7001", full));
}

TEST(PlainValue, TakesOnlyTextsThatAreWrittenTheSameAgain) {
  EXPECT_EQ(plain_value("2"), Value(2));
  EXPECT_EQ(plain_value("0.5"), Value(0.5));
  EXPECT_EQ(plain_value("2e-05"), Value(2e-05));
  EXPECT_EQ(plain_value("true"), Value(true));
  for (const char* text :
       {"02", "5e-3", "1.50", "NO", "", "True", "null", "99999999999999999999"}) {
    EXPECT_EQ(plain_value(text), Value(text)) << text;
  }
}

TEST(RelativeFrom, GoesUpAsFarAsNeeded) {
  EXPECT_EQ(relative_from("a/b", "a/b/c.txt"), "c.txt");
  EXPECT_EQ(relative_from("a/b", "a/c/d.txt"), "../c/d.txt");
  EXPECT_EQ(relative_from("a/b", "x.txt"), "../../x.txt");
  EXPECT_EQ(relative_from("", "a/x.txt"), "a/x.txt");
  EXPECT_EQ(relative_from("a/b", "a/bc/x.txt"), "../bc/x.txt");
}

TEST(ReadTime, TakesTheSpellingsOfOtherPrograms) {
  const Value iso("2026-11-20T11:48:41.896337+00:00");
  const Value sqlite("2026-11-20 11:49:12");
  const Value zoneless("2026-11-20T11:42:40.968152");
  EXPECT_EQ(utc_text(read_time(&iso)), "2026-11-20T11:48:41.896337Z");
  EXPECT_EQ(utc_text(read_time(&sqlite)), "2026-11-20T11:49:12.000000Z");
  EXPECT_EQ(utc_text(read_time(&zoneless)), "2026-11-20T11:42:40.968152Z");
  const Value none("yesterday");
  EXPECT_EQ(read_time(&none), 0);
  EXPECT_EQ(read_time(nullptr), 0);
}

TEST(Uuid, HasItsDashes) {
  EXPECT_TRUE(is_uuid("2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d"));
  for (const char* text :
       {"", "2fbbbe6d", "2fbbbe6d-d5b3-4afa-84f6-8deea7e8173",
        "2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d0", "2fbbbe6dxd5b3-4afa-84f6-8deea7e8173d"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

}  // namespace
}  // namespace cairn
