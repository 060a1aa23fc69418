#include "cairn/objects/object_link.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

const Digest kDigest = sha256("bytes");

TEST(ObjectLink, LeadsFromAnyDepthToTheObject) {
  const std::string hex = kDigest.hex();
  const std::string tail = ".cairn/objects/" + hex.substr(0, 2) + "/" + hex;
  EXPECT_EQ(object_link_text("a.bin", kDigest), tail);
  EXPECT_EQ(object_link_text("results/run/a.bin", kDigest), "../../" + tail);
  for (const std::string path : {"a.bin", "results/run/a.bin", "results/s/d/run/models/x/a.bin"}) {
    EXPECT_EQ(parse_object_link(object_link_text(path, kDigest)), kDigest) << path;
  }
}

TEST(ObjectLink, NoOtherTextIsOne) {
  const std::string hex = kDigest.hex();
  const std::string shard = hex.substr(0, 2) + "/";
  for (const std::string& text :
       {std::string(), std::string("other.bin"), "/" + std::string(".cairn/objects/") + shard + hex,
        "../.cairn/objects/" + hex, "../.cairn/objects/zz/" + hex,
        "../.cairn/objects/" + shard + "../../canary", ".cairn/objects/" + shard + hex + "/x",
        "./.cairn/objects/" + shard + hex, "a/../.cairn/objects/" + shard + hex,
        "../.cairn//objects/" + shard + hex, "../.cairn/objects/" + shard + hex.substr(1),
        ".cairn/objects/" + shard + std::string(64, 'A')}) {
    EXPECT_EQ(parse_object_link(text), std::nullopt) << text;
  }
}

TEST(ObjectLink, IsReadFromALinkOnly) {
  const test::TempFolder folder;
  folder.write("file", object_link_text("file", kDigest));
  EXPECT_EQ(read_object_link(folder.at("file")), std::nullopt);
  EXPECT_EQ(read_object_link(folder.at("missing")), std::nullopt);
  std::filesystem::create_symlink(object_link_text("link", kDigest), folder.at("link"));
  EXPECT_EQ(read_object_link(folder.at("link")), kDigest);
}

}  // namespace
}  // namespace cairn
