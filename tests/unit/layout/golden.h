// Contexts and expected texts of tests/data/layout. CAIRN_ACCEPT=1 writes what was rendered as the
// new expectation, to be read in the diff.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/json.h"

namespace cairn {

inline std::filesystem::path layout_data(const std::string& name) {
  return std::filesystem::path(__FILE__).parent_path() / "../../data/layout" / name;
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline Value read_context(const std::string& name) {
  return parse_json(read_text(layout_data(name + ".json")), name + ".json");
}

inline void expect_golden(const std::string& name, const std::string& text) {
  const auto path = layout_data(name);
  if (std::getenv("CAIRN_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, read_text(path)) << name;
}

}  // namespace cairn
