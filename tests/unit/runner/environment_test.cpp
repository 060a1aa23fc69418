#include "cairn/runner/environment.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

TEST(PackageChanges, AreToldByName) {
  EXPECT_EQ(package_changes("numpy==1.26.4\n", "numpy==2.0.0\n"), "numpy: 1.26.4 → 2.0.0");
  EXPECT_EQ(package_changes("a==1\nb==1\n", "b==1\nc==2\n"), "a is gone; c 2 is new");
  EXPECT_EQ(package_changes("a==1\n", "a==1\n"), "");
  EXPECT_EQ(package_changes("", "a==1\nb==1\nc==1\nd==1\ne==1\n"),
            "a 1 is new; b 1 is new; c 1 is new (and 2 more)");
}

TEST(Triggers, TheEnvironmentCountsOnlyWhenItIsNamed) {
  EXPECT_FALSE(default_triggers().contains(ReasonKind::environment));
  EXPECT_EQ(parse_triggers("params,environment"),
            (Triggers{ReasonKind::params, ReasonKind::environment}));
}

}  // namespace
}  // namespace cairn
