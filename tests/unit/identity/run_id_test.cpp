#include "cairn/identity/run_id.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/identity/vectors.h"

namespace cairn {
namespace {

TEST(RunId, digests_are_written_in_base_36_least_digit_first) {
  for (const Value& row : read_vectors("short_id.jsonl")) {
    const Digest digest = *Digest::from_hex(row.find("digest")->as_string());
    const std::string& all = row.find("id")->as_string();
    EXPECT_EQ(short_id(digest, 50).text, all);
    EXPECT_EQ(short_id(digest).text, all.substr(0, 6));
    EXPECT_EQ(short_id(digest, 1000).text, all);
  }
}

TEST(RunId, more_digits_keep_the_first_ones) {
  const Digest digest = sha256("x");
  for (std::size_t length = 1; length < 50; ++length) {
    EXPECT_TRUE(short_id(digest, length + 1).text.starts_with(short_id(digest, length).text));
  }
}

TEST(RunId, id_texts_are_lower_case_letters_and_digits) {
  EXPECT_TRUE(is_id_text("pb8yky"));
  EXPECT_TRUE(is_id_text("0"));
  EXPECT_TRUE(is_id_text(std::string(50, 'z')));
  for (const std::string text : {"", "PB8", "a-b", "é", "a b"}) EXPECT_FALSE(is_id_text(text));
  EXPECT_FALSE(is_id_text(std::string(51, 'a')));
}

TEST(RunId, a_childs_digest_is_made_of_its_parent_and_its_name) {
  const Digest parent =
      sha256(R"({"kind":"pipeline","params":{"n_components":10,"scaler":"minmax","tol":1e-06},)"
             R"("seed":1,"stage":"fit"})");
  EXPECT_EQ(child_digest(parent, "fold0").hex(),
            "41e9f34b081f99d2a1ef793003215496c4747acc380061300134a3b686fdd34b");
  EXPECT_NE(child_digest(parent, "fold0"), child_digest(parent, "fold1"));
  EXPECT_NE(child_digest(parent, "fold0"), child_digest(sha256("other"), "fold0"));
}

}  // namespace
}  // namespace cairn
